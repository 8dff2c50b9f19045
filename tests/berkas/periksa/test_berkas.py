"""Table of good and hostile files: each gets exactly the verdict it should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from berkas.periksa import gambar
from berkas.periksa import ooxml as pemeriksa_ooxml
from berkas.periksa.berkas import periksa_berkas
from berkas.periksa.putusan import Alasan, Putusan
from berkas.periksa.tipe import MIB, TIPE, batas_untuk
from tests.berkas import contoh

BATAS = 50 * MIB


@pytest.fixture
def putuskan(tmp_path: Path) -> Callable[..., Putusan]:
    def jalankan(nama: str, isi: bytes, batas: int = BATAS) -> Putusan:
        jalur = tmp_path / "menunggu"
        jalur.write_bytes(isi)
        hasil = periksa_berkas(jalur, nama, batas=batas)
        assert jalur.read_bytes() == isi
        return hasil

    return jalankan


def _skrip(d: pikepdf.Pdf) -> None:
    d.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")


def _skrip_di_halaman(d: pikepdf.Pdf) -> None:
    aksi = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"))
    d.pages[0].obj["/AA"] = pikepdf.Dictionary(O=aksi)


def _nama_skrip(d: pikepdf.Pdf) -> None:
    d.Root["/Names"] = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([])))


def _luncurkan(d: pikepdf.Pdf) -> None:
    d.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name("/Launch"), F="cmd.exe")


def _xfa(d: pikepdf.Pdf) -> None:
    d.Root["/AcroForm"] = pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=pikepdf.Array([]))


def _tanda_tangan(d: pikepdf.Pdf) -> None:
    """What a signed PDF looks like to a parser: a signature field with /ByteRange and /Contents."""
    ttd = d.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name("/Sig"),
            Filter=pikepdf.Name("/Adobe.PPKLite"),
            ByteRange=[0, 1, 2, 3],
            Contents=b"\x30\x82",
        )
    )
    medan = d.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name("/Sig"), T="ttd", V=ttd))
    d.Root["/AcroForm"] = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array([medan]))


def _lampiran(nama: str, isi: bytes) -> Callable[[pikepdf.Pdf], None]:
    return lambda d: d.attachments.__setitem__(nama, isi)


def _sandi(pemakai: str) -> bytes:
    return contoh.pdf(encryption=pikepdf.Encryption(owner="pemilik", user=pemakai))


BERSARANG = b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"]" * 200_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
DTD_16 = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")
RAPAT = b"A" * (30 * MIB)
TIDAK = Alasan.TIDAK_SAH

BAIK = [
    ("SK.pdf", lambda: contoh.pdf(3), 3),
    ("SK.PDF", contoh.pdf, 1),
    ("bertanda tangan.pdf", lambda: contoh.pdf(ubah=_tanda_tangan), 1),
    ("dikunci pemilik.pdf", lambda: _sandi(""), 1),
    ("didahului baris kosong.pdf", lambda: b"\r\n" + contoh.pdf(), 1),
    ("lampiran data.pdf", lambda: contoh.pdf(ubah=_lampiran("faktur.xml", b"<a/>")), 1),
    ("lampiran docx.pdf", lambda: contoh.pdf(ubah=_lampiran("surat.docx", contoh.ooxml("docx"))), 1),
    ("foto.jpg", lambda: contoh.gambar("JPEG"), None),
    ("foto.jpeg", lambda: contoh.gambar("JPEG"), None),
    ("foto.png", lambda: contoh.gambar("PNG"), None),
    ("foto.webp", lambda: contoh.gambar("WEBP"), None),
    ("surat.docx", lambda: contoh.ooxml("docx"), None),
    ("tabel.xlsx", lambda: contoh.ooxml("xlsx"), None),
    ("paparan.pptx", lambda: contoh.ooxml("pptx"), None),
    ("catatan.txt", lambda: "Rapat – notula".encode(), None),
    ("lama.txt", lambda: "Rapat é “ok”".encode("cp1252"), None),
    ("data.csv", lambda: b"\xef\xbb\xbfa;b\r\n1;2\r\n", None),
    ("rumus.csv", lambda: b"=cmd|' /C calc'!A0\n", None),
    ("video.mp4", contoh.mp4, None),
    ("nama.dua.titik.pdf", contoh.pdf, 1),
]

JAHAT = [
    ("kosong.pdf", b"", Alasan.KOSONG),
    ("program.exe", contoh.EXE, Alasan.TIPE),
    ("SK.pdf", contoh.EXE, TIDAK),
    ("SK.pdf.exe", lambda: contoh.pdf(), Alasan.TIPE),
    ("tanpa_akhiran", contoh.pdf, Alasan.TIPE),
    ("gambar.svg", b"<svg/>", Alasan.TIPE),
    ("halaman.html", b"<html/>", Alasan.TIPE),
    ("video.mov", b"", Alasan.TIPE),
    ("arsip.zip", lambda: contoh.zip_biasa({"a": b"b"}), Alasan.ARSIP),
    ("arsip.rar", b"Rar!", Alasan.ARSIP),
    ("surat.doc", contoh.ole, Alasan.FORMAT_LAMA),
    ("tabel.xls", contoh.ole, Alasan.FORMAT_LAMA),
    ("paparan.ppt", contoh.ole, Alasan.FORMAT_LAMA),
    ("tabel.xlsm", lambda: contoh.ooxml("xlsx"), Alasan.MAKRO),
    ("foto.heic", b"\0\0\0\x18ftypheic", Alasan.FOTO),
    ("surat.docx", contoh.ole, Alasan.FORMAT_LAMA),
    ("surat.docx", lambda: contoh.ole("EncryptedPackage".encode("utf-16-le")), Alasan.KATA_SANDI),
    # PDF
    ("html.pdf", b"<html><script>alert(1)</script></html>", TIDAK),
    ("terlambat.pdf", lambda: b"GIF89a" + b"x" * 500 + contoh.pdf(), TIDAK),
    ("terpotong.pdf", lambda: contoh.pdf(5)[:-40], TIDAK),
    ("kepala saja.pdf", b"%PDF-1.7\n%%EOF", TIDAK),
    ("tanpa halaman.pdf", lambda: contoh.pdf(0), TIDAK),
    ("terkunci.pdf", lambda: _sandi("rahasia"), Alasan.KATA_SANDI),
    ("skrip.pdf", lambda: contoh.pdf(ubah=_skrip), Alasan.SKRIP),
    ("skrip halaman.pdf", lambda: contoh.pdf(ubah=_skrip_di_halaman), Alasan.SKRIP),
    ("skrip nama.pdf", lambda: contoh.pdf(ubah=_nama_skrip), Alasan.SKRIP),
    (
        "skrip objek mampat.pdf",
        lambda: contoh.pdf(ubah=_skrip, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        Alasan.SKRIP,
    ),
    ("peluncur.pdf", lambda: contoh.pdf(ubah=_luncurkan), Alasan.PELUNCUR),
    ("xfa.pdf", lambda: contoh.pdf(ubah=_xfa), Alasan.XFA),
    ("lampiran exe.pdf", lambda: contoh.pdf(ubah=_lampiran("a.exe", b"abc")), Alasan.LAMPIRAN),
    ("lampiran menyamar.pdf", lambda: contoh.pdf(ubah=_lampiran("a.txt", contoh.EXE)), Alasan.LAMPIRAN),
    ("bersarang.pdf", BERSARANG, TIDAK),
    # images
    ("png.jpg", lambda: contoh.gambar("PNG"), TIDAK),
    ("terpotong.jpg", lambda: contoh.gambar("JPEG", (600, 600))[:900], TIDAK),
    ("terpotong.png", lambda: contoh.gambar("PNG", (600, 600))[:-30], TIDAK),
    ("terpotong.webp", lambda: contoh.gambar("WEBP", (600, 600))[:-10], TIDAK),
    ("raksasa.png", contoh.png_raksasa, Alasan.PIKSEL),
    ("agak raksasa.png", lambda: contoh.png_raksasa(8000, 6251), Alasan.PIKSEL),
    ("suara.webp", b"RIFF\x04\0\0\0WAVE", TIDAK),
    # OOXML
    ("zip.docx", lambda: contoh.zip_biasa({"a.txt": b"b"}), TIDAK),
    ("xlsx.docx", lambda: contoh.ooxml("xlsx"), TIDAK),
    ("terpotong.docx", lambda: contoh.ooxml("docx")[:-30], TIDAK),
    ("makro.docx", lambda: contoh.ooxml("docx", {"word/vbaProject.bin": b"x"}), Alasan.MAKRO),
    (
        "jenis makro.docx",
        lambda: contoh.ooxml("docx", tipe_isi="application/vnd.ms-word.document.macroEnabled.main+xml"),
        Alasan.MAKRO,
    ),
    ("xlm.xlsx", lambda: contoh.ooxml("xlsx", {"xl/macrosheets/sheet1.xml": b"<a/>"}), Alasan.MAKRO),
    ("dtd.docx", lambda: contoh.ooxml("docx", utama=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), Alasan.DTD),
    ("dtd16.docx", lambda: contoh.ooxml("docx", utama=DTD_16), Alasan.DTD),
    ("dtd jauh.docx", lambda: contoh.ooxml("docx", utama=b"<!--" + b"x" * 65_526 + b"--><!DOCTYPE a><a/>"), Alasan.DTD),
    ("utf7.docx", lambda: contoh.ooxml("docx", utama=b'<?xml version="1.0" encoding="UTF-7"?><a/>'), TIDAK),
    ("keluar.docx", lambda: contoh.ooxml("docx", {"../../etc/cron": b"x"}), TIDAK),
    ("tautan.docx", contoh.zip_tautan, TIDAK),
    ("bom.xlsx", lambda: contoh.ooxml("xlsx", {"xl/sheet.xml": RAPAT}), Alasan.TERLALU_RUMIT),
    ("banyak.docx", lambda: contoh.ooxml("docx", {f"word/{n}.xml": b"" for n in range(2001)}), Alasan.TERLALU_RUMIT),
    # text and video
    ("biner.txt", b"a\0b", TIDAK),
    ("halaman.txt", b"  <!DOCTYPE html><script>1</script>", TIDAK),
    ("skrip.csv", b"#!/bin/sh\nid\n", TIDAK),
    ("exe.txt", contoh.EXE, TIDAK),
    ("utf16.txt", "teks".encode("utf-16"), TIDAK),
    ("quicktime.mp4", lambda: contoh.mp4(b"qt  "), TIDAK),
    ("heic.mp4", lambda: contoh.mp4(b"heic"), TIDAK),
    ("terpotong.mp4", lambda: contoh.mp4()[:-5], TIDAK),
    ("tanpa film.mp4", lambda: contoh.mp4(moov=False), TIDAK),
    ("besar.txt", b"a" * (5 * MIB + 1), Alasan.TERLALU_BESAR),
]


def _bita(isi: bytes | Callable[[], bytes]) -> bytes:
    return isi if isinstance(isi, bytes) else isi()


@pytest.mark.parametrize(("nama", "isi", "halaman"), BAIK, ids=[b[0] for b in BAIK])
def test_good_file_is_accepted_unchanged(putuskan, nama, isi, halaman) -> None:
    putusan = putuskan(nama, isi())
    assert (putusan.alasan, putusan.halaman) == (None, halaman)


@pytest.mark.parametrize(("nama", "isi", "alasan"), JAHAT, ids=[f"{b[0]}-{b[2]}" for b in JAHAT])
def test_hostile_file_is_refused_for_its_reason(putuskan, nama, isi, alasan) -> None:
    assert putuskan(nama, _bita(isi)).alasan == alasan


def test_name_escaped_in_hex_is_read_decoded(putuskan) -> None:
    """`/J#61vaScript` is what a plain search for the word misses."""
    polos = contoh.pdf(ubah=_skrip, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    terselubung = polos.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4aS")
    assert b"/JavaScript" not in terselubung
    assert putuskan("skrip.pdf", terselubung).alasan == Alasan.SKRIP


def test_size_limit_accepts_exactly_the_limit(putuskan) -> None:
    isi = contoh.pdf()
    assert putuskan("SK.pdf", isi, len(isi)).sah
    assert putuskan("SK.pdf", isi, len(isi) - 1).alasan == Alasan.TERLALU_BESAR


def test_unpacked_limit_is_what_refuses_a_large_document(putuskan, monkeypatch) -> None:
    isi = contoh.ooxml("docx", {"word/gambar.bin": b"z" * 5000})
    assert putuskan("surat.docx", isi).sah
    monkeypatch.setattr(pemeriksa_ooxml, "MAKS_TERURAI", 4000)
    assert putuskan("surat.docx", isi).alasan == Alasan.TERLALU_RUMIT


def test_type_table_extensions_are_unique_and_limits_follow_the_smaller() -> None:
    akhiran = [e for t in TIPE for e in t.ekstensi]
    assert sorted(akhiran) == sorted(set(akhiran))
    assert [t.nama for t in TIPE] == ["PDF", "JPG", "PNG", "WEBP", "DOCX", "XLSX", "PPTX", "TXT", "CSV", "MP4"]
    assert (batas_untuk("a.pdf", BATAS), batas_untuk("a.csv", BATAS), batas_untuk("a.csv", MIB)) == (
        BATAS,
        5 * MIB,
        MIB,
    )


DASAR = {
    "SK.pdf": contoh.pdf(2),
    "foto.jpg": contoh.gambar("JPEG", (40, 40)),
    "foto.png": contoh.gambar("PNG", (40, 40)),
    "foto.webp": contoh.gambar("WEBP", (40, 40)),
    "surat.docx": contoh.ooxml("docx"),
    "video.mp4": contoh.mp4(),
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nama=st.sampled_from(sorted(DASAR)), acak=st.data())
def test_flipped_bytes_give_a_verdict_never_an_exception(putuskan, caplog, nama, acak) -> None:
    isi = bytearray(DASAR[nama])
    for letak in acak.draw(st.lists(st.integers(0, len(isi) - 1), min_size=1, max_size=8)):
        isi[letak] ^= acak.draw(st.integers(1, 255))
    assert isinstance(putuskan(nama, bytes(isi)), Putusan)
    assert [r for r in caplog.records if r.name.startswith("berkas")] == []  # an unforeseen exception would be logged


def test_fault_in_a_parser_refuses_the_file_and_is_logged(putuskan, caplog, monkeypatch) -> None:
    def rusak(*args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(gambar, "periksa_gambar", rusak)
    assert putuskan("foto.png", contoh.gambar("PNG")).alasan == TIDAK
    assert [r.getMessage() for r in caplog.records] == ["pemeriksaan PNG gagal"]
