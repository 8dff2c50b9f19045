"""The directory of an archive is judged before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from berkas.cocok.arsip import RUSAK, AlasanArsip, Anggota, TolakArsipError, daftar_anggota, keluarkan
from tests.berkas.contoh import zip_biasa

GIB = 1024**3


def _simpan(folder: Path, isi: bytes) -> Path:
    (folder / "a.zip").write_bytes(isi)
    return folder / "a.zip"


def _zip(*entri: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in entri:
            arsip.writestr(nama, isi)
    return keluar.getvalue()


def _mode(nama: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(nama)
    info.external_attr = mode << 16
    return info


def _berbendera(bendera: int) -> bytes:
    """A good archive whose directory announces encryption."""
    isi = bytearray(zip_biasa({"a.pdf": b"isi"}))
    letak = isi.rfind(b"PK\x01\x02")
    isi[letak + 8 : letak + 10] = struct.pack("<H", bendera)
    return bytes(isi)


def test_members_are_listed_with_folder_and_size_without_leftovers(tmp_path: Path) -> None:
    isi = _zip(
        ("AREA V/", b""),
        ("AREA V/i. Gratifikasi/5.i.b SK.pdf", b"1234"),
        ("__MACOSX/AREA V/._5.i.b SK.pdf", b"x"),
        ("AREA V/Thumbs.db", b"x"),
        ("AREA V/~$laporan.docx", b"x"),
        (".DS_Store", b"x"),
        ("dalam.zip", b"PK"),
    )
    assert daftar_anggota(_simpan(tmp_path, isi), batas=GIB) == [
        Anggota(1, "AREA V/i. Gratifikasi", "5.i.b SK.pdf", 4),
        Anggota(6, "", "dalam.zip", 2),
    ]


@pytest.mark.parametrize(
    ("isi", "alasan"),
    [
        (b"", AlasanArsip.RUSAK),
        (b"%PDF-1.7 bukan arsip", AlasanArsip.RUSAK),
        pytest.param(zip_biasa({"a.pdf": b"x" * 100})[:-30], AlasanArsip.RUSAK, id="terpotong"),
        (_zip(), AlasanArsip.KOSONG),
        (_zip(("folder/", b"")), AlasanArsip.KOSONG),
        (_berbendera(1), AlasanArsip.KATA_SANDI),
        (_zip(("../luar.pdf", b"x")), AlasanArsip.ALAMAT),
        (_zip(("a/../../luar.pdf", b"x")), AlasanArsip.ALAMAT),
        (_zip(("/etc/luar.pdf", b"x")), AlasanArsip.ALAMAT),
        (_zip(("C:\\luar.pdf", b"x")), AlasanArsip.ALAMAT),
        (_zip(("a\\..\\luar.pdf", b"x")), AlasanArsip.ALAMAT),
        (_zip((_mode("tautan.pdf", 0o120777), b"/etc/passwd")), AlasanArsip.TAUTAN),
        (_zip((_mode("alat.pdf", 0o020666), b"x")), AlasanArsip.TAUTAN),
        (_zip(*((f"{n}.txt", b"x") for n in range(2001))), AlasanArsip.BANYAK),
        (_zip(("bom.txt", b"\0" * 30_000_000)), AlasanArsip.RASIO),
    ],
)
def test_archive_that_cannot_be_trusted_is_refused_whole(tmp_path: Path, isi: bytes, alasan: AlasanArsip) -> None:
    with pytest.raises(TolakArsipError) as galat:
        daftar_anggota(_simpan(tmp_path, isi), batas=GIB)
    assert galat.value.alasan == alasan


def test_unpacked_sum_is_bounded(tmp_path: Path) -> None:
    jalur = _simpan(tmp_path, _zip(("a.txt", b"ab" * 600), ("b.txt", b"cd" * 600)))
    assert len(daftar_anggota(jalur, batas=2400)) == 2
    with pytest.raises(TolakArsipError) as galat:
        daftar_anggota(jalur, batas=2399)
    assert galat.value.alasan == AlasanArsip.BESAR


def test_zip64_directory_is_refused(tmp_path: Path) -> None:
    isi = bytearray(zip_biasa({"a.pdf": b"isi"}))
    letak = isi.rfind(b"PK\x05\x06")
    isi[letak + 8 : letak + 12] = b"\xff\xff\xff\xff"
    with pytest.raises(TolakArsipError) as galat:
        daftar_anggota(_simpan(tmp_path, bytes(isi)), batas=GIB)
    assert galat.value.alasan == AlasanArsip.BANYAK


def test_one_member_comes_out_whole_and_a_lying_one_does_not(tmp_path: Path) -> None:
    jalur = _simpan(tmp_path, _zip(("a.txt", b"satu"), ("b.txt", b"dua")))
    keluar = io.BytesIO()
    keluarkan(jalur, 1, keluar, batas=100)
    assert keluar.getvalue() == b"dua"
    with pytest.raises(ValueError, match="melebihi"):
        keluarkan(jalur, 0, io.BytesIO(), batas=3)
    rusak = bytearray(jalur.read_bytes())
    letak = rusak.find(b"a.txt") + 5
    rusak[letak + 1] ^= 0xFF
    with pytest.raises(RUSAK):
        keluarkan(_simpan(tmp_path, bytes(rusak)), 0, io.BytesIO(), batas=100)
