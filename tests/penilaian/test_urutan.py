"""Risk order for reading (penilaian/urutan.py)."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instrumen.pohon.baca import baca_instrumen
from penilaian.skor.hitung import hitung
from penilaian.urutan import PENYEBUT_NOL, TABEL, Isyarat, cakupan, cakupan_kode, urutkan
from tests.penilaian.skor.lembar_contoh import TERBAIK

LKE = baca_instrumen("LKE-ZI-2021")
F = Fraction
SEMUA_A = hitung(LKE, {k: v for k, v in TERBAIK.items() if isinstance(v, str)})
ISYARAT = st.dictionaries(
    st.sampled_from(list(LKE.butir)),
    st.builds(
        Isyarat,
        selisih_lalu=st.none() | st.fractions(-1, 1, max_denominator=4),
        segar=st.sampled_from(list(TABEL.segar)),
        kembar=st.booleans(),
        petunjuk_hilang=st.integers(0, 5),
    ),
)


def test_without_signals_points_order_and_reading_order_breaks_ties() -> None:
    urutan = urutkan(LKE, SEMUA_A, {})
    assert len(urutan) == 113
    assert [b.poin for b in urutan] == sorted((b.poin for b in urutan), reverse=True)
    nomor = [LKE.butir[b.kode].urutan for b in urutan if b.poin == F(1, 4)]
    assert len(nomor) > 1
    assert nomor == sorted(nomor)
    assert all(b.alasan == () for b in urutan)


def test_every_signal_adds_its_weight_and_its_sentence() -> None:
    isyarat = {"A1.P.i.a": Isyarat(F(1, 2), "kedaluwarsa", True, 5)}
    bacaan = next(b for b in urutkan(LKE, SEMUA_A, isyarat) if b.kode == "A1.P.i.a")
    # 1/10 + 1/2 x 1/2 + 3/10 + 3/10 + 3 x 1/10, on 1/4 point
    assert (bacaan.ragu, bacaan.risiko) == (F(5, 4), F(5, 16))
    assert bacaan.alasan == (
        "Tahun lalu nilai tim penilai 0,50 di bawah penilaian mandiri.",
        "Bukti kedaluwarsa.",
        "Isi bukti serupa dengan dokumen lain.",
        "5 bagian yang diminta kriteria belum ditemukan.",
    )


@pytest.mark.parametrize(
    ("segar", "kata"),
    [
        ("tanpa_tanggal", "Tanggal dokumen belum diisi."),
        ("salah_tahun", "Bukti dari tahun yang salah."),
        ("tanpa_bukti", "Belum ada bukti."),
    ],
)
def test_every_state_of_the_evidence_has_its_words(segar: str, kata: str) -> None:
    bacaan = next(b for b in urutkan(LKE, SEMUA_A, {"A1.P.i.a": Isyarat(segar=segar)}) if b.kode == "A1.P.i.a")
    assert bacaan.alasan == (kata,)
    assert bacaan.ragu == F(1, 10) + TABEL.segar[segar]


def test_a_satker_that_was_stricter_than_tpi_is_not_doubted() -> None:
    bacaan = next(b for b in urutkan(LKE, SEMUA_A, {"A1.P.i.a": Isyarat(F(-1, 2))}) if b.kode == "A1.P.i.a")
    assert (bacaan.ragu, bacaan.alasan) == (TABEL.dasar, ())


def test_a_zero_denominator_with_full_marks_comes_before_everything() -> None:
    jawaban: dict[str, Any] = {
        **TERBAIK,
        "A5.R.ii.a": {"harus_ditindaklanjuti": 0, "sedang_diproses": 0, "selesai": 0},
        "A4.R.i.a": {"jumlah_sasaran": 0, "sasaran_tercapai": 0},  # a zero rule that gives 0: nothing claimed
    }
    berat = {k: Isyarat(F(1), "tanpa_bukti", True, 3) for k in LKE.butir if k != "A5.R.ii.a"}
    urutan = urutkan(LKE, hitung(LKE, jawaban), berat)
    assert urutan[0].kode == "A5.R.ii.a"
    assert urutan[0].alasan == (PENYEBUT_NOL,)
    assert [b.kode for b in urutan if b.didahulukan] == ["A5.R.ii.a"]
    assert urutan[-1].kode == "A4.R.i.a"


def test_weights_are_data() -> None:
    tanpa = replace(TABEL, kembar=F(0))
    bacaan = next(b for b in urutkan(LKE, SEMUA_A, {"A1.P.i.a": Isyarat(kembar=True)}, tanpa) if b.kode == "A1.P.i.a")
    assert bacaan.ragu == tanpa.dasar


def test_coverage_is_said_in_one_sentence() -> None:
    urutan = urutkan(LKE, hitung(LKE, TERBAIK), {})
    separuh = cakupan(urutan, 18)
    assert separuh.kalimat == f"18 dari 113 soal = {int(separuh.poin / separuh.poin_dari * 100 + F(1, 2))} % poin"
    assert cakupan(urutan, 113).kalimat == cakupan(urutan, 500).kalimat == "113 dari 113 soal = 100 % poin"
    assert cakupan(urutan, 0).kalimat == "0 dari 113 soal = 0 % poin"
    assert cakupan(urutan, 112).kalimat == "112 dari 113 soal = 99 % poin"  # never 100 while one is unread
    assert cakupan_kode(urutan, {urutan[5].kode, "X"}).poin == urutan[5].poin
    assert cakupan(urutkan(LKE, hitung(LKE, {}), {}), 3).kalimat == "3 dari 113 soal"


def test_what_is_unknown_is_refused() -> None:
    for isyarat in ({"X": Isyarat()}, {"A1.P.i.a": Isyarat(segar="baru")}, {"A1.P.i.a": Isyarat(petunjuk_hilang=-1)}):
        with pytest.raises(ValueError, match=r"tidak"):
            urutkan(LKE, SEMUA_A, isyarat)
    with pytest.raises(ValueError, match="kurang dari 0"):
        cakupan((), -1)


@settings(max_examples=50, deadline=None)
@given(ISYARAT, st.randoms())
def test_deterministic_complete_and_more_reading_never_covers_less(isyarat: Mapping[str, Isyarat], acak: Any) -> None:
    urutan = urutkan(LKE, SEMUA_A, isyarat)
    kunci = list(isyarat)
    acak.shuffle(kunci)
    assert urutkan(LKE, SEMUA_A, {k: isyarat[k] for k in kunci}) == urutan
    assert {b.kode for b in urutan} == set(LKE.butir)
    poin = [cakupan(urutan, n).poin for n in range(114)]
    assert poin == sorted(poin)
    assert poin[-1] == SEMUA_A.total


@settings(max_examples=50, deadline=None)
@given(ISYARAT, st.sampled_from([b.kode for b in LKE.butir.values() if b.opsi]))
def test_a_new_signal_never_moves_a_butir_back(isyarat: dict[str, Isyarat], kode: str) -> None:
    dasar = isyarat | {kode: replace(isyarat.get(kode, Isyarat()), kembar=False)}
    ditandai = isyarat | {kode: replace(dasar[kode], kembar=True)}
    sebelum = [b.kode for b in urutkan(LKE, SEMUA_A, dasar)].index(kode)
    assert [b.kode for b in urutkan(LKE, SEMUA_A, ditandai)].index(kode) <= sebelum
