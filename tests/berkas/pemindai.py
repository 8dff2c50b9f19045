"""A clamd that is not one: a socket that answers as it is told."""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

TANDA = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class PemindaiPalsu:
    """`laku`: baik, usang, tanpa_definisi, lambat, ngawur, putus, batas. `diterima`: the bytes of every scan."""

    def __init__(self, jalur: Path) -> None:
        self.laku = "baik"
        self.diterima: list[bytes] = []
        self._soket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._soket.bind(str(jalur))
        self._soket.listen(8)
        self._utas = threading.Thread(target=self._layani, daemon=True)
        self._utas.start()

    def tutup(self) -> None:
        with contextlib.suppress(OSError):
            self._soket.shutdown(socket.SHUT_RDWR)
        self._soket.close()
        self._utas.join(5)

    def _layani(self) -> None:
        while True:
            try:
                sambungan, _ = self._soket.accept()
            except OSError:
                return
            with sambungan, contextlib.suppress(OSError):
                self._jawab(sambungan)

    def _jawab(self, sambungan: socket.socket) -> None:
        aliran = sambungan.makefile("rb")
        perintah = b""
        while not perintah.endswith(b"\0"):
            perintah += aliran.read(1) or b"\0"
        if self.laku == "putus":
            return
        if self.laku == "ngawur":
            sambungan.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return
        if self.laku == "lambat":
            time.sleep(1.5)
        if perintah == b"zVERSION\0":
            sambungan.sendall(self._versi())
        elif perintah == b"zINSTREAM\0":
            sambungan.sendall(self._pindai(aliran))
        with contextlib.suppress(OSError):
            sambungan.shutdown(socket.SHUT_WR)
            aliran.read()

    def _versi(self) -> bytes:
        if self.laku == "tanpa_definisi":
            return b"ClamAV 1.4.3\0"
        hari = dt.datetime.now(dt.UTC) - dt.timedelta(days=30 if self.laku == "usang" else 1)
        return f"ClamAV 1.4.3/27500/{hari:%a %b %d %H:%M:%S %Y}\0".encode()

    def _pindai(self, aliran: object) -> bytes:
        isi = b""
        while panjang := int.from_bytes(aliran.read(4), "big"):  # type: ignore[attr-defined]
            isi += aliran.read(panjang)  # type: ignore[attr-defined]
        self.diterima.append(isi)
        if self.laku == "batas":
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Test-Signature FOUND\0" if TANDA in isi else b"stream: OK\0"


@contextlib.contextmanager
def pemindai_palsu(folder: Path) -> Iterator[PemindaiPalsu]:
    palsu = PemindaiPalsu(folder / "clamd.ctl")
    try:
        yield palsu
    finally:
        palsu.tutup()
