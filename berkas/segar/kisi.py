"""The grid question × quarter: which cell a piece of evidence belongs to and what a cell says (rules K11, K12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from berkas.segar.nilai import TRIWULAN, Aturan, Bahan, Irama, Keadaan, Putusan, Waktu, irama_berlaku, putuskan

SETAHUN = "setahun"  # the column of evidence without a quarter, and of questions asked once a year
KOLOM = (*TRIWULAN, SETAHUN)


class KeadaanSel(StrEnum):
    """What a cell says: the state of its best evidence, or why there is none."""

    SEGAR = Keadaan.SEGAR
    TANPA_TANGGAL = Keadaan.TANPA_TANGGAL
    KEDALUWARSA = Keadaan.KEDALUWARSA
    SALAH_TAHUN = Keadaan.SALAH_TAHUN
    KOSONG = "kosong"
    BELUM_WAKTU = "belum_waktu"
    TIDAK_DIMINTA = "tidak_diminta"


MASALAH = frozenset({KeadaanSel.TANPA_TANGGAL, KeadaanSel.KEDALUWARSA, KeadaanSel.SALAH_TAHUN, KeadaanSel.KOSONG})
# One fresh document makes a cell fresh; else what is easiest to put right is shown.
_TERBAIK = (Keadaan.SEGAR, Keadaan.TANPA_TANGGAL, Keadaan.KEDALUWARSA, Keadaan.SALAH_TAHUN)


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell. `lain`: how many of its documents are not fresh although the cell is (never how many there are)."""

    kolom: str
    keadaan: KeadaanSel
    lain: int = 0

    @property
    def masalah(self) -> bool:
        return self.keadaan in MASALAH


@dataclass(frozen=True, slots=True)
class BarisSel:
    """All cells of one question, in the order of KOLOM. `segar`: at least one document is fresh."""

    aturan: Aturan
    irama: Irama
    sel: tuple[Sel, ...]
    putusan: tuple[Putusan, ...]

    @property
    def masalah(self) -> bool:
        return any(s.masalah for s in self.sel)

    @property
    def segar(self) -> bool:
        return any(p.keadaan == Keadaan.SEGAR for p in self.putusan)

    @property
    def setahun(self) -> Sel:
        return self.sel[-1]


def susun_baris(aturan: Aturan, irama: Irama, bahan: Sequence[Bahan], waktu: Waktu, hari_ini: dt.date) -> BarisSel:
    """The cells of one question from its evidence."""
    irama = irama_berlaku(aturan, irama)
    putusan = tuple(putuskan(aturan, irama, b, waktu, hari_ini) for b in bahan)
    isi: dict[str, list[Putusan]] = {k: [] for k in KOLOM}
    for b, p in zip(bahan, putusan, strict=True):
        isi[kolom_untuk(irama, b, waktu)].append(p)
    return BarisSel(aturan, irama, tuple(_sel(k, irama, isi[k], waktu, hari_ini) for k in KOLOM), putusan)


def kolom_untuk(irama: Irama, bahan: Bahan, waktu: Waktu) -> str:
    """The column of a document: its label, without one the quarter of its date; once-a-year questions have one."""
    if irama == Irama.SEKALI:
        return SETAHUN
    return bahan.triwulan or (waktu.triwulan_dari(bahan.tanggal) if bahan.tanggal else "") or SETAHUN


def _sel(kolom: str, irama: Irama, putusan: Sequence[Putusan], waktu: Waktu, hari_ini: dt.date) -> Sel:
    if putusan:
        terbaik = min((p.keadaan for p in putusan), key=_TERBAIK.index)
        lain = sum(p.keadaan != terbaik for p in putusan) if terbaik == Keadaan.SEGAR else 0
        return Sel(kolom, KeadaanSel(terbaik), lain)
    if kolom == SETAHUN:
        return Sel(kolom, KeadaanSel.KOSONG if irama == Irama.SEKALI else KeadaanSel.TIDAK_DIMINTA)
    if irama == Irama.SEKALI:
        return Sel(kolom, KeadaanSel.TIDAK_DIMINTA)
    return Sel(kolom, KeadaanSel.KOSONG if waktu.jatuh_tempo(kolom, hari_ini) else KeadaanSel.BELUM_WAKTU)
