"""Incidents: lists, one incident with everything that can be done with it, and its document."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.halaman import bagi
from penilaian.actions import insiden as aksi
from penilaian.actions.putusan_insiden import putus_insiden, usul_putusan
from penilaian.forms.insiden import InsidenForm, JawabForm, PutusForm, UsulForm
from penilaian.models import Insiden, PutusanInsiden
from penilaian.pengurang.aturan import AturanSalah
from penilaian.pengurang.status import NAMA, pilihan_putusan
from penilaian.queries import insiden as baca
from penilaian.views.berkas_inspektorat import kirim_lampiran, terima_lampiran
from satker.models import Periode, Satker
from satker.queries.waktu import periode_untuk
from satker.views.akses import View, dengan_satker, perlu


def _alamat(satker: Satker, periode: Periode) -> dict[str, Any]:
    return {"tahun": periode.tahun, "kode": satker.kode}


def _remah(satker: Satker, periode: Periode, *akhir: tuple[str, str]) -> list[tuple[str, str]]:
    dasbor = reverse("dasbor", kwargs=_alamat(satker, periode)) if satker.dinilai else ""
    return [(satker.nama, dasbor), *(akhir or (("Insiden", ""),))]


def dengan_insiden(izin: str) -> Callable[[View], View]:
    """View receives (request, insiden); foreign and absent incidents answer the same 404."""

    def bungkus(view: View) -> View:
        @dengan_satker(izin)
        @wraps(view)
        def dalam(request: HttpRequest, satker: Satker, periode: Periode, insiden: uuid.UUID) -> HttpResponse:
            semua = Insiden.objects.terlihat_oleh(request.pelaku).filter(satker=satker, periode=periode, pk=insiden)
            objek = semua.select_related("satker", "periode__instansi", "dokumen__isi", "dicatat_oleh").first()
            if objek is None:
                raise Http404("insiden")
            return view(request, objek)

        return dalam

    return bungkus


@dengan_satker("lihat_insiden")
@require_safe
def daftar(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """The incidents of one unit in a year."""
    konteks = {
        "satker": satker,
        "tahun": periode.tahun,
        "daftar": baca.insiden_satker(request.pelaku, satker, periode),
        "boleh_catat": request.pelaku.punya("catat_insiden"),
        "sendiri": baca.boleh_jawab(request.pelaku, satker),
        "remah": _remah(satker, periode),
    }
    return render(request, "penilaian/insiden/daftar.html", konteks)


@perlu("lihat_insiden")
@require_safe
def semua(request: HttpRequest, tahun: int) -> HttpResponse:
    """The incidents of every unit the reader looks after."""
    periode = periode_untuk(request.pelaku.unit, tahun)
    if periode is None:
        raise Http404("periode")
    request.tahun = periode.tahun
    status = request.GET.get("status", "")
    status = status if status in NAMA else ""
    jumlah = baca.jumlah_status(request.pelaku, periode)
    halaman = bagi(baca.insiden_wilayah(request.pelaku, periode, status), request.GET)
    konteks = {
        "tahun": periode.tahun,
        "halaman": halaman,
        "baris": [(i, baca.rupa(i.status)) for i in halaman.isi],
        "status": status,
        "pilihan": [(k, nama, jumlah.get(k, 0)) for k, nama in NAMA.items()],
        "jumlah": sum(jumlah.values()),
    }
    return render(request, "penilaian/insiden/semua.html", konteks)


@dengan_satker("catat_insiden")
@require_http_methods(["GET", "HEAD", "POST"])
def baru(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Record a dugaan, or report one's own."""
    sendiri = baca.boleh_jawab(request.pelaku, satker)
    form = InsidenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        objek = aksi.catat_insiden(
            oleh=request.pelaku, satker=satker, periode=periode, isi=form.isi, dilaporkan_sendiri=sendiri
        )
        kata = "Laporan Anda tersimpan" if sendiri else "Dugaan tercatat dan langsung tampil bagi satker"
        messages.success(request, f"{kata}. Insiden nomor {objek.nomor}.")
        return redirect("insiden", insiden=objek.pk, **_alamat(satker, periode))
    url = reverse("insiden_daftar", kwargs=_alamat(satker, periode))
    konteks = {"satker": satker, "tahun": periode.tahun, "form": form, "sendiri": sendiri, "batal": url}
    konteks["remah"] = _remah(satker, periode, ("Insiden", url), ("Laporkan" if sendiri else "Catat dugaan", ""))
    return render(request, "penilaian/insiden/baru.html", konteks, status=422 if form.errors else 200)


def halaman_insiden(
    request: HttpRequest, insiden: Insiden, *, galat: str = "", status: int = 200, **form: Any
) -> HttpResponse:
    """The page of one incident; a form that was refused comes back with what was typed."""
    isi = baca.susun_insiden(request.pelaku, insiden)
    if isi.hak.jawab or "jawab" in form:
        form.setdefault("jawab", JawabForm(berkas=baca.pilihan_berkas(request.pelaku, insiden.satker)))
    if isi.hak.usul:
        awal = {"dilaporkan_sendiri": insiden.dilaporkan_sendiri, "ditangani": insiden.ditangani}
        form.setdefault("usul", UsulForm(pilihan=isi.pilihan, initial=awal, prefix="usul"))
    if isi.hak.putus:
        form.setdefault("putus", PutusForm(initial={"usul": isi.usul.pk}, prefix="putus"))
    url = reverse("insiden_daftar", kwargs=_alamat(insiden.satker, insiden.periode))
    konteks = {
        "satker": insiden.satker,
        "tahun": insiden.periode.tahun,
        "isi": isi,
        "insiden": insiden,
        "galat": galat,
        "remah": _remah(insiden.satker, insiden.periode, ("Insiden", url), (f"Nomor {insiden.nomor}", "")),
        **{f"form_{nama}": satu for nama, satu in form.items()},
    }
    return render(request, "penilaian/insiden/rinci.html", konteks, status=status)


@dengan_insiden("lihat_insiden")
@require_safe
def rinci(request: HttpRequest, insiden: Insiden) -> HttpResponse:
    """Everything about one incident, and the forms of the actor's role."""
    return halaman_insiden(request, insiden)


def _kembali(request: HttpRequest, insiden: Insiden, pesan: str) -> HttpResponse:
    messages.success(request, pesan)
    return redirect("insiden", insiden=insiden.pk, **_alamat(insiden.satker, insiden.periode))


@require_POST
@dengan_insiden("lihat_insiden")
def jawab(request: HttpRequest, insiden: Insiden) -> HttpResponse:
    """The answer of the satker."""
    if not baca.boleh_jawab(request.pelaku, insiden.satker):
        raise PermissionDenied("Kepala satker atau ketua tim ZI yang menjawab.")
    form = JawabForm(request.POST, berkas=baca.pilihan_berkas(request.pelaku, insiden.satker))
    if not form.is_valid():
        return halaman_insiden(request, insiden, jawab=form, status=422)
    try:
        aksi.jawab_insiden(oleh=request.pelaku, insiden=insiden, isi=form.cleaned_data["isi"], berkas=form.berkas)
    except AturanSalah as galat:
        return halaman_insiden(request, insiden, galat=str(galat), jawab=form, status=409)
    return _kembali(request, insiden, "Jawaban tersimpan dan terbaca tim penilai.")


@require_POST
@dengan_insiden("lihat_insiden")
def klarifikasi(request: HttpRequest, insiden: Insiden) -> HttpResponse:
    """Take a dugaan up."""
    if not baca.boleh_urus(request.pelaku, insiden.satker):
        raise PermissionDenied("Ketua tim penilai yang memulai klarifikasi.")
    try:
        aksi.mulai_klarifikasi(oleh=request.pelaku, insiden=insiden)
    except AturanSalah as galat:
        return halaman_insiden(request, insiden, galat=str(galat), status=409)
    return _kembali(request, insiden, "Klarifikasi dimulai. Satker tetap dapat menjawab sampai tenggatnya.")


@require_POST
@dengan_insiden("lihat_insiden")
def usul(request: HttpRequest, insiden: Insiden) -> HttpResponse:
    """Propose a verdict."""
    if not baca.boleh_urus(request.pelaku, insiden.satker):
        raise PermissionDenied("Ketua tim penilai yang mengusulkan putusan.")
    form = UsulForm(request.POST, prefix="usul", pilihan=[(k, NAMA[k]) for k in pilihan_putusan(insiden.status)])
    if not form.is_valid():
        return halaman_insiden(request, insiden, usul=form, status=422)
    try:
        usul_putusan(oleh=request.pelaku, insiden=insiden, **form.cleaned_data)
    except AturanSalah as galat:
        return halaman_insiden(request, insiden, galat=str(galat), usul=form, status=409)
    return _kembali(request, insiden, "Usul putusan tersimpan. Orang kedua yang memutuskan.")


@require_POST
@dengan_insiden("lihat_insiden")
def putus(request: HttpRequest, insiden: Insiden) -> HttpResponse:
    """Decide on a proposal of somebody else."""
    if not baca.boleh_putus(request.pelaku):
        raise PermissionDenied("Pengendali teknis atau admin inspektorat yang memutuskan.")
    form = PutusForm(request.POST, prefix="putus")
    if not form.is_valid():
        return halaman_insiden(request, insiden, putus=form, status=422)
    isi, terima = form.cleaned_data, form.cleaned_data["terima"] == "ya"
    objek = PutusanInsiden.objects.filter(satker=insiden.satker_id, insiden=insiden, pk=isi["usul"]).first()
    if objek is None:
        raise Http404("usul")
    try:
        kini = putus_insiden(oleh=request.pelaku, insiden=insiden, usul=objek, terima=terima, alasan=isi["alasan"])
    except AturanSalah as galat:
        return halaman_insiden(request, insiden, galat=str(galat), putus=form, status=409)
    kata = f"Insiden diputuskan: {NAMA[kini.status].lower()}." if terima else "Usul dikembalikan kepada ketua."
    return _kembali(request, insiden, kata)


# The body is read as for an upload: authorised first, the connection given back, the form token checked after it.
@transaction.non_atomic_requests
@csrf_exempt
@require_POST
@dengan_insiden("periksa_insiden")
def unggah_dokumen(request: HttpRequest, insiden: Insiden) -> HttpResponse:
    """The document a verdict stands on comes in."""
    if not baca.boleh_dokumen(request.pelaku):
        raise PermissionDenied("Ketua, pengendali teknis, atau admin inspektorat yang menyimpan dokumen insiden.")
    return terima_lampiran(
        request,
        instansi=insiden.periode.instansi,
        simpan=lambda kiriman, putusan: aksi.simpan_dokumen_insiden(
            oleh=request.pelaku, insiden=insiden, kiriman=kiriman, putusan=putusan
        ),
        tolak=lambda kata, status: halaman_insiden(request, insiden, galat=kata, status=status),
        sesudah=lambda: _kembali(
            request, insiden, "Dokumen tersimpan. Satker melihat bahwa dokumen ada, tanpa isinya."
        ),
    )


@transaction.non_atomic_requests
@require_safe
@dengan_insiden("periksa_insiden")
def dokumen(request: HttpRequest, insiden: Insiden) -> HttpResponseBase:
    """The document itself, for evaluators and the inspectorate only."""
    if insiden.dokumen is None:
        raise Http404("dokumen")
    return kirim_lampiran(request, insiden.dokumen, f"Insiden {insiden.satker.kode} nomor {insiden.nomor}.pdf")
