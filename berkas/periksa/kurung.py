"""What the kernel takes away from the process that looks at a stranger's file, before it looks.

Memory, time, files, processes and the network. Only Linux is asked for more than POSIX has; what a system refuses is
told to the caller, which shows it on the health page, and everything else still holds.
"""

from __future__ import annotations

import os
import resource

from berkas.kurung import libc_linux, mati_bersama_induk, tutup_jaringan

MEMORI_MAKS = 256 * 1024 * 1024  # bytes of address space: what is resident can never be more
CPU_MAKS = 5  # seconds
BERKAS_MAKS = 32  # open files
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38


def kurung(induk: int) -> bool:
    """Apply every limit; returns whether the network is cut. Ends the process when the parent is gone already."""
    terputus = tutup_jaringan()
    mati_bersama_induk()
    if libc := libc_linux():
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    if os.getppid() != induk:
        os._exit(1)
    for apa, batas in (
        (resource.RLIMIT_AS, MEMORI_MAKS),
        (resource.RLIMIT_DATA, MEMORI_MAKS),
        (resource.RLIMIT_CPU, CPU_MAKS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, BERKAS_MAKS),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(apa, (batas, batas + (1 if apa == resource.RLIMIT_CPU else 0)))
    return terputus
