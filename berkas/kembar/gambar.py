"""Perceptual hash of a page image or photograph. Pillow in, integers out; no other library.

Two stages. The 64-bit hash finds candidates by Hamming distance; it sees a page as 32 × 32 grey points, so two filled
copies of one form look alike to it. The fine hash (256 bits, from 64 × 64 points) decides.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageFilter, ImageOps

JARAK = 10  # of 64 bits, by which a candidate may differ; the search below finds all up to 11
JARAK_HALUS = 44  # of 256 bits
PITA = 4
_BIT_PITA = 16
_TITIK, _DCT = 32, 8
_TITIK_HALUS, _DCT_HALUS = 64, 16
_MAKS_SISI = 512


@dataclass(frozen=True, slots=True)
class SidikGambar:
    """`kasar` 64 bits, `halus` 256 bits."""

    kasar: int
    halus: int


def sidik_gambar(gambar: Image.Image, *, hanya_foto: bool = False) -> SidikGambar | None:
    """None for a page without anything to compare: blank, nearly blank, or only a letterhead.

    `hanya_foto` also leaves out pages that are mostly paper (covers, dividers), which all look alike.
    """
    abu = _siapkan(gambar)
    isi = _bidang_isi(abu, 0.8 if hanya_foto else 1.0)
    if isi is None:
        return None
    return SidikGambar(_phash(isi, _TITIK, _DCT), _phash(isi, _TITIK_HALUS, _DCT_HALUS))


def jarak(a: int, b: int) -> int:
    return (a ^ b).bit_count()


def mirip(a: SidikGambar, b: SidikGambar) -> int:
    """Permille of equal bits of the fine hash when both stages agree, else 0."""
    if jarak(a.kasar, b.kasar) > JARAK:
        return 0
    beda = jarak(a.halus, b.halus)
    return round(1000 * (256 - beda) / 256) if beda <= JARAK_HALUS else 0


def pita(kasar: int) -> tuple[int, ...]:
    """The four 16-bit bands, highest first."""
    return tuple((kasar >> (_BIT_PITA * (PITA - 1 - i))) & 0xFFFF for i in range(PITA))


@cache
def _masker() -> tuple[int, ...]:
    satu = [1 << i for i in range(_BIT_PITA)]
    return (0, *satu, *(a | b for n, a in enumerate(satu) for b in satu[n + 1 :]))


def tetangga(nilai: int) -> list[int]:
    """Band values that differ in at most two bits. Two hashes within 11 bits share at least one such band."""
    return [nilai ^ m for m in _masker()]


def _siapkan(gambar: Image.Image) -> Image.Image:
    """Grey, at most 512 pixels, levels stretched so that brightness and contrast of the scanner do not count."""
    abu = gambar.convert("L")
    abu.thumbnail((_MAKS_SISI, _MAKS_SISI), Image.Resampling.BOX, reducing_gap=2.0)
    return ImageOps.autocontrast(abu.filter(ImageFilter.GaussianBlur(1)), cutoff=(1, 1))


def _bidang_isi(abu: Image.Image, kertas_maks: float) -> Image.Image | None:
    """The part with ink, so that margins and a shifted sheet do not count; None when there is too little of it.

    A photograph has no paper: it stays whole.
    """
    lebar, tinggi = abu.size
    if lebar < 16 or tinggi < 16:
        return None
    hist = abu.histogram()
    total = lebar * tinggi
    kertas = sum(hist[200:]) / total
    if kertas < 0.5:
        return abu if _beragam(hist, total) else None
    if kertas > kertas_maks:
        return None
    tinta = abu.point([255 if n < 128 else 0 for n in range(256)]).filter(ImageFilter.MedianFilter(3))
    kotak = tinta.getbbox()
    hitam = tinta.histogram()[255] / total
    if kotak is None or hitam < 0.004:
        return None
    bawah = tinta.crop((0, round(tinggi * 0.25), lebar, tinggi)).histogram()[255] / total
    if bawah < 0.003:
        return None  # ink only in the top quarter: a letterhead
    kiri, atas, kanan, dasar = _tepi(tinta)
    return abu.crop((kiri, atas, kanan, dasar))


def _tepi(tinta: Image.Image) -> tuple[int, int, int, int]:
    """Box that holds the ink but for half a percent at each side, so that specks at the edge do not move it."""

    def batas(profil: list[int]) -> tuple[int, int]:
        buang = sum(profil) * 0.005
        jumlah, awal = 0.0, 0
        while awal < len(profil) - 1 and jumlah + profil[awal] <= buang:
            jumlah += profil[awal]
            awal += 1
        jumlah, akhir = 0.0, len(profil)
        while akhir > awal + 1 and jumlah + profil[akhir - 1] <= buang:
            jumlah += profil[akhir - 1]
            akhir -= 1
        return awal, akhir

    lebar, tinggi = tinta.size
    kolom = tinta.resize((lebar, 1), Image.Resampling.BOX, reducing_gap=None)
    baris = tinta.resize((1, tinggi), Image.Resampling.BOX, reducing_gap=None)
    kiri, kanan = batas(list(kolom.tobytes()))
    atas, dasar = batas(list(baris.tobytes()))
    return kiri, atas, kanan, dasar


def _beragam(hist: list[int], total: int) -> bool:
    """Whether a dark picture shows anything at all."""
    rata = sum(n * h for n, h in enumerate(hist)) / total
    return math.sqrt(sum(h * (n - rata) ** 2 for n, h in enumerate(hist)) / total) > 12


@cache
def _kosinus(titik: int, banyak: int) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(math.cos(math.pi * (2 * x + 1) * u / (2 * titik)) for x in range(titik)) for u in range(banyak))


def _phash(gambar: Image.Image, titik: int, banyak: int) -> int:
    """Signs of the lowest `banyak` × `banyak` DCT coefficients against their median, without the mean level."""
    kecil = gambar.resize((titik, titik), Image.Resampling.BOX).tobytes()
    kos = _kosinus(titik, banyak)
    baris = [
        [sum(c * v for c, v in zip(k, kecil[y * titik : (y + 1) * titik], strict=True)) for k in kos]
        for y in range(titik)
    ]
    kolom = list(zip(*baris, strict=True))
    nilai = [sum(c * v for c, v in zip(k, kolom[u], strict=True)) for k in kos for u in range(banyak)]
    tengah = sorted(nilai[1:])[len(nilai) // 2]
    hasil = 0
    for n in nilai:
        hasil = hasil << 1 | (n > tengah)
    return hasil
