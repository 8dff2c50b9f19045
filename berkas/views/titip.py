"""Uploading into the inbox: one file per request by script, several in one form without it; ZIP archives too."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from berkas import pesan
from berkas.actions import DitolakError, TidakTersimpanError, antar_dulu, periksa_kiriman, simpan_titipan
from berkas.actions.arsip import terima_arsip
from berkas.models import Titipan
from berkas.penyimpanan import Kiriman, PenyimpananPenuhError
from berkas.periksa.tipe import ekstensi
from berkas.views.akses import wajib_titip
from berkas.views.terima import Gagal, KirimanTidakTerbacaError, gagal, lepas_koneksi, periksa_kepala, terima
from berkas.views.unggah import MAKS_BERKAS, jawab_tak_terbaca, lewat_skrip
from satker.models import Pekerjaan, Periode, Satker
from satker.views.akses import dengan_satker

_FOLDER_MAKS = 400
Hasil = Titipan | Pekerjaan | Gagal


def url_kotak(satker: Satker, periode: Periode) -> str:
    return reverse("berkas:kotak", kwargs={"tahun": periode.tahun, "kode": satker.kode})


# As in unggah.unggah: the CSRF check would read the whole body before the view can choose how, so it runs inside.
@transaction.non_atomic_requests
@csrf_exempt
@dengan_satker("isi_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def titip(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Authorise, give the connection back, read the body, then store in one short transaction per file."""
    if request.method != "POST":  # where a login in between leads back to
        return HttpResponseRedirect(url_kotak(satker, periode))
    wajib_titip(request, satker, periode)
    try:
        banyak = 1 if lewat_skrip(request) else MAKS_BERKAS
        panjang = periksa_kepala(request, banyak=banyak, tambahan=settings.BATAS_ARSIP)
        lepas_koneksi(panjang)
        with terima(request, panjang, arsip=True) as kiriman:
            return _simpan(request, satker, periode, kiriman)
    except KirimanTidakTerbacaError as galat:
        return jawab_tak_terbaca(request, galat)


@csrf_protect
def _simpan(request: HttpRequest, satker: Satker, periode: Periode, kiriman: list[Kiriman | Gagal]) -> HttpResponse:
    if lewat_skrip(request):
        if len(kiriman) != 1:
            return JsonResponse({"pesan": pesan.SATU_SAJA if kiriman else pesan.TANPA_BERKAS}, status=422)
        return _jawab_skrip(request, _satu(request, satker, periode, kiriman[0]))
    if not kiriman:
        messages.error(request, pesan.TANPA_BERKAS)
        return HttpResponseRedirect(url_kotak(satker, periode))
    hasil = [_satu(request, satker, periode, k) for k in kiriman]
    if all(isinstance(h, Gagal) and h.status == 507 for h in hasil):
        return render(request, "507.html", {"pesan": pesan.PENUH}, status=507)
    _beri_tahu(request, hasil)
    return HttpResponseRedirect(url_kotak(satker, periode))


def _satu(request: HttpRequest, satker: Satker, periode: Periode, kiriman: Kiriman | Gagal) -> Hasil:
    """Check and store one received file; every refusal comes back as a value, so that the others go on."""
    if isinstance(kiriman, Gagal):
        return kiriman
    milik = {"oleh": request.pelaku, "satker": satker, "periode": periode, "kiriman": kiriman}
    try:
        if ekstensi(kiriman.nama) == "zip":
            return terima_arsip(**milik)
        putusan = periksa_kiriman(kiriman)
        antar_dulu(satker_id=satker.pk, kiriman=kiriman)
        return simpan_titipan(**milik, putusan=putusan, folder=bersihkan_folder(request.POST.get("folder", "")))
    except DitolakError as tolak:
        return gagal(tolak.alasan, kiriman.nama, kiriman.ukuran)
    except TidakTersimpanError as galat:
        return Gagal(kiriman.nama, 422, str(galat))
    except PenyimpananPenuhError:
        return Gagal(kiriman.nama, 507, f"{kiriman.nama}: {pesan.PENUH}")


def bersihkan_folder(teks: str) -> str:
    """The path as data: `/` between parts, no control or invisible characters, never upwards."""
    rapi = "".join(h if h.isprintable() else " " for h in teks.replace("\\", "/"))
    bagian = [" ".join(b.split()) for b in rapi.split("/")]
    return "/".join(b for b in bagian if b.strip(". "))[:_FOLDER_MAKS]


def _jawab_skrip(request: HttpRequest, hasil: Hasil) -> JsonResponse:
    if isinstance(hasil, Gagal):
        return JsonResponse({"pesan": hasil.pesan}, status=hasil.status)
    isi = {"id": hasil.pk, "html": html_titipan(request, hasil), "pesan": "Masuk ke kotak masuk."}
    return JsonResponse(isi, status=201)


def html_titipan(request: HttpRequest, hasil: Titipan | Pekerjaan) -> str:
    """The line of a file that has arrived, under the drop zone."""
    konteks = {"titipan": hasil if isinstance(hasil, Titipan) else None, "hasil": hasil}
    return render_to_string("berkas/_titipan_baru.html", konteks, request)


def _beri_tahu(request: HttpRequest, hasil: list[Hasil]) -> None:
    masuk = sum(isinstance(h, Titipan) for h in hasil)
    arsip = sum(isinstance(h, Pekerjaan) for h in hasil)
    if masuk:
        messages.success(request, f"{masuk} berkas masuk ke kotak masuk.")
    if arsip:
        messages.info(request, f"{arsip} arsip ZIP diterima dan sedang dibuka.")
    for satu in hasil:
        if isinstance(satu, Gagal):
            messages.error(request, satu.pesan)
