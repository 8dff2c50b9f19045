"""The lock under which bytes of a satker are stored, judged and swept."""

from __future__ import annotations

from berkas.models import Pemakaian
from satker.models import Satker


def kunci_pemakaian(satker: Satker) -> Pemakaian:
    """Lock the satker's usage row: uploads of one satker and the sweeper take turns, so counts and hashes hold."""
    Pemakaian.objects.bulk_create([Pemakaian(satker=satker)], ignore_conflicts=True)
    return Pemakaian.objects.select_for_update().get(satker=satker)
