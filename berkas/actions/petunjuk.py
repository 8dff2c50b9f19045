"""Setting a hint aside, and taking that back. The reason stays in its own table, never in the event log."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from berkas.models import PetunjukDiabaikan
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@transaction.atomic
def abaikan_petunjuk(
    *, oleh: Pelaku, satker: Satker, periode: Periode, kode_butir: str, area: str, kunci: str, alasan: str
) -> PetunjukDiabaikan:
    """Set one hint aside for everybody. Asking again changes nothing. Raises ValueError without a reason."""
    if not alasan.strip():
        raise ValueError("alasan wajib")
    diabaikan, baru = PetunjukDiabaikan.objects.get_or_create(
        satker=satker,
        periode=periode,
        kode_butir=kode_butir,
        kunci=kunci,
        dicabut_pada=None,
        defaults={"alasan": alasan.strip()[:200], "oleh": oleh.user, "pada": timezone.now()},
    )
    if baru:
        _catat(diabaikan, oleh, area, "abaikan_petunjuk")
    return diabaikan


@transaction.atomic
def tampilkan_petunjuk(*, oleh: Pelaku, diabaikan: PetunjukDiabaikan, area: str) -> None:
    """Show it again; the row with its reason stays as history."""
    kini = PetunjukDiabaikan.objects.select_for_update(of=("self",)).select_related("satker", "periode")
    baris = kini.get(pk=diabaikan.pk)
    if baris.dicabut_pada is None:
        baris.dicabut_pada, baris.dicabut_oleh = timezone.now(), oleh.user
        baris.save(update_fields=["dicabut_pada", "dicabut_oleh"])
        _catat(baris, oleh, area, "tampilkan_petunjuk")


def _catat(diabaikan: PetunjukDiabaikan, oleh: Pelaku, area: str, aksi: str) -> None:
    catat(
        oleh=oleh,
        satker=diabaikan.satker,
        periode=diabaikan.periode,
        kode_butir=diabaikan.kode_butir,
        area=area,
        aksi=aksi,
        objek=f"petunjuk:{diabaikan.pk}",
        sesudah={"petunjuk": diabaikan.kunci.split(":")[0]},
    )
