"""Quarter rounds B03–B12: the line above checks what changed on the open sheet; the unit and its readers look on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berkas.queries.bukti import bukti_butir
from penilaian.actions.diskusi import tandai_dibaca
from penilaian.actions.putaran import (
    baca_putaran,
    buka_putaran,
    daftar_putaran,
    periksa_putaran,
    tetap_lengkap_putaran,
    tutup_putaran,
)
from penilaian.alur import LangkahDitolak
from penilaian.forms.periksa import PerbaikanForm, TutupForm
from penilaian.models.periksa import TITIK
from penilaian.queries.butir import cara_hitung, hitungan, jawaban_rinci
from penilaian.queries.diskusi import diskusi_butir
from penilaian.queries.periksa import BarisPeriksa, bahan_lembar
from penilaian.queries.putaran import putaran_satker, putaran_wilayah
from penilaian.queries.risiko import cakupan_periksa
from penilaian.views.akses import Ruang, dengan_ruang
from penilaian.views.akses_periksa import RuangPutaran, butir_putaran, susun_putaran
from satker.queries.garis import di_garis
from satker.queries.waktu import periode_untuk
from satker.views.akses import View, perlu


@require_safe
@perlu("nilai_pendahuluan")
def wilayah(request: HttpRequest, tahun: int) -> HttpResponse:
    """All units of the line × four quarters."""
    periode = periode_untuk(request.pelaku.unit, tahun)
    if periode is None:
        raise Http404("periode")
    request.tahun = tahun
    konteks = {"baris": putaran_wilayah(request.pelaku, periode), "periode": periode, "titik": TITIK}
    return render(request, "penilaian/putaran/wilayah.html", konteks)


@require_safe
@dengan_ruang("lihat_lke")
def daftar(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """The four quarters of one unit."""
    garis = di_garis(request.pelaku, ruang.satker, ruang.periode)
    konteks = {
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "sel": putaran_satker(ruang.satker, ruang.periode),
        "garis": garis,
        "dimulai": ruang.lembar is not None,
        "remah": [*_remah(ruang, garis)[:-1], ("Putaran pantau", "")],
    }
    return render(request, "penilaian/putaran/daftar.html", konteks)


@require_POST
@dengan_ruang("nilai_pendahuluan")
def buka(request: HttpRequest, ruang: Ruang, titik: str) -> HttpResponse:
    """Open the round of a quarter."""
    if ruang.lembar is None:
        raise Http404("lembar")
    alamat = {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}
    try:
        buka_putaran(oleh=request.pelaku, lembar=ruang.lembar, titik=titik)
    except LangkahDitolak as galat:
        messages.error(request, str(galat))
        return redirect("putaran_daftar", **alamat)
    messages.success(request, f"Putaran {titik} dibuka.")
    return redirect("putaran", **alamat, titik=titik)


def _dengan_putaran(izin: str, *, tulis: bool) -> Callable[[View], View]:
    """View receives (request, ruang_putaran). A round that was not opened leads to the list; with `tulis` only the line
    above comes in."""

    def bungkus(view: View) -> View:
        @dengan_ruang(izin)
        @wraps(view)
        def dalam(request: HttpRequest, ruang: Ruang, titik: str, **kwargs: Any) -> HttpResponse:
            isi = susun_putaran(request, ruang, titik)
            if isi is None:
                return redirect("putaran_daftar", ruang.periode.tahun, ruang.satker.kode)
            if tulis and not isi.garis:
                raise PermissionDenied("Unit ini diperiksa oleh unit lain di atasnya.")
            return view(request, isi, **kwargs)

        return dalam

    return bungkus


@require_safe
@_dengan_putaran("lihat_lke", tulis=False)
def putaran(request: HttpRequest, ruang: RuangPutaran) -> HttpResponse:
    """One round: what changed and waits, what is unchanged, what was found."""
    bahan = bahan_lembar(ruang.lembar)
    daftar = daftar_putaran(ruang.putaran)
    konteks = {
        **_konteks(ruang),
        "daftar": daftar,
        "cakupan": cakupan_periksa(ruang.ruang.instrumen, ruang.lembar, bahan, daftar),
    }
    return render(request, "penilaian/putaran/putaran.html", konteks)


@_dengan_putaran("nilai_pendahuluan", tulis=True)
@require_http_methods(["GET", "HEAD", "POST"])
def butir(request: HttpRequest, ruang: RuangPutaran, kode_butir: str) -> HttpResponse:
    """One butir as it stands on the open sheet: *lengkap*, or *perlu perbaikan* with the reason."""
    satu = daftar_putaran(ruang.putaran).cari(butir_putaran(ruang, kode_butir).kode)
    if satu is None:
        raise Http404("butir")
    form = PerbaikanForm(request.POST if request.POST.get("aksi") == "perbaikan" else None)
    if request.method == "POST" and (request.POST.get("aksi") == "lengkap" or form.is_valid()):
        return _putus(request, ruang, satu, form)
    if request.method == "GET" and ruang.terbuka:
        baca_putaran(oleh=request.pelaku, putaran=ruang.putaran, butir=satu.butir)
    return _halaman(request, ruang, satu, form)


def _putus(request: HttpRequest, ruang: RuangPutaran, satu: BarisPeriksa, form: PerbaikanForm) -> HttpResponse:
    lengkap = request.POST.get("aksi") == "lengkap"
    try:
        periksa_putaran(
            oleh=request.pelaku,
            putaran=ruang.putaran,
            butir=satu.butir,
            lengkap=lengkap,
            alasan="" if lengkap else form.cleaned_data["alasan"],
            sidik_dilihat=request.POST.get("sidik", ""),
        )
    except LangkahDitolak as galat:
        messages.error(request, f"{galat} Belum ada yang tersimpan.")
        return redirect("putaran_butir", **ruang.alamat, kode_butir=satu.butir.kode_pendek)
    messages.success(request, f"{satu.butir.kode_pendek} {'lengkap' if lengkap else 'perlu perbaikan'}.")
    lanjut = next((b.butir for b in daftar_putaran(ruang.putaran).belum), None)
    if lanjut is None:
        return redirect("putaran", **ruang.alamat)
    return redirect("putaran_butir", **ruang.alamat, kode_butir=lanjut.kode_pendek)


def _halaman(request: HttpRequest, ruang: RuangPutaran, satu: BarisPeriksa, form: PerbaikanForm) -> HttpResponse:
    isi, butir = satu.bahan.isi, satu.butir
    diskusi = diskusi_butir(request.pelaku, ruang.lembar, butir.kode)
    if request.method == "GET" and any(u.baru for u in diskusi):
        tandai_dibaca(oleh=request.pelaku, lembar=ruang.lembar, butir=butir)
    satker, periode = ruang.ruang.satker, ruang.ruang.periode
    konteks = {
        **_konteks(ruang),
        "satu": satu,
        "butir": butir,
        "rinci": jawaban_rinci(butir, isi),
        "hitungan": hitungan(butir, isi) if isinstance(isi, dict) else "",
        "cara_hitung": cara_hitung(butir),
        "zona_bukti": bukti_butir(request.pelaku, satker, periode, butir.kode),
        "boleh_tulis": False,
        "form": form,
        "diskusi": diskusi,
    }
    konteks["remah"] = [
        *konteks["remah"][:-1],
        (ruang.putaran.titik, reverse("putaran", kwargs=ruang.alamat)),
        (butir.kode_pendek, ""),
    ]
    return render(request, "penilaian/putaran/butir.html", konteks, status=422 if form.errors else 200)


@_dengan_putaran("nilai_pendahuluan", tulis=True)
@require_http_methods(["GET", "HEAD", "POST"])
def tetap(request: HttpRequest, ruang: RuangPutaran) -> HttpResponse:
    """*Tetap lengkap* for everything unchanged: first the list, then the mark."""
    if request.method != "POST":
        kembali = reverse("putaran", kwargs=ruang.alamat)
        konteks = {**_konteks(ruang), "daftar": daftar_putaran(ruang.putaran), "kembali": kembali}
        return render(request, "penilaian/pendahuluan/tetap.html", konteks)
    kode = request.POST.getlist("kode")
    try:
        banyak = tetap_lengkap_putaran(oleh=request.pelaku, putaran=ruang.putaran, kode=kode)
        lewat = f" {len(kode) - banyak} dilewati karena sudah berubah." if len(kode) > banyak else ""
        messages.success(request, f"{banyak} soal ditandai tetap lengkap.{lewat}")
    except LangkahDitolak as galat:
        messages.error(request, str(galat))
    return redirect("putaran", **ruang.alamat)


@_dengan_putaran("nilai_pendahuluan", tulis=True)
@require_http_methods(["GET", "HEAD", "POST"])
def tutup(request: HttpRequest, ruang: RuangPutaran) -> HttpResponse:
    """The summary that closes a round; what is left open is said first."""
    form = TutupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tutup_putaran(oleh=request.pelaku, putaran=ruang.putaran, ringkasan=form.cleaned_data["ringkasan"])
            messages.success(request, f"Putaran {ruang.putaran.titik} ditutup.")
            return redirect("putaran", **ruang.alamat)
        except LangkahDitolak as galat:
            form.add_error(None, str(galat))
    konteks = {**_konteks(ruang), "daftar": daftar_putaran(ruang.putaran), "form": form}
    return render(request, "penilaian/putaran/tutup.html", konteks, status=422 if form.errors else 200)


def _konteks(ruang: RuangPutaran) -> dict[str, Any]:
    return {
        "satker": ruang.ruang.satker,
        "tahun": ruang.ruang.periode.tahun,
        "putaran": ruang.putaran,
        "terbuka": ruang.terbuka,
        "garis": ruang.garis,
        "remah": [*_remah(ruang.ruang, ruang.garis), (ruang.putaran.titik, "")],
    }


def _remah(ruang: Ruang, garis: bool) -> list[tuple[str, str]]:
    tahun, kode = ruang.periode.tahun, ruang.satker.kode
    awal = (
        (f"Putaran pantau {tahun}", reverse("putaran_wilayah", args=[tahun]))
        if garis
        else (ruang.satker.nama, reverse("dasbor", args=[tahun, kode]))
    )
    return [awal, (ruang.satker.nama if garis else "Putaran pantau", reverse("putaran_daftar", args=[tahun, kode]))]
