"""Pinning evidence for a sending (decisions §6: locks are pushed down by the higher room's actions)."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from berkas.models import Bukti, PutusanVersi, Sematan, VersiBerkas
from satker.models import Periode, Satker


@dataclass(frozen=True, slots=True)
class BuktiTersemat:
    """One pinned file of a butir."""

    kode_butir: str
    bukti_id: uuid.UUID
    versi_id: uuid.UUID
    sha256: str


@transaction.atomic
def kunci_bukti(
    *, satker: Satker, periode: Periode, sebab: str, kode_butir: str | None = None
) -> tuple[BuktiTersemat, ...]:
    """Pin the counting version of every file linked to the butir of a year (or to one butir) and say which they are.

    Only files that passed all checks are pinned: the others nobody but the satker has seen.
    """
    bukti = Bukti.objects.aktif().filter(satker=satker, periode=periode)
    if kode_butir is not None:
        bukti = bukti.filter(kode_butir=kode_butir)
    pasangan = list(bukti.order_by("kode_butir", "pada", "pk").values_list("kode_butir", "pk", "berkas_id"))
    versi = {
        v.berkas_id: v
        for v in VersiBerkas.objects.filter(
            satker=satker, putusan=PutusanVersi.LOLOS, berkas__in={b for _, _, b in pasangan}
        )
        .terkini()
        .select_related("isi")
    }
    sekarang = timezone.now()
    Sematan.objects.bulk_create(
        (Sematan(satker=satker, versi=v, sebab=sebab, pada=sekarang) for v in versi.values()), ignore_conflicts=True
    )
    return tuple(
        BuktiTersemat(kode, bukti_id, versi[berkas].pk, versi[berkas].isi.sha256)
        for kode, bukti_id, berkas in pasangan
        if berkas in versi
    )


@transaction.atomic
def kunci_berkas(*, satker: Satker, berkas: Collection[uuid.UUID], sebab: str) -> tuple[VersiBerkas, ...]:
    """Pin the counting version of documents named one by one (an answer to an incident names them, no butir does).

    Only versions that passed all checks, and none from the trash; what is missing is left out.
    """
    versi = VersiBerkas.objects.filter(
        satker=satker, putusan=PutusanVersi.LOLOS, berkas__in=berkas, berkas__dihapus_pada=None
    ).terkini()
    hasil = tuple(versi.order_by("pada", "pk"))
    sekarang = timezone.now()
    Sematan.objects.bulk_create(
        (Sematan(satker=satker, versi=v, sebab=sebab, pada=sekarang) for v in hasil), ignore_conflicts=True
    )
    return hasil
