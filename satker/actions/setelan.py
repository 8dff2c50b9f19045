"""Choices of an instansi about its documents."""

from __future__ import annotations

from django.db import transaction

from satker.actions.jejak import catat
from satker.models import Kertas, Satker, SetelanInstansi
from satker.pelaku import Pelaku


@transaction.atomic
def atur_kertas(*, oleh: Pelaku, instansi: Satker, kertas: str, sampul_lhe: bool) -> bool:
    """Paper of documents drawn from now on, and whether an LHE has a cover. Returns whether anything changed."""
    Satker.objects.select_for_update(no_key=True).get(pk=instansi.pk)
    setelan, _ = SetelanInstansi.objects.get_or_create(instansi=instansi)
    sebelum = {"kertas": setelan.kertas, "sampul_lhe": setelan.sampul_lhe}
    sesudah = {"kertas": Kertas(kertas).value, "sampul_lhe": sampul_lhe}
    if sebelum == sesudah:
        return False
    setelan.kertas, setelan.sampul_lhe = Kertas(kertas).value, sampul_lhe
    setelan.save(update_fields=["kertas", "sampul_lhe"])
    catat(
        oleh=oleh,
        satker=instansi,
        aksi="atur_kertas",
        objek=f"satker:{instansi.pk}",
        sebelum=sebelum,
        sesudah=sesudah,
    )
    return True
