"""The form of one step: what state it was decided on, and its reason."""

from __future__ import annotations

from django import forms

from common.formulir import FormulirZI


class LangkahForm(FormulirZI):
    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca semua yang melihat satker ini.",
    )
    keadaan = forms.CharField(widget=forms.HiddenInput)
