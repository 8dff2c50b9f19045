"""The inbox: files that wait to be told which question they belong to."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from berkas.actions.isi import simpan_isi
from berkas.models import Titipan, nama_tampak
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@transaction.atomic
def simpan_titipan(
    *, oleh: Pelaku, satker: Satker, periode: Periode, kiriman: Kiriman, putusan: Putusan, folder: str = ""
) -> Titipan:
    """Store checked bytes in the inbox. The same bytes waiting there already (same person, year and name) are returned
    instead of a second row, so that a retry after a lost answer does no harm.

    Raises KuotaPenuhError and PenyimpananPenuhError; the waiting file stays the caller's to remove.
    """
    isi = simpan_isi(satker=satker, kiriman=kiriman, putusan=putusan)
    sudah = Titipan.objects.menunggu().filter(
        satker=satker, periode=periode, isi=isi, oleh=oleh.user, nama_kirim=kiriman.nama, folder=folder[:400]
    )
    if titipan := sudah.first():
        return titipan
    titipan = Titipan.objects.create(
        satker=satker,
        periode=periode,
        isi=isi,
        nama_kirim=kiriman.nama,
        folder=folder[:400],
        jumlah_halaman=putusan.halaman,
        oleh=oleh.user,
        pada=timezone.now(),
    )
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi="titip_berkas",
        objek=f"titipan:{titipan.pk}",
        sesudah=nama_tampak(titipan.nama_kirim, isi) | {"sha256": isi.sha256, "ukuran": isi.ukuran},
    )
    return titipan
