"""The rows of the inbox as they come back from the page, and filling them from one value or from a CSV."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.http import QueryDict

from berkas.cocok.peta import BarisPeta, kunci_nama
from berkas.models import Triwulan
from berkas.queries.kotak import LEWATI, PER_HALAMAN, SIMPAN, TAUTKAN, Isian
from common.formulir import TanggalField
from instrumen.pohon.tipe import Butir, Instrumen

_TEKS_MAKS = 200
_BULAN = {"3": "B03", "03": "B03", "6": "B06", "06": "B06", "9": "B09", "09": "B09", "12": "B12"}


def baca_isian(kiriman: QueryDict) -> dict[uuid.UUID, Isian]:
    """Row id → what its fields hold, in the order of the page; ids that are none are passed over."""
    hasil: dict[uuid.UUID, Isian] = {}
    for teks in kiriman.getlist("baris")[:PER_HALAMAN]:
        with suppress(ValueError):
            pk = uuid.UUID(teks)
            aksi = kiriman.get(f"aksi-{teks}", SIMPAN)
            hasil[pk] = Isian(
                kode=_bersih(kiriman.get(f"kode-{teks}", "")),
                tanggal=_bersih(kiriman.get(f"tanggal-{teks}", "")),
                triwulan=kiriman.get(f"triwulan-{teks}", "")[:3],
                aksi=aksi if aksi in (SIMPAN, TAUTKAN, LEWATI) else SIMPAN,
            )
    return hasil


def _bersih(teks: str) -> str:
    return "".join(h for h in teks.strip() if h.isprintable())[:_TEKS_MAKS]


@dataclass(frozen=True, slots=True)
class IsianSah:
    """A row understood. `butir` None: no such question."""

    butir: Butir | None
    tanggal: dt.date | None
    triwulan: str


def uraikan(isian: Isian, instrumen: Instrumen) -> IsianSah:
    """Raises ValidationError for a date that cannot be read."""
    tanggal = TanggalField(required=False).clean(isian.tanggal)
    return IsianSah(cari_butir(isian.kode, instrumen), tanggal, isian.triwulan if isian.triwulan in Triwulan else "")


def cari_butir(teks: str, instrumen: Instrumen) -> Butir | None:
    """By either form of the code, also with the words that the list offers behind it ("P5.1b Telah dilakukan…")."""
    return instrumen.cari(teks) or instrumen.cari(re.split(r"[\s:–—]", teks.strip(), maxsplit=1)[0])


def terapkan_ke_kosong(isian: Mapping[uuid.UUID, Isian], tanggal: str, triwulan: str) -> dict[uuid.UUID, Isian]:
    """One date and quarter for every row that has none; what is filled stays."""
    return {
        pk: replace(i, tanggal=i.tanggal or _bersih(tanggal), triwulan=i.triwulan or triwulan[:3])
        for pk, i in isian.items()
    }


@dataclass(frozen=True, slots=True)
class HasilPeta:
    isian: dict[uuid.UUID, Isian]
    terisi: int
    galat: list[str]


def terapkan_peta(
    baris: Sequence[BarisPeta],
    isian: Mapping[uuid.UUID, Isian],
    nama: Mapping[uuid.UUID, tuple[str, str]],
    instrumen: Instrumen,
) -> HasilPeta:
    """Targets by file name (`nama`: id → folder, name), with or without its folder. Every line that cannot be used is
    named; a line is used wholly or not at all.
    """
    menurut: dict[str, list[uuid.UUID]] = {}
    for pk, (folder, satu) in nama.items():
        for kunci in {kunci_nama(satu), kunci_nama(f"{folder}/{satu}")}:
            menurut.setdefault(kunci, []).append(pk)
    hasil, galat, sudah = dict(isian), [], set()
    for b in baris:
        calon = menurut.get(kunci_nama(b.nama), [])
        try:
            if not calon:
                raise ValidationError(f"“{b.nama[:80]}” tidak ada di tabel ini.")
            if len(calon) > 1:
                raise ValidationError(f"“{b.nama[:80]}” ada {len(calon)} di tabel ini. Tulis dengan foldernya.")
            if calon[0] in sudah:
                raise ValidationError(f"“{b.nama[:80]}” tertulis dua kali.")
            hasil[calon[0]] = _isi(b, hasil[calon[0]], instrumen)
            sudah.add(calon[0])
        except ValidationError as g:
            galat.append(f"Baris {b.nomor}: {' '.join(g.messages)}")
    return HasilPeta(hasil, len(sudah), galat)


def _isi(baris: BarisPeta, lama: Isian, instrumen: Instrumen) -> Isian:
    """Raises ValidationError."""
    butir = cari_butir(baris.kode, instrumen) if baris.kode else None
    if butir is None:
        raise ValidationError(f"Kode “{baris.kode[:40]}” tidak ditemukan. Kode berbentuk P5.1b.")
    tanggal = TanggalField(required=False).clean(baris.tanggal)
    triwulan = baris.triwulan.upper().removeprefix("B") and (
        _BULAN.get(baris.triwulan.upper().removeprefix("B")) or baris.triwulan.upper()
    )
    if triwulan and triwulan not in Triwulan:
        raise ValidationError(f"Periode “{baris.triwulan[:20]}” tidak dikenal. Isi B03, B06, B09, atau B12.")
    return replace(
        lama,
        kode=butir.kode_pendek,
        tanggal=f"{tanggal:%d-%m-%Y}" if tanggal else lama.tanggal,
        triwulan=triwulan or lama.triwulan,
        aksi=TAUTKAN if lama.aksi == LEWATI else lama.aksi,
    )
