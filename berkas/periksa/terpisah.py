"""The same verdict, judged in a process of its own with bounded memory and time.

A PDF of one megabyte can unfold to gigabytes inside the parser, which no check of the file can foresee; in the web
process it would take everybody's requests with it.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

from berkas.periksa.putusan import Alasan, Putusan
from berkas.periksa.tipe import tipe_untuk

log = logging.getLogger(__name__)
MEMORI_MAKS = 768 * 1024 * 1024  # bytes of address space
CPU_MAKS = 10  # seconds
DETIK_MAKS = 30  # on a busy machine
SERENTAK = 2  # checks at once in one web process; the others wait
_AKAR = Path(__file__).resolve().parents[2]
_giliran = threading.BoundedSemaphore(SERENTAK)


def periksa_terpisah(jalur: Path, nama: str, *, batas: int) -> Putusan:
    """periksa_berkas() in a child process. One that runs out of memory or time makes the file "terlalu rumit"."""
    perintah = [sys.executable, "-m", "berkas.periksa", str(jalur.resolve()), nama, str(batas)]
    lingkungan = {k: v for k, v in os.environ.items() if k in {"PATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR"}}
    with _giliran:
        try:
            hasil = subprocess.run(  # noqa: S603  a fixed program; the name comes after it as data
                perintah, cwd=_AKAR, env=lingkungan, capture_output=True, timeout=DETIK_MAKS, check=True, text=True
            )
            isi = json.loads(hasil.stdout)
        except (subprocess.SubprocessError, ValueError) as galat:
            log.warning("pemeriksaan berhenti: %s %s", galat, getattr(galat, "stderr", ""))
            tipe = tipe_untuk(nama)
            return Putusan(Alasan.TERLALU_RUMIT, tipe.nama if tipe else "")
    return Putusan(isi["alasan"] and Alasan(isi["alasan"]), isi["tipe"], isi["media"], isi["halaman"])
