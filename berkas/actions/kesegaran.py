"""Dates the machine guesses, what a satker says about old evidence, and the rules of the inspectorate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from berkas.actions.hasil import KeadaanBerubahError
from berkas.models import AturanBukti, Bukti, DasarTanggal, Olahan, VersiBerkas
from berkas.queries.kesegaran import aturan_baku, aturan_ubahan, putusan_satu, sebut_aturan
from berkas.segar.nilai import Aturan, Irama, irama_berlaku
from berkas.segar.tanggal import tebak, tebak_metadata
from instrumen.pohon.tipe import Butir
from satker.actions.jejak import catat
from satker.models import Periode
from satker.pelaku import Pelaku


@transaction.atomic
def tandai_tetap(*, oleh: Pelaku, bukti: Bukti, area: str, alasan: str) -> Bukti:
    """The satker says that evidence still holds in spite of its date (K10). The reason stays out of the log.

    Raises KeadaanBerubahError when it is unlinked, marked already, or needs no mark.
    """
    kini = _kunci(bukti)
    if kini.tetap_pada is not None:
        raise KeadaanBerubahError("Berkas ini sudah dinyatakan tetap berlaku.")
    if not putusan_satu(kini).dapat_tetap:
        raise KeadaanBerubahError("Berkas ini tidak kedaluwarsa dan tidak salah tahun, jadi tidak perlu ditandai.")
    kini.tetap_alasan, kini.tetap_oleh, kini.tetap_pada = alasan, oleh.user, timezone.now()
    kini.save(update_fields=["tetap_alasan", "tetap_oleh", "tetap_pada"])
    _catat(kini, oleh, area, "tandai_tetap_berlaku")
    return kini


@transaction.atomic
def cabut_tetap(*, oleh: Pelaku, bukti: Bukti, area: str) -> Bukti:
    """Take the statement back; the evidence is judged by its date again."""
    kini = _kunci(bukti)
    if kini.tetap_pada is None:
        raise KeadaanBerubahError("Tanda tetap berlaku sudah dicabut.")
    kini.tetap_alasan, kini.tetap_oleh, kini.tetap_pada = "", None, None
    kini.save(update_fields=["tetap_alasan", "tetap_oleh", "tetap_pada"])
    _catat(kini, oleh, area, "cabut_tetap_berlaku")
    return kini


def _kunci(bukti: Bukti) -> Bukti:
    kini = (
        Bukti.objects.select_for_update(of=("self", "berkas"))
        .select_related("berkas", "satker", "periode")
        .get(pk=bukti.pk)
    )
    if kini.dilepas_pada is not None:
        raise KeadaanBerubahError("Berkas ini sudah dilepas dari soal.")
    return kini


def _catat(bukti: Bukti, oleh: Pelaku, area: str, aksi: str) -> None:
    catat(
        oleh=oleh,
        satker=bukti.satker,
        periode=bukti.periode,
        kode_butir=bukti.kode_butir,
        area=area,
        aksi=aksi,
        objek=f"bukti:{bukti.pk}",
        sesudah={"berkas": bukti.berkas.judul},
    )


@transaction.atomic
def atur_aturan(
    *, oleh: Pelaku, periode: Periode, butir: Sequence[Butir], aturan: Aturan, irama: Irama, alasan: str
) -> int:
    """One rule for several questions of a year, with its reason; returns how many changed.

    A rule equal to the default is no override: it removes one. Raises ValueError without a reason.
    """
    if not alasan.strip():
        raise ValueError("alasan wajib")
    irama = irama_berlaku(aturan, irama)
    return _tulis_aturan(oleh, periode, [(b, aturan, irama) for b in butir], alasan.strip()[:200])


@transaction.atomic
def pakai_aturan_baku(*, oleh: Pelaku, periode: Periode, butir: Sequence[Butir], alasan: str = "") -> int:
    """Back to the default of the instrument for several questions; returns how many changed."""
    return _tulis_aturan(oleh, periode, [(b, *aturan_baku(b)) for b in butir], alasan.strip()[:200])


def _tulis_aturan(oleh: Pelaku, periode: Periode, baru: Sequence[tuple[Butir, Aturan, Irama]], alasan: str) -> int:
    periode = Periode.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=periode.pk)
    ubahan, sekarang, beda = aturan_ubahan(periode), timezone.now(), []
    for butir, aturan, irama in baru:
        lama = ubahan.get(butir.kode)
        kini = (Aturan(lama.aturan), Irama(lama.irama)) if lama else aturan_baku(butir)
        if kini == (aturan, irama):
            continue
        beda.append((butir, kini, (aturan, irama)))
        if (aturan, irama) == aturan_baku(butir):
            AturanBukti.objects.filter(satker=periode.instansi_id, periode=periode, kode_butir=butir.kode).delete()
            continue
        AturanBukti.objects.update_or_create(
            satker=periode.instansi,
            periode=periode,
            kode_butir=butir.kode,
            defaults={
                "aturan": aturan.value,
                "irama": irama.value,
                "alasan": alasan,
                "oleh": oleh.user,
                "pada": sekarang,
            },
        )
    if beda:
        catat(
            oleh=oleh,
            satker=periode.instansi,
            periode=periode,
            aksi="atur_aturan_bukti",
            objek=f"periode:{periode.pk}",
            sebelum={b.kode_pendek: sebut_aturan(*lama) for b, lama, _ in beda},
            sesudah={b.kode_pendek: sebut_aturan(*kini) for b, _, kini in beda},
            alasan=alasan,
        )
    return len(beda)


@transaction.atomic
def tebak_tanggal(olahan: Olahan) -> None:
    """A step after reading: fill dates nobody has given from the text, else from what the file says about itself (K14).

    Never touches a date that is there, nor one a person emptied. Run twice, it writes once.
    """
    versi = (
        VersiBerkas.objects.select_for_update(of=("self",))
        .select_related("satker", "berkas")
        .filter(satker=olahan.satker_id, isi=olahan.isi_id)
        .order_by("pk")
    )
    for satu in versi:
        _tebak_satu(satu, olahan)


def tebak_bila_terbaca(versi: VersiBerkas) -> None:
    """The same for a new version of bytes that the worker has read before: no reading of them will follow."""
    olahan = Olahan.objects.filter(satker=versi.satker_id, isi=versi.isi_id).first()
    if olahan is not None and olahan.siap:
        _tebak_satu(versi, olahan)


def _tebak_satu(versi: VersiBerkas, olahan: Olahan) -> None:
    diunggah = timezone.localdate(versi.pada)
    tebakan = tebak([str(h) for h in olahan.teks], diunggah)
    sebelum = (versi.tanggal_dokumen, versi.berlaku_sampai, versi.tahun_isi)
    versi.tahun_isi = tebakan.tahun
    if versi.tanggal_dokumen is None and versi.dasar_tanggal == "":
        tanggal, dasar = tebakan.tanggal, DasarTanggal.TEKS
        if tanggal is None:
            tanggal, dasar = tebak_metadata(olahan.metadata.get("dibuat"), diunggah), DasarTanggal.METADATA
        if tanggal is not None and not _terbalik(tanggal, versi.berlaku_sampai):
            versi.tanggal_dokumen, versi.dasar_tanggal = tanggal, dasar
    belum_dikatakan = versi.berlaku_sampai is None and versi.dasar_tanggal != DasarTanggal.ORANG
    if belum_dikatakan and not _terbalik(versi.tanggal_dokumen, tebakan.berlaku_sampai):
        versi.berlaku_sampai = tebakan.berlaku_sampai
    if (versi.tanggal_dokumen, versi.berlaku_sampai, versi.tahun_isi) == sebelum:
        return
    versi.save(update_fields=["tanggal_dokumen", "dasar_tanggal", "berlaku_sampai", "tahun_isi"])
    nilai = {"tanggal_dokumen": versi.tanggal_dokumen, "berlaku_sampai": versi.berlaku_sampai}
    lama = dict(zip(nilai, sebelum, strict=False))
    beda = [nama for nama in nilai if nilai[nama] != lama[nama]]
    if beda:
        catat(
            oleh=None,
            satker=versi.satker,
            aksi="tebak_tanggal_berkas",
            objek=f"berkas:{versi.berkas_id}",
            sesudah={"berkas": versi.berkas.judul, **{n: nilai[n] for n in beda}, "dasar_tanggal": versi.dasar_tanggal},
        )


def _terbalik(tanggal: dt.date | None, sampai: dt.date | None) -> bool:
    return tanggal is not None and sampai is not None and sampai < tanggal
