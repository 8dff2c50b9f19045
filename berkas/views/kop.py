"""The letterhead of the instansi of the admin."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berkas import pesan
from berkas.actions import DitolakError, KuotaPenuhError, antar_dulu, periksa_kiriman
from berkas.actions.kop import ganti_kop, lepas_kop
from berkas.forms.dokumen import KertasForm
from berkas.penyimpanan import Kiriman, PenyimpananPenuhError, buka
from berkas.queries.dokumen import kop_berlaku
from berkas.views.terima import Gagal, KirimanTidakTerbacaError, lepas_koneksi, periksa_kepala, terima
from berkas.views.unggah import jawab_tak_terbaca
from satker.actions.setelan import atur_kertas
from satker.models import Satker
from satker.queries.setelan import setelan_instansi
from satker.views.akses import perlu


def _instansi(request: HttpRequest) -> Satker:
    return request.pelaku.unit.instansi


# The body is read as for an upload: authorised first, the connection given back, the form token checked after it.
@transaction.non_atomic_requests
@csrf_exempt
@perlu("kelola_dokumen")
@require_http_methods(["GET", "HEAD", "POST"])
def kop(request: HttpRequest) -> HttpResponse:
    """What stands at the head of documents now; POST takes a new picture."""
    if request.method != "POST":
        return _halaman(request)
    try:
        panjang = periksa_kepala(request, banyak=1)
        lepas_koneksi(panjang)
        with terima(request, panjang) as kiriman:
            return _simpan(request, kiriman)
    except KirimanTidakTerbacaError as galat:
        return jawab_tak_terbaca(request, galat)


def _halaman(request: HttpRequest, galat: str = "", status: int = 200, form: KertasForm | None = None) -> HttpResponse:
    instansi = _instansi(request)
    setelan = setelan_instansi(instansi)
    awal = {"kertas": setelan.kertas, "sampul_lhe": setelan.sampul_lhe}
    isi = {
        "instansi": instansi,
        "kop": kop_berlaku(instansi),
        "galat": galat,
        "form": form or KertasForm(initial=awal),
    }
    return render(request, "berkas/dokumen/kop.html", isi, status=status)


@csrf_protect
def _simpan(request: HttpRequest, kiriman: list[Kiriman | Gagal]) -> HttpResponse:
    satu = kiriman[0] if kiriman else Gagal("", 422, pesan.TANPA_BERKAS)
    if isinstance(satu, Gagal):
        return _halaman(request, satu.pesan, satu.status)
    instansi = _instansi(request)
    try:
        putusan = periksa_kiriman(satu)
        antar_dulu(satker_id=instansi.pk, kiriman=satu)
        ganti_kop(oleh=request.pelaku, instansi=instansi, kiriman=satu, putusan=putusan)
    except (DitolakError, KuotaPenuhError) as galat:
        return _halaman(request, str(galat), 422)
    except PenyimpananPenuhError:
        return _halaman(request, pesan.PENUH, 507)
    messages.success(request, "Kop dipakai untuk dokumen yang terbit mulai sekarang.")
    return redirect("berkas:kop")


@perlu("kelola_dokumen")
@require_POST
def kertas(request: HttpRequest) -> HttpResponse:
    """Paper and cover of documents drawn from now on."""
    form = KertasForm(request.POST)
    if not form.is_valid():
        return _halaman(request, status=422, form=form)
    berubah = atur_kertas(oleh=request.pelaku, instansi=_instansi(request), **form.cleaned_data)
    messages.success(request, "Pilihan kertas tersimpan." if berubah else "Tidak ada yang berubah.")
    return redirect("berkas:kop")


@perlu("kelola_dokumen")
@require_POST
def lepas(request: HttpRequest) -> HttpResponse:
    """Back to the text letterhead."""
    if lepas_kop(oleh=request.pelaku, instansi=_instansi(request)):
        messages.success(request, "Gambar kop dihapus. Dokumen berikutnya memakai kop teks.")
    return redirect("berkas:kop")


@require_safe
@perlu("kelola_dokumen")
def gambar(request: HttpRequest) -> HttpResponseBase:
    """The picture itself, for the preview on the page."""
    objek = kop_berlaku(_instansi(request))
    if objek is None:
        raise Http404("kop")
    try:
        aliran = buka(objek.isi.kunci, objek.isi.ukuran)
    except OSError as galat:
        raise Http404("kop") from galat
    jawab = FileResponse(aliran, content_type=objek.isi.media)
    jawab.headers["Cache-Control"] = "private, no-store"
    jawab.headers["X-Content-Type-Options"] = "nosniff"
    jawab.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawab.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return jawab
