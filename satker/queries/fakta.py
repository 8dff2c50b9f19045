"""Reads of the facts a unit keeps once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Q
from django.db.models.query import QuerySet

from common.desimal import format_angka
from satker.fakta_baku import FAKTA
from satker.lama import format_lama
from satker.models import Fakta, Layanan, Periode, Satker

NILAI_MAKS = 9_999_999
SUMBER_MAKS = 160
# A part can never exceed its whole: (part, the counts that make the whole, the whole in words).
_LHKPN = ("lhkpn_wajib_kepala", "lhkpn_wajib_pejabat", "lhkpn_wajib_lain")
_LHKAN = ("lhkan_wajib_administrator", "lhkan_wajib_pengawas", "lhkan_wajib_pelaksana")
BAGIAN: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("agen_perubahan", ("pegawai",), "jumlah pegawai"),
    ("lhkpn_sudah", _LHKPN, "jumlah wajib lapor"),
    ("lhkan_sudah", _LHKAN, "jumlah wajib lapor"),
    ("sasaran_tercapai", ("sasaran",), "jumlah sasaran kinerja"),
    ("tlhp_selesai", ("tlhp_rekomendasi",), "rekomendasi hasil pengawasan"),
)


@dataclass(frozen=True, slots=True)
class BarisFakta:
    """One count; `fakta` None is belum diisi."""

    kode: str
    nama: str
    fakta: Fakta | None


@dataclass(frozen=True, slots=True)
class KelompokFakta:
    nama: str
    baris: tuple[BarisFakta, ...]


@dataclass(frozen=True, slots=True)
class BarisLayanan:
    """A service with its figures in words."""

    layanan: Layanan
    lama: str
    tarif: str
    saluran: str
    berakhir: bool


def fakta_untuk(satker: Satker, periode: Periode) -> dict[str, Fakta]:
    """All counts of a unit in a year by kode; a missing kode is belum diisi. One query."""
    baris = Fakta.objects.filter(satker=satker, periode=periode).select_related("oleh")
    return {fakta.kode: fakta for fakta in baris}


def sidik_fakta(fakta: Mapping[str, Fakta]) -> str:
    """A fingerprint of the stored counts, carried by the form to notice a change by somebody else meanwhile."""
    isi = ";".join(f"{k}={f.nilai}|{f.sumber}|{f.tanggal}" for k, f in sorted(fakta.items()))
    return hashlib.sha256(isi.encode()).hexdigest()[:16]


def kelompok_fakta(fakta: Mapping[str, Fakta]) -> tuple[KelompokFakta, ...]:
    """The counts in the order and groups of satker.fakta_baku."""
    return tuple(
        KelompokFakta(nama, tuple(BarisFakta(b.kode, b.nama, fakta.get(b.kode)) for b in baku))
        for nama, baku in groupby(FAKTA, key=lambda b: b.kelompok)
    )


def galat_bagian(nilai: Mapping[str, int | None]) -> dict[str, str]:
    """Counts that exceed the whole they are part of → the sentence; judged only where all numbers are known."""
    galat = {}
    for bagian, penuh, sebutan in BAGIAN:
        banyak, ada = nilai.get(bagian), [n for k in penuh if (n := nilai.get(k)) is not None]
        if banyak is not None and len(ada) == len(penuh) and banyak > sum(ada):
            galat[bagian] = f"Tidak boleh lebih dari {sebutan} ({format_angka(sum(ada), 0)})."
    return galat


def layanan_tahun(satker: Satker, tahun: int) -> QuerySet[Layanan]:
    """Services that existed on some day of the year."""
    awal, akhir = dt.date(tahun, 1, 1), dt.date(tahun, 12, 31)
    return Layanan.objects.filter(Q(selesai=None) | Q(selesai__gte=awal), satker=satker, mulai__lte=akhir)


def daftar_layanan(satker: Satker, tahun: int, hari_ini: dt.date) -> tuple[BarisLayanan, ...]:
    """The services of a year with their figures in words. One query."""
    return tuple(
        BarisLayanan(
            layanan=layanan,
            lama=format_lama(layanan.standar_waktu),
            tarif=format_tarif(layanan.tarif),
            saluran=", ".join(layanan.saluran) or "–",
            berakhir=layanan.selesai is not None and layanan.selesai < hari_ini,
        )
        for layanan in layanan_tahun(satker, tahun)
    )


def format_tarif(tarif: Decimal | None) -> str:
    """0 → `Gratis`, 50000 → `Rp 50.000`, 2500.5 → `Rp 2.500,50`, None → `–`."""
    if tarif is None:
        return "–"
    if tarif == 0:
        return "Gratis"
    return f"Rp {format_angka(tarif, 0 if tarif == tarif.to_integral_value() else 2)}"
