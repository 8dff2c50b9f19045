"""Files that make the renderer work, wait, or die."""

from __future__ import annotations

import io
import struct
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from tests.berkas import contoh

_TEKS = (
    "Notulen rapat tim kerja pembangunan zona integritas",
    "Rapat dihadiri oleh seluruh anggota kelompok kerja",
    "Tindak lanjut dipantau setiap bulan oleh ketua tim",
)


def pdf_teks(baris: list[list[str]], **lain: Any) -> bytes:
    """One page of Helvetica text per list."""

    def ubah(pdf: pikepdf.Pdf) -> None:
        huruf = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for halaman, isi in zip(pdf.pages, baris, strict=True):
            halaman.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=huruf))
            teks = "".join(f"({b}) Tj T* " for b in isi)
            halaman.Contents = pdf.make_stream(f"BT /F1 12 Tf 60 700 Td 16 TL {teks} ET".encode())
        if "dibuat" in lain:
            pdf.docinfo["/CreationDate"] = lain["dibuat"]

    return contoh.pdf(len(baris), ubah=ubah)


def gambar_teks(baris: tuple[str, ...] = _TEKS) -> Image.Image:
    gambar = Image.new("L", (1240, 800), 250)
    for i, satu in enumerate(baris):
        ImageDraw.Draw(gambar).text((80, 90 + i * 90), satu, fill=20, font=ImageFont.load_default(40))
    return gambar


def pdf_pindai(halaman: int = 1) -> bytes:
    """Pages that are pictures of text."""
    keluar = io.BytesIO()
    gambar_teks().save(keluar, "JPEG")

    def ubah(pdf: pikepdf.Pdf) -> None:
        for satu in pdf.pages:
            citra = pikepdf.Stream(
                pdf,
                keluar.getvalue(),
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=1240,
                Height=800,
                ColorSpace=pikepdf.Name.DeviceGray,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            satu.Resources = pikepdf.Dictionary(XObject={"/Im0": citra})
            satu.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Im0 Do Q")

    return contoh.pdf(halaman, ubah=ubah)


def pdf_bom(halaman: int = 1, bom: int = 1) -> bytes:
    """A page `bom` whose picture of 40,000 × 40,000 in 16 bits per colour unfolds to more than the child may have."""
    import zlib

    def ubah(pdf: pikepdf.Pdf) -> None:
        satu = pdf.pages[bom - 1]
        kempis = zlib.compressobj(9)
        isi = b"".join([kempis.compress(bytes(range(256)) * 4096) for _ in range(64)]) + kempis.flush()
        citra = pikepdf.Stream(
            pdf,
            isi,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=40_000,
            Height=40_000,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=16,
            Filter=pikepdf.Name.FlateDecode,
        )
        satu.Resources = pikepdf.Dictionary(XObject={"/Im0": citra})
        satu.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Im0 Do Q")

    return contoh.pdf(halaman, ubah=ubah)


def foto_berlokasi() -> bytes:
    """A JPEG turned by 90 degrees in EXIF, with a place and a camera name in it."""
    gambar = Image.new("RGB", (1200, 600), "navy")
    ImageDraw.Draw(gambar).rectangle((0, 0, 300, 600), fill="white")
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010F] = "KAMERA-RAHASIA"
    exif.get_ifd(0x8769)[0x9003] = "2026:02:17 10:00:00"
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 12.0, 33.5), 3: "E", 4: (106.0, 49.0, 5.25)})
    keluar = io.BytesIO()
    gambar.save(keluar, "JPEG", exif=exif, comment=b"LOKASI-RAHASIA")
    return keluar.getvalue()


def webp_palsu() -> bytes:
    return b"RIFF" + struct.pack("<I", 4) + b"WEBP"
