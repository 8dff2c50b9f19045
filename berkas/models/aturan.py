"""Which date makes evidence valid, where the inspectorate wants it otherwise than the instrument's overlay."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from berkas.segar.nilai import BERIRAMA, Aturan, Irama
from satker.models import Periode, Satker, User

ATURAN = (
    (Aturan.TAHUN_BERJALAN.value, "Tahun berjalan"),
    (Aturan.DUA_BELAS_BULAN.value, "12 bulan sebelum batas usulan"),
    (Aturan.TAHUN_LALU.value, "Tentang tahun lalu"),
    (Aturan.SAMPAI_DICABUT.value, "Berlaku sampai dicabut"),
)
IRAMA = ((Irama.SEKALI.value, "Cukup sekali setahun"), (Irama.TRIWULAN.value, "Tiap triwulan"))


class AturanBukti(models.Model):
    """One question of one year with another rule than the default; no row = the default. `satker` is the instansi."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    kode_butir = models.CharField(max_length=20)
    aturan = models.CharField(max_length=20, choices=ATURAN)
    irama = models.CharField(max_length=10, choices=IRAMA)
    alasan = models.CharField(max_length=200)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ["satker", "periode", "kode_butir"]
        constraints = [
            models.UniqueConstraint(fields=["satker", "periode", "kode_butir"], name="aturanbukti_satu"),
            models.CheckConstraint(condition=Q(aturan__in=[k for k, _ in ATURAN]), name="aturanbukti_aturan_sah"),
            models.CheckConstraint(condition=Q(irama__in=[k for k, _ in IRAMA]), name="aturanbukti_irama_sah"),
            models.CheckConstraint(
                condition=Q(irama=Irama.SEKALI.value) | Q(aturan__in=sorted(a.value for a in BERIRAMA)),
                name="aturanbukti_irama_cocok",
            ),
            models.CheckConstraint(condition=~Q(alasan="") & ~Q(kode_butir=""), name="aturanbukti_beralasan"),
        ]
