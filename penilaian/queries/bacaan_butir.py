"""The pinned files of a butir or of a whole sheet, with verdicts and reading, as pages show them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.models import LembarKerja
from penilaian.queries.bacaan import (
    BacaanBerkas,
    PutusanBerkasIni,
    Sematan,
    keadaan_baca,
    putusan_bukti,
    sematan_kini,
)
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class BerkasDinilai:
    """One file on the evaluator's page. `saya` None: not opened yet."""

    sematan: Sematan
    putusan: PutusanBerkasIni | None
    saya: BacaanBerkas | None
    lain: tuple[BacaanBerkas, ...]

    @property
    def nomor(self) -> int:
        return self.putusan.nomor if self.putusan else 0


def berkas_butir(pelaku: Pelaku, lembar: LembarKerja, kode: str) -> tuple[BerkasDinilai, ...]:
    """The pinned files of one butir for a member of the team. Five statements."""
    sematan = tuple(s for s in sematan_kini(lembar) if s.kode_butir == kode)
    putusan = putusan_bukti(pelaku, lembar)
    log = keadaan_baca(pelaku, lembar, sematan).berkas
    hasil = []
    for s in sematan:
        baca = log.get(s.versi_id, ())
        hasil.append(
            BerkasDinilai(
                s,
                putusan.get((s.bukti_id, s.versi_id)),
                next((b for b in baca if b.penilai_id == pelaku.user.pk), None),
                tuple(b for b in baca if b.penilai_id != pelaku.user.pk),
            )
        )
    return tuple(hasil)


@dataclass(frozen=True, slots=True)
class ButirDiputus:
    butir: Butir
    berkas: tuple[tuple[Sematan, PutusanBerkasIni | None], ...]


@dataclass(frozen=True, slots=True)
class AreaDiputus:
    kode: str
    nama: str
    butir: tuple[ButirDiputus, ...]


def daftar_putusan(
    lembar: LembarKerja, putusan: Mapping[tuple[uuid.UUID, uuid.UUID], PutusanBerkasIni]
) -> tuple[AreaDiputus, ...]:
    """Files with a verdict the reader may know, by area and butir. Three statements."""
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    per_butir: dict[str, list[tuple[Sematan, PutusanBerkasIni | None]]] = {}
    for s in sematan_kini(lembar):
        if (s.bukti_id, s.versi_id) in putusan:
            per_butir.setdefault(s.kode_butir, []).append((s, putusan[s.bukti_id, s.versi_id]))
    hasil = []
    for simpul in (*instrumen.area, *instrumen.area_hasil):
        butir = tuple(
            ButirDiputus(b, tuple(per_butir[b.kode])) for b in instrumen.butir_di(simpul.kode) if b.kode in per_butir
        )
        if butir:
            hasil.append(AreaDiputus(simpul.kode, simpul.nama, butir))
    return tuple(hasil)
