"""Agreement per answer type and per area for every pair of evaluators (docs/kesepakatan.md S2 to S4). Exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from instrumen.pohon.tipe import TIPE_ANGKA, Instrumen
from penilaian.kesepakatan.kappa import Kappa, kappa_kuadrat
from penilaian.kesepakatan.nilaian import TOLERANSI, Nilaian, Terbaca, baca, pasangan, sama


@dataclass(frozen=True, slots=True)
class Kedekatan:
    """Two evaluators on butir answered with numbers, in nilai 0..1: there are no categories, so no kappa (S4).

    `dekat` is the share within `toleransi`, `rata_beda` the mean absolute difference; None when n is 0.
    """

    n: int
    toleransi: Fraction
    dekat: Fraction | None
    rata_beda: Fraction | None


@dataclass(frozen=True, slots=True)
class KesepakatanTipe:
    """Two evaluators on one answer type of the instrument: `kappa` for options, `kedekatan` for numbers."""

    penilai: tuple[str, str]
    tipe: str
    kappa: Kappa | None = None
    kedekatan: Kedekatan | None = None


@dataclass(frozen=True, slots=True)
class KesepakatanArea:
    """All pairs of evaluators on one area (or TOTAL): `sama` of `n` comparisons agree."""

    kode: str
    n: int
    sama: int

    @property
    def bagian(self) -> Fraction | None:
        """Share that agrees, 0..1; None when nothing was judged by two."""
        return Fraction(self.sama, self.n) if self.n else None


def peringkat(instrumen: Instrumen, tipe: str) -> dict[str, int]:
    """Option code to rank, the lowest nilai 0; options of equal nilai share a rank. KeyError for a type of numbers."""
    skala = instrumen.skala[tipe]
    urut = sorted(set(skala.values()))
    return {kode: urut.index(nilai) for kode, nilai in skala.items()}


def per_tipe(
    instrumen: Instrumen, nilaian: Iterable[Nilaian], toleransi: Fraction = TOLERANSI
) -> tuple[KesepakatanTipe, ...]:
    """Every pair that shares a cell, every answer type it shares, in the order of the instrument.

    Categories are the whole scale of the type, also those nobody chose. Errors: see `nilaian.baca`.
    """
    hasil = []
    tipe_berurut = dict.fromkeys(b.tipe for b in instrumen.butir.values())
    for nama, bersama in pasangan(baca(instrumen, nilaian)).items():
        for tipe in tipe_berurut:
            isi = [(a, b) for a, b in bersama if a.butir.tipe == tipe]
            if not isi:
                continue
            if tipe in TIPE_ANGKA:
                hasil.append(KesepakatanTipe(nama, tipe, kedekatan=kedekatan(isi, toleransi)))
            else:
                hasil.append(KesepakatanTipe(nama, tipe, kappa=_kappa(peringkat(instrumen, tipe), isi)))
    return tuple(hasil)


def _kappa(urut: dict[str, int], isi: list[tuple[Terbaca, Terbaca]]) -> Kappa:
    a = [urut[x.pilihan] for x, _ in isi if x.pilihan is not None]
    b = [urut[y.pilihan] for _, y in isi if y.pilihan is not None]
    return kappa_kuadrat(a, b, len(set(urut.values())))


def kedekatan(isi: list[tuple[Terbaca, Terbaca]], toleransi: Fraction = TOLERANSI) -> Kedekatan:
    """Closeness of two evaluators over the given cells (S4)."""
    if not isi:
        return Kedekatan(0, toleransi, None, None)
    beda = [abs(a.nilai - b.nilai) for a, b in isi]
    n = len(beda)
    return Kedekatan(n, toleransi, Fraction(sum(d <= toleransi for d in beda), n), sum(beda, Fraction(0)) / n)


def per_area(
    instrumen: Instrumen, nilaian: Iterable[Nilaian], toleransi: Fraction = TOLERANSI
) -> tuple[KesepakatanArea, ...]:
    """Percent agreement of all pairs together, per area of the instrument and at the end TOTAL (S2)."""
    kode = [s.kode for s in (*instrumen.area, *instrumen.area_hasil)]
    n, cocok = dict.fromkeys(kode, 0), dict.fromkeys(kode, 0)
    for bersama in pasangan(baca(instrumen, nilaian)).values():
        for a, b in bersama:
            n[a.butir.area] += 1
            cocok[a.butir.area] += sama(a, b, toleransi)
    return (
        *(KesepakatanArea(k, n[k], cocok[k]) for k in kode),
        KesepakatanArea("TOTAL", sum(n.values()), sum(cocok.values())),
    )
