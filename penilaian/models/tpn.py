"""What the national team decided, as it was typed from its report; an objection; the decree."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from penilaian.aturan_usulan import BUTIR_SELEKSI, NAMA_TAHAP_TPN
from penilaian.models.usulan import UnitUsulan
from satker.models import RiwayatPredikat, Satker, User
from satker.models.organisasi import Predikat

_PUTUSAN = ("sesuai", "tidak_sesuai", "diterima", "ditolak", "lulus", "tidak", "panel", "lanjut")


class HasilTpn(models.Model):
    """The result of one stage, never changed: a correction is a further row with its reason; the highest nomor counts.

    area: {kode: "points as text"}; numbers are what the report says, nothing is computed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(UnitUsulan, on_delete=models.PROTECT, related_name="hasil")
    tahap = models.CharField(max_length=12, choices=list(NAMA_TAHAP_TPN.items()))
    nomor = models.PositiveSmallIntegerField(default=1)
    putusan = models.CharField(max_length=12)
    total = models.DecimalField(max_digits=16, decimal_places=12, null=True)
    area = models.JSONField(default=dict)
    catatan = models.TextField(max_length=4000, blank=True)
    sumber = models.CharField(max_length=160)
    tanggal = models.DateField()
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, null=True, related_name="+")
    alasan = models.CharField(max_length=500, blank=True)  # of a correction
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["unit", "pada"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "unit", "tahap", "nomor"], name="hasiltpn_urut"),
            models.CheckConstraint(condition=Q(tahap__in=list(NAMA_TAHAP_TPN)), name="hasiltpn_tahap_sah"),
            models.CheckConstraint(condition=Q(putusan__in=_PUTUSAN), name="hasiltpn_putusan_sah"),
            models.CheckConstraint(condition=Q(nomor=1) | ~Q(alasan=""), name="hasiltpn_koreksi_beralasan"),
            models.CheckConstraint(condition=~Q(sumber=""), name="hasiltpn_bersumber"),
        ]


class ButirSeleksi(models.Model):
    """One point of the administrative list of a result."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    hasil = models.ForeignKey(HasilTpn, on_delete=models.PROTECT, related_name="butir")
    kode = models.CharField(max_length=12)
    sesuai = models.BooleanField()
    keterangan = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["hasil", "kode"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "hasil", "kode"], name="butirseleksi_satu"),
            models.CheckConstraint(condition=Q(kode__in=list(BUTIR_SELEKSI)), name="butirseleksi_kode_sah"),
            models.CheckConstraint(condition=Q(sesuai=True) | ~Q(keterangan=""), name="butirseleksi_keterangan"),
        ]


class Sanggahan(models.Model):
    """The one objection of a unit; sent means frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(UnitUsulan, on_delete=models.PROTECT, related_name="sanggahan")
    nomor_surat = models.CharField(max_length=120, blank=True)
    dibuat_pada = models.DateTimeField()
    dikirim_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    dikirim_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["unit"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "unit"], name="sanggahan_satu"),
            models.CheckConstraint(
                condition=Q(dikirim_oleh__isnull=True, dikirim_pada__isnull=True)
                | Q(dikirim_oleh__isnull=False, dikirim_pada__isnull=False),
                name="sanggahan_kirim_sepasang",
            ),
        ]


class Sikap(models.TextChoices):
    TERIMA = "terima", "Terima"
    SANGGAH = "sanggah", "Sanggah"


class ButirSanggah(models.Model):
    """What is said to one point: accepted, or contested with text, a proof and the page to look at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    sanggahan = models.ForeignKey(Sanggahan, on_delete=models.PROTECT, related_name="butir")
    kode = models.CharField(max_length=12)
    sikap = models.CharField(max_length=8, choices=Sikap)
    uraian = models.TextField(max_length=2000, blank=True)
    bukti = models.ForeignKey("berkas.Bukti", on_delete=models.PROTECT, null=True, related_name="+")
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, null=True, related_name="+")
    halaman = models.CharField(max_length=40, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["sanggahan", "kode"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "sanggahan", "kode"], name="butirsanggah_satu"),
            models.CheckConstraint(condition=Q(kode__in=list(BUTIR_SELEKSI)), name="butirsanggah_kode_sah"),
            models.CheckConstraint(condition=Q(sikap__in=Sikap.values), name="butirsanggah_sikap_sah"),
            models.CheckConstraint(
                condition=~Q(sikap="sanggah") | (~Q(uraian="") & ~Q(halaman="") & Q(versi__isnull=False)),
                name="butirsanggah_berbukti",
            ),
        ]


class JenisSk(models.TextChoices):
    PENETAPAN = "penetapan", "Penetapan"
    PENCABUTAN = "pencabutan", "Pencabutan"


class SkPredikat(models.Model):
    """A decree about a unit of a proposal, with its file; what it changed stands in satker.RiwayatPredikat."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(UnitUsulan, on_delete=models.PROTECT, related_name="sk")
    jenis = models.CharField(max_length=10, choices=JenisSk)
    riwayat = models.ForeignKey(RiwayatPredikat, on_delete=models.PROTECT, related_name="+")
    predikat = models.CharField(max_length=4, choices=Predikat)
    nomor = models.CharField(max_length=120)
    tanggal = models.DateField()
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, null=True, related_name="+")
    alasan = models.CharField(max_length=200, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["unit", "tanggal"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "unit", "jenis"], name="skpredikat_satu"),
            models.CheckConstraint(condition=Q(jenis__in=JenisSk.values), name="skpredikat_jenis_sah"),
            models.CheckConstraint(condition=Q(predikat__in=Predikat.values), name="skpredikat_predikat_sah"),
            models.CheckConstraint(condition=Q(jenis="penetapan") | ~Q(alasan=""), name="skpredikat_cabut_beralasan"),
        ]
