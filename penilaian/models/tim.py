"""Evaluator teams: who is in them, which units they judge and until when, and who has no conflict of interest.

Rights are not here: they are rows of satker.Penugasan, which the actions keep equal to these (decisions §3).
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from satker.models import Periode, Satker, User
from satker.peran import TEMPAT_DI_TIM, TIM_PENILAI, Peran

if TYPE_CHECKING:
    from satker.pelaku import Pelaku

PERAN_TIM: list[tuple[str, str]] = [
    (p.value, TEMPAT_DI_TIM[p]) for p in (Peran.TPI_KETUA, Peran.TPI_ANGGOTA, Peran.TPI_DALNIS)
]


class TimQuerySet(models.QuerySet["Tim"]):
    def terkelola_oleh(self, pelaku: Pelaku | None) -> TimQuerySet:
        """Teams of the actor's own instansi, for the role that composes them."""
        if pelaku is None or pelaku.penugasan is None or not pelaku.punya("kelola_tim"):
            return self.none()
        return self.filter(satker_id=pelaku.unit.instansi_id)


class Tim(models.Model):
    """A team of one year with the decree that appoints it. `satker` is the instansi."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    nama = models.CharField(max_length=80)
    nomor_sk = models.CharField(max_length=120, blank=True)
    tanggal_sk = models.DateField(null=True, blank=True)
    berkas_sk = models.ForeignKey(
        "penilaian.LampiranInspektorat", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = TimQuerySet.as_manager()

    class Meta:
        ordering = ["periode", "nama"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "periode", "nama"], name="tim_nama_sekali"),
            models.CheckConstraint(condition=~Q(nama=""), name="tim_bernama"),
        ]

    def __str__(self) -> str:
        return self.nama


class AnggotaTim(models.Model):
    """A person in a team since `mulai`. Who leaves stays as a row: the team of a past score can be read later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    tim = models.ForeignKey(Tim, on_delete=models.PROTECT, related_name="anggota")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    peran = models.CharField(max_length=20, choices=PERAN_TIM)
    mulai = models.DateField()
    keluar_pada = models.DateTimeField(null=True)
    alasan_keluar = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["tim", "peran", "mulai"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "tim", "user"], condition=Q(keluar_pada__isnull=True), name="anggotatim_sekali"
            ),
            models.UniqueConstraint(
                fields=["satker", "tim", "peran"],
                condition=Q(keluar_pada__isnull=True, peran__in=[Peran.TPI_KETUA, Peran.TPI_DALNIS]),
                name="anggotatim_satu_pemimpin",
            ),
            models.CheckConstraint(condition=Q(peran__in=sorted(TIM_PENILAI)), name="anggotatim_peran_sah"),
            models.CheckConstraint(
                condition=Q(keluar_pada__isnull=True, alasan_keluar="")
                | (Q(keluar_pada__isnull=False) & ~Q(alasan_keluar="")),
                name="anggotatim_keluar_beralasan",
            ),
        ]


class TugasTim(models.Model):
    """One unit in the hands of one team, from `mulai` to `selesai`, both days included. `alasan`: why in spite of a
    warning, or against the proposal. A withdrawn task (`dicabut_pada`) gives no rights.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    tim = models.ForeignKey(Tim, on_delete=models.PROTECT, related_name="tugas")
    mulai = models.DateField()
    selesai = models.DateField()
    alasan = models.CharField(max_length=200, blank=True)
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["tim", "satker__kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "periode"], condition=Q(dicabut_pada__isnull=True), name="tugastim_satu"
            ),
            models.CheckConstraint(condition=Q(selesai__gte=F("mulai")), name="tugastim_urut"),
        ]
        indexes = [models.Index(fields=["satker", "periode"], name="tugastim_satker")]


class PernyataanKepentingan(models.Model):
    """What a member states about a unit in a year: no conflict of interest, or which one. Only added; the newest
    counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    nomor = models.PositiveSmallIntegerField()
    bertentangan = models.BooleanField()
    uraian = models.TextField(max_length=1000, blank=True)
    ditarik = models.BooleanField(default=False)  # the inspectorate found no conflict: the person has to sign anew
    pada = models.DateTimeField()

    class Meta:
        ordering = ["satker", "periode", "user", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "periode", "user", "nomor"], name="pernyataan_urut"),
            models.CheckConstraint(condition=Q(bertentangan=False) | ~Q(uraian=""), name="pernyataan_diuraikan"),
            models.CheckConstraint(condition=Q(ditarik=False) | Q(bertentangan=False), name="pernyataan_ditarik"),
        ]


class PembagianButir(models.Model):
    """Who of the team judges a butir of a unit. Without any row of a task everybody judges everything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    tugas = models.ForeignKey(TugasTim, on_delete=models.PROTECT, related_name="pembagian")
    kode_butir = models.CharField(max_length=20)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["tugas", "kode_butir"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "tugas", "kode_butir"], name="pembagianbutir_satu"),
        ]
