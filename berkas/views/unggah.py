"""Uploading under a question: one file per request by script, or several in one form without it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from berkas import pesan
from berkas.actions import (
    DitolakError,
    DuplikatError,
    KuotaPenuhError,
    antar_dulu,
    periksa_kiriman,
    simpan_unggahan,
)
from berkas.forms.keterangan import UnggahForm
from berkas.models import Bukti
from berkas.penyimpanan import Kiriman, PenyimpananPenuhError
from berkas.queries import bukti_butir
from berkas.views.akses import ambil_butir, wajib_tulis
from berkas.views.terima import Gagal, KirimanTidakTerbacaError, gagal, lepas_koneksi, periksa_kepala, terima
from instrumen.pohon.tipe import Butir
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker

MAKS_BERKAS = 50


def lewat_skrip(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def jawab_tak_terbaca(request: HttpRequest, galat: KirimanTidakTerbacaError) -> HttpResponse:
    """A body that was refused as a whole: words for a script, a page for a person."""
    if lewat_skrip(request):
        return JsonResponse({"pesan": str(galat)}, status=galat.status)
    templat = f"{galat.status}.html" if galat.status in (400, 413) else "400.html"
    return render(request, templat, {"pesan": str(galat)}, status=galat.status)


def url_butir(satker: Satker, periode: Periode, butir: Butir) -> str:
    """The question page at its evidence."""
    kunci = {"tahun": periode.tahun, "kode": satker.kode, "kode_butir": butir.kode_pendek}
    return f"{reverse('butir', kwargs=kunci)}#data-dukung"


# Django's CSRF check reads the whole body before a view can choose how; so it runs inside, after the choice (_simpan).
@transaction.non_atomic_requests
@csrf_exempt
@dengan_satker("isi_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def unggah(request: HttpRequest, satker: Satker, periode: Periode, kode_butir: str) -> HttpResponse:
    """Authorise, give the connection back, read the body, then store in one short transaction per file."""
    butir = ambil_butir(periode, kode_butir)
    if request.method != "POST":  # where a login in between leads back to
        return HttpResponseRedirect(url_butir(satker, periode, butir))
    wajib_tulis(request, satker, periode, butir)
    try:
        panjang = periksa_kepala(request, banyak=1 if lewat_skrip(request) else MAKS_BERKAS)
        lepas_koneksi(panjang)
        with terima(request, panjang) as kiriman:
            return _simpan(request, satker, periode, butir, kiriman)
    except KirimanTidakTerbacaError as galat:
        return jawab_tak_terbaca(request, galat)


@csrf_protect
def _simpan(
    request: HttpRequest, satker: Satker, periode: Periode, butir: Butir, kiriman: list[Kiriman | Gagal]
) -> HttpResponse:
    form = UnggahForm(request.POST)
    if not form.is_valid():
        keluhan = " ".join(p for daftar in form.errors.values() for p in daftar)
        return _semua_gagal(request, satker, periode, butir, 422, keluhan)
    if not kiriman:
        return _semua_gagal(request, satker, periode, butir, 422, pesan.TANPA_BERKAS)
    if lewat_skrip(request):
        if len(kiriman) > 1:
            return _semua_gagal(request, satker, periode, butir, 422, pesan.SATU_SAJA)
        return _jawab_skrip(request, satker, periode, butir, _satu(request, satker, periode, butir, kiriman[0], form))
    hasil = [_satu(request, satker, periode, butir, k, form) for k in kiriman]
    if all(isinstance(h, Gagal) and h.status == 507 for h in hasil):
        return render(request, "507.html", {"pesan": pesan.PENUH}, status=507)
    for satu in hasil:
        _beri_tahu(request, satu)
    return HttpResponseRedirect(url_butir(satker, periode, butir))


def _semua_gagal(
    request: HttpRequest, satker: Satker, periode: Periode, butir: Butir, status: int, teks: str
) -> HttpResponse:
    if lewat_skrip(request):
        return JsonResponse({"pesan": teks}, status=status)
    messages.error(request, teks)
    return HttpResponseRedirect(url_butir(satker, periode, butir))


def _satu(
    request: HttpRequest, satker: Satker, periode: Periode, butir: Butir, kiriman: Kiriman | Gagal, form: UnggahForm
) -> Bukti | Gagal | DuplikatError:
    """Check and store one received file; every refusal comes back as a value, so that the others go on."""
    if isinstance(kiriman, Gagal):
        return kiriman
    try:
        putusan = periksa_kiriman(kiriman)
        antar_dulu(satker_id=satker.pk, kiriman=kiriman)
        return simpan_unggahan(
            oleh=request.pelaku,
            satker=satker,
            periode=periode,
            kode_butir=butir.kode,
            area=butir.area,
            kiriman=kiriman,
            putusan=putusan,
            tetap=form.cleaned_data["tetap"],
            triwulan=form.cleaned_data["triwulan"],
            tanggal_dokumen=form.cleaned_data["tanggal_dokumen"],
        )
    except DitolakError as tolak:
        return gagal(tolak.alasan, kiriman.nama, kiriman.ukuran)
    except DuplikatError as duplikat:
        return duplikat
    except KuotaPenuhError as penuh:
        return Gagal(kiriman.nama, 422, str(penuh))
    except PenyimpananPenuhError:
        return Gagal(kiriman.nama, 507, f"{kiriman.nama}: {pesan.PENUH}")


def _jawab_skrip(
    request: HttpRequest, satker: Satker, periode: Periode, butir: Butir, hasil: Bukti | Gagal | DuplikatError
) -> JsonResponse:
    if isinstance(hasil, Gagal):
        return JsonResponse({"pesan": hasil.pesan}, status=hasil.status)
    if isinstance(hasil, DuplikatError):
        isi: dict[str, object] = {
            "pesan": str(hasil),
            "duplikat": {
                "kode": hasil.kode_butir,
                "judul": hasil.judul,
                "berkas_id": hasil.berkas_id,
                "bukti_id": hasil.bukti_id,
                "di_sini": hasil.di_sini,
            },
        }
        if hasil.di_sini and hasil.bukti_id:  # a retry after a lost answer: the file is there, here is its row
            isi["html"] = html_baris(request, satker, periode, butir, hasil.bukti_id)
        return JsonResponse(isi, status=409)
    isi = {"id": hasil.pk, "html": html_baris(request, satker, periode, butir, hasil.pk), "pesan": "Tersimpan."}
    return JsonResponse(isi, status=201)


def html_baris(request: HttpRequest, satker: Satker, periode: Periode, butir: Butir, bukti_id: uuid.UUID) -> str:
    """The row of one file as the question page shows it; '' when it was unlinked meanwhile."""
    zona = bukti_butir(request.pelaku, satker, periode, butir.kode)
    baris = next((b for b in zona.baris if b.id == bukti_id), None)
    if baris is None:
        return ""
    return render_to_string("berkas/_baris.html", {"zona_bukti": zona, "baris": baris, "boleh_tulis": True}, request)


def _beri_tahu(request: HttpRequest, hasil: Bukti | Gagal | DuplikatError) -> None:
    if isinstance(hasil, Gagal):
        messages.error(request, hasil.pesan)
    elif isinstance(hasil, DuplikatError):
        cara = "" if hasil.di_sini else " Tautkan dari Data dukung, atau centang “Tetap unggah” lalu kirim lagi."
        messages.warning(request, f"{hasil.judul}: {hasil}{cara}")
    else:
        messages.success(request, f"{hasil.berkas.judul} tersimpan.")
