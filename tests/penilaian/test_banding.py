"""Differences between layers (penilaian/banding.py)."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instrumen.pohon.baca import baca_instrumen
from penilaian.banding import LAPISAN, air_terjun, banding, jejak_butir, penyusutan
from penilaian.skor.hitung import hitung
from tests.penilaian.skor.lembar_contoh import TERBAIK
from tests.penilaian.skor.test_sifat import LEMBAR

LKE = baca_instrumen("LKE-ZI-2021")
F = Fraction
ATUR = settings(max_examples=50, deadline=None)


def _h(**ubah: Any) -> Any:
    return hitung(LKE, {**TERBAIK, **{k.replace("_", "."): v for k, v in ubah.items()}})


def test_four_layers_that_differ_are_each_a_step() -> None:
    lapisan = {
        "tpn": _h(A1_P_i_a="Tidak", A1_R_ii_a="B"),
        "satker": _h(),
        "tpi": _h(A1_P_i_a="Ya", A1_R_ii_a="C"),
        "pendahuluan": _h(A1_P_i_a="Tidak"),
    }
    hasil = air_terjun(LKE, lapisan)
    assert [(x.dari, x.ke, x.poin) for x in hasil.langkah] == [
        ("satker", "pendahuluan", F(-1, 4)),
        ("pendahuluan", "tpi", F(1, 4) - F(1, 2)),
        ("tpi", "tpn", F(1, 4) - F(1, 4)),
    ]
    assert hasil.tidak_ada == ()
    tengah = hasil.langkah[1]
    beda = {b.kode: (b.dari, b.ke, b.poin, b.sebab) for b in tengah.butir if b.poin}
    assert beda == {"A1.P.i.a": (0, 1, F(1, 4), "naik"), "A1.R.ii.a": (1, F(1, 2), F(-1, 2), "turun")}
    assert [(a.kode, a.poin) for a in tengah.area if a.poin] == [("A1", F(-1, 4))]
    assert (tengah.lengkap, tengah.karena_nilai, tengah.belum_dinilai) == (True, F(-1, 4), 0)


def test_a_layer_without_answers_is_no_step_and_is_named() -> None:
    hasil = air_terjun(LKE, {"satker": _h(), "pendahuluan": None, "tpi": hitung(LKE, {}), "tpn": _h(A1_P_i_a="Tidak")})
    assert [(x.dari, x.ke) for x in hasil.langkah] == [("satker", "tpn")]
    assert hasil.tidak_ada == ("pendahuluan", "tpi")
    kosong = air_terjun(LKE, {})
    assert (kosong.awal, kosong.langkah, kosong.akhir, kosong.tidak_ada) == (None, (), None, LAPISAN)
    satu = air_terjun(LKE, {"tpi": _h()})
    assert (satu.awal, satu.akhir, satu.langkah) == (_h().total, _h().total, ())


def test_what_is_not_judged_yet_is_told_apart_from_what_was_lowered() -> None:
    satker = hitung(LKE, {"A1.P.i.a": "Ya", "A1.P.i.b": "A"})
    tpi = hitung(LKE, {"A1.P.i.b": "B", "A1.R.ii.a": "A"})
    langkah = banding(LKE, ("satker", satker), ("tpi", tpi))
    sebab = {b.kode: b.sebab for b in langkah.butir}
    assert (sebab["A1.P.i.a"], sebab["A1.P.i.b"], sebab["A1.R.ii.a"]) == ("belum_dinilai", "turun", "baru_dinilai")
    assert sebab["A2.P.i.a"] == "kosong"
    assert (langkah.belum_dinilai, langkah.karena_nilai, langkah.baru_dinilai) == (F(-1, 4), F(-1, 8), 1)
    assert not langkah.lengkap
    assert (langkah.area[0].poin, langkah.area[0].belum_dinilai) == (F(5, 8), F(-1, 4))


def test_one_butir_through_the_layers() -> None:
    lapisan = {"satker": _h(), "tpi": _h(A1_R_ii_a=None), "tpn": _h(A1_R_ii_a="C")}
    jejak = jejak_butir(LKE, lapisan, "A1.R.ii.a")
    assert [(t.lapisan, t.nilai, t.selisih) for t in jejak.tahap] == [("satker", 1, None), ("tpn", F(1, 2), F(-1, 2))]
    assert jejak.tidak_ada == ("pendahuluan", "tpi")
    with pytest.raises(KeyError):
        jejak_butir(LKE, lapisan, "A9")
    assert jejak_butir(LKE, {}, "A1.R.ii.a").tahap == ()


def test_shrinkage_is_self_minus_tpi_over_what_tpi_judged() -> None:
    satker = hitung(LKE, {"A1.P.i.a": "Ya", "A1.P.i.b": "A", "A2.P.i.a": "A"})
    tpi = hitung(LKE, {"A1.P.i.b": "B", "A1.R.ii.a": "D"})
    hasil = {p.kode: p for p in penyusutan(LKE, satker, tpi)}
    assert list(hasil) == ["A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "TOTAL"]
    # 1/4 x (1 - 1/2) - 1 x 1/4; A1.P.i.a waits, and the blank of the satker counts 0
    assert (hasil["A1"].poin, hasil["A1"].dinilai, hasil["A1"].lengkap) == (F(-1, 8), 2, False)
    assert (hasil["A2"].poin, hasil["A2"].dinilai) == (None, 0)
    assert hasil["TOTAL"].poin == F(-1, 8)
    penuh = {p.kode: p for p in penyusutan(LKE, _h(), _h(A5_P_i_a="C"))}
    assert penuh["TOTAL"].lengkap
    assert penuh["TOTAL"].poin == penuh["A5"].poin == LKE.butir["A5.P.i.a"].bobot_efektif


def test_other_instruments_and_unknown_layers_are_refused() -> None:
    lama = hitung(baca_instrumen("LKE-ZI-2014"), {})
    with pytest.raises(ValueError, match="instrumen LKE-ZI-2021 yang sama"):
        banding(LKE, ("satker", _h()), ("tpi", lama))
    with pytest.raises(ValueError, match="instrumen"):
        penyusutan(LKE, lama, _h())
    with pytest.raises(ValueError, match="Lapisan tidak dikenal: tpi_anggota"):
        air_terjun(LKE, {"tpi_anggota": _h()})


@ATUR
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(LAPISAN, LEMBAR)))
def test_differences_add_up_to_the_totals_exactly(lembar: dict[str, Any]) -> None:
    hasil = {k: hitung(LKE, isi) for k, isi in lembar.items()}
    air = air_terjun(LKE, hasil)
    for x in air.langkah:
        assert x.poin == sum(b.poin for b in x.butir) == sum(a.poin for a in x.area)
        assert x.poin == x.belum_dinilai + x.baru_dinilai + x.karena_nilai
        assert x.belum_dinilai == sum(a.belum_dinilai for a in x.area) <= 0 <= x.baru_dinilai
        for a in x.area:
            assert a.poin == a.ke - a.dari == sum(b.poin for b in x.butir if LKE.butir[b.kode].area == a.kode)
        for b in x.butir:
            assert b.poin == LKE.butir[b.kode].bobot_efektif * ((b.ke or 0) - (b.dari or 0))
            assert type(b.poin) is Fraction
    if air.awal is not None and air.akhir is not None:
        assert air.akhir - air.awal == sum(x.poin for x in air.langkah)
    assert set(air.tidak_ada) == {k for k in LAPISAN if k not in hasil or not hasil[k].terisi}


@ATUR
@given(LEMBAR, LEMBAR)
def test_there_and_back_cancels(a: dict[str, Any], b: dict[str, Any]) -> None:
    x, y = hitung(LKE, a), hitung(LKE, b)
    maju, mundur = banding(LKE, ("satker", x), ("tpi", y)), banding(LKE, ("tpi", y), ("satker", x))
    assert [s.poin for s in maju.butir] == [-s.poin for s in mundur.butir]
    assert maju.belum_dinilai == -mundur.baru_dinilai
    gap = penyusutan(LKE, x, y)
    assert gap[-1].poin is None or gap[-1].poin == sum(p.poin for p in gap[:-1] if p.poin is not None)
    assert gap[-1].poin is None or gap[-1].poin == -(maju.karena_nilai + maju.baru_dinilai)
