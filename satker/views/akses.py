"""Decorators that declare who may call a view and load the object it works on, so that a view never sees an id.

Every view carries exactly one declaration, kept in `view.izin` (tests/architecture/test_izin.py walks the URLconf):
@publik, @masuk (any signed-in person) or @perlu("kode izin"). Foreign and absent objects answer the same 404.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from satker.models import Periode, Satker

View = Callable[..., HttpResponse]


def publik(view: View) -> View:
    """Anyone, without login. WajibMasukMiddleware reads the mark."""
    view.izin = "publik"
    return view


def masuk(view: View) -> View:
    """Any signed-in person, also one without a role."""
    view.izin = "masuk"
    return view


def perlu(izin: str) -> Callable[[View], View]:
    """The active role must have the permission; without a role the profile explains what to do."""

    def bungkus(view: View) -> View:
        @wraps(view)
        def dalam(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.pelaku.penugasan is None:
                return HttpResponseRedirect(reverse("profil"))
            if not request.pelaku.punya(izin):
                raise PermissionDenied(izin)
            return view(request, *args, **kwargs)

        dalam.izin = izin
        return dalam

    return bungkus


def ambil_satker(request: HttpRequest, kode: str) -> Satker:
    """The unit of the URL, if the actor may see its content; foreign and absent are the same 404."""
    satker = Satker.objects.terlihat_oleh(request.pelaku).filter(kode__iexact=kode).select_related("induk").first()
    if satker is None:
        raise Http404("satker")
    return satker


def ambil_periode(satker: Satker, tahun: int) -> Periode:
    periode = Periode.objects.filter(instansi_id=satker.instansi_id, tahun=tahun).first()
    if periode is None:
        raise Http404("periode")
    return periode


def dengan_satker(izin: str) -> Callable[[View], View]:
    """View receives (request, satker, periode, …) for a URL with <int:tahun> and <str:kode>."""

    def bungkus(view: View) -> View:
        @perlu(izin)
        @wraps(view)
        def dalam(request: HttpRequest, tahun: int, kode: str, **kwargs: Any) -> HttpResponse:
            satker = ambil_satker(request, kode)
            periode = ambil_periode(satker, tahun)
            request.tahun = periode.tahun  # the menu stays in the year of the page
            return view(request, satker, periode, **kwargs)

        return dalam

    return bungkus
