"""The life of a job: queued, taken by one worker, beating, finished, failed, tried again (decisions §6).

`percobaan` is the fence: it grows each time a worker takes the job, and a worker that was given up for dead can no
longer write to it. Waiting in a long queue never counts as a try.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Now
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from satker.actions.jejak import catat
from satker.jadwal import DETAK_BATAS, JADWAL, PENANGAN, PERCOBAAN_MAKS, SIMPAN_HARI, TUGAS
from satker.models import Pekerjaan, Satker, User
from satker.models.organisasi import Tingkat
from satker.models.pekerjaan import StatusPekerjaan
from satker.pelaku import Pelaku

log = logging.getLogger(__name__)
MUNDUR = 20  # how far jobs nobody waits for (timed ones, backfill) stand behind those of a person
ALASAN_DIAM = f"Pekerja berhenti menjawab {PERCOBAAN_MAKS} kali. Coba lagi, atau hubungi admin sistem."


class GagalTetapError(Exception):
    """Raised by a handler when trying again cannot help; `str()` is the Indonesian sentence for the owner."""


class DiambilAlihError(Exception):
    """The job was given to another worker meanwhile; the handler must stop."""


def _kirim(pekerjaan: Pekerjaan) -> None:
    """Hand the id to the queue once the surrounding transaction is final. A queue that fails is caught up with by
    penjadwal, so the error is logged and never reaches the person."""

    def kirim() -> None:  # a plain function: the logging of a robust callback needs its name
        tugas, prioritas = import_string(TUGAS), PENANGAN[pekerjaan.jenis].prioritas
        if pekerjaan.pemilik_id is None:
            prioritas -= MUNDUR
        (tugas.using(priority=prioritas) if prioritas else tugas).enqueue(str(pekerjaan.pk))

    transaction.on_commit(kirim, robust=True)


@transaction.atomic
def antrekan(
    *,
    oleh: Pelaku | None,
    satker: Satker,
    jenis: str,
    kunci: str,
    argumen: Mapping[str, Any] | None = None,
    pemilik: User | None = None,
    langkah: str = "",
) -> Pekerjaan:
    """Queue a job once per (satker, jenis, kunci); asking again returns the row that is there.

    The page of a job belongs to its owner alone, so put the user's id into `kunci` where each person gets an own job.
    `argumen` holds ids and codes only. `pemilik` without `oleh`: the job follows from something that person did and
    that has its own audit row (an upload), so it is on their page without another row. Raises KeyError for an unknown
    jenis.
    """
    PENANGAN[jenis]
    pekerjaan, baru = Pekerjaan.objects.get_or_create(
        satker=satker,
        jenis=jenis,
        kunci=kunci,
        defaults={
            "argumen": dict(argumen or {}),
            "pemilik": oleh.user if oleh else pemilik,
            "langkah": langkah[:160],
            "detak": timezone.now(),
        },
    )
    if baru:
        if oleh is not None:
            catat(oleh=oleh, satker=satker, aksi="antrekan_pekerjaan", objek=f"pekerjaan:{pekerjaan.pk}", sesudah=jenis)
        _kirim(pekerjaan)
    return pekerjaan


@transaction.atomic
def antrekan_lagi(
    *, satker: Satker, jenis: str, kunci: str, argumen: Mapping[str, Any], pemilik: User | None, langkah: str = ""
) -> Pekerjaan:
    """Queue a job, or start it again from its first try when it is over. One that waits or runs is left alone.

    Writes no audit row: the caller's action does.
    """
    pekerjaan = antrekan(
        oleh=None, satker=satker, jenis=jenis, kunci=kunci, argumen=argumen, pemilik=pemilik, langkah=langkah
    )
    selesai = [StatusPekerjaan.SELESAI, StatusPekerjaan.GAGAL]
    if pekerjaan.status not in selesai:
        return pekerjaan
    usai = Pekerjaan.objects.filter(pk=pekerjaan.pk, status__in=selesai)
    awal = {"percobaan": 0, "kemajuan": 0, "alasan": "", "hasil": None, "selesai_pada": None, "langkah": langkah[:160]}
    if usai.update(status=StatusPekerjaan.ANTRE, pemilik=pemilik, detak=Now(), **awal):
        pekerjaan.refresh_from_db()
        _kirim(pekerjaan)
    return pekerjaan


@transaction.atomic
def ulangi(*, oleh: Pelaku, pekerjaan: Pekerjaan) -> Pekerjaan:
    """Start a failed job again from its first try. Does nothing unless it is 'gagal'."""
    berubah = Pekerjaan.objects.filter(pk=pekerjaan.pk, status=StatusPekerjaan.GAGAL).update(
        status=StatusPekerjaan.ANTRE, percobaan=0, langkah="", kemajuan=0, alasan="", selesai_pada=None, detak=Now()
    )
    pekerjaan.refresh_from_db()
    if berubah:
        catat(
            oleh=oleh,
            satker=pekerjaan.satker,
            aksi="ulangi_pekerjaan",
            objek=f"pekerjaan:{pekerjaan.pk}",
            sesudah=pekerjaan.jenis,
        )
        _kirim(pekerjaan)
    return pekerjaan


def ambil(*, pekerjaan_id: str) -> Pekerjaan | None:
    """Take a waiting job for this worker; None when it is taken, finished or gone. Exactly one of many callers wins."""
    menunggu = Pekerjaan.objects.filter(pk=pekerjaan_id, status=StatusPekerjaan.ANTRE)
    if not menunggu.update(status=StatusPekerjaan.BERJALAN, percobaan=F("percobaan") + 1, detak=Now()):
        return None
    return Pekerjaan.objects.select_related("satker").get(pk=pekerjaan_id)


def _milik_saya(pekerjaan: Pekerjaan) -> Any:
    return Pekerjaan.objects.filter(pk=pekerjaan.pk, status=StatusPekerjaan.BERJALAN, percobaan=pekerjaan.percobaan)


def detak(*, pekerjaan: Pekerjaan, langkah: str = "", kemajuan: int | None = None) -> None:
    """A sign of life; `langkah` in words ("Memeriksa baris 340 dari 1.200"), `kemajuan` in percent 0–100.

    Raises DiambilAlihError when another worker has the job.
    """
    isi: dict[str, Any] = {"detak": Now()}
    if langkah:
        isi["langkah"] = langkah[:160]
    if kemajuan is not None:
        isi["kemajuan"] = max(0, min(100, kemajuan))
    if not _milik_saya(pekerjaan).update(**isi):
        raise DiambilAlihError(str(pekerjaan.pk))


def selesaikan(*, pekerjaan: Pekerjaan, hasil: Any = None) -> None:
    """Mark as done with its result. Raises DiambilAlihError when another worker has the job."""
    berubah = _milik_saya(pekerjaan).update(
        status=StatusPekerjaan.SELESAI,
        kemajuan=100,
        hasil=hasil,
        alasan="",
        langkah="",
        detak=Now(),
        selesai_pada=Now(),
    )
    if not berubah:
        raise DiambilAlihError(str(pekerjaan.pk))


def gagalkan(*, pekerjaan: Pekerjaan, alasan: str) -> None:
    """Give up with a reason in Indonesian. A job that another worker has is left alone."""
    berubah = _milik_saya(pekerjaan).update(
        status=StatusPekerjaan.GAGAL, alasan=alasan[:300], langkah="", detak=Now(), selesai_pada=Now()
    )
    penangan = PENANGAN.get(pekerjaan.jenis)
    if not berubah or penangan is None or not penangan.saat_gagal:
        return
    try:
        with transaction.atomic():
            import_string(penangan.saat_gagal)(**pekerjaan.argumen, alasan=alasan)
    except Exception:  # the verdict stands; what hangs on the job is told again when it is tried again
        log.exception("saat_gagal pekerjaan %s", pekerjaan.pk)


def tunda(*, pekerjaan: Pekerjaan, alasan: str) -> None:
    """After an exception: wait for penjadwal to try again, or give up after the last try."""
    if pekerjaan.percobaan >= PERCOBAAN_MAKS:
        gagalkan(pekerjaan=pekerjaan, alasan=alasan)
        return
    _milik_saya(pekerjaan).update(
        status=StatusPekerjaan.ANTRE,
        langkah=f"Percobaan ke-{pekerjaan.percobaan} gagal. Dicoba lagi sebentar lagi."[:160],
        detak=Now(),
    )


# --- The timetable's side -------------------------------------------------------------------------------------------


@transaction.atomic
def bangunkan_tertinggal() -> int:
    """Requeue jobs without a beat for DETAK_BATAS seconds, fail those out of tries; returns how many were touched.

    One statement when there is nothing to do. Rows are locked with SKIP LOCKED, so two timetables never take the same.
    A waiting job whose task still stands in the queue is left alone.
    """
    masih_antre = (
        DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        .annotate(untuk=KT("args_kwargs__args__0"))
        .filter(untuk=Cast(OuterRef("pk"), CharField()))
    )
    tertinggal = list(
        Pekerjaan.objects.filter(
            ~Exists(masih_antre),
            status__in=[StatusPekerjaan.ANTRE, StatusPekerjaan.BERJALAN],
            detak__lt=Now() - dt.timedelta(seconds=DETAK_BATAS),
        )
        .select_for_update(skip_locked=True)
        .order_by("detak")[:100]
    )
    for pekerjaan in tertinggal:
        _bangunkan(pekerjaan)
    return len(tertinggal)


def _bangunkan(pekerjaan: Pekerjaan) -> None:
    if pekerjaan.status == StatusPekerjaan.BERJALAN and pekerjaan.percobaan >= PERCOBAAN_MAKS:
        gagalkan(pekerjaan=pekerjaan, alasan=ALASAN_DIAM)
        return
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(status=StatusPekerjaan.ANTRE, detak=Now())
    _kirim(pekerjaan)


def mulai_terjadwal(*, saat: dt.datetime, sudah: set[tuple[str, str]]) -> list[Pekerjaan]:
    """Queue the timed work of the current slots. `sudah` remembers the slots this process has seen, so that a quiet
    tick asks the database nothing. Without any instansi yet there is nothing to look after.

    The rows hang on the first instansi, because every job belongs to a unit.
    """
    baru = [t for t in JADWAL if (t.jenis, t.kunci(saat)) not in sudah]
    if not baru:
        return []
    instansi = Satker.objects.filter(tingkat=Tingkat.INSTANSI).order_by("kode").first()
    if instansi is None:
        return []
    hasil = []
    for t in baru:
        hasil.append(antrekan(oleh=None, satker=instansi, jenis=t.jenis, kunci=t.kunci(saat)))
        sudah.add((t.jenis, t.kunci(saat)))
    return hasil


def bersihkan_harian() -> dict[str, str]:
    """Remove ended sessions, expired cache rows, old queue rows and old timed jobs."""
    call_command("clearsessions", verbosity=0)
    batas = Now() - dt.timedelta(days=SIMPAN_HARI)
    antrean = DBTaskResult.objects.filter(Q(finished_at__lt=batas) | Q(finished_at=None, started_at__lt=batas))
    antrean.delete()  # the second half: rows of workers that were killed
    tabel = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as kursor:
        kursor.execute(f"DELETE FROM {tabel} WHERE expires < now()")  # noqa: S608  the name is a setting
        baris_cache = kursor.rowcount
    ringan = [jenis for jenis, penangan in PENANGAN.items() if penangan.ringan]
    lama = Pekerjaan.objects.filter(
        Q(pemilik=None) | Q(jenis__in=ringan),
        status__in=[StatusPekerjaan.SELESAI, StatusPekerjaan.GAGAL],
        selesai_pada__lt=batas,
    )
    pekerjaan, _ = lama.delete()
    return {"pesan": f"{baris_cache} baris cache dan {pekerjaan} pekerjaan lama dihapus."}
