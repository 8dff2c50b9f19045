"""Judging the conditions of a proposal: tables of cases."""

from __future__ import annotations

import datetime as dt

import pytest

from penilaian.prasyarat import (
    BELUM,
    BELUM_DIKETAHUI,
    TERPENUHI,
    nilai_bagian,
    nilai_lama,
    nilai_tercatat,
    nilai_wbk,
)


@pytest.mark.parametrize(
    ("kode", "jenis", "nilai", "minimum", "keadaan"),
    [
        ("SAKIP_INTERNAL", "predikat", "B", "B", TERPENUHI),
        ("SAKIP_INTERNAL", "predikat", "CC", "B", BELUM),
        ("SAKIP_INTERNAL", "predikat", "A", "BB", TERPENUHI),
        ("SAKIP_INTERNAL", "predikat", "B", "BB", BELUM),
        ("SAKIP_INTERNAL", "predikat", None, "B", BELUM_DIKETAHUI),
        ("OPINI_BPK", "predikat", "WTP", "WTP", TERPENUHI),
        ("OPINI_BPK", "predikat", "WDP", "WTP", BELUM),
        ("MATURITAS_SPIP", "level", "2.999", "3", BELUM),
        ("MATURITAS_SPIP", "level", "3", "3", TERPENUHI),
        ("LAYANAN_INTI", "ya", "tidak", "ya", BELUM),
        ("LAYANAN_INTI", "ya", "ya", "ya", TERPENUHI),
        ("LAMA_WTP", "tahun", "1", "2", BELUM),
    ],
)
def test_recorded_values(kode: str, jenis: str, nilai: str | None, minimum: str, keadaan: str) -> None:
    assert nilai_tercatat(kode, jenis, nilai, minimum).keadaan == keadaan


@pytest.mark.parametrize(
    ("selesai", "semua", "keadaan"),
    [(10, 10, TERPENUHI), (9, 10, BELUM), (None, 10, BELUM_DIKETAHUI), (0, None, BELUM_DIKETAHUI), (0, 0, "nol")],
)
def test_shares_are_exact_and_never_rounded_up(selesai: int | None, semua: int | None, keadaan: str) -> None:
    assert nilai_bagian(selesai, semua, "100", nol="nol").keadaan == keadaan


@pytest.mark.parametrize(
    ("mulai", "keadaan"),
    [
        (dt.date(2025, 5, 31), TERPENUHI),
        (dt.date(2025, 6, 1), BELUM),
        (dt.date(2026, 1, 1), BELUM),
        (None, BELUM_DIKETAHUI),
    ],
)
def test_time_of_building_is_counted_in_whole_years(mulai: dt.date | None, keadaan: str) -> None:
    assert nilai_lama(mulai, dt.date(2026, 5, 31), "1").keadaan == keadaan


def test_wbk_before_wbbm() -> None:
    assert nilai_wbk("SUDAH_WBK", None, 2026, "ya").keadaan == BELUM
    assert nilai_wbk("SUDAH_WBK", 2025, 2026, "ya").keadaan == TERPENUHI
    assert [nilai_wbk("MINIMAL_TAHUN_WBK", t, 2026, "2").keadaan for t in (2025, 2024)] == [BELUM, TERPENUHI]
