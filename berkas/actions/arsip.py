"""ZIP archives in the inbox: judged at once, kept, then unpacked by a background job, each member like an upload.

The archive lies at `arsip/<satker>/<id>` in the storage until its job is done. Members are stored one by one, each in
its own transaction; a job that starts again finds those it has stored already (simpan_titipan).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from berkas import pesan
from berkas.actions.hasil import KuotaPenuhError, TidakTersimpanError
from berkas.actions.isi import antar_dulu
from berkas.actions.titipan import simpan_titipan
from berkas.actions.unggah import periksa_kiriman
from berkas.cocok.arsip import AlasanArsip, Anggota
from berkas.izin import boleh_titip
from berkas.penyimpanan import (
    BLOK,
    Kiriman,
    Penampung,
    PenyimpananPenuhError,
    TerlaluBesarError,
    bersihkan_nama,
    folder_lokal,
    tampung,
    tempatkan,
)
from berkas.periksa.berkas import periksa_nama
from berkas.periksa.putusan import Alasan
from berkas.periksa.tipe import batas_untuk
from satker.actions.jejak import catat
from satker.actions.pekerjaan import GagalTetapError, antrekan, detak
from satker.models import Pekerjaan, Periode, Satker, User
from satker.pelaku import Pelaku, muat_pelaku

log = logging.getLogger(__name__)
JENIS = "buka_arsip"
UMUR_ARSIP = dt.timedelta(days=7)  # an archive whose job never came is thrown away
DETIK_MAKS = 120
_AKAR = Path(__file__).resolve().parents[2]
_TOLAK_DISIMPAN = 200


class ArsipDitolakError(TidakTersimpanError):
    """The archive as a whole cannot be taken; `str()` is the sentence."""


def kunci_arsip(satker_id: uuid.UUID, arsip: uuid.UUID) -> str:
    return f"arsip/{satker_id}/{arsip}"


# --- the child process ----------------------------------------------------------------------------------------------


def _anak(*argumen: str) -> subprocess.Popen[bytes]:
    lingkungan = {k: v for k, v in os.environ.items() if k in {"PATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR"}}
    return subprocess.Popen(  # noqa: S603  a fixed program; paths and numbers come after it as data
        [sys.executable, "-m", "berkas.cocok", *argumen],
        cwd=_AKAR,
        env=lingkungan,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def isi_arsip(jalur: Path) -> list[Anggota]:
    """Members of the archive, read in the child. Raises ArsipDitolakError."""
    anak = _anak("daftar", str(jalur.resolve()), str(settings.BATAS_ARSIP_TERURAI))
    try:
        keluar, _ = anak.communicate(timeout=DETIK_MAKS)
        hasil = json.loads(keluar)
    except (subprocess.TimeoutExpired, ValueError) as galat:
        anak.kill()
        anak.communicate()
        log.warning("pembacaan arsip berhenti: %s", galat)
        raise ArsipDitolakError(pesan.pesan_arsip(AlasanArsip.RUSAK)) from galat
    if "alasan" in hasil:
        raise ArsipDitolakError(pesan.pesan_arsip(AlasanArsip(hasil["alasan"])))
    return [Anggota(*a) for a in hasil["anggota"]]


@contextlib.contextmanager
def keluarkan(jalur: Path, anggota: Anggota) -> Iterator[Kiriman]:
    """One member as a waiting file of our own, hashed and limited here. Raises ArsipDitolakError for damaged data,
    TerlaluBesarError and PenyimpananPenuhError. Afterwards no waiting file is left.
    """
    nama = bersihkan_nama(anggota.nama)
    batas = batas_untuk(nama, settings.BATAS_BERKAS)
    if anggota.ukuran > batas:
        raise TerlaluBesarError
    anak = _anak("keluarkan", str(jalur.resolve()), str(anggota.urutan), str(batas))
    jaga = threading.Timer(DETIK_MAKS, anak.kill)
    jaga.start()
    penampung = None
    try:
        penampung = Penampung(nama, batas)
        aliran: IO[bytes] = anak.stdout  # type: ignore[assignment]
        while blok := aliran.read(BLOK):
            penampung.tulis(blok)
        if anak.wait() != 0 or penampung.ukuran != anggota.ukuran:
            raise ArsipDitolakError(
                f"{nama} rusak di dalam arsip. Buat ulang arsipnya, atau unggah berkas ini sendiri."
            )
        yield penampung.selesai()
    finally:
        jaga.cancel()
        anak.kill()
        anak.communicate()
        if penampung is not None:
            penampung.buang()


# --- taking it ------------------------------------------------------------------------------------------------------


def terima_arsip(*, oleh: Pelaku, satker: Satker, periode: Periode, kiriman: Kiriman) -> Pekerjaan:
    """Judge the directory, keep the archive and queue its job. Raises ArsipDitolakError and PenyimpananPenuhError;
    the waiting file stays the caller's to remove.
    """
    isi_arsip(kiriman.jalur)
    arsip = uuid.uuid4()
    tempatkan(kiriman, kunci_arsip(satker.pk, arsip))
    with transaction.atomic():
        catat(
            oleh=oleh,
            satker=satker,
            periode=periode,
            aksi="titip_arsip",
            objek=f"arsip:{arsip}",
            sesudah={"berkas": kiriman.nama, "sha256": kiriman.sha256, "ukuran": kiriman.ukuran},
        )
        return antrekan(
            oleh=oleh,
            satker=satker,
            jenis=JENIS,
            kunci=f"{oleh.user.pk}:{arsip}",
            argumen={
                "arsip": str(arsip),
                "satker": str(satker.pk),
                "periode": str(periode.pk),
                "user": str(oleh.user.pk),
                "penugasan": str(oleh.penugasan.pk) if oleh.penugasan else "",
            },
        )


# --- the job --------------------------------------------------------------------------------------------------------


def buka_arsip(
    *, arsip: str, satker: str, periode: str, user: str, penugasan: str, pekerjaan: Pekerjaan
) -> dict[str, object]:
    """Every member into the inbox of the person who sent the archive, if they may still do that. The result names how
    many came in and each refused one with its reason.
    """
    unit, tahun = Satker.objects.get(pk=satker), Periode.objects.get(pk=periode)
    oleh = muat_pelaku(User.objects.get(pk=user), penugasan)
    if oleh.penugasan is None or str(oleh.penugasan.pk) != penugasan or not boleh_titip(oleh, unit):
        raise GagalTetapError("Peran Anda sudah berakhir, jadi arsip ini tidak dibuka.")
    kunci = kunci_arsip(unit.pk, uuid.UUID(arsip))
    masuk, ditolak = 0, []
    with _jalur_lokal(kunci) as jalur:
        try:
            anggota = isi_arsip(jalur)
        except ArsipDitolakError as galat:
            raise GagalTetapError(str(galat)) from galat
        for n, satu in enumerate(anggota, 1):
            langkah = f"Memeriksa berkas {n} dari {len(anggota)}"
            detak(pekerjaan=pekerjaan, langkah=langkah, kemajuan=(n - 1) * 100 // len(anggota))
            try:
                _titip(oleh, unit, tahun, jalur, satu)
                masuk += 1
            except TidakTersimpanError as galat:
                ditolak.append([f"{satu.folder}/{satu.nama}".lstrip("/")[:200], str(galat)])
                if isinstance(galat, KuotaPenuhError):
                    ditolak += [[f"{a.folder}/{a.nama}".lstrip("/")[:200], "Kuota satker penuh."] for a in anggota[n:]]
                    break
    default_storage.delete(kunci)
    kata = f"{masuk} berkas dari arsip masuk ke kotak masuk"
    return {
        "pesan": f"{kata}, {len(ditolak)} tidak diterima." if ditolak else f"{kata}.",
        "url": f"/{tahun.tahun}/satker/{unit.kode}/unggah/",
        "label": "Buka kotak masuk",
        "masuk": masuk,
        "jumlah_ditolak": len(ditolak),
        "ditolak": ditolak[:_TOLAK_DISIMPAN],
    }


def _titip(oleh: Pelaku, satker: Satker, periode: Periode, jalur: Path, anggota: Anggota) -> None:
    """Raises TidakTersimpanError with the sentence for this member."""
    nama = bersihkan_nama(anggota.nama)
    if alasan := periksa_nama(nama):
        raise ArsipDitolakError(pesan.pesan_tolak(alasan, nama, ukuran=anggota.ukuran, batas=settings.BATAS_BERKAS))
    if anggota.ukuran == 0:
        raise ArsipDitolakError(pesan.pesan_tolak(Alasan.KOSONG, nama, ukuran=0, batas=settings.BATAS_BERKAS))
    try:
        with keluarkan(jalur, anggota) as kiriman:
            putusan = periksa_kiriman(kiriman)
            antar_dulu(satker_id=satker.pk, kiriman=kiriman)
            simpan_titipan(
                oleh=oleh, satker=satker, periode=periode, kiriman=kiriman, putusan=putusan, folder=anggota.folder
            )
    except TerlaluBesarError as galat:
        teks = pesan.pesan_tolak(Alasan.TERLALU_BESAR, nama, ukuran=anggota.ukuran, batas=settings.BATAS_BERKAS)
        raise ArsipDitolakError(teks) from galat
    except PenyimpananPenuhError as galat:
        raise GagalTetapError(pesan.PENUH) from galat


@contextlib.contextmanager
def _jalur_lokal(kunci: str) -> Iterator[Path]:
    """The archive as a file of this machine; a copy where the storage is elsewhere. Raises GagalTetapError."""
    if not default_storage.exists(kunci):
        raise GagalTetapError("Arsip ini sudah tidak ada di server. Unggah lagi.")
    if folder_lokal() is not None:
        yield Path(default_storage.path(kunci))
        return
    with default_storage.open(kunci) as isi:
        salinan = tampung(iter(lambda: isi.read(BLOK), b""), "arsip.zip", batas=settings.BATAS_ARSIP)
    try:
        yield salinan.jalur
    finally:
        salinan.jalur.unlink(missing_ok=True)


def sapu_arsip() -> int:
    """Remove archives whose job never finished, older than UMUR_ARSIP; returns how many."""
    batas, dibuang = timezone.now() - UMUR_ARSIP, 0
    with contextlib.suppress(FileNotFoundError):
        for satker in default_storage.listdir("arsip")[0]:
            for nama in default_storage.listdir(f"arsip/{satker}")[1]:
                kunci = f"arsip/{satker}/{nama}"
                if default_storage.get_modified_time(kunci) < batas:
                    default_storage.delete(kunci)
                    dibuang += 1
    return dibuang
