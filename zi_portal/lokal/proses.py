"""Starting, watching and stopping child processes."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

PELUNCUR = Path(__file__).with_name("peluncur.py")


def luncurkan(
    perintah: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: str | Path,
    sinyal_mati: signal.Signals = signal.SIGTERM,
    pengguna: tuple[int, int] | None = None,
    keluaran: IO[bytes] | None = None,
    grup_sendiri: bool = True,
) -> subprocess.Popen[bytes]:
    """Start a command that receives `sinyal_mati` when this process dies, however it dies.

    `pengguna` is (uid, gid) to drop to. With `grup_sendiri` a Ctrl-C in the terminal reaches only this process, which
    then stops its children in order. Call from the main thread: the kernel ties the death signal to the thread.
    """
    uid, gid = pengguna or (os.geteuid(), os.getegid())
    return subprocess.Popen(
        [sys.executable, "-I", "-S", PELUNCUR, *map(str, (os.getpid(), int(sinyal_mati), uid, gid)), *perintah],
        env=dict(env),
        cwd=cwd,
        stdin=None if not grup_sendiri else subprocess.DEVNULL,
        stdout=keluaran,
        stderr=keluaran,
        process_group=0 if grup_sendiri else None,
    )


def hentikan(proses: subprocess.Popen[bytes], batas: float, sinyal: signal.Signals = signal.SIGTERM) -> None:
    """Ask a child to stop, wait up to `batas` seconds, then kill what is left of its process group."""
    if proses.poll() is None:
        proses.send_signal(sinyal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            proses.wait(batas)
    sapu_grup(proses)
    proses.wait()


def sapu_grup(proses: subprocess.Popen[bytes]) -> None:
    """Kill the whole process group of a child: a server that was killed leaves workers behind that hold the port."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(proses.pid, signal.SIGKILL)


def keadaan(pid: int) -> str | None:
    """The state letter of a process from /proc (Z = dead but not yet reaped), or None when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (OSError, IndexError):
        return None


def baris_perintah(pid: int) -> list[str]:
    """The command line of a process, empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def tunggu_hilang(pid: int, batas: float) -> bool:
    """Wait until a process that is not our child is gone *and reaped*; False when it is still there after `batas` s.

    A zombie still answers kill(pid, 0), and PostgreSQL then says its lock file is in use.
    """
    akhir = time.monotonic() + batas
    while keadaan(pid) is not None:
        if time.monotonic() > akhir:
            return False
        time.sleep(0.05)
    return True
