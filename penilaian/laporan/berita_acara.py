"""The berita acara of a desk on paper: frozen facts become figures, times and lists. Computes no score."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from penilaian.laporan.angka import pecah, poin, saat
from satker.peran import Peran

_HADIR = {True: "Hadir", False: "Tidak hadir", None: "Tidak dicatat"}


def konteks(isi: dict[str, Any]) -> dict[str, Any]:
    bahan = isi["bahan"]
    gerbang = [_gerbang(g) for g in bahan["gerbang"]]
    return {
        "isi": isi,
        "bahan": bahan,
        "terkunci": bool(isi["potret"]),
        "pada": saat(isi["pada"]),
        "dibuka": saat(bahan["dibuka_pada"]) or saat(bahan["mulai"]),
        "ditutup": saat(bahan["ditutup_pada"]) or saat(bahan["selesai"]),
        "peserta": [p | {"kata": _HADIR[p["hadir"]]} for p in bahan["peserta"]],
        "acara": [_acara(a) for a in bahan["acara"]],
        "area": _area(bahan, {g["kode"]: g for g in gerbang}),
        "gerbang": gerbang,
        "belum": [g for g in gerbang if not g["terpenuhi"]],
        "lapisan": [pakai["nama"] for pakai in isi["lapisan"]],
        "beda": [pecah(b, "selisih") for b in isi["beda"]],
        "penanda": _penanda(isi),
        "tindak_lanjut": range(1, 6),
    }


def _acara(baris: dict[str, Any]) -> dict[str, Any]:
    return baris | {"mulai": saat(baris["mulai"]), "selesai": saat(baris["selesai"])}


def _gerbang(baris: dict[str, Any]) -> dict[str, Any]:
    isi = pecah(baris, "nilai", "minimum", "persen")
    return isi | {"kurang": poin(max(isi["minimum"] - isi["nilai"], Fraction(0)))}


def _area(bahan: dict[str, Any], gerbang: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Areas with the minimum of their gate, the total at the end."""
    baris = [pecah(a, "bobot", "nilai", "persen") for a in bahan["area"]]
    total = {"kode": "TOTAL", "nama": "Nilai total", "bobot": Fraction(100)}
    nilai = Fraction(bahan["total"])
    terisi = {"terisi": sum(a["terisi"] for a in baris), "jumlah": sum(a["jumlah"] for a in baris)}
    semua = [*baris, total | {"nilai": nilai, "persen": nilai} | terisi]
    return [a | {"syarat": gerbang.get(a["kode"])} for a in semua]


def _penanda(isi: dict[str, Any]) -> list[dict[str, str]]:
    """The lead of the team and the head of the unit; everybody else signs in the list of those present."""
    peserta = isi["bahan"]["peserta"]
    ketua = next((o for o in isi["tim"] if o["peran"] == Peran.TPI_KETUA), {"nama": "…", "nip": ""})
    kepala = next((p for p in peserta if p["jabatan"].startswith("Kepala")), {"nama": "…", "nip": ""})
    return [
        {"sebutan": "Ketua tim penilai,", "nama": ketua["nama"], "nip": ketua["nip"]},
        {"sebutan": f"Kepala {isi['bahan']['satker']},", "nama": kepala["nama"], "nip": kepala["nip"]},
    ]
