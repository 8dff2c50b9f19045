"""The official list of evidence, from a finished package."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from berkas.actions import KeadaanBerubahError
from berkas.actions.daftar_resmi import JENIS_DAFTAR, siapkan_daftar
from berkas.actions.terbit import minta_draf
from berkas.forms.dokumen import DaftarResmiForm
from berkas.queries.dokumen import dapat_diganti
from berkas.views.dokumen import ke_pekerjaan
from berkas.views.paket import ambil_paket
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker


@dengan_satker("terbitkan_daftar")
@require_http_methods(["GET", "HEAD", "POST"])
def terbitkan_paket(request: HttpRequest, satker: Satker, periode: Periode, paket: uuid.UUID) -> HttpResponse:
    """Number and date; POST makes the draft, which is looked at before it is issued."""
    objek = ambil_paket(request, satker, periode, paket)
    pilihan = dapat_diganti(request.pelaku, satker, periode, JENIS_DAFTAR)
    form = DaftarResmiForm(request.POST or None, pilihan=pilihan, initial={"tanggal": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            dokumen = siapkan_daftar(oleh=request.pelaku, paket=objek, **form.isi_aksi())
        except KeadaanBerubahError as galat:
            form.add_error(None, str(galat))
        else:
            return ke_pekerjaan(request, minta_draf(oleh=request.pelaku, dokumen=dokumen), dokumen)
    url_paket = reverse("berkas:paket", kwargs={"tahun": periode.tahun, "kode": satker.kode})
    isi = {
        "form": form,
        "paket": objek,
        "satker": satker,
        "periode": periode,
        "url_paket": url_paket,
        "remah": [("Unduh ZIP", url_paket), ("Terbitkan daftar resmi", "")],
    }
    return render(request, "berkas/dokumen/daftar_resmi.html", isi, status=422 if form.errors else 200)
