"""Makers of issued documents through the real actions and the real job."""

from __future__ import annotations

import datetime as dt
from typing import Any

from berkas.actions import minta_paket
from berkas.actions.daftar_resmi import siapkan_daftar
from berkas.actions.terbit import terbitkan
from berkas.models import DokumenTerbit, PaketBukti
from berkas.tasks import buat_dokumen, buat_draf
from satker.models import Pekerjaan
from satker.models.pekerjaan import StatusPekerjaan

HARI = dt.date(2026, 8, 17)


def jalan(kerja: Pekerjaan) -> Pekerjaan:
    """As a worker that has just taken the job."""
    Pekerjaan.objects.filter(pk=kerja.pk).update(status=StatusPekerjaan.BERJALAN, percobaan=1)
    kerja.refresh_from_db()
    return kerja


def buat_paket(d: Any, **lain: Any) -> PaketBukti:
    return minta_paket(oleh=d.koordinator, satker=d.satker, periode=d.periode, **lain)[0]


def draf(d: Any, paket: PaketBukti | None = None, **lain: Any) -> DokumenTerbit:
    return siapkan_daftar(oleh=d.koordinator, paket=paket or buat_paket(d), tanggal=HARI, **lain)


def gambar_draf(dokumen: DokumenTerbit) -> DokumenTerbit:
    kerja = Pekerjaan.objects.filter(jenis="draf_dokumen", kunci__startswith=str(dokumen.pk)).latest("dibuat_pada")
    buat_draf(pekerjaan=jalan(kerja), **kerja.argumen)
    dokumen.refresh_from_db()
    return dokumen


def terbit(d: Any, dokumen: DokumenTerbit | None = None, **lain: Any) -> DokumenTerbit:
    """Issued, drawn and stored."""
    satu = dokumen or draf(d, **lain)
    kerja = terbitkan(oleh=d.koordinator, dokumen=satu)
    buat_dokumen(pekerjaan=jalan(kerja), **kerja.argumen)
    satu.refresh_from_db()
    return satu
