"""What the engine returns. Points (`nilai` of a node, `poin`, `bobot`, `kurang`) are on the 100-point scale, exact.

`HasilSimpul` and `Gerbang` are NamedTuples because a sheet makes about a hundred of them per calculation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from instrumen.pohon.tipe import AKAR

LOLOS, HAMPIR, GAGAL = "lolos", "hampir", "gagal"
NOL = Fraction(0)
SATU = Fraction(1)


@dataclass(frozen=True, slots=True)
class NilaiButir:
    """Worth of one answer, 0..1; None while belum diisi.

    `nol`: a zero rule gave the value, so a note is required (N6). `sebagian`: some but not all numbers are there (N5).
    """

    nilai: Fraction | None
    nol: bool = False
    sebagian: bool = False

    @property
    def terisi(self) -> bool:
        """Whether the answer counts as given."""
        return self.nilai is not None


@dataclass(frozen=True, slots=True)
class HasilButir:
    """One butir: `nilai` 0..1 or None, `poin` = bobot_efektif x nilai, and the points still to be won (N15)."""

    kode: str
    nilai: Fraction | None
    poin: Fraction
    bobot_efektif: Fraction
    terisi: bool
    nol: bool
    sebagian: bool
    poin_dipertaruhkan: Fraction


class HasilSimpul(NamedTuple):
    """One node. `terisi` of `jumlah` butir below it are answered; together they are worth `bobot_terisi` points."""

    kode: str
    bobot: Fraction
    nilai: Fraction
    terisi: int
    jumlah: int
    bobot_terisi: Fraction

    @property
    def persen(self) -> Fraction:
        """Share of the bobot reached, 0..100."""
        return self.nilai / self.bobot * 100

    @property
    def nilai_terisi(self) -> Fraction | None:
        """ "Dari yang terisi": points if the blanks did as well as the answers; None when nothing is answered (N9)."""
        return self.nilai / self.bobot_terisi * self.bobot if self.terisi else None


class Gerbang(NamedTuple):
    """One gate of a predikat. `kurang` is what is missing in points, 0 when met. A gate on history has nilai 1 or 0."""

    kode: str
    nama: str
    nilai: Fraction
    minimum: Fraction
    bobot: Fraction
    terpenuhi: bool
    keadaan: str

    @property
    def persen(self) -> Fraction:
        """Share of the bobot reached, 0..100."""
        return self.nilai / self.bobot * 100

    @property
    def kurang(self) -> Fraction:
        """Missing points, never negative."""
        return NOL if self.terpenuhi else self.minimum - self.nilai


@dataclass(frozen=True, slots=True)
class HasilPredikat:
    """Whether all gates of a predikat are met, and which are not. Says nothing about prasyarat (N12)."""

    kode: str
    gerbang: tuple[Gerbang, ...]

    @property
    def belum(self) -> tuple[Gerbang, ...]:
        """Gates not met, in the order of the instrument."""
        return tuple(g for g in self.gerbang if not g.terpenuhi)

    @property
    def terpenuhi(self) -> bool:
        """All gates met."""
        return all(g.terpenuhi for g in self.gerbang)


@dataclass(frozen=True, slots=True)
class HasilSkor:
    """The scored sheet: every node (with TOTAL), every butir, both predikat, and by which rules it was made."""

    simpul: Mapping[str, HasilSimpul]
    butir: Mapping[str, HasilButir]
    predikat: Mapping[str, HasilPredikat]
    instrumen_hash: str
    mesin: str

    @property
    def total(self) -> Fraction:
        """Points of the whole sheet, 0..100."""
        return self.simpul[AKAR].nilai

    @property
    def pengungkit(self) -> Fraction:
        """Points of komponen A."""
        return self.simpul["A"].nilai

    @property
    def hasil(self) -> Fraction:
        """Points of komponen B."""
        return self.simpul["B"].nilai

    @property
    def terisi(self) -> int:
        """Answered butir."""
        return self.simpul[AKAR].terisi

    @property
    def jumlah(self) -> int:
        """All butir of the instrument."""
        return self.simpul[AKAR].jumlah


def bulatkan(x: Fraction, tempat: int = 2) -> Decimal:
    """`x` rounded half up (away from zero) to `tempat` decimals, straight from the fraction (N13)."""
    dua_kali = 2 * abs(x.numerator) * 10**tempat + x.denominator
    bulat = dua_kali // (2 * x.denominator)
    return Decimal(-bulat if x < 0 else bulat).scaleb(-tempat)


def ke_desimal(x: Fraction) -> Decimal:
    """The form in which a figure leaves the engine: 12 decimals, half up."""
    return bulatkan(x, 12)
