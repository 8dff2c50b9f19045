"""Facts kept once and read by everyone: services, and counts per year."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from satker.fakta_baku import KODE_FAKTA
from satker.models.orang import User
from satker.models.organisasi import Satker
from satker.models.waktu import Periode


class Layanan(models.Model):
    """A public service of a unit. `standar_waktu` in minutes, `tarif` in rupiah, `volume` in requests per month."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="layanan")
    nama = models.CharField(max_length=160)
    standar_waktu = models.PositiveIntegerField(null=True, blank=True)
    tarif = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    saluran = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    volume = models.PositiveIntegerField(null=True, blank=True)
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)
    sumber = models.CharField(max_length=160)
    tanggal_sumber = models.DateField()

    class Meta:
        ordering = ["satker", "nama"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "nama", "mulai"], name="layanan_sekali"),
            models.CheckConstraint(condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")), name="layanan_urut"),
            models.CheckConstraint(condition=Q(tarif__isnull=True) | Q(tarif__gte=0), name="layanan_tarif"),
        ]


class Fakta(models.Model):
    """One count of a unit in a year, with where it comes from. `kode` is one of satker.fakta_baku."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="fakta")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    kode = models.CharField(max_length=40)
    nilai = models.PositiveIntegerField()
    sumber = models.CharField(max_length=160)
    tanggal = models.DateField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["satker", "periode", "kode"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "periode", "kode"], name="fakta_sekali"),
            models.CheckConstraint(condition=Q(kode__in=KODE_FAKTA), name="fakta_kode_sah"),
            models.CheckConstraint(condition=~Q(sumber=""), name="fakta_bersumber"),
        ]
