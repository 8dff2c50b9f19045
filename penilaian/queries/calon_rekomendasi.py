"""The recommendations an LHE will make: every note beside a score below full value, as the lead left it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from instrumen.queries import instrumen_untuk
from penilaian.models import AturanEvaluasi, CalonRekomendasi, LembarKerja, Rekomendasi
from penilaian.queries.lhe_butir import AreaLHE, CatatanButir
from penilaian.queries.rekomendasi import tahun_berulang

KEPALA = "Kepala satker"
PILIHAN_JABATAN = (*(f"Ketua Pokja {n}" for n in range(1, 7)), "Ketua tim ZI", KEPALA)


@dataclass(frozen=True, slots=True)
class RekomendasiLHE:
    """One recommendation as it is printed and made. `berulang`: its butir had one in each of the last three years."""

    kode: str
    kode_butir: str
    area: str
    teks: str
    jabatan: str
    tenggat: dt.date
    hilang: Fraction
    berulang: bool


@dataclass(frozen=True, slots=True)
class Calon:
    """A note and what becomes of it. `diubah`: the lead changed something; `dipakai` False: no recommendation;
    `tenggat`: the day the lead set, None: by the rule of the year.
    """

    catatan: CatatanButir
    area: str
    dipakai: bool
    diubah: bool
    tenggat: dt.date | None
    isi: RekomendasiLHE


def jabatan_baku(area: str) -> str:
    """Who owns a recommendation unless somebody says otherwise: the Pokja of the area, for Hasil the head."""
    return f"Ketua Pokja {area[1]}" if area[:1] == "A" and area[1:2].isdigit() else KEPALA


def tenggat_baku(lembar: LembarKerja, tanggal: dt.date) -> dt.date:
    """The due day by the rule of the year, from the day of the report. One statement."""
    aturan = AturanEvaluasi.objects.filter(periode=lembar.periode_id).first() or AturanEvaluasi()
    return tanggal + dt.timedelta(days=aturan.hari_rekomendasi)


def susun_calon(lembar: LembarKerja, area: Sequence[AreaLHE], tanggal: dt.date) -> tuple[Calon, ...]:
    """What the notes become, the most points first. Three statements."""
    tenggat = tenggat_baku(lembar, tanggal)
    ubahan = {c.kode_butir: c for c in CalonRekomendasi.objects.filter(lembar=lembar)}
    tahun = _tahun(lembar)
    calon = [
        _calon(c, a.kode, ubahan.get(c.kode_butir), tenggat, lembar.periode.tahun, tahun[c.kode_butir])
        for a in area
        for c in a.catatan
    ]
    return tuple(sorted(calon, key=lambda c: (-c.catatan.hilang, c.catatan.kode_butir)))


def rencana_rekomendasi(lembar: LembarKerja, area: Sequence[AreaLHE], tanggal: dt.date) -> tuple[RekomendasiLHE, ...]:
    """Those that will be made."""
    return tuple(c.isi for c in susun_calon(lembar, area, tanggal) if c.dipakai)


def _calon(
    c: CatatanButir, area: str, ubahan: CalonRekomendasi | None, tenggat: dt.date, tahun: int, lalu: set[int]
) -> Calon:
    return Calon(
        catatan=c,
        area=area,
        dipakai=ubahan.dipakai if ubahan else True,
        diubah=ubahan is not None,
        tenggat=ubahan.tenggat if ubahan else None,
        isi=RekomendasiLHE(
            kode=c.kode,
            kode_butir=c.kode_butir,
            area=area,
            teks=ubahan.teks if ubahan else c.teks,
            jabatan=ubahan.jabatan if ubahan else jabatan_baku(area),
            tenggat=(ubahan.tenggat if ubahan else None) or tenggat,
            hilang=c.hilang,
            berulang=tahun_berulang({*lalu, tahun}, tahun),
        ),
    )


def _tahun(lembar: LembarKerja) -> dict[str, set[int]]:
    """The years before in which a butir of the unit had a recommendation, by the code of this year's instrument."""
    hasil: dict[str, set[int]] = defaultdict(set)
    butir = instrumen_untuk(lembar.periode.instrumen).butir
    lalu = Rekomendasi.objects.filter(satker=lembar.satker_id, lembar__periode__tahun__lt=lembar.periode.tahun)
    for kode, tahun in lalu.exclude(kode_butir="").values_list("kode_butir", "lembar__periode__tahun"):
        if kode in butir:
            hasil[kode].add(tahun)
    return hasil
