"""The rules of a year for evaluation, set by the inspectorate for all satkers alike."""

from __future__ import annotations

from django.db import transaction

from penilaian.models import AturanEvaluasi
from satker.actions.jejak import catat
from satker.models import Periode
from satker.pelaku import Pelaku

KOLOM = (
    "pakai_pendahuluan",
    "cek_pradesk",
    "hari_perbaikan",
    "hari_tanggapan",
    "hari_sanggah",
    "hari_rekomendasi",
    "hari_insiden",
    "sampel_persen",
    "wajib_kalibrasi",
)


@transaction.atomic
def atur_evaluasi(*, oleh: Pelaku, periode: Periode, isi: dict[str, bool | int], alasan: str) -> bool:
    """Write the rules; running deadlines stay as they are. Returns whether anything changed."""
    Periode.objects.select_for_update().get(pk=periode.pk)
    aturan = AturanEvaluasi.objects.filter(periode=periode).first() or AturanEvaluasi(periode=periode)
    sebelum = {k: getattr(aturan, k) for k in KOLOM}
    sesudah = {k: isi[k] for k in KOLOM}
    if sebelum == sesudah:
        return False
    for kolom, nilai in sesudah.items():
        setattr(aturan, kolom, nilai)
    aturan.save()
    beda = [k for k in KOLOM if sebelum[k] != sesudah[k]]
    catat(
        oleh=oleh,
        satker=periode.instansi,
        periode=periode,
        aksi="atur_evaluasi",
        objek=f"periode:{periode.pk}",
        sebelum={k: sebelum[k] for k in beda},
        sesudah={k: sesudah[k] for k in beda},
        alasan=alasan,
    )
    return True
