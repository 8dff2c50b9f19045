"""Become another command that dies together with its parent.

Run as `python -I -S peluncur.py PARENT_PID SIGNAL UID GID COMMAND…`. This is a program of its own instead of a
preexec_fn: the parent-death signal is forgotten when the user changes, so both must happen here, in this order, and
code between fork and exec is not safe in a process with threads. The interpreter is already loaded when the user is
dropped, hence it may live where that user cannot go.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    induk, sinyal, uid, gid = (int(angka) for angka in sys.argv[1:5])
    perintah = sys.argv[5:]
    if uid != os.geteuid():
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    # A background job of a shell starts with SIGINT ignored, Python itself ignores SIGPIPE: the child gets neither.
    for nomor in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(nomor, signal.SIG_DFL)
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(sinyal))
    if os.getppid() != induk:  # the parent died before prctl
        sys.exit(1)
    os.execv(perintah[0], perintah)  # noqa: S606


if __name__ == "__main__":
    main()
