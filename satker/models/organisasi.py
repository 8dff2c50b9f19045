"""The organisation tree and what is recorded about a unit."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone

from satker.peran import KANWIL, SE_INSTANSI, TIM_PENILAI, TIM_SATKER, Peran

if TYPE_CHECKING:
    from satker.pelaku import Pelaku


class Tingkat(models.TextChoices):
    INSTANSI = "instansi", "Instansi"
    ESELON1 = "eselon1", "Unit eselon I"
    KANWIL = "kanwil", "Kantor wilayah"
    SATKER = "satker", "Satuan kerja / UPT"
    KAWASAN = "kawasan", "Kawasan"


class Zona(models.TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class Predikat(models.TextChoices):
    WBK = "WBK", "WBK"
    WBBM = "WBBM", "WBBM"


def ruas_baru() -> str:
    """A random path segment; ten hex digits keep 100,000 siblings apart without one global sequence."""
    return secrets.token_hex(5)


class JenisSatker(models.Model):
    """Free list of kinds (lapas, rutan, kanim, …); reference data without a tenant."""

    kode = models.SlugField(primary_key=True, max_length=40)
    nama = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class SatkerQuerySet(models.QuerySet["Satker"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> SatkerQuerySet:
        """Units whose sheets and evidence the actor may read (decisions §3). One indexed condition per scope."""
        if pelaku is None or pelaku.penugasan is None:
            return self.none()
        unit = pelaku.penugasan.unit
        if pelaku.peran in TIM_SATKER:
            return self.filter(pk=unit.pk)
        if pelaku.peran in KANWIL:
            return self.filter(pk__in=self._cabang(unit))
        if pelaku.peran in TIM_PENILAI:
            return self.filter(pk__in=pelaku.unit_penilaian)
        if pelaku.peran in SE_INSTANSI:
            return self.filter(instansi_id=unit.instansi_id)
        return self.none()

    @staticmethod
    def _cabang(unit: Satker) -> models.QuerySet[Satker, Any]:
        """Ids of the unit, all below it and all those lead as pembina. UNION: an OR would read the whole table."""
        bawah = Satker.objects.order_by().filter(jalur__startswith=unit.jalur)
        binaan = Satker.objects.order_by().filter(pembina__in=bawah.values("pk"))
        return bawah.values("pk").union(binaan.values("pk"))

    def terkelola_oleh(self, pelaku: Pelaku | None) -> SatkerQuerySet:
        """Units whose master data (name, people, facts) the actor administers; no right to LKE content."""
        if pelaku is None or pelaku.penugasan is None:
            return self.none()
        if pelaku.peran == Peran.ADMIN_INSPEKTORAT:
            return self.filter(instansi_id=pelaku.unit.instansi_id)
        if pelaku.peran == Peran.ADMIN_SISTEM:
            return self.all()
        return self.none()

    def di_bawah(self, unit: Satker) -> SatkerQuerySet:
        """The unit and everything below it, in one range scan of the path index."""
        return self.filter(jalur__startswith=unit.jalur)

    def dinilai(self) -> SatkerQuerySet:
        return self.filter(dinilai=True)


class Satker(models.Model):
    """A unit of the tree instansi > eselon I > kanwil > satker; `jalur` is its materialised path, parts end in `/`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kode = models.CharField(max_length=40)
    nama = models.CharField(max_length=200)
    tingkat = models.CharField(max_length=10, choices=Tingkat)
    jenis = models.ForeignKey(JenisSatker, on_delete=models.PROTECT, related_name="+")
    kelas = models.CharField(max_length=60, blank=True)
    provinsi = models.CharField(max_length=80, blank=True)
    kabupaten_kota = models.CharField(max_length=80, blank=True)
    zona = models.CharField(max_length=20, choices=Zona, default=Zona.WIB)
    alamat = models.TextField(max_length=500, blank=True)
    aktif_mulai = models.DateField()
    aktif_selesai = models.DateField(null=True, blank=True)
    dinilai = models.BooleanField(default=True)
    instansi = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+")
    induk = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak")
    # Second line beside the parent: a prison answers to its kanwil and to a directorate.
    pembina = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="binaan")
    ruas = models.CharField(max_length=10, default=ruas_baru, editable=False)
    # unique=True also makes the varchar_pattern_ops index that serves every subtree query.
    jalur = models.CharField(max_length=120, unique=True, editable=False)

    objects = SatkerQuerySet.as_manager()

    class Meta:
        ordering = ["kode"]
        constraints = [
            models.UniqueConstraint(Upper("kode"), name="satker_kode_unik"),
            models.CheckConstraint(condition=Q(tingkat__in=Tingkat.values), name="satker_tingkat_sah"),
            models.CheckConstraint(condition=Q(zona__in=Zona.values), name="satker_zona_sah"),
            models.CheckConstraint(
                condition=Q(tingkat=Tingkat.INSTANSI, induk__isnull=True)
                | (~Q(tingkat=Tingkat.INSTANSI) & Q(induk__isnull=False)),
                name="satker_induk_sesuai_tingkat",
            ),
            models.CheckConstraint(
                condition=Q(aktif_selesai__isnull=True) | Q(aktif_selesai__gte=models.F("aktif_mulai")),
                name="satker_masa_aktif",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class RiwayatInduk(models.Model):
    """Every parent a unit has had. The open row (selesai empty) equals Satker.induk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="riwayat_induk")
    induk = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)
    alasan = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["satker", "-mulai"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker"], condition=Q(selesai__isnull=True), name="riwayatinduk_satu_terbuka"
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")), name="riwayatinduk_urut"
            ),
        ]


def syarat_dipegang(tahun: int) -> Q:
    """Held in a year: given by then and not revoked by the end of that year, or by today in the running year.

    So a revocation never rewrites the gates and lists of the years before it.
    """
    batas = min(dt.date(tahun, 12, 31), timezone.localdate())
    return Q(tahun__lte=tahun) & (Q(dicabut_pada__isnull=True) | Q(dicabut_pada__gt=batas))


class RiwayatPredikatQuerySet(models.QuerySet["RiwayatPredikat"]):
    def dipegang(self, tahun: int) -> RiwayatPredikatQuerySet:
        """Decrees that count for the year (syarat_dipegang)."""
        return self.filter(syarat_dipegang(tahun))


class RiwayatPredikat(models.Model):
    """A predikat as recorded in a decree; never computed (decisions §4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="predikat")
    predikat = models.CharField(max_length=4, choices=Predikat)
    tahun = models.PositiveSmallIntegerField()
    nomor_sk = models.CharField(max_length=120)
    tanggal_sk = models.DateField(null=True, blank=True)
    dicabut_pada = models.DateField(null=True, blank=True)
    alasan_cabut = models.CharField(max_length=200, blank=True)

    objects = RiwayatPredikatQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-tahun"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "predikat", "tahun"], name="riwayatpredikat_sekali"),
            models.CheckConstraint(condition=Q(predikat__in=Predikat.values), name="riwayatpredikat_sah"),
            models.CheckConstraint(
                condition=Q(dicabut_pada__isnull=True) | ~Q(alasan_cabut=""), name="riwayatpredikat_alasan_cabut"
            ),
        ]


class Kertas(models.TextChoices):
    A4 = "A4", "A4 (210 × 297 mm)"
    F4 = "F4", "F4/Folio (215 × 330 mm)"


class SetelanInstansi(models.Model):
    """Choices of one instansi: what its evaluator team is called, on which paper its documents are printed, and whether
    its database holds demo data.
    """

    instansi = models.OneToOneField(Satker, on_delete=models.PROTECT, primary_key=True, related_name="setelan")
    singkatan_tim = models.CharField(max_length=20, default="TPI")
    nama_tim = models.CharField(max_length=80, default="Tim Penilai Internal")
    kertas = models.CharField(max_length=2, choices=Kertas, default=Kertas.A4)
    sampul_lhe = models.BooleanField(default=True)
    # Set once by the demo command on an empty database; one-click login works only where it is set (decisions §7).
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kertas__in=Kertas.values), name="setelaninstansi_kertas_sah"),
        ]


class StatusPendaftaran(models.TextChoices):
    DIAJUKAN = "diajukan", "Menunggu persetujuan"
    DISETUJUI = "disetujui", "Disetujui"
    DITOLAK = "ditolak", "Ditolak"


class PendaftaranQuerySet(models.QuerySet["Pendaftaran"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> PendaftaranQuerySet:
        """Admins see the requests of their instansi, a kanwil those it filed for its own branch."""
        if pelaku is None or pelaku.penugasan is None:
            return self.none()
        if pelaku.peran == Peran.ADMIN_INSPEKTORAT:
            return self.filter(induk__instansi_id=pelaku.unit.instansi_id)
        if pelaku.peran in KANWIL:
            return self.filter(induk__jalur__startswith=pelaku.unit.jalur)
        return self.none()


class Pendaftaran(models.Model):
    """A request to register a new unit under `induk`; approval makes the Satker."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    induk = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="pendaftaran")
    isi = models.JSONField()
    status = models.CharField(max_length=10, choices=StatusPendaftaran, default=StatusPendaftaran.DIAJUKAN)
    diajukan_oleh = models.ForeignKey("satker.User", on_delete=models.PROTECT, related_name="+")
    diajukan_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey("satker.User", on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)
    alasan = models.CharField(max_length=200, blank=True)
    satker = models.OneToOneField(Satker, on_delete=models.PROTECT, null=True, related_name="asal_pendaftaran")

    objects = PendaftaranQuerySet.as_manager()

    class Meta:
        ordering = ["-diajukan_pada"]
        indexes = [models.Index(fields=["induk", "status"], name="pendaftaran_antrean")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=StatusPendaftaran.values), name="pendaftaran_status_sah"),
            models.CheckConstraint(
                condition=Q(diputus_pada__isnull=True, diputus_oleh__isnull=True)
                | Q(diputus_pada__isnull=False, diputus_oleh__isnull=False),
                name="pendaftaran_putusan_sepasang",
            ),
        ]
