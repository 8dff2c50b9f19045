"""Sweeping what a crash leaves: waiting files nobody finished, and stored bytes without a row.

Called every hour by the timetable. Only things older than `umur` are touched; an upload in progress is younger.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from berkas.models import UMUR_UNGGAHAN, HasilUnggahan, Isi, Pemakaian, Unggahan
from berkas.penyimpanan import folder_sementara
from berkas.wadah import ditulis, id_wadah
from satker.actions.jejak import catat
from satker.models import Satker

UMUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class HasilSapu:
    """How many waiting files, stored files without a row, and uploads nobody went on with were removed."""

    sementara: int
    yatim: int
    unggahan: int = 0


def sapu_yatim(*, umur: dt.timedelta = UMUR) -> HasilSapu:
    """Remove leftovers older than `umur`. Safe beside running uploads; one audit row per satker swept."""
    batas = timezone.now() - umur
    unggahan = _sapu_unggahan()  # first: the bytes of a removed row are leftovers from then on
    return HasilSapu(_sapu_sementara(batas), sum(_sapu_satker(pk, batas) for pk in _folder_satker()), unggahan)


@transaction.atomic
def _sapu_unggahan() -> int:
    """Rows of resumable uploads past their day; one that is being written to is locked or younger."""
    basi = Unggahan.objects.filter(berubah_pada__lt=timezone.now() - UMUR_UNGGAHAN)
    pk = list(basi.select_for_update(skip_locked=True).values_list("pk", flat=True)[:1000])
    Unggahan.objects.filter(pk__in=pk).delete()
    return len(pk)


def _sapu_sementara(batas: dt.datetime) -> int:
    """Old waiting files. That of a resumable upload stays as long as its row still counts on it."""
    lama = [jalur for jalur in folder_sementara().glob("unggah-*") if _waktu(jalur) < batas]
    punya = {jalur: id_wadah(jalur) for jalur in lama}
    baris = Unggahan.objects.filter(pk__in={p[0] for p in punya.values() if p})
    dipakai = set(baris.filter(hasil__in=["", HasilUnggahan.DUPLIKAT]).values_list("pk", "wadah"))
    dibuang = 0
    for jalur in lama:
        if punya[jalur] not in dipakai and not ditulis(jalur):
            jalur.unlink(missing_ok=True)
            dibuang += 1
    return dibuang


def _waktu(jalur: Path) -> dt.datetime:
    """Last write; a file that vanished meanwhile counts as new."""
    try:
        return dt.datetime.fromtimestamp(jalur.stat().st_mtime, tz=dt.UTC)
    except FileNotFoundError:
        return dt.datetime.max.replace(tzinfo=dt.UTC)


def _folder_satker() -> list[uuid.UUID]:
    """Satkers that have a folder; anything else in the storage is not ours to sweep."""
    try:
        folder, _ = default_storage.listdir("")
    except FileNotFoundError:
        return []
    hasil = []
    for nama in sorted(folder):
        with contextlib.suppress(ValueError):
            hasil.append(uuid.UUID(nama))
    return hasil


def _calon(satker_id: uuid.UUID, batas: dt.datetime) -> list[str]:
    """Keys of old files of one satker that have no Isi (or one whose bytes retention removed), read without a lock."""
    hasil = []
    for aa in default_storage.listdir(str(satker_id))[0]:
        nama = set(default_storage.listdir(f"{satker_id}/{aa}")[1])
        berbaris = Isi.objects.filter(satker=satker_id, sha256__startswith=aa, dibuang_pada=None).values_list(
            "sha256", flat=True
        )
        hasil += [f"{satker_id}/{aa}/{n}" for n in sorted(nama - set(berbaris))]
    return [kunci for kunci in hasil if default_storage.get_modified_time(kunci) < batas]


@transaction.atomic
def _sapu_satker(satker_id: uuid.UUID, batas: dt.datetime) -> int:
    """Judge again under the satker's usage lock: an upload that is just committing the same bytes waits or is seen."""
    calon = _calon(satker_id, batas)
    satker = Satker.objects.filter(pk=satker_id).first() if calon else None
    if satker is None:
        return 0
    Pemakaian.objects.bulk_create([Pemakaian(satker=satker)], ignore_conflicts=True)
    Pemakaian.objects.select_for_update().get(satker=satker)
    yatim = [
        k
        for k in calon
        if not Isi.objects.filter(satker=satker, sha256=k.rpartition("/")[2], dibuang_pada=None).exists()
    ]
    for kunci in yatim:
        default_storage.delete(kunci)
    if yatim:
        catat(oleh=None, satker=satker, aksi="sapu_berkas", objek=f"satker:{satker.pk}", sesudah={"jumlah": len(yatim)})
    return len(yatim)
