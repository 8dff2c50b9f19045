"""Numbers and dates in words, as official papers write them. No Django, whole numbers only."""

from __future__ import annotations

from datetime import date

from common.tanggal import BULAN, HARI

_SATUAN = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_BESAR = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"))


def terbilang(nilai: int) -> str:
    """2026 → `dua ribu dua puluh enam`. Zero and up, below 10^15; anything else is a ValueError."""
    if isinstance(nilai, bool) or not isinstance(nilai, int) or not 0 <= nilai < 10**15:
        raise ValueError("terbilang: bilangan bulat 0 sampai di bawah 10^15")
    return _SATUAN[0] if nilai == 0 else " ".join(_kata(nilai))


def _kata(nilai: int) -> list[str]:
    """Words of a number; none for zero, which only stands alone."""
    for besar, sebutan in _BESAR:
        if nilai >= besar:
            kali, sisa = divmod(nilai, besar)
            depan = [f"se{sebutan}"] if kali == 1 and besar <= 1000 else [*_kata(kali), sebutan]
            return depan + _kata(sisa)
    if nilai >= 20:
        return [_SATUAN[nilai // 10], "puluh", *_kata(nilai % 10)]
    if nilai >= 12:
        return [_SATUAN[nilai - 10], "belas"]
    return {0: [], 10: ["sepuluh"], 11: ["sebelas"]}.get(nilai) or ([_SATUAN[nilai]] if nilai else [])


def tanggal_terbilang(hari: date) -> str:
    """`Senin tanggal tujuh belas bulan Agustus tahun dua ribu dua puluh enam`"""
    bulan, tahun = BULAN[hari.month - 1], terbilang(hari.year)
    return f"{HARI[hari.weekday()]} tanggal {terbilang(hari.day)} bulan {bulan} tahun {tahun}"
