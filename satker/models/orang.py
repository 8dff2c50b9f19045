"""People: accounts, dated roles, and the staff list."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from satker.models.organisasi import Satker, SetelanInstansi
from satker.peran import POKJA, TEMPAT_DI_TIM, Peran


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **isi: object) -> User:
        """Create an account; without a password it can only be entered through a reset link."""
        user = self.model(username=username, **isi)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who can log in, by username, NIP or e-mail. Rights come only from Penugasan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    nip = models.CharField(max_length=18, unique=True, null=True, blank=True)
    email = models.EmailField(blank=True)
    nama = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    pintasan = models.BooleanField(default=True)  # one-key shortcuts may be switched off (WCAG 2.1.4)
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nama"]

    objects = UserManager()

    class Meta:
        ordering = ["nama"]
        constraints = [
            # Upper, because that is what Django's iexact asks for: the constraint is also the index of the login.
            models.UniqueConstraint(Upper("email"), condition=~Q(email=""), name="user_email_unik"),
            models.UniqueConstraint(Upper("username"), name="user_username_unik"),
        ]

    def __str__(self) -> str:
        return self.nama


class PenugasanQuerySet(models.QuerySet["Penugasan"]):
    def berlaku(self, tanggal: dt.date) -> PenugasanQuerySet:
        """Rows whose dates include the day."""
        return self.filter(Q(selesai__isnull=True) | Q(selesai__gte=tanggal), mulai__lte=tanggal)


class Penugasan(models.Model):
    """A dated role of a person at a unit; the only source of rights (decisions §3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="penugasan")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="penugasan")
    peran = models.CharField(max_length=20, choices=Peran)
    area = models.CharField(max_length=4, blank=True)
    gelar = models.CharField(max_length=4, blank=True, choices=[("Plh.", "Plh."), ("Plt.", "Plt.")])
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)
    # What keeps this row: the id of a task of an evaluator team (a higher room, so no key). None: kept by hand.
    sumber = models.UUIDField(null=True, editable=False)

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "peran", "area"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "user", "peran", "area", "mulai"], name="penugasan_sekali"),
            models.CheckConstraint(condition=Q(peran__in=Peran.values), name="penugasan_peran_sah"),
            models.CheckConstraint(
                condition=(Q(peran__in=POKJA) & ~Q(area="")) | (~Q(peran__in=POKJA) & Q(area="")),
                name="penugasan_area_pokja",
            ),
            models.CheckConstraint(condition=Q(gelar__in=["", "Plh.", "Plt."]), name="penugasan_gelar_sah"),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")), name="penugasan_urut"
            ),
        ]
        indexes = [models.Index(fields=["user", "mulai"], name="penugasan_user")]

    def __str__(self) -> str:
        return self.label

    def meliputi(self, tanggal: dt.date) -> bool:
        """Whether its dates include the day."""
        return self.mulai <= tanggal and (self.selesai is None or self.selesai >= tanggal)

    @property
    def label(self) -> str:
        """Role as people read it: 'Plh. Kepala satker', 'Anggota Pokja 5'."""
        nama = Peran(self.peran).label
        if self.peran in POKJA:
            nama = f"{nama} {self.area.lstrip('A')}"
        return f"{self.gelar} {nama}".strip()

    @property
    def sebutan(self) -> str:
        """The label with what the instansi calls its evaluator team: 'Ketua TPI'.

        For rows of TIM_PENILAI the reader loads `unit__instansi__setelan` with the row; without a setting it is TPI.
        """
        if self.peran not in TEMPAT_DI_TIM:
            return self.label
        setelan = getattr(self.unit.instansi, "setelan", None) or SetelanInstansi()
        return f"{self.gelar} {TEMPAT_DI_TIM[self.peran]} {setelan.singkatan_tim}".strip()


class Pegawai(models.Model):
    """Staff list of a unit, without login."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="pegawai")
    nama = models.CharField(max_length=120)
    jabatan = models.CharField(max_length=120, blank=True)
    aktif = models.BooleanField(default=True)

    class Meta:
        ordering = ["satker", "nama"]
        indexes = [models.Index(fields=["satker", "nama"], name="pegawai_satker")]
