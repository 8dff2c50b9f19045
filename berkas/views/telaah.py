"""Hints, personal data and redacted copies."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from berkas import pesan
from berkas.actions import (
    KeadaanBerubahError,
    abaikan_petunjuk,
    batasi_berkas,
    buang_salinan,
    minta_salinan,
    periksa_salinan,
    tampilkan_petunjuk,
)
from berkas.actions.salinan import HalamanTidakTerbacaError, baca_halaman
from berkas.izin import boleh_batasi
from berkas.models import Berkas, Pembatasan, PetunjukDiabaikan, PutusanVersi, SalinanTersamar, VersiBerkas
from berkas.penyimpanan import BLOK, buka
from berkas.queries import daftar_petunjuk, petunjuk_butir
from berkas.views.akses import ambil_berkas, ambil_butir, wajib_tulis
from berkas.views.pustaka import disposisi
from berkas.views.tab import tab_untuk
from berkas.views.terima import lepas_koneksi
from berkas.views.unggah import url_butir
from instrumen.pohon.tipe import Butir
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker


@require_safe
@dengan_satker("lihat_lke")
def petunjuk(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Every question whose evidence could say more, by area."""
    isi = {
        "daftar": daftar_petunjuk(request.pelaku, satker, periode, request.GET),
        "satker": satker,
        "periode": periode,
        "tab": tab_untuk(request, satker, periode, "berkas:petunjuk"),
        "remah": [
            (f"Data dukung {periode.tahun}", _url("berkas:daftar", satker, periode)),
            ("Petunjuk", ""),
        ],
    }
    return render(request, "berkas/petunjuk.html", isi)


def _url(nama: str, satker: Satker, periode: Periode, **kunci: object) -> str:
    return reverse(nama, kwargs={"tahun": periode.tahun, "kode": satker.kode, **kunci})


def _ke_butir(satker: Satker, periode: Periode, butir: Butir) -> HttpResponseRedirect:
    return HttpResponseRedirect(url_butir(satker, periode, butir).replace("#data-dukung", "#petunjuk"))


def _ke_berkas(satker: Satker, periode: Periode, berkas: Berkas) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{_url('berkas:rincian', satker, periode, berkas=berkas.pk)}#data-pribadi")


@dengan_satker("isi_lke")
@require_POST
def abaikan(request: HttpRequest, satker: Satker, periode: Periode, kode_butir: str) -> HttpResponse:
    """Set a hint aside that the question shows right now; a reason is asked for."""
    butir = ambil_butir(periode, kode_butir)
    wajib_tulis(request, satker, periode, butir)
    kunci, alasan = request.POST.get("kunci", ""), request.POST.get("alasan", "").strip()
    kotak = petunjuk_butir(request.pelaku, satker, periode, butir)
    if kunci not in {p.kunci for p in kotak.petunjuk}:
        messages.warning(request, "Petunjuk itu sudah tidak berlaku. Tidak ada yang diubah.")
    elif not alasan:
        messages.error(request, "Tulis alasannya, misalnya “tanda tangan ada di halaman lampiran”.")
    elif len(alasan) > 200:
        messages.error(request, f"Alasan {len(alasan)} huruf. Batasnya 200. Ringkas, lalu kirim lagi.")
    else:
        abaikan_petunjuk(
            oleh=request.pelaku,
            satker=satker,
            periode=periode,
            kode_butir=butir.kode,
            area=butir.area,
            kunci=kunci,
            alasan=alasan,
        )
        messages.success(request, "Petunjuk diabaikan. Penilai melihat alasan Anda.")
    return _ke_butir(satker, periode, butir)


@dengan_satker("isi_lke")
@require_POST
def tampilkan(request: HttpRequest, satker: Satker, periode: Periode, petunjuk: uuid.UUID) -> HttpResponse:
    objek = PetunjukDiabaikan.objects.filter(satker=satker, periode=periode, pk=petunjuk).first()
    if objek is None:
        raise Http404("petunjuk")
    butir = ambil_butir(periode, objek.kode_butir)
    wajib_tulis(request, satker, periode, butir)
    tampilkan_petunjuk(oleh=request.pelaku, diabaikan=objek, area=butir.area)
    messages.success(request, "Petunjuk ditampilkan lagi.")
    return _ke_butir(satker, periode, butir)


# --- Personal data ---------------------------------------------------------------------------------------------------


@dengan_satker("isi_lke")
@require_POST
def batasi(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID) -> HttpResponse:
    """Keep a document for the satker and its evaluators, or open it again."""
    objek = ambil_berkas(request, satker, berkas)
    if not boleh_batasi(request.pelaku, objek):
        raise PermissionDenied("Hanya pengunggah dan ketua tim ZI yang mengatur siapa pembaca berkas ini.")
    nilai = request.POST.get("pembatasan", "")
    if nilai not in Pembatasan.values:
        raise Http404("pembatasan")
    batasi_berkas(oleh=request.pelaku, satker=satker, periode=periode, berkas=objek, pembatasan=nilai)
    if nilai == Pembatasan.PENILAI:
        messages.success(request, f"{objek.judul} kini hanya dibaca satker dan penilai.")
    else:
        messages.success(request, f"{objek.judul} kini dibaca semua yang boleh melihat satker.")
    return _ke_berkas(satker, periode, objek)


def _wajib_samarkan(request: HttpRequest, satker: Satker) -> None:
    if request.pelaku.unit.pk != satker.pk:
        raise PermissionDenied("Salinan tersamar dibuat dan diperiksa oleh satker pemilik berkas.")


@dengan_satker("isi_lke")
@require_POST
def salinan_buat(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID, nomor: int) -> HttpResponse:
    """Queue the copy and show the job."""
    objek = ambil_berkas(request, satker, berkas)
    versi = VersiBerkas.objects.filter(satker=satker, berkas=objek, nomor=nomor, putusan=PutusanVersi.LOLOS).first()
    if versi is None:
        raise Http404("versi")
    _wajib_samarkan(request, satker)
    try:
        keluar = baca_halaman(request.POST.get("keluar", "")[:100])
    except HalamanTidakTerbacaError as galat:
        messages.error(request, f"Halaman “{galat}” tidak terbaca. Tulis seperti: 2, 5–7.")
        return _ke_berkas(satker, periode, objek)
    pekerjaan = minta_salinan(oleh=request.pelaku, satker=satker, tahun=periode.tahun, versi=versi, keluar=keluar)
    return HttpResponseRedirect(reverse("satker:pekerjaan", kwargs={"id": pekerjaan.pk}))


def _ambil_salinan(
    request: HttpRequest, satker: Satker, berkas: uuid.UUID, pk: uuid.UUID
) -> tuple[Berkas, SalinanTersamar]:
    objek = ambil_berkas(request, satker, berkas)
    salinan = (
        SalinanTersamar.objects.terlihat_oleh(request.pelaku)
        .filter(satker=satker, versi__berkas=objek, pk=pk)
        .select_related("isi", "versi")
        .first()
    )
    if salinan is None:
        raise Http404("salinan")
    return objek, salinan


@transaction.non_atomic_requests
@require_safe
@dengan_satker("lihat_lke")
def salinan_unduh(
    request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID, salinan: uuid.UUID
) -> HttpResponse:
    """The copy as an attachment, with the same guards as any download."""
    _, objek = _ambil_salinan(request, satker, berkas, salinan)
    if objek.dibuang_pada is not None:
        raise Http404("salinan")
    nama = f"{objek.versi.nama_kirim.rpartition('.')[0] or objek.versi.nama_kirim} (tersamar).pdf"
    try:
        aliran = buka(objek.isi.kunci, objek.isi.ukuran)
    except OSError:
        isi = {"judul": "Isi berkas tidak ditemukan", "pesan": pesan.ISI_HILANG.format(nama=nama)}
        return render(request, "galat.html", isi, status=404)
    lepas_koneksi(objek.isi.ukuran)
    response = FileResponse(aliran, content_type=objek.isi.media)
    response.block_size = BLOK
    response.headers["Content-Length"] = str(objek.isi.ukuran)
    response.headers["Content-Disposition"] = disposisi(nama)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@dengan_satker("isi_lke")
@require_POST
def salinan_periksa(
    request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID, salinan: uuid.UUID
) -> HttpResponse:
    objek, tersamar = _ambil_salinan(request, satker, berkas, salinan)
    _wajib_samarkan(request, satker)
    try:
        periksa_salinan(oleh=request.pelaku, salinan=tersamar)
        messages.success(request, "Salinan tersamar kini dapat diunduh semua pembaca berkas ini.")
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
    return _ke_berkas(satker, periode, objek)


@dengan_satker("isi_lke")
@require_POST
def salinan_buang(
    request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID, salinan: uuid.UUID
) -> HttpResponse:
    objek, tersamar = _ambil_salinan(request, satker, berkas, salinan)
    _wajib_samarkan(request, satker)
    try:
        buang_salinan(oleh=request.pelaku, salinan=tersamar)
        messages.success(request, "Salinan dibuang. Berkas aslinya tidak berubah.")
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
    return _ke_berkas(satker, periode, objek)
