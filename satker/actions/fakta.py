"""Writing the facts a unit keeps once: counts per year with their source, and services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from satker.actions.jejak import catat
from satker.fakta_baku import KODE_FAKTA
from satker.models import Fakta, Layanan, Periode, Satker
from satker.pelaku import Pelaku
from satker.queries.fakta import fakta_untuk, sidik_fakta


class IsiFakta(TypedDict):
    """A count with where it comes from."""

    nilai: int
    sumber: str
    tanggal: dt.date


class FaktaBerubahError(Exception):
    """Somebody saved facts of this unit and year after the page was read; `terakhir` is the newest row, if any."""

    def __init__(self, terakhir: Fakta | None) -> None:
        super().__init__("fakta berubah")
        self.terakhir = terakhir


@transaction.atomic
def simpan_fakta(
    *,
    oleh: Pelaku,
    satker: Satker,
    periode: Periode,
    nilai: Mapping[str, int | None],
    sumber: str,
    tanggal: dt.date,
    semua: bool = False,
    sidik: str | None = None,
) -> int:
    """Write the counts that differ from what is stored; returns how many rows changed.

    None removes the row (belum diisi). A changed count gets the given source and date; with `semua` every count that
    has a value does. `sidik` is satker.queries.fakta.sidik_fakta() of the page the person read: when it no longer
    fits, FaktaBerubahError. One audit row with before → after of the changed counts.
    """
    baru: dict[str, IsiFakta | None] = {
        kode: None if angka is None else {"nilai": angka, "sumber": sumber, "tanggal": tanggal}
        for kode, angka in nilai.items()
    }
    return _tulis(oleh, satker, periode, baru, aksi="simpan_fakta", semua=semua, sidik=sidik)


@transaction.atomic
def impor_fakta(
    *, oleh: Pelaku, satker: Satker, periode: Periode, baris: Mapping[str, IsiFakta | None], sidik: str
) -> int:
    """Write counts that each bring their own source and date (from a file); kode that are not named stay.

    Returns how many rows changed. None removes a row. `sidik` as in simpan_fakta, FaktaBerubahError likewise.
    """
    return _tulis(oleh, satker, periode, baris, aksi="impor_fakta", semua=True, sidik=sidik)


def _tulis(
    oleh: Pelaku,
    satker: Satker,
    periode: Periode,
    isi: Mapping[str, IsiFakta | None],
    *,
    aksi: str,
    semua: bool,
    sidik: str | None,
) -> int:
    if asing := set(isi) - set(KODE_FAKTA):
        raise KeyError(f"fakta tidak dikenal: {sorted(asing)}")
    Satker.objects.select_for_update(no_key=True).get(pk=satker.pk)
    lama = fakta_untuk(satker, periode)
    if sidik is not None and sidik != sidik_fakta(lama):
        raise FaktaBerubahError(max(lama.values(), key=lambda f: f.pada, default=None))
    sebelum: dict[str, Any] = {}
    sesudah: dict[str, Any] = {}
    for kode, baru in isi.items():
        ada = lama.get(kode)
        if not _berubah(ada, baru, semua=semua):
            continue
        sebelum[kode] = ada and _ringkas(ada.nilai, ada.sumber, ada.tanggal)
        sesudah[kode] = baru and _ringkas(**baru)
        _simpan_satu(oleh, satker, periode, kode, baru)
    if sesudah:
        objek = f"fakta:{satker.kode}"
        catat(oleh=oleh, satker=satker, periode=periode, aksi=aksi, objek=objek, sebelum=sebelum, sesudah=sesudah)
    return len(sesudah)


def _berubah(ada: Fakta | None, baru: IsiFakta | None, *, semua: bool) -> bool:
    if ada is None or baru is None:
        return (ada is None) != (baru is None)
    if ada.nilai != baru["nilai"]:
        return True
    return semua and (ada.sumber, ada.tanggal) != (baru["sumber"], baru["tanggal"])


def _ringkas(nilai: int, sumber: str, tanggal: dt.date) -> str:
    return f"{nilai} ({sumber}, {tanggal.isoformat()})"


def _simpan_satu(oleh: Pelaku, satker: Satker, periode: Periode, kode: str, baru: IsiFakta | None) -> None:
    kunci: dict[str, Any] = {"satker": satker, "periode": periode, "kode": kode}
    if baru is None:
        Fakta.objects.filter(**kunci).delete()
        return
    Fakta.objects.update_or_create(**kunci, defaults={**baru, "oleh": oleh.user, "pada": timezone.now()})


# --- Services -------------------------------------------------------------------------------------------------------

_MEDAN = ("nama", "standar_waktu", "tarif", "saluran", "volume", "mulai", "selesai", "sumber", "tanggal_sumber")


@transaction.atomic
def tambah_layanan(
    *,
    oleh: Pelaku,
    satker: Satker,
    nama: str,
    mulai: dt.date,
    sumber: str,
    tanggal_sumber: dt.date,
    standar_waktu: int | None = None,
    tarif: Decimal | None = None,
    saluran: list[str] | None = None,
    volume: int | None = None,
    selesai: dt.date | None = None,
) -> Layanan:
    """Add a service (standar_waktu in minutes, tarif in rupiah, volume per month). Raises ValidationError."""
    layanan = Layanan(
        satker=satker,
        nama=nama,
        standar_waktu=standar_waktu,
        tarif=tarif,
        saluran=saluran or [],
        volume=volume,
        mulai=mulai,
        selesai=selesai,
        sumber=sumber,
        tanggal_sumber=tanggal_sumber,
    )
    _simpan_layanan(layanan)
    _catat_layanan(oleh, layanan, "tambah_layanan", None, _isi(layanan))
    return layanan


@transaction.atomic
def ubah_layanan(*, oleh: Pelaku, layanan: Layanan, **isi: Any) -> bool:
    """Change fields of a service (those of tambah_layanan); returns whether it changed. Raises ValidationError."""
    if asing := set(isi) - set(_MEDAN):
        raise TypeError(f"bukan medan layanan: {sorted(asing)}")
    layanan = Layanan.objects.select_for_update().select_related("satker").get(pk=layanan.pk)
    sebelum = _isi(layanan)
    for medan, nilai in isi.items():
        setattr(layanan, medan, nilai)
    sesudah = _isi(layanan)
    beda = [m for m in _MEDAN if sebelum[m] != sesudah[m]]
    if not beda:
        return False
    _simpan_layanan(layanan)
    _catat_layanan(oleh, layanan, "ubah_layanan", {m: sebelum[m] for m in beda}, {m: sesudah[m] for m in beda})
    return True


@transaction.atomic
def akhiri_layanan(*, oleh: Pelaku, layanan: Layanan, selesai: dt.date, alasan: str = "") -> None:
    """Set the last day of a service; its history stays. Raises ValidationError when that is before its first day."""
    layanan = Layanan.objects.select_for_update().select_related("satker").get(pk=layanan.pk)
    sebelum, layanan.selesai = layanan.selesai, selesai
    _simpan_layanan(layanan)
    _catat_layanan(oleh, layanan, "akhiri_layanan", {"selesai": sebelum}, {"selesai": selesai}, alasan)


def _simpan_layanan(layanan: Layanan) -> None:
    if layanan.selesai and layanan.selesai < layanan.mulai:
        raise ValidationError({"selesai": "Hari terakhir harus pada atau sesudah hari pertama."})
    try:
        with transaction.atomic():
            layanan.save()
    except IntegrityError as galat:
        if "layanan_sekali" not in str(galat):
            raise
        raise ValidationError({"nama": "Layanan dengan nama dan tanggal mulai itu sudah ada."}) from galat


def _isi(layanan: Layanan) -> dict[str, Any]:
    isi = {medan: getattr(layanan, medan) for medan in _MEDAN}
    return {**isi, "saluran": ", ".join(layanan.saluran)}


def _catat_layanan(
    oleh: Pelaku, layanan: Layanan, aksi: str, sebelum: dict | None, sesudah: dict, alasan: str = ""
) -> None:
    objek = f"layanan:{layanan.pk}"
    sesudah = {"nama": layanan.nama, **sesudah}
    sebelum = {"nama": layanan.nama, **sebelum} if sebelum else sebelum
    catat(oleh=oleh, satker=layanan.satker, aksi=aksi, objek=objek, sebelum=sebelum, sesudah=sesudah, alasan=alasan)
