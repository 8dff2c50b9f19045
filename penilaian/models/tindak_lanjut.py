"""Recommendations of a report, and what happens after the award."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from penilaian.models.lembar import LembarKerja
from penilaian.models.tpn import HasilTpn
from satker.models import RiwayatPredikat, Satker, User

if TYPE_CHECKING:
    from satker.pelaku import Pelaku


class SumberRekomendasi(models.TextChoices):
    LHE_TPI = "lhe_tpi", "LHE tim penilai"
    TPN = "tpn", "TPN"


class StatusRekomendasi(models.TextChoices):
    TERBUKA = "terbuka", "Terbuka"
    DITINDAKLANJUTI = "ditindaklanjuti", "Ditindaklanjuti, menunggu putusan"
    SELESAI = "selesai", "Selesai"
    BELUM = "belum", "Belum selesai"


class RekomendasiQuerySet(models.QuerySet["Rekomendasi"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> RekomendasiQuerySet:
        return self.filter(satker__in=Satker.objects.terlihat_oleh(pelaku))


class Rekomendasi(models.Model):
    """One note of a report as a piece of work. `kode_butir` '' : it is about an area, or about the whole sheet.

    `dokumen`: the issued LHE that made it; a later issue of that LHE writes on the same row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="rekomendasi")
    sumber = models.CharField(max_length=8, choices=SumberRekomendasi)
    hasil = models.ForeignKey(HasilTpn, on_delete=models.PROTECT, null=True, related_name="rekomendasi")
    dokumen = models.ForeignKey("berkas.DokumenTerbit", on_delete=models.PROTECT, null=True, related_name="+")
    kode_butir = models.CharField(max_length=20, blank=True)
    area = models.CharField(max_length=4, blank=True)
    teks = models.TextField(max_length=2000)
    pemilik = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    jabatan = models.CharField(max_length=120, blank=True)
    tenggat = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=StatusRekomendasi, default=StatusRekomendasi.TERBUKA)
    tindak_lanjut = models.TextField(max_length=2000, blank=True)
    bukti = models.ForeignKey("berkas.Bukti", on_delete=models.PROTECT, null=True, related_name="+")
    ditindaklanjuti_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ditindaklanjuti_pada = models.DateTimeField(null=True)
    catatan_putusan = models.CharField(max_length=1000, blank=True)
    diputus_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    objects = RekomendasiQuerySet.as_manager()

    class Meta:
        ordering = ["lembar", "area", "kode_butir", "pada"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "lembar", "kode_butir"],
                condition=Q(dokumen__isnull=False),
                name="rekomendasi_lhe_sekali",
            ),
            models.CheckConstraint(condition=Q(sumber__in=SumberRekomendasi.values), name="rekomendasi_sumber_sah"),
            models.CheckConstraint(condition=Q(status__in=StatusRekomendasi.values), name="rekomendasi_status_sah"),
            models.CheckConstraint(condition=~Q(teks=""), name="rekomendasi_berteks"),
            models.CheckConstraint(
                condition=Q(ditindaklanjuti_oleh__isnull=True, ditindaklanjuti_pada__isnull=True)
                | Q(ditindaklanjuti_oleh__isnull=False, ditindaklanjuti_pada__isnull=False),
                name="rekomendasi_tindak_sepasang",
            ),
            models.CheckConstraint(
                condition=Q(diputus_oleh__isnull=True, diputus_pada__isnull=True)
                | Q(diputus_oleh__isnull=False, diputus_pada__isnull=False),
                name="rekomendasi_putusan_sepasang",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["selesai", "belum"]) | ~Q(catatan_putusan=""),
                name="rekomendasi_putusan_bercatatan",
            ),
        ]
        indexes = [models.Index(fields=["satker", "kode_butir"], name="rekomendasi_butir")]


class CalonRekomendasi(models.Model):
    """What the lead changed about a recommendation before the LHE is issued. Without a row the note itself becomes one
    (penilaian.queries.calon_rekomendasi). `tenggat` None: by the rule of the year.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="calon_rekomendasi")
    kode_butir = models.CharField(max_length=20)
    dipakai = models.BooleanField(default=True)
    teks = models.TextField(max_length=2000)
    jabatan = models.CharField(max_length=120)
    tenggat = models.DateField(null=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["lembar", "kode_butir"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar", "kode_butir"], name="calonrekomendasi_satu"),
            models.CheckConstraint(condition=~Q(teks="") & ~Q(jabatan=""), name="calonrekomendasi_berisi"),
        ]


class HasilBerkala(models.TextChoices):
    MASIH = "masih", "Masih memenuhi"
    TIDAK = "tidak", "Tidak lagi memenuhi"


class PenilaianBerkala(models.Model):
    """The `ke`-th two-yearly assessment of a held predikat, with its letter. Due dates are computed, not stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    predikat = models.ForeignKey(RiwayatPredikat, on_delete=models.PROTECT, related_name="+")
    ke = models.PositiveSmallIntegerField()
    hasil = models.CharField(max_length=5, choices=HasilBerkala)
    nomor_surat = models.CharField(max_length=120)
    tanggal_surat = models.DateField()
    catatan = models.TextField(max_length=2000, blank=True)
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, null=True, related_name="+")
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["predikat", "ke"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "predikat", "ke"], name="penilaianberkala_satu"),
            models.CheckConstraint(condition=Q(hasil__in=HasilBerkala.values), name="penilaianberkala_hasil_sah"),
            models.CheckConstraint(condition=~Q(nomor_surat=""), name="penilaianberkala_bersurat"),
        ]


class PutusanKlarifikasi(models.TextChoices):
    MENUNGGU = "", "Menunggu"
    TERBUKTI = "terbukti", "Terbukti"
    TIDAK = "tidak", "Tidak terbukti"


class Klarifikasi(models.Model):
    """A suspected maladministrasi of a unit that holds a predikat, its answer within `tenggat`, and the verdict."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    predikat = models.ForeignKey(RiwayatPredikat, on_delete=models.PROTECT, related_name="+")
    uraian = models.CharField(max_length=500)
    sumber = models.CharField(max_length=200)
    tenggat = models.DateTimeField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    jawaban = models.TextField(max_length=4000, blank=True)
    dijawab_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    dijawab_pada = models.DateTimeField(null=True)
    putusan = models.CharField(max_length=8, choices=PutusanKlarifikasi, blank=True)
    alasan = models.CharField(max_length=500, blank=True)
    diputus_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["satker", "-pada"]
        constraints = [
            models.CheckConstraint(condition=Q(putusan__in=PutusanKlarifikasi.values), name="klarifikasi_putusan_sah"),
            models.CheckConstraint(
                condition=Q(dijawab_oleh__isnull=True, dijawab_pada__isnull=True)
                | Q(dijawab_oleh__isnull=False, dijawab_pada__isnull=False),
                name="klarifikasi_jawab_sepasang",
            ),
            models.CheckConstraint(
                condition=Q(putusan="", diputus_oleh__isnull=True, diputus_pada__isnull=True)
                | (~Q(putusan="") & ~Q(alasan="") & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)),
                name="klarifikasi_putusan_lengkap",
            ),
        ]
