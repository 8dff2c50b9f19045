"""The use of a document as evidence of a question."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from berkas.models.berkas import Berkas, Pembatasan, hanya_umum, sudah_diperiksa
from satker.models import Periode, Satker, User

if TYPE_CHECKING:
    from satker.pelaku import Pelaku


class Triwulan(models.TextChoices):
    """Which cut-off date the evidence belongs to; '' = not said."""

    B03 = "B03", "B03 (Maret)"
    B06 = "B06", "B06 (Juni)"
    B09 = "B09", "B09 (September)"
    B12 = "B12", "B12 (Desember)"


class BuktiQuerySet(models.QuerySet["Bukti"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> BuktiQuerySet:
        return self.filter(berkas__in=Berkas.objects.terlihat_oleh(pelaku))

    def terbuka_bagi(self, pelaku: Pelaku | None) -> BuktiQuerySet:
        """Of a unit the caller has authorised already: without the documents this reader may not see."""
        terbuka = self.filter(sudah_diperiksa(pelaku, berkas="berkas"))
        return terbuka.filter(berkas__pembatasan=Pembatasan.UMUM) if hanya_umum(pelaku) else terbuka

    def aktif(self) -> BuktiQuerySet:
        """Linked now, to a document that is not in the trash."""
        return self.filter(dilepas_pada__isnull=True, berkas__dihapus_pada__isnull=True)


class Bukti(models.Model):
    """One document under one question of one year. Unlinking keeps the row, so that it can be undone and read later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="bukti")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    kode_butir = models.CharField(max_length=20)
    triwulan = models.CharField(max_length=3, choices=Triwulan, blank=True)
    uraian = models.CharField(max_length=300, blank=True)
    halaman = models.CharField(max_length=40, blank=True)  # where to look in the document, e.g. "3–5"
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    atas_nama = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pada = models.DateTimeField()
    # "Tetap berlaku" in spite of its date, in the satker's own words (K10 of docs/kesegaran.md)
    tetap_alasan = models.CharField(max_length=200, blank=True)
    tetap_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tetap_pada = models.DateTimeField(null=True, blank=True)
    dilepas_pada = models.DateTimeField(null=True, blank=True)
    dilepas_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = BuktiQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "periode", "kode_butir", "pada"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "periode", "kode_butir", "berkas"],
                condition=Q(dilepas_pada__isnull=True),
                name="bukti_sekali",
            ),
            models.CheckConstraint(condition=Q(triwulan__in=["", *Triwulan.values]), name="bukti_triwulan_sah"),
            models.CheckConstraint(condition=~Q(kode_butir=""), name="bukti_berbutir"),
            models.CheckConstraint(
                condition=Q(dilepas_pada__isnull=True, dilepas_oleh__isnull=True)
                | Q(dilepas_pada__isnull=False, dilepas_oleh__isnull=False),
                name="bukti_lepas_sepasang",
            ),
            models.CheckConstraint(
                condition=Q(tetap_alasan="", tetap_oleh__isnull=True, tetap_pada__isnull=True)
                | (~Q(tetap_alasan="") & Q(tetap_oleh__isnull=False, tetap_pada__isnull=False)),
                name="bukti_tetap_sepasang",
            ),
        ]
        indexes = [models.Index(fields=["satker", "periode", "kode_butir"], name="bukti_butir")]
