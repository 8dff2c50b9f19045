"""What is said about a file under a question."""

from django import forms

from berkas.models import Triwulan
from common.formulir import FormulirZI, TanggalField


class KeteranganForm(FormulirZI):
    """Correct the date of the document, the quarter it belongs to, and a short note."""

    tanggal_dokumen = TanggalField(label="Tanggal dokumen", required=False)
    triwulan = forms.ChoiceField(label="Periode", required=False, choices=[("", "Tidak ditentukan"), *Triwulan.choices])
    uraian = forms.CharField(label="Uraian", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class UnggahForm(FormulirZI):
    """Optional facts that come with an upload."""

    tetap = forms.BooleanField(required=False)
    triwulan = forms.ChoiceField(label="Periode", required=False, choices=[("", "Tidak ditentukan"), *Triwulan.choices])
    tanggal_dokumen = TanggalField(label="Tanggal dokumen", required=False)
