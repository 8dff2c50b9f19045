"""The phrase bank: for evaluators, and for the admin of the inspectorate."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.actions.frasa import FrasaDitolak, hapus_frasa, tambah_frasa
from penilaian.forms.meja import FrasaForm
from penilaian.queries.frasa import boleh_bersama, daftar_frasa, frasa_terlihat
from satker.queries.waktu import periode_berjalan
from satker.views.akses import perlu


@require_http_methods(["GET", "HEAD", "POST"])
@perlu("nilai_tpi")
def daftar(request: HttpRequest) -> HttpResponse:
    return _daftar(request, "frasa")


@require_http_methods(["GET", "HEAD", "POST"])
@perlu("kelola_evaluasi")
def daftar_admin(request: HttpRequest) -> HttpResponse:
    return _daftar(request, "frasa_admin")


@require_POST
@perlu("nilai_tpi")
def hapus(request: HttpRequest, frasa: uuid.UUID) -> HttpResponse:
    return _hapus(request, frasa, "frasa")


@require_POST
@perlu("kelola_evaluasi")
def hapus_admin(request: HttpRequest, frasa: uuid.UUID) -> HttpResponse:
    return _hapus(request, frasa, "frasa_admin")


def _daftar(request: HttpRequest, nama: str) -> HttpResponse:
    instrumen, bersama = _instrumen(request), boleh_bersama(request.pelaku)
    form = FrasaForm(request.POST or None, instrumen=instrumen, bersama=bersama)
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        _, baru = tambah_frasa(
            oleh=request.pelaku,
            teks=isi["teks"],
            bersama=bool(isi.get("bersama")),
            kode_butir=isi["kode"],
            area=isi["area"],
        )
        messages.success(request, "Frasa ditambahkan." if baru else "Frasa itu sudah ada. Tidak ada yang ditambahkan.")
        return redirect(nama)
    konteks = {"form": form, "baris": daftar_frasa(request.pelaku, instrumen), "url_hapus": f"{nama}_hapus"}
    status = 422 if request.method == "POST" else 200
    return render(request, "penilaian/meja/frasa.html", konteks, status=status)


def _hapus(request: HttpRequest, pk: uuid.UUID, nama: str) -> HttpResponse:
    frasa = frasa_terlihat(request.pelaku).filter(pk=pk).select_related("satker").first()
    if frasa is None:
        raise Http404("frasa")
    try:
        hapus_frasa(oleh=request.pelaku, frasa=frasa)
        messages.success(request, "Frasa dihapus. Catatan yang memakainya tidak berubah.")
    except FrasaDitolak as galat:
        messages.error(request, str(galat))
    return redirect(nama)


def _instrumen(request: HttpRequest) -> Instrumen | None:
    """The instrument of the running year, for area names and codes."""
    periode = periode_berjalan(request.pelaku.unit)
    return instrumen_untuk(periode.instrumen) if periode else None
