"""Rule and incidents of the pengurang as values (docs/nilai.md P1 to P4). Pure; points are Fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType

JENIS: Mapping[str, str] = MappingProxyType(
    {
        "kkn_pimpinan": "KKN oleh pimpinan",
        "kkn_pegawai": "KKN oleh pegawai",
        "berita_viral": "Berita negatif viral tentang layanan",
    }
)
"""Kinds of incident with the word shown to people."""

DUGAAN, DIKLARIFIKASI, TERBUKTI, TIDAK_TERBUKTI, DICABUT = (
    "dugaan",
    "diklarifikasi",
    "terbukti",
    "tidak_terbukti",
    "dicabut",
)
STATUS = (DUGAAN, DIKLARIFIKASI, TERBUKTI, TIDAK_TERBUKTI, DICABUT)

POIN, FAKTOR = "poin", "faktor"
JUMLAH, TERBERAT = "jumlah", "terberat"


class AturanSalah(ValueError):
    """A rule or an incident that cannot be; the message says what to change, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Kadar:
    """What one proven incident costs.

    poin: `besar` points of the 100-point scale, at least 0. faktor: the official value is multiplied by `besar`, from 0
    to 1, so that 9/10 costs a tenth of the value (P3).
    """

    bentuk: str
    besar: Fraction

    def __post_init__(self) -> None:
        if self.bentuk not in (POIN, FAKTOR):
            raise AturanSalah("Bentuk pengurang harus poin atau faktor.")
        if not isinstance(self.besar, Fraction):
            raise TypeError("besar harus Fraction")
        if self.besar < 0 or (self.bentuk == FAKTOR and self.besar > 1):
            raise AturanSalah("Poin tidak boleh kurang dari 0; faktor harus di antara 0 dan 1.")

    def potongan(self, nilai: Fraction) -> Fraction:
        """Points taken from an official value of `nilai` points, before stacking and cap."""
        return self.besar if self.bentuk == POIN else nilai * (1 - self.besar)


@dataclass(frozen=True, slots=True)
class AturanPengurang:
    """The rule of one Periode. Off unless `aktif`; without a decree (`nomor`, `tentang`) it cannot be made.

    `kadar` maps a kind to what it costs; a kind that is absent costs nothing. `batas` caps all deductions together, in
    points. `penumpukan`: jumlah adds incidents, terberat takes the heaviest only. Events from `mulai` to `sampai`, both
    days included, count. `layak_jadi_belum` needs `pasal_layak`, the clause of the decree that says so.
    """

    nomor: str
    tentang: str
    mulai: date
    sampai: date
    kadar: Mapping[str, Kadar] = field(default_factory=dict)
    batas: Fraction | None = None
    penumpukan: str = JUMLAH
    aktif: bool = False
    layak_jadi_belum: bool = False
    pasal_layak: str = ""
    lapor_sendiri_dikurangi: bool = False

    def __post_init__(self) -> None:
        if not (self.nomor.strip() and self.tentang.strip()):
            raise AturanSalah("Isi nomor dan judul keputusan yang menjadi dasar pengurang.")
        if self.mulai > self.sampai:
            raise AturanSalah("Tanggal mulai tidak boleh sesudah tanggal sampai.")
        if asing := sorted(set(self.kadar) - set(JENIS)):
            raise AturanSalah(f"Jenis insiden tidak dikenal: {', '.join(asing)}.")
        if self.batas is not None and not isinstance(self.batas, Fraction):
            raise TypeError("batas harus Fraction")
        if self.batas is not None and self.batas < 0:
            raise AturanSalah("Batas pengurang tidak boleh kurang dari 0.")
        if self.penumpukan not in (JUMLAH, TERBERAT):
            raise AturanSalah("Penumpukan harus jumlah atau terberat.")
        if self.layak_jadi_belum and not self.pasal_layak.strip():
            raise AturanSalah("Sebutkan pasal keputusan yang mengubah layak menjadi belum.")

    @property
    def dasar(self) -> str:
        """The decree in one phrase, for pages and documents."""
        return f"{self.nomor} tentang {self.tentang}"


@dataclass(frozen=True, slots=True)
class Insiden:
    """One incident of one satker. `kode` tells incidents apart; dates are of the event and of its discovery.

    Functions only, never names of people.
    """

    kode: str
    jenis: str
    peristiwa: date
    ditemukan: date
    status: str = DUGAAN
    berdokumen: bool = False
    dilaporkan_sendiri: bool = False
    ditangani: bool = False

    def __post_init__(self) -> None:
        if self.jenis not in JENIS:
            raise AturanSalah(f"Jenis insiden tidak dikenal: {self.jenis}.")
        if self.status not in STATUS:
            raise AturanSalah(f"Status insiden tidak dikenal: {self.status}.")
        if self.ditemukan < self.peristiwa:
            raise AturanSalah("Tanggal ditemukan tidak boleh sebelum tanggal peristiwa.")
