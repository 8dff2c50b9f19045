"""Filing a document for a higher room: checked like any upload, pinned at once, under no question of the LKE."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from berkas.actions.isi import simpan_isi
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.actions.unggah import berkas_baru
from berkas.models import Sematan, VersiBerkas
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from satker.models import Satker
from satker.pelaku import Pelaku


@transaction.atomic
def simpan_dokumen(
    *,
    oleh: Pelaku,
    satker: Satker,
    kiriman: Kiriman,
    putusan: Putusan,
    sebab: str,
    tanggal_dokumen: dt.date | None = None,
) -> VersiBerkas:
    """Store checked bytes as a new document. `sebab` says what it belongs to; while it does, it is never deleted.

    Writes no audit row: the caller's action does. Raises KuotaPenuhError, PenyimpananPenuhError, DitolakError.
    """
    kunci_pemakaian(satker)
    isi = simpan_isi(satker=satker, kiriman=kiriman, putusan=putusan, oleh=oleh)
    versi = berkas_baru(
        oleh=oleh,
        satker=satker,
        isi=isi,
        nama=kiriman.nama,
        halaman=putusan.halaman,
        tanggal_dokumen=tanggal_dokumen,
    )
    Sematan.objects.create(satker=satker, versi=versi, sebab=sebab[:120], pada=timezone.now())
    return versi
