"""Pages of background jobs. A job is seen by its owner alone; a foreign one answers like a missing one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.halaman import bagi
from satker.actions.pekerjaan import ulangi
from satker.models import Pekerjaan
from satker.queries import pekerjaan as baca
from satker.views.akses import perlu

View = Callable[..., HttpResponse]
JEDA = (2, 2, 2, 5, 5, 5)  # seconds before the next look; 15 after that


def dengan_pekerjaan(view: View) -> View:
    """View receives (request, pekerjaan): an own job, or 404."""

    @perlu("lihat_pekerjaan")
    @wraps(view)
    def dalam(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
        return view(request, get_object_or_404(baca.pekerjaan_milik(request.user), pk=id))

    return dalam


@perlu("lihat_pekerjaan")
def daftar(request: HttpRequest) -> HttpResponse:
    halaman = bagi(baca.pekerjaan_milik(request.user), request.GET)
    konteks = {"halaman": halaman, "daftar": [baca.lihat(p) for p in halaman.isi]}
    return render(request, "satker/pekerjaan/daftar.html", konteks)


@dengan_pekerjaan
def rinci(request: HttpRequest, pekerjaan: Pekerjaan) -> HttpResponse:
    """The whole page, or for htmx the moving part; `ke` counts the looks so that they become rarer."""
    ke = request.GET.get("ke", "")
    ke = int(ke) if ke.isascii() and ke.isdigit() and len(ke) < 4 else 0
    konteks = {
        "lihat": baca.lihat(pekerjaan),
        "ke": ke + 1,
        "jeda": JEDA[ke] if ke < len(JEDA) else 15,
        "remah": [("Tugas latar", reverse("satker:pekerjaan_daftar")), ("Pekerjaan", "")],
    }
    templat = "_kemajuan" if request.htmx else "rinci"
    return render(request, f"satker/pekerjaan/{templat}.html", konteks)


@dengan_pekerjaan
@require_POST
def ulang(request: HttpRequest, pekerjaan: Pekerjaan) -> HttpResponse:
    ulangi(oleh=request.pelaku, pekerjaan=pekerjaan)
    return redirect("satker:pekerjaan", id=pekerjaan.pk)
