"""The one table of this app: the versions of the LKE this installation has loaded."""

from django.db import models


class StatusVersi(models.TextChoices):
    DRAF = "draf", "Draf"
    BEKU = "beku", "Beku"


class VersiInstrumen(models.Model):
    """Scoring facts of one version of the LKE. Belongs to no tenant.

    `isi` is the data of `instrumen.pohon.baca` with every number as a string, `hash` the SHA-256 of its canonical
    JSON. A frozen (beku) row is never changed or deleted: a trigger of migration 0001 refuses it; a correction is a
    new kode. Other apps store `kode` as text and find the version through Periode, never by a foreign key.
    """

    kode = models.CharField(max_length=40, unique=True)
    nama = models.CharField(max_length=200)
    hash = models.CharField(max_length=64)
    isi = models.JSONField()
    status = models.CharField(max_length=4, choices=StatusVersi, default=StatusVersi.DRAF)
    dimuat_pada = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kode"]
        constraints = [
            models.CheckConstraint(
                name="instrumen_versi_status_sah", condition=models.Q(status__in=StatusVersi.values)
            ),
            models.CheckConstraint(name="instrumen_versi_hash_sah", condition=models.Q(hash__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.kode})"
