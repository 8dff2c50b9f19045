"""A document of a satker and its versions."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from berkas.models.isi import Isi, Pindai
from satker.models import Satker, User
from satker.peran import SE_INSTANSI

if TYPE_CHECKING:
    from satker.pelaku import Pelaku


class Pembatasan(models.TextChoices):
    UMUM = "umum", "Semua yang boleh melihat satker"
    PENILAI = "penilai", "Hanya satker dan penilai"


class PutusanVersi(models.TextChoices):
    """Only checked versions are served; a version that waits for a scan is visible to nobody else (decisions §5)."""

    MENUNGGU = "menunggu", "Menunggu pemeriksaan"
    LOLOS = "lolos", "Lolos pemeriksaan"
    DITOLAK = "ditolak", "Ditolak pemeriksaan"


def putusan_untuk(isi: Isi) -> PutusanVersi:
    """The verdict a new version of these bytes begins with."""
    return {Pindai.MENUNGGU: PutusanVersi.MENUNGGU, Pindai.TERJANGKIT: PutusanVersi.DITOLAK}.get(
        Pindai(isi.pindai), PutusanVersi.LOLOS
    )


def nama_tampak(nama: str, isi: Isi) -> dict[str, str]:
    """The name for an audit row: the log is read by people who may not know of a file that has not passed."""
    return {"berkas": nama} if putusan_untuk(isi) == PutusanVersi.LOLOS else {}


class DasarTanggal(models.TextChoices):
    """Where tanggal_dokumen comes from; '' = unknown. A guess never replaces what a person said."""

    ORANG = "orang", "Diisi orang"
    NAMA = "nama", "Ditebak dari nama berkas"
    METADATA = "metadata", "Ditebak dari keterangan di dalam berkas"
    TEKS = "teks", "Ditebak dari isi dokumen"


def hanya_umum(pelaku: Pelaku | None) -> bool:
    """Readers of a whole instansi see no document that is kept for the satker and its evaluators."""
    return pelaku is None or pelaku.peran in SE_INSTANSI


def sudah_diperiksa(pelaku: Pelaku | None, berkas: str = "pk", satker: str = "satker") -> Q:
    """Documents with a version that passed; the satker's own writers also see what still waits or was refused.

    `berkas` and `satker` name the columns of the query that hold the document and its unit.
    """
    lolos = VersiBerkas.objects.filter(satker=OuterRef(satker), berkas=OuterRef(berkas), putusan=PutusanVersi.LOLOS)
    if pelaku is not None and pelaku.punya("isi_lke"):
        return Q(Exists(lolos)) | Q(**{satker: pelaku.unit})
    return Q(Exists(lolos))


class BerkasQuerySet(models.QuerySet["Berkas"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> BerkasQuerySet:
        """Documents of the units the actor may see; those kept for evaluators not to readers of a whole instansi."""
        terlihat = self.filter(sudah_diperiksa(pelaku), satker__in=Satker.objects.terlihat_oleh(pelaku))
        return terlihat.filter(pembatasan=Pembatasan.UMUM) if hanya_umum(pelaku) else terlihat

    def ada(self) -> BerkasQuerySet:
        """Not in the trash."""
        return self.filter(dihapus_pada__isnull=True)

    def di_sampah(self) -> BerkasQuerySet:
        """In the trash and still whole."""
        return self.filter(dihapus_pada__isnull=False, dikosongkan_pada__isnull=True)


class Berkas(models.Model):
    """One document; its bytes are in its versions, its use in Bukti."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="berkas")
    judul = models.CharField(max_length=200)
    pemilik = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pembatasan = models.CharField(max_length=8, choices=Pembatasan, default=Pembatasan.UMUM)
    dibuat_pada = models.DateTimeField()
    dihapus_pada = models.DateTimeField(null=True, blank=True)
    dihapus_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dikosongkan_pada = models.DateTimeField(null=True, blank=True)  # the trash was emptied: no way back, rows stay

    objects = BerkasQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-dibuat_pada"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "id"], name="berkas_milik"),  # target of *_berkas_sesatker
            models.CheckConstraint(condition=Q(pembatasan__in=Pembatasan.values), name="berkas_pembatasan_sah"),
            models.CheckConstraint(condition=~Q(judul=""), name="berkas_berjudul"),
            models.CheckConstraint(
                condition=Q(dihapus_pada__isnull=True, dihapus_oleh__isnull=True)
                | Q(dihapus_pada__isnull=False, dihapus_oleh__isnull=False),
                name="berkas_hapus_sepasang",
            ),
            models.CheckConstraint(
                condition=Q(dikosongkan_pada__isnull=True) | Q(dihapus_pada__isnull=False),
                name="berkas_kosong_dari_sampah",
            ),
        ]
        indexes = [models.Index(fields=["satker", "-dibuat_pada"], name="berkas_satker")]

    def __str__(self) -> str:
        return self.judul


class VersiQuerySet(models.QuerySet["VersiBerkas"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> VersiQuerySet:
        return self.filter(berkas__in=Berkas.objects.terlihat_oleh(pelaku)).terbuka_bagi(pelaku)

    def terbuka_bagi(self, pelaku: Pelaku | None) -> VersiQuerySet:
        """Of documents the caller has authorised already: only what passed, but everything for their own writers."""
        lolos = Q(putusan=PutusanVersi.LOLOS)
        if pelaku is not None and pelaku.punya("isi_lke"):
            lolos |= Q(satker=pelaku.unit)
        return self.filter(lolos)

    def terkini(self) -> VersiQuerySet:
        """The version of each document that counts: the newest that passed, else (none did) the newest."""
        lain = VersiBerkas.objects.filter(satker=OuterRef("satker"), berkas=OuterRef("berkas"))
        lolos, baru = Q(putusan=PutusanVersi.LOLOS), Q(nomor__gt=OuterRef("nomor"))
        return self.filter(lolos & ~Exists(lain.filter(lolos, baru)) | ~lolos & ~Exists(lain.filter(lolos | baru)))


class VersiBerkas(models.Model):
    """What was sent once. Bytes, number, sent name, author and time never change (trigger); dates can be corrected."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="versi")
    nomor = models.PositiveSmallIntegerField()
    isi = models.ForeignKey(Isi, on_delete=models.PROTECT, related_name="versi")
    nama_kirim = models.CharField(max_length=200)
    tanggal_dokumen = models.DateField(null=True, blank=True)
    dasar_tanggal = models.CharField(max_length=8, choices=DasarTanggal, blank=True)
    berlaku_sampai = models.DateField(null=True, blank=True)
    tahun_isi = models.PositiveSmallIntegerField(null=True, blank=True)  # the year its own text names (K13)
    jumlah_halaman = models.PositiveIntegerField(null=True, blank=True)
    putusan = models.CharField(max_length=10, choices=PutusanVersi)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    alasan = models.CharField(max_length=200, blank=True)

    objects = VersiQuerySet.as_manager()

    class Meta:
        ordering = ["berkas", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "berkas", "nomor"], name="versiberkas_satu"),
            models.UniqueConstraint(fields=["satker", "id"], name="versiberkas_milik"),  # target of *_versi_sesatker
            models.CheckConstraint(condition=Q(nomor__gte=1), name="versiberkas_nomor"),
            models.CheckConstraint(condition=~Q(nama_kirim=""), name="versiberkas_bernama"),
            models.CheckConstraint(condition=Q(putusan__in=PutusanVersi.values), name="versiberkas_putusan_sah"),
            models.CheckConstraint(
                condition=Q(dasar_tanggal__in=["", *DasarTanggal.values]), name="versiberkas_dasar_tanggal_sah"
            ),
            models.CheckConstraint(condition=Q(nomor=1) | ~Q(alasan=""), name="versiberkas_ganti_beralasan"),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__isnull=True)
                | Q(tanggal_dokumen__isnull=True)
                | Q(berlaku_sampai__gte=F("tanggal_dokumen")),
                name="versiberkas_berlaku_urut",
            ),
        ]
