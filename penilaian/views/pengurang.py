"""The rule of a year: form, decree, simulation over all satkers, and the switch."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.desimal import AngkaTidakTerbaca, baca_bulat
from instrumen.queries import instrumen_untuk
from penilaian.actions import pengurang as aksi
from penilaian.forms.pengurang import AturanPengurangForm
from penilaian.pengurang.aturan import AturanSalah
from penilaian.queries.pengurang import aturan_periode, kadar_terbaca, sudah_dinilai_tpi
from penilaian.queries.simulasi_pengurang import susun_simulasi
from penilaian.views.berkas_inspektorat import kirim_lampiran, terima_lampiran
from satker.models import Periode
from satker.queries.waktu import periode_untuk
from satker.views.akses import View, perlu


def dengan_tahun(izin: str) -> Callable[[View], View]:
    """View receives (request, periode) of the actor's own instansi, or 404."""

    def bungkus(view: View) -> View:
        @perlu(izin)
        @wraps(view)
        def dalam(request: HttpRequest, tahun: int) -> HttpResponse:
            periode = periode_untuk(request.pelaku.unit, tahun)
            if periode is None:
                raise Http404("periode")
            request.tahun = periode.tahun
            return view(request, periode)

        return dalam

    return bungkus


def _halaman(
    request: HttpRequest,
    periode: Periode,
    *,
    form: AturanPengurangForm | None = None,
    galat: str = "",
    status: int = 200,
) -> HttpResponse:
    aturan = aturan_periode(periode)
    konteks: dict[str, Any] = {
        "tahun": periode.tahun,
        "periode": periode,
        "aturan": aturan,
        "form": form or AturanPengurangForm(aturan=aturan),
        "galat": galat,
        "kadar": kadar_terbaca(aturan) if aturan else (),
        "sudah_dinilai": sudah_dinilai_tpi(periode),
        "remah": [("Periode", reverse("satker:periode")), (f"Pengurang {periode.tahun}", "")],
    }
    return render(request, "penilaian/pengurang/aturan.html", konteks, status=status)


@dengan_tahun("kelola_evaluasi")
@require_http_methods(["GET", "HEAD", "POST"])
def aturan(request: HttpRequest, periode: Periode) -> HttpResponse:
    """The rule as data; edited while it is off."""
    if request.method != "POST":
        return _halaman(request, periode)
    form = AturanPengurangForm(request.POST, aturan=None)
    if not form.is_valid():
        return _halaman(request, periode, form=form, status=422)
    try:
        aksi.atur_pengurang(oleh=request.pelaku, periode=periode, isi=form.isi)
    except AturanSalah as galat:
        return _halaman(request, periode, form=form, galat=str(galat), status=409)
    messages.success(request, "Aturan tersimpan. Aturan ini belum menyala: tidak ada nilai yang berubah.")
    return redirect("pengurang", tahun=periode.tahun)


# The body is read as for an upload: authorised first, the connection given back, the form token checked after it.
@transaction.non_atomic_requests
@csrf_exempt
@require_POST
@dengan_tahun("kelola_evaluasi")
def unggah(request: HttpRequest, periode: Periode) -> HttpResponse:
    """The decree itself comes in."""

    def sesudah() -> HttpResponse:
        messages.success(request, "Berkas keputusan tersimpan.")
        return redirect("pengurang", tahun=periode.tahun)

    return terima_lampiran(
        request,
        instansi=periode.instansi,
        simpan=lambda kiriman, putusan: aksi.unggah_keputusan(
            oleh=request.pelaku, periode=periode, kiriman=kiriman, putusan=putusan
        ),
        tolak=lambda kata, status: _halaman(request, periode, galat=kata, status=status),
        sesudah=sesudah,
    )


@transaction.non_atomic_requests
@require_safe
@dengan_tahun("lihat_lke")
def keputusan(request: HttpRequest, periode: Periode) -> HttpResponseBase:
    """The decree, for everybody of the instansi once the rule is on; before that for those who write the rule."""
    baris = aturan_periode(periode)
    boleh = baris is not None and (baris.aktif or request.pelaku.punya("kelola_evaluasi"))
    if baris is None or baris.keputusan is None or not boleh:
        raise Http404("keputusan")
    return kirim_lampiran(request, baris.keputusan, f"Keputusan pengurang {periode.tahun}.pdf")


@dengan_tahun("kelola_evaluasi")
@require_safe
def simulasi(request: HttpRequest, periode: Periode) -> HttpResponse:
    """What the rule would do to every satker, as if it were on."""
    baris = aturan_periode(periode)
    halaman = susun_simulasi(baris, instrumen_untuk(periode.instrumen)) if baris else None
    url = reverse("pengurang", kwargs={"tahun": periode.tahun})
    konteks = {
        "tahun": periode.tahun,
        "aturan": baris,
        "halaman": halaman,
        "sudah_dinilai": sudah_dinilai_tpi(periode),
        "remah": [("Periode", reverse("satker:periode")), (f"Pengurang {periode.tahun}", url), ("Simulasi", "")],
    }
    return render(request, "penilaian/pengurang/simulasi.html", konteks)


@require_POST
@dengan_tahun("kelola_evaluasi")
def nyalakan(request: HttpRequest, periode: Periode) -> HttpResponse:
    """Switch the rule on, as it was simulated."""
    try:
        versi = baca_bulat(request.POST.get("versi", ""))
        aksi.nyalakan_pengurang(oleh=request.pelaku, periode=periode, versi=versi)
    except AngkaTidakTerbaca:
        return _halaman(request, periode, galat=aksi.BERUBAH, status=409)
    except AturanSalah as galat:
        return _halaman(request, periode, galat=str(galat), status=409)
    messages.success(request, "Aturan pengurang menyala untuk semua satker. Nilai resmi tidak berubah.")
    return redirect("pengurang", tahun=periode.tahun)


@require_POST
@dengan_tahun("kelola_evaluasi")
def matikan(request: HttpRequest, periode: Periode) -> HttpResponse:
    """Switch it off again, before the first score only."""
    try:
        aksi.matikan_pengurang(oleh=request.pelaku, periode=periode)
    except AturanSalah as galat:
        return _halaman(request, periode, galat=str(galat), status=409)
    messages.success(request, "Aturan pengurang dimatikan. Nilai setelah pengurang tidak tampil lagi.")
    return redirect("pengurang", tahun=periode.tahun)
