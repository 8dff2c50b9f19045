"""Leniency against statsmodels and by its properties (docs/kesepakatan.md S5)."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instrumen.pohon.baca import baca_instrumen
from penilaian.kesepakatan import kecenderungan as modul
from penilaian.kesepakatan.kecenderungan import Sampel, dari_sampel, kecenderungan
from penilaian.kesepakatan.linear import balikan
from penilaian.kesepakatan.nilaian import Nilaian
from tests.penilaian.kesepakatan.rujukan import RUJUKAN, setara

LKE = baca_instrumen("LKE-ZI-2021")
F = Fraction
KASUS: list[dict[str, Any]] = RUJUKAN["kecenderungan"]
ATUR = settings(max_examples=60, deadline=None)
SAMPEL = st.lists(
    st.dictionaries(
        st.sampled_from("ABCDE"), st.sampled_from([F(0), F(1, 4), F(1, 3), F(2, 3), F(1)]), min_size=1, max_size=4
    ),
    max_size=14,
).map(lambda isi: {str(i): s for i, s in enumerate(isi)})


def _sampel(sel: list[dict[str, str]]) -> Sampel:
    return {str(i): {p: F(v) for p, v in isi.items()} for i, isi in enumerate(sel)}


def _efek(sampel: Sampel) -> dict[str, Fraction | None]:
    return {a.penilai: a.efek for k in dari_sampel(sampel).kelompok for a in k.anggota}


@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: k["nama"])
def test_equals_statsmodels_to_nine_decimals(kasus: dict[str, Any]) -> None:
    (kelompok,) = dari_sampel(_sampel(kasus["sel"])).kelompok
    assert kelompok.derajat == kasus["derajat"]
    assert setara(kelompok.ragam, kasus["ragam"])
    assert [a.penilai for a in kelompok.anggota] == sorted(kasus["efek"])
    for a in kelompok.anggota:
        assert setara(a.efek, kasus["efek"][a.penilai])
        assert setara(a.bawah, kasus["selang"][a.penilai][0])
        assert setara(a.atas, kasus["selang"][a.penilai][1])
        assert type(a.efek) is Fraction
        assert type(a.bawah) is Decimal


def test_there_are_twelve_reference_sets() -> None:
    assert len(KASUS) == 12


def test_by_hand() -> None:
    # A - B in the cells both judged: 1/2, 1/4, 0. Mean 1/4, so +1/8 and -1/8; the rest has squares summing to 1/8,
    # halved (each cell splits it between two) 1/16, over 2 degrees: 1/32.
    (kelompok,) = dari_sampel(_sampel([{"A": "1", "B": "0.5"}, {"A": "1", "B": "0.75"}, {"A": "0", "B": "0"}])).kelompok
    a, b = kelompok.anggota
    assert (a.efek, b.efek, a.n, kelompok.sel, kelompok.derajat, kelompok.ragam) == (
        F(1, 8),
        F(-1, 8),
        3,
        3,
        2,
        F(1, 32),
    )
    assert a.arah == "serupa"  # three cells prove nothing


def test_direction_needs_the_whole_interval_on_one_side() -> None:
    sel = [{"A": "1", "B": "0.5"}, {"A": "0.5", "B": "0"}, {"A": "1", "B": "0.75"}, {"A": "1", "B": "0.5"}] * 5
    (kelompok,) = dari_sampel(_sampel(sel)).kelompok
    assert [a.arah for a in kelompok.anggota] == ["longgar", "ketat"]


def test_groups_without_a_shared_cell_are_not_compared() -> None:
    hasil = dari_sampel(_sampel([{"A": "1", "B": "0"}, {"C": "1", "D": "0.5"}, {"E": "1"}, {"A": "0.5", "B": "0.5"}]))
    assert [[a.penilai for a in k.anggota] for k in hasil.kelompok] == [["A", "B"], ["C", "D"], ["E"]]
    assert hasil.catatan.startswith("Antarkelompok tidak dapat dibandingkan")
    assert "A, B; C, D; E" in hasil.catatan
    sendiri = hasil.kelompok[2].anggota[0]
    assert (sendiri.efek, sendiri.alasan, sendiri.arah) == (None, modul.SENDIRI, "tidak_ternilai")
    # One shared cell: an effect, but nothing left to judge it by.
    assert (hasil.kelompok[1].anggota[0].efek, hasil.kelompok[1].anggota[0].alasan) == (F(1, 4), modul.TERLALU_SEDIKIT)
    assert dari_sampel(_sampel([{"A": "1", "B": "0"}])).catatan == ""
    assert dari_sampel({}).kelompok == ()


def test_a_constant_difference_gets_no_interval_of_width_zero() -> None:
    (kelompok,) = dari_sampel(_sampel([{"A": "1", "B": "0.5"}, {"A": "0.5", "B": "0"}])).kelompok
    a = kelompok.anggota[0]
    assert (a.efek, a.bawah, a.atas, a.alasan, kelompok.ragam) == (F(1, 4), None, None, modul.SELALU_SAMA, 0)


def test_reads_answers_through_the_engine() -> None:
    kode = [b.kode for b in LKE.butir.values() if b.tipe == "ABC"][:4]
    nilaian = [Nilaian("A", "07", k, "A") for k in kode] + [
        Nilaian("B", "07", k, j) for k, j in zip(kode, "ABCB", strict=True)
    ]
    (kelompok,) = kecenderungan(LKE, nilaian).kelompok
    assert [a.efek for a in kelompok.anggota] == [F(1, 4), F(-1, 4)]  # differences 0, 1/2, 1, 1/2: mean 1/2
    dua_satker = [Nilaian("A", "07", kode[0], "A"), Nilaian("B", "08", kode[0], "C")]
    assert len(kecenderungan(LKE, dua_satker).kelompok) == 2  # the same butir of another satker is another cell


@ATUR
@given(SAMPEL, st.randoms())
def test_order_changes_nothing_and_effects_sum_to_zero(sampel: Sampel, acak: Any) -> None:
    hasil = dari_sampel(sampel)
    for kelompok in hasil.kelompok:
        assert sum(a.efek or 0 for a in kelompok.anggota) == 0
        assert kelompok.derajat >= 0
        assert kelompok.ragam is None or kelompok.ragam >= 0
    kunci = list(sampel)
    acak.shuffle(kunci)
    acakan = {k: dict(sorted(sampel[k].items(), key=lambda _: acak.random())) for k in kunci}
    assert dari_sampel(acakan) == hasil


@ATUR
@given(SAMPEL, st.sampled_from([F(1, 8), F(-1, 3)]))
def test_what_is_added_to_one_evaluator_moves_the_effects_by_that_much(sampel: Sampel, geser: Fraction) -> None:
    asal = dari_sampel(sampel)
    geseran = dari_sampel({k: {p: v + geser * (p == "A") for p, v in isi.items()} for k, isi in sampel.items()})
    for lama, baru in zip(asal.kelompok, geseran.kelompok, strict=True):
        m, ada = len(lama.anggota), any(a.penilai == "A" for a in lama.anggota)
        for x, y in zip(lama.anggota, baru.anggota, strict=True):
            if x.efek is not None and y.efek is not None:
                assert y.efek - x.efek == (geser * ((x.penilai == "A") - F(1, m)) if ada else 0)
        assert lama.ragam == baru.ragam


@ATUR
@given(SAMPEL)
def test_a_shift_of_a_whole_cell_changes_nothing(sampel: Sampel) -> None:
    geser = {k: {p: v + int(k) for p, v in isi.items()} for k, isi in sampel.items()}
    assert _efek(geser) == _efek(sampel)


def test_inverse_is_exact_and_refuses_singular() -> None:
    assert balikan([[F(0), F(2)], [F(3), F(1)]]) == [[F(-1, 6), F(1, 3)], [F(1, 2), F(0)]]
    with pytest.raises(ValueError, match="singular"):
        balikan([[F(1), F(2)], [F(2), F(4)]])
