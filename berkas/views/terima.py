"""Receiving a multipart body straight into our own waiting files.

The body is read once, in blocks of 64 KiB, hashed and limited on the way. A body that ends before its announced length
is refused as a whole: Django's parser would take the cut file for a complete one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import IOBase
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import connections
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from berkas import pesan
from berkas.penyimpanan import BLOK, Kiriman, Penampung, PenyimpananPenuhError, TerlaluBesarError, bersihkan_nama
from berkas.periksa.berkas import periksa_nama
from berkas.periksa.putusan import ALASAN_TIPE, Alasan
from berkas.periksa.tipe import MIB, batas_untuk, ekstensi

MEDAN = "berkas"
_BUNGKUS = MIB  # what a form may weigh beside the file itself


@dataclass(frozen=True, slots=True)
class Gagal:
    """A file that was not taken: HTTP status and sentence."""

    nama: str
    status: int
    pesan: str


class KirimanTidakTerbacaError(Exception):
    """The whole request is refused: HTTP status and sentence."""

    def __init__(self, status: int, teks: str) -> None:
        super().__init__(teks)
        self.status = status


def gagal(alasan: Alasan, nama: str, ukuran: int) -> Gagal:
    """A refusal by the checks as an answer: 413 for size, 415 for the kind, 422 for the contents, 503 for a check that
    was stopped.
    """
    if alasan == Alasan.GANGGUAN:
        return Gagal(nama, 503, pesan.pesan_tolak(alasan, nama, ukuran=ukuran, batas=settings.BATAS_BERKAS))
    status = 413 if alasan == Alasan.TERLALU_BESAR else 415 if alasan in ALASAN_TIPE else 422
    return Gagal(nama, status, pesan.pesan_tolak(alasan, nama, ukuran=ukuran, batas=settings.BATAS_BERKAS))


class PenerimaUnggahan(FileUploadHandler):
    """Writes each file of the field `berkas` into a Penampung. Files of other fields are read past."""

    chunk_size = BLOK

    def __init__(self, request: HttpRequest, *, arsip: bool = False) -> None:
        super().__init__(request)
        self.arsip = arsip
        self.unggahan: list[Kiriman | Gagal] = []
        self._kini: Penampung | None = None
        self._penuh = False
        self._diterima = 0

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, file_name, *args, **kwargs)
        if field_name != MEDAN:
            raise SkipFile
        self.nama, self._diterima, self._penuh = bersihkan_nama(file_name), 0, False
        zip_ = self.arsip and ekstensi(self.nama) == "zip"
        alasan = None if zip_ else periksa_nama(self.nama)
        if alasan:
            self.unggahan.append(gagal(alasan, self.nama, 0))
            raise SkipFile
        try:
            batas = settings.BATAS_ARSIP if zip_ else batas_untuk(self.nama, settings.BATAS_BERKAS)
            self._kini = Penampung(self.nama, batas)
        except PenyimpananPenuhError:
            self._penuh = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Past the limit (or without room) the rest is only counted, so that the browser can hear the answer."""
        self._diterima += len(raw_data)
        if self._kini is None:
            return
        try:
            self._kini.tulis(raw_data)
        except TerlaluBesarError:
            self._kini = None
        except PenyimpananPenuhError:
            self._kini, self._penuh = None, True

    def file_complete(self, file_size: int) -> None:
        self.unggahan.append(self._hasil())
        self._kini = None

    def _hasil(self) -> Kiriman | Gagal:
        if self._kini is not None:
            try:
                return self._kini.selesai()
            except PenyimpananPenuhError:
                self._penuh = True
        if self._penuh:
            return Gagal(self.nama, 507, f"{self.nama}: {pesan.PENUH}")
        if self.arsip and ekstensi(self.nama) == "zip":
            return Gagal(self.nama, 413, pesan.arsip_terlalu_besar(self.nama, self._diterima))
        return gagal(Alasan.TERLALU_BESAR, self.nama, self._diterima)

    def buang_semua(self) -> None:
        """Remove every waiting file that was not moved to the storage."""
        if self._kini is not None:
            self._kini.buang()
        for satu in self.unggahan:
            if isinstance(satu, Kiriman):
                satu.jalur.unlink(missing_ok=True)


class AliranUtuh(IOBase):
    """The body of a request that must be as long as it announced."""

    def __init__(self, aliran: Any, panjang: int) -> None:
        self._aliran, self._panjang, self._terbaca = aliran, panjang, 0

    def read(self, ukuran: int = -1, /) -> bytes:
        blok = self._aliran.read(ukuran)
        self._terbaca += len(blok)
        if not blok and ukuran != 0 and self._terbaca < self._panjang:
            raise OSError("badan permintaan terputus")
        return blok


def periksa_kepala(request: HttpRequest, *, banyak: int, tambahan: int = 0) -> int:
    """The announced length, judged before a byte is read. `banyak`: how many files the request may carry; `tambahan`:
    bytes allowed beyond that (an archive).
    """
    if not request.META.get("CONTENT_LENGTH"):
        raise KirimanTidakTerbacaError(411, pesan.TANPA_PANJANG)
    panjang = int(request.META["CONTENT_LENGTH"])
    if request.content_type != "multipart/form-data":
        raise KirimanTidakTerbacaError(400, pesan.TIDAK_TERBACA)
    if panjang > banyak * (settings.BATAS_BERKAS + _BUNGKUS) + tambahan:
        raise KirimanTidakTerbacaError(413, pesan.KIRIMAN_TERLALU_BESAR)
    return panjang


def lepas_koneksi(panjang: int) -> None:
    """Give the database connection away before a slow body is read (decisions §5); never inside a transaction."""
    if panjang <= MIB:
        return
    for koneksi in connections.all(initialized_only=True):
        if not koneksi.in_atomic_block:
            koneksi.titipkan()


@contextmanager
def terima(request: HttpRequest, panjang: int, *, arsip: bool = False) -> Iterator[list[Kiriman | Gagal]]:
    """Read the body and give its files in order. Afterwards no waiting file is left, whatever happened inside.
    With `arsip` a ZIP is received as well.

    Raises KirimanTidakTerbacaError.
    """
    penerima = PenerimaUnggahan(request, arsip=arsip)
    request.upload_handlers = [penerima]
    request._stream = AliranUtuh(request._stream, panjang)
    try:
        _baca(request)
        yield penerima.unggahan
    finally:
        penerima.buang_semua()


def _baca(request: HttpRequest) -> None:
    try:
        request._load_post_and_files()
    except UnreadablePostError as galat:
        request._mark_post_parse_error()
        raise KirimanTidakTerbacaError(400, pesan.TERPUTUS) from galat
    except (TooManyFilesSent, TooManyFieldsSent, RequestDataTooBig) as galat:
        request._mark_post_parse_error()
        raise KirimanTidakTerbacaError(413, pesan.KIRIMAN_TERLALU_BESAR) from galat
    except MultiPartParserError as galat:
        raise KirimanTidakTerbacaError(400, pesan.TIDAK_TERBACA) from galat
