"""`python -m berkas.olah SOURCE NAME OUTPUT WORK JSON`: page images into OUTPUT, steps as JSON lines on stdout.

JSON holds the limits, the tools and today's date. Bounds that the kernel enforces come first.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import resource
import sys
from pathlib import Path
from typing import Any

from berkas.kurung import memori_puncak
from berkas.olah.kurung import MEMORI, batasi, kurung


def katakan(langkah: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(langkah) + "\n")
    sys.stdout.flush()


def main() -> None:
    sumber, nama, keluar, kerja, setelan = sys.argv[1:]
    pilihan = json.loads(setelan)
    tertutup = kurung(cpu=pilihan["batas"]["detik"] + 30)
    katakan({"j": "mulai", "jaringan_tertutup": tertutup})
    from berkas.olah.berkas import KANTOR, olah_berkas
    from berkas.olah.hasil import Alat, Batas, Sebab

    akhiran = nama.rpartition(".")[2].lower()
    if akhiran not in KANTOR:
        batasi(resource.RLIMIT_AS, MEMORI)
    try:
        for langkah in olah_berkas(
            Path(sumber),
            akhiran,
            Path(keluar),
            kerja=Path(kerja),
            batas=Batas(**pilihan["batas"]),
            alat=Alat(**pilihan["alat"]),
            hari_ini=dt.date.fromisoformat(pilihan["hari_ini"]),
        ):
            if langkah["j"] == "awal":  # LibreOffice, if it was needed, is done
                batasi(resource.RLIMIT_AS, MEMORI)
            katakan(langkah)
    except MemoryError:
        katakan({"j": "gagal", "sebab": Sebab.MEMORI})
    except OSError as galat:
        if galat.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        katakan({"j": "gagal", "sebab": Sebab.PENUH})
    katakan(
        {"j": "akhir", "memori": max(memori_puncak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)}
    )


main()
