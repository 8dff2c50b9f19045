import datetime as dt

import pytest

from common.terbilang import tanggal_terbilang, terbilang


@pytest.mark.parametrize(
    ("nilai", "kata"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (17, "tujuh belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (199, "seratus sembilan puluh sembilan"),
        (200, "dua ratus"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1100, "seribu seratus"),
        (2026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (101_001, "seratus satu ribu satu"),
        (1_000_000, "satu juta"),
        (1_234_567, "satu juta dua ratus tiga puluh empat ribu lima ratus enam puluh tujuh"),
        (2_000_000_001, "dua miliar satu"),
        (10**12, "satu triliun"),
    ],
)
def test_terbilang(nilai, kata):
    assert terbilang(nilai) == kata


@pytest.mark.parametrize("nilai", [-1, 10**15, True, 1.0, "1"])
def test_terbilang_refuses_what_is_no_whole_number(nilai):
    with pytest.raises(ValueError, match="terbilang"):
        terbilang(nilai)


def test_every_number_below_ten_thousand_has_its_own_words():
    assert len({terbilang(n) for n in range(10_000)}) == 10_000


def test_tanggal_terbilang():
    kata = "Senin tanggal tujuh belas bulan Agustus tahun dua ribu dua puluh enam"
    assert tanggal_terbilang(dt.date(2026, 8, 17)) == kata
    assert tanggal_terbilang(dt.date(2024, 2, 29)).startswith("Kamis tanggal dua puluh sembilan bulan Februari")
