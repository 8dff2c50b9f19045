"""Years, windows, extensions and cut-off dates. Deadlines are judged by the database clock (satker.queries.waktu)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from satker.models.organisasi import JenisSatker, Satker
from satker.peran import Peran
from satker.tahap import KODE_TAHAP


class Periode(models.Model):
    """One evaluation year of an instansi with the instrument version it uses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instansi = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="periode")
    tahun = models.PositiveSmallIntegerField()
    instrumen = models.CharField(max_length=40)
    batas_usulan = models.DateField()

    class Meta:
        ordering = ["-tahun"]
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tahun"], name="periode_satu_per_tahun"),
            models.CheckConstraint(condition=Q(tahun__gte=2012, tahun__lte=2100), name="periode_tahun_wajar"),
        ]

    def __str__(self) -> str:
        return f"ZI {self.tahun}"


class Jendela(models.Model):
    """When a role may act in a stage: half-open [buka, tutup). Outside it the sheet is read-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="jendela")
    tahap = models.CharField(max_length=20)
    peran = models.CharField(max_length=20, choices=Peran)
    buka = models.DateTimeField()
    tutup = models.DateTimeField()

    class Meta:
        ordering = ["periode", "buka", "peran"]
        constraints = [
            models.UniqueConstraint(fields=["periode", "tahap", "peran"], name="jendela_satu"),
            models.CheckConstraint(condition=Q(tutup__gt=F("buka")), name="jendela_urut"),
            models.CheckConstraint(condition=Q(tahap__in=KODE_TAHAP), name="jendela_tahap_sah"),
            models.CheckConstraint(condition=Q(peran__in=Peran.values), name="jendela_peran_sah"),
        ]


class Kelonggaran(models.Model):
    """More time for one unit in one stage, with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="kelonggaran")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    tahap = models.CharField(max_length=20)
    sampai = models.DateTimeField()
    alasan = models.CharField(max_length=200)

    class Meta:
        ordering = ["satker", "-sampai"]
        indexes = [models.Index(fields=["satker", "periode", "tahap"], name="kelonggaran_cari")]
        constraints = [
            models.CheckConstraint(condition=~Q(alasan=""), name="kelonggaran_beralasan"),
            models.CheckConstraint(condition=Q(tahap__in=KODE_TAHAP), name="kelonggaran_tahap_sah"),
        ]


class TitikPantau(models.Model):
    """Quarter label of evidence and cut-off date of trends (B03, B06, B09, B12)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="titik_pantau")
    kode = models.CharField(max_length=3, choices=[(k, k) for k in ("B03", "B06", "B09", "B12")])
    tanggal = models.DateField()

    class Meta:
        ordering = ["periode", "kode"]
        constraints = [
            models.UniqueConstraint(fields=["periode", "kode"], name="titikpantau_satu"),
            models.CheckConstraint(condition=Q(kode__in=["B03", "B06", "B09", "B12"]), name="titikpantau_kode_sah"),
        ]


class Garis(models.TextChoices):
    INDUK = "induk", "Kantor wilayah (induk)"
    PEMBINA = "pembina", "Pembina teknis"


class GarisPendahuluan(models.Model):
    """Which line does the penilaian pendahuluan for a kind of unit in a year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="garis_pendahuluan")
    jenis = models.ForeignKey(JenisSatker, on_delete=models.PROTECT, related_name="+")
    garis = models.CharField(max_length=8, choices=Garis, default=Garis.INDUK)

    class Meta:
        ordering = ["periode", "jenis"]
        constraints = [
            models.UniqueConstraint(fields=["periode", "jenis"], name="garispendahuluan_satu"),
            models.CheckConstraint(condition=Q(garis__in=Garis.values), name="garispendahuluan_sah"),
        ]
