from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from common.tanggal import (
    TanggalTidakTerbaca,
    baca_tanggal,
    baca_waktu,
    format_tgl,
    format_tgl_panjang,
    format_tgl_waktu,
    format_waktu,
    sisa_hari,
    tanggal_dari_nama,
)

KEMERDEKAAN = date(2026, 8, 17)
SAAT = datetime(2026, 8, 17, 17, 5, tzinfo=UTC)


def test_format_tgl_uses_indonesian_months():
    assert format_tgl(KEMERDEKAAN) == "17 Agu 2026"
    assert format_tgl_panjang(KEMERDEKAAN) == "Senin, 17 Agustus 2026"
    assert format_tgl_panjang(date(2026, 2, 1)) == "Minggu, 1 Februari 2026"


@pytest.mark.parametrize(
    ("zona", "hasil"),
    [
        (ZoneInfo("Asia/Jakarta"), "18 Agu 2026, 00.05 WIB"),
        (ZoneInfo("Asia/Pontianak"), "18 Agu 2026, 00.05 WIB"),
        (ZoneInfo("Asia/Makassar"), "18 Agu 2026, 01.05 WITA"),
        (ZoneInfo("Asia/Jayapura"), "18 Agu 2026, 02.05 WIT"),
        (UTC, "17 Agu 2026, 17.05 UTC"),
        (ZoneInfo("Europe/Amsterdam"), "17 Agu 2026, 19.05 UTC+2"),
        (timezone(timedelta(hours=5, minutes=30)), "17 Agu 2026, 22.35 UTC+0530"),
    ],
)
def test_format_tgl_waktu_prints_the_zone(zona, hasil):
    assert format_tgl_waktu(SAAT, zona) == hasil


def test_format_waktu_refuses_a_naive_time():
    with pytest.raises(TypeError):
        format_waktu(SAAT.replace(tzinfo=None), UTC)


@pytest.mark.parametrize(
    ("hari_ini", "hasil"),
    [(date(2026, 8, 13), "4 hari lagi"), (KEMERDEKAAN, "hari ini"), (date(2026, 8, 19), "lewat 2 hari")],
)
def test_sisa_hari(hari_ini, hasil):
    assert sisa_hari(KEMERDEKAAN, hari_ini) == hasil


@pytest.mark.parametrize(
    "teks",
    [
        "17-08-2026",
        "17/8/2026",
        "17.8.2026",
        "17 08 2026",
        " 17  Agustus 2026 ",
        "17 agu 2026",
        "17 Agt. 2026",
        "17-Agu-2026",
        "2026-08-17",
    ],
)
def test_baca_tanggal_accepts(teks):
    assert baca_tanggal(teks) == KEMERDEKAAN


@pytest.mark.parametrize(
    "teks", ["08/17/2026", "17 August 2026", "17-08-26", "kemarin", "", "17-08/2026", "17-08-0026"]
)
def test_baca_tanggal_refuses(teks):
    with pytest.raises(TanggalTidakTerbaca) as galat:
        baca_tanggal(teks)
    assert str(galat.value) == "Tanggal tidak terbaca. Contoh: 17-08-2026."


def test_baca_tanggal_says_when_the_day_does_not_exist():
    with pytest.raises(TanggalTidakTerbaca) as galat:
        baca_tanggal("30-02-2026")
    assert str(galat.value) == "30 Februari 2026 tidak ada di kalender. Contoh: 17-08-2026."


@pytest.mark.parametrize("teks", ["14.05", "14:05", " 14.05 "])
def test_baca_waktu_accepts(teks):
    assert baca_waktu(teks) == time(14, 5)


@pytest.mark.parametrize("teks", ["24.00", "14.60", "2 siang", "1405"])
def test_baca_waktu_refuses(teks):
    with pytest.raises(TanggalTidakTerbaca, match="Jam tidak terbaca"):
        baca_waktu(teks)


@pytest.mark.parametrize(
    "nama",
    [
        "SK 2026-08-17.pdf",
        "2026.08.17 Notula.pdf",
        "SK_17-08-2026.pdf",
        "Notula - 17-8-2026.pdf",
        "Rapat 17.08.2026 (1).pdf",
        "IMG_20260817_103000.jpg",
        "IMG-20260817-WA0001.jpg",
        "Notula 17 Agustus 2026.docx",
        "notula-17-agustus-2026.docx",
        "Notula_17_Agt_2026.pdf",
        "Undangan Senin, 17 Agustus 2026.pdf",
        "P5.1b 17 Agustus 2026.pdf",
        "2026-08-17 SK tanggal 17 Agustus 2026.pdf",
    ],
)
def test_date_in_a_file_name_is_read(nama):
    assert tanggal_dari_nama(nama) == KEMERDEKAAN


@pytest.mark.parametrize(
    "nama",
    [
        "SK.pdf",
        "Laporan Agustus 2026.pdf",
        "SK Nomor 12 Tahun 2026.pdf",
        "17-08-26.pdf",
        "08-17-2026.pdf",
        "31-02-2026.pdf",
        "0001-01-01.pdf",
        "1-3 Agustus 2026.pdf",
        "1 s.d. 3 Agustus 2026.pdf",
        "3 Juni - 5 Juni 2026.pdf",
        "2026-08-17-19.pdf",
        "17-08-2026 sd 19-08-2026.pdf",
        "2026-08-17 dan 20260818.pdf",
        "Laporan Pokja 2 Agustus 2026.pdf",
        "Triwulan 2 Juni 2026.pdf",
        "W.13.PR.01.02.2026.pdf",
        "198502172010011001.pdf",
        "20010217 202401 1 001.pdf",
    ],
)
def test_date_in_a_file_name_that_may_mean_something_else_is_not_guessed(nama):
    assert tanggal_dari_nama(nama) is None
