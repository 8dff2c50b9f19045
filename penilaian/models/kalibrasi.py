"""The calibration set of a year: butir with frozen past evidence, the agreed answers, and what evaluators answered.

`satker` is the instansi everywhere; whose evidence it is stands in `asal`, which pages of evaluators never show.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from penilaian.models.pengajuan import Pengajuan
from satker.models import Periode, Satker, User
from satker.peran import TIM_PENILAI

if TYPE_CHECKING:
    from satker.pelaku import Pelaku


class SetKalibrasiQuerySet(models.QuerySet["SetKalibrasi"]):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> SetKalibrasiQuerySet:
        """Sets of the actor's instansi: all for who makes them, the published ones for evaluators."""
        if pelaku is None or pelaku.penugasan is None or not pelaku.punya("lihat_kalibrasi"):
            return self.none()
        milik = self.filter(satker_id=pelaku.unit.instansi_id)
        return milik.terbit() if pelaku.peran in TIM_PENILAI else milik

    def terbit(self) -> SetKalibrasiQuerySet:
        return self.filter(diterbitkan_pada__isnull=False)


class SetKalibrasi(models.Model):
    """One set. Published, nothing of it changes any more: a correction is a new set."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    nomor = models.PositiveSmallIntegerField()
    judul = models.CharField(max_length=120)
    dibuat_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField()
    diterbitkan_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    diterbitkan_pada = models.DateTimeField(null=True)

    objects = SetKalibrasiQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "periode", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "periode", "nomor"], name="setkalibrasi_urut"),
            models.CheckConstraint(condition=~Q(judul=""), name="setkalibrasi_berjudul"),
            models.CheckConstraint(
                condition=Q(diterbitkan_pada__isnull=True, diterbitkan_oleh__isnull=True)
                | Q(diterbitkan_pada__isnull=False, diterbitkan_oleh__isnull=False),
                name="setkalibrasi_terbit_sepasang",
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def terbit(self) -> bool:
        return self.diterbitkan_pada is not None


class ButirKalibrasi(models.Model):
    """One butir as a unit answered it in a past year. `samaran` stands for the unit: "Satker A".

    `isi_satker` is the frozen answer, `sepakat` the answer the inspectorate agreed on, `penjelasan` why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    set = models.ForeignKey(SetKalibrasi, on_delete=models.PROTECT, related_name="butir")
    urutan = models.PositiveSmallIntegerField()
    kode_butir = models.CharField(max_length=20)
    samaran = models.CharField(max_length=20)
    asal = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, null=True, related_name="+")
    isi_satker = models.JSONField()
    sepakat = models.JSONField()
    penjelasan = models.TextField(max_length=1000)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["set", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "set", "urutan"], name="butirkalibrasi_urut"),
            models.UniqueConstraint(fields=["satker", "set", "kode_butir", "asal"], name="butirkalibrasi_sekali"),
            models.CheckConstraint(condition=~Q(penjelasan=""), name="butirkalibrasi_dijelaskan"),
        ]


class BerkasKalibrasi(models.Model):
    """One file version of a butir. `halaman`: numbers of the pages that are shown, never empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    butir = models.ForeignKey(ButirKalibrasi, on_delete=models.PROTECT, related_name="berkas")
    urutan = models.PositiveSmallIntegerField()
    versi = models.ForeignKey("berkas.VersiBerkas", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    halaman = models.JSONField()

    class Meta:
        ordering = ["butir", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "butir", "urutan"], name="berkaskalibrasi_urut"),
            models.UniqueConstraint(fields=["satker", "butir", "versi"], name="berkaskalibrasi_sekali"),
        ]


class KerjaKalibrasi(models.Model):
    """One evaluator and one set: begun, and finished once; the agreed answers are shown only then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    set = models.ForeignKey(SetKalibrasi, on_delete=models.PROTECT, related_name="kerja")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    mulai = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["set", "mulai"]
        constraints = [models.UniqueConstraint(fields=["satker", "set", "user"], name="kerjakalibrasi_satu")]


class JawabanKalibrasi(models.Model):
    """What an evaluator answered, changeable until the set is finished. It is never a score of a satker."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    butir = models.ForeignKey(ButirKalibrasi, on_delete=models.PROTECT, related_name="jawaban")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    isi = models.JSONField()
    catatan = models.TextField(max_length=1000, blank=True)
    pada = models.DateTimeField()

    class Meta:
        ordering = ["butir", "user"]
        constraints = [models.UniqueConstraint(fields=["satker", "butir", "user"], name="jawabankalibrasi_satu")]
