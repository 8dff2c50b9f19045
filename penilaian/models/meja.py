"""What the scoring page keeps beside the scores: flags of an evaluator, and phrases for notes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from penilaian.models.lembar import LembarKerja
from satker.models import Satker, User


class TandaButir(models.Model):
    """An evaluator wants to come back to this butir. One's own help: nobody else reads it, it changes no score."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="+")
    kode_butir = models.CharField(max_length=20)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar", "user", "kode_butir"], name="tandabutir_satu")
        ]


class Frasa(models.Model):
    """A sentence ready for a note. `satker` is the instansi; `pemilik` None: of everybody there, else one's own.

    `kode_butir` or `area` narrow where it is offered; both empty: everywhere. `dipakai` counts saves that used it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    pemilik = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    kode_butir = models.CharField(max_length=20, blank=True)
    area = models.CharField(max_length=4, blank=True)
    teks = models.CharField(max_length=400)
    dipakai = models.PositiveIntegerField(default=0)
    dibuat_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering = ["satker", "-dipakai", "teks"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "pemilik", "kode_butir", "area", "teks"], name="frasa_sekali", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(kode_butir="") | Q(area=""), name="frasa_satu_saringan"),
            models.CheckConstraint(condition=~Q(teks=""), name="frasa_berisi"),
        ]
