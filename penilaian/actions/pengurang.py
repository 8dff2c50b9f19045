"""The rule of a year: edited while it is off, switched on for all satkers alike before the first score of the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from penilaian.actions.berkas_inspektorat import simpan_lampiran
from penilaian.models import AturanPengurangPeriode, LampiranInspektorat, LembarKerja
from penilaian.pengurang.aturan import AturanSalah
from penilaian.queries.pengurang import sudah_dinilai_tpi
from satker.actions.jejak import catat
from satker.models import Periode
from satker.pelaku import Pelaku

SUDAH_NYALA = (
    "Aturan ini sudah menyala dan tidak dapat diubah. "
    "Ada keputusan baru? Matikan dahulu, selama belum ada nilai tim penilai."
)
SUDAH_DINILAI = (
    "Tim penilai sudah memberi nilai pada {tahun}. Aturan pengurang tidak dapat {kerja} sesudah nilai pertama."
)
BERUBAH = "Aturan ini berubah sejak Anda melihat simulasinya. Periksa lagi, lalu nyalakan."


@dataclass(frozen=True, slots=True)
class IsiAturan:
    """What the form says; `kadar` as it is stored, numbers as text."""

    nomor: str
    tentang: str
    mulai: date
    sampai: date
    kadar: dict[str, dict[str, str]]
    batas: Decimal | None
    penumpukan: str
    layak_jadi_belum: bool
    pasal_layak: str
    lapor_sendiri_dikurangi: bool


@transaction.atomic
def atur_pengurang(*, oleh: Pelaku, periode: Periode, isi: IsiAturan) -> AturanPengurangPeriode:
    """Write the rule while it is off. Raises AturanSalah."""
    aturan = _kunci(periode)
    baru = aturan is None
    if aturan is None:
        aturan = AturanPengurangPeriode(periode=periode, versi=0)
    if aturan.aktif:
        raise AturanSalah(SUDAH_NYALA)
    sebelum = None if baru else _ringkas(aturan)
    for nama in IsiAturan.__slots__:
        setattr(aturan, nama, getattr(isi, nama))
    _ = aturan.murni  # the pure rule judges it: decree, window, kinds, clause
    aturan.versi += 1
    aturan.diubah_pada, aturan.diubah_oleh = timezone.now(), oleh.user
    aturan.save()
    _catat(oleh, periode, "atur_pengurang", sebelum, _ringkas(aturan))
    return aturan


@transaction.atomic
def unggah_keputusan(*, oleh: Pelaku, periode: Periode, kiriman: Kiriman, putusan: Putusan) -> LampiranInspektorat:
    """Store the decree itself, a PDF. Raises AturanSalah, and what storing raises."""
    aturan = _kunci(periode)
    if aturan is None:
        raise AturanSalah("Isi dahulu nomor dan judul keputusannya.")
    if aturan.aktif:
        raise AturanSalah(SUDAH_NYALA)
    lampiran = simpan_lampiran(oleh=oleh, instansi=periode.instansi, kiriman=kiriman, putusan=putusan)
    aturan.keputusan, aturan.versi = lampiran, aturan.versi + 1
    aturan.diubah_pada, aturan.diubah_oleh = timezone.now(), oleh.user
    aturan.save(update_fields=["keputusan", "versi", "diubah_pada", "diubah_oleh"])
    sesudah = {"berkas": lampiran.nama_kirim, "sha256": lampiran.isi.sha256}
    _catat(oleh, periode, "unggah_keputusan_pengurang", None, sesudah)
    return lampiran


@transaction.atomic
def nyalakan_pengurang(*, oleh: Pelaku, periode: Periode, versi: int) -> AturanPengurangPeriode:
    """Switch the rule on for every satker of the year. `versi`: the one whose simulation was seen.

    All sheets are locked first, so a score that is being saved is either seen here or comes after.
    """
    aturan = _kunci(periode)
    if aturan is None:
        raise AturanSalah("Aturan pengurang tahun ini belum diisi.")
    if aturan.aktif:
        raise AturanSalah("Aturan ini sudah menyala.")
    if aturan.versi != versi:
        raise AturanSalah(BERUBAH)
    if aturan.keputusan_id is None:
        raise AturanSalah("Unggah dahulu berkas keputusannya.")
    if not aturan.kadar:
        raise AturanSalah("Isi dahulu poin atau faktor untuk paling sedikit satu jenis insiden.")
    _pastikan_belum_dinilai(periode, "dinyalakan")
    aturan.aktif, aturan.dinyalakan_pada, aturan.dinyalakan_oleh = True, timezone.now(), oleh.user
    aturan.save(update_fields=["aktif", "dinyalakan_pada", "dinyalakan_oleh"])
    _catat(oleh, periode, "nyalakan_pengurang", {"aktif": False}, {"aktif": True, "versi": aturan.versi})
    return aturan


@transaction.atomic
def matikan_pengurang(*, oleh: Pelaku, periode: Periode) -> AturanPengurangPeriode:
    """Switch it off again, before the first score only."""
    aturan = _kunci(periode)
    if aturan is None or not aturan.aktif:
        raise AturanSalah("Aturan ini tidak sedang menyala.")
    _pastikan_belum_dinilai(periode, "dimatikan")
    aturan.aktif, aturan.dinyalakan_pada, aturan.dinyalakan_oleh = False, None, None
    aturan.save(update_fields=["aktif", "dinyalakan_pada", "dinyalakan_oleh"])
    _catat(oleh, periode, "matikan_pengurang", {"aktif": True}, {"aktif": False})
    return aturan


def _kunci(periode: Periode) -> AturanPengurangPeriode | None:
    """The rule held until the end of the transaction; the year is held too, so two people cannot both make it."""
    Periode.objects.select_for_update().get(pk=periode.pk)
    return AturanPengurangPeriode.objects.select_for_update().filter(periode=periode).first()


def _pastikan_belum_dinilai(periode: Periode, kerja: str) -> None:
    list(LembarKerja.objects.select_for_update().filter(periode=periode).order_by("pk").values_list("pk"))
    if sudah_dinilai_tpi(periode):
        raise AturanSalah(SUDAH_DINILAI.format(tahun=periode.tahun, kerja=kerja))


def _ringkas(aturan: AturanPengurangPeriode) -> dict[str, object]:
    kadar = {f"kadar_{k}": f"{v['bentuk']} {v['besar']}" for k, v in sorted(aturan.kadar.items())}
    return {
        "nomor": aturan.nomor,
        "tentang": aturan.tentang,
        "mulai": aturan.mulai.isoformat(),
        "sampai": aturan.sampai.isoformat(),
        **kadar,
        "batas": None if aturan.batas is None else str(aturan.batas),
        "penumpukan": aturan.penumpukan,
        "layak_jadi_belum": aturan.layak_jadi_belum,
        "pasal_layak": aturan.pasal_layak,
        "lapor_sendiri_dikurangi": aturan.lapor_sendiri_dikurangi,
    }


def _catat(oleh: Pelaku, periode: Periode, aksi: str, sebelum: object, sesudah: object) -> None:
    catat(
        oleh=oleh,
        satker=periode.instansi,
        periode=periode,
        aksi=aksi,
        objek=f"periode:{periode.pk}",
        sebelum=sebelum,
        sesudah=sesudah,
    )
