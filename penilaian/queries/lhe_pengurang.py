"""The part of the LHE about incidents: the second figure beside the official one, while the rule of the year is on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from penilaian.models import LembarKerja
from penilaian.pengurang.aturan import JENIS
from penilaian.queries.pengurang import aturan_menyala, hasil_pengurang, kalimat_belum


@dataclass(frozen=True, slots=True)
class PotonganLHE:
    """One incident under the rule of the year: its kind, the points it takes and why."""

    jenis: str
    potongan: Fraction
    alasan: str


@dataclass(frozen=True, slots=True)
class PengurangLHE:
    """The second figure beside the official one. `kalimat`: layak became belum, citing the decree; else empty."""

    dasar: str
    setelah: Fraction
    baris: tuple[PotonganLHE, ...]
    kalimat: str


def pengurang_lhe(lembar: LembarKerja, resmi: Fraction) -> PengurangLHE | None:
    """None while the rule is off: the paper is then the same to the byte as without any rule."""
    aturan = aturan_menyala(lembar.periode)
    hasil = hasil_pengurang(lembar, resmi) if aturan else None
    if aturan is None or hasil is None or hasil.setelah is None:
        return None
    baris = tuple(PotonganLHE(JENIS[r.insiden.jenis], r.potongan, r.alasan) for r in hasil.rincian)
    return PengurangLHE(aturan.dasar, hasil.setelah, baris, kalimat_belum(lembar))
