"""The trash: documents taken out of use can come back for some days; then their bytes go and the rows stay."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from berkas.actions.buang import buang_isi_tak_terpakai
from berkas.actions.hasil import KeadaanBerubahError
from berkas.actions.indeks import segarkan_indeks
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.models import Berkas, Isi, SalinanTersamar, Sematan
from berkas.models.berkas import BerkasQuerySet
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

_SEKALI = 200


@dataclass(frozen=True, slots=True)
class HasilKosong:
    """How many documents were emptied, and how many stored files went with them."""

    berkas: int
    isi: int


@transaction.atomic
def buang_berkas(*, oleh: Pelaku, satker: Satker, periode: Periode, berkas: Sequence[Berkas]) -> list[Berkas]:
    """Move documents to the trash: they vanish from every question that uses them. One audit row each.

    Those already there are left out. Returns the moved ones.
    """
    kini = list(
        Berkas.objects.ada().filter(satker=satker, pk__in=[b.pk for b in berkas]).select_for_update().order_by("pk")
    )
    sekarang = timezone.now()
    for b in kini:
        b.dihapus_pada, b.dihapus_oleh = sekarang, oleh.user
        b.save(update_fields=["dihapus_pada", "dihapus_oleh"])
        _catat(oleh, satker, periode, b, "buang_berkas")
    segarkan_indeks([b.pk for b in kini])
    return kini


@transaction.atomic
def pulihkan_berkas(*, oleh: Pelaku, satker: Satker, periode: Periode, berkas: Sequence[Berkas]) -> list[Berkas]:
    """Take documents out of the trash: every link they had works again. An emptied one: KeadaanBerubahError."""
    kini = list(
        Berkas.objects.filter(satker=satker, pk__in=[b.pk for b in berkas], dihapus_pada__isnull=False)
        .select_for_update()
        .order_by("pk")
    )
    if any(b.dikosongkan_pada for b in kini):
        raise KeadaanBerubahError("Isi berkas ini sudah dihapus sesuai retensi. Unggah lagi bila masih diperlukan.")
    for b in kini:
        b.dihapus_pada = b.dihapus_oleh = None
        b.save(update_fields=["dihapus_pada", "dihapus_oleh"])
        _catat(oleh, satker, periode, b, "pulihkan_dari_sampah")
    segarkan_indeks([b.pk for b in kini])
    return kini


def _catat(oleh: Pelaku, satker: Satker, periode: Periode, berkas: Berkas, aksi: str) -> None:
    catat(
        oleh=oleh,
        satker=satker,
        periode=periode,
        aksi=aksi,
        objek=f"berkas:{berkas.pk}",
        sesudah={"berkas": berkas.judul, "berkas_id": str(berkas.pk)},
    )


def kosongkan_sampah() -> HasilKosong:
    """Daily: end what has been in the trash for SAMPAH_HARI days. One transaction and one audit row per satker.

    A document of which a sending pinned a version stays where it is (decisions §5).
    """
    batas = timezone.now() - dt.timedelta(days=settings.SAMPAH_HARI)
    habis = _habis(batas)
    berkas = isi = 0
    for pk in list(habis.order_by().values_list("satker", flat=True).distinct()):
        while (satu := _kosongkan_satker(pk, batas)).berkas:
            berkas, isi = berkas + satu.berkas, isi + satu.isi
    return HasilKosong(berkas, isi)


def _habis(batas: dt.datetime) -> BerkasQuerySet:
    tersemat = Sematan.objects.filter(satker=OuterRef("satker"), versi__berkas=OuterRef("pk"))
    return Berkas.objects.di_sampah().filter(~Exists(tersemat), dihapus_pada__lt=batas)


@transaction.atomic
def _kosongkan_satker(satker_id: uuid.UUID, batas: dt.datetime) -> HasilKosong:
    satker = Satker.objects.get(pk=satker_id)
    kunci_pemakaian(satker)
    kini = list(_habis(batas).filter(satker=satker).select_for_update().order_by("pk")[:_SEKALI])
    if not kini:
        return HasilKosong(0, 0)
    Berkas.objects.filter(pk__in=[b.pk for b in kini]).update(dikosongkan_pada=timezone.now())
    salinan = SalinanTersamar.objects.filter(satker=satker, versi__berkas__in=kini).values("isi")
    isi = list(Isi.objects.filter(Q(versi__berkas__in=kini) | Q(pk__in=salinan), satker=satker).distinct())
    dibuang = buang_isi_tak_terpakai(satker, isi)
    catat(
        oleh=None,
        satker=satker,
        aksi="kosongkan_sampah",
        objek=f"satker:{satker.pk}",
        sesudah={"berkas": [b.judul for b in kini[:10]], "jumlah": len(kini)},
    )
    return HasilKosong(len(kini), len(dibuang))
