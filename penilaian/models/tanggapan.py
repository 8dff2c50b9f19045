"""The satker's reply to the locked values of the team, per butir, and what the team decided about it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from penilaian.models.lembar import LembarKerja
from satker.models import Satker, User


class StatusTanggapan(models.TextChoices):
    """Where a reply stands. DRAF never leaves the satker."""

    DRAF = "draf", "Draf"
    TERKIRIM = "terkirim", "Menunggu putusan tim"
    DITERIMA = "diterima", "Diterima"
    DITOLAK = "ditolak", "Ditolak"


class Tanggapan(models.Model):
    """One reply. `usul_*`: what the ketua proposes (`usul_isi` None: the value stays), until the dalnis decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="tanggapan")
    kode_butir = models.CharField(max_length=20)
    teks = models.TextField(max_length=1000)
    status = models.CharField(max_length=8, choices=StatusTanggapan, default=StatusTanggapan.DRAF)
    versi = models.PositiveIntegerField(default=1)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    usul_isi = models.JSONField(null=True)
    usul_catatan = models.TextField(max_length=1000, blank=True)
    usul_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    usul_pada = models.DateTimeField(null=True)
    putus_alasan = models.TextField(max_length=1000, blank=True)  # why the dalnis gave the last proposal back
    putus_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    putus_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["lembar", "kode_butir"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar", "kode_butir"], name="tanggapan_satu"),
            models.CheckConstraint(condition=Q(status__in=StatusTanggapan.values), name="tanggapan_status_sah"),
            models.CheckConstraint(condition=~Q(teks=""), name="tanggapan_bertulis"),
            models.CheckConstraint(
                condition=Q(usul_oleh__isnull=True, usul_pada__isnull=True)
                | (Q(usul_oleh__isnull=False, usul_pada__isnull=False) & ~Q(usul_catatan="")),
                name="tanggapan_usul_sepasang",
            ),
            models.CheckConstraint(
                condition=Q(putus_oleh__isnull=True, putus_pada__isnull=True)
                | Q(putus_oleh__isnull=False, putus_pada__isnull=False),
                name="tanggapan_putus_sepasang",
            ),
            models.CheckConstraint(  # two people: nobody decides what they proposed
                condition=Q(status__in=["draf", "terkirim"])
                | (Q(usul_oleh__isnull=False, putus_oleh__isnull=False) & ~Q(putus_oleh=models.F("usul_oleh"))),
                name="tanggapan_dua_orang",
            ),
        ]


class BuktiTanggapan(models.Model):
    """A document of the library that a reply points to; pinned when the reply is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    tanggapan = models.ForeignKey(Tanggapan, on_delete=models.PROTECT, related_name="bukti")
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["tanggapan", "pk"]
        constraints = [models.UniqueConstraint(fields=["satker", "tanggapan", "versi"], name="buktitanggapan_sekali")]


class KirimanTanggapan(models.Model):
    """The kepala sent the replies of a sheet, or said that there are none (`nihil`); once."""

    lembar = models.OneToOneField(
        LembarKerja, on_delete=models.PROTECT, primary_key=True, related_name="kiriman_tanggapan"
    )
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    nihil = models.BooleanField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["satker", "lembar"], name="kirimantanggapan_satu")]
