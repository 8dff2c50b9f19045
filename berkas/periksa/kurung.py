"""What the kernel takes away from the process that looks at a stranger's file, before it looks.

Memory, time, files, processes and the network. Only Linux is asked for more than POSIX has; what a system refuses is
told to the caller, which shows it on the health page, and everything else still holds.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal

MEMORI_MAKS = 256 * 1024 * 1024  # bytes of address space: what is resident can never be more
CPU_MAKS = 5  # seconds
BERKAS_MAKS = 32  # open files
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


def putuskan_jaringan() -> bool:
    """Leave every network: a namespace of its own has none, not even loopback. False when the system refuses.

    Root may do so at once; others need a user namespace around it, which some systems forbid.
    """
    libc = _libc()
    if libc is None:
        return False
    return bool(libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)


def kurung(induk: int) -> bool:
    """Apply every limit; returns whether the network is cut. Ends the process when the parent is gone already."""
    terputus = putuskan_jaringan()
    if libc := _libc():
        # After the namespaces: a change of credentials would drop the first again.
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
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


def _libc() -> ctypes.CDLL | None:
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        return libc if hasattr(libc, "unshare") and hasattr(libc, "prctl") else None
    except OSError:
        return None
