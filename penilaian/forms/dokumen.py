"""Number and date of a draft of the evaluation's papers."""

from __future__ import annotations

from typing import Any

from django import forms

from berkas.forms.dokumen import DrafForm


class DrafResmiForm(DrafForm):
    """With the reason when the draft takes the place of an issued paper."""

    alasan = forms.CharField(
        label="Alasan mengganti",
        max_length=200,
        help_text="Contoh: nilai berubah sesudah tanggapan satker.",
        error_messages={"required": "Isi alasan mengganti dokumen yang sudah terbit."},
    )

    def __init__(self, *args: Any, ganti: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ganti:
            del self.fields["alasan"]

    def isi_aksi(self) -> dict[str, Any]:
        isi = self.cleaned_data
        return {"nomor": isi["nomor"], "tanggal": isi["tanggal"], "alasan_ganti": isi.get("alasan", "")}
