"""A throw-away cluster with the demo data, for benchmarks. Import before anything of Django."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from zi_portal.lokal.klaster import PEMILIK, Klaster


@contextlib.contextmanager
def dunia_demo() -> Iterator[None]:
    """Start PostgreSQL (no fsync: pages only read), migrate, load instruments and demo; stop and remove afterwards."""
    memori = "/dev/shm"  # noqa: S108 - mkdtemp makes the directory
    tempat = Path(tempfile.mkdtemp(prefix="zi-bench-", dir=memori if os.access(memori, os.W_OK) else None))
    tempat.chmod(0o755)
    klaster = Klaster(tempat / "pg", tahan=False).mulai()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "zi_portal.settings",
        "DATABASE_URL": klaster.url(PEMILIK),
        "SECRET_KEY": "kunci-bench-bukan-rahasia-0123456789-abcdefghijklmnop",
        "ZI_VAR": str(tempat / "var"),
        "DEMO": "1",
    }
    (tempat / "var").mkdir()
    try:
        import django

        django.setup()
        from django.core.management import call_command
        from django.test.utils import setup_test_environment

        setup_test_environment()
        call_command("siapkan", verbosity=0)
        yield
        from django.db import connections

        connections.close_all()
    finally:
        klaster.berhenti()
        shutil.rmtree(tempat, ignore_errors=True)


def beban() -> str:
    """One line about the machine; figures taken on a busy machine are marked."""
    satu = os.getloadavg()[0]
    catatan = "" if satu < 0.3 * (os.cpu_count() or 1) + 1 else " — TIDAK BERSIH: mesin sibuk"
    return f"{os.cpu_count()} inti, beban {satu:.2f}{catatan}"
