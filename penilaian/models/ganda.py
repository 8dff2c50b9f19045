"""Blind double scoring: which butir of a sheet two members score apart, and what each gave before seeing the other."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from penilaian.models.lembar import LembarKerja
from satker.models import Satker, User


class CaraGanda(models.TextChoices):
    """How the butir were chosen."""

    SEMUA = "semua", "Semua soal"
    SAMPEL = "sampel", "Sampel menurut risiko"
    PILIHAN = "pilihan", "Soal yang dipilih"


class PenilaianGanda(models.Model):
    """The setting of one sheet; no row: off. `persen` only of a sample. Once a member has scored it only ends: from
    `dibuka_pada` everybody of the team sees every score, and the reason stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="penilaian_ganda")
    cara = models.CharField(max_length=8, choices=CaraGanda)
    persen = models.PositiveSmallIntegerField(null=True)
    diatur_pada = models.DateTimeField()
    diatur_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuka_pada = models.DateTimeField(null=True)
    dibuka_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    alasan = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar"], name="penilaianganda_satu"),
            models.CheckConstraint(condition=Q(cara__in=CaraGanda.values), name="penilaianganda_cara_sah"),
            models.CheckConstraint(
                condition=Q(cara=CaraGanda.SAMPEL, persen__gte=1, persen__lte=100)
                | (~Q(cara=CaraGanda.SAMPEL) & Q(persen__isnull=True)),
                name="penilaianganda_persen",
            ),
            models.CheckConstraint(
                condition=Q(dibuka_pada__isnull=True, dibuka_oleh__isnull=True, alasan="")
                | (Q(dibuka_pada__isnull=False, dibuka_oleh__isnull=False) & ~Q(alasan="")),
                name="penilaianganda_buka_beralasan",
            ),
        ]


class ButirGanda(models.Model):
    """One butir and the two members who score it apart."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    ganda = models.ForeignKey(PenilaianGanda, on_delete=models.CASCADE, related_name="butir")
    kode_butir = models.CharField(max_length=20)
    pertama = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kedua = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["ganda", "kode_butir"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "ganda", "kode_butir"], name="butirganda_satu"),
            models.CheckConstraint(condition=~Q(pertama=F("kedua")), name="butirganda_dua_orang"),
        ]


class NilaiPertama(models.Model):
    """What a member gave for a blind butir before seeing another score of it: the base of the agreement figures.

    `isi` follows the member's own corrections until `dibuka_pada` (the first time other scores were shown to the
    member, or the ketua settled the butir), and never changes after it; None: taken back. `diubah_pada`: the member
    changed the score after that ("sesudah melihat").
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="nilai_pertama")
    kode_butir = models.CharField(max_length=20)
    penilai = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    isi = models.JSONField(null=True)
    pada = models.DateTimeField()
    dibuka_pada = models.DateTimeField(null=True)
    diubah_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["lembar", "kode_butir", "pada"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "lembar", "kode_butir", "penilai"], name="nilaipertama_satu_per_penilai"
            ),
            models.CheckConstraint(
                condition=Q(diubah_pada__isnull=True) | Q(dibuka_pada__isnull=False), name="nilaipertama_diubah_dibuka"
            ),
        ]
