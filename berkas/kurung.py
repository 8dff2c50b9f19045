"""What every process that opens a stranger's file asks of the kernel first: no network, and to die with its parent.

Pure. Only Linux is asked; what a system refuses is told to the caller, and everything else still holds.
"""

from __future__ import annotations

import ctypes
import os
import signal

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG = 1


def tutup_jaringan() -> bool:
    """Leave every network: a namespace of its own has none, not even loopback. False when the system refuses.

    Root may do so at once; others need a user namespace around it, which some systems forbid. Must run before any
    thread exists: a user namespace can be entered by a single thread only.
    """
    libc = libc_linux()
    if libc is None:
        return False
    if libc.unshare(_CLONE_NEWNET) == 0:
        return True
    uid, gid = os.getuid(), os.getgid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    try:
        for nama, isi in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
            with open(f"/proc/self/{nama}", "w") as berkas:
                berkas.write(isi)
    except OSError:
        pass  # the kernel still knows who we are; only the numbers look odd from inside
    return True


def mati_bersama_induk(sinyal: signal.Signals = signal.SIGKILL) -> None:
    """Be ended by the kernel when the parent goes. After the namespaces: a change of credentials drops it again."""
    if libc := libc_linux():
        libc.prctl(_PR_SET_PDEATHSIG, sinyal, 0, 0, 0)


def libc_linux() -> ctypes.CDLL | None:
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        return libc if hasattr(libc, "unshare") and hasattr(libc, "prctl") else None
    except OSError:
        return None


def memori_puncak() -> int:
    """Peak resident bytes of this program; ru_maxrss would still count the process it was started from."""
    with open("/proc/self/status", encoding="ascii", errors="replace") as status:
        return next((int(baris.split()[1]) * 1024 for baris in status if baris.startswith("VmHWM")), 0)
