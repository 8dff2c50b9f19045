"""Django's PostgreSQL backend, plus handing a connection on while its thread waits for a slow body (decisions §5).

Closing it would do, but a new connection costs 15 to 20 ms (process, password, cold catalogue), and a file of 100 MB
sent in pieces would pay that for every piece. So the thread lays its idle connection aside, and whoever needs one next
takes it: while twenty uploads crawl, the process keeps at most MAKS connections for all of them.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

MAKS = 4  # connections laid aside in this process
UMUR = 60.0  # seconds after which one is closed instead of used

_gembok = threading.Lock()
_simpanan: list[tuple[float, dict[str, Any], Any]] = []  # newest last: (since, parameters, psycopg2 connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """`titipkan()` instead of `close()` where the thread will want a connection again soon."""

    def titipkan(self) -> None:
        """Give the connection away, outside a transaction; the next query of this thread takes one again."""
        self.validate_thread_sharing()
        mentah = self.connection
        if mentah is None:
            return
        if self.in_atomic_block or self.run_on_commit or not _siap(mentah):
            self.close()
            return
        self.connection = None
        _taruh(self.get_connection_params(), mentah)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if mentah := _ambil(conn_params):
            self.isolation_level = base.IsolationLevel.READ_COMMITTED  # nothing sets another one
            return mentah
        return super().get_new_connection(conn_params)


def _siap(mentah: Any) -> bool:
    return not mentah.closed and mentah.autocommit and mentah.info.transaction_status == TRANSACTION_STATUS_IDLE


def _taruh(kunci: dict[str, Any], mentah: Any) -> None:
    with _gembok:
        _simpanan.append((time.monotonic(), kunci, mentah))
        buang = [_simpanan.pop(0)] if len(_simpanan) > MAKS else []
    for _, _, lama in buang:
        lama.close()


def _ambil(kunci: dict[str, Any]) -> Any | None:
    """The newest one to the same database that still answers."""
    while True:
        with _gembok:
            letak = next((i for i in reversed(range(len(_simpanan))) if _simpanan[i][1] == kunci), None)
            if letak is None:
                return None
            sejak, _, mentah = _simpanan.pop(letak)
        if time.monotonic() - sejak < UMUR and _menjawab(mentah):
            return mentah
        mentah.close()


def _menjawab(mentah: Any) -> bool:
    try:
        with mentah.cursor() as kursor:
            kursor.execute("SELECT 1")
    except base.Database.Error:
        return False
    return _siap(mentah)


def kosongkan_simpanan() -> None:
    """Close what is laid aside: before the database is dropped."""
    with _gembok:
        semua = [mentah for _, _, mentah in _simpanan]
        _simpanan.clear()
    for mentah in semua:
        mentah.close()
