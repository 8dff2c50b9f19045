"""The index of a package as a workbook and as a PDF: every file with its version, dates, size and SHA-256."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from itertools import groupby
from typing import Any

import openpyxl
from django.template.loader import render_to_string
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from berkas.models import PaketBukti
from common.pdf import buat_pdf

# (heading, key of the entry, width in characters)
_BERKAS = (
    ("Soal", "kode", 9),
    ("Pernyataan", "pernyataan", 50),
    ("Berkas", "nama", 40),
    ("Judul", "judul", 40),
    ("Versi", "versi", 7),
    ("Tanggal dokumen", "tanggal_dokumen", 16),
    ("Berlaku sampai", "berlaku_sampai", 16),
    ("Periode", "triwulan", 9),
    ("Uraian", "uraian", 30),
    ("Diunggah oleh", "oleh", 24),
    ("Diunggah pada", "pada", 18),
    ("Ukuran (B)", "ukuran", 13),
    ("SHA-256", "sha256", 68),
    ("Juga dipakai di", "juga", 20),
    ("Letak dalam ZIP", "jalur", 60),
)
_TAUTAN = (
    ("Soal", "kode", 9),
    ("Judul", "judul", 40),
    ("Alamat", "url", 70),
    ("Dibuka orang lain", "keadaan", 34),
    ("Uraian", "uraian", 40),
)
_BUNGKUS = frozenset({"pernyataan", "nama", "judul", "uraian", "juga", "jalur", "url"})  # long texts go on below
_TEBAL = Font(name="Calibri", size=11, bold=True)  # without a name another typeface is taken
_BARIS = 15  # points of one line
_BARIS_MAKS = 27  # Excel takes no row higher than 409 points


def judul_paket(paket: PaketBukti) -> str:
    return f"Indeks data dukung {paket.periode.tahun} {paket.satker.nama}"


def indeks_xlsx(paket: PaketBukti) -> bytes:
    """Two sheets; every text is text (never a formula or a link), numbers and dates are what they are."""
    buku = openpyxl.Workbook()
    _lembar(buku.active, "Berkas", _BERKAS, paket.manifes["berkas"])
    _lembar(buku.create_sheet(), "Tautan luar", _TAUTAN, paket.manifes["tautan"])
    buku.properties.title = judul_paket(paket)
    buku.properties.creator = "ZI Portal"
    wadah = io.BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


def _lembar(lembar: Any, nama: str, kolom: tuple[tuple[str, str, int], ...], isi: list[dict[str, Any]]) -> None:
    lembar.title = nama
    lembar.freeze_panes = "A2"
    for nomor, (judul, _, lebar) in enumerate(kolom, 1):
        sel = lembar.cell(1, nomor, judul)
        sel.font = _TEBAL
        lembar.column_dimensions[get_column_letter(nomor)].width = lebar
    for baris, satu in enumerate(isi, 2):
        for nomor, (_, kunci, _) in enumerate(kolom, 1):
            _sel(lembar.cell(baris, nomor), kunci, satu[kunci])
        lembar.row_dimensions[baris].height = _BARIS * _tinggi(kolom, satu)
    lembar.auto_filter.ref = f"A1:{get_column_letter(len(kolom))}{len(isi) + 1}"
    lembar.page_setup.orientation, lembar.page_setup.paperSize = "landscape", lembar.PAPERSIZE_A4
    lembar.page_setup.fitToWidth, lembar.page_setup.fitToHeight = 1, 0
    lembar.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    lembar.print_title_rows = "1:1"


def _tinggi(kolom: tuple[tuple[str, str, int], ...], isi: dict[str, Any]) -> int:
    """Lines of a row: not every program makes room by itself for text that goes on below."""
    panjang = [(_teks(isi[kunci]).splitlines(), lebar - 4) for _, kunci, lebar in kolom if kunci in _BUNGKUS]
    baris = max(sum(len(textwrap.wrap(b, lebar)) or 1 for b in teks) for teks, lebar in panjang)
    return min(max(1, baris), _BARIS_MAKS)


def _teks(nilai: Any) -> str:
    return ", ".join(nilai) if isinstance(nilai, list) else str(nilai)


def _sel(sel: Cell, kunci: str, nilai: Any) -> None:
    sel.alignment = Alignment(vertical="top", wrap_text=kunci in _BUNGKUS)
    if kunci == "sha256":  # not flush against the number before it
        sel.alignment = Alignment(vertical="top", horizontal="left", indent=1)
    if kunci in ("tanggal_dokumen", "berlaku_sampai") and nilai:
        sel.value, sel.number_format = dt.date.fromisoformat(nilai), "dd-mm-yyyy"
    elif kunci == "pada" and nilai:
        sel.value = dt.datetime.fromisoformat(nilai).replace(tzinfo=None)
        sel.number_format = "dd-mm-yyyy hh:mm"
    elif isinstance(nilai, int):
        sel.value, sel.number_format = nilai, "#,##0"
    else:
        sel.value = ILLEGAL_CHARACTERS_RE.sub("", _teks(nilai))
        sel.data_type, sel.number_format = "s", "@"


def indeks_pdf(paket: PaketBukti) -> bytes:
    """Grouped by question, in the order of the instrument."""
    per_butir = [(kode, list(isi)) for kode, isi in groupby(paket.manifes["berkas"], key=lambda i: i["kode"])]
    grup = [(kode, isi[0]["pernyataan"], [_baris(i) for i in isi]) for kode, isi in per_butir]
    konteks = {
        "judul": judul_paket(paket),
        "paket": paket,
        "satker": paket.satker,
        "zona": paket.satker.zona,
        "grup": grup,
        "tautan": paket.manifes["tautan"],
    }
    return buat_pdf(render_to_string("berkas/laporan/indeks_paket.html", konteks), judul=konteks["judul"])


def _baris(isi: dict[str, Any]) -> dict[str, Any]:
    """Dates as values, and the hash in two halves, so that it breaks in the same place everywhere."""
    tanggal = dt.date.fromisoformat(isi["tanggal_dokumen"]) if isi["tanggal_dokumen"] else None
    return isi | {
        "tanggal": tanggal,
        "waktu": dt.datetime.fromisoformat(isi["pada"]),
        "sha_a": isi["sha256"][:32],
        "sha_b": isi["sha256"][32:],
    }
