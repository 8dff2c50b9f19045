"""The same verdict, judged in a process of its own with bounded memory and time and without a network.

A PDF of one megabyte can unfold to gigabytes inside the parser, which no check of the file can foresee; in the web
process it would take everybody's requests with it. The limits are in kurung.py; what happened to the child decides
here: what the file did to it refuses the file, what somebody else did to it is tried again.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from berkas.periksa.kurung import MEMORI_MAKS
from berkas.periksa.putusan import Alasan, Putusan
from berkas.periksa.tipe import tipe_untuk

log = logging.getLogger(__name__)
DETIK_MAKS = 20  # of the clock: on a busy machine 5 seconds of processor take longer
SERENTAK = 2  # checks at once in one web process; the others wait
PERCOBAAN = 2
_KELUARAN_MAKS = 64 * 1024
_AKAR = Path(__file__).resolve().parents[2]
_PERINTAH = (sys.executable, "-E", "-m", "berkas.periksa")
_LINGKUNGAN = {"PATH", "LD_LIBRARY_PATH"}
# How a file kills the process: time used up, memory gone in a place that cannot say so, a fault of the parser.
_ULAH_BERKAS = frozenset({signal.SIGXCPU, signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL})
_giliran = threading.BoundedSemaphore(SERENTAK)


@dataclass(frozen=True, slots=True)
class Hasil:
    """One run: the verdict, how long it took, peak memory in bytes (0: died first), whether the network was cut."""

    putusan: Putusan
    detik: float
    memori: int
    terputus: bool
    mati: bool


class _TerhentiError(Exception):
    """The process ended for a reason that is not the file's."""


def periksa_terpisah(jalur: Path, nama: str, *, batas: int) -> Putusan:
    """periksa_berkas() in a child process. One that runs out of memory or time makes the file "terlalu rumit".

    A child that somebody else ended, or that cannot start, is tried once more; then the reason is GANGGUAN: nothing is
    known about the file, and nothing may be stored.
    """
    return ukur_terpisah(jalur, nama, batas=batas).putusan


def ukur_terpisah(jalur: Path, nama: str, *, batas: int) -> Hasil:
    """The same with what it took."""
    mulai = time.monotonic()
    with _giliran:
        for sisa in reversed(range(PERCOBAAN)):
            try:
                return _jalankan(jalur, nama, batas)
            except _TerhentiError as galat:
                log.warning("pemeriksaan terhenti (%s percobaan tersisa): %s", sisa, galat)
    tipe = tipe_untuk(nama)
    gangguan = Putusan(Alasan.GANGGUAN, tipe.nama if tipe else "")
    return Hasil(gangguan, time.monotonic() - mulai, 0, terputus=False, mati=True)


def _jalankan(jalur: Path, nama: str, batas: int) -> Hasil:
    mulai = time.monotonic()
    try:
        proses = subprocess.Popen(  # noqa: S603  a fixed program; the name comes after it as data
            [*_PERINTAH, str(jalur.resolve()), nama, str(batas), str(os.getpid())],
            cwd=_AKAR,
            env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
            | {k: os.environ[k] for k in _LINGKUNGAN & set(os.environ)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as galat:
        raise _TerhentiError(str(galat)) from galat
    lewat = threading.Event()
    penjaga = threading.Timer(DETIK_MAKS, _habiskan, (proses, lewat))
    penjaga.daemon = True
    penjaga.start()
    try:
        assert proses.stdout is not None  # noqa: S101  asked for above
        keluaran = proses.stdout.read(_KELUARAN_MAKS)
    finally:
        penjaga.cancel()
        if sys.exc_info()[0] or len(keluaran) == _KELUARAN_MAKS:
            _bunuh(proses)
        kode = proses.wait()
        proses.stdout.close()  # type: ignore[union-attr]
    return _tafsirkan(keluaran, kode, lewat.is_set(), nama, time.monotonic() - mulai)


def _habiskan(proses: subprocess.Popen[bytes], lewat: threading.Event) -> None:
    lewat.set()
    _bunuh(proses)


def _bunuh(proses: subprocess.Popen[bytes]) -> None:
    """The whole session of the child; it is never reaped before this returns, so the number is still its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(proses.pid, signal.SIGKILL)


def _tafsirkan(keluaran: bytes, kode: int, lewat: bool, nama: str, detik: float) -> Hasil:
    if kode == 0:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            isi = json.loads(keluaran.rpartition(b"\n")[2])
            putusan = Putusan(isi["alasan"] and Alasan(isi["alasan"]), isi["tipe"], isi["media"], isi["halaman"])
            if b"Traceback" in keluaran:  # a fault of ours, refused as damaged; plain remarks of the parsers are not
                log.error("pemeriksaan %s: %s", putusan.tipe, keluaran[:2000].decode(errors="replace"))
            return Hasil(putusan, detik, isi["memori"], isi["terputus"], mati=False)
    catatan = f"kode {kode}: {keluaran[-1000:].decode(errors='replace')}"
    if lewat or -kode in _ULAH_BERKAS:
        log.warning("pemeriksaan berhenti: %s", "lewat waktu" if lewat else catatan)
        tipe = tipe_untuk(nama)
        return Hasil(Putusan(Alasan.TERLALU_RUMIT, tipe.nama if tipe else ""), detik, 0, terputus=False, mati=True)
    raise _TerhentiError(catatan)


def uji_diri() -> Hasil:
    """Judge a small text file: whether the process starts, what it costs and whether its network is cut."""
    with tempfile.NamedTemporaryFile(prefix="periksa-", suffix=".txt") as contoh:
        contoh.write(b"Uji pemeriksa berkas.\n")
        contoh.flush()
        return ukur_terpisah(Path(contoh.name), "uji.txt", batas=MEMORI_MAKS)
