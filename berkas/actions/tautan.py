"""Linking documents to questions, unlinking, undoing, and correcting what is said about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from berkas.actions.hasil import KeadaanBerubahError
from berkas.actions.indeks import segarkan_indeks
from berkas.models import Berkas, Bukti, DasarTanggal, VersiBerkas
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@transaction.atomic
def tautkan(
    *, oleh: Pelaku, satker: Satker, periode: Periode, kode_butir: str, area: str, berkas: Sequence[Berkas]
) -> list[Bukti]:
    """Link documents of the satker to one question; those already linked stay as they are. Returns the new links."""
    milik = list(Berkas.objects.ada().filter(satker=satker, pk__in=[b.pk for b in berkas]).select_for_update())
    if len(milik) != len({b.pk for b in berkas}):
        raise KeadaanBerubahError("Sebagian berkas sudah tidak ada di data dukung. Muat ulang daftarnya.")
    sudah = set(
        Bukti.objects.aktif()
        .filter(satker=satker, periode=periode, kode_butir=kode_butir, berkas__in=milik)
        .values_list("berkas_id", flat=True)
    )
    sekarang = timezone.now()
    baru = Bukti.objects.bulk_create(
        Bukti(satker=satker, berkas=b, periode=periode, kode_butir=kode_butir, oleh=oleh.user, pada=sekarang)
        for b in milik
        if b.pk not in sudah
    )
    if baru:
        catat(
            oleh=oleh,
            satker=satker,
            periode=periode,
            kode_butir=kode_butir,
            area=area,
            aksi="tautkan_berkas",
            objek=f"bukti:{baru[0].pk}",
            sesudah={"berkas": [b.berkas.judul for b in baru[:10]], "jumlah": len(baru)},
        )
        segarkan_indeks(b.berkas_id for b in baru)
    return baru


def _kunci(bukti: Bukti) -> Bukti:
    """The link and its document: linking the same document anew waits for the verdict on the old link."""
    return (
        Bukti.objects.select_for_update(of=("self", "berkas"))
        .select_related("berkas", "satker", "periode")
        .get(pk=bukti.pk)
    )


@transaction.atomic
def lepaskan(*, oleh: Pelaku, bukti: Bukti, area: str) -> Bukti:
    """Unlink; the document stays in the library and the link can be restored."""
    kini = _kunci(bukti)
    if kini.dilepas_pada is not None:
        raise KeadaanBerubahError("Berkas ini sudah dilepas dari soal.")
    kini.dilepas_pada, kini.dilepas_oleh = timezone.now(), oleh.user
    kini.save(update_fields=["dilepas_pada", "dilepas_oleh"])
    _catat(kini, oleh, area, "lepaskan_berkas", sebelum={"berkas": kini.berkas.judul})
    segarkan_indeks([kini.berkas_id])
    return kini


@transaction.atomic
def pulihkan(*, oleh: Pelaku, bukti: Bukti, area: str) -> Bukti:
    """Undo an unlink, unless the document was linked again meanwhile or is in the trash."""
    kini = _kunci(bukti)
    if kini.dilepas_pada is None:
        raise KeadaanBerubahError("Berkas ini masih tertaut pada soal.")
    if kini.berkas.dihapus_pada is not None:
        raise KeadaanBerubahError("Berkas ini ada di Sampah. Pulihkan dulu berkasnya.")
    kembar = Bukti.objects.aktif().filter(
        satker=kini.satker_id, periode=kini.periode_id, kode_butir=kini.kode_butir, berkas=kini.berkas_id
    )
    if kembar.exists():
        raise KeadaanBerubahError("Berkas ini sudah ditautkan lagi pada soal yang sama.")
    kini.dilepas_pada = kini.dilepas_oleh = None
    kini.save(update_fields=["dilepas_pada", "dilepas_oleh"])
    _catat(kini, oleh, area, "pulihkan_berkas", sesudah={"berkas": kini.berkas.judul})
    segarkan_indeks([kini.berkas_id])
    return kini


@transaction.atomic
def ubah_keterangan(
    *,
    oleh: Pelaku,
    bukti: Bukti,
    area: str,
    tanggal_dokumen: dt.date | None,
    berlaku_sampai: dt.date | None,
    triwulan: str,
    halaman: str,
    uraian: str,
) -> Bukti:
    """Correct the dates of the version that counts, the quarter, where to look and the note. Without a change nothing
    is written. A guessed date that the person leaves as it is counts as said by a person from then on.
    """
    kini = _kunci(bukti)
    if kini.dilepas_pada is not None:
        raise KeadaanBerubahError("Berkas ini sudah dilepas dari soal.")
    versi = VersiBerkas.objects.terkini().select_for_update().get(satker=kini.satker_id, berkas=kini.berkas_id)
    sebelum = {
        "tanggal_dokumen": versi.tanggal_dokumen,
        "berlaku_sampai": versi.berlaku_sampai,
        "triwulan": kini.triwulan,
        "halaman": kini.halaman,
        "uraian": kini.uraian,
    }
    sesudah = {
        "tanggal_dokumen": tanggal_dokumen,
        "berlaku_sampai": berlaku_sampai,
        "triwulan": triwulan,
        "halaman": halaman,
        "uraian": uraian,
    }
    sama = tanggal_dokumen is not None and tanggal_dokumen == versi.tanggal_dokumen
    ditebak = sama and versi.dasar_tanggal != DasarTanggal.ORANG
    if ditebak:
        sebelum["dasar_tanggal"], sesudah["dasar_tanggal"] = versi.dasar_tanggal, DasarTanggal.ORANG.value
    beda = [nama for nama in sebelum if sebelum[nama] != sesudah[nama]]
    if not beda:
        return kini
    kini.triwulan, kini.halaman, kini.uraian = triwulan, halaman, uraian
    kini.save(update_fields=["triwulan", "halaman", "uraian"])
    if ditebak or {"tanggal_dokumen", "berlaku_sampai"} & set(beda):
        versi.dasar_tanggal = DasarTanggal.ORANG
    versi.tanggal_dokumen, versi.berlaku_sampai = tanggal_dokumen, berlaku_sampai
    versi.save(update_fields=["tanggal_dokumen", "dasar_tanggal", "berlaku_sampai"])
    # The note is a narrative: the log names the field, the row keeps the words (decisions §6).
    ringkas = [n for n in beda if n != "uraian"]
    _catat(
        kini,
        oleh,
        area,
        "ubah_keterangan_berkas",
        sebelum={n: sebelum[n] for n in ringkas},
        sesudah={**{n: sesudah[n] for n in ringkas}, "kolom": beda},
    )
    if "uraian" in beda:
        segarkan_indeks([kini.berkas_id])
    return kini


@transaction.atomic
def lengkapi_keterangan(
    *,
    oleh: Pelaku,
    bukti: Sequence[Bukti],
    area: str,
    tanggal_dokumen: dt.date | None,
    triwulan: str,
    berlaku_sampai: dt.date | None = None,
) -> list[Bukti]:
    """Fill the dates of the newest version and the quarter where they are empty; what is filled stays.

    One audit row per changed link. Links unlinked meanwhile are left out. Returns the changed ones.
    """
    kini = (
        Bukti.objects.select_for_update(of=("self", "berkas"))
        .select_related("berkas", "satker", "periode")
        .filter(pk__in=[b.pk for b in bukti], dilepas_pada__isnull=True)
        .order_by("pk")
    )
    daftar = list(kini)
    terkini = VersiBerkas.objects.terkini().filter(berkas__in=[b.berkas_id for b in daftar])
    versi = {v.berkas_id: v for v in terkini.select_for_update().order_by("pk")}
    isi = (tanggal_dokumen, berlaku_sampai, triwulan)
    return [b for b in daftar if _lengkapi(b, versi[b.berkas_id], oleh, area, *isi)]


def _lengkapi(
    bukti: Bukti,
    versi: VersiBerkas,
    oleh: Pelaku,
    area: str,
    tanggal_dokumen: dt.date | None,
    berlaku_sampai: dt.date | None,
    triwulan: str,
) -> bool:
    sesudah: dict[str, Any] = {}
    if (
        tanggal_dokumen
        and versi.tanggal_dokumen is None
        and not (versi.berlaku_sampai and versi.berlaku_sampai < tanggal_dokumen)
    ):
        versi.tanggal_dokumen = sesudah["tanggal_dokumen"] = tanggal_dokumen
        versi.dasar_tanggal = DasarTanggal.ORANG
    if (
        berlaku_sampai
        and versi.berlaku_sampai is None
        and not (versi.tanggal_dokumen and berlaku_sampai < versi.tanggal_dokumen)
    ):
        versi.berlaku_sampai = sesudah["berlaku_sampai"] = berlaku_sampai
    if sesudah:
        versi.save(update_fields=["tanggal_dokumen", "dasar_tanggal", "berlaku_sampai"])
    if triwulan and not bukti.triwulan:
        bukti.triwulan = sesudah["triwulan"] = triwulan
        bukti.save(update_fields=["triwulan"])
    if sesudah:
        sebelum = {nama: "" if nama == "triwulan" else None for nama in sesudah}
        kolom = list(sesudah)
        _catat(bukti, oleh, area, "ubah_keterangan_berkas", sebelum=sebelum, sesudah={**sesudah, "kolom": kolom})
    return bool(sesudah)


def _catat(bukti: Bukti, oleh: Pelaku, area: str, aksi: str, *, sebelum: Any = None, sesudah: Any = None) -> None:
    catat(
        oleh=oleh,
        satker=bukti.satker,
        periode=bukti.periode,
        kode_butir=bukti.kode_butir,
        area=area,
        aksi=aksi,
        objek=f"bukti:{bukti.pk}",
        sebelum=sebelum,
        sesudah=sesudah,
    )
