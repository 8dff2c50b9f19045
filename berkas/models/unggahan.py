"""An upload that may be interrupted and continued (tus): what was promised, how much of it is on the disk, its end."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from berkas.models.berkas import Berkas
from satker.models import Periode, Satker, User

if TYPE_CHECKING:
    from satker.pelaku import Pelaku

UMUR_UNGGAHAN = dt.timedelta(hours=24)  # after the last byte; the waiting bytes go with the row


class Tujuan(models.TextChoices):
    """What the bytes become when all of them are there."""

    BUTIR = "butir", "Data dukung sebuah soal"
    TITIPAN = "titipan", "Kotak masuk"
    GANTI = "ganti", "Versi baru sebuah berkas"


class HasilUnggahan(models.TextChoices):
    """The verdict on the whole file; '' = none yet. Only a duplicate keeps its bytes: it may be stored anyway."""

    SIMPAN = "simpan", "Tersimpan"
    TOLAK = "tolak", "Ditolak pemeriksaan"
    DUPLIKAT = "duplikat", "Isinya sudah ada di satker"
    BERUBAH = "berubah", "Keadaan berkas sudah berubah"
    KUOTA = "kuota", "Tidak muat dalam kuota"


class UnggahanQuerySet(models.QuerySet["Unggahan"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> UnggahanQuerySet:
        """Only the sender's own: nobody continues or even finds somebody else's upload."""
        if pelaku is None or not pelaku.punya("isi_lke"):
            return self.none()
        return self.filter(satker=pelaku.unit, oleh=pelaku.user)

    def terbuka(self) -> UnggahanQuerySet:
        """Without a verdict yet."""
        return self.filter(hasil="")


class Unggahan(models.Model):
    """`diterima` bytes are on the disk for certain (fsync before commit), in the waiting file numbered `wadah`.

    `giliran` is the fence: it grows each time a request starts to write, and only the newest may commit. `hasil`
    and `rincian` are the verdict, kept for a client that never heard it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    tujuan = models.CharField(max_length=7, choices=Tujuan)
    kode_butir = models.CharField(max_length=20, blank=True)
    folder = models.CharField(max_length=400, blank=True)
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    alasan = models.CharField(max_length=200, blank=True)
    tanggal_dokumen = models.DateField(null=True, blank=True)
    tetap = models.BooleanField(default=False)
    nama = models.CharField(max_length=200)
    ukuran = models.PositiveBigIntegerField()
    diterima = models.PositiveBigIntegerField(default=0)
    wadah = models.PositiveIntegerField(default=0)
    giliran = models.PositiveIntegerField(default=0)
    dibuat_pada = models.DateTimeField()
    berubah_pada = models.DateTimeField()
    hasil = models.CharField(max_length=8, choices=HasilUnggahan, blank=True)
    rincian = models.JSONField(default=dict)

    objects = UnggahanQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "dibuat_pada"]
        constraints = [
            models.CheckConstraint(condition=Q(tujuan__in=Tujuan.values), name="unggahan_tujuan_sah"),
            models.CheckConstraint(condition=~Q(nama=""), name="unggahan_bernama"),
            models.CheckConstraint(condition=Q(ukuran__gt=0), name="unggahan_tidak_kosong"),
            models.CheckConstraint(condition=Q(diterima__lte=F("ukuran")), name="unggahan_diterima_muat"),
            models.CheckConstraint(
                condition=Q(tujuan="butir") & ~Q(kode_butir="") | ~Q(tujuan="butir") & Q(kode_butir=""),
                name="unggahan_butir",
            ),
            models.CheckConstraint(
                condition=Q(tujuan="ganti", berkas__isnull=False) & ~Q(alasan="")
                | ~Q(tujuan="ganti") & Q(berkas__isnull=True, alasan=""),
                name="unggahan_ganti",
            ),
            models.CheckConstraint(condition=Q(hasil="") | Q(diterima=F("ukuran")), name="unggahan_selesai_utuh"),
            models.CheckConstraint(condition=Q(hasil__in=["", *HasilUnggahan.values]), name="unggahan_hasil_sah"),
        ]
        indexes = [
            models.Index(fields=["satker", "oleh"], name="unggahan_pengirim"),
            models.Index(fields=["berubah_pada"], name="unggahan_umur"),
        ]
