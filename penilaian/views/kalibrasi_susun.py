"""Composing a calibration set: only the inspectorate (izin kelola_evaluasi)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from penilaian.actions.kalibrasi import KalibrasiDitolak, buang_kasus, buat_set, tambah_kasus, terbitkan_set
from penilaian.forms.kalibrasi import KasusForm, SetForm
from penilaian.queries.butir import jawaban_rinci
from penilaian.queries.kalibrasi_pilih import calon_kalibrasi
from penilaian.views.akses_kalibrasi import RuangKasus, RuangSet, dengan_kasus, dengan_set
from penilaian.views.akses_tim import dengan_tahun
from satker.models import Periode


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_tahun("kelola_evaluasi")
def baru(request: HttpRequest, periode: Periode) -> HttpResponse:
    form = SetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        satu = buat_set(oleh=request.pelaku, periode=periode, judul=form.cleaned_data["judul"])
        messages.success(request, "Draf set dibuat. Tambahkan soalnya.")
        return redirect("kalibrasi_set", tahun=periode.tahun, set_kalibrasi=satu.pk)
    konteks = {
        "form": form,
        "tahun": periode.tahun,
        "remah": [(f"Kalibrasi {periode.tahun}", reverse("kalibrasi", args=[periode.tahun])), ("Set baru", "")],
    }
    return render(request, "penilaian/kalibrasi/baru.html", konteks, status=422 if form.errors else 200)


@require_safe
@dengan_set("kelola_evaluasi")
def tambah(request: HttpRequest, ruang: RuangSet) -> HttpResponse:
    """`?kode=` a butir: whose sent answers of last year can be used for it."""
    kode = request.GET.get("kode", "").strip()[:20]
    butir = ruang.instrumen.cari(kode) if kode else None
    konteks = {
        "ruang": ruang,
        "tahun": ruang.periode.tahun,
        "kode": kode,
        "butir": butir,
        "calon": calon_kalibrasi(ruang.periode, butir) if butir else (),
        "semua": ruang.instrumen.butir.values(),
        "lalu": ruang.periode.tahun - 1,
        "remah": ruang.remah("Tambah soal"),
    }
    return render(request, "penilaian/kalibrasi/tambah.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_set("kelola_evaluasi")
def pilih(request: HttpRequest, ruang: RuangSet, kode_butir: str, kode: str) -> HttpResponse:
    """The files of one satker's answer, the agreed answer and why."""
    butir = ruang.instrumen.cari(kode_butir)
    semua = calon_kalibrasi(ruang.periode, butir) if butir else ()
    calon = next((c for c in semua if c.satker.kode.upper() == kode.upper()), None)
    if butir is None or calon is None:
        raise Http404("calon")
    form = KasusForm(butir, calon, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            tambah_kasus(
                oleh=request.pelaku,
                set_kalibrasi=ruang.set,
                kiriman=calon.kiriman,
                butir=butir,
                sepakat=form.isi,
                penjelasan=form.cleaned_data["penjelasan"],
                berkas=form.pilihan,
            )
        except KalibrasiDitolak as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{butir.kode_pendek} ditambahkan. Pemilihan berkas tercatat di riwayat satker.")
            return redirect("kalibrasi_set", **ruang.alamat)
    konteks = {
        "ruang": ruang,
        "tahun": ruang.periode.tahun,
        "lalu": ruang.periode.tahun - 1,
        "butir": butir,
        "calon": calon,
        "rinci": jawaban_rinci(butir, calon.kiriman.isi),
        "form": form,
        "berkas": [(b, form.halaman[str(b.versi_id)], str(b.versi_id) in form.dipilih) for b in calon.berkas],
        "kembali": f"{reverse('kalibrasi_tambah', kwargs=ruang.alamat)}?kode={butir.kode_pendek}",
        "remah": ruang.remah("Tambah soal", butir.kode_pendek),
    }
    return render(request, "penilaian/kalibrasi/pilih.html", konteks, status=422 if form.errors else 200)


@require_POST
@dengan_kasus("kelola_evaluasi")
def buang(request: HttpRequest, ruang: RuangKasus) -> HttpResponse:
    try:
        buang_kasus(oleh=request.pelaku, kasus=ruang.kasus)
        messages.success(request, f"{ruang.butir.kode_pendek} dibuang dari draf.")
    except KalibrasiDitolak as galat:
        messages.error(request, str(galat))
    return redirect("kalibrasi_set", **ruang.alamat)


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_set("kelola_evaluasi")
def terbitkan(request: HttpRequest, ruang: RuangSet) -> HttpResponse:
    """A page that says what publishing means; POST publishes."""
    if request.method == "POST":
        try:
            terbitkan_set(oleh=request.pelaku, set_kalibrasi=ruang.set)
            messages.success(request, "Set terbit. Penilai tahun ini dapat mulai menjawab.")
        except KalibrasiDitolak as galat:
            messages.error(request, str(galat))
        return redirect("kalibrasi_set", **ruang.alamat)
    konteks = {"ruang": ruang, "tahun": ruang.periode.tahun, "remah": ruang.remah("Terbitkan")}
    return render(request, "penilaian/kalibrasi/terbitkan.html", konteks)
