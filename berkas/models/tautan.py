"""Links to things outside (Drive and the like) under a question, and who could really open them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from berkas.models.bukti import Triwulan
from satker.models import Periode, Satker, User

if TYPE_CHECKING:
    from satker.pelaku import Pelaku

PANJANG_URL = 1500  # the unique index must hold it


class HasilBuka(models.TextChoices):
    BISA = "bisa", "Bisa dibuka"
    TIDAK = "tidak", "Tidak bisa dibuka"


class TautanLuarQuerySet(models.QuerySet["TautanLuar"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> TautanLuarQuerySet:
        return self.filter(satker__in=Satker.objects.terlihat_oleh(pelaku))

    def aktif(self) -> TautanLuarQuerySet:
        return self.filter(dilepas_pada__isnull=True)


class TautanLuar(models.Model):
    """An address under one question of one year. It is not a file: nothing is stored, nothing is ever fetched."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    kode_butir = models.CharField(max_length=20)
    url = models.CharField(max_length=PANJANG_URL)
    judul = models.CharField(max_length=200)
    triwulan = models.CharField(max_length=3, choices=Triwulan, blank=True)
    uraian = models.CharField(max_length=300, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    dilepas_pada = models.DateTimeField(null=True, blank=True)
    dilepas_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = TautanLuarQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "periode", "kode_butir", "pada"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "id"], name="tautanluar_milik"),  # target of bukatautan_sesatker
            models.UniqueConstraint(
                fields=["satker", "periode", "kode_butir", "url"],
                condition=Q(dilepas_pada__isnull=True),
                name="tautanluar_sekali",
            ),
            models.CheckConstraint(condition=Q(url__regex=r"^https?://[!-~]+$"), name="tautanluar_url_sah"),
            models.CheckConstraint(condition=~Q(judul=""), name="tautanluar_berjudul"),
            models.CheckConstraint(condition=~Q(kode_butir=""), name="tautanluar_berbutir"),
            models.CheckConstraint(condition=Q(triwulan__in=["", *Triwulan.values]), name="tautanluar_triwulan_sah"),
            models.CheckConstraint(
                condition=Q(dilepas_pada__isnull=True, dilepas_oleh__isnull=True)
                | Q(dilepas_pada__isnull=False, dilepas_oleh__isnull=False),
                name="tautanluar_lepas_sepasang",
            ),
        ]
        indexes = [models.Index(fields=["satker", "periode", "kode_butir"], name="tautanluar_butir")]

    def __str__(self) -> str:
        return self.judul


class BukaTautan(models.Model):
    """What one person other than its sender found when opening a link; a later answer replaces the earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    tautan = models.ForeignKey(TautanLuar, on_delete=models.PROTECT, related_name="dibuka")
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    hasil = models.CharField(max_length=5, choices=HasilBuka)
    pada = models.DateTimeField()

    class Meta:
        ordering = ["tautan", "-pada"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "tautan", "oleh"], name="bukatautan_sekali"),
            models.CheckConstraint(condition=Q(hasil__in=HasilBuka.values), name="bukatautan_hasil_sah"),
        ]
