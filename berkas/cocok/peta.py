"""A CSV that says which file belongs to which question: `nama;kode[;tanggal][;periode]`."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from berkas.cocok.kode import rapikan

BITA_MAKS = 1024 * 1024
BARIS_MAKS = 2000
_SEL_MAKS = 400
_KEPALA = {"nama", "nama berkas", "berkas", "file", "nama file"}


class PetaTidakTerbaca(ValueError):
    """The file is no such CSV; `str()` is the sentence for the user."""


@dataclass(frozen=True, slots=True)
class BarisPeta:
    """One line: its number as people see it in a spreadsheet, and its four cells as text."""

    nomor: int
    nama: str
    kode: str
    tanggal: str
    triwulan: str


def kunci_nama(nama: str) -> str:
    """How names are compared: case, spaces and compatibility forms do not count."""
    return rapikan(nama.replace("\\", "/"))


def baca_peta(isi: bytes) -> tuple[BarisPeta, ...]:
    """Lines with a name, in order. UTF-8 (with or without BOM) or Windows-1252; `;`, `,` or tab. The header may be
    missing. Raises PetaTidakTerbaca.
    """
    if len(isi) > BITA_MAKS:
        raise PetaTidakTerbaca("CSV ini lebih dari 1 MB. Bagi menjadi beberapa berkas.")
    teks = _teks(isi)
    pembaca = csv.reader(io.StringIO(teks, newline=""), delimiter=_pemisah(teks))
    hasil = []
    try:
        for nomor, sel in enumerate(pembaca, 1):
            bersih = [s.strip()[:_SEL_MAKS] for s in sel[:4]] + [""] * 4
            if not bersih[0] or (nomor == 1 and rapikan(bersih[0]) in _KEPALA):
                continue
            hasil.append(BarisPeta(nomor, *bersih[:4]))
    except csv.Error as galat:
        raise PetaTidakTerbaca("CSV ini tidak terbaca. Simpan ulang sebagai CSV, lalu coba lagi.") from galat
    if not hasil:
        raise PetaTidakTerbaca("CSV ini kosong. Isi kolom nama dan kode.")
    if len(hasil) > BARIS_MAKS:
        raise PetaTidakTerbaca("CSV ini lebih dari 2.000 baris. Bagi menjadi beberapa berkas.")
    return tuple(hasil)


def _teks(isi: bytes) -> str:
    if b"\0" in isi:
        raise PetaTidakTerbaca("Berkas ini bukan CSV. Simpan sebagai CSV, lalu coba lagi.")
    try:
        return isi.decode("utf-8-sig")
    except UnicodeDecodeError:
        return isi.decode("cp1252", "replace")


def _pemisah(teks: str) -> str:
    """The sign that the first line has most of; file names may hold commas, so `;` and tab go first."""
    awal = teks.partition("\n")[0]
    return next((p for p in (";", "\t") if p in awal), ",")
