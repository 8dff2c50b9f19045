"""The bank of interview questions of the instansi and the rules of a year for desks."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.halaman import bagi
from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.acara_baku import JENIS_TANYA
from penilaian.actions.sesi import atur_desk
from penilaian.actions.wawancara import muat_bank, simpan_bank
from penilaian.forms.wawancara import AturanDeskForm, BankForm
from penilaian.models import BankTanya
from penilaian.queries.sesi import periode_tahun
from penilaian.queries.wawancara import aturan_desk, bank_instansi
from satker.models import Satker
from satker.queries.waktu import periode_berjalan
from satker.views.akses import perlu

IZIN = "kelola_wawancara"
_ATURAN = ("teknis", "inovasi", "program", "terbitkan_wawancara")


def _instansi(request: HttpRequest) -> Satker:
    return Satker.objects.get(pk=request.pelaku.unit.instansi_id)


def _area(request: HttpRequest) -> list[tuple[str, str]]:
    periode = periode_berjalan(request.pelaku.unit)
    instrumen: Instrumen = instrumen_untuk(periode.instrumen if periode else "LKE-ZI-2021")
    return [(s.kode, f"Pokja {s.nomor} {s.nama}") for s in instrumen.area]


@require_safe
@perlu(IZIN)
def daftar(request: HttpRequest) -> HttpResponse:
    """All questions, also those out of use; `?area=A5&jenis=teknis` shortens the list."""
    area, jenis = request.GET.get("area", ""), request.GET.get("jenis", "")
    pilihan = _area(request)
    nama = dict(pilihan)
    halaman = bagi(bank_instansi(request.pelaku.unit.instansi_id, area, jenis), request.GET)
    periode = periode_berjalan(request.pelaku.unit)
    konteks = {
        "halaman": halaman,
        "baris": [(b, nama.get(b.area, b.area)) for b in halaman.isi],
        "area": area,
        "jenis": jenis,
        "pilihan_area": pilihan,
        "pilihan_jenis": JENIS_TANYA.items(),
        "tahun_aturan": periode.tahun if periode else timezone.localdate().year,
    }
    return render(request, "penilaian/sesi/bank.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@perlu(IZIN)
def baru(request: HttpRequest) -> HttpResponse:
    return _bank(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@perlu(IZIN)
def ubah(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    bank = BankTanya.objects.filter(satker_id=request.pelaku.unit.instansi_id, pk=pk).first()
    if bank is None:
        raise Http404("bank")
    return _bank(request, bank)


def _bank(request: HttpRequest, bank: BankTanya | None) -> HttpResponse:
    form = BankForm(request.POST or None, area=_area(request), bank=bank)
    if request.method == "POST" and form.is_valid():
        simpan_bank(oleh=request.pelaku, instansi=_instansi(request), bank=bank, **form.cleaned_data)
        messages.success(request, "Pertanyaan tersimpan. Yang sudah ditanyakan di sebuah sesi tidak ikut berubah.")
        return redirect("bank_tanya")
    judul = "Ubah pertanyaan" if bank else "Tambah pertanyaan"
    return _formulir(request, form, judul, ("Bank pertanyaan", reverse("bank_tanya")))


def _formulir(request: HttpRequest, form: object, judul: str, induk: tuple[str, str]) -> HttpResponse:
    konteks = {"form": form, "judul": judul, "tombol": "Simpan", "batal": induk[1], "remah": [induk, (judul, "")]}
    status = 422 if form.is_bound and form.errors else 200  # type: ignore[attr-defined]
    return render(request, "penilaian/sesi/formulir.html", konteks, status=status)


@require_POST
@perlu(IZIN)
def muat(request: HttpRequest) -> HttpResponse:
    """Add the shipped questions that are missing."""
    banyak = muat_bank(oleh=request.pelaku, instansi=_instansi(request))
    messages.success(request, f"{banyak} pertanyaan bawaan ditambahkan." if banyak else "Semua bawaan sudah ada.")
    return redirect("bank_tanya")


@require_http_methods(["GET", "HEAD", "POST"])
@perlu(IZIN)
def aturan(request: HttpRequest, tahun: int) -> HttpResponse:
    """Least questions per kind, and whether the satker reads the interview afterwards."""
    periode = periode_tahun(request.pelaku, tahun)
    if periode is None:
        raise Http404("periode")
    kini = aturan_desk(periode)
    form = AturanDeskForm(request.POST or None, initial={k: getattr(kini, k) for k in _ATURAN})
    if request.method == "POST" and form.is_valid():
        atur_desk(oleh=request.pelaku, periode=periode, satker=_instansi(request), isi=form.cleaned_data)
        messages.success(request, f"Aturan desk {tahun} tersimpan.")
        return redirect("bank_tanya")
    return _formulir(request, form, f"Aturan desk {tahun}", ("Bank pertanyaan", reverse("bank_tanya")))
