"""Forms of old evidence that still holds, and of the rules of the inspectorate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from berkas.models import ATURAN, IRAMA
from berkas.segar.nilai import BERIRAMA, Aturan, Irama
from common.formulir import FormulirZI


class TetapBerlakuForm(FormulirZI):
    """Why evidence still holds; evaluators read it."""

    alasan = forms.CharField(
        label="Mengapa tetap berlaku",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca tim penilai beserta nama Anda. Contoh: SK ini belum dicabut; tidak ada perubahan susunan.",
    )

    def clean_alasan(self) -> str:
        return " ".join(self.cleaned_data["alasan"].split())


class AturanForm(FormulirZI):
    """One change for several questions: another rule, or `baku` to take the changes back."""

    aturan = forms.ChoiceField(label="Aturan", choices=[*ATURAN, ("baku", "Kembali ke aturan baku")])
    irama = forms.ChoiceField(label="Seberapa sering", choices=IRAMA, required=False)
    alasan = forms.CharField(label="Alasan", max_length=200, required=False)
    butir = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "Ada soal yang tidak dikenal. Muat ulang halamannya."}
    )

    def __init__(self, *args: Any, kode: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["butir"].choices = [(k, k) for k in kode]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        isi: dict[str, Any] = super().clean() or {}
        if "butir" in isi and not isi["butir"]:
            self.add_error("butir", "Centang soal yang aturannya diubah.")
        if isi.get("aturan") != "baku" and not isi.get("alasan", "").strip() and "alasan" not in self.errors:
            self.add_error("alasan", "Isi alasan; satker membacanya di halaman Kesegaran.")
        aturan = isi.get("aturan", "baku")
        if aturan != "baku" and isi.get("irama") == Irama.TRIWULAN and Aturan(aturan) not in BERIRAMA:
            self.add_error("irama", "Aturan ini hanya diminta sekali setahun.")
        isi["irama"] = isi.get("irama") or Irama.SEKALI.value
        return isi
