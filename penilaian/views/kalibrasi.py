"""Calibration as evaluators and their leaders open it: the list, one set, own result, overview, page images."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from berkas.queries.berbagi import versi_tertunjuk
from berkas.views.pratinjau import kirim_gambar
from penilaian.actions.kalibrasi import KalibrasiDitolak, selesaikan
from penilaian.kalibrasi import CUKUP_PENILAI, PALING_BANYAK, PALING_SEDIKIT, PERLU_JELAS
from penilaian.queries.kalibrasi import berkas_kasus, daftar_set, hasil_sendiri, ringkasan_set, susun_set
from penilaian.queries.kalibrasi_wajib import PENILAI, wajib_kalibrasi
from penilaian.views.akses_kalibrasi import RuangKasus, RuangSet, dengan_kasus, dengan_set
from penilaian.views.akses_tim import dengan_tahun
from satker.models import Periode


@require_safe
@dengan_tahun("lihat_kalibrasi")
def daftar(request: HttpRequest, periode: Periode) -> HttpResponse:
    konteks = {
        "daftar": daftar_set(request.pelaku, periode),
        "periode": periode,
        "tahun": periode.tahun,
        "menjawab": request.pelaku.peran in PENILAI,
        "wajib": wajib_kalibrasi(periode),
        "kelola": request.pelaku.punya("kelola_evaluasi"),
        "remah": [(f"Kalibrasi {periode.tahun}", "")],
    }
    return render(request, "penilaian/kalibrasi/daftar.html", konteks)


@require_safe
@dengan_set("lihat_kalibrasi")
def rinci(request: HttpRequest, ruang: RuangSet) -> HttpResponse:
    """The inspectorate sees everything; an evaluator the agreed answers only after finishing."""
    kelola = request.pelaku.punya("kelola_evaluasi")
    isi = susun_set(request.pelaku, ruang.set, ruang.instrumen, periksa=kelola)
    konteks = {
        "ruang": ruang,
        "isi": isi,
        "tahun": ruang.periode.tahun,
        "kelola": kelola,
        "menjawab": request.pelaku.peran in PENILAI,
        "ringkas": request.pelaku.punya("ringkas_kalibrasi") and ruang.set.terbit,
        "hasil": hasil_sendiri(request.pelaku, isi) if isi.selesai else (),
        "sedikit": PALING_SEDIKIT,
        "banyak": PALING_BANYAK,
        "remah": ruang.remah(),
    }
    return render(request, "penilaian/kalibrasi/rinci.html", konteks)


@require_POST
@dengan_set("nilai_tpi")
def selesai(request: HttpRequest, ruang: RuangSet) -> HttpResponse:
    """Finish one's own answers."""
    try:
        selesaikan(oleh=request.pelaku, set_kalibrasi=ruang.set)
        messages.success(request, "Kalibrasi selesai. Jawaban yang disepakati kini terbuka untuk Anda.")
    except KalibrasiDitolak as galat:
        messages.error(request, str(galat))
    return redirect("kalibrasi_set", **ruang.alamat)


@require_safe
@dengan_set("ringkas_kalibrasi")
def ringkasan(request: HttpRequest, ruang: RuangSet) -> HttpResponse:
    """What all who finished answered, without names. Who answers too sees it after finishing."""
    if not ruang.set.terbit:
        raise Http404("ringkasan")
    isi = susun_set(request.pelaku, ruang.set, ruang.instrumen)
    if request.pelaku.peran in PENILAI and not isi.selesai:
        raise PermissionDenied("Selesaikan dulu jawaban Anda. Ringkasan memuat jawaban yang disepakati.")
    konteks = {
        "ruang": ruang,
        "tahun": ruang.periode.tahun,
        "isi": ringkasan_set(isi, ruang.instrumen),
        "cukup": CUKUP_PENILAI,
        "perlu": PERLU_JELAS * 100,
        "kelola": request.pelaku.punya("kelola_evaluasi"),
        "remah": ruang.remah("Ringkasan"),
    }
    return render(request, "penilaian/kalibrasi/ringkasan.html", konteks)


@require_safe
@dengan_kasus("lihat_kalibrasi")
def gambar(request: HttpRequest, ruang: RuangKasus, nomor: int, hal: int) -> HttpResponse:
    """One shown page. Whether the file may still be shown is judged anew for every image."""
    berkas = next((b for b in berkas_kasus(ruang.kasus) if b.nomor == nomor), None)
    if berkas is None or hal not in berkas.halaman:
        raise Http404("gambar")
    versi = versi_tertunjuk(berkas.baris.versi_id)
    if versi is None:
        raise Http404("gambar")
    return kirim_gambar(request, versi, hal, besar=True)
