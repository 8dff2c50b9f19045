"""Changes to the link between a document and a question. All by POST, each back to the page it came from."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from berkas.actions import KeadaanBerubahError, lengkapi_keterangan, lepaskan, pulihkan, tautkan, ubah_keterangan
from berkas.forms.keterangan import KeteranganForm, LengkapiForm
from berkas.izin import boleh_peran
from berkas.models import Berkas, Bukti, DasarTanggal, VersiBerkas
from berkas.views.akses import ambil_berkas, ambil_bukti, ambil_butir, wajib_tulis
from berkas.views.pustaka import tampil_rincian
from berkas.views.unggah import MAKS_BERKAS, html_baris, lewat_skrip, url_butir
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker


def _url_berkas(satker: Satker, periode: Periode, pk: uuid.UUID) -> str:
    return reverse("berkas:rincian", kwargs={"tahun": periode.tahun, "kode": satker.kode, "berkas": pk})


def _kembali(request: HttpRequest, satker: Satker, periode: Periode, bukti: Bukti, butir: Butir) -> HttpResponse:
    """To the document's page when the form came from there, else to the question."""
    if request.POST.get("ke") == "berkas":
        return HttpResponseRedirect(_url_berkas(satker, periode, bukti.berkas_id))
    return HttpResponseRedirect(url_butir(satker, periode, butir))


@dengan_satker("isi_lke")
@require_POST
def lepas(request: HttpRequest, satker: Satker, periode: Periode, bukti: uuid.UUID) -> HttpResponse:
    objek, butir = ambil_bukti(request, satker, periode, bukti)
    wajib_tulis(request, satker, periode, butir)
    try:
        lepaskan(oleh=request.pelaku, bukti=objek, area=butir.area)
        messages.success(
            request, f"{objek.berkas.judul} dilepas dari {butir.kode_pendek}. Berkasnya tetap ada di Data dukung."
        )
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
    return _kembali(request, satker, periode, objek, butir)


@dengan_satker("isi_lke")
@require_POST
def pulih(request: HttpRequest, satker: Satker, periode: Periode, bukti: uuid.UUID) -> HttpResponse:
    objek, butir = ambil_bukti(request, satker, periode, bukti)
    wajib_tulis(request, satker, periode, butir)
    try:
        pulihkan(oleh=request.pelaku, bukti=objek, area=butir.area)
        messages.success(request, f"{objek.berkas.judul} ditautkan kembali ke {butir.kode_pendek}.")
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
    return _kembali(request, satker, periode, objek, butir)


@dengan_satker("isi_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def ubah(request: HttpRequest, satker: Satker, periode: Periode, bukti: uuid.UUID) -> HttpResponse:
    """The form of date, quarter and note; its errors keep what was typed."""
    objek, butir = ambil_bukti(request, satker, periode, bukti)
    wajib_tulis(request, satker, periode, butir)
    versi = VersiBerkas.objects.terkini().get(satker=satker, berkas=objek.berkas)
    awal = {
        "tanggal_dokumen": versi.tanggal_dokumen,
        "berlaku_sampai": versi.berlaku_sampai,
        "triwulan": objek.triwulan,
        "halaman": objek.halaman,
        "uraian": objek.uraian,
    }
    form = KeteranganForm(request.POST or None, initial=awal)
    if request.method == "POST" and form.is_valid():
        try:
            ubah_keterangan(oleh=request.pelaku, bukti=objek, area=butir.area, **form.cleaned_data)
            messages.success(request, f"Keterangan {objek.berkas.judul} tersimpan.")
        except KeadaanBerubahError as galat:
            messages.warning(request, str(galat))
        return HttpResponseRedirect(url_butir(satker, periode, butir))
    isi = {
        "form": form,
        "berkas": objek.berkas,
        "butir": butir,
        "versi": versi,
        "ditebak": versi.tanggal_dokumen is not None and versi.dasar_tanggal not in ("", DasarTanggal.ORANG),
        "url_kembali": url_butir(satker, periode, butir),
        "remah": _remah(satker, periode, butir),
    }
    return render(request, "berkas/ubah.html", isi, status=422 if form.is_bound else 200)


def _remah(satker: Satker, periode: Periode, butir: Butir) -> list[tuple[str, str]]:
    return [
        (f"LKE {periode.tahun}", reverse("lke", kwargs={"tahun": periode.tahun, "kode": satker.kode})),
        (butir.kode_pendek, url_butir(satker, periode, butir)),
        ("Keterangan berkas", ""),
    ]


@dengan_satker("isi_lke")
@require_POST
def lengkapi(request: HttpRequest, satker: Satker, periode: Periode, kode_butir: str) -> HttpResponse:
    """One date and quarter for all files of the question that lack them; an error gets a page that keeps the input."""
    butir = ambil_butir(periode, kode_butir)
    wajib_tulis(request, satker, periode, butir)
    form = LengkapiForm(request.POST)
    if not form.is_valid():
        isi = {
            "form": form,
            "butir": butir,
            "url_kembali": url_butir(satker, periode, butir),
            "remah": _remah(satker, periode, butir),
        }
        return render(request, "berkas/lengkapi.html", isi, status=422)
    terlihat = Bukti.objects.terlihat_oleh(request.pelaku).aktif()
    bukti = list(terlihat.filter(satker=satker, periode=periode, kode_butir=butir.kode))
    baru = lengkapi_keterangan(oleh=request.pelaku, bukti=bukti, area=butir.area, **form.cleaned_data)
    tetap = len(bukti) - len(baru)
    sudah = f"{tetap} sudah {'bertanggal' if form.cleaned_data['tanggal_dokumen'] else 'berperiode'}"
    teks = [f"{len(baru)} berkas dilengkapi", *([sudah] if tetap else [])]
    messages.add_message(request, messages.SUCCESS if baru else messages.INFO, f"{', '.join(teks)}.")
    return HttpResponseRedirect(url_butir(satker, periode, butir))


@dengan_satker("isi_lke")
@require_POST
def tautkan_ke_butir(request: HttpRequest, satker: Satker, periode: Periode, kode_butir: str) -> HttpResponse:
    """Link documents (fields `berkas`, one or many) to the question of the URL."""
    butir = ambil_butir(periode, kode_butir)
    wajib_tulis(request, satker, periode, butir)
    berkas = _berkas_terpilih(request, satker)
    baru = _tautkan(request, satker, periode, butir, berkas)
    if lewat_skrip(request):
        ada = baru or list(Bukti.objects.aktif().filter(periode=periode, kode_butir=butir.kode, berkas=berkas[0]))
        html = html_baris(request, satker, periode, butir, ada[0].pk)
        return JsonResponse({"id": ada[0].pk, "html": html, "pesan": "Ditautkan."}, status=201)
    return HttpResponseRedirect(url_butir(satker, periode, butir))


def _berkas_terpilih(request: HttpRequest, satker: Satker) -> list[Berkas]:
    """The documents named in the form; one that is foreign, absent or not an id makes it a 404."""
    try:
        pilihan = {uuid.UUID(teks) for teks in request.POST.getlist("berkas")[:MAKS_BERKAS]}
    except ValueError as galat:
        raise Http404("berkas") from galat
    berkas = list(Berkas.objects.ada().terlihat_oleh(request.pelaku).filter(satker=satker, pk__in=pilihan))
    if not pilihan or len(berkas) != len(pilihan):
        raise Http404("berkas")
    return berkas


def _tautkan(request: HttpRequest, satker: Satker, periode: Periode, butir: Butir, berkas: list[Berkas]) -> list[Bukti]:
    baru = tautkan(
        oleh=request.pelaku, satker=satker, periode=periode, kode_butir=butir.kode, area=butir.area, berkas=berkas
    )
    if not lewat_skrip(request):
        if baru:
            messages.success(request, f"{len(baru)} berkas ditautkan ke {butir.kode_pendek}.")
        else:
            messages.info(request, f"Berkas itu sudah tertaut pada {butir.kode_pendek}.")
    return baru


@dengan_satker("isi_lke")
@require_POST
def tautkan_berkas(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID) -> HttpResponse:
    """Link the document of the URL to the question whose code was typed."""
    objek = ambil_berkas(request, satker, berkas)
    kode = request.POST.get("kode_butir", "").strip()[:20]
    butir = instrumen_untuk(periode.instrumen).cari(kode)
    if butir is None:
        return tampil_rincian(request, satker, periode, objek, kode=kode, galat=tak_ditemukan(periode, kode))
    if not boleh_peran(request.pelaku, satker, butir.area):
        galat = f"Soal {butir.kode_pendek} bukan bagian peran Anda. Pilih soal dari area Anda."
        return tampil_rincian(request, satker, periode, objek, kode=kode, galat=galat)
    wajib_tulis(request, satker, periode, butir)
    _tautkan(request, satker, periode, butir, [objek])
    return HttpResponseRedirect(_url_berkas(satker, periode, objek.pk))


def tak_ditemukan(periode: Periode, kode: str) -> str:
    """The sentence for a code of no question; "5.2d" lacks only its letter, so the questions it can mean are named."""
    if not kode:
        return "Isi kode soal. Contoh: P5.1b."
    instrumen = instrumen_untuk(periode.instrumen)
    mirip = [b.kode_pendek for huruf in "PRH" if (b := instrumen.cari(huruf + kode))]
    saran = f"Maksud Anda {' atau '.join(mirip)}?" if mirip else "Kode berbentuk P5.1b."
    return f"Tidak ditemukan “{kode}”. {saran}"
