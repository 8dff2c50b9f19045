"""The upload form of both imports."""

from django import forms

from common.formulir import FormulirZI


class UnggahForm(FormulirZI):
    """One file. What is in it is judged by satker.impor."""

    berkas = forms.FileField(
        label="Berkas XLSX atau CSV",
        help_text="Paling banyak 5.000 baris dan 5 MB. CSV: UTF-8, pemisah titik koma atau koma.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
