"""Talk about one butir: a thread between the satker and its reviewers, and one inside each reviewing team."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from penilaian.models.lembar import LembarKerja
from satker.models import Satker, User


class JenisUtas(models.TextChoices):
    """Who reads a thread (penilaian.queries.diskusi decides for a person)."""

    SATKER = "satker", "Satker dan pemeriksa"
    KANWIL = "kanwil", "Internal pemeriksa pendahuluan"
    TPI = "tpi", "Internal tim penilai"


class Utas(models.Model):
    """The thread of one kind about one butir of a sheet; made by its first message."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="utas")
    kode_butir = models.CharField(max_length=20)
    jenis = models.CharField(max_length=8, choices=JenisUtas)
    jumlah = models.PositiveIntegerField(default=0)
    terakhir_pada = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True)
    selesai_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["lembar", "kode_butir", "jenis"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar", "kode_butir", "jenis"], name="utas_satu"),
            models.CheckConstraint(condition=Q(jenis__in=JenisUtas.values), name="utas_jenis_sah"),
            models.CheckConstraint(
                condition=Q(selesai_pada__isnull=True, selesai_oleh__isnull=True)
                | Q(selesai_pada__isnull=False, selesai_oleh__isnull=False),
                name="utas_selesai_sepasang",
            ),
        ]


class Pesan(models.Model):
    """One message. Retention may empty `isi`, never the row; Jejak never holds the text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    utas = models.ForeignKey(Utas, on_delete=models.PROTECT, related_name="pesan")
    nomor = models.PositiveIntegerField()
    isi = models.TextField(max_length=2000, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    peran = models.CharField(max_length=40)
    pada = models.DateTimeField()

    class Meta:
        ordering = ["utas", "nomor"]
        constraints = [models.UniqueConstraint(fields=["satker", "utas", "nomor"], name="pesan_urut")]


class Sebutan(models.Model):
    """A person who is asked to look at a message; only one who may read the thread."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    pesan = models.ForeignKey(Pesan, on_delete=models.PROTECT, related_name="sebutan")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["satker", "pesan", "user"], name="sebutan_sekali")]


class BacaUtas(models.Model):
    """Up to which message a person has read a thread."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    utas = models.ForeignKey(Utas, on_delete=models.PROTECT, related_name="dibaca")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sampai = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["satker", "utas", "user"], name="bacautas_satu")]
