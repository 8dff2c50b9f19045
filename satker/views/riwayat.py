"""The audit log of a unit in a year, as people read it."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from common.halaman import bagi
from satker.models import Periode, Satker
from satker.queries import jejak as baca
from satker.views.akses import dengan_satker


def _saringan(isi: QueryDict, *, akun: bool, peran: str) -> baca.SaringanJejak:
    """Filters of the query string; a value that cannot be is treated as not given."""
    oleh = isi.get("oleh", "")
    if oleh != "sistem":
        try:
            oleh = str(uuid.UUID(oleh))
        except ValueError:
            oleh = ""
    teks = {nama: isi.get(nama, "").strip()[:40].replace("\x00", "") for nama in ("area", "butir", "aksi")}
    return baca.SaringanJejak(**teks, oleh=oleh, akun=akun, peran=peran)


@dengan_satker("lihat_lke")
def daftar(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    saringan = _saringan(request.GET, akun=request.pelaku.punya("kelola_pengguna"), peran=request.pelaku.peran)
    baku = replace(saringan, butir=baca.kode_baku(periode, saringan.butir))
    halaman = bagi(baca.daftar_jejak(satker, periode, baku), request.GET)
    konteks = {
        "satker": satker,
        "periode": periode,
        "zona": satker.zona,
        "halaman": halaman,
        "baris": [baca.baca(jejak, satker.zona) for jejak in halaman.isi],
        "saringan": saringan,
        "pilihan": baca.pilihan_jejak(satker, periode, akun=saringan.akun, peran=saringan.peran),
        "remah": [(satker.nama, reverse("dasbor", args=[periode.tahun, satker.kode])), ("Riwayat", "")],
    }
    return render(request, "satker/riwayat/daftar.html", konteks)
