"""Figures inside sentences (penilaian/skor/tulis.py)."""

from fractions import Fraction

import pytest

from penilaian.skor.tulis import tulis, tulis_persen


@pytest.mark.parametrize(("x", "kata"), [("3/4", "0,75"), ("1/8", "0,13"), ("-1/8", "-0,13"), ("100", "100,00")])
def test_decimal_comma_rounded_half_up(x: str, kata: str) -> None:
    assert tulis(Fraction(x)) == kata


@pytest.mark.parametrize(
    ("x", "kata"), [("0", "0 %"), ("1/1000", "1 %"), ("1/8", "13 %"), ("999/1000", "99 %"), ("1", "100 %")]
)
def test_a_share_is_all_only_when_it_is_all(x: str, kata: str) -> None:
    assert tulis_persen(Fraction(x)) == kata
