"""Small things the pages of proposals share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from penilaian.models import Jalur, Usulan
from satker.models import Periode
from satker.views.akses import View, perlu

Remah = Sequence[tuple[str, str]]


def dengan_tahun(izin: str) -> Callable[[View], View]:
    """View receives (request, periode, …): the year of the actor's own instansi, or 404."""

    def bungkus(view: View) -> View:
        @perlu(izin)
        @wraps(view)
        def dalam(request: HttpRequest, tahun: int, **kwargs: Any) -> HttpResponse:
            periode = Periode.objects.filter(instansi_id=request.pelaku.unit.instansi_id, tahun=tahun)
            satu = periode.select_related("instansi").first()
            if satu is None:
                raise Http404("periode")
            request.tahun = tahun
            return view(request, satu, **kwargs)

        return dalam

    return bungkus


def dengan_usulan(view: View) -> View:
    """View receives (request, usulan, …) of the year and jalur; a page of one not begun yet leads to the list."""

    @dengan_tahun("kelola_usulan")
    @wraps(view)
    def dalam(request: HttpRequest, periode: Periode, jalur: str, **kwargs: Any) -> HttpResponse:
        if jalur not in Jalur.values:
            raise Http404("jalur")
        usulan = (
            Usulan.objects.terlihat_oleh(request.pelaku)
            .filter(periode=periode, jalur=jalur)
            .select_related("satker", "periode")
            .first()
        )
        if usulan is None:
            return redirect("usulan", tahun=periode.tahun)
        return view(request, usulan, **kwargs)

    return dalam


def tempel(form: Any, galat: ValidationError) -> None:
    """Put the sentence of an action at its field, or on top when it names none."""
    if not hasattr(galat, "error_dict"):
        form.add_error(None, galat)
        return
    for medan, isi in galat.error_dict.items():
        form.add_error(medan if medan in form.fields else None, isi)


def kalimat(galat: ValidationError) -> str:
    return " ".join(galat.messages)


def pesan_form(request: HttpRequest, form: Any) -> None:
    """Errors of a small form without a page of its own."""
    for medan, daftar in form.errors.items():
        label = f"{form.fields[medan].label}: " if medan in form.fields else ""
        for teks in daftar:
            messages.error(request, f"{label}{teks}")


def halaman_formulir(
    request: HttpRequest, form: Any, *, judul: str, tombol: str, batal: str, remah: Remah, **lain: Any
) -> HttpResponse:
    """One form on a page of its own; 422 when it was refused."""
    isi = {"form": form, "judul": judul, "tombol": tombol, "batal": batal, "remah": remah, **lain}
    salah = bool(form.errors) or bool(lain.get("galat_berkas"))
    return render(request, "penilaian/usulan/formulir.html", isi, status=422 if salah else 200)
