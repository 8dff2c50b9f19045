"""Forms of years, windows, quarters, extensions and lines. Days are read in the instansi's zone; a window is shown and
typed with its last day, stored with the midnight after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.formulir import BulatField, FormulirZI, TanggalField
from satker.actions.waktu import HARI, Rentang, awal_hari
from satker.models import JenisSatker, Periode, Satker
from satker.models.waktu import Garis
from satker.queries.waktu import KODE_TITIK, BarisJendela, RincianPeriode
from satker.tahap import TAHAP


class PeriodeBaruForm(FormulirZI):
    tahun = BulatField(label="Tahun", minimum=2012, maksimum=2100)
    instrumen = forms.ChoiceField(label="Versi instrumen")
    batas_usulan = TanggalField(
        label="Batas usulan", required=False, help_text="Kosong: 31 Mei tahun itu. Contoh: 31-05-2026."
    )

    def __init__(self, *args: Any, versi: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrumen"].choices = [(kode, f"{nama} ({kode})") for kode, nama in versi]

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        _dekat_tahun(self, "batas_usulan", bersih.get("tahun"))
        return bersih


def _dekat_tahun(form: forms.Form, medan: str, tahun: int | None) -> None:
    """A date of a year lies in that year or a neighbour: catches 2062 for 2026."""
    tanggal = form.cleaned_data.get(medan)
    if tanggal and tahun and abs(tanggal.year - tahun) > 1:
        form.add_error(medan, f"Tahun {tanggal.year} terlalu jauh dari periode {tahun}. Periksa tahunnya.")


class DasarPeriodeForm(FormulirZI):
    """Instrument version, last day of proposals and the four quarter dates."""

    instrumen = forms.ChoiceField(label="Versi instrumen")
    batas_usulan = TanggalField(label="Batas usulan")
    B03 = TanggalField(label="Akhir triwulan B03", help_text="")
    B06 = TanggalField(label="Akhir triwulan B06", help_text="")
    B09 = TanggalField(label="Akhir triwulan B09", help_text="")
    B12 = TanggalField(label="Akhir triwulan B12", help_text="")

    def __init__(self, *args: Any, rincian: RincianPeriode, versi: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.periode = rincian.periode
        awal = {"instrumen": self.periode.instrumen, "batas_usulan": self.periode.batas_usulan, **rincian.titik}
        super().__init__(*args, initial=awal, **kwargs)
        pilihan = [(kode, f"{nama} ({kode})") for kode, nama in versi]
        if self.periode.instrumen not in dict(versi):
            pilihan.insert(0, (self.periode.instrumen, self.periode.instrumen))
        self.fields["instrumen"].choices = pilihan
        if rincian.instrumen_terkunci:
            self.fields["instrumen"].disabled = True
            self.fields["instrumen"].help_text = "Tidak dapat diganti: pengisian LKE sudah pernah dibuka."

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        for medan in ("batas_usulan", *KODE_TITIK):
            _dekat_tahun(self, medan, self.periode.tahun)
        return bersih

    def titik(self) -> dict[str, dt.date]:
        return {kode: self.cleaned_data[kode] for kode in KODE_TITIK}


class JendelaForm(FormulirZI):
    """All windows of a year in one table; both days empty means no window. All or nothing."""

    def __init__(self, *args: Any, periode: Periode, zona: str, baris: Sequence[BarisJendela], **kwargs: Any) -> None:
        self.periode, self.zona, self.daftar = periode, zona, baris
        awal = {}
        for b in baris:
            awal[_medan(b, "buka")], awal[_medan(b, "tutup")] = b.hari_pertama, b.hari_terakhir
        super().__init__(*args, initial=awal, **kwargs)
        for b in baris:
            for ujung, kata in (("buka", "hari pertama"), ("tutup", "hari terakhir")):
                label = f"{b.nama_tahap}, {b.nama_peran}: {kata}"
                self.fields[_medan(b, ujung)] = TanggalField(label=label, required=False, help_text="")

    def baris(self) -> Iterator[tuple[BarisJendela, forms.BoundField, forms.BoundField]]:
        for b in self.daftar:
            yield b, self[_medan(b, "buka")], self[_medan(b, "tutup")]

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        for b in self.daftar:
            for ujung, semula in (("buka", b.hari_pertama), ("tutup", b.hari_terakhir)):
                if bersih.get(_medan(b, ujung)) != semula:
                    _dekat_tahun(self, _medan(b, ujung), self.periode.tahun)
            self._periksa_pasangan(b)
        return bersih

    def _periksa_pasangan(self, b: BarisJendela) -> None:
        buka, tutup = _medan(b, "buka"), _medan(b, "tutup")
        if buka in self.errors or tutup in self.errors:
            return
        awal, akhir = self.cleaned_data[buka], self.cleaned_data[tutup]
        if (awal is None) != (akhir is None):
            self.add_error(buka if awal is None else tutup, "Isi kedua tanggal, atau kosongkan keduanya.")
        elif awal and akhir and akhir < awal:
            self.add_error(tutup, "Tutup harus sesudah buka.")

    def jendela(self) -> dict[tuple[str, str], Rentang | None]:
        """Only what the person changed, so a window that does not fall on midnight is never moved by accident."""
        hasil: dict[tuple[str, str], Rentang | None] = {}
        for b in self.daftar:
            awal, akhir = self.cleaned_data[_medan(b, "buka")], self.cleaned_data[_medan(b, "tutup")]
            if (awal, akhir) == (b.hari_pertama, b.hari_terakhir):
                continue
            buka = b.buka if awal == b.hari_pertama else awal and awal_hari(awal, self.zona)
            tutup = b.tutup if akhir == b.hari_terakhir else akhir and awal_hari(akhir + HARI, self.zona)
            hasil[b.tahap, b.peran] = (buka, tutup) if buka and tutup else None
        return hasil


def _medan(b: BarisJendela, ujung: str) -> str:
    return f"{b.tahap}-{b.peran}-{ujung}"


class GarisForm(FormulirZI):
    """For each kind of unit: who does the penilaian pendahuluan."""

    def __init__(self, *args: Any, garis: Sequence[tuple[JenisSatker, str]], **kwargs: Any) -> None:
        super().__init__(*args, initial={j.pk: g for j, g in garis}, **kwargs)
        for jenis, _ in garis:
            self.fields[jenis.pk] = forms.ChoiceField(label=jenis.nama, choices=Garis.choices)


class KelonggaranForm(FormulirZI):
    satker = forms.CharField(label="Kode satker", max_length=40)
    tahap = forms.ChoiceField(label="Tahap", choices=[(t.kode, t.nama) for t in TAHAP])
    sampai = TanggalField(label="Boleh sampai", help_text="Hari itu masih termasuk. Contoh: 17-08-2026.")
    alasan = forms.CharField(label="Alasan", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, periode: Periode, zona: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periode, self.zona = periode, zona

    def clean_satker(self) -> Satker:
        kode = self.cleaned_data["satker"].strip()
        satker = Satker.objects.filter(instansi_id=self.periode.instansi_id, kode__iexact=kode).first()
        if satker is None:
            raise ValidationError(f'Satker dengan kode "{kode}" tidak ada di instansi Anda.')
        return satker

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        _dekat_tahun(self, "sampai", self.periode.tahun)
        return bersih

    def batas(self) -> dt.datetime:
        """The instant the extension ends: midnight after the typed day."""
        return awal_hari(self.cleaned_data["sampai"] + HARI, self.zona)


class AlasanForm(FormulirZI):
    """A reason for taking something back."""

    alasan = forms.CharField(label="Alasan", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
