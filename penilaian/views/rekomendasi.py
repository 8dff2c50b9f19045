"""Recommendations of a unit: written by those who judge, followed up by the unit, judged again."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from berkas.models import Bukti
from instrumen.queries import instrumen_untuk
from penilaian.actions.rekomendasi import buat_rekomendasi, putus_rekomendasi, tindak_lanjuti
from penilaian.forms.tpn import PutusRekomendasiForm, RekomendasiForm, TindakForm
from penilaian.models import LembarKerja, Rekomendasi, SumberRekomendasi
from penilaian.queries.rekomendasi import rekomendasi_satker
from penilaian.views.bantu import halaman_formulir, kalimat, pesan_form, tempel
from penilaian.views.usulan_unit import alamat_unit
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.views.akses import View, dengan_satker


def _url(satker: Satker, periode: Periode) -> str:
    return alamat_unit(satker, periode, "rekomendasi")


def _bukti(pelaku: Pelaku, satker: Satker, periode: Periode) -> list[Bukti]:
    baris = Bukti.objects.aktif().terbuka_bagi(pelaku).filter(satker=satker, periode=periode)
    return list(baris.select_related("berkas").order_by("kode_butir", "berkas__judul"))


def _pilihan(periode: Periode, bukti: list[Bukti]) -> list[tuple[str, str]]:
    butir = instrumen_untuk(periode.instrumen).butir
    return [
        (str(b.pk), f"{butir[b.kode_butir].kode_pendek if b.kode_butir in butir else b.kode_butir}: {b.berkas.judul}")
        for b in bukti
    ]


def _sumber(pelaku: Pelaku) -> str:
    """Which recommendations the actor writes and judges: the team its own, the inspectorate the TPN's."""
    if pelaku.punya("kelola_usulan"):
        return SumberRekomendasi.TPN
    return SumberRekomendasi.LHE_TPI if pelaku.punya("nilai_tpi") else ""


@require_safe
@dengan_satker("lihat_lke")
def daftar(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    milik = request.pelaku.punya("isi_lke") and request.pelaku.unit.pk == satker.pk
    bukti = _pilihan(periode, _bukti(request.pelaku, satker, periode)) if milik else []
    isi = {
        "satker": satker,
        "periode": periode,
        "baris": rekomendasi_satker(satker, periode),
        "milik": milik,
        "bukti": [("", "Tanpa berkas"), *bukti],
        "sumber": _sumber(request.pelaku),
        "boleh_tulis": request.pelaku.punya("kelola_usulan") or request.pelaku.punya("pimpin_tpi"),
        "remah": [(f"Rekomendasi {satker.nama}", "")],
    }
    return render(request, "penilaian/usulan/rekomendasi.html", isi)


def _baru(izin: str, sumber: str) -> View:
    @dengan_satker(izin)
    def view(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
        form = RekomendasiForm(request.POST or None, instrumen=instrumen_untuk(periode.instrumen))
        lembar = LembarKerja.objects.filter(satker=satker, periode=periode).select_related("periode").first()
        if request.method == "POST" and form.is_valid():
            isi = form.cleaned_data
            kode, area = isi.pop("sasaran")
            try:
                if lembar is None:
                    raise ValidationError(f"LKE {periode.tahun} satker ini belum dimulai.")
                buat_rekomendasi(oleh=request.pelaku, lembar=lembar, sumber=sumber, kode_butir=kode, area=area, **isi)
            except ValidationError as galat:
                tempel(form, galat)
            else:
                messages.success(request, "Rekomendasi tercatat.")
                return redirect(_url(satker, periode))
        return halaman_formulir(
            request,
            form,
            judul=f"Rekomendasi baru untuk {satker.nama}",
            tombol="Simpan",
            batal=_url(satker, periode),
            remah=[(f"Rekomendasi {satker.nama}", _url(satker, periode)), ("Baru", "")],
        )

    return view


baru = _baru("pimpin_tpi", SumberRekomendasi.LHE_TPI)
baru_tpn = _baru("kelola_usulan", SumberRekomendasi.TPN)


def _ambil(request: HttpRequest, satker: Satker, pk: uuid.UUID, sumber: str = "") -> Rekomendasi:
    baris = Rekomendasi.objects.terlihat_oleh(request.pelaku).filter(satker=satker, pk=pk)
    objek = (baris.filter(sumber=sumber) if sumber else baris).first()
    if objek is None:
        raise Http404("rekomendasi")
    return objek


@require_POST
@dengan_satker("isi_lke")
def tindak(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> HttpResponse:
    """The unit says what it did; a Pokja only in its own area."""
    objek = _ambil(request, satker, pk)
    bukti = _bukti(request.pelaku, satker, periode)
    form = TindakForm(request.POST, bukti=_pilihan(periode, bukti))
    if objek.area and not request.pelaku.boleh_area(objek.area):
        messages.error(request, "Rekomendasi ini di luar area Anda. Tidak ada yang berubah.")
    elif not form.is_valid():
        pesan_form(request, form)
    else:
        pilih = next((b for b in bukti if str(b.pk) == form.cleaned_data["bukti"]), None)
        try:
            tindak_lanjuti(
                oleh=request.pelaku,
                rekomendasi=objek,
                tindak_lanjut=form.cleaned_data["tindak_lanjut"],
                bukti=pilih,
            )
            messages.success(request, "Tindak lanjut tersimpan dan menunggu putusan.")
        except ValidationError as galat:
            messages.error(request, f"Belum tersimpan. {kalimat(galat)}")
    return redirect(f"{_url(satker, periode)}#r-{objek.pk}")


def _putus(izin: str, sumber: str) -> Callable[..., HttpResponse]:
    @require_POST
    @dengan_satker(izin)
    def view(request: HttpRequest, satker: Satker, periode: Periode, pk: uuid.UUID) -> HttpResponse:
        objek, form = _ambil(request, satker, pk, sumber), PutusRekomendasiForm(request.POST)
        if not form.is_valid():
            pesan_form(request, form)
        else:
            try:
                putus_rekomendasi(
                    oleh=request.pelaku,
                    rekomendasi=objek,
                    selesai=form.cleaned_data["putusan"] == "selesai",
                    catatan=form.cleaned_data["catatan"],
                )
                messages.success(request, "Putusan tersimpan.")
            except ValidationError as galat:
                messages.error(request, f"Putusan belum tersimpan. {kalimat(galat)}")
        return redirect(f"{_url(satker, periode)}#r-{objek.pk}")

    return view


putus = _putus("nilai_tpi", SumberRekomendasi.LHE_TPI)
putus_tpn = _putus("kelola_usulan", SumberRekomendasi.TPN)
