"""These tests start real PostgreSQL servers in temporary directories."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from zi_portal.lokal.galat import GagalError
from zi_portal.lokal.klaster import APLIKASI, PEMILIK, Klaster, cari_biner
from zi_portal.lokal.proses import keadaan, tunggu_hilang

AKAR = Path(__file__).resolve().parents[3]
PG_SISTEM = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))


@pytest.fixture
def klaster(var: Path) -> Iterator[Klaster]:
    klaster = Klaster(var, tahan=False).mulai()
    yield klaster
    klaster.berhenti()


def tanya(klaster: Klaster, sql: str, peran: str = PEMILIK) -> list[tuple[object, ...]]:
    sambungan = psycopg2.connect(klaster.url(peran))
    sambungan.autocommit = True
    try:
        with sambungan.cursor() as kursor:
            kursor.execute(sql)
            return kursor.fetchall() if kursor.description else []
    finally:
        sambungan.close()


def test_klaster_keeps_rows_over_stop_and_start(var: Path) -> None:
    pertama = Klaster(var).mulai()
    assert pertama.baru
    tanya(pertama, "CREATE TABLE catatan AS SELECT 'tersimpan' AS isi")
    pertama.berhenti()

    kedua = Klaster(var).mulai()
    try:
        assert not kedua.baru
        assert tanya(kedua, "SELECT isi FROM catatan") == [("tersimpan",)]
    finally:
        kedua.berhenti()


def test_klaster_orders_text_alike_on_every_machine_and_checks_pages(klaster: Klaster) -> None:
    assert tanya(klaster, "SELECT string_agg(x, ' ' ORDER BY x) FROM (VALUES ('b'), ('A'), ('a'), ('B')) v(x)") == [
        ("A B a b",)
    ]
    assert tanya(klaster, "SHOW data_checksums") == [("on",)]
    assert tanya(klaster, "SHOW server_encoding") == [("UTF8",)]
    assert tanya(klaster, "SHOW listen_addresses") == [("",)]
    assert tanya(klaster, "SHOW max_connections") == [("120",)]


def test_peran_aplikasi_serves_but_owns_nothing(klaster: Klaster) -> None:
    sql = """SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolcanlogin FROM pg_roles
              WHERE rolname = current_user"""
    assert tanya(klaster, sql, APLIKASI) == [(False, False, False, False, True)]
    for sql in ("CREATE TABLE curi (a int)", "CREATE TEMP TABLE curi (a int)", "CREATE SCHEMA curi"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            tanya(klaster, sql, APLIKASI)


def test_klaster_refuses_a_wrong_password(klaster: Klaster) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(klaster.url(APLIKASI).replace(klaster.sandi(APLIKASI), "salah"))


def test_secrets_and_data_are_closed_to_others(klaster: Klaster) -> None:
    mode = {
        tempat: tempat.stat().st_mode & 0o777
        for tempat in (klaster.data, klaster.soket, klaster.rahasia, klaster.rahasia / PEMILIK, klaster.log)
    }
    assert list(mode.values()) == [0o700, 0o700, 0o700, 0o600, 0o600]
    assert [berkas.name for berkas in klaster.akar.glob(".*")] == []  # the password file of initdb is gone


def test_klaster_keeps_committed_rows_when_the_server_is_killed(var: Path) -> None:
    pertama = Klaster(var).mulai()
    tanya(pertama, "CREATE TABLE catatan AS SELECT generate_series(1, 5000) AS nomor")
    assert pertama.proses is not None
    os.kill(pertama.proses.pid, signal.SIGKILL)
    pertama.proses.wait()
    assert (var / "pg" / "data" / "postmaster.pid").exists()  # stale, and its last line still says «ready»

    kedua = Klaster(var).mulai()
    try:
        assert tanya(kedua, "SELECT count(*) FROM catatan") == [(5000,)]
    finally:
        kedua.berhenti()


def test_stale_pid_file_that_names_a_living_stranger_is_no_obstacle(var: Path) -> None:
    Klaster(var, tahan=False).mulai().berhenti()
    data = var / "pg" / "data"
    pemilik = data.stat()
    hak = {"user": pemilik.st_uid, "group": pemilik.st_gid} if os.geteuid() == 0 else {}
    with subprocess.Popen(["sleep", "60"], cwd="/", **hak) as orang_lain:
        pid_file = data / "postmaster.pid"
        pid_file.write_text(f"{orang_lain.pid}\n{data}\n1700000000\n5432\n{data}\n\n  1234567         9\nready   \n")
        os.chown(pid_file, pemilik.st_uid, pemilik.st_gid)
        pid_file.chmod(0o600)

        klaster = Klaster(var, tahan=False).mulai()
        try:
            assert tanya(klaster, "SELECT 1") == [(1,)]
            assert orang_lain.poll() is None
        finally:
            klaster.berhenti()
            orang_lain.kill()


def test_server_stops_when_its_supervisor_is_killed(var: Path) -> None:
    program = f"""
import time
from pathlib import Path
from zi_portal.lokal.klaster import Klaster
print(Klaster(Path({str(var)!r}), tahan=False).mulai().proses.pid, flush=True)
time.sleep(60)
"""
    induk = subprocess.Popen([sys.executable, "-c", program], cwd=AKAR, stdout=subprocess.PIPE, text=True)
    with induk:
        assert induk.stdout is not None
        server = int(induk.stdout.readline())
        assert keadaan(server) is not None
        induk.kill()
    assert tunggu_hilang(server, 10)

    klaster = Klaster(var, tahan=False).mulai()
    klaster.berhenti()
    assert b"was not properly shut down" not in klaster.log.read_bytes()


def test_failed_initdb_leaves_nothing_half_made(var: Path, tempat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    palsu = tempat / "bin"
    palsu.mkdir(mode=0o755)
    asli = cari_biner()
    (palsu / "postgres").write_text(f'#!/bin/sh\nexec "{asli}/postgres" "$@"\n')
    (palsu / "initdb").write_text(
        '#!/bin/sh\nwhile [ "$1" != -D ]; do shift; done\nmkdir "$2/base"\n'
        'echo "initdb: error: could not write to file: No space left on device" >&2\nexit 1\n'
    )
    for berkas in palsu.iterdir():
        berkas.chmod(0o755)
    with monkeypatch.context() as sementara:
        sementara.setenv("PG_BIN", str(palsu))
        with pytest.raises(GagalError) as galat:
            Klaster(var).mulai()
    assert str(galat.value) == "Basis data tidak dapat dibuat: disk penuh. Kosongkan ruang, lalu jalankan lagi."
    assert sorted(tempat.name for tempat in (var / "pg").iterdir()) == ["soket"]

    klaster = Klaster(var, tahan=False).mulai()
    klaster.berhenti()
    assert klaster.baru


def test_data_of_another_version_is_refused_with_the_way_out(var: Path) -> None:
    Klaster(var, tahan=False).mulai().berhenti()
    (var / "pg" / "data" / "PG_VERSION").write_text("14\n")
    with pytest.raises(GagalError, match="dibuat oleh PostgreSQL 14, program yang ada versi 18"):
        Klaster(var).mulai()


def test_lost_password_is_named(var: Path) -> None:
    Klaster(var, tahan=False).mulai().berhenti()
    (var / "rahasia" / PEMILIK).unlink()
    with pytest.raises(GagalError, match="Kembalikan direktori var/rahasia dari cadangan"):
        Klaster(var).mulai()


def test_long_path_gets_a_private_socket_directory_in_tmp(var: Path) -> None:
    klaster = Klaster(var / ("panjang" * 12), tahan=False).mulai()
    try:
        assert klaster.soket.parent == Path("/tmp")  # noqa: S108
        assert klaster.soket.stat().st_mode & 0o777 == 0o700
        assert tanya(klaster, "SELECT 1") == [(1,)]
    finally:
        klaster.berhenti()
    assert not klaster.soket.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops PostgreSQL to another user")
def test_unreachable_checkout_gets_its_data_under_var_lib(tempat: Path) -> None:
    tertutup = tempat / "tertutup"
    tertutup.mkdir(mode=0o700)
    klaster = Klaster(tertutup / "var", tahan=False)
    try:
        klaster.mulai()
        assert klaster.akar.parent == Path("/var/lib")
        assert (tertutup / "var" / "letak-pg").read_text().strip() == str(klaster.akar)
        assert Klaster(tertutup / "var").akar == klaster.akar
        assert tertutup.stat().st_mode & 0o777 == 0o700  # nobody's directory was opened
    finally:
        klaster.berhenti()
        shutil.rmtree(klaster.akar)


@pytest.mark.parametrize("biner", PG_SISTEM or [None], ids=lambda biner: biner.parts[4] if biner else "none")
def test_pg_bin_of_the_system_works(biner: Path | None, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if biner is None:
        pytest.skip("no PostgreSQL of the system under /usr/lib/postgresql")
    monkeypatch.setenv("PG_BIN", str(biner.parent))
    klaster = Klaster(var, tahan=False).mulai()
    try:
        assert tanya(klaster, "SELECT current_setting('server_version_num')::int / 10000", APLIKASI) == [
            (int(biner.parts[4]),)
        ]
        assert tanya(klaster, "SELECT string_agg(x, '' ORDER BY x) FROM (VALUES ('b'), ('A'), ('a')) v(x)") == [
            ("Aab",)
        ]
    finally:
        klaster.berhenti()


def test_pg_bin_without_postgres_is_named(var: Path, tempat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", str(tempat))
    with pytest.raises(GagalError, match="tidak ada program postgres di sana"):
        Klaster(var)


def test_start_gives_up_when_asked_and_leaves_no_server(var: Path) -> None:
    class Batal(Exception):
        pass

    def batalkan() -> None:
        raise Batal

    klaster = Klaster(var, tahan=False)
    with pytest.raises(Batal):
        klaster.mulai(batalkan)
    assert klaster.proses is None
    assert not (klaster.data / "postmaster.pid").exists()
