"""What is recorded about the conditions of a proposal that no count gives (penilaian.prasyarat)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from satker.models import Periode, Satker, User


class CatatanSyarat(models.Model):
    """One recorded value in a year. `satker` is the instansi for what holds for all its units.

    `kode` is a prasyarat of the instrument, or PENCANANGAN (a date). Values are grades, levels, "ya"/"tidak", numbers:
    never a name. `penjamin` is the function that vouches for it; `uraian` says which (the layanan inti in words).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    kode = models.CharField(max_length=40)
    nilai = models.CharField(max_length=20)
    uraian = models.CharField(max_length=200, blank=True)
    sumber = models.CharField(max_length=160)
    tanggal = models.DateField()
    penjamin = models.CharField(max_length=120)
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, null=True, related_name="+")
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["satker", "periode", "kode"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "periode", "kode"], name="catatansyarat_satu"),
            models.CheckConstraint(
                condition=~Q(nilai="") & ~Q(sumber="") & ~Q(penjamin=""), name="catatansyarat_bersumber"
            ),
        ]
