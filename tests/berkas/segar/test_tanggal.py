"""Guessing dates: what letters, decrees, minutes and scans really say, and what must give no guess."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berkas.segar.tanggal import bilangan, tahun_judul, tebak, tebak_metadata

UNGGAH = dt.date(2026, 11, 25)


def d(teks: str) -> dt.date | None:
    return dt.date.fromisoformat(teks) if teks else None


TERTEBAK = [
    ("Jakarta, 3 Februari 2026\nKepala,\n\n\nAni", "2026-02-03"),
    ("Isi surat.\n                    Nusa Contoh, 3 Februari 2026", "2026-02-03"),
    ("Kota Baru,  03 Pebruari 2026", "2026-02-03"),
    ("Jakarta, 3 Februari 2026\r\nKepala", "2026-02-03"),
    ("Jakarta, tanggal 7 Nopember 2025", "2025-11-07"),
    ("Jakarta, 17 Agustus 2026", "2026-08-17"),
    ("JAKARTA, 17 AGUSTUS 2026", "2026-08-17"),
    ("Jakarta,\u00a017 Agt. 2026", "2026-08-17"),
    ("Ditetapkan di Nusa Contoh\npada tanggal 5 Januari 2026\nKEPALA", "2026-01-05"),
    ("Ditetapkan di : Nusa Contoh\nPada tanggal : 5 Januari 2026", "2026-01-05"),
    ("DITETAPKAN DI JAKARTA\nPADA TANGGAL 30 DESEMBER 2025", "2025-12-30"),
    ("Dikeluarkan di Jakarta pada tanggal 5-1-2026", "2026-01-05"),
    ("Dibuat di Jakarta, tanggal 05/01/2026", "2026-01-05"),
    ("Tanggal : 3 Februari 2026\nPerihal : undangan", "2026-02-03"),
    ("Tgl. Surat: 03-02-2026", "2026-02-03"),
    ("Hari/Tanggal : Selasa, 3 Februari 2026", "2026-02-03"),
    ("Hari / tanggal\t: Selasa/3 Februari 2026", "2026-02-03"),
    ("Hari, Tanggal: Jum'at, 6 Februari 2026", "2026-02-06"),
    ("Hari, Tanggal: Jum’at, 6 Februari 2026", "2026-02-06"),
    ("Pada hari Selasa tanggal 3 Februari 2026 telah dilaksanakan rapat", "2026-02-03"),
    ("Pada hari ini, Selasa, 3 Februari 2026, kami", "2026-02-03"),
    (
        "Pada hari ini Kamis tanggal dua puluh tujuh bulan Agustus tahun dua ribu dua puluh enam, melalui rapat",
        "2026-08-27",
    ),
    ("Pada hari ini Kamis, tanggal sebelas, bulan Juni, tahun dua ribu dua puluh enam", "2026-06-11"),
    ("Pada hari ini Kamis tanggal tiga belas bulan November tahun dua ribu dua puluh lima (13-11-2025)", "2025-11-13"),
    # the date of the letter, not those it cites
    ("Sesuai Permen Nomor 90 Tahun 2021 tanggal 31 Desember 2021\nJakarta, 3 Februari 2026", "2026-02-03"),
    ("Tempat/Tanggal lahir: Jakarta, 3 Februari 1990\nJakarta, 4 Maret 2026", "2026-03-04"),
    ("Rapat hari Senin, 2 Maret 2026\nTanggal: 27 Februari 2026", "2026-02-27"),
    # said twice, the same day
    ("Lampiran\nTanggal : 5 Januari 2026\nDitetapkan di Jakarta\npada tanggal 5 Januari 2026", "2026-01-05"),
    # the place line outranks the head of the invitation
    ("Hari/Tanggal : Selasa, 3 Februari 2026\n\nJakarta, 28 Januari 2026", "2026-01-28"),
]
TAK_TERTEBAK = [
    "",
    "Laporan tanpa tanggal",
    "3 Februari 2026",  # a day by itself may be anything
    "Peraturan Nomor 90 Tahun 2021 tanggal 31 Desember 2021",
    "Lahir di\nJakarta, tanggal lahir 3 Februari 1990",
    "Tempat, tanggal lahir : Jakarta, 3 Februari 2001",
    "Jakarta, 3 Februari 2026\nJakarta, 4 Februari 2026",  # two letters in one file
    "Jakarta, 31 Februari 2026",
    "Jakarta, 3 - 5 Maret 2026",
    "Jakarta, 3 Maret 2026 - 5 Maret 2026",
    "Hari/Tanggal : Senin, 3 Februari 2026",  # it was a Tuesday
    "Pada hari ini Senin tanggal dua puluh tujuh bulan Agustus tahun dua ribu dua puluh enam",
    "Pada hari ini Kamis tanggal dua puluh tujah bulan Agustus tahun dua ribu dua puluh enam",
    "Jakarta, 26 November 2026",  # after the upload
    "Jakarta, Februari 2026",
    "Jakarta, 3 Februari 1998",
    "Jakarta, 3 Februari 20261",
    "Tanggal : ........ 2026",
    "Tanggal : 13/25/2026",
    "TMT Jakarta, 1 Januari 2020",
    "Ditetapkan di Jakarta\npada tanggal 5 Januari 2026\nJakarta, 6 Januari 2026",
]


@pytest.mark.parametrize(("teks", "tanggal"), TERTEBAK)
def test_clear_dates_are_read(teks: str, tanggal: str) -> None:
    assert tebak([teks], UNGGAH).tanggal == d(tanggal)


@pytest.mark.parametrize("teks", TAK_TERTEBAK)
def test_doubt_gives_no_guess(teks: str) -> None:
    assert tebak([teks], UNGGAH).tanggal is None


def test_enough_cases() -> None:
    assert len(TERTEBAK) + len(TAK_TERTEBAK) >= 40


def test_first_and_last_pages_are_read_and_the_middle_of_a_long_document_is_not() -> None:
    isi = ["judul", "", "", "Jakarta, 1 Januari 2020", "", "Jakarta, 3 Februari 2026", ""]
    assert tebak(isi, UNGGAH).tanggal == d("2026-02-03")


@pytest.mark.parametrize(
    ("teks", "sampai"),
    [
        ("Surat ini berlaku sampai dengan 31 Desember 2026.", "2026-12-31"),
        ("Keputusan ini berlaku sejak tanggal 2 Januari 2026 sampai dengan tanggal 31 Desember 2026", "2026-12-31"),
        ("Masa berlaku: 1 Januari 2026 s.d. 31 Desember 2027", "2027-12-31"),
        ("Masa berlaku 01-01-2026 - 31-12-2027", "2027-12-31"),
        ("berlaku hingga 30 Juni 2027", "2027-06-30"),
        ("berlaku sampai dicabut", ""),
        ("berlaku sampai dengan tahun 2027", ""),
        ("rapat sampai dengan 31 Desember 2026", ""),
        ("berlaku sampai 31 Desember 2026. Berlaku sampai 30 Juni 2027", ""),
        ("Jakarta, 3 Februari 2026\nberlaku sampai 31 Desember 2025", ""),
    ],
)
def test_validity_only_where_it_is_said_once(teks: str, sampai: str) -> None:
    assert tebak([teks], UNGGAH).berlaku_sampai == d(sampai)


@pytest.mark.parametrize(
    ("teks", "tahun"),
    [
        ("LAPORAN KINERJA TAHUN 2023", 2023),
        ("Laporan Monev Triwulan II Tahun 2025", 2025),
        ("Laporan TA. 2025", 2025),
        ("RENCANA AKSI TAHUN ANGGARAN 2026", 2026),
        ("KEPUTUSAN NOMOR W.11-12 TAHUN 2024 TENTANG TIM KERJA TAHUN 2026", 2026),
        ("KEPUTUSAN NOMOR 5 TAHUN 2024", None),
        ("RENSTRA TAHUN 2025-2029", None),
        ("PERBANDINGAN TAHUN 2024 DAN TAHUN 2025", None),
        ("x" * 1300 + " TAHUN 2023", None),
        ("Jakarta", None),
    ],
)
def test_year_of_the_title(teks: str, tahun: int | None) -> None:
    assert tahun_judul(["", teks]) == tahun


def test_year_of_the_text_is_the_title_else_the_day() -> None:
    assert tebak(["LAPORAN TAHUN 2025\nJakarta, 3 Februari 2026"], UNGGAH).tahun == 2025
    assert tebak(["Jakarta, 3 Februari 2023"], UNGGAH).tahun == 2023


@pytest.mark.parametrize(
    ("dibuat", "tanggal"),
    [
        ("2026-01-12", "2026-01-12"),
        ("2026-01-12T09:30:00+07:00", "2026-01-12"),
        ("2026-11-26", ""),
        ("1970-01-01", ""),
        ("D:20260112", ""),
        (None, ""),
        (20260112, ""),
    ],
)
def test_metadata(dibuat: object, tanggal: str) -> None:
    if dibuat == 20260112:  # ISO basic form is a date too
        tanggal = "2026-01-12"
    assert tebak_metadata(dibuat, UNGGAH) == d(tanggal)


@pytest.mark.parametrize(
    ("kata", "nilai"),
    [("satu", 1), ("sepuluh", 10), ("sebelas", 11), ("sembilan belas", 19), ("dua puluh", 20), ("tiga puluh satu", 31),
     ("dua ribu dua puluh enam", 2026), ("dua ribu", 2000), ("puluh", None), ("dua juta", None), ("", None)],
)  # fmt: skip
def test_numbers_in_words(kata: str, nilai: int | None) -> None:
    assert bilangan(kata) == nilai


@given(st.dates(dt.date(2000, 1, 1), UNGGAH), st.text(alphabet="abcde \n", max_size=80))
def test_a_place_line_is_read_for_every_day_in_any_text(hari: dt.date, sekitar: str) -> None:
    from common.tanggal import BULAN

    teks = f"{sekitar}\nJakarta, {hari.day} {BULAN[hari.month - 1]} {hari.year}\n{sekitar}"
    assert tebak([teks], UNGGAH).tanggal == hari


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(teks: str) -> None:
    hasil = tebak([teks], UNGGAH)
    assert hasil.tanggal is None or hasil.tanggal <= UNGGAH
