"""Hostile files meet the limits of the kernel, not those of the web server."""

import zlib
from pathlib import Path

import pytest

from berkas.periksa import terpisah
from berkas.periksa.berkas import periksa_berkas
from berkas.periksa.putusan import Alasan, Putusan
from berkas.periksa.terpisah import periksa_terpisah
from berkas.periksa.tipe import MIB
from tests.berkas import contoh

BATAS = 50 * MIB


def _pdf_mengembang(mib: int) -> bytes:
    """A PDF with one object stream that unfolds to `mib` MiB."""
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
    baris = b"\0\0\0\0\xff" + b"\2\0\0\5\0" + b"".join(b"\1" + letak[n].to_bytes(3) + b"\0" for n in range(2, 7))
    kamus = b"<</Type/XRef/Size 7/Root 2 0 R/W[1 3 1]/Length %d>>" % len(baris)
    return keluar + b"6 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (kamus, baris, letak[6])


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("baik.pdf", contoh.pdf(3)),
        ("-x.pdf", contoh.pdf(1)),
        ("foto.png", contoh.gambar("PNG")),
        ("skrip.pdf", contoh.pdf(1)[:-40]),
        ("surat.docx", contoh.ooxml("docx")),
        ("a.exe", b"MZ"),
    ],
)
def test_verdict_is_the_one_of_the_same_process(tmp_path: Path, nama: str, isi: bytes) -> None:
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(isi)
    assert periksa_terpisah(jalur, nama, batas=BATAS) == periksa_berkas(jalur, nama, batas=BATAS)


def test_pdf_that_unfolds_beyond_the_memory_is_refused(tmp_path: Path) -> None:
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(_pdf_mengembang(400))
    assert jalur.stat().st_size < MIB
    assert periksa_terpisah(jalur, "bom.pdf", batas=BATAS).sah is False


def test_pdf_that_unfolds_a_little_is_accepted(tmp_path: Path) -> None:
    """The twin: the same shape within the limits passes, so the refusal above comes from the limits."""
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(_pdf_mengembang(1))
    assert periksa_terpisah(jalur, "wajar.pdf", batas=BATAS) == Putusan(None, "PDF", "application/pdf", 1)


def test_check_without_an_answer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terpisah, "DETIK_MAKS", 0.001)
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(contoh.pdf())
    assert periksa_terpisah(jalur, "lambat.pdf", batas=BATAS) == Putusan(Alasan.TERLALU_RUMIT, "PDF")


def test_unreadable_object_stream_hides_nothing(tmp_path: Path) -> None:
    """A reader that repairs more than we do would still run what lies in it."""
    isi = bytearray(_pdf_mengembang(1))
    awal = isi.index(b"stream\n") + 7
    isi[awal + 20 : awal + 60] = b"\xff" * 40
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(isi)
    assert periksa_berkas(jalur, "rusak.pdf", batas=BATAS).alasan == Alasan.TIDAK_SAH
