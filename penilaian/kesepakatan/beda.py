"""Where evaluators differ, what matters most first (docs/kesepakatan.md S6). Exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from instrumen.pohon.tipe import Instrumen
from penilaian.kesepakatan.nilaian import TOLERANSI, Nilaian, Terbaca, baca, sama


@dataclass(frozen=True, slots=True)
class Beda:
    """One butir of one satker on which at least two evaluators differ.

    `jarak` (0..1) between the highest and the lowest nilai; `poin_dipertaruhkan` = bobot efektif x (1 - lowest nilai);
    `poin_beda` = bobot efektif x jarak, what the difference is worth in the total.
    """

    satker: str
    kode: str
    nilaian: tuple[Terbaca, ...]
    jarak: Fraction
    poin_dipertaruhkan: Fraction
    poin_beda: Fraction

    @property
    def urgensi(self) -> Fraction:
        """Points at stake x distance: the key of the order."""
        return self.poin_dipertaruhkan * self.jarak


def daftar_beda(instrumen: Instrumen, nilaian: Iterable[Nilaian], toleransi: Fraction = TOLERANSI) -> tuple[Beda, ...]:
    """Cells with a difference, by falling urgency; ties by satker, then reading order. Errors: see `nilaian.baca`."""
    hasil = []
    for (satker, kode), isi in baca(instrumen, nilaian).items():
        terbaca = tuple(isi.values())
        if all(sama(a, b, toleransi) for a, b in combinations(terbaca, 2)):
            continue
        bobot = terbaca[0].butir.bobot_efektif
        rendah, tinggi = min(t.nilai for t in terbaca), max(t.nilai for t in terbaca)
        jarak = tinggi - rendah
        hasil.append(Beda(satker, kode, terbaca, jarak, bobot * (1 - rendah), bobot * jarak))
    return tuple(sorted(hasil, key=lambda b: -b.urgensi))  # stable: cells come sorted
