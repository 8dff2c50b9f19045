"""Environment of the tests: a PostgreSQL server of their own that is thrown away, and settings that cost no time.

One cluster per test session, shared by the pytest-xdist workers (each has its own test database on it). With
DATABASE_URL_UJI, or else DATABASE_URL(_PEMILIK), that server is used instead; its role must be allowed to create
databases. DJANGO_SETTINGS_MODULE is set here and not in pyproject.toml, because pytest-django would load the settings
before this file could prepare their environment.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from zi_portal.lokal.klaster import PEMILIK, Klaster, pasang_peran_aplikasi
from zi_portal.lokal.lingkungan import letak_var
from zi_portal.lokal.proses import keadaan

AWALAN = "zi-uji-"
LINGKUNGAN = {
    "DJANGO_SETTINGS_MODULE": "zi_portal.settings",
    "SECRET_KEY": "kunci-uji-bukan-rahasia-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ASAL": "http://127.0.0.1:8000",
    "DEMO": "0",
    "DEBUG": "0",
    "EMAIL_URL": "",
    "TASKS_BACKEND": "django_tasks.backends.immediate.ImmediateBackend",
    "OLAH_BERKAS": "0",  # tests of the previews switch it on themselves
    "CONN_MAX_AGE": "0",  # threads of the live server must not hold the test database open
    "BATAS_KUERI_MS": "60000",
    "BATAS_KUNCI_MS": "20000",
    "BATAS_DIAM_MS": "600000",
}


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # workers inherit the environment of the controlling process
        _siapkan_sesi(config)
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def _siapkan_sesi(config: pytest.Config) -> None:
    server = _server_luar()
    tempat = _tempat_sementara()
    config.add_cleanup(lambda: shutil.rmtree(tempat, ignore_errors=True))
    var = letak_var({"ZI_VAR": str(tempat / "var")})
    (var / "static").mkdir()  # whitenoise warns about a missing one
    os.environ |= LINGKUNGAN | {"ZI_VAR": str(var)}
    if config.option.collectonly:
        return
    if server:
        os.environ["DATABASE_URL"] = server
        _peran_di_server_luar(server)
        return
    klaster = Klaster(tempat / "pg", tahan=False).mulai()
    config.add_cleanup(klaster.berhenti)
    os.environ["DATABASE_URL"] = klaster.url(PEMILIK)
    os.environ["ZI_APP_SANDI_UJI"] = klaster.sandi("zi_app")


def _server_luar() -> str:
    """The address of a server given by the user, as its owner; empty for the throw-away cluster."""
    if uji := os.environ.get("DATABASE_URL_UJI"):
        return uji
    return (os.environ.get("DATABASE_URL") and os.environ.get("DATABASE_URL_PEMILIK")) or os.environ.get(
        "DATABASE_URL", ""
    )


def _peran_di_server_luar(server: str) -> None:
    """Make the role zi_app where it is missing. An existing one keeps its password, which the tests then do not know
    unless ZI_APP_SANDI_UJI is set: a production application may be using it.
    """
    import psycopg2

    sambungan = psycopg2.connect(server)
    sambungan.autocommit = True
    with sambungan.cursor() as kursor:
        kursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'zi_app'")
        if kursor.fetchone() is None:
            os.environ.setdefault("ZI_APP_SANDI_UJI", "sandi-uji-zi-app")
            pasang_peran_aplikasi(kursor, os.environ["ZI_APP_SANDI_UJI"])
    sambungan.close()


def _tempat_sementara() -> Path:
    """A new directory in memory where possible; directories of test sessions that were killed are swept."""
    memori = Path("/dev/shm")  # noqa: S108 - mkdtemp below makes the directory
    induk = memori if os.access(memori, os.W_OK) and shutil.disk_usage(memori).free > 512 << 20 else None
    for lama in (induk or Path(tempfile.gettempdir())).glob(f"{AWALAN}*"):
        pid = lama.name.removeprefix(AWALAN).partition("-")[0]
        if pid.isdigit() and keadaan(int(pid)) in (None, "Z") and lama.stat().st_uid == os.geteuid():
            shutil.rmtree(lama, ignore_errors=True)
    tempat = Path(tempfile.mkdtemp(prefix=f"{AWALAN}{os.getpid()}-", dir=induk))
    tempat.chmod(0o755)  # the user that runs PostgreSQL must be able to walk through
    return tempat
