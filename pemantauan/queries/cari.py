"""The search box: a question code, words of a question, a unit, a document (ux §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from berkas.queries.cari import BerkasCocok, cari_berkas
from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from satker.peran import TIM_SATKER
from satker.queries.pantau import SatkerCocok, cari_satker
from satker.queries.waktu import daftar_periode

if TYPE_CHECKING:
    from satker.models import Periode
    from satker.pelaku import Pelaku

BATAS = 30
HURUF_KATA = 3
"""Fewer letters than this find too many questions to be of use."""
_TANPA_ASPEK = re.compile(r"\s*([0-9][0-9.]*[0-9][a-z]|[0-9][a-z])\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HasilCari:
    """What was found in one year. `sendiri`: the reader answers a sheet, so a code opens its own question."""

    q: str
    periode: Periode | None
    tahun: tuple[int, ...]
    sendiri: bool
    tepat: Butir | None
    butir: tuple[Butir, ...]
    satker: tuple[SatkerCocok, ...]
    berkas: tuple[BerkasCocok, ...]

    @property
    def kosong(self) -> bool:
        return not (self.tepat or self.butir or self.satker or self.berkas)


def cari(pelaku: Pelaku, q: str, tahun: int | None) -> HasilCari:
    """Three statements: years, units, documents. An unknown year means the running one.

    A code without its aspect letter is only a suggestion (decisions §2): both readings are listed, none is opened.
    """
    semua = list(daftar_periode(pelaku.unit))
    periode = next((p for p in semua if p.tahun == tahun), None) or _berjalan(semua)
    instrumen = instrumen_untuk(periode.instrumen) if periode else None
    tepat = instrumen.cari(q) if instrumen and q else None
    sendiri = pelaku.peran in TIM_SATKER and pelaku.unit.dinilai
    return HasilCari(
        q=q,
        periode=periode,
        tahun=tuple(p.tahun for p in semua),
        sendiri=sendiri,
        tepat=tepat,
        butir=_butir(instrumen, q) if instrumen and not tepat else (),
        satker=cari_satker(pelaku, q, BATAS, semua=tepat is not None),
        berkas=cari_berkas(pelaku, q, BATAS),
    )


def _berjalan(semua: list[Periode]) -> Periode | None:
    tahun = timezone.localdate().year
    return next((p for p in semua if p.tahun <= tahun), None)


def _butir(instrumen: Instrumen, q: str) -> tuple[Butir, ...]:
    if cocok := _TANPA_ASPEK.fullmatch(q):
        return tuple(b for huruf in "PRH" if (b := instrumen.cari(huruf + cocok[1])))
    kata = q.lower().split()
    if len(q) < HURUF_KATA:
        return ()
    return tuple(b for b in instrumen.butir.values() if all(k in b.teks.lower() for k in kata))[:BATAS]
