"""Packages of evidence: asked for, filled by the worker, ended after some days."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from berkas.actions.hasil import KeadaanBerubahError
from berkas.models import UMUR_PAKET, PaketBukti
from berkas.queries.paket import susun_manifes
from satker.actions.jejak import catat
from satker.actions.pekerjaan import antrekan
from satker.models import Pekerjaan, Periode, Satker
from satker.pelaku import Pelaku

_SAMA = dt.timedelta(minutes=10)


@transaction.atomic
def minta_paket(
    *, oleh: Pelaku, satker: Satker, periode: Periode, area: str = "", pilihan: Sequence[uuid.UUID] = ()
) -> tuple[PaketBukti, Pekerjaan]:
    """Freeze the list of what the actor may see now and queue the making of its index.

    Asking twice while the first is still being made returns the first. Raises KeadaanBerubahError for an empty list.
    """
    kunci = sorted(str(p) for p in pilihan)
    baru_saja = PaketBukti.objects.milik(oleh).filter(
        satker=satker, periode=periode, area=area, pilihan=kunci, disusun_pada=None,
        dibuat_pada__gt=timezone.now() - _SAMA,
    )  # fmt: skip
    paket = baru_saja.order_by("-dibuat_pada").first()
    if paket is None:
        manifes = susun_manifes(oleh, satker, periode, area=area, pilihan=pilihan)
        if not manifes["berkas"] and not manifes["tautan"]:
            raise KeadaanBerubahError("Belum ada data dukung yang dapat diunduh di sini.")
        paket = PaketBukti.objects.create(
            satker=satker,
            periode=periode,
            area=area,
            pilihan=kunci,
            oleh=oleh.user,
            peran=oleh.peran,
            dibuat_pada=timezone.now(),
            manifes=manifes,
            jumlah=len(manifes["berkas"]),
            ukuran=sum(i["ukuran"] for i in manifes["berkas"]),
        )
        catat(
            oleh=oleh,
            satker=satker,
            periode=periode,
            area=area,
            aksi="minta_paket",
            objek=f"paket:{paket.pk}",
            sesudah={"jumlah": paket.jumlah, "ukuran": paket.ukuran},
        )
    kerja = antrekan(
        oleh=oleh, satker=satker, jenis="paket_bukti", kunci=str(paket.pk), argumen={"paket": str(paket.pk)}
    )
    return paket, kerja


def simpan_indeks(*, paket: PaketBukti, xlsx: bytes, pdf: bytes) -> None:
    """The worker's result. Making it twice gives the same."""
    PaketBukti.objects.filter(pk=paket.pk, dikosongkan_pada=None).update(
        xlsx=xlsx, pdf=pdf, disusun_pada=timezone.now()
    )


def kosongkan_paket() -> int:
    """Daily: empty the index of packages older than UMUR_PAKET; the frozen lists stay. Returns how many."""
    lama = PaketBukti.objects.filter(
        dibuat_pada__lt=timezone.now() - UMUR_PAKET, disusun_pada__isnull=False, dikosongkan_pada=None
    )
    return lama.update(xlsx=b"", pdf=b"", dikosongkan_pada=timezone.now())
