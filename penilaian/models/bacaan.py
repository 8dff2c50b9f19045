"""What the team made of the evidence: its verdict per pinned file, and who opened which file."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from penilaian.models.lembar import LembarKerja
from satker.models import Satker, User


class PutusanBerkas(models.TextChoices):
    """The verdict on one file under one butir."""

    DITERIMA = "diterima", "Diterima"
    SEBAGIAN = "sebagian", "Diterima sebagian"
    DITOLAK = "ditolak", "Ditolak"
    SALAH_PERIODE = "salah_periode", "Salah periode"


class PutusanBukti(models.Model):
    """One verdict on a pinned version of an evidence. Only added; the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="putusan_bukti")
    bukti = models.ForeignKey("berkas.Bukti", on_delete=models.PROTECT, related_name="+")
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, related_name="+")
    nomor = models.PositiveSmallIntegerField()
    putusan = models.CharField(max_length=14, choices=PutusanBerkas)
    catatan = models.TextField(max_length=1000, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    peran = models.CharField(max_length=40)
    pada = models.DateTimeField()

    class Meta:
        ordering = ["lembar", "bukti", "versi", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "bukti", "versi", "nomor"], name="putusanbukti_urut"),
            models.CheckConstraint(condition=Q(putusan__in=PutusanBerkas.values), name="putusanbukti_sah"),
            models.CheckConstraint(
                condition=Q(putusan=PutusanBerkas.DITERIMA) | ~Q(catatan=""), name="putusanbukti_bercatatan"
            ),
        ]
        indexes = [models.Index(fields=["satker", "lembar"], name="putusanbukti_lembar")]


class TingkatBaca(models.TextChoices):
    """How far a file was read, as the person says; '' = opened, nothing said."""

    CONTOH = "contoh", "Dibaca contoh"
    PENUH = "penuh", "Dibaca penuh"


class BacaBukti(models.Model):
    """One evaluator and one pinned version: opened when, how often, which pages were shown, how far it was read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="bacaan")
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, related_name="+")
    penilai = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pertama = models.DateTimeField()
    terakhir = models.DateTimeField()
    diunduh = models.BooleanField(default=False)
    halaman = models.JSONField(default=list)  # numbers of the pages shown, ascending
    tingkat = models.CharField(max_length=6, choices=TingkatBaca, blank=True)
    ditandai_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["lembar", "versi", "pertama"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar", "versi", "penilai"], name="bacabukti_satu"),
            models.CheckConstraint(condition=Q(tingkat__in=["", *TingkatBaca.values]), name="bacabukti_tingkat_sah"),
            models.CheckConstraint(condition=Q(terakhir__gte=F("pertama")), name="bacabukti_urut"),
            models.CheckConstraint(
                condition=Q(tingkat="", ditandai_pada__isnull=True) | (~Q(tingkat="") & Q(ditandai_pada__isnull=False)),
                name="bacabukti_tanda_sepasang",
            ),
        ]
