"""Files of the inspectorate: checked like every upload, kept under the instansi, in nobody's library."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from berkas import pesan
from berkas.actions.hasil import DitolakError
from berkas.actions.isi import simpan_isi
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Alasan, Putusan
from penilaian.models import LampiranInspektorat
from satker.models import Satker
from satker.pelaku import Pelaku


@transaction.atomic
def simpan_lampiran(*, oleh: Pelaku, instansi: Satker, kiriman: Kiriman, putusan: Putusan) -> LampiranInspektorat:
    """A checked PDF becomes a file that no page of the library lists: no preview, no search, no likeness.

    The caller writes the audit row. Raises DitolakError (no PDF), KuotaPenuhError, PenyimpananPenuhError.
    """
    if putusan.media != "application/pdf":
        raise DitolakError(Alasan.TIPE, pesan.HANYA_PDF.format(nama=kiriman.nama))
    isi = simpan_isi(satker=instansi, kiriman=kiriman, putusan=putusan, oleh=oleh, bukti=False)
    return LampiranInspektorat.objects.create(
        satker=instansi, isi=isi, nama_kirim=kiriman.nama, oleh=oleh.user, pada=timezone.now()
    )
