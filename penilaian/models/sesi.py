"""Desk sessions of the evaluator team: schedule, rooms, rundown, clocks, people (issue C, deliverable 6)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from berkas.models import Berkas
from penilaian.acara_baku import DIBATALKAN, DIJADWALKAN, JENIS_ACARA, KEADAAN_SESI
from penilaian.models.lembar import LembarKerja
from penilaian.sesi_waktu import JEDA, MULAI, SELESAI
from satker.models import Pegawai, Periode, Satker, User
from satker.pelaku import Pelaku

KEJADIAN = ((MULAI, "Mulai"), (JEDA, "Jeda"), (SELESAI, "Selesai"))


class Pihak(models.TextChoices):
    TIM = "tim", "Tim penilai"
    SATKER = "satker", "Satker"
    TAMU = "tamu", "Tamu"


class AturanDesk(models.Model):
    """What an interview must hold before a session closes, and whether the satker reads it afterwards."""

    periode = models.OneToOneField(Periode, on_delete=models.PROTECT, primary_key=True, related_name="aturan_desk")
    teknis = models.PositiveSmallIntegerField(default=1)
    inovasi = models.PositiveSmallIntegerField(default=1)
    program = models.PositiveSmallIntegerField(default=1)
    terbitkan_wawancara = models.BooleanField(default=False)


class SesiQuerySet(models.QuerySet["SesiDesk"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> SesiQuerySet:
        """Sessions of the units the actor may see."""
        return self.filter(satker__in=Satker.objects.terlihat_oleh(pelaku))


class SesiDesk(models.Model):
    """One meeting about one sheet. Several units of one day follow each other by `mulai`.

    `urutan` is the SEQUENCE of the calendar file: it rises with every change of the schedule. `diubah_pada` is when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="sesi")
    mulai = models.DateTimeField()
    selesai = models.DateTimeField()
    tempat = models.CharField(max_length=200, blank=True)
    tautan = models.CharField(max_length=500, blank=True)
    keadaan = models.CharField(max_length=12, choices=[(k, v[0]) for k, v in KEADAAN_SESI.items()], default=DIJADWALKAN)
    alasan = models.TextField(max_length=500, blank=True)  # of a cancelled session, or of closing an incomplete one
    urutan = models.PositiveIntegerField(default=0)
    diubah_pada = models.DateTimeField()
    dibuat_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuka_pada = models.DateTimeField(null=True)
    dibuka_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ditutup_pada = models.DateTimeField(null=True)
    ditutup_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SesiQuerySet.as_manager()

    class Meta:
        ordering = ["mulai", "satker"]
        constraints = [
            models.CheckConstraint(condition=Q(keadaan__in=list(KEADAAN_SESI)), name="sesidesk_keadaan_sah"),
            models.CheckConstraint(condition=Q(selesai__gt=F("mulai")), name="sesidesk_urut"),
            models.CheckConstraint(condition=~Q(tempat="") | ~Q(tautan=""), name="sesidesk_bertempat"),
            models.CheckConstraint(condition=~Q(keadaan=DIBATALKAN) | ~Q(alasan=""), name="sesidesk_batal_beralasan"),
            models.CheckConstraint(
                condition=Q(dibuka_pada__isnull=True, dibuka_oleh__isnull=True)
                | Q(dibuka_pada__isnull=False, dibuka_oleh__isnull=False),
                name="sesidesk_buka_sepasang",
            ),
            models.CheckConstraint(
                condition=Q(ditutup_pada__isnull=True, ditutup_oleh__isnull=True)
                | Q(ditutup_pada__isnull=False, ditutup_oleh__isnull=False),
                name="sesidesk_tutup_sepasang",
            ),
        ]
        indexes = [models.Index(fields=["satker", "lembar", "mulai"], name="sesidesk_lembar")]


class RuangSesi(models.Model):
    """A room, or a break-out room of the virtual meeting. Room 1 is the main one; each room has one clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    sesi = models.ForeignKey(SesiDesk, on_delete=models.PROTECT, related_name="ruang")
    nomor = models.PositiveSmallIntegerField()
    nama = models.CharField(max_length=80)
    tautan = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["sesi", "nomor"]
        constraints = [models.UniqueConstraint(fields=["satker", "sesi", "nomor"], name="ruangsesi_nomor")]

    def __str__(self) -> str:
        return self.nama


class AcaraSesi(models.Model):
    """One part of the rundown. `berkas`: the slides shown, a document of the unit's library."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    sesi = models.ForeignKey(SesiDesk, on_delete=models.PROTECT, related_name="acara")
    ruang = models.ForeignKey(RuangSesi, on_delete=models.PROTECT, related_name="acara")
    urutan = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=12, choices=[(k, v.nama) for k, v in JENIS_ACARA.items()])
    judul = models.CharField(max_length=120)
    area = models.CharField(max_length=4, blank=True)
    menit = models.PositiveSmallIntegerField()
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["sesi", "urutan", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(jenis__in=list(JENIS_ACARA)), name="acarasesi_jenis_sah"),
            models.CheckConstraint(condition=Q(menit__gte=1, menit__lte=480), name="acarasesi_menit"),
            models.CheckConstraint(
                condition=Q(jenis="wawancara") & ~Q(area="") | ~Q(jenis="wawancara") & Q(area=""),
                name="acarasesi_pokja",
            ),
        ]
        indexes = [models.Index(fields=["satker", "sesi", "urutan"], name="acarasesi_urut")]


class JamAcara(models.Model):
    """A press on the clock of a part; never changed. `nomor` is the order in the session, `pada` the database clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    sesi = models.ForeignKey(SesiDesk, on_delete=models.PROTECT, related_name="jam")
    acara = models.ForeignKey(AcaraSesi, on_delete=models.PROTECT, related_name="jam")
    nomor = models.PositiveIntegerField()
    jenis = models.CharField(max_length=8, choices=KEJADIAN)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["sesi", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "sesi", "nomor"], name="jamacara_nomor"),
            models.CheckConstraint(condition=Q(jenis__in=[k for k, _ in KEJADIAN]), name="jamacara_jenis_sah"),
        ]


class PesertaSesi(models.Model):
    """Who is invited: an account, a name of the staff list, or a guest. `ruang`: where a member interviews."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    sesi = models.ForeignKey(SesiDesk, on_delete=models.PROTECT, related_name="peserta")
    pihak = models.CharField(max_length=8, choices=Pihak)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, null=True, related_name="+")
    nama = models.CharField(max_length=120)
    jabatan = models.CharField(max_length=120, blank=True)
    ruang = models.ForeignKey(RuangSesi, on_delete=models.PROTECT, null=True, related_name="pewawancara")

    class Meta:
        ordering = ["sesi", "pihak", "nama"]
        constraints = [
            models.CheckConstraint(condition=Q(pihak__in=Pihak.values), name="pesertasesi_pihak_sah"),
            models.CheckConstraint(condition=Q(ruang__isnull=True) | Q(pihak=Pihak.TIM), name="pesertasesi_ruang_tim"),
            models.CheckConstraint(condition=~Q(nama=""), name="pesertasesi_bernama"),
            models.UniqueConstraint(
                fields=["satker", "sesi", "user"], condition=Q(user__isnull=False), name="pesertasesi_akun_sekali"
            ),
        ]


class KehadiranSesi(models.Model):
    """Whether a participant came, and who recorded it when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    peserta = models.ForeignKey(PesertaSesi, on_delete=models.CASCADE, related_name="kehadiran")
    hadir = models.BooleanField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["peserta"]
        constraints = [models.UniqueConstraint(fields=["satker", "peserta"], name="kehadiransesi_satu")]


class DilihatSesi(models.Model):
    """Which state of the schedule a person said to have read: a later one shows as "berubah sejak Anda lihat"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    sesi = models.ForeignKey(SesiDesk, on_delete=models.PROTECT, related_name="dilihat")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    urutan = models.PositiveIntegerField()
    pada = models.DateTimeField()

    class Meta:
        ordering = ["sesi", "user"]
        constraints = [models.UniqueConstraint(fields=["satker", "sesi", "user"], name="dilihatsesi_satu")]
