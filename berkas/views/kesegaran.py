"""The grid of freshness, the statement "tetap berlaku", and the rules of the inspectorate."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berkas.actions import KeadaanBerubahError, atur_aturan, cabut_tetap, pakai_aturan_baku, tandai_tetap
from berkas.forms.kesegaran import AturanForm, TetapBerlakuForm
from berkas.models import ATURAN, IRAMA
from berkas.queries.kesegaran import (
    HITUNG,
    NAMA_SEL,
    daftar_aturan,
    kesegaran,
    putusan_satu,
)
from berkas.segar.nilai import Aturan, Irama
from berkas.views.akses import ambil_bukti, wajib_tulis
from berkas.views.tab import tab_untuk
from berkas.views.unggah import url_butir
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker, perlu


@require_safe
@dengan_satker("lihat_lke")
def kisi(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Question × quarter; filters in the query string."""
    area, masalah = request.GET.get("area", ""), request.GET.get("masalah") == "1"
    instrumen = instrumen_untuk(periode.instrumen)
    if area not in {s.kode for s in (*instrumen.area, *instrumen.area_hasil)}:
        area = ""
    isi = {
        "kisi": kesegaran(request.pelaku, satker, periode, area=area, hanya_masalah=masalah),
        "area": area,
        "masalah": masalah,
        "hitung": [NAMA_SEL[k] for k in HITUNG],
        "satker": satker,
        "periode": periode,
        "tab": tab_untuk(request, satker, periode, "berkas:kesegaran"),
        "remah": [
            (f"LKE {periode.tahun}", reverse("lke", kwargs={"tahun": periode.tahun, "kode": satker.kode})),
            ("Kesegaran", ""),
        ],
    }
    return render(request, "berkas/kesegaran.html", isi)


@dengan_satker("isi_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def tetap(request: HttpRequest, satker: Satker, periode: Periode, bukti: uuid.UUID) -> HttpResponse:
    """State with a reason that old evidence still holds."""
    objek, butir = ambil_bukti(request, satker, periode, bukti)
    wajib_tulis(request, satker, periode, butir)
    form = TetapBerlakuForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tandai_tetap(oleh=request.pelaku, bukti=objek, area=butir.area, alasan=form.cleaned_data["alasan"])
            messages.success(request, f"{objek.berkas.judul} dinyatakan tetap berlaku pada {butir.kode_pendek}.")
        except KeadaanBerubahError as galat:
            messages.warning(request, str(galat))
        return HttpResponseRedirect(url_butir(satker, periode, butir))
    isi = {
        "form": form,
        "berkas": objek.berkas,
        "butir": butir,
        "putusan": putusan_satu(objek),
        "url_kembali": url_butir(satker, periode, butir),
        "remah": [
            (f"LKE {periode.tahun}", reverse("lke", kwargs={"tahun": periode.tahun, "kode": satker.kode})),
            (butir.kode_pendek, url_butir(satker, periode, butir)),
            ("Tetap berlaku", ""),
        ],
    }
    return render(request, "berkas/tetap_berlaku.html", isi, status=422 if form.is_bound else 200)


@dengan_satker("isi_lke")
@require_POST
def tetap_cabut(request: HttpRequest, satker: Satker, periode: Periode, bukti: uuid.UUID) -> HttpResponse:
    objek, butir = ambil_bukti(request, satker, periode, bukti)
    wajib_tulis(request, satker, periode, butir)
    try:
        cabut_tetap(oleh=request.pelaku, bukti=objek, area=butir.area)
        messages.success(request, f"Tanda tetap berlaku {objek.berkas.judul} dicabut.")
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
    return HttpResponseRedirect(url_butir(satker, periode, butir))


@perlu("kelola_bukti")
@require_http_methods(["GET", "HEAD", "POST"])
def aturan(request: HttpRequest, tahun: int) -> HttpResponse:
    """The rule of every question of a year of the own instansi; several are changed at once."""
    milik = Periode.objects.filter(instansi_id=request.pelaku.unit.instansi_id, tahun=tahun)
    periode = milik.select_related("instansi").first()
    if periode is None:
        raise Http404("periode")
    butir = instrumen_untuk(periode.instrumen).butir
    form = AturanForm(request.POST or None, kode=butir)
    if request.method == "POST" and form.is_valid():
        jumlah = _ubah_aturan(request, periode, form)
        teks = f"Aturan {jumlah} soal diubah." if jumlah else "Tidak ada yang berubah."
        messages.success(request, teks) if jumlah else messages.info(request, teks)
        return HttpResponseRedirect(request.get_full_path())
    return _tampil_aturan(request, periode, form)


def _ubah_aturan(request: HttpRequest, periode: Periode, form: AturanForm) -> int:
    isi, butir = form.cleaned_data, instrumen_untuk(periode.instrumen).butir
    pilihan = [butir[k] for k in isi["butir"]]
    if isi["aturan"] == "baku":
        return pakai_aturan_baku(oleh=request.pelaku, periode=periode, butir=pilihan, alasan=isi["alasan"])
    return atur_aturan(
        oleh=request.pelaku,
        periode=periode,
        butir=pilihan,
        aturan=Aturan(isi["aturan"]),
        irama=Irama(isi["irama"]),
        alasan=isi["alasan"],
    )


def _tampil_aturan(request: HttpRequest, periode: Periode, form: AturanForm) -> HttpResponse:
    saring = request.GET
    area, pilih, ubahan = saring.get("area", ""), saring.get("aturan", ""), saring.get("ubahan") == "1"
    isi: dict[str, Any] = {
        "daftar": daftar_aturan(periode, area=area, aturan=pilih, ubahan=ubahan),
        "area": area,
        "pilih": pilih,
        "ubahan": ubahan,
        "aturan": ATURAN,
        "irama": IRAMA,
        "form": form,
        "terpilih": set(form.data.getlist("butir")) if form.is_bound else set(),
        "periode": periode,
        "remah": [
            ("Periode", reverse("satker:periode")),
            (str(periode.tahun), reverse("satker:periode_rinci", args=[periode.tahun])),
            ("Aturan tanggal bukti", ""),
        ],
    }
    return render(request, "berkas/aturan.html", isi, status=422 if form.is_bound else 200)
