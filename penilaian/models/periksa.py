"""Checking a sheet by the line above the unit: what was opened, what was found, and the letter at the end.

The same tables serve the penilaian pendahuluan of a sending and the quarter rounds B03–B12 on the open sheet.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from penilaian.models.lembar import LembarKerja
from penilaian.models.pengajuan import Pengajuan
from satker.models import Satker, User

TITIK = ("B03", "B06", "B09", "B12")


class JenisPeriksa(models.TextChoices):
    PENDAHULUAN = "pendahuluan", "Penilaian pendahuluan"
    PUTARAN = "putaran", "Putaran pantau"


class Pemeriksaan(models.Model):
    """One check: of a sending, or a quarter round. `sampel`: codes that must be read in full although nothing changed.

    `unit` is who checks (satker.queries.garis). A closed check is never opened again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="pemeriksaan")
    jenis = models.CharField(max_length=12, choices=JenisPeriksa)
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, null=True, related_name="pemeriksaan")
    titik = models.CharField(max_length=3, blank=True, choices=[(t, t) for t in TITIK])
    unit = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    sampel = ArrayField(models.CharField(max_length=20), default=list)
    dibuka_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuka_pada = models.DateTimeField()
    ditutup_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ditutup_pada = models.DateTimeField(null=True)
    ringkasan = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["lembar", "dibuka_pada"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "pengajuan"], condition=Q(jenis="pendahuluan"), name="pemeriksaan_satu_pengajuan"
            ),
            models.UniqueConstraint(
                fields=["satker", "lembar", "titik"], condition=Q(jenis="putaran"), name="pemeriksaan_satu_titik"
            ),
            models.UniqueConstraint(
                fields=["satker", "lembar"],
                condition=Q(jenis="putaran", ditutup_pada__isnull=True),
                name="pemeriksaan_satu_terbuka",
            ),
            models.CheckConstraint(condition=Q(jenis__in=JenisPeriksa.values), name="pemeriksaan_jenis_sah"),
            models.CheckConstraint(condition=Q(titik__in=["", *TITIK]), name="pemeriksaan_titik_sah"),
            models.CheckConstraint(
                condition=Q(jenis="pendahuluan", pengajuan__isnull=False, titik="")
                | Q(jenis="putaran", pengajuan__isnull=True) & ~Q(titik=""),
                name="pemeriksaan_sasaran",
            ),
            models.CheckConstraint(
                condition=Q(ditutup_pada__isnull=True, ditutup_oleh__isnull=True)
                | Q(ditutup_pada__isnull=False, ditutup_oleh__isnull=False),
                name="pemeriksaan_tutup_sepasang",
            ),
        ]


class HasilButir(models.TextChoices):
    LENGKAP = "lengkap", "Lengkap"
    PERLU_PERBAIKAN = "perlu_perbaikan", "Perlu perbaikan"


class HasilPeriksa(models.Model):
    """What a check found for one butir. `sidik` is the fingerprint of answer and evidence that was judged
    (penilaian.queries.periksa): as long as it stays the same, nothing has changed since. `massal`: marked together with
    others, without being opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    pemeriksaan = models.ForeignKey(Pemeriksaan, on_delete=models.PROTECT, related_name="hasil")
    kode_butir = models.CharField(max_length=20)
    hasil = models.CharField(max_length=16, choices=HasilButir)
    alasan = models.TextField(max_length=1000, blank=True)
    massal = models.BooleanField(default=False)
    sidik = models.CharField(max_length=64)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["pemeriksaan", "kode_butir"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "pemeriksaan", "kode_butir"], name="hasilperiksa_satu"),
            models.CheckConstraint(condition=Q(hasil__in=HasilButir.values), name="hasilperiksa_sah"),
            models.CheckConstraint(
                condition=Q(hasil="lengkap", alasan="") | Q(hasil="perlu_perbaikan", massal=False) & ~Q(alasan=""),
                name="hasilperiksa_alasan",
            ),
        ]


class BacaButir(models.Model):
    """Who opened a butir during a check, first time for each sending of it (`ke`; 0 on the open sheet)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    pemeriksaan = models.ForeignKey(Pemeriksaan, on_delete=models.PROTECT, related_name="baca")
    kode_butir = models.CharField(max_length=20)
    ke = models.PositiveSmallIntegerField(default=0)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["pemeriksaan", "pada"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "pemeriksaan", "kode_butir", "ke", "oleh"], name="bacabutir_sekali"
            )
        ]


class SuratPendahuluan(models.Model):
    """The letter to the evaluator team about one sending. Its file belongs to the unit that wrote it (`versi`).

    cakupan: what was read in full, what in the sample, what not opened, when the letter was recorded.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, related_name="surat_pendahuluan")
    unit = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    nomor = models.CharField(max_length=120)
    tanggal = models.DateField()
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, related_name="+")
    cakupan = models.JSONField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["pengajuan"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "pengajuan"], name="suratpendahuluan_satu"),
            models.CheckConstraint(condition=~Q(nomor=""), name="suratpendahuluan_bernomor"),
        ]
