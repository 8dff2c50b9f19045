"""What was sent, frozen: the answers, the evidence versions, the instrument and the engine (decisions §4)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from penilaian.models.jawaban import Lapisan
from penilaian.models.lembar import LembarKerja
from penilaian.models.ringkasan import Angka
from satker.models import Satker, User


class Pengajuan(models.Model):
    """One sending of a sheet, approved by the kepala satker. The newest one is what evaluators see."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="pengajuan")
    nomor = models.PositiveSmallIntegerField()
    target = models.CharField(max_length=4)
    hash_instrumen = models.CharField(max_length=64)
    mesin = models.CharField(max_length=20)
    diajukan_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    disetujui_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    disetujui_pada = models.DateTimeField()

    class Meta:
        ordering = ["lembar", "-nomor"]
        constraints = [models.UniqueConstraint(fields=["satker", "lembar", "nomor"], name="pengajuan_urut")]


class StatusButir(models.TextChoices):
    """Where one butir of a sending stands with its reviewer."""

    DIKIRIM = "dikirim", "Belum diperiksa"
    LENGKAP = "lengkap", "Lengkap"
    PERLU_PERBAIKAN = "perlu_perbaikan", "Perlu perbaikan"
    DIPERBAIKI = "diperbaiki", "Diperbaiki, menunggu periksa ulang"


class ButirPengajuan(models.Model):
    """The frozen answer of one butir. Sending a repaired butir again writes its new content here and raises `ke`; what
    was there before stays in RiwayatButir.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, related_name="butir")
    kode_butir = models.CharField(max_length=20)
    isi = models.JSONField()
    uraian = models.TextField(blank=True)
    catatan_nol = models.TextField(blank=True)
    versi_jawaban = models.PositiveIntegerField()
    ke = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=16, choices=StatusButir, default=StatusButir.DIKIRIM)
    alasan = models.TextField(max_length=1000, blank=True)  # of the last return
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["pengajuan", "kode_butir"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "pengajuan", "kode_butir"], name="butirpengajuan_satu"),
            models.CheckConstraint(condition=Q(status__in=StatusButir.values), name="butirpengajuan_status_sah"),
            models.CheckConstraint(
                condition=~Q(status=StatusButir.PERLU_PERBAIKAN) | ~Q(alasan=""), name="butirpengajuan_alasan"
            ),
        ]


class RiwayatButir(models.Model):
    """What a butir of a sending held before it was sent again, and the return that asked for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    butir = models.ForeignKey(ButirPengajuan, on_delete=models.PROTECT, related_name="riwayat")
    ke = models.PositiveSmallIntegerField()
    isi = models.JSONField()
    uraian = models.TextField(blank=True)
    catatan_nol = models.TextField(blank=True)
    versi_jawaban = models.PositiveIntegerField()
    alasan = models.TextField(blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["butir", "-ke"]
        constraints = [models.UniqueConstraint(fields=["satker", "butir", "ke"], name="riwayatbutir_urut")]


class BuktiPengajuan(models.Model):
    """One pinned file of a sending: this version of this evidence, with its hash. `ke` as in ButirPengajuan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, related_name="bukti")
    kode_butir = models.CharField(max_length=20)
    ke = models.PositiveSmallIntegerField(default=1)
    bukti = models.ForeignKey("berkas.Bukti", on_delete=models.PROTECT, related_name="+")
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pengajuan", "kode_butir"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "pengajuan", "kode_butir", "ke", "bukti"], name="buktipengajuan_satu"
            )
        ]
        indexes = [models.Index(fields=["satker", "versi"], name="buktipengajuan_versi")]


class Peristiwa(models.TextChoices):
    """What froze a copy."""

    KIRIM = "kirim", "Dikirim"
    PENDAHULUAN = "pendahuluan", "Penilaian pendahuluan selesai"
    KUNCI = "kunci", "Dikunci tim penilai"
    LHE = "lhe", "LHE terbit"
    DIUSULKAN = "diusulkan", "Diusulkan"
    TPN = "tpn", "Hasil TPN dicatat"


class Potret(Angka):
    """A layer as it was at an event, immutable: answers, notes and the whole result tree, numbers as text.

    People outside the team of a layer read that layer only from here (decisions §4: unpublished values reach nobody).
    jawaban: {kode: {"isi": …, "catatan": …, "versi": n}}; pohon: {kode: "points"} of every node and butir.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="potret")
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, null=True, related_name="potret")
    lapisan = models.CharField(max_length=12, choices=Lapisan)
    peristiwa = models.CharField(max_length=12, choices=Peristiwa)
    nomor = models.PositiveSmallIntegerField()
    jawaban = models.JSONField()
    pohon = models.JSONField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["lembar", "-pada"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "lembar", "lapisan", "peristiwa", "nomor"], name="potret_satu"),
            models.CheckConstraint(condition=Q(lapisan__in=Lapisan.values), name="potret_lapisan_sah"),
            models.CheckConstraint(condition=Q(peristiwa__in=Peristiwa.values), name="potret_peristiwa_sah"),
        ]
