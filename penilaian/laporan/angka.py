"""Frozen data back into figures and dates for the papers of the evaluation. Reads no clock and no table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from common.desimal import format_angka

KEADAAN = {"lolos": "Terpenuhi", "hampir": "Hampir", "gagal": "Belum", "": ""}


def pecah(baris: Mapping[str, Any], *nama: str) -> dict[str, Any]:
    """The row with these fields as Fraction (None stays None)."""
    return {**baris, **{n: None if baris[n] is None else Fraction(baris[n]) for n in nama}}


def saat(teks: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(teks) if teks else None


def hari(teks: str | None) -> dt.date | None:
    return dt.date.fromisoformat(teks) if teks else None


def poin(nilai: Fraction) -> str:
    """Missing points in words; what would round to nothing says that it is less."""
    return "tidak sampai 0,01" if 0 < nilai < Fraction(1, 200) else format_angka(nilai)


def gerbang(isi: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Gates with figures, the state in words, and what is missing as a sentence part."""
    baris = [pecah(g, "nilai", "minimum", "persen", "kurang") for g in isi]
    return [g | {"kata": KEADAAN[g["keadaan"]], "kata_kurang": _kurang(g)} for g in baris]


def _kurang(g: Mapping[str, Any]) -> str:
    if g["terpenuhi"]:
        return ""
    return "belum ada" if g["riwayat"] else f"{poin(g['kurang'])} poin"


def daftar_belum(baris: list[dict[str, Any]]) -> list[str]:
    """The unmet gates with the missing points: "Penguatan Pengawasan kurang 0,45 poin"."""
    return [
        f"{g['nama']}: belum ada" if g["riwayat"] else f"{g['nama']} kurang {poin(g['kurang'])} poin"
        for g in baris
        if not g["terpenuhi"]
    ]
