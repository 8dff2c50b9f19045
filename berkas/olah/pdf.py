"""Pages of a PDF: size, picture, text, by PDFium."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as mentah
from PIL import Image

from berkas.olah.gambar import TINGGI_MAKS
from berkas.olah.hasil import LEBAR_BESAR
from berkas.olah.teks import rapikan

LEBAR_OCR = 2400  # about 300 dots per inch of an A4 page
_SEDIKIT = 200  # letters: with fewer, a page that is one picture is read from the picture too
_PENUH = 0.6  # share of the page a picture covers to count as a scan
_TANGGAL = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")


class SandiError(Exception):
    """It opens with a password only."""


class RusakError(Exception):
    """PDFium cannot open it."""


@contextmanager
def buka_pdf(jalur: Path) -> Iterator[pdfium.PdfDocument]:
    """Raises SandiError or RusakError."""
    try:
        pdf = pdfium.PdfDocument(jalur)
    except pdfium.PdfiumError as galat:
        if getattr(galat, "err_code", None) == mentah.FPDF_ERR_PASSWORD or "assword" in str(galat):
            raise SandiError from galat
        raise RusakError(str(galat)) from galat
    try:
        if pdf.get_formtype() != mentah.FORMTYPE_NONE:
            pdf.init_forms()  # filled fields and the stamps of signatures are drawn by the form layer
        yield pdf
    finally:
        pdf.close()


def tanggal_pdf(pdf: pdfium.PdfDocument) -> dt.date | None:
    """The day of CreationDate."""
    cocok = _TANGGAL.match(pdf.get_metadata_value("CreationDate"))
    try:
        return dt.date(*map(int, cocok.groups())) if cocok else None
    except ValueError:
        return None


def gambar_halaman(halaman: pdfium.PdfPage, *, lebar: int = LEBAR_BESAR, abu: bool = False) -> Image.Image:
    """The page drawn on white, `lebar` pixels across, less for a strip. Raises RusakError for a page without size."""
    l_titik, t_titik = halaman.get_size()
    if not (0 < l_titik < 1e6 and 0 < t_titik < 1e6):
        raise RusakError(f"{l_titik} × {t_titik}")
    tinggi_maks = TINGGI_MAKS * lebar / LEBAR_BESAR
    skala = min(lebar / l_titik, tinggi_maks / t_titik)
    if min(l_titik, t_titik) * skala < 1:
        raise RusakError(f"{l_titik} × {t_titik}")
    gambar: Image.Image = halaman.render(scale=skala, grayscale=abu).to_pil()
    return gambar


def teks_halaman(halaman: pdfium.PdfPage) -> str:
    lapis = halaman.get_textpage()
    try:
        return rapikan(lapis.get_text_bounded())
    finally:
        lapis.close()


def seperti_pindai(halaman: pdfium.PdfPage, teks: str) -> bool:
    """A picture fills the page and the few letters on it are a stamp or a line of the scanner."""
    if len("".join(teks.split())) >= _SEDIKIT:
        return False
    lebar, tinggi = halaman.get_size()
    for objek in halaman.get_objects(filter=[mentah.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        kiri, bawah, kanan, atas = objek.get_bounds()
        if (kanan - kiri) * (atas - bawah) >= _PENUH * lebar * tinggi:
            return True
    return False
