"""Organisation: the tree of units, one unit, its moves and predikat, and requests to register."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.halaman import bagi
from satker.actions import organisasi as aksi
from satker.forms.satker import (
    AlasanForm,
    CabutForm,
    InstansiUbahForm,
    JenisForm,
    NonaktifForm,
    PendaftaranForm,
    PindahForm,
    PredikatForm,
    SatkerBaruForm,
    SatkerUbahForm,
    tempel_galat,
)
from satker.models import JenisSatker, Pendaftaran, Satker
from satker.models.organisasi import StatusPendaftaran, Tingkat
from satker.pelaku import Pelaku
from satker.queries.organisasi import (
    antrean_pendaftaran,
    cabang_terkelola,
    daftar_satker,
    isi_pendaftaran,
    lingkup_pendaftaran,
    pilihan_unit,
    rincian_satker,
)
from satker.views.akses import View, perlu

KEADAAN = (("aktif", "Aktif"), ("nonaktif", "Nonaktif"), ("semua", "Semua"))


def coba(form: forms.Form, kerjakan: Callable[[], Any]) -> tuple[bool, Any]:
    """Run an action; what it refuses appears at the form's fields. Returns (done, result)."""
    try:
        return True, kerjakan()
    except ValidationError as galat:
        tempel_galat(form, galat)
        return False, None


def dengan_kelolaan(view: View) -> View:
    """View receives (request, satker, …): a unit the actor administers; any other is 404."""

    @perlu("kelola_satker")
    @wraps(view)
    def dalam(request: HttpRequest, kode: str, **kwargs: Any) -> HttpResponse:
        terkelola = Satker.objects.terkelola_oleh(request.pelaku).select_related("induk", "jenis", "pembina")
        baris = terkelola.filter(kode__iexact=kode).first()
        if baris is None:
            raise Http404("satker")
        return view(request, baris, **kwargs)

    return dalam


def _formulir(request: HttpRequest, form: forms.Form, judul: str, **isi: Any) -> HttpResponse:
    """A page with one form; status 422 when something is wrong, so that scripts can tell."""
    konteks = {"form": form, "judul": judul, "tombol": "Simpan", "unit": (), **isi}
    return render(request, "satker/organisasi/formulir.html", konteks, status=422 if form.errors else 200)


def _unit(request: HttpRequest) -> list[tuple[str, str]]:
    return pilihan_unit(Satker.objects.terkelola_oleh(request.pelaku))


@perlu("kelola_satker")
def daftar(request: HttpRequest) -> HttpResponse:
    """The tree, searched and filtered."""
    saring = {k: request.GET.get(k, "").strip()[:100] for k in ("cari", "jenis", "induk", "keadaan")}
    saring["keadaan"] = saring["keadaan"] if saring["keadaan"] in dict(KEADAAN) else "aktif"
    konteks = {
        "halaman": bagi(daftar_satker(request.pelaku, **saring), request.GET),
        "saring": saring,
        "jenis": JenisSatker.objects.all(),
        "cabang": pilihan_unit(cabang_terkelola(request.pelaku)),
        "keadaan": KEADAAN,
        "disaring": any(saring[k] for k in ("cari", "jenis", "induk")) or saring["keadaan"] != "aktif",
        "antrean": antrean_pendaftaran(request.pelaku, status=StatusPendaftaran.DIAJUKAN).count(),
    }
    return render(request, "satker/organisasi/daftar.html", konteks)


@perlu("kelola_satker")
def baru(request: HttpRequest) -> HttpResponse:
    form = SatkerBaruForm(request.POST or None, pelaku=request.pelaku, initial={"induk": request.GET.get("induk")})
    if request.method == "POST" and form.is_valid():
        jadi, satker = coba(form, lambda: aksi.buat_satker(oleh=request.pelaku, **form.isi_aksi()))
        if jadi:
            messages.success(request, f"{satker.nama} dibuat.")
            return redirect("satker:satker", satker.kode)
    return _formulir(request, form, "Satker baru", unit=_unit(request))


@dengan_kelolaan
def rinci(request: HttpRequest, satker: Satker) -> HttpResponse:
    return render(request, "satker/organisasi/rinci.html", {"rincian": rincian_satker(satker), "satker": satker})


@transaction.atomic
def _ubah(pelaku: Pelaku, satker: Satker, form: SatkerUbahForm) -> bool:
    """The unit and, for an instansi, its settings: both or neither. Whether anything changed."""
    beda = bool(aksi.ubah_satker(oleh=pelaku, satker=satker, **form.isi_aksi()))
    if isinstance(form, InstansiUbahForm):
        beda |= aksi.atur_setelan(oleh=pelaku, instansi=satker, **form.isi_setelan())
    return beda


@dengan_kelolaan
def ubah(request: HttpRequest, satker: Satker) -> HttpResponse:
    """Data of a unit; an instansi also names its evaluator team here."""
    bentuk = InstansiUbahForm if satker.tingkat == Tingkat.INSTANSI else SatkerUbahForm
    form = bentuk(request.POST or None, pelaku=request.pelaku, satker=satker)
    if request.method == "POST" and form.is_valid():
        jadi, beda = coba(form, lambda: _ubah(request.pelaku, satker, form))
        if jadi:
            messages.success(request, "Perubahan disimpan." if beda else "Tidak ada yang berubah.")
            return redirect("satker:satker", satker.kode)
    return _formulir(request, form, f"Ubah {satker.nama}", satker=satker, unit=_unit(request))


@dengan_kelolaan
def pindah(request: HttpRequest, satker: Satker) -> HttpResponse:
    """Another parent; the page says what moves along."""
    if satker.induk is None:
        raise Http404("instansi")
    form = PindahForm(request.POST or None, pelaku=request.pelaku)
    if request.method == "POST" and form.is_valid():
        jadi, _ = coba(form, lambda: aksi.pindahkan_satker(oleh=request.pelaku, satker=satker, **form.cleaned_data))
        if jadi:
            messages.success(request, f"{satker.nama} sekarang di bawah {form.cleaned_data['induk'].nama}.")
            return redirect("satker:satker", satker.kode)
    uraian = f"Sekarang di bawah {satker.induk.nama}. Semua satker di bawahnya ikut pindah; riwayat induk disimpan."
    return _formulir(
        request, form, f"Pindahkan {satker.nama}", satker=satker, uraian=uraian, tombol="Pindahkan", unit=_unit(request)
    )


@dengan_kelolaan
def nonaktif(request: HttpRequest, satker: Satker) -> HttpResponse:
    """Close a unit, or take a closing back."""
    tutup = satker.aktif_selesai is None
    form = (NonaktifForm if tutup else AlasanForm)(request.POST or None)
    kerjakan = aksi.nonaktifkan_satker if tutup else aksi.aktifkan_satker
    if request.method == "POST" and form.is_valid():
        jadi, jumlah = coba(form, lambda: kerjakan(oleh=request.pelaku, satker=satker, **form.cleaned_data))
        if jadi:
            akhir = f"dinonaktifkan; {jumlah} penugasan diakhiri" if tutup else "diaktifkan kembali"
            messages.success(request, f"{satker.nama} {akhir}.")
            return redirect("satker:satker", satker.kode)
    uraian = (
        "Penugasan di satker ini ikut berakhir pada hari itu. Data LKE dan berkas tetap tersimpan."
        if tutup
        else "Penugasan yang dulu diakhiri tidak kembali sendiri."
    )
    kata = "Nonaktifkan" if tutup else "Aktifkan kembali"
    return _formulir(request, form, f"{kata} {satker.nama}", satker=satker, uraian=uraian, tombol=kata)


@dengan_kelolaan
def predikat(request: HttpRequest, satker: Satker) -> HttpResponse:
    form = PredikatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        jadi, _ = coba(form, lambda: aksi.catat_predikat(oleh=request.pelaku, satker=satker, **form.cleaned_data))
        if jadi:
            messages.success(request, "Predikat dicatat.")
            return redirect("satker:satker", satker.kode)
    uraian = "Catat predikat seperti tertulis di SK. Aplikasi tidak menghitung predikat."
    return _formulir(request, form, f"Catat predikat {satker.nama}", satker=satker, uraian=uraian)


@dengan_kelolaan
def cabut(request: HttpRequest, satker: Satker, pk: UUID) -> HttpResponse:
    baris = get_object_or_404(satker.predikat, pk=pk, dicabut_pada=None)
    form = CabutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        jadi, _ = coba(form, lambda: aksi.cabut_predikat(oleh=request.pelaku, predikat=baris, **form.cleaned_data))
        if jadi:
            messages.success(request, f"Pencabutan {baris.predikat} {baris.tahun} dicatat.")
            return redirect("satker:satker", satker.kode)
    judul = f"Cabut {baris.predikat} {baris.tahun} {satker.nama}"
    return _formulir(request, form, judul, satker=satker, tombol="Catat pencabutan")


@perlu("kelola_satker")
def jenis(request: HttpRequest) -> HttpResponse:
    """The free list of kinds."""
    form = JenisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        jadi, baris = coba(form, lambda: aksi.buat_jenis(oleh=request.pelaku, **form.cleaned_data))
        if jadi:
            messages.success(request, f"Jenis {baris.nama} ditambahkan.")
            return redirect("satker:jenis")
    konteks = {"form": form, "jenis": JenisSatker.objects.all()}
    return render(request, "satker/organisasi/jenis.html", konteks, status=422 if form.errors else 200)


@perlu("ajukan_satker")
def pendaftaran(request: HttpRequest) -> HttpResponse:
    """Requests the actor may see."""
    halaman = bagi(antrean_pendaftaran(request.pelaku), request.GET)
    return render(request, "satker/organisasi/pendaftaran.html", {"halaman": halaman})


@perlu("ajukan_satker")
def daftarkan(request: HttpRequest) -> HttpResponse:
    form = PendaftaranForm(request.POST or None, pelaku=request.pelaku, initial={"induk": request.GET.get("induk")})
    if request.method == "POST" and form.is_valid():
        isi = {"induk": form.cleaned_data["induk"], "isi": form.isi_aksi()}
        jadi, baris = coba(form, lambda: aksi.daftarkan_satker(oleh=request.pelaku, **isi))
        if jadi:
            messages.success(request, "Pendaftaran dikirim dan menunggu persetujuan admin inspektorat.")
            return redirect("satker:pendaftaran_rinci", baris.pk)
    unit = pilihan_unit(lingkup_pendaftaran(request.pelaku))
    return _formulir(request, form, "Daftarkan satker", tombol="Kirim pendaftaran", unit=unit)


def _ambil_pendaftaran(request: HttpRequest, pk: UUID) -> Pendaftaran:
    terlihat = Pendaftaran.objects.terlihat_oleh(request.pelaku)
    return get_object_or_404(terlihat.select_related("induk", "diajukan_oleh", "diputus_oleh", "satker"), pk=pk)


@perlu("ajukan_satker")
def rinci_pendaftaran(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _halaman_pendaftaran(request, _ambil_pendaftaran(request, pk), AlasanForm())


def _halaman_pendaftaran(request: HttpRequest, baris: Pendaftaran, form: forms.Form) -> HttpResponse:
    putuskan = baris.status == StatusPendaftaran.DIAJUKAN and request.pelaku.punya("kelola_satker")
    konteks = {"baris": baris, "isi": isi_pendaftaran(baris), "form": form, "putuskan": putuskan}
    return render(request, "satker/organisasi/pendaftaran_rinci.html", konteks, status=422 if form.errors else 200)


@perlu("kelola_satker")
@require_POST
def setujui(request: HttpRequest, pk: UUID) -> HttpResponse:
    baris = _ambil_pendaftaran(request, pk)
    try:
        satker = aksi.setujui_pendaftaran(oleh=request.pelaku, pendaftaran=baris)
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
        return redirect("satker:pendaftaran_rinci", pk)
    messages.success(request, f"{satker.nama} terdaftar.")
    return redirect("satker:satker", satker.kode)


@perlu("kelola_satker")
@require_POST
def tolak(request: HttpRequest, pk: UUID) -> HttpResponse:
    baris, form = _ambil_pendaftaran(request, pk), AlasanForm(request.POST)
    if form.is_valid():
        isi = {"pendaftaran": baris, "alasan": form.cleaned_data["alasan"]}
        jadi, _ = coba(form, lambda: aksi.tolak_pendaftaran(oleh=request.pelaku, **isi))
        if jadi:
            messages.success(request, "Pendaftaran ditolak. Pengaju melihat alasannya.")
            return redirect("satker:pendaftaran")
    return _halaman_pendaftaran(request, baris, form)
