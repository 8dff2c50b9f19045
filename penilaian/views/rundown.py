"""Rundown, rooms, clocks, slides and people of a desk session."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berkas.models import Berkas
from penilaian.acara_baku import BERLANGSUNG, DIJADWALKAN
from penilaian.actions.rundown import (
    catat_kehadiran,
    geser_acara,
    hapus_acara,
    hapus_peserta,
    pilih_paparan,
    simpan_ruang,
    tambah_acara,
    tambah_peserta,
    tekan_jam,
    ubah_acara,
)
from penilaian.actions.sesi_dasar import SesiDitolak
from penilaian.forms.sesi import AcaraForm, PaparanForm, PesertaForm, RuangForm
from penilaian.queries.agenda import agenda
from penilaian.queries.sesi import halaman_sesi
from penilaian.views.akses_sesi import RuangDesk, dengan_sesi
from penilaian.views.sesi import TIM, dasar, formulir, remah

_KATA_JAM = {"mulai": "dimulai", "jeda": "dijeda", "selesai": "selesai"}


def _area(ruang: RuangDesk) -> list[tuple[str, str]]:
    return [(s.kode, f"Pokja {s.nomor} {s.nama}") for s in ruang.instrumen.area]


@require_POST
@dengan_sesi(TIM)
def jam(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """One press: start, pause or end."""
    jenis = request.POST.get("jenis", "")
    try:
        if not tekan_jam(oleh=request.pelaku, acara=ruang.acara, jenis=jenis):
            messages.info(request, f"{ruang.acara.judul} sudah {_KATA_JAM[jenis]}.")
    except SesiDitolak as tolak:
        messages.error(request, str(tolak))
    return redirect(ruang.url("sesi") + "#jam")


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi("pimpin_tpi")
def acara_baru(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    form = AcaraForm(request.POST or None, sesi=ruang.sesi, area=_area(ruang))
    if request.method == "POST" and form.is_valid():
        try:
            tambah_acara(oleh=request.pelaku, sesi=ruang.sesi, **form.cleaned_data)
            return redirect(ruang.url("sesi_susunan"))
        except SesiDitolak as tolak:
            form.add_error(None, str(tolak))
    return formulir(request, ruang, form, "Tambah acara", batal=ruang.url("sesi_susunan"))


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi("pimpin_tpi")
def acara(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """Change one part."""
    form = AcaraForm(request.POST or None, sesi=ruang.sesi, area=_area(ruang), acara=ruang.acara)
    if request.method == "POST" and form.is_valid():
        try:
            ubah_acara(oleh=request.pelaku, acara=ruang.acara, **form.cleaned_data)
            return redirect(ruang.url("sesi_susunan"))
        except SesiDitolak as tolak:
            form.add_error(None, str(tolak))
    return formulir(request, ruang, form, f"Ubah {ruang.acara.judul}", batal=ruang.url("sesi_susunan"))


@require_POST
@dengan_sesi("pimpin_tpi")
def acara_geser(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    return _coba(
        request, ruang, "sesi_susunan", geser_acara, acara=ruang.acara, naik=request.POST.get("arah") == "naik"
    )


@require_POST
@dengan_sesi("pimpin_tpi")
def acara_hapus(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    return _coba(request, ruang, "sesi_susunan", hapus_acara, acara=ruang.acara)


def _coba(request: HttpRequest, ruang: RuangDesk, tujuan: str, aksi: Any, **isi: Any) -> HttpResponse:
    try:
        aksi(oleh=request.pelaku, **isi)
    except SesiDitolak as tolak:
        messages.error(request, str(tolak))
    return redirect(ruang.url(tujuan))


@require_safe
@dengan_sesi("pimpin_tpi")
def susunan(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """The rundown and the rooms, to be changed."""
    terbuka = ruang.sesi.keadaan in {DIJADWALKAN, BERLANGSUNG}
    halaman = halaman_sesi(request.pelaku, ruang.sesi)
    konteks = {"halaman": halaman, "terbuka": terbuka, "remah": remah(ruang, "Susunan acara")}
    return render(request, "penilaian/sesi/susunan.html", dasar(ruang) | konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi("pimpin_tpi")
def ruang_baru(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    return _ruang(request, ruang, RuangForm(request.POST or None), "Tambah ruang")


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi("pimpin_tpi")
def ruang_ubah(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    awal = {"nama": ruang.kamar.nama, "tautan": ruang.kamar.tautan}
    return _ruang(request, ruang, RuangForm(request.POST or None, initial=awal), f"Ubah {ruang.kamar.nama}")


def _ruang(request: HttpRequest, ruang: RuangDesk, form: RuangForm, judul: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            simpan_ruang(oleh=request.pelaku, sesi=ruang.sesi, ruang=ruang.kamar, **form.cleaned_data)
            return redirect(ruang.url("sesi_susunan"))
        except SesiDitolak as tolak:
            form.add_error(None, str(tolak))
    return formulir(request, ruang, form, judul, batal=ruang.url("sesi_susunan"))


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi("lihat_lke")
def paparan(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """Slides of a part: the ketua tim of the satker or the lead chooses them; others read which they are."""
    boleh = request.pelaku.punya("ajukan_lke") or request.pelaku.punya("pimpin_tpi")
    pilihan = Berkas.objects.ada().terlihat_oleh(request.pelaku).filter(satker=ruang.satker).order_by("judul")
    form = PaparanForm(request.POST or None, pilihan=pilihan, initial={"berkas": ruang.acara.berkas_id})
    if not boleh:
        if request.method == "POST":
            raise PermissionDenied("pilih_paparan")
        return redirect(ruang.url("sesi"))
    if request.method == "POST" and form.is_valid():
        try:
            pilih_paparan(oleh=request.pelaku, acara=ruang.acara, berkas=form.cleaned_data["berkas"])
            messages.success(request, "Bahan paparan tersimpan.")
            return redirect(ruang.url("sesi"))
        except SesiDitolak as tolak:
            form.add_error(None, str(tolak))
    return formulir(request, ruang, form, f"Bahan {ruang.acara.judul}", batal=ruang.url("sesi"))


@require_safe
@dengan_sesi(TIM)
def bahasan(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """The agenda per Pokja: what to talk about, and why."""
    konteks = {"agenda": agenda(request.pelaku, ruang.lembar), "remah": remah(ruang, "Bahasan")}
    return render(request, "penilaian/sesi/bahasan.html", dasar(ruang) | konteks)


# --- People --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi(TIM)
def peserta(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """Who is invited and who came; POST adds somebody."""
    form = PesertaForm(request.POST or None, satker=ruang.satker)
    if request.method == "POST" and form.is_valid():
        try:
            tambah_peserta(oleh=request.pelaku, sesi=ruang.sesi, **form.cleaned_data)
            return redirect(ruang.url("sesi_peserta"))
        except SesiDitolak as tolak:
            form.add_error(None, str(tolak))
    konteks = {
        "form": form,
        "halaman": halaman_sesi(request.pelaku, ruang.sesi),
        "terbuka": ruang.sesi.keadaan in {DIJADWALKAN, BERLANGSUNG},
        "remah": remah(ruang, "Peserta dan kehadiran"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "penilaian/sesi/peserta.html", dasar(ruang) | konteks, status=status)


@require_POST
@dengan_sesi(TIM)
def kehadiran(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """The whole list at once: ticked is there; members also get their room."""
    hadir = {u for u in map(_uuid, request.POST.getlist("hadir")) if u}
    kamar = {str(r.nomor): r for r in ruang.sesi.ruang.all()}
    letak = {_uuid(k.removeprefix("ruang-")): kamar.get(v) for k, v in request.POST.items() if k.startswith("ruang-")}
    try:
        berubah = catat_kehadiran(oleh=request.pelaku, sesi=ruang.sesi, hadir=hadir, ruang=letak)
        messages.success(request, "Kehadiran tersimpan." if berubah else "Tidak ada perubahan.")
    except SesiDitolak as tolak:
        messages.error(request, str(tolak))
    return redirect(ruang.url("sesi_peserta"))


@require_POST
@dengan_sesi(TIM)
def peserta_hapus(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    return _coba(request, ruang, "sesi_peserta", hapus_peserta, peserta=ruang.peserta)


def _uuid(teks: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(teks)
    except ValueError:
        return None
