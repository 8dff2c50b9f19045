"""What several evaluators gave for the same butir, read once into values (docs/kesepakatan.md S1, S2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.skor.jawaban import NilaiJawaban, nilai_butir

TOLERANSI = Fraction(5, 100)
"""Two numbers count as the same when their nilai (0..1) differ by at most this much. A proposal, not a rule of law."""


class NilaianSalah(ValueError):
    """The evaluations cannot be read as one set; the message says why, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Nilaian:
    """One evaluator's answer to one butir of one satker, as stored. Blank answers are left out when read."""

    penilai: str
    satker: str
    kode: str
    jawaban: NilaiJawaban


@dataclass(frozen=True, slots=True)
class Terbaca:
    """One evaluation with its nilai (0..1). `pilihan` is the option code, None for a butir answered with numbers."""

    penilai: str
    satker: str
    butir: Butir
    nilai: Fraction
    pilihan: str | None


Sel = dict[tuple[str, str], dict[str, Terbaca]]
"""(satker, kode) to evaluator to evaluation: a cell is one butir of one satker."""


def baca(instrumen: Instrumen, nilaian: Iterable[Nilaian]) -> Sel:
    """Evaluations by cell, cells and evaluators sorted, so that the order of the input never matters.

    Blank or half-filled answers are not evaluations. Raises NilaianSalah for an unknown butir or when one evaluator
    judged a cell twice, JawabanSalah (from the engine) for an answer that cannot be scored.
    """
    terkumpul: Sel = {}
    for n in nilaian:
        butir = instrumen.butir.get(n.kode)
        if butir is None:
            raise NilaianSalah(f"Kode {n.kode} tidak ada di {instrumen.kode}.")
        nilai = nilai_butir(butir, n.jawaban).nilai
        if nilai is None:
            continue
        sel = terkumpul.setdefault((n.satker, n.kode), {})
        if n.penilai in sel:
            raise NilaianSalah(f"{n.penilai} menilai {n.kode} pada satker {n.satker} dua kali.")
        pilihan = n.jawaban if butir.opsi and isinstance(n.jawaban, str) else None
        sel[n.penilai] = Terbaca(n.penilai, n.satker, butir, nilai, pilihan)
    urut = sorted(terkumpul, key=lambda k: (k[0], instrumen.butir[k[1]].urutan))
    return {k: dict(sorted(terkumpul[k].items())) for k in urut}


def pasangan(
    sel: Mapping[tuple[str, str], Mapping[str, Terbaca]],
) -> dict[tuple[str, str], list[tuple[Terbaca, Terbaca]]]:
    """Two evaluators, in order of their name, to the cells both judged."""
    hasil: dict[tuple[str, str], list[tuple[Terbaca, Terbaca]]] = {}
    for isi in sel.values():
        for a, b in combinations(isi.values(), 2):
            hasil.setdefault((a.penilai, b.penilai), []).append((a, b))
    return dict(sorted(hasil.items()))


def sama(a: Terbaca, b: Terbaca, toleransi: Fraction = TOLERANSI) -> bool:
    """Whether two evaluations agree: the same option, or numbers whose nilai lie within `toleransi` (S2)."""
    if a.butir.opsi:
        return a.pilihan == b.pilihan
    return abs(a.nilai - b.nilai) <= toleransi
