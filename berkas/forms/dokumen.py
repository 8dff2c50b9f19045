"""Forms about issued documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from berkas.models import DokumenTerbit, SebabTarik
from common.formulir import FormulirZI, TanggalField
from satker.models import Kertas


class DrafForm(FormulirZI):
    """Number and date of a draft. `wajib`: the kind cannot be issued without a number."""

    nomor = forms.CharField(label="Nomor", max_length=120, required=False, help_text="Contoh: W8.PAS-123/2026.")
    tanggal = TanggalField(label="Tanggal dokumen")


class DaftarResmiForm(DrafForm):
    """The draft of an official list; `ganti` offers the lists that it can take the place of."""

    ganti = forms.ChoiceField(label="Menggantikan", required=False)
    alasan = forms.CharField(
        label="Alasan mengganti", max_length=200, required=False, help_text="Contoh: ada berkas yang ditambahkan."
    )

    def __init__(self, *args: Any, pilihan: Sequence[DokumenTerbit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pilihan = {str(d.pk): d for d in pilihan}
        if not pilihan:
            del self.fields["ganti"], self.fields["alasan"]
            return
        self.fields["ganti"].choices = [("", "Tidak menggantikan dokumen lain")] + [
            (kunci, f"{d.kode}{f', nomor {d.nomor}' if d.nomor else ''} (versi {d.versi})")
            for kunci, d in self.pilihan.items()
        ]

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        if isi.get("ganti") and not isi.get("alasan"):
            self.add_error("alasan", "Isi alasan mengganti. Contoh: ada berkas yang ditambahkan.")
        return isi

    def isi_aksi(self) -> dict[str, Any]:
        """Arguments of siapkan_daftar."""
        lama = self.pilihan.get(self.cleaned_data.get("ganti", ""))
        return {
            "nomor": self.cleaned_data["nomor"],
            "tanggal": self.cleaned_data["tanggal"],
            "menggantikan": lama,
            "alasan_ganti": self.cleaned_data["alasan"] if lama else "",
        }


class KertasForm(FormulirZI):
    """Paper and cover of the documents of an instansi."""

    kertas = forms.ChoiceField(label="Ukuran kertas", choices=Kertas.choices, widget=forms.RadioSelect)
    sampul_lhe = forms.BooleanField(label="LHE memakai halaman sampul", required=False)


class TarikForm(FormulirZI):
    """Why a document is withdrawn: a category for the public, a sentence for the staff."""

    sebab = forms.ChoiceField(
        label="Sebab",
        choices=[("", "Pilih…"), *SebabTarik.choices],
        help_text="Terbaca siapa pun yang memeriksa kode dokumen.",
        error_messages={"required": "Pilih sebab penarikan."},
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=200,
        help_text="Hanya terbaca di aplikasi. Contoh: nomor surat salah.",
        error_messages={"required": "Isi alasan penarikan. Contoh: nomor surat salah."},
    )


class TtdForm(FormulirZI):
    """What goes with a signed scan besides its bytes."""

    keterangan = forms.CharField(
        label="Keterangan", max_length=200, required=False, help_text="Contoh: ditandatangani kedua pihak."
    )
