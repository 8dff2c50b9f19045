"""Reading and writing import files, and where an upload waits."""

from __future__ import annotations

import io
import os
import time
import uuid
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import tablib

from satker.impor import berkas
from satker.impor.berkas import BerkasTidakTerbaca, ambil_titipan, baca, titipkan, tulis_csv, tulis_xlsx

JAHAT = ["=1+1", "+62811", "-5", "@SUM(A1)", "\tx", "\rx", "biasa", "'petik"]


def _xlsx(*baris: list[Any]) -> bytes:
    buku, wadah = openpyxl.Workbook(), io.BytesIO()
    for b in baris:
        buku.active.append(b)
    buku.save(wadah)
    return wadah.getvalue()


@pytest.mark.parametrize(
    "isi", ["kode;nama\nA;Satu, dua\n", 'kode,nama\nA,"Satu, dua"\n', "\ufeffkode;nama\r\nA;Satu, dua\r\n"]
)
def test_baca_csv_with_either_separator_and_bom(isi: str) -> None:
    assert baca(isi.encode(), "x.csv").dict == [{"kode": "A", "nama": "Satu, dua", "_baris": "2"}]


def test_baca_keeps_the_row_numbers_of_the_spreadsheet() -> None:
    data = baca(_xlsx(["Kode ", "Aktif Mulai"], [None, None], ["A", None], [], ["B", 7]), "x.xlsx")
    assert data.headers == ["kode", "aktif_mulai", "_baris"]
    assert list(data) == [("A", "", "3"), ("B", "7", "5")]


def test_baca_marks_numbers_the_spreadsheet_has_cut() -> None:
    assert baca(_xlsx(["nip"], [198001012005011001]), "x.xlsx")[0][0].endswith("(bilangan)")


@pytest.mark.parametrize(
    ("isi", "nama", "kalimat"),
    [
        (b"", "x.csv", "kosong"),
        (b"kode\nA\n", "x.xls", "XLSX atau CSV"),
        (b"kode\nA\n", "x.xlsx", "bukan XLSX"),
        (b"PK\x03\x04rusak", "x.xlsx", "bukan XLSX"),
        (b"kode\n\xff\xfe\n", "x.csv", "UTF-8"),
        (b"kode\n\0\n", "x.csv", "bukan teks"),
        (b"\nA\n", "x.csv", "Baris pertama"),
        (b"kode;kode\nA;B\n", "x.csv", "dua kali"),
        (b"kode;nama\n;\n", "x.csv", "Tidak ada baris"),
        (b'kode\n"' + b"a" * 200_000 + b'"\n', "x.csv", "Susunan CSV rusak"),
        (b"x" * (5 * 1024 * 1024 + 1), "x.csv", "lebih dari 5 MB"),
    ],
)
def test_baca_of_unusable_file_says_why(isi: bytes, nama: str, kalimat: str) -> None:
    with pytest.raises(BerkasTidakTerbaca, match=kalimat):
        baca(isi, nama)


def test_baca_takes_5000_rows_and_refuses_5001() -> None:
    assert len(baca(b"kode\n" + b"A\n" * 5000, "x.csv")) == 5000
    with pytest.raises(BerkasTidakTerbaca, match=r"lebih dari 5\.000 baris"):
        baca(b"kode\n" + b"A\n" * 5001, "x.csv")


def test_baca_refuses_a_workbook_that_unpacks_too_big(monkeypatch: pytest.MonkeyPatch) -> None:
    isi = _xlsx(["kode"], ["A"])
    assert len(baca(isi, "x.xlsx")) == 1
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        monkeypatch.setattr(berkas, "BITA_TERURAI_MAKS", sum(b.file_size for b in arsip.infolist()) - 1)
    with pytest.raises(BerkasTidakTerbaca, match="terlalu besar"):
        baca(isi, "x.xlsx")


def test_baca_refuses_a_small_workbook_with_a_million_elements() -> None:
    """A few kilobytes that openpyxl would read for minutes, holding hundreds of megabytes."""
    asal, keluar = zipfile.ZipFile(io.BytesIO(_xlsx(["kode"], ["A"]))), io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama in asal.namelist():
            arsip.writestr(nama, asal.read(nama))
        arsip.writestr("xl/sharedStrings.xml", b"<sst>" + b"<si><t/></si>" * 340_000 + b"</sst>")
    assert len(keluar.getvalue()) < 100_000
    with pytest.raises(BerkasTidakTerbaca, match="terlalu besar"):
        baca(keluar.getvalue(), "x.xlsx")


def test_tulis_csv_disarms_formulas_and_reads_back() -> None:
    isi = tulis_csv(tablib.Dataset(*[[n, "x"] for n in JAHAT], headers=["kode", "nama"]))
    assert isi.startswith(b"\xef\xbb\xbfkode;nama\r\n")
    sel = [b.split(";")[0].strip('"') for b in isi.decode("utf-8-sig").split("\r\n")[1:] if b]
    assert [s for s in sel if s[0] in "=+-@\t\r"] == []
    assert baca(isi, "x.csv")["kode"] == JAHAT


def test_tulis_xlsx_has_no_formula_cell() -> None:
    isi = tulis_xlsx(tablib.Dataset(*[[n] for n in JAHAT], headers=["kode"]), "Satker")
    lembar = openpyxl.load_workbook(io.BytesIO(isi)).active
    assert {sel.data_type for baris in lembar.iter_rows() for sel in baris} == {"s"}
    assert lembar["A2"].value == "=1+1"


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path / "impor"


def test_titipan_belongs_to_one_person(var: Path) -> None:
    titipan = titipkan(user="a", jenis="satker", nama="../../etc/x.csv", isi=b"kode")
    assert titipan.nama == "x.csv"
    assert ambil_titipan(uuid.UUID(titipan.id), user="a") == (titipan, b"kode")
    assert ambil_titipan(uuid.UUID(titipan.id), user="b") is None
    assert ambil_titipan(uuid.uuid4(), user="a") is None


def test_titipan_that_was_tampered_with_is_gone(var: Path) -> None:
    titipan = titipkan(user="a", jenis="satker", nama="x.csv", isi=b"kode")
    (var / f"{titipan.id}.bin").write_bytes(b"lain")
    assert ambil_titipan(uuid.UUID(titipan.id), user="a") is None


def test_titipan_older_than_a_day_is_swept(var: Path) -> None:
    lama = titipkan(user="a", jenis="satker", nama="x.csv", isi=b"kode")
    for f in var.iterdir():
        os.utime(f, (time.time() - 90_000,) * 2)
    titipkan(user="a", jenis="satker", nama="y.csv", isi=b"kode")
    assert ambil_titipan(uuid.UUID(lama.id), user="a") is None
