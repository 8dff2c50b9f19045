"""*Ganti*: a new version of a document, an earlier one taken again, its title and who may read it."""

from __future__ import annotations

import re
import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from berkas import pesan
from berkas.actions import (
    DitolakError,
    KeadaanBerubahError,
    KuotaPenuhError,
    antar_dulu,
    ganti_versi,
    pakai_kembali,
    periksa_kiriman,
    ubah_berkas,
)
from berkas.forms.pustaka import BerkasForm, GantiForm
from berkas.izin import boleh_batasi
from berkas.models import Berkas, VersiBerkas
from berkas.penyimpanan import Kiriman, PenyimpananPenuhError
from berkas.periksa.tipe import TIPE
from berkas.queries import rincian
from berkas.queries.bukti import aturan_ukuran, ekstensi_batas
from berkas.views.akses import ambil_berkas, wajib_ganti
from berkas.views.terima import Gagal, KirimanTidakTerbacaError, gagal, lepas_koneksi, periksa_kepala, terima
from berkas.views.unggah import jawab_tak_terbaca, lewat_skrip
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker


def url_berkas(satker: Satker, periode: Periode, berkas: Berkas) -> str:
    return reverse("berkas:rincian", kwargs={"tahun": periode.tahun, "kode": satker.kode, "berkas": berkas.pk})


def _remah(satker: Satker, periode: Periode, berkas: Berkas, kini: str) -> list[tuple[str, str]]:
    daftar = reverse("berkas:daftar", kwargs={"tahun": periode.tahun, "kode": satker.kode})
    return [
        (f"Data dukung {periode.tahun}", daftar),
        (berkas.judul, url_berkas(satker, periode, berkas)),
        (kini, ""),
    ]


# The body is read as for an upload: authorised first, the connection given back, the form token checked after it.
@transaction.non_atomic_requests
@csrf_exempt
@dengan_satker("isi_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def ganti(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID) -> HttpResponse:
    """The form with every place that uses the document; POST stores one file as the next version."""
    objek = ambil_berkas(request, satker, berkas)
    wajib_ganti(request, satker, periode, objek)
    if request.method != "POST":
        return _halaman(request, satker, periode, objek, GantiForm())
    try:
        panjang = periksa_kepala(request, banyak=1)
        lepas_koneksi(panjang)
        with terima(request, panjang) as kiriman:
            return _simpan(request, satker, periode, objek, kiriman)
    except KirimanTidakTerbacaError as galat:
        return jawab_tak_terbaca(request, galat)


@csrf_protect
def _simpan(
    request: HttpRequest, satker: Satker, periode: Periode, berkas: Berkas, kiriman: list[Kiriman | Gagal]
) -> HttpResponse:
    form = GantiForm(request.POST)
    if not form.is_valid():
        keluhan = " ".join(p for daftar in form.errors.values() for p in daftar)
        tambahan = " Pilih berkasnya sekali lagi." if kiriman else ""
        return _tolak(request, satker, periode, berkas, form, 422, keluhan, f"Belum ada yang diganti.{tambahan}")
    if len(kiriman) != 1:
        return _tolak(request, satker, periode, berkas, form, 422, pesan.SATU_SAJA if kiriman else pesan.TANPA_BERKAS)
    hasil = _satu(request, satker, periode, berkas, kiriman[0], form)
    if isinstance(hasil, Gagal):
        return _tolak(request, satker, periode, berkas, form, hasil.status, hasil.pesan)
    kalimat = f"{hasil.nama_kirim} tersimpan sebagai versi {hasil.nomor}. Versi lama tetap dapat dibaca."
    if lewat_skrip(request):
        alamat = url_berkas(satker, periode, berkas)
        return JsonResponse({"id": hasil.pk, "nomor": hasil.nomor, "url": alamat, "pesan": kalimat}, status=201)
    messages.success(request, kalimat)
    return HttpResponseRedirect(url_berkas(satker, periode, berkas))


def _satu(
    request: HttpRequest,
    satker: Satker,
    periode: Periode,
    berkas: Berkas,
    kiriman: Kiriman | Gagal,
    form: GantiForm,
) -> VersiBerkas | Gagal:
    if isinstance(kiriman, Gagal):
        return kiriman
    try:
        putusan = periksa_kiriman(kiriman)
        antar_dulu(satker_id=satker.pk, kiriman=kiriman)
        return ganti_versi(
            oleh=request.pelaku,
            satker=satker,
            periode=periode,
            berkas=berkas,
            kiriman=kiriman,
            putusan=putusan,
            alasan=form.cleaned_data["alasan"],
            tanggal_dokumen=form.cleaned_data["tanggal_dokumen"],
        )
    except DitolakError as tolak:
        return gagal(tolak.alasan, kiriman.nama, kiriman.ukuran)
    except (KeadaanBerubahError, KuotaPenuhError) as galat:
        return Gagal(kiriman.nama, 409 if isinstance(galat, KeadaanBerubahError) else 422, str(galat))
    except PenyimpananPenuhError:
        return Gagal(kiriman.nama, 507, f"{kiriman.nama}: {pesan.PENUH}")


def _tolak(
    request: HttpRequest,
    satker: Satker,
    periode: Periode,
    berkas: Berkas,
    form: GantiForm,
    status: int,
    keluhan: str,
    judul: str = "",
) -> HttpResponse:
    if lewat_skrip(request):
        return JsonResponse({"pesan": keluhan}, status=status)
    return _halaman(request, satker, periode, berkas, form, status=status, galat=judul or keluhan)


def _halaman(
    request: HttpRequest,
    satker: Satker,
    periode: Periode,
    berkas: Berkas,
    form: GantiForm,
    *,
    status: int = 200,
    galat: str = "",
) -> HttpResponse:
    isi = {
        "rincian": rincian(request.pelaku, berkas, periode),
        "satker": satker,
        "periode": periode,
        "form": form,
        "galat": galat,
        "terima": ",".join(f".{e}" for t in TIPE for e in t.ekstensi),
        "ekstensi": ekstensi_batas(),
        "aturan": f"{', '.join(t.nama for t in TIPE)} · {aturan_ukuran()}",
        "remah": _remah(satker, periode, berkas, "Ganti"),
    }
    return render(request, "berkas/ganti.html", isi, status=status)


@dengan_satker("isi_lke")
@require_POST
def kembali(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID, nomor: int) -> HttpResponse:
    """Take an earlier version again, as a new one with the same bytes."""
    objek = ambil_berkas(request, satker, berkas)
    wajib_ganti(request, satker, periode, objek)
    if not VersiBerkas.objects.filter(satker=satker, berkas=objek, nomor=nomor).exists():
        raise Http404("versi")
    dilihat = request.POST.get("dilihat", "")
    try:
        versi = pakai_kembali(
            oleh=request.pelaku,
            satker=satker,
            periode=periode,
            berkas=objek,
            nomor=nomor,
            dilihat=int(dilihat) if re.fullmatch(r"[0-9]{1,5}", dilihat) else -1,
        )
        messages.success(request, f"Isi versi {nomor} dipakai lagi sebagai versi {versi.nomor}.")
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
    return HttpResponseRedirect(url_berkas(satker, periode, objek))


@dengan_satker("isi_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def ubah(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID) -> HttpResponse:
    """Title; and for the owner and the koordinator also who may read it."""
    objek = ambil_berkas(request, satker, berkas)
    wajib_ganti(request, satker, periode, objek)
    form = BerkasForm(
        request.POST or None,
        batasi=boleh_batasi(request.pelaku, objek),
        initial={"judul": objek.judul, "pembatasan": objek.pembatasan},
    )
    if request.method == "POST" and form.is_valid():
        try:
            ubah_berkas(oleh=request.pelaku, satker=satker, periode=periode, berkas=objek, **form.cleaned_data)
            messages.success(request, "Perubahan tersimpan.")
        except KeadaanBerubahError as galat:
            messages.warning(request, str(galat))
        return HttpResponseRedirect(url_berkas(satker, periode, objek))
    isi = {
        "form": form,
        "berkas": objek,
        "url_kembali": url_berkas(satker, periode, objek),
        "remah": _remah(satker, periode, objek, "Ubah judul dan pembatasan"),
    }
    return render(request, "berkas/ubah_berkas.html", isi, status=422 if form.is_bound else 200)
