"""What is wrong with an answer, and the sentences people read about it."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from instrumen.pohon.baca import baca_instrumen
from penilaian.skor.jawaban import Galat, JawabanSalah, nilai_butir, periksa_jawaban
from penilaian.skor.pesan import kalimat_galat

LKE = baca_instrumen("LKE-ZI-2021")


def _galat(kode: str, jawaban: Any) -> list[tuple[str | None, str]]:
    return [(g.isian, g.kode) for g in periksa_jawaban(LKE.butir[kode], jawaban)]


SASARAN = "A4.R.i.a"


@pytest.mark.parametrize(
    ("kode", "jawaban", "harap"),
    [
        ("A1.P.i.a", "Ya", []),
        ("A1.P.i.a", "ya", [(None, "opsi_tidak_dikenal")]),
        ("A1.P.i.b", "D", [(None, "opsi_tidak_dikenal")]),
        ("A1.P.i.b", {"jumlah": 1}, [(None, "bentuk_salah")]),
        ("A1.P.i.b", 1, [(None, "bentuk_salah")]),
        (SASARAN, {"jumlah_sasaran": "4", "sasaran_tercapai": 4}, []),
        (SASARAN, {"jumlah_sasaran": Decimal("4.0"), "sasaran_tercapai": 4}, []),
        (SASARAN, "A", [(None, "bentuk_salah")]),
        (SASARAN, [4, 4], [(None, "bentuk_salah")]),
        (SASARAN, {"jumlah_sasaran": "empat", "sasaran_tercapai": 4}, [("jumlah_sasaran", "bukan_angka")]),
        (SASARAN, {"jumlah_sasaran": "4,5", "sasaran_tercapai": 4}, [("jumlah_sasaran", "bukan_angka")]),
        (SASARAN, {"jumlah_sasaran": "٤", "sasaran_tercapai": 1}, [("jumlah_sasaran", "bukan_angka")]),
        (SASARAN, {"jumlah_sasaran": 4.0, "sasaran_tercapai": 4}, [("jumlah_sasaran", "bukan_angka")]),
        (SASARAN, {"jumlah_sasaran": True, "sasaran_tercapai": 1}, [("jumlah_sasaran", "bukan_angka")]),
        (SASARAN, {"jumlah_sasaran": Decimal("NaN"), "sasaran_tercapai": 1}, [("jumlah_sasaran", "bukan_angka")]),
        (SASARAN, {"jumlah_sasaran": "4.5", "sasaran_tercapai": 4}, [("jumlah_sasaran", "bukan_bulat")]),
        (
            SASARAN,
            {"jumlah_sasaran": -1, "sasaran_tercapai": "-2"},
            [("jumlah_sasaran", "negatif"), ("sasaran_tercapai", "negatif")],
        ),
        (SASARAN, {"jumlah_sasaran": 10**9 + 1, "sasaran_tercapai": 1}, [("jumlah_sasaran", "terlalu_besar")]),
        (
            SASARAN,
            {"jumlah_sasaran": Decimal("1E+999999"), "sasaran_tercapai": 1},
            [("jumlah_sasaran", "terlalu_besar")],
        ),
        (SASARAN, {"jumlah_sasaran": 4}, [("sasaran_tercapai", "belum_lengkap")]),
        (SASARAN, {"jumlah_sasaran": 4, "sasaran_tercapai": 5}, [("sasaran_tercapai", "pembilang_melebihi_penyebut")]),
        (SASARAN, {"jumlah_sasaran": 0, "sasaran_tercapai": 1}, [("sasaran_tercapai", "pembilang_melebihi_penyebut")]),
        (SASARAN, {"jumlah_sasaran": 4, "lain": 5}, [(None, "isian_tidak_dikenal")]),
        ("A1.R.i.a", {"jumlah_agen": 4, "jumlah_perubahan": 5}, []),
        ("A3.R.iii.a", {"pelanggaran_lalu": 1, "pelanggaran_ini": 5}, []),
        (
            "A3.R.iii.a",
            {"pelanggaran_disanksi": 5},
            [("pelanggaran_lalu", "belum_lengkap"), ("pelanggaran_ini", "belum_lengkap")],
        ),
        ("B1.a", "4", []),
        ("B1.a", {"indeks": Decimal("3.60")}, []),
        ("B1.a", "4.001", [("indeks", "melebihi_maks")]),
        ("B1.a", "-0.1", [("indeks", "negatif")]),
        ("B1.a", "3.1234567890123", [("indeks", "terlalu_rinci")]),
        ("B1.a", Decimal("1E-999999"), [("indeks", "terlalu_rinci")]),
        ("B1.a", "baik", [("indeks", "bukan_angka")]),
    ],
)
def test_periksa_jawaban(kode: str, jawaban: Any, harap: list[tuple[str | None, str]]) -> None:
    assert _galat(kode, jawaban) == harap


@pytest.mark.parametrize("butir", LKE.butir.values(), ids=lambda b: b.kode)
@pytest.mark.parametrize("kosong", [None, "", " "])
def test_blank_is_no_error_in_any_butir(butir, kosong: Any) -> None:
    assert periksa_jawaban(butir, kosong) == []
    assert nilai_butir(butir, kosong).nilai is None


def test_warnings_can_be_scored_and_errors_cannot() -> None:
    butir = LKE.butir[SASARAN]
    assert nilai_butir(butir, {"jumlah_sasaran": 4, "sasaran_tercapai": 5}).nilai == 1
    assert nilai_butir(butir, {"jumlah_sasaran": 4}).sebagian is True
    with pytest.raises(JawabanSalah):
        nilai_butir(butir, {"jumlah_sasaran": 4, "sasaran_tercapai": "lima"})


def test_text_and_number_mean_the_same() -> None:
    butir = LKE.butir["B1.a"]
    assert {nilai_butir(butir, isi).nilai for isi in ("3.60", Decimal("3.6"), {"indeks": " 3.600 "})} == {
        Fraction("0.9")
    }


@pytest.mark.parametrize(
    ("kode", "galat", "harap"),
    [
        (
            "A1.P.i.b",
            Galat(None, "opsi_tidak_dikenal", {"jawaban": "Z", "opsi": "A, B, C"}),
            "Jawaban Z tidak dikenal. Pilihannya: A, B, C.",
        ),
        (SASARAN, Galat("jumlah_sasaran", "negatif"), "Jumlah sasaran kinerja: Jumlah tidak boleh kurang dari nol."),
        ("B1.a", Galat("indeks", "melebihi_maks", {"maks": "4"}), "Paling besar 4."),
    ],
)
def test_kalimat_galat_names_the_isian_when_there_are_several(kode: str, galat: Galat, harap: str) -> None:
    assert kalimat_galat(LKE.butir[kode], galat) == harap
