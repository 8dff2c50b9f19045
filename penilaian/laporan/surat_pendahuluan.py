"""The cover letter of the penilaian pendahuluan on paper. Computes no score."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from penilaian.laporan.angka import KEADAAN, daftar_belum, gerbang, hari, pecah, saat


def konteks(isi: dict[str, Any]) -> dict[str, Any]:
    syarat = gerbang(isi["gerbang"])
    area = [pecah(a, "bobot", "nilai", "persen", "minimum") for a in isi["area"]]
    sebutan, nama, nip = isi["penanda"]
    return {
        "isi": isi,
        "pada": saat(isi["pada"]),
        "dikirim": hari(isi["dikirim"]),
        "total": Fraction(isi["total"]),
        "area": [a | {"kata": KEADAAN[a["keadaan"]]} for a in area],
        "jumlah_syarat": len(syarat),
        "jumlah_terpenuhi": sum(g["terpenuhi"] for g in syarat),
        "belum": daftar_belum(syarat),
        "penanda": [{"sebutan": f"{sebutan},", "nama": nama, "nip": nip}],
    }
