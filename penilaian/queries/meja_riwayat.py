"""The history of one score, for the comparison after a conflict."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from instrumen.pohon.tipe import Butir
from penilaian.models import Jawaban, RiwayatJawaban
from penilaian.queries.butir import jawaban_singkat


@dataclass(frozen=True, slots=True)
class VersiNilai:
    """One save of a score, newest first in a list."""

    versi: int
    oleh: str
    pada: dt.datetime
    singkat: str
    catatan: str


def versi_nilai(butir: Butir, jawaban: Jawaban | None) -> tuple[VersiNilai, ...]:
    """Every version of a score. One query."""
    if jawaban is None:
        return ()
    lama = RiwayatJawaban.objects.filter(jawaban=jawaban).select_related("oleh").order_by("-versi")
    semua: list[Jawaban | RiwayatJawaban] = [jawaban, *lama]
    return tuple(VersiNilai(j.versi, j.oleh.nama, j.pada, jawaban_singkat(butir, j.isi), j.uraian) for j in semua)
