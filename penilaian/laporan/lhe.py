"""The LHE on paper: frozen facts become figures, dates and sentences. Computes no score."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from common.desimal import format_angka
from penilaian.laporan.angka import KEADAAN, daftar_belum, gerbang, hari, pecah, saat
from satker.peran import Peran

_JUDUL = {"komponen": "Komponen", "area": "Area", "aspek": "Aspek", "sub_area": "Subarea", "total": ""}


def konteks(isi: dict[str, Any]) -> dict[str, Any]:
    syarat = gerbang(isi["gerbang"])
    simpul = [_simpul(s) for s in isi["simpul"]]
    per_kode = {s["kode"]: s for s in simpul}
    area = [_area(a) for a in isi["area"]]
    return {
        "isi": isi,
        "pada": saat(isi["pada"]),
        "dari": hari(isi["dari"]),
        "sampai": hari(isi["sampai"]),
        "total": Fraction(isi["total"]),
        "sumber": sumber(isi),
        "kesimpulan": kesimpulan(isi, syarat),
        "syarat": syarat,
        "simpul": simpul,
        "ringkas": [per_kode["A"], *(per_kode[a["kode"]] for a in area), per_kode["B"], per_kode["TOTAL"]],
        "radar": [per_kode[a["kode"]]["persen"] for a in area[:6]] if len(area) >= 6 else [],
        "lapisan": [pakai | {"pada": saat(pakai["pada"])} for pakai in isi["lapisan"]],
        "banding": [_banding(b) for b in isi["banding"]],
        "beda": [pecah(b, "selisih") for b in isi["beda"]],
        "area": area,
        "butir": _kelompok(isi, area),
        "bacaan": [_bacaan(b) for b in isi["bacaan"]],
        "pengurang": _pengurang(isi["pengurang"]),
        "rekomendasi": [pecah(r, "hilang") | {"tenggat": hari(r["tenggat"])} for r in isi.get("rekomendasi", [])],
        "penanda": _penanda(isi),
    }


def sumber(isi: dict[str, Any]) -> str:
    """Which layer the figures are, and whether they are final: printed with every table."""
    kata = "final" if isi["final"] else "draf, dikunci sebelum tanggapan satker"
    return f"Nilai {isi['nama_tim']}, {kata}"


def kesimpulan(isi: dict[str, Any], syarat: list[dict[str, Any]]) -> list[str]:
    """The verdict in sentences: total, how many gates are met, which are not and by how much."""
    belum = [g for g in syarat if not g["terpenuhi"]]
    awal = f"Nilai total {isi['satker']} adalah {format_angka(Fraction(isi['total']))} dari 100,00."
    if not belum:
        putus = f"Seluruh {len(syarat)} syarat nilai {isi['target']} terpenuhi."
        akhir = f"{isi['satker']} layak diusulkan menuju {isi['target']}"
    else:
        putus = (
            f"{len(belum)} dari {len(syarat)} syarat nilai {isi['target']} belum terpenuhi: "
            f"{'; '.join(daftar_belum(syarat))}."
        )
        akhir = f"{isi['satker']} belum layak diusulkan menuju {isi['target']}"
    pengurang = isi.get("pengurang")
    if not belum and pengurang and pengurang["kalimat"]:
        return [awal, putus, pengurang["kalimat"]]
    return [awal, putus, f"{akhir}." if isi["final"] else f"Menurut nilai sementara ini, {akhir}."]


def _bacaan(baris: dict[str, Any]) -> dict[str, Any]:
    """Butir of an area by how far their evidence was read, and the share of the points claimed that was read."""
    isi = pecah(baris, "poin", "poin_penuh", "poin_contoh")
    penuh, contoh = (isi[k] * 100 / isi["poin"] if isi["poin"] else None for k in ("poin_penuh", "poin_contoh"))
    return isi | {"persen_penuh": penuh, "persen_contoh": contoh}


def _pengurang(isi: dict[str, Any] | None) -> dict[str, Any] | None:
    if isi is None:
        return None
    return pecah(isi, "setelah") | {"baris": [pecah(b, "potongan") for b in isi["baris"]]}


def _simpul(baris: dict[str, Any]) -> dict[str, Any]:
    isi = pecah(baris, "bobot", "nilai", "persen", "minimum")
    nama = isi["nama"] if isi["tingkat"] == "total" else f"{isi['nomor']} {isi['nama']}"
    return isi | {"kata": KEADAAN[isi["keadaan"]], "label": nama, "jenis": _JUDUL[isi["tingkat"]]}


def _banding(baris: dict[str, Any]) -> dict[str, Any]:
    return pecah(baris, "bobot", "selisih") | {"nilai": [Fraction(n) for n in baris["nilai"]]}


def _area(baris: dict[str, Any]) -> dict[str, Any]:
    catatan = [pecah(c, "hilang") for c in baris["catatan"]]
    return pecah(baris, "nilai", "bobot", "persen") | {"catatan": catatan}


def _kelompok(isi: dict[str, Any], area: list[dict[str, Any]]) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The annex by area, in reading order."""
    butir = [pecah(b, "bobot", "poin") for b in isi["butir"]]
    return [(a, [b for b in butir if b["area"] == a["kode"]]) for a in area]


def _penanda(isi: dict[str, Any]) -> list[dict[str, str]]:
    """Dalnis and ketua sign; a place nobody holds stays open for ink."""
    hasil = []
    for peran, kata in ((Peran.TPI_DALNIS, "Pengendali teknis"), (Peran.TPI_KETUA, "Ketua tim")):
        orang = next((o for o in isi["tim"] if o["peran"] == peran), {"nama": "…", "nip": ""})
        hasil.append({"sebutan": f"{kata},", "nama": orang["nama"], "nip": orang["nip"]})
    return hasil
