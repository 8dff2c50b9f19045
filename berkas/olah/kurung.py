"""What the child does to itself before it opens a file: bounds the kernel keeps, no network, gone with its parent."""

from __future__ import annotations

import ctypes
import os
import resource
import signal

MEMORI_KANTOR = 4 * 1024**3  # bytes of address space while LibreOffice runs; it reserves far more than it uses
MEMORI = 768 * 1024**2  # afterwards, for PDFium, Pillow and Tesseract
BERKAS_MAKS = 512 * 1024**2  # bytes of one written file
_NS_JARINGAN, _NS_PENGGUNA = 0x40000000, 0x10000000
_PDEATHSIG = 1


def kurung(*, cpu: int) -> bool:
    """Apply everything that holds from the start; returns whether the network is closed. `cpu` in seconds.

    Must run before any thread exists: a user namespace can be entered by a single thread only.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    os.nice(10)  # people's pages come first
    batasi(resource.RLIMIT_CORE, 0)
    batasi(resource.RLIMIT_CPU, cpu)
    batasi(resource.RLIMIT_FSIZE, BERKAS_MAKS)
    batasi(resource.RLIMIT_AS, MEMORI_KANTOR)
    return _tutup_jaringan(libc)


def batasi(apa: int, nilai: int) -> None:
    """Soft and hard limit, never above what we were given."""
    _, keras = resource.getrlimit(apa)
    nilai = nilai if keras == resource.RLIM_INFINITY else min(nilai, keras)
    resource.setrlimit(apa, (nilai, nilai))


def _tutup_jaringan(libc: ctypes.CDLL) -> bool:
    """An empty network namespace, as root or through a user namespace of our own where the system allows one."""
    if libc.unshare(_NS_JARINGAN) == 0:
        return True
    uid, gid = os.getuid(), os.getgid()
    if libc.unshare(_NS_PENGGUNA | _NS_JARINGAN) != 0:
        return False
    try:
        for nama, isi in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
            with open(f"/proc/self/{nama}", "w") as berkas:
                berkas.write(isi)
    except OSError:
        pass  # the kernel still knows who we are; only the numbers look odd from inside
    return True
