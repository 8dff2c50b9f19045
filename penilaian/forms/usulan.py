"""Forms of a proposal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from common.formulir import BulatField, FormulirZI, TanggalField
from penilaian.actions.tautan_paket import HARI_MAKS
from penilaian.aturan_usulan import AturanMandiri
from penilaian.models import Kategori, PutusanHalangan, UnitUsulan, Usulan


class UsulanForm(FormulirZI):
    """Contact and letter; everything may still be empty while the proposal is prepared."""

    saluran = forms.CharField(label="Saluran pengiriman", max_length=40, help_text="Contoh: PortalRB.")
    nomor_surat = forms.CharField(
        label="Nomor surat usulan",
        max_length=120,
        required=False,
        help_text="Hanya bila suratnya dibuat di luar aplikasi.",
    )
    tanggal_surat = TanggalField(label="Tanggal surat usulan", required=False)
    penanda_sptjm = forms.CharField(
        label="Penanda tangan SPTJM", max_length=120, required=False, help_text="Jabatan. Contoh: Menteri."
    )
    pic_nama = forms.CharField(label="Nama narahubung", max_length=120, required=False)
    pic_email = forms.EmailField(label="Surel narahubung", required=False)
    pic_telepon = forms.CharField(label="Telepon narahubung", max_length=40, required=False)

    def __init__(self, *args: Any, usulan: Usulan, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {medan: getattr(usulan, medan) for medan in self.base_fields})
        super().__init__(*args, **kwargs)


class UnitForm(FormulirZI):
    """The predikat that is asked for, and the decree that made the unit build its ZI."""

    kategori = forms.ChoiceField(label="Kategori", choices=Kategori.choices)
    nomor_penetapan = forms.CharField(label="Nomor SK penetapan unit", max_length=120, required=False)
    ditetapkan_pada = TanggalField(label="Tanggal SK penetapan unit", required=False)

    def __init__(self, *args: Any, unit: UnitUsulan, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {medan: getattr(unit, medan) for medan in self.base_fields})
        super().__init__(*args, **kwargs)

    def clean_ditetapkan_pada(self) -> dt.date | None:
        tanggal = self.cleaned_data["ditetapkan_pada"]
        if tanggal and tanggal > dt.date.today():  # noqa: DTZ011 - a day of a paper, not an instant
            raise forms.ValidationError("Tanggal SK tidak dapat sesudah hari ini.")
        return tanggal


class HalanganForm(FormulirZI):
    uraian = forms.CharField(
        label="Apa yang terjadi", max_length=300, help_text="Sebut jabatan atau fungsi, bukan nama orang."
    )
    sumber = forms.CharField(label="Sumber", max_length=200)
    tanggal = TanggalField(label="Tanggal kejadian")


class PutusHalanganForm(FormulirZI):
    putusan = forms.ChoiceField(
        label="Putusan", choices=[c for c in PutusanHalangan.choices if c[0]], widget=forms.RadioSelect
    )
    alasan = forms.CharField(label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class TautanForm(FormulirZI):
    keterangan = forms.CharField(label="Untuk siapa", max_length=120)
    hari = BulatField(label="Berlaku berapa hari", minimum=1, maksimum=HARI_MAKS, initial=14)


class SyaratMandiriForm(FormulirZI):
    """One counted condition of WBK mandiri."""

    pembilang = BulatField(label="Jumlah", maksimum=100_000)
    penyebut = BulatField(label="Dari", minimum=1, maksimum=100_000)
    sumber = forms.CharField(label="Sumber", max_length=160)
    tanggal = TanggalField(label="Tanggal sumber")

    def __init__(self, *args: Any, aturan: AturanMandiri, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pembilang"].label = aturan.label[0]
        if aturan.bagian:
            self.fields["penyebut"].label = aturan.label[1]
        else:
            del self.fields["penyebut"]


class LaporForm(FormulirZI):
    tanggal = TanggalField(label="Tanggal dilaporkan")
