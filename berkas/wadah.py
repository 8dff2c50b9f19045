"""The waiting file of a resumable upload, written in place by one process at a time.

The writer holds flock on it for as long as it works. The kernel drops that lock with the process, so a lock that cannot
be had means a writer that lives (perhaps one that still listens to a dead connection), never one that was killed.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
import uuid
from pathlib import Path

from berkas.penyimpanan import MODE_BERKAS, MODE_FOLDER, Kiriman, folder_sementara, fsync_folder, galat_penuh

AWALAN = "unggah-tus-"
_JEDA = 0.05  # seconds between two looks at the lock
_SALIN = 1024 * 1024


def jalur_wadah(id_: uuid.UUID, nomor: int) -> Path:
    return folder_sementara() / f"{AWALAN}{id_}-{nomor}"


def id_wadah(jalur: Path) -> tuple[uuid.UUID, int] | None:
    """The upload a waiting file belongs to and its number; None when its name is not one of ours."""
    with contextlib.suppress(ValueError):
        id_, _, nomor = jalur.name.removeprefix(AWALAN).rpartition("-")
        return uuid.UUID(id_), int(nomor)
    return None


class Wadah:
    """An open, locked waiting file. `ukuran` is its length on the disk, bytes of a crashed writer included."""

    def __init__(self, jalur: Path, penanda: int) -> None:
        self.jalur, self._penanda = jalur, penanda

    @classmethod
    def buka(cls, jalur: Path) -> Wadah | None:
        """Open for writing, made when it is not there; None while another writer lives."""
        with galat_penuh():
            if not jalur.parent.is_dir():
                jalur.parent.mkdir(mode=MODE_FOLDER, parents=True, exist_ok=True)
            penanda = os.open(jalur, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, MODE_BERKAS)
        try:
            fcntl.flock(penanda, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(penanda)
            return None
        return cls(jalur, penanda)

    @property
    def ukuran(self) -> int:
        return os.fstat(self._penanda).st_size

    def potong(self, letak: int) -> None:
        """Forget everything from `letak` on and write there next."""
        os.ftruncate(self._penanda, letak)
        os.lseek(self._penanda, letak, os.SEEK_SET)

    def tulis(self, blok: bytes) -> None:
        """Raises PenyimpananPenuhError; what was written before it stays."""
        sisa = memoryview(blok)
        with galat_penuh():
            while sisa:
                sisa = sisa[os.write(self._penanda, sisa) :]

    def mantapkan(self, *, baru: bool = False) -> None:
        """From here on the bytes survive a crash of the machine; `baru`: so does the file's name."""
        with galat_penuh():
            os.fsync(self._penanda)
            if baru:
                fsync_folder(self.jalur.parent)

    def salin_dari(self, lain: Path, sampai: int) -> None:
        """Take over the first bytes of a file that a live writer may still be lengthening."""
        self.potong(0)
        with lain.open("rb", buffering=0) as isi:
            while sisa := sampai - self.ukuran:
                blok = isi.read(min(_SALIN, sisa))
                if not blok:
                    break
                self.tulis(blok)
        self.mantapkan(baru=True)

    def kiriman(self, nama: str) -> Kiriman:
        """The whole file as something to check and store; it stays where it is until the upload's row says so."""
        with self.jalur.open("rb") as isi:
            sidik = hashlib.file_digest(isi, "sha256").hexdigest()
        return Kiriman(nama, self.jalur, sidik, self.ukuran, tahan=True)

    def tutup(self) -> None:
        """Close, which also gives the lock back. Safe to call twice."""
        penanda, self._penanda = self._penanda, -1
        if penanda >= 0:
            os.close(penanda)


def ditulis(jalur: Path) -> bool:
    """Whether a living process has the file open for writing."""
    try:
        penanda = os.open(jalur, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(penanda, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(penanda)
    return False


def tunggu_penulis(jalur: Path, detik: float) -> bool:
    """Wait until nobody writes any more, at most so long; whether that is so. Needs no database connection."""
    akhir = time.monotonic() + detik
    while ditulis(jalur):
        if time.monotonic() >= akhir:
            return False
        time.sleep(_JEDA)
    return True


def diam_sejak(jalur: Path) -> float:
    """Seconds since the file was last written to; 0 when it is not there."""
    try:
        return max(0.0, time.time() - jalur.stat().st_mtime)
    except FileNotFoundError:
        return 0.0
