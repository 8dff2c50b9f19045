"""Forms of sending: the kepala's statement, reasons, more time."""

from __future__ import annotations

from django import forms

from common.formulir import FormulirZI


class SetujuForm(FormulirZI):
    """The statement a kepala ticks; `keadaan` and `sidik` say what was on the page that was read."""

    setuju = forms.BooleanField(
        label="Saya sudah membaca isi pengajuan ini dan mengirimnya atas nama satker.",
        error_messages={"required": "Centang pernyataan sebelum mengirim."},
    )
    keadaan = forms.CharField(widget=forms.HiddenInput, max_length=20)
    sidik = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class AlasanLangkahForm(FormulirZI):
    """A reason people will read."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasannya, agar tim tahu apa yang diperbaiki."},
    )
    keadaan = forms.CharField(widget=forms.HiddenInput, max_length=20)
