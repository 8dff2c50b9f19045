"""MP4: a chain of boxes that ends exactly at the end of the file, with a movie header, of an MP4 brand."""

from __future__ import annotations

import os
from pathlib import Path

from berkas.periksa.ekor import tolak_zip
from berkas.periksa.putusan import Alasan, TolakError

_MEREK = (b"isom", b"iso", b"mp41", b"mp42", b"avc1", b"M4V", b"MSNV", b"dash", b"mmp4", b"3gp", b"f4v", b"NDSC")
_MAKS_KOTAK = 100_000


def periksa_mp4(jalur: Path) -> None:
    """Raises TolakError."""
    tolak_zip(jalur)
    ukuran, letak, jenis_kotak = jalur.stat().st_size, 0, set()
    with jalur.open("rb") as isi:
        for urutan in range(_MAKS_KOTAK):
            kepala = isi.read(16)
            if len(kepala) < 8:
                raise TolakError(Alasan.TIDAK_SAH)
            panjang, jenis = int.from_bytes(kepala[:4], "big"), kepala[4:8]
            if panjang == 1:
                panjang = int.from_bytes(kepala[8:16], "big")
            elif panjang == 0:
                panjang = ukuran - letak
            if urutan == 0 and (jenis != b"ftyp" or not kepala[8:12].startswith(_MEREK)):
                raise TolakError(Alasan.TIDAK_SAH)
            jenis_kotak.add(jenis)
            letak += panjang
            if panjang < 8 or letak > ukuran:
                raise TolakError(Alasan.TIDAK_SAH)
            if letak == ukuran:
                break
            isi.seek(letak, os.SEEK_SET)
    if letak != ukuran or b"moov" not in jenis_kotak:
        raise TolakError(Alasan.TIDAK_SAH)
