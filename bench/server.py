"""The real server (granian as ./run starts it) on a durable throw-away cluster with demo data, and a small client.

Import before anything of Django. Faults are only worth measuring where fsync is real, so nothing here lies in memory.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zi_portal.lokal.__main__ import _perintah_web
from zi_portal.lokal.klaster import APLIKASI, PEMILIK, Klaster
from zi_portal.lokal.lingkungan import AKAR, Alamat
from zi_portal.lokal.proses import hentikan

MIB = 1024 * 1024
POKJA = "pokja5.07"
PUTUS = (OSError, http.client.HTTPException)


def porta_bebas() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@dataclass
class Server:
    """A running web server; `env` is what its processes see."""

    var: Path
    env: dict[str, str]
    alamat: Alamat
    proses: subprocess.Popen[bytes] | None = None

    def nyalakan(self) -> None:
        perintah = _perintah_web(self.alamat)
        self.proses = subprocess.Popen(perintah, cwd=AKAR, env=self.env, process_group=0, stderr=subprocess.DEVNULL)
        akhir = time.monotonic() + 60
        while not self.menjawab():
            assert time.monotonic() < akhir, "server tidak menyala"
            time.sleep(0.1)

    def menjawab(self) -> bool:
        with contextlib.suppress(*PUTUS):
            return Klien(self.alamat.porta).minta("GET", "/healthz").status == 200
        return False

    def berhenti(self) -> None:
        if self.proses:
            hentikan(self.proses, 8)

    def pekerja(self) -> list[int]:
        """Process ids of the web workers."""
        return [p for p in anak_dari(self.proses.pid) if "resource_tracker" not in perintah_dari(p)]

    def pemeriksa(self) -> list[int]:
        """Process ids of the children that check files right now."""
        return [c for p in self.pekerja() for c in anak_dari(p) if "berkas.periksa" in perintah_dari(c)]

    def rss(self) -> int:
        """Resident bytes of all web workers together."""
        hasil = 0
        for pid in self.pekerja():
            with contextlib.suppress(OSError):
                hasil += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        return hasil


def anak_dari(pid: int) -> list[int]:
    hasil = []
    for tugas in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            hasil += [int(p) for p in tugas.read_text().split()]
    return hasil


def perintah_dari(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


@contextlib.contextmanager
def server_demo(*, batas_mb: int = 50, gudang: Callable[[Path], contextlib.AbstractContextManager[Any]] | None = None
                ) -> Iterator[Server]:  # fmt: skip
    """Cluster with fsync, demo data, Django set up here too (as owner), web server on a free port.

    `gudang(folder)` may put something else, say a small volume, where the evidence lies.
    """
    tempat = Path(tempfile.mkdtemp(prefix="zi-bench-", dir="/var/tmp"))
    tempat.chmod(0o755)
    klaster = Klaster(tempat / "pg").mulai()
    alamat = Alamat("127.0.0.1", porta_bebas())
    var = tempat / "var"
    (var / "berkas").mkdir(parents=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "zi_portal.settings",
        "DATABASE_URL": klaster.url(PEMILIK),
        "SECRET_KEY": "kunci-bench-bukan-rahasia-0123456789-abcdefghijklmnop",
        "ZI_VAR": str(var),
        "ASAL": alamat.url,
        "DEMO": "1",
        "BATAS_BERKAS_MB": str(batas_mb),
        "TINGKAT_LOG": "ERROR",
        "TASKS_BACKEND": "django_tasks.backends.dummy.DummyBackend",
    }
    server = Server(var, {**os.environ, "DATABASE_URL": klaster.url(APLIKASI)}, alamat)
    try:
        with gudang(var / "berkas") if gudang else contextlib.nullcontext():
            import django

            django.setup()
            from django.core.management import call_command

            call_command("siapkan", verbosity=0)
            server.nyalakan()
            yield server
            server.berhenti()
            from django.db import connections

            connections.close_all()
    finally:
        server.berhenti()
        klaster.berhenti()
        shutil.rmtree(tempat, ignore_errors=True)


@dataclass
class Jawab:
    status: int
    kepala: http.client.HTTPMessage
    isi: bytes

    def json(self) -> dict[str, Any]:
        return json.loads(self.isi)


@dataclass
class Klien:
    """One person's connection. `porta` may be that of a proxy; `kuki` comes from `masuk`."""

    porta: int
    kuki: str = ""
    token: str = ""
    lewat: Callable[[bytes], None] | None = None  # called after each block of a body that went out
    _sambungan: http.client.HTTPConnection | None = field(default=None, repr=False)

    def minta(self, cara: str, jalur: str, kepala: dict[str, str] | None = None, isi: Any = None) -> Jawab:
        """Raises one of PUTUS when the line breaks; the next request opens a new one."""
        if self._sambungan is None:
            self._sambungan = http.client.HTTPConnection("127.0.0.1", self.porta, timeout=90)
        dasar = {"Cookie": self.kuki, "X-CSRFToken": self.token} | (kepala or {})
        try:
            self._sambungan.request(cara, jalur, body=isi, headers=dasar)
            jawab = self._sambungan.getresponse()
            return Jawab(jawab.status, jawab.headers, jawab.read())
        except PUTUS:
            self.tutup()
            raise

    def tutup(self) -> None:
        if self._sambungan:
            self._sambungan.close()
        self._sambungan = None

    def kirim_biasa(self, jalur: str, nama: str, isi: bytes, skrip: bool = True, **medan: str) -> Jawab:
        """The plain form with one file."""
        batas = secrets.token_hex(12)
        bagian = [f'--{batas}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in medan.items()]
        kepala = f'--{batas}\r\nContent-Disposition: form-data; name="berkas"; filename="{nama}"\r\n\r\n'
        badan = "".join(bagian).encode() + kepala.encode() + isi + f"\r\n--{batas}--\r\n".encode()
        skrip_ = {"X-Requested-With": "fetch"} if skrip else {}
        return self.minta("POST", jalur, {"Content-Type": f"multipart/form-data; boundary={batas}", **skrip_}, badan)


TUS = {"Tus-Resumable": "1.0.0", "X-Requested-With": "fetch"}


def buka_tus(klien: Klien, ke: str, nama: str, ukuran: int, **meta: str) -> Jawab:
    isi = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in ({"filename": nama} | meta).items())
    return klien.minta("POST", ke, TUS | {"Upload-Length": str(ukuran), "Upload-Metadata": isi})


def potongan(klien: Klien, url: str, letak: int, isi: Any, panjang: int | None = None) -> Jawab:
    kepala = TUS | {"Upload-Offset": str(letak), "Content-Type": "application/offset+octet-stream"}
    kepala["Content-Length"] = str(len(isi) if panjang is None else panjang)
    return klien.minta("PATCH", url, kepala, isi)


def letak_tus(klien: Klien, url: str) -> int:
    jawab = klien.minta("HEAD", url, TUS)
    assert jawab.status == 200, jawab.status
    return int(jawab.kepala["Upload-Offset"])


def masuk(username: str, porta: int) -> Klien:
    """A session of that demo account in its first role."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from satker.models import User

    user = User.objects.get(username=username)
    sesi = SessionStore()
    sekarang = int(time.time())
    sesi.update({"mulai": sekarang, "terakhir": sekarang, SESSION_KEY: str(user.pk)})
    sesi.update(
        {BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0], HASH_SESSION_KEY: user.get_session_auth_hash()}
    )
    sesi.create()
    token = secrets.token_hex(16)
    return Klien(porta, f"sesi={sesi.session_key}; csrf={token}", token)


def mp4(ukuran: int) -> bytes:
    """A valid MP4 of exactly that many bytes, different each time, whose payload does not compress."""
    kepala = (16).to_bytes(4, "big") + b"ftypisom\0\0\2\0" + (24).to_bytes(4, "big") + b"moov" + bytes(16)
    sisa = ukuran - len(kepala)
    return kepala + sisa.to_bytes(4, "big") + b"mdat" + os.urandom(sisa - 8)
