"""A ZIP a person sent: its directory judged before anything is unpacked, then one member at a time to stdout.

Runs in a child process with bounded memory, time and file size (`python -m berkas.cocok`, berkas.actions.arsip). The
parent never opens the archive itself and counts what it receives.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

MAKS_ENTRI = 2000
MAKS_RASIO = 100
_RASIO_MULAI = 10 * 1024 * 1024  # small archives of text compress well without being a bomb
_MAKS_DIREKTORI = 4 * 1024 * 1024
_BLOK = 64 * 1024
_MAKS_NAMA = 400
_SAMPAH = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
RUSAK: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
)


class AlasanArsip(StrEnum):
    """Why a whole archive is refused; berkas/pesan.py has the sentence of each."""

    RUSAK = "rusak"
    KATA_SANDI = "kata_sandi"
    BANYAK = "banyak"
    BESAR = "besar"
    RASIO = "rasio"
    ALAMAT = "alamat"
    TAUTAN = "tautan"
    KOSONG = "kosong"


class TolakArsipError(Exception):
    def __init__(self, alasan: AlasanArsip) -> None:
        super().__init__(alasan.value)
        self.alasan = alasan


@dataclass(frozen=True, slots=True)
class Anggota:
    """One file of the archive: its place in the directory, folder and name, announced size in bytes."""

    urutan: int
    folder: str
    nama: str
    ukuran: int


def daftar_anggota(jalur: Path, *, batas: int) -> list[Anggota]:
    """Files worth looking at, in the order of the archive; `batas`: largest unpacked sum. Raises TolakArsipError."""
    try:
        _periksa_ekor(jalur)
        with zipfile.ZipFile(jalur) as arsip:
            semua = arsip.infolist()
    except RUSAK as galat:
        raise TolakArsipError(AlasanArsip.RUSAK) from galat
    if len(semua) > MAKS_ENTRI:
        raise TolakArsipError(AlasanArsip.BANYAK)
    for entri in semua:
        _periksa_entri(entri)
    terurai, kirim = sum(e.file_size for e in semua), jalur.stat().st_size
    if terurai > batas:
        raise TolakArsipError(AlasanArsip.BESAR)
    if terurai > _RASIO_MULAI and terurai > MAKS_RASIO * kirim:
        raise TolakArsipError(AlasanArsip.RASIO)
    hasil = []
    for urutan, entri in enumerate(semua):
        bagian = [b for b in entri.filename.replace("\\", "/").split("/") if b not in ("", ".")]
        if not entri.is_dir() and bagian and not _sampah(bagian):
            hasil.append(Anggota(urutan, "/".join(bagian[:-1])[:_MAKS_NAMA], bagian[-1], entri.file_size))
    if not hasil:
        raise TolakArsipError(AlasanArsip.KOSONG)
    return hasil


def _periksa_ekor(jalur: Path) -> None:
    """Bounds the directory before zipfile builds an object per entry."""
    with jalur.open("rb") as isi:
        if isi.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            raise TolakArsipError(AlasanArsip.RUSAK)
        isi.seek(max(0, jalur.stat().st_size - 22 - 65535))
        ekor = isi.read()
    letak = ekor.rfind(b"PK\x05\x06")
    if letak < 0 or len(ekor) - letak < 22:
        raise TolakArsipError(AlasanArsip.RUSAK)
    entri, direktori = struct.unpack_from("<HI", ekor, letak + 10)
    if entri > MAKS_ENTRI:  # 0xFFFF announces a ZIP64 directory: far more than we take
        raise TolakArsipError(AlasanArsip.BANYAK)
    if direktori > _MAKS_DIREKTORI:
        raise TolakArsipError(AlasanArsip.BESAR)


def _periksa_entri(entri: zipfile.ZipInfo) -> None:
    """What makes the whole archive untrustworthy: a password, a link, an address outside its own folder."""
    if entri.flag_bits & 0x1:
        raise TolakArsipError(AlasanArsip.KATA_SANDI)
    jenis = stat.S_IFMT(entri.external_attr >> 16)
    if jenis not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise TolakArsipError(AlasanArsip.TAUTAN)
    nama = entri.orig_filename.replace("\\", "/")
    bagian = nama.split("/")
    if nama.startswith("/") or ".." in bagian or ":" in bagian[0] or "\0" in nama:
        raise TolakArsipError(AlasanArsip.ALAMAT)


def _sampah(bagian: list[str]) -> bool:
    """Leftovers of operating systems and editors, which nobody meant to send."""
    nama = bagian[-1].casefold()
    return bagian[0] == "__MACOSX" or nama in _SAMPAH or nama.startswith(("~$", "._"))


def keluarkan(jalur: Path, urutan: int, tujuan: BinaryIO, *, batas: int) -> None:
    """Write one member; stops past `batas` bytes. A wrong size or checksum raises one of RUSAK."""
    with zipfile.ZipFile(jalur) as arsip:
        entri = arsip.infolist()[urutan]
        terbaca = 0
        with arsip.open(entri) as isi:
            while blok := isi.read(_BLOK):
                terbaca += len(blok)
                if terbaca > min(batas, entri.file_size):
                    raise ValueError("isi melebihi ukuran yang tertulis")
                tujuan.write(blok)
    tujuan.flush()
