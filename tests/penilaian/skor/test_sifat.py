"""Properties of the engine that hold for every sheet (Hypothesis)."""

import json
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from instrumen.pohon.baca import baca_hamparan, baca_instrumen, dari_isi, ke_isi
from instrumen.pohon.tipe import Butir
from penilaian.skor.hitung import HasilSkor, hitung, periksa_jawaban

LKE = baca_instrumen("LKE-ZI-2021")
BALIK = dari_isi(json.loads(json.dumps(ke_isi(LKE))), baca_hamparan("LKE-ZI-2021"))
JUMLAH = st.integers(min_value=0, max_value=50)


def _jawaban(butir: Butir) -> st.SearchStrategy[Any]:
    if butir.rumus is None:
        return st.sampled_from([o.kode for o in butir.opsi])
    if butir.rumus.jenis == "indeks":
        return st.decimals(min_value=0, max_value=4, places=3).map(lambda d: {"indeks": str(d)})
    isian = st.fixed_dictionaries({i.kode: JUMLAH for i in butir.isian})
    return isian.filter(lambda isi: not periksa_jawaban(butir, isi))


LEMBAR = st.fixed_dictionaries({}, optional={b.kode: _jawaban(b) for b in LKE.butir.values()})
ATUR = settings(max_examples=60, deadline=None)


def _angka(hasil: HasilSkor) -> tuple[Any, ...]:
    return hasil.simpul, hasil.butir, {k: p.gerbang for k, p in hasil.predikat.items()}


@ATUR
@given(LEMBAR)
def test_every_figure_stays_within_its_bounds(lembar: dict[str, Any]) -> None:
    hasil = hitung(LKE, lembar)
    for simpul in hasil.simpul.values():
        assert 0 <= simpul.nilai <= simpul.bobot
        assert 0 <= simpul.terisi <= simpul.jumlah
        assert simpul.nilai_terisi is None or simpul.nilai <= simpul.nilai_terisi <= simpul.bobot
    assert hasil.total == hasil.pengungkit + hasil.hasil == sum(b.poin for b in hasil.butir.values())
    for predikat in hasil.predikat.values():
        assert predikat.terpenuhi == (not predikat.belum)
        assert all((g.kurang == 0) == g.terpenuhi == (g.keadaan == "lolos") for g in predikat.gerbang)


@ATUR
@given(LEMBAR)
def test_every_node_is_the_sum_of_its_children(lembar: dict[str, Any]) -> None:
    hasil = hitung(LKE, lembar)
    for simpul in LKE.simpul.values():
        if simpul.tingkat == "sub_area":
            rata = sum((hasil.butir[k].nilai or Fraction(0)) for k in simpul.anak) / len(simpul.anak)
            assert hasil.simpul[simpul.kode].nilai == rata * simpul.bobot
        else:
            assert hasil.simpul[simpul.kode].nilai == sum(hasil.simpul[k].nilai for k in simpul.anak)


@ATUR
@given(LEMBAR, st.sampled_from([b for b in LKE.butir.values() if b.opsi]), st.data())
def test_a_better_option_never_lowers_any_node(lembar: dict[str, Any], butir: Butir, data: st.DataObject) -> None:
    tinggi, rendah = sorted(data.draw(st.lists(st.integers(0, len(butir.opsi) - 1), min_size=2, max_size=2)))
    atas = hitung(LKE, {**lembar, butir.kode: butir.opsi[tinggi].kode})
    bawah = hitung(LKE, {**lembar, butir.kode: butir.opsi[rendah].kode})
    assert all(atas.simpul[k].nilai >= s.nilai for k, s in bawah.simpul.items())
    assert {g.kode for g in atas.predikat["WBK"].belum} <= {g.kode for g in bawah.predikat["WBK"].belum}


@ATUR
@given(LEMBAR)
def test_answering_a_blank_never_lowers_the_official_figure(lembar: dict[str, Any]) -> None:
    hasil = hitung(LKE, lembar)
    for kode in list(lembar)[:5]:
        tanpa = hitung(LKE, {k: v for k, v in lembar.items() if k != kode})
        assert all(hasil.simpul[k].nilai >= s.nilai for k, s in tanpa.simpul.items())
        assert tanpa.terisi == hasil.terisi - hasil.butir[kode].terisi


@ATUR
@given(LEMBAR, st.randoms())
def test_order_repetition_and_json_change_nothing(lembar: dict[str, Any], acak: Any) -> None:
    asal = _angka(hitung(LKE, lembar))
    kunci = list(lembar)
    acak.shuffle(kunci)
    assert _angka(hitung(LKE, {k: lembar[k] for k in kunci})) == asal
    assert _angka(hitung(LKE, lembar)) == asal
    assert _angka(hitung(LKE, json.loads(json.dumps(lembar)))) == asal
    assert _angka(hitung(BALIK, lembar)) == asal
