"""The dashboard of a satker (ux W1)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pemantauan.queries.dasbor import kepala_dasbor, susun_dasbor, tahun_salinan
from penilaian.queries.insiden import insiden_terbuka
from penilaian.queries.pengurang import keterangan_terbit
from penilaian.views.akses import Ruang, dengan_ruang
from satker.queries.waktu import periode_berjalan
from satker.views.akses import ambil_satker, perlu


@perlu("lihat_lke")
def kini(request: HttpRequest, kode: str) -> HttpResponse:
    """An address without a year leads to the running one."""
    satker = ambil_satker(request, kode)
    periode = periode_berjalan(satker)
    if periode is None:
        raise Http404("periode")
    return redirect("dasbor", tahun=periode.tahun, kode=satker.kode)


@dengan_ruang("lihat_lke")
def dasbor(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Why the unit is ready or not, and where its points are; `?predikat=` chooses the gates."""
    kepala = kepala_dasbor(ruang.satker, ruang.periode)
    konteks = {
        "satker": ruang.satker,
        "periode": ruang.periode,
        "lembar": ruang.lembar,
        "hak": ruang.hak,
        "kepala_unit": kepala,
        "boleh_nilai": request.pelaku.punya("nilai_tpi"),
        "boleh_insiden": request.pelaku.punya("lihat_insiden"),
        "insiden": insiden_terbuka(request.pelaku, ruang.satker, ruang.periode),
        "remah": [("Beranda", reverse("beranda")), (ruang.satker.nama, "")],
    }
    if ruang.lembar is None:
        konteks["salin_dari"] = tahun_salinan(ruang.satker, ruang.periode)
        return render(request, "pemantauan/belum_mulai.html", konteks)
    predikat = request.GET.get("predikat", "").upper()
    isi = susun_dasbor(ruang.satker, ruang.lembar, ruang.instrumen, kepala, request.pelaku.peran, predikat)
    konteks["pengurang"] = keterangan_terbit(request.pelaku, ruang.lembar, ruang.instrumen)
    return render(request, "pemantauan/dasbor.html", {**konteks, "isi": isi})
