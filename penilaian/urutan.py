"""Risk order for reading: which butir an evaluator should read first, and why (issue C, deliverable 8). Pure, exact.

Order = points claimed x doubt. Points claimed = bobot efektif x nilai of the self assessment: what the total loses if
the claim does not hold. Full marks from a zero denominator come before everything (docs/nilai.md N6): nothing was
counted there. Doubt is a sum of named signals; their weights are proposals, data in `TabelRagu`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from instrumen.pohon.tipe import Instrumen
from penilaian.skor.hasil import HasilButir, HasilSkor
from penilaian.skor.tulis import tulis, tulis_persen

SEGAR, TANPA_TANGGAL, KEDALUWARSA, SALAH_TAHUN, TANPA_BUKTI = (
    "segar",
    "tanpa_tanggal",
    "kedaluwarsa",
    "salah_tahun",
    "tanpa_bukti",
)
"""States of the evidence: the words of berkas.segar, and no evidence at all."""

_KATA_SEGAR: Mapping[str, str] = MappingProxyType(
    {
        TANPA_TANGGAL: "Tanggal dokumen belum diisi.",
        KEDALUWARSA: "Bukti kedaluwarsa.",
        SALAH_TAHUN: "Bukti dari tahun yang salah.",
        TANPA_BUKTI: "Belum ada bukti.",
    }
)
PENYEBUT_NOL = "Penyebut nol memberi nilai penuh: minta bukti bahwa salurannya berjalan."


@dataclass(frozen=True, slots=True)
class TabelRagu:
    """How much each signal adds to the doubt. `dasar` is the doubt of every answer, so that points alone order what
    has no signal. `selisih_lalu` is multiplied by last year's gap (0..1), `petunjuk` by the parts missing, at most
    `petunjuk_maks` of them."""

    dasar: Fraction = Fraction(1, 10)
    selisih_lalu: Fraction = Fraction(1, 2)
    segar: Mapping[str, Fraction] = field(
        default_factory=lambda: MappingProxyType(
            {
                SEGAR: Fraction(0),
                TANPA_TANGGAL: Fraction(1, 5),
                KEDALUWARSA: Fraction(3, 10),
                SALAH_TAHUN: Fraction(3, 10),
                TANPA_BUKTI: Fraction(1, 2),
            }
        )
    )
    kembar: Fraction = Fraction(3, 10)
    petunjuk: Fraction = Fraction(1, 10)
    petunjuk_maks: int = 3


TABEL = TabelRagu()


@dataclass(frozen=True, slots=True)
class Isyarat:
    """What is known about the evidence of one butir. `selisih_lalu` is last year's nilai self minus TPI (-1..1), None
    when unknown; below zero it is no doubt. `petunjuk_hilang` counts parts the criterion asks for and nobody found."""

    selisih_lalu: Fraction | None = None
    segar: str = SEGAR
    kembar: bool = False
    petunjuk_hilang: int = 0


@dataclass(frozen=True, slots=True)
class Bacaan:
    """One butir in the order. `poin` claimed, `ragu` without unit, `alasan` one sentence per signal."""

    kode: str
    poin: Fraction
    ragu: Fraction
    didahulukan: bool
    alasan: tuple[str, ...]

    @property
    def risiko(self) -> Fraction:
        """Points x doubt: the key of the order after `didahulukan`."""
        return self.poin * self.ragu


@dataclass(frozen=True, slots=True)
class Cakupan:
    """What reading the first butir covers: `butir` of `dari`, worth `poin` of `poin_dari` points claimed."""

    butir: int
    dari: int
    poin: Fraction
    poin_dari: Fraction

    @property
    def kalimat(self) -> str:
        """The sentence for page and LHE: "18 dari 113 soal = 62 % poin"."""
        awal = f"{self.butir} dari {self.dari} soal"
        return f"{awal} = {tulis_persen(self.poin / self.poin_dari)} poin" if self.poin_dari else awal


def urutkan(
    instrumen: Instrumen, hasil: HasilSkor, isyarat: Mapping[str, Isyarat], tabel: TabelRagu = TABEL
) -> tuple[Bacaan, ...]:
    """All butir of the instrument, what to read first in front; ties by points, then reading order.

    `hasil` is the self assessment; a butir without `isyarat` has no signal. Raises ValueError for a kode that is not in
    the instrument, a state the table does not know, or a negative count.
    """
    if asing := sorted(set(isyarat) - set(instrumen.butir)):
        raise ValueError(f"Kode tidak ada di {instrumen.kode}: {', '.join(asing)}")
    kosong = Isyarat()
    semua = [_bacaan(hasil.butir[kode], isyarat.get(kode, kosong), tabel) for kode in instrumen.butir]
    return tuple(sorted(semua, key=lambda b: (not b.didahulukan, -b.risiko, -b.poin)))  # stable: reading order last


def cakupan(urutan: tuple[Bacaan, ...], banyak: int) -> Cakupan:
    """What the first `banyak` of the order cover; more than there are means all. Raises ValueError below zero."""
    if banyak < 0:
        raise ValueError("Banyak soal tidak boleh kurang dari 0.")
    return cakupan_kode(urutan, {b.kode for b in urutan[:banyak]})


def cakupan_kode(urutan: tuple[Bacaan, ...], dibaca: set[str]) -> Cakupan:
    """The same for the butir that were really read. Codes outside the order are not counted."""
    terbaca = [b for b in urutan if b.kode in dibaca]
    return Cakupan(len(terbaca), len(urutan), _jumlah(terbaca), _jumlah(urutan))


def _jumlah(bacaan: list[Bacaan] | tuple[Bacaan, ...]) -> Fraction:
    return sum((b.poin for b in bacaan), Fraction(0))


def _bacaan(butir: HasilButir, isyarat: Isyarat, tabel: TabelRagu) -> Bacaan:
    if isyarat.segar not in tabel.segar:
        raise ValueError(f"Keadaan bukti tidak dikenal: {isyarat.segar}")
    if isyarat.petunjuk_hilang < 0:
        raise ValueError("Jumlah petunjuk tidak boleh kurang dari 0.")
    didahulukan = butir.nol and butir.nilai == 1
    ragu, alasan = tabel.dasar, [PENYEBUT_NOL] if didahulukan else []
    if isyarat.selisih_lalu is not None and isyarat.selisih_lalu > 0:
        ragu += tabel.selisih_lalu * isyarat.selisih_lalu
        alasan.append(f"Tahun lalu nilai tim penilai {tulis(isyarat.selisih_lalu)} di bawah penilaian mandiri.")
    ragu += tabel.segar[isyarat.segar]
    if isyarat.segar in _KATA_SEGAR:
        alasan.append(_KATA_SEGAR[isyarat.segar])
    if isyarat.kembar:
        ragu += tabel.kembar
        alasan.append("Isi bukti serupa dengan dokumen lain.")
    if isyarat.petunjuk_hilang:
        ragu += tabel.petunjuk * min(isyarat.petunjuk_hilang, tabel.petunjuk_maks)
        alasan.append(f"{isyarat.petunjuk_hilang} bagian yang diminta kriteria belum ditemukan.")
    return Bacaan(butir.kode, butir.poin, ragu, didahulukan, tuple(alasan))
