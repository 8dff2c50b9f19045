"""Links to outside: paste, look before opening, say whether it opened, remove and undo."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berkas.actions import (
    KeadaanBerubahError,
    lepas_tautan,
    nyatakan_tautan,
    pulihkan_tautan,
    tempel_tautan,
)
from berkas.forms.pustaka import TautanForm
from berkas.models import HasilBuka
from berkas.queries.tautan_luar import baris_tautan
from berkas.views.akses import ambil_butir, ambil_tautan, wajib_tulis
from berkas.views.unggah import url_butir
from instrumen.pohon.tipe import Butir
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker


def _remah(satker: Satker, periode: Periode, butir: Butir, kini: str) -> list[tuple[str, str]]:
    return [
        (f"LKE {periode.tahun}", reverse("lke", kwargs={"tahun": periode.tahun, "kode": satker.kode})),
        (butir.kode_pendek, url_butir(satker, periode, butir)),
        (kini, ""),
    ]


@dengan_satker("isi_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def tempel(request: HttpRequest, satker: Satker, periode: Periode, kode_butir: str) -> HttpResponse:
    butir = ambil_butir(periode, kode_butir)
    wajib_tulis(request, satker, periode, butir)
    form = TautanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tautan = tempel_tautan(
                oleh=request.pelaku,
                satker=satker,
                periode=periode,
                kode_butir=butir.kode,
                area=butir.area,
                **form.cleaned_data,
            )
            messages.success(request, f"Tautan {tautan.judul} ditempel. Minta rekan Anda mencoba membukanya.")
        except KeadaanBerubahError as galat:
            messages.warning(request, str(galat))
        return HttpResponseRedirect(url_butir(satker, periode, butir))
    isi = {
        "form": form,
        "butir": butir,
        "url_kembali": url_butir(satker, periode, butir),
        "remah": _remah(satker, periode, butir, "Tempel tautan"),
    }
    return render(request, "berkas/tempel_tautan.html", isi, status=422 if form.is_bound else 200)


@require_safe
@dengan_satker("lihat_lke")
def buka(request: HttpRequest, satker: Satker, periode: Periode, tautan: uuid.UUID) -> HttpResponse:
    """Where the link leads, before anything is opened; the place is told nothing about where one came from."""
    objek, butir = ambil_tautan(request, satker, periode, tautan)
    if objek.dilepas_pada is not None:
        raise Http404("tautan")
    isi = {
        "satker": satker,
        "periode": periode,
        "butir": butir,
        "tautan": baris_tautan(objek),
        "sendiri": objek.oleh_id == request.pelaku.user.pk,
        "url_kembali": url_butir(satker, periode, butir),
        "remah": _remah(satker, periode, butir, "Buka tautan"),
    }
    return render(request, "berkas/buka_tautan.html", isi)


@dengan_satker("lihat_lke")
@require_POST
def nyatakan(request: HttpRequest, satker: Satker, periode: Periode, tautan: uuid.UUID) -> HttpResponse:
    """`hasil` bisa or tidak, by anybody who may read it except its sender."""
    objek, butir = ambil_tautan(request, satker, periode, tautan)
    hasil = request.POST.get("hasil", "")
    if hasil not in HasilBuka.values:
        messages.error(request, "Pilih “Bisa dibuka” atau “Tidak bisa dibuka”.")
        return HttpResponseRedirect(request.path.removesuffix("nyatakan/"))
    try:
        nyatakan_tautan(oleh=request.pelaku, tautan=objek, area=butir.area, hasil=hasil)
        kata = "bisa dibuka" if hasil == HasilBuka.BISA else "tidak bisa dibuka"
        messages.success(request, f"Tercatat: {objek.judul} {kata} oleh Anda.")
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
    return HttpResponseRedirect(url_butir(satker, periode, butir))


@dengan_satker("isi_lke")
@require_POST
def lepas(request: HttpRequest, satker: Satker, periode: Periode, tautan: uuid.UUID) -> HttpResponse:
    objek, butir = ambil_tautan(request, satker, periode, tautan)
    wajib_tulis(request, satker, periode, butir)
    try:
        lepas_tautan(oleh=request.pelaku, tautan=objek, area=butir.area)
        messages.success(request, f"Tautan {objek.judul} dilepas dari {butir.kode_pendek}.")
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
    return HttpResponseRedirect(url_butir(satker, periode, butir))


@dengan_satker("isi_lke")
@require_POST
def pulih(request: HttpRequest, satker: Satker, periode: Periode, tautan: uuid.UUID) -> HttpResponse:
    objek, butir = ambil_tautan(request, satker, periode, tautan)
    wajib_tulis(request, satker, periode, butir)
    try:
        pulihkan_tautan(oleh=request.pelaku, tautan=objek, area=butir.area)
        messages.success(request, f"Tautan {objek.judul} ada lagi di {butir.kode_pendek}.")
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
    return HttpResponseRedirect(url_butir(satker, periode, butir))
