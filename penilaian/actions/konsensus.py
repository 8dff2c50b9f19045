"""Taking over what the members gave alike, many butir at once, each through the one door of scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from penilaian.actions.alur import kunci_alur
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.models import Lapisan, LembarKerja
from penilaian.queries.konsensus import halaman_konsensus
from satker.actions.jejak import catat
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class HasilAmbil:
    """`diambil`: butir that are settled now; `berubah`: butir that changed after the preview and were left alone."""

    diambil: int
    berubah: int


@transaction.atomic
def ambil_yang_sama(*, oleh: Pelaku, lembar: LembarKerja, tanda: Iterable[str]) -> HasilAmbil:
    """Settle the butir of the preview (`tanda` of its rows) that are still exactly as shown there.

    Raises what simpan_nilai raises; then nothing is saved.
    """
    kunci_alur(lembar)
    diminta = set(tanda)
    ambil = [b for b in halaman_konsensus(lembar).dapat_diambil if b.tanda in diminta]
    for b in ambil:
        simpan_nilai(
            oleh=oleh,
            lembar=lembar,
            butir=b.butir,
            lapisan=Lapisan.TPI,
            isi=b.usul,
            catatan=b.catatan_usul,
            versi_dasar=b.versi,
        )
    if ambil:
        catat(
            oleh=oleh,
            satker=lembar.satker,
            periode=lembar.periode,
            aksi="ambil_nilai_sama",
            objek=f"lembar:{lembar.pk}",
            sesudah={"soal": len(ambil)},
        )
    return HasilAmbil(len(ambil), len(diminta) - len(ambil))
