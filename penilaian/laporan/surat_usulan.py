"""The letter of a proposal and its SPTJM on paper. Computes nothing."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from penilaian.laporan.angka import hari
from penilaian.naskah_usulan import baris

KATA = {True: "Sesuai", False: "Tidak sesuai", None: "Menyusul (afirmasi)"}


def konteks(isi: dict[str, Any]) -> dict[str, Any]:
    ketik = isi["ketik"]
    unit = [
        u
        | {
            "ditetapkan": hari(u["ditetapkan"]),
            "nilai": Decimal(u["nilai"]) if u["nilai"] else None,
            "butir": _butir(u["butir"]),
        }
        for u in isi["unit"]
    ]
    banyak = Counter(u["nama_kategori"] for u in unit)
    return {
        "isi": isi,
        "unit": unit,
        "syarat": _butir(isi["syarat"]),
        "rincian": ", ".join(f"{n} unit {kategori}" for kategori, n in banyak.items()),
        "tujuan": baris(ketik["tujuan"]),
        "tembusan": baris(ketik["tembusan"]),
        "penanda": [{"sebutan": f"{ketik['jabatan']},", "nama": ketik["nama"], "nip": ketik["nip"]}],
    }


def _butir(daftar: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [b | {"kata": KATA[b["sesuai"]]} for b in daftar]
