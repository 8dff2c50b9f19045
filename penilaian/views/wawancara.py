"""Interview of the Pokja: the list per Pokja, one question with its answer, the comparison after a conflict."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from penilaian.acara_baku import BERLANGSUNG
from penilaian.actions.sesi_dasar import SesiDitolak
from penilaian.actions.wawancara import TanyaUsang, hapus_tanya, jawab_tanya, tanyakan
from penilaian.forms.wawancara import JawabTanyaForm, TanyakanForm
from penilaian.models import TanyaJawab
from penilaian.queries.wawancara import bank_pokja, pokja_sesi, tanya_pokja
from penilaian.views.akses_sesi import RuangDesk, dengan_sesi
from penilaian.views.sesi import TIM, dasar, remah


@require_safe
@dengan_sesi(TIM)
def ringkas(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """How far the interview of each Pokja is."""
    konteks = {"pokja": pokja_sesi(ruang.sesi), "remah": remah(ruang, "Wawancara")}
    return render(request, "penilaian/sesi/wawancara.html", dasar(ruang) | konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi(TIM)
def pokja(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """Questions of one Pokja; POST asks the next one and opens it."""
    area = ruang.area.kode
    form = TanyakanForm(request.POST or None, instansi=ruang.periode.instansi_id, area=area)
    if request.method == "POST" and form.is_valid():
        try:
            tanya = tanyakan(oleh=request.pelaku, sesi=ruang.sesi, area=area, **form.cleaned_data)
            return redirect(ruang.url("sesi_tanya", tanya=tanya.pk))
        except SesiDitolak as tolak:
            form.add_error(None, str(tolak))
    konteks = {
        "form": form,
        "area": ruang.area,
        "baris": next(p for p in pokja_sesi(ruang.sesi) if p.area == area),
        "daftar": tanya_pokja(ruang.sesi, area),
        "bank": bank_pokja(ruang.sesi, area),
        "semua_area": ruang.instrumen.area,
        "berlangsung": ruang.sesi.keadaan == BERLANGSUNG,
        "remah": _remah(ruang, ruang.area.nomor),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "penilaian/sesi/pokja.html", dasar(ruang) | konteks, status=status)


def _remah(ruang: RuangDesk, nomor: str, *akhir: str) -> list[tuple[str, str]]:
    url = ruang.url("sesi_pokja", nomor=int(nomor))
    return [
        *remah(ruang),
        ("Wawancara", ruang.url("sesi_wawancara")),
        (f"Pokja {nomor}", url),
        *((k, "") for k in akhir),
    ]


def _nomor(ruang: RuangDesk) -> str:
    return next(s.nomor for s in ruang.instrumen.area if s.kode == ruang.tanya.area)


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_sesi(TIM)
def tanya(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    """One question: write down the answer. What was typed stays on every refusal; a conflict is compared (409)."""
    form = JawabTanyaForm(request.POST or None, tanya=ruang.tanya, instrumen=ruang.instrumen)
    if request.method != "POST" or not form.is_valid():
        return _halaman(request, ruang, form)
    try:
        jawab_tanya(oleh=request.pelaku, tanya=ruang.tanya, **form.isi())
    except SesiDitolak as tolak:
        form.add_error(None, f"{tolak} Isian Anda masih di bawah dan belum disimpan.")
        return _halaman(request, ruang, form)
    except TanyaUsang as usang:
        return _bentrok(request, ruang, form, usang.kini)
    messages.success(request, "Jawaban tersimpan.")
    berikut = _berikut(ruang) if request.POST.get("aksi") == "lanjut" else None
    if berikut:
        return redirect(ruang.url("sesi_tanya", tanya=berikut.pk))
    return redirect(ruang.url("sesi_pokja", nomor=int(_nomor(ruang))))


def _berikut(ruang: RuangDesk) -> TanyaJawab | None:
    """The next question of the Pokja without an answer."""
    kosong = TanyaJawab.objects.filter(sesi=ruang.sesi, area=ruang.tanya.area, jawaban="").exclude(pk=ruang.tanya.pk)
    return kosong.order_by("dibuat_pada", "pk").first()


def _halaman(request: HttpRequest, ruang: RuangDesk, form: JawabTanyaForm) -> HttpResponse:
    konteks = {
        "form": form,
        "tanya": ruang.tanya,
        "nomor": _nomor(ruang),
        "riwayat": ruang.tanya.riwayat.select_related("oleh").order_by("-versi"),
        "berlangsung": ruang.sesi.keadaan == BERLANGSUNG,
        "remah": _remah(ruang, _nomor(ruang), ruang.tanya.get_jenis_display()),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "penilaian/sesi/tanya.html", dasar(ruang) | konteks, status=status)


def _bentrok(request: HttpRequest, ruang: RuangDesk, form: JawabTanyaForm, kini: TanyaJawab) -> HttpResponse:
    isi = form.cleaned_data
    kirim_ulang = [(m, isi[m]) for m in ("jawaban", "catatan", "kode_butir")] + [("versi", kini.versi)]
    konteks = {
        "kini": kini,
        "isi": isi,
        "kirim_ulang": kirim_ulang,
        "nomor": _nomor(ruang),
        "remah": _remah(ruang, _nomor(ruang), "Bandingkan"),
    }
    return render(request, "penilaian/sesi/bentrok.html", dasar(ruang) | konteks, status=409)


@require_POST
@dengan_sesi(TIM)
def tanya_hapus(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    try:
        hapus_tanya(oleh=request.pelaku, tanya=ruang.tanya)
    except SesiDitolak as tolak:
        messages.error(request, str(tolak))
    return redirect(ruang.url("sesi_pokja", nomor=int(_nomor(ruang))))
