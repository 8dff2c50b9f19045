"""Versions of documents that a sending has pinned: their bytes are kept as long as the sending (decisions §5)."""

from __future__ import annotations

import uuid

from django.db import models

from satker.models import Satker


class Sematan(models.Model):
    """One pinned version. `sebab` is said where somebody wants to delete it: "Pengajuan 1 tahun 2026"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, related_name="sematan")
    sebab = models.CharField(max_length=120)
    pada = models.DateTimeField()

    class Meta:
        ordering = ["satker", "versi"]
        constraints = [models.UniqueConstraint(fields=["satker", "versi", "sebab"], name="sematan_sekali")]
