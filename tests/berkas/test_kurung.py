"""Every process that opens a stranger's file has left the network before it opens it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

DICOBA = "from berkas.kurung import tutup_jaringan; raise SystemExit(0 if tutup_jaringan() else 7)"


@pytest.mark.parametrize(
    ("modul", "argumen"),
    [
        ("berkas.cocok", ["daftar", "{pipa}", "1000"]),
        ("berkas.telaah", ["{pipa}", "{keluar}", '{"media":"image/png","keluar":[],"diketahui":{},"tesseract":null}']),
    ],
)
def test_child_waits_for_its_file_outside_the_network(tmp_path: Path, modul: str, argumen: list[str]) -> None:
    """A pipe nobody writes to holds the child at its first open; its network is then not ours."""
    if subprocess.run([sys.executable, "-c", DICOBA], cwd=settings.BASE_DIR).returncode == 7:
        pytest.skip("sistem ini tidak mengizinkan ruang jaringan sendiri")
    pipa, ganti = tmp_path / "pipa", {"{keluar}": str(tmp_path / "keluar.pdf")}
    os.mkfifo(pipa)
    ganti["{pipa}"] = str(pipa)
    anak = subprocess.Popen(
        [sys.executable, "-m", modul, *(ganti.get(a, a) for a in argumen)],
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        akhir = time.monotonic() + 30
        while _jaringan(anak.pid) == _jaringan("self") and time.monotonic() < akhir:
            time.sleep(0.05)
        assert anak.poll() is None
        assert _jaringan(anak.pid) != _jaringan("self")
    finally:
        anak.kill()
        anak.wait()


def _jaringan(pid: int | str) -> str:
    return os.readlink(f"/proc/{pid}/ns/net")
