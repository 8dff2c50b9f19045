"""The form of one score: agree, an option, numbers, or only the note; a note where the satker needs a reason."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from common.desimal import format_angka
from common.formulir import BulatField, FormulirZI
from instrumen.pohon.tipe import Butir
from penilaian.forms.jawaban import AWALAN_ISIAN, Isi, JawabanForm
from penilaian.models import ButirPengajuan, Jawaban
from penilaian.queries.ganda import sepadan
from penilaian.skor.hitung import nilai_butir, periksa_jawaban

SETUJU, CATATAN, SEPAKAT = "setuju", "catatan", "sepakat"
_TANPA_JAWABAN = (SETUJU, CATATAN, SEPAKAT)


@dataclass(frozen=True, slots=True)
class UsulKonsensus:
    """Two members scored the butir. `isi`: what both gave, None when they differ; `catatan`: their notes."""

    isi: Any
    catatan: str


class NilaiForm(JawabanForm):
    """Score of `butir` beside what was sent; `uraian` is the note. After is_valid(): `isi`, versi, ke, uraian.

    `aksi` setuju takes the satker's answer, catatan keeps the stored score, sepakat takes what two members gave alike
    (`konsensus`); else the option or the numbers count.
    """

    ke = BulatField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)

    def __init__(
        self,
        butir: Butir,
        data: Mapping[str, Any] | None = None,
        *,
        kiriman: ButirPengajuan | None,
        milik: Jawaban | None,
        terkunci: bool = False,
        konsensus: UsulKonsensus | None = None,
    ) -> None:
        self.kiriman, self.milik, self.konsensus = kiriman, milik, konsensus
        self.aksi = data.get("aksi", "") if data is not None else ""
        if data is not None and self.aksi in _TANPA_JAWABAN:  # what else stands in the fields does not matter
            data = {k: v for k, v in data.items() if k != "opsi" and not k.startswith(AWALAN_ISIAN)}
        super().__init__(butir, data, awal=milik, sebagian=True, terkunci=terkunci)
        self.fields.pop("catatan_nol", None)
        self.fields["uraian"].label = "Catatan"
        self.initial["ke"] = kiriman.ke if kiriman else None
        if konsensus and milik is None:
            self.initial["uraian"] = konsensus.catatan

    def _baca_isi(self, data: Mapping[str, Any]) -> Isi:
        if self.aksi == SETUJU:
            return self.kiriman.isi if self.kiriman else None
        if self.aksi == SEPAKAT:
            return self.konsensus.isi if self.konsensus else None
        if self.aksi == CATATAN:
            return self.milik.isi if self.milik else None
        return super()._baca_isi(data)

    def _periksa(self, data: Mapping[str, Any]) -> None:
        if self.isi is None:
            self.add_error(
                self.nama_jawaban[0], f"Beri nilai {self.butir.kode_pendek} dulu. Catatan Anda belum hilang."
            )
            return
        for galat in periksa_jawaban(self.butir, self.isi):
            self.add_error(self._medan(galat), self._kalimat(galat))
        if self.aksi == SEPAKAT and self.konsensus and not (data.get("uraian") or "").strip():
            self.cleaned_data["uraian"] = self.konsensus.catatan  # both wrote why
        if not self.errors and not (self.cleaned_data.get("uraian") or "").strip():
            self._minta_catatan()

    def _minta_catatan(self) -> None:
        """A zero denominator needs its reason (docs/nilai.md N6), and so does a lower score than claimed (ux W7)."""
        nilai = nilai_butir(self.butir, self.isi)
        if nilai.nol:
            angka = format_angka(nilai.nilai)
            self.add_error("uraian", f"Pembaginya nol, jadi nilainya {angka}. Tulis buktinya dulu, lalu simpan lagi.")
        elif self.menyimpang:
            self.add_error("uraian", "Nilai ini bukan nilai kedua penilai. Tulis alasannya, lalu simpan lagi.")
        elif self.turun:
            self.add_error("uraian", "Nilai ini lebih rendah daripada nilai satker. Tulis alasannya, lalu simpan lagi.")

    @property
    def menyimpang(self) -> bool:
        """Whether two members scored and this is not what both gave."""
        if self.konsensus is None:
            return False
        return self.konsensus.isi is None or not sepadan(self.butir, self.konsensus.isi, self.isi)

    @property
    def turun(self) -> bool:
        """Whether the score is worth less than the satker claims."""
        if self.kiriman is None or self.isi is None:
            return False
        klaim, nilai = nilai_butir(self.butir, self.kiriman.isi).nilai, nilai_butir(self.butir, self.isi).nilai
        return klaim is not None and nilai is not None and nilai < klaim

    @property
    def tertunda(self) -> str:
        """Code of an option that was chosen and refused; the page keeps it."""
        return str(self["opsi"].value() or "") if self.is_bound and self.errors and self.butir.opsi else ""


def frasa_dipilih(data: QueryDict) -> list[uuid.UUID]:
    """Ids of the phrases that went into the note; what is no id is left out."""
    hasil = []
    for teks in data.getlist("frasa")[:20]:
        try:
            hasil.append(uuid.UUID(teks))
        except ValueError:
            continue
    return hasil


def sambung(catatan: str, teks: str) -> str:
    """A phrase behind a note, on a line of its own."""
    return f"{catatan.rstrip()}\n{teks}" if catatan.strip() else teks


class FrasaForm(FormulirZI):
    """A new phrase. `untuk`: '' everywhere, an area, or a butir by its short code in `kode`."""

    teks = forms.CharField(
        max_length=400, label="Frasa", widget=forms.Textarea(attrs={"rows": 2}), help_text="Paling banyak 400 huruf."
    )
    area = forms.ChoiceField(required=False, label="Ditawarkan di area (boleh kosong)")
    kode = forms.CharField(
        max_length=20, required=False, label="Atau hanya di soal (boleh kosong)", help_text="Contoh: P5.1b."
    )
    bersama = forms.BooleanField(required=False, label="Untuk semua penilai di instansi ini")

    def __init__(self, data: Mapping[str, Any] | None, *, instrumen: Any, bersama: bool) -> None:
        super().__init__(data)
        self.instrumen = instrumen
        simpul = (*instrumen.area, *instrumen.area_hasil) if instrumen else ()
        self.fields["area"].choices = [("", "Semua area"), *((s.kode, f"{s.kode} {s.nama}") for s in simpul)]
        if not bersama:
            del self.fields["bersama"]

    def clean_kode(self) -> str:
        kode = self.cleaned_data["kode"].strip()
        if not kode:
            return ""
        butir = self.instrumen.cari(kode) if self.instrumen else None
        if butir is None:
            raise forms.ValidationError(f"Kode {kode} tidak ditemukan. Kode berbentuk P5.1b.")
        return butir.kode
