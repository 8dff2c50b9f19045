"""Penilaian pendahuluan by the line above: the queue, one sheet, one butir, and unchanged butir together."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berkas.queries import pratinjau
from common.hemat import cara_lihat
from instrumen.pohon.tipe import Butir
from penilaian.actions.diskusi import tandai_dibaca
from penilaian.actions.jawaban import JawabanDitolak, VersiUsang
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.actions.periksa import catat_baca, periksa_butir, tetap_lengkap
from penilaian.actions.surat_pendahuluan import cakupan_kini
from penilaian.alur import LangkahDitolak
from penilaian.forms.periksa import NilaiForm, PerbaikanForm
from penilaian.models import Lapisan, StatusButir
from penilaian.queries.alur import aturan_evaluasi, keadaan_lembar, langkah_mungkin
from penilaian.queries.pendahuluan import antrean, baris_nilai, berikutnya, nilai_pendahuluan
from penilaian.queries.periksa import bahan_pengajuan, daftar_periksa
from penilaian.queries.periksa_butir import HalamanPeriksa, halaman_periksa
from penilaian.queries.surat import surat_terakhir
from penilaian.skor.hitung import hitung
from penilaian.views.akses import Ruang
from penilaian.views.akses_periksa import RuangPeriksa, dengan_periksa, dengan_periksa_butir
from satker.queries.waktu import periode_berjalan, periode_untuk
from satker.views.akses import perlu


@require_safe
@perlu("nilai_pendahuluan")
def kini(request: HttpRequest) -> HttpResponse:
    """The queue of the running year, for the menu."""
    periode = periode_berjalan(request.pelaku.unit)
    return redirect("pendahuluan", periode.tahun) if periode else redirect("beranda")


@require_safe
@perlu("nilai_pendahuluan")
def daftar(request: HttpRequest, tahun: int) -> HttpResponse:
    """The queue of the office: which units wait, since when, until when, and how far each one is."""
    periode = periode_untuk(request.pelaku.unit, tahun)
    if periode is None:
        raise Http404("periode")
    request.tahun = tahun
    konteks = {
        "isi": antrean(request.pelaku, periode),
        "periode": periode,
        "pakai": aturan_evaluasi(periode).pakai_pendahuluan,
    }
    return render(request, "penilaian/pendahuluan/daftar.html", konteks)


def _kosong(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    konteks = {"satker": ruang.satker, "tahun": ruang.periode.tahun, "remah": _remah(ruang)}
    if ruang.lembar is not None:
        konteks["alur"] = keadaan_lembar(ruang.lembar)
    return render(request, "penilaian/pendahuluan/kosong.html", konteks)


@require_safe
@dengan_periksa("nilai_pendahuluan", kosong=_kosong)
def lembar(request: HttpRequest, ruang: RuangPeriksa) -> HttpResponse:
    """One sheet: every butir of the sending beside the score of this layer, what was read, and what comes next."""
    bahan = bahan_pengajuan(ruang.pengajuan)
    daftar = daftar_periksa(ruang.lembar, ruang.ruang.instrumen, bahan, ruang.periksa)
    nilai = nilai_pendahuluan(ruang.lembar)
    baris = baris_nilai(daftar, nilai)
    hasil = hitung(
        ruang.ruang.instrumen,
        {k: j.isi for k, j in nilai.items() if j.isi is not None},
        wbk_sejak=None,
        tahun=ruang.ruang.periode.tahun,
    )
    perlu_dilihat = [b for b in baris if b.perlu]
    konteks = {
        **_konteks(ruang),
        "baris": baris,
        "daftar": daftar,
        "hasil": hasil,
        "lanjut": perlu_dilihat[0].butir if perlu_dilihat else next((b.butir for b in baris if b.poin is None), None),
        "dikembalikan": sum(1 for b in baris if b.status == StatusButir.PERLU_PERBAIKAN),
        "diperbaiki": sum(1 for b in baris if b.status == StatusButir.DIPERBAIKI),
        "cakupan": cakupan_kini(ruang.lembar),
        "surat": surat_terakhir(ruang.lembar),
        "langkah": langkah_mungkin(request.pelaku, ruang.lembar),
        "remah": _remah(ruang.ruang),
    }
    return render(request, "penilaian/pendahuluan/lembar.html", konteks)


@dengan_periksa_butir("nilai_pendahuluan")
@require_http_methods(["GET", "HEAD", "POST"])
def butir(request: HttpRequest, ruang: RuangPeriksa, butir: Butir, berkas: uuid.UUID | None = None) -> HttpResponse:
    """GET shows what was sent beside the criterion, with the first or the chosen file; POST scores it, or marks it
    complete or to be repaired."""
    if request.method == "POST":
        if not ruang.hak.boleh:
            raise PermissionDenied(ruang.hak.sebab)
        return _simpan(request, ruang, butir)
    return _halaman(request, ruang, butir, berkas=berkas)


def _simpan(request: HttpRequest, ruang: RuangPeriksa, butir: Butir) -> HttpResponse:
    bahan = bahan_pengajuan(ruang.pengajuan).get(butir.kode)
    if bahan is None:
        raise Http404("butir")
    aksi = request.POST.get("aksi", "")
    try:
        if aksi in {"perbaikan", "lengkap"}:
            return _tandai(request, ruang, butir, aksi == "lengkap")
        return _nilai(request, ruang, butir, bahan.isi)
    except VersiUsang as usang:
        oleh = usang.kini.oleh.nama if usang.kini else "Orang lain"
        messages.error(request, f"{oleh} baru saja menilai soal ini. Nilai Anda belum tersimpan; lihat nilainya dulu.")
    except (LangkahDitolak, JawabanDitolak) as galat:
        messages.error(request, f"{galat} Belum ada yang tersimpan.")
    return redirect(_url(ruang, butir))


def _nilai(request: HttpRequest, ruang: RuangPeriksa, butir: Butir, satker_isi: Any) -> HttpResponse:
    form = NilaiForm(butir, request.POST, satker_isi=satker_isi)
    if not form.is_valid():
        return _halaman(request, ruang, butir, form=form, status=422)
    with transaction.atomic():  # both or neither
        simpan_nilai(
            oleh=request.pelaku,
            lembar=ruang.lembar,
            butir=butir,
            lapisan=Lapisan.PENDAHULUAN,
            isi=form.isi,
            catatan=form.cleaned_data["uraian"],
            versi_dasar=form.cleaned_data["versi"],
        )
        if request.POST.get("lengkap"):
            ke = _ke(request)
            periksa_butir(oleh=request.pelaku, pengajuan=ruang.pengajuan, butir=butir, lengkap=True, ke_dilihat=ke)
    messages.success(request, f"{butir.kode_pendek} dinilai{' dan lengkap' if request.POST.get('lengkap') else ''}.")
    return redirect(_url_lanjut(ruang, butir))


def _tandai(request: HttpRequest, ruang: RuangPeriksa, butir: Butir, lengkap: bool) -> HttpResponse:
    form = PerbaikanForm(request.POST)
    if not lengkap and not form.is_valid():
        return _halaman(request, ruang, butir, perbaikan=form, status=422)
    periksa_butir(
        oleh=request.pelaku,
        pengajuan=ruang.pengajuan,
        butir=butir,
        lengkap=lengkap,
        alasan="" if lengkap else form.cleaned_data["alasan"],
        ke_dilihat=_ke(request),
    )
    kata = "ditandai lengkap" if lengkap else "dikembalikan ke satker dengan alasan Anda"
    messages.success(request, f"{butir.kode_pendek} {kata}.")
    return redirect(_url_lanjut(ruang, butir))


def _ke(request: HttpRequest) -> int | None:
    teks = request.POST.get("ke", "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 5 else None


def _halaman(
    request: HttpRequest,
    ruang: RuangPeriksa,
    butir: Butir,
    *,
    form: NilaiForm | None = None,
    perbaikan: PerbaikanForm | None = None,
    status: int = 200,
    berkas: uuid.UUID | None = None,
) -> HttpResponse:
    isi = halaman_periksa(request.pelaku, ruang.lembar, ruang.pengajuan, ruang.ruang.instrumen, butir, ruang.periksa)
    if isi is None:
        raise Http404("butir")
    if ruang.hak.boleh and request.method == "GET":
        catat_baca(oleh=request.pelaku, pengajuan=ruang.pengajuan, butir=butir, ke=isi.bahan.ke)
        if any(u.baru for u in isi.diskusi):
            tandai_dibaca(oleh=request.pelaku, lembar=ruang.lembar, butir=butir)
    lihat = _pratinjau(request, ruang, butir, isi, berkas)
    if request.htmx and lihat:
        return render(request, "berkas/_pratinjau.html", lihat)
    form = form or NilaiForm(butir, awal=isi.nilai, satker_isi=isi.bahan.isi)
    konteks = {
        **_konteks(ruang),
        **lihat,
        "isi": isi,
        "butir": butir,
        "form": form,
        "isian": form.medan_isian,
        "perbaikan": perbaikan or PerbaikanForm(initial={"alasan": isi.bahan.alasan}),
        "diskusi": isi.diskusi,
        "remah": [*_remah(ruang.ruang)[:-1], *_remah_lembar(ruang), (butir.kode_pendek, "")],
    }
    return render(request, "penilaian/pendahuluan/butir.html", konteks, status=status)


def _pratinjau(
    request: HttpRequest, ruang: RuangPeriksa, butir: Butir, isi: HalamanPeriksa, berkas: uuid.UUID | None
) -> dict[str, Any]:
    """The pinned version of the chosen file, the first one by default; empty without any file."""
    satu = next((b for b in isi.bukti if berkas in (None, b.berkas_id)), None)
    if satu is None:
        return {}
    hal = request.GET.get("hal", "")
    kunci = {**ruang.alamat, "kode_butir": butir.kode_pendek, "berkas": satu.berkas_id}
    return {
        "dilihat": satu,
        "pratinjau": pratinjau(
            satu.versi,
            nomor_terbaru=satu.nomor,
            hal=int(hal) if hal.isascii() and hal.isdigit() and len(hal) < 7 else 1,
            cara=cara_lihat(request),
        ),
        "lihat_url": reverse("pendahuluan_berkas", kwargs=kunci),
        "kode_satker": ruang.ruang.satker.kode,
        "tahun": ruang.ruang.periode.tahun,
        "boleh_ulang": False,
        "jeda": 10,
        "ke": 1,
        "fokus": bool(request.htmx),
    }


@dengan_periksa("nilai_pendahuluan")
@require_http_methods(["GET", "HEAD", "POST"])
def tetap(request: HttpRequest, ruang: RuangPeriksa) -> HttpResponse:
    """*Tetap lengkap* for everything that has not changed: first the list, then the mark."""
    if request.method == "POST":
        return _simpan_tetap(request, ruang)
    bahan = bahan_pengajuan(ruang.pengajuan)
    daftar = daftar_periksa(ruang.lembar, ruang.ruang.instrumen, bahan, ruang.periksa)
    konteks = {**_konteks(ruang), "daftar": daftar, "kembali": reverse("pendahuluan_lembar", kwargs=ruang.alamat)}
    return render(request, "penilaian/pendahuluan/tetap.html", konteks)


@require_POST
def _simpan_tetap(request: HttpRequest, ruang: RuangPeriksa) -> HttpResponse:
    try:
        banyak = tetap_lengkap(oleh=request.pelaku, pengajuan=ruang.pengajuan, kode=request.POST.getlist("kode"))
        dilewati = len(request.POST.getlist("kode")) - banyak
        lewat = f" {dilewati} dilewati karena sudah berubah." if dilewati else ""
        messages.success(request, f"{banyak} soal ditandai tetap lengkap.{lewat}")
    except LangkahDitolak as galat:
        messages.error(request, str(galat))
    return redirect("pendahuluan_lembar", **ruang.alamat)


def _konteks(ruang: RuangPeriksa) -> dict[str, Any]:
    return {
        "satker": ruang.ruang.satker,
        "tahun": ruang.ruang.periode.tahun,
        "pengajuan": ruang.pengajuan,
        "alur": ruang.alur,
        "hak": ruang.hak,
    }


def _url(ruang: RuangPeriksa, butir: Butir) -> str:
    return reverse("pendahuluan_butir", kwargs={**ruang.alamat, "kode_butir": butir.kode_pendek})


def _url_lanjut(ruang: RuangPeriksa, butir: Butir) -> str:
    """The next butir that needs somebody, or the overview when none does."""
    daftar = daftar_periksa(ruang.lembar, ruang.ruang.instrumen, bahan_pengajuan(ruang.pengajuan), ruang.periksa)
    baris = baris_nilai(daftar, nilai_pendahuluan(ruang.lembar))
    lanjut = berikutnya(baris, ruang.ruang.instrumen, butir.kode)
    return _url(ruang, lanjut) if lanjut else reverse("pendahuluan_lembar", kwargs=ruang.alamat)


def _remah(ruang: Ruang) -> list[tuple[str, str]]:
    antre = reverse("pendahuluan", kwargs={"tahun": ruang.periode.tahun})
    return [(f"Penilaian pendahuluan {ruang.periode.tahun}", antre), (ruang.satker.nama, "")]


def _remah_lembar(ruang: RuangPeriksa) -> list[tuple[str, str]]:
    return [(ruang.ruang.satker.nama, reverse("pendahuluan_lembar", kwargs=ruang.alamat))]
