"""Text as the rest of the program may keep it: no control characters, bounded, in pages."""

from __future__ import annotations

import re
from pathlib import Path

HURUF_HALAMAN = 20_000
HURUF_SEMUA = 1_500_000
BARIS_HALAMAN = 80
_KENDALI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HAMPIR_KOSONG = 16


def rapikan(teks: str) -> str:
    """One page: line ends unified, soft hyphens and control characters gone, at most two empty lines in a row."""
    teks = teks.replace("\r\n", "\n").replace("\r", "\n").replace("\xad", "").replace("\u0002", "-")
    teks = _KENDALI.sub("", teks)
    teks = "\n".join(baris.rstrip() for baris in teks.split("\n"))
    return re.sub(r"\n{4,}", "\n\n\n", teks).strip()[:HURUF_HALAMAN]


def hampir_kosong(teks: str) -> bool:
    """Whether a page has next to no letters: a page number or a stamp is not a text."""
    return len("".join(teks.split())) < _HAMPIR_KOSONG


def baca_teks(jalur: Path) -> list[str]:
    """TXT and CSV as pages of BARIS_HALAMAN lines. UTF-8 with or without mark, UTF-16 with, else Windows-1252."""
    isi = jalur.read_bytes()
    teks = _uraikan(isi).replace("\r\n", "\n").replace("\r", "\n")
    baris = teks.split("\n")
    halaman = ["\n".join(baris[i : i + BARIS_HALAMAN]) for i in range(0, len(baris), BARIS_HALAMAN)]
    rapi = [rapikan(h) for h in halaman]
    while len(rapi) > 1 and not rapi[-1]:
        rapi.pop()
    return rapi


def _uraikan(isi: bytes) -> str:
    if isi.startswith((b"\xff\xfe", b"\xfe\xff")):
        return isi.decode("utf-16", "replace")
    try:
        return isi.decode("utf-8-sig")
    except UnicodeDecodeError:
        return isi.decode("cp1252", "replace")
