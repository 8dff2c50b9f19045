"""MinHash fingerprint of a text: 5-word shingles, 128 permutations, bands for the search.

Every number comes from BLAKE2 and fixed constants, never from hash(): fingerprints of other processes, machines and
Python versions are the same, because they are stored and compared for years. A change of any rule here or in kata.py
raises VERSI, and everything is made anew by `./run sidik_ulang`.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Sequence

VERSI = 1
SIRIP = 5  # words of one shingle
PERMUTASI = 128
PITA = 42  # bands of three values: J 0.2 is found with p 0.29, 0.3 with 0.68, 0.4 with 0.94, 0.5 with 0.996
_LEBAR = 3
MIN_KATA = 60  # shorter texts give no verdict
MIN_SIRIP = 45
MAKS_SIRIP = 20_000
_PRIMA = (1 << 61) - 1


def _tetapan() -> tuple[tuple[int, int], ...]:
    def angka(nama: str) -> int:
        return int.from_bytes(hashlib.blake2b(nama.encode(), digest_size=8).digest(), "big") % _PRIMA

    return tuple((angka(f"a{i}") or 1, angka(f"b{i}")) for i in range(PERMUTASI))


_AB = _tetapan()


def sirip(kata: Sequence[str]) -> frozenset[int]:
    """64-bit hashes of every run of five words."""
    return frozenset(
        int.from_bytes(hashlib.blake2b(" ".join(kata[i : i + SIRIP]).encode(), digest_size=8).digest(), "big")
        for i in range(len(kata) - SIRIP + 1)
    )


def minhash(isi: Iterable[int]) -> tuple[int, ...]:
    """128 minima of 32 bits; ValueError for an empty set. Of a very long text the MAKS_SIRIP smallest hashes count."""
    pilihan = list(isi)
    if len(pilihan) > MAKS_SIRIP:
        pilihan = sorted(pilihan)[:MAKS_SIRIP]
    return tuple(min([(a * x + b) % _PRIMA for x in pilihan]) & 0xFFFFFFFF for a, b in _AB)


def sidik_teks(kata: Sequence[str]) -> tuple[int, ...] | None:
    """Fingerprint of the words that count, or None when there is too little text for a verdict."""
    if len(kata) < MIN_KATA:
        return None
    isi = sirip(kata)
    return minhash(isi) if len(isi) >= MIN_SIRIP else None


def kemas(nilai: Sequence[int]) -> bytes:
    return struct.pack(f">{PERMUTASI}I", *nilai)


def buka(bita: bytes | memoryview) -> tuple[int, ...]:
    return struct.unpack(f">{PERMUTASI}I", bytes(bita))


def taksir(a: Sequence[int], b: Sequence[int]) -> int:
    """Estimated Jaccard similarity of the shingles, in permille."""
    return round(1000 * sum(x == y for x, y in zip(a, b, strict=True)) / PERMUTASI)


def pita(nilai: Sequence[int], garam: bytes = b"") -> list[int]:
    """One signed 32-bit number per band; two texts are candidates when they share one. `garam` keeps the numbers of
    different tenants apart in one index."""
    hasil = []
    for i in range(PITA):
        bagian = struct.pack(f">H{_LEBAR}I", i, *nilai[i * _LEBAR : (i + 1) * _LEBAR])
        hasil.append(int.from_bytes(hashlib.blake2b(bagian + garam, digest_size=4).digest(), "big", signed=True))
    return hasil
