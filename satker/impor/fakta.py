"""Counts of one unit from a file: kode, nilai, sumber, tanggal. Reading only; nothing is stored here.

A blank nilai leaves the count as it is, `-` empties it (ux §7.16). The preview carries the rows as JSON through the
page, so what is saved is what was shown; they are read again with the same rules before they are written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tablib

from common.desimal import AngkaTidakTerbaca, baca_bulat
from common.formulir import ada_taktampak, pesan_taktampak
from common.tanggal import TanggalTidakTerbaca, baca_tanggal
from satker.actions.fakta import IsiFakta
from satker.fakta_baku import FAKTA, NAMA_FAKTA
from satker.impor.berkas import BARIS
from satker.models import Fakta
from satker.queries.fakta import NILAI_MAKS, SUMBER_MAKS, galat_bagian

KOLOM = ("kode", "nama", "nilai", "sumber", "tanggal")
HAPUS = "-"


@dataclass(frozen=True, slots=True)
class BarisImpor:
    """One row of the preview; `baru` None empties the count."""

    nama: str
    lama: Fakta | None
    baru: IsiFakta | None


@dataclass(frozen=True, slots=True)
class RencanaFakta:
    """What a file would change; with any error nothing may be saved."""

    galat: tuple[str, ...]
    baris: tuple[BarisImpor, ...]
    isi: dict[str, IsiFakta | None]

    def sebagai_json(self) -> str:
        return json.dumps(
            {k: v and {**v, "tanggal": v["tanggal"].isoformat()} for k, v in self.isi.items()}, ensure_ascii=False
        )


def templat(fakta: Mapping[str, Fakta]) -> tablib.Dataset:
    """All counts with what is stored now: the file to fill in and send back."""
    data = tablib.Dataset(headers=list(KOLOM))
    for baku in FAKTA:
        ada = fakta.get(baku.kode)
        isi = (ada.nilai, ada.sumber, f"{ada.tanggal:%d-%m-%Y}") if ada else ("", "", "")
        data.append([baku.kode, baku.nama, *isi])
    return data


def rencanakan(data: tablib.Dataset, fakta: Mapping[str, Fakta]) -> RencanaFakta:
    """Judge a file against what is stored. Errors name row and column in Indonesian."""
    kurang = [k for k in ("kode", "nilai", "sumber", "tanggal") if k not in (data.headers or [])]
    if kurang:
        return RencanaFakta((f"Kolom {', '.join(kurang)} tidak ada. Unduh templat untuk contohnya.",), (), {})
    galat: list[str] = []
    isi: dict[str, IsiFakta | None] = {}
    for baris in data.dict:
        kode, nomor = baris["kode"].lower(), baris[BARIS]
        if kode not in NAMA_FAKTA:
            galat.append(f'Baris {nomor}, kolom kode: "{baris["kode"][:40]}" tidak dikenal.')
        elif kode in isi:
            galat.append(f"Baris {nomor}, kolom kode: {kode} sudah ada di baris lain.")
        elif baris["nilai"] == HAPUS:
            isi[kode] = None
        elif baris["nilai"]:
            hasil = _baca_baris(baris)
            if isinstance(hasil, str):
                galat.append(f"Baris {nomor}, {hasil}")
            else:
                isi[kode] = hasil
    return _simpulkan(galat, isi, fakta)


def _baca_baris(baris: Mapping[str, Any]) -> IsiFakta | str:
    try:
        nilai = baca_bulat(str(baris["nilai"]))
    except AngkaTidakTerbaca as kata:
        return f"kolom nilai: {kata}"
    if nilai > NILAI_MAKS:
        return f"kolom nilai: paling besar {NILAI_MAKS}."
    sumber = " ".join(str(baris["sumber"]).split())
    if ada_taktampak(sumber):
        return f"kolom sumber: {pesan_taktampak('sel ini')}"
    if not 0 < len(sumber) <= SUMBER_MAKS or not sumber.isprintable():
        return f"kolom sumber: isi dengan 1 sampai {SUMBER_MAKS} huruf."
    try:
        tanggal = baca_tanggal(str(baris["tanggal"]))
    except TanggalTidakTerbaca as kata:
        return f"kolom tanggal: {kata}"
    return {"nilai": nilai, "sumber": sumber, "tanggal": tanggal}


def _simpulkan(galat: list[str], isi: dict[str, IsiFakta | None], fakta: Mapping[str, Fakta]) -> RencanaFakta:
    beda = {kode: baru for kode, baru in isi.items() if _beda(fakta.get(kode), baru)}
    nilai: dict[str, int | None] = {kode: f.nilai for kode, f in fakta.items()}
    nilai |= {kode: baru and baru["nilai"] for kode, baru in isi.items()}
    galat = galat + [f"{NAMA_FAKTA[kode]}: {kalimat}" for kode, kalimat in galat_bagian(nilai).items()]
    baris = tuple(BarisImpor(NAMA_FAKTA[kode], fakta.get(kode), baru) for kode, baru in beda.items())
    return RencanaFakta(tuple(galat), baris, beda)


def _beda(ada: Fakta | None, baru: IsiFakta | None) -> bool:
    if ada is None or baru is None:
        return (ada is None) != (baru is None)
    return (ada.nilai, ada.sumber, ada.tanggal) != (baru["nilai"], baru["sumber"], baru["tanggal"])


def dari_json(teks: str, fakta: Mapping[str, Fakta]) -> RencanaFakta | None:
    """The rows of a preview, judged again; None when the text is not one of ours."""
    isi: dict[str, IsiFakta | None] = {}
    try:
        for kode, baris in json.loads(teks).items():
            hasil = None if baris is None else _baca_baris(baris)
            if kode not in NAMA_FAKTA or isinstance(hasil, str):
                return None
            isi[kode] = hasil
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return _simpulkan([], isi, fakta)
