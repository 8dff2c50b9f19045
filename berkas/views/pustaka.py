"""The satker's documents, one of them, and its bytes."""

from __future__ import annotations

import logging
import unicodedata
import uuid
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from berkas import pesan
from berkas.izin import boleh_batasi, boleh_tulis
from berkas.models import Berkas, PutusanVersi, VersiBerkas
from berkas.penyimpanan import BLOK, buka
from berkas.queries import mini, mirip_berkas, pustaka, telaah_berkas
from berkas.queries import rincian as baca_rincian
from berkas.queries.hak import hak_ganti
from berkas.views.akses import ambil_berkas, jendela_tulis
from berkas.views.tab import tab_untuk
from berkas.views.terima import lepas_koneksi
from berkas.views.unggah import MAKS_BERKAS, lewat_skrip
from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker

TOMBOL_TULIS = (("tautkan", "Tautkan ke soal", "link"), ("buang", "Pindahkan ke Sampah", "trash"))
TOMBOL_ZIP = ("zip", "Unduh ZIP", "download")
log = logging.getLogger(__name__)

# A file is something to save, never part of a page (quality V3.2.1): by a link, by a script, or by no browser at all.
_TUJUAN_SAH = frozenset({"", "document", "empty"})


@require_safe
@dengan_satker("lihat_lke")
def daftar(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """The list; with `?untuk=P5.1b` it also offers to link documents to that question."""
    untuk = _untuk(request, satker, periode)
    menulis = request.pelaku.punya("isi_lke") and request.pelaku.unit.pk == satker.pk
    isi = {
        "tombol": [*(TOMBOL_TULIS if menulis else ()), TOMBOL_ZIP],
        "batal": _batal(request, satker) if menulis else None,
        "pustaka": pustaka(request.pelaku, satker, periode, request.GET),
        "satker": satker,
        "periode": periode,
        "untuk": untuk,
        "tab": tab_untuk(request, satker, periode, "berkas:daftar"),
        "remah": [
            (f"LKE {periode.tahun}", reverse("lke", kwargs={"tahun": periode.tahun, "kode": satker.kode})),
            ("Data dukung", ""),
        ],
    }
    return render(request, "berkas/daftar.html", isi)


def _batal(request: HttpRequest, satker: Satker) -> tuple[str, str] | None:
    """What the undo bar says and the ids it takes back, when documents were just moved to the trash."""
    try:
        kunci = [uuid.UUID(t) for t in request.GET.get("batal", "").split(",") if t][:MAKS_BERKAS]
    except ValueError:
        return None
    dibuang = Berkas.objects.di_sampah().filter(satker=satker, pk__in=kunci, dihapus_oleh=request.pelaku.user)
    baris = list(dibuang.values_list("pk", "judul")) if kunci else []
    if not baris:
        return None
    apa = baris[0][1] if len(baris) == 1 else f"{len(baris)} berkas"
    return f"{apa} dipindahkan ke Sampah.", ",".join(str(pk) for pk, _ in baris)


def _untuk(request: HttpRequest, satker: Satker, periode: Periode) -> Butir | None:
    """The question to link to, when the actor may write there now."""
    kode = request.GET.get("untuk", "")
    butir = instrumen_untuk(periode.instrumen).cari(kode) if kode else None
    if butir is None:
        return None
    terbuka = jendela_tulis(request.pelaku, satker, periode).terbuka
    return butir if boleh_tulis(request.pelaku, satker, butir.area, terbuka) else None


@require_safe
@dengan_satker("lihat_lke")
def rincian(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID) -> HttpResponse:
    return tampil_rincian(request, satker, periode, ambil_berkas(request, satker, berkas))


def tampil_rincian(
    request: HttpRequest, satker: Satker, periode: Periode, objek: Berkas, *, kode: str = "", galat: str = ""
) -> HttpResponse:
    """The page of one document; `galat` is why linking it to the typed `kode` failed."""
    daftar_url = reverse("berkas:daftar", kwargs={"tahun": periode.tahun, "kode": satker.kode})
    pelaku = request.pelaku
    hak = hak_ganti(pelaku, satker, periode, [objek])[objek.pk]
    isi = {
        "rincian": (isi_rincian := baca_rincian(pelaku, objek, periode)),
        "mini": mini(isi_rincian.versi),
        "mirip": mirip_berkas(pelaku, objek),
        "telaah": telaah_berkas(pelaku, objek),
        "boleh_batasi": boleh_batasi(pelaku, objek),
        "milik_sendiri": pelaku.punya("isi_lke") and pelaku.unit.pk == satker.pk,
        "hak": hak,
        "menulis": pelaku.punya("isi_lke"),
        "satker": satker,
        "periode": periode,
        "boleh_tautkan": (terbuka := pelaku.punya("isi_lke") and jendela_tulis(pelaku, satker, periode).terbuka),
        "boleh_ganti": terbuka and hak.boleh,
        "kode": kode,
        "galat": galat,
        "remah": [(f"Data dukung {periode.tahun}", daftar_url), (objek.judul, "")],
    }
    return render(request, "berkas/rincian.html", isi, status=422 if galat else 200)


@transaction.non_atomic_requests
@require_safe
@dengan_satker("lihat_lke")
def unduh(request: HttpRequest, satker: Satker, periode: Periode, berkas: uuid.UUID, nomor: int) -> HttpResponse:
    """The bytes as they were sent, always as an attachment, never inside a page."""
    objek = ambil_berkas(request, satker, berkas)
    versi = VersiBerkas.objects.filter(satker=satker, berkas=objek, nomor=nomor).select_related("isi").first()
    if versi is None:
        raise Http404("versi")
    return kirim_versi(request, versi)


def kirim_versi(request: HttpRequest, versi: VersiBerkas) -> HttpResponse:
    """The bytes of a version the caller has authorised; 404 unless it passed the checks."""
    if versi.putusan != PutusanVersi.LOLOS:
        raise Http404("versi")
    if request.headers.get("Sec-Fetch-Dest", "").lower() not in _TUJUAN_SAH:
        raise PermissionDenied("Berkas hanya dapat diunduh, tidak ditampilkan di dalam halaman lain.")
    etag = f'"{versi.isi.sha256}"'
    sama = get_conditional_response(request, etag=etag)
    if sama is not None and sama.status_code == 304:
        return _berkepala(sama, versi, etag)
    try:
        aliran = buka(versi.isi.kunci, versi.isi.ukuran)
    except OSError:
        return _isi_hilang(request, versi)
    lepas_koneksi(versi.isi.ukuran)
    response = FileResponse(aliran, content_type=versi.isi.media)
    response.block_size = BLOK
    response.headers["Content-Length"] = str(versi.isi.ukuran)
    response.headers["Content-Disposition"] = disposisi(versi.nama_kirim)
    return _berkepala(response, versi, etag)


def _isi_hilang(request: HttpRequest, versi: VersiBerkas) -> HttpResponse:
    log.error("isi berkas tidak terbaca di penyimpanan: %s (versi %s)", versi.isi.kunci, versi.pk, exc_info=True)
    teks = pesan.ISI_HILANG.format(nama=versi.nama_kirim)
    if lewat_skrip(request):
        return JsonResponse({"pesan": teks}, status=404)
    return render(request, "galat.html", {"judul": "Isi berkas tidak ditemukan", "pesan": teks}, status=404)


def _berkepala(response: HttpResponse, versi: VersiBerkas, etag: str) -> HttpResponse:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def disposisi(nama: str) -> str:
    """RFC 6266: ASCII fallback for old clients, `filename*` with the true name; nothing in it can end the header."""
    dasar = unicodedata.normalize("NFKD", nama).encode("ascii", "ignore").decode()
    aman = "".join(h if h.isalnum() or h in " .-_()+,@" else "_" for h in dasar).strip(" .") or "berkas"
    return f"attachment; filename=\"{aman}\"; filename*=UTF-8''{quote(nama, safe='')}"
