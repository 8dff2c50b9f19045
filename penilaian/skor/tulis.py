"""Figures inside sentences: a fraction as people in Indonesia write it. Pure packages cannot import `common`."""

from fractions import Fraction

from penilaian.skor.hasil import bulatkan


def tulis(x: Fraction, tempat: int = 2) -> str:
    """`x` with a decimal comma, rounded half up only here (N13): 3/4 is 0,75."""
    return str(bulatkan(x, tempat)).replace(".", ",")


def tulis_persen(x: Fraction) -> str:
    """A share 0..1 as whole percent, never rounded up to 100 or down to 0: 999/1000 is 99 %."""
    persen = int(bulatkan(x * 100, 0))
    if persen == 100 and x < 1:
        persen = 99
    if persen == 0 and x > 0:
        persen = 1
    return f"{persen} %"
