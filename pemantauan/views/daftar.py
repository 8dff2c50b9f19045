"""The list of units of people who look after many."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from instrumen.queries import instrumen_untuk
from pemantauan.queries.daftar import PREDIKAT, TANGGA, susun_daftar
from penilaian.queries.diskusi import utas_baru
from satker.queries.waktu import periode_berjalan, periode_untuk
from satker.views.akses import perlu


@perlu("lihat_wilayah")
def kini(request: HttpRequest) -> HttpResponse:
    """The running year."""
    return tampil_daftar(request)


@perlu("lihat_wilayah")
def tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    """One year; a year the instansi does not have is 404."""
    return tampil_daftar(request, tahun)


def tampil_daftar(request: HttpRequest, tahun: int | None = None) -> HttpResponse:
    """Also the home of these roles (views.beranda)."""
    unit = request.pelaku.unit
    periode = periode_untuk(unit, tahun) if tahun else periode_berjalan(unit)
    if periode is None:
        if tahun:
            raise Http404("periode")
        return render(
            request,
            "pemantauan/tanpa_periode.html",
            {"satker": unit, "boleh_buat": request.pelaku.punya("kelola_periode")},
        )
    request.tahun = periode.tahun
    instrumen = instrumen_untuk(periode.instrumen)
    isi = susun_daftar(request.pelaku, periode, instrumen, request.GET)
    konteks = {"isi": isi, "periode": periode, "satker": unit, "pilihan_predikat": PREDIKAT, "tangga": TANGGA}
    konteks["diskusi_baru"] = utas_baru(request.pelaku, periode)
    konteks["boleh_insiden"] = request.pelaku.punya("lihat_insiden")
    return render(request, "pemantauan/daftar.html", konteks)
