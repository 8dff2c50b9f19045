"""TXT and CSV: readable text, not a page or a program with another extension."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from berkas.periksa.putusan import Alasan, TolakError

_BLOK = 64 * 1024
_BOLEH = frozenset(b"\t\n\r\f\x1a")
_TERLARANG = bytes(b for b in range(32) if b not in _BOLEH) + b"\x7f"
_BUKAN_TEKS = (
    b"<!", b"<html", b"<head", b"<body", b"<svg", b"<?", b"<script", b"<style", b"<iframe", b"<img", b"<meta", b"<link",
    b"<object", b"<embed", b"<table", b"<div", b"<%", b"#!", b"%pdf", b"%!ps", b"{\\rtf", b"@echo off", b"mz\x90",
    b"pk\x03\x04", b"gif8", b"mime-version:",
)  # fmt: skip
# A saved web page or a mail with parts: header lines first, in any order.
_MHT = re.compile(rb"\A(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,30}content-type:\s*multipart/", re.IGNORECASE)


def periksa_teks(jalur: Path) -> None:
    """UTF-8 (with or without BOM), else a single-byte encoding without control characters. Raises TolakError."""
    utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    pertama = True
    with jalur.open("rb") as isi:
        while blok := isi.read(_BLOK):
            if pertama:
                _periksa_awal(blok.removeprefix(codecs.BOM_UTF8).lstrip())
            pertama = False
            if blok.translate(None, _TERLARANG) != blok:
                raise TolakError(Alasan.TIDAK_SAH)
            utf8 = _lanjut(utf8, blok)


def _periksa_awal(awal: bytes) -> None:
    """What a program other than a text editor would open as its own."""
    if awal[:64].lower().startswith(_BUKAN_TEKS) or _MHT.match(awal[:8192]):
        raise TolakError(Alasan.TIDAK_SAH)


def _lanjut(utf8: codecs.IncrementalDecoder | None, blok: bytes) -> codecs.IncrementalDecoder | None:
    """None once the file is not UTF-8: then the control characters of Latin-1 (0x80–0x9F as in Windows-1252) decide."""
    if utf8 is not None:
        try:
            utf8.decode(blok)
        except UnicodeDecodeError:
            utf8 = None
    if utf8 is None and any(b in blok for b in (0x81, 0x8D, 0x8F, 0x90, 0x9D)):  # undefined in Windows-1252
        raise TolakError(Alasan.TIDAK_SAH)
    return utf8
