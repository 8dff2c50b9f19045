"""Freezing a layer at an event: what people outside its team read, and what a document is written from."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from instrumen.queries import instrumen_untuk
from penilaian.actions.ringkasan import susun_angka
from penilaian.models import Jawaban, Lapisan, LembarKerja, Pengajuan, Peristiwa, Potret
from penilaian.queries.nilai import jawaban_lembar, nilai_lembar
from penilaian.skor.hitung import HasilSkor, ke_desimal
from satker.pelaku import Pelaku


@transaction.atomic
def ambil_potret(
    *, oleh: Pelaku, lembar: LembarKerja, lapisan: str, peristiwa: Peristiwa, pengajuan: Pengajuan | None
) -> Potret:
    """Write the answers and the whole result of a layer once more, immutable. The caller holds the sheet's lock.

    The layer satker is frozen from the sending, where there is one, not from the open sheet.
    """
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    if lapisan == Lapisan.SATKER and pengajuan:
        jawaban = {
            b.kode_butir: Jawaban(kode_butir=b.kode_butir, isi=b.isi, uraian=b.uraian, versi=b.versi_jawaban)
            for b in pengajuan.butir.all()
        }
    else:
        jawaban = jawaban_lembar(lembar, lapisan)
    hasil = nilai_lembar(lembar, instrumen, jawaban)
    terakhir = Potret.objects.filter(lembar=lembar, lapisan=lapisan, peristiwa=peristiwa).aggregate(n=Max("nomor"))["n"]
    return Potret.objects.create(
        satker_id=lembar.satker_id,
        lembar=lembar,
        pengajuan=pengajuan,
        lapisan=lapisan,
        peristiwa=peristiwa,
        nomor=(terakhir or 0) + 1,
        jawaban={k: {"isi": j.isi, "catatan": j.uraian, "versi": j.versi} for k, j in sorted(jawaban.items())},
        pohon=susun_pohon(hasil),
        oleh=oleh.user,
        pada=timezone.now(),
        **susun_angka(instrumen, hasil),
    )


def susun_pohon(hasil: HasilSkor) -> dict[str, Any]:
    """Points of every node and butir as text with 12 places, as they leave the engine."""
    return {
        "simpul": {kode: str(ke_desimal(s.nilai)) for kode, s in hasil.simpul.items()},
        "butir": {kode: str(ke_desimal(b.poin)) for kode, b in hasil.butir.items()},
    }
