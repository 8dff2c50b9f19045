"""Forms of the TPN stages, the decrees, the objection and the recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from common.formulir import BulatField, DesimalField, FormulirZI, TanggalField
from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.actions.tpn import IsiTahap
from penilaian.aturan_usulan import BUTIR_SELEKSI, PUTUSAN_TAHAP, TAHAP_BERDAFTAR
from penilaian.forms.jawaban import JawabanForm
from penilaian.models import HasilBerkala, HasilTpn, Jawaban, PutusanKlarifikasi, Sikap
from penilaian.skor.hitung import nilai_butir

TAHAP_BERANGKA = frozenset({"desk", "wawancara", "lapangan", "panel"})
_SESUAI = [("ya", "Sesuai"), ("tidak", "Tidak sesuai")]
_AWALAN = re.compile(r"^\s*([A-Za-z][0-9A-Za-z.]{0,14})\s*:\s*(.+)$")


class TahapForm(FormulirZI):
    """One stage as typed from the report: verdict, points of the list, totals and areas, notes."""

    def __init__(
        self, *args: Any, tahap: str, butir: Sequence[str], instrumen: Instrumen, koreksi: bool = False, **kw: Any
    ) -> None:
        self.instrumen, self.kode_butir = instrumen, tuple(butir)
        self.area = [*instrumen.area, *instrumen.area_hasil] if tahap in TAHAP_BERANGKA else []
        medan: dict[str, forms.Field] = {}
        if koreksi:
            medan["alasan"] = forms.CharField(label="Alasan koreksi", max_length=500)
        pilihan = [(kode, kata) for kode, (kata, _) in PUTUSAN_TAHAP[tahap].items()]
        medan["putusan"] = forms.ChoiceField(label="Putusan TPN", choices=pilihan, widget=forms.RadioSelect)
        for kode in self.kode_butir if tahap in TAHAP_BERDAFTAR else ():
            nama = BUTIR_SELEKSI[kode][0]
            medan[f"sesuai_{kode}"] = forms.ChoiceField(label=nama, choices=_SESUAI, widget=forms.RadioSelect)
            medan[f"ket_{kode}"] = forms.CharField(
                label=f"Keterangan: {nama}", required=False, max_length=500, help_text="Wajib bila tidak sesuai."
            )
        if self.area:
            medan["total"] = DesimalField(label="Nilai total TPN", required=False, minimum=0, maksimum=100)
        for s in self.area:
            medan[f"area_{s.kode}"] = DesimalField(
                label=f"{s.kode} {s.nama}", required=False, minimum=0, maksimum=int(s.bobot) + 1
            )
        medan["catatan"] = forms.CharField(
            label="Catatan TPN", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
        )
        if tahap in TAHAP_BERANGKA:
            medan["catatan_jadi_rekomendasi"] = forms.BooleanField(
                label="Jadikan catatan ini rekomendasi untuk satker", required=False, initial=not koreksi
            )
        medan["rekomendasi"] = forms.CharField(
            label="Rekomendasi TPN",
            required=False,
            max_length=8000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="Satu baris satu rekomendasi. Boleh diawali kode soal atau area: P5.1b: perbarui SK UPG.",
        )
        medan["sumber"] = forms.CharField(label="Sumber", max_length=160, help_text="Contoh: LHE TPN nomor …")
        medan["tanggal"] = TanggalField(label="Tanggal LHE atau pengumuman")
        self.base_fields = medan  # of this form only: which fields there are depends on the stage
        super().__init__(*args, **kw)

    def medan_area(self) -> Iterator[forms.BoundField]:
        for s in self.area:
            yield self[f"area_{s.kode}"]

    def baris_butir(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for kode in self.kode_butir:
            if f"sesuai_{kode}" in self.fields:
                yield self[f"sesuai_{kode}"], self[f"ket_{kode}"]

    def clean_rekomendasi(self) -> list[tuple[str, str, str]]:
        """(kode_butir, area, text) per line."""
        hasil = []
        for baris in self.cleaned_data["rekomendasi"].splitlines():
            if not baris.strip():
                continue
            cocok = _AWALAN.match(baris)
            butir = self.instrumen.cari(cocok[1]) if cocok else None
            area = cocok[1].upper() if cocok and cocok[1].upper() in self.instrumen.simpul else ""
            if cocok and butir:
                hasil.append((butir.kode, butir.area, cocok[2]))
            elif cocok and area:
                hasil.append(("", area, cocok[2]))
            else:
                hasil.append(("", "", baris.strip()))
        return hasil

    def isi(self) -> IsiTahap:
        b = self.cleaned_data
        butir = {k: (b[f"sesuai_{k}"] == "ya", b[f"ket_{k}"]) for k in self.kode_butir if f"sesuai_{k}" in self.fields}
        area = {s.kode: b[f"area_{s.kode}"] for s in self.area if b.get(f"area_{s.kode}") is not None}
        return IsiTahap(
            putusan=b["putusan"],
            sumber=b["sumber"],
            tanggal=b["tanggal"],
            catatan=b["catatan"],
            total=b.get("total"),
            area=area,
            butir=butir,
            rekomendasi=b["rekomendasi"],
            catatan_jadi_rekomendasi=bool(b.get("catatan_jadi_rekomendasi")),
        )


class NilaiTpnForm(JawabanForm):
    """The answer of the TPN to one butir with its note; `uraian` is the note."""

    def __init__(self, butir: Butir, data: Mapping[str, Any] | None = None, *, awal: Jawaban | None = None) -> None:
        super().__init__(butir, data, awal=awal, sebagian=True)
        self.fields.pop("catatan_nol", None)
        self.fields["uraian"].label = "Catatan TPN"
        if "opsi" in self.fields:
            self.fields["opsi"].label = "Jawaban TPN"

    def _periksa(self, data: Mapping[str, Any]) -> None:
        super()._periksa({**data, "catatan_nol": data.get("uraian") or " "})
        if not self.errors and self.isi is not None and nilai_butir(self.butir, self.isi).nol and not data["uraian"]:
            self.add_error("uraian", self._kalimat_nol(nilai_butir(self.butir, self.isi).nilai))


def awal_tahap(hasil: HasilTpn) -> dict[str, Any]:
    """The typed values of a result, to be corrected. Recommendations are kept: they are not typed again."""
    awal: dict[str, Any] = {
        "putusan": hasil.putusan,
        "catatan": hasil.catatan,
        "sumber": hasil.sumber,
        "tanggal": hasil.tanggal,
        "total": hasil.total,
    }
    awal |= {f"area_{k}": n.replace(".", ",") for k, n in hasil.area.items()}
    for b in hasil.butir.all():
        awal |= {f"sesuai_{b.kode}": "ya" if b.sesuai else "tidak", f"ket_{b.kode}": b.keterangan}
    return awal


class SkForm(FormulirZI):
    nomor = forms.CharField(label="Nomor SK", max_length=120)
    tanggal = TanggalField(label="Tanggal SK")


class CabutForm(SkForm):
    alasan = forms.CharField(label="Alasan pencabutan", max_length=200)


class SanggahForm(FormulirZI):
    """One point: accept, or contest with text, proof and page."""

    sikap = forms.ChoiceField(label="Sikap", choices=Sikap.choices, widget=forms.RadioSelect)
    uraian = forms.CharField(
        label="Alasan sanggahan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    bukti = forms.ChoiceField(label="Data dukung unit", required=False)
    halaman = forms.CharField(label="Halaman", required=False, max_length=40, help_text="Contoh: 3–5.")

    def __init__(self, *args: Any, bukti: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["bukti"].choices = [("", "Tidak memilih data dukung"), *bukti]


class KirimSanggahForm(FormulirZI):
    nomor_surat = forms.CharField(label="Nomor surat sanggah", max_length=120)


class BerkalaForm(FormulirZI):
    hasil = forms.ChoiceField(label="Hasil penilaian", choices=HasilBerkala.choices, widget=forms.RadioSelect)
    nomor_surat = forms.CharField(label="Nomor surat", max_length=120)
    tanggal_surat = TanggalField(label="Tanggal surat")
    catatan = forms.CharField(
        label="Catatan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class KlarifikasiForm(FormulirZI):
    uraian = forms.CharField(
        label="Dugaan maladministrasi",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sebut layanan dan fungsi, bukan nama orang.",
    )
    sumber = forms.CharField(label="Sumber", max_length=200)
    hari = BulatField(label="Waktu menjawab (hari)", minimum=1, maksimum=60, initial=10)


class PutusKlarifikasiForm(FormulirZI):
    putusan = forms.ChoiceField(
        label="Putusan", choices=[c for c in PutusanKlarifikasi.choices if c[0]], widget=forms.RadioSelect
    )
    alasan = forms.CharField(label="Alasan", max_length=500)


class JawabForm(FormulirZI):
    jawaban = forms.CharField(label="Jawaban satker", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class RekomendasiForm(FormulirZI):
    """A recommendation typed by hand."""

    sasaran = forms.CharField(
        label="Soal atau area", required=False, max_length=20, help_text="Kode soal (P5.1b) atau area (A5)."
    )
    teks = forms.CharField(label="Rekomendasi", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    jabatan = forms.CharField(label="Penanggung jawab", required=False, max_length=120, help_text="Jabatan.")
    tenggat = TanggalField(label="Tenggat", required=False)

    def __init__(self, *args: Any, instrumen: Instrumen, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.instrumen = instrumen

    def clean_sasaran(self) -> tuple[str, str]:
        """(kode_butir, area)."""
        teks = self.cleaned_data["sasaran"].strip()
        if not teks:
            return "", ""
        if butir := self.instrumen.cari(teks):
            return butir.kode, butir.area
        area = {s.kode for s in (*self.instrumen.area, *self.instrumen.area_hasil)}
        if teks.upper() in area:
            return "", teks.upper()
        raise forms.ValidationError(f"“{teks}” bukan kode soal atau area. Contoh: P5.1b atau A5.")


class TindakForm(FormulirZI):
    tindak_lanjut = forms.CharField(
        label="Yang sudah dilakukan", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    bukti = forms.ChoiceField(label="Bukti", required=False)

    def __init__(self, *args: Any, bukti: Sequence[tuple[str, str]] = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["bukti"].choices = [("", "Tanpa berkas"), *bukti]


class PutusRekomendasiForm(FormulirZI):
    putusan = forms.ChoiceField(
        label="Putusan", choices=[("selesai", "Selesai"), ("belum", "Belum selesai")], widget=forms.RadioSelect
    )
    catatan = forms.CharField(label="Catatan", max_length=1000)
