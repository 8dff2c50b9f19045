"""Uploads that survive a cut connection (tus): promised, received piece by piece, then stored like any other upload.

Invariant: `diterima` in the table never exceeds the bytes that are durable in the waiting file. No lock and no database
connection is held while a slow body is read; the fence `giliran` decides who may still commit. Pieces leave no audit
row: only storing the file changes anything that people see, and that action writes its own.
"""

from __future__ import annotations

import datetime as dt
import hmac
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from berkas import pesan
from berkas.actions.arsip import ArsipDitolakError, terima_arsip
from berkas.actions.ganti import ganti_versi
from berkas.actions.hasil import (
    DitolakError,
    DuplikatError,
    KeadaanBerubahError,
    KuotaPenuhError,
    TidakTersimpanError,
)
from berkas.actions.isi import antar_dulu
from berkas.actions.pemakaian import kunci_pemakaian
from berkas.actions.titipan import simpan_titipan
from berkas.actions.unggah import periksa_kiriman, simpan_unggahan
from berkas.models import Berkas, HasilUnggahan, Tujuan, Unggahan
from berkas.penyimpanan import Kiriman, PenyimpananPenuhError, bersihkan_nama, ruang_cukup
from berkas.periksa.berkas import periksa_nama
from berkas.periksa.putusan import Alasan, Putusan
from berkas.periksa.tipe import batas_untuk, ekstensi
from berkas.wadah import Wadah, diam_sejak, jalur_wadah, tunggu_penulis
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

MAKS_ORANG = 100  # unfinished uploads of one person, …
MAKS_SATKER = 400  # … of one satker
DIAM = 4  # seconds without a byte after which a living writer may be overtaken: it listens to a dead connection
CATAT_TIAP = 3  # seconds: at most this much of a slow transfer is lost with its connection


class TerlaluBanyakError(TidakTersimpanError):
    """Too many unfinished uploads."""


class LetakSalahError(Exception):
    """The piece does not begin where the last one ended; `letak` is where it should."""

    def __init__(self, letak: int) -> None:
        super().__init__(str(letak))
        self.letak = letak


class SedangDitulisError(Exception):
    """Another request writes or checks this upload right now."""


class DiambilAlihError(Exception):
    """A newer request took the upload over, or it was cancelled: nothing of ours was kept."""


class SidikSalahError(Exception):
    """The piece is not the one its checksum belongs to; nothing of it was kept."""


class TerputusError(Exception):
    """The piece ended before its announced length; what came is kept, up to `letak`."""

    def __init__(self, letak: int) -> None:
        super().__init__(str(letak))
        self.letak = letak


@dataclass(slots=True)
class Giliran:
    """The right to write one upload, until `lepas()`. `letak` = durable and committed bytes."""

    unggahan: Unggahan
    wadah: Wadah
    letak: int

    def lepas(self) -> None:
        self.wadah.tutup()


@transaction.atomic
def buka_unggahan(
    *,
    oleh: Pelaku,
    satker: Satker,
    periode: Periode,
    tujuan: Tujuan,
    nama: str,
    ukuran: int,
    kode_butir: str = "",
    folder: str = "",
    berkas: Berkas | None = None,
    alasan: str = "",
    tanggal_dokumen: dt.date | None = None,
    tetap: bool = False,
) -> Unggahan:
    """Promise to take `ukuran` bytes. Raises DitolakError (name, size), KuotaPenuhError, TerlaluBanyakError and
    PenyimpananPenuhError before a byte is sent.
    """
    nama = bersihkan_nama(nama)
    _periksa_janji(nama, ukuran, tujuan)
    pemakaian = kunci_pemakaian(satker)
    terbuka = Unggahan.objects.terbuka().filter(satker=satker)
    janji = terbuka.aggregate(n=Count("pk"), saya=Count("pk", filter=Q(oleh=oleh.user)), bita=Sum("ukuran", default=0))
    if janji["saya"] >= MAKS_ORANG or janji["n"] >= MAKS_SATKER:
        raise TerlaluBanyakError(pesan.TERLALU_BANYAK)
    if pemakaian.bita + janji["bita"] + ukuran > settings.KUOTA_SATKER:
        raise KuotaPenuhError(
            pesan.kuota_penuh(nama, terpakai=pemakaian.bita + janji["bita"], kuota=settings.KUOTA_SATKER)
        )
    if not ruang_cukup(ukuran):
        raise PenyimpananPenuhError
    sekarang = timezone.now()
    return Unggahan.objects.create(
        satker=satker,
        periode=periode,
        oleh=oleh.user,
        tujuan=tujuan,
        kode_butir=kode_butir,
        folder=folder[:400],
        berkas=berkas,
        alasan=alasan.strip()[:200],
        tanggal_dokumen=tanggal_dokumen,
        tetap=tetap,
        nama=nama,
        ukuran=ukuran,
        dibuat_pada=sekarang,
        berubah_pada=sekarang,
    )


def _periksa_janji(nama: str, ukuran: int, tujuan: Tujuan) -> None:
    arsip = _arsip(tujuan, nama)
    alasan = None if arsip else periksa_nama(nama)
    batas = settings.BATAS_ARSIP if arsip else batas_untuk(nama, settings.BATAS_BERKAS)
    if alasan is None and ukuran > batas:
        alasan = Alasan.TERLALU_BESAR
    if alasan is None and ukuran == 0:
        alasan = Alasan.KOSONG
    if alasan:
        batas = settings.BATAS_ARSIP if arsip else settings.BATAS_BERKAS
        raise DitolakError(alasan, pesan.pesan_tolak(alasan, nama, ukuran=ukuran, batas=batas))


def _arsip(tujuan: str, nama: str) -> bool:
    """Archives are taken by the inbox only."""
    return tujuan == Tujuan.TITIPAN and ekstensi(nama) == "zip"


def letak_nyata(unggahan: Unggahan) -> int:
    """Where the next piece begins: the smaller of what the table and the disk say."""
    if unggahan.hasil:
        return unggahan.ukuran
    try:
        return min(unggahan.diterima, jalur_wadah(unggahan.pk, unggahan.wadah).stat().st_size)
    except FileNotFoundError:
        return 0


@transaction.atomic
def ambil_giliran(*, unggahan: Unggahan, letak: int, tetap: bool = False) -> Giliran | Unggahan:
    """Become the writer from `letak` on, or get the upload back when its verdict is known already.

    `tetap` reopens one that ended as a duplicate. Raises LetakSalahError, SedangDitulisError, DiambilAlihError.
    """
    kini = Unggahan.objects.select_for_update().filter(pk=unggahan.pk).first()
    if kini is None:
        raise DiambilAlihError
    if kini.hasil == HasilUnggahan.DUPLIKAT and tetap:
        kini.hasil, kini.rincian, kini.tetap = "", {}, True
    elif kini.hasil:
        return kini
    if letak != (ada := letak_nyata(kini)):
        raise LetakSalahError(ada)
    nomor, wadah = kini.wadah, _buka_wadah(kini, ada)
    try:
        if kini.wadah == nomor and not kini.hasil:
            _tanpa_tunggu_disk()
        wadah.potong(ada)
        kini.diterima, kini.giliran, kini.berubah_pada = ada, kini.giliran + 1, timezone.now()
        kini.save(update_fields=["hasil", "rincian", "tetap", "diterima", "giliran", "wadah", "berubah_pada"])
    except BaseException:
        wadah.tutup()
        raise
    return Giliran(kini, wadah, ada)


def _tanpa_tunggu_disk() -> None:
    """Who writes now matters only while this database runs: after a crash of it no writer of before is alive, and the
    offset of the row is as true as the new one. So this commit need not wait for the disk, as each piece's own does.
    """
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL synchronous_commit TO off")


def _buka_wadah(unggahan: Unggahan, ada: int) -> Wadah:
    """The waiting file, locked. A writer that lives but has heard nothing for a while keeps the old file; we go on in a
    copy, so that whatever it still writes can never end up in ours.
    """
    lama = jalur_wadah(unggahan.pk, unggahan.wadah)
    tunggu_penulis(lama, 0.2)  # a look at the lock from elsewhere lasts microseconds
    if wadah := Wadah.buka(lama):
        return wadah
    if ada == unggahan.ukuran or diam_sejak(lama) < DIAM:
        raise SedangDitulisError
    unggahan.wadah = unggahan.giliran + 1
    wadah = Wadah.buka(jalur_wadah(unggahan.pk, unggahan.wadah))
    if wadah is None:
        raise SedangDitulisError
    try:
        wadah.salin_dari(lama, ada)
    except BaseException:
        wadah.tutup()
        wadah.jalur.unlink(missing_ok=True)
        raise
    transaction.on_commit(lambda: lama.unlink(missing_ok=True))
    return wadah


def tulis_potongan(
    *,
    giliran: Giliran,
    blok: Iterable[bytes],
    panjang: int,
    sidik: bytes | None = None,
    lepas: Callable[[], None] = lambda: None,
) -> int:
    """Append one piece of `panjang` bytes and return the new durable offset. `sidik`: the SHA-256 it must have.

    Call outside a transaction; `lepas` gives the database connection back and is called before each wait for bytes.
    Raises TerputusError (what came is kept, unless a checksum was given), SidikSalahError, DiambilAlihError,
    PenyimpananPenuhError (what fitted is kept).
    """
    awal, hash_, catat_lagi = giliran.letak, sha256(), time.monotonic() + CATAT_TIAP
    ditulis = 0
    lepas()
    try:
        for satu in blok:
            giliran.wadah.tulis(satu)
            ditulis += len(satu)
            if sidik is not None:
                hash_.update(satu)
            elif time.monotonic() >= catat_lagi:
                _catat(giliran, awal + ditulis)
                lepas()
                catat_lagi = time.monotonic() + CATAT_TIAP
    except PenyimpananPenuhError:
        if sidik is None and ditulis:
            _catat(giliran, awal + ditulis)
        raise
    if sidik is not None and not (ditulis == panjang and hmac.compare_digest(hash_.digest(), sidik)):
        raise SidikSalahError if ditulis == panjang else TerputusError(awal)
    if ditulis:
        _catat(giliran, awal + ditulis)
    if ditulis < panjang:
        raise TerputusError(awal + ditulis)
    return giliran.letak


def _catat(giliran: Giliran, letak: int) -> None:
    """First the disk, then the table; only the newest writer may."""
    if letak == giliran.letak:
        return
    giliran.wadah.mantapkan(baru=giliran.letak == 0)
    milik = Unggahan.objects.terbuka().filter(pk=giliran.unggahan.pk, giliran=giliran.unggahan.giliran)
    if not milik.update(diterima=letak, berubah_pada=timezone.now()):
        raise DiambilAlihError
    giliran.letak = letak


def selesaikan_unggahan(*, oleh: Pelaku, giliran: Giliran, lepas: Callable[[], None] = lambda: None) -> Unggahan:
    """All bytes are there: check them, store them, keep the verdict. Returns the upload with its verdict.

    The rows of the stored file and the verdict are one transaction: a client that asks again never makes a second file.
    Raises PenyimpananPenuhError and DiambilAlihError; both leave the bytes waiting for another try.
    """
    unggahan = giliran.unggahan
    lepas()
    if _arsip(unggahan.tujuan, unggahan.nama):
        return _selesaikan_arsip(oleh, giliran, giliran.wadah.kiriman(unggahan.nama))
    try:
        with ThreadPoolExecutor(1) as kolam:  # the hash is ready by the time the checks, in their own process, are
            utuh = kolam.submit(giliran.wadah.kiriman, unggahan.nama)
            bakal = Kiriman(unggahan.nama, giliran.wadah.jalur, "", unggahan.ukuran, tahan=True)
            putusan = periksa_kiriman(bakal)
            kiriman = utuh.result()
    except DitolakError as tolak:
        return _tutup(giliran, HasilUnggahan.TOLAK, {"alasan": tolak.alasan.value, "pesan": str(tolak)})
    antar_dulu(satker_id=unggahan.satker_id, kiriman=kiriman)
    try:
        return _tutup(
            giliran, HasilUnggahan.SIMPAN, {}, lambda kini: _SIMPAN[Tujuan(kini.tujuan)](oleh, kini, kiriman, putusan)
        )
    except DuplikatError as sama:
        duplikat = {
            "kode": sama.kode_butir,
            "judul": sama.judul,
            "berkas_id": str(sama.berkas_id),
            "bukti_id": str(sama.bukti_id) if sama.bukti_id else None,
            "di_sini": sama.di_sini,
        }
        return _tutup(giliran, HasilUnggahan.DUPLIKAT, {"pesan": str(sama), "duplikat": duplikat})
    except KuotaPenuhError as penuh:
        return _tutup(giliran, HasilUnggahan.KUOTA, {"pesan": str(penuh)})
    except KeadaanBerubahError as berubah:
        return _tutup(giliran, HasilUnggahan.BERUBAH, {"pesan": str(berubah)})


def _selesaikan_arsip(oleh: Pelaku, giliran: Giliran, kiriman: Kiriman) -> Unggahan:
    """A ZIP for the inbox: kept and handed to its job, whose members are checked one by one."""

    def terima(kini: Unggahan) -> str:
        return str(terima_arsip(oleh=oleh, satker=kini.satker, periode=kini.periode, kiriman=kiriman).pk)

    try:
        return _tutup(giliran, HasilUnggahan.SIMPAN, {}, terima)
    except ArsipDitolakError as tolak:
        return _tutup(giliran, HasilUnggahan.TOLAK, {"alasan": Alasan.ARSIP.value, "pesan": str(tolak)})


def _tutup(
    giliran: Giliran, hasil: HasilUnggahan, rincian: dict[str, Any], simpan: Callable[[Unggahan], str] | None = None
) -> Unggahan:
    """Write the verdict, and what `simpan` stores, in one transaction; then the waiting bytes are no longer needed."""
    with transaction.atomic():
        kini = (
            Unggahan.objects.select_for_update(of=("self",))
            .select_related("satker", "periode", "berkas")
            .filter(pk=giliran.unggahan.pk, giliran=giliran.unggahan.giliran, hasil="")
            .first()
        )
        if kini is None:
            raise DiambilAlihError
        kini.hasil, kini.rincian, kini.berubah_pada = hasil, rincian, timezone.now()
        if simpan:
            kini.rincian = {"id": simpan(kini)}
        kini.save(update_fields=["hasil", "rincian", "berubah_pada"])
    if hasil != HasilUnggahan.DUPLIKAT:
        giliran.wadah.jalur.unlink(missing_ok=True)
    return kini


def _simpan_butir(oleh: Pelaku, u: Unggahan, kiriman: Kiriman, putusan: Putusan) -> str:
    bukti = simpan_unggahan(
        oleh=oleh,
        satker=u.satker,
        periode=u.periode,
        kode_butir=u.kode_butir,
        area=instrumen_untuk(u.periode.instrumen).butir[u.kode_butir].area,
        kiriman=kiriman,
        putusan=putusan,
        tetap=u.tetap,
        tanggal_dokumen=u.tanggal_dokumen,
    )
    return str(bukti.pk)


def _simpan_titipan(oleh: Pelaku, u: Unggahan, kiriman: Kiriman, putusan: Putusan) -> str:
    titipan = simpan_titipan(
        oleh=oleh, satker=u.satker, periode=u.periode, kiriman=kiriman, putusan=putusan, folder=u.folder
    )
    return str(titipan.pk)


def _simpan_ganti(oleh: Pelaku, u: Unggahan, kiriman: Kiriman, putusan: Putusan) -> str:
    assert u.berkas is not None  # noqa: S101 - unggahan_ganti
    versi = ganti_versi(
        oleh=oleh,
        satker=u.satker,
        periode=u.periode,
        berkas=u.berkas,
        kiriman=kiriman,
        putusan=putusan,
        alasan=u.alasan,
        tanggal_dokumen=u.tanggal_dokumen,
    )
    return str(versi.pk)


_SIMPAN: dict[Tujuan, Callable[[Pelaku, Unggahan, Kiriman, Putusan], str]] = {
    Tujuan.BUTIR: _simpan_butir,
    Tujuan.TITIPAN: _simpan_titipan,
    Tujuan.GANTI: _simpan_ganti,
}


@transaction.atomic
def buang_unggahan(*, unggahan: Unggahan) -> None:
    """Cancel: the row and the waiting bytes go; what was stored already stays stored."""
    kini = Unggahan.objects.select_for_update().filter(pk=unggahan.pk).first()
    if kini is None:
        return
    jalur = jalur_wadah(kini.pk, kini.wadah)
    kini.delete()
    transaction.on_commit(lambda: jalur.unlink(missing_ok=True))
