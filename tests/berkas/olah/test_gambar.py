"""Page images: widths, weight, transparency."""

from __future__ import annotations

import io
import random

from PIL import Image

from berkas.olah.gambar import BERAT, halaman_rusak, simpan_halaman, webp
from berkas.olah.hasil import LEBAR


def ukuran(folder):
    hasil = {}
    for jalur in sorted(folder.iterdir()):
        with Image.open(jalur) as buka:
            hasil[jalur.name] = buka.size
    return hasil


def test_never_wider_than_the_picture(tmp_path):
    simpan_halaman(Image.new("RGB", (400, 300)), tmp_path, 3)
    assert ukuran(tmp_path) == {"h0003-b.webp": (400, 300), "h0003.webp": (400, 300)}


def test_a_long_strip_stays_bounded(tmp_path):
    simpan_halaman(Image.new("L", (2000, 12_000)), tmp_path, 1)
    assert ukuran(tmp_path) == {"h0001-b.webp": (800, 4800), "h0001.webp": (800, 4800)}


def test_transparent_shows_white(tmp_path):
    simpan_halaman(Image.new("RGBA", (50, 50), (255, 0, 0, 0)), tmp_path, 1)
    with Image.open(tmp_path / "h0001.webp") as buka:
        assert buka.convert("RGB").getpixel((25, 25)) == (255, 255, 255)


def test_noise_is_kept_light(tmp_path):
    """A noisy scan of the usual width stays within the budget of a page (ux §7.11)."""
    kertas = Image.new("L", (1000, 1414), 245)
    derau = Image.frombytes("L", (500, 707), random.Random(1).randbytes(500 * 707)).resize(kertas.size)
    isi = webp(Image.blend(kertas, derau, 0.12), BERAT[LEBAR])
    assert len(isi) <= 120 * 1024
    assert Image.open(io.BytesIO(isi)).size == (1000, 1414)


def test_unreadable_page_gets_a_stand_in(tmp_path):
    halaman_rusak(tmp_path, 7)
    assert ukuran(tmp_path) == {"h0007-b.webp": (1600, 2262), "h0007.webp": (1000, 1414)}
