"""Redacted copies: what the pixels show, what is left of the text, and what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from berkas.telaah.samarkan import TidakDapatError, cari_tesseract, kalimat_tolak, samarkan
from berkas.telaah.terpisah import samarkan_terpisah

PDF = "application/pdf"
NIK = "3199990101909001"
TANPA_TESSERACT = cari_tesseract() is None
butuh_ocr = pytest.mark.skipif(TANPA_TESSERACT, reason="Tesseract dengan bahasa ind tidak terpasang")


def pdf_teks(halaman: list[list[str]], *, putar: int = 0) -> bytes:
    """Helvetica 14 pt, lines from the top; positions are known: line n at y = 780 − 24 n."""
    with pikepdf.new() as pdf:
        huruf = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for baris in halaman:
            satu = pdf.add_blank_page(page_size=(595, 842))
            satu.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=huruf))
            isi = "".join(f"BT /F1 14 Tf 60 {780 - 24 * i} Td ({b}) Tj ET\n" for i, b in enumerate(baris))
            satu.Contents = pdf.make_stream(isi.encode("latin-1"))
            if putar:
                satu.Rotate = putar
        pdf.docinfo["/Author"] = "Orang Rahasia"
        keluar = io.BytesIO()
        pdf.save(keluar, deterministic_id=True)
    return keluar.getvalue()


def gambar_teks(baris: list[str], ukuran: tuple[int, int] = (1800, 1000)) -> Image.Image:
    gambar = Image.new("RGB", ukuran, "white")
    kuas, huruf = ImageDraw.Draw(gambar), ImageFont.load_default(size=44)
    for i, b in enumerate(baris):
        kuas.text((80, 80 + 90 * i), b, "black", huruf)
    return gambar


def pdf_gambar(gambar: Image.Image) -> bytes:
    keluar = io.BytesIO()
    gambar.save(keluar, "PDF", resolution=200)
    return keluar.getvalue()


def render(isi: bytes, nomor: int = 0, skala: float = 150 / 72) -> Image.Image:
    with pdfium.PdfDocument(isi) as dokumen:
        return dokumen[nomor].render(scale=skala).to_pil().convert("L")


def teks_pdf(isi: bytes) -> str:
    with pdfium.PdfDocument(isi) as dokumen:
        return "".join(h.get_textpage().get_text_range() for h in dokumen)


def buat(tmp_path: Path, isi: bytes, media: str = PDF, **lain: object) -> tuple[object, bytes]:
    asal, tujuan = tmp_path / "asal", tmp_path / "tujuan.pdf"
    asal.write_bytes(isi)
    hasil = samarkan(asal, tujuan, media=media, **lain)
    assert asal.read_bytes() == isi
    return hasil, tujuan.read_bytes() if tujuan.exists() else b""


def test_identifier_is_black_and_the_rest_stays(tmp_path: Path) -> None:
    isi = pdf_teks([["Nama Sari Contoh", f"NIK {NIK} pemohon", "Alamat Kota Contoh"]])
    hasil, salinan = buat(tmp_path, isi)
    assert (hasil.tanda, hasil.halaman, hasil.tolak, hasil.dari_gambar) == (1, 1, {}, [])
    asli, jadi = render(isi), render(salinan)
    assert jadi.size == asli.size
    with pdfium.PdfDocument(isi) as dokumen:
        lapis = dokumen[0].get_textpage()
        awal = lapis.get_text_range().index(NIK)
        kotak = [lapis.get_charbox(i) for i in range(awal, awal + len(NIK))]
    s = 150 / 72
    for kiri, bawah, kanan, atas in kotak:
        petak = (int(kiri * s), int((842 - atas) * s), int(kanan * s) + 1, int((842 - bawah) * s) + 1)
        assert jadi.crop(petak).getextrema()[1] < 40, petak  # nothing light inside any glyph's box
        assert asli.crop(petak).getextrema()[1] > 200  # the twin: the original shows a glyph there
    for y in (780, 732):  # other lines look as before, up to JPEG noise
        petak = (0, int((842 - y - 12) * s), 1200, int((842 - y + 6) * s))
        beda = [abs(a - b) for a, b in zip(asli.crop(petak).tobytes(), jadi.crop(petak).tobytes(), strict=True)]
        assert sum(b > 60 for b in beda) < len(beda) * 0.01


def test_copy_has_no_text_no_metadata_and_no_trace_of_the_number(tmp_path: Path) -> None:
    isi = pdf_teks([[f"NIK {NIK}"], ["Halaman dua yang panjang"]])
    _, salinan = buat(tmp_path, isi)
    assert NIK in teks_pdf(isi)
    assert teks_pdf(salinan).strip() == ""
    assert NIK.encode() not in salinan
    with pikepdf.open(io.BytesIO(salinan)) as pdf:
        assert dict(pdf.docinfo) == {}
        assert "/Metadata" not in pdf.Root
        assert [list(h.Resources.keys()) for h in pdf.pages] == [["/XObject"], ["/XObject"]]
        assert all("/Annots" not in h for h in pdf.pages)


def test_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    isi = pdf_teks([[f"NIK {NIK} dan yang lain"]])
    assert buat(tmp_path, isi)[1] == buat(tmp_path, isi)[1]


@pytest.mark.parametrize("putar", [90, 180, 270])
def test_rotated_pages_are_painted_at_the_right_place(tmp_path: Path, putar: int) -> None:
    isi = pdf_teks([[f"NIK {NIK} pemohon"]], putar=putar)
    hasil, salinan = buat(tmp_path, isi)
    asli, jadi = render(isi), render(salinan)
    assert hasil.tanda == 1
    assert jadi.size == asli.size
    tertutup = ImageChops.darker(jadi.point(lambda b: 255 * (b < 40)), asli.point(lambda a: 255 * (a > 200)))
    utuh = tertutup.filter(ImageFilter.MinFilter(3)).getbbox()  # without the seams of other glyphs
    tegak = putar in (90, 270)
    panjang = (utuh[3] - utuh[1]) if tegak else (utuh[2] - utuh[0])
    assert 240 < panjang < 290  # sixteen digits of Helvetica 14 at 150 dpi, and the rim
    assert asli.crop(utuh).getextrema()[0] < 60  # glyphs were there


def test_values_of_form_fields_and_notes_are_not_drawn(tmp_path: Path) -> None:
    def catatan(pdf: pikepdf.Pdf) -> None:
        tampak = pdf.make_stream(b"0 0 0 rg 0 0 200 40 re f", BBox=[0, 0, 200, 40], Subtype=pikepdf.Name.Form)
        pdf.pages[0].Annots = pikepdf.Array(
            [
                pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Stamp,
                        Rect=[100, 100, 300, 140],
                        AP=pikepdf.Dictionary(N=tampak),
                    )
                )
            ]
        )

    with pikepdf.open(io.BytesIO(pdf_teks([["Teks halaman yang cukup panjang"]]))) as pdf:
        catatan(pdf)
        keluar = io.BytesIO()
        pdf.save(keluar)
    petak = (220, 1470, 600, 1530)
    assert render(keluar.getvalue()).crop(petak).getextrema()[0] < 50  # the original shows it
    assert render(buat(tmp_path, keluar.getvalue())[1]).crop(petak).getextrema()[0] > 200


def test_pages_left_out_are_replaced_by_a_notice(tmp_path: Path) -> None:
    isi = pdf_teks([["Halaman satu yang cukup panjang"], [f"NIK {NIK} rahasia"]])
    hasil, salinan = buat(tmp_path, isi, keluar=[2])
    assert (hasil.tanda, hasil.halaman) == (0, 2)
    tengah = render(salinan, 1)
    assert tengah.crop((0, 0, tengah.width, 400)).getextrema() in {(235, 235), (237, 237), (238, 238)}


def test_more_known_than_found_is_refused(tmp_path: Path) -> None:
    hasil, salinan = buat(tmp_path, pdf_teks([["Halaman tanpa nomor apa pun"]]), diketahui={1: 2})
    assert hasil.tolak == {1: "memuat 2 data pribadi, tetapi letaknya tidak semua ditemukan"}
    assert salinan == b""


def test_scan_without_ocr_is_refused_with_words(tmp_path: Path) -> None:
    hasil, salinan = buat(tmp_path, pdf_gambar(gambar_teks([f"NIK {NIK}"])), tesseract=None)
    assert hasil.tolak == {1: "berupa gambar, dan server ini belum dapat membaca gambar"}
    assert salinan == b""
    assert kalimat_tolak(hasil.tolak) == (
        "Salinan belum dibuat: halaman 1 berupa gambar, dan server ini belum dapat membaca gambar. "
        "Keluarkan halaman itu dari salinan, atau samarkan sendiri."
    )


def test_picture_beside_text_is_not_trusted_without_ocr(tmp_path: Path) -> None:
    """A page with a text layer and the photo of a card: the layer says nothing about the card."""
    isi = pdf_teks([["Lampiran kartu identitas pemohon layanan"]])
    with (
        pikepdf.open(io.BytesIO(isi)) as pdf,
        pikepdf.open(io.BytesIO(pdf_gambar(gambar_teks([NIK], (900, 300))))) as g,
    ):
        pdf.pages[0].add_overlay(g.pages[0], pikepdf.Rectangle(100, 300, 400, 400))
        keluar = io.BytesIO()
        pdf.save(keluar)
    hasil, salinan = buat(tmp_path, keluar.getvalue(), tesseract=None)
    assert list(hasil.tolak) == [1]
    assert salinan == b""


@butuh_ocr
def test_scan_is_read_and_painted(tmp_path: Path) -> None:
    baris = ["Yang bertanda tangan di bawah ini", f"NIK {NIK}", "menyatakan dengan sebenarnya hal berikut"]
    isi = pdf_gambar(gambar_teks(baris))
    hasil, salinan = buat(tmp_path, isi, tesseract=cari_tesseract())
    assert (hasil.tanda, hasil.dari_gambar, hasil.tolak) == (1, [1], {})
    jadi, asli = render(salinan, skala=200 / 72), render(isi, skala=200 / 72)
    angka = (210, 182, 480, 208)  # the digits of the second line
    assert asli.crop(angka).getextrema()[1] > 200
    assert jadi.crop(angka).getextrema()[1] < 60
    assert jadi.crop((80, 80, 700, 130)).getextrema()[1] > 200


@butuh_ocr
def test_text_layer_over_a_scan_is_no_proof_of_places(tmp_path: Path) -> None:
    """An invisible layer says there is a number, the picture shows none that can be read: refused."""
    gambar = pdf_gambar(gambar_teks(["Surat keterangan biasa tanpa angka apa pun di sini"]))
    with (
        pikepdf.open(io.BytesIO(gambar)) as pdf,
        pikepdf.open(io.BytesIO(pdf_teks([[f"NIK {NIK} tertulis"]]))) as lapis,
    ):
        halaman = lapis.pages[0]
        halaman.Contents = lapis.make_stream(b"3 Tr\n" + halaman.Contents.read_bytes())
        pdf.pages[0].add_overlay(halaman)
        keluar = io.BytesIO()
        pdf.save(keluar)
    hasil, _ = buat(tmp_path, keluar.getvalue(), tesseract=cari_tesseract())
    assert hasil.tolak == {1: "memuat 1 data pribadi, tetapi letaknya tidak semua ditemukan"}


@butuh_ocr
def test_photo_is_turned_by_its_exif_and_painted(tmp_path: Path) -> None:
    keluar = io.BytesIO()
    gambar = gambar_teks(["Kartu pegawai kantor contoh", f"NIK {NIK}", "Kota Contoh Provinsi Contoh"])
    exif = gambar.getexif()
    exif[0x0112] = 6
    gambar.rotate(90, expand=True).save(keluar, "JPEG", exif=exif, quality=92)
    hasil, salinan = buat(tmp_path, keluar.getvalue(), "image/jpeg", tesseract=cari_tesseract())
    assert (hasil.tanda, hasil.tolak) == (1, {})
    assert b"Exif" not in salinan


def test_office_files_are_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(TidakDapatError, match="Simpan dulu sebagai PDF"):
        buat(tmp_path, b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def test_child_process_makes_the_same_copy_and_survives_rubbish(tmp_path: Path) -> None:
    isi = pdf_teks([[f"NIK {NIK} dan yang lain"]])
    _, langsung = buat(tmp_path, isi)
    asal, tujuan = tmp_path / "asal", tmp_path / "anak.pdf"

    def minta() -> object:
        return samarkan_terpisah(
            asal, tujuan, media=PDF, keluar=[], diketahui={1: 1}, tesseract=None, sementara=tmp_path
        )

    hasil = minta()
    assert (hasil.pesan, hasil.tanda, hasil.halaman) == ("", 1, 1)
    assert tujuan.read_bytes() == langsung
    asal.write_bytes(b"%PDF-1.7 rusak")
    assert minta().pesan == "Dokumen terlalu rumit untuk disamarkan di server ini. Bagi menjadi beberapa berkas."
