"""The append-only event log. The database role zi_app may only insert and read it (migration 0001)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from satker.models.orang import User
from satker.models.organisasi import Satker
from satker.models.waktu import Periode


class Jejak(models.Model):
    """Who did what, when, on what, before → after, why. Values are short; narratives stay in the version tables."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, null=True, related_name="+")
    kode_butir = models.CharField(max_length=20, blank=True)
    area = models.CharField(max_length=4, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # empty: the system itself
    peran = models.CharField(max_length=40, blank=True)
    atas_nama = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    aksi = models.CharField(max_length=40)
    objek = models.CharField(max_length=120)
    sebelum = models.JSONField(null=True)
    sesudah = models.JSONField(null=True)
    alasan = models.CharField(max_length=200, blank=True)
    pada = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pada"]
        indexes = [
            models.Index(fields=["satker", "-pada"], name="jejak_satker"),
            models.Index(fields=["satker", "periode", "kode_butir", "-pada"], name="jejak_butir"),
        ]
