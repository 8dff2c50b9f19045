"""Leniency: who gives more and who gives less for the same work (docs/kesepakatan.md S5).

nilai = (effect of the cell) + (effect of the evaluator) + rest, by least squares; a cell is one butir of one satker, so
differences between satkers and butir cannot colour an evaluator. Effects of a group sum to zero. Groups are the
connected parts of "judged the same cell": between groups nothing can be said. Effects are exact; only the interval
needs a square root and a quantile (float), rounded to 12 decimals.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from instrumen.pohon.tipe import Instrumen
from penilaian.kesepakatan.kuantil import kuantil_t
from penilaian.kesepakatan.linear import Matriks, balikan
from penilaian.kesepakatan.nilaian import Nilaian, baca
from penilaian.skor.hasil import ke_desimal

KEYAKINAN = 0.95

SENDIRI = "Tidak dapat dibandingkan: tidak ada soal yang juga dinilai orang lain."
TERLALU_SEDIKIT = "Selang tidak dapat dihitung: soal yang dinilai bersama terlalu sedikit."
SELALU_SAMA = "Selang tidak dapat dihitung: beda antarpenilai selalu sama, tidak ada sebaran untuk diukur."
LONGGAR, KETAT, SERUPA, TIDAK_TERNILAI = "longgar", "ketat", "serupa", "tidak_ternilai"

Sampel = dict[str, dict[str, Fraction]]
"""Key of a cell to evaluator to nilai."""


@dataclass(frozen=True, slots=True)
class Kecenderungan:
    """One evaluator. `efek` in nilai (0..1), positive = gives more than the mean of the group.

    `n` cells shared with others. `bawah` and `atas` bound the interval. What is None is explained in `alasan`.
    """

    penilai: str
    n: int
    efek: Fraction | None
    bawah: Decimal | None = None
    atas: Decimal | None = None
    alasan: str = ""

    @property
    def arah(self) -> str:
        """longgar or ketat only when the whole interval lies on one side of zero; else serupa or tidak_ternilai."""
        if self.bawah is None or self.atas is None:
            return TIDAK_TERNILAI
        return LONGGAR if self.bawah > 0 else KETAT if self.atas < 0 else SERUPA


@dataclass(frozen=True, slots=True)
class KelompokPenilai:
    """Evaluators that can be compared with each other: `sel` shared cells, `derajat` degrees of freedom of the rest,
    `ragam` its variance (None without degrees of freedom)."""

    anggota: tuple[Kecenderungan, ...]
    sel: int
    derajat: int
    ragam: Fraction | None


@dataclass(frozen=True, slots=True)
class HasilKecenderungan:
    """All groups, by the name of their first evaluator."""

    kelompok: tuple[KelompokPenilai, ...]

    @property
    def catatan(self) -> str:
        """A sentence when there is more than one group, else empty."""
        if len(self.kelompok) < 2:
            return ""
        nama = "; ".join(", ".join(a.penilai for a in k.anggota) for k in self.kelompok)
        return f"Antarkelompok tidak dapat dibandingkan, karena tidak ada soal yang dinilai bersama: {nama}."


def kecenderungan(instrumen: Instrumen, nilaian: Iterable[Nilaian]) -> HasilKecenderungan:
    """Leniency of every evaluator in `nilaian`. Errors: see `nilaian.baca`."""
    sel = baca(instrumen, nilaian)
    return dari_sampel({f"{s}\n{k}": {p: t.nilai for p, t in isi.items()} for (s, k), isi in sel.items()})


def dari_sampel(sampel: Sampel, keyakinan: float = KEYAKINAN) -> HasilKecenderungan:
    """The same on bare values. Cells of one evaluator say nothing about leniency and are left out."""
    kelompok = _kelompok(sampel)
    milik = {p: n for n, nama in enumerate(kelompok) for p in nama}
    bersama: list[list[dict[str, Fraction]]] = [[] for _ in kelompok]
    for isi in sampel.values():
        if len(isi) > 1:
            bersama[milik[next(iter(isi))]].append(isi)
    return HasilKecenderungan(tuple(_hitung(n, b, keyakinan) for n, b in zip(kelompok, bersama, strict=True)))


def _kelompok(sampel: Sampel) -> list[list[str]]:
    """Connected parts, each sorted, by first name."""
    induk = {p: p for isi in sampel.values() for p in isi}

    def akar(p: str) -> str:
        while induk[p] != p:
            induk[p] = induk[induk[p]]
            p = induk[p]
        return p

    for isi in sampel.values():
        pertama, *lain = isi
        for p in lain:
            induk[akar(p)] = akar(pertama)
    bagian: dict[str, list[str]] = {}
    for p in sorted(induk):
        bagian.setdefault(akar(p), []).append(p)
    return sorted(bagian.values())


def _hitung(nama: list[str], bersama: list[dict[str, Fraction]], keyakinan: float) -> KelompokPenilai:
    """Least squares of one group: normal equations with the cells eliminated, solved exactly."""
    if len(nama) == 1:
        return KelompokPenilai((Kecenderungan(nama[0], 0, None, alasan=SENDIRI),), 0, 0, None)
    m = len(nama)
    laplas, kanan, kuadrat = _persamaan(nama, bersama)
    semu = [[x - Fraction(1, m) for x in baris] for baris in balikan(laplas)]
    efek = [_kali(baris, kanan) for baris in semu]
    banyak = [sum(p in isi for isi in bersama) for p in nama]
    derajat = sum(banyak) - len(bersama) - (m - 1)
    ragam = (kuadrat - _kali(efek, kanan)) / derajat if derajat else None
    lebar, alasan = _lebar([semu[i][i] for i in range(m)], ragam, derajat, keyakinan)
    anggota = tuple(_anggota(p, banyak[i], efek[i], lebar[i], alasan) for i, p in enumerate(nama))
    return KelompokPenilai(anggota, len(bersama), derajat, ragam)


def _persamaan(nama: list[str], bersama: list[dict[str, Fraction]]) -> tuple[Matriks, list[Fraction], Fraction]:
    """L + J/m, right-hand side, and sum of squares within cells, for the m evaluators of a group.

    L alone is singular, as only differences count; the inverse of L + J/m, minus J/m, is the pseudo-inverse of L.
    """
    nomor = {p: i for i, p in enumerate(nama)}
    laplas = [[Fraction(1, len(nama))] * len(nama) for _ in nama]
    kanan, kuadrat = [Fraction(0)] * len(nama), Fraction(0)
    for isi in bersama:
        rata = sum(isi.values(), Fraction(0)) / len(isi)
        for p, nilai in isi.items():
            i = nomor[p]
            kanan[i] += nilai - rata
            kuadrat += (nilai - rata) ** 2
            laplas[i][i] += 1
            for q in isi:
                laplas[i][nomor[q]] -= Fraction(1, len(isi))
    return laplas, kanan, kuadrat


def _kali(a: list[Fraction], b: list[Fraction]) -> Fraction:
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))


def _lebar(
    diagonal: list[Fraction], ragam: Fraction | None, derajat: int, keyakinan: float
) -> tuple[list[Fraction | None], str]:
    """Half widths of the intervals, or why there are none."""
    if not ragam:
        return [None] * len(diagonal), TERLALU_SEDIKIT if ragam is None else SELALU_SAMA
    t = kuantil_t(keyakinan, derajat)
    return [Fraction(t * math.sqrt(ragam * d)) for d in diagonal], ""


def _anggota(penilai: str, n: int, efek: Fraction, lebar: Fraction | None, alasan: str) -> Kecenderungan:
    if lebar is None:
        return Kecenderungan(penilai, n, efek, alasan=alasan)
    return Kecenderungan(penilai, n, efek, ke_desimal(efek - lebar), ke_desimal(efek + lebar))
