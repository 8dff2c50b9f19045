"""The trash of a satker: what is in it, until when it can come back, and what was emptied."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import QueryDict

from berkas.models import Berkas, VersiBerkas
from berkas.queries.hak import hak_ganti
from common.halaman import Halaman, bagi
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class BarisSampah:
    """One document in the trash. `sampai`: last day it can come back; `kosong`: its bytes went on that day."""

    id: uuid.UUID
    judul: str
    nama: str
    ukuran: int
    versi: int
    sha256: str
    oleh: str
    pada: dt.datetime
    sampai: dt.datetime
    kosong: dt.datetime | None
    kode: tuple[str, ...]
    boleh: bool
    sebab: str


def sampah(pelaku: Pelaku, satker: Satker, periode: Periode, isi: QueryDict) -> Halaman:
    """Newest first, those that can come back before those that cannot; four SQL statements."""
    daftar = Berkas.objects.terlihat_oleh(pelaku).filter(satker=satker, dihapus_pada__isnull=False)
    halaman = bagi(
        daftar.select_related("pemilik", "dihapus_oleh")
        .prefetch_related(
            Prefetch("versi", VersiBerkas.objects.terkini().select_related("isi"), to_attr="versi_kini"),
        )
        .order_by("dikosongkan_pada", "-dihapus_pada", "pk"),
        isi,
        per=50,
    )
    hak = hak_ganti(pelaku, satker, periode, halaman.isi)
    return replace(
        halaman, isi=[_baris(b, hak[b.pk].kode, hak[b.pk].boleh, hak[b.pk].sebab, pelaku) for b in halaman.isi]
    )


def _baris(berkas: Any, kode: tuple[str, ...], boleh: bool, sebab: str, pelaku: Pelaku) -> BarisSampah:
    versi: VersiBerkas = berkas.versi_kini[0]
    return BarisSampah(
        id=berkas.pk,
        judul=berkas.judul,
        nama=versi.nama_kirim,
        ukuran=versi.isi.ukuran,
        versi=versi.nomor,
        sha256=versi.isi.sha256,
        oleh=berkas.dihapus_oleh.nama,
        pada=berkas.dihapus_pada,
        sampai=berkas.dihapus_pada + dt.timedelta(days=settings.SAMPAH_HARI),
        kosong=berkas.dikosongkan_pada,
        kode=kode,
        boleh=boleh or berkas.dihapus_oleh_id == pelaku.user.pk,
        sebab=sebab,
    )
