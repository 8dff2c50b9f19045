"""What making a preview can end in, what limits it, and the tools it may use. Pure values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

LEBAR = 1000  # pixels across a page image
LEBAR_BESAR = 1600  # and across its enlargement


class Sebab(StrEnum):
    """Why nothing could be made."""

    RUSAK = "rusak"  # the program that opens it gave up
    SANDI = "sandi"
    MEMORI = "memori"
    WAKTU = "waktu"
    MATI = "mati"  # the process died
    PENUH = "penuh"  # no room for the results
    KONVERSI = "konversi"  # LibreOffice made no PDF of it


class Kurang(StrEnum):
    """What is missing from a result that can be shown all the same."""

    BATAS_HALAMAN = "batas_halaman"  # more pages than get an image
    WAKTU = "waktu"  # time was over before the last page
    HENTI = "henti"  # the process died after some pages
    HALAMAN_RUSAK = "halaman_rusak"  # single pages could not be drawn
    TANPA_OCR = "tanpa_ocr"  # pages without text, and nothing on this machine that reads images
    OCR_SEBAGIAN = "ocr_sebagian"  # not every page without text was read
    TANPA_LIBREOFFICE = "tanpa_libreoffice"  # Office text without page images
    KONVERSI = "konversi"  # the same, because LibreOffice could not draw this file
    TEKS_DIPOTONG = "teks_dipotong"


@dataclass(frozen=True, slots=True)
class Batas:
    """`halaman` pages that get images, `ocr` pages read from images at most, `detik` for the whole file."""

    halaman: int = 200
    ocr: int = 30
    detik: int = 240


@dataclass(frozen=True, slots=True)
class Alat:
    """Programs of this machine; '' = not installed. `bahasa` is Tesseract's language."""

    libreoffice: str = ""
    tesseract: str = ""
    bahasa: str = ""


@dataclass(slots=True)
class HasilOlah:
    """`gambar`: so many pages, from the first on, have both images in the folder. `halaman` None: not a paged file."""

    halaman: int | None = None
    gambar: int = 0
    teks: list[str] = field(default_factory=list)
    lapis: bool = False  # some text stood in the file
    ocr: bool = False  # some text was read from images
    dibuat: dt.date | None = None
    kurang: list[Kurang] = field(default_factory=list)
    sebab: Sebab | None = None
    sementara: bool = False  # trying again may help
    jaringan_tertutup: bool = False
    memori_puncak: int = 0  # bytes of resident memory of the process and of the programs it ran


def nama_gambar(halaman: int, *, besar: bool) -> str:
    """File of a page image inside the folder of the document: h0001.webp, h0001-b.webp."""
    return f"h{halaman:04d}{'-b' if besar else ''}.webp"
