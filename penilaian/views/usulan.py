"""Pages of the inspectorate: the proposals of a year, one proposal, its units, and what blocks them all."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from penilaian.actions import halangan as aksi_halangan
from penilaian.actions import usulan as aksi
from penilaian.alur import LangkahDitolak
from penilaian.aturan_usulan import ATURAN_MANDIRI
from penilaian.forms.usulan import (
    HalanganForm,
    LaporForm,
    PutusHalanganForm,
    SyaratMandiriForm,
    UnitForm,
    UsulanForm,
)
from penilaian.models import HalanganInstansi, Jalur, Kategori, StatusUnit, SyaratMandiri, UnitUsulan, Usulan
from penilaian.queries.daftar_administrasi import periksa_usulan
from penilaian.queries.prasyarat import prasyarat_satker
from penilaian.queries.surat_usulan import kartu_surat
from penilaian.queries.syarat_usulan import hari_basis_data
from penilaian.queries.usulan import calon_unit, daftar_usulan, rincian_usulan, usulan_wilayah
from penilaian.views.bantu import (
    dengan_tahun,
    dengan_usulan,
    halaman_formulir,
    kalimat,
    pesan_form,
    tempel,
)
from satker.models import Periode
from satker.models.organisasi import Predikat
from satker.queries.waktu import hari_terakhir, keadaan_jendela, periode_berjalan
from satker.views.akses import perlu


def alamat(usulan: Usulan, nama: str = "usulan_rinci", **isi: object) -> str:
    return reverse(nama, kwargs={"tahun": usulan.periode.tahun, "jalur": usulan.jalur, **isi})


def remah(periode: Periode, usulan: Usulan | None = None, akhir: str = "") -> list[tuple[str, str]]:
    hasil = [(f"Usulan {periode.tahun}", reverse("usulan", args=[periode.tahun]))]
    if usulan:
        hasil.append((usulan.get_jalur_display(), alamat(usulan)))
    return [*hasil, (akhir, "")] if akhir else hasil


@require_safe
@perlu("lihat_wilayah")
def kini(request: HttpRequest) -> HttpResponse:
    """The running year, where the menu leads to: the desk of the inspectorate, the list for everybody else."""
    periode = periode_berjalan(request.pelaku.unit)
    tahun = periode.tahun if periode else timezone.localdate().year
    return redirect("usulan" if request.pelaku.punya("kelola_usulan") else "usulan_wilayah", tahun=tahun)


@require_safe
@perlu("lihat_wilayah")
def wilayah(request: HttpRequest, tahun: int) -> HttpResponse:
    """Proposed units the actor sees, with their state."""
    request.tahun = tahun
    isi = {"tahun": tahun, "baris": usulan_wilayah(request.pelaku, tahun)}
    return render(request, "penilaian/usulan/wilayah.html", isi)


@dengan_tahun("kelola_usulan")
def daftar(request: HttpRequest, periode: Periode) -> HttpResponse:
    """The proposals of the year; POST begins one."""
    if request.method == "POST":
        return _mulai(request, periode)
    jendela = keadaan_jendela(satker=periode.instansi, periode=periode, tahap="usulan", peran=request.pelaku.peran)
    isi = {
        "periode": periode,
        "daftar": daftar_usulan(request.pelaku, periode),
        "jendela": jendela,
        "hari_akhir": hari_terakhir(jendela.tutup, periode.instansi.zona) if jendela.tutup else None,
        "remah": remah(periode),
    }
    return render(request, "penilaian/usulan/daftar.html", isi)


def _mulai(request: HttpRequest, periode: Periode) -> HttpResponse:
    jalur = request.POST.get("jalur", "")
    if jalur not in Jalur.values:
        raise Http404("jalur")
    try:
        usulan = aksi.buat_usulan(oleh=request.pelaku, instansi=periode.instansi, periode=periode, jalur=jalur)
    except ValidationError as galat:
        messages.info(request, kalimat(galat))
        return redirect("usulan_rinci", tahun=periode.tahun, jalur=jalur)
    messages.success(request, f"Usulan {usulan.get_jalur_display()} dimulai. Lengkapi surat dan unitnya.")
    return redirect("usulan_rinci", tahun=periode.tahun, jalur=jalur)


@dengan_usulan
def rinci(request: HttpRequest, usulan: Usulan) -> HttpResponse:
    daftar = periksa_usulan(usulan, hari_basis_data(usulan.satker))
    isi = {
        "usulan": usulan,
        "periode": usulan.periode,
        "rincian": rincian_usulan(usulan),
        "kartu": kartu_surat(usulan, daftar),
        "belum": daftar.belum if daftar.unit else (),
        "alamat_tautan": request.session.pop("tautan_paket", ""),
        "remah": remah(usulan.periode, usulan),
    }
    return render(request, "penilaian/usulan/rinci.html", isi)


@dengan_usulan
def ubah(request: HttpRequest, usulan: Usulan) -> HttpResponse:
    form = UsulanForm(request.POST or None, usulan=usulan)
    if request.method == "POST" and form.is_valid():
        aksi.ubah_usulan(oleh=request.pelaku, usulan=usulan, **form.cleaned_data)
        messages.success(request, "Surat dan narahubung tersimpan.")
        return redirect(alamat(usulan))
    return halaman_formulir(
        request,
        form,
        judul="Surat dan narahubung",
        tombol="Simpan",
        batal=alamat(usulan),
        remah=remah(usulan.periode, usulan, "Surat dan narahubung"),
    )


@require_POST
@dengan_usulan
def unit_tambah(request: HttpRequest, usulan: Usulan) -> HttpResponse:
    """Put chosen units on the list; each for the predikat its LHE was made for, affirmative where ticked."""
    pilih, afirmasi = set(request.POST.getlist("pilih")), set(request.POST.getlist("afirmasi"))
    banyak = 0
    for lembar in calon_unit(usulan):
        if str(lembar.pk) not in pilih:
            continue
        kategori = Kategori.AFIRMASI if lembar.target == "WBK" and str(lembar.pk) in afirmasi else lembar.target
        try:
            aksi.tambah_unit(oleh=request.pelaku, usulan=usulan, lembar=lembar, kategori=kategori)
            banyak += 1
        except ValidationError as galat:
            messages.error(request, f"{lembar.satker.nama}: {kalimat(galat)}")
    if banyak:
        messages.success(request, f"{banyak} unit masuk usulan.")
    elif not pilih:
        messages.info(request, "Pilih paling sedikit satu unit.")
    return redirect(alamat(usulan))


def _unit(usulan: Usulan, kode: str) -> UnitUsulan:
    baris = UnitUsulan.objects.filter(usulan=usulan, satker__kode__iexact=kode).exclude(status=StatusUnit.DIKELUARKAN)
    unit = baris.select_related("satker", "usulan__periode", "lembar__periode", "lembar__satker").first()
    if unit is None:
        raise Http404("unit")
    return unit


@dengan_usulan
def unit_ubah(request: HttpRequest, usulan: Usulan, kode: str) -> HttpResponse:
    unit = _unit(usulan, kode)
    form = UnitForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            aksi.ubah_unit(oleh=request.pelaku, unit=unit, **form.cleaned_data)
        except ValidationError as galat:
            tempel(form, galat)
        else:
            messages.success(request, f"Data {unit.satker.nama} tersimpan.")
            return redirect(alamat(usulan))
    return halaman_formulir(
        request,
        form,
        judul=f"Data usulan {unit.satker.nama}",
        tombol="Simpan",
        batal=alamat(usulan),
        warisan=prasyarat_satker(unit.satker, usulan.periode).unit,
        jalur=Predikat.values,
        satker=unit.satker,
        periode=usulan.periode,
        remah=remah(usulan.periode, usulan, unit.satker.nama),
    )


@require_POST
@dengan_usulan
def unit_keluarkan(request: HttpRequest, usulan: Usulan, kode: str) -> HttpResponse:
    unit = _unit(usulan, kode)
    try:
        aksi.keluarkan_unit(oleh=request.pelaku, unit=unit, alasan=request.POST.get("alasan", "")[:200])
        messages.success(request, f"{unit.satker.nama} dikeluarkan dari usulan.")
    except ValidationError as galat:
        messages.error(request, f"{unit.satker.nama} tetap di usulan. {kalimat(galat)}")
    return redirect(alamat(usulan))


@require_POST
@dengan_usulan
def usulkan(request: HttpRequest, usulan: Usulan) -> HttpResponse:
    """Propose the chosen units, each in its own transaction; says what was done and what was not, and why."""
    unit = UnitUsulan.objects.filter(usulan=usulan, pk__in=_uuid(request.POST.getlist("unit")))
    banyak = 0
    for u in unit.select_related("satker", "usulan__periode", "lembar__periode", "lembar__satker"):
        try:
            with transaction.atomic():
                aksi.usulkan_unit(oleh=request.pelaku, unit=u)
            banyak += 1
        except LangkahDitolak as tolak:
            messages.error(request, f"{u.satker.nama} belum diusulkan. {tolak}")
    if banyak:
        messages.success(request, f"{banyak} unit diusulkan. Nilainya sudah dibekukan.")
    return redirect(alamat(usulan))


def _uuid(nilai: list[str]) -> list[uuid.UUID]:
    hasil = []
    for satu in nilai:
        try:
            hasil.append(uuid.UUID(satu))
        except ValueError:
            continue
    return hasil


@require_safe
@dengan_usulan
def periksa(request: HttpRequest, usulan: Usulan) -> HttpResponse:
    """The self-check, made to be printed."""
    hari = hari_basis_data(usulan.satker)
    isi = {
        "usulan": usulan,
        "periode": usulan.periode,
        "daftar": periksa_usulan(usulan, hari),
        "hari": hari,
        "remah": remah(usulan.periode, usulan, "Periksa sendiri"),
    }
    return render(request, "penilaian/usulan/periksa.html", isi)


# --- Obstacles and WBK mandiri -------------------------------------------------------------------------------------


@dengan_tahun("kelola_usulan")
def halangan(request: HttpRequest, periode: Periode) -> HttpResponse:
    form = HalanganForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        aksi_halangan.catat_halangan(
            oleh=request.pelaku, instansi=periode.instansi, periode=periode, **form.cleaned_data
        )
        messages.success(request, "Halangan dicatat. Semua usulan tahun ini tertahan sampai diputus.")
        return redirect("usulan", tahun=periode.tahun)
    return halaman_formulir(
        request,
        form,
        judul=f"Catat halangan {periode.tahun}",
        tombol="Catat halangan",
        batal=reverse("usulan", args=[periode.tahun]),
        remah=remah(periode, None, "Catat halangan"),
        keterangan="KKN yang melibatkan pimpinan tertinggi instansi pada tahun pengusulan. Catatan ini menahan "
        "semua usulan tahun ini.",
    )


@require_POST
@dengan_tahun("kelola_usulan")
def halangan_putus(request: HttpRequest, periode: Periode, pk: uuid.UUID) -> HttpResponse:
    baris = HalanganInstansi.objects.filter(satker=periode.instansi, periode=periode, pk=pk).first()
    if baris is None:
        raise Http404("halangan")
    form = PutusHalanganForm(request.POST)
    if form.is_valid():
        aksi_halangan.putus_halangan(oleh=request.pelaku, halangan=baris, **form.cleaned_data)
        messages.success(request, "Putusan halangan tersimpan.")
    else:
        pesan_form(request, form)
    return redirect("usulan", tahun=periode.tahun)


@dengan_usulan
def syarat(request: HttpRequest, usulan: Usulan, syarat: str) -> HttpResponse:
    aturan = ATURAN_MANDIRI.get(syarat)
    if aturan is None or usulan.jalur != Jalur.WBK_MANDIRI:
        raise Http404("syarat")
    ada = SyaratMandiri.objects.filter(usulan=usulan, kode=syarat).values().first()
    form = SyaratMandiriForm(request.POST or None, aturan=aturan, initial=ada or {})
    if request.method == "POST" and form.is_valid():
        isi = {"penyebut": None, **form.cleaned_data}
        try:
            aksi_halangan.catat_syarat_mandiri(oleh=request.pelaku, usulan=usulan, kode=syarat, **isi)
        except ValidationError as galat:
            tempel(form, galat)
        else:
            messages.success(request, "Syarat tersimpan.")
            return redirect(alamat(usulan))
    jejak = remah(usulan.periode, usulan, "Syarat WBK mandiri")
    return halaman_formulir(request, form, judul=aturan.nama, tombol="Simpan", batal=alamat(usulan), remah=jejak)


@require_POST
@dengan_usulan
def lapor(request: HttpRequest, usulan: Usulan) -> HttpResponse:
    form = LaporForm(request.POST)
    if form.is_valid():
        try:
            aksi_halangan.laporkan_mandiri(oleh=request.pelaku, usulan=usulan, **form.cleaned_data)
            messages.success(request, "Tanggal laporan tersimpan.")
        except ValidationError as galat:
            messages.error(request, kalimat(galat))
    else:
        pesan_form(request, form)
    return redirect(alamat(usulan))
