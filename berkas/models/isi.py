"""Stored bytes, once per satker, and how much of its quota a satker uses."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from berkas.periksa.tipe import MEDIA
from satker.models import Satker


class Pindai(models.TextChoices):
    """What the virus scanner said; TIDAK = none was set when the bytes came."""

    TIDAK = "", "Tidak dipindai"
    MENUNGGU = "menunggu", "Menunggu pemeriksaan antivirus"
    BERSIH = "bersih", "Lolos pemeriksaan antivirus"
    TERJANGKIT = "terjangkit", "Ditolak antivirus"


class Isi(models.Model):
    """Bytes by their SHA-256, shared by all versions inside one satker, never across satkers. `ukuran` in bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    ukuran = models.PositiveBigIntegerField()
    media = models.CharField(max_length=100, choices=[(m, m) for m in MEDIA])
    pada = models.DateTimeField(db_default=Now())
    pindai = models.CharField(max_length=10, choices=Pindai, default=Pindai.TIDAK, blank=True)
    pindai_pada = models.DateTimeField(null=True, blank=True)
    temuan = models.CharField(max_length=100, blank=True)  # what the scanner calls it
    dibuang_pada = models.DateTimeField(null=True, blank=True)  # retention removed the bytes; the row stays for history

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["satker", "sha256"], name="isi_sekali"),
            models.UniqueConstraint(fields=["satker", "id"], name="isi_milik"),  # target of versiberkas_isi_sesatker
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="isi_sha256_sah"),
            models.CheckConstraint(condition=Q(ukuran__gt=0), name="isi_tidak_kosong"),
            models.CheckConstraint(condition=Q(media__in=MEDIA), name="isi_media_sah"),
            models.CheckConstraint(condition=Q(pindai__in=Pindai.values), name="isi_pindai_sah"),
            models.CheckConstraint(
                condition=Q(pindai="terjangkit") & ~Q(temuan="") | ~Q(pindai="terjangkit") & Q(temuan=""),
                name="isi_terjangkit_bernama",
            ),
        ]
        indexes = [
            models.Index(fields=["satker", "pada"], condition=Q(pindai="menunggu"), name="isi_menunggu_pindai"),
            models.Index(fields=["sha256"], name="isi_sama_persis"),  # the same bytes in other satkers
        ]

    @property
    def kunci(self) -> str:
        """Where the bytes lie in the storage."""
        return kunci_isi(self.satker_id, self.sha256)


def kunci_isi(satker_id: uuid.UUID, sha256: str) -> str:
    """Storage key `<satker>/<aa>/<sha256>` (decisions §5)."""
    return f"{satker_id}/{sha256[:2]}/{sha256}"


class Pemakaian(models.Model):
    """Bytes and files a satker keeps: always the sum over its Isi. Its row lock orders uploads and the sweeper."""

    satker = models.OneToOneField(Satker, on_delete=models.PROTECT, primary_key=True, related_name="+")
    bita = models.PositiveBigIntegerField(default=0)
    jumlah = models.PositiveIntegerField(default=0)
