"""Dividing: the proposal of a year, and the butir of one unit among its evaluators."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from penilaian.actions.tim import bagi_butir
from penilaian.actions.usulan_tim import Keputusan, simpan_usulan, terapkan_area, usulkan_area_tugas
from penilaian.forms.tim import PembagianForm, UsulanForm
from penilaian.models import TugasTim
from penilaian.queries.bagi_tim import halaman_bagi
from penilaian.queries.susun_tim import rentang_baku
from penilaian.queries.tim import tugas_lembar
from penilaian.queries.usulan_tim import usulan_tim
from penilaian.views.akses import Ruang, dengan_ruang
from penilaian.views.akses_tim import dengan_tahun, dengan_tugas
from penilaian.views.tim import remah_tim
from satker.models import Periode, User


@dengan_tahun("kelola_tim")
def usulan(request: HttpRequest, periode: Periode) -> HttpResponse:
    """GET shows the proposal and keeps nothing; POST saves what the person kept or changed."""
    isi = usulan_tim(periode)
    mulai, selesai = rentang_baku(periode, timezone.localdate())
    awal = {"mulai": mulai, "selesai": selesai}
    satker = [b.satker.pk for b in isi.baris]
    form = UsulanForm(request.POST or None, periode=periode, satker=satker, tim=isi.tim, initial=awal)
    galat: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        galat = _simpan(request, periode, form)
        if not galat:
            return redirect("tim", tahun=periode.tahun)
    konteks = {
        "usulan": isi,
        "form": form,
        "baris": [_baris(b, request.POST, galat.get(str(b.satker.pk), "")) for b in isi.baris],
        "galat": galat,
        "tahun": periode.tahun,
        "remah": [(f"Tim penilai {periode.tahun}", reverse("tim", args=[periode.tahun])), ("Usulan pembagian", "")],
    }
    return render(request, "penilaian/tim/usulan.html", konteks, status=422 if galat else 200)


def _simpan(request: HttpRequest, periode: Periode, form: UsulanForm) -> dict[str, str]:
    isi = form.cleaned_data
    keputusan = {
        s: Keputusan(uuid.UUID(isi[f"tim-{s}"]) if isi[f"tim-{s}"] else None, isi[f"alasan-{s}"]) for s in form.satker
    }
    try:
        jumlah = simpan_usulan(
            oleh=request.pelaku, periode=periode, keputusan=keputusan, mulai=isi["mulai"], selesai=isi["selesai"]
        )
    except ValidationError as galat:
        return {k: " ".join(v) for k, v in galat.message_dict.items()}
    messages.success(request, f"{jumlah} satker diberikan kepada timnya, dengan areanya.")
    return {}


def _baris(b: Any, data: Any, galat: str) -> dict[str, Any]:
    bawaan = str(b.pilihan.tim or "")
    return {
        "usulan": b,
        "tim": data.get(f"tim-{b.satker.pk}", bawaan),
        "alasan": data.get(f"alasan-{b.satker.pk}", ""),
        "galat": galat,
    }


@dengan_tugas
def pembagian(request: HttpRequest, tugas: TugasTim) -> HttpResponse:
    """The admin's way to the division of one unit."""
    batal = reverse("tim_rinci", args=[tugas.periode.tahun, tugas.tim_id])
    return _pembagian(request, tugas, batal, remah_tim(tugas.tim, (f"Pembagian soal {tugas.satker.nama}", "")))


@dengan_ruang("pimpin_tpi")
def pembagian_ketua(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """The ketua's way, for a unit of the team."""
    batal = reverse("satker_saya", args=[ruang.periode.tahun])
    remah = [("Satker saya", batal), (f"Pembagian soal {ruang.satker.nama}", "")]
    tugas = tugas_lembar(ruang.satker, ruang.periode)
    if tugas is None:
        konteks = {"satker": ruang.satker, "tahun": ruang.periode.tahun, "remah": remah, "batal": batal}
        return render(request, "penilaian/tim/tanpa_tugas.html", konteks)
    return _pembagian(request, tugas, batal, remah)


def _pembagian(request: HttpRequest, tugas: TugasTim, batal: str, remah: Any) -> HttpResponse:
    halaman = halaman_bagi(tugas)
    form = PembagianForm(request.POST or None, halaman=halaman, orang=halaman.orang)
    if request.method == "POST":
        if request.POST.get("aksi") == "usulan":
            jumlah = terapkan_area(request.pelaku, tugas, usulkan_area_tugas(tugas))
        elif form.is_valid():
            jumlah = _bagi(request, tugas, form)
        else:
            raise Http404("pilihan")
        messages.success(request, f"{jumlah} soal dibagi." if jumlah else "Tidak ada yang berubah.")
        return redirect(request.path)
    konteks = {
        "halaman": halaman,
        "tugas": tugas,
        "satker": tugas.satker,
        "nama": {o.kunci: o.nama for o in halaman.orang},
        "usulan": [
            (a.area, next(o.nama for o in halaman.orang if o.kunci == a.orang), a.alasan) for a in halaman.usulan
        ],
        "tahun": tugas.periode.tahun,
        "remah": remah,
        "batal": batal,
    }
    return render(request, "penilaian/tim/pembagian.html", konteks)


def _bagi(request: HttpRequest, tugas: TugasTim, form: PembagianForm) -> int:
    pembagian = form.pembagian()
    user = User.objects.in_bulk({u for u in pembagian.values() if u})
    isi = {k: user[u] if u else None for k, u in pembagian.items()}
    return bagi_butir(oleh=request.pelaku, tugas=tugas, pembagian=isi)
