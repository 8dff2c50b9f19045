"""Incidents of a unit and the rule of a year that may deduct for them (docs/nilai.md P1 to P9).

Functions only, never names of people. Files of the inspectorate lie under the instansi, not in the library of the
satker: the satker sees that a document exists and cannot open it.
"""

from __future__ import annotations

import uuid
from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from penilaian.pengurang import aturan as murni
from penilaian.pengurang.status import NAMA
from satker.models import Periode, Satker, User
from satker.pelaku import Pelaku

JENIS = list(murni.JENIS.items())
STATUS = list(NAMA.items())
PENUMPUKAN = [(murni.JUMLAH, "Semua insiden dijumlahkan"), (murni.TERBERAT, "Hanya insiden terberat")]
PUTUSAN = [(k, NAMA[k]) for k in (murni.TERBUKTI, murni.TIDAK_TERBUKTI, murni.DICABUT)]
LANGKAH = [
    ("catat", "Dicatat"),
    ("lapor", "Dilaporkan sendiri oleh satker"),
    ("jawab", "Satker menjawab"),
    ("klarifikasi", "Klarifikasi dimulai"),
    ("dokumen", "Dokumen disimpan"),
    ("usul", "Putusan diusulkan"),
    ("putus", "Diputuskan"),
    ("tolak_usul", "Usul putusan dikembalikan"),
]


class LampiranInspektorat(models.Model):
    """One file that only evaluators and the inspectorate open; stored once, never changed. `satker`: the instansi."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    isi = models.ForeignKey("berkas.Isi", on_delete=models.PROTECT, related_name="+")
    nama_kirim = models.CharField(max_length=200)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(nama_kirim=""), name="lampiraninspektorat_bernama")]
        indexes = [models.Index(fields=["satker", "-pada"], name="lampiraninspektorat_satker")]

    @property
    def terbuka(self) -> bool:
        """Not while the virus scanner has not spoken, never when it found one."""
        return self.isi.pindai in ("", "bersih")


class AturanPengurangPeriode(models.Model):
    """The rule of a year as data, off by default. `kadar`: {jenis: {"bentuk": poin|faktor, "besar": "5"}}, as text."""

    periode = models.OneToOneField(Periode, on_delete=models.PROTECT, primary_key=True, related_name="aturan_pengurang")
    nomor = models.CharField(max_length=120)
    tentang = models.CharField(max_length=200)
    keputusan = models.ForeignKey(LampiranInspektorat, on_delete=models.PROTECT, null=True, related_name="+")
    mulai = models.DateField()
    sampai = models.DateField()
    kadar = models.JSONField(default=dict)
    batas = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    penumpukan = models.CharField(max_length=8, choices=PENUMPUKAN, default=murni.JUMLAH)
    layak_jadi_belum = models.BooleanField(default=False)
    pasal_layak = models.CharField(max_length=120, blank=True)
    lapor_sendiri_dikurangi = models.BooleanField(default=False)
    aktif = models.BooleanField(default=False)
    dinyalakan_pada = models.DateTimeField(null=True)
    dinyalakan_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    versi = models.PositiveIntegerField(default=1)
    diubah_pada = models.DateTimeField()
    diubah_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(nomor="") & ~Q(tentang=""), name="aturanpengurang_berdasar"),
            models.CheckConstraint(condition=Q(sampai__gte=F("mulai")), name="aturanpengurang_masa_urut"),
            models.CheckConstraint(condition=Q(batas__isnull=True) | Q(batas__gte=0), name="aturanpengurang_batas"),
            models.CheckConstraint(
                condition=Q(penumpukan__in=[k for k, _ in PENUMPUKAN]), name="aturanpengurang_penumpukan_sah"
            ),
            models.CheckConstraint(
                condition=Q(layak_jadi_belum=False) | ~Q(pasal_layak=""), name="aturanpengurang_pasal"
            ),
            models.CheckConstraint(
                condition=Q(aktif=False, dinyalakan_pada__isnull=True, dinyalakan_oleh__isnull=True)
                | Q(aktif=True, dinyalakan_pada__isnull=False, dinyalakan_oleh__isnull=False, keputusan__isnull=False),
                name="aturanpengurang_nyala_sepasang",
            ),
        ]

    @property
    def murni(self) -> murni.AturanPengurang:
        """The rule as a value. Raises AturanSalah."""
        return murni.AturanPengurang(
            nomor=self.nomor,
            tentang=self.tentang,
            mulai=self.mulai,
            sampai=self.sampai,
            kadar={k: murni.Kadar(v["bentuk"], Fraction(v["besar"])) for k, v in self.kadar.items()},
            batas=None if self.batas is None else Fraction(self.batas),
            penumpukan=self.penumpukan,
            aktif=self.aktif,
            layak_jadi_belum=self.layak_jadi_belum,
            pasal_layak=self.pasal_layak,
            lapor_sendiri_dikurangi=self.lapor_sendiri_dikurangi,
        )


class InsidenQuerySet(models.QuerySet["Insiden"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> InsidenQuerySet:
        """Incidents of the units the actor may see, for the roles that read incidents at all."""
        if pelaku is None or pelaku.penugasan is None or not pelaku.punya("lihat_insiden"):
            return self.none()
        return self.filter(satker__in=Satker.objects.terlihat_oleh(pelaku))


class Insiden(models.Model):
    """One incident of one satker in a year. `jabatan` is a function, never a name. `tenggat`: until when it answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    nomor = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=16, choices=JENIS)
    peristiwa = models.DateField()
    ditemukan = models.DateField()
    jabatan = models.CharField(max_length=120)
    uraian = models.TextField(max_length=2000)
    sumber = models.JSONField(default=list)  # texts and http(s) addresses
    status = models.CharField(max_length=16, choices=STATUS, default=murni.DUGAAN)
    dilaporkan_sendiri = models.BooleanField(default=False)
    ditangani = models.BooleanField(default=False)
    dokumen = models.ForeignKey(LampiranInspektorat, on_delete=models.PROTECT, null=True, related_name="+")
    dicatat_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dicatat_pada = models.DateTimeField()
    tenggat = models.DateTimeField()

    objects = InsidenQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "periode", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "periode", "nomor"], name="insiden_urut"),
            models.UniqueConstraint(fields=["satker", "id"], name="insiden_milik"),  # target of *_insiden_sesatker
            models.CheckConstraint(condition=Q(jenis__in=[k for k, _ in JENIS]), name="insiden_jenis_sah"),
            models.CheckConstraint(condition=Q(status__in=[k for k, _ in STATUS]), name="insiden_status_sah"),
            models.CheckConstraint(condition=Q(ditemukan__gte=F("peristiwa")), name="insiden_tanggal_urut"),
            models.CheckConstraint(condition=~Q(jabatan="") & ~Q(uraian=""), name="insiden_berisi"),
            models.CheckConstraint(condition=Q(tenggat__gt=F("dicatat_pada")), name="insiden_tenggat_sesudah"),
        ]
        indexes = [models.Index(fields=["periode", "status"], name="insiden_setahun")]

    @property
    def murni(self) -> murni.Insiden:
        """The incident as a value."""
        return murni.Insiden(
            kode=f"{self.nomor:04d}",
            jenis=self.jenis,
            peristiwa=self.peristiwa,
            ditemukan=self.ditemukan,
            status=self.status,
            berdokumen=self.dokumen_id is not None,
            dilaporkan_sendiri=self.dilaporkan_sendiri,
            ditangani=self.ditangani,
        )


class HasilUsul(models.TextChoices):
    TERBUKA = "", "Menunggu orang kedua"
    DITERIMA = "diterima", "Diputuskan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"


class PutusanInsiden(models.Model):
    """A verdict proposed by one person and decided by another; the marks that move the figure are part of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    insiden = models.ForeignKey(Insiden, on_delete=models.PROTECT, related_name="putusan")
    nomor = models.PositiveSmallIntegerField()
    putusan = models.CharField(max_length=16, choices=PUTUSAN)
    dilaporkan_sendiri = models.BooleanField()
    ditangani = models.BooleanField()
    alasan = models.TextField(max_length=1000)
    diusulkan_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField()
    hasil = models.CharField(max_length=12, choices=HasilUsul, default=HasilUsul.TERBUKA, blank=True)
    alasan_hasil = models.TextField(max_length=1000, blank=True)
    diputus_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["insiden", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "insiden", "nomor"], name="putusaninsiden_urut"),
            models.UniqueConstraint(
                fields=["satker", "insiden"], condition=Q(hasil=""), name="putusaninsiden_satu_terbuka"
            ),
            models.CheckConstraint(condition=Q(putusan__in=[k for k, _ in PUTUSAN]), name="putusaninsiden_sah"),
            models.CheckConstraint(condition=Q(hasil__in=HasilUsul.values), name="putusaninsiden_hasil_sah"),
            models.CheckConstraint(condition=~Q(alasan=""), name="putusaninsiden_beralasan"),
            models.CheckConstraint(
                condition=Q(hasil="", diputus_oleh__isnull=True, diputus_pada__isnull=True, alasan_hasil="")
                | (~Q(hasil="") & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)),
                name="putusaninsiden_putus_sepasang",
            ),
            models.CheckConstraint(
                condition=Q(diputus_oleh__isnull=True) | ~Q(diputus_oleh=F("diusulkan_oleh")),
                name="putusaninsiden_dua_orang",
            ),
            models.CheckConstraint(
                condition=~Q(hasil="dikembalikan") | ~Q(alasan_hasil=""), name="putusaninsiden_kembali_beralasan"
            ),
        ]


class TanggapanInsiden(models.Model):
    """What the satker answered; never changed, a further answer is a further row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    insiden = models.ForeignKey(Insiden, on_delete=models.PROTECT, related_name="tanggapan")
    nomor = models.PositiveSmallIntegerField()
    isi = models.TextField(max_length=4000)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["insiden", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "insiden", "nomor"], name="tanggapaninsiden_urut"),
            models.UniqueConstraint(fields=["satker", "id"], name="tanggapaninsiden_milik"),
            models.CheckConstraint(condition=~Q(isi=""), name="tanggapaninsiden_berisi"),
        ]


class BuktiInsiden(models.Model):
    """A version of the satker's own library that an answer names; pinned, so it cannot vanish."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    tanggapan = models.ForeignKey(TanggapanInsiden, on_delete=models.PROTECT, related_name="bukti")
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["satker", "tanggapan", "versi"], name="buktiinsiden_satu")]


class RiwayatInsiden(models.Model):
    """One step of an incident, only added. `tim`: read by evaluators and the inspectorate only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    insiden = models.ForeignKey(Insiden, on_delete=models.PROTECT, related_name="riwayat")
    nomor = models.PositiveSmallIntegerField()
    langkah = models.CharField(max_length=12, choices=LANGKAH)
    dari = models.CharField(max_length=16, blank=True)
    ke = models.CharField(max_length=16, choices=STATUS)
    catatan = models.TextField(max_length=1000, blank=True)
    tim = models.BooleanField(default=False)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    peran = models.CharField(max_length=40)
    pada = models.DateTimeField()

    class Meta:
        ordering = ["insiden", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "insiden", "nomor"], name="riwayatinsiden_urut"),
            models.CheckConstraint(condition=Q(langkah__in=[k for k, _ in LANGKAH]), name="riwayatinsiden_langkah_sah"),
            models.CheckConstraint(
                condition=Q(dari__in=["", *NAMA], ke__in=list(NAMA)), name="riwayatinsiden_status_sah"
            ),
        ]
