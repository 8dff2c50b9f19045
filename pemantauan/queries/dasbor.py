"""The dashboard of a satker in a year (ux W1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils import timezone

from instrumen.pohon.tipe import Instrumen
from pemantauan.queries.nilai import (
    BarisArea,
    Kesiapan,
    Perubahan,
    TitikTren,
    baris_area,
    desimal_total,
    kesiapan,
    perubahan,
    titik_tren,
)
from penilaian.queries.pantau import JawabanSingkat, lembar_ternilai, punya_lembar, riwayat_nilai
from penilaian.skor.hasil import HasilSkor
from satker.queries.pantau import (
    Kalender,
    RiwayatUnit,
    kalender,
    penanggung_area,
    riwayat_predikat,
    tahun_tersedia,
    tim_satker,
)

if TYPE_CHECKING:
    from penilaian.models import LembarKerja
    from satker.models import Periode, Satker

MINGGU, DUA_MINGGU = 7, 14


@dataclass(frozen=True, slots=True)
class KepalaDasbor:
    """What stands on the page with or without a sheet."""

    predikat: RiwayatUnit
    tahun_lain: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dasbor:
    """The figures of one sheet against one predikat."""

    kesiapan: Kesiapan
    pilihan: tuple[tuple[str, int], ...]
    hasil: HasilSkor
    area: tuple[BarisArea, ...]
    minggu: Perubahan
    dua_minggu: Perubahan
    tren: tuple[TitikTren, ...]
    kalender: Kalender
    terakhir: JawabanSingkat | None
    salinan: int

    @property
    def pengungkit(self) -> tuple[BarisArea, ...]:
        return tuple(b for b in self.area if b.simpul.induk == "A")

    @property
    def radar(self) -> list[object]:
        """Percent of the six areas, in order."""
        return [b.persen for b in self.pengungkit]

    @property
    def seri(self) -> list[dict[str, object]]:
        """The one series of the trend."""
        return [{"nama": "Nilai total", "nilai": desimal_total(self.tren)}]

    @property
    def tren_akhir(self) -> dt.date:
        """The last day of the trend."""
        return self.tren[-1].tanggal

    @property
    def dari_yang_terisi(self) -> Fraction | None:
        """Total if the blanks did as well as the answers (docs/nilai.md N9)."""
        return self.hasil.simpul["TOTAL"].nilai_terisi


def kepala_dasbor(satker: Satker, periode: Periode) -> KepalaDasbor:
    """Two statements."""
    return KepalaDasbor(riwayat_predikat(satker, periode.tahun), tahun_tersedia(satker))


def tahun_salinan(satker: Satker, periode: Periode) -> int | None:
    """The year before, when its sheet can be copied from. One statement."""
    return periode.tahun - 1 if punya_lembar(satker, periode.tahun - 1) else None


def susun_dasbor(
    satker: Satker, lembar: LembarKerja, instrumen: Instrumen, kepala: KepalaDasbor, peran: str, predikat: str
) -> Dasbor:
    """Everything below the head in four statements: answers, kept days, team, windows.

    `predikat` is the one whose gates are shown; anything the instrument does not know means the target of the sheet.
    """
    ternilai = lembar_ternilai(lembar, instrumen, kepala.predikat.wbk_sejak)
    riwayat = riwayat_nilai(lembar)
    hasil = ternilai.hasil
    pilih = predikat if predikat in hasil.predikat else lembar.target
    return Dasbor(
        kesiapan=kesiapan(instrumen, hasil, pilih),
        pilihan=tuple((kode, len(p.gerbang)) for kode, p in hasil.predikat.items()),
        hasil=hasil,
        area=baris_area(instrumen, hasil, pilih, penanggung_area(tim_satker(satker))),
        minggu=perubahan(riwayat, hasil.total, MINGGU),
        dua_minggu=perubahan(riwayat, hasil.total, DUA_MINGGU),
        tren=titik_tren(riwayat, _akhir(lembar.periode)),
        kalender=kalender(satker, lembar.periode, peran),
        terakhir=ternilai.terakhir,
        salinan=ternilai.salinan,
    )


def _akhir(periode: Periode) -> dt.date:
    """The last day of the trend: today, or the end of a year that is over."""
    return min(timezone.localdate(), dt.date(periode.tahun, 12, 31))
