"""Bytes on disk: received in blocks into a file of our own, made durable, then moved to their key in one step.

Always behind Django's storage API. A local storage gets rename + fsync; any other one (an object store, whose put is
atomic by itself) gets `storage.save`, and its bytes are streamed back through us: no address of the store ever reaches
a browser. Nothing here knows requests or tables.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage

BLOK = 64 * 1024
MODE_BERKAS = 0o640
MODE_FOLDER = 0o750
FOLDER_SEMENTARA = ".sementara"
_PENUH = {errno.ENOSPC, errno.EDQUOT}
_TANPA_TAUTAN = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}
_PANJANG_NAMA = 200


class PenyimpananPenuhError(Exception):
    """No room on the volume: the file is not stored, nothing else is touched."""


class TerlaluBesarError(Exception):
    """More bytes than allowed arrived; the rest was not written."""


@contextlib.contextmanager
def galat_penuh() -> Iterator[None]:
    """Turns 'no space left' into PenyimpananPenuhError."""
    try:
        yield
    except OSError as galat:
        if galat.errno in _PENUH:
            raise PenyimpananPenuhError from galat
        raise


@dataclass(frozen=True, slots=True)
class Kiriman:
    """Bytes that arrived whole: where they wait, their hash, their size, and the cleaned name they were sent with.

    `tahan`: storing leaves the waiting file in place, so that a crash before the commit loses nothing.
    """

    nama: str
    jalur: Path
    sha256: str
    ukuran: int
    tahan: bool = False


def folder_lokal() -> Path | None:
    """Root of the storage when it is a directory of this machine."""
    return Path(default_storage.location) if isinstance(default_storage, FileSystemStorage) else None


def folder_sementara() -> Path:
    """Where files wait until they are checked: on the volume of the storage, so that moving them is a rename."""
    lokal = folder_lokal()
    return lokal / FOLDER_SEMENTARA if lokal else Path(settings.FILE_UPLOAD_TEMP_DIR)


def bersihkan_nama(nama: str) -> str:
    """The name as data: NFC, last path part, no control, bidi or invisible characters, at most 200 characters.

    The extension survives the cut; nothing left gives 'berkas'.
    """
    rapi = unicodedata.normalize("NFC", nama).replace("\\", "/").rpartition("/")[2]
    rapi = "".join(h if h.isprintable() else " " if h.isspace() else "" for h in rapi)
    rapi = " ".join(rapi.split()).strip(". ") if rapi.strip(". ") else ""
    if len(rapi) > _PANJANG_NAMA:
        pokok, titik, akhiran = rapi.rpartition(".")
        ekor = f"{titik}{akhiran}" if titik and len(akhiran) <= 10 else ""
        rapi = (pokok if ekor else rapi)[: _PANJANG_NAMA - len(ekor)].rstrip() + ekor
    return rapi or "berkas"


class Penampung:
    """Receives the blocks of one file, hashing them on the way, and stops at `batas` bytes."""

    def __init__(self, nama: str, batas: int) -> None:
        self.nama = bersihkan_nama(nama)
        self.batas = batas
        self.ukuran = 0
        self._hash = hashlib.sha256()
        folder = folder_sementara()
        with galat_penuh():
            folder.mkdir(mode=MODE_FOLDER, parents=True, exist_ok=True)
            penanda, jalur = tempfile.mkstemp(prefix="unggah-", dir=folder)
        self.jalur = Path(jalur)
        self._berkas: IO[bytes] = os.fdopen(penanda, "wb", buffering=0)

    def tulis(self, blok: bytes) -> None:
        """Raises TerlaluBesarError past the limit and PenyimpananPenuhError without room; both remove the file."""
        self.ukuran += len(blok)
        if self.ukuran > self.batas:
            self.buang()
            raise TerlaluBesarError
        try:
            with galat_penuh():
                self._tulis_semua(blok)
        except BaseException:
            self.buang()
            raise
        self._hash.update(blok)

    def _tulis_semua(self, blok: bytes) -> None:
        sisa = memoryview(blok)
        while sisa:
            sisa = sisa[self._berkas.write(sisa) :]

    def selesai(self) -> Kiriman:
        """Flush to the disk and close; from here the bytes survive a crash of the machine."""
        try:
            with galat_penuh():
                os.fchmod(self._berkas.fileno(), MODE_BERKAS)
                os.fsync(self._berkas.fileno())
            self._berkas.close()
        except BaseException:
            self.buang()
            raise
        return Kiriman(self.nama, self.jalur, self._hash.hexdigest(), self.ukuran)

    def buang(self) -> None:
        """Forget the file; safe to call at any time."""
        with contextlib.suppress(OSError):
            self._berkas.close()
        self.jalur.unlink(missing_ok=True)


def tampung(blok: Iterable[bytes], nama: str, *, batas: int) -> Kiriman:
    """Receive a whole file from an iterable of blocks. Same errors as Penampung.tulis."""
    penampung = Penampung(nama, batas)
    try:
        for potong in blok:
            penampung.tulis(potong)
        return penampung.selesai()
    except BaseException:
        penampung.buang()
        raise


def tempatkan(kiriman: Kiriman, kunci: str) -> None:
    """Put the bytes at their key. The same key always means the same bytes, so replacing is harmless."""
    if folder_lokal() is None:
        _tempatkan_jauh(kiriman, kunci)
        return
    tujuan = Path(default_storage.path(kunci))
    with galat_penuh():
        baru = [f for f in (tujuan.parent, tujuan.parent.parent) if not f.exists()]
        tujuan.parent.mkdir(mode=MODE_FOLDER, parents=True, exist_ok=True)
        os.replace(_tautan(kiriman.jalur) if kiriman.tahan else kiriman.jalur, tujuan)
        for folder in (tujuan.parent, *(f.parent for f in baru)):
            fsync_folder(folder)


def _tautan(jalur: Path) -> Path:
    """A second name for the bytes; on a file system without hard links the file itself is moved."""
    kedua = jalur.with_name(f"unggah-{secrets.token_hex(8)}")
    try:
        os.link(jalur, kedua)
    except OSError as galat:
        if galat.errno in _TANPA_TAUTAN:
            return jalur
        raise
    return kedua


def _tempatkan_jauh(kiriman: Kiriman, kunci: str) -> None:
    """One atomic put, checked: a store that kept fewer bytes or another name has not stored the file."""
    if ada(kunci, kiriman.ukuran):
        return
    with _galat_jauh(), kiriman.jalur.open("rb") as isi:
        nama = default_storage.save(kunci, File(isi))
    if nama != kunci or not ada(kunci, kiriman.ukuran):
        raise OSError(errno.EIO, f"penyimpanan tidak menyimpan {kunci} dengan utuh")


@contextlib.contextmanager
def _galat_jauh() -> Iterator[None]:
    """What an object store answers, in our words: full, not there, or out of reach."""
    try:
        yield
    except Exception as galat:
        if not type(galat).__module__.startswith(("botocore.", "boto3.", "s3transfer.")):
            raise
        jawaban = getattr(galat, "response", {})
        status = jawaban.get("ResponseMetadata", {}).get("HTTPStatusCode")
        kode = jawaban.get("Error", {}).get("Code", "")
        if status == 507 or "StorageFull" in kode or "QuotaExceeded" in kode:
            raise PenyimpananPenuhError from galat
        if status == 404:
            raise FileNotFoundError(errno.ENOENT, str(galat)) from galat
        raise OSError(errno.EIO, str(galat)) from galat


def fsync_folder(folder: Path) -> None:
    """A rename or a new directory is durable only when its parent is."""
    penanda = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(penanda)
    finally:
        os.close(penanda)


def ada(kunci: str, ukuran: int) -> bool:
    """Whether the storage holds that many bytes under the key."""
    with _galat_jauh():
        return default_storage.exists(kunci) and default_storage.size(kunci) == ukuran


def buka(kunci: str, ukuran: int) -> IO[bytes]:
    """The stored bytes as a stream of constant memory. OSError when they are missing, unreadable or cut (a shorter body
    would hang the browser).
    """
    with _galat_jauh():
        aliran: Any
        bucket = getattr(default_storage, "bucket", None)
        if bucket is None:
            aliran = default_storage.open(kunci)
            panjang = aliran.size
        else:  # S3Storage.open() would first load the whole object into memory
            objek = bucket.Object(kunci).get()
            aliran, panjang = objek["Body"], objek["ContentLength"]
    if panjang != ukuran:
        aliran.close()
        raise OSError(errno.EIO, f"{panjang} B, seharusnya {ukuran} B")
    return cast("IO[bytes]", aliran)


def ruang_cukup(ukuran: int) -> bool:
    """Whether the volume of the waiting files has room for that many bytes now."""
    folder = folder_sementara()
    with galat_penuh():
        folder.mkdir(mode=MODE_FOLDER, parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free > ukuran
