"""A file that belongs to a record of a higher room (a letter, a decree): checked like any, pinned, no evidence."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from berkas.actions.indeks import segarkan_indeks
from berkas.actions.isi import simpan_isi
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.actions.unggah import berkas_baru
from berkas.models import Pembatasan, Sematan, VersiBerkas
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
    kunci_pemakaian(satker)
    isi = simpan_isi(satker=satker, kiriman=kiriman, putusan=putusan, oleh=oleh)
    versi = berkas_baru(oleh=oleh, satker=satker, isi=isi, nama=kiriman.nama, halaman=putusan.halaman)
    versi.berkas.judul, versi.berkas.pembatasan = judul[:200], Pembatasan.PENILAI
    versi.berkas.save(update_fields=["judul", "pembatasan"])
    Sematan.objects.create(satker=satker, versi=versi, sebab=sebab[:120], pada=timezone.now())
    segarkan_indeks([versi.berkas_id])
    return versi
