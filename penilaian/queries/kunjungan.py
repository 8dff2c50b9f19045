"""The checklist of the next visit: what is still open at each unit of a region, the most points first."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from instrumen.queries import instrumen_untuk
from penilaian.models import Potret, Rekomendasi
from penilaian.queries.daftar_administrasi import potret_kunci
from penilaian.queries.rekomendasi import BarisRekomendasi, susun_rekomendasi
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class BarisKunjungan:
    """One open recommendation. `poin`: still to be won where it points, by the team's last locked copy of its year."""

    baris: BarisRekomendasi
    poin: Fraction


@dataclass(frozen=True, slots=True)
class SatkerKunjungan:
    satker: Satker
    baris: tuple[BarisKunjungan, ...]
    poin: Fraction


def daftar_kunjungan(
    pelaku: Pelaku, periode: Periode, *, sumber: str = "", kode: str = ""
) -> tuple[SatkerKunjungan, ...]:
    """Open recommendations up to the year at the units the actor sees; units with the most points first. Two
    statements for any number of units."""
    semua = Rekomendasi.objects.terlihat_oleh(pelaku).filter(lembar__periode__tahun__lte=periode.tahun)
    semua = semua.filter(satker__kode__iexact=kode) if kode else semua
    terkait = ("satker", "lembar__periode", "pemilik")
    baris = susun_rekomendasi(list(semua.select_related(*terkait).order_by("-lembar__periode__tahun", "pada")))
    buka = [b for b in baris if b.terbuka and sumber in ("", b.rekomendasi.sumber)]
    potret = potret_kunci(list({b.rekomendasi.lembar_id for b in buka}))
    hasil: dict[uuid.UUID, list[BarisKunjungan]] = defaultdict(list)
    unit: dict[uuid.UUID, Satker] = {}
    for b in buka:
        unit[b.rekomendasi.satker_id] = b.rekomendasi.satker
        hasil[b.rekomendasi.satker_id].append(BarisKunjungan(b, _poin(b.rekomendasi, potret)))
    susunan = [_satker(unit[pk], isi) for pk, isi in hasil.items()]
    return tuple(sorted(susunan, key=lambda s: (-s.poin, s.satker.kode)))


def _satker(satker: Satker, isi: list[BarisKunjungan]) -> SatkerKunjungan:
    """The points of a butir count once, however many recommendations point to it."""
    urut = sorted(isi, key=lambda b: (-b.poin, b.baris.sasaran))
    sasaran = {b.baris.sasaran: b.poin for b in isi}
    return SatkerKunjungan(satker, tuple(urut), sum(sasaran.values(), Fraction(0)))


def _poin(r: Rekomendasi, potret: Mapping[uuid.UUID, Potret]) -> Fraction:
    """Weight minus what was given; the whole weight where nothing is locked; nothing for the whole sheet."""
    instrumen, beku = instrumen_untuk(r.lembar.periode.instrumen), potret.get(r.lembar_id)
    if r.kode_butir in instrumen.butir:
        ada = beku.pohon["butir"].get(r.kode_butir, "0") if beku else "0"
        return max(Fraction(0), instrumen.butir[r.kode_butir].bobot_efektif - Fraction(ada))
    if not r.kode_butir and r.area in instrumen.simpul:
        ada = beku.pohon["simpul"].get(r.area, "0") if beku else "0"
        return max(Fraction(0), instrumen.simpul[r.area].bobot - Fraction(ada))
    return Fraction(0)
