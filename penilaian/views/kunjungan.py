"""The checklist of the next visit, made to be printed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from penilaian.models import SumberRekomendasi
from penilaian.queries.kunjungan import daftar_kunjungan
from satker.queries.waktu import periode_untuk
from satker.views.akses import perlu


@require_safe
@perlu("lihat_wilayah")
def daftar(request: HttpRequest, tahun: int) -> HttpResponse:
    """Open recommendations of every visible unit, or of one (`satker`), of one source (`sumber`) or of all."""
    periode = periode_untuk(request.pelaku.unit, tahun)
    if periode is None:
        raise Http404("periode")
    request.tahun = tahun
    sumber, kode = request.GET.get("sumber", ""), request.GET.get("satker", "")[:20]
    sumber = sumber if sumber in SumberRekomendasi.values else ""
    konteks = {
        "periode": periode,
        "unit": daftar_kunjungan(request.pelaku, periode, sumber=sumber, kode=kode),
        "sumber": sumber,
        "kode": kode,
        "pilihan": [("", "Semua sumber"), *SumberRekomendasi.choices],
        "remah": [("Daftar satker", reverse("daftar_satker_tahun", args=[tahun])), ("Daftar periksa kunjungan", "")],
    }
    return render(request, "penilaian/usulan/kunjungan.html", konteks)
