"""The form of one score beside other satkers: like the desk's, with a reason that is always asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from instrumen.pohon.tipe import Butir
from penilaian.forms.jawaban import BATAS_URAIAN, Paragraf
from penilaian.forms.meja import NilaiForm, sambung
from penilaian.models import ButirPengajuan, Jawaban
from penilaian.skor.hitung import periksa_jawaban

BATAS_ALASAN = 300


class UbahNilaiForm(NilaiForm):
    """After is_valid(): `isi`, versi, ke, alasan, and `catatan`: the stored note with the reason below it."""

    alasan = Paragraf(baris=2, max_length=BATAS_ALASAN, label="Alasan")

    def __init__(
        self,
        butir: Butir,
        data: Mapping[str, Any] | None = None,
        *,
        kiriman: ButirPengajuan | None,
        milik: Jawaban | None,
    ) -> None:
        super().__init__(butir, data, kiriman=kiriman, milik=milik)
        del self.fields["uraian"]
        self.catatan = ""

    def _periksa(self, data: Mapping[str, Any]) -> None:
        """The reason is the note: a lower score and a zero denominator need no second sentence."""
        if self.isi is None:
            self.add_error(self.nama_jawaban[0], f"Beri nilai {self.butir.kode_pendek} dulu. Alasan Anda belum hilang.")
            return
        for galat in periksa_jawaban(self.butir, self.isi):
            self.add_error(self._medan(galat), self._kalimat(galat))
        alasan = (data.get("alasan") or "").strip()
        if not alasan:
            self.add_error("alasan", "Tulis alasan perubahan ini, lalu simpan lagi. Pilihan Anda belum hilang.")
            return
        self.catatan = sambung(self.milik.uraian if self.milik else "", alasan)
        if len(self.catatan) > BATAS_URAIAN:
            self.add_error("alasan", "Catatan soal ini sudah penuh. Ringkas dulu di halaman penilaian satker itu.")
