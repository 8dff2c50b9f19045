"""The parts of the LHE about single butir: what the layers differ on, and what the team wrote beside its scores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from instrumen.pohon.tipe import AKAR, Butir, Instrumen
from penilaian.queries.butir import jawaban_singkat
from penilaian.skor.hitung import HasilSkor

TERBESAR = 10
"""How many of the largest differences the paper lists."""


@dataclass(frozen=True, slots=True)
class SumberLapisan:
    """Which layer a column shows, and the event that froze it."""

    lapisan: str
    nama: str
    peristiwa: str
    pada: dt.datetime


@dataclass(frozen=True, slots=True)
class LapisanBeku:
    """One frozen layer: its answers, and its notes that are not empty."""

    sumber: SumberLapisan
    isi: Mapping[str, Any]
    catatan: Mapping[str, str]

    @property
    def lapisan(self) -> str:
        return self.sumber.lapisan


@dataclass(frozen=True, slots=True)
class BandingArea:
    """Points of one area (or the total) in each layer, in the order of the layers; `selisih` last minus first."""

    kode: str
    nama: str
    bobot: Fraction
    nilai: tuple[Fraction, ...]
    selisih: Fraction


@dataclass(frozen=True, slots=True)
class BedaButir:
    """One butir on which the team differs from the satker. `jawaban`: in each layer; `catatan`: the team's note."""

    kode: str
    kode_butir: str
    isi_butir: str
    jawaban: tuple[str, ...]
    selisih: Fraction
    catatan: str


@dataclass(frozen=True, slots=True)
class CatatanButir:
    """A note beside a score below the full value; `hilang` points are still to be won."""

    kode: str
    kode_butir: str
    isi_butir: str
    teks: str
    hilang: Fraction


@dataclass(frozen=True, slots=True)
class AreaLHE:
    """One area with its notes, the most points first, and the codes below full value that carry no note."""

    kode: str
    nomor: str
    nama: str
    nilai: Fraction
    bobot: Fraction
    persen: Fraction
    catatan: tuple[CatatanButir, ...]
    tanpa_catatan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ButirLHE:
    """One line of the annex: the answers of the layers, the points of the team."""

    kode: str
    kode_butir: str
    area: str
    isi_butir: str
    jawaban: tuple[str, ...]
    bobot: Fraction
    poin: Fraction


def susun_banding(
    instrumen: Instrumen, lapisan: tuple[LapisanBeku, ...], hasil: Mapping[str, HasilSkor]
) -> tuple[BandingArea, ...]:
    """Areas in order, the total at the end."""
    nama = {s.kode: s.nama for s in (*instrumen.area, *instrumen.area_hasil)} | {AKAR: "Nilai total"}
    baris = []
    for kode, kata in nama.items():
        nilai = tuple(hasil[p.lapisan].simpul[kode].nilai for p in lapisan)
        bobot = hasil[lapisan[-1].lapisan].simpul[kode].bobot
        baris.append(BandingArea(kode, kata, bobot, nilai, nilai[-1] - nilai[0]))
    return tuple(baris)


def susun_beda(
    instrumen: Instrumen,
    lapisan: tuple[LapisanBeku, ...],
    hasil: Mapping[str, HasilSkor],
    banyak: int | None = TERBESAR,
) -> tuple[BedaButir, ...]:
    """Butir whose points in the last layer differ from those of the first, the largest difference first."""
    awal, akhir = hasil[lapisan[0].lapisan], hasil[lapisan[-1].lapisan]
    beda = []
    for butir in instrumen.butir.values():
        selisih = akhir.butir[butir.kode].poin - awal.butir[butir.kode].poin
        if selisih:
            catatan = lapisan[-1].catatan.get(butir.kode, "")
            beda.append(
                BedaButir(butir.kode_pendek, butir.kode, butir.teks, _jawaban(lapisan, butir), selisih, catatan)
            )
    return tuple(sorted(beda, key=lambda b: (-abs(b.selisih), b.kode_butir))[:banyak])


def susun_area(instrumen: Instrumen, tim: LapisanBeku, hasil: HasilSkor) -> tuple[AreaLHE, ...]:
    """The notes of the team per area, from butir below full value."""
    return tuple(_area(instrumen, s.kode, tim, hasil) for s in (*instrumen.area, *instrumen.area_hasil))


def _area(instrumen: Instrumen, kode: str, tim: LapisanBeku, hasil: HasilSkor) -> AreaLHE:
    simpul, h = instrumen.simpul[kode], hasil.simpul[kode]
    kurang = [b for b in instrumen.butir_di(kode) if hasil.butir[b.kode].poin < b.bobot_efektif]
    catatan = [
        CatatanButir(b.kode_pendek, b.kode, b.teks, tim.catatan[b.kode], b.bobot_efektif - hasil.butir[b.kode].poin)
        for b in kurang
        if b.kode in tim.catatan
    ]
    return AreaLHE(
        kode=kode,
        nomor=simpul.nomor,
        nama=simpul.nama,
        nilai=h.nilai,
        bobot=h.bobot,
        persen=h.persen,
        catatan=tuple(sorted(catatan, key=lambda c: (-c.hilang, c.kode_butir))),
        tanpa_catatan=tuple(b.kode_pendek for b in kurang if b.kode not in tim.catatan),
    )


def susun_butir(instrumen: Instrumen, lapisan: tuple[LapisanBeku, ...], hasil: HasilSkor) -> tuple[ButirLHE, ...]:
    """Every butir in reading order."""
    return tuple(
        ButirLHE(
            kode=b.kode_pendek,
            kode_butir=b.kode,
            area=b.area,
            isi_butir=b.teks,
            jawaban=_jawaban(lapisan, b),
            bobot=b.bobot_efektif,
            poin=hasil.butir[b.kode].poin,
        )
        for b in instrumen.butir.values()
    )


def _jawaban(lapisan: tuple[LapisanBeku, ...], butir: Butir) -> tuple[str, ...]:
    return tuple(jawaban_singkat(butir, p.isi.get(butir.kode)) for p in lapisan)
