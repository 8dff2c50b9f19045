"""The on-screen mailbox of installations without a mail server (izin kelola_sistem)."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from common.halaman import bagi
from satker.queries.pekerjaan import kotak_surat
from satker.views.akses import perlu


@perlu("kelola_sistem")
def daftar(request: HttpRequest) -> HttpResponse:
    return render(request, "satker/surat/daftar.html", {"halaman": bagi(kotak_surat(), request.GET)})


@perlu("kelola_sistem")
def rinci(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    surat = get_object_or_404(kotak_surat(), pk=pk)
    remah = [("Kotak surat", reverse("satker:kotak_surat")), (surat.subjek, "")]
    return render(request, "satker/surat/rinci.html", {"surat": surat, "remah": remah})
