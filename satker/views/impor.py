"""Imports and exports of units and people: upload, always a preview, then all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import tablib
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.halaman import bagi
from satker.actions.impor import BERUBAH, HasilImpor, simpan_impor_pengguna, simpan_impor_satker
from satker.forms.impor import UnggahForm
from satker.impor.berkas import (
    BITA_MAKS,
    BerkasTidakTerbaca,
    Titipan,
    ambil_titipan,
    baca,
    buang_titipan,
    titipkan,
    tulis_csv,
    tulis_xlsx,
)
from satker.impor.dasar import Rencana, SumberImpor
from satker.impor.pengguna import PenggunaSumber
from satker.impor.satker import SatkerSumber
from satker.views.akses import masuk, perlu

JENIS_ISI = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TAMPIL = (("galat", "Galat"), ("berubah", "Berubah"), ("baru", "Baru"), ("sama", "Sama"))


@dataclass(frozen=True, slots=True)
class Impor:
    """One kind of import: what it is called, who may, what reads and what writes it."""

    kode: str
    judul: str
    sebutan: str
    izin: str
    sumber: type[SumberImpor]
    simpan: Callable[..., HasilImpor]
    daftar: str


IMPOR = {
    "satker": Impor(
        "satker", "Impor satker", "satker", "kelola_satker", SatkerSumber, simpan_impor_satker, "satker:kelola"
    ),
    "pengguna": Impor(
        "pengguna",
        "Impor pengguna",
        "pengguna dan peran",
        "kelola_pengguna",
        PenggunaSumber,
        simpan_impor_pengguna,
        "satker:pengguna",
    ),
}


def _unggah(request: HttpRequest, impor: Impor) -> HttpResponse:
    """Accept a file, see that it can be read at all, keep it, and go to its preview."""
    form = UnggahForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        berkas = form.cleaned_data["berkas"]
        isi = berkas.read(BITA_MAKS + 1)
        try:
            impor.sumber(request.pelaku).rencanakan(baca(isi, berkas.name))
        except BerkasTidakTerbaca as galat:
            form.add_error("berkas", str(galat))
        else:
            titipan = titipkan(user=str(request.user.pk), jenis=impor.kode, nama=berkas.name, isi=isi)
            return redirect("satker:impor", titipan.id)
    konteks = {"form": form, "impor": impor}
    return render(request, "satker/impor/unggah.html", konteks, status=422 if form.errors else 200)


@perlu("kelola_satker")
def unggah_satker(request: HttpRequest) -> HttpResponse:
    return _unggah(request, IMPOR["satker"])


@perlu("kelola_pengguna")
def unggah_pengguna(request: HttpRequest) -> HttpResponse:
    return _unggah(request, IMPOR["pengguna"])


def _ambil(request: HttpRequest, pk: UUID) -> tuple[Impor, Titipan, Rencana]:
    """The person's own upload with its plan, computed anew from the stored bytes; anything else is 404."""
    if request.pelaku.penugasan is None:
        raise Http404("impor")
    ada = ambil_titipan(pk, user=str(request.user.pk))
    if ada is None:
        raise Http404("impor")
    titipan, isi = ada
    impor = IMPOR[titipan.jenis]
    if not request.pelaku.punya(impor.izin):
        raise PermissionDenied(impor.izin)
    return impor, titipan, impor.sumber(request.pelaku).rencanakan(baca(isi, titipan.nama))


@masuk
def pratinjau(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What would happen, and what is wrong. Nothing is stored yet."""
    impor, titipan, rencana = _ambil(request, pk)
    jumlah = rencana.jumlah
    pilihan = request.GET.get("tampil")
    tampil = pilihan if pilihan in jumlah else next((k for k, _ in TAMPIL if jumlah[k]), "sama")
    konteks = {
        "impor": impor,
        "titipan": titipan,
        "rencana": rencana,
        "jumlah": [(k, nama, jumlah[k]) for k, nama in TAMPIL],
        "disimpan": jumlah["baru"] + jumlah["berubah"],
        "tampil": tampil,
        "halaman": bagi([b for b in rencana.baris if b.keadaan == tampil], request.GET),
        "form": None,
    }
    return render(request, "satker/impor/pratinjau.html", konteks)


@masuk
@require_POST
def simpan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the plan if it still is the one that was shown."""
    impor, titipan, rencana = _ambil(request, pk)
    if not rencana.siap or rencana.sidik != request.POST.get("sidik"):
        messages.error(request, BERUBAH)
        return redirect("satker:impor", pk)
    try:
        hasil = impor.simpan(
            oleh=request.pelaku, perubahan=rencana.untuk_disimpan, nama_berkas=titipan.nama, sha256=titipan.sha256
        )
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
        return redirect("satker:impor", pk)
    buang_titipan(titipan.id)
    messages.success(request, f"Impor selesai: {hasil.baru} baru, {hasil.berubah} berubah.")
    return redirect(impor.daftar)


@masuk
@require_POST
def batal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw the upload away."""
    ada = ambil_titipan(pk, user=str(request.user.pk))
    if ada is None:
        raise Http404("impor")
    buang_titipan(ada[0].id)
    messages.info(request, "Impor dibatalkan. Tidak ada yang disimpan.")
    return redirect(f"satker:impor_{ada[0].jenis}")


def _unduh(data: tablib.Dataset, nama: str, bentuk: str, petunjuk: tablib.Dataset | None = None) -> HttpResponse:
    if bentuk not in JENIS_ISI:
        raise Http404("bentuk")
    isi = tulis_csv(data) if bentuk == "csv" else tulis_xlsx(data, nama.split("_")[0].capitalize(), petunjuk)
    judul = {"Content-Disposition": f'attachment; filename="{nama}.{bentuk}"', "Cache-Control": "no-store"}
    return HttpResponse(isi, content_type=JENIS_ISI[bentuk], headers=judul)


def _templat(request: HttpRequest, impor: Impor, bentuk: str) -> HttpResponse:
    sumber = impor.sumber(request.pelaku)
    kosong: Any = tablib.Dataset(headers=sumber.get_export_headers())
    return _unduh(kosong, f"{impor.kode}_templat", bentuk, sumber.petunjuk())


def _ekspor(request: HttpRequest, impor: Impor, bentuk: str) -> HttpResponse:
    if bentuk not in JENIS_ISI:
        raise Http404("bentuk")
    sumber = impor.sumber(request.pelaku)
    return _unduh(sumber.ekspor(), f"{impor.kode}_{timezone.localtime():%Y%m%d-%H%M}", bentuk, sumber.petunjuk())


@perlu("kelola_satker")
def templat_satker(request: HttpRequest, bentuk: str) -> HttpResponse:
    return _templat(request, IMPOR["satker"], bentuk)


@perlu("kelola_pengguna")
def templat_pengguna(request: HttpRequest, bentuk: str) -> HttpResponse:
    return _templat(request, IMPOR["pengguna"], bentuk)


# Outside a transaction: writing thousands of rows into a workbook takes longer than one may stand idle.
@transaction.non_atomic_requests
@perlu("kelola_satker")
def ekspor_satker(request: HttpRequest, bentuk: str) -> HttpResponse:
    return _ekspor(request, IMPOR["satker"], bentuk)


@transaction.non_atomic_requests
@perlu("kelola_pengguna")
def ekspor_pengguna(request: HttpRequest, bentuk: str) -> HttpResponse:
    return _ekspor(request, IMPOR["pengguna"], bentuk)
