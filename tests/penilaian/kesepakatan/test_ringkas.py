"""Agreement per type and area, and the list of differences (docs/kesepakatan.md S1, S2, S4, S6)."""

import itertools
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instrumen.pohon.baca import baca_instrumen
from instrumen.pohon.tipe import Butir
from penilaian.kesepakatan.beda import daftar_beda
from penilaian.kesepakatan.nilaian import Nilaian, NilaianSalah, baca
from penilaian.kesepakatan.ringkas import kedekatan, per_area, per_tipe, peringkat
from penilaian.skor.hitung import JawabanSalah

LKE = baca_instrumen("LKE-ZI-2021")
F = Fraction
PILIHAN = [b for b in LKE.butir.values() if b.opsi]
SATU_PER_TIPE = {b.tipe: b for b in LKE.butir.values()}


def _n(penilai: str, kode: str, jawaban: Any, satker: str = "07") -> Nilaian:
    return Nilaian(penilai, satker, kode, jawaban)


def _jawab(butir: Butir) -> st.SearchStrategy[str]:
    return st.sampled_from([o.kode for o in butir.opsi])


@st.composite
def nilaian(buat: st.DrawFn) -> list[Nilaian]:
    hasil = []
    for butir in buat(st.lists(st.sampled_from(PILIHAN), max_size=12, unique_by=lambda b: b.kode)):
        for penilai in buat(st.sets(st.sampled_from("ABC"))):
            hasil.append(_n(penilai, butir.kode, buat(_jawab(butir)), buat(st.sampled_from(["07", "08"]))))
    return hasil


def test_ranks_follow_the_values_of_the_instrument() -> None:
    assert peringkat(LKE, "YA_TIDAK") == {"Ya": 1, "Tidak": 0}
    assert peringkat(LKE, "ABC") == {"A": 2, "B": 1, "C": 0}
    assert peringkat(LKE, "ABCD") == {"A": 3, "B": 2, "C": 1, "D": 0}
    assert peringkat(LKE, "ABCDE") == {"A": 4, "B": 3, "C": 2, "D": 1, "E": 0}


def test_per_type_has_kappa_for_options_and_closeness_for_numbers() -> None:
    abc = [b.kode for b in PILIHAN if b.tipe == "ABC"][:4]
    isi = [_n("A", k, j) for k, j in zip(abc, "CBAA", strict=True)]
    isi += [_n("B", k, j) for k, j in zip(abc, "CBBA", strict=True)]
    isi += [_n("A", "B1.a", Decimal("3.60")), _n("B", "B1.a", Decimal("3.20"))]
    isi += [_n("A", "A1.P.i.a", "Ya"), _n("C", "A1.R.ii.a", "A")]  # judged by one only
    pertama, kedua = per_tipe(LKE, isi)
    assert (pertama.penilai, pertama.tipe, pertama.kedekatan) == (("A", "B"), "ABC", None)
    assert pertama.kappa is not None
    assert (pertama.kappa.n, pertama.kappa.kappa) == (4, F(4, 5))  # worked out in test_kappa
    assert (kedua.tipe, kedua.kappa) == ("SKALA_0_4", None)
    assert kedua.kedekatan is not None
    assert (kedua.kedekatan.n, kedua.kedekatan.dekat, kedua.kedekatan.rata_beda) == (1, 0, F(1, 10))
    (_, longgar) = per_tipe(LKE, isi, toleransi=F(1, 10))
    assert longgar.kedekatan is not None
    assert longgar.kedekatan.dekat == 1  # the tolerance itself is enough
    assert kedekatan([]).dekat is None


def test_categories_nobody_chose_still_space_the_scale() -> None:
    kode = [b.kode for b in PILIHAN if b.tipe == "ABCDE"][:3]
    isi = [_n("A", k, j) for k, j in zip(kode, "AEA", strict=True)]
    isi += [_n("B", k, j) for k, j in zip(kode, "AEB", strict=True)]
    (hasil,) = per_tipe(LKE, isi)
    assert hasil.kappa is not None
    assert hasil.kappa.teramati == 1 - F(1, 3 * 16)  # one step of four, squared


def test_per_area_counts_every_pair() -> None:
    isi = [_n(p, "A1.P.i.a", j) for p, j in (("A", "Ya"), ("B", "Ya"), ("C", "Tidak"))]
    isi += [_n("A", "B2.a", "3.2"), _n("B", "B2.a", "3.3"), _n("A", "A2.P.i.a", "A"), _n("B", "A2.P.i.a", None)]
    hasil = {a.kode: a for a in per_area(LKE, isi)}
    assert list(hasil) == ["A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "TOTAL"]
    assert (hasil["A1"].n, hasil["A1"].sama, hasil["A1"].bagian) == (3, 1, F(1, 3))
    assert (hasil["B2"].n, hasil["B2"].bagian) == (1, 1)  # 0,025 apart
    assert (hasil["A2"].n, hasil["A2"].bagian) == (0, None)
    assert (hasil["TOTAL"].n, hasil["TOTAL"].sama) == (4, 2)


def test_differences_are_ordered_by_stake_times_distance() -> None:
    isi = []
    for kode, a, b in (
        ("A1.P.i.a", "Ya", "Tidak"),
        ("A1.P.i.b", "A", "B"),
        ("A1.R.ii.a", "D", "E"),
        ("A1.P.ii.a", "Ya", "Ya"),
    ):
        isi += [_n("A", kode, a), _n("B", kode, b)]
    hasil = daftar_beda(LKE, isi)
    # bobot efektif 1/4, 1/4, 1: 1/4 x 1 x 1 = 1/4; 1 x 1 x 1/4 = 1/4; 1/4 x 1/2 x 1/2 = 1/16
    assert [(b.kode, b.urgensi) for b in hasil] == [
        ("A1.P.i.a", F(1, 4)),
        ("A1.R.ii.a", F(1, 4)),
        ("A1.P.i.b", F(1, 16)),
    ]
    assert hasil[0].poin_beda == hasil[1].poin_beda == F(1, 4)
    assert [t.penilai for t in hasil[0].nilaian] == ["A", "B"]


def test_low_scores_put_more_at_stake_than_high_ones() -> None:
    isi = [_n("A", "A2.P.ii.a", "A"), _n("B", "A2.P.ii.a", "B"), _n("A", "A2.P.ii.b", "B"), _n("B", "A2.P.ii.b", "C")]
    assert [(b.kode, b.poin_beda) for b in daftar_beda(LKE, isi)] == [("A2.P.ii.b", F(1, 4)), ("A2.P.ii.a", F(1, 4))]


def test_numbers_within_tolerance_are_no_difference() -> None:
    isi = [_n("A", "B1.a", "3.60"), _n("B", "B1.a", "3.40"), _n("C", "B1.a", "3.50")]  # 0,05: enough
    assert daftar_beda(LKE, isi) == ()
    (beda,) = daftar_beda(LKE, [*isi, _n("D", "B1.a", "3.20")])
    assert beda.jarak == F(1, 10)


def test_what_is_not_one_set_of_evaluations_is_refused() -> None:
    with pytest.raises(NilaianSalah, match="tidak ada di LKE-ZI-2021"):
        baca(LKE, [_n("A", "A9.P.i.a", "Ya")])
    with pytest.raises(NilaianSalah, match="dua kali"):
        baca(LKE, [_n("A", "A1.P.i.a", "Ya"), _n("A", "A1.P.i.a", "Tidak")])
    with pytest.raises(JawabanSalah):
        baca(LKE, [_n("A", "A1.P.i.a", "Z")])


@settings(max_examples=60, deadline=None)
@given(nilaian(), st.randoms())
def test_order_of_evaluations_changes_nothing(isi: list[Nilaian], acak: Any) -> None:
    kocok = list(isi)
    acak.shuffle(kocok)
    for hitung in (per_tipe, per_area, daftar_beda):
        assert hitung(LKE, kocok) == hitung(LKE, isi)


@settings(max_examples=60, deadline=None)
@given(nilaian())
def test_the_list_holds_exactly_what_the_area_figures_count_as_different(isi: list[Nilaian]) -> None:
    beda = 0
    for sel in daftar_beda(LKE, isi):
        beda += sum(a.pilihan != b.pilihan for a, b in itertools.combinations(sel.nilaian, 2))
        assert 0 < sel.jarak <= 1
        assert sel.urgensi > 0
    total = per_area(LKE, isi)[-1]
    assert total.n - total.sama == beda
