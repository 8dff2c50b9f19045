"""The streamed ZIP: safe names, whole archives, lost files named and nothing else broken."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from berkas import paket
from berkas.paket import CATATAN, JALUR_MAKS, Entri, Jalur, alirkan, nama_aman

PADA = dt.datetime(2026, 5, 17, 8, 30, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("nama", "aman"),
    [
        ("SK UPG.pdf", "SK UPG.pdf"),
        ("a/b\\c:d*e?.pdf", "a_b_c_d_e_.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        ("akhir. . .", "akhir"),
        ("\u202egnp.exe", "gnp.exe"),
        ("...", "berkas"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_safe_everywhere(nama: str, aman: str) -> None:
    assert nama_aman(nama) == aman


def test_paths_are_unique_without_case_and_short() -> None:
    jalur = Jalur()
    folder = ("A5 Penguatan Pengawasan", "P5.1b")
    assert [jalur.untuk(folder, n) for n in ("SK.pdf", "sk.PDF", "SK.pdf")] == [
        "A5 Penguatan Pengawasan/P5.1b/SK.pdf",
        "A5 Penguatan Pengawasan/P5.1b/sk (2).PDF",
        "A5 Penguatan Pengawasan/P5.1b/SK (3).pdf",
    ]
    panjang = [jalur.untuk(("f" * 300, "g" * 300), "n" * 300 + ".docx") for _ in range(12)]
    assert max(len(p) for p in panjang) == JALUR_MAKS
    assert len(set(panjang)) == 12
    assert jalur.untuk((), CATATAN) != CATATAN


def _entri(jalur: str, isi: bytes, *, sha256: str = "", ukuran: int | None = None) -> Entri:
    kunci = f"satker/{jalur}"
    default_storage.save(kunci, ContentFile(isi))
    return Entri(jalur, kunci, len(isi) if ukuran is None else ukuran, sha256 or hashlib.sha256(isi).hexdigest(), PADA)


def _buka(potongan: list[bytes]) -> zipfile.ZipFile:
    arsip = zipfile.ZipFile(io.BytesIO(b"".join(potongan)))
    assert arsip.testzip() is None
    return arsip


def test_archive_holds_the_bytes_uncompressed_with_their_time() -> None:
    besar = bytes(range(256)) * 4096
    hilang: list[str] = []
    arsip = _buka(
        list(alirkan([_entri("A5/b é.pdf", besar), _entri("A5/c.txt", b"c")], [("I.txt", b"i")], hilang=hilang))
    )
    assert arsip.namelist() == ["I.txt", "A5/b é.pdf", "A5/c.txt"]
    assert (arsip.read("A5/b é.pdf"), arsip.read("A5/c.txt")) == (besar, b"c")
    info = arsip.getinfo("A5/b é.pdf")
    assert (info.compress_type, info.date_time) == (zipfile.ZIP_STORED, (2026, 5, 17, 8, 30, 12))
    assert hilang == []


def test_lost_cut_and_changed_files_are_named_and_the_rest_is_whole(gudang: Path) -> None:
    lenyap = _entri("lenyap.pdf", b"lenyap")
    (gudang / lenyap.kunci).unlink()
    daftar = [
        lenyap,
        _entri("terpotong.pdf", b"terpotong", ukuran=20),
        _entri("diubah.pdf", b"diubah", sha256="0" * 64),
        _entri("utuh.pdf", b"utuh"),
    ]
    hilang = ["terbatas.pdf: tidak lagi boleh Anda baca."]
    arsip = _buka(list(alirkan(daftar, hilang=hilang)))
    assert arsip.namelist() == ["diubah.pdf", "utuh.pdf", CATATAN]
    assert arsip.read("utuh.pdf") == b"utuh"
    assert arsip.read(CATATAN).decode("utf-8-sig").split("\r\n") == [
        "terbatas.pdf: tidak lagi boleh Anda baca.",
        "lenyap.pdf: isinya hilang atau tidak utuh di penyimpanan server.",
        "terpotong.pdf: isinya hilang atau tidak utuh di penyimpanan server.",
        "diubah.pdf: isinya tidak sama dengan SHA-256 yang tercatat. Jangan dipakai sebagai bukti.",
        "",
    ]


def test_no_block_is_larger_than_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays at one block: nothing waits for the end of a file."""
    monkeypatch.setattr(paket, "BLOK", 1024)
    potongan = list(alirkan([_entri("a.bin", b"x" * 100_000)], hilang=[]))
    assert max(len(p) for p in potongan) < 2048
    assert len(potongan) > 97


def test_archive_beyond_4_gib_is_zip64(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    isi = b"".join(alirkan([_entri("a.bin", b"x" * 5000), _entri("b.bin", b"y")], hilang=[]))
    assert b"PK\x06\x06" in isi  # zip64 end of central directory
    monkeypatch.undo()
    assert zipfile.ZipFile(io.BytesIO(isi)).read("a.bin") == b"x" * 5000
