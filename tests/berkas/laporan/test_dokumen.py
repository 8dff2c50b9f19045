"""The paper: tagged, titled, in Indonesian, with our fonts, the same bytes everywhere, DRAF on every draft page."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from berkas.laporan.dokumen import html_dokumen, pdf_dokumen
from berkas.models import Berkas, Pembatasan
from berkas.queries.daftar_resmi import TERBATAS
from tests.berkas.dokumen import buat_paket, draf, terbit

AKAR = Path(__file__).resolve().parents[3]


def _teks(pdf: bytes) -> list[str]:
    dokumen = pypdfium2.PdfDocument(pdf)
    try:
        return [halaman.get_textpage().get_text_range() for halaman in dokumen]
    finally:
        dokumen.close()


@pytest.fixture
def panjang(dunia, unggah):
    """A draft of several pages."""
    satu = unggah()
    isi = draf(dunia)
    baris = isi.data["isi"]["baris"][0]
    isi.data["isi"]["baris"] = [baris | {"nama": f"{satu.berkas.judul} {n}.pdf"} for n in range(90)]
    return isi


def test_draft_says_draf_on_every_page_and_has_no_code(panjang):
    pdf = pdf_dokumen(panjang, draf=True)
    halaman = _teks(pdf)
    assert len(halaman) >= 3
    assert [("DRAF" in t, "belum berlaku" in t) for t in halaman] == [(True, True)] * len(halaman)
    assert panjang.kode not in "".join(halaman)
    assert all(n > 2000 for n in _merah_muda(pdf))  # the drawn word, as seen
    assert _merah_muda(pdf_dokumen(panjang, draf=False)) == [0] * len(halaman)


def _merah_muda(pdf: bytes) -> list[int]:
    """How many pixels of every page have the colour of the drawn DRAF, at 40 dpi."""
    dokumen = pypdfium2.PdfDocument(pdf)
    try:
        gambar = [halaman.render(scale=40 / 72).to_pil().convert("RGB") for halaman in dokumen]
        return [sum(n for n, (r, g, b) in g_.getcolors(2**24) if r > 235 and g < 230 and b < 230) for g_ in gambar]
    finally:
        dokumen.close()


def _buka(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def test_issued_paper_has_no_draf_and_code_hash_and_page_numbers_on_every_page(panjang):
    halaman = _teks(pdf_dokumen(panjang, draf=False))
    assert "DRAF" not in "".join(halaman)
    for nomor, teks in enumerate(halaman, 1):
        assert f"Halaman {nomor} dari {len(halaman)}" in teks
        assert panjang.kode in teks
        assert panjang.sidik_data in re.sub(r"\s", "", teks)
        assert "SHA-256" in teks  # the head of the table repeats (the last page has the hash of the data)


def test_structure_language_title_and_fonts(dunia, unggah):
    unggah()
    satu = draf(dunia)
    pdf = _buka(pdf_dokumen(satu, draf=False))
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("id", True)
    assert str(pdf.docinfo["/Title"]) == satu.judul
    assert pdf.open_metadata()["pdfuaid:part"] == "1"
    jenis = {
        str(o.get("/S")) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"
    }
    assert {"/H1", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= jenis
    alt = [str(o["/Alt"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert alt == [f"Kode QR ke http://127.0.0.1:8000/v/{satu.kode}/"]
    for halaman in pdf.pages:
        for huruf in halaman.Resources.Font.values():
            turunan = huruf.DescendantFonts[0]
            assert "Arimo" in str(huruf.BaseFont)
            assert "/FontFile2" in turunan.FontDescriptor or "/FontFile3" in turunan.FontDescriptor


_ANAK = """
import sys
from django import setup; setup()
from common.pdf import buat_pdf
sys.stdout.buffer.write(buat_pdf(sys.stdin.read(), judul="Uji"))
"""


def test_same_row_same_bytes_in_two_processes(panjang):
    html = html_dokumen(panjang, draf=True)
    assert html == html_dokumen(panjang, draf=True)
    hasil = set()
    for benih in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": benih, "TZ": "Asia/Jayapura" if benih == "2" else "UTC"}
        anak = subprocess.run(
            [sys.executable, "-c", _ANAK], input=html.encode(), cwd=AKAR, env=env, capture_output=True, check=True
        )
        hasil.add(anak.stdout)
    assert len(hasil) == 1
    assert hasil.pop().startswith(b"%PDF-")


def test_what_people_typed_stays_text(dunia, unggah):
    unggah('<img src="http:x">&.pdf')
    satu = draf(dunia, nomor="<b>1</b>")
    html = html_dokumen(satu, draf=True)
    assert "<b>1</b>" not in html
    assert '<img src="http' not in html


def test_limited_document_keeps_its_hash_and_loses_its_name(dunia, unggah):
    rahasia = unggah("nama rahasia.pdf")
    unggah("umum.pdf")
    Berkas.objects.filter(pk=rahasia.berkas_id).update(pembatasan=Pembatasan.PENILAI)
    satu = draf(dunia, buat_paket(dunia))
    baris = {b["nama"]: b["sha256"] for b in satu.data["isi"]["baris"]}
    assert set(baris) == {TERBATAS, "umum.pdf"}
    assert baris[TERBATAS] == rahasia.berkas.versi.get().isi.sha256
    assert "rahasia" not in html_dokumen(satu, draf=False)
    assert satu.data["isi"]["terbatas"] == 1


def test_date_in_words_stands_on_the_list(dunia, unggah):
    unggah()
    teks = " ".join(" ".join(_teks(pdf_dokumen(terbit(dunia), draf=False))).split())
    assert "Senin tanggal tujuh belas bulan Agustus tahun dua ribu dua puluh enam" in teks
