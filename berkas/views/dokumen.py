"""Issued documents of a satker: the list, one of them, its files, and what its issuer may do with it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from berkas.actions import KeadaanBerubahError
from berkas.actions.terbit import batalkan_draf, minta_draf, tarik, terbitkan, ubah_draf
from berkas.forms.dokumen import DrafForm, TarikForm, TtdForm
from berkas.izin import boleh_siapkan, boleh_tarik, boleh_terbitkan
from berkas.laporan.dokumen import alamat_periksa
from berkas.models import DokumenTerbit, KeadaanDokumen
from berkas.queries.dokumen import daftar_dokumen, rincian_dokumen
from berkas.views.tab import tab_untuk
from common.halaman import bagi
from common.qr import qr_data_uri
from satker.models import Pekerjaan, Periode, Satker
from satker.views.akses import dengan_satker

TIDAK_BOLEH = "Dokumen ini hanya diurus oleh peran yang menerbitkannya."


def ambil_dokumen(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> DokumenTerbit:
    """A document the actor may see; foreign, hidden and absent are the same 404."""
    terlihat = DokumenTerbit.objects.ringan().terlihat_oleh(request.pelaku).filter(satker=satker, periode=periode)
    terkait = ("satker__instansi", "periode", "isi", "menggantikan", "dibuat_oleh", "terbit_oleh", "ditarik_oleh")
    dokumen = terlihat.filter(pk=pk).select_related(*terkait).first()
    if dokumen is None:
        raise Http404("dokumen")
    return dokumen


def url_dokumen(dokumen: DokumenTerbit) -> str:
    kunci = {"tahun": dokumen.periode.tahun, "kode": dokumen.satker.kode, "dokumen": dokumen.pk}
    return reverse("berkas:dokumen_rinci", kwargs=kunci)


@require_safe
@dengan_satker("lihat_lke")
def daftar(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Documents of the unit and year."""
    hasil = daftar_dokumen(request.pelaku, satker, periode, request.GET)
    isi = {
        "satker": satker,
        "periode": periode,
        "daftar": hasil,
        "halaman": bagi(hasil.isi, request.GET),
        "tab": tab_untuk(request, satker, periode, "berkas:dokumen"),
    }
    return render(request, "berkas/dokumen/daftar.html", isi)


@require_safe
@dengan_satker("lihat_lke")
def rinci(request: HttpRequest, satker: Satker, periode: Periode, dokumen: uuid.UUID) -> HttpResponse:
    return halaman_dokumen(request, ambil_dokumen(request, satker, periode, dokumen))


def halaman_dokumen(
    request: HttpRequest, objek: DokumenTerbit, *, galat: str = "", status: int = 422, **form: Any
) -> HttpResponse:
    """The page of one document; a form with errors (`draf`, `tarik`, `ttd`) takes the place of the fresh one."""
    daftar_url = reverse("berkas:dokumen", kwargs={"tahun": objek.periode.tahun, "kode": objek.satker.kode})
    rincian = rincian_dokumen(request.pelaku, objek)
    alamat = alamat_periksa(objek.kode) if objek.sudah_terbit else ""
    isi = {
        "r": rincian,
        "d": objek,
        "satker": objek.satker,
        "periode": objek.periode,
        "alamat": alamat,
        "qr": qr_data_uri(alamat) if alamat else "",
        "galat": galat,
        "form_draf": form.get("draf") or DrafForm(initial={"nomor": objek.nomor, "tanggal": objek.tanggal}),
        "form_tarik": form.get("tarik") or TarikForm(prefix="tarik"),
        "form_ttd": form.get("ttd") or TtdForm(prefix="ttd"),
        "remah": [(f"Dokumen {objek.periode.tahun}", daftar_url), (objek.judul, "")],
    }
    salah = bool(galat) or any(f.errors for f in form.values())
    return render(request, "berkas/dokumen/rinci.html", isi, status=status if salah else 200)


def ke_pekerjaan(request: HttpRequest, kerja: Pekerjaan, dokumen: DokumenTerbit) -> HttpResponse:
    """The page that shows the progress; a job that somebody else started is only theirs, so then the document."""
    if kerja.pemilik_id != request.pelaku.user.pk:
        return HttpResponseRedirect(url_dokumen(dokumen))
    return redirect("satker:pekerjaan", id=kerja.pk)


def _penerbit(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> DokumenTerbit:
    dokumen = ambil_dokumen(request, satker, periode, pk)
    if not boleh_terbitkan(request.pelaku, dokumen.jenis):
        raise PermissionDenied(TIDAK_BOLEH)
    return dokumen


def _penyiap(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> DokumenTerbit:
    dokumen = ambil_dokumen(request, satker, periode, pk)
    if not boleh_siapkan(request.pelaku, dokumen.jenis):
        raise PermissionDenied(TIDAK_BOLEH)
    return dokumen


@require_POST
@dengan_satker("lihat_lke")
def ubah(request: HttpRequest, satker: Satker, periode: Periode, dokumen: uuid.UUID) -> HttpResponse:
    """Another number or date of a draft."""
    objek = _penyiap(request, satker, periode, dokumen)
    form = DrafForm(request.POST)
    if not form.is_valid():
        return halaman_dokumen(request, objek, draf=form)
    try:
        baru = ubah_draf(oleh=request.pelaku, dokumen=objek, **form.cleaned_data)
    except KeadaanBerubahError as galat:
        return halaman_dokumen(request, objek, galat=str(galat), status=409)
    return ke_pekerjaan(request, minta_draf(oleh=request.pelaku, dokumen=baru), objek)


@require_POST
@dengan_satker("lihat_lke")
def terbit(request: HttpRequest, satker: Satker, periode: Periode, dokumen: uuid.UUID) -> HttpResponse:
    """Issue a draft; the job page shows the drawing."""
    objek = _penerbit(request, satker, periode, dokumen)
    try:
        kerja = terbitkan(oleh=request.pelaku, dokumen=objek)
    except KeadaanBerubahError as galat:
        return halaman_dokumen(request, objek, galat=str(galat), status=409)
    return ke_pekerjaan(request, kerja, objek)


@require_POST
@dengan_satker("lihat_lke")
def pratinjau(request: HttpRequest, satker: Satker, periode: Periode, dokumen: uuid.UUID) -> HttpResponse:
    """Ask for the preview of a draft again (after a failure)."""
    objek = _penyiap(request, satker, periode, dokumen)
    if objek.keadaan != KeadaanDokumen.DRAF or objek.draf_siap:
        return HttpResponseRedirect(url_dokumen(objek))
    return ke_pekerjaan(request, minta_draf(oleh=request.pelaku, dokumen=objek), objek)


@require_POST
@dengan_satker("lihat_lke")
def batal(request: HttpRequest, satker: Satker, periode: Periode, dokumen: uuid.UUID) -> HttpResponse:
    """Give a draft up."""
    objek = _penyiap(request, satker, periode, dokumen)
    try:
        batalkan_draf(oleh=request.pelaku, dokumen=objek)
    except KeadaanBerubahError as galat:
        return halaman_dokumen(request, objek, galat=str(galat), status=409)
    messages.success(request, f"Draf {objek.judul} dibatalkan.")
    return redirect("berkas:dokumen", tahun=periode.tahun, kode=satker.kode)


@require_POST
@dengan_satker("lihat_lke")
def cabut(request: HttpRequest, satker: Satker, periode: Periode, dokumen: uuid.UUID) -> HttpResponse:
    """Withdraw an issued document."""
    objek = ambil_dokumen(request, satker, periode, dokumen)
    if not boleh_tarik(request.pelaku, objek):
        raise PermissionDenied(TIDAK_BOLEH)
    form = TarikForm(request.POST, prefix="tarik")
    if not form.is_valid():
        return halaman_dokumen(request, objek, tarik=form)
    try:
        tarik(oleh=request.pelaku, dokumen=objek, **form.cleaned_data)
    except KeadaanBerubahError as galat:
        return halaman_dokumen(request, objek, galat=str(galat), status=409)
    messages.success(request, "Dokumen ditarik. Halaman pemeriksaan kodenya sudah menyatakannya.")
    return HttpResponseRedirect(url_dokumen(objek))
