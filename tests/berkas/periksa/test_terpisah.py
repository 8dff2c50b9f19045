"""Hostile files meet the limits of the kernel, not those of the web server."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from berkas.periksa import terpisah
from berkas.periksa.berkas import periksa_berkas
from berkas.periksa.putusan import Alasan, Putusan
from berkas.periksa.terpisah import periksa_terpisah
from berkas.periksa.tipe import MIB
from tests.berkas import contoh
from tests.berkas.dunia import potret
from tests.berkas.korpus import pdf_aliran_objek

BATAS = 50 * MIB


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("baik.pdf", contoh.pdf(3)),
        ("-x.pdf", contoh.pdf(1)),
        ("foto.png", contoh.gambar("PNG")),
        ("skrip.pdf", contoh.pdf(1)[:-40]),
        ("surat.docx", contoh.ooxml("docx")),
        ("a.exe", b"MZ"),
    ],
)
def test_verdict_is_the_one_of_the_same_process(tmp_path: Path, nama: str, isi: bytes) -> None:
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(isi)
    assert periksa_terpisah(jalur, nama, batas=BATAS) == periksa_berkas(jalur, nama, batas=BATAS)


def test_pdf_that_unfolds_beyond_the_memory_is_refused(tmp_path: Path) -> None:
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(pdf_aliran_objek(400))
    assert jalur.stat().st_size < MIB
    assert periksa_terpisah(jalur, "bom.pdf", batas=BATAS) == Putusan(Alasan.TERLALU_RUMIT, "PDF")


def test_pdf_that_unfolds_a_little_is_accepted(tmp_path: Path) -> None:
    """The twin: the same shape within the limits passes, so the refusal above comes from the limits."""
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(pdf_aliran_objek(1))
    assert periksa_terpisah(jalur, "wajar.pdf", batas=BATAS) == Putusan(None, "PDF", "application/pdf", 1)


def test_check_without_an_answer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terpisah, "DETIK_MAKS", 0.001)
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(contoh.pdf())
    assert periksa_terpisah(jalur, "lambat.pdf", batas=BATAS) == Putusan(Alasan.TERLALU_RUMIT, "PDF")


def test_unreadable_object_stream_hides_nothing(tmp_path: Path) -> None:
    """A reader that repairs more than we do would still run what lies in it."""
    isi = bytearray(pdf_aliran_objek(1))
    awal = isi.index(b"stream\n") + 7
    isi[awal + 20 : awal + 60] = b"\xff" * 40
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(isi)
    assert periksa_berkas(jalur, "rusak.pdf", batas=BATAS).alasan == Alasan.TIDAK_SAH


# --- what happens to the process ------------------------------------------------------------------------------------

_JALAN = "import runpy; sys.argv[0] = 'x'; runpy.run_module('berkas.periksa', run_name='__main__')"


def _ganti_perintah(monkeypatch: pytest.MonkeyPatch, kode: str) -> None:
    """Run `kode` instead of the check; it sees the arguments of the check in sys.argv[1:]."""
    monkeypatch.setattr(terpisah, "_PERINTAH", (sys.executable, "-c", f"import os, signal, sys, time\n{kode}"))


def _berkas(tmp_path: Path) -> Path:
    jalur = tmp_path / "menunggu"
    jalur.write_bytes(contoh.pdf())
    return jalur


def test_check_killed_from_outside_once_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tanda = tmp_path / "sekali"
    bunuh = f"if not os.path.exists({str(tanda)!r}): open({str(tanda)!r}, 'w'); os.kill(os.getpid(), signal.SIGKILL)"
    _ganti_perintah(monkeypatch, f"{bunuh}\n{_JALAN}")
    assert periksa_terpisah(_berkas(tmp_path), "SK.pdf", batas=BATAS).sah
    assert tanda.exists()


@pytest.mark.parametrize(
    "kode", ["os.kill(os.getpid(), signal.SIGKILL)", "os.kill(os.getpid(), signal.SIGTERM)", "sys.exit(1)", "pass"]
)
def test_check_that_never_answers_says_nothing_about_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kode: str
) -> None:
    _ganti_perintah(monkeypatch, kode)
    assert periksa_terpisah(_berkas(tmp_path), "SK.pdf", batas=BATAS) == Putusan(Alasan.GANGGUAN, "PDF")


def test_program_that_cannot_start_says_nothing_about_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terpisah, "_PERINTAH", ("/tidak/ada",))
    assert periksa_terpisah(_berkas(tmp_path), "SK.pdf", batas=BATAS) == Putusan(Alasan.GANGGUAN, "PDF")


@pytest.mark.parametrize("sinyal", ["SIGSEGV", "SIGABRT", "SIGXCPU", "SIGBUS"])
def test_check_that_the_file_brings_down_refuses_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sinyal: str
) -> None:
    _ganti_perintah(monkeypatch, f"os.kill(os.getpid(), signal.{sinyal})")
    assert periksa_terpisah(_berkas(tmp_path), "SK.pdf", batas=BATAS) == Putusan(Alasan.TERLALU_RUMIT, "PDF")


@pytest.mark.django_db
def test_upload_whose_check_was_killed_is_503_with_a_retry_and_stores_nothing(
    dunia: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests import pabrik

    pabrik.masuk(client, dunia.pokja)
    _ganti_perintah(monkeypatch, "os.kill(os.getpid(), signal.SIGKILL)")
    url = f"{dunia.url}lke/P5.1b/berkas/"
    kepala = {"X-Requested-With": "fetch"}
    jawab = client.post(url, {"berkas": SimpleUploadedFile("SK.pdf", contoh.pdf())}, headers=kepala)
    kalimat = "Pemeriksaan SK.pdf terhenti di tengah jalan. Berkas ini belum tersimpan. Coba lagi."
    assert (jawab.status_code, jawab.json()) == (503, {"pesan": kalimat})
    assert potret() == {"Isi": 0, "Berkas": 0, "VersiBerkas": 0, "Bukti": 0, "Jejak": 0, "bita": 0}
    assert dunia.isi_gudang() == set()
    monkeypatch.undo()
    dunia.isi_gudang()
    assert client.post(url, {"berkas": SimpleUploadedFile("SK.pdf", contoh.pdf())}, headers=kepala).status_code == 201


def test_time_is_up_for_the_whole_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A grandchild that holds the pipe open would keep the caller waiting for ever."""
    catatan = tmp_path / "cucu"
    kode = f"p = os.fork()\nif p: open({str(catatan)!r}, 'w').write(str(p))\ntime.sleep(60)"
    _ganti_perintah(monkeypatch, kode)
    monkeypatch.setattr(terpisah, "DETIK_MAKS", 1)
    assert periksa_terpisah(_berkas(tmp_path), "SK.pdf", batas=BATAS) == Putusan(Alasan.TERLALU_RUMIT, "PDF")
    _tunggu_mati(int(catatan.read_text()))


def test_endless_output_ends_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _ganti_perintah(monkeypatch, "while True: os.write(1, b'x' * 65536)")
    assert periksa_terpisah(_berkas(tmp_path), "SK.pdf", batas=BATAS) == Putusan(Alasan.GANGGUAN, "PDF")


def test_child_knows_no_secret_of_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAHASIA_UJI", "x")
    isi = "{'alasan': None, 'tipe': ','.join(os.environ), 'media': '', 'halaman': None, 'memori': 1, 'terputus': True}"
    _ganti_perintah(monkeypatch, f"import json; print(json.dumps({isi}), end='')")
    nama = set(periksa_terpisah(_berkas(tmp_path), "SK.pdf", batas=BATAS).tipe.split(","))
    assert nama <= {"PATH", "LD_LIBRARY_PATH", "LANG", "MALLOC_ARENA_MAX", "LC_CTYPE"}


def test_killed_server_leaves_no_check_behind(tmp_path: Path) -> None:
    anak = "import os, time; from berkas.periksa.kurung import kurung; kurung(os.getppid());"
    anak += "print(os.getpid(), flush=True); time.sleep(60)"
    induk = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {anak!r}]); time.sleep(60)"
    proses = subprocess.Popen([sys.executable, "-c", induk], stdout=subprocess.PIPE, cwd=terpisah._AKAR)
    assert proses.stdout is not None
    cucu = int(proses.stdout.readline())
    os.kill(cucu, 0)  # it lives
    proses.kill()
    proses.wait()
    proses.stdout.close()
    _tunggu_mati(cucu)


def _tunggu_mati(pid: int) -> None:
    for _ in range(100):
        status = Path(f"/proc/{pid}/stat")
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if status.read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.1)
                continue
        return
    os.kill(pid, signal.SIGKILL)
    raise AssertionError(f"proses {pid} masih hidup")


# --- what the process may not do ------------------------------------------------------------------------------------


def _di_dalam(kode: str, *, terkurung: bool = True) -> dict[str, Any]:
    """Run `kode` in a process with (or, the twin, without) the limits; it fills the dictionary `hasil`."""
    awal = "from berkas.periksa.kurung import kurung\nhasil['terputus'] = kurung(os.getppid())\n" if terkurung else ""
    isi = f"import json, os, resource, socket\nhasil = {{}}\n{awal}{kode}\nprint(json.dumps(hasil))"
    jawab = subprocess.run([sys.executable, "-c", isi], capture_output=True, text=True, cwd=terpisah._AKAR, check=True)
    return dict(json.loads(jawab.stdout))


@pytest.mark.parametrize("terkurung", [True, False])
def test_check_reaches_no_network_not_even_the_own_machine(terkurung: bool) -> None:
    tamu: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as pendengar:
        pendengar.settimeout(2)
        utas = threading.Thread(target=lambda: tamu.append(_terima(pendengar)))
        utas.start()
        porta = pendengar.getsockname()[1]
        kode = (
            f"try:\n socket.create_connection(('127.0.0.1', {porta}), 1)\nexcept OSError as g: hasil['galat'] = str(g)"
        )
        hasil = _di_dalam(kode, terkurung=terkurung)
        utas.join(5)
    if terkurung and not hasil["terputus"]:
        pytest.skip("sistem ini tidak mengizinkan ruang nama jaringan")
    assert (tamu != [None]) is not terkurung
    assert ("galat" in hasil) is terkurung


def _terima(pendengar: socket.socket) -> object:
    try:
        sambungan, alamat = pendengar.accept()
    except TimeoutError:
        return None
    sambungan.close()
    return alamat


@pytest.mark.parametrize("terkurung", [True, False])
def test_check_writes_no_file(tmp_path: Path, terkurung: bool) -> None:
    jalur = tmp_path / "tulis"
    kode = f"try:\n f = open({str(jalur)!r}, 'wb', 0); f.write(b'isi')\nexcept OSError as g: hasil['galat'] = g.errno"
    hasil = _di_dalam(kode, terkurung=terkurung)
    assert ("galat" in hasil) is terkurung
    assert jalur.read_bytes() == (b"" if terkurung else b"isi")


@pytest.mark.parametrize("terkurung", [True, False])
def test_check_takes_no_more_memory_than_allowed(terkurung: bool) -> None:
    kode = "try:\n x = bytearray(300 * 1024**2)\nexcept MemoryError: hasil['habis'] = True"
    assert _di_dalam(kode, terkurung=terkurung).get("habis", False) is terkurung


def test_every_limit_is_set() -> None:
    nama = ("AS", "DATA", "CPU", "CORE", "FSIZE", "NOFILE", "NPROC")
    kode = f"hasil |= {{n: resource.getrlimit(getattr(resource, 'RLIMIT_' + n)) for n in {nama}}}\n"
    kode += "hasil['status'] = open('/proc/self/status').read()"
    hasil = _di_dalam(kode)
    batas = {n: tuple(hasil[n]) for n in nama}
    mib = 1024**2
    assert batas == {
        "AS": (256 * mib, 256 * mib), "DATA": (256 * mib, 256 * mib), "CPU": (5, 6), "CORE": (0, 0), "FSIZE": (0, 0),
        "NOFILE": (32, 32), "NPROC": (0, 0),
    }  # fmt: skip
    assert "NoNewPrivs:\t1" in hasil["status"]
