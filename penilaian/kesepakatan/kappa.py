"""Cohen's kappa with quadratic weights, exact (docs/kesepakatan.md S3, ADR 0020). Fractions only, no float."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

SEDIKIT = 20
"""Below this many shared cells a kappa is shown with a warning. A proposal."""

TIDAK_ADA = "Belum ada soal yang dinilai keduanya."
TETAP_SATU = "Satu penilai memilih jawaban yang sama di semua soal; kappa tidak dapat dihitung."
TETAP_DUA = "Kedua penilai memilih jawaban yang sama di semua soal; kappa tidak dapat dihitung."
TETAP_BEDA = "Kedua penilai masing-masing selalu memilih jawaban yang sama; kappa tidak dapat dihitung."


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement of two evaluators on one scale.

    `n` shared cells; `persis` share with the same category; `teramati` and `harapan` the weighted agreement (0..1)
    observed and expected by chance; None when n is 0. `kappa` is at most 1, or None with the reason in `alasan`.
    """

    n: int
    persis: Fraction | None
    teramati: Fraction | None
    harapan: Fraction | None
    kappa: Fraction | None
    alasan: str = ""

    @property
    def sedikit(self) -> bool:
        """Too few cells to build a judgement on."""
        return self.n < SEDIKIT


def kappa_kuadrat(a: Sequence[int], b: Sequence[int], banyak: int) -> Kappa:
    """Kappa of two columns of ranks 0..banyak-1; the weight of a difference is (i-j)^2 / (banyak-1)^2.

    Undefined (None) without cells or when a column is constant: then chance alone explains what is seen, and 1 or 0
    would be read as praise or blame. Raises ValueError for columns of unequal length, ranks outside the scale, or a
    scale of fewer than two categories.
    """
    if len(a) != len(b):
        raise ValueError("Kedua kolom harus sama panjang.")
    if banyak < 2:
        raise ValueError("Skala perlu paling sedikit dua kategori.")
    if not all(0 <= r < banyak for r in (*a, *b)):
        raise ValueError("Peringkat di luar skala.")
    n = len(a)
    if not n:
        return Kappa(0, None, None, None, None, TIDAK_ADA)
    beda = sum((x - y) ** 2 for x, y in zip(a, b, strict=True))
    jumlah_a, jumlah_b = Counter(a), Counter(b)
    beda_acak = sum(p * q * (i - j) ** 2 for i, p in jumlah_a.items() for j, q in jumlah_b.items())
    maks = (banyak - 1) ** 2
    tetap = _alasan_tetap(jumlah_a, jumlah_b)
    return Kappa(
        n=n,
        persis=Fraction(sum(x == y for x, y in zip(a, b, strict=True)), n),
        teramati=1 - Fraction(beda, n * maks),
        harapan=1 - Fraction(beda_acak, n * n * maks),
        kappa=None if tetap else 1 - Fraction(beda * n, beda_acak),
        alasan=tetap,
    )


def _alasan_tetap(a: Counter[int], b: Counter[int]) -> str:
    if len(a) > 1 and len(b) > 1:
        return ""
    if len(a) == len(b) == 1:
        return TETAP_DUA if a.keys() == b.keys() else TETAP_BEDA
    return TETAP_SATU
