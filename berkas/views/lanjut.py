"""Resumable uploads by the tus protocol 1.0.0: creation, offset, pieces, checksum, termination, expiration.

CSRF is Django's own check: of these methods it reads the header X-CSRFToken, never the body, before a view runs.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from berkas import pesan
from berkas.actions import (
    DiambilAlihError,
    DitolakError,
    Giliran,
    KuotaPenuhError,
    LetakSalahError,
    SedangDitulisError,
    SidikSalahError,
    TerlaluBanyakError,
    TerputusError,
    ambil_giliran,
    buang_unggahan,
    buka_unggahan,
    letak_nyata,
    selesaikan_unggahan,
    tulis_potongan,
)
from berkas.forms.keterangan import UnggahForm
from berkas.models import UMUR_UNGGAHAN, HasilUnggahan, Titipan, Tujuan, Unggahan
from berkas.penyimpanan import BLOK, PenyimpananPenuhError
from berkas.periksa.putusan import Alasan
from berkas.periksa.tipe import MIB
from berkas.views.akses import ambil_berkas, ambil_butir, wajib_ganti, wajib_titip, wajib_tulis
from berkas.views.terima import gagal, lepas_koneksi
from berkas.views.titip import bersihkan_folder, html_titipan
from berkas.views.unggah import html_baris
from berkas.wadah import jalur_wadah, tunggu_penulis
from satker.models import Pekerjaan, Periode, Satker
from satker.views.akses import View, dengan_satker

VERSI = "1.0.0"
EKSTENSI = "creation,termination,checksum,expiration"
TUNGGU = 5  # seconds HEAD waits for a writer whose connection has just broken to put down what came
MAKS_BUANG = 16 * MIB  # our own pieces have at most 8
_JENIS = "application/offset+octet-stream"
_STATUS = {
    HasilUnggahan.SIMPAN: 201,
    HasilUnggahan.DUPLIKAT: 409,
    HasilUnggahan.BERUBAH: 409,
    HasilUnggahan.KUOTA: 422,
}


class KepalaSalahError(Exception):
    """A header of the protocol is missing or unreadable."""


def _tolak(status: int, teks: str, letak: int | None = None) -> JsonResponse:
    jawab = JsonResponse({"pesan": teks}, status=status)
    if letak is not None:
        jawab.headers["Upload-Offset"] = str(letak)
    return jawab


def tus(view: View) -> View:
    """Version check, discovery, the headers every answer carries, and refusals as the protocol numbers them."""

    def dalam(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            jawab = _dengan_galat(request, lambda: view(request, *args, **kwargs))
        except PermissionDenied:
            _habiskan(request)
            raise
        if jawab.status_code >= 400:
            _habiskan(request)
        jawab.headers["Tus-Resumable"] = VERSI
        jawab.headers["Cache-Control"] = "no-store"
        return jawab

    return dalam


def _habiskan(request: HttpRequest) -> None:
    """Read past what is left of a refused piece: a browser that is still sending would meet a reset, not the answer."""
    lepas_koneksi(MIB + 1)
    for _ in _blok(request, MAKS_BUANG):
        pass


def _dengan_galat(request: HttpRequest, kerja: Callable[[], HttpResponse]) -> HttpResponse:
    if request.method == "OPTIONS":
        kepala = {
            "Tus-Version": VERSI,
            "Tus-Extension": EKSTENSI,
            "Tus-Max-Size": str(settings.BATAS_BERKAS),
            "Tus-Checksum-Algorithm": "sha256",
        }
        return HttpResponse(status=204, headers=kepala)
    if request.method != "GET" and request.headers.get("Tus-Resumable") != VERSI:
        jawab = _tolak(412, pesan.KEPALA_TUS)
        jawab.headers["Tus-Version"] = VERSI
        return jawab
    try:
        return kerja()
    except KepalaSalahError:
        return _tolak(400, pesan.KEPALA_TUS)
    except LetakSalahError as galat:
        return _tolak(409, pesan.LETAK_SALAH, galat.letak)
    except DiambilAlihError:
        return _tolak(409, pesan.DIAMBIL_ALIH)
    except SedangDitulisError:
        return _tolak(423, pesan.SEDANG_DITULIS)
    except SidikSalahError:
        return _tolak(460, pesan.SIDIK_SALAH)
    except TerputusError as galat:
        return _tolak(400, pesan.TERPUTUS, galat.letak)


def _bilangan(request: HttpRequest, nama: str) -> int:
    teks = request.headers.get(nama, "")
    if not (teks.isascii() and teks.isdigit() and len(teks) <= 15):
        raise KepalaSalahError(nama)
    return int(teks)


def _panjang(request: HttpRequest) -> int:
    """The announced length; none at all is an empty body, one that is sent in chunks of unknown number is refused."""
    if not request.headers.get("Content-Length") and "Transfer-Encoding" not in request.headers:
        return 0
    return _bilangan(request, "Content-Length")


def baca_metadata(teks: str) -> dict[str, str]:
    """`Upload-Metadata`: pairs of key and base64 of UTF-8, separated by commas."""
    hasil = {}
    for pasang in filter(None, (p.strip() for p in teks.split(","))):
        kunci, _, isi = pasang.partition(" ")
        try:
            hasil[kunci] = base64.b64decode(isi, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as galat:
            raise KepalaSalahError("Upload-Metadata") from galat
    if any("\0" in isi for isi in hasil.values()):
        raise KepalaSalahError("Upload-Metadata")
    return hasil


# --- creation -------------------------------------------------------------------------------------------------------


@dengan_satker("isi_lke")
@require_http_methods(["OPTIONS", "POST"])
@tus
def lanjut_butir(request: HttpRequest, satker: Satker, periode: Periode, kode_butir: str) -> HttpResponse:
    butir = ambil_butir(periode, kode_butir)
    wajib_tulis(request, satker, periode, butir)
    return _buka(request, satker, periode, Tujuan.BUTIR, kode_butir=butir.kode)


@dengan_satker("isi_lke")
@require_http_methods(["OPTIONS", "POST"])
@tus
def lanjut_titipan(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    wajib_titip(request, satker, periode)
    folder = baca_metadata(request.headers.get("Upload-Metadata", "")).get("folder", "")
    return _buka(request, satker, periode, Tujuan.TITIPAN, folder=bersihkan_folder(folder))


@dengan_satker("isi_lke")
@require_http_methods(["OPTIONS", "POST"])
@tus
def lanjut_ganti(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID) -> HttpResponse:
    objek = ambil_berkas(request, satker, berkas)
    wajib_ganti(request, satker, periode, objek)
    alasan = baca_metadata(request.headers.get("Upload-Metadata", "")).get("alasan", "").strip()
    if not alasan:
        return _tolak(422, pesan.TANPA_ALASAN)
    return _buka(request, satker, periode, Tujuan.GANTI, berkas=objek, alasan=alasan)


def _buka(request: HttpRequest, satker: Satker, periode: Periode, tujuan: Tujuan, **lain: object) -> HttpResponse:
    """Answer the promise with the address of the upload, or refuse it in words before a byte is sent."""
    ukuran = _bilangan(request, "Upload-Length")
    isian = baca_metadata(request.headers.get("Upload-Metadata", ""))
    if not (nama := isian.get("filename", "")):
        raise KepalaSalahError("Upload-Metadata")
    form = UnggahForm(isian)
    if not form.is_valid():
        return _tolak(422, " ".join(p for daftar in form.errors.values() for p in daftar))
    lain |= {"tanggal_dokumen": form.cleaned_data["tanggal_dokumen"], "tetap": form.cleaned_data["tetap"]}
    try:
        unggahan = buka_unggahan(
            oleh=request.pelaku, satker=satker, periode=periode, tujuan=tujuan, nama=nama, ukuran=ukuran, **lain
        )
    except DitolakError as tolak:
        return _tolak(gagal(tolak.alasan, "", 0).status, str(tolak))
    except KuotaPenuhError as penuh:
        return _tolak(422, str(penuh))
    except TerlaluBanyakError as banyak:
        return _tolak(429, str(banyak))
    except PenyimpananPenuhError:
        return _tolak(507, f"{nama}: {pesan.PENUH}")
    alamat = {"tahun": periode.tahun, "kode": satker.kode, "unggahan": unggahan.pk}
    kepala = {"Location": reverse("berkas:unggahan", kwargs=alamat), "Upload-Expires": _sampai(unggahan)}
    return HttpResponse(status=201, headers=kepala)


def _sampai(unggahan: Unggahan) -> str:
    return http_date((unggahan.berubah_pada + UMUR_UNGGAHAN).timestamp())


# --- one upload -----------------------------------------------------------------------------------------------------


@transaction.non_atomic_requests
@dengan_satker("isi_lke")
@require_http_methods(["OPTIONS", "GET", "HEAD", "POST", "PATCH", "DELETE"])
def unggahan(request: HttpRequest, satker: Satker, periode: Periode, unggahan: uuid.UUID) -> HttpResponse:
    """Foreign and absent are the same 404 before the protocol has a word."""
    objek = (
        Unggahan.objects.terlihat_oleh(request.pelaku)
        .filter(satker=satker, periode=periode, pk=unggahan)
        .select_related("berkas")
        .first()
    )
    if objek is None:
        raise Http404("unggahan")
    return _satu(request, satker, periode, objek)


@tus
def _satu(request: HttpRequest, satker: Satker, periode: Periode, objek: Unggahan) -> HttpResponse:
    """POST only with X-HTTP-Method-Override, for networks that let nothing else through."""
    cara = request.headers.get("X-HTTP-Method-Override", "") if request.method == "POST" else request.method
    if cara not in _CARA:
        return _tolak(405, pesan.KEPALA_TUS)
    return _CARA[cara](request, satker, periode, objek)


def _kepala(request: HttpRequest, satker: Satker, periode: Periode, objek: Unggahan) -> HttpResponse:
    """HEAD: where to go on."""
    if objek.diterima < objek.ukuran and not objek.hasil:
        lepas_koneksi(objek.ukuran)
        tunggu_penulis(jalur_wadah(objek.pk, objek.wadah), TUNGGU)
        objek = Unggahan.objects.filter(pk=objek.pk).first() or objek
    kepala = {
        "Upload-Offset": str(letak_nyata(objek)),
        "Upload-Length": str(objek.ukuran),
        "Upload-Expires": _sampai(objek),
    }
    return HttpResponse(status=200, headers=kepala)


def _keadaan(request: HttpRequest, satker: Satker, periode: Periode, objek: Unggahan) -> HttpResponse:
    """GET: the verdict, or how far the bytes have come."""
    if objek.hasil:
        return _jawab(request, satker, periode, objek)
    return JsonResponse({"nama": objek.nama, "ukuran": objek.ukuran, "diterima": letak_nyata(objek)})


def _potongan(request: HttpRequest, satker: Satker, periode: Periode, objek: Unggahan) -> HttpResponse:
    """PATCH: one piece. The last one, or an empty one at the end, is answered with the verdict."""
    letak, panjang, sidik = _bilangan(request, "Upload-Offset"), _panjang(request), _sidik(request)
    if panjang and request.content_type != _JENIS:
        return _tolak(415, pesan.KEPALA_TUS)
    if letak + panjang > objek.ukuran:
        return _tolak(413, pesan.KIRIMAN_TERLALU_BESAR)
    _wajib(request, satker, periode, objek)
    try:
        giliran = ambil_giliran(unggahan=objek, letak=letak, tetap=request.headers.get("X-Tetap") == "1")
        if isinstance(giliran, Unggahan):
            return _jawab(request, satker, periode, giliran)
        try:
            return _tulis(request, satker, periode, giliran, panjang, sidik)
        finally:
            giliran.lepas()
    except PenyimpananPenuhError:
        return _tolak(507, f"{objek.nama}: {pesan.PENUH}")


def _tulis(
    request: HttpRequest, satker: Satker, periode: Periode, giliran: Giliran, panjang: int, sidik: bytes | None
) -> HttpResponse:
    letak = tulis_potongan(
        giliran=giliran,
        blok=_blok(request, panjang),
        panjang=panjang,
        sidik=sidik,
        lepas=lambda: lepas_koneksi(panjang),
    )
    if letak == giliran.unggahan.ukuran:
        hasil = selesaikan_unggahan(oleh=request.pelaku, giliran=giliran, lepas=lambda: lepas_koneksi(MIB + 1))
        return _jawab(request, satker, periode, hasil)
    return HttpResponse(status=204, headers={"Upload-Offset": str(letak), "Upload-Expires": _sampai(giliran.unggahan)})


def _blok(request: HttpRequest, panjang: int) -> Iterator[bytes]:
    """The body; a broken connection ends it early."""
    while panjang > 0:
        try:
            blok = request.read(min(BLOK, panjang))
        except UnreadablePostError:
            return
        if not blok:
            return
        panjang -= len(blok)
        yield blok


def _sidik(request: HttpRequest) -> bytes | None:
    teks = request.headers.get("Upload-Checksum")
    if teks is None:
        return None
    cara, _, isi = teks.partition(" ")
    try:
        sidik = base64.b64decode(isi, validate=True)
    except binascii.Error as galat:
        raise KepalaSalahError("Upload-Checksum") from galat
    if cara != "sha256" or len(sidik) != 32:
        raise KepalaSalahError("Upload-Checksum")
    return sidik


def _wajib(request: HttpRequest, satker: Satker, periode: Periode, objek: Unggahan) -> None:
    """Each piece is authorised anew: a window may close and a role may end while a file is on its way."""
    if objek.tujuan == Tujuan.BUTIR:
        wajib_tulis(request, satker, periode, ambil_butir(periode, objek.kode_butir))
    elif objek.tujuan == Tujuan.TITIPAN:
        wajib_titip(request, satker, periode)
    else:
        wajib_ganti(request, satker, periode, objek.berkas)


def _buang(request: HttpRequest, satker: Satker, periode: Periode, objek: Unggahan) -> HttpResponse:
    """DELETE: cancel."""
    buang_unggahan(unggahan=objek)
    return HttpResponse(status=204)


_CARA: dict[str, Callable[[HttpRequest, Satker, Periode, Unggahan], HttpResponse]] = {
    "GET": _keadaan,
    "HEAD": _kepala,
    "PATCH": _potongan,
    "DELETE": _buang,
}


def _jawab(request: HttpRequest, satker: Satker, periode: Periode, objek: Unggahan) -> JsonResponse:
    """What the plain endpoint would have answered, its status inside: to the protocol all bytes have arrived (200)."""
    isi: dict[str, object] = {**objek.rincian}
    alasan = isi.pop("alasan", None)
    isi["status"] = gagal(Alasan(alasan), "", 0).status if alasan else _STATUS[HasilUnggahan(objek.hasil)]
    if objek.hasil == HasilUnggahan.SIMPAN:
        isi["pesan"] = "Tersimpan."
    if objek.tujuan == Tujuan.BUTIR:
        duplikat = objek.rincian.get("duplikat", {})
        bukti = objek.rincian.get("id") or (duplikat.get("bukti_id") if duplikat.get("di_sini") else None)
        if bukti:
            butir = ambil_butir(periode, objek.kode_butir)
            isi["html"] = html_baris(request, satker, periode, butir, uuid.UUID(bukti))
    elif objek.tujuan == Tujuan.TITIPAN and objek.hasil == HasilUnggahan.SIMPAN:
        pk = uuid.UUID(objek.rincian["id"])
        masuk = Titipan.objects.filter(satker=satker, pk=pk).first() or Pekerjaan.objects.get(satker=satker, pk=pk)
        isi["html"] = html_titipan(request, masuk)
    return JsonResponse(isi, headers={"Upload-Offset": str(objek.ukuran)})
