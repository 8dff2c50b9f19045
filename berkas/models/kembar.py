"""Fingerprints of stored bytes and what they show to be alike. Everything but the reviews can be made again."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Now

from berkas.models.berkas import Berkas, Pembatasan, VersiBerkas, hanya_umum
from berkas.models.isi import Isi
from satker.models import Satker, User

if TYPE_CHECKING:
    from satker.pelaku import Pelaku


class SidikTeks(models.Model):
    """Text fingerprint of one Isi. `pita` holds one number per band, salted with the instansi: one index serves all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    isi = models.ForeignKey(Isi, on_delete=models.PROTECT, related_name="+")
    versi = models.PositiveSmallIntegerField()
    kata = models.PositiveIntegerField()
    minhash = models.BinaryField(max_length=512)
    pita = ArrayField(models.IntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["satker", "isi"], name="sidikteks_sekali"),
            models.CheckConstraint(condition=Q(kata__gt=0), name="sidikteks_berkata"),
        ]
        indexes = [GinIndex(fields=["pita"], name="sidikteks_pita", fastupdate=False)]


class SidikGambar(models.Model):
    """Perceptual hash of one page without text of its own, or of a photograph. `halaman` counts from 1."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    isi = models.ForeignKey(Isi, on_delete=models.PROTECT, related_name="+")
    halaman = models.PositiveIntegerField()
    versi = models.PositiveSmallIntegerField()
    kasar = models.BigIntegerField()  # 64 bits, signed
    halus = models.BinaryField(max_length=32)
    pita0 = models.PositiveIntegerField()
    pita1 = models.PositiveIntegerField()
    pita2 = models.PositiveIntegerField()
    pita3 = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["satker", "isi", "halaman"], name="sidikgambar_sekali"),
            models.CheckConstraint(condition=Q(halaman__gte=1), name="sidikgambar_halaman"),
        ]
        indexes = [models.Index(fields=[f"pita{i}"], name=f"sidikgambar_pita{i}") for i in range(4)]


class JenisMirip(models.TextChoices):
    PERSIS = "persis", "Berkas sama persis"
    TEKS = "teks", "Isi teks mirip"
    GAMBAR = "gambar", "Gambar atau hasil pindai mirip"


def versi_hidup(pelaku: Pelaku | None = None) -> models.QuerySet[VersiBerkas]:
    """Newest versions of documents that are not in the trash; without those kept from this reader."""
    versi = VersiBerkas.objects.terkini().filter(berkas__dihapus_pada__isnull=True).order_by()
    if pelaku is not None and hanya_umum(pelaku):
        versi = versi.filter(berkas__pembatasan=Pembatasan.UMUM)
    return versi


class KemiripanQuerySet(models.QuerySet["Kemiripan"]):
    def berlaku(self, pelaku: Pelaku) -> KemiripanQuerySet:
        """Pairs between two different documents of today, none of them a central one. Says nothing about sight."""
        dua = versi_hidup(pelaku).filter(isi=OuterRef("isi")).values("isi").annotate(n=Count("pk")).filter(n__gt=1)
        kanan = versi_hidup(pelaku).filter(isi=OuterRef("isi_lain"))
        return self.filter(Exists(kanan), ~Q(isi=F("isi_lain")) | Exists(dua), pusat=False)

    def terlihat_oleh(self, pelaku: Pelaku | None) -> KemiripanQuerySet:
        """Pairs of which the actor may see both documents."""
        terlihat = Berkas.objects.ada().terlihat_oleh(pelaku)
        versi = VersiBerkas.objects.terkini().filter(berkas__in=terlihat).order_by()
        return self.filter(
            Exists(versi.filter(isi=OuterRef("isi"))),
            Exists(versi.filter(isi=OuterRef("isi_lain"))),
        )

    def di_luar(self, pelaku: Pelaku) -> KemiripanQuerySet:
        """Pairs whose other unit the actor may not see. Only whether there is one may be told, never how many."""
        return self.exclude(satker_lain__in=Satker.objects.terlihat_oleh(pelaku))


class Kemiripan(models.Model):
    """Two stored contents that are alike, as seen from the first; every pair stands in both directions.

    `skor` in permille. A content that two documents of one satker share is a pair with itself. `pusat`: one of both is
    a central document. A review belongs to both directions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    isi = models.ForeignKey(Isi, on_delete=models.PROTECT, related_name="+")
    satker_lain = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    isi_lain = models.ForeignKey(Isi, on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=6, choices=JenisMirip)
    skor = models.PositiveSmallIntegerField()
    halaman = models.PositiveIntegerField(null=True, blank=True)
    halaman_lain = models.PositiveIntegerField(null=True, blank=True)
    pusat = models.BooleanField(default=False)
    pada = models.DateTimeField(db_default=Now())
    ditinjau_pada = models.DateTimeField(null=True, blank=True)
    ditinjau_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    alasan = models.CharField(max_length=300, blank=True)

    objects = KemiripanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["satker", "isi", "satker_lain", "isi_lain"], name="kemiripan_sekali"),
            models.CheckConstraint(condition=Q(jenis__in=JenisMirip.values), name="kemiripan_jenis_sah"),
            models.CheckConstraint(condition=Q(skor__lte=1000), name="kemiripan_skor"),
            models.CheckConstraint(
                condition=Q(ditinjau_pada__isnull=True, ditinjau_oleh__isnull=True, alasan="")
                | (Q(ditinjau_pada__isnull=False, ditinjau_oleh__isnull=False) & ~Q(alasan="")),
                name="kemiripan_tinjau_beralasan",
            ),
        ]


class DokumenPusat(models.Model):
    """A document everybody is meant to have (SK pusat, SOP nasional, peraturan): alike copies of it are no finding.

    `satker` is the instansi. `minhash` also covers the same text saved anew; NULL when there was no text to read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    minhash = models.BinaryField(max_length=512, null=True, blank=True)
    judul = models.CharField(max_length=200)
    alasan = models.CharField(max_length=300)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["satker", "judul"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "sha256"], name="dokumenpusat_sekali"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="dokumenpusat_sha256_sah"),
            models.CheckConstraint(condition=~Q(judul=""), name="dokumenpusat_berjudul"),
            models.CheckConstraint(condition=~Q(alasan=""), name="dokumenpusat_beralasan"),
        ]
