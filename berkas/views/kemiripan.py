"""Alike documents: of a satker, of a region, two side by side; and the list of central documents."""

from __future__ import annotations

import hashlib
import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berkas.actions import SudahPusatError, batal_tinjau, hapus_pusat, tambah_pusat
from berkas.actions import tinjau as tinjau_wajar
from berkas.forms.kemiripan import AlasanHapusForm, DokumenPusatForm, TinjauForm
from berkas.models import DokumenPusat, JenisMirip, Kemiripan, VersiBerkas
from berkas.queries import mirip_satker, mirip_wilayah
from berkas.queries.kemiripan import HUBUNGAN, Banding, banding, boleh_tinjau, kunci_gambar
from berkas.views.tab import tab_untuk
from common.halaman import bagi
from satker.models import Periode, Satker
from satker.queries.waktu import periode_berjalan, periode_untuk
from satker.views.akses import dengan_satker, perlu

_PILIHAN = {
    "pilihan_jenis": JenisMirip.choices,
    "pilihan_hubungan": HUBUNGAN,
    "pilihan_skor": (("900", "90% ke atas"), ("750", "75% ke atas")),
}


@require_safe
@dengan_satker("lihat_lke")
def satker_mirip(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """In full for evaluators as far as they see both sides; the satker itself learns of other units only that."""
    pelaku = request.pelaku
    lke = reverse("lke", kwargs={"tahun": periode.tahun, "kode": satker.kode})
    isi = {
        "isi": mirip_satker(pelaku, satker, periode, request.GET),
        "satker": satker,
        "periode": periode,
        "lengkap": pelaku.punya("lihat_kemiripan"),
        "boleh_tinjau": boleh_tinjau(pelaku),
        "tab": tab_untuk(request, satker, periode, "berkas:kemiripan"),
        "remah": [(f"LKE {periode.tahun}", lke), ("Kemiripan", "")],
        **_PILIHAN,
    }
    return render(request, "berkas/kemiripan/daftar.html", isi)


@require_safe
@perlu("lihat_kemiripan")
def wilayah_kini(request: HttpRequest) -> HttpResponse:
    """The running year."""
    periode = periode_berjalan(request.pelaku.unit)
    if periode is None:
        raise Http404("periode")
    return redirect("berkas:kemiripan_wilayah", tahun=periode.tahun)


@require_safe
@perlu("lihat_kemiripan")
def wilayah(request: HttpRequest, tahun: int) -> HttpResponse:
    """Every pair with both sides in the reader's scope, strongest first."""
    periode = periode_untuk(request.pelaku.unit, tahun)
    if periode is None:
        raise Http404("periode")
    request.tahun = periode.tahun
    isi = {
        "isi": mirip_wilayah(request.pelaku, periode, request.GET),
        "periode": periode,
        "lengkap": True,
        "boleh_tinjau": boleh_tinjau(request.pelaku),
        "remah": [("Daftar satker", reverse("daftar_satker_tahun", args=[periode.tahun])), ("Kemiripan", "")],
        **_PILIHAN,
    }
    return render(request, "berkas/kemiripan/wilayah.html", isi)


def _ambil(request: HttpRequest, satker: Satker, pk: uuid.UUID) -> Kemiripan:
    """A pair of the unit of which the actor may see both documents; every other one is the same 404."""
    pasangan = Kemiripan.objects.berlaku(request.pelaku).terlihat_oleh(request.pelaku)
    kemiripan = pasangan.filter(satker=satker, pk=pk).select_related("isi", "isi_lain", "ditinjau_oleh").first()
    if kemiripan is None:
        raise Http404("kemiripan")
    return kemiripan


@require_safe
@dengan_satker("lihat_lke")
def rinci(request: HttpRequest, satker: Satker, periode: Periode, kemiripan: uuid.UUID) -> HttpResponse:
    objek = _ambil(request, satker, kemiripan)
    return _tampil(request, satker, periode, objek, TinjauForm())


def _tampil(request: HttpRequest, satker: Satker, periode: Periode, objek: Kemiripan, form: TinjauForm) -> HttpResponse:
    hasil = _banding(request, periode, objek)
    daftar = reverse("berkas:kemiripan", kwargs={"tahun": periode.tahun, "kode": satker.kode})
    isi = {
        "banding": hasil,
        "sisi": ((hasil.kiri, "kiri"), (hasil.kanan, "kanan")),
        "form": form,
        "satker": satker,
        "periode": periode,
        "boleh_tinjau": boleh_tinjau(request.pelaku),
        "lengkap": request.pelaku.punya("lihat_kemiripan"),
        "boleh_pusat": request.pelaku.punya("kelola_bukti"),
        "remah": [(f"Kemiripan {periode.tahun}", daftar), ("Bandingkan", "")],
    }
    return render(request, "berkas/kemiripan/banding.html", isi, status=422 if form.is_bound else 200)


def _banding(request: HttpRequest, periode: Periode, objek: Kemiripan) -> Banding:
    hasil = banding(request.pelaku, periode, objek)
    if hasil is None:
        raise Http404("kemiripan")
    return hasil


@require_safe
@dengan_satker("lihat_lke")
def gambar(request: HttpRequest, satker: Satker, periode: Periode, kemiripan: uuid.UUID, sisi: str) -> HttpResponse:
    """The page image of one side, made by our own worker."""
    objek = _ambil(request, satker, kemiripan)
    kunci = kunci_gambar(objek, sisi) if sisi in {"kiri", "kanan"} else None
    if kunci is None:
        raise Http404("gambar")
    try:
        aliran = default_storage.open(kunci)
    except FileNotFoundError as galat:
        raise Http404("gambar") from galat
    jawab = FileResponse(aliran, content_type="image/webp")
    jawab.headers["Cache-Control"] = "private, max-age=3600"
    jawab.headers["X-Content-Type-Options"] = "nosniff"
    jawab.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawab.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return jawab


@dengan_satker("lihat_kemiripan")
@require_POST
def tinjau(request: HttpRequest, satker: Satker, periode: Periode, kemiripan: uuid.UUID) -> HttpResponse:
    """Mark as fair with a reason, or take that back (`batal`)."""
    objek = _ambil(request, satker, kemiripan)
    if not boleh_tinjau(request.pelaku):
        raise PermissionDenied("Peran Anda hanya membaca kemiripan. Tim penilai dan kantor wilayah yang meninjaunya.")
    tempat = reverse(
        "berkas:kemiripan_rinci", kwargs={"tahun": periode.tahun, "kode": satker.kode, "kemiripan": objek.pk}
    )
    umum = {"oleh": request.pelaku, "satker": satker, "periode": periode, "kemiripan": objek}
    if request.POST.get("batal") == "1":
        batal_tinjau(**umum)
        messages.success(request, "Tinjauan dibatalkan. Kemiripan ini ditandai lagi.")
        return HttpResponseRedirect(tempat)
    form = TinjauForm(request.POST)
    if not form.is_valid():
        return _tampil(request, satker, periode, objek, form)
    tinjau_wajar(**umum, alasan=form.cleaned_data["alasan"])
    messages.success(request, "Ditandai wajar. Tandanya hilang dari soal dan berkas.")
    return HttpResponseRedirect(tempat)


# --- Central documents -----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@perlu("kelola_bukti")
def pusat(request: HttpRequest) -> HttpResponse:
    """The list and the form that adds one; `?berkas=` fills it from a document the actor may see."""
    instansi = request.pelaku.unit.instansi
    form = DokumenPusatForm(request.POST or None, request.FILES or None, initial=_dari_berkas(request))
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        sha256 = isi["sha256"] or _sha256(isi["berkas"])
        try:
            tambah_pusat(
                oleh=request.pelaku, instansi=instansi, sha256=sha256, judul=isi["judul"], alasan=isi["alasan"]
            )
        except SudahPusatError as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{isi['judul']} masuk daftar dokumen pusat. Salinannya tidak ditandai lagi.")
            return redirect("berkas:dokumen_pusat")
    daftar = DokumenPusat.objects.filter(satker=instansi).select_related("oleh").order_by("judul", "pk")
    isi = {"form": form, "halaman": bagi(daftar, request.GET), "remah": [("Dokumen pusat", "")]}
    return render(request, "berkas/kemiripan/pusat.html", isi, status=422 if form.is_bound else 200)


def _dari_berkas(request: HttpRequest) -> dict[str, str]:
    try:
        pk = uuid.UUID(request.GET.get("berkas", ""))
    except ValueError:
        return {}
    terlihat = VersiBerkas.objects.terkini().terlihat_oleh(request.pelaku)
    versi = terlihat.filter(berkas=pk, berkas__dihapus_pada__isnull=True).select_related("berkas", "isi").first()
    return {"judul": versi.berkas.judul, "sha256": versi.isi.sha256} if versi else {}


def _sha256(kiriman: object) -> str:
    hitung = hashlib.sha256()
    for blok in kiriman.chunks():
        hitung.update(blok)
    return hitung.hexdigest()


@require_http_methods(["GET", "HEAD", "POST"])
@perlu("kelola_bukti")
def pusat_hapus(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    dokumen = (
        DokumenPusat.objects.filter(satker=request.pelaku.unit.instansi_id, pk=pk).select_related("satker").first()
    )
    if dokumen is None:
        raise Http404("dokumen pusat")
    form = AlasanHapusForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hapus_pusat(oleh=request.pelaku, dokumen=dokumen, alasan=form.cleaned_data["alasan"])
        messages.success(request, f"{dokumen.judul} dihapus dari daftar. Salinannya ditandai lagi.")
        return redirect("berkas:dokumen_pusat")
    isi = {
        "form": form,
        "dokumen": dokumen,
        "remah": [("Dokumen pusat", reverse("berkas:dokumen_pusat")), ("Hapus", "")],
    }
    return render(request, "berkas/kemiripan/pusat_hapus.html", isi, status=422 if form.is_bound else 200)
