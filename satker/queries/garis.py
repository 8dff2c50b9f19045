"""The line above a unit that does its penilaian pendahuluan: its parent, or the office that guides it."""

from __future__ import annotations

from django.db.models import OuterRef, Q, Subquery

from satker.models import GarisPendahuluan, Penugasan, Periode, Satker
from satker.models.organisasi import SatkerQuerySet
from satker.models.waktu import Garis
from satker.pelaku import Pelaku
from satker.peran import KANWIL


def unit_pendahuluan(satker: Satker, periode: Periode) -> Satker | None:
    """Who assesses the unit in this year: the parent, or the pembina where the year says so and the unit has one.

    Never the unit itself; None above the top. At most two statements.
    """
    garis = GarisPendahuluan.objects.filter(periode=periode, jenis=satker.jenis_id).values_list("garis", flat=True)
    if satker.pembina_id is not None and garis.first() == Garis.PEMBINA:
        return satker.pembina
    return satker.induk


def satker_di_garis(unit: Satker, periode: Periode) -> SatkerQuerySet:
    """The assessed units whose penilaian pendahuluan the unit does in this year."""
    garis = GarisPendahuluan.objects.filter(periode=periode, jenis=OuterRef("jenis")).values("garis")[:1]
    lewat_pembina = Q(garis_kini=Garis.PEMBINA, pembina__isnull=False)
    return (
        Satker.objects.dinilai()
        .filter(Q(induk=unit) | Q(pembina=unit), instansi_id=periode.instansi_id)
        .annotate(garis_kini=Subquery(garis))
        .filter(Q(lewat_pembina, pembina=unit) | Q(~lewat_pembina | Q(garis_kini__isnull=True), induk=unit))
    )


def di_garis(pelaku: Pelaku, satker: Satker, periode: Periode) -> bool:
    """Whether the active role belongs to the office that assesses the unit."""
    if pelaku.penugasan is None or pelaku.peran not in KANWIL or pelaku.unit.pk == satker.pk:
        return False
    unit = unit_pendahuluan(satker, periode)
    return unit is not None and unit.pk == pelaku.unit.pk


def petugas_garis(satker: Satker, periode: Periode) -> Q:
    """Condition on Penugasan: people of the office that assesses the unit."""
    unit = unit_pendahuluan(satker, periode)
    return Q(unit=unit, peran__in=KANWIL) if unit else Q(pk__in=Penugasan.objects.none())
