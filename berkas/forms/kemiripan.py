"""Judging pairs of alike documents, and the list of central documents."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from common.formulir import FormulirZI


class TinjauForm(FormulirZI):
    """Why a pair is fair."""

    alasan = forms.CharField(
        label="Mengapa kemiripan ini wajar",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: keduanya salinan SK bersama yang ditandatangani kantor wilayah.",
    )


class DokumenPusatForm(FormulirZI):
    """A central document, by its SHA-256 or by the file itself, of which only the SHA-256 is kept."""

    judul = forms.CharField(label="Judul dokumen", max_length=200)
    sha256 = forms.CharField(
        label="SHA-256",
        required=False,
        max_length=80,
        help_text="64 angka dan huruf a–f, tertulis di halaman rincian berkas. Kosongkan bila memilih berkas di bawah.",
    )
    berkas = forms.FileField(
        label="Atau pilih berkasnya",
        required=False,
        help_text="Hanya SHA-256-nya yang dicatat; berkasnya tidak disimpan.",
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: SOP nasional, dipakai semua satker tanpa diubah.",
    )

    def clean_sha256(self) -> str:
        nilai = "".join(str(self.cleaned_data["sha256"]).split()).lower()
        if nilai and not re.fullmatch(r"[0-9a-f]{64}", nilai):
            raise forms.ValidationError("SHA-256 tidak terbaca. Isinya 64 angka dan huruf a–f.")
        return nilai

    def clean(self) -> dict[str, Any]:
        isi: dict[str, Any] = super().clean() or {}
        if not self.errors and not isi.get("sha256") and not isi.get("berkas"):
            raise forms.ValidationError("Isi SHA-256 atau pilih berkasnya.")
        return isi


class AlasanHapusForm(FormulirZI):
    """Why a document leaves the list of central ones."""

    alasan = forms.CharField(label="Alasan", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
