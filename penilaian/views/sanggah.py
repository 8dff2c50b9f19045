"""The workbench of an objection: each point that is not sesuai, its proof and page, the clock, and the letter."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from berkas.models import Bukti
from common.tanggal import format_tgl_waktu
from instrumen.queries import instrumen_untuk
from penilaian.actions.lampiran import Lampiran
from penilaian.actions.sanggah import kirim_sanggah, perpanjang_sanggah, simpan_butir_sanggah
from penilaian.alur import LangkahDitolak
from penilaian.forms.kirim import TenggatForm
from penilaian.forms.tpn import KirimSanggahForm, SanggahForm
from penilaian.models import Sanggahan, UnitUsulan
from penilaian.queries.usulan_unit import BarisSanggah, bukti_sanggah, halaman_unit, meja_sanggah
from penilaian.views.bantu import halaman_formulir, kalimat, pesan_form
from penilaian.views.lampiran import TAMPUNGAN, dengan_lampiran, kata_tampungan
from penilaian.views.usulan_unit import alamat_unit, dengan_unit, remah_unit
from satker.actions.waktu import awal_hari


def _url(unit: UnitUsulan, nama: str = "sanggah") -> str:
    return alamat_unit(unit.satker, unit.usulan.periode, nama)


@transaction.non_atomic_requests
@csrf_exempt
@dengan_unit("kelola_usulan")
@dengan_lampiran
def meja(request: HttpRequest, unit: UnitUsulan, lampiran: Lampiran | None, galat_berkas: str) -> HttpResponse:
    """All open points on one page; POST saves one of them."""
    bukti = bukti_sanggah(request.pelaku, unit)
    if request.method == "POST":
        return _simpan(request, unit, bukti, lampiran, galat_berkas)
    return _tampil(request, unit, bukti)


def _pilihan(unit: UnitUsulan, bukti: list[Bukti]) -> list[tuple[str, str]]:
    butir = instrumen_untuk(unit.lembar.periode.instrumen).butir
    return [
        (str(b.pk), f"{butir[b.kode_butir].kode_pendek if b.kode_butir in butir else b.kode_butir}: {b.berkas.judul}")
        for b in bukti
    ]


def _tampil(
    request: HttpRequest,
    unit: UnitUsulan,
    bukti: list[Bukti],
    salah: tuple[str, SanggahForm] | None = None,
    galat_berkas: str = "",
) -> HttpResponse:
    pilihan = _pilihan(unit, bukti)
    butir = [(b, salah[1] if salah and salah[0] == b.kode else _form(b, pilihan)) for b in meja_sanggah(unit)]
    h = halaman_unit(unit.satker, unit.usulan.periode)
    isi = {
        "unit": unit,
        "satker": unit.satker,
        "periode": unit.usulan.periode,
        "h": h,
        "butir": butir,
        "form": salah[1] if salah else None,
        "salah": salah[0] if salah else "",
        "galat_berkas": galat_berkas,
        "terbuka": h.keadaan == "tidak_sesuai" and not h.lewat,
        "kirim_form": KirimSanggahForm(),
        "remah": remah_unit(unit.satker, unit.usulan.periode, "Sanggah"),
    }
    return render(request, "penilaian/usulan/sanggah.html", isi, status=422 if salah else 200)


def _form(baris: BarisSanggah, pilihan: list[tuple[str, str]]) -> SanggahForm:
    j = baris.jawab
    awal: dict[str, Any] = (
        {"sikap": j.sikap, "uraian": j.uraian, "halaman": j.halaman, "bukti": str(j.bukti_id or "")} if j else {}
    )
    return SanggahForm(initial=awal, bukti=pilihan, auto_id=f"id_{baris.kode}_%s")


def _simpan(
    request: HttpRequest, unit: UnitUsulan, bukti: list[Bukti], lampiran: Lampiran | None, galat_berkas: str
) -> HttpResponse:
    kode = request.POST.get("kode", "")
    form = SanggahForm(request.POST, bukti=_pilihan(unit, bukti), auto_id=f"id_{kode}_%s")
    if not form.is_valid() or galat_berkas:
        return _tampil(request, unit, bukti, (kode, form), galat_berkas)
    isi = form.cleaned_data
    pilih = next((b for b in bukti if str(b.pk) == isi["bukti"]), None)
    try:
        simpan_butir_sanggah(
            oleh=request.pelaku,
            unit=unit,
            kode=kode,
            sikap=isi["sikap"],
            uraian=isi["uraian"],
            halaman=isi["halaman"],
            bukti=pilih,
            lampiran=lampiran,
        )
    except ValidationError as galat:
        for medan, daftar in galat.message_dict.items() if hasattr(galat, "error_dict") else [(None, galat.messages)]:
            form.add_error(medan if medan in form.fields else None, daftar)
        return _tampil(request, unit, bukti, (kode, form))
    except LangkahDitolak as tolak:
        messages.error(request, f"Belum tersimpan. {tolak}")
    except TAMPUNGAN as galat:
        return _tampil(request, unit, bukti, (kode, form), kata_tampungan(galat))
    else:
        messages.success(request, "Jawaban butir tersimpan.")
    return redirect(f"{_url(unit)}#butir-{kode}")


@require_POST
@dengan_unit("kelola_usulan")
def kirim(request: HttpRequest, unit: UnitUsulan) -> HttpResponse:
    form = KirimSanggahForm(request.POST)
    if not form.is_valid():
        pesan_form(request, form)
        return redirect(_url(unit))
    try:
        kirim_sanggah(oleh=request.pelaku, unit=unit, nomor_surat=form.cleaned_data["nomor_surat"])
    except ValidationError as galat:
        messages.error(request, f"Sanggah belum dikirim. {kalimat(galat)}")
    except LangkahDitolak as tolak:
        messages.error(request, f"Sanggah belum dikirim. {tolak}")
    else:
        messages.success(request, "Sanggah tercatat terkirim. Catat hasilnya setelah diumumkan.")
    return redirect(_url(unit))


@dengan_unit("kelola_usulan")
def tenggat(request: HttpRequest, unit: UnitUsulan) -> HttpResponse:
    """More time for the objection, with a reason everybody reads."""
    h = halaman_unit(unit.satker, unit.usulan.periode)
    if h.keadaan != "tidak_sesuai" and request.method != "POST":
        messages.info(request, "Tidak ada waktu sanggah yang berjalan untuk unit ini.")
        return redirect(_url(unit))
    form = TenggatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sampai = awal_hari(form.cleaned_data["sampai"] + dt.timedelta(days=1), unit.satker.zona)
        try:
            perpanjang_sanggah(oleh=request.pelaku, unit=unit, sampai=sampai, alasan=form.cleaned_data["alasan"])
        except LangkahDitolak as galat:
            form.add_error("alasan" if galat.kode == "alasan" else "sampai", str(galat))
        else:
            messages.success(request, "Waktu sanggah diperpanjang. Alasannya tercatat di riwayat.")
            return redirect(_url(unit))
    kini = f"Tenggat sekarang {format_tgl_waktu(h.tenggat, ZoneInfo(unit.satker.zona))}. " if h.tenggat else ""
    return halaman_formulir(
        request,
        form,
        judul=f"Perpanjang waktu sanggah {unit.satker.nama}",
        tombol="Perpanjang",
        batal=_url(unit),
        keterangan=f"{kini}Sesudah lewat, perpanjangan tercatat sebagai kelonggaran.",
        remah=[*remah_unit(unit.satker, unit.usulan.periode), ("Sanggah", _url(unit)), ("Perpanjang waktu", "")],
    )


@require_safe
@dengan_unit("kelola_usulan")
def surat(request: HttpRequest, unit: UnitUsulan) -> HttpResponse:
    """The letter as it would be sent now, to be printed or copied."""
    isi = {
        "unit": unit,
        "satker": unit.satker,
        "periode": unit.usulan.periode,
        "butir": [b for b in meja_sanggah(unit) if b.jawab],
        "sanggahan": Sanggahan.objects.filter(unit=unit).first(),
        "remah": [*remah_unit(unit.satker, unit.usulan.periode), ("Sanggah", _url(unit)), ("Surat", "")],
    }
    return render(request, "penilaian/usulan/surat_sanggah.html", isi)
