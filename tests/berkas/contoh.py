"""Files made in code: good ones of every kind and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from PIL import Image

_UTAMA = {
    "docx": ("wordprocessingml.document", "word/document.xml", "w:document"),
    "xlsx": ("spreadsheetml.sheet", "xl/workbook.xml", "workbook"),
    "pptx": ("presentationml.presentation", "ppt/presentation.xml", "p:presentation"),
}


def pdf(halaman: int = 1, isi: str = "", ubah: Any = None, **simpan: Any) -> bytes:
    """A PDF; `isi` makes it differ, `ubah(pdf)` adds what a test needs."""
    dokumen = pikepdf.new()
    for _ in range(halaman):
        dokumen.add_blank_page()
    dokumen.docinfo["/Title"] = isi or "contoh"
    if ubah:
        ubah(dokumen)
    keluar = io.BytesIO()
    dokumen.save(keluar, deterministic_id=not simpan.get("encryption"), **simpan)
    return keluar.getvalue()


def gambar(format_: str, ukuran: tuple[int, int] = (8, 8), warna: str = "red") -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", ukuran, warna).save(keluar, format_)
    return keluar.getvalue()


def png_raksasa(lebar: int = 30_000, tinggi: int = 30_000) -> bytes:
    """900 megapixels announced in a few bytes."""

    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + potong(b"IHDR", kepala)
        + potong(b"IDAT", zlib.compress(b"\0" * 100))
        + potong(b"IEND", b"")
    )


def ooxml(
    jenis: str, tambahan: dict[str, bytes] | None = None, *, tipe_isi: str | None = None, utama: bytes | None = None
) -> bytes:
    """A minimal DOCX, XLSX or PPTX; `tambahan` maps part names to bytes."""
    nama, bagian, akar = _UTAMA[jenis]
    isi_utama = utama or f'<?xml version="1.0" encoding="UTF-8"?><{akar} xmlns:w="w" xmlns:p="p"/>'.encode()
    jenis_isi = tipe_isi or f"application/vnd.openxmlformats-officedocument.{nama}.main+xml"
    daftar = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{bagian}" ContentType="{jenis_isi}"/></Types>'
    )
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("[Content_Types].xml", daftar)
        arsip.writestr(bagian, isi_utama)
        for n, i in (tambahan or {}).items():
            arsip.writestr(n, i)
    return keluar.getvalue()


def zip_biasa(entri: dict[str, bytes]) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for n, i in entri.items():
            arsip.writestr(n, i)
    return keluar.getvalue()


def zip_tautan() -> bytes:
    """A DOCX with a symbolic link as a member."""
    keluar = io.BytesIO(ooxml("docx"))
    with zipfile.ZipFile(keluar, "a") as arsip:
        info = zipfile.ZipInfo("word/tautan.xml")
        info.external_attr = 0o120777 << 16
        arsip.writestr(info, "/etc/passwd")
    return keluar.getvalue()


def _kotak(jenis: bytes, isi: bytes) -> bytes:
    return struct.pack(">I", len(isi) + 8) + jenis + isi


def mp4(merek: bytes = b"isom", *, moov: bool = True) -> bytes:
    isi = _kotak(b"ftyp", merek + b"\0\0\2\0" + merek)
    if moov:
        isi += _kotak(b"moov", b"\0" * 16)
    return isi + _kotak(b"mdat", b"\1" * 64)


def ole(isi: bytes = b"") -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + isi


EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 200
