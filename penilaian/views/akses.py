"""Decorators that load and authorise a sheet or a butir for a view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.izin import HakTulis, boleh_perbaiki, boleh_tulis_butir, hak_tulis
from penilaian.models import LembarKerja
from penilaian.queries.kembali import butir_kembali
from satker.models import Periode, Satker
from satker.views.akses import View, ambil_periode, ambil_satker, perlu


@dataclass(frozen=True, slots=True)
class Ruang:
    """What every LKE page stands on. `lembar` is None while the year has not been started."""

    satker: Satker
    periode: Periode
    lembar: LembarKerja | None
    instrumen: Instrumen
    hak: HakTulis


@dataclass(frozen=True, slots=True)
class RuangButir(Ruang):
    butir: Butir
    boleh: bool
    sebab: str


def _ruang(request: HttpRequest, tahun: int, kode: str) -> Ruang:
    """One query where the sheet exists, three where it does not; foreign and absent units answer the same 404."""
    lembar = (
        LembarKerja.objects.terlihat_oleh(request.pelaku)
        .filter(satker__kode__iexact=kode, periode__tahun=tahun)
        .select_related("satker__induk", "periode", "alur")
        .first()
    )
    if lembar:
        satker, periode = lembar.satker, lembar.periode
    else:
        satker = ambil_satker(request, kode)
        periode = ambil_periode(satker, tahun)
    if not satker.dinilai:
        raise Http404("satker tidak dinilai")
    request.tahun = tahun
    hak = hak_tulis(request.pelaku, satker, periode)
    return Ruang(satker, periode, lembar, instrumen_untuk(periode.instrumen), hak)


def dengan_ruang(izin: str) -> Callable[[View], View]:
    """View receives (request, ruang) for a URL with <int:tahun> and <str:kode>."""

    def bungkus(view: View) -> View:
        @perlu(izin)
        @wraps(view)
        def dalam(request: HttpRequest, tahun: int, kode: str, **kwargs: Any) -> HttpResponse:
            return view(request, _ruang(request, tahun, kode), **kwargs)

        return dalam

    return bungkus


def _boleh(request: HttpRequest, ruang: Ruang, butir: Butir) -> tuple[bool, str]:
    """Judged by the window; a butir that was returned stays open to its people when the window has closed."""
    boleh, sebab = boleh_tulis_butir(request.pelaku, ruang.hak, butir.area)
    if not boleh and boleh_perbaiki(request.pelaku, ruang.satker, butir.area):
        boleh = butir.kode in butir_kembali(ruang.lembar)
    return boleh, "" if boleh else sebab


def dengan_butir(izin: str) -> Callable[[View], View]:
    """View receives (request, ruang_butir); the canonical long code in a URL redirects to the short one (GET only)."""

    def bungkus(view: View) -> View:
        @perlu(izin)
        @wraps(view)
        def dalam(request: HttpRequest, tahun: int, kode: str, kode_butir: str, **kwargs: Any) -> HttpResponse:
            ruang = _ruang(request, tahun, kode)
            butir = ruang.instrumen.cari(kode_butir)
            if butir is None:
                raise Http404("butir")
            if request.method in {"GET", "HEAD"} and kode_butir != butir.kode_pendek:
                nama = request.resolver_match.view_name
                return redirect(nama, tahun=tahun, kode=kode, kode_butir=butir.kode_pendek, **kwargs)
            boleh, sebab = _boleh(request, ruang, butir)
            isi = RuangButir(ruang.satker, ruang.periode, ruang.lembar, ruang.instrumen, ruang.hak, butir, boleh, sebab)
            return view(request, isi, **kwargs)

        return dalam

    return bungkus
