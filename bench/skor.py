"""How long one sheet takes to score: python bench/skor.py [--putaran 15].

Prints microseconds per sheet (median of the rounds) for a full, a half-filled and an empty sheet, beside a bare loop in
the same process that adds 113 Decimal weights one by one. The ratio is the figure to compare between machines.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from instrumen.pohon.baca import baca_instrumen
from instrumen.pohon.tipe import Butir
from penilaian.skor.hitung import hitung, ke_desimal

ULANG = 50
TARGET_US = 1000


def main() -> int:
    pilihan = argparse.ArgumentParser(description=__doc__)
    pilihan.add_argument("--putaran", type=int, default=15)
    putaran = pilihan.parse_args().putaran
    lke = baca_instrumen("LKE-ZI-2021")
    acak = random.Random(2021)
    penuh = {b.kode: _jawab(b, acak) for b in lke.butir.values()}
    separuh = dict(list(penuh.items())[::2])
    bobot = [ke_desimal(b.bobot_efektif) for b in lke.butir.values()]
    calon: dict[str, Callable[[], object]] = {
        "pembanding (113 Decimal)": lambda: _jumlahkan(bobot),
        "lembar penuh": lambda: hitung(lke, penuh),
        "lembar separuh": lambda: hitung(lke, separuh),
        "lembar kosong": lambda: hitung(lke, {}),
    }
    waktu = _ukur(calon, putaran)
    dasar = waktu["pembanding (113 Decimal)"]
    for nama, us in waktu.items():
        print(f"{nama:26} {us:9.1f} us   {us / dasar:6.1f} x pembanding")
    beban = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"beban mesin {beban:.2f}: {'tidak bersih' if beban > (os.cpu_count() or 1) * 0.5 else 'bersih'}")
    lulus = waktu["lembar penuh"] < TARGET_US
    print("LULUS" if lulus else "GAGAL", f"(lembar penuh di bawah {TARGET_US} us)")
    return 0 if lulus else 1


def _jawab(butir: Butir, acak: random.Random) -> Any:
    if butir.rumus is None:
        return acak.choice(butir.opsi).kode
    if butir.rumus.jenis == "indeks":
        return str(Decimal(acak.randint(0, 400)) / 100)
    return {i.kode: acak.randint(0, 40) for i in butir.isian}


def _jumlahkan(angka: list[Decimal]) -> Decimal:
    jumlah = Decimal(0)
    for satu in angka:
        jumlah += satu
    return jumlah


def _ukur(calon: dict[str, Callable[[], object]], putaran: int) -> dict[str, float]:
    """Median over rounds that take turns, so that a slow moment of the machine hits every candidate."""
    waktu: dict[str, list[float]] = {nama: [] for nama in calon}
    for _ in range(putaran):
        for nama, kerja in calon.items():
            mulai = time.perf_counter()
            for _ in range(ULANG):
                kerja()
            waktu[nama].append((time.perf_counter() - mulai) / ULANG * 1e6)
    return {nama: statistics.median(daftar) for nama, daftar in waktu.items()}


if __name__ == "__main__":
    raise SystemExit(main())
