"""Where a sheet stands on its way (penilaian.alur), every step it took, and the rules of a year for evaluation."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from penilaian.alur import AWAL, KEADAAN, LANGKAH
from penilaian.models.lembar import LembarKerja
from satker.models import Periode, Satker, User


class AturanEvaluasi(models.Model):
    """How a year is evaluated: without a row the defaults below count. Days are days of the clock, counted from the
    step that starts them; a grace is a longer deadline of the sheet, with its reason in the log.
    """

    periode = models.OneToOneField(Periode, on_delete=models.PROTECT, primary_key=True, related_name="aturan_evaluasi")
    pakai_pendahuluan = models.BooleanField(default=True)  # off for local governments (domain §4.1, row 5)
    cek_pradesk = models.BooleanField(default=False)
    hari_perbaikan = models.PositiveSmallIntegerField(default=5)
    hari_tanggapan = models.PositiveSmallIntegerField(default=5)
    hari_sanggah = models.PositiveSmallIntegerField(default=5)
    # Share of the unchanged butir that a check must still read in full, the riskiest first
    sampel_persen = models.PositiveSmallIntegerField(default=10)
    hari_insiden = models.PositiveSmallIntegerField(default=5)
    # Days from a report to the due day of its recommendations
    hari_rekomendasi = models.PositiveSmallIntegerField(default=90)
    wajib_kalibrasi = models.BooleanField(default=False)  # evaluators finish a calibration set before they score

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hari_perbaikan__gte=1, hari_tanggapan__gte=1, hari_sanggah__gte=1),
                name="aturanevaluasi_hari_ada",
            ),
            models.CheckConstraint(condition=Q(sampel_persen__lte=100), name="aturanevaluasi_sampel_persen"),
            models.CheckConstraint(condition=Q(hari_insiden__gte=1), name="aturanevaluasi_hari_insiden"),
            models.CheckConstraint(condition=Q(hari_rekomendasi__gte=1), name="aturanevaluasi_hari_rekomendasi"),
        ]


class AlurLembar(models.Model):
    """The state of one sheet; changed by penilaian.actions.alur only. `tenggat`: end of the running repair, reply or
    objection time."""

    lembar = models.OneToOneField(LembarKerja, on_delete=models.PROTECT, primary_key=True, related_name="alur")
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    keadaan = models.CharField(max_length=20, choices=list(KEADAAN.items()), default=AWAL)
    sejak = models.DateTimeField()
    tenggat = models.DateTimeField(null=True)
    versi = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar"], name="alurlembar_satu"),
            models.CheckConstraint(condition=Q(keadaan__in=list(KEADAAN)), name="alurlembar_keadaan_sah"),
        ]


class LangkahAlur(models.Model):
    """One step that was taken; never changed. `nomor` counts within the sheet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="langkah")
    nomor = models.PositiveIntegerField()
    kode = models.CharField(max_length=24)
    dari = models.CharField(max_length=20)
    ke = models.CharField(max_length=20)
    alasan = models.TextField(max_length=1000, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    peran = models.CharField(max_length=40)
    pada = models.DateTimeField()

    class Meta:
        ordering = ["lembar", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar", "nomor"], name="langkahalur_urut"),
            models.CheckConstraint(condition=Q(kode__in=list(LANGKAH)), name="langkahalur_kode_sah"),
            models.CheckConstraint(
                condition=Q(dari__in=list(KEADAAN), ke__in=list(KEADAAN)), name="langkahalur_keadaan_sah"
            ),
        ]
