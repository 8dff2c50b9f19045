"""What a rule would do to many satkers before anybody switches it on (docs/nilai.md P9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from penilaian.pengurang.aturan import AturanPengurang, Insiden
from penilaian.pengurang.hitung import HasilPengurang, Kelayakan, kelayakan, kurangi


@dataclass(frozen=True, slots=True)
class Bahan:
    """One satker: official value in points, its incidents, whether it is layak and the total it has to reach."""

    satker: str
    resmi: Fraction
    insiden: tuple[Insiden, ...]
    layak: bool
    minimum: Fraction


@dataclass(frozen=True, slots=True)
class BarisSimulasi:
    """One satker under the rule."""

    bahan: Bahan
    hasil: HasilPengurang
    kelayakan: Kelayakan

    @property
    def jatuh(self) -> bool:
        """Layak today, belum under the rule."""
        return self.bahan.layak and not self.kelayakan.layak


@dataclass(frozen=True, slots=True)
class Simulasi:
    """All satkers in the order given, and the counts."""

    baris: tuple[BarisSimulasi, ...]

    @property
    def terkena(self) -> int:
        """Satkers that lose at least a fraction of a point."""
        return sum(b.hasil.potongan > 0 for b in self.baris)

    @property
    def jatuh(self) -> int:
        """Satkers that would turn from layak to belum."""
        return sum(b.jatuh for b in self.baris)

    @property
    def potongan(self) -> Fraction:
        """All points taken from all satkers."""
        return sum((b.hasil.potongan for b in self.baris), Fraction(0))


def simulasikan(aturan: AturanPengurang, bahan: Iterable[Bahan]) -> Simulasi:
    """The same rule over every satker, as if it were on; the rule itself stays as it is. Errors: see `kurangi`."""
    nyala = replace(aturan, aktif=True)
    baris = []
    for b in bahan:
        hasil = kurangi(nyala, b.resmi, b.insiden)
        baris.append(BarisSimulasi(b, hasil, kelayakan(nyala, hasil, layak=b.layak, minimum=b.minimum)))
    return Simulasi(tuple(baris))
