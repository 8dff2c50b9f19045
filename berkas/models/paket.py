"""A package of evidence somebody asked for: what is in it is frozen when it is made."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from satker.models import Periode, Satker, User
from satker.peran import Peran

if TYPE_CHECKING:
    from satker.pelaku import Pelaku

UMUR_PAKET = dt.timedelta(days=7)


class PaketQuerySet(models.QuerySet["PaketBukti"]):
    def milik(self, pelaku: Pelaku) -> PaketQuerySet:
        """Only the person who asked for it, in the role that asked, and only while the unit may be seen."""
        return self.filter(oleh=pelaku.user, peran=pelaku.peran, satker__in=Satker.objects.terlihat_oleh(pelaku))


class PaketBukti(models.Model):
    """`area` '' = the whole satker, `pilihan` document ids where somebody chose some. `manifes`: the frozen list.

    `manifes` is {"berkas": [one entry per file in the ZIP], "tautan": [links to outside]} (berkas.queries.paket).
    `xlsx` and `pdf` are the index; retention empties both after UMUR_PAKET, the list stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=4, blank=True)
    pilihan = models.JSONField(default=list)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    peran = models.CharField(max_length=20, choices=Peran)  # another role of the same person may see less
    dibuat_pada = models.DateTimeField()
    disusun_pada = models.DateTimeField(null=True, blank=True)
    dikosongkan_pada = models.DateTimeField(null=True, blank=True)
    manifes = models.JSONField(default=dict)
    jumlah = models.PositiveIntegerField(default=0)
    ukuran = models.PositiveBigIntegerField(default=0)
    xlsx = models.BinaryField(default=b"")
    pdf = models.BinaryField(default=b"")

    objects = PaketQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-dibuat_pada"]
        constraints = [
            models.CheckConstraint(condition=Q(peran__in=Peran.values), name="paketbukti_peran_sah"),
            models.CheckConstraint(
                condition=Q(dikosongkan_pada__isnull=True) | Q(disusun_pada__isnull=False), name="paketbukti_urut"
            ),
        ]
        indexes = [models.Index(fields=["satker", "periode", "-dibuat_pada"], name="paketbukti_satker")]
