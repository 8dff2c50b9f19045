"""One file becomes page images and text, told step by step so that the caller can show progress and keep the pages
that were done when something ends the process.

Steps are small dicts (they travel as JSON lines): {"j": "awal", "halaman", "dibuat"}, {"j": "hal", "n", "teks",
"gambar"}, {"j": "ocr", "n", "teks"}, {"j": "kurang", "kode"}, {"j": "gagal", "sebab"}, and {"j": "langkah", "kata",
"persen"}.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from berkas.olah import kantor, ocr, pdf
from berkas.olah.gambar import buka_gambar, halaman_rusak, simpan_halaman, tanggal_exif
from berkas.olah.hasil import Alat, Batas, Kurang, Sebab
from berkas.olah.teks import HURUF_SEMUA, baca_teks, hampir_kosong

Langkah = dict[str, Any]
GAMBAR = ("jpg", "jpeg", "png", "webp")
KANTOR = ("docx", "xlsx", "pptx")
TEKS = ("txt", "csv")
TANPA = ("mp4",)  # kinds without a preview
TEKS_HALAMAN = 2000  # pages whose text is read at most
_TAHUN_AWAL = 1995


def bisa_diolah(akhiran: str) -> bool:
    """Whether a file of that extension gets a preview or a text."""
    return akhiran == "pdf" or akhiran in (*GAMBAR, *KANTOR, *TEKS)


def olah_berkas(
    sumber: Path, akhiran: str, keluar: Path, *, kerja: Path, batas: Batas, alat: Alat, hari_ini: dt.date
) -> Iterator[Langkah]:
    """Make everything of one file; images go to `keluar`, `kerja` is for passing files."""
    akhir = time.monotonic() + batas.detik
    if akhiran in TEKS:
        halaman = baca_teks(sumber)
        yield _awal(None, None, hari_ini)
        yield from _halaman_teks(halaman)
    elif akhiran in GAMBAR:
        yield from _gambar(sumber, keluar, kerja, alat, hari_ini, akhir)
    elif akhiran in KANTOR:
        yield from _kantor(sumber, akhiran, keluar, kerja, batas, alat, hari_ini, akhir)
    else:
        yield from _pdf(sumber, keluar, kerja, batas, alat, hari_ini, akhir)


def _awal(halaman: int | None, dibuat: dt.date | None, hari_ini: dt.date) -> Langkah:
    """A date is told only when it can be true."""
    wajar = dibuat is not None and dibuat.year >= _TAHUN_AWAL and dibuat <= hari_ini + dt.timedelta(days=1)
    return {"j": "awal", "halaman": halaman, "dibuat": dibuat.isoformat() if dibuat and wajar else None}


def _halaman_teks(halaman: list[str], *, gambar: bool = False) -> Iterator[Langkah]:
    sisa = HURUF_SEMUA
    for n, teks in enumerate(halaman[:TEKS_HALAMAN], 1):
        yield {"j": "hal", "n": n, "teks": teks[:sisa], "gambar": gambar}
        sisa = max(0, sisa - len(teks))
    if not sisa or len(halaman) > TEKS_HALAMAN:
        yield {"j": "kurang", "kode": Kurang.TEKS_DIPOTONG}


def _gambar(sumber: Path, keluar: Path, kerja: Path, alat: Alat, hari_ini: dt.date, akhir: float) -> Iterator[Langkah]:
    try:
        foto = buka_gambar(sumber)
        yield _awal(1, tanggal_exif(sumber), hari_ini)
        simpan_halaman(foto, keluar, 1)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        yield {"j": "gagal", "sebab": Sebab.RUSAK}
        return
    yield {"j": "hal", "n": 1, "teks": "", "gambar": True}
    foto.thumbnail((pdf.LEBAR_OCR, pdf.LEBAR_OCR * 2))
    yield from _baca_gambar({1: lambda: foto}, kerja, 1, alat, akhir)


def _kantor(
    sumber: Path, akhiran: str, keluar: Path, kerja: Path, batas: Batas, alat: Alat, hari_ini: dt.date, akhir: float
) -> Iterator[Langkah]:
    """Through LibreOffice; where it is missing or gives up, the bare text."""
    dibuat = kantor.tanggal_ooxml(sumber)
    if not alat.libreoffice:
        yield from _tanpa_gambar(sumber, akhiran, dibuat, hari_ini, Kurang.TANPA_LIBREOFFICE, None)
        return
    yield {"j": "langkah", "kata": "Mengubah dokumen menjadi PDF", "persen": 5}
    try:
        with kantor.grup_ikut_mati():
            hasil = kantor.ubah_ke_pdf(sumber, akhiran, alat.libreoffice, kerja, detik=akhir - time.monotonic())
    except kantor.KonversiLamaError:
        yield from _tanpa_gambar(sumber, akhiran, dibuat, hari_ini, Kurang.KONVERSI, Sebab.WAKTU)
        return
    except kantor.KonversiError:
        yield from _tanpa_gambar(sumber, akhiran, dibuat, hari_ini, Kurang.KONVERSI, Sebab.KONVERSI)
        return
    yield from _pdf(hasil, keluar, kerja, batas, alat, hari_ini, akhir, dibuat=dibuat, asli=False)


def _tanpa_gambar(
    sumber: Path, akhiran: str, dibuat: dt.date | None, hari_ini: dt.date, kurang: Kurang, sebab: Sebab | None
) -> Iterator[Langkah]:
    """Text of an Office file without images; `sebab` is the failure when there is no text either."""
    teks = _teks_saja(sumber, akhiran)
    if sebab and not any(teks):
        yield {"j": "gagal", "sebab": sebab}
        return
    yield _awal(None, dibuat, hari_ini)
    yield {"j": "kurang", "kode": kurang}
    yield from _halaman_teks(teks)


def _teks_saja(sumber: Path, akhiran: str) -> list[str]:
    """Text of the package; a part that cannot be read gives none, the file can still be downloaded."""
    try:
        return kantor.teks_ooxml(sumber, akhiran)
    except (KeyError, ValueError, OSError, SyntaxError):  # SyntaxError: ElementTree.ParseError
        return []


def _pdf(
    sumber: Path,
    keluar: Path,
    kerja: Path,
    batas: Batas,
    alat: Alat,
    hari_ini: dt.date,
    akhir: float,
    *,
    dibuat: dt.date | None = None,
    asli: bool = True,
) -> Iterator[Langkah]:
    try:
        with pdf.buka_pdf(sumber) as dokumen:
            if not len(dokumen):
                raise pdf.RusakError("tanpa halaman")
            yield _awal(len(dokumen), pdf.tanggal_pdf(dokumen) if asli else dibuat, hari_ini)
            yield from _halaman_pdf(dokumen, keluar, kerja, batas, alat, akhir)
    except pdf.SandiError:
        yield {"j": "gagal", "sebab": Sebab.SANDI}
    except pdf.RusakError:
        yield {"j": "gagal", "sebab": Sebab.RUSAK}


def _halaman_pdf(dokumen: Any, keluar: Path, kerja: Path, batas: Batas, alat: Alat, akhir: float) -> Iterator[Langkah]:
    jumlah = len(dokumen)
    perlu_ocr: list[int] = []
    kurang: set[Kurang] = set()
    sisa = HURUF_SEMUA
    for n in range(1, min(jumlah, TEKS_HALAMAN) + 1):
        if time.monotonic() > akhir:
            kurang.add(Kurang.WAKTU)
            break
        bergambar = n <= batas.halaman
        teks, pindai, rusak = _satu_halaman(dokumen, n, keluar if bergambar else None)
        if rusak:
            kurang.add(Kurang.HALAMAN_RUSAK)
        elif bergambar and (pindai or hampir_kosong(teks)):
            perlu_ocr.append(n)
        yield {"j": "hal", "n": n, "teks": teks[:sisa], "gambar": bergambar}
        sisa = max(0, sisa - len(teks))
    if jumlah > batas.halaman:
        kurang.add(Kurang.BATAS_HALAMAN)
    if not sisa or jumlah > TEKS_HALAMAN:
        kurang.add(Kurang.TEKS_DIPOTONG)
    yield from ({"j": "kurang", "kode": k} for k in sorted(kurang))
    if Kurang.WAKTU not in kurang:
        sumber = {n: lambda n=n: _gambar_ocr(dokumen, n) for n in perlu_ocr}
        yield from _baca_gambar(sumber, kerja, batas.ocr, alat, akhir)


def _satu_halaman(dokumen: Any, n: int, keluar: Path | None) -> tuple[str, bool, bool]:
    """Text of page n, whether it looks scanned, whether it could not be drawn; its images go to `keluar`."""
    try:
        halaman = dokumen[n - 1]
        teks = pdf.teks_halaman(halaman)
        if keluar is not None:
            simpan_halaman(pdf.gambar_halaman(halaman), keluar, n)
        pindai = pdf.seperti_pindai(halaman, teks)
        halaman.close()
    except (pdf.RusakError, RuntimeError, ValueError):  # PdfiumError is a RuntimeError
        if keluar is not None:
            halaman_rusak(keluar, n)
        return "", False, True
    return teks, pindai, False


def _gambar_ocr(dokumen: Any, n: int) -> Image.Image:
    return pdf.gambar_halaman(dokumen[n - 1], lebar=pdf.LEBAR_OCR, abu=True)


def _baca_gambar(sumber: dict[int, Any], kerja: Path, maks: int, alat: Alat, akhir: float) -> Iterator[Langkah]:
    """Read pages without text from their pictures; blank pages need no reader."""
    berisi = 0
    for urut, (n, ambil) in enumerate(sumber.items(), 1):
        if time.monotonic() > akhir or berisi >= maks:
            yield {"j": "kurang", "kode": Kurang.OCR_SEBAGIAN}
            return
        gambar = ambil()
        if ocr.kosong(gambar):
            continue
        berisi += 1
        if not alat.tesseract:
            yield {"j": "kurang", "kode": Kurang.TANPA_OCR}
            return
        yield {"j": "langkah", "kata": f"Membaca teks dari gambar {urut} dari {len(sumber)}", "persen": 90}
        try:
            with kantor.grup_ikut_mati():
                teks = ocr.baca_gambar(gambar, alat, kerja, detik=akhir - time.monotonic())
        except subprocess.SubprocessError:
            yield {"j": "kurang", "kode": Kurang.OCR_SEBAGIAN}
            continue
        if teks:
            yield {"j": "ocr", "n": n, "teks": teks}
