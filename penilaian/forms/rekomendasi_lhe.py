"""One note of the team and what its recommendation says."""

from __future__ import annotations

from typing import Any

from django import forms

from common.formulir import FormulirZI, TanggalField
from penilaian.actions.rekomendasi_lhe import IsiCalon
from penilaian.queries.calon_rekomendasi import PILIHAN_JABATAN, Calon


class CalonForm(FormulirZI):
    """Prefix: the short code of the butir."""

    dipakai = forms.BooleanField(label="Jadikan rekomendasi", required=False)
    teks = forms.CharField(label="Rekomendasi", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    jabatan = forms.ChoiceField(label="Penanggung jawab", choices=[(j, j) for j in PILIHAN_JABATAN])
    tenggat = TanggalField(label="Tenggat", required=False)

    def __init__(self, *args: Any, calon: Calon, **kwargs: Any) -> None:
        isi = calon.isi
        awal = {"dipakai": calon.dipakai, "teks": isi.teks, "jabatan": isi.jabatan, "tenggat": calon.tenggat}
        super().__init__(*args, prefix=calon.catatan.kode, initial=awal, **kwargs)
        self.calon = calon
        if isi.jabatan not in PILIHAN_JABATAN:
            self.fields["jabatan"].choices = [(isi.jabatan, isi.jabatan), *self.fields["jabatan"].choices]
        if calon.tenggat is None:
            self.fields["tenggat"].help_text = f"Kosong: menurut aturan, {isi.tenggat:%d-%m-%Y}."

    def isi_aksi(self) -> IsiCalon:
        b = self.cleaned_data
        return IsiCalon(b["dipakai"], b["teks"].replace("\r\n", "\n"), b["jabatan"], b["tenggat"])
