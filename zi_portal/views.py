"""Pages that belong to no room: search, help, health, gallery."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from berkas.queries.jenis import jenis_berkas
from common.kesehatan import Keadaan
from pemantauan.queries.cari import cari as cari_semua
from satker.views.akses import masuk, perlu, publik
from zi_portal.galeri import contoh
from zi_portal.kesehatan import periksa_semua


@publik
def sehat(request: HttpRequest) -> HttpResponse:
    """Process and database answer."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@perlu("lihat_instrumen")
def cari(request: HttpRequest) -> HttpResponse:
    """One box: a question code opens the reader's own question; anything else lists what was found in the year."""
    q, teks = request.GET.get("q", "").strip()[:100], request.GET.get("tahun", "")
    tahun = int(teks) if len(teks) == 4 and teks.isdecimal() else None
    hasil = cari_semua(request.pelaku, q, tahun)
    if hasil.tepat and hasil.sendiri:
        kode = hasil.tepat.kode_pendek
        return redirect("butir", tahun=hasil.periode.tahun, kode=request.pelaku.unit.kode, kode_butir=kode)
    return render(request, "cari.html", {"isi": hasil, "unit": request.pelaku.unit})


@perlu("kelola_sistem")
@require_safe
def kesehatan(request: HttpRequest) -> HttpResponse:
    """Every part of the system with its state; each look is a new check."""
    baris = periksa_semua()
    hitung = {k: sum(p.keadaan == k for p in baris) for k in Keadaan}
    isi = {"baris": baris, "merah": hitung[Keadaan.MERAH], "perhatian": hitung[Keadaan.PERHATIAN]}
    return render(request, "kesehatan.html", isi)


@publik
def bantuan(request: HttpRequest) -> HttpResponse:
    return render(request, "bantuan.html", {"jenis": jenis_berkas()})


@publik
def aksesibilitas(request: HttpRequest) -> HttpResponse:
    return render(request, "aksesibilitas.html")


@masuk
def galeri(request: HttpRequest) -> HttpResponse:
    """Every component once, for people who build pages (only with DEBUG or DEMO)."""
    return render(request, "galeri.html", contoh(request.GET))
