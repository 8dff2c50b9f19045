"""The scoring pages that are read: the list, one butir with its evidence, the end, the view for a shared screen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.desimal import format_angka
from penilaian.alur import KEADAAN
from penilaian.forms.meja import NilaiForm
from penilaian.models import ButirPengajuan, Lapisan
from penilaian.queries.atur_ganda import kabar_ganda
from penilaian.queries.butir import jawaban_singkat, nilai_halaman
from penilaian.queries.meja import disepakati, jawaban_tersimpan, susun_meja
from penilaian.queries.meja_daftar import SARINGAN, DaftarMeja, susun_daftar
from penilaian.views.akses_meja import RuangButirMeja, RuangMeja, dengan_butir_meja, dengan_meja
from penilaian.views.meja_halaman import catat_dilihat, kabar_simpan, remah, tampilkan, url_butir
from penilaian.views.meja_simpan import simpan_halaman


@require_safe
@dengan_meja("nilai_tpi")
def daftar(request: HttpRequest, ruang: RuangMeja) -> HttpResponse:
    """`?saring=` one of SARINGAN, `?area=` A5, `?saya=1` the own part only, `?q=` a code to go to."""
    if (kode := request.GET.get("q", "").strip()[:20]) and ruang.pengajuan:
        butir = ruang.instrumen.cari(kode)
        if butir:
            return redirect(url_butir(ruang, butir.kode_pendek))
        messages.error(request, f"Kode {kode} tidak ditemukan. Kode berbentuk P5.1b.")
    saring, area = request.GET.get("saring", ""), request.GET.get("area", "")
    saring = saring if saring in SARINGAN else "semua"
    simpul = (*ruang.instrumen.area, *ruang.instrumen.area_hasil)
    area = area if any(s.kode == area for s in simpul) else ""
    isi = _susun(request, ruang, saring, area, saya=request.GET.get("saya") == "1")
    konteks = {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "isi": isi,
        "saringan": [(k, v, isi.banyak[k]) for k, v in SARINGAN.items()] if isi else [],
        "saring": saring,
        "area_dipilih": area,
        "keadaan": KEADAAN[ruang.alur.keadaan] if ruang.alur else "",
        "ganda": kabar_ganda(request.pelaku, ruang.lembar) if isi else None,
        "atur_ganda": request.pelaku.punya("atur_ganda"),
        "lapisan": Lapisan(ruang.lapisan).label,
        "remah": remah(ruang),
    }
    return render(request, "penilaian/meja/daftar.html", konteks)


@require_safe
@dengan_meja("nilai_tpi")
def selesai(request: HttpRequest, ruang: RuangMeja) -> HttpResponse:
    """After the last butir: what is left, and the way to it."""
    if ruang.pengajuan is None:
        return redirect("meja", **ruang.alamat)
    isi = _susun(request, ruang)
    butir = ruang.instrumen.cari(request.GET.get("dari", "")[:20])
    konteks = {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "isi": isi,
        "sisa": [(k, SARINGAN[k], isi.banyak[k]) for k in SARINGAN if k != "semua"],
        "terakhir": _terakhir(request, ruang, butir.kode) if butir else None,
        "lapisan": Lapisan(ruang.lapisan).label,
        "tanpa_nav": True,
        "remah": remah(ruang, "Selesai"),
    }
    return render(request, "penilaian/meja/selesai.html", konteks)


def _susun(
    request: HttpRequest, ruang: RuangMeja, saring: str = "semua", area: str = "", *, saya: bool = False
) -> DaftarMeja | None:
    if ruang.lembar is None or ruang.pengajuan is None:
        return None
    return susun_daftar(
        pelaku=request.pelaku,
        lembar=ruang.lembar,
        pengajuan=ruang.pengajuan,
        instrumen=ruang.instrumen,
        saring=saring,
        area=area,
        saya=saya,
    )


def _terakhir(request: HttpRequest, ruang: RuangMeja, kode: str) -> dict[str, object] | None:
    jawaban = jawaban_tersimpan(request.pelaku, ruang.lembar, kode)
    if jawaban is None or str(jawaban.versi) != request.GET.get("v"):
        return None
    butir = ruang.instrumen.butir[kode]
    return kabar_simpan(ruang, butir.kode_pendek, jawaban, jawaban_singkat(butir, jawaban.isi))


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_butir_meja("nilai_tpi")
def butir(request: HttpRequest, ruang: RuangButirMeja) -> HttpResponse:
    """GET shows the butir with its first file; POST is a save without JavaScript."""
    if request.method == "POST":
        return simpan_halaman(request, ruang)
    return tampilkan(request, ruang)


@require_safe
@dengan_butir_meja("nilai_tpi")
def berkas(request: HttpRequest, ruang: RuangButirMeja, nomor: int) -> HttpResponse:
    """The same page with file `nomor` open; a number there is not opens the nearest."""
    return tampilkan(request, ruang, nomor=nomor)


@require_safe
@dengan_butir_meja("nilai_tpi")
def layar(request: HttpRequest, ruang: RuangButirMeja) -> HttpResponse:
    """For a shared screen: large, without notes, and without the members' scores unless `?anggota=1` asks for them."""
    halaman = susun_meja(
        pelaku=request.pelaku,
        lembar=ruang.lembar,
        pengajuan=ruang.pengajuan,
        instrumen=ruang.instrumen,
        butir=ruang.butir,
    )
    anggota = request.GET.get("anggota") == "1"
    if anggota:
        catat_dilihat(request, ruang, halaman)
    simpul = ruang.instrumen.simpul
    konteks = {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "butir": ruang.butir,
        "halaman": halaman,
        "disepakati": None if halaman.ganda and halaman.ganda.tersembunyi else disepakati(ruang.lembar, ruang.butir),
        "anggota": anggota,
        "area": simpul[ruang.butir.area],
        "sub_area": simpul[ruang.butir.induk],
        "tanpa_nav": True,
        "remah": remah(ruang, ruang.butir.kode_pendek, "Layar"),
    }
    return render(request, "penilaian/meja/layar.html", konteks)


@require_safe
@dengan_butir_meja("nilai_tpi")
def hitung(request: HttpRequest, ruang: RuangButirMeja) -> HttpResponse:
    """What the numbers in the fields would be worth, by the rules that save them; nothing is stored."""
    if not ruang.butir.isian:
        return JsonResponse({"galat": {}, "hitungan": ""})
    kiriman = ButirPengajuan.objects.filter(pengajuan=ruang.pengajuan, kode_butir=ruang.butir.kode).first()
    # a note is not what is asked here
    data = {**request.GET.dict(), "versi": "0", "uraian": "-", "aksi": "angka"}
    form = NilaiForm(ruang.butir, data, kiriman=kiriman, milik=None)
    if not form.is_valid():
        return JsonResponse({"galat": {k: list(v) for k, v in form.errors.items()}, "hitungan": ""})
    nilai = nilai_halaman(ruang.butir, form.isi)
    poin = f"{nilai.hitungan} {format_angka(nilai.poin)} dari {format_angka(nilai.bobot)} poin."
    return JsonResponse({"galat": {}, "hitungan": poin.strip()})
