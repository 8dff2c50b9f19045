"""What was sent: the list, one sending, and two side by side. Read by everybody who sees the unit."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from penilaian.models import Pengajuan
from penilaian.queries.pengajuan import ambil_pengajuan, banding_pengajuan, daftar_pengajuan, isi_pengajuan
from penilaian.views.akses import Ruang, dengan_ruang
from penilaian.views.kirim import dasar


@require_safe
@dengan_ruang("lihat_lke")
def daftar(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    baris = daftar_pengajuan(ruang.lembar) if ruang.lembar else ()
    return render(request, "penilaian/pengajuan/daftar.html", dasar(ruang, "Pengajuan") | {"daftar": baris})


@require_safe
@dengan_ruang("lihat_lke")
def rinci(request: HttpRequest, ruang: Ruang, nomor: int) -> HttpResponse:
    """`?area=` opens one area; the pinned files lead to exactly their version."""
    pengajuan = _ambil(ruang, nomor)
    konteks = _dasar(ruang, f"Pengajuan {nomor}") | {
        "pengajuan": pengajuan,
        "isi": isi_pengajuan(request.pelaku, pengajuan, ruang.instrumen, request.GET.get("area", "")),
        "sebelum": ambil_pengajuan(pengajuan.lembar, nomor - 1),
    }
    return render(request, "penilaian/pengajuan/rinci.html", konteks)


@require_safe
@dengan_ruang("lihat_lke")
def banding(request: HttpRequest, ruang: Ruang, nomor: int, lain: int) -> HttpResponse:
    kiri, kanan = _ambil(ruang, nomor), _ambil(ruang, lain)
    konteks = _dasar(ruang, f"Pengajuan {nomor} dan {lain}")
    konteks["banding"] = banding_pengajuan(kiri, kanan, ruang.instrumen)
    return render(request, "penilaian/pengajuan/banding.html", konteks)


def _ambil(ruang: Ruang, nomor: int) -> Pengajuan:
    pengajuan = ambil_pengajuan(ruang.lembar, nomor) if ruang.lembar else None
    if pengajuan is None:
        raise Http404("pengajuan")
    return pengajuan


def _dasar(ruang: Ruang, judul: str) -> dict[str, object]:
    alamat = {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}
    return dasar(ruang, judul, ("Pengajuan", reverse("pengajuan_daftar", kwargs=alamat)))
