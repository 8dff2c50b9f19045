"""Butir of a sending that went back to the satker, as the satker reads them: reason and what to do."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from penilaian.izin import BUKA_BUTIR
from penilaian.models import ButirPengajuan, LembarKerja, Pengajuan, StatusButir
from penilaian.queries.alur import keadaan_termuat


@dataclass(frozen=True, slots=True)
class ButirKembali:
    """One returned butir. `ke`: which sending of it was read; `isi` what was sent then."""

    id: uuid.UUID
    kode_butir: str
    alasan: str
    ke: int
    tenggat: dt.datetime | None


@dataclass(frozen=True, slots=True)
class RingkasKembali:
    """Counts for the page Kirim LKE: waiting for the satker, and sent again."""

    perlu: Mapping[str, ButirKembali]
    diperbaiki: int

    @property
    def jumlah(self) -> int:
        return len(self.perlu)


def butir_kembali(lembar: LembarKerja | None) -> Mapping[str, ButirKembali]:
    """Canonical code → returned butir of the newest sending; empty while the satker cannot answer. One SQL statement.

    What a team prepares during the evaluation is not shown before it asks for the repair.
    """
    return {k.kode_butir: k for k, status in _baris(lembar) if status == StatusButir.PERLU_PERBAIKAN}


def ringkas_kembali(lembar: LembarKerja | None) -> RingkasKembali:
    """One SQL statement."""
    baris = _baris(lembar)
    perlu = {k.kode_butir: k for k, status in baris if status == StatusButir.PERLU_PERBAIKAN}
    return RingkasKembali(perlu, len(baris) - len(perlu))


def _menunggu_satker(lembar: LembarKerja) -> bool:
    """False only where the state was read together with the sheet and returns nothing to the satker: saves a query."""
    kini = keadaan_termuat(lembar)
    return kini is None or kini.keadaan in BUKA_BUTIR


def _baris(lembar: LembarKerja | None) -> list[tuple[ButirKembali, str]]:
    if lembar is None or not _menunggu_satker(lembar):
        return []
    terakhir = Pengajuan.objects.filter(lembar=lembar).order_by("-nomor").values("pk")[:1]
    baris = ButirPengajuan.objects.filter(
        satker=lembar.satker_id,
        pengajuan__in=terakhir,
        status__in=[StatusButir.PERLU_PERBAIKAN, StatusButir.DIPERBAIKI],
        pengajuan__lembar__alur__keadaan__in=BUKA_BUTIR,
    )
    kolom = ("pk", "kode_butir", "alasan", "ke", "pengajuan__lembar__alur__tenggat", "status")
    return [(ButirKembali(*isi[:-1]), isi[-1]) for isi in baris.order_by("kode_butir").values_list(*kolom)]
