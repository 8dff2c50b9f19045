"""The sheet of a unit in a year."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from satker.models import Periode, Satker
from satker.models.organisasi import Predikat
from satker.pelaku import Pelaku


class LembarQuerySet(models.QuerySet["LembarKerja"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> LembarQuerySet:
        """Sheets of the units the actor may see."""
        return self.filter(satker__in=Satker.objects.terlihat_oleh(pelaku))


class LembarKerja(models.Model):
    """One per satker and periode. Never locked by sending. `target` chooses which gates the pages put first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="lembar")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    target = models.CharField(max_length=4, choices=Predikat, default=Predikat.WBK)
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    objects = LembarQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "periode"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "periode"], name="lembar_satu_per_tahun"),
            models.CheckConstraint(condition=Q(target__in=Predikat.values), name="lembar_target_sah"),
        ]
