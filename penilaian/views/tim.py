"""The inspectorate's pages of evaluator teams (izin kelola_tim)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from penilaian.actions import tim as aksi
from penilaian.forms.tim import AlasanTimForm, AnggotaForm, TimForm, TugasForm
from penilaian.models import AnggotaTim, Tim, TugasTim
from penilaian.queries.susun_tim import (
    calon_anggota,
    daftar_tim,
    rentang_baku,
    rincian_tim,
    satker_dinilai,
    tim_periode,
)
from penilaian.views.akses_tim import dengan_tahun, dengan_tim, dengan_tugas
from satker.models import Periode
from satker.queries.waktu import periode_berjalan
from satker.views.akses import perlu


def tempel(form: Any, galat: ValidationError) -> None:
    """Put the sentence of an action at its field, or on top when it names none."""
    if hasattr(galat, "error_dict"):
        for medan, isi in galat.error_dict.items():
            form.add_error(medan if medan in form.fields else None, isi)
    else:
        form.add_error(None, galat)


def _remah(periode: Periode, *akhir: tuple[str, str]) -> list[tuple[str, str]]:
    return [(f"Tim penilai {periode.tahun}", reverse("tim", args=[periode.tahun])), *akhir]


def remah_tim(tim: Tim, *akhir: tuple[str, str]) -> list[tuple[str, str]]:
    return _remah(tim.periode, (tim.nama, reverse("tim_rinci", args=[tim.periode.tahun, tim.pk])), *akhir)


def _ke_tim(tim: Tim) -> HttpResponse:
    return redirect("tim_rinci", tahun=tim.periode.tahun, tim=tim.pk)


@perlu("kelola_tim")
def kini(request: HttpRequest) -> HttpResponse:
    """The running year, for the menu."""
    periode = periode_berjalan(request.pelaku.unit)
    if periode is None:
        return render(request, "penilaian/tim/tanpa_periode.html")
    return redirect("tim", tahun=periode.tahun)


@dengan_tahun("kelola_tim")
def daftar(request: HttpRequest, periode: Periode) -> HttpResponse:
    konteks = {"daftar": daftar_tim(periode), "periode": periode, "tahun": periode.tahun}
    return render(request, "penilaian/tim/daftar.html", konteks)


def _formulir(request: HttpRequest, form: Any, **lain: Any) -> HttpResponse:
    return render(request, "penilaian/tim/formulir.html", {"form": form, **lain})


def _coba(request: HttpRequest, form: Any, lakukan: Callable[[dict[str, Any]], Any], pesan: str) -> bool:
    """Run an action on a valid form; its refusal stands at the field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        lakukan(form.cleaned_data)
    except ValidationError as galat:
        tempel(form, galat)
        return False
    messages.success(request, pesan)
    return True


@dengan_tahun("kelola_tim")
def baru(request: HttpRequest, periode: Periode) -> HttpResponse:
    form = TimForm(request.POST or None)
    hasil: list[Tim] = []
    if _coba(
        request,
        form,
        lambda isi: hasil.append(aksi.buat_tim(oleh=request.pelaku, periode=periode, **isi)),
        "Tim dibuat. Tambahkan ketua, anggota, dan pengendali teknis.",
    ):
        return _ke_tim(hasil[0])
    batal = reverse("tim", args=[periode.tahun])
    return _formulir(
        request, form, judul="Buat tim", tombol="Buat tim", batal=batal, remah=_remah(periode, ("Buat tim", ""))
    )


@dengan_tim
def rinci(request: HttpRequest, tim: Tim) -> HttpResponse:
    return halaman_tim(request, tim)


def halaman_tim(request: HttpRequest, tim: Tim, galat: str = "", status: int = 200) -> HttpResponse:
    """The page of a team; `galat` is about the filed decree."""
    konteks = {
        "rincian": rincian_tim(tim),
        "tim": tim,
        "tahun": tim.periode.tahun,
        "galat": galat,
        "remah": _remah(tim.periode, (tim.nama, "")),
    }
    return render(request, "penilaian/tim/rinci.html", konteks, status=status)


def _batal(tim: Tim) -> str:
    return reverse("tim_rinci", args=[tim.periode.tahun, tim.pk])


@dengan_tim
def ubah(request: HttpRequest, tim: Tim) -> HttpResponse:
    awal = {"nama": tim.nama, "nomor_sk": tim.nomor_sk, "tanggal_sk": tim.tanggal_sk}
    form = TimForm(request.POST or None, initial=awal)
    if _coba(request, form, lambda isi: aksi.ubah_tim(oleh=request.pelaku, tim=tim, **isi), "Tim disimpan."):
        return _ke_tim(tim)
    return _formulir(
        request, form, judul=f"Ubah {tim.nama}", tombol="Simpan", batal=_batal(tim), remah=remah_tim(tim, ("Ubah", ""))
    )


@dengan_tim
def anggota_baru(request: HttpRequest, tim: Tim) -> HttpResponse:
    form = AnggotaForm(request.POST or None, pelaku=request.pelaku, calon=calon_anggota(tim.periode))

    def lakukan(isi: dict[str, Any]) -> None:
        aksi.tambah_anggota(oleh=request.pelaku, tim=tim, user=isi["user"], peran=isi["peran"])

    if _coba(request, form, lakukan, "Anggota ditambahkan. Haknya mulai hari ini untuk satker tim ini."):
        return _ke_tim(tim)
    return _formulir(
        request,
        form,
        judul=f"Tambah anggota {tim.nama}",
        tombol="Tambah",
        batal=_batal(tim),
        remah=remah_tim(tim, ("Tambah anggota", "")),
    )


@dengan_tim
def keluarkan(request: HttpRequest, tim: Tim, anggota: uuid.UUID) -> HttpResponse:
    orang = get_object_or_404(AnggotaTim.objects.select_related("user"), tim=tim, pk=anggota, keluar_pada=None)
    form = AlasanTimForm(request.POST or None)
    nama = orang.user.nama
    if _coba(
        request,
        form,
        lambda isi: aksi.keluarkan_anggota(oleh=request.pelaku, anggota=orang, **isi),
        f"{nama} dikeluarkan. Haknya berakhir saat ini juga.",
    ):
        return _ke_tim(tim)
    return _formulir(
        request,
        form,
        judul=f"Keluarkan {nama}",
        keterangan=f"Hak {nama} di semua satker {tim.nama} berakhir saat ini juga. Nilai yang sudah ditulis tetap ada.",
        tombol="Keluarkan",
        bahaya=True,
        batal=_batal(tim),
        remah=remah_tim(tim, ("Keluarkan anggota", "")),
    )


@dengan_tim
def tugas_baru(request: HttpRequest, tim: Tim) -> HttpResponse:
    dipegang = TugasTim.objects.filter(periode=tim.periode, dicabut_pada=None).values("satker")
    bebas = satker_dinilai(tim.periode).exclude(pk__in=dipegang)
    mulai, selesai = rentang_baku(tim.periode, timezone.localdate())
    form = TugasForm(request.POST or None, satker=bebas, initial={"mulai": mulai, "selesai": selesai})
    if _coba(
        request, form, lambda isi: aksi.beri_tugas(oleh=request.pelaku, tim=tim, **isi), "Satker diberikan kepada tim."
    ):
        return _ke_tim(tim)
    return _formulir(
        request,
        form,
        judul=f"Beri satker kepada {tim.nama}",
        tombol="Beri satker",
        batal=_batal(tim),
        remah=remah_tim(tim, ("Beri satker", "")),
    )


@dengan_tugas
def tugas_ubah(request: HttpRequest, tugas: TugasTim) -> HttpResponse:
    awal = {"tim": tugas.tim, "mulai": tugas.mulai, "selesai": tugas.selesai}
    form = TugasForm(request.POST or None, tim=tim_periode(tugas.periode), wajib=True, initial=awal)
    tim = tugas.tim
    if _coba(
        request,
        form,
        lambda isi: aksi.ubah_tugas(oleh=request.pelaku, tugas=tugas, **isi),
        f"Tugas {tugas.satker.nama} diubah. Hak anggota mengikutinya saat ini juga.",
    ):
        return _ke_tim(tim)
    return _formulir(
        request,
        form,
        judul=f"Ubah tugas: {tugas.satker.nama}",
        tombol="Simpan",
        batal=_batal(tim),
        remah=remah_tim(tim, ("Ubah tugas", "")),
    )


@dengan_tugas
def tugas_cabut(request: HttpRequest, tugas: TugasTim) -> HttpResponse:
    form = AlasanTimForm(request.POST or None)
    tim, nama = tugas.tim, tugas.satker.nama
    if _coba(
        request,
        form,
        lambda isi: aksi.cabut_tugas(oleh=request.pelaku, tugas=tugas, **isi),
        f"Tugas {nama} dicabut. Semua hak tim di satker itu berakhir.",
    ):
        return _ke_tim(tim)
    return _formulir(
        request,
        form,
        judul=f"Cabut tugas: {nama}",
        keterangan="Hak semua anggota di satker ini berakhir saat ini juga. Nilai yang sudah ditulis tetap ada.",
        tombol="Cabut tugas",
        bahaya=True,
        batal=_batal(tim),
        remah=remah_tim(tim, ("Cabut tugas", "")),
    )


@dengan_tugas
def benturan_cabut(request: HttpRequest, tugas: TugasTim, anggota: uuid.UUID) -> HttpResponse:
    orang = AnggotaTim.objects.filter(tim=tugas.tim_id, pk=anggota, keluar_pada=None).select_related("user").first()
    if orang is None:
        raise Http404("anggota")
    form = AlasanTimForm(request.POST or None)

    def lakukan(isi: dict[str, Any]) -> None:
        aksi.cabut_benturan(
            oleh=request.pelaku, satker=tugas.satker, periode=tugas.periode, user=orang.user, alasan=isi["alasan"]
        )

    if _coba(request, form, lakukan, f"{orang.user.nama} dapat ditugaskan lagi, sesudah menandatangani ulang."):
        return _ke_tim(tugas.tim)
    return _formulir(
        request,
        form,
        judul=f"Nyatakan bukan benturan: {orang.user.nama}",
        keterangan=f"Untuk {tugas.satker.nama}. Orang ini harus menandatangani pernyataan baru sebelum menilai.",
        tombol="Simpan",
        batal=_batal(tugas.tim),
        remah=remah_tim(tugas.tim, ("Benturan", "")),
    )
