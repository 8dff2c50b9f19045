"""`python -m berkas.periksa PATH NAME LIMIT`: one verdict as JSON on stdout, within bounds the kernel enforces."""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from berkas.periksa.berkas import periksa_berkas
from berkas.periksa.terpisah import CPU_MAKS, MEMORI_MAKS


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI_MAKS, MEMORI_MAKS))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_MAKS, CPU_MAKS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    jalur, nama, batas = sys.argv[1:]
    json.dump(asdict(periksa_berkas(Path(jalur), nama, batas=int(batas))), sys.stdout)


main()
