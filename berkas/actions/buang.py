"""Removing bytes that nothing uses any more. Rows stay as history: what it was, who sent it, its hash."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from berkas.actions.isi import kunci_pemakaian
from berkas.models import Isi, Olahan, Titipan, VersiBerkas, kunci_turunan
from satker.models import Satker


@transaction.atomic
def buang_isi_tak_terpakai(satker: Satker, isi: Iterable[Isi]) -> list[Isi]:
    """Remove the bytes of those `isi` that no version and no waiting inbox item uses; what was derived goes too.

    Everything happens under the usage lock, the files last: an upload of the same bytes comes wholly before (they are
    used then) or wholly after (it stores them anew). A crash before the commit leaves rows that count bytes which are
    gone, but nobody uses those and the next run finds them again; no file is ever left without being counted.
    Returns what was removed.
    """
    pemakaian = kunci_pemakaian(satker)
    calon = Isi.objects.select_for_update().filter(satker=satker, pk__in=[i.pk for i in isi], dibuang_pada=None)
    dibuang = [i for i in calon.order_by("pk") if not _terpakai(i)]
    if not dibuang:
        return []
    for satu in dibuang:
        satu.dibuang_pada = timezone.now()
        satu.save(update_fields=["dibuang_pada"])
    pemakaian.bita -= sum(i.ukuran for i in dibuang)
    pemakaian.jumlah -= len(dibuang)
    pemakaian.save(update_fields=["bita", "jumlah"])
    Olahan.objects.filter(satker=satker, isi__in=dibuang).delete()
    for satu in dibuang:
        _hapus(satu)
    return dibuang


def _terpakai(isi: Isi) -> bool:
    """By any version, also of a document in the trash (it can come back), or by an item that waits in the inbox."""
    versi = VersiBerkas.objects.filter(satker=isi.satker_id, isi=isi)
    return versi.exists() or Titipan.objects.menunggu().filter(satker=isi.satker_id, isi=isi).exists()


def _hapus(isi: Isi) -> None:
    default_storage.delete(isi.kunci)
    folder = kunci_turunan(isi.satker_id, isi.sha256)
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for nama in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{nama}")
