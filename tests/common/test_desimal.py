from decimal import Decimal
from fractions import Fraction

import pytest

from common.desimal import (
    AngkaTidakTerbaca,
    baca_bulat,
    baca_desimal,
    bulatkan,
    format_angka,
    format_persen,
    format_ukuran,
)


@pytest.mark.parametrize(
    ("nilai", "desimal", "hasil"),
    [
        (Fraction(2481, 2), 2, "1.240,50"),
        (Decimal("88.81"), 2, "88,81"),
        (1234567, 0, "1.234.567"),
        (Fraction(2, 3), 2, "0,67"),
        (Fraction(1, 8), 2, "0,13"),
        (Fraction(-1, 8), 2, "-0,13"),
        (Fraction(-1, 1000), 2, "0,00"),
        (0, 2, "0,00"),
        (None, 2, "–"),
    ],
)
def test_format_angka(nilai, desimal, hasil):
    assert format_angka(nilai, desimal) == hasil


@pytest.mark.parametrize("nilai", [1.5, True, "1"])
def test_format_angka_refuses_inexact_types(nilai):
    with pytest.raises(TypeError):
        format_angka(nilai)


def test_bulatkan_keeps_exact_halves_of_large_numbers():
    assert bulatkan(Fraction(10**20 * 2 + 1, 2), 0) == Decimal(10**20 + 1)


@pytest.mark.parametrize(
    ("nilai", "desimal", "hasil"), [(62, 0, "62%"), (Fraction(5940, 100), 1, "59,4%"), (None, 0, "–")]
)
def test_format_persen(nilai, desimal, hasil):
    assert format_persen(nilai, desimal) == hasil


@pytest.mark.parametrize(
    ("bita", "hasil"),
    [
        (0, "0 B"),
        (820, "820 B"),
        (419_430, "410 KB"),
        (1_258_291, "1,2 MB"),
        (5 * 1024**2, "5,0 MB"),
        (50 * 1024**2, "50 MB"),
        (1023 * 1024**2, "1,0 GB"),
        (3 * 1024**4, "3,0 TB"),
        (5000 * 1024**4, "5.000 TB"),
        (None, "–"),
    ],
)
def test_format_ukuran(bita, hasil):
    assert format_ukuran(bita) == hasil


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("88", "88"),
        (" 88,81 ", "88.81"),
        ("88.81", "88.81"),
        ("88.8", "88.8"),
        ("88,812", "88.812"),
        ("1.240,50", "1240.50"),
        ("1.240.000", "1240000"),
        ("12.345.678,9", "12345678.9"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("0", "0"),
    ],
)
def test_baca_desimal_accepts(teks, hasil):
    assert baca_desimal(teks) == Decimal(hasil)


@pytest.mark.parametrize(
    ("teks", "maks", "kalimat"),
    [
        ("88.812", 100, '"88.812" tidak jelas. Tulis 88,81 (koma untuk desimal).'),
        ("1.240", 4, '"1.240" tidak jelas. Tulis 1,24 (koma untuk desimal).'),
        (
            "1.240",
            None,
            '"1.240" tidak jelas. Tulis 1,24 (koma untuk desimal). Bila maksudnya ribuan, tulis 1240 tanpa titik.',
        ),
        ("3.1415", None, '"3.1415" tidak jelas. Tulis 3,14 (koma untuk desimal).'),
    ],
)
def test_baca_desimal_asks_back_when_unclear(teks, maks, kalimat):
    with pytest.raises(AngkaTidakTerbaca) as galat:
        baca_desimal(teks, maks=maks)
    assert str(galat.value) == kalimat


@pytest.mark.parametrize("teks", ["", "abc", "1,240.50", "12 34", "1e5", "1.24.5", ",5", "5,", "NaN", "٣", "9" * 31])
def test_baca_desimal_refuses_what_is_no_number(teks):
    with pytest.raises(AngkaTidakTerbaca, match="bukan angka"):
        baca_desimal(teks)


@pytest.mark.parametrize(
    ("teks", "hasil"), [("12", 12), (" 0 ", 0), ("1.240", 1240), ("1.240.000", 1240000), ("-0", 0)]
)
def test_baca_bulat_accepts(teks, hasil):
    assert baca_bulat(teks) == hasil


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("dua", '"dua" bukan angka. Tulis angka saja, misalnya 12.'),
        ("-3", '"-3" kurang dari nol. Isi 0 atau lebih.'),
        ("1,5", '"1,5" bukan bilangan bulat. Tulis tanpa koma, misalnya 12.'),
        ("1.5", '"1.5" bukan bilangan bulat. Tulis tanpa koma, misalnya 12.'),
        ("12,0", '"12,0" bukan bilangan bulat. Tulis tanpa koma, misalnya 12.'),
    ],
)
def test_baca_bulat_names_the_reason(teks, kalimat):
    with pytest.raises(AngkaTidakTerbaca) as galat:
        baca_bulat(teks)
    assert str(galat.value) == kalimat
