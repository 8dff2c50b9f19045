"""Removing bytes that nothing uses any more. Rows stay as history: what it was, who sent it, its hash."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from berkas.actions.pemakaian import kunci_pemakaian
from berkas.models import (
    DokumenTerbit,
    Isi,
    KopInstansi,
    Olahan,
    Pemakaian,
    SalinanTersamar,
    Sematan,
    TandaTanganBasah,
    Titipan,
    VersiBerkas,
    kunci_turunan,
)
from satker.models import Satker

REGISTER = (DokumenTerbit, TandaTanganBasah, KopInstansi)


@transaction.atomic
def buang_isi_tak_terpakai(satker: Satker, isi: Iterable[Isi]) -> list[Isi]:
    """Remove the bytes of those `isi` that no document (outside the emptied trash) and no waiting inbox item uses.

    Under the usage lock, so an upload of the same bytes comes before or after, never between. The derived text goes
    too. Files are deleted when the transaction is final; a crash between leaves a file that is counted nowhere and
    comes back into use when the same bytes are sent again. Returns what was removed.
    """
    kunci_pemakaian(satker)
    calon = Isi.objects.select_for_update().filter(satker=satker, pk__in=[i.pk for i in isi], dibuang_pada=None)
    dibuang = [i for i in calon.order_by("pk") if not _terpakai(i)]
    for satu in dibuang:
        satu.dibuang_pada = timezone.now()
        satu.save(update_fields=["dibuang_pada"])
        Pemakaian.objects.filter(satker=satker).update(bita=F("bita") - satu.ukuran, jumlah=F("jumlah") - 1)
    Olahan.objects.filter(satker=satker, isi__in=dibuang).delete()
    for satu in dibuang:
        transaction.on_commit(partial(_hapus, satu))
    return dibuang


def _terpakai(isi: Isi) -> bool:
    """By a document that is not emptied (also one in the trash that can come back), as a version or as its redacted
    copy, by the inbox, pinned by a sending, or by the register of issued documents, which keeps its bytes."""
    dokumen = VersiBerkas.objects.filter(satker=isi.satker_id, isi=isi, berkas__dikosongkan_pada__isnull=True)
    salinan = SalinanTersamar.objects.filter(
        satker=isi.satker_id, isi=isi, versi__berkas__dikosongkan_pada__isnull=True
    )
    titipan = Titipan.objects.menunggu().filter(satker=isi.satker_id, isi=isi)
    tersemat = Sematan.objects.filter(satker=isi.satker_id, versi__isi=isi)
    if dokumen.exists() or salinan.exists() or titipan.exists() or tersemat.exists():
        return True
    return any(m.objects.filter(satker=isi.satker_id, isi=isi).exists() for m in REGISTER)


def _hapus(isi: Isi) -> None:
    """File and derived folder, unless the bytes were sent again meanwhile."""
    with transaction.atomic():
        kunci_pemakaian(isi.satker)
        if Isi.objects.filter(pk=isi.pk, dibuang_pada=None).exists():
            return
        default_storage.delete(isi.kunci)
        folder = kunci_turunan(isi.satker_id, isi.sha256)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            for nama in default_storage.listdir(folder)[1]:
                default_storage.delete(f"{folder}/{nama}")
