"""One unit on its way through selection and TPN: the page for readers, the stages and decrees for the inspectorate."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from berkas.models import VersiBerkas
from berkas.views.pustaka import kirim_versi
from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import jalankan_langkah
from penilaian.actions.lampiran import Lampiran
from penilaian.actions.predikat import cabut_dengan_sk, tetapkan_predikat
from penilaian.actions.tpn import butir_diminta, catat_tahap, koreksi_tahap
from penilaian.alur import LANGKAH, LangkahDitolak
from penilaian.forms.tpn import CabutForm, SkForm, TahapForm, awal_tahap
from penilaian.models import ButirSanggah, HasilTpn, PenilaianBerkala, SkPredikat, StatusUnit, UnitUsulan
from penilaian.queries.usulan_unit import HalamanUnit, halaman_unit
from penilaian.views.bantu import halaman_formulir, tempel
from penilaian.views.lampiran import TAMPUNGAN, dengan_lampiran, kata_tampungan
from satker.models import Periode, Satker
from satker.views.akses import View, dengan_satker

# Steps without a result of their own; all others are taken by recording something.
LANGKAH_SAJA = ("mulai_seleksi", "terima_penolakan", "tidak_tetapkan_mandiri", "pantau")


def alamat_unit(satker: Satker, periode: Periode, nama: str = "usulan_satker", **isi: object) -> str:
    return reverse(nama, kwargs={"tahun": periode.tahun, "kode": satker.kode, **isi})


def remah_unit(satker: Satker, periode: Periode, akhir: str = "") -> list[tuple[str, str]]:
    awal = [(f"Usulan {satker.nama}", alamat_unit(satker, periode))]
    return [*awal, (akhir, "")] if akhir else awal


def ambil_unit(satker: Satker, periode: Periode) -> UnitUsulan | None:
    baris = UnitUsulan.objects.filter(satker=satker, usulan__periode=periode).exclude(status=StatusUnit.DIKELUARKAN)
    kait = ("usulan__periode", "lembar__periode", "lembar__satker", "satker")
    return baris.select_related(*kait).first()


def dengan_unit(izin: str) -> Callable[[View], View]:
    """View receives (request, unit, …); a unit that is in no proposal of the year leads to its page, which says so."""

    def bungkus(view: View) -> View:
        @dengan_satker(izin)
        @wraps(view)
        def dalam(request: HttpRequest, satker: Satker, periode: Periode, **kwargs: Any) -> HttpResponse:
            unit = ambil_unit(satker, periode)
            if unit is None:
                if kwargs:  # the address names a row of a unit that has none
                    raise Http404("unit")
                return redirect(alamat_unit(satker, periode))
            return view(request, unit, **kwargs)

        return dalam

    return bungkus


def _url(unit: UnitUsulan, nama: str = "usulan_satker", **isi: object) -> str:
    return alamat_unit(unit.satker, unit.usulan.periode, nama, **isi)


@require_safe
@dengan_satker("lihat_lke")
def halaman(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """For everybody who sees the unit. The buttons are the inspectorate's."""
    isi = halaman_unit(satker, periode)
    konteks = {
        "satker": satker,
        "periode": periode,
        "h": isi,
        "kelola": request.pelaku.punya("kelola_usulan") and isi.unit is not None,
        "langkah": _langkah(isi),
        "remah": remah_unit(satker, periode),
    }
    return render(request, "penilaian/usulan/unit.html", konteks)


def _langkah(isi: HalamanUnit) -> list[Any]:
    return [LANGKAH[k] for k in LANGKAH_SAJA if isi.keadaan in LANGKAH[k].dari and _cocok(k, isi)]


def _cocok(kode: str, isi: HalamanUnit) -> bool:
    """Steps of the other jalur are not offered."""
    jalur = isi.unit.usulan.jalur if isi.unit else ""
    return {"mulai_seleksi": jalur == "tpn", "tidak_tetapkan_mandiri": jalur == "mandiri"}.get(kode, True)


@require_POST
@dengan_unit("kelola_usulan")
def langkah(request: HttpRequest, unit: UnitUsulan) -> HttpResponse:
    kode = request.POST.get("kode", "")
    if kode not in LANGKAH_SAJA:
        raise Http404("langkah")
    try:
        jalankan_langkah(
            oleh=request.pelaku,
            lembar=unit.lembar,
            kode=kode,
            alasan=request.POST.get("alasan", "")[:1000],
            keadaan_dilihat=request.POST.get("keadaan"),
        )
        messages.success(request, f"Tercatat: {LANGKAH[kode].nama.lower()}.")
    except LangkahDitolak as tolak:
        messages.error(request, f"Belum tercatat. {tolak}")
    return redirect(_url(unit))


# --- Stages --------------------------------------------------------------------------------------------------------


@transaction.non_atomic_requests
@csrf_exempt
@dengan_unit("kelola_usulan")
@dengan_lampiran
def tahap(request: HttpRequest, unit: UnitUsulan, lampiran: Lampiran | None, galat_berkas: str) -> HttpResponse:
    """Type the result of the awaited stage; the step is taken with it."""
    h = halaman_unit(unit.satker, unit.usulan.periode)
    if not h.tahap:
        messages.info(request, "Tidak ada tahap TPN yang sedang menunggu hasil.")
        return redirect(_url(unit))
    instrumen = instrumen_untuk(unit.lembar.periode.instrumen)
    form = TahapForm(request.POST or None, tahap=h.tahap, butir=butir_diminta(unit, h.tahap), instrumen=instrumen)
    if request.method == "POST" and form.is_valid() and not galat_berkas:
        galat_berkas = _simpan(
            request,
            form,
            lambda: catat_tahap(
                oleh=request.pelaku,
                unit=unit,
                isi=form.isi(),
                lampiran=lampiran,
                keadaan_dilihat=request.POST.get("keadaan"),
            ),
        )
        if not form.errors and not galat_berkas:
            messages.success(request, f"{h.nama_tahap} tercatat.")
            return redirect(_url(unit))
    return _formulir_tahap(request, unit, form, h.nama_tahap, galat_berkas, keadaan=h.keadaan)


def _simpan(request: HttpRequest, form: Any, aksi: Callable[[], object]) -> str:
    """Run an action; its refusals land in the form, those of the file are returned."""
    try:
        aksi()
    except ValidationError as galat:
        isi = galat.error_dict.pop("berkas", None) if hasattr(galat, "error_dict") else None
        if isi:
            return " ".join(str(p) for e in isi for p in e.messages)
        tempel(form, galat)
    except LangkahDitolak as tolak:
        form.add_error(None, str(tolak))
    except TAMPUNGAN as galat:
        return kata_tampungan(galat)
    return ""


def _formulir_tahap(
    request: HttpRequest, unit: UnitUsulan, form: TahapForm, nama: str, galat_berkas: str, **lain: Any
) -> HttpResponse:
    isi = {"form": form, "unit": unit, "nama": nama, "galat_berkas": galat_berkas, "batal": _url(unit), **lain}
    isi["remah"] = remah_unit(unit.satker, unit.usulan.periode, nama)
    salah = bool(form.errors or galat_berkas)
    return render(request, "penilaian/usulan/tahap.html", isi, status=422 if salah else 200)


@transaction.non_atomic_requests
@csrf_exempt
@dengan_unit("kelola_usulan")
@dengan_lampiran
def koreksi(
    request: HttpRequest, unit: UnitUsulan, hasil: uuid.UUID, lampiran: Lampiran | None, galat_berkas: str
) -> HttpResponse:
    """A further row in place of a result that was typed wrongly; the old one stays."""
    lama = HasilTpn.objects.filter(unit=unit, pk=hasil).select_related("versi").first()
    if lama is None:
        raise Http404("hasil")
    instrumen = instrumen_untuk(unit.lembar.periode.instrumen)
    butir = sorted(lama.butir.values_list("kode", flat=True))
    form = TahapForm(
        request.POST or None,
        tahap=lama.tahap,
        butir=butir,
        instrumen=instrumen,
        koreksi=True,
        initial=awal_tahap(lama),
    )
    if request.method == "POST" and form.is_valid() and not galat_berkas:
        isi, alasan = form.isi(), form.cleaned_data["alasan"]
        galat_berkas = _simpan(
            request,
            form,
            lambda: koreksi_tahap(oleh=request.pelaku, hasil=lama, isi=isi, lampiran=lampiran, alasan=alasan),
        )
        if not form.errors and not galat_berkas:
            messages.success(request, "Koreksi tercatat. Catatan lama tetap terbaca.")
            return redirect(_url(unit))
    return _formulir_tahap(request, unit, form, f"Koreksi {lama.get_tahap_display().lower()}", galat_berkas, lama=lama)


# --- Decrees -------------------------------------------------------------------------------------------------------


@transaction.non_atomic_requests
@csrf_exempt
@dengan_unit("kelola_usulan")
@dengan_lampiran
def sk(request: HttpRequest, unit: UnitUsulan, lampiran: Lampiran | None, galat_berkas: str) -> HttpResponse:
    return _sk(request, unit, lampiran, galat_berkas, SkForm, tetapkan_predikat, "Catat SK penetapan")


@transaction.non_atomic_requests
@csrf_exempt
@dengan_unit("kelola_usulan")
@dengan_lampiran
def cabut(request: HttpRequest, unit: UnitUsulan, lampiran: Lampiran | None, galat_berkas: str) -> HttpResponse:
    return _sk(request, unit, lampiran, galat_berkas, CabutForm, cabut_dengan_sk, "Catat SK pencabutan")


def _sk(
    request: HttpRequest,
    unit: UnitUsulan,
    lampiran: Lampiran | None,
    galat_berkas: str,
    kelas: type[SkForm],
    aksi: Callable[..., SkPredikat],
    judul: str,
) -> HttpResponse:
    form = kelas(request.POST or None)
    if request.method == "POST" and form.is_valid() and not galat_berkas:
        isi = form.cleaned_data
        galat_berkas = _simpan(request, form, lambda: aksi(oleh=request.pelaku, unit=unit, lampiran=lampiran, **isi))
        if not form.errors and not galat_berkas:
            messages.success(request, "SK tercatat dan predikat satker diperbarui.")
            return redirect(_url(unit))
    return halaman_formulir(
        request,
        form,
        judul=f"{judul} {unit.satker.nama}",
        tombol="Simpan",
        batal=_url(unit),
        remah=remah_unit(unit.satker, unit.usulan.periode, judul),
        berkas="SK",
        galat_berkas=galat_berkas,
        keterangan="Predikat dicatat dari SK. Aplikasi tidak menghitungnya.",
    )


@transaction.non_atomic_requests
@require_safe
@dengan_satker("lihat_lke")
def berkas(request: HttpRequest, satker: Satker, periode: Periode, versi: uuid.UUID) -> HttpResponse:
    """A file that the inspectorate filed about this unit: a report, a decree, a proof of the objection."""
    ada = any(
        model.objects.filter(satker=satker, versi=versi).exists()
        for model in (HasilTpn, SkPredikat, ButirSanggah, PenilaianBerkala)
    )
    # A proof taken from the library of the unit is read there, under the rules of the library.
    objek = VersiBerkas.objects.filter(pk=versi, satker=satker.instansi_id).select_related("isi").first()
    if not ada or objek is None:
        raise Http404("berkas")
    return kirim_versi(request, objek)
