"""The objection of a unit: only points that were found tidak sesuai, once, within the clock."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from berkas.models import Bukti, VersiBerkas
from penilaian.actions.alur import jalankan_langkah, kunci_alur, perpanjang_tenggat
from penilaian.actions.lampiran import Lampiran, simpan_lampiran
from penilaian.alur import LangkahDitolak
from penilaian.aturan_usulan import BUTIR_SELEKSI
from penilaian.models import AlurLembar, ButirSanggah, Sanggahan, Sikap, UnitUsulan
from penilaian.queries.syarat_usulan import butir_terakhir
from satker.actions.jejak import catat
from satker.pelaku import Pelaku


@transaction.atomic
def simpan_butir_sanggah(
    *,
    oleh: Pelaku,
    unit: UnitUsulan,
    kode: str,
    sikap: str,
    uraian: str = "",
    halaman: str = "",
    bukti: Bukti | None = None,
    lampiran: Lampiran | None = None,
) -> ButirSanggah:
    """Accept or contest one point. Contesting needs text, a proof and the page; the proof may stay from before."""
    sanggahan = _terbuka(unit)
    terbuka = {k for k, b in butir_terakhir(unit.lembar).items() if not b.sesuai}
    if kode not in terbuka:
        raise ValidationError({"sikap": "Hanya butir yang tidak sesuai dapat disanggah."})
    lama = ButirSanggah.objects.filter(satker=unit.satker_id, sanggahan=sanggahan, kode=kode).first()
    versi, bukti = _bukti(oleh, unit, lama, bukti, lampiran)
    if sikap == Sikap.SANGGAH:
        _wajib(uraian, halaman, versi)
    else:
        versi = bukti = None
    butir, _ = ButirSanggah.objects.update_or_create(
        satker=unit.satker,
        sanggahan=sanggahan,
        kode=kode,
        defaults={
            "sikap": sikap,
            "uraian": uraian.strip(),
            "halaman": halaman.strip() if versi else "",
            "bukti": bukti,
            "versi": versi,
            "oleh": oleh.user,
            "pada": timezone.now(),
        },
    )
    catat(
        oleh=oleh,
        satker=unit.satker,
        periode=unit.usulan.periode,
        aksi="simpan_butir_sanggah",
        objek=f"sanggahan:{sanggahan.pk}",
        sebelum={"sikap": lama.sikap} if lama else None,
        sesudah={"kode": kode, "sikap": sikap, "halaman": butir.halaman},
    )
    return butir


def _wajib(uraian: str, halaman: str, versi: VersiBerkas | None) -> None:
    kurang = {}
    if not uraian.strip():
        kurang["uraian"] = "Tulis alasan sanggahan."
    if versi is None:
        kurang["bukti"] = "Pilih bukti atau unggah berkas."
    if not halaman.strip():
        kurang["halaman"] = "Tulis halaman bukti yang perlu dibaca."
    if kurang:
        raise ValidationError(kurang)


def _bukti(
    oleh: Pelaku, unit: UnitUsulan, lama: ButirSanggah | None, bukti: Bukti | None, lampiran: Lampiran | None
) -> tuple[VersiBerkas | None, Bukti | None]:
    """A new file first, then a chosen piece of evidence of the unit, then what was there."""
    if lampiran is not None:
        sebab = f"Sanggah TPN {unit.usulan.periode.tahun} {unit.satker.kode}"
        return simpan_lampiran(oleh=oleh, satker=unit.satker, lampiran=lampiran, sebab=sebab), None
    if bukti is not None:
        if bukti.satker_id != unit.satker_id:
            raise ValidationError({"bukti": "Pilih data dukung unit ini."})
        return VersiBerkas.objects.filter(satker=bukti.satker_id, berkas=bukti.berkas_id).terkini().first(), bukti
    return (lama.versi, lama.bukti) if lama else (None, None)


@transaction.atomic
def kirim_sanggah(*, oleh: Pelaku, unit: UnitUsulan, nomor_surat: str) -> Sanggahan:
    """Send it: every open point has an answer and at least one is contested. Raises ValidationError, LangkahDitolak."""
    sanggahan = _terbuka(unit)
    if not nomor_surat.strip():
        raise ValidationError({"nomor_surat": "Isi nomor surat sanggah."})
    terbuka = {k for k, b in butir_terakhir(unit.lembar).items() if not b.sesuai}
    butir = {b.kode: b for b in sanggahan.butir.all() if b.kode in terbuka}
    if kurang := [BUTIR_SELEKSI[k][0] for k in sorted(terbuka - set(butir))]:
        raise ValidationError(f"Belum dijawab: {', '.join(kurang)}.")
    disanggah = [k for k, b in sorted(butir.items()) if b.sikap == Sikap.SANGGAH]
    if not disanggah:
        raise ValidationError("Semua butir diterima. Pakai Terima penolakan.")
    jalankan_langkah(
        oleh=oleh,
        lembar=unit.lembar,
        kode="sanggah",
        alasan=f"Disanggah: {', '.join(BUTIR_SELEKSI[k][0] for k in disanggah)}.",
        rincian={"butir": ", ".join(disanggah)},
    )
    sanggahan.nomor_surat = nomor_surat.strip()
    sanggahan.dikirim_oleh, sanggahan.dikirim_pada = oleh.user, timezone.now()
    sanggahan.save(update_fields=["nomor_surat", "dikirim_oleh", "dikirim_pada"])
    return sanggahan


@transaction.atomic
def perpanjang_sanggah(*, oleh: Pelaku, unit: UnitUsulan, sampai: dt.datetime, alasan: str) -> AlurLembar:
    """More time for an objection that is not sent yet, before its end or as a grace after it. Raises LangkahDitolak."""
    alur = kunci_alur(unit.lembar)
    if alur.keadaan != "tidak_sesuai":
        raise LangkahDitolak("keadaan", "Tidak ada waktu sanggah yang berjalan untuk unit ini.")
    if not AlurLembar.objects.filter(pk=alur.pk).annotate(kini=Now()).filter(kini__lt=sampai).exists():
        raise LangkahDitolak("tenggat", "Pilih hari yang belum lewat.")
    return perpanjang_tenggat(oleh=oleh, lembar=unit.lembar, sampai=sampai, alasan=alasan)


def _terbuka(unit: UnitUsulan) -> Sanggahan:
    """The objection while it may be written, under the lock of the sheet."""
    alur = kunci_alur(unit.lembar)
    if alur.keadaan != "tidak_sesuai":
        raise LangkahDitolak("keadaan", "Sanggah hanya dapat disusun sesudah hasil administrasi tidak sesuai.")
    sanggahan, _ = Sanggahan.objects.get_or_create(
        satker=unit.satker, unit=unit, defaults={"dibuat_pada": timezone.now()}
    )
    return sanggahan
