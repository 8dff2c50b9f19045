"""Jobs and the on-screen mailbox."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from satker.models.orang import User
from satker.models.organisasi import Satker


class StatusPekerjaan(models.TextChoices):
    ANTRE = "antre", "Menunggu giliran"
    BERJALAN = "berjalan", "Sedang berjalan"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"


class Pekerjaan(models.Model):
    """One background job. `detak` is the worker's last sign of life; `kunci` makes its effect happen once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=40)
    kunci = models.CharField(max_length=200)
    argumen = models.JSONField(default=dict)
    pemilik = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=StatusPekerjaan, default=StatusPekerjaan.ANTRE)
    langkah = models.CharField(max_length=160, blank=True)
    kemajuan = models.PositiveSmallIntegerField(default=0)  # percent
    percobaan = models.PositiveSmallIntegerField(default=0)
    detak = models.DateTimeField()
    hasil = models.JSONField(null=True)
    alasan = models.CharField(max_length=300, blank=True)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    selesai_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-dibuat_pada"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "jenis", "kunci"], name="pekerjaan_kunci"),
            models.CheckConstraint(condition=Q(status__in=StatusPekerjaan.values), name="pekerjaan_status_sah"),
            models.CheckConstraint(condition=Q(kemajuan__lte=100), name="pekerjaan_kemajuan"),
        ]
        indexes = [
            models.Index(
                fields=["detak"], condition=Q(status__in=["antre", "berjalan"]), name="pekerjaan_belum_selesai"
            )
        ]


class KotakSurat(models.Model):
    """Mail kept in the database where no mail server is set; the system admin reads it on screen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kepada = models.CharField(max_length=300)
    subjek = models.CharField(max_length=200)
    isi = models.TextField()
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pada"]
