"""The CSV that names a question for each file."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berkas.cocok.peta import BITA_MAKS, BarisPeta, PetaTidakTerbaca, baca_peta, kunci_nama


@pytest.mark.parametrize(
    "isi",
    [
        b"nama;kode;tanggal;periode\r\nSK UPG.pdf;P5.1b;12-01-2026;B03\r\nfoto.jpg;P5.1a\r\n",
        b"\xef\xbb\xbfnama,kode,tanggal,periode\nSK UPG.pdf,P5.1b,12-01-2026,B03\nfoto.jpg,P5.1a\n",
        b"Nama berkas\tKode\nSK UPG.pdf\tP5.1b\t12-01-2026\tB03\nfoto.jpg\tP5.1a\t\t\n",
    ],
)
def test_separators_bom_and_short_lines(isi: bytes) -> None:
    assert baca_peta(isi) == (
        BarisPeta(2, "SK UPG.pdf", "P5.1b", "12-01-2026", "B03"),
        BarisPeta(3, "foto.jpg", "P5.1a", "", ""),
    )


def test_header_may_be_missing_and_empty_lines_are_passed_over() -> None:
    assert [b.nomor for b in baca_peta(b"SK.pdf;P5.1b\n\n;P5.1a\nb.pdf;P5.2a\n")] == [1, 4]


def test_windows_encoding_and_quoted_separator() -> None:
    assert baca_peta('"Notulé; rapat.pdf";P5.1b\n'.encode("cp1252"))[0].nama == "Notulé; rapat.pdf"


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"", "CSV ini kosong. Isi kolom nama dan kode."),
        (b"nama;kode\n", "CSV ini kosong. Isi kolom nama dan kode."),
        (b"PK\x03\x04\0\0", "Berkas ini bukan CSV. Simpan sebagai CSV, lalu coba lagi."),
        (b"a" * (BITA_MAKS + 1), "CSV ini lebih dari 1 MB. Bagi menjadi beberapa berkas."),
        (b"a;b\n" * 2001, "CSV ini lebih dari 2.000 baris. Bagi menjadi beberapa berkas."),
        (b'"' + b"a" * 200_000, "CSV ini tidak terbaca. Simpan ulang sebagai CSV, lalu coba lagi."),
    ],
)
def test_what_is_no_such_csv_is_refused_in_words(isi: bytes, kalimat: str) -> None:
    with pytest.raises(PetaTidakTerbaca) as galat:
        baca_peta(isi)
    assert str(galat.value) == kalimat


def test_names_are_compared_without_case_and_spaces() -> None:
    assert kunci_nama(" SK  UPG.PDF") == kunci_nama("sk upg.pdf")
    assert kunci_nama("A\\b.pdf") == kunci_nama("a/B.pdf")


@given(st.binary(max_size=400))
def test_any_bytes_give_lines_or_a_sentence(isi: bytes) -> None:
    with suppress(PetaTidakTerbaca):
        assert all(b.nama for b in baca_peta(isi))
