"""The one task of the queue: take a job by id, run its handler, beat meanwhile (decisions §6)."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.db.models.functions import Now
from django.utils.module_loading import import_string
from django_tasks import task

from satker.actions import pekerjaan as aksi
from satker.jadwal import DETAK_TIAP, PENANGAN
from satker.models import Pekerjaan
from satker.models.pekerjaan import StatusPekerjaan

log = logging.getLogger(__name__)


@task()
def jalankan(pekerjaan_id: str) -> None:
    """Run the job once. A job that is taken, finished or gone is passed over, so a doubled task does no harm."""
    pekerjaan = aksi.ambil(pekerjaan_id=pekerjaan_id)
    if pekerjaan is None:
        return
    try:
        with berdenyut(pekerjaan):
            hasil = _kerjakan(pekerjaan)
        aksi.selesaikan(pekerjaan=pekerjaan, hasil=hasil)
    except aksi.DiambilAlihError:
        log.warning("pekerjaan %s diambil alih pekerja lain", pekerjaan_id)
    except aksi.GagalTetapError as galat:
        aksi.gagalkan(pekerjaan=pekerjaan, alasan=str(galat))
    except Exception:
        kode = secrets.token_hex(2).upper()
        log.exception("pekerjaan %s gagal, kode laporan %s", pekerjaan_id, kode)
        aksi.tunda(pekerjaan=pekerjaan, alasan=f"Ada gangguan di sisi kami. Kode laporan: {kode}.")


def _kerjakan(pekerjaan: Pekerjaan) -> Any:
    penangan = PENANGAN[pekerjaan.jenis]
    tambahan = {"pekerjaan": pekerjaan} if penangan.dengan_pekerjaan else {}
    hasil = import_string(penangan.jalur)(**pekerjaan.argumen, **tambahan)
    return asdict(hasil) if is_dataclass(hasil) else hasil


@contextmanager
def berdenyut(pekerjaan: Pekerjaan) -> Iterator[None]:
    """Beat every DETAK_TIAP seconds from a second thread, because one step may be long and cannot beat by itself."""
    henti = threading.Event()
    benang = threading.Thread(target=_denyut, args=(pekerjaan, henti), name="denyut", daemon=True)
    benang.start()
    try:
        yield
    finally:
        henti.set()
        benang.join()


def _denyut(pekerjaan: Pekerjaan, henti: threading.Event) -> None:
    milik = Pekerjaan.objects.filter(pk=pekerjaan.pk, status=StatusPekerjaan.BERJALAN, percobaan=pekerjaan.percobaan)
    while not henti.wait(DETAK_TIAP):
        try:
            milik.update(detak=Now())
        except DatabaseError as galat:  # the next beat tries again; the job itself will meet the same trouble
            log.warning("detak %s tertunda: %s", pekerjaan.pk, galat)
        finally:
            connection.close()
