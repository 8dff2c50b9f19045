"""Forms of counts and services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.formulir import BulatField, DesimalField, FormulirZI, TanggalField
from satker.fakta_baku import FAKTA
from satker.lama import LamaTidakTerbacaError, baca_lama, format_lama
from satker.models import Fakta, Layanan
from satker.queries.fakta import NILAI_MAKS, SUMBER_MAKS, KelompokFakta, galat_bagian, kelompok_fakta, sidik_fakta

_TEKS = forms.Textarea(attrs={"rows": 2})


# One field per count of the table, in its order.
_Angka = type(
    "_Angka",
    (FormulirZI,),
    {baku.kode: BulatField(label=baku.nama, required=False, maksimum=NILAI_MAKS) for baku in FAKTA},
)


class FaktaForm(_Angka):
    """Every count, and one source and date for the counts changed in this save."""

    sumber = forms.CharField(
        label="Sumber angka yang diubah", max_length=SUMBER_MAKS, help_text="Contoh: rekap kepegawaian Juni 2026."
    )
    tanggal = TanggalField(label="Tanggal sumber")
    semua = forms.BooleanField(label="Pakai sumber ini untuk semua angka di atas", required=False)
    sidik = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, fakta: Mapping[str, Fakta], **kwargs: Any) -> None:
        self.fakta = fakta
        awal = {kode: f.nilai for kode, f in fakta.items()}
        super().__init__(*args, initial={**awal, "sidik": sidik_fakta(fakta)}, **kwargs)

    def kelompok(self) -> Iterator[tuple[KelompokFakta, list[tuple[Fakta | None, forms.BoundField]]]]:
        for kelompok in kelompok_fakta(self.fakta):
            yield kelompok, [(b.fakta, self[b.kode]) for b in kelompok.baris]

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        for kode, kalimat in galat_bagian(bersih).items():
            self.add_error(kode, kalimat)
        return bersih

    def nilai(self) -> dict[str, int | None]:
        return {baku.kode: self.cleaned_data[baku.kode] for baku in FAKTA}


class LamaField(forms.CharField):
    """A length of time in words; gives whole minutes or None."""

    def to_python(self, value: Any) -> int | None:
        if value is None or isinstance(value, int):
            return value
        if not str(value).strip():
            return None
        try:
            return baca_lama(str(value))
        except LamaTidakTerbacaError as galat:
            raise ValidationError(str(galat), code="invalid") from galat

    def prepare_value(self, value: Any) -> Any:
        return format_lama(value) if isinstance(value, int) else value


class LayananForm(FormulirZI):
    nama = forms.CharField(label="Nama layanan", max_length=160)
    standar_waktu = LamaField(
        label="Standar waktu", required=False, help_text="Contoh: 2 hari 4 jam, atau 30 menit. 1 hari dihitung 24 jam."
    )
    tarif = DesimalField(
        label="Tarif (rupiah)", required=False, minimum=0, maksimum=9_999_999_999, help_text="Isi 0 bila gratis."
    )
    saluran = forms.CharField(
        label="Saluran", required=False, max_length=400, help_text="Pisahkan dengan koma. Contoh: loket, aplikasi, pos."
    )
    volume = BulatField(label="Permohonan per bulan", required=False, maksimum=99_999_999)
    mulai = TanggalField(label="Berlaku mulai")
    sumber = forms.CharField(label="Sumber", max_length=160, help_text="Contoh: SK standar pelayanan tahun 2025.")
    tanggal_sumber = TanggalField(label="Tanggal sumber")

    def __init__(self, *args: Any, layanan: Layanan | None = None, **kwargs: Any) -> None:
        if layanan is not None:
            awal = {nama: getattr(layanan, nama) for nama in self.base_fields}
            kwargs["initial"] = {**awal, "saluran": ", ".join(layanan.saluran)}
        super().__init__(*args, **kwargs)

    def clean_nama(self) -> str:
        return " ".join(self.cleaned_data["nama"].split())

    def clean_saluran(self) -> list[str]:
        saluran = list(dict.fromkeys(filter(None, (s.strip() for s in self.cleaned_data["saluran"].split(",")))))
        if panjang := [s for s in saluran if len(s) > 40]:
            raise ValidationError(f'"{panjang[0][:40]}…" terlalu panjang. Satu saluran paling banyak 40 huruf.')
        return saluran


class AkhiriLayananForm(FormulirZI):
    selesai = TanggalField(label="Hari terakhir layanan")
    alasan = forms.CharField(label="Alasan", max_length=200, required=False, widget=_TEKS)
