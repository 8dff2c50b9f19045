"""JPG, PNG, WEBP: the header is judged before any pixel is decoded (quality V5.2.6: <= 50 Mpx)."""

from __future__ import annotations

import struct
from pathlib import Path

from PIL import Image

from berkas.periksa.putusan import Alasan, TolakError

MAKS_PIKSEL = 50_000_000
# The JPEG reader also opens what phones write with several pictures in one file (MPO).
_FORMAT = {"JPG": ("JPEG",), "PNG": ("PNG",), "WEBP": ("WEBP",)}


def periksa_gambar(jalur: Path, tipe: str) -> None:
    """Raises TolakError."""
    if tipe == "WEBP":
        _periksa_riff(jalur)
    try:
        with Image.open(jalur, formats=_FORMAT[tipe]) as gambar:
            lebar, tinggi = gambar.size
            if lebar * tinggi > MAKS_PIKSEL:
                raise TolakError(Alasan.PIKSEL)
            gambar.verify()
        if tipe == "JPG":
            _periksa_jpeg_utuh(jalur)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as galat:
        raise TolakError(Alasan.PIKSEL) from galat
    except (OSError, SyntaxError, ValueError, TypeError, IndexError, struct.error) as galat:
        raise TolakError(Alasan.TIDAK_SAH) from galat


def _periksa_riff(jalur: Path) -> None:
    with jalur.open("rb") as isi:
        kepala = isi.read(12)
    if kepala[8:12] != b"WEBP" or int.from_bytes(kepala[4:8], "little") + 8 > jalur.stat().st_size:
        raise TolakError(Alasan.TIDAK_SAH)


def _periksa_jpeg_utuh(jalur: Path) -> None:
    """verify() does not read JPEG data; decoding at an eighth of the size finds a cut file cheaply."""
    with Image.open(jalur, formats=_FORMAT["JPG"]) as gambar:
        gambar.draft("L", (max(1, gambar.width // 8), max(1, gambar.height // 8)))
        gambar.load()
