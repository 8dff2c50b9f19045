"""JPG, PNG, WEBP: read from their structure alone, no pixel is ever decoded (quality V5.2.6: <= 50 Mpx by the header).

Walking the segments finds a cut file as surely as decoding it, in a fraction of the memory: a progressive photograph of
50 megapixels would need 300 MB. Whether the pixels please the eye is seen by the person who sent them.
"""

from __future__ import annotations

import mmap
import re
import struct
import zlib
from pathlib import Path

from berkas.periksa.ekor import periksa_ekor, tolak_zip
from berkas.periksa.putusan import Alasan, TolakError

MAKS_PIKSEL = 50_000_000
_MAKS_PINDAIAN = 300  # scans of one progressive JPEG; ordinary ones have about ten
_MAKS_POTONG = 100_000
_BLOK = 1024 * 1024
_TANDA = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # any marker but stuffing, fill bytes and restarts
_SOF = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SOI, _EOI, _SOS, _TEM = 0xD8, 0xD9, 0xDA, 0x01
_SALURAN = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # PNG colour type → samples per pixel


def periksa_gambar(jalur: Path, tipe: str) -> None:
    """Raises TolakError."""
    tolak_zip(jalur)
    with jalur.open("rb") as isi, mmap.mmap(isi.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            akhir = {"JPG": _jpeg, "PNG": _png, "WEBP": _webp}[tipe](data)
        except (struct.error, IndexError, zlib.error) as galat:  # what cut structures raise
            raise TolakError(Alasan.TIDAK_SAH) from galat
        periksa_ekor(data[akhir:])


def _piksel(lebar: int, tinggi: int) -> None:
    if lebar < 1 or tinggi < 1:
        raise TolakError(Alasan.TIDAK_SAH)
    if lebar * tinggi > MAKS_PIKSEL:
        raise TolakError(Alasan.PIKSEL)


def _jpeg(data: mmap.mmap) -> int:
    """Where the last picture ends: phones write several into one file (MPO: depth, HDR, a preview)."""
    akhir = _satu_jpeg(data, 0)
    for _ in range(32):
        lanjut = data.find(b"\xff\xd8\xff", akhir, akhir + 64 * 1024)
        if lanjut < 0 or data[akhir:lanjut].strip(b"\0"):
            break
        try:
            akhir = _satu_jpeg(data, lanjut)
        except TolakError as tolak:
            if tolak.alasan != Alasan.TIDAK_SAH:
                raise
            break  # not a picture after all: it is judged as a tail
    return akhir


def _satu_jpeg(data: mmap.mmap, awal: int) -> int:
    """From SOI to EOI: at least one frame header and one scan; returns the place behind EOI."""
    if data[awal : awal + 3] != b"\xff\xd8\xff":
        raise TolakError(Alasan.TIDAK_SAH)
    letak, bingkai, pindaian = awal + 2, False, 0
    for _ in range(_MAKS_POTONG):
        cocok = _TANDA.search(data, letak)
        if cocok is None:
            break
        letak, tanda = cocok.end(), data[cocok.end() - 1]
        if tanda == _EOI:
            if bingkai and pindaian:
                return letak
            break
        if tanda in (_SOI, _TEM):
            continue
        if tanda in _SOF:
            tinggi, lebar = struct.unpack(">HH", data[letak + 3 : letak + 7])
            _piksel(lebar, tinggi)
            bingkai = True
        elif tanda == _SOS:
            pindaian += 1
            if pindaian > _MAKS_PINDAIAN:
                raise TolakError(Alasan.TERLALU_RUMIT)
        letak += max(2, int.from_bytes(data[letak : letak + 2], "big"))
    raise TolakError(Alasan.TIDAK_SAH)


def _png(data: mmap.mmap) -> int:
    """Every chunk with its checksum, the header first, the pixels unpacked in blocks and thrown away."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise TolakError(Alasan.TIDAK_SAH)
    letak: int = 8
    piksel: _PikselPng | None = None
    for _ in range(_MAKS_POTONG):
        panjang, jenis = struct.unpack(">I4s", data[letak : letak + 8])
        isi = letak + 8
        if (
            isi + panjang + 4 > len(data)
            or not jenis.isalpha()
            or _crc(data, letak + 4, panjang + 4) != data[isi + panjang : isi + panjang + 4]
        ):
            raise TolakError(Alasan.TIDAK_SAH)
        if piksel is None:
            piksel = _PikselPng(jenis, data[isi : isi + panjang])
        elif jenis == b"IDAT":
            for awal in range(isi, isi + panjang, _BLOK):
                piksel.terima(data[awal : min(awal + _BLOK, isi + panjang)])
        letak = isi + panjang + 4
        if jenis == b"IEND":
            piksel.selesai()
            return letak
    raise TolakError(Alasan.TIDAK_SAH)


def _crc(data: mmap.mmap, awal: int, panjang: int) -> bytes:
    nilai = 0
    for letak in range(awal, awal + panjang, _BLOK):
        nilai = zlib.crc32(data[letak : min(letak + _BLOK, awal + panjang)], nilai)
    return nilai.to_bytes(4, "big")


class _PikselPng:
    """The pixel stream against what the header announced; one that gives more is a bomb, less is a cut file."""

    def __init__(self, jenis: bytes, kepala: bytes) -> None:
        if jenis != b"IHDR" or len(kepala) != 13:
            raise TolakError(Alasan.TIDAK_SAH)
        lebar, tinggi, dalam, warna = struct.unpack(">IIBB", kepala[:10])
        _piksel(lebar, tinggi)
        if warna not in _SALURAN or dalam not in (1, 2, 4, 8, 16):
            raise TolakError(Alasan.TIDAK_SAH)
        baris = (lebar * _SALURAN[warna] * dalam + 7) // 8 + 1
        # Interlaced pictures have a filter byte per row of each of seven passes.
        self._harap = tinggi * (baris - 1) + tinggi
        self._paling = self._harap + (8 * (tinggi + lebar + 16) if kepala[12] else 0)
        self._urai, self._terurai = zlib.decompressobj(), 0

    def terima(self, blok: bytes) -> None:
        while blok and not self._urai.eof:
            self._terurai += len(self._urai.decompress(blok, _BLOK))
            blok = self._urai.unconsumed_tail
            if self._terurai > self._paling + _BLOK:
                raise TolakError(Alasan.TERLALU_RUMIT)

    def selesai(self) -> None:
        if self._terurai < self._harap:
            raise TolakError(Alasan.TIDAK_SAH)


def _webp(data: mmap.mmap) -> int:
    """The chunks of the RIFF fill it exactly; size from the header of the first picture and from the canvas."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise TolakError(Alasan.TIDAK_SAH)
    akhir = int.from_bytes(data[4:8], "little") + 8
    if akhir > len(data):
        raise TolakError(Alasan.TIDAK_SAH)
    letak, gambar = 12, False
    for _ in range(_MAKS_POTONG):
        if letak + 8 > akhir:
            break
        jenis, panjang = struct.unpack("<4sI", data[letak : letak + 8])
        isi = data[letak + 8 : letak + 8 + min(panjang, 32)]
        if letak + 8 + panjang > akhir:
            raise TolakError(Alasan.TIDAK_SAH)
        gambar = _potong_webp(jenis, isi) or gambar
        letak += 8 + panjang + (panjang & 1)
    if not gambar:
        raise TolakError(Alasan.TIDAK_SAH)
    return akhir


def _potong_webp(jenis: bytes, isi: bytes) -> bool:
    """Judge one chunk; True when it carries a picture."""
    if jenis == b"VP8X":
        _piksel(int.from_bytes(isi[4:7], "little") + 1, int.from_bytes(isi[7:10], "little") + 1)
        return False
    if jenis == b"VP8 ":
        if isi[3:6] != b"\x9d\x01\x2a":
            raise TolakError(Alasan.TIDAK_SAH)
        lebar, tinggi = struct.unpack("<HH", isi[6:10])
        _piksel(lebar & 0x3FFF, tinggi & 0x3FFF)
        return True
    if jenis == b"VP8L":
        if isi[:1] != b"\x2f":
            raise TolakError(Alasan.TIDAK_SAH)
        bit = int.from_bytes(isi[1:5], "little")
        _piksel((bit & 0x3FFF) + 1, (bit >> 14 & 0x3FFF) + 1)
        return True
    return jenis == b"ANMF"
