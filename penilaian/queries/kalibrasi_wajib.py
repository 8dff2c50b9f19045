"""Whether the calibration of the year must still be finished before somebody scores."""

from __future__ import annotations

from penilaian.models import AturanEvaluasi, KerjaKalibrasi, LembarKerja, SetKalibrasi
from satker.models import Periode
from satker.pelaku import Pelaku
from satker.peran import Peran

PENILAI = frozenset({Peran.TPI_ANGGOTA, Peran.TPI_KETUA})
"""Roles that score, and so answer calibration sets."""
SEBAB = "Selesaikan dulu kalibrasi tahun ini. Penilaian terbuka sesudah itu."


def wajib_kalibrasi(periode: Periode) -> bool:
    """The setting of the year; no statement where the year was loaded with its rules."""
    aturan: AturanEvaluasi | None = getattr(periode, "aturan_evaluasi", None)
    return aturan is not None and aturan.wajib_kalibrasi


def sebab_kalibrasi(pelaku: Pelaku, lembar: LembarKerja) -> str:
    """Why the person may not score yet, '' where nothing is missing. Two statements where the year asks for it.

    Any finished set of the year will do; where none is published there is nothing to finish.
    """
    if pelaku.peran not in PENILAI or not wajib_kalibrasi(lembar.periode):
        return ""
    terbit = SetKalibrasi.objects.terbit().filter(periode=lembar.periode_id)
    selesai = KerjaKalibrasi.objects.filter(set__in=terbit, user=pelaku.user, selesai_pada__isnull=False)
    return SEBAB if terbit.exists() and not selesai.exists() else ""
