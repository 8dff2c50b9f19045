"""Files of a proposal: filing, downloading, the package, and the link that opens it for people without an account."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from berkas.paket import alirkan
from berkas.periksa.tipe import MIB
from berkas.views.pustaka import disposisi, kirim_versi
from berkas.views.terima import lepas_koneksi
from penilaian.actions.lampiran import Lampiran
from penilaian.actions.tautan_paket import buat_tautan_paket, cabut_tautan_paket, pakai_tautan
from penilaian.actions.usulan import simpan_dokumen_usulan
from penilaian.forms.usulan import TautanForm
from penilaian.laporan.paket_usulan import susun_paket
from penilaian.models import JenisDokumen, StatusUnit, TautanPaket, UnitUsulan, Usulan
from penilaian.queries.syarat_usulan import hari_basis_data
from penilaian.queries.usulan import ambil_dokumen
from penilaian.views.bantu import dengan_tahun, dengan_usulan, kalimat, pesan_form
from penilaian.views.lampiran import TAMPUNGAN, dengan_lampiran, kata_tampungan
from penilaian.views.usulan import alamat
from satker.models import Periode
from satker.views.akses import publik


@transaction.non_atomic_requests
@csrf_exempt
@require_POST
@dengan_usulan
@dengan_lampiran
def dokumen(request: HttpRequest, usulan: Usulan, lampiran: Lampiran | None, galat_berkas: str) -> HttpResponse:
    """File one document of the proposal or of one of its units."""
    jenis, unit = request.POST.get("jenis", ""), None
    if jenis not in JenisDokumen.values:
        raise Http404("jenis")
    if kode := request.POST.get("unit", ""):
        baris = UnitUsulan.objects.filter(usulan=usulan, satker__kode=kode).exclude(status=StatusUnit.DIKELUARKAN)
        unit = baris.select_related("satker").first()
        if unit is None:
            raise Http404("unit")
    if lampiran is None:
        messages.error(request, galat_berkas or "Pilih berkas lebih dulu.")
        return redirect(alamat(usulan))
    try:
        simpan_dokumen_usulan(oleh=request.pelaku, usulan=usulan, jenis=jenis, lampiran=lampiran, unit=unit)
        messages.success(request, f"{JenisDokumen(jenis).label} tersimpan.")
    except ValidationError as galat:
        messages.error(request, kalimat(galat))
    except TAMPUNGAN as galat:
        messages.error(request, kata_tampungan(galat))
    return redirect(alamat(usulan))


@transaction.non_atomic_requests
@require_safe
@dengan_tahun("kelola_usulan")
def berkas(request: HttpRequest, periode: Periode, dokumen: uuid.UUID) -> HttpResponse:
    objek = ambil_dokumen(request.pelaku, dokumen)
    if objek is None or objek.usulan.periode_id != periode.pk:
        raise Http404("dokumen")
    return kirim_versi(request, objek.versi)


@transaction.non_atomic_requests
@require_safe
@dengan_usulan
def paket(request: HttpRequest, usulan: Usulan) -> HttpResponseBase:
    """Everything of the proposal in one ZIP, written while it is sent."""
    return _alirkan(usulan)


def _alirkan(usulan: Usulan) -> HttpResponseBase:
    entri, tambahan, hilang = susun_paket(usulan, hari_basis_data(usulan.satker))
    lepas_koneksi(MIB + 1)
    jawab = StreamingHttpResponse(alirkan(entri, tambahan, hilang=hilang), content_type="application/zip")
    nama = f"Usulan {usulan.get_jalur_display()} {usulan.periode.tahun} {usulan.satker.kode}.zip"
    jawab.headers["Content-Disposition"] = disposisi(nama)
    jawab.headers["Cache-Control"] = "private, no-store"
    jawab.headers["X-Content-Type-Options"] = "nosniff"
    jawab.headers["X-Robots-Tag"] = "noindex, nofollow"
    jawab.headers["Referrer-Policy"] = "no-referrer"
    jawab.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawab.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return jawab


# --- The link ------------------------------------------------------------------------------------------------------


@require_POST
@dengan_usulan
def tautan(request: HttpRequest, usulan: Usulan) -> HttpResponse:
    """Make a link; its address is shown once, on the page that follows."""
    form = TautanForm(request.POST)
    if form.is_valid():
        _, token = buat_tautan_paket(oleh=request.pelaku, usulan=usulan, **form.cleaned_data)
        request.session["tautan_paket"] = request.build_absolute_uri(reverse("paket_tautan", args=[token]))
        messages.success(request, "Tautan dibuat. Salin sekarang: alamatnya hanya ditampilkan sekali.")
    else:
        pesan_form(request, form)
    return redirect(f"{alamat(usulan)}#tautan")


@require_POST
@dengan_usulan
def tautan_cabut(request: HttpRequest, usulan: Usulan, pk: uuid.UUID) -> HttpResponse:
    objek = TautanPaket.objects.filter(usulan=usulan, pk=pk).first()
    if objek is None:
        raise Http404("tautan")
    cabut_tautan_paket(oleh=request.pelaku, tautan=objek)
    messages.success(request, "Tautan dicabut dan tidak dapat dibuka lagi.")
    return redirect(f"{alamat(usulan)}#tautan")


@publik
@require_safe
def paket_tautan(request: HttpRequest, token: str) -> HttpResponse:
    """What a link leads to. Unknown, ended and closed links are the same 404."""
    objek = pakai_tautan(token=token, unduh=False)
    if objek is None:
        raise Http404("tautan")
    isi = {"tautan": objek, "usulan": objek.usulan, "token": token, "zona": objek.usulan.satker.zona}
    jawab = render(request, "penilaian/usulan/paket_tautan.html", isi)
    jawab.headers["X-Robots-Tag"] = "noindex, nofollow"
    jawab.headers["Referrer-Policy"] = "no-referrer"
    jawab.headers["Cache-Control"] = "private, no-store"
    return jawab


@transaction.non_atomic_requests
@publik
@require_safe
def paket_unduh(request: HttpRequest, token: str) -> HttpResponseBase:
    objek = pakai_tautan(token=token, unduh=True)
    if objek is None:
        raise Http404("tautan")
    return _alirkan(objek.usulan)
