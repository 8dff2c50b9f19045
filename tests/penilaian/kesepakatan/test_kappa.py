"""Kappa against scikit-learn and by its properties (docs/kesepakatan.md S3)."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penilaian.kesepakatan import kappa as modul
from penilaian.kesepakatan.kappa import Kappa, kappa_kuadrat
from tests.penilaian.kesepakatan.rujukan import RUJUKAN, setara

F = Fraction
KASUS: list[dict[str, Any]] = RUJUKAN["kappa"]


@st.composite
def kolom(buat: st.DrawFn) -> tuple[list[int], list[int], int]:
    banyak = buat(st.integers(2, 5))
    pasang = buat(st.lists(st.tuples(*[st.integers(0, banyak - 1)] * 2), max_size=40))
    return [a for a, _ in pasang], [b for _, b in pasang], banyak


def test_there_are_enough_reference_sets() -> None:
    assert len(KASUS) == 22
    assert sum(k["kappa"] is not None and len(set(k["a"])) > 1 and len(set(k["b"])) > 1 for k in KASUS) >= 16


@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: k["nama"])
def test_equals_scikit_learn_to_nine_decimals(kasus: dict[str, Any]) -> None:
    kita = kappa_kuadrat(kasus["a"], kasus["b"], kasus["banyak"])
    assert kita.n == len(kasus["a"])
    for nama in ("persis", "teramati", "harapan"):
        assert setara(getattr(kita, nama), kasus[nama]), nama
    if len(set(kasus["a"])) == 1 or len(set(kasus["b"])) == 1:
        # The reference says 0 or NaN here; we say that it cannot be known (ADR 0020).
        assert kasus["kappa"] in (None, 0.0)
        assert kita.kappa is None
        assert kita.alasan
    else:
        assert setara(kita.kappa, kasus["kappa"])
        assert kita.alasan == ""


def test_by_hand() -> None:
    # ABC ranks. Differences: 0, 0, 1, 0: 1. By chance: columns (1, 1, 2) and (1, 2, 1):
    # 1x(0+2x1+1x4) + 1x(1x1+0+1x1) + 2x(1x4+2x1+0) = 6 + 2 + 12 = 20. kappa = 1 - 1x4/20.
    kita = kappa_kuadrat([0, 1, 2, 2], [0, 1, 1, 2], 3)
    assert kita == Kappa(4, F(3, 4), F(15, 16), F(11, 16), F(4, 5))
    assert kita.sedikit


@pytest.mark.parametrize(
    ("a", "b", "alasan"),
    [
        ([], [], modul.TIDAK_ADA),
        ([1, 1, 1], [1, 1, 1], modul.TETAP_DUA),
        ([1, 1, 1], [2, 2, 2], modul.TETAP_BEDA),
        ([1, 1, 1], [0, 1, 2], modul.TETAP_SATU),
        ([0, 1, 2], [1, 1, 1], modul.TETAP_SATU),
        ([2], [2], modul.TETAP_DUA),
    ],
)
def test_what_is_undefined_is_none_with_the_reason(a: list[int], b: list[int], alasan: str) -> None:
    kita = kappa_kuadrat(a, b, 3)
    assert (kita.kappa, kita.alasan) == (None, alasan)


def test_what_cannot_be_a_pair_of_columns_is_refused() -> None:
    for a, b, banyak in (([0], [0, 1], 3), ([3], [0], 3), ([-1], [0], 3), ([0], [0], 1)):
        with pytest.raises(ValueError, match=r"\w"):
            kappa_kuadrat(a, b, banyak)


def test_few_is_said_below_twenty() -> None:
    assert kappa_kuadrat([0, 1] * 9 + [0], [0, 1] * 9 + [1], 2).sedikit
    assert not kappa_kuadrat([0, 1] * 10, [0, 1] * 10, 2).sedikit


@given(kolom(), st.randoms())
def test_order_of_cells_changes_nothing(isi: tuple[list[int], list[int], int], acak: Any) -> None:
    a, b, banyak = isi
    pasang = list(zip(a, b, strict=True))
    acak.shuffle(pasang)
    assert kappa_kuadrat([x for x, _ in pasang], [y for _, y in pasang], banyak) == kappa_kuadrat(a, b, banyak)


@given(kolom())
def test_swapping_the_evaluators_and_turning_the_scale_change_nothing(isi: tuple[list[int], list[int], int]) -> None:
    a, b, banyak = isi
    asal = kappa_kuadrat(a, b, banyak)
    assert kappa_kuadrat(b, a, banyak) == asal
    assert kappa_kuadrat([banyak - 1 - x for x in a], [banyak - 1 - y for y in b], banyak) == asal


@given(kolom())
def test_bounds_perfect_agreement_and_exactness(isi: tuple[list[int], list[int], int]) -> None:
    a, b, banyak = isi
    kita = kappa_kuadrat(a, b, banyak)
    penuh = kappa_kuadrat(a, a, banyak)
    assert penuh.kappa == (1 if len(set(a)) > 1 else None)
    assert (kita.kappa is None) == bool(kita.alasan)
    if kita.kappa is not None and kita.teramati is not None and kita.harapan is not None:
        assert type(kita.kappa) is Fraction
        assert -1 <= kita.kappa <= 1
        assert kita.kappa == (kita.teramati - kita.harapan) / (1 - kita.harapan)


@given(kolom(), st.integers(2, 4))
def test_seeing_every_cell_again_changes_no_kappa(isi: tuple[list[int], list[int], int], kali: int) -> None:
    a, b, banyak = isi
    assert kappa_kuadrat(a * kali, b * kali, banyak).kappa == kappa_kuadrat(a, b, banyak).kappa
