"""A file that belongs to a record of a higher room (a letter, a decree): checked like any, pinned, no evidence."""

from __future__ import annotations

from django.db import transaction

from berkas.actions.dokumen import simpan_dokumen
from berkas.actions.indeks import segarkan_indeks
from berkas.models import Pembatasan, VersiBerkas
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from satker.models import Satker
from satker.pelaku import Pelaku


@transaction.atomic
def simpan_lampiran(
    *, oleh: Pelaku, satker: Satker, kiriman: Kiriman, putusan: Putusan, sebab: str, judul: str
) -> VersiBerkas:
    """Store checked bytes as a new document of the unit, kept for the unit and evaluators, and pin it for `sebab`.

    Writes no audit row: the caller's action does. Raises KuotaPenuhError, PenyimpananPenuhError, DitolakError.
    """
    versi = simpan_dokumen(oleh=oleh, satker=satker, kiriman=kiriman, putusan=putusan, sebab=sebab)
    versi.berkas.judul, versi.berkas.pembatasan = judul[:200], Pembatasan.PENILAI
    versi.berkas.save(update_fields=["judul", "pembatasan"])
    segarkan_indeks([versi.berkas_id])
    return versi
