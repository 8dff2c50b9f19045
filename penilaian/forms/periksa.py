"""Forms of the line above: a score with its note, what has to be repaired, the letter, the decision, a round's end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from common.formulir import FormulirZI, TanggalField
from instrumen.pohon.tipe import Butir
from penilaian.forms.jawaban import AWALAN_ISIAN, Isi, JawabanForm, Paragraf
from penilaian.models import Jawaban
from penilaian.skor.hitung import nilai_butir

BATAS_ALASAN = 1000
_WAJIB_ALASAN = "Tulis apa yang perlu diperbaiki, supaya satker tahu apa yang harus dilakukan."


class NilaiForm(JawabanForm):
    """The score of an evaluator's layer. `satker_isi` is what the unit answered: *Setuju* writes the same as one's own.

    A lower score than the unit's, and a value from a zero denominator, need a note. `uraian` is the note.
    """

    def __init__(
        self,
        butir: Butir,
        data: Mapping[str, Any] | None = None,
        *,
        awal: Jawaban | None = None,
        satker_isi: Isi = None,
    ) -> None:
        self.satker_isi = satker_isi
        self.setuju = data is not None and data.get("aksi") == "setuju"
        if self.setuju and data is not None:
            data = {k: v for k, v in data.items() if k != "opsi" and not k.startswith(AWALAN_ISIAN)}
        super().__init__(butir, data, awal=awal, sebagian=True)
        self.fields.pop("catatan_nol", None)
        self.fields["uraian"].label = "Catatan"

    def _baca_isi(self, data: Mapping[str, Any]) -> Isi:
        return self.satker_isi if self.setuju else super()._baca_isi(data)

    def _periksa(self, data: Mapping[str, Any]) -> None:
        if self.isi is None:
            self.add_error(self.nama_jawaban[0], f"Pilih nilai untuk {self.butir.kode_pendek}.")
            return
        super()._periksa({**data, "catatan_nol": data.get("uraian") or " "})
        if self.errors or data.get("uraian"):
            return
        nilai, satker = nilai_butir(self.butir, self.isi), nilai_butir(self.butir, self.satker_isi)
        if nilai.nol:
            self.add_error("uraian", self._kalimat_nol(nilai.nilai))
        elif nilai.nilai is not None and satker.nilai is not None and nilai.nilai < satker.nilai:
            self.add_error("uraian", "Tulis mengapa nilainya lebih rendah daripada jawaban satker, lalu pilih lagi.")


class PerbaikanForm(FormulirZI):
    """What the satker has to repair."""

    alasan = Paragraf(baris=3, max_length=BATAS_ALASAN, label="Apa yang perlu diperbaiki")

    def clean_alasan(self) -> str:
        alasan = self.cleaned_data["alasan"].strip()
        if not alasan:
            raise forms.ValidationError(_WAJIB_ALASAN)
        return alasan


class SuratForm(FormulirZI):
    """Number and date of the letter; its file is read beside the form."""

    nomor = forms.CharField(max_length=120, label="Nomor surat")
    tanggal = TanggalField(label="Tanggal surat")

    def clean_tanggal(self) -> dt.date | None:
        tanggal = self.cleaned_data["tanggal"]
        if tanggal and tanggal > dt.date.today() + dt.timedelta(days=1):  # noqa: DTZ011 - a day of slack over zones
            raise forms.ValidationError("Tanggal surat tidak boleh sesudah hari ini.")
        return tanggal


class PutusanForm(FormulirZI):
    """The decision; *belum* needs its reason. `keadaan` is the state the page showed."""

    putusan = forms.ChoiceField(
        choices=[("layak", "Layak dievaluasi tim penilai"), ("belum", "Belum dievaluasi, kembali ke satker")],
        widget=forms.RadioSelect,
        label="Putusan",
    )
    alasan = Paragraf(baris=3, max_length=BATAS_ALASAN, label="Alasan bila belum dievaluasi")
    keadaan = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("putusan") == "belum" and not (data.get("alasan") or "").strip():
            self.add_error("alasan", "Tulis alasannya, supaya satker tahu apa yang harus dilengkapi.")
        return data


class TutupForm(FormulirZI):
    """The summary that closes a round."""

    ringkasan = Paragraf(baris=4, max_length=1000, label="Ringkasan untuk satker")
