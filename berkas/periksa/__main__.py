"""`python -m berkas.periksa PATH NAME LIMIT PARENT`: one verdict as JSON, within bounds the kernel enforces.

The last line of the output is the answer: the verdict, the peak of resident memory in bytes, the seconds of processor
time and whether the network was cut.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

from berkas.kurung import memori_puncak
from berkas.periksa.berkas import pemeriksa_untuk, periksa_berkas
from berkas.periksa.kurung import kurung
from berkas.periksa.putusan import Alasan, Putusan
from berkas.periksa.tipe import tipe_untuk


def main() -> None:
    jalur, nama, batas, induk = sys.argv[1:]
    tipe = tipe_untuk(nama)
    if tipe is not None:
        pemeriksa_untuk(tipe)  # loaded before the limits, which would count it
    terputus = kurung(int(induk))
    try:
        putusan = periksa_berkas(Path(jalur), nama, batas=int(batas))
    except (MemoryError, RecursionError):
        putusan = Putusan(Alasan.TERLALU_RUMIT, tipe.nama if tipe else "")
    jawaban = {**asdict(putusan), "memori": memori_puncak(), "cpu": time.process_time(), "terputus": terputus}
    # One write to the descriptor: a buffered one could fail for memory after the verdict is known.
    os.write(1, b"\n" + json.dumps(jawaban).encode())


main()
