"""Keeping the inbox small by the clock: what waited 30 days leaves it, and bytes nobody uses any more are removed."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from berkas.actions.arsip import sapu_arsip
from berkas.actions.buang import buang_isi_tak_terpakai
from berkas.models import UMUR_TITIPAN, HasilTitipan, Isi, Titipan
from satker.actions.jejak import catat
from satker.models import Periode, Satker

MASA_URUNG = dt.timedelta(days=1)  # bytes of a removed file stay this long, so that an undo finds them


@dataclass(frozen=True, slots=True)
class HasilBersihKotak:
    """How many waiting files ran out of time, how many contents and how many forgotten archives were removed."""

    kedaluwarsa: int
    dibuang: int
    arsip: int


def bersihkan_kotak() -> HasilBersihKotak:
    """Daily. Each satker in its own transaction, so that one failing does not stop the others' rows."""
    batas = timezone.now() - UMUR_TITIPAN
    lewat = Titipan.objects.menunggu().filter(pada__lt=batas).order_by()
    pasangan = lewat.values_list("satker", "periode").annotate(n=Count("pk")).values_list("satker", "periode")
    kedaluwarsa = sum(_kedaluwarsakan(satker, periode, batas) for satker, periode in sorted(pasangan))
    return HasilBersihKotak(kedaluwarsa, _buang_sisa(), sapu_arsip())


@transaction.atomic
def _kedaluwarsakan(satker_id: uuid.UUID, periode_id: uuid.UUID, batas: dt.datetime) -> int:
    satker, periode = Satker.objects.get(pk=satker_id), Periode.objects.get(pk=periode_id)
    lewat = Titipan.objects.menunggu().filter(satker=satker, periode=periode, pada__lt=batas)
    kunci = list(lewat.select_for_update().order_by("pk").values_list("pk", flat=True))
    jumlah = Titipan.objects.filter(pk__in=kunci).update(hasil=HasilTitipan.KEDALUWARSA, hasil_pada=timezone.now())
    if jumlah:
        catat(
            oleh=None,
            satker=satker,
            periode=periode,
            aksi="kedaluwarsa_titipan",
            objek=f"satker:{satker.pk}",
            sesudah={"jumlah": jumlah},
        )
    return jumlah


def _buang_sisa() -> int:
    """Contents of items that left the inbox unsaved before MASA_URUNG. Used ones are passed over by the action."""
    keluar = Titipan.objects.filter(
        hasil__in=[HasilTitipan.LEWATI, HasilTitipan.KEDALUWARSA], hasil_pada__lt=timezone.now() - MASA_URUNG
    )
    sisa = Isi.objects.filter(dibuang_pada=None, pk__in=keluar.values("isi"), versi=None)
    menurut_satker: dict[uuid.UUID, list[Isi]] = {}
    for isi in sisa.order_by("satker", "pk"):
        menurut_satker.setdefault(isi.satker_id, []).append(isi)
    return sum(len(buang_isi_tak_terpakai(Satker.objects.get(pk=pk), daftar)) for pk, daftar in menurut_satker.items())
