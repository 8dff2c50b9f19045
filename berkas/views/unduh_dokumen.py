"""Files of issued documents: the issued PDF and its signed scans, out and in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from berkas import pesan
from berkas.actions import DitolakError, KeadaanBerubahError, KuotaPenuhError, antar_dulu, periksa_kiriman
from berkas.actions.ttd import unggah_ttd
from berkas.forms.dokumen import TtdForm
from berkas.izin import boleh_unggah_ttd
from berkas.models import DokumenTerbit, Isi
from berkas.penyimpanan import BLOK, Kiriman, PenyimpananPenuhError, buka
from berkas.views.dokumen import TIDAK_BOLEH, ambil_dokumen, halaman_dokumen, url_dokumen
from berkas.views.pustaka import TUJUAN_SAH, disposisi, isi_hilang
from berkas.views.terima import Gagal, KirimanTidakTerbacaError, lepas_koneksi, periksa_kepala, terima
from berkas.views.unggah import jawab_tak_terbaca
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker


def wajib_unduhan(request: HttpRequest) -> None:
    """A document is something to save, never part of a page."""
    if request.headers.get("Sec-Fetch-Dest", "").lower() not in TUJUAN_SAH:
        raise PermissionDenied("Berkas hanya dapat diunduh, tidak ditampilkan di dalam halaman lain.")


def berkepala(jawab: HttpResponseBase, nama: str) -> HttpResponseBase:
    """Headers of every download of the register."""
    jawab.headers["Content-Disposition"] = disposisi(nama)
    jawab.headers["Cache-Control"] = "private, no-store"
    jawab.headers["X-Content-Type-Options"] = "nosniff"
    jawab.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawab.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return jawab


@transaction.non_atomic_requests
@require_safe
@dengan_satker("lihat_lke")
def draf(request: HttpRequest, satker: Satker, periode: Periode, dokumen: uuid.UUID) -> HttpResponseBase:
    """The preview of a draft, DRAF on every page; only for those who issue it."""
    objek = ambil_dokumen(request, satker, periode, dokumen)
    if not objek.draf_siap:
        raise Http404("draf")
    wajib_unduhan(request)
    return berkepala(HttpResponse(bytes(objek.draf), content_type="application/pdf"), f"DRAF {objek.judul}.pdf")


@transaction.non_atomic_requests
@require_safe
@dengan_satker("lihat_lke")
def unduh(request: HttpRequest, satker: Satker, periode: Periode, dokumen: uuid.UUID) -> HttpResponseBase:
    """The issued file, byte for byte."""
    objek = ambil_dokumen(request, satker, periode, dokumen)
    if objek.isi is None:
        raise Http404("isi")
    return _kirim(request, objek.isi, nama_berkas(objek))


@transaction.non_atomic_requests
@require_safe
@dengan_satker("lihat_lke")
def unduh_ttd(
    request: HttpRequest, satker: Satker, periode: Periode, dokumen: uuid.UUID, nomor: int
) -> HttpResponseBase:
    """One signed scan; not while the virus scanner has not spoken."""
    objek = ambil_dokumen(request, satker, periode, dokumen)
    ttd = objek.ttd.select_related("isi").filter(nomor=nomor).first()
    if ttd is None or not ttd.terbuka:
        raise Http404("ttd")
    return _kirim(request, ttd.isi, f"V{ttd.nomor} {nama_berkas(objek)}")


def nama_berkas(dokumen: DokumenTerbit) -> str:
    return f"{dokumen.judul} {dokumen.kode}.pdf"


def _kirim(request: HttpRequest, isi: Isi, nama: str) -> HttpResponseBase:
    wajib_unduhan(request)
    try:
        aliran = buka(isi.kunci, isi.ukuran)
    except OSError:
        return isi_hilang(request, isi, nama)
    lepas_koneksi(isi.ukuran)
    jawab = FileResponse(aliran, content_type=isi.media)
    jawab.block_size = BLOK
    jawab.headers["Content-Length"] = str(isi.ukuran)
    return berkepala(jawab, nama)


# The body is read as for an upload: authorised first, the connection given back, the form token checked after it.
@transaction.non_atomic_requests
@csrf_exempt
@require_POST
@dengan_satker("lihat_lke")
def ttd(request: HttpRequest, satker: Satker, periode: Periode, dokumen: uuid.UUID) -> HttpResponse:
    """A signed scan comes in."""
    objek = ambil_dokumen(request, satker, periode, dokumen)
    if not boleh_unggah_ttd(request.pelaku, objek):
        raise PermissionDenied(TIDAK_BOLEH)
    try:
        panjang = periksa_kepala(request, banyak=1)
        lepas_koneksi(panjang)
        with terima(request, panjang) as kiriman:
            return _simpan_ttd(request, objek, kiriman)
    except KirimanTidakTerbacaError as galat:
        return jawab_tak_terbaca(request, galat)


@csrf_protect
def _simpan_ttd(request: HttpRequest, objek: DokumenTerbit, kiriman: list[Kiriman | Gagal]) -> HttpResponse:
    form = TtdForm(request.POST, prefix="ttd")
    satu = kiriman[0] if kiriman else Gagal("", 422, pesan.TANPA_BERKAS)
    if not form.is_valid() or isinstance(satu, Gagal):
        galat = satu.pesan if isinstance(satu, Gagal) else ""
        return halaman_dokumen(request, objek, galat=galat, ttd=form)
    try:
        putusan = periksa_kiriman(satu)
        antar_dulu(satker_id=objek.satker_id, kiriman=satu)
        baru = unggah_ttd(oleh=request.pelaku, dokumen=objek, kiriman=satu, putusan=putusan, **form.cleaned_data)
    except (DitolakError, KuotaPenuhError, KeadaanBerubahError) as galat:
        return halaman_dokumen(request, objek, galat=str(galat), ttd=form)
    except PenyimpananPenuhError:
        return halaman_dokumen(request, objek, galat=pesan.PENUH, ttd=form, status=507)
    messages.success(request, f"Salinan bertanda tangan tersimpan sebagai V{baru.nomor}.")
    return HttpResponseRedirect(url_dokumen(objek))
