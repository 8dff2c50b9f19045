"""The calendar file of a session."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from penilaian.kalender import AcaraKalender, tulis_ics

WITA = ZoneInfo("Asia/Makassar")
ACARA = AcaraKalender(
    uid="sesi-1@zi-portal",
    urutan=2,
    diubah=dt.datetime(2026, 8, 20, 7, 0, tzinfo=dt.UTC),
    mulai=dt.datetime(2026, 8, 27, 9, 0, tzinfo=WITA),
    selesai=dt.datetime(2026, 8, 27, 12, 30, tzinfo=WITA),
    judul="Desk; satker 07, ruang A",
    tempat="Aula",
    uraian="Baris satu\nBaris dua \\ akhir",
    url="https://zi.contoh.go.id/2026/",
)


def _baris(acara: AcaraKalender) -> list[str]:
    return tulis_ics(acara).replace("\r\n ", "").split("\r\n")


def test_times_leave_in_utc_and_identity_is_stable():
    baris = _baris(ACARA)
    assert [b for b in baris if b.startswith(("UID", "SEQ", "DT", "STATUS", "URL", "METHOD"))] == [
        "METHOD:PUBLISH",
        "UID:sesi-1@zi-portal",
        "SEQUENCE:2",
        "DTSTAMP:20260820T070000Z",
        "DTSTART:20260827T010000Z",
        "DTEND:20260827T043000Z",
        "URL:https://zi.contoh.go.id/2026/",
        "STATUS:CONFIRMED",
    ]


def test_text_is_escaped_so_that_no_line_can_be_smuggled_in():
    baris = _baris(replace(ACARA, judul="Satu\r\nBEGIN:VALARM", tempat="a\nb"))
    assert "SUMMARY:Satu\\nBEGIN:VALARM" in baris
    assert "LOCATION:a\\nb" in baris
    assert "DESCRIPTION:Baris satu\\nBaris dua \\\\ akhir" in baris
    assert "SUMMARY:Desk\\; satker 07\\, ruang A" in _baris(ACARA)


def test_cancelled_session_says_so():
    baris = _baris(replace(ACARA, batal=True, urutan=3))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3"} <= set(baris)


def test_lines_are_folded_at_75_bytes_between_letters():
    isi = tulis_ics(replace(ACARA, judul="é" * 200))
    assert max(len(b.encode()) for b in isi.split("\r\n")) <= 75
    assert f"SUMMARY:{'é' * 200}" in isi.replace("\r\n ", "")
    assert isi.endswith("END:VCALENDAR\r\n")


def test_instant_without_zone_is_refused():
    with pytest.raises(ValueError, match="zona"):
        tulis_ics(replace(ACARA, mulai=dt.datetime(2026, 8, 27, 9, 0)))  # noqa: DTZ001
