"""Decorators that load and authorise a year, a team or a task for the inspectorate's pages of teams."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from penilaian.models import Tim, TugasTim
from satker.models import Periode
from satker.views.akses import View, perlu


def periode_pelaku(request: HttpRequest, tahun: int) -> Periode:
    """The year of the actor's own instansi, or 404."""
    periode = Periode.objects.filter(instansi_id=request.pelaku.unit.instansi_id, tahun=tahun).first()
    if periode is None:
        raise Http404("periode")
    request.tahun = tahun
    return periode


def dengan_tahun(izin: str) -> Callable[[View], View]:
    """View receives (request, periode, …) for a URL with <int:tahun>."""

    def bungkus(view: View) -> View:
        @perlu(izin)
        @wraps(view)
        def dalam(request: HttpRequest, tahun: int, **kwargs: Any) -> HttpResponse:
            return view(request, periode_pelaku(request, tahun), **kwargs)

        return dalam

    return bungkus


def _tim(request: HttpRequest, tahun: int, pk: uuid.UUID) -> Tim:
    tim = (
        Tim.objects.terkelola_oleh(request.pelaku)
        .filter(pk=pk, periode__tahun=tahun)
        .select_related("periode__instansi", "berkas_sk__isi")
    )
    hasil = tim.first()
    if hasil is None:
        raise Http404("tim")
    request.tahun = tahun
    return hasil


def dengan_tim(view: View) -> View:
    """View receives (request, tim, …): a team of the actor's instansi, or 404."""

    @perlu("kelola_tim")
    @wraps(view)
    def dalam(request: HttpRequest, tahun: int, tim: uuid.UUID, **kwargs: Any) -> HttpResponse:
        return view(request, _tim(request, tahun, tim), **kwargs)

    return dalam


def dengan_tugas(view: View) -> View:
    """View receives (request, tugas, …): a running task of a team of the actor's instansi, or 404."""

    @perlu("kelola_tim")
    @wraps(view)
    def dalam(request: HttpRequest, tahun: int, tim: uuid.UUID, tugas_tim: uuid.UUID, **kwargs: Any) -> HttpResponse:
        milik = TugasTim.objects.filter(tim=_tim(request, tahun, tim), pk=tugas_tim, dicabut_pada=None)
        tugas = milik.select_related("satker", "tim", "periode").first()
        if tugas is None:
            raise Http404("tugas")
        return view(request, tugas, **kwargs)

    return dalam
