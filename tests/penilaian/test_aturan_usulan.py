"""Calendar and share rules of proposals."""

import datetime as dt

import pytest

from penilaian.alur import KEADAAN, LANGKAH
from penilaian.aturan_usulan import (
    ATURAN_MANDIRI,
    PUTUSAN_TAHAP,
    TAHAP_KEADAAN,
    batas_lapor_mandiri,
    boleh_diusulkan_mulai,
    jatuh_tempo_berkala,
    tambah_tahun,
)


@pytest.mark.parametrize(
    ("dicabut", "boleh"),
    [
        (dt.date(2026, 3, 1), dt.date(2028, 3, 1)),
        (dt.date(2024, 2, 29), dt.date(2026, 2, 28)),
        (dt.date(2026, 12, 31), dt.date(2028, 12, 31)),
    ],
)
def test_proposing_opens_on_the_same_day_two_years_later(dicabut: dt.date, boleh: dt.date) -> None:
    assert boleh_diusulkan_mulai(dicabut) == boleh


def test_leap_day_stays_where_the_year_has_one() -> None:
    assert tambah_tahun(dt.date(2024, 2, 29), 4) == dt.date(2028, 2, 29)


def test_assessment_after_the_award_is_due_every_two_years() -> None:
    assert [jatuh_tempo_berkala(dt.date(2025, 12, 9), n) for n in (1, 2)] == [
        dt.date(2027, 12, 9),
        dt.date(2029, 12, 9),
    ]


def test_report_of_wbk_mandiri_within_thirty_days() -> None:
    assert batas_lapor_mandiri(dt.date(2026, 12, 9)) == dt.date(2027, 1, 8)


@pytest.mark.parametrize(
    ("kode", "pembilang", "penyebut", "terpenuhi"),
    [
        ("persen_unit", 3, 10, True),  # exactly 30%: with floats 0.1 + 0.2 would not be
        ("persen_unit", 299, 1000, False),
        ("persen_unit", 1, 0, False),
        ("persen_unit", 1, None, False),
        ("berhasil_1", 1, 5, True),
        ("berhasil_2", 199, 1000, False),
        ("level_apip", 3, None, True),
        ("level_apip", 2, None, False),
        ("persetujuan", 1, None, True),
        ("persetujuan", None, None, False),
    ],
)
def test_condition_of_wbk_mandiri(kode: str, pembilang: int | None, penyebut: int | None, terpenuhi: bool) -> None:
    assert ATURAN_MANDIRI[kode].terpenuhi(pembilang, penyebut) is terpenuhi


def test_every_verdict_is_a_step_from_its_state() -> None:
    """The table of verdicts and the way of a sheet cannot drift apart."""
    salah = [
        (keadaan, putusan)
        for keadaan, tahap in TAHAP_KEADAAN.items()
        for putusan, (_, kode) in PUTUSAN_TAHAP[tahap].items()
        if keadaan not in KEADAAN or keadaan not in LANGKAH[kode].dari
    ]
    assert salah == []
