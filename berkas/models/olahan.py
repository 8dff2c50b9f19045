"""What the background worker made of stored bytes: page images, text, facts. Can always be made again."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from berkas.models.isi import Isi
from satker.models import Satker


class StatusOlahan(models.TextChoices):
    ANTRE = "antre", "Pratinjau sedang dibuat"
    SELESAI = "selesai", "Pratinjau siap"
    SEBAGIAN = "sebagian", "Pratinjau siap sebagian"
    GAGAL = "gagal", "Pratinjau tidak dapat dibuat"
    TANPA = "tanpa", "Jenis berkas ini tanpa pratinjau"


class AsalTeks(models.TextChoices):
    """Where the text comes from; '' = there is none."""

    LAPIS = "lapis", "Teks dalam berkas"
    OCR = "ocr", "Hasil baca gambar (OCR)"
    CAMPUR = "campur", "Sebagian hasil baca gambar (OCR)"


class Olahan(models.Model):
    """Derived facts of one Isi; `versi` 0 = never made. Page images lie in the storage below kunci_turunan().

    `halaman` pages of the document (also of Office files), `gambar` how many of them, from the first on, have images.
    `teks` one string per page; `metadata` what the file says about itself ({"dibuat": "2026-01-12", …});
    `ciri` findings of berkas.telaah; `data_pribadi` kinds of personal data with page, values masked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+")
    isi = models.ForeignKey(Isi, on_delete=models.PROTECT, related_name="olahan")
    status = models.CharField(max_length=10, choices=StatusOlahan, default=StatusOlahan.ANTRE)
    alasan = models.CharField(max_length=200, blank=True)
    versi = models.PositiveSmallIntegerField(default=0)
    halaman = models.PositiveIntegerField(null=True, blank=True)
    gambar = models.PositiveIntegerField(default=0)
    teks = models.JSONField(default=list)
    asal_teks = models.CharField(max_length=6, choices=AsalTeks, blank=True)
    metadata = models.JSONField(default=dict)
    ciri = models.JSONField(default=dict)
    data_pribadi = models.JSONField(default=list)
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["satker", "isi"], name="olahan_sekali"),
            models.CheckConstraint(condition=Q(status__in=StatusOlahan.values), name="olahan_status_sah"),
            models.CheckConstraint(condition=Q(asal_teks__in=["", *AsalTeks.values]), name="olahan_asal_sah"),
        ]

    @property
    def siap(self) -> bool:
        return self.status in (StatusOlahan.SELESAI, StatusOlahan.SEBAGIAN)


def kunci_turunan(satker_id: uuid.UUID, sha256: str) -> str:
    """Storage folder of everything derived from the bytes: `turunan/<satker>/<aa>/<sha256>`."""
    return f"turunan/{satker_id}/{sha256[:2]}/{sha256}"
