"""ClamAV over its socket, when the instance has one (setting CLAMAV). The bytes are sent; clamd needs no file rights.

A scanner that cannot be asked, or whose definitions are old, says nothing about a file: the file waits. Nothing here
knows requests or tables.
"""

from __future__ import annotations

import datetime as dt
import re
import socket
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.utils import timezone

BERSIH, MENUNGGU = "bersih", "menunggu"
_BLOK = 64 * 1024
_JAWABAN_MAKS = 4096
_SEBAB: dict[type[OSError], str] = {
    FileNotFoundError: "soketnya tidak ada",
    ConnectionRefusedError: "sambungan ditolak",
    PermissionError: "soketnya tidak boleh dibuka",
    TimeoutError: "terlalu lama",
}


class TidakTerpindaiError(Exception):
    """No verdict; `str()` says why, for the health page."""


@dataclass(frozen=True, slots=True)
class VersiPemindai:
    """What the scanner says about itself; `tanggal` of its definitions, None = it has none."""

    teks: str
    tanggal: dt.datetime | None

    @property
    def usang(self) -> bool:
        return self.tanggal is None or timezone.now() - self.tanggal > dt.timedelta(days=settings.CLAMAV_UMUR_HARI)


def disetel() -> bool:
    return bool(settings.CLAMAV)


def pindai(isi: IO[bytes]) -> str:
    """'' = clean, else the name of what was found. Raises TidakTerpindaiError.

    Old definitions may still find something; that they find nothing is worth nothing.
    """
    usang = versi().usang
    jawaban = _tanya(b"zINSTREAM\0", isi)
    if temuan := re.fullmatch(r"stream: (.+) FOUND", jawaban):
        return temuan[1][:100]
    if jawaban != "stream: OK":
        raise TidakTerpindaiError(f"Jawaban antivirus tidak dikenal: {jawaban[:100]}")
    if usang:
        raise TidakTerpindaiError("Definisi antivirus usang.")
    return ""


def versi() -> VersiPemindai:
    """`ClamAV 1.4.3/27500/Tue Nov 24 09:00:00 2026`; without definitions only the first part. Raises."""
    jawaban = _tanya(b"zVERSION\0")
    if not jawaban.startswith("ClamAV "):
        raise TidakTerpindaiError(f"Jawaban antivirus tidak dikenal: {jawaban[:100]}")
    tanggal = None
    if jawaban.count("/") >= 2:
        try:
            teks = " ".join(jawaban.split("/", 2)[2].split())
            tanggal = dt.datetime.strptime(teks, "%a %b %d %H:%M:%S %Y").replace(tzinfo=dt.UTC)
        except ValueError:
            tanggal = None
    return VersiPemindai(jawaban[:100], tanggal)


def _tanya(perintah: bytes, isi: IO[bytes] | None = None) -> str:
    """One command on one connection; with `isi` its bytes follow in blocks, each behind its length."""
    try:
        with _sambung() as soket:
            soket.sendall(perintah)
            if isi is not None:
                while blok := isi.read(_BLOK):
                    soket.sendall(len(blok).to_bytes(4, "big") + blok)
                soket.sendall(b"\0\0\0\0")
            jawaban = b""
            while b"\0" not in jawaban and len(jawaban) < _JAWABAN_MAKS and (potong := soket.recv(_JAWABAN_MAKS)):
                jawaban += potong
    except OSError as galat:  # absent, refused, timed out, hung up
        sebab = next((kata for jenis, kata in _SEBAB.items() if isinstance(galat, jenis)), "sambungan gagal")
        raise TidakTerpindaiError(f"Antivirus tidak menjawab: {sebab}.") from galat
    return jawaban.partition(b"\0")[0].decode(errors="replace").strip()


def _sambung() -> socket.socket:
    jenis, _, alamat = settings.CLAMAV.partition(":")
    if jenis == "unix":
        soket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        soket.settimeout(settings.CLAMAV_DETIK)
        try:
            soket.connect(alamat)
        except OSError:
            soket.close()
            raise
        return soket
    inang, _, porta = alamat.rpartition(":")
    return socket.create_connection((inang.strip("[]"), int(porta)), settings.CLAMAV_DETIK)
