"""The form of one answer, built from its butir: a choice, counts, or an index, with narrative and zero note."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms

from common.desimal import format_angka
from common.formulir import BulatField, DesimalField, FormulirZI
from instrumen.pohon.tipe import Butir, Isian
from penilaian.models import Jawaban
from penilaian.skor.hitung import Galat, nilai_butir, periksa_jawaban
from penilaian.skor.jawaban import BATAS_BULAT
from penilaian.skor.pesan import kalimat_galat

AWALAN_ISIAN = "isian-"
BATAS_URAIAN = 1000
BATAS_CATATAN = 500

Isi = str | dict[str, str] | None


def tulis_angka(teks: str) -> str:
    """A stored number as a person types it: "3.60" → "3,60"."""
    return teks.replace(".", ",")


def angka_baku(nilai: int | Decimal) -> str:
    """The text a number is stored as: "12", and decimals with at least two places: "3.60", "3.625"."""
    if isinstance(nilai, int):
        return str(nilai)
    utuh, _, pecah = f"{nilai:f}".partition(".")
    return f"{utuh}.{pecah.rstrip('0').ljust(2, '0')}"


class AngkaKoma(DesimalField):
    """An index or a percentage: two decimals as a rule, four at most."""

    def tulis(self, value: int | Decimal) -> str:
        return tulis_angka(angka_baku(Decimal(value)))


class Paragraf(forms.CharField):
    """Text of several lines. A browser sends CR LF for a line end; it is counted and kept as one character."""

    def __init__(self, *, baris: int, **opsi: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": baris}), required=False, **opsi)

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value).replace("\r\n", "\n") if value else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: the browser would cut a pasted text without a word."""
        return {k: v for k, v in super().widget_attrs(widget).items() if k != "maxlength"}


class JawabanForm(FormulirZI):
    """Answer of `butir`. `awal` is the stored answer or None; `isian_awal` prefills numbers (a fact) without saving.

    `sebagian`: an autosave, which may come before anything is chosen. Some counts of several are accepted in both
    cases (the butir then stays "belum lengkap"). After is_valid(): `isi` and cleaned_data versi, uraian, catatan_nol.
    """

    versi = BulatField(
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Halaman ini tidak lengkap. Muat ulang, lalu coba lagi."},
    )
    uraian = Paragraf(baris=3, max_length=BATAS_URAIAN, label="Uraian")
    catatan_nol = Paragraf(baris=2, max_length=BATAS_CATATAN, label="Catatan bila pembaginya nol")

    def __init__(
        self,
        butir: Butir,
        data: Mapping[str, Any] | None = None,
        *,
        awal: Jawaban | None = None,
        isian_awal: Mapping[str, str] | None = None,
        sebagian: bool = False,
        terkunci: bool = False,
    ) -> None:
        self.butir, self.sebagian = butir, sebagian
        self.kosongkan = data is not None and data.get("aksi") == "kosongkan"
        self.isi: Isi = None
        if self.kosongkan:  # what stands in the answer fields does not matter any more, not even a mistake
            data = {k: v for k, v in data.items() if k != "opsi" and not k.startswith(AWALAN_ISIAN)}
        super().__init__(data, initial=_awal(awal, isian_awal or {}))
        for nama, medan in medan_jawaban(butir, wajib=not sebagian and not self.kosongkan).items():
            self.fields[nama] = medan
        if not (butir.rumus and butir.rumus.nol):
            del self.fields["catatan_nol"]
        self.order_fields(["versi", *self.nama_jawaban, "catatan_nol", "uraian"])
        if terkunci:
            for medan in self.fields.values():
                medan.disabled = True

    @property
    def nama_jawaban(self) -> list[str]:
        """Names of the fields that hold the answer itself."""
        return ["opsi"] if self.butir.opsi else [AWALAN_ISIAN + i.kode for i in self.butir.isian]

    @property
    def medan_isian(self) -> list[tuple[Isian, forms.BoundField]]:
        """The number fields of the page, with what they ask for."""
        return [(i, self[AWALAN_ISIAN + i.kode]) for i in self.butir.isian]

    @property
    def opsi_dipilih(self) -> str:
        """Code of the option the page shows as chosen; empty for none."""
        return str(self["opsi"].value() or "") if self.butir.opsi else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if not self.kosongkan:
            self.isi = self._baca_isi(data)
            self._periksa(data)
        return data

    def _baca_isi(self, data: Mapping[str, Any]) -> Isi:
        if self.butir.opsi:
            return data.get("opsi") or None
        angka = {i.kode: data.get(AWALAN_ISIAN + i.kode) for i in self.butir.isian}
        return {k: angka_baku(v) for k, v in angka.items() if v is not None} or None

    def _periksa(self, data: Mapping[str, Any]) -> None:
        """Rules that need the whole answer: nothing filled, relations between numbers, the note of a zero rule."""
        if self.isi is None:
            if not self.sebagian:
                self.add_error(self.nama_jawaban[0], f"Isi jawaban untuk {self.butir.kode_pendek}.")
            return
        for galat in periksa_jawaban(self.butir, self.isi):
            if galat.kode != "belum_lengkap":
                self.add_error(self._medan(galat), self._kalimat(galat))
        if self.errors:
            return
        nilai = nilai_butir(self.butir, self.isi)
        if nilai.nol and not data.get("catatan_nol"):
            self.add_error("catatan_nol", self._kalimat_nol(nilai.nilai))

    def _medan(self, galat: Galat) -> str:
        nama = AWALAN_ISIAN + (galat.isian or "")
        return nama if nama in self.fields else self.nama_jawaban[0]

    def _kalimat(self, galat: Galat) -> str:
        if galat.kode != "pembilang_melebihi_penyebut":
            return kalimat_galat(self.butir, galat)
        label = {i.kode: i.label for i in self.butir.isian}
        maks = format_angka(Fraction(galat.pesan_data["maks"]), 0)
        penyebut = ", ".join(label[k] for k in self.butir.rumus.penyebut)
        return f"Paling banyak {maks}, sebanyak jumlah pada: {penyebut}. Periksa kedua angka."

    def _kalimat_nol(self, nilai: Fraction | None) -> str:
        return (
            f"Pembaginya nol, jadi nilai {self.butir.kode_pendek} ditetapkan {format_angka(nilai)}. "
            "Tulis sebabnya dalam satu kalimat, misalnya: tidak ada pengaduan tahun ini."
        )


def _awal(awal: Jawaban | None, isian_awal: Mapping[str, str]) -> dict[str, Any]:
    """Initial values: the stored answer, numbers written with a comma, then the facts the person asked for."""
    if awal is None:
        hasil: dict[str, Any] = {"versi": 0}
    else:
        hasil = {"versi": awal.versi, "uraian": awal.uraian, "catatan_nol": awal.catatan_nol}
    isi = awal.isi if awal else None
    if isinstance(isi, str):
        hasil["opsi"] = isi
    angka = {**(isi if isinstance(isi, dict) else {}), **isian_awal}
    return hasil | {AWALAN_ISIAN + k: tulis_angka(v) for k, v in angka.items()}


def medan_jawaban(butir: Butir, *, wajib: bool) -> dict[str, forms.Field]:
    if butir.opsi:
        pesan = f"Pilih salah satu jawaban untuk {butir.kode_pendek}."
        medan = forms.ChoiceField(
            choices=[(o.kode, o.label or o.kode) for o in butir.opsi],
            widget=forms.RadioSelect,
            required=wajib,
            label="Jawaban satker",
            error_messages={"required": pesan, "invalid_choice": pesan},
        )
        return {"opsi": medan}
    return {AWALAN_ISIAN + i.kode: _medan_angka(i) for i in butir.isian}


def _medan_angka(isian: Isian) -> forms.Field:
    """Counts may stay blank one by one; a number that no formula uses says so."""
    label = isian.label or isian.kode
    if isian.jenis == "bulat":
        return BulatField(maksimum=BATAS_BULAT, required=False, label=label)
    maks = None if isian.maks is None else Decimal(isian.maks.numerator) / isian.maks.denominator
    return AngkaKoma(desimal=4, minimum=0, maksimum=maks, required=False, label=label, help_text="Contoh: 3,60.")
