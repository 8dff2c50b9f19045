"""Interview of the Pokja at a desk: the bank of questions of an instansi, and what was asked and answered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from penilaian.acara_baku import JENIS_TANYA
from penilaian.models.sesi import SesiDesk
from satker.models import Satker, User

_JENIS = list(JENIS_TANYA.items())


class BankTanya(models.Model):
    """One question of the bank of an instansi (`satker`). `kode` of a shipped one is that of its file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    kode = models.CharField(max_length=40)
    area = models.CharField(max_length=4)
    jenis = models.CharField(max_length=8, choices=_JENIS)
    teks = models.CharField(max_length=500)
    aktif = models.BooleanField(default=True)

    class Meta:
        ordering = ["satker", "area", "jenis", "kode"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "kode"], name="banktanya_kode"),
            models.CheckConstraint(condition=Q(jenis__in=list(JENIS_TANYA)), name="banktanya_jenis_sah"),
        ]

    def __str__(self) -> str:
        return self.teks


class TanyaJawab(models.Model):
    """A question asked in a session with its answer. `catatan` is the team's own and leaves it nowhere.

    `versi` rises with every save; the contents before are in RiwayatTanya. `kode_butir`: the butir it belongs to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    sesi = models.ForeignKey(SesiDesk, on_delete=models.PROTECT, related_name="tanya")
    bank = models.ForeignKey(BankTanya, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.CharField(max_length=4)
    jenis = models.CharField(max_length=8, choices=_JENIS)
    teks = models.CharField(max_length=500)
    jawaban = models.TextField(max_length=3000, blank=True)
    catatan = models.TextField(max_length=1000, blank=True)
    kode_butir = models.CharField(max_length=20, blank=True)
    versi = models.PositiveIntegerField(default=1)
    dibuat_pada = models.DateTimeField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["sesi", "area", "dibuat_pada", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(jenis__in=list(JENIS_TANYA)), name="tanyajawab_jenis_sah"),
        ]
        indexes = [models.Index(fields=["satker", "sesi", "area"], name="tanyajawab_sesi")]


class RiwayatTanya(models.Model):
    """What a question and its answer said before a save."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    tanya = models.ForeignKey(TanyaJawab, on_delete=models.CASCADE, related_name="riwayat")
    versi = models.PositiveIntegerField()
    jawaban = models.TextField(blank=True)
    catatan = models.TextField(blank=True)
    kode_butir = models.CharField(max_length=20, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["tanya", "-versi"]
        constraints = [models.UniqueConstraint(fields=["satker", "tanya", "versi"], name="riwayattanya_versi")]
