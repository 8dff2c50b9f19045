"""Previews: queued with the bytes, made by the worker in a process of its own, shown when they are whole.

Nothing here can stop an upload, an answer or a download: every failure ends as words on the Olahan.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from berkas import pesan_pratinjau as kata
from berkas.actions.hasil import KeadaanBerubahError
from berkas.actions.setelah_olah import setelah_olah
from berkas.actions.turunan import buang_lebih, folder_kerja, sapu_turunan, simpan_turunan, sumber_isi
from berkas.models import (
    AsalTeks,
    Bukti,
    DokumenTerbit,
    Isi,
    KopInstansi,
    Olahan,
    SalinanTersamar,
    StatusOlahan,
    TandaTanganBasah,
    Titipan,
    VersiBerkas,
    kunci_turunan,
)
from berkas.olah.alat import alat
from berkas.olah.berkas import bisa_diolah
from berkas.olah.hasil import Batas, HasilOlah, nama_gambar
from berkas.olah.terpisah import olah_terpisah
from berkas.penyimpanan import PenyimpananPenuhError
from berkas.periksa.tipe import TIPE
from satker.actions.jejak import catat
from satker.actions.pekerjaan import GagalTetapError, antrekan_lagi, detak
from satker.jadwal import PERCOBAAN_MAKS
from satker.models import Pekerjaan, Satker, User
from satker.pelaku import Pelaku

PENGOLAH_VERSI = 1  # one higher when results change: rawat_pratinjau makes them anew
JENIS = "olah_berkas"
_AKHIRAN = {tipe.media: tipe.ekstensi[0] for tipe in TIPE}
_TIAP = 1.0  # seconds between two notes of progress
_SEKALI = 500  # rows one round of rawat_pratinjau queues


class PengolahTerhentiError(Exception):
    """The child ended in a way that may go better next time."""


@transaction.atomic
def antrekan_olah(isi: Isi, pemilik: User | None, *, nama: str = "") -> None:
    """Queue the preview of new or restored bytes, on the job page of `pemilik`. `nama`: what people call the file.

    A kind without a preview gets its verdict at once. Does nothing where previews are switched off.
    """
    if not settings.OLAH_BERKAS:
        return
    bisa = bisa_diolah(_AKHIRAN[isi.media])
    olahan, _ = Olahan.objects.get_or_create(satker_id=isi.satker_id, isi=isi)
    keadaan: dict[str, Any] = {"status": StatusOlahan.ANTRE, "alasan": "", "versi": 0}
    if not bisa:
        keadaan = {"status": StatusOlahan.TANPA, "alasan": kata.TANPA, "versi": PENGOLAH_VERSI}
    elif olahan.siap:  # what can be shown stays until the new one is whole
        keadaan = {"versi": 0}
    if any(getattr(olahan, medan) != nilai for medan, nilai in keadaan.items()):
        Olahan.objects.filter(pk=olahan.pk).update(**keadaan)
    if bisa:
        antrekan_lagi(
            satker=isi.satker,
            jenis=JENIS,
            kunci=str(isi.pk),
            argumen={"isi": str(isi.pk)},
            pemilik=pemilik,
            langkah=f"{nama[:100]}: menunggu giliran" if nama else "",
        )


@transaction.atomic
def coba_lagi_olah(*, oleh: Pelaku, versi: VersiBerkas) -> None:
    """A person asks for the preview again. Raises KeadaanBerubahError while it is being made or when it is whole."""
    olahan = Olahan.objects.select_for_update().filter(satker=versi.satker_id, isi=versi.isi_id).first()
    if olahan is not None and (olahan.status == StatusOlahan.ANTRE or (olahan.siap and olahan.versi == 0)):
        raise KeadaanBerubahError("Pratinjau berkas ini sedang dibuat.")
    if olahan is not None and olahan.status in (StatusOlahan.SELESAI, StatusOlahan.TANPA):
        raise KeadaanBerubahError("Pratinjau berkas ini sudah lengkap.")
    antrekan_olah(versi.isi, oleh.user, nama=versi.nama_kirim)
    catat(
        oleh=oleh,
        satker=versi.satker,
        aksi="ulangi_pratinjau",
        objek=f"berkas:{versi.berkas_id}",
        sesudah={"versi": versi.nomor, "berkas": versi.nama_kirim},
    )


# --- The job --------------------------------------------------------------------------------------------------------


def olah_isi(*, isi: str, pekerjaan: Pekerjaan) -> dict[str, str]:
    """Make page images and text of the bytes, then let every consumer of the text do its part. Idempotent.

    Raises GagalTetapError with the reason in words, anything else to be tried again.
    """
    objek = Isi.objects.select_related("satker").filter(pk=isi).first()
    if objek is None or objek.dibuang_pada is not None:
        return {"pesan": kata.DIBUANG}
    nama = _nama(objek)
    olahan, _ = Olahan.objects.get_or_create(satker_id=objek.satker_id, isi=objek)
    if not (olahan.siap and olahan.versi == PENGOLAH_VERSI):  # done by an earlier try that failed after it
        olahan = _buat(objek, nama, pekerjaan)
    setelah_olah(olahan)
    return _kabar(objek, olahan, nama)


def _buat(isi: Isi, nama: str, pekerjaan: Pekerjaan) -> Olahan:
    try:
        with folder_kerja() as folder:
            hasil = olah_terpisah(
                _sumber(isi, folder),
                f"berkas.{_AKHIRAN[isi.media]}",
                folder / "hasil",
                folder / "kerja",
                batas=Batas(settings.PRATINJAU_HALAMAN, settings.PRATINJAU_OCR, settings.PRATINJAU_DETIK),
                alat=alat(),
                hari_ini=timezone.localdate(),
                lapor=_Lapor(pekerjaan, nama),
            )
            if hasil.sebab:
                kalimat = kata.SEBAB[hasil.sebab]
                if hasil.sementara and pekerjaan.percobaan < PERCOBAAN_MAKS:
                    raise PengolahTerhentiError(kalimat)
                raise GagalTetapError(kalimat)
            return _simpan(isi, hasil, folder / "hasil", pekerjaan)
    except PenyimpananPenuhError as galat:
        raise PengolahTerhentiError("Ruang penyimpanan server penuh.") from galat


def _sumber(isi: Isi, folder: Path) -> Path:
    try:
        return sumber_isi(isi, folder)
    except OSError as galat:
        raise GagalTetapError(kata.ISI_HILANG) from galat


class _Lapor:
    """Notes progress on the job, at most every _TIAP seconds. Raises DiambilAlihError when the job was given away."""

    def __init__(self, pekerjaan: Pekerjaan, nama: str) -> None:
        self.pekerjaan, self.nama, self.terakhir = pekerjaan, nama[:90], 0.0

    def __call__(self, langkah: str, persen: int) -> None:
        if time.monotonic() - self.terakhir >= _TIAP:
            self.terakhir = time.monotonic()
            detak(pekerjaan=self.pekerjaan, langkah=f"{self.nama}: {langkah}", kemajuan=persen)


def _simpan(isi: Isi, hasil: HasilOlah, folder: Path, pekerjaan: Pekerjaan) -> Olahan:
    """Images first, then the row that lets people see them, in one transaction that holds the job."""
    detak(pekerjaan=pekerjaan, langkah="Menyimpan pratinjau", kemajuan=97)
    kunci = kunci_turunan(isi.satker_id, isi.sha256)
    nama = [nama_gambar(n, besar=besar) for n in range(1, hasil.gambar + 1) for besar in (False, True)]
    for satu in nama:
        simpan_turunan(folder / satu, f"{kunci}/{satu}")
    kurang = kata.kalimat_kurang(hasil.kurang, halaman=hasil.halaman, gambar=hasil.gambar, terbaca=len(hasil.teks))
    with transaction.atomic():
        detak(pekerjaan=pekerjaan)  # locks the job's row: a worker that was given up for dead stops here
        olahan = Olahan.objects.select_for_update().get(satker=isi.satker_id, isi=isi)
        olahan.status = StatusOlahan.SEBAGIAN if hasil.kurang else StatusOlahan.SELESAI
        olahan.alasan = kurang
        olahan.versi = PENGOLAH_VERSI
        olahan.halaman, olahan.gambar, olahan.teks = hasil.halaman, hasil.gambar, hasil.teks
        olahan.asal_teks = _asal(hasil)
        olahan.metadata = {"dibuat": hasil.dibuat.isoformat()} if hasil.dibuat else {}
        olahan.save()
    buang_lebih(isi, frozenset(nama))
    return olahan


def _asal(hasil: HasilOlah) -> str:
    if hasil.ocr:
        return AsalTeks.CAMPUR if hasil.lapis else AsalTeks.OCR
    return AsalTeks.LAPIS if hasil.lapis else ""


def _nama(isi: Isi) -> str:
    """What people call these bytes: the newest name they were sent with."""
    versi = VersiBerkas.objects.filter(satker=isi.satker_id, isi=isi).order_by("-pada").values_list("nama_kirim")
    titipan = Titipan.objects.filter(satker=isi.satker_id, isi=isi).order_by("-pada").values_list("nama_kirim")
    baris = versi.first() or titipan.first()
    return baris[0] if baris else "Berkas"


def _kabar(isi: Isi, olahan: Olahan, nama: str) -> dict[str, str]:
    """The result as the owner reads it on the job page, with the way to the document."""
    jumlah = f" ({olahan.halaman} halaman)" if olahan.halaman else ""
    pesan = f"Pratinjau {nama} siap{jumlah}." + (f" {olahan.alasan}" if olahan.alasan else "")
    bukti = (
        Bukti.objects.aktif()
        .filter(satker=isi.satker_id, berkas__versi__isi=isi)
        .order_by("-periode__tahun")
        .values_list("periode__tahun", "berkas_id")
        .first()
    )
    if bukti is None:
        return {"pesan": pesan}
    kunci = {"tahun": bukti[0], "kode": isi.satker.kode, "berkas": bukti[1]}
    return {"pesan": pesan, "url": reverse("berkas:lihat", kwargs=kunci), "label": "Lihat"}


def olahan_gagal(*, isi: str, alasan: str) -> None:
    """The job was given up (after its tries, or because its worker died each time). A preview that is whole stays."""
    olahan = Olahan.objects.filter(isi=uuid.UUID(isi))
    olahan.filter(status=StatusOlahan.ANTRE).update(
        status=StatusOlahan.GAGAL, alasan=alasan[:200], versi=PENGOLAH_VERSI
    )
    olahan.filter(versi=0).update(versi=PENGOLAH_VERSI)  # not tried again every hour


# --- Looking after what is there ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HasilRawat:
    """How many previews were queued and how many leftover folders removed."""

    diantrekan: int
    disapu: int


def rawat_pratinjau() -> HasilRawat:
    """Every hour: queue bytes without a preview or with one of an older version, sweep what lost its bytes."""
    return HasilRawat(antrekan_tertinggal(batas=_SEKALI), sapu_turunan())


def antrekan_tertinggal(
    *, batas: int | None = None, satker: Satker | None = None, gagal: bool = False, semua: bool = False
) -> int:
    """Queue what is missing or outdated; `gagal` also what failed or is not whole, `semua` everything."""
    if not settings.OLAH_BERKAS:
        return 0
    isi = _tertinggal(satker=satker, gagal=gagal, semua=semua)
    jumlah = 0
    for satu in isi.select_related("satker").order_by("pada")[:batas]:
        antrekan_olah(satu, None, nama=_nama(satu))
        jumlah += 1
    return jumlah


def _hanya_register() -> Q:
    """Bytes of issued documents that are no evidence: nobody needs their preview."""
    kunci = {"satker": OuterRef("satker"), "isi": OuterRef("pk")}
    register = [Exists(m.objects.filter(**kunci)) for m in (DokumenTerbit, TandaTanganBasah, KopInstansi)]
    bukti = [Exists(m.objects.filter(**kunci)) for m in (VersiBerkas, Titipan, SalinanTersamar)]
    return (register[0] | register[1] | register[2]) & ~bukti[0] & ~bukti[1] & ~bukti[2]


def _tertinggal(*, satker: Satker | None, gagal: bool, semua: bool) -> QuerySet[Isi]:
    isi = Isi.objects.filter(dibuang_pada=None).exclude(_hanya_register())
    if satker is not None:
        isi = isi.filter(satker=satker)
    if semua:
        return isi
    beres = Q(versi__gte=PENGOLAH_VERSI) | Q(status=StatusOlahan.ANTRE)
    if gagal:
        beres &= ~Q(status__in=[StatusOlahan.GAGAL, StatusOlahan.SEBAGIAN])
    return isi.filter(~Exists(Olahan.objects.filter(beres, satker=OuterRef("satker"), isi=OuterRef("pk"))))
