"""Figures of a sheet kept beside it, written by the same action that saves an answer (decisions §4)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from penilaian.models.jawaban import Lapisan
from penilaian.models.lembar import LembarKerja
from satker.models import Satker


class Angka(models.Model):
    """Columns shared by the current summary and the daily one: points with 12 places, numbers inside JSON as text.

    area: {kode: {"nilai": "4.5", "bobot": "15", "terisi": 3, "jumlah": 22}} for A1…A6, B1, B2
    gerbang: {"WBK": {"belum": ["A5", …]}, "WBBM": …}, only gates on points: a gate on history (SUDAH_WBK) changes with
    a decree, without any save, so its readers judge it when they read.
    """

    total = models.DecimalField(max_digits=16, decimal_places=12)
    pengungkit = models.DecimalField(max_digits=16, decimal_places=12)
    hasil = models.DecimalField(max_digits=16, decimal_places=12)
    terisi = models.PositiveSmallIntegerField()
    jumlah = models.PositiveSmallIntegerField()
    area = models.JSONField()
    gerbang = models.JSONField()
    hash_instrumen = models.CharField(max_length=64)
    mesin = models.CharField(max_length=20)

    class Meta:
        abstract = True


class RingkasanLembar(Angka):
    """The figures now; equal to a recomputation at any time (a test proves it)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="ringkasan")
    lapisan = models.CharField(max_length=12, choices=Lapisan)
    dikembalikan = models.PositiveSmallIntegerField(default=0)
    berubah_pada = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar", "lapisan"], name="ringkasan_satu"),
            models.CheckConstraint(condition=Q(lapisan__in=Lapisan.values), name="ringkasan_lapisan_sah"),
        ]


class NilaiHarian(Angka):
    """The same figures at the end of each local day on which something changed; trends cannot be back-filled."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="nilai_harian")
    lapisan = models.CharField(max_length=12, choices=Lapisan)
    tanggal = models.DateField()

    class Meta:
        ordering = ["lembar", "tanggal"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar", "lapisan", "tanggal"], name="nilaiharian_satu"),
            models.CheckConstraint(condition=Q(lapisan__in=Lapisan.values), name="nilaiharian_lapisan_sah"),
        ]
