"""Pinning evidence for a sending (decisions §6: locks are pushed down by the higher room's actions)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from berkas.models import PutusanVersi, Sematan, VersiBerkas
from berkas.queries.tersemat import calon_sematan
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
    calon = calon_sematan(satker, periode, kode_butir)
    _sematkan(satker, {c.versi.pk: c.versi for c in calon}.values(), sebab)
    return tuple(BuktiTersemat(c.kode_butir, c.bukti_id, c.versi.pk, c.versi.isi.sha256) for c in calon)


@transaction.atomic
def kunci_versi(*, satker: Satker, versi: Iterable[VersiBerkas], sebab: str) -> None:
    """Pin versions that were named one by one."""
    _sematkan(satker, versi, sebab)


def _sematkan(satker: Satker, versi: Iterable[VersiBerkas], sebab: str) -> None:
    sekarang = timezone.now()
    Sematan.objects.bulk_create(
        (Sematan(satker=satker, versi=v, sebab=sebab, pada=sekarang) for v in versi), ignore_conflicts=True
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
    _sematkan(satker, hasil, sebab)
    return hasil
