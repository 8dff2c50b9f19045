"""Setting blind double scoring: which butir, who, and its end."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from penilaian.actions.ganda import atur_ganda, ganti_penilai_ganda, matikan_ganda
from penilaian.forms.ganda import AlasanGandaForm, GandaForm, PenilaiGandaForm
from penilaian.queries.atur_ganda import HalamanGanda, halaman_ganda
from penilaian.views.akses import Ruang
from penilaian.views.akses_ganda import alamat, dasar, dengan_lembar
from penilaian.views.tim import tempel


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_lembar("atur_ganda")
def ganda(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """GET shows the setting with who scores what; POST switches it on or chooses the butir anew."""
    form = GandaForm(request.POST if request.method == "POST" else None, instrumen=ruang.instrumen)
    if request.method == "POST" and form.is_valid():
        try:
            baru = atur_ganda(oleh=request.pelaku, lembar=ruang.lembar, **form.cleaned_data)
        except ValidationError as galat:
            tempel(form, galat)
        else:
            messages.success(request, f"{baru.butir.count()} soal dinilai dua orang tanpa saling melihat.")
            return redirect("ganda", **alamat(ruang))
    return _halaman(request, ruang, halaman_ganda(ruang.lembar), form=form)


def _halaman(
    request: HttpRequest,
    ruang: Ruang,
    halaman: HalamanGanda,
    *,
    form: GandaForm | None = None,
    akhiri: AlasanGandaForm | None = None,
    galat: str = "",
    alasan: str = "",
) -> HttpResponse:
    salah = bool(galat or (form and form.errors) or (akhiri and akhiri.errors))
    konteks = dasar(ruang, ("Penilaian ganda", "")) | {
        "halaman": halaman,
        "form": form or GandaForm(None, instrumen=ruang.instrumen),
        "akhiri": akhiri or AlasanGandaForm(wajib=halaman.mulai),
        "galat": galat,
        "alasan": alasan,
    }
    return render(request, "penilaian/ganda/atur.html", konteks, status=422 if salah else 200)


@require_POST
@dengan_lembar("atur_ganda")
def matikan(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Before any score the setting goes; after it every score is opened to the team."""
    halaman = halaman_ganda(ruang.lembar)
    form = AlasanGandaForm(request.POST, wajib=halaman.mulai)
    if form.is_valid():
        try:
            matikan_ganda(oleh=request.pelaku, lembar=ruang.lembar, alasan=form.cleaned_data["alasan"])
        except ValidationError as galat:
            tempel(form, galat)
        else:
            kata = "Semua nilai kini terlihat oleh tim." if halaman.mulai else "Penilaian ganda dibatalkan."
            messages.success(request, kata)
            return redirect("ganda", **alamat(ruang))
    return _halaman(request, ruang, halaman, akhiri=form)


@require_POST
@dengan_lembar("atur_ganda")
def penilai(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Give butir to other people."""
    halaman = halaman_ganda(ruang.lembar)
    form = PenilaiGandaForm(request.POST, baris=halaman.baris, orang=halaman.orang)
    if not form.is_valid():
        raise Http404("pilihan")
    alasan = form.cleaned_data["alasan"]
    try:
        jumlah = ganti_penilai_ganda(oleh=request.pelaku, lembar=ruang.lembar, pasangan=form.pasangan(), alasan=alasan)
    except ValidationError as galat:
        return _halaman(request, ruang, halaman, galat=" ".join(galat.messages), alasan=alasan)
    messages.success(request, f"Penilai {jumlah} soal diganti." if jumlah else "Tidak ada yang berubah.")
    return redirect("ganda", **alamat(ruang))
