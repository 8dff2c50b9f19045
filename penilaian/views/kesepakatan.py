"""Agreement of the evaluators: of one sheet for its leaders, of a year for them and the inspectorate."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from penilaian.laporan.kesepakatan import kesepakatan_csv
from penilaian.queries.kesepakatan import HalamanKesepakatan, kesepakatan_lembar, kesepakatan_tahun
from penilaian.views.akses import Ruang
from penilaian.views.akses_ganda import dasar, dengan_lembar
from penilaian.views.akses_tim import dengan_tahun
from satker.models import Periode
from satker.peran import TIM_PENILAI


@require_safe
@dengan_lembar("atur_ganda")
def lembar(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """The figures of one unit with the butir behind them."""
    konteks = dasar(ruang, ("Kesepakatan", "")) | {"isi": kesepakatan_lembar(ruang.lembar), "tim": True}
    return render(request, "penilaian/ganda/kesepakatan.html", konteks)


@require_safe
@dengan_lembar("atur_ganda")
def lembar_csv(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    return _unduh(kesepakatan_lembar(ruang.lembar), f"kesepakatan-{ruang.periode.tahun}-{ruang.satker.kode}.csv")


@require_safe
@dengan_tahun("lihat_kesepakatan")
def tahun(request: HttpRequest, periode: Periode) -> HttpResponse:
    """The figures over all units of the team; the inspectorate reads those of published results, without values."""
    konteks = {
        "isi": kesepakatan_tahun(request.pelaku, periode),
        "tahun": periode.tahun,
        "tim": request.pelaku.peran in TIM_PENILAI,
        "setahun": True,
    }
    return render(request, "penilaian/ganda/kesepakatan.html", konteks)


@require_safe
@dengan_tahun("lihat_kesepakatan")
def tahun_csv(request: HttpRequest, periode: Periode) -> HttpResponse:
    return _unduh(kesepakatan_tahun(request.pelaku, periode), f"kesepakatan-{periode.tahun}.csv")


def _unduh(isi: HalamanKesepakatan, nama: str) -> HttpResponse:
    jawab = HttpResponse(kesepakatan_csv(isi), content_type="text/csv; charset=utf-8")
    jawab["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawab
