"""The question page (ux W3): read, save as a page, autosave, compare after a conflict, history."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berkas.queries.bukti import bukti_butir
from berkas.queries.telaah import petunjuk_butir
from common.desimal import format_angka
from common.tanggal import format_waktu
from penilaian.actions.diskusi import tandai_dibaca
from penilaian.actions.jawaban import Tersimpan, VersiUsang, pulihkan_versi, simpan_jawaban
from penilaian.actions.lembar import buka_lembar
from penilaian.forms.jawaban import JawabanForm
from penilaian.izin import boleh_kirim_ulang
from penilaian.models import Jawaban, RiwayatJawaban
from penilaian.queries.butir import (
    BELUM_DIBUKA,
    DILIHAT,
    SALINAN,
    TERISI,
    HalamanButir,
    cara_hitung,
    jawaban_rinci,
    keadaan_butir,
    nilai_halaman,
    susun_halaman,
    versi_jawaban,
)
from penilaian.queries.diskusi import UtasTampil, diskusi_butir
from penilaian.queries.kembali import butir_kembali
from penilaian.queries.putaran import sisa_perbaikan
from penilaian.queries.rekomendasi import rekomendasi_butir
from penilaian.queries.wawancara import tanya_butir
from penilaian.views.akses import RuangButir, dengan_butir
from satker.queries.jejak import BarisJejak, riwayat_butir
from satker.queries.pantau import batas_terbaca

BANYAK_RIWAYAT = 10
AKSI = ("simpan", "lanjut", "kosongkan")


@dengan_butir("lihat_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def butir(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    """GET shows the question; POST is Simpan, Simpan dan lanjut or Kosongkan."""
    if request.method == "POST":
        return _simpan_halaman(request, ruang)
    return _halaman(request, ruang)


@dengan_butir("lihat_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def simpan(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    """Autosave of static/js/simpan.js: JSON in every case. Opened as a page it leads to the question."""
    if request.method != "POST":
        return redirect(_url(ruang))
    if not ruang.boleh:
        raise PermissionDenied(ruang.sebab)
    form = JawabanForm(ruang.butir, request.POST, sebagian=True)
    if not form.is_valid():
        return JsonResponse({"galat": {nama: list(galat) for nama, galat in form.errors.items()}}, status=422)
    try:
        hasil = _tersimpan(request, ruang, form)
    except VersiUsang as usang:
        return JsonResponse({"pesan": _kalimat_bentrok(ruang, usang.kini), "url": _url(ruang)}, status=409)
    return JsonResponse(_kabar(ruang, hasil))


@require_safe
@dengan_butir("lihat_lke")
def riwayat(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    """Every version of the answer: who, when, before and after."""
    konteks = {
        "ruang": ruang,
        "butir": ruang.butir,
        "tahun": ruang.periode.tahun,
        "daftar": versi_jawaban(ruang.lembar, ruang.butir),
        "remah": [*_remah(ruang)[:-1], (ruang.butir.kode_pendek, _url(ruang)), ("Riwayat jawaban", "")],
    }
    return render(request, "penilaian/riwayat.html", konteks)


@dengan_butir("isi_lke")
@require_POST
def pulihkan(request: HttpRequest, ruang: RuangButir, versi: int) -> HttpResponse:
    """Take the contents of an earlier version again; the one now becomes history."""
    if not ruang.boleh:
        raise PermissionDenied(ruang.sebab)
    if ruang.lembar is None:
        raise Http404("lembar")
    dilihat = request.POST.get("versi", "")
    try:
        pulihkan_versi(
            oleh=request.pelaku,
            lembar=ruang.lembar,
            butir=ruang.butir,
            versi=versi,
            versi_dasar=int(dilihat) if re.fullmatch(r"[0-9]{1,9}", dilihat) else -1,
        )
    except RiwayatJawaban.DoesNotExist as galat:
        raise Http404("versi") from galat
    except VersiUsang as usang:
        messages.error(request, f"{_kalimat_bentrok(ruang, usang.kini)} Tidak ada yang diubah.")
        return redirect("butir_riwayat", ruang.periode.tahun, ruang.satker.kode, ruang.butir.kode_pendek)
    messages.success(request, f"Isi versi {versi} dipakai lagi di {ruang.butir.kode_pendek}.")
    return redirect(_url(ruang))


def _tersimpan(request: HttpRequest, ruang: RuangButir, form: JawabanForm) -> Tersimpan:
    """Save a valid form; the first answer of a year starts the sheet."""
    lembar = ruang.lembar or buka_lembar(oleh=request.pelaku, satker=ruang.satker, periode=ruang.periode)
    return simpan_jawaban(
        oleh=request.pelaku,
        lembar=lembar,
        butir=ruang.butir,
        isi=form.isi,
        uraian=form.cleaned_data["uraian"],
        catatan_nol=form.cleaned_data.get("catatan_nol", ""),
        versi_dasar=form.cleaned_data["versi"],
    )


def _simpan_halaman(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    form = JawabanForm(ruang.butir, request.POST)
    if not ruang.boleh:  # what was typed stays on the page, so that nothing is lost when a window has closed
        return _halaman(request, ruang, form=form, status=403)
    if not form.is_valid():
        return _halaman(request, ruang, form=form, status=422)
    try:
        hasil = _tersimpan(request, ruang, form)
    except VersiUsang as usang:
        return _bentrok(request, ruang, form, usang.kini)
    _kabarkan(request, ruang, hasil)
    sesudah = ruang.instrumen.sesudah(ruang.butir.kode)
    if request.POST.get("aksi") == "kosongkan" and hasil.berubah:
        return redirect(f"{_url(ruang)}?batal={hasil.jawaban.versi - 1}")
    if request.POST.get("aksi") != "lanjut":
        return redirect(_url(ruang))
    if sesudah is None:
        return redirect("lke", tahun=ruang.periode.tahun, kode=ruang.satker.kode)
    return redirect("butir", tahun=ruang.periode.tahun, kode=ruang.satker.kode, kode_butir=sesudah.kode_pendek)


def _kabarkan(request: HttpRequest, ruang: RuangButir, hasil: Tersimpan) -> None:
    kode, skor = ruang.butir.kode_pendek, hasil.hasil.butir[ruang.butir.kode]
    if skor.sebagian:
        ada, semua = len(hasil.jawaban.isi), len(ruang.butir.isian)
        kalimat = f"{kode} tersimpan, tetapi baru {ada} dari {semua} jumlah terisi. Soal ini dihitung setelah lengkap."
        messages.warning(request, kalimat)
    elif not skor.terisi:
        messages.success(request, f"{kode} dikosongkan. Jawaban lama tetap ada di riwayat.")
    else:
        poin, bobot = format_angka(skor.poin), format_angka(skor.bobot_efektif)
        messages.success(request, f"{kode} tersimpan: {poin} dari {bobot} poin.")


def _halaman(
    request: HttpRequest, ruang: RuangButir, *, form: JawabanForm | None = None, status: int = 200
) -> HttpResponse:
    halaman = susun_halaman(
        satker=ruang.satker,
        periode=ruang.periode,
        lembar=ruang.lembar,
        instrumen=ruang.instrumen,
        butir=ruang.butir,
    )
    pakai = {} if form or not ruang.boleh else _fakta_dipakai(request, halaman)
    if form is None:
        form = JawabanForm(ruang.butir, awal=halaman.jawaban, isian_awal=pakai, terkunci=not ruang.boleh)
    zona = bukti_butir(request.pelaku, ruang.satker, ruang.periode, ruang.butir.kode)
    tutup = ruang.hak.jendela.tutup
    konteks = {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "butir": ruang.butir,
        "halaman": halaman,
        "form": form,
        "isian": [(isian, medan, halaman.fakta.get(isian.kode)) for isian, medan in form.medan_isian],
        "cara_hitung": cara_hitung(ruang.butir),
        "keadaan_semua": (BELUM_DIBUKA, DILIHAT, TERISI, SALINAN),
        "boleh": ruang.boleh,
        "boleh_tulis": ruang.boleh,
        "sebab": ruang.sebab,
        "ditolak": status == 403,
        "fakta_dipakai": bool(pakai),
        "keadaan": _keadaan(halaman, len(zona.baris)),
        "zona_bukti": zona,
        "kembali": butir_kembali(ruang.lembar).get(ruang.butir.kode),
        "boleh_kirim_ulang": boleh_kirim_ulang(request.pelaku, ruang.satker, ruang.butir.area),
        "petunjuk": petunjuk_butir(request.pelaku, ruang.satker, ruang.periode, ruang.butir, berbukti=bool(zona.baris)),
        "tanya": tanya_butir(request.pelaku, ruang.lembar, ruang.butir.kode, ruang.butir.area),
        "riwayat": _riwayat(ruang, request.pelaku.peran),
        "diskusi": _diskusi(request, ruang),
        "rekomendasi": rekomendasi_butir(ruang.satker, ruang.periode.tahun, ruang.butir.kode, ruang.butir.area),
        "sisa_putaran": sisa_perbaikan(ruang.lembar, ruang.butir.kode) if ruang.lembar else None,
        "tenggat": batas_terbaca(tutup) if tutup and ruang.boleh else None,
        "kini": timezone.now(),
        "batal": request.GET.get("batal", "") if ruang.boleh and request.GET.get("batal", "").isdecimal() else "",
        "remah": _remah(ruang),
    }
    return render(request, "penilaian/butir.html", konteks, status=status)


def _diskusi(request: HttpRequest, ruang: RuangButir) -> tuple[UtasTampil, ...]:
    """The threads of the butir; showing them is reading them."""
    if ruang.lembar is None:
        return ()
    isi = diskusi_butir(request.pelaku, ruang.lembar, ruang.butir.kode)
    if request.method == "GET" and any(u.baru for u in isi):
        tandai_dibaca(oleh=request.pelaku, lembar=ruang.lembar, butir=ruang.butir)
    return isi


def _riwayat(ruang: RuangButir, peran: str) -> list[BarisJejak]:
    """The newest history without what the page says anyway: the code of the question and version numbers."""
    return [
        replace(b, kode_butir="", perubahan=tuple(p for p in b.perubahan if p.nama != "Versi"))
        for b in riwayat_butir(ruang.satker, ruang.periode, ruang.butir.kode, BANYAK_RIWAYAT, peran)
    ]


def _keadaan(halaman: HalamanButir, berkas: int) -> str:
    return keadaan_butir(
        terisi=halaman.nilai.nilai is not None,
        ada_baris=halaman.jawaban is not None,
        berkas=berkas,
        salinan=bool(halaman.jawaban and halaman.jawaban.salinan_dari),
    )


def _fakta_dipakai(request: HttpRequest, halaman: HalamanButir) -> dict[str, str]:
    """Facts asked for by `?pakai=fakta` (all) or `?pakai=<isian>`: put into the form, saved only by Simpan."""
    diminta = request.GET.getlist("pakai")
    return {k: str(f.nilai) for k, f in halaman.fakta.items() if "fakta" in diminta or k in diminta}


def _bentrok(request: HttpRequest, ruang: RuangButir, form: JawabanForm, kini: Jawaban | None) -> HttpResponse:
    """Both values side by side; nothing is written until the person chooses."""
    aksi = request.POST.get("aksi", "")
    konteks = {
        "ruang": ruang,
        "butir": ruang.butir,
        "tahun": ruang.periode.tahun,
        "form": form,
        "kini": kini,
        "kalimat": _kalimat_bentrok(ruang, kini),
        "rinci_kini": jawaban_rinci(ruang.butir, kini.isi if kini else None),
        "nilai_kini": nilai_halaman(ruang.butir, kini.isi if kini else None),
        "rinci_saya": jawaban_rinci(ruang.butir, form.isi),
        "nilai_saya": nilai_halaman(ruang.butir, form.isi),
        "kirim_ulang": [
            *((nama, request.POST[nama]) for nama in form.fields if nama != "versi" and nama in request.POST),
            ("versi", str(kini.versi if kini else 0)),
            ("aksi", aksi if aksi in AKSI else "simpan"),
        ],
        "remah": [*_remah(ruang)[:-1], (ruang.butir.kode_pendek, _url(ruang)), ("Bandingkan", "")],
    }
    return render(request, "penilaian/bentrok.html", konteks, status=409)


def _kalimat_bentrok(ruang: RuangButir, kini: Jawaban | None) -> str:
    if kini is None:
        return "Jawaban ini sudah tidak ada. Bandingkan sebelum menyimpan."
    pukul = format_waktu(kini.pada, timezone.get_current_timezone())
    return f"{kini.oleh.nama} mengubah jawaban ini pukul {pukul}. Bandingkan sebelum menyimpan."


def _kabar(ruang: RuangButir, hasil: Tersimpan) -> dict[str, Any]:
    """What the autosave shows: all figures written by the server, in Indonesian form."""
    jawaban, skor = hasil.jawaban, hasil.hasil
    isi, area = skor.butir[ruang.butir.kode], skor.simpul[ruang.butir.area]
    nilai = nilai_halaman(ruang.butir, jawaban.isi)
    pada = format_waktu(jawaban.pada, timezone.get_current_timezone()) if jawaban.versi else ""
    return {
        "versi": jawaban.versi,
        "pada": pada,
        "ada": jawaban.isi is not None,
        "keadaan": TERISI if isi.terisi else DILIHAT,
        "poin": format_angka(isi.poin) if isi.terisi else "–",
        "dipertaruhkan": format_angka(isi.poin_dipertaruhkan),
        "hitungan": nilai.hitungan,
        "nilai_area": format_angka(area.nilai),
        "nilai_total": format_angka(skor.total),
        "terisi": skor.terisi,
    }


def _url(ruang: RuangButir) -> str:
    return reverse(
        "butir",
        kwargs={
            "tahun": ruang.periode.tahun,
            "kode": ruang.satker.kode,
            "kode_butir": ruang.butir.kode_pendek,
        },
    )


def _remah(ruang: RuangButir) -> list[tuple[str, str]]:
    alamat = {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}
    area = ruang.instrumen.simpul[ruang.butir.area]
    if ruang.butir.komponen == "B":
        tingkat = ("Hasil", reverse("lke_hasil", kwargs=alamat))
    else:
        tingkat = (f"{area.nomor} {area.nama}", reverse("lke_area", kwargs={**alamat, "nomor": area.nomor}))
    return [
        (ruang.satker.nama, reverse("dasbor", kwargs=alamat)),
        (f"LKE {ruang.periode.tahun}", reverse("lke", kwargs=alamat)),
        tingkat,
        (ruang.butir.kode_pendek, ""),
    ]
