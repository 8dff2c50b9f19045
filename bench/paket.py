"""Streaming a ZIP of stored files: MB/s and growth of memory, against `cat`, `sha256sum` and `zip -0` in the same run.

Usage: .venv/bin/python -m bench.paket [--mb 1000] [--berkas 200] [--kali 3]
Goals: memory grows by at most 16 MiB whatever the size; not slower than `zip -0` on the same files.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

MIB = 1024 * 1024
BLOK = 64 * 1024
BATAS_TUMBUH = 16


def _beban() -> str:
    satu = os.getloadavg()[0]
    sibuk = "" if satu < 0.3 * (os.cpu_count() or 1) + 1 else " — TIDAK BERSIH: mesin sibuk"
    return f"{os.cpu_count()} inti, beban {satu:.2f}{sibuk}"


def _siapkan(gudang: Path, mb: int, berkas: int) -> list[tuple[str, int, str]]:
    """Files of random bytes of equal size: (key, size, sha256)."""
    ukuran, hasil = mb * MIB // berkas, []
    for n in range(berkas):
        kunci, sidik = f"satker/{n % 256:02x}/{n}", hashlib.sha256()
        jalur = gudang / kunci
        jalur.parent.mkdir(parents=True, exist_ok=True)
        with jalur.open("wb") as tujuan:  # in small pieces, so that making the files does not set the peak of memory
            for awal in range(0, ukuran, BLOK):
                isi = os.urandom(min(BLOK, ukuran - awal))
                sidik.update(isi)
                tujuan.write(isi)
        hasil.append((kunci, ukuran, sidik.hexdigest()))
    return hasil


def _detik(kerja: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    kerja()
    return time.perf_counter() - mulai


def utama(mb: int, berkas: int, kali: int) -> int:
    tempat = Path(tempfile.mkdtemp(prefix="zi-bench-paket-"))
    try:
        gudang = tempat / "berkas"
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "zi_portal.settings",
            "SECRET_KEY": "kunci-bench-bukan-rahasia-0123456789-abcdefghijklmnop",
            "ZI_VAR": str(tempat),
            "DATABASE_URL": "postgresql:///tidak-dipakai",
        }
        import django

        django.setup()
        from berkas.paket import Entri, alirkan

        isi = _siapkan(gudang, mb, berkas)
        pada = dt.datetime(2026, 5, 17, tzinfo=dt.UTC)
        entri = [Entri(f"A5/P5.1b/{n}.bin", k, u, s, pada) for n, (k, u, s) in enumerate(isi)]

        def portal() -> None:
            hilang: list[str] = []
            jumlah = sum(len(blok) for blok in alirkan(entri, hilang=hilang))
            assert hilang == []
            assert jumlah > mb * MIB * 0.99

        b"".join(alirkan(entri[:1], hilang=[]))  # load the code; the files are in the page cache from being written
        awal = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        waktu: dict[str, list[float]] = {"portal": [], "cat": [], "sha256sum": [], "zip -0": []}
        lain = {"cat": "cat -- satker/*/* > /dev/null", "sha256sum": "sha256sum -- satker/*/* > /dev/null"}
        if shutil.which("zip"):
            lain["zip -0"] = "zip -0 -q -r - satker > /dev/null"
        else:
            python = os.environ.get("PYTHON", "python3")
            lain["zip -0"] = f"{python} -m zipfile -c /dev/stdout satker > /dev/null"
        for _ in range(kali):
            waktu["portal"].append(_detik(portal))
            for nama, perintah in lain.items():
                waktu[nama].append(
                    _detik(lambda p=perintah: subprocess.run(["/bin/sh", "-c", p], cwd=gudang, check=True))
                )
        tumbuh = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - awal) / 1024
    finally:
        shutil.rmtree(tempat, ignore_errors=True)
    print(f"{_beban()}; {mb} MiB dalam {berkas} berkas, {kali} putaran, median\n")
    tengah = {n: statistics.median(w) for n, w in waktu.items()}
    for nama, detik in tengah.items():
        print(f"{nama:12} {detik:7.2f} dtk {mb / detik:8.0f} MiB/dtk  {tengah['portal'] / detik:5.2f}x")
    print(f"\npuncak memori tumbuh {tumbuh:.1f} MiB (batas {BATAS_TUMBUH})")
    baik = tumbuh <= BATAS_TUMBUH and tengah["portal"] <= tengah["zip -0"]
    print("Putusan:", "sesuai sasaran" if baik else "DI LUAR SASARAN")
    return 0 if baik else 1


if __name__ == "__main__":
    arg = argparse.ArgumentParser()
    arg.add_argument("--mb", type=int, default=1000)
    arg.add_argument("--berkas", type=int, default=200)
    arg.add_argument("--kali", type=int, default=3)
    pilihan = arg.parse_args()
    raise SystemExit(utama(pilihan.mb, pilihan.berkas, pilihan.kali))
