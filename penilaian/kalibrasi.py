"""What a calibration set shows: answers of evaluators beside the agreed ones. Pure, exact; agreement is
penilaian.kesepakatan. It helps to write criteria, and says nothing about how good a person is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from instrumen.pohon.tipe import TIPE_ANGKA, Butir, Instrumen
from penilaian.kesepakatan.kappa import Kappa, kappa_kuadrat
from penilaian.kesepakatan.nilaian import TOLERANSI, Nilaian, Terbaca, baca, sama
from penilaian.kesepakatan.ringkas import Kedekatan, KesepakatanArea, kedekatan, per_area, peringkat
from penilaian.skor.jawaban import nilai_butir

PALING_SEDIKIT, PALING_BANYAK = 5, 20
"""Butir of a set."""
PERLU_JELAS = Fraction(3, 5)
"""Below this share of agreement a criterion is worth a clearer text. A proposal."""
CUKUP_PENILAI = 3
"""Evaluators below which nothing is said about a criterion."""


@dataclass(frozen=True, slots=True)
class Kasus:
    """One butir of a set by its number; the same butir may come from two satkers."""

    nomor: int
    butir: Butir
    sepakat: Any


@dataclass(frozen=True, slots=True)
class Bagian:
    """One answer of the distribution; `sepakat` marks the agreed one."""

    kata: str
    banyak: int
    sepakat: bool


@dataclass(frozen=True, slots=True)
class RingkasKasus:
    """One butir over all evaluators who finished. `saran` says why its criterion may need a clearer text, or ''."""

    kasus: Kasus
    n: int
    sama: int
    sebaran: tuple[Bagian, ...]
    saran: str

    @property
    def bagian(self) -> Fraction | None:
        return Fraction(self.sama, self.n) if self.n else None


@dataclass(frozen=True, slots=True)
class RingkasTipe:
    """All evaluators together against the agreed answers, on one answer type."""

    tipe: str
    nama: str
    kappa: Kappa | None
    kedekatan: Kedekatan | None


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """The overview of a set. `antar`: agreement between evaluators, all pairs, per area and in all."""

    penilai: int
    kasus: tuple[RingkasKasus, ...]
    tipe: tuple[RingkasTipe, ...]
    antar: tuple[KesepakatanArea, ...]

    @property
    def perlu_jelas(self) -> tuple[RingkasKasus, ...]:
        return tuple(s for s in self.kasus if s.saran)


def setuju(kasus: Kasus, isi: Any) -> bool:
    """Whether an answer agrees with the agreed one: the same option, or numbers within the tolerance (S2)."""
    satu, dua = _terbaca("a", kasus, isi), _terbaca("b", kasus, kasus.sepakat)
    return satu is not None and dua is not None and sama(satu, dua)


def ringkas(instrumen: Instrumen, kasus: Sequence[Kasus], jawaban: Mapping[str, Mapping[int, Any]]) -> Ringkasan:
    """`jawaban`: evaluator → number of the butir → answer. Evaluators are counted, never named."""
    per_kasus = tuple(_ringkas_kasus(s, [isi[s.nomor] for isi in jawaban.values() if s.nomor in isi]) for s in kasus)
    nilaian = [
        Nilaian(orang, str(s.nomor), s.butir.kode, isi[s.nomor])
        for orang, isi in jawaban.items()
        for s in kasus
        if s.nomor in isi
    ]
    antar = per_area(instrumen, nilaian) if baca(instrumen, nilaian) else ()
    return Ringkasan(len(jawaban), per_kasus, _per_tipe(instrumen, kasus, jawaban), antar)


def _terbaca(siapa: str, kasus: Kasus, isi: Any) -> Terbaca | None:
    nilai = nilai_butir(kasus.butir, isi).nilai if isi is not None else None
    if nilai is None:
        return None
    pilihan = isi if kasus.butir.opsi and isinstance(isi, str) else None
    return Terbaca(siapa, str(kasus.nomor), kasus.butir, nilai, pilihan)


def _ringkas_kasus(kasus: Kasus, isi: list[Any]) -> RingkasKasus:
    cocok = sum(setuju(kasus, i) for i in isi)
    return RingkasKasus(kasus, len(isi), cocok, _sebaran(kasus, isi), _saran(kasus, isi, cocok))


def _sebaran(kasus: Kasus, isi: list[Any]) -> tuple[Bagian, ...]:
    if kasus.butir.opsi:
        hitung = Counter(isi)
        return tuple(Bagian(o.kode, hitung[o.kode], o.kode == kasus.sepakat) for o in kasus.butir.opsi)
    tuju = nilai_butir(kasus.butir, kasus.sepakat).nilai or Fraction(0)
    nilai = [nilai_butir(kasus.butir, i).nilai or Fraction(0) for i in isi]
    rendah = sum(tuju - n > TOLERANSI for n in nilai)
    tinggi = sum(n - tuju > TOLERANSI for n in nilai)
    return (
        Bagian("lebih rendah", rendah, False),
        Bagian("sama", len(nilai) - rendah - tinggi, True),
        Bagian("lebih tinggi", tinggi, False),
    )


def _saran(kasus: Kasus, isi: list[Any], cocok: int) -> str:
    if len(isi) < CUKUP_PENILAI or Fraction(cocok, len(isi)) >= PERLU_JELAS:
        return ""
    if kasus.butir.opsi:
        kode, banyak = Counter(isi).most_common(1)[0]
        if kode != kasus.sepakat:
            return f"{banyak} dari {len(isi)} penilai memilih {kode}. Jelaskan bedanya dengan {kasus.sepakat}."
    return f"Hanya {cocok} dari {len(isi)} penilai sama dengan jawaban yang disepakati."


def _nama(urut: Mapping[str, int]) -> str:
    """A scale of options in words: "Ya/Tidak", "A sampai E"."""
    kode = sorted(urut, key=lambda k: -urut[k])
    return "/".join(kode) if len(kode) == 2 else f"{kode[0]} sampai {kode[-1]}"


def _per_tipe(
    instrumen: Instrumen, kasus: Iterable[Kasus], jawaban: Mapping[str, Mapping[int, Any]]
) -> tuple[RingkasTipe, ...]:
    pasang: dict[str, list[tuple[Terbaca, Terbaca]]] = {}
    for s in kasus:
        tuju = _terbaca("sepakat", s, s.sepakat)
        for orang, isi in jawaban.items():
            satu = _terbaca(orang, s, isi.get(s.nomor))
            if tuju is not None and satu is not None:
                pasang.setdefault(s.butir.tipe, []).append((tuju, satu))
    hasil = []
    for tipe, isi_tipe in pasang.items():
        if tipe in TIPE_ANGKA:
            hasil.append(RingkasTipe(tipe, "dengan angka", None, kedekatan(isi_tipe)))
        else:
            urut = peringkat(instrumen, tipe)
            kolom = [[urut[x.pilihan] for x in sisi if x.pilihan is not None] for sisi in zip(*isi_tipe, strict=True)]
            hasil.append(
                RingkasTipe(tipe, _nama(urut), kappa_kuadrat(kolom[0], kolom[1], len(set(urut.values()))), None)
            )
    return tuple(hasil)
