"""Answers, their history, and who is responsible for which butir."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from penilaian.models.lembar import LembarKerja
from satker.models import Satker, User


class Lapisan(models.TextChoices):
    """Layers lie side by side and never overwrite each other (domain §4.2)."""

    SATKER = "satker", "Penilaian mandiri"
    PENDAHULUAN = "pendahuluan", "Penilaian pendahuluan"
    TPI_ANGGOTA = "tpi_anggota", "Anggota tim penilai"
    TPI = "tpi", "Tim penilai"
    TPN = "tpn", "Tim Penilai Nasional"


class Jawaban(models.Model):
    """The answer of one layer to one butir.

    `isi` is null while nothing is chosen, else the engine's input: an option code ("A", "Ya") or a mapping
    input → number as text ({"jumlah_agen": "2"}, {"indeks": "3.60"}). `versi` rises with every save. `uraian` is the
    satker's description, and the note of an evaluator on the other layers. `dinilai_ke`: which sending of the butir
    (ButirPengajuan.ke) an evaluator scored; a later one shows as "berubah sejak dinilai".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="jawaban")
    kode_butir = models.CharField(max_length=20)
    lapisan = models.CharField(max_length=12, choices=Lapisan, default=Lapisan.SATKER)
    penilai = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    isi = models.JSONField(null=True)
    uraian = models.TextField(max_length=1000, blank=True)
    catatan_nol = models.TextField(max_length=500, blank=True)  # why a denominator is zero (N-rule of the butir)
    # Year this answer was copied from and nobody has looked at since; any save by a person empties it.
    salinan_dari = models.PositiveSmallIntegerField(null=True)
    dinilai_ke = models.PositiveSmallIntegerField(null=True)
    versi = models.PositiveIntegerField(default=1)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["lembar", "kode_butir"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "lembar", "kode_butir", "lapisan", "penilai"],
                name="jawaban_satu_per_lapisan",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(lapisan__in=Lapisan.values), name="jawaban_lapisan_sah"),
            models.CheckConstraint(
                condition=Q(lapisan=Lapisan.TPI_ANGGOTA, penilai__isnull=False)
                | (~Q(lapisan=Lapisan.TPI_ANGGOTA) & Q(penilai__isnull=True)),
                name="jawaban_penilai_hanya_anggota",
            ),
        ]


class RiwayatJawaban(models.Model):
    """The contents an answer had before a save; retention may empty `uraian`, never the row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    jawaban = models.ForeignKey(Jawaban, on_delete=models.PROTECT, related_name="riwayat")
    versi = models.PositiveIntegerField()
    isi = models.JSONField(null=True)
    uraian = models.TextField(blank=True)
    catatan_nol = models.TextField(blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["jawaban", "-versi"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "jawaban", "versi"], name="riwayatjawaban_satu_per_versi")
        ]


class PenanggungJawab(models.Model):
    """Who answers a butir; without a row the ketua pokja of the area does (decisions §3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="penanggung_jawab")
    kode_butir = models.CharField(max_length=20)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["lembar", "kode_butir"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar", "kode_butir"], name="penanggungjawab_satu"),
        ]
