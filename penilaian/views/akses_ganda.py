"""The decorator of the pages on double scoring: a unit of the team whose sheet exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from penilaian.views.akses import Ruang, dengan_ruang
from satker.views.akses import View


def dengan_lembar(izin: str) -> Callable[[View], View]:
    """View receives (request, ruang) with a sheet; without one the desk's list says what is missing."""

    def bungkus(view: View) -> View:
        @dengan_ruang(izin)
        @wraps(view)
        def dalam(request: HttpRequest, ruang: Ruang, **kwargs: Any) -> HttpResponse:
            if ruang.lembar is None:
                return redirect("meja", **alamat(ruang))
            return view(request, ruang, **kwargs)

        return dalam

    return bungkus


def alamat(ruang: Ruang) -> dict[str, Any]:
    return {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}


def dasar(ruang: Ruang, *akhir: tuple[str, str]) -> dict[str, Any]:
    """What every one of these pages gives its template."""
    meja = (f"Nilai {ruang.periode.tahun}", reverse("meja", kwargs=alamat(ruang)))
    awal = [(ruang.satker.nama, reverse("dasbor", kwargs=alamat(ruang))), meja]
    return {"satker": ruang.satker, "tahun": ruang.periode.tahun, "remah": [*awal, *akhir]}
