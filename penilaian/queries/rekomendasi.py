"""Recommendations of a unit: its page, and last year's notes beside a question."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from instrumen.queries import instrumen_untuk
from penilaian.models import Rekomendasi, StatusRekomendasi
from satker.models import Periode, Satker

BERULANG = 3


@dataclass(frozen=True, slots=True)
class BarisRekomendasi:
    """One recommendation. `berulang`: its butir had one in each of the last three years."""

    rekomendasi: Rekomendasi
    sasaran: str
    tahun: int
    berulang: bool

    @property
    def terbuka(self) -> bool:
        return self.rekomendasi.status != StatusRekomendasi.SELESAI


def tahun_berulang(tahun: Iterable[int], terakhir: int) -> bool:
    """Whether each of the last BERULANG years up to `terakhir` is among `tahun`."""
    return set(range(terakhir - BERULANG + 1, terakhir + 1)) <= set(tahun)


def rekomendasi_satker(satker: Satker, periode: Periode) -> tuple[BarisRekomendasi, ...]:
    """Those of the year, and open ones of the years before. Newest year first. One statement."""
    semua = list(
        Rekomendasi.objects.filter(satker=satker, lembar__periode__tahun__lte=periode.tahun)
        .select_related("lembar__periode", "bukti__berkas", "pemilik", "ditindaklanjuti_oleh", "diputus_oleh")
        .order_by("-lembar__periode__tahun", "area", "kode_butir", "pada")
    )
    return tuple(b for b in susun_rekomendasi(semua) if b.tahun == periode.tahun or b.terbuka)


def rekomendasi_butir(satker: Satker, tahun: int, kode_butir: str, area: str) -> tuple[BarisRekomendasi, ...]:
    """What was recommended before `tahun` for this butir, and open ones for its area. One statement."""
    semua = list(
        Rekomendasi.objects.filter(satker=satker, lembar__periode__tahun__lt=tahun, kode_butir__in=[kode_butir, ""])
        .select_related("lembar__periode")
        .order_by("-lembar__periode__tahun", "pada")
    )
    baris = susun_rekomendasi(semua)
    return tuple(
        b
        for b in baris
        if (b.rekomendasi.kode_butir == kode_butir and (b.tahun == tahun - 1 or b.terbuka))
        or (not b.rekomendasi.kode_butir and b.rekomendasi.area == area and b.terbuka)
    )


def susun_rekomendasi(semua: list[Rekomendasi]) -> tuple[BarisRekomendasi, ...]:
    """Rows with their target in words; a butir repeats within its own unit."""
    tahun: dict[tuple[uuid.UUID, str], set[int]] = defaultdict(set)
    for r in semua:
        if r.kode_butir:
            tahun[r.satker_id, r.kode_butir].add(r.lembar.periode.tahun)
    return tuple(
        BarisRekomendasi(
            r,
            _sasaran(r),
            r.lembar.periode.tahun,
            bool(r.kode_butir) and _berulang(tahun[r.satker_id, r.kode_butir]),
        )
        for r in semua
    )


def _berulang(tahun: set[int]) -> bool:
    return tahun_berulang(tahun, max(tahun))


def _sasaran(r: Rekomendasi) -> str:
    """ "P5.1b", "Area 5", or the whole sheet."""
    instrumen = instrumen_untuk(r.lembar.periode.instrumen)
    if r.kode_butir:
        butir = instrumen.butir.get(r.kode_butir)
        return butir.kode_pendek if butir else r.kode_butir
    if r.area:
        return f"{r.area} {instrumen.simpul[r.area].nama}" if r.area in instrumen.simpul else r.area
    return "Umum"
