"""The public document check: no login, no cookie, two languages. A file that is compared is never kept."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from berkas.periksa.tipe import MIB
from berkas.queries.periksa_dokumen import HasilPeriksa, periksa_dokumen
from berkas.terbit.kata import KATA
from berkas.terbit.kode import baca_kode
from berkas.views.batas import hitung, lewat_batas
from berkas.views.terima import AliranUtuh, lepas_koneksi
from common.desimal import format_ukuran
from common.tanggal import format_tgl_inggris, format_tgl_panjang
from satker.views.akses import publik

SALAH_SEMENIT = 30  # codes that do not exist, per address and minute
COCOK_SEMENIT = 20  # files to compare, per address and minute


class PenghitungSidik(FileUploadHandler):
    """Hashes the file of the field `berkas` block by block and keeps nothing of it."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._hash: Any = None
        self.ukuran = 0
        self.sha256 = ""

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        self._hash = hashlib.sha256() if field_name == "berkas" and not self.sha256 else None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._hash is not None:
            self._hash.update(raw_data)
            self.ukuran += len(raw_data)

    def file_complete(self, file_size: int) -> None:
        if self._hash is not None and self.ukuran:
            self.sha256 = self._hash.hexdigest()
        self._hash = None


def _bahasa(request: HttpRequest) -> str:
    return "en" if request.GET.get("lang") == "en" else "id"


def _tampil(request: HttpRequest, templat: str, status: int = 200, **isi: Any) -> HttpResponse:
    """The page in the language of `?lang=`; never indexed, never stored."""
    bahasa = _bahasa(request)
    konteks = {
        "kata": KATA[bahasa],
        "bahasa": bahasa,
        "ekor": "?lang=en" if bahasa == "en" else "",
        "lain": request.path if bahasa == "en" else f"{request.path}?lang=en",
        "bahasa_lain": "id" if bahasa == "en" else "en",
        **isi,
    }
    jawab = render(request, templat, konteks, status=status)
    jawab.headers["X-Robots-Tag"] = "noindex, nofollow"
    return jawab


@publik
@transaction.non_atomic_requests
@require_safe
def formulir(request: HttpRequest) -> HttpResponse:
    """Where a code is typed; `?kode=` leads to its page."""
    teks = request.GET.get("kode", "").strip()[:60]
    if not teks:
        return _tampil(request, "berkas/periksa/formulir.html")
    kode = baca_kode(teks)
    if kode is None:
        return _tidak_ada(request, teks)
    return HttpResponseRedirect(_alamat(request, kode))


def _alamat(request: HttpRequest, kode: str) -> str:
    ekor = "?lang=en" if _bahasa(request) == "en" else ""
    return reverse("berkas:periksa_dokumen", kwargs={"kode": kode}) + ekor


# Nothing is changed by comparing, and the page must work without a cookie: so no form token (decisions §7).
@csrf_exempt
@publik
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def dokumen(request: HttpRequest, kode: str) -> HttpResponse:
    """One document; POST compares a file with it."""
    if lewat_batas(request, "kode_dokumen", SALAH_SEMENIT):
        return _tampil(request, "berkas/periksa/sering.html", 429)
    rapi = baca_kode(kode)
    hasil = periksa_dokumen(rapi, _bahasa(request)) if rapi else None
    if hasil is None:
        return _tidak_ada(request, kode)
    if request.method == "POST":
        return _cocokkan(request, hasil)
    if rapi != kode:
        return HttpResponseRedirect(_alamat(request, hasil.kode))
    return _halaman(request, hasil)


def _tidak_ada(request: HttpRequest, teks: str) -> HttpResponse:
    if lewat_batas(request, "kode_dokumen", SALAH_SEMENIT):
        return _tampil(request, "berkas/periksa/sering.html", 429)
    hitung(request, "kode_dokumen")
    return _tampil(request, "berkas/periksa/formulir.html", 404, salah=True, teks=teks[:60])


def _halaman(request: HttpRequest, hasil: HasilPeriksa, status: int = 200, **isi: Any) -> HttpResponse:
    tanggal = format_tgl_inggris if _bahasa(request) == "en" else format_tgl_panjang
    hari = {
        n: tanggal(h) for n in ("tanggal", "terbit_pada", "diganti_pada", "ditarik_pada") if (h := getattr(hasil, n))
    }
    kata = KATA[_bahasa(request)]
    keadaan = {"kata": kata[hasil.keadaan], "uraian": kata[f"{hasil.keadaan}_uraian"]}
    konteks = {"h": hasil, "hari": hari, "keadaan": keadaan, "batas": settings.BATAS_BERKAS, **isi}
    return _tampil(request, "berkas/periksa/dokumen.html", status, **konteks)


def _cocokkan(request: HttpRequest, hasil: HasilPeriksa) -> HttpResponse:
    """Compare an uploaded file without script. Its length is judged before a byte is read."""
    kata = KATA[_bahasa(request)]
    if lewat_batas(request, "cocok_dokumen", COCOK_SEMENIT):
        return _tampil(request, "berkas/periksa/sering.html", 429)
    hitung(request, "cocok_dokumen")
    panjang = int(request.META.get("CONTENT_LENGTH") or 0)
    if panjang > settings.BATAS_BERKAS + MIB:
        teks = kata["terlalu_besar"].format(batas=format_ukuran(settings.BATAS_BERKAS))
        return _halaman(request, hasil, 413, galat=teks)
    lepas_koneksi(panjang)
    sha256 = _sidik_kiriman(request, panjang)
    if sha256 is None:
        return _halaman(request, hasil, 400, galat=kata["terputus"])
    if not sha256:
        return _halaman(request, hasil, 422, galat=kata["tanpa_berkas"])
    return _halaman(request, hasil, sidik=sha256, cocok=hasil.cocokkan(sha256), dicocokkan=True)


def _sidik_kiriman(request: HttpRequest, panjang: int) -> str | None:
    """Hash of the file in the body; '' without one, None when the body is cut or unreadable."""
    penghitung = PenghitungSidik(request)
    request.upload_handlers = [penghitung]
    request._stream = AliranUtuh(request._stream, panjang)
    try:
        request._load_post_and_files()
    except (UnreadablePostError, MultiPartParserError):
        request._mark_post_parse_error()
        return None
    return penghitung.sha256
