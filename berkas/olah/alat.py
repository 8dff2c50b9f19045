"""Which helper programs this machine has. Asked anew each time: installing one needs no restart."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache

from berkas.olah.hasil import Alat

BAHASA = ("ind", "eng")  # in order of preference
TIDAK_ADA_OCR = "Teks belum terbaca: pembaca gambar (OCR) tidak terpasang di server."
TIDAK_ADA_LIBREOFFICE = "Gambar halaman belum ada: LibreOffice tidak terpasang di server."


def libreoffice() -> str:
    """Path of LibreOffice; '' when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def tesseract() -> tuple[str, str]:
    """Path of Tesseract and the language it will read in; ('', '') when it or every useful language is missing."""
    jalur = shutil.which("tesseract")
    if jalur is None:
        return "", ""
    ada = _bahasa(jalur, os.stat(jalur).st_mtime_ns)
    bahasa = next((b for b in BAHASA if b in ada), "")
    return (jalur, bahasa) if bahasa else ("", "")


@lru_cache(maxsize=4)
def _bahasa_tersimpan(jalur: str, ubah: int, folder: tuple[tuple[str, int], ...]) -> frozenset[str]:
    hasil = subprocess.run(  # noqa: S603  a program found on PATH, no argument from outside
        [jalur, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return frozenset(hasil.stdout.split())


def _bahasa(jalur: str, ubah: int) -> frozenset[str]:
    """Installed languages, remembered until the program or its folders of data change."""
    folder = []
    for induk in ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata"):
        if os.path.isdir(induk):
            folder.append((induk, os.stat(induk).st_mtime_ns))
    try:
        return _bahasa_tersimpan(jalur, ubah, tuple(folder))
    except (OSError, subprocess.SubprocessError):
        return frozenset()


def alat() -> Alat:
    """Everything that is there now."""
    return Alat(libreoffice(), *tesseract())


def keadaan() -> tuple[tuple[str, bool, str], ...]:
    """For the health page and the start-up: name, present, what is missing without it."""
    ada = alat()
    ocr = f"Tesseract ({ada.bahasa})" if ada.tesseract else "Tesseract"
    return (
        ("LibreOffice", bool(ada.libreoffice), "Tanpa ini DOCX, XLSX, dan PPTX tampil sebagai teks saja."),
        (ocr, bool(ada.tesseract), "Tanpa ini teks pada hasil pindai dan foto tidak terbaca."),
    )
