"""The supervisor: starts the children in order, watches them, stops them in reverse order."""

import http.client
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from zi_portal.lokal.galat import GagalError
from zi_portal.lokal.klaster import Klaster
from zi_portal.lokal.lingkungan import Alamat
from zi_portal.lokal.proses import luncurkan, sapu_grup

BATAS_HANGAT = 60  # seconds until the first page must answer
HALAMAN_HANGAT = "/masuk/"


@dataclass
class Anak:
    """One child: what it is called in messages, how it starts, how long it may take to stop (seconds)."""

    nama: str
    perintah: Sequence[str | Path]
    env: Mapping[str, str]
    batas_berhenti: float = 8
    proses: "subprocess.Popen[bytes] | None" = None


class Berhenti(Exception):
    """Ctrl-C or SIGTERM."""


@dataclass
class Penyelia:
    """Runs the cluster and its users until one dies or somebody asks to stop. `cwd` is where the children run."""

    cwd: Path
    klaster: Klaster | None = None
    anak: list[Anak] = field(default_factory=list)
    diminta: int = 0  # how often a stop was asked for

    def __post_init__(self) -> None:
        """Take the signals over; from here on they wake `_tunggu` instead of interrupting anything half-way."""
        self._baca, tulis = os.pipe()
        os.set_blocking(self._baca, False)
        os.set_blocking(tulis, False)
        signal.set_wakeup_fd(tulis, warn_on_full_buffer=False)
        for nomor in (signal.SIGINT, signal.SIGTERM):
            signal.signal(nomor, self._catat_permintaan)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
            signal.signal(signal.SIGHUP, self._catat_permintaan)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _catat_permintaan(self, *_: object) -> None:
        self.diminta += 1

    def _tunggu(self, detik: float) -> None:
        """Sleep until a signal (a child that ends sends one too) or the time is over."""
        select.select([self._baca], [], [], detik)
        try:
            while os.read(self._baca, 512):
                pass
        except BlockingIOError:
            return

    def periksa(self) -> None:
        """Raise Berhenti when asked to stop, GagalError when a child has ended by itself."""
        if self.diminta:
            raise Berhenti
        klaster = self.klaster.proses if self.klaster else None
        for nama, proses in [("PostgreSQL", klaster), *((anak.nama, anak.proses) for anak in self.anak)]:
            kode = proses.poll() if proses else None
            if kode is not None:
                raise GagalError(f"{nama} berhenti sendiri ({sebab(kode)}). Semua proses dihentikan.")

    def nyalakan(self, klaster: Klaster) -> None:
        """Start the cluster that all children use. It is watched like them and stopped after them."""
        klaster.mulai(self.periksa)
        self.klaster = klaster

    def jalankan(self, anak: Anak) -> None:
        """Start a child that should live as long as we do."""
        self.periksa()
        anak.proses = luncurkan(anak.perintah, env=anak.env, cwd=self.cwd)
        self.anak.append(anak)

    def selesaikan(self, anak: Anak) -> None:
        """Run a child to its end. Raises GagalError when it fails."""
        self.periksa()
        anak.proses = luncurkan(anak.perintah, env=anak.env, cwd=self.cwd)
        try:
            while anak.proses.poll() is None:
                self.periksa()
                self._tunggu(1)
        finally:
            self._hentikan([anak])
        if anak.proses.returncode:
            raise GagalError(f"{anak.nama} gagal ({sebab(anak.proses.returncode)}). Sebabnya tertulis di atas.")

    def tunggu_sampai_berhenti(self) -> None:
        """Return never: ends with Berhenti or GagalError."""
        while True:
            self.periksa()
            self._tunggu(5)

    def hangatkan(self, alamat: Alamat, asal: str, banyak: int = 4) -> None:
        """Fetch the login page until it answers, then once more in parallel, so that no visitor meets a cold worker."""
        akhir = time.monotonic() + BATAS_HANGAT
        while (status := ambil_halaman(alamat, asal)) is None:
            self.periksa()
            if time.monotonic() > akhir:
                raise GagalError(f"Server web belum menjawab setelah {BATAS_HANGAT} detik.")
            self._tunggu(0.05)
        with ThreadPoolExecutor(banyak) as kolam:
            status = max([status, *filter(None, kolam.map(lambda _: ambil_halaman(alamat, asal), range(banyak)))])
        if status >= 500:
            raise GagalError(
                f"Server web menyala, tetapi {HALAMAN_HANGAT} menjawab {status}. Sebabnya tertulis di atas."
            )

    def hentikan_semua(self) -> None:
        """Stop the children, last started first, then the cluster. A second Ctrl-C does not wait for the children."""
        self._hentikan(self.anak[::-1])
        self.anak.clear()
        if self.klaster:
            self.klaster.berhenti()

    def _hentikan(self, daftar: list[Anak]) -> None:
        """Ask all of them in order, then wait for each; what does not go in its time is killed with its group."""
        for anak in daftar:
            if anak.proses and anak.proses.poll() is None:
                anak.proses.terminate()
        awal, diminta = time.monotonic(), self.diminta
        for anak in daftar:
            if anak.proses is None:
                continue
            while (
                anak.proses.poll() is None and time.monotonic() - awal < anak.batas_berhenti and self.diminta == diminta
            ):
                self._tunggu(0.2)
            sapu_grup(anak.proses)
            anak.proses.wait()


def sebab(kode: int) -> str:
    """An exit code in words."""
    return f"sinyal {signal.Signals(-kode).name}" if kode < 0 else f"kode {kode}"


def ambil_halaman(alamat: Alamat, asal: str) -> int | None:
    """The status of the login page, None while nobody listens. Asked with the public host name, not followed."""
    inang = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(alamat.inang, alamat.inang)  # noqa: S104 - compared, not bound
    sambungan = http.client.HTTPConnection(inang, alamat.porta, timeout=20)
    try:
        sambungan.request("GET", HALAMAN_HANGAT, headers={"Host": urlsplit(asal).netloc, "Connection": "close"})
        return sambungan.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        sambungan.close()


def periksa_porta(alamat: Alamat) -> None:
    """Raise GagalError when the port cannot be had. Asked before the long work, not after it."""
    try:
        keluarga, jenis, protokol, _, tujuan = socket.getaddrinfo(
            alamat.inang, alamat.porta, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(keluarga, jenis, protokol) as percobaan:
            percobaan.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            percobaan.bind(tujuan)
            percobaan.listen(1)  # with SO_REUSEADDR only this fails when somebody listens with SO_REUSEPORT
    except PermissionError:
        raise GagalError(
            f"Porta {alamat.porta} hanya boleh dibuka root. Pilih yang lain: ALAMAT=127.0.0.1:8000 ./run"
        ) from None
    except OSError as galat:
        lain = alamat.porta + 1 if alamat.porta < 65535 else 8000
        raise GagalError(
            f"Alamat {alamat.inang}:{alamat.porta} tidak dapat dipakai ({galat.strerror}). "
            f"Mungkin program lain memakainya; pilih porta lain, misalnya: ALAMAT=127.0.0.1:{lain} ./run"
        ) from None
