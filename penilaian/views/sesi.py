"""Desk sessions: the list, the board of the team, one session with its clocks, its schedule and its calendar file."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.formulir import FormulirZI
from penilaian.acara_baku import BERLANGSUNG, DIJADWALKAN
from penilaian.actions.sesi import akui_jadwal, batalkan_sesi, jadwalkan_sesi, mulai_sesi, tutup_sesi, ubah_sesi
from penilaian.actions.sesi_dasar import SesiDitolak
from penilaian.forms.sesi import AlasanDeskForm, JadwalForm
from penilaian.models import LembarKerja
from penilaian.queries.sesi import HalamanSesi, daftar_sesi, halaman_sesi, papan_tim, periode_tahun, sesi_terlihat
from penilaian.queries.wawancara import pokja_sesi, tanya_terbit
from penilaian.views.akses import Ruang, dengan_ruang
from penilaian.views.akses_sesi import RuangDesk, dengan_sesi
from penilaian.views.ics import kalender_sesi
from satker.queries.waktu import periode_berjalan
from satker.views.akses import perlu

TIM = "nilai_tpi"


@require_safe
@perlu(TIM)
def kini(request: HttpRequest) -> HttpResponse:
    """The board of the running year, for the menu."""
    periode = periode_berjalan(request.pelaku.unit)
    return redirect("sesi_daftar", tahun=periode.tahun if periode else timezone.localdate().year)


@require_safe
@perlu("lihat_lke")
def daftar(request: HttpRequest, tahun: int) -> HttpResponse:
    """The team's board with all its units, or `?tampil=hari`; everybody else reads the sessions by day."""
    if periode_tahun(request.pelaku, tahun) is None:
        raise Http404("periode")
    request.tahun = tahun
    tim = request.pelaku.punya(TIM)
    papan = tim and request.GET.get("tampil") != "hari"
    konteks = {
        "tahun": tahun,
        "tim": tim,
        "dengan_papan": papan,
        "pimpin": request.pelaku.punya("pimpin_tpi"),
        "kesepakatan": request.pelaku.punya("lihat_kesepakatan"),
        "papan": papan_tim(request.pelaku, tahun) if papan else (),
        "hari": () if papan else daftar_sesi(request.pelaku, tahun),
    }
    return render(request, "penilaian/sesi/daftar.html", konteks)


@require_safe
@dengan_ruang("lihat_lke")
def satker(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """All sessions of one unit."""
    semua = sesi_terlihat(request.pelaku, ruang.lembar) if ruang.lembar else []
    konteks = {"semua": semua, "pimpin": request.pelaku.punya("pimpin_tpi"), "remah": remah(ruang)}
    return render(request, "penilaian/sesi/satker.html", dasar(ruang) | konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_ruang("pimpin_tpi")
def baru(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Plan a session."""
    form = JadwalForm(request.POST or None, satker=ruang.satker)
    if request.method == "POST" and form.is_valid():
        try:
            sesi = jadwalkan_sesi(oleh=request.pelaku, lembar=_lembar(ruang), **form.isi())
        except SesiDitolak as tolak:
            form.add_error(None, str(tolak))
        else:
            messages.success(request, "Sesi dijadwalkan dengan susunan acara dan peserta yang biasa. Periksa keduanya.")
            return redirect("sesi", tahun=ruang.periode.tahun, kode=ruang.satker.kode, sesi=sesi.pk)
    return formulir(request, ruang, form, "Jadwalkan desk evaluasi", batal=_url_satker(ruang))


def _lembar(ruang: Ruang) -> LembarKerja:
    if ruang.lembar is None:
        raise SesiDitolak("Satker ini belum membuka LKE tahun ini.")
    return ruang.lembar


@require_safe
@dengan_sesi("lihat_lke")
def sesi(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """One session: schedule, rundown with clocks, people. The satker sees no note and no score of the team."""
    return render(request, "penilaian/sesi/sesi.html", konteks_sesi(request, ruang))


def konteks_sesi(request: HttpRequest, ruang: RuangDesk) -> dict[str, Any]:
    """Shared by the page and by its part that is fetched again."""
    tim = request.pelaku.punya(TIM)
    return dasar(ruang) | {
        "halaman": halaman_sesi(request.pelaku, ruang.sesi),
        "tim": tim,
        "pimpin": request.pelaku.punya("pimpin_tpi"),
        "atur_ganda": request.pelaku.punya("atur_ganda"),
        "terbuka": ruang.sesi.keadaan in {DIJADWALKAN, BERLANGSUNG},
        "berlangsung": ruang.sesi.keadaan == BERLANGSUNG,
        "dijadwalkan": ruang.sesi.keadaan == DIJADWALKAN,
        "koordinator": request.pelaku.punya("ajukan_lke"),
        "pokja": pokja_sesi(ruang.sesi) if tim else (),
        "terbit": () if tim else tanya_terbit(request.pelaku, ruang.sesi),
        "remah": remah(ruang),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi("pimpin_tpi")
def ubah(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """Change time and place."""
    form = JadwalForm(request.POST or None, satker=ruang.satker, sesi=ruang.sesi)
    if request.method == "POST" and form.is_valid():
        dilihat = form.cleaned_data["urutan"] or 0
        try:
            berubah = ubah_sesi(oleh=request.pelaku, sesi=ruang.sesi, urutan_dilihat=dilihat, **form.isi())
        except SesiDitolak as tolak:
            form.add_error(None, f"{tolak} Isian Anda masih di bawah dan belum disimpan.")
        else:
            messages.success(request, "Jadwal diubah." if berubah else "Tidak ada perubahan.")
            return redirect(ruang.url("sesi"))
    return formulir(request, ruang, form, "Ubah jadwal", batal=ruang.url("sesi"))


@require_POST
@dengan_sesi("pimpin_tpi")
def mulai(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    try:
        mulai_sesi(oleh=request.pelaku, sesi=ruang.sesi)
        messages.success(request, "Sesi dibuka. Tekan Mulai pada acara pertama.")
    except SesiDitolak as tolak:
        messages.error(request, str(tolak))
    return redirect(ruang.url("sesi"))


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi("pimpin_tpi")
def tutup(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """Confirmation with what is missing; a reason is needed only then."""
    pokja = pokja_sesi(ruang.sesi)
    kurang = [p for p in pokja if p.kurang]
    form = AlasanDeskForm(request.POST or None, wajib=bool(kurang))
    if request.method == "POST" and form.is_valid():
        try:
            tutup_sesi(oleh=request.pelaku, sesi=ruang.sesi, alasan=form.cleaned_data["alasan"])
        except SesiDitolak as tolak:
            form.add_error(None, str(tolak))
        else:
            messages.success(request, "Sesi ditutup. Bahan berita acara sudah lengkap dari sesi ini.")
            return redirect(ruang.url("sesi"))
    konteks = {"form": form, "pokja": pokja, "kurang": kurang, "remah": remah(ruang, "Tutup sesi")}
    return render(request, "penilaian/sesi/tutup.html", dasar(ruang) | konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi("pimpin_tpi")
def batalkan(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    form = AlasanDeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            batalkan_sesi(oleh=request.pelaku, sesi=ruang.sesi, alasan=form.cleaned_data["alasan"])
        except SesiDitolak as tolak:
            form.add_error(None, str(tolak))
        else:
            messages.success(request, "Sesi dibatalkan. Peserta melihatnya di halaman ini dan di berkas kalender.")
            return redirect(ruang.url("sesi"))
    return formulir(request, ruang, form, "Batalkan sesi", batal=ruang.url("sesi"), tombol="Batalkan sesi", bahaya=True)


@require_POST
@dengan_sesi("lihat_lke")
def dilihat(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """The reader has seen the changed schedule."""
    teks = request.POST.get("urutan", "")
    akui_jadwal(oleh=request.pelaku, sesi=ruang.sesi, urutan=int(teks) if teks.isdecimal() and len(teks) < 9 else 0)
    return redirect(ruang.url("sesi"))


@require_safe
@dengan_sesi("lihat_lke")
def layar(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """For sharing in the meeting: the running part, its time, the next part. An unchanged state answers 304."""
    halaman = halaman_sesi(request.pelaku, ruang.sesi)
    tanda = _tanda(halaman)
    if request.headers.get("If-None-Match") == tanda:
        jawab = HttpResponse(status=304)
    else:
        konteks = {"halaman": halaman, "menu": [], "berlangsung": ruang.sesi.keadaan == BERLANGSUNG}
        jawab = render(request, "penilaian/sesi/layar.html", dasar(ruang) | konteks)
    jawab["ETag"] = tanda
    patch_cache_control(jawab, no_cache=True)
    return jawab


def _tanda(halaman: HalamanSesi) -> str:
    """Everything the screen shows but the ticking itself."""
    isi = [halaman.sesi.keadaan, str(halaman.sesi.urutan)]
    for b in halaman.acara:
        isi += [str(b.acara.pk), b.acara.judul, str(b.acara.menit), b.acara.ruang.nama, b.jam.keadaan, str(b.mulai)]
    return f'"{hashlib.sha256("|".join(isi).encode()).hexdigest()[:24]}"'


@require_safe
@dengan_sesi("lihat_lke")
def ics(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """The calendar file of the session."""
    isi = kalender_sesi(ruang, request.build_absolute_uri(ruang.url("sesi")))
    jawab = HttpResponse(isi, content_type="text/calendar; charset=utf-8")
    jawab["Content-Disposition"] = f'attachment; filename="desk-{ruang.satker.kode}-{ruang.periode.tahun}.ics"'
    return jawab


# --- Shared by the views of a session ------------------------------------------------------------------------------


def dasar(ruang: Ruang) -> dict[str, Any]:
    isi = {"ruang": ruang, "satker": ruang.satker, "tahun": ruang.periode.tahun, "zona": ruang.satker.zona}
    return {**isi, "sesi": ruang.sesi} if isinstance(ruang, RuangDesk) else isi


def _url_satker(ruang: Ruang) -> str:
    return reverse("sesi_satker", kwargs={"tahun": ruang.periode.tahun, "kode": ruang.satker.kode})


def remah(ruang: Ruang, *akhir: str) -> list[tuple[str, str]]:
    tahun = ruang.periode.tahun
    jejak = [
        (f"Desk evaluasi {tahun}", reverse("sesi_daftar", kwargs={"tahun": tahun})),
        (ruang.satker.nama, _url_satker(ruang)),
    ]
    if isinstance(ruang, RuangDesk):
        jejak.append(("Sesi", ruang.url("sesi")))
    return [*jejak, *((kata, "") for kata in akhir)]


def formulir(
    request: HttpRequest, ruang: Ruang, form: FormulirZI, judul: str, *, batal: str, **lain: Any
) -> HttpResponse:
    """One form on a page of its own; refused input comes back as 422 with everything typed."""
    konteks = {"form": form, "judul": judul, "tombol": "Simpan", "batal": batal, "remah": remah(ruang, judul), **lain}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "penilaian/sesi/formulir.html", dasar(ruang) | konteks, status=status)
