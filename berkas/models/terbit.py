"""The register of issued documents: what was issued, under which code, and whether it still holds (decisions §6)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from berkas.models.isi import Isi, Pindai
from berkas.terbit.jenis import JENIS_DOKUMEN, JenisDokumen, jenis_terbaca
from berkas.terbit.kode import POLA
from satker.models import Periode, Satker, User

if TYPE_CHECKING:
    from satker.pelaku import Pelaku


class KeadaanDokumen(models.TextChoices):
    """draf → proses (the worker draws it) → terbit → diganti | ditarik; a draft can be given up (batal)."""

    DRAF = "draf", "Draf"
    PROSES = "proses", "Sedang diterbitkan"
    TERBIT = "terbit", "Berlaku"
    DIGANTI = "diganti", "Telah diganti"
    DITARIK = "ditarik", "Ditarik"
    BATAL = "batal", "Draf dibatalkan"


SUDAH_TERBIT = (KeadaanDokumen.TERBIT, KeadaanDokumen.DIGANTI, KeadaanDokumen.DITARIK)
BELUM_TERBIT = (KeadaanDokumen.DRAF, KeadaanDokumen.PROSES)


class SebabTarik(models.TextChoices):
    """The category is public, the sentence behind it is not."""

    SALAH_ISI = "salah_isi", "Ada kesalahan isi"
    SALAH_TERBIT = "salah_terbit", "Terbit tidak semestinya"
    KEPUTUSAN = "keputusan", "Keputusan yang mendasarinya dicabut"
    LAIN = "lain", "Alasan lain"


class DokumenQuerySet(models.QuerySet["DokumenTerbit"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> DokumenQuerySet:
        """Issued documents of the units the actor may read; drafts only to the roles that write the kind."""
        if pelaku is None or pelaku.penugasan is None or not pelaku.punya("lihat_lke"):
            return self.none()
        penerbit = [kode for kode, j in JENIS_DOKUMEN.items() if any(pelaku.punya(i) for i in j.pembaca_draf)]
        boleh = Q(keadaan__in=SUDAH_TERBIT, jenis__in=[*jenis_terbaca(pelaku.peran), *penerbit])
        boleh |= Q(keadaan__in=BELUM_TERBIT, jenis__in=penerbit)
        return self.filter(boleh, satker__in=Satker.objects.terlihat_oleh(pelaku))

    def terbit(self) -> DokumenQuerySet:
        """Issued once, whatever became of it."""
        return self.filter(keadaan__in=SUDAH_TERBIT)

    def ringan(self) -> DokumenQuerySet:
        """Without the contents, for lists."""
        return self.defer("data", "draf")


class DokumenTerbit(models.Model):
    """One version of one official document.

    `data` is what it says, frozen when issuing begins; `sidik_data` the hash of head and data printed on it; `sha256`
    the hash of the PDF, which lies in the storage as `isi` and is never rewritten. `draf` holds the bytes of the
    preview drawn for `draf_sidik`; issuing empties it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=40)
    kode = models.CharField(max_length=14)
    nomor = models.CharField(max_length=120, blank=True)
    judul = models.CharField(max_length=200)
    tanggal = models.DateField()
    versi = models.PositiveSmallIntegerField(default=1)
    menggantikan = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="pengganti")
    alasan_ganti = models.CharField(max_length=200, blank=True)
    kunci = models.CharField(max_length=100, blank=True)
    data = models.JSONField()
    sidik_data = models.CharField(max_length=64)
    kop = models.ForeignKey("KopInstansi", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    keadaan = models.CharField(max_length=8, choices=KeadaanDokumen, default=KeadaanDokumen.DRAF)
    draf = models.BinaryField(default=b"")
    draf_sidik = models.CharField(max_length=64, blank=True)
    isi = models.ForeignKey(Isi, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    dibuat_pada = models.DateTimeField()
    dibuat_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    terbit_pada = models.DateTimeField(null=True, blank=True)
    terbit_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    diganti_pada = models.DateTimeField(null=True, blank=True)
    ditarik_pada = models.DateTimeField(null=True, blank=True)
    ditarik_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sebab_tarik = models.CharField(max_length=12, choices=SebabTarik, blank=True)
    alasan_tarik = models.CharField(max_length=200, blank=True)

    objects = DokumenQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-dibuat_pada"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "id"], name="dokumenterbit_milik"),
            models.UniqueConstraint(fields=["satker", "kode"], name="dokumenterbit_kode_sekali"),
            models.UniqueConstraint(
                fields=["satker", "menggantikan"],
                condition=~Q(keadaan="batal") & Q(menggantikan__isnull=False),
                name="dokumenterbit_satu_pengganti",
            ),
            models.UniqueConstraint(
                fields=["satker", "periode", "jenis", "kunci"],
                condition=Q(keadaan="draf") & ~Q(kunci=""),
                name="dokumenterbit_satu_draf",
            ),
            models.CheckConstraint(condition=Q(jenis__regex=r"^[a-z][a-z_]{2,39}$"), name="dokumenterbit_jenis_sah"),
            models.CheckConstraint(condition=Q(kode__regex=POLA), name="dokumenterbit_kode_sah"),
            models.CheckConstraint(condition=~Q(judul=""), name="dokumenterbit_berjudul"),
            models.CheckConstraint(condition=Q(keadaan__in=KeadaanDokumen.values), name="dokumenterbit_keadaan_sah"),
            models.CheckConstraint(condition=Q(sidik_data__regex=r"^[0-9a-f]{64}$"), name="dokumenterbit_sidik_sah"),
            models.CheckConstraint(
                condition=Q(versi=1, menggantikan__isnull=True, alasan_ganti="")
                | Q(versi__gt=1, menggantikan__isnull=False) & ~Q(alasan_ganti=""),
                name="dokumenterbit_versi_berantai",
            ),
            models.CheckConstraint(
                condition=Q(keadaan__in=["draf", "batal"], terbit_pada__isnull=True, terbit_oleh__isnull=True)
                | Q(
                    keadaan__in=["proses", "terbit", "diganti", "ditarik"],
                    terbit_pada__isnull=False,
                    terbit_oleh__isnull=False,
                ),
                name="dokumenterbit_terbit_sepasang",
            ),
            models.CheckConstraint(
                condition=Q(keadaan__in=["draf", "proses", "batal"], isi__isnull=True, sha256="")
                | Q(
                    keadaan__in=["terbit", "diganti", "ditarik"],
                    isi__isnull=False,
                    sha256__regex=r"^[0-9a-f]{64}$",
                    draf=b"",
                ),
                name="dokumenterbit_berisi",
            ),
            models.CheckConstraint(
                condition=Q(keadaan="diganti", diganti_pada__isnull=False)
                | ~Q(keadaan="diganti") & Q(diganti_pada__isnull=True),
                name="dokumenterbit_diganti_bertanggal",
            ),
            models.CheckConstraint(
                condition=Q(keadaan="ditarik", ditarik_pada__isnull=False, ditarik_oleh__isnull=False)
                & ~Q(sebab_tarik="")
                & ~Q(alasan_tarik="")
                | ~Q(keadaan="ditarik")
                & Q(ditarik_pada__isnull=True, ditarik_oleh__isnull=True, sebab_tarik="", alasan_tarik=""),
                name="dokumenterbit_tarik_beralasan",
            ),
            models.CheckConstraint(
                condition=Q(sebab_tarik__in=["", *SebabTarik.values]), name="dokumenterbit_sebab_sah"
            ),
        ]
        indexes = [
            models.Index(fields=["satker", "periode", "-dibuat_pada"], name="dokumenterbit_satker"),
            models.Index(fields=["kode"], name="dokumenterbit_kode"),  # the public page knows no unit
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def jenis_data(self) -> JenisDokumen:
        return JENIS_DOKUMEN[self.jenis]

    @property
    def sudah_terbit(self) -> bool:
        return self.keadaan in SUDAH_TERBIT

    @property
    def draf_siap(self) -> bool:
        """Whether the stored preview shows the present contents."""
        return bool(self.draf_sidik) and self.draf_sidik == self.sidik_data


class TandaTanganBasah(models.Model):
    """A scan of the printed and signed document, V1, V2 …; evidence of the signing, beside the issued file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    dokumen = models.ForeignKey(DokumenTerbit, on_delete=models.PROTECT, related_name="ttd")
    nomor = models.PositiveSmallIntegerField()
    isi = models.ForeignKey(Isi, on_delete=models.PROTECT, related_name="+")
    nama_kirim = models.CharField(max_length=200)
    keterangan = models.CharField(max_length=200, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["dokumen", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "dokumen", "nomor"], name="tandatanganbasah_satu"),
            models.UniqueConstraint(fields=["satker", "dokumen", "isi"], name="tandatanganbasah_isi_sekali"),
            models.CheckConstraint(condition=Q(nomor__gte=1), name="tandatanganbasah_nomor"),
            models.CheckConstraint(condition=~Q(nama_kirim=""), name="tandatanganbasah_bernama"),
        ]

    @property
    def terbuka(self) -> bool:
        """Whether the scan may be handed out: not while the virus scanner has not spoken, never when it found one."""
        return self.isi.pindai in (Pindai.TIDAK, Pindai.BERSIH)


class KopInstansi(models.Model):
    """The letterhead picture of an instansi. A new one takes the place of the last; issued documents keep theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")  # the instansi
    isi = models.ForeignKey(Isi, on_delete=models.PROTECT, related_name="+")
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    dilepas_pada = models.DateTimeField(null=True, blank=True)
    dilepas_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["satker", "-pada"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker"], condition=Q(dilepas_pada__isnull=True), name="kopinstansi_satu_berlaku"
            ),
            models.UniqueConstraint(fields=["satker", "id"], name="kopinstansi_milik"),
            models.CheckConstraint(
                condition=Q(dilepas_pada__isnull=True, dilepas_oleh__isnull=True)
                | Q(dilepas_pada__isnull=False, dilepas_oleh__isnull=False) & Q(dilepas_pada__gte=F("pada")),
                name="kopinstansi_lepas_sepasang",
            ),
        ]
