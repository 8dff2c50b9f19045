"""A unit with an open year and the real instrument, and people in its roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone

from instrumen.pohon.baca import baca_instrumen
from instrumen.pohon.tipe import Instrumen
from penilaian.actions.jawaban import Tersimpan, simpan_jawaban
from penilaian.actions.lembar import buka_lembar
from penilaian.models import Jawaban, LembarKerja, PernyataanKepentingan
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.peran import TIM_PENILAI, Peran
from tests.pabrik import masuk, pelaku_untuk

INSTRUMEN = baca_instrumen("LKE-ZI-2021")


@dataclass
class Dunia:
    """One satker, its year and sheet, and people made on first use."""

    satker: Satker
    periode: Periode
    instrumen: Instrumen = INSTRUMEN
    _pelaku: dict[Any, Pelaku] = field(default_factory=dict)
    _lembar: LembarKerja | None = None

    def pelaku(self, peran: Peran = Peran.KOORDINATOR, **isi: Any) -> Pelaku:
        kunci = (peran, *sorted(isi.items()))
        if kunci not in self._pelaku:
            self._pelaku[kunci] = pelaku_untuk(self.satker, peran, **isi)
            if peran in TIM_PENILAI:  # an evaluator of this world has signed, unless a test says otherwise
                self.tandatangan(self._pelaku[kunci])
        return self._pelaku[kunci]

    def tandatangan(self, pelaku: Pelaku) -> None:
        """The person states: no conflict of interest."""
        PernyataanKepentingan.objects.get_or_create(
            satker=self.satker,
            periode=self.periode,
            user=pelaku.user,
            nomor=1,
            defaults={"bertentangan": False, "pada": timezone.now()},
        )

    @property
    def lembar(self) -> LembarKerja:
        if self._lembar is None:
            self._lembar = buka_lembar(oleh=None, satker=self.satker, periode=self.periode)
        return self._lembar

    def jawab(self, kode: str, isi: Any, *, oleh: Pelaku | None = None, **lain: Any) -> Tersimpan:
        """Save an answer on top of whatever version is stored."""
        butir = self.instrumen.cari(kode)
        ada = Jawaban.objects.filter(lembar=self.lembar, kode_butir=butir.kode).first()
        bawaan = {"uraian": "", "catatan_nol": "", "versi_dasar": ada.versi if ada else 0}
        return simpan_jawaban(
            oleh=oleh or self.pelaku(), lembar=self.lembar, butir=butir, isi=isi, **{**bawaan, **lain}
        )

    def tersimpan(self, kode: str) -> Jawaban | None:
        butir = self.instrumen.cari(kode)
        return Jawaban.objects.filter(lembar__satker=self.satker, kode_butir=butir.kode).first()

    def url(self, nama: str, **isi: Any) -> str:
        return reverse(nama, kwargs={"tahun": self.periode.tahun, "kode": self.satker.kode, **isi})

    def masuk(self, client: Any, peran: Peran = Peran.KOORDINATOR, **isi: Any) -> Pelaku:
        pelaku = self.pelaku(peran, **isi)
        masuk(client, pelaku)
        return pelaku
