"""Which helper programs are there; always tested as if they were missing."""

from __future__ import annotations

from berkas.olah import alat
from berkas.olah.hasil import Alat


def test_nothing_installed(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert alat.alat() == Alat("", "", "")
    assert [(nama, ada) for nama, ada, _ in alat.keadaan()] == [("LibreOffice", False), ("Tesseract", False)]


def _palsu(tmp_path, monkeypatch, bahasa):
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\nprintf 'List of languages\\n{bahasa}\\n'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    alat._bahasa_tersimpan.cache_clear()
    return str(program)


def test_indonesian_is_preferred(monkeypatch, tmp_path):
    jalur = _palsu(tmp_path, monkeypatch, "eng\\nind\\nosd")
    assert alat.tesseract() == (jalur, "ind")


def test_english_stands_in(monkeypatch, tmp_path):
    jalur = _palsu(tmp_path, monkeypatch, "eng\\nosd")
    assert alat.tesseract() == (jalur, "eng")


def test_without_a_useful_language_it_counts_as_missing(monkeypatch, tmp_path):
    _palsu(tmp_path, monkeypatch, "osd")
    assert alat.tesseract() == ("", "")
