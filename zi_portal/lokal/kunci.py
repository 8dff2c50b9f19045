"""Who is in charge of a var directory: one owner (a supervisor or a single command), any number of guests.

The owner holds `var/penyelia.kunci` and starts and stops the cluster; the file tells others where it is. A command
that finds an owner becomes a guest: it holds `var/tamu.kunci` shared while it uses the owner's cluster, and an owning
command waits for its guests before it stops the cluster. Both locks vanish with their process, however it dies.
"""

import contextlib
import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from zi_portal.lokal.galat import GagalError
from zi_portal.lokal.proses import keadaan


@dataclass(frozen=True)
class Keterangan:
    """What an owner tells the others. `soket` is empty until the cluster is ready, `tugas` is «layani» or a command."""

    pid: int
    tugas: str
    asal: str
    demo: str
    soket: str = ""


class Kunci:
    """The owner's lock on one var directory."""

    def __init__(self, var: Path) -> None:
        self.berkas = var / "penyelia.kunci"
        self.tamu = var / "tamu.kunci"
        self._buka: IO[str] | None = None
        self._tertutup: IO[str] | None = None

    def ambil(self) -> bool:
        """Become the owner; False when somebody else is."""
        terbuka = self.berkas.open("a+")
        for _ in range(4):  # a guest that only looks whether there is an owner holds the lock for an instant
            try:
                fcntl.flock(terbuka, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.05)
            else:
                terbuka.truncate(0)
                self._buka = terbuka
                return True
        terbuka.close()
        return False

    def umumkan(self, keterangan: Keterangan) -> None:
        """Tell the others (owner only)."""
        assert self._buka is not None  # noqa: S101 - a caller without the lock is a programming error
        self._buka.seek(0)
        self._buka.truncate(0)
        self._buka.write(json.dumps(asdict(keterangan)))
        self._buka.flush()

    def keterangan(self) -> Keterangan | None:
        """What the present owner announced, None while it has not or when it is gone."""
        with contextlib.suppress(OSError, ValueError, TypeError):
            isi = Keterangan(**json.loads(self.berkas.read_text()))
            if keadaan(isi.pid) not in (None, "Z"):
                return isi
        return None

    def bertamu(self, batas: float = 120) -> tuple[Keterangan, int] | None:
        """Wait for the owner's cluster. Returns its announcement and the file descriptor that marks the guest.

        None when the owner has gone meanwhile: the caller then tries to become the owner itself.
        """
        akhir = time.monotonic() + batas
        while time.monotonic() < akhir:
            penanda = os.open(self.tamu, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(penanda, fcntl.LOCK_SH)
            keterangan = self.keterangan()
            if keterangan and keterangan.soket and not self._tidak_bertuan():
                return keterangan, penanda
            os.close(penanda)
            if self._tidak_bertuan():
                return None
            time.sleep(0.1)
        raise GagalError(f"Basis data belum siap setelah {batas:.0f} detik; lihat jendela yang menjalankan ./run.")

    def _tidak_bertuan(self) -> bool:
        with self.berkas.open("a") as terbuka:
            try:
                fcntl.flock(terbuka, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True

    def tunggu_tamu(self) -> None:
        """Wait until no guest uses the cluster; from then until `lepas` nobody becomes one (owner only)."""
        self._tertutup = self.tamu.open("a")
        fcntl.flock(self._tertutup, fcntl.LOCK_EX)

    def lepas(self) -> None:
        """Stop being the owner."""
        if self._buka is not None:
            self._buka.truncate(0)
            self._buka.close()
            self._buka = None
        if self._tertutup is not None:
            self._tertutup.close()
            self._tertutup = None
