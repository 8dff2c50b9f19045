"""The perceptual hash: pages and photographs, found again after another scan, silent on empty sheets."""

from __future__ import annotations

from PIL import Image, ImageDraw

from berkas.kembar import gambar as kg
from tests.berkas.kembar.pasangan import foto, halaman_formulir, halaman_surat, pindai

EMAS = 0x81C13E3E32E46F34


def test_golden_value_never_changes() -> None:
    gambar = Image.new("L", (64, 64), 20)
    ImageDraw.Draw(gambar).rectangle((8, 8, 40, 30), fill=120)
    ImageDraw.Draw(gambar).ellipse((20, 30, 60, 60), fill=90)
    hasil = kg.sidik_gambar(gambar)
    assert hasil is not None
    assert kg.jarak(hasil.kasar, EMAS) <= 2  # a decoder may round one grey level differently


def test_same_page_scanned_again_is_alike_and_another_page_is_not() -> None:
    for buat in (halaman_surat, halaman_formulir, foto):
        a, b, c = (kg.sidik_gambar(g) for g in (buat(1), pindai(buat(1), 1), buat(77)))
        assert a is not None
        assert b is not None
        assert c is not None
        assert kg.mirip(a, b) == kg.mirip(b, a) > 800
        assert kg.mirip(a, c) == kg.mirip(c, a) == 0
        assert kg.mirip(a, a) == 1000


def test_blank_nearly_blank_and_letterhead_only_pages_have_no_hash() -> None:
    kosong = Image.new("L", (1000, 1414), 255)
    bintik = kosong.copy()
    ImageDraw.Draw(bintik).rectangle((500, 700, 520, 720), fill=0)
    kop = Image.new("L", (1000, 1414), 255)
    ImageDraw.Draw(kop).rectangle((200, 60, 800, 140), fill=0)
    gelap = Image.new("RGB", (400, 300), (3, 3, 3))
    mini = Image.new("L", (8, 8), 0)
    assert [kg.sidik_gambar(g) for g in (kosong, bintik, kop, gelap, mini)] == [None] * 5
    assert kg.sidik_gambar(halaman_surat(1)) is not None


def test_a_cover_is_no_photograph() -> None:
    assert kg.sidik_gambar(halaman_surat(1), hanya_foto=True) is None
    assert kg.sidik_gambar(foto(1), hanya_foto=True) == kg.sidik_gambar(foto(1))


def test_hashes_within_eleven_bits_share_a_probed_band() -> None:
    asal = 0x0123456789ABCDEF
    for beda in (0b111 | 0b111 << 16 | 0b111 << 32 | 0b11 << 48, 0b11 << 62 | 0b1, 0x7FF):
        assert beda.bit_count() <= 11
        bersama = zip(kg.pita(asal), kg.pita(asal ^ beda), strict=True)
        assert any(b in kg.tetangga(a) for a, b in bersama)
    tiga = 0b111 | 0b111 << 16 | 0b111 << 32 | 0b111 << 48  # twelve bits, three in each band: the twin
    assert not any(b in kg.tetangga(a) for a, b in zip(kg.pita(asal), kg.pita(asal ^ tiga), strict=True))
