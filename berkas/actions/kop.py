"""The letterhead picture of an instansi."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from berkas import pesan
from berkas.actions.hasil import DitolakError
from berkas.actions.isi import simpan_isi
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.models import KopInstansi
from berkas.penyimpanan import Kiriman
from berkas.periksa.putusan import Alasan, Putusan
from satker.actions.jejak import catat
from satker.models import Satker
from satker.pelaku import Pelaku

KOP_MEDIA = ("image/png", "image/jpeg")
KOP_MAKS = 1024 * 1024  # bytes; it travels inside the HTML of every document


@transaction.atomic
def ganti_kop(*, oleh: Pelaku, instansi: Satker, kiriman: Kiriman, putusan: Putusan) -> KopInstansi:
    """A checked picture becomes the letterhead of documents made from now on; those issued keep theirs.

    Raises DitolakError (no PNG or JPG, or too large), KuotaPenuhError and PenyimpananPenuhError.
    """
    if putusan.media not in KOP_MEDIA:
        raise DitolakError(Alasan.TIPE, pesan.KOP_TIPE.format(nama=kiriman.nama))
    if kiriman.ukuran > KOP_MAKS:
        raise DitolakError(Alasan.TERLALU_BESAR, pesan.KOP_BESAR.format(nama=kiriman.nama))
    kunci_pemakaian(instansi)
    isi = simpan_isi(satker=instansi, kiriman=kiriman, putusan=putusan, oleh=oleh, bukti=False)
    lama = KopInstansi.objects.select_for_update().filter(satker=instansi, dilepas_pada=None).first()
    if lama is not None and lama.isi_id == isi.pk:
        return lama
    _lepas(lama, oleh)
    kop = KopInstansi.objects.create(satker=instansi, isi=isi, oleh=oleh.user, pada=timezone.now())
    catat(
        oleh=oleh,
        satker=instansi,
        aksi="ganti_kop",
        objek=f"kop:{kop.pk}",
        sesudah={"berkas": kiriman.nama, "sha256": isi.sha256},
    )
    return kop


@transaction.atomic
def lepas_kop(*, oleh: Pelaku, instansi: Satker) -> bool:
    """Back to the text letterhead. Whether there was a picture."""
    lama = KopInstansi.objects.select_for_update().filter(satker=instansi, dilepas_pada=None).first()
    _lepas(lama, oleh)
    if lama is not None:
        catat(oleh=oleh, satker=instansi, aksi="lepas_kop", objek=f"kop:{lama.pk}")
    return lama is not None


def _lepas(kop: KopInstansi | None, oleh: Pelaku) -> None:
    if kop is not None:
        kop.dilepas_pada, kop.dilepas_oleh = timezone.now(), oleh.user
        kop.save(update_fields=["dilepas_pada", "dilepas_oleh"])
