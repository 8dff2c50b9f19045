"""The preview of a document: its page, the page images, and the request to make it again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from berkas.actions import KeadaanBerubahError
from berkas.actions.olah import coba_lagi_olah
from berkas.models import Berkas, PutusanVersi, VersiBerkas, kunci_turunan
from berkas.olah.hasil import nama_gambar
from berkas.queries import pratinjau
from berkas.queries.pratinjau import olahan_gambar
from berkas.views.akses import ambil_berkas, ambil_berkas_versi
from common.hemat import cara_lihat
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker

_TUJUAN_GAMBAR = frozenset({"", "image", "empty", "document"})  # Sec-Fetch-Dest; '' = an old browser
_JEDA = (2, 2, 3, 5)  # seconds before the page looks again; 10 after that
_SIMPAN = 3600  # seconds a browser may keep a page image (decisions §7)


def ambil_versi(berkas: Berkas, nomor: int | None) -> tuple[VersiBerkas, int]:
    """A version that passed the checks, by default the newest, and the number of the newest. 404 otherwise.

    Of a document in the trash only the version asked for is there to be read.
    """
    lolos = VersiBerkas.objects.filter(satker=berkas.satker_id, berkas=berkas, putusan=PutusanVersi.LOLOS)
    versi = list(lolos.select_related("isi").order_by("-nomor"))
    pilih = next((v for v in versi if nomor in (None, v.nomor)), None)
    if pilih is None:
        raise Http404("versi")
    return pilih, pilih.nomor if berkas.dihapus_pada else versi[0].nomor


def _bilangan(teks: str, baku: int) -> int:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 7 else baku


@require_safe
@dengan_satker("lihat_lke")
def lihat(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID) -> HttpResponse:
    """`?v=` version, `?hal=` page, `?cara=` gambar, besar or teks. For htmx only the part that changes."""
    nomor = _bilangan(request.GET["v"], -1) if request.GET.get("v") else None
    objek = ambil_berkas_versi(request, satker, berkas, nomor)
    versi, terbaru = ambil_versi(objek, nomor)
    hal, ke = _bilangan(request.GET.get("hal", ""), 1), _bilangan(request.GET.get("ke", ""), 0)
    rincian = reverse("berkas:rincian", kwargs={"tahun": periode.tahun, "kode": satker.kode, "berkas": objek.pk})
    daftar = reverse("berkas:daftar", kwargs={"tahun": periode.tahun, "kode": satker.kode})
    isi = {
        "pratinjau": pratinjau(versi, nomor_terbaru=terbaru, hal=hal, cara=cara_lihat(request)),
        "lihat_url": request.path,
        "di_sampah": objek.dihapus_pada is not None,
        "satker": satker,
        "periode": periode,
        "tahun": periode.tahun,
        "kode_satker": satker.kode,
        "boleh_ulang": _boleh_ulang(request, satker),
        "catat_baca": request.pelaku.punya("nilai_tpi"),
        "ke": ke + 1,
        "jeda": _JEDA[ke] if ke < len(_JEDA) else 10,
        "fokus": request.htmx and "ke" not in request.GET,
        "remah": [
            (f"Data dukung {periode.tahun}", daftar),
            (objek.judul, "" if objek.dihapus_pada else rincian),
            ("Lihat", ""),
        ],
    }
    return render(request, "berkas/_pratinjau.html" if request.htmx else "berkas/lihat.html", isi)


def _boleh_ulang(request: HttpRequest, satker: Satker) -> bool:
    return request.pelaku.punya("isi_lke") and request.pelaku.unit.pk == satker.pk


@require_safe
@dengan_satker("lihat_lke")
def gambar(
    request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID, nomor: int, hal: int
) -> HttpResponse:
    return _gambar(request, satker, berkas, nomor, hal, besar=False)


@require_safe
@dengan_satker("lihat_lke")
def besar(
    request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID, nomor: int, hal: int
) -> HttpResponse:
    return _gambar(request, satker, berkas, nomor, hal, besar=True)


def _gambar(
    request: HttpRequest, satker: Satker, berkas: uuid.UUID, nomor: int, hal: int, *, besar: bool
) -> HttpResponse:
    """One page image. Whether the reader may see it is judged anew for every image."""
    versi, _ = ambil_versi(ambil_berkas_versi(request, satker, berkas, nomor), nomor)
    return kirim_gambar(request, versi, hal, besar=besar)


def kirim_gambar(request: HttpRequest, versi: VersiBerkas, hal: int, *, besar: bool) -> HttpResponse:
    """The image of one page of a version the caller has authorised, loaded with its Isi; 404 where there is none."""
    olahan = olahan_gambar(versi, hal)
    if olahan is None:
        raise Http404("gambar")
    if request.headers.get("Sec-Fetch-Dest", "").lower() not in _TUJUAN_GAMBAR:
        raise PermissionDenied("Gambar halaman hanya dapat ditampilkan sebagai gambar.")
    nama = nama_gambar(hal, besar=besar)
    etag = f'"{versi.isi.sha256[:32]}-{int(olahan.pada.timestamp())}-{nama}"'
    response = get_conditional_response(request, etag=etag)
    if response is None or response.status_code != 304:
        try:
            with default_storage.open(f"{kunci_turunan(versi.satker_id, versi.isi.sha256)}/{nama}") as aliran:
                response = HttpResponse(aliran.read(), content_type="image/webp")
        except OSError as galat:
            raise Http404("gambar") from galat
    for kepala, nilai in {
        "ETag": etag,
        "Cache-Control": f"private, max-age={_SIMPAN}",
        "Content-Disposition": f'inline; filename="halaman-{hal}.webp"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }.items():
        response.headers[kepala] = nilai
    return response


@dengan_satker("isi_lke")
@require_POST
def ulang(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID, nomor: int) -> HttpResponse:
    """Make the preview again after a failure."""
    objek = ambil_berkas(request, satker, berkas)
    versi, _ = ambil_versi(objek, nomor)
    if not _boleh_ulang(request, satker):
        raise PermissionDenied("Hanya tim satker ini yang dapat meminta pratinjau dibuat lagi.")
    try:
        coba_lagi_olah(oleh=request.pelaku, versi=versi)
        messages.success(request, f"Pratinjau {versi.nama_kirim} sedang dibuat lagi.")
    except KeadaanBerubahError as galat:
        messages.info(request, str(galat))
    tujuan = reverse("berkas:lihat", kwargs={"tahun": periode.tahun, "kode": satker.kode, "berkas": objek.pk})
    return HttpResponseRedirect(f"{tujuan}?v={nomor}")
