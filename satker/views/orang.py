"""People: accounts and their dated roles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.halaman import bagi
from satker.actions import orang as aksi
from satker.forms.orang import AkhiriForm, AkunForm, PenggunaBaruForm, PenugasanForm
from satker.forms.satker import AlasanForm
from satker.models import Penugasan, Satker, User
from satker.pelaku import Pelaku
from satker.queries.orang import (
    daftar_pengguna,
    dikuasai,
    pengguna_terkelola,
    peran_boleh_diberi,
    rincian_pengguna,
)
from satker.queries.organisasi import pilihan_unit
from satker.views.akses import View, perlu
from satker.views.organisasi import KEADAAN, coba

LUAR = "Orang ini juga bertugas di luar kewenangan Anda. Data akunnya hanya dapat diubah admin sistem."


def dengan_pengguna(*, kuasai: bool = False) -> Callable[[View], View]:
    """View receives (request, user, …): a person the actor manages; any other is 404. `kuasai`: the account itself is
    changed, which needs every role of the person inside the actor's reach.
    """

    def bungkus(view: View) -> View:
        @perlu("kelola_pengguna")
        @wraps(view)
        def dalam(request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
            user = get_object_or_404(pengguna_terkelola(request.pelaku), pk=pk)
            if kuasai and not dikuasai(request.pelaku, user):
                raise PermissionDenied(LUAR)
            return view(request, user, **kwargs)

        return dalam

    return bungkus


def _formulir(request: HttpRequest, form: forms.Form, judul: str, **isi: Any) -> HttpResponse:
    konteks = {"form": form, "judul": judul, "tombol": "Simpan", "unit": (), **isi}
    return render(request, "satker/orang/formulir.html", konteks, status=422 if form.errors else 200)


def _unit(request: HttpRequest) -> list[tuple[str, str]]:
    return pilihan_unit(Satker.objects.terkelola_oleh(request.pelaku))


@perlu("kelola_pengguna")
def daftar(request: HttpRequest) -> HttpResponse:
    """People with their current roles."""
    saring = {k: request.GET.get(k, "").strip()[:100] for k in ("cari", "peran", "unit", "keadaan")}
    saring["keadaan"] = saring["keadaan"] if saring["keadaan"] in dict(KEADAAN) else "aktif"
    konteks = {
        "halaman": bagi(daftar_pengguna(request.pelaku, **saring), request.GET),
        "saring": saring,
        "peran": peran_boleh_diberi(request.pelaku),
        "keadaan": KEADAAN,
        "unit": _unit(request),
        "disaring": any(saring[k] for k in ("cari", "peran", "unit")) or saring["keadaan"] != "aktif",
    }
    return render(request, "satker/orang/daftar.html", konteks)


@transaction.atomic
def _buat(pelaku: Pelaku, form: PenggunaBaruForm) -> User:
    """Account and first role, both or neither."""
    tugas = form.isi_tugas()
    user = aksi.buat_pengguna(oleh=pelaku, satker=tugas["unit"], **form.isi_akun())
    aksi.tugaskan(oleh=pelaku, user=user, **tugas)
    return user


@perlu("kelola_pengguna")
def baru(request: HttpRequest) -> HttpResponse:
    awal = {"mulai": timezone.localdate(), "unit": request.GET.get("unit")}
    form = PenggunaBaruForm(request.POST or None, pelaku=request.pelaku, initial=awal)
    if request.method == "POST" and form.is_valid():
        jadi, user = coba(form, lambda: _buat(request.pelaku, form))
        if jadi:
            messages.success(request, f"Akun {user.nama} dibuat. Kirim tautan agar orangnya membuat sandi.")
            return redirect("satker:pengguna_rinci", user.pk)
    uraian = "Anda tidak mengisi sandi. Sesudah disimpan, kirim tautan sekali pakai kepada orangnya."
    return _formulir(request, form, "Pengguna baru", unit=_unit(request), uraian=uraian)


@dengan_pengguna()
def rinci(request: HttpRequest, user: User) -> HttpResponse:
    return render(
        request, "satker/orang/rinci.html", {"rincian": rincian_pengguna(request.pelaku, user), "orang": user}
    )


@dengan_pengguna(kuasai=True)
def ubah(request: HttpRequest, user: User) -> HttpResponse:
    awal = {"nama": user.nama, "username": user.username, "nip": user.nip or "", "email": user.email}
    form = AkunForm(request.POST or None, initial=awal)
    if request.method == "POST" and form.is_valid():
        jadi, beda = coba(form, lambda: aksi.ubah_pengguna(oleh=request.pelaku, user=user, **form.isi_akun()))
        if jadi:
            messages.success(request, "Perubahan disimpan." if beda else "Tidak ada yang berubah.")
            return redirect("satker:pengguna_rinci", user.pk)
    return _formulir(request, form, f"Ubah akun {user.nama}", orang=user)


@dengan_pengguna(kuasai=True)
def status(request: HttpRequest, user: User) -> HttpResponse:
    """Close an account, or open it again."""
    form, tutup = AlasanForm(request.POST or None), user.is_active
    kerjakan = aksi.nonaktifkan_pengguna if tutup else aksi.aktifkan_pengguna
    if request.method == "POST" and form.is_valid():
        jadi, _ = coba(form, lambda: kerjakan(oleh=request.pelaku, user=user, alasan=form.cleaned_data["alasan"]))
        if jadi:
            messages.success(request, f"Akun {user.nama} {'dinonaktifkan' if tutup else 'diaktifkan'}.")
            return redirect("satker:pengguna_rinci", user.pk)
    uraian = (
        "Semua sesi orang ini berakhir saat itu juga dan sandinya tidak berlaku lagi. Jawaban dan riwayatnya tetap ada."
        if tutup
        else "Sesudah diaktifkan, kirim tautan agar orangnya membuat sandi baru."
    )
    kata = "Nonaktifkan" if tutup else "Aktifkan"
    return _formulir(request, form, f"{kata} akun {user.nama}", orang=user, uraian=uraian, tombol=kata)


@dengan_pengguna(kuasai=True)
@require_POST
def tautan(request: HttpRequest, user: User) -> HttpResponse:
    """A link to set a password: mailed, or shown once to the admin."""
    try:
        if request.POST.get("cara") != "surel":
            hasil = aksi.buat_tautan_sandi(oleh=request.pelaku, user=user)
            return render(request, "satker/orang/tautan.html", {"tautan": hasil, "orang": user})
        aksi.kirim_tautan_sandi(oleh=request.pelaku, user=user)
        messages.success(request, f"Tautan dikirim ke {user.email}.")
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
    return redirect("satker:pengguna_rinci", user.pk)


@dengan_pengguna()
def tugaskan(request: HttpRequest, user: User) -> HttpResponse:
    form = PenugasanForm(request.POST or None, pelaku=request.pelaku, initial={"mulai": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        jadi, tugas = coba(form, lambda: aksi.tugaskan(oleh=request.pelaku, user=user, **form.isi_tugas()))
        if jadi:
            messages.success(request, f"{user.nama} menjadi {tugas.label}, {tugas.unit.nama}.")
            return redirect("satker:pengguna_rinci", user.pk)
    return _formulir(request, form, f"Tambah peran {user.nama}", orang=user, unit=_unit(request))


@dengan_pengguna()
def akhiri(request: HttpRequest, user: User, tugas: UUID) -> HttpResponse:
    terkelola = Penugasan.objects.filter(user=user, unit__in=Satker.objects.terkelola_oleh(request.pelaku))
    baris = get_object_or_404(terkelola.select_related("unit"), pk=tugas)
    form = AkhiriForm(request.POST or None, initial={"selesai": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        jadi, _ = coba(form, lambda: aksi.akhiri_penugasan(oleh=request.pelaku, penugasan=baris, **form.cleaned_data))
        if jadi:
            messages.success(request, f"Peran {baris.label} berakhir {form.cleaned_data['selesai']:%d-%m-%Y}.")
            return redirect("satker:pengguna_rinci", user.pk)
    judul, uraian = f"Akhiri peran {user.nama}", f"{baris.label}, {baris.unit.nama}, sejak {baris.mulai:%d-%m-%Y}."
    return _formulir(request, form, judul, orang=user, uraian=uraian, tombol="Akhiri peran")
