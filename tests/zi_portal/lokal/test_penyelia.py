"""The supervisor as a process, with tiny stand-ins for Django's commands and the web server."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from zi_portal.lokal.proses import keadaan, tunggu_hilang

AKAR = Path(__file__).resolve().parents[3]
LUAR = "postgresql://tidak_dipakai@127.0.0.1:1/tidak_ada"  # a server of the user: no cluster is started
PROGRAM = f"""
import sys
import zi_portal.lokal.__main__ as utama
palsu = [sys.executable, {str(AKAR / "tests/zi_portal/lokal/anak_palsu.py")!r}]
utama._manage = lambda *argumen: [*palsu, *argumen]
utama._perintah_web = lambda alamat: [*palsu, "web", alamat.inang, str(alamat.porta)]
sys.exit(utama.main())
"""


def porta_bebas() -> int:
    with socket.socket() as percobaan:
        percobaan.bind(("127.0.0.1", 0))
        return int(percobaan.getsockname()[1])


def dapat_diikat(porta: int) -> bool:
    with socket.socket() as percobaan, contextlib.suppress(OSError):
        percobaan.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        percobaan.bind(("127.0.0.1", porta))
        return True
    return False


class Mesin:
    """A var directory and a port of their own; starts launcher processes on them."""

    def __init__(self, var: Path) -> None:
        self.var, self.porta = var, porta_bebas()
        self.proses: list[subprocess.Popen[str]] = []

    def mulai(self, *argumen: str, **env: str) -> "subprocess.Popen[str]":
        bersih = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "PG_BIN", "LD_LIBRARY_PATH")}
        lingkungan = bersih | {"ZI_VAR": str(self.var), "ALAMAT": f"127.0.0.1:{self.porta}"} | env
        proses = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *argumen],
            cwd=AKAR,
            env=lingkungan,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.proses.append(proses)
        return proses

    def jalan(self, *argumen: str, **env: str) -> tuple[int, str, str]:
        """Run to the end: exit code, stdout, stderr."""
        proses = self.mulai(*argumen, **env)
        keluar, galat = proses.communicate(timeout=30)
        return proses.returncode, keluar, galat

    def layani(self, **env: str) -> "subprocess.Popen[str]":
        """Start serving and wait for the line with the URL."""
        proses = self.mulai("layani", **env)
        assert proses.stderr is not None
        for baris in proses.stderr:
            if baris.startswith("ZI Portal siap"):
                return proses
        raise AssertionError("ended before it served")

    def catatan(self, nama: str) -> dict[str, object]:
        berkas = self.var / f"palsu-{nama}.json"
        akhir = time.monotonic() + 5
        while not berkas.exists() or not berkas.read_text():
            assert time.monotonic() < akhir
            time.sleep(0.02)
        return json.loads(berkas.read_text())

    def pid(self, nama: str) -> int:
        return int(str(self.catatan(nama)["pid"]))


@pytest.fixture
def mesin(var: Path) -> Iterator[Mesin]:
    mesin = Mesin(var)
    yield mesin
    for proses in mesin.proses:
        with proses:
            proses.terminate()


def selesai(proses: "subprocess.Popen[str]") -> tuple[int, str]:
    _, galat = proses.communicate(timeout=20)
    return proses.returncode, galat


def test_layani_runs_everything_on_its_own_database_and_ctrl_c_stops_it(mesin: Mesin) -> None:
    proses = mesin.layani()
    nama = ("siapkan", "web", "db_worker", "penjadwal")
    env = {n: mesin.catatan(n)["env"] for n in nama}
    assert {n: ("DATABASE_URL_PEMILIK" in env[n], env[n]["DEMO"]) for n in nama} == {
        "siapkan": (True, "1"),
        "web": (False, "1"),
        "db_worker": (False, "1"),
        "penjadwal": (False, "1"),
    }
    assert {env[n]["ASAL"] for n in nama} == {f"http://127.0.0.1:{mesin.porta}"}
    assert [env[n].get("BATAS_KUERI_MS") for n in nama] == ["0", None, "60000", "60000"]

    kode, keluar, _ = mesin.jalan("perintah", str(mesin.var), "tanya")  # a guest of the running cluster
    assert (kode, keluar) == (0, '["zi_app"]\n')
    kode, _, galat = mesin.jalan("layani")
    assert kode == 1
    assert f"ZI Portal sudah berjalan di http://127.0.0.1:{mesin.porta}/ (PID {proses.pid})" in galat

    proses.send_signal(signal.SIGINT)
    kode, galat = selesai(proses)
    assert (kode, galat.splitlines()[-1]) == (0, "Semua berhenti.")
    assert [keadaan(mesin.pid(n)) for n in nama] == [None] * 4
    assert dapat_diikat(mesin.porta)
    assert not (mesin.var / "pg" / "data" / "postmaster.pid").exists()


def test_perintah_alone_starts_the_cluster_and_stops_it_again(mesin: Mesin) -> None:
    kode, keluar, galat = mesin.jalan("perintah", str(mesin.var), "tanya", "satu", "--dua")
    assert (kode, keluar, galat) == (0, '["zi_app"]\n', "")
    assert (mesin.catatan("tanya")["argv"], mesin.catatan("tanya")["cwd"]) == (["satu", "--dua"], str(mesin.var))
    assert not (mesin.var / "pg" / "data" / "postmaster.pid").exists()
    assert mesin.jalan("perintah", "/", "gagal", PALSU_GAGAL="5")[0] == 5


def test_command_waits_for_its_guest_before_it_takes_the_database_away(mesin: Mesin) -> None:
    tuan = mesin.mulai("perintah", "/", "tanya", PALSU_TIDUR="0.3")
    mesin.catatan("tanya")
    kode, keluar, galat = mesin.jalan("perintah", "/", "tanya", PALSU_TIDUR="1.0")
    assert (kode, keluar, galat) == (0, '["zi_app"]\n', "")
    assert selesai(tuan)[0] == 0
    assert not (mesin.var / "pg" / "data" / "postmaster.pid").exists()


def test_killed_postgres_stops_everything_and_is_named(mesin: Mesin) -> None:
    proses = mesin.layani()
    server = int((mesin.var / "pg" / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(server, signal.SIGKILL)
    kode, galat = selesai(proses)
    assert kode == 1
    assert "GAGAL: PostgreSQL berhenti sendiri (sinyal SIGKILL). Semua proses dihentikan." in galat
    assert keadaan(mesin.pid("web")) is None
    assert mesin.jalan("perintah", "/", "tanya")[:2] == (0, '["zi_app"]\n')


def test_killed_supervisor_takes_its_children_along_and_the_next_start_works(mesin: Mesin) -> None:
    proses = mesin.layani()
    anak = [mesin.pid(n) for n in ("web", "db_worker", "penjadwal")]
    server = int((mesin.var / "pg" / "data" / "postmaster.pid").read_text().split()[0])
    proses.kill()
    assert [tunggu_hilang(pid, 10) for pid in (*anak, server)] == [True] * 4
    kedua = mesin.layani()
    kedua.send_signal(signal.SIGTERM)
    assert selesai(kedua)[0] == 0


@pytest.mark.parametrize(
    ("nama", "sebutan"), [("db_worker", "Pekerja"), ("penjadwal", "Penjadwal"), ("web", "Server web")]
)
def test_dying_child_stops_all_and_is_named(mesin: Mesin, nama: str, sebutan: str) -> None:
    kode, _, galat = mesin.jalan("layani", DATABASE_URL=LUAR, **{f"PALSU_{nama.upper()}": "3"})
    assert kode == 1
    assert galat.splitlines()[-1] == f"GAGAL: {sebutan} berhenti sendiri (kode 3). Semua proses dihentikan."
    assert keadaan(mesin.pid("web")) is None
    assert not (mesin.var / "pg").exists()  # DATABASE_URL: no cluster


def test_failing_set_up_is_named_and_nothing_is_served(mesin: Mesin) -> None:
    kode, _, galat = mesin.jalan("layani", DATABASE_URL=LUAR, PALSU_SIAPKAN="7")
    assert (kode, galat.splitlines()[-1]) == (1, "GAGAL: Penyiapan gagal (kode 7). Sebabnya tertulis di atas.")
    assert not (mesin.var / "palsu-web.json").exists()


def test_broken_first_page_is_a_failure(mesin: Mesin) -> None:
    kode, _, galat = mesin.jalan("layani", DATABASE_URL=LUAR, PALSU_STATUS="500")
    assert kode == 1
    assert "Server web menyala, tetapi /masuk/ menjawab 500." in galat


def test_taken_port_is_said_before_the_long_work(mesin: Mesin) -> None:
    with socket.create_server(("127.0.0.1", mesin.porta)):
        kode, _, galat = mesin.jalan("layani")
    assert kode == 1
    assert f"Alamat 127.0.0.1:{mesin.porta} tidak dapat dipakai (Address already in use)" in galat
    assert not (mesin.var / "pg").exists()


def test_var_that_cannot_be_written_is_named(mesin: Mesin) -> None:
    mesin.var.write_text("bukan direktori")
    kode, _, galat = mesin.jalan("layani")
    assert kode == 1
    assert galat.startswith("\nGAGAL: Sistem menolak ")
    assert "Traceback" not in galat
