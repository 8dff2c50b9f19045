"""Forms of accounts and roles. None of them has a password."""

from __future__ import annotations

from typing import Any

from django import forms

from common.formulir import FormulirZI, TanggalField
from satker.actions.orang import AREA_POKJA, GELAR, galat_akun, galat_penugasan
from satker.forms.satker import UnitField
from satker.models import Satker
from satker.pelaku import Pelaku
from satker.queries.orang import peran_boleh_diberi


class AkunForm(FormulirZI):
    """The account itself."""

    nama = forms.CharField(label="Nama lengkap", max_length=120)
    username = forms.CharField(
        label="Nama pengguna", max_length=60, help_text="Untuk masuk. Contoh: pokja5.bjm.", empty_value=""
    )
    nip = forms.CharField(label="NIP", max_length=25, required=False, help_text="18 angka; boleh dipakai untuk masuk.")
    email = forms.EmailField(label="Surel", max_length=254, required=False, help_text="Untuk tautan lupa sandi.")

    def clean_nip(self) -> str:
        """NIP as people copy it, with blanks between its parts."""
        return "".join(self.cleaned_data["nip"].split())

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        akun = {b: isi.get(b) or "" for b in ("username", "nip", "email", "nama")}
        for medan, kalimat in galat_akun(**akun).items():
            if medan not in self.errors:
                self.add_error(medan, kalimat)
        return isi

    def isi_akun(self) -> dict[str, str]:
        """Arguments of buat_pengguna and ubah_pengguna."""
        return {b: self.cleaned_data[b] for b in ("username", "nip", "email", "nama")}


class PenugasanForm(FormulirZI):
    """A dated role at a unit."""

    unit = UnitField(label="Unit")
    peran = forms.ChoiceField(label="Peran")
    area = forms.ChoiceField(
        label="Area",
        required=False,
        choices=[("", "Tidak terikat area"), *((a, f"Pokja {a[1:]} (area {a[1:]})") for a in AREA_POKJA)],
        help_text="Hanya untuk Ketua dan Anggota Pokja.",
    )
    gelar = forms.ChoiceField(label="Plh./Plt.", required=False, choices=[(g, g or "Pejabat tetap") for g in GELAR])
    mulai = TanggalField(label="Mulai")
    selesai = TanggalField(label="Selesai", required=False, help_text="Kosong: tanpa batas. Contoh: 31-12-2026.")

    def __init__(self, *args: Any, pelaku: Pelaku, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Satker.objects.terkelola_oleh(pelaku)
        self.fields["peran"].choices = [("", "Pilih…"), *peran_boleh_diberi(pelaku)]

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        if isi.get("unit") and isi.get("peran"):
            tugas = {b: isi.get(b) for b in ("peran", "area", "gelar", "mulai", "selesai")}
            for medan, kalimat in galat_penugasan(tingkat=isi["unit"].tingkat, **tugas).items():
                self.add_error(medan, kalimat)
        return isi

    def isi_tugas(self) -> dict[str, Any]:
        """Arguments of tugaskan."""
        return {b: self.cleaned_data[b] for b in ("unit", "peran", "area", "gelar", "mulai", "selesai")}


class PenggunaBaruForm(AkunForm, PenugasanForm):
    """A new account with its first role: without one nobody could find the account again."""

    field_order = ("nama", "username", "nip", "email", "unit", "peran", "area", "gelar", "mulai", "selesai")


class AkhiriForm(FormulirZI):
    """Last day of a role."""

    selesai = TanggalField(label="Hari terakhir")
    alasan = forms.CharField(label="Alasan", max_length=200, required=False)
