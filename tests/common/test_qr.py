"""The picture is read back: its modules are those of the code, and a reader of our own finds the text."""

from __future__ import annotations

import re
from urllib.parse import unquote

import segno

from common.qr import qr_data_uri
from tests.common.baca_qr import baca_qr

ALAMAT = "https://zi.contoh.go.id/v/7Q4K-M2XP-91AB/"


def matriks_dari_svg(alamat: str) -> list[list[int]]:
    """Dark modules of the SVG that segno writes: horizontal strokes of one unit, relative moves."""
    svg = unquote(alamat.partition(",")[2])
    sisi = int(re.search(r"width='(\d+)'", svg)[1]) // 4
    jalur = re.findall(r"d='([^']+)'", svg)[-1]
    kisi = [[0] * sisi for _ in range(sisi)]
    x = y = 0.0
    for perintah, angka in re.findall(r"([Mmh])([-\d. ]+)", jalur):
        nilai = [float(n) for n in angka.split()]
        if perintah == "M":
            x, y = nilai
        elif perintah == "m":
            x, y = x + nilai[0], y + nilai[1]
        else:
            for i in range(int(nilai[0])):
                kisi[int(y)][int(x) + i] = 1
            x += nilai[0]
    return [baris[4:-4] for baris in kisi[4:-4]]


def test_same_text_same_picture():
    assert qr_data_uri(ALAMAT) == qr_data_uri(ALAMAT)
    assert qr_data_uri(ALAMAT) != qr_data_uri(ALAMAT + "x")


def test_picture_holds_the_matrix_of_the_text_and_nothing_is_fetched():
    alamat = qr_data_uri(ALAMAT)
    assert alamat.startswith("data:image/svg+xml")
    harap = [[int(bool(sel)) for sel in baris] for baris in segno.make_qr(ALAMAT, error="m").matrix]
    assert matriks_dari_svg(alamat) == harap


def test_picture_decodes_to_the_address():
    assert baca_qr(matriks_dari_svg(qr_data_uri(ALAMAT))) == ALAMAT
