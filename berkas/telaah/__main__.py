"""`python -m berkas.telaah SOURCE TARGET JSON`: one redacted copy, within bounds the kernel enforces."""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from berkas.kurung import mati_bersama_induk, tutup_jaringan
from berkas.telaah.samarkan import TidakDapatError, samarkan
from berkas.telaah.terpisah import CPU_MAKS, MEMORI_MAKS


def main() -> None:
    tutup_jaringan()
    mati_bersama_induk()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI_MAKS, MEMORI_MAKS))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_MAKS, CPU_MAKS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asal, tujuan, isi = sys.argv[1:]
    minta = json.loads(isi)
    try:
        hasil = samarkan(
            Path(asal),
            Path(tujuan),
            media=minta["media"],
            keluar=minta["keluar"],
            diketahui={int(h): int(n) for h, n in minta["diketahui"].items()},
            tesseract=minta["tesseract"],
        )
    except TidakDapatError as galat:
        json.dump({"pesan": str(galat)}, sys.stdout)
        return
    json.dump(asdict(hasil), sys.stdout)


main()
