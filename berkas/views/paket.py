"""Evidence as a ZIP: ask for it, wait for its index, download it in a stream."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berkas.actions import KeadaanBerubahError, minta_paket
from berkas.models import PaketBukti
from berkas.paket import alirkan
from berkas.periksa.tipe import MIB
from berkas.queries.paket import daftar_paket, entri_paket
from berkas.views.pustaka import disposisi
from berkas.views.sampah import terpilih, url_daftar
from berkas.views.tab import tab_untuk
from berkas.views.terima import lepas_koneksi
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker

# form in the URL → (media type, name of the file, field of PaketBukti)
BENTUK = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Indeks.xlsx", "xlsx"),
    "pdf": ("application/pdf", "Indeks.pdf", "pdf"),
}


@dengan_satker("lihat_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def paket(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """The actor's own packages; POST asks for one of the whole satker, of one `area`, or of documents `pilih`."""
    instrumen = instrumen_untuk(periode.instrumen)
    areas = [(s.kode, s.nama) for s in (*instrumen.area, *instrumen.area_hasil)]
    if request.method == "POST":
        return _minta(request, satker, periode, {kode for kode, _ in areas})
    isi = {
        "satker": satker,
        "periode": periode,
        "areas": areas,
        "daftar": daftar_paket(request.pelaku, satker, periode),
        "siap": request.GET.get("siap", ""),
        "boleh_terbitkan": request.pelaku.punya("terbitkan_daftar"),
        "tab": tab_untuk(request, satker, periode, "berkas:paket"),
        "remah": [(f"Data dukung {periode.tahun}", url_daftar(satker, periode)), ("Unduh ZIP", "")],
    }
    return render(request, "berkas/paket.html", isi)


def _minta(request: HttpRequest, satker: Satker, periode: Periode, areas: set[str]) -> HttpResponse:
    area = request.POST.get("area", "")
    pilihan = [b.pk for b in terpilih(request, satker, request.POST.getlist("pilih"))]
    if area and area not in areas:
        raise Http404("area")
    try:
        _, kerja = minta_paket(oleh=request.pelaku, satker=satker, periode=periode, area=area, pilihan=pilihan)
    except KeadaanBerubahError as galat:
        messages.info(request, str(galat))
        return HttpResponseRedirect(reverse("berkas:paket", kwargs={"tahun": periode.tahun, "kode": satker.kode}))
    return redirect("satker:pekerjaan", id=kerja.pk)


def ambil_paket(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> PaketBukti:
    """A finished package of the actor; anybody else's, an unfinished and an ended one are the same 404."""
    milik = PaketBukti.objects.milik(request.pelaku).filter(
        satker=satker, periode=periode, pk=pk, disusun_pada__isnull=False, dikosongkan_pada=None
    )
    objek = milik.select_related("satker", "periode").first()
    if objek is None:
        raise Http404("paket")
    return objek


@require_safe
@dengan_satker("lihat_lke")
def indeks(request: HttpRequest, satker: Satker, periode: Periode, paket: uuid.UUID, bentuk: str) -> HttpResponse:
    """The index alone."""
    if bentuk not in BENTUK:
        raise Http404("bentuk")
    objek = ambil_paket(request, satker, periode, paket)
    media, nama, medan = BENTUK[bentuk]
    jawab = HttpResponse(bytes(getattr(objek, medan)), content_type=media)
    return _berkepala(jawab, f"{_nama(objek)} {nama}")


# One transaction must not stay open as long as somebody downloads: everything is read first, then streamed.
@transaction.non_atomic_requests
@require_safe
@dengan_satker("lihat_lke")
def zip_paket(request: HttpRequest, satker: Satker, periode: Periode, paket: uuid.UUID) -> HttpResponseBase:
    """The files as they lie in the storage, written into a ZIP while it is sent; memory does not grow with its size."""
    objek = ambil_paket(request, satker, periode, paket)
    entri, hilang = entri_paket(request.pelaku, objek)
    sidik = "".join(f"{e.sha256}  {e.jalur}\n" for e in entri).encode()
    tambahan = [
        ("Indeks.xlsx", bytes(objek.xlsx)),
        ("Indeks.pdf", bytes(objek.pdf)),
        ("SHA256SUMS.txt", sidik),
    ]
    lepas_koneksi(MIB + 1)
    aliran = alirkan(entri, tambahan, hilang=hilang)
    jawab = StreamingHttpResponse(aliran, content_type="application/zip")
    return _berkepala(jawab, f"{_nama(objek)}.zip")


def _nama(paket: PaketBukti) -> str:
    area = f" {paket.area}" if paket.area else " pilihan" if paket.pilihan else ""
    return f"Data dukung {paket.periode.tahun} {paket.satker.kode}{area}"


def _berkepala(jawab: HttpResponseBase, nama: str) -> HttpResponseBase:
    jawab.headers["Content-Disposition"] = disposisi(nama)
    jawab.headers["Cache-Control"] = "private, no-store"
    jawab.headers["X-Content-Type-Options"] = "nosniff"
    jawab.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawab.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return jawab
