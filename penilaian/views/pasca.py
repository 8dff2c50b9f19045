"""After the award: two-yearly assessments and clarifications of a unit that holds a predikat."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from penilaian.actions.lampiran import Lampiran
from penilaian.actions.predikat import catat_berkala, jawab_klarifikasi, minta_klarifikasi, putus_klarifikasi
from penilaian.forms.tpn import BerkalaForm, JawabForm, KlarifikasiForm, PutusKlarifikasiForm
from penilaian.models import Klarifikasi
from penilaian.queries.syarat_usulan import dalam_masa_cabut
from penilaian.queries.usulan_unit import pasca_predikat
from penilaian.views.bantu import halaman_formulir, kalimat, pesan_form, tempel
from penilaian.views.lampiran import TAMPUNGAN, dengan_lampiran, kata_tampungan
from penilaian.views.usulan_unit import alamat_unit, remah_unit
from satker.models import Periode, RiwayatPredikat, Satker
from satker.views.akses import dengan_satker


def _url(satker: Satker, periode: Periode) -> str:
    return alamat_unit(satker, periode, "pasca_predikat")


@require_safe
@dengan_satker("lihat_lke")
def halaman(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    isi = {
        "satker": satker,
        "periode": periode,
        "predikat": pasca_predikat(satker),
        "tertahan": dalam_masa_cabut(satker),
        "kelola": request.pelaku.punya("kelola_usulan"),
        "jawab": request.pelaku.punya("setujui_lke") and request.pelaku.unit.pk == satker.pk,
        "remah": remah_unit(satker, periode, "Sesudah predikat"),
    }
    return render(request, "penilaian/usulan/pasca.html", isi)


def _predikat(satker: Satker, pk: uuid.UUID) -> RiwayatPredikat:
    baris = RiwayatPredikat.objects.filter(satker=satker, pk=pk).select_related("satker").first()
    if baris is None:
        raise Http404("predikat")
    return baris


@transaction.non_atomic_requests
@csrf_exempt
@dengan_satker("kelola_usulan")
@dengan_lampiran
def berkala(
    request: HttpRequest,
    satker: Satker,
    periode: Periode,
    pk: uuid.UUID,
    lampiran: Lampiran | None,
    galat_berkas: str,
) -> HttpResponse:
    """Record the letter of the next two-yearly assessment."""
    predikat, form = _predikat(satker, pk), BerkalaForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not galat_berkas:
        try:
            catat_berkala(oleh=request.pelaku, predikat=predikat, lampiran=lampiran, **form.cleaned_data)
        except ValidationError as galat:
            tempel(form, galat)
        except TAMPUNGAN as galat:
            galat_berkas = kata_tampungan(galat)
        else:
            messages.success(request, "Penilaian berkala tercatat.")
            return redirect(_url(satker, periode))
    return halaman_formulir(
        request,
        form,
        judul=f"Penilaian berkala {predikat.predikat} {satker.nama}",
        tombol="Simpan",
        batal=_url(satker, periode),
        remah=remah_unit(satker, periode, "Penilaian berkala"),
        berkas="Surat hasil penilaian (boleh kosong)",
        galat_berkas=galat_berkas,
    )


@dengan_satker("kelola_usulan")
def klarifikasi(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> HttpResponse:
    predikat, form = _predikat(satker, pk), KlarifikasiForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            minta_klarifikasi(oleh=request.pelaku, predikat=predikat, **form.cleaned_data)
        except ValidationError as galat:
            tempel(form, galat)
        else:
            messages.success(request, "Klarifikasi diminta. Satker melihatnya di halaman ini.")
            return redirect(_url(satker, periode))
    return halaman_formulir(
        request,
        form,
        judul=f"Minta klarifikasi {satker.nama}",
        tombol="Minta klarifikasi",
        batal=_url(satker, periode),
        remah=remah_unit(satker, periode, "Minta klarifikasi"),
    )


def _klarifikasi(satker: Satker, pk: uuid.UUID) -> Klarifikasi:
    baris = Klarifikasi.objects.filter(satker=satker, pk=pk).first()
    if baris is None:
        raise Http404("klarifikasi")
    return baris


@require_POST
@dengan_satker("setujui_lke")
def jawab(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> HttpResponse:
    """The kepala satker answers."""
    baris, form = _klarifikasi(satker, pk), JawabForm(request.POST)
    if not form.is_valid():
        pesan_form(request, form)
    else:
        try:
            jawab_klarifikasi(oleh=request.pelaku, klarifikasi=baris, jawaban=form.cleaned_data["jawaban"])
            messages.success(request, "Jawaban tersimpan.")
        except ValidationError as galat:
            messages.error(request, f"Jawaban belum tersimpan. {kalimat(galat)}")
    return redirect(_url(satker, periode))


@require_POST
@dengan_satker("kelola_usulan")
def putus(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> HttpResponse:
    baris, form = _klarifikasi(satker, pk), PutusKlarifikasiForm(request.POST)
    if not form.is_valid():
        pesan_form(request, form)
    else:
        try:
            putus_klarifikasi(oleh=request.pelaku, klarifikasi=baris, **form.cleaned_data)
            messages.success(request, "Putusan tersimpan.")
        except ValidationError as galat:
            messages.error(request, f"Putusan belum tersimpan. {kalimat(galat)}")
    return redirect(_url(satker, periode))
