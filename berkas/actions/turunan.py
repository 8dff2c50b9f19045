"""Files derived from stored bytes: kept below kunci_turunan(), replaced as a whole, swept when their bytes are gone."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from berkas import pesan_pratinjau as kata
from berkas.actions.sapu import UMUR
from berkas.models import Isi, Olahan, Pemakaian, StatusOlahan, kunci_turunan
from berkas.penyimpanan import BLOK, MODE_BERKAS, MODE_FOLDER, folder_lokal, folder_sementara, galat_penuh
from satker.models import Satker

AWALAN = "olah-"
_AKAR = "turunan"


@contextlib.contextmanager
def folder_kerja() -> Iterator[Path]:
    """A working folder beside the storage, removed afterwards; one that a crash leaves is swept after an hour."""
    with galat_penuh():
        folder_sementara().mkdir(mode=MODE_FOLDER, parents=True, exist_ok=True)
        tempat = tempfile.TemporaryDirectory(prefix=AWALAN, dir=folder_sementara(), ignore_cleanup_errors=True)
    with tempat as nama:
        folder = Path(nama)
        for anak in ("hasil", "kerja"):
            (folder / anak).mkdir()
        yield folder


def sumber_isi(isi: Isi, folder: Path) -> Path:
    """The stored bytes as a file of this machine. Raises OSError when they are missing or cut."""
    if folder_lokal() is not None:
        jalur = Path(default_storage.path(isi.kunci))
        ukuran = jalur.stat().st_size
    else:
        jalur = folder / "sumber"
        with default_storage.open(isi.kunci) as dari, jalur.open("wb") as ke:
            for blok in dari.chunks(BLOK):
                ke.write(blok)
        ukuran = jalur.stat().st_size
    if ukuran != isi.ukuran:
        raise OSError(f"{ukuran} B, seharusnya {isi.ukuran} B")
    return jalur


def simpan_turunan(jalur: Path, kunci: str) -> None:
    """Move one file to its key, in one step on a local storage. What stood there is replaced."""
    if folder_lokal() is None:
        default_storage.delete(kunci)
        with jalur.open("rb") as isi:
            default_storage.save(kunci, File(isi))
        return
    tujuan = Path(default_storage.path(kunci))
    with galat_penuh():
        tujuan.parent.mkdir(mode=MODE_FOLDER, parents=True, exist_ok=True)
        jalur.chmod(MODE_BERKAS)
        os.replace(jalur, tujuan)


def buang_turunan(isi: Isi) -> None:
    """Remove the page images of bytes that retention removed, and empty what was read from them."""
    _buang_folder(kunci_turunan(isi.satker_id, isi.sha256))
    Olahan.objects.filter(satker=isi.satker_id, isi=isi).update(
        status=StatusOlahan.GAGAL,
        alasan=kata.DIBUANG,
        halaman=None,
        gambar=0,
        teks=[],
        asal_teks="",
        metadata={},
        ciri={},
        data_pribadi=[],
    )


def _buang_folder(kunci: str, kecuali: frozenset[str] = frozenset()) -> int:
    """Delete the files of one folder except some; returns how many. The emptied folder goes with them."""
    try:
        _, berkas = default_storage.listdir(kunci)
    except FileNotFoundError:
        return 0
    buang = [n for n in berkas if n not in kecuali]
    for nama in buang:
        default_storage.delete(f"{kunci}/{nama}")
    if folder_lokal() is not None and len(buang) == len(berkas):
        with contextlib.suppress(OSError):  # somebody just wrote into it
            Path(default_storage.path(kunci)).rmdir()
    return len(buang)


def buang_lebih(isi: Isi, nama: frozenset[str]) -> None:
    """Remove images an earlier version made and this one did not."""
    _buang_folder(kunci_turunan(isi.satker_id, isi.sha256), nama)


def sapu_turunan(*, umur: dt.timedelta = UMUR) -> int:
    """Remove derived folders whose bytes are gone and working folders of crashed workers; returns how many.

    Judged again under the satker's usage lock, as in sapu_yatim: an upload that brings the bytes back waits or is seen.
    """
    batas = timezone.now() - umur
    jumlah = _sapu_kerja(batas)
    for nama in _anak(_AKAR):
        with contextlib.suppress(ValueError):
            jumlah += _sapu_satker(uuid.UUID(nama), batas)
    return jumlah


def _sapu_kerja(batas: dt.datetime) -> int:
    import shutil

    jumlah = 0
    for jalur in folder_sementara().glob(f"{AWALAN}*"):
        with contextlib.suppress(FileNotFoundError):
            if dt.datetime.fromtimestamp(jalur.stat().st_mtime, tz=dt.UTC) < batas:
                shutil.rmtree(jalur, ignore_errors=True)
                jumlah += 1
    return jumlah


def _anak(kunci: str) -> list[str]:
    try:
        return sorted(default_storage.listdir(kunci)[0])
    except FileNotFoundError:
        return []


def _sapu_satker(satker_id: uuid.UUID, batas: dt.datetime) -> int:
    akar = f"{_AKAR}/{satker_id}"
    ada = [sha for aa in _anak(akar) for sha in _anak(f"{akar}/{aa}")]
    berisi = Isi.objects.filter(satker=satker_id, dibuang_pada=None, sha256__in=ada).values_list("sha256", flat=True)
    calon = sorted(set(ada) - set(berisi))
    return sum(_sapu_satu(satker_id, sha, batas) for sha in calon)


@transaction.atomic
def _sapu_satu(satker_id: uuid.UUID, sha256: str, batas: dt.datetime) -> int:
    kunci = kunci_turunan(satker_id, sha256)
    _, berkas = default_storage.listdir(kunci)
    if any(default_storage.get_modified_time(f"{kunci}/{n}") >= batas for n in berkas):
        return 0
    if Satker.objects.filter(pk=satker_id).exists():
        Pemakaian.objects.bulk_create([Pemakaian(satker_id=satker_id)], ignore_conflicts=True)
        Pemakaian.objects.select_for_update().get(satker=satker_id)
    isi = Isi.objects.filter(satker=satker_id, sha256=sha256).first()
    if isi is not None and isi.dibuang_pada is None:
        return 0
    if isi is not None:
        buang_turunan(isi)
    else:
        _buang_folder(kunci)
    return 1
