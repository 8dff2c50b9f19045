"""The choices of an instansi."""

from __future__ import annotations

from satker.models import Satker, SetelanInstansi


def setelan_instansi(instansi: Satker) -> SetelanInstansi:
    """The row, or the defaults (unsaved). One statement."""
    return SetelanInstansi.objects.filter(instansi=instansi.pk).first() or SetelanInstansi(instansi=instansi)
