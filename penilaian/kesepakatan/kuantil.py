"""Quantile of Student's t. The only floats of this package besides one square root: no exact form exists.

Callers round what leaves (`kecenderungan`), so that a figure is the same on every machine.
"""

import math
from functools import lru_cache

_LANGKAH = 200


def peluang_t(sudut: float, derajat: int) -> float:
    """P(|T| < t) for whole degrees of freedom, with t = sqrt(derajat) x tan(sudut): the finite sums of
    Abramowitz and Stegun 26.7.3 (odd) and 26.7.4 (even)."""
    sinus, kosinus = math.sin(sudut), math.cos(sudut)
    kuadrat = kosinus * kosinus
    ganjil = derajat % 2
    suku = kosinus if ganjil else 1.0
    jumlah = suku if derajat > 1 else 0.0
    for k in range(2 + ganjil, derajat - 1, 2):
        suku *= kuadrat * (k - 1) / k
        jumlah += suku
    return (sudut + sinus * jumlah) * 2 / math.pi if ganjil else sinus * jumlah


@lru_cache(maxsize=256)
def kuantil_t(keyakinan: float, derajat: int) -> float:
    """The t with P(|T| < t) = `keyakinan` (0.95 gives the half width of a 95 % interval in standard errors).

    Raises ValueError unless 0 < keyakinan < 1 and derajat >= 1. Right to about 12 digits.
    """
    if not 0 < keyakinan < 1 or derajat < 1:
        raise ValueError("Keyakinan harus di antara 0 dan 1, derajat bebas paling sedikit 1.")
    bawah, atas = 0.0, math.pi / 2
    for _ in range(_LANGKAH):
        tengah = (bawah + atas) / 2
        if tengah in (bawah, atas):
            break
        if peluang_t(tengah, derajat) < keyakinan:
            bawah = tengah
        else:
            atas = tengah
    return math.sqrt(derajat) * math.tan((bawah + atas) / 2)
