"""Tesseract's table becomes lines; what it guesses from a photo does not become text."""

from __future__ import annotations

from PIL import Image

from berkas.olah.ocr import kosong, susun_tsv
from tests.berkas.olah.contoh_olah import gambar_teks

KEPALA = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def tsv(*kata: tuple[int, int, float, str]) -> str:
    return "\n".join([KEPALA, *(f"5\t1\t{b}\t1\t{g}\t1\t0\t0\t9\t9\t{c}\t{t}" for b, g, c, t in kata)])


def test_words_are_joined_to_lines_and_blocks():
    isi = tsv((1, 1, 96.1, "Notulen"), (1, 1, 91.0, "rapat"), (1, 2, 88.0, "kerja"), (2, 1, 93.0, "Hadir:"))
    assert susun_tsv(isi) == "Notulen rapat\nkerja\n\nHadir:"


def test_unsure_words_are_left_out():
    isi = tsv((1, 1, 96.0, "Notulen"), (1, 1, 12.0, "xq~"), (1, 1, 90.0, "rapat"), (1, 1, 90.0, "kerja"))
    assert susun_tsv(isi) == "Notulen rapat kerja"


def test_a_few_scraps_are_no_text():
    assert susun_tsv(tsv((1, 1, 95.0, "|"), (1, 2, 80.0, "a1"), (1, 3, 70.0, "Foto"))) == ""
    assert susun_tsv("") == ""


def test_blank_pictures_need_no_reader():
    assert kosong(Image.new("L", (900, 900), 250))
    assert not kosong(gambar_teks())
