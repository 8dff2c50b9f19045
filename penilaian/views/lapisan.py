"""The layers side by side: "jelaskan nilai saya"."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from penilaian.queries.alur import keadaan_lembar, nama_keadaan
from penilaian.queries.lapisan import susun_halaman_lapisan
from penilaian.queries.pengurang import keterangan_pengurang
from penilaian.views.akses import Ruang, dengan_ruang


@dengan_ruang("lihat_lke")
@require_safe
def lapisan(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Every layer the reader may see, where they differ and why."""
    alamat = {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}
    halaman = susun_halaman_lapisan(request.pelaku, ruang.lembar, ruang.instrumen) if ruang.lembar else None
    area = request.GET.get("area", "")
    konteks = {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "halaman": halaman,
        "pengurang": keterangan_pengurang(request.pelaku, ruang.lembar, halaman.terbit_tpi) if halaman else None,
        "beda": [b for b in halaman.beda if area in ("", b.butir.area)] if halaman else [],
        "area": area,
        "pilihan_area": sorted({b.area.kode: b.area for b in halaman.beda}.items()) if halaman else [],
        "keadaan": nama_keadaan(keadaan_lembar(ruang.lembar).keadaan) if ruang.lembar else "",
        "remah": [
            (ruang.satker.nama, reverse("dasbor", kwargs=alamat)),
            (f"LKE {ruang.periode.tahun}", reverse("lke", kwargs=alamat)),
            ("Jelaskan nilai", ""),
        ],
    }
    return render(request, "penilaian/lapisan.html", konteks)
