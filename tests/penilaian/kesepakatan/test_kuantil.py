"""Student's t against scipy's stored quantiles."""

import math

import pytest

from penilaian.kesepakatan.kuantil import kuantil_t, peluang_t
from tests.penilaian.kesepakatan.rujukan import RUJUKAN, setara


@pytest.mark.parametrize(("keyakinan", "derajat", "rujukan"), RUJUKAN["kuantil_t"])
def test_equals_scipy_to_nine_decimals(keyakinan: float, derajat: int, rujukan: float) -> None:
    assert setara(kuantil_t(keyakinan, derajat), rujukan)


def test_one_and_two_degrees_in_closed_form() -> None:
    assert math.isclose(kuantil_t(0.95, 1), math.tan(math.pi * 0.475), rel_tol=1e-12)
    assert math.isclose(peluang_t(math.atan(3 / math.sqrt(2)), 2), 3 / math.sqrt(11), rel_tol=1e-14)


@pytest.mark.parametrize(("keyakinan", "derajat"), [(0.0, 3), (1.0, 3), (0.95, 0)])
def test_what_has_no_quantile_is_refused(keyakinan: float, derajat: int) -> None:
    with pytest.raises(ValueError, match="Keyakinan"):
        kuantil_t(keyakinan, derajat)
