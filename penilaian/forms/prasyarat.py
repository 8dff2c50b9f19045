"""Recording one condition of a proposal: its value in the kind the instrument asks for, source, date, who vouches."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from common.formulir import BulatField, DesimalField, FormulirZI, TanggalField
from penilaian.models import CatatanSyarat
from penilaian.prasyarat import BERURAIAN, PENCANANGAN, pilihan_nilai


class SyaratForm(FormulirZI):
    """`nilai_teks` is the value as it is stored."""

    sumber = forms.CharField(max_length=160, label="Sumber", help_text="Contoh: LHP BPK nomor dan tanggalnya.")
    tanggal = TanggalField(label="Tanggal sumber")
    penjamin = forms.CharField(
        max_length=120,
        label="Dijamin oleh",
        help_text="Tulis jabatan atau unit, bukan nama orang. Contoh: Sekretaris Inspektorat Jenderal.",
    )

    def __init__(self, kode: str, jenis: str, *args: Any, awal: CatatanSyarat | None = None, **opsi: Any) -> None:
        self.kode, self.jenis = kode, jenis
        if awal is not None:
            opsi.setdefault("initial", _awal(kode, jenis, awal))
        super().__init__(*args, **opsi)
        self.fields["nilai"] = _medan(kode, jenis)
        if label := BERURAIAN.get(kode):
            self.fields["uraian"] = forms.CharField(label=label, max_length=200, required=False)
        self.order_fields(["nilai", "uraian", "sumber", "tanggal", "penjamin"])

    @property
    def nilai_teks(self) -> str:
        nilai = self.cleaned_data["nilai"]
        if isinstance(nilai, dt.date):
            return nilai.isoformat()
        return f"{nilai:f}" if isinstance(nilai, Decimal) else str(nilai)


def _medan(kode: str, jenis: str) -> forms.Field:
    if kode == PENCANANGAN:
        return TanggalField(label="Tanggal pencanangan")
    if pilihan := pilihan_nilai(kode, jenis):
        return forms.ChoiceField(choices=[("", "Pilih…"), *pilihan], label="Nilai")
    if jenis == "level":
        return DesimalField(label="Level", minimum=0, maksimum=5, desimal=3, help_text="Contoh: 3,25.")
    return BulatField(label="Jumlah tahun", maksimum=50)


def _awal(kode: str, jenis: str, awal: CatatanSyarat) -> dict[str, Any]:
    nilai: Any = awal.nilai
    if kode == PENCANANGAN:
        nilai = dt.date.fromisoformat(awal.nilai)
    elif jenis == "level":
        nilai = Decimal(awal.nilai)
    return {
        "nilai": nilai,
        "uraian": awal.uraian,
        "sumber": awal.sumber,
        "tanggal": awal.tanggal,
        "penjamin": awal.penjamin,
    }
