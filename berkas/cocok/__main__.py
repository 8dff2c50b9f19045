"""`python -m berkas.cocok daftar PATH LIMIT` prints the members of an archive (or the reason against it) as JSON;
`python -m berkas.cocok keluarkan PATH INDEX LIMIT` writes one member to stdout. Bounds are enforced by the kernel.
"""

import json
import resource
import sys
from dataclasses import astuple
from pathlib import Path

from berkas.cocok.arsip import RUSAK, TolakArsipError, daftar_anggota, keluarkan
from berkas.kurung import mati_bersama_induk, tutup_jaringan

MEMORI_MAKS = 256 * 1024 * 1024
CPU_MAKS = 60  # seconds


def main() -> int:
    tutup_jaringan()
    mati_bersama_induk()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI_MAKS, MEMORI_MAKS))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_MAKS, CPU_MAKS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nothing is ever written to a disk here
    cara, jalur, *angka = sys.argv[1:]
    if cara == "keluarkan":
        try:
            keluarkan(Path(jalur), int(angka[0]), sys.stdout.buffer, batas=int(angka[1]))
        except RUSAK:
            return 3
        return 0
    try:
        hasil: dict[str, object] = {"anggota": [astuple(a) for a in daftar_anggota(Path(jalur), batas=int(angka[0]))]}
    except TolakArsipError as tolak:
        hasil = {"alasan": tolak.alasan}
    json.dump(hasil, sys.stdout)
    return 0


sys.exit(main())
