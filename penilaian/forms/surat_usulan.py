"""Forms of the letter of a proposal, of its SPTJM, and of their words."""

from __future__ import annotations

from typing import Any

from django import forms

from common.formulir import FormulirZI
from penilaian.forms.dokumen import DrafResmiForm
from penilaian.models import JenisDokumen
from penilaian.naskah_usulan import baris
from penilaian.queries.surat_usulan import Ketikan

_PANJANG = forms.Textarea(attrs={"rows": 3})


class SuratUsulanForm(DrafResmiForm):
    """What a person types; everything else comes from the proposal. An SPTJM has no addressee and no copies."""

    tempat = forms.CharField(label="Tempat", max_length=80, help_text="Kota penandatanganan. Contoh: Jakarta.")
    tujuan = forms.CharField(label="Kepada Yth.", max_length=300, widget=_PANJANG)
    jabatan = forms.CharField(
        label="Jabatan penanda tangan", max_length=120, help_text="Contoh: Menteri, Sekretaris Jenderal."
    )
    nama = forms.CharField(label="Nama penanda tangan", max_length=120, help_text="Dicetak persis seperti diketik.")
    nip = forms.CharField(label="NIP (boleh kosong)", max_length=30, required=False)
    tembusan = forms.CharField(
        label="Tembusan (boleh kosong)",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu baris satu tembusan.",
    )

    def __init__(self, *args: Any, jenis: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if jenis == JenisDokumen.SPTJM:
            del self.fields["tujuan"], self.fields["tembusan"]

    def isi_aksi(self) -> dict[str, Any]:
        isi = self.cleaned_data
        medan = ("tempat", "tujuan", "jabatan", "nama", "nip", "tembusan")
        ketik = Ketikan(**{m: isi.get(m, "").strip().replace("\r\n", "\n") for m in medan})
        return {**super().isi_aksi(), "ketik": ketik}


class NaskahForm(FormulirZI):
    """The words of a year that letter and SPTJM start from."""

    tujuan = forms.CharField(label="Surat ditujukan kepada", max_length=300, widget=_PANJANG)
    tempat = forms.CharField(label="Tempat (boleh kosong)", max_length=80, required=False)
    tembusan = forms.CharField(
        label="Tembusan (boleh kosong)",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu baris satu tembusan.",
    )
    pernyataan = forms.CharField(
        label="Pernyataan SPTJM",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Satu baris satu pernyataan. Nomornya dicetak otomatis.",
    )
    sumber = forms.CharField(
        label="Dasar naskah", max_length=300, widget=_PANJANG, help_text="Peraturan atau surat yang memuat naskah ini."
    )

    def clean_pernyataan(self) -> str:
        return "\n".join(baris(self.cleaned_data["pernyataan"]))
