"""The proposal of an instansi: letter, statement, units, and what stands in its way."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from penilaian.models.lembar import LembarKerja
from satker.models import Periode, Satker, User

if TYPE_CHECKING:
    from satker.pelaku import Pelaku


class Jalur(models.TextChoices):
    TPN = "tpn", "TPN"
    WBK_MANDIRI = "mandiri", "WBK mandiri"


class Kategori(models.TextChoices):
    WBK = "WBK", "WBK"
    AFIRMASI = "WBK-AFIRMASI", "WBK afirmasi"
    WBBM = "WBBM", "WBBM"


class StatusUnit(models.TextChoices):
    DISUSUN = "disusun", "Disusun"
    DIUSULKAN = "diusulkan", "Diusulkan"
    DIKELUARKAN = "dikeluarkan", "Dikeluarkan"


class JenisDokumen(models.TextChoices):
    """The last two belong to WBK mandiri, `survei` to a unit, the others to the whole usulan."""

    SURAT = "surat", "Surat usulan"
    SPTJM = "sptjm", "SPTJM"
    TLHP = "tlhp", "Surat keterangan TLHP"
    SURVEI = "survei", "Laporan survei"
    PERSETUJUAN = "persetujuan", "Persetujuan tertulis TPN"
    LAPORAN = "laporan", "Laporan WBK mandiri"


class UsulanQuerySet(models.QuerySet["Usulan"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> UsulanQuerySet:
        """The proposals of the instansi of whoever keeps them; everybody else reads the page of the unit."""
        if pelaku is None or not pelaku.punya("kelola_usulan"):
            return self.none()
        return self.filter(satker_id=pelaku.unit.instansi_id)


class Usulan(models.Model):
    """One per instansi (`satker`), year and jalur. `saluran` is where it is sent: the name is data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    jalur = models.CharField(max_length=10, choices=Jalur)
    saluran = models.CharField(max_length=40, default="PortalRB")
    pic_nama = models.CharField(max_length=120, blank=True)
    pic_email = models.EmailField(blank=True)
    pic_telepon = models.CharField(max_length=40, blank=True)
    nomor_surat = models.CharField(max_length=120, blank=True)
    tanggal_surat = models.DateField(null=True, blank=True)
    penanda_sptjm = models.CharField(max_length=120, blank=True)  # head of the instansi, or of the unit (2021)
    dilaporkan_pada = models.DateField(null=True, blank=True)  # WBK mandiri: reported to the ministry
    dibuat_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField()

    objects = UsulanQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "periode", "jalur"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "periode", "jalur"], name="usulan_satu"),
            models.CheckConstraint(condition=Q(jalur__in=Jalur.values), name="usulan_jalur_sah"),
        ]


class UnitUsulan(models.Model):
    """A unit in a proposal, with the decree that made it build its ZI. Everything else the list asks is inherited from
    the prasyarat and facts of the unit (penilaian.queries.prasyarat): written once, there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="unit")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="usulan")
    kategori = models.CharField(max_length=12, choices=Kategori)
    status = models.CharField(max_length=12, choices=StatusUnit, default=StatusUnit.DISUSUN)
    ditetapkan_pada = models.DateField(null=True, blank=True)  # decree that made the unit build its ZI
    nomor_penetapan = models.CharField(max_length=120, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["usulan", "satker__kode"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "usulan"], name="unitusulan_satu"),
            models.UniqueConstraint(
                fields=["satker", "lembar"], condition=~Q(status="dikeluarkan"), name="unitusulan_satu_jalur"
            ),
            models.CheckConstraint(condition=Q(kategori__in=Kategori.values), name="unitusulan_kategori_sah"),
            models.CheckConstraint(condition=Q(status__in=StatusUnit.values), name="unitusulan_status_sah"),
        ]


class DokumenUsulan(models.Model):
    """A file of a proposal; the newest of its kind (and unit) counts, earlier ones stay. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="dokumen")
    unit = models.ForeignKey(UnitUsulan, on_delete=models.PROTECT, null=True, related_name="dokumen")
    jenis = models.CharField(max_length=12, choices=JenisDokumen)
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, related_name="+")
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["usulan", "-pada"]
        constraints = [
            models.CheckConstraint(condition=Q(jenis__in=JenisDokumen.values), name="dokumenusulan_jenis_sah"),
            models.CheckConstraint(
                condition=Q(jenis="survei", unit__isnull=False) | (~Q(jenis="survei") & Q(unit__isnull=True)),
                name="dokumenusulan_unit_survei",
            ),
        ]


class NaskahUsulan(models.Model):
    """The words an instansi uses in letter and SPTJM of a year; without a row those of penilaian.naskah_usulan.

    `pernyataan`: one statement a line. `sumber` says where the words come from.
    """

    periode = models.OneToOneField(Periode, on_delete=models.PROTECT, primary_key=True, related_name="naskah_usulan")
    tujuan = models.TextField(max_length=300)
    tempat = models.CharField(max_length=80, blank=True)
    tembusan = models.TextField(max_length=1000, blank=True)
    pernyataan = models.TextField(max_length=4000)
    sumber = models.CharField(max_length=300)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(tujuan="") & ~Q(pernyataan="") & ~Q(sumber=""), name="naskahusulan_berisi"
            )
        ]


class PutusanHalangan(models.TextChoices):
    MENUNGGU = "", "Menunggu putusan"
    GUGUR = "gugur", "Usulan digugurkan"
    TIDAK = "tidak", "Tidak menghalangi"


class HalanganInstansi(models.Model):
    """KKN at instansi level in the year of proposal: blocks every proposal until it is decided that it does not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    uraian = models.CharField(max_length=300)
    sumber = models.CharField(max_length=200)
    tanggal = models.DateField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    putusan = models.CharField(max_length=6, choices=PutusanHalangan, blank=True)
    alasan = models.CharField(max_length=500, blank=True)
    diputus_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["satker", "-tanggal"]
        constraints = [
            models.CheckConstraint(condition=Q(putusan__in=PutusanHalangan.values), name="halangan_putusan_sah"),
            models.CheckConstraint(condition=~Q(sumber=""), name="halangan_bersumber"),
            models.CheckConstraint(
                condition=Q(putusan="", diputus_oleh__isnull=True, diputus_pada__isnull=True)
                | (~Q(putusan="") & ~Q(alasan="") & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)),
                name="halangan_putusan_lengkap",
            ),
        ]


class SyaratMandiri(models.Model):
    """One condition of WBK mandiri as counted, with its source (penilaian.aturan_usulan.MANDIRI)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="syarat")
    kode = models.CharField(max_length=16)
    pembilang = models.PositiveIntegerField()
    penyebut = models.PositiveIntegerField(null=True, blank=True)
    sumber = models.CharField(max_length=160)
    tanggal = models.DateField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["usulan", "kode"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "usulan", "kode"], name="syaratmandiri_satu"),
            models.CheckConstraint(condition=~Q(sumber=""), name="syaratmandiri_bersumber"),
            models.CheckConstraint(
                condition=Q(
                    kode__in=["persen_unit", "level_apip", "berhasil_1", "berhasil_2", "berhasil_3", "persetujuan"]
                ),
                name="syaratmandiri_kode_sah",
            ),
            models.CheckConstraint(
                condition=Q(penyebut__isnull=True) | Q(penyebut__gte=F("pembilang")), name="syaratmandiri_bagian"
            ),
        ]


class TautanPaket(models.Model):
    """A link that opens the package for people without an account, until `berakhir`. Only the hash of it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="tautan")
    sidik = models.CharField(max_length=64, db_index=True)
    keterangan = models.CharField(max_length=120)
    berakhir = models.DateTimeField()
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    dicabut_pada = models.DateTimeField(null=True)
    dicabut_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["usulan", "-pada"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dicabut_pada__isnull=True, dicabut_oleh__isnull=True)
                | Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False),
                name="tautanpaket_cabut_sepasang",
            )
        ]


class AksesTautan(models.Model):
    """One opening or download through a link. No address of the visitor is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    tautan = models.ForeignKey(TautanPaket, on_delete=models.PROTECT, related_name="akses")
    unduh = models.BooleanField()
    pada = models.DateTimeField()

    class Meta:
        ordering = ["tautan", "-pada"]
