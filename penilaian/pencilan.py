"""One butir across many satkers: who stands far from the middle, and how far the answers lie apart. Pure, exact.

Options are compared by their step on the scale of the butir, numbers by the nilai (0..1) they are worth. Two rules:

- an answer is far when it stands `batas` or more from the median of all answers to the butir;
- a score is far when it stands `batas` or more from the median of the scores of satkers with the same answer.

Fewer than PALING_SEDIKIT values say nothing, so nothing is marked. A mark asks to look again; it changes no score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from common.desimal import format_angka
from instrumen.pohon.tipe import Butir
from penilaian.skor.jawaban import nilai_butir

PALING_SEDIKIT = 4
"""Satkers below which nothing is marked."""
BATAS_TINGKAT = 2
"""Steps on a scale of options; a scale of two steps has only one."""
BATAS_ANGKA = Fraction(1, 4)
"""Difference of nilai for numbers. A proposal."""
SETARA = Fraction(5, 100)
"""Numbers whose nilai differ by at most this count as the same answer (as in docs/kesepakatan.md S2)."""

ATURAN = (
    "Jawaban ditandai bila berjarak 2 tingkat atau lebih dari median semua jawaban (Ya/Tidak: 1 tingkat; angka: "
    "nilainya berbeda 0,25 atau lebih).",
    "Nilai ditandai dengan jarak yang sama dari median nilai satker yang menjawab sama (angka: nilainya berbeda "
    "paling banyak 0,05).",
    "Tidak ada yang ditandai bila pembandingnya kurang dari 4 satker. Tanda tidak mengubah nilai.",
)
"""The rule as the page says it."""


@dataclass(frozen=True, slots=True)
class Titik:
    """One satker: what it answered and what it was given; None where there is nothing."""

    kunci: str
    jawaban: Any
    nilai: Any


@dataclass(frozen=True, slots=True)
class Tanda:
    """Why a satker stands out; `jarak` in steps, or in nilai for numbers; `kalimat` in words."""

    jenis: str
    jarak: Fraction
    kalimat: str


@dataclass(frozen=True, slots=True)
class Sebaran:
    """How far values lie apart: `rata` is the mean distance from the median in nilai (0..1), `poin` the same in points.

    `rentang` names the lowest and the highest in words.
    """

    n: int
    rata: Fraction
    poin: Fraction
    rentang: str


def median(angka: Sequence[Fraction]) -> Fraction:
    """The middle of a list that is not empty."""
    urut, n = sorted(angka), len(angka)
    return urut[n // 2] if n % 2 else (urut[n // 2 - 1] + urut[n // 2]) / 2


def tingkat(butir: Butir, isi: Any) -> Fraction | None:
    """Where an answer stands: the step of an option (0 the lowest nilai), the nilai of numbers; None if incomplete."""
    nilai = nilai_butir(butir, isi).nilai if isi is not None else None
    if nilai is None or not butir.opsi:
        return nilai
    return Fraction(_anak_tangga(butir).index(nilai))


def batas(butir: Butir) -> Fraction:
    """From which distance on a value is far."""
    if not butir.opsi:
        return BATAS_ANGKA
    return Fraction(min(BATAS_TINGKAT, len(_anak_tangga(butir)) - 1))


def pencilan(butir: Butir, titik: Iterable[Titik]) -> dict[str, tuple[Tanda, ...]]:
    """Key of every satker that stands out, with the reasons."""
    baris = [(t.kunci, tingkat(butir, t.jawaban), tingkat(butir, t.nilai)) for t in titik]
    hasil: dict[str, tuple[Tanda, ...]] = {}
    jawaban = [j for _, j, _ in baris if j is not None]
    setara = Fraction(0) if butir.opsi else SETARA
    for kunci, j, n in baris:
        tanda = []
        if j is not None and (satu := _jauh(butir, "jawaban", j, jawaban)):
            tanda.append(satu)
        if j is not None and n is not None:
            sama = [x for _, y, x in baris if x is not None and y is not None and abs(y - j) <= setara]
            if satu := _jauh(butir, "nilai", n, sama):
                tanda.append(satu)
        if tanda:
            hasil[kunci] = tuple(tanda)
    return hasil


def sebaran(butir: Butir, isi: Iterable[Any]) -> Sebaran:
    """The spread of complete answers; 0 below two of them."""
    nilai = [x for i in isi if i is not None and (x := nilai_butir(butir, i).nilai) is not None]
    if len(nilai) < 2:
        return Sebaran(len(nilai), Fraction(0), Fraction(0), _rentang(butir, nilai))
    tengah = median(nilai)
    rata = sum((abs(x - tengah) for x in nilai), Fraction(0)) / len(nilai)
    return Sebaran(len(nilai), rata, rata * butir.bobot_efektif, _rentang(butir, nilai))


def _jauh(butir: Butir, jenis: str, satu: Fraction, semua: Sequence[Fraction]) -> Tanda | None:
    if len(semua) < PALING_SEDIKIT:
        return None
    tengah = median(semua)
    jarak = abs(satu - tengah)
    if jarak < batas(butir):
        return None
    arah = "lebih tinggi" if satu > tengah else "lebih rendah"
    beda = f"{format_angka(jarak, 0 if jarak.denominator == 1 else 1)} tingkat" if butir.opsi else format_angka(jarak)
    dari = "jawaban semua satker" if jenis == "jawaban" else "nilai satker yang menjawab sama"
    subjek = "Jawaban" if jenis == "jawaban" else "Nilai"
    return Tanda(jenis, jarak, f"{subjek} {beda} {arah} daripada median {dari} ({_kata(butir, tengah)}).")


def _anak_tangga(butir: Butir) -> list[Fraction]:
    return sorted({o.nilai for o in butir.opsi})


def _kata(butir: Butir, letak: Fraction) -> str:
    """A place on the scale in words: "B", "antara B dan C", "0,85"."""
    if not butir.opsi:
        return format_angka(letak)
    tangga = _anak_tangga(butir)
    bawah = int(letak)
    kode = [_kode(butir, tangga[i]) for i in ({bawah} if letak == bawah else (bawah + 1, bawah))]
    return kode[0] if len(kode) == 1 else f"antara {kode[0]} dan {kode[1]}"


def _kode(butir: Butir, nilai: Fraction) -> str:
    return next(o.kode for o in butir.opsi if o.nilai == nilai)


def _rentang(butir: Butir, nilai: Sequence[Fraction]) -> str:
    if not nilai:
        return "–"
    ujung = (max(nilai), min(nilai))
    kata = [_kode(butir, x) if butir.opsi else format_angka(x) for x in ujung]
    return kata[0] if all(a == b for a, b in pairwise(kata)) else f"{kata[0]} sampai {kata[1]}"
