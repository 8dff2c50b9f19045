"""Forms about a document as a whole, and links to outside."""

from django import forms

from berkas.alamat import MAKS, AlamatDitolak, periksa_alamat
from berkas.models import Pembatasan, Triwulan
from common.formulir import FormulirZI, TanggalField


class GantiForm(FormulirZI):
    """What goes with a new version besides its bytes."""

    alasan = forms.CharField(
        label="Alasan (wajib)",
        max_length=200,
        error_messages={"required": "Isi alasan mengganti. Contoh: SK belum ditandatangani."},
        help_text="Contoh: SK belum ditandatangani. Alasan terbaca oleh tim penilai.",
    )
    tanggal_dokumen = TanggalField(
        label="Tanggal dokumen",
        required=False,
        help_text="Bila kosong, ditebak dari nama berkas. Contoh: 17-08-2026.",
    )


class BerkasForm(FormulirZI):
    """Title, and who may read the document; without `batasi` the second is not offered."""

    judul = forms.CharField(label="Judul", max_length=200)
    pembatasan = forms.ChoiceField(
        label="Siapa yang boleh membaca", choices=Pembatasan.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: object, batasi: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not batasi:
            del self.fields["pembatasan"]


class TautanForm(FormulirZI):
    """An address outside, and what it holds."""

    url = forms.CharField(
        label="Alamat tautan",
        max_length=MAKS,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tempel alamatnya. Contoh: https://drive.google.com/file/d/…"},
        help_text="Contoh: https://drive.google.com/file/d/…",
    )
    judul = forms.CharField(label="Judul", max_length=200, help_text="Contoh: Video sosialisasi gratifikasi.")
    triwulan = forms.ChoiceField(label="Periode", required=False, choices=[("", "Tidak ditentukan"), *Triwulan.choices])
    uraian = forms.CharField(label="Uraian", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_url(self) -> str:
        try:
            return periksa_alamat(self.cleaned_data["url"])
        except AlamatDitolak as galat:
            raise forms.ValidationError(str(galat)) from galat
