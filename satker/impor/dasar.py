"""What both imports share: cells → values with Indonesian errors, and the plan that the preview shows.

The resources of django-import-export read, validate and compare; they never write. `Rencana` is what they found;
satker.actions.impor writes it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import RowResult
from import_export.widgets import Widget
from openpyxl.utils import get_column_letter

from common.formulir import ada_taktampak, pesan_taktampak
from common.tanggal import TanggalTidakTerbaca, baca_tanggal
from satker.actions.impor import PerubahanBaris
from satker.impor.berkas import BARIS, BerkasTidakTerbaca
from satker.pelaku import Pelaku

HAPUS = "-"  # in a cell: make the value empty; a blank cell leaves it as it is


class Teks(Widget):
    """Text of at most `maks` characters. Blank gives None (leave unchanged); line ends in it become blanks where
    `banyak_baris`, elsewhere they are refused like every control character.
    """

    def __init__(self, maks: int, *, wajib: bool = False, banyak_baris: bool = False) -> None:
        super().__init__()
        self.maks, self.wajib, self.banyak_baris = maks, wajib, banyak_baris

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if not value:
            return None
        if value == HAPUS:
            return self.hapus()
        if self.banyak_baris:
            value = value.replace("\r\n", " ").replace("\n", " ")
        if ada_taktampak(value):
            raise ValueError(pesan_taktampak("Sel ini"))
        if len(value) > self.maks:
            raise ValueError(f"{len(value)} huruf. Batasnya {self.maks}.")
        return self.baca(value)

    def hapus(self) -> Any:
        if self.wajib:
            raise ValueError("Tidak boleh dikosongkan.")
        return ""

    def baca(self, value: str) -> Any:
        return value

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class Pola(Teks):
    """Text of a fixed form."""

    def __init__(self, maks: int, pola: Any, kalimat: str, *, wajib: bool = False) -> None:
        super().__init__(maks, wajib=wajib)
        self.pola, self.kalimat = pola, kalimat

    def baca(self, value: str) -> str:
        if not self.pola.fullmatch(value):
            raise ValueError(self.kalimat)
        return value


class Pilihan(Teks):
    """One of a closed list, by code or by label, any case. Errors name the allowed values."""

    def __init__(self, pilihan: Sequence[tuple[str, str]], *, wajib: bool = False, sebut_label: bool = False) -> None:
        super().__init__(200, wajib=wajib)
        self.sebut_label = sebut_label
        self.atur(pilihan)

    def atur(self, pilihan: Sequence[tuple[str, str]]) -> None:
        self.pilihan = [(k, n) for k, n in pilihan if k]
        self.kamus = {str(t).lower(): k for k, n in self.pilihan for t in (n, k)}

    def baca(self, value: str) -> str:
        if value.lower() not in self.kamus:
            raise ValueError(f"“{value[:40]}” tidak ada di pilihan. Isi {self.daftar()}.")
        return self.kamus[value.lower()]

    def daftar(self) -> str:
        kode = [str(n if self.sebut_label else k) for k, n in self.pilihan]
        return ", ".join(kode[:-1]) + (" atau " if len(kode) > 1 else "") + kode[-1] if kode else "(belum ada)"

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return dict(self.pilihan).get(value, value) if self.sebut_label else super().render(value, obj)


class Tanggal(Teks):
    """A date in any spelling common.tanggal reads."""

    def __init__(self, *, wajib: bool = False) -> None:
        super().__init__(40, wajib=wajib)

    def hapus(self) -> None:
        super().hapus()
        raise _Kosongkan

    def baca(self, value: str) -> dt.date:
        try:
            return baca_tanggal(value)
        except TanggalTidakTerbaca as galat:
            raise ValueError(f"“{value}”: {galat}") from galat

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return f"{value:%d-%m-%Y}" if value else ""


class _Kosongkan(Exception):
    """A date cell says HAPUS: None would mean "leave unchanged"."""


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One changed cell."""

    kolom: str
    sebelum: str
    sesudah: str


@dataclass(frozen=True, slots=True)
class Galat:
    """One wrong cell; `kolom` empty: the whole row."""

    kolom: str
    huruf: str
    kalimat: str


@dataclass
class BarisRencana:
    """What one row of the file would do: baru, berubah, sama or galat."""

    nomor: int
    kunci: str
    keadaan: str
    data: Any
    lama: Any = None
    perubahan: list[Perubahan] = field(default_factory=list)
    galat: list[Galat] = field(default_factory=list)


@dataclass
class Rencana:
    """What the whole file would do."""

    baris: list[BarisRencana]
    catatan: list[str]

    @property
    def jumlah(self) -> dict[str, int]:
        hitung = Counter(b.keadaan for b in self.baris)
        return {k: hitung[k] for k in ("baru", "berubah", "sama", "galat")}

    @property
    def siap(self) -> bool:
        """Nothing wrong and something to do."""
        return not self.jumlah["galat"] and bool(self.jumlah["baru"] + self.jumlah["berubah"])

    @property
    def sidik(self) -> str:
        """Fingerprint of what would be written; equal plans have equal ones."""
        isi = "\n".join(f"{b.nomor}|{b.keadaan}|{b.data}|{b.lama}" for b in self.baris)
        return hashlib.sha256(isi.encode()).hexdigest()

    @property
    def untuk_disimpan(self) -> list[PerubahanBaris]:
        return [PerubahanBaris(b.data, b.lama) for b in self.baris if b.keadaan in ("baru", "berubah")]


class SumberImpor(Resource):
    """Base of both resources: reads rows into dataclasses and compares them with what the database holds.

    A subclass declares its fields, `baris` (the dataclass), `wajib` (columns a new row must fill), `siapkan` (read what
    the rows refer to, in a fixed number of statements), `cari` (the present state of a row) and `periksa` (rules
    across columns and rows).
    """

    baris: type
    wajib: tuple[str, ...] = ()
    kolom_kunci: tuple[str, ...] = ()

    class Meta:
        skip_html_diff = True
        store_instance = True
        report_skipped = True
        import_id_fields = ()
        instance_loader_class = BaseInstanceLoader

    def __init__(self, pelaku: Pelaku) -> None:
        super().__init__()
        self.pelaku = pelaku

    def siapkan(self, data: tablib.Dataset) -> None:
        raise NotImplementedError

    def cari(self, row: Mapping[str, str]) -> Any:
        raise NotImplementedError

    def periksa(self, baris: list[BarisRencana]) -> None:
        raise NotImplementedError

    # hooks of django-import-export

    def get_instance(self, instance_loader: Any, row: Mapping[str, str]) -> Any:
        return self.cari(row)

    def init_instance(self, row: Any = None) -> Any:
        return self.baris()

    def import_field(self, field: Any, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        try:
            super().import_field(field, instance, row, is_m2m, **kwargs)
        except _Kosongkan:
            setattr(instance, field.attribute, None)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and instance == original

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Writing is the action's work."""

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        galat = dict(import_validation_errors or {})
        for kolom in self.wajib:
            if kolom not in galat and getattr(instance, kolom) in ("", None):
                galat[kolom] = ValidationError("Wajib diisi.")
        if galat:
            raise ValidationError(galat)

    # the plan

    def rencanakan(self, data: tablib.Dataset) -> Rencana:
        """Compare the rows with the database. Raises BerkasTidakTerbaca when columns are missing."""
        kenal = [f.column_name for f in self.fields.values()]
        kurang = [k for k in self.kolom_kunci if k not in data.headers]
        if kurang:
            raise BerkasTidakTerbaca(f"Kolom {', '.join(kurang)} tidak ada. Unduh templat untuk susunannya.")
        asing = [k for k in data.headers if k not in kenal and k != BARIS and not k.startswith("_tanpa_nama_")]
        catatan = [f"Kolom {', '.join(asing)} tidak dikenal dan dilewati."] if asing else []
        asli = list(data.headers)
        for kolom in kenal:
            if kolom not in data.headers:
                data.append_col([""] * len(data), header=kolom)
        self.siapkan(data)
        # Not "dry_run": that would open a savepoint per row. Nothing is written anyway, save_instance is empty.
        hasil = self.import_data(data, dry_run=False, use_transactions=False, raise_errors=False)
        if hasil.base_errors:
            raise hasil.base_errors[0].error
        self._kepala = asli
        baris = [self._baris(r, isi) for r, isi in zip(hasil.rows, data.dict, strict=True)]
        self.periksa([b for b in baris if b.keadaan != "galat"])
        for b in baris:
            b.keadaan = "galat" if b.galat else b.keadaan
        return Rencana(baris, catatan)

    def _baris(self, hasil: RowResult, isi: Mapping[str, str]) -> BarisRencana:
        if hasil.errors:  # not a wrong cell but a fault in this code: never shown as a preview
            raise hasil.errors[0].error
        nomor, kunci = int(isi[BARIS]), self.sebut(isi)
        if hasil.validation_error:
            galat = [
                Galat(kolom, self._huruf(kolom), kalimat)
                for kolom, daftar in hasil.validation_error.message_dict.items()
                for kalimat in daftar
            ]
            return BarisRencana(nomor, kunci, "galat", None, galat=galat)
        lama = hasil.original  # None for a new object
        keadaan = "sama" if hasil.import_type == RowResult.IMPORT_TYPE_SKIP else "baru" if lama is None else "berubah"
        baris = BarisRencana(nomor, kunci, keadaan, hasil.instance, lama)
        baris.perubahan = self._beda(lama, hasil.instance) if keadaan == "berubah" else []
        return baris

    def _beda(self, lama: Any, baru: Any) -> list[Perubahan]:
        pasang = [(f.column_name, f.export(lama), f.export(baru)) for f in self.get_import_fields()]
        return [Perubahan(k, a, b) for k, a, b in pasang if a != b]

    def _huruf(self, kolom: str) -> str:
        return get_column_letter(self._kepala.index(kolom) + 1) if kolom in self._kepala else ""

    def salahkan(self, baris: BarisRencana, kolom: str, kalimat: str) -> None:
        """Add an error found by `periksa`."""
        baris.galat.append(Galat(kolom, self._huruf(kolom), kalimat))

    def sebut(self, isi: Mapping[str, str]) -> str:
        """What the preview calls a row."""
        return next((isi[k] for k in self.kolom_kunci if isi.get(k)), "")
