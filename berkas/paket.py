"""A ZIP of stored files written while it is sent: nothing is compressed, kept or written to disk. Knows no tables.

Memory stays at one block, whatever the size; ZIP64 where needed. A file that is lost, cut or changed never breaks the
archive: it is named in a text file at its end.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, cast

from berkas.penyimpanan import buka

BLOK = 256 * 1024
JALUR_MAKS = 200
CATATAN = "BERKAS YANG TIDAK DISERTAKAN.txt"
_TERLARANG = re.compile(r'[<>:"/\\|?*]')
_CADANGAN = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entri:
    """One file: its path in the ZIP, where its bytes lie, their length and hash, and the time to show."""

    jalur: str
    kunci: str
    ukuran: int
    sha256: str
    pada: dt.datetime


def nama_aman(nama: str, maks: int = 120) -> str:
    """A name that Windows, macOS and Linux all take; the extension survives the cut.

    No separators, control or bidi characters, no reserved device name, no dot or blank at its end.
    """
    rapi = unicodedata.normalize("NFC", nama)
    rapi = _TERLARANG.sub("_", "".join(h if h.isprintable() else "" for h in rapi))
    rapi = " ".join(rapi.split()).strip(". ")
    pokok, titik, akhiran = rapi.rpartition(".")
    if titik and pokok and len(akhiran) <= 10:
        rapi = f"{pokok[: maks - len(akhiran) - 1].rstrip('. ')}.{akhiran}"
    else:
        rapi = rapi[:maks].rstrip(". ")
    return f"_{rapi}" if _CADANGAN.fullmatch(rapi) else rapi or "berkas"


class Jalur:
    """Gives each file a path of its own: unique without regard to case, at most JALUR_MAKS characters."""

    def __init__(self) -> None:
        self._terpakai: set[str] = {CATATAN.casefold()}

    def untuk(self, folder: Iterable[str], nama: str) -> str:
        awal = "/".join(nama_aman(f, 60) for f in folder)
        awal = f"{awal}/" if awal else ""
        for n in range(1, 10_000):
            ekor = "" if n == 1 else f" ({n})"
            aman = nama_aman(nama, JALUR_MAKS - len(awal) - len(ekor))
            pokok, titik, akhiran = aman.rpartition(".")
            calon = f"{awal}{pokok}{ekor}.{akhiran}" if titik else f"{awal}{aman}{ekor}"
            if calon.casefold() not in self._terpakai:
                self._terpakai.add(calon.casefold())
                return calon
        raise ValueError("terlalu banyak berkas bernama sama")


class _Aliran:
    """Where zipfile writes: bytes wait here until they are sent. No seek and no tell, so zipfile streams."""

    def __init__(self) -> None:
        self._potong: list[bytes] = []

    def write(self, isi: bytes) -> int:
        self._potong.append(bytes(isi))
        return len(isi)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def ambil(self) -> bytes:
        semua, self._potong = b"".join(self._potong), []
        return semua


def alirkan(
    entri: Iterable[Entri], tambahan: Iterable[tuple[str, bytes]] = (), *, hilang: list[str]
) -> Iterator[bytes]:
    """The ZIP in blocks: `tambahan` (path, bytes) first, then every file as it lies in the storage.

    `hilang` takes the sentences about files that could not be given whole; sentences already in it are written too.
    """
    aliran = _Aliran()
    with zipfile.ZipFile(cast(IO[bytes], aliran), "w", zipfile.ZIP_STORED, allowZip64=True) as arsip:
        for jalur, isi in tambahan:
            arsip.writestr(_info(jalur, None), isi)
            yield aliran.ambil()
        for satu in entri:
            yield from _satu(arsip, aliran, satu, hilang)
        if hilang:
            arsip.writestr(_info(CATATAN, None), ("\r\n".join(hilang) + "\r\n").encode("utf-8-sig"))
    yield aliran.ambil()


def _satu(arsip: zipfile.ZipFile, aliran: _Aliran, entri: Entri, hilang: list[str]) -> Iterator[bytes]:
    try:
        berkas = buka(entri.kunci, entri.ukuran)
    except OSError:
        hilang.append(f"{entri.jalur}: isinya hilang atau tidak utuh di penyimpanan server.")
        return
    with contextlib.closing(berkas):
        info = _info(entri.jalur, entri.pada)
        info.file_size = entri.ukuran
        sidik, terkirim = hashlib.sha256(), 0
        with arsip.open(info, "w") as tujuan:
            try:
                while blok := berkas.read(BLOK):
                    sidik.update(blok)
                    terkirim += len(blok)
                    tujuan.write(blok)
                    yield aliran.ambil()
            except OSError:
                hilang.append(f"{entri.jalur}: terputus saat dibaca; hanya {terkirim} B pertama yang ada.")
        if terkirim == entri.ukuran and sidik.hexdigest() != entri.sha256:
            hilang.append(
                f"{entri.jalur}: isinya tidak sama dengan SHA-256 yang tercatat. Jangan dipakai sebagai bukti."
            )
    yield aliran.ambil()


def _info(jalur: str, pada: dt.datetime | None) -> zipfile.ZipInfo:
    tanggal = (max(1980, pada.year), *pada.timetuple()[1:6]) if pada else (1980, 1, 1, 0, 0, 0)
    info = zipfile.ZipInfo(jalur, date_time=tanggal)
    info.external_attr = 0o640 << 16
    return info
