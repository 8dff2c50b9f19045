"""Pages of years: windows, quarters, extensions and lines (izin kelola_periode)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from common.halaman import bagi
from instrumen.queries import versi_beku
from satker.actions import waktu as aksi
from satker.forms.waktu import AlasanForm, DasarPeriodeForm, GarisForm, JendelaForm, KelonggaranForm, PeriodeBaruForm
from satker.models import Periode
from satker.queries import waktu as baca
from satker.tahap import NAMA_TAHAP
from satker.views.akses import perlu

View = Callable[..., HttpResponse]


def dengan_periode(view: View) -> View:
    """View receives (request, periode, …) for a URL with <int:tahun>: the year of the actor's own instansi, or 404."""

    @perlu("kelola_periode")
    @wraps(view)
    def dalam(request: HttpRequest, tahun: int, **kwargs: Any) -> HttpResponse:
        tahun_ini = Periode.objects.filter(instansi_id=request.pelaku.unit.instansi_id, tahun=tahun)
        periode = tahun_ini.select_related("instansi").first()
        if periode is None:
            raise Http404("periode")
        return view(request, periode, **kwargs)

    return dalam


def _remah(periode: Periode | None, *akhir: tuple[str, str]) -> list[tuple[str, str]]:
    awal = [("Periode", reverse("satker:periode"))]
    if periode is not None:
        awal.append((str(periode.tahun), reverse("satker:periode_rinci", args=[periode.tahun])))
    return [*awal, *akhir]


def _ke_rinci(request: HttpRequest, periode: Periode, pesan: str) -> HttpResponse:
    messages.success(request, pesan)
    return redirect("satker:periode_rinci", tahun=periode.tahun)


def _tempel(form: Any, galat: ValidationError) -> None:
    """Put the sentence of an action at its field, or on top when it names none."""
    if hasattr(galat, "error_dict"):
        for medan, isi in galat.error_dict.items():
            form.add_error(medan if medan in form.fields else None, isi)
    else:
        form.add_error(None, galat)


@perlu("kelola_periode")
def daftar(request: HttpRequest) -> HttpResponse:
    halaman = bagi(baca.daftar_periode(request.pelaku.unit), request.GET)
    return render(request, "satker/periode/daftar.html", {"halaman": halaman})


@perlu("kelola_periode")
def baru(request: HttpRequest) -> HttpResponse:
    form = PeriodeBaruForm(request.POST or None, versi=versi_beku())
    if request.method == "POST" and form.is_valid():
        instansi = request.pelaku.unit.instansi
        try:
            periode = aksi.buat_periode(oleh=request.pelaku, instansi=instansi, **form.cleaned_data)
        except ValidationError as galat:
            _tempel(form, galat)
        else:
            pesan = f"Periode {periode.tahun} dibuat dengan jadwal yang biasa. Sesuaikan tanggalnya bila perlu."
            return _ke_rinci(request, periode, pesan)
    return render(
        request,
        "satker/periode/formulir.html",
        {
            "form": form,
            "judul": "Buat periode",
            "tombol": "Buat periode",
            "remah": _remah(None, ("Buat periode", "")),
            "batal": reverse("satker:periode"),
        },
    )


@dengan_periode
def rinci(request: HttpRequest, periode: Periode) -> HttpResponse:
    zona = periode.instansi.zona
    konteks = {"rincian": baca.rincian_periode(periode, zona), "periode": periode, "zona": zona}
    return render(request, "satker/periode/rinci.html", {**konteks, "remah": _remah(periode)})


@dengan_periode
def dasar(request: HttpRequest, periode: Periode) -> HttpResponse:
    """Instrument, last day of proposals and quarters: one form, all or nothing."""
    rincian = baca.rincian_periode(periode, periode.instansi.zona)
    form = DasarPeriodeForm(request.POST or None, rincian=rincian, versi=versi_beku())
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        try:
            with transaction.atomic():
                aksi.atur_titik_pantau(oleh=request.pelaku, periode=periode, titik=form.titik())
                aksi.ubah_periode(
                    oleh=request.pelaku, periode=periode, instrumen=isi["instrumen"], batas_usulan=isi["batas_usulan"]
                )
        except ValidationError as galat:
            _tempel(form, galat)
        else:
            return _ke_rinci(request, periode, "Instrumen dan tanggal tersimpan.")
    return _formulir(request, periode, form, "Instrumen dan tanggal")


def _formulir(request: HttpRequest, periode: Periode, form: Any, judul: str, **lain: Any) -> HttpResponse:
    konteks = {
        "form": form,
        "judul": f"{judul} {periode.tahun}",
        "tombol": "Simpan",
        "remah": _remah(periode, (judul, "")),
        "batal": reverse("satker:periode_rinci", args=[periode.tahun]),
    }
    return render(request, "satker/periode/formulir.html", {**konteks, **lain})


@dengan_periode
def jendela(request: HttpRequest, periode: Periode) -> HttpResponse:
    zona = periode.instansi.zona
    form = JendelaForm(request.POST or None, periode=periode, zona=zona, baris=baca.baris_jendela(periode, zona))
    if request.method == "POST" and form.is_valid():
        try:
            jumlah = aksi.atur_jendela(oleh=request.pelaku, periode=periode, jendela=form.jendela())
        except ValidationError as galat:
            _tempel(form, galat)
        else:
            return _ke_rinci(request, periode, f"{jumlah} jendela waktu diubah." if jumlah else "Tidak ada perubahan.")
    konteks = {"form": form, "periode": periode, "zona": zona, "remah": _remah(periode, ("Jendela waktu", ""))}
    return render(request, "satker/periode/jendela.html", konteks)


@dengan_periode
def garis(request: HttpRequest, periode: Periode) -> HttpResponse:
    form = GarisForm(request.POST or None, garis=baca.garis_periode(periode))
    if request.method == "POST" and form.is_valid():
        aksi.atur_garis(oleh=request.pelaku, periode=periode, garis=form.cleaned_data)
        return _ke_rinci(request, periode, "Garis penilaian pendahuluan tersimpan.")
    return _formulir(request, periode, form, "Garis penilaian pendahuluan")


@dengan_periode
def kelonggaran(request: HttpRequest, periode: Periode) -> HttpResponse:
    """The list of extensions and the form that adds one."""
    zona = periode.instansi.zona
    form = KelonggaranForm(request.POST or None, periode=periode, zona=zona)
    if request.method == "POST" and form.is_valid() and _beri(request, periode, form):
        return redirect("satker:periode_kelonggaran", tahun=periode.tahun)
    halaman = bagi(baca.daftar_kelonggaran(periode), request.GET)
    konteks = {
        "form": form,
        "periode": periode,
        "halaman": halaman,
        "baris": [(k, NAMA_TAHAP[k.tahap], baca.hari_terakhir(k.sampai, zona)) for k in halaman.isi],
        "remah": _remah(periode, ("Kelonggaran", "")),
    }
    return render(request, "satker/periode/kelonggaran.html", konteks)


def _beri(request: HttpRequest, periode: Periode, form: KelonggaranForm) -> bool:
    isi = form.cleaned_data
    try:
        aksi.beri_kelonggaran(
            oleh=request.pelaku,
            satker=isi["satker"],
            periode=periode,
            tahap=isi["tahap"],
            sampai=form.batas(),
            alasan=isi["alasan"],
        )
    except ValidationError as galat:
        _tempel(form, galat)
        return False
    messages.success(request, f"Kelonggaran untuk {isi['satker'].nama} tersimpan.")
    return True


@dengan_periode
def cabut(request: HttpRequest, periode: Periode, pk: uuid.UUID) -> HttpResponse:
    """Confirmation page of taking an extension back."""
    longgar = get_object_or_404(baca.daftar_kelonggaran(periode), pk=pk)
    form = AlasanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            aksi.cabut_kelonggaran(oleh=request.pelaku, kelonggaran=longgar, alasan=form.cleaned_data["alasan"])
        except ValidationError as galat:
            _tempel(form, galat)
        else:
            messages.success(request, f"Kelonggaran {longgar.satker.nama} dicabut.")
            return redirect("satker:periode_kelonggaran", tahun=periode.tahun)
    terakhir = baca.hari_terakhir(longgar.sampai, periode.instansi.zona)
    daftar = reverse("satker:periode_kelonggaran", args=[periode.tahun])
    return _formulir(
        request,
        periode,
        form,
        "Cabut kelonggaran",
        tombol="Cabut kelonggaran",
        bahaya=True,
        batal=daftar,
        remah=_remah(periode, ("Kelonggaran", daftar), ("Cabut", "")),
        longgar=longgar,
        nama_tahap=NAMA_TAHAP[longgar.tahap],
        terakhir=terakhir,
    )
