"""Diskusi: writing in a thread of a butir, marking it done, and the list of one's own threads."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from instrumen.queries import instrumen_untuk
from penilaian.actions.diskusi import DiskusiDitolak, atur_selesai, tandai_dibaca, tulis_pesan
from penilaian.queries.diskusi import daftar_utas, diskusi_butir
from penilaian.views.akses import RuangButir, dengan_butir
from satker.queries.waktu import periode_untuk
from satker.views.akses import perlu


@require_safe
@perlu("diskusi")
def daftar(request: HttpRequest, tahun: int) -> HttpResponse:
    """The threads of the active role, those with something new first."""
    periode = periode_untuk(request.pelaku.unit, tahun)
    if periode is None:
        raise Http404("periode")
    request.tahun = tahun
    baris = daftar_utas(request.pelaku, periode, instrumen_untuk(periode.instrumen))
    return render(request, "penilaian/diskusi/daftar.html", {"baris": baris, "periode": periode})


@dengan_butir("diskusi")
@require_http_methods(["GET", "HEAD", "POST"])
def butir(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    """The threads of one butir on a page of their own; POST writes a message."""
    if ruang.lembar is None:
        return redirect("lke", ruang.periode.tahun, ruang.satker.kode)
    if request.method == "POST":
        return _tulis(request, ruang)
    isi = diskusi_butir(request.pelaku, ruang.lembar, ruang.butir.kode)
    if any(u.baru for u in isi):
        tandai_dibaca(oleh=request.pelaku, lembar=ruang.lembar, butir=ruang.butir)
    return _halaman(request, ruang, isi)


def _tulis(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    jenis = request.POST.get("jenis", "")
    assert ruang.lembar is not None  # noqa: S101 - judged by the caller
    try:
        tulis_pesan(
            oleh=request.pelaku,
            lembar=ruang.lembar,
            butir=ruang.butir,
            jenis=jenis,
            isi=request.POST.get("isi", "").replace("\r\n", "\n"),
            sebut=request.POST.getlist("sebut"),
        )
    except DiskusiDitolak as galat:
        isi = diskusi_butir(request.pelaku, ruang.lembar, ruang.butir.kode)
        draf = {"jenis": jenis, "isi": request.POST.get("isi", ""), "galat": str(galat)}
        return _halaman(request, ruang, isi, draf=draf, status=422)
    messages.success(request, "Pesan terkirim.")
    return redirect(_kembali(request, ruang))


@require_POST
@dengan_butir("diskusi")
def selesai(request: HttpRequest, ruang: RuangButir, jenis: str) -> HttpResponse:
    """*Selesai*, or open again."""
    if ruang.lembar is None:
        raise Http404("lembar")
    tutup = request.POST.get("selesai") == "ya"
    try:
        atur_selesai(oleh=request.pelaku, lembar=ruang.lembar, butir=ruang.butir, jenis=jenis, selesai=tutup)
        messages.success(request, "Diskusi ditandai selesai." if tutup else "Diskusi dibuka lagi.")
    except DiskusiDitolak as galat:
        raise Http404("utas") from galat
    return redirect(_kembali(request, ruang))


def _halaman(
    request: HttpRequest, ruang: RuangButir, isi: object, *, draf: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    alamat = [ruang.periode.tahun, ruang.satker.kode, ruang.butir.kode_pendek]
    konteks = {
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "butir": ruang.butir,
        "diskusi": isi,
        "draf": draf,
        "remah": [
            (f"Diskusi {ruang.periode.tahun}", reverse("diskusi", args=[ruang.periode.tahun])),
            (f"{ruang.satker.nama}: {ruang.butir.kode_pendek}", reverse("butir", args=alamat)),
            ("Diskusi", ""),
        ],
    }
    return render(request, "penilaian/diskusi/butir.html", konteks, status=status)


def _kembali(request: HttpRequest, ruang: RuangButir) -> str:
    """The page the form stood on, if it is one of ours."""
    asal = request.POST.get("kembali", "")
    if asal.startswith("/") and url_has_allowed_host_and_scheme(asal, allowed_hosts=None):
        return f"{asal}#diskusi"
    return reverse("diskusi_butir", args=[ruang.periode.tahun, ruang.satker.kode, ruang.butir.kode_pendek])
