"""Facts of a unit, kept once: counts per year and services."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from common.tanggal import format_waktu
from satker.actions import fakta as aksi
from satker.forms.fakta import AkhiriLayananForm, FaktaForm, LayananForm
from satker.forms.impor import UnggahForm
from satker.impor.berkas import BITA_MAKS, BerkasTidakTerbaca, tulis_xlsx
from satker.impor.berkas import baca as baca_berkas
from satker.impor.fakta import dari_json, rencanakan
from satker.impor.fakta import templat as templat_fakta
from satker.models import Layanan, Periode, Satker
from satker.queries import fakta as baca
from satker.views.akses import dengan_satker

View = Callable[..., HttpResponse]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def dengan_layanan(view: View) -> View:
    """View receives (request, satker, periode, layanan): a service of the unit in the URL, or 404."""

    @dengan_satker("kelola_fakta")
    @wraps(view)
    def dalam(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> HttpResponse:
        layanan = get_object_or_404(Layanan, satker=satker, pk=pk)
        return view(request, satker, periode, layanan)

    return dalam


def _konteks(satker: Satker, periode: Periode, *akhir: str) -> dict[str, Any]:
    """Context of every page here; `akhir` are the breadcrumb words below the list."""
    url = reverse("satker:fakta", args=[periode.tahun, satker.kode])
    remah = [(satker.nama, reverse("dasbor", args=[periode.tahun, satker.kode])), ("Layanan dan fakta", url)]
    return {
        "satker": satker,
        "periode": periode,
        "zona": satker.zona,
        "url_daftar": url,
        "remah": [*remah, *((kata, "") for kata in akhir)],
    }


def _ke_daftar(request: HttpRequest, satker: Satker, periode: Periode, pesan: str) -> HttpResponse:
    messages.success(request, pesan)
    return redirect("satker:fakta", tahun=periode.tahun, kode=satker.kode)


@dengan_satker("lihat_fakta")
def lihat(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    fakta = baca.fakta_untuk(satker, periode)
    kelompok = baca.kelompok_fakta(fakta)
    konteks = {
        "kelompok": kelompok,
        "terisi": len(fakta),
        "jumlah": sum(len(k.baris) for k in kelompok),
        "layanan": baca.daftar_layanan(satker, periode.tahun, timezone.localdate()),
        "boleh_ubah": request.pelaku.punya("kelola_fakta"),
    }
    return render(request, "satker/fakta/lihat.html", {**_konteks(satker, periode), **konteks})


@dengan_satker("kelola_fakta")
def ubah(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    form = FaktaForm(request.POST or None, fakta=baca.fakta_untuk(satker, periode))
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        try:
            jumlah = aksi.simpan_fakta(
                oleh=request.pelaku,
                satker=satker,
                periode=periode,
                nilai=form.nilai(),
                sumber=isi["sumber"],
                tanggal=isi["tanggal"],
                semua=isi["semua"],
                sidik=isi["sidik"],
            )
        except aksi.FaktaBerubahError as galat:
            form = _bandingkan(request, satker, form, galat)
        else:
            pesan = f"{jumlah} angka tersimpan." if jumlah else "Tidak ada angka yang berubah."
            return _ke_daftar(request, satker, periode, pesan)
    return render(request, "satker/fakta/ubah.html", {**_konteks(satker, periode, "Ubah fakta"), "form": form})


def _bandingkan(request: HttpRequest, satker: Satker, form: FaktaForm, galat: aksi.FaktaBerubahError) -> FaktaForm:
    """Keep what was typed, show what is stored now beside it; the next save goes through."""
    data = request.POST.copy()
    data["sidik"] = baca.sidik_fakta(form.fakta)
    ulang = FaktaForm(data, fakta=form.fakta)
    siapa = "Seseorang menghapus angka"
    if galat.terakhir:
        jam = format_waktu(galat.terakhir.pada, ZoneInfo(satker.zona))
        siapa = f"{galat.terakhir.oleh.nama} menyimpan fakta pukul {jam}"
    ulang.add_error(None, f"{siapa}, sesudah Anda membuka halaman ini. Bandingkan, lalu simpan lagi.")
    return ulang


@dengan_satker("kelola_fakta")
def impor(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """A file becomes a preview; nothing is stored before the preview is confirmed."""
    form = UnggahForm(request.POST or None, request.FILES or None)
    konteks = {**_konteks(satker, periode, "Impor fakta"), "form": form}
    if request.method == "POST" and form.is_valid():
        fakta, berkas = baca.fakta_untuk(satker, periode), form.cleaned_data["berkas"]
        try:
            rencana = rencanakan(baca_berkas(berkas.read(BITA_MAKS + 1), berkas.name), fakta)
        except BerkasTidakTerbaca as galat:
            form.add_error("berkas", str(galat))
        else:
            lain = {"rencana": rencana, "nama_berkas": berkas.name, "sidik": baca.sidik_fakta(fakta)}
            return render(request, "satker/fakta/pratinjau.html", {**konteks, **lain})
    return render(request, "satker/fakta/impor.html", konteks)


@dengan_satker("kelola_fakta")
@require_POST
def impor_simpan(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Write the rows of a preview, judged again; what was stored meanwhile by others is never overwritten."""
    rencana = dari_json(request.POST.get("isi", ""), baca.fakta_untuk(satker, periode))
    sidik = request.POST.get("sidik", "")
    try:
        if rencana is None or rencana.galat:
            raise aksi.FaktaBerubahError(None)
        jumlah = aksi.impor_fakta(oleh=request.pelaku, satker=satker, periode=periode, baris=rencana.isi, sidik=sidik)
    except aksi.FaktaBerubahError:
        messages.error(request, "Fakta berubah sejak pratinjau dibuat. Unggah berkasnya sekali lagi.")
        return redirect("satker:fakta_impor", tahun=periode.tahun, kode=satker.kode)
    return _ke_daftar(request, satker, periode, f"{jumlah} angka dari berkas tersimpan.")


@dengan_satker("kelola_fakta")
def templat(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """The workbook to fill in, with what is stored now."""
    isi = tulis_xlsx(templat_fakta(baca.fakta_untuk(satker, periode)), "Fakta")
    nama = f"fakta_{slugify(satker.kode)}_{periode.tahun}.xlsx"
    kepala = {"Content-Disposition": f'attachment; filename="{nama}"', "Cache-Control": "no-store"}
    return HttpResponse(isi, content_type=XLSX, headers=kepala)


@dengan_satker("kelola_fakta")
def layanan_baru(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    form = LayananForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan = aksi.tambah_layanan(oleh=request.pelaku, satker=satker, **form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            return _ke_daftar(request, satker, periode, f'Layanan "{layanan.nama}" ditambahkan.')
    konteks = {**_konteks(satker, periode, "Tambah layanan"), "form": form, "judul": "Tambah layanan"}
    return render(request, "satker/fakta/layanan.html", konteks)


@dengan_layanan
def layanan_ubah(request: HttpRequest, satker: Satker, periode: Periode, layanan: Layanan) -> HttpResponse:
    form = LayananForm(request.POST or None, layanan=layanan)
    if request.method == "POST" and form.is_valid():
        try:
            aksi.ubah_layanan(oleh=request.pelaku, layanan=layanan, **form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            return _ke_daftar(request, satker, periode, f'Layanan "{form.cleaned_data["nama"]}" tersimpan.')
    konteks = {**_konteks(satker, periode, "Ubah layanan"), "form": form, "judul": "Ubah layanan", "layanan": layanan}
    return render(request, "satker/fakta/layanan.html", konteks)


@dengan_layanan
def layanan_akhiri(request: HttpRequest, satker: Satker, periode: Periode, layanan: Layanan) -> HttpResponse:
    form = AkhiriLayananForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            aksi.akhiri_layanan(oleh=request.pelaku, layanan=layanan, **form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            return _ke_daftar(request, satker, periode, f'Layanan "{layanan.nama}" diakhiri.')
    konteks = {**_konteks(satker, periode, "Akhiri layanan"), "form": form, "layanan": layanan}
    return render(request, "satker/fakta/akhiri.html", konteks)
