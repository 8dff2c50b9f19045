"""Pictures become page images: upright, without metadata, in two widths, as WebP."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from pathlib import Path

from PIL import ExifTags, Image, ImageDraw, ImageOps

from berkas.olah.hasil import LEBAR, LEBAR_BESAR, nama_gambar

TINGGI_MAKS = 4800  # pixels of the enlargement; a page may be a long strip
PIKSEL_MAKS = 64_000_000
CUKUP = 12_000_000  # pixels a page image can profit from
BERAT = {LEBAR: 118 * 1024, LEBAR_BESAR: 400 * 1024}  # bytes an image should not exceed (ux §7.11)
_MUTU = (72, 58, 44, 30)

Image.MAX_IMAGE_PIXELS = PIKSEL_MAKS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def simpan_halaman(gambar: Image.Image, folder: Path, halaman: int) -> None:
    """Write both images of a page; never wider than the picture is."""
    rapi = _putihkan(gambar)
    for lebar in (LEBAR_BESAR, LEBAR):
        rapi = _muat(rapi, lebar)
        isi = webp(rapi, BERAT[lebar])
        (folder / nama_gambar(halaman, besar=lebar == LEBAR_BESAR)).write_bytes(isi)


def webp(gambar: Image.Image, berat: int) -> bytes:
    """The picture as WebP without any metadata, in the best quality that stays below `berat` bytes, or the least."""
    polos = gambar.copy()
    polos.info = {}
    isi = b""
    for mutu in _MUTU:
        keluar = io.BytesIO()
        polos.save(keluar, "WEBP", quality=mutu, method=2, exif=b"", xmp=b"", icc_profile=b"")
        isi = keluar.getvalue()
        if len(isi) <= berat:
            break
    return isi


def _muat(gambar: Image.Image, lebar: int) -> Image.Image:
    skala = min(1.0, lebar / gambar.width, TINGGI_MAKS / gambar.height)
    if skala == 1.0:
        return gambar
    ukuran = (max(1, round(gambar.width * skala)), max(1, round(gambar.height * skala)))
    return gambar.resize(ukuran, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _putihkan(gambar: Image.Image) -> Image.Image:
    """RGB or grey; what is transparent shows white."""
    if gambar.mode in ("RGB", "L"):
        return gambar
    if gambar.mode in ("RGBA", "LA", "PA") or "transparency" in gambar.info:
        rgba = gambar.convert("RGBA")
        dasar = Image.new("RGB", gambar.size, "white")
        dasar.paste(rgba, mask=rgba.getchannel("A"))
        return dasar
    return gambar.convert("RGB")


def buka_gambar(jalur: Path) -> Image.Image:
    """The picture as a person sees it, decoded no larger than needed. Raises OSError and DecompressionBombError."""
    gambar: Image.Image = Image.open(jalur)
    gambar.draft("RGB", (2400, 2400))  # JPEG only: decode at a fraction
    gambar.seek(0)
    kali = int((gambar.width * gambar.height / CUKUP) ** 0.5)
    if kali > 1 and gambar.mode in ("RGB", "RGBA", "L", "LA"):
        gambar = gambar.reduce(kali)  # what follows makes copies
    return ImageOps.exif_transpose(gambar)


def tanggal_exif(jalur: Path) -> dt.date | None:
    """The day the camera says, if it says one."""
    with Image.open(jalur) as gambar:
        exif = gambar.getexif()
    rinci = exif.get_ifd(ExifTags.IFD.Exif)
    teks = str(rinci.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "")
    try:
        return dt.datetime.strptime(teks[:10], "%Y:%m:%d").date()  # noqa: DTZ007  a camera knows no zone
    except ValueError:
        return None


def halaman_rusak(folder: Path, halaman: int) -> None:
    """In place of a page that cannot be drawn, so that the numbers of the others stay true."""
    kosong = Image.new("L", (LEBAR_BESAR, round(LEBAR_BESAR * 1.414)), 255)
    gambar = ImageDraw.Draw(kosong)
    gambar.rectangle((40, 40, LEBAR_BESAR - 40, 280), outline=0, width=3)
    gambar.text((80, 130), f"Halaman {halaman} tidak dapat digambar. Unduh berkasnya.", fill=0, font_size=44)
    simpan_halaman(kosong, folder, halaman)
