"""What the child does to itself before it opens a file: bounds the kernel keeps, no network, gone with its parent."""

from __future__ import annotations

import os
import resource
import signal

from berkas.kurung import mati_bersama_induk, tutup_jaringan

MEMORI_KANTOR = 4 * 1024**3  # bytes of address space while LibreOffice runs; it reserves far more than it uses
MEMORI = 768 * 1024**2  # afterwards, for PDFium, Pillow and Tesseract
BERKAS_MAKS = 512 * 1024**2  # bytes of one written file


def kurung(*, cpu: int) -> bool:
    """Apply everything that holds from the start; returns whether the network is closed. `cpu` in seconds.

    Must run before any thread exists (tutup_jaringan).
    """
    os.nice(10)  # people's pages come first
    batasi(resource.RLIMIT_CORE, 0)
    batasi(resource.RLIMIT_CPU, cpu)
    batasi(resource.RLIMIT_FSIZE, BERKAS_MAKS)
    batasi(resource.RLIMIT_AS, MEMORI_KANTOR)
    tertutup = tutup_jaringan()
    mati_bersama_induk(signal.SIGTERM)  # SIGTERM: it takes LibreOffice below it along
    return tertutup


def batasi(apa: int, nilai: int) -> None:
    """Soft and hard limit, never above what we were given."""
    _, keras = resource.getrlimit(apa)
    nilai = nilai if keras == resource.RLIM_INFINITY else min(nilai, keras)
    resource.setrlimit(apa, (nilai, nilai))
