"""Pages of the inspectorate: the rules of evaluation of a year, and more time for one unit (izin kelola_evaluasi)."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from penilaian.actions.alur import perpanjang_tenggat
from penilaian.actions.aturan import KOLOM, atur_evaluasi
from penilaian.alur import SESUDAH_KIRIM, LangkahDitolak
from penilaian.forms.kirim import AturanEvaluasiForm, TenggatForm
from penilaian.models import AlurLembar
from penilaian.queries.alur import aturan_evaluasi
from penilaian.queries.jalan import jalan
from penilaian.views.akses import Ruang, dengan_ruang
from penilaian.views.kirim import dasar
from satker.actions.waktu import awal_hari
from satker.models import Periode
from satker.views.akses import perlu


@perlu("kelola_evaluasi")
def aturan(request: HttpRequest, tahun: int) -> HttpResponse:
    """Rules of a year of the actor's own instansi."""
    request.tahun = tahun
    periode = Periode.objects.filter(instansi_id=request.pelaku.unit.instansi_id, tahun=tahun).first()
    if periode is None:
        raise Http404("periode")
    kini = aturan_evaluasi(periode)
    form = AturanEvaluasiForm(request.POST or None, initial={k: getattr(kini, k) for k in KOLOM})
    if request.method == "POST" and form.is_valid():
        isi = dict(form.cleaned_data)
        berubah = atur_evaluasi(oleh=request.pelaku, periode=periode, alasan=isi.pop("alasan"), isi=isi)
        messages.success(request, "Aturan evaluasi disimpan." if berubah else "Tidak ada yang berubah.")
        return redirect("atur_evaluasi", tahun=tahun)
    konteks = {
        "form": form,
        "periode": periode,
        "terkirim": AlurLembar.objects.filter(lembar__periode=periode, keadaan__in=SESUDAH_KIRIM).count(),
        "remah": [("Periode", reverse("satker:periode")), (f"Aturan evaluasi {tahun}", "")],
    }
    return render(request, "penilaian/aturan.html", konteks, status=422 if form.errors else 200)


@dengan_ruang("kelola_evaluasi")
def tenggat(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Grace for the running clock of one sheet, with a reason everybody reads."""
    form = TenggatForm(request.POST or None)
    if ruang.lembar and request.method == "POST" and form.is_valid():
        sampai = awal_hari(form.cleaned_data["sampai"] + dt.timedelta(days=1), ruang.satker.zona)
        try:
            perpanjang_tenggat(
                oleh=request.pelaku, lembar=ruang.lembar, sampai=sampai, alasan=form.cleaned_data["alasan"]
            )
        except LangkahDitolak as galat:
            form.add_error("alasan" if galat.kode == "alasan" else "sampai", str(galat))
        else:
            messages.success(request, "Tenggat diperpanjang. Alasannya tercatat di riwayat.")
            return redirect("kirim", tahun=ruang.periode.tahun, kode=ruang.satker.kode)
    konteks = dasar(ruang, "Perpanjang tenggat") | {
        "form": form,
        "jalan": jalan(request.pelaku, ruang.lembar) if ruang.lembar else None,
    }
    return render(request, "penilaian/tenggat.html", konteks, status=422 if form.errors else 200)
