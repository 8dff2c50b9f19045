"""A file in the inbox: stored and checked, not yet said which question it belongs to (ux W5)."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from berkas.models.berkas import Berkas
from berkas.models.isi import Isi
from satker.models import Periode, Satker, User

if TYPE_CHECKING:
    from satker.pelaku import Pelaku

UMUR_TITIPAN = dt.timedelta(days=30)


class HasilTitipan(models.TextChoices):
    """How a file left the inbox; '' = it is still there."""

    SIMPAN = "simpan", "Disimpan ke soal"
    LEWATI = "lewati", "Dihapus dari kotak masuk"
    KEDALUWARSA = "kedaluwarsa", "Lewat 30 hari"


class TitipanQuerySet(models.QuerySet["Titipan"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> TitipanQuerySet:
        """Only the satker's own people who may answer; nobody looks into somebody else's inbox."""
        if pelaku is None or not pelaku.punya("isi_lke"):
            return self.none()
        return self.filter(satker=pelaku.unit)

    def menunggu(self) -> TitipanQuerySet:
        return self.filter(hasil="")


class Titipan(models.Model):
    """`folder`: the path the file had in the folder or ZIP it came from, '' for a single file.

    `berkas`: the document it became (hasil=simpan).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    isi = models.ForeignKey(Isi, on_delete=models.PROTECT, related_name="+")
    nama_kirim = models.CharField(max_length=200)
    folder = models.CharField(max_length=400, blank=True)
    jumlah_halaman = models.PositiveIntegerField(null=True, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    hasil = models.CharField(max_length=12, choices=HasilTitipan, blank=True)
    hasil_pada = models.DateTimeField(null=True, blank=True)
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = TitipanQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "pada"]
        constraints = [
            models.CheckConstraint(condition=Q(hasil__in=["", *HasilTitipan.values]), name="titipan_hasil_sah"),
            models.CheckConstraint(condition=~Q(nama_kirim=""), name="titipan_bernama"),
            models.CheckConstraint(
                condition=Q(hasil="", hasil_pada__isnull=True) | ~Q(hasil="") & Q(hasil_pada__isnull=False),
                name="titipan_selesai_bertanggal",
            ),
            models.CheckConstraint(
                condition=Q(hasil="simpan", berkas__isnull=False) | ~Q(hasil="simpan") & Q(berkas__isnull=True),
                name="titipan_jadi_berkas",
            ),
        ]
        indexes = [models.Index(fields=["satker", "periode", "pada"], condition=Q(hasil=""), name="titipan_menunggu")]
