"""A question for a file, from its name and the folders it came in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from berkas.cocok.kode import Daftar, baca_jalur, baca_tanpa_aspek, baca_tegas, pokok, rapikan, sebagian
from berkas.cocok.nama import NamaLalu, cari_mirip

_TRIWULAN = (
    re.compile(r"(?<![a-z0-9])b(03|06|09|12)(?![a-z0-9])"),
    re.compile(r"(?<![a-z0-9])(?:tw|triwulan|trw)[\s._-]*(iv|iii|ii|i|[1-4])(?![a-z0-9])"),
)
_NOMOR_TW = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class Dasar(StrEnum):
    """Why a question is suggested."""

    KODE_NAMA = "kode_nama"
    KODE_FOLDER = "kode_folder"
    MIRIP = "mirip"
    TIDAK_ADA = ""


@dataclass(frozen=True, slots=True)
class Saran:
    """`kode` canonical or ''; `pasti`: the code is written with its aspect and nothing contradicts it. `lain`: other
    questions it can mean.
    """

    kode: str = ""
    dasar: Dasar = Dasar.TIDAK_ADA
    pasti: bool = False
    lain: tuple[str, ...] = ()


def pecah(folder: str) -> tuple[str, ...]:
    """The folders of a path, either kind of slash."""
    return tuple(b.strip() for b in folder.replace("\\", "/").split("/") if b.strip(" ."))


def sarankan(nama: str, folder: str, daftar: Daftar, lalu: Sequence[NamaLalu] = ()) -> Saran:
    """The best suggestion; never raises, never `pasti` for a code that `daftar` does not have."""
    bagian = pecah(folder)
    jalur = baca_jalur(bagian)
    judul = pokok(nama)
    tegas = baca_tegas(judul, daftar)
    di_folder = next((k for b in reversed(bagian) if (k := baca_tegas(b, daftar))), ())
    if tegas:
        serasi = len(tegas) == 1 and (not di_folder or tegas[0] in di_folder)
        return _saran(tegas + di_folder, Dasar.KODE_NAMA, pasti=serasi)
    if di_folder:
        return _saran(di_folder, Dasar.KODE_FOLDER, pasti=len(di_folder) == 1)
    bacaan = baca_tanpa_aspek(judul, jalur, daftar)
    if bacaan.kode:
        return _saran(bacaan.kode, Dasar.KODE_NAMA, pasti=bacaan.tegas)
    for n in range(len(bagian) - 1, -1, -1):
        bacaan = baca_tanpa_aspek(bagian[n], baca_jalur(bagian[:n]), daftar)
        if bacaan.kode:
            return _saran(bacaan.kode, Dasar.KODE_FOLDER, pasti=bacaan.tegas)
    mirip = cari_mirip(nama, [x for x in lalu if x.kode in daftar.values()])
    if mirip.kode:
        return _saran(mirip.kode, Dasar.MIRIP, pasti=False)
    return Saran(lain=sebagian(jalur, daftar))


def _saran(kode: tuple[str, ...], dasar: Dasar, *, pasti: bool) -> Saran:
    unik = tuple(dict.fromkeys(kode))
    return Saran(unik[0], dasar, pasti, unik[1:])


def tebak_triwulan(nama: str, folder: str, tanggal: dt.date | None, tahun: int) -> str:
    """B03, B06, B09 or B12: as written (`B06`, `TW II`), else by the date of the document when it is of the year."""
    for teks in (pokok(nama), *reversed(pecah(folder))):
        rapi = rapikan(teks)
        b, tw = (pola.findall(rapi) for pola in _TRIWULAN)
        tulis = {f"B{x}" for x in b} | {f"B{3 * (_NOMOR_TW.get(x) or int(x)):02d}" for x in tw}
        if len(tulis) == 1:
            return tulis.pop()
    if tanggal and tanggal.year == tahun:
        return f"B{3 * ((tanggal.month + 2) // 3):02d}"
    return ""
