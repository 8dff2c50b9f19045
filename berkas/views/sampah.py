"""The trash, and what is done to several documents at once. Each change is shown before it happens."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from berkas.actions import KeadaanBerubahError, buang_berkas, pulihkan_berkas, tautkan
from berkas.izin import boleh_peran
from berkas.models import Berkas
from berkas.queries.hak import hak_ganti
from berkas.queries.sampah import sampah as baca_sampah
from berkas.views.akses import wajib_terbuka, wajib_tulis
from berkas.views.bukti import tak_ditemukan
from berkas.views.tab import tab_untuk
from berkas.views.unggah import MAKS_BERKAS, url_butir
from instrumen.queries import instrumen_untuk
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker

AKSI = ("tautkan", "buang", "zip")


def url_daftar(satker: Satker, periode: Periode, nama: str = "berkas:daftar") -> str:
    return reverse(nama, kwargs={"tahun": periode.tahun, "kode": satker.kode})


def kunci_dari(teks: list[str]) -> list[uuid.UUID]:
    """Ids from form fields, each of which may hold several with commas; one that is no id makes it a 404."""
    try:
        return list(dict.fromkeys(uuid.UUID(t) for satu in teks for t in satu.split(",") if t))[:MAKS_BERKAS]
    except ValueError as galat:
        raise Http404("berkas") from galat


def terpilih(request: HttpRequest, satker: Satker, teks: list[str]) -> list[Berkas]:
    """Documents chosen in the list, in its order; a foreign or absent one makes it a 404."""
    kunci = kunci_dari(teks)
    daftar = Berkas.objects.ada().terlihat_oleh(request.pelaku).filter(satker=satker, pk__in=kunci)
    berkas = {b.pk: b for b in daftar.select_related("pemilik")}
    if len(berkas) != len(kunci):
        raise Http404("berkas")
    return [berkas[k] for k in kunci]


@require_safe
@dengan_satker("lihat_lke")
def banyak(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """What would happen to the chosen documents: `aksi` is tautkan, buang or zip."""
    berkas = terpilih(request, satker, request.GET.getlist("pilih"))
    aksi = request.GET.get("aksi", "")
    if not berkas or aksi not in AKSI:
        messages.info(request, "Centang dulu berkas yang dimaksud.")
        return HttpResponseRedirect(url_daftar(satker, periode))
    if aksi != "zip":
        _wajib_sendiri(request, satker, periode)
    return _pratinjau(request, satker, periode, aksi, berkas)


def _wajib_sendiri(request: HttpRequest, satker: Satker, periode: Periode) -> None:
    pelaku = request.pelaku
    if not (pelaku.punya("isi_lke") and pelaku.unit.pk == satker.pk):
        raise PermissionDenied("Berkas satker ini hanya diubah oleh tim ZI satker itu sendiri.")
    wajib_terbuka(request, satker, periode)


def _pratinjau(
    request: HttpRequest,
    satker: Satker,
    periode: Periode,
    aksi: str,
    berkas: list[Berkas],
    *,
    kode: str = "",
    galat: str = "",
) -> HttpResponse:
    hak = hak_ganti(request.pelaku, satker, periode, berkas)
    judul = {"tautkan": "Tautkan ke soal", "buang": "Pindahkan ke Sampah", "zip": "Unduh sebagai ZIP"}[aksi]
    isi = {
        "satker": satker,
        "periode": periode,
        "aksi": aksi,
        "judul": judul,
        "baris": [(b, hak[b.pk]) for b in berkas],
        "boleh": [b for b in berkas if hak[b.pk].boleh],
        "kode": kode,
        "galat": galat,
        "hari": settings.SAMPAH_HARI,
        "remah": [(f"Data dukung {periode.tahun}", url_daftar(satker, periode)), (judul, "")],
    }
    return render(request, "berkas/banyak.html", isi, status=422 if galat else 200)


@dengan_satker("isi_lke")
@require_POST
def buang(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Move the documents `pilih` to the trash; those the actor may not change stay and are named."""
    berkas = terpilih(request, satker, request.POST.getlist("pilih"))
    if not berkas:
        raise Http404("berkas")
    wajib_terbuka(request, satker, periode)
    hak = hak_ganti(request.pelaku, satker, periode, berkas)
    boleh = [b for b in berkas if hak[b.pk].boleh]
    if not boleh:
        raise PermissionDenied(hak[berkas[0].pk].sebab)
    dibuang = buang_berkas(oleh=request.pelaku, satker=satker, periode=periode, berkas=boleh)
    if len(boleh) < len(berkas):
        messages.warning(request, f"{len(berkas) - len(boleh)} berkas dilewati: bukan milik Anda atau area Anda.")
    kunci = ",".join(str(b.pk) for b in dibuang)
    return HttpResponseRedirect(f"{url_daftar(satker, periode)}?{urlencode({'batal': kunci})}")


@dengan_satker("isi_lke")
@require_POST
def tautkan_banyak(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Link the documents `pilih` to the question whose code was typed; an error keeps the choice."""
    berkas = terpilih(request, satker, request.POST.getlist("pilih"))
    if not berkas:
        raise Http404("berkas")
    kode = request.POST.get("kode_butir", "").strip()[:20]
    butir = instrumen_untuk(periode.instrumen).cari(kode)
    if butir is None:
        return _pratinjau(request, satker, periode, "tautkan", berkas, kode=kode, galat=tak_ditemukan(periode, kode))
    if not boleh_peran(request.pelaku, satker, butir.area):
        galat = f"Soal {butir.kode_pendek} bukan bagian peran Anda. Pilih soal dari area Anda."
        return _pratinjau(request, satker, periode, "tautkan", berkas, kode=kode, galat=galat)
    wajib_tulis(request, satker, periode, butir)
    try:
        baru = tautkan(
            oleh=request.pelaku, satker=satker, periode=periode, kode_butir=butir.kode, area=butir.area, berkas=berkas
        )
        sudah = len(berkas) - len(baru)
        tambahan = f" {sudah} sudah ada di sana." if sudah else ""
        messages.success(request, f"{len(baru)} berkas ditautkan ke {butir.kode_pendek}.{tambahan}")
    except KeadaanBerubahError as ubah:
        messages.warning(request, str(ubah))
    return HttpResponseRedirect(url_butir(satker, periode, butir))


@require_safe
@dengan_satker("isi_lke")
def sampah(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    isi = {
        "halaman": baca_sampah(request.pelaku, satker, periode, request.GET),
        "satker": satker,
        "periode": periode,
        "hari": settings.SAMPAH_HARI,
        "tab": tab_untuk(request, satker, periode, "berkas:sampah"),
        "remah": [(f"Data dukung {periode.tahun}", url_daftar(satker, periode)), ("Sampah", "")],
    }
    return render(request, "berkas/sampah.html", isi)


@dengan_satker("isi_lke")
@require_POST
def pulihkan(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Take documents (field `berkas`, ids with commas) out of the trash: who may change them, or who put them there."""
    kunci = kunci_dari(request.POST.getlist("berkas"))
    daftar = Berkas.objects.terlihat_oleh(request.pelaku).filter(
        satker=satker, pk__in=kunci, dihapus_pada__isnull=False
    )
    berkas = list(daftar.select_related("pemilik"))
    if not berkas:
        messages.info(request, "Berkas itu tidak ada di Sampah lagi.")
        return HttpResponseRedirect(url_daftar(satker, periode))
    wajib_terbuka(request, satker, periode)
    hak = hak_ganti(request.pelaku, satker, periode, berkas)
    for b in berkas:
        if not hak[b.pk].boleh and b.dihapus_oleh_id != request.pelaku.user.pk:
            raise PermissionDenied(hak[b.pk].sebab)
    try:
        kembali = pulihkan_berkas(oleh=request.pelaku, satker=satker, periode=periode, berkas=berkas)
        apa = kembali[0].judul if len(kembali) == 1 else f"{len(kembali)} berkas"
        messages.success(request, f"{apa} dipulihkan. Semua tautannya ke soal berlaku lagi.")
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
        return HttpResponseRedirect(url_daftar(satker, periode, "berkas:sampah"))
    return HttpResponseRedirect(url_daftar(satker, periode))
