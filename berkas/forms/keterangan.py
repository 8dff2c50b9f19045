"""What is said about a file under a question."""

from typing import Any

from django import forms

from berkas.models import Triwulan
from common.formulir import FormulirZI, TanggalField


class KeteranganForm(FormulirZI):
    """Correct the date of the document, the quarter it belongs to, and a short note."""

    tanggal_dokumen = TanggalField(label="Tanggal dokumen", required=False)
    triwulan = forms.ChoiceField(label="Periode", required=False, choices=[("", "Tidak ditentukan"), *Triwulan.choices])
    uraian = forms.CharField(label="Uraian", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class LengkapiForm(FormulirZI):
    """The same date or quarter for every file of a question that has none."""

    tanggal_dokumen = TanggalField(label="Tanggal dokumen", required=False)
    triwulan = forms.ChoiceField(label="Periode", required=False, choices=[("", "Tidak ditentukan"), *Triwulan.choices])

    def clean(self) -> dict[str, Any]:
        isi: dict[str, Any] = super().clean() or {}
        if not self.errors and not isi["tanggal_dokumen"] and not isi["triwulan"]:
            raise forms.ValidationError("Isi tanggal dokumen atau periode.")
        return isi


class UnggahForm(FormulirZI):
    """Optional facts that come with an upload."""

    tetap = forms.BooleanField(required=False)
    triwulan = forms.ChoiceField(label="Periode", required=False, choices=[("", "Tidak ditentukan"), *Triwulan.choices])
    tanggal_dokumen = TanggalField(label="Tanggal dokumen", required=False)
