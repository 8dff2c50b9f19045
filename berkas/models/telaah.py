"""Hints that people set aside, and redacted copies of versions that carry personal data."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from berkas.models.berkas import Berkas, VersiBerkas
from berkas.models.isi import Isi
from satker.models import Periode, Satker, User

if TYPE_CHECKING:
    from satker.pelaku import Pelaku


class PetunjukDiabaikan(models.Model):
    """One hint a person set aside, with the reason. `kunci` is Petunjuk.kunci: it names the version it was about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    kode_butir = models.CharField(max_length=20)
    kunci = models.CharField(max_length=160)
    alasan = models.CharField(max_length=200)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    dicabut_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "periode", "kode_butir", "kunci"],
                condition=Q(dicabut_pada__isnull=True),
                name="petunjukdiabaikan_sekali",
            ),
            models.CheckConstraint(condition=~Q(kunci="") & ~Q(kode_butir=""), name="petunjukdiabaikan_berkunci"),
            models.CheckConstraint(condition=~Q(alasan=""), name="petunjukdiabaikan_beralasan"),
            models.CheckConstraint(
                condition=Q(dicabut_pada__isnull=True, dicabut_oleh__isnull=True)
                | Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False),
                name="petunjukdiabaikan_cabut_sepasang",
            ),
        ]


class SalinanQuerySet(models.QuerySet["SalinanTersamar"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> SalinanQuerySet:
        """Copies of documents the actor may see; one that nobody has looked at, only for those who work on it."""
        terlihat = self.filter(versi__berkas__in=Berkas.objects.terlihat_oleh(pelaku))
        if pelaku is not None and pelaku.penugasan is not None and pelaku.punya("isi_lke"):
            return terlihat.filter(Q(satker=pelaku.unit) | Q(diperiksa_pada__isnull=False))
        return terlihat.filter(diperiksa_pada__isnull=False)

    def berlaku(self) -> SalinanQuerySet:
        return self.filter(dibuang_pada__isnull=True)


class SalinanTersamar(models.Model):
    """A rasterised copy of one version with its personal data painted over. The original stays as it is.

    `halaman_keluar`: pages left out, as typed ("2, 5–7"); `dari_gambar`: pages whose places were read by OCR;
    `aturan`: rules the search used (berkas.telaah.pribadi.VERSI_ATURAN).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    versi = models.ForeignKey(VersiBerkas, on_delete=models.PROTECT, related_name="salinan")
    isi = models.ForeignKey(Isi, on_delete=models.PROTECT, related_name="+")
    jumlah_tanda = models.PositiveIntegerField()
    halaman_keluar = models.CharField(max_length=100, blank=True)
    dari_gambar = models.CharField(max_length=100, blank=True)
    aturan = models.PositiveSmallIntegerField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    diperiksa_pada = models.DateTimeField(null=True, blank=True)
    diperiksa_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dibuang_pada = models.DateTimeField(null=True, blank=True)
    dibuang_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SalinanQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "versi", "-pada"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "versi"], condition=Q(dibuang_pada__isnull=True), name="salinantersamar_satu"
            ),
            models.CheckConstraint(
                condition=Q(diperiksa_pada__isnull=True, diperiksa_oleh__isnull=True)
                | Q(diperiksa_pada__isnull=False, diperiksa_oleh__isnull=False),
                name="salinantersamar_periksa_sepasang",
            ),
            models.CheckConstraint(
                condition=Q(dibuang_pada__isnull=True, dibuang_oleh__isnull=True)
                | Q(dibuang_pada__isnull=False, dibuang_oleh__isnull=False),
                name="salinantersamar_buang_sepasang",
            ),
        ]
