"""The filed decree of an evaluator team."""

from __future__ import annotations

from django.db import transaction

from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Putusan
from penilaian.actions.berkas_inspektorat import simpan_lampiran
from penilaian.models import LampiranInspektorat, Tim
from satker.actions.jejak import catat
from satker.pelaku import Pelaku


@transaction.atomic
def unggah_sk_tim(*, oleh: Pelaku, tim: Tim, kiriman: Kiriman, putusan: Putusan) -> LampiranInspektorat:
    """File the decree itself, a PDF; a second one takes the place of the first, which stays stored.

    Raises the errors of simpan_lampiran.
    """
    tim = Tim.objects.select_for_update(of=("self",)).select_related("periode__instansi").get(pk=tim.pk)
    lampiran = simpan_lampiran(oleh=oleh, instansi=tim.periode.instansi, kiriman=kiriman, putusan=putusan)
    tim.berkas_sk = lampiran
    tim.save(update_fields=["berkas_sk"])
    catat(
        oleh=oleh,
        satker=tim.periode.instansi,
        periode=tim.periode,
        aksi="unggah_sk_tim",
        objek=f"tim:{tim.pk}",
        sesudah={"tim": tim.nama, "berkas": lampiran.nama_kirim, "sha256": lampiran.isi.sha256},
    )
    return lampiran
