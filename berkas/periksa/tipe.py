"""The one table of accepted kinds of files: the checks, the page, the file picker and the messages read it.

Pure: no Django. Sizes in bytes; `maks` None means the limit of the instance (settings.BATAS_BERKAS).
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Tipe:
    """One kind: name shown to people, extensions, media type, and what its bytes begin with (at `geser`)."""

    nama: str
    ekstensi: tuple[str, ...]
    media: str
    golongan: str
    awalan: tuple[bytes, ...] = ()
    geser: int = 0
    maks: int | None = None


_OOXML = "application/vnd.openxmlformats-officedocument."
TIPE: tuple[Tipe, ...] = (
    Tipe("PDF", ("pdf",), "application/pdf", "pdf", (b"%PDF-",)),
    Tipe("JPG", ("jpg", "jpeg"), "image/jpeg", "gambar", (b"\xff\xd8\xff",)),
    Tipe("PNG", ("png",), "image/png", "gambar", (b"\x89PNG\r\n\x1a\n",)),
    Tipe("WEBP", ("webp",), "image/webp", "gambar", (b"RIFF",)),
    Tipe("DOCX", ("docx",), _OOXML + "wordprocessingml.document", "ooxml", (b"PK\x03\x04",)),
    Tipe("XLSX", ("xlsx",), _OOXML + "spreadsheetml.sheet", "ooxml", (b"PK\x03\x04",)),
    Tipe("PPTX", ("pptx",), _OOXML + "presentationml.presentation", "ooxml", (b"PK\x03\x04",)),
    Tipe("TXT", ("txt",), "text/plain", "teks", maks=5 * MIB),
    Tipe("CSV", ("csv",), "text/csv", "teks", maks=5 * MIB),
    Tipe("MP4", ("mp4",), "video/mp4", "video", (b"ftyp",), geser=4),
)
MENURUT_EKSTENSI: dict[str, Tipe] = {e: tipe for tipe in TIPE for e in tipe.ekstensi}
MEDIA = tuple(tipe.media for tipe in TIPE)

# Refused with their own sentence because there is a way to save them anew (decisions §5).
LAMA = {"doc": "DOCX", "xls": "XLSX", "ppt": "PPTX", "rtf": "DOCX", "odt": "DOCX", "ods": "XLSX", "odp": "PPTX"}
MAKRO = {"docm": "DOCX", "dotm": "DOCX", "xlsm": "XLSX", "xltm": "XLSX", "xlsb": "XLSX", "pptm": "PPTX", "ppsm": "PPTX"}
FOTO = {"heic", "heif", "avif", "gif", "bmp", "tif", "tiff"}
ARSIP = {"zip", "rar", "7z", "gz", "tar", "tgz"}


def ekstensi(nama: str) -> str:
    """`SK UPG.PDF` → `pdf`; a name without an extension gives ''."""
    return nama.rpartition(".")[2].strip().lower() if "." in nama else ""


def tipe_untuk(nama: str) -> Tipe | None:
    """The kind a name claims to be, or None when its extension is not accepted."""
    return MENURUT_EKSTENSI.get(ekstensi(nama))


def batas_untuk(nama: str, batas: int) -> int:
    """Largest size of a file of that name: the smaller of the kind's own limit and the instance's."""
    tipe = tipe_untuk(nama)
    return min(batas, tipe.maks) if tipe and tipe.maks else batas
