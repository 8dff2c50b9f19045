"""Forms of calibration: a new set, one butir of it with the picked files, and an evaluator's answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from berkas.actions.salinan import HalamanTidakTerbacaError, baca_halaman
from common.formulir import FormulirZI
from instrumen.pohon.tipe import Butir
from penilaian.actions.kalibrasi import Pilihan
from penilaian.forms.jawaban import BATAS_URAIAN, JawabanForm
from penilaian.forms.meja import NilaiForm
from penilaian.models import ButirKalibrasi, ButirPengajuan, Jawaban, JawabanKalibrasi
from penilaian.queries.kalibrasi_pilih import Calon
from penilaian.skor.hitung import nilai_butir, periksa_jawaban


class SetForm(FormulirZI):
    """A new set."""

    judul = forms.CharField(label="Judul set", max_length=120, help_text="Contoh: Kalibrasi sebelum desk Agustus.")


class KasusForm(JawabanForm):
    """The agreed answer to one candidate, why, and which files and pages are shown.

    After is_valid(): `isi`, cleaned_data penjelasan, and `pilihan`.
    """

    penjelasan = forms.CharField(
        label="Penjelasan jawaban yang disepakati",
        max_length=BATAS_URAIAN,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dibaca penilai setelah selesai menjawab. Jangan menyebut nama satker.",
    )
    setuju = forms.BooleanField(
        label="Saya sudah melihat setiap halaman yang dipilih. Halaman itu boleh dibaca semua penilai instansi ini."
    )

    def __init__(self, butir: Butir, calon: Calon, data: QueryDict | None = None) -> None:
        self.calon = calon
        self.pilihan: list[Pilihan] = []
        super().__init__(butir, data, awal=Jawaban(isi=calon.isi_akhir, versi=0) if data is None else None)
        for nama in ("uraian", "catatan_nol"):
            self.fields.pop(nama, None)
        self.fields["versi"].required = False
        self.dipilih = set(data.getlist("berkas")) if data is not None else set()
        self.halaman = {str(b.versi_id): (data or {}).get(f"halaman-{b.versi_id}", "") for b in calon.berkas}

    def _periksa(self, data: Mapping[str, Any]) -> None:
        if self.isi is None or nilai_butir(self.butir, self.isi).nilai is None:
            self.add_error(self.nama_jawaban[0], "Isi jawaban yang disepakati.")
            return
        for galat in periksa_jawaban(self.butir, self.isi):
            self.add_error(self._medan(galat), self._kalimat(galat))
        for b in self.calon.berkas:
            if str(b.versi_id) in self.dipilih:
                try:
                    halaman = baca_halaman(self.halaman[str(b.versi_id)])
                except HalamanTidakTerbacaError:
                    self.add_error(None, f"Tulis halaman {b.nama} seperti 1, 3–5, atau kosongkan untuk semuanya.")
                    continue
                self.pilihan.append(Pilihan(b.versi_id, halaman))
        if not self.dipilih:
            self.add_error(None, "Pilih paling sedikit satu berkas.")


def form_jawaban(
    butir: Butir, kasus: ButirKalibrasi, milik: JawabanKalibrasi | None, data: Mapping[str, Any] | None, *, kunci: bool
) -> NilaiForm:
    """The desk's form on a calibration butir: the same keys and the same rules for the note."""
    kiriman = ButirPengajuan(kode_butir=kasus.kode_butir, isi=kasus.isi_satker, ke=1)
    tersimpan = Jawaban(isi=milik.isi, uraian=milik.catatan, versi=1) if milik else None
    return NilaiForm(butir, data, kiriman=kiriman, milik=tersimpan, terkunci=kunci)
