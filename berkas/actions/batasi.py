"""Keeping a document for the satker and its evaluators, or opening it again to everyone who may read the satker."""

from __future__ import annotations

from django.db import transaction

from berkas.models import Berkas, Pembatasan
from satker.actions.jejak import catat
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@transaction.atomic
def batasi_berkas(*, oleh: Pelaku, satker: Satker, periode: Periode, berkas: Berkas, pembatasan: str) -> Berkas:
    """Set who may read a document; nothing happens when it is so already. Raises ValueError for an unknown value."""
    if pembatasan not in Pembatasan.values:
        raise ValueError(f"pembatasan {pembatasan!r} tidak dikenal")
    kini = Berkas.objects.select_for_update().get(satker=satker, pk=berkas.pk)
    if kini.pembatasan != pembatasan:
        lama, kini.pembatasan = kini.pembatasan, pembatasan
        kini.save(update_fields=["pembatasan"])
        catat(
            oleh=oleh,
            satker=satker,
            periode=periode,
            aksi="batasi_berkas",
            objek=f"berkas:{kini.pk}",
            sebelum={"dibaca_oleh": Pembatasan(lama).label},
            sesudah={"dibaca_oleh": Pembatasan(pembatasan).label},
        )
    return kini
