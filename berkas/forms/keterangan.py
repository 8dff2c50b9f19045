"""What is said about a file under a question."""

from typing import Any

from django import forms

from berkas.models import Triwulan
from common.formulir import FormulirZI, TanggalField

_SAMPAI = "Isi hanya bila dokumen menyebut masa berlakunya. Contoh: 31-12-2026."


class _Berlaku(FormulirZI):
    """A document is never valid only until a day before it was made."""

    def clean(self) -> dict[str, Any]:
        isi: dict[str, Any] = super().clean() or {}
        tanggal, sampai = isi.get("tanggal_dokumen"), isi.get("berlaku_sampai")
        if tanggal and sampai and sampai < tanggal:
            self.add_error("berlaku_sampai", "Berlaku sampai lebih awal daripada tanggal dokumen. Periksa keduanya.")
        return isi


class KeteranganForm(_Berlaku):
    """Correct the dates of the document, the quarter it belongs to, where to look in it, and a short note."""

    tanggal_dokumen = TanggalField(label="Tanggal dokumen", required=False)
    berlaku_sampai = TanggalField(label="Berlaku sampai", required=False, help_text=_SAMPAI)
    triwulan = forms.ChoiceField(label="Periode", required=False, choices=[("", "Tidak ditentukan"), *Triwulan.choices])
    halaman = forms.CharField(
        label="Lihat halaman", required=False, max_length=40, help_text="Halaman yang menjadi bukti. Contoh: 3–5."
    )
    uraian = forms.CharField(label="Uraian", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class LengkapiForm(_Berlaku):
    """The same date or quarter for every file of a question that has none."""

    tanggal_dokumen = TanggalField(label="Tanggal dokumen", required=False)
    berlaku_sampai = TanggalField(label="Berlaku sampai", required=False, help_text=_SAMPAI)
    triwulan = forms.ChoiceField(label="Periode", required=False, choices=[("", "Tidak ditentukan"), *Triwulan.choices])

    def clean(self) -> dict[str, Any]:
        isi: dict[str, Any] = super().clean() or {}
        if not self.errors and not (isi["tanggal_dokumen"] or isi["triwulan"] or isi["berlaku_sampai"]):
            raise forms.ValidationError("Isi tanggal dokumen atau periode.")
        return isi


class UnggahForm(FormulirZI):
    """Optional facts that come with an upload."""

    tetap = forms.BooleanField(required=False)
    triwulan = forms.ChoiceField(label="Periode", required=False, choices=[("", "Tidak ditentukan"), *Triwulan.choices])
    tanggal_dokumen = TanggalField(label="Tanggal dokumen", required=False)
