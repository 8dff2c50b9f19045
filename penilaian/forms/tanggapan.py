"""Forms of the satker's reply and of the team's proposal and decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from common.formulir import BulatField, FormulirZI
from instrumen.pohon.tipe import Butir
from penilaian.forms.jawaban import AWALAN_ISIAN, Isi, Paragraf, angka_baku, medan_jawaban, tulis_angka
from penilaian.skor.hitung import periksa_jawaban
from penilaian.skor.pesan import kalimat_galat

BATAS_TANGGAPAN = 1000


class TanggapanForm(FormulirZI):
    """The draft of one butir; empty text takes it back."""

    versi = BulatField(widget=forms.HiddenInput)
    teks = Paragraf(
        baris=4,
        max_length=BATAS_TANGGAPAN,
        label="Tanggapan satker",
        help_text="Sebut apa yang belum terlihat dan di mana letaknya. Kosongkan untuk menghapus tanggapan ini.",
    )
    berkas = forms.MultipleChoiceField(
        label="Berkas pendukung dari pustaka (boleh kosong)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Ada berkas yang tidak lagi tersedia. Pilih lagi."},
    )

    def __init__(self, *args: Any, pilihan: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].choices = list(pilihan)  # type: ignore[attr-defined]
        if not self.fields["berkas"].choices:  # type: ignore[attr-defined]
            del self.fields["berkas"]


class UsulForm(FormulirZI):
    """What the ketua proposes for one reply. After is_valid(): `isi`, None when the value stays."""

    putusan = forms.ChoiceField(
        label="Usul putusan",
        choices=[("tetap", "Nilai tetap"), ("ubah", "Nilai berubah")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih nilai tetap atau nilai berubah."},
    )

    def __init__(self, butir: Butir, data: Mapping[str, Any] | None = None, *, awal: Isi = None) -> None:
        self.butir, self.isi = butir, None
        angka = awal if isinstance(awal, dict) else {}
        initial = {AWALAN_ISIAN + k: tulis_angka(v) for k, v in angka.items()}
        super().__init__(data, initial=initial | ({"opsi": awal} if isinstance(awal, str) else {}))
        for nama, medan in medan_jawaban(butir, wajib=False).items():
            medan.label = "Nilai usulan (bila berubah)" if nama == "opsi" else medan.label
            self.fields[nama] = medan
        self.fields["catatan"] = forms.CharField(
            label="Alasan untuk satker",
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": "Tulis alasan yang akan dibaca satker."},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors or data.get("putusan") != "ubah":
            return data
        self.isi = self._baca(data)
        medan = "opsi" if self.butir.opsi else AWALAN_ISIAN + self.butir.isian[0].kode
        if self.isi is None:
            self.add_error(medan, "Isi nilai usulannya.")
            return data
        for galat in periksa_jawaban(self.butir, self.isi):
            self.add_error(medan, kalimat_galat(self.butir, galat))
        return data

    def _baca(self, data: Mapping[str, Any]) -> Isi:
        if self.butir.opsi:
            return data.get("opsi") or None
        angka = {i.kode: data.get(AWALAN_ISIAN + i.kode) for i in self.butir.isian}
        return {k: angka_baku(v) for k, v in angka.items() if v is not None} or None


class PutusForm(FormulirZI):
    """The dalnis approves, or gives the proposal back with a reason."""

    setuju = forms.ChoiceField(
        label="Putusan",
        choices=[("ya", "Setujui usul ketua tim"), ("tidak", "Kembalikan ke ketua tim")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih setujui atau kembalikan."},
    )
    alasan = forms.CharField(
        label="Alasan (wajib bila dikembalikan)",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("setuju") == "tidak" and not data.get("alasan", "").strip():
            self.add_error("alasan", "Tulis alasan untuk ketua tim.")
        return data
