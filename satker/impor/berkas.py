"""Files of imports and exports: bytes → rows, rows → bytes, and the place where an upload waits for its decision.

Reading never trusts the file: size, unpacked size, rows and columns are bounded before anything is interpreted.
Writing never lets a cell become a formula.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import hashlib
import io
import json
import time
import uuid
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import openpyxl
import tablib
from django.conf import settings
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

BARIS_MAKS = 5000
KOLOM_MAKS = 60
BITA_MAKS = 5 * 1024 * 1024
BITA_TERURAI_MAKS = 32 * 1024 * 1024
TANDA_MAKS = 1_000_000  # "<" in the XML of a workbook: 5,000 rows of the widest template have half of that
_BLOK = 256 * 1024
SIMPAN_DETIK = 24 * 3600
BARIS = "_baris"  # extra column: the row number people see in their spreadsheet
_BERBAHAYA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_KOSONG_BERUNTUN = 1000  # sheets formatted to the last row end here


class BerkasTidakTerbaca(ValueError):
    """The file cannot be used at all. `str()` of the exception is the sentence for the user."""


# --- reading ------------------------------------------------------------------------------------------------------


def baca(isi: bytes, nama: str) -> tablib.Dataset:
    """Rows of the first sheet or of the CSV text, every cell as text, blank rows left out, with the column BARIS."""
    if len(isi) > BITA_MAKS:
        raise BerkasTidakTerbaca(f"Berkas lebih dari {BITA_MAKS // 1024 // 1024} MB. Pecah menjadi beberapa berkas.")
    if not isi:
        raise BerkasTidakTerbaca("Berkas ini kosong (0 B). Pilih berkas lain.")
    akhiran = Path(nama).suffix.lower()
    if akhiran == ".xlsx":
        baris = _baris_xlsx(isi)
    elif akhiran == ".csv":
        baris = _baris_csv(isi)
    else:
        raise BerkasTidakTerbaca("Jenis berkas tidak diterima. Pakai XLSX atau CSV.")
    return _susun(baris)


def _baris_xlsx(isi: bytes) -> list[list[str]]:
    try:
        _periksa_buku(isi)
        buku = openpyxl.load_workbook(io.BytesIO(isi), read_only=True, data_only=True)
        lembar = buku.worksheets[0]
        return _kumpulkan(
            [_teks_sel(n) for n in baris] for baris in lembar.iter_rows(max_col=KOLOM_MAKS, values_only=True)
        )
    except BerkasTidakTerbaca:
        raise
    except Exception as galat:  # a broken workbook fails in many ways inside the library
        raise BerkasTidakTerbaca("Berkas ini bukan XLSX yang utuh. Simpan ulang dari Excel, lalu coba lagi.") from galat


def _periksa_buku(isi: bytes) -> None:
    """Refuse before openpyxl builds an object for every element: 200 kB of blank cells would cost it two minutes."""
    tanda = 0
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        besar = sum(bagian.file_size for bagian in arsip.infolist()) > BITA_TERURAI_MAKS
        for bagian in () if besar else arsip.infolist():
            with arsip.open(bagian) as aliran:
                while blok := aliran.read(_BLOK):
                    tanda += blok.count(b"<")
    if besar or tanda > TANDA_MAKS:
        raise BerkasTidakTerbaca("Isi berkas terlalu besar. Hapus lembar dan gambar yang tidak perlu.")


def _baris_csv(isi: bytes) -> list[list[str]]:
    try:
        teks = isi.decode("utf-8-sig")
    except UnicodeDecodeError as galat:
        raise BerkasTidakTerbaca("Huruf dalam berkas tidak terbaca. Simpan sebagai “CSV UTF-8”.") from galat
    if "\0" in teks:
        raise BerkasTidakTerbaca("Berkas ini bukan teks CSV. Simpan sebagai “CSV UTF-8”.")
    kepala = teks.split("\n", 1)[0]
    pemisah = ";" if kepala.count(";") >= kepala.count(",") else ","
    try:
        return _kumpulkan(
            [_lepas(n.strip()) for n in b[:KOLOM_MAKS]] for b in csv.reader(io.StringIO(teks), delimiter=pemisah)
        )
    except csv.Error as galat:
        raise BerkasTidakTerbaca("Susunan CSV rusak. Periksa tanda kutip yang tidak ditutup.") from galat


def _kumpulkan(sumber: Any) -> list[list[str]]:
    """All rows up to the limit; blank ones kept as [] so that row numbers stay those of the spreadsheet."""
    hasil: list[list[str]] = []
    terisi = kosong = 0
    for baris in sumber:
        ada = any(baris)
        kosong = 0 if ada else kosong + 1
        terisi += ada
        if terisi > BARIS_MAKS + 1:
            raise BerkasTidakTerbaca(
                f"Berkas berisi lebih dari {BARIS_MAKS:,} baris. Pecah menjadi beberapa berkas.".replace(",", ".")
            )
        if kosong > _KOSONG_BERUNTUN:
            break
        hasil.append(baris if ada else [])
    return hasil


def _teks_sel(nilai: Any) -> str:
    """A cell as people see it. Numbers of more than 15 digits were already cut by the spreadsheet: marked."""
    if nilai is None:
        return ""
    if isinstance(nilai, dt.datetime):
        return nilai.date().isoformat()
    if isinstance(nilai, dt.date):
        return nilai.isoformat()
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    if isinstance(nilai, int) and abs(nilai) >= 10**15:
        return f"{nilai} (bilangan)"
    return str(nilai).strip()


def _lepas(teks: str) -> str:
    """Take off the apostrophe with which tulis_csv disarms formulas."""
    return teks[1:] if teks[:1] == "'" and teks[1:2] in _BERBAHAYA else teks


def _susun(baris: list[list[str]]) -> tablib.Dataset:
    if not baris or not baris[0]:
        raise BerkasTidakTerbaca("Baris pertama harus berisi nama kolom. Unduh templat untuk contohnya.")
    kepala = ["_".join(n.lower().split()) for n in baris[0]]
    while kepala and not kepala[-1]:
        kepala.pop()
    ganda = sorted({k for k in kepala if k and kepala.count(k) > 1})
    if ganda:
        raise BerkasTidakTerbaca(f"Kolom {', '.join(ganda)} ada dua kali. Sisakan satu.")
    data = tablib.Dataset(headers=[k or f"_tanpa_nama_{i}" for i, k in enumerate(kepala)] + [BARIS])
    for nomor, isi in enumerate(baris[1:], 2):
        if any(isi):
            penuh = (isi + [""] * len(kepala))[: len(kepala)]
            data.append([*penuh, str(nomor)])
    if not len(data):
        raise BerkasTidakTerbaca("Tidak ada baris data di bawah nama kolom.")
    return data


# --- writing ------------------------------------------------------------------------------------------------------


def _jinak(nilai: str) -> str:
    return f"'{nilai}" if nilai.startswith(_BERBAHAYA) else nilai


def tulis_csv(data: tablib.Dataset) -> bytes:
    """UTF-8 with BOM, semicolons, cells that could start a formula behind an apostrophe."""
    wadah = io.StringIO(newline="")
    penulis = csv.writer(wadah, delimiter=";")
    penulis.writerow(data.headers)
    penulis.writerows([_jinak(str(n)) for n in baris] for baris in data)
    return b"\xef\xbb\xbf" + wadah.getvalue().encode()


def tulis_xlsx(data: tablib.Dataset, judul: str, petunjuk: tablib.Dataset | None = None) -> bytes:
    """A workbook whose cells are all text (codes keep their zeros, nothing is a formula), with a second sheet of
    explanations where given.
    """
    buku = openpyxl.Workbook()
    _isi_lembar(buku.active, judul, data)
    if petunjuk is not None:
        _isi_lembar(buku.create_sheet(), "Petunjuk", petunjuk)
    wadah = io.BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


def _isi_lembar(lembar: Any, judul: str, data: tablib.Dataset) -> None:
    lembar.title = judul
    lembar.freeze_panes = "A2"
    for nomor, baris in enumerate([data.headers, *data], 1):
        for kolom, nilai in enumerate(baris, 1):
            sel = lembar.cell(nomor, kolom)
            sel.value = ILLEGAL_CHARACTERS_RE.sub("", str(nilai))
            sel.data_type, sel.number_format = "s", "@"
            if nomor == 1:
                sel.font = Font(bold=True)
    for kolom, nama in enumerate(data.headers, 1):
        huruf = get_column_letter(kolom)
        lembar.column_dimensions[huruf].width = max(
            14, min(60, max((len(str(b[kolom - 1])) for b in data), default=0) + 2, 60)
        )
        lembar.column_dimensions[huruf].number_format = "@"
        lembar.column_dimensions[huruf].width = max(lembar.column_dimensions[huruf].width, len(nama) + 2)


# --- waiting ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Titipan:
    """An upload between preview and decision: whose it is, what it imports, and the hash of its bytes."""

    id: str
    user: str
    jenis: str
    nama: str
    sha256: str


def _folder() -> Path:
    folder = Path(settings.VAR) / "impor"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def titipkan(*, user: str, jenis: str, nama: str, isi: bytes) -> Titipan:
    """Keep the bytes for SIMPAN_DETIK; older ones are thrown away on the way."""
    folder = _folder()
    for lama in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another request sweeps at the same time
            if lama.stat().st_mtime < time.time() - SIMPAN_DETIK:
                lama.unlink()
    titipan = Titipan(str(uuid.uuid4()), user, jenis, Path(nama).name[:120], hashlib.sha256(isi).hexdigest())
    (folder / f"{titipan.id}.bin").write_bytes(isi)
    (folder / f"{titipan.id}.json").write_text(json.dumps(asdict(titipan)))
    return titipan


def ambil_titipan(pk: uuid.UUID, *, user: str) -> tuple[Titipan, bytes] | None:
    """The upload, if it is this person's and its bytes are the ones that were sent; else None."""
    folder = _folder()
    try:
        titipan = Titipan(**json.loads((folder / f"{pk}.json").read_text()))
        isi = (folder / f"{pk}.bin").read_bytes()
    except FileNotFoundError:
        return None
    if titipan.user != user or hashlib.sha256(isi).hexdigest() != titipan.sha256:
        return None
    return titipan, isi


def buang_titipan(pk: str) -> None:
    """Forget an upload."""
    for akhiran in ("json", "bin"):
        (_folder() / f"{pk}.{akhiran}").unlink(missing_ok=True)
