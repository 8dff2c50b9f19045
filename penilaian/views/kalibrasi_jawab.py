"""Answering a calibration butir: the desk's page and keys (static/js/meja.js) on evidence without the satker's name."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from berkas.queries.berbagi import versi_tampak
from common.tanggal import format_waktu
from penilaian.actions.kalibrasi import KalibrasiDitolak, jawab_kasus
from penilaian.forms.kalibrasi import form_jawaban
from penilaian.forms.meja import CATATAN, NilaiForm
from penilaian.models import KerjaKalibrasi
from penilaian.queries.butir import cara_hitung, jawaban_rinci, jawaban_singkat, nilai_halaman
from penilaian.queries.kalibrasi import berkas_kasus, jawaban_saya
from penilaian.queries.kalibrasi_wajib import PENILAI
from penilaian.queries.meja import pilihan_butir
from penilaian.views.akses_kalibrasi import RuangKasus, dengan_kasus
from penilaian.views.meja_halaman import bilangan


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_kasus("lihat_kalibrasi")
def kasus(request: HttpRequest, ruang: RuangKasus) -> HttpResponse:
    """`?berkas=` and `?hal=` open another page; POST is a save without JavaScript. The inspectorate only looks."""
    if request.method in {"GET", "HEAD"}:
        return _tampilkan(request, ruang)
    form = _form(request, ruang, request.POST)
    if not form.is_valid():
        return _tampilkan(request, ruang, form=form, status=422)
    try:
        _simpan(request, ruang, form)
    except KalibrasiDitolak as galat:
        return _tampilkan(request, ruang, form=form, galat=str(galat), status=403)
    return redirect(_sesudah(ruang) if form.aksi != CATATAN else _url(ruang, ruang.nomor))


@require_POST
@dengan_kasus("nilai_tpi")
def simpan(request: HttpRequest, ruang: RuangKasus) -> HttpResponse:
    """The keystroke: JSON in every case, as at the desk."""
    form = _form(request, ruang, request.POST)
    if not form.is_valid():
        return JsonResponse({"galat": {k: list(v) for k, v in form.errors.items()}}, status=422)
    try:
        jawaban = _simpan(request, ruang, form)
    except KalibrasiDitolak as galat:
        return JsonResponse({"pesan": str(galat)}, status=403)
    return JsonResponse(
        {
            "versi": 1,
            "pada": format_waktu(jawaban.pada, timezone.get_current_timezone()),
            "kata": f"Soal {ruang.nomor}: {jawaban_singkat(ruang.butir, jawaban.isi)}",
            "url": "" if form.aksi == CATATAN else _sesudah(ruang),
        }
    )


def _simpan(request: HttpRequest, ruang: RuangKasus, form: NilaiForm) -> Any:
    if request.pelaku.peran not in PENILAI:
        raise PermissionDenied("Yang menjawab kalibrasi adalah anggota dan ketua tim penilai.")
    return jawab_kasus(
        oleh=request.pelaku, kasus=ruang.kasus, butir=ruang.butir, isi=form.isi, catatan=form.cleaned_data["uraian"]
    )


def _form(request: HttpRequest, ruang: RuangKasus, data: Any = None, *, kunci: bool = False) -> NilaiForm:
    return form_jawaban(ruang.butir, ruang.kasus, jawaban_saya(request.pelaku, ruang.kasus), data, kunci=kunci)


def _url(ruang: RuangKasus, nomor: int, nama: str = "kalibrasi_soal") -> str:
    return reverse(nama, kwargs={**ruang.alamat, "kasus": nomor})


def _sesudah(ruang: RuangKasus) -> str:
    """The next butir, after the last one the page of the set, where finishing is asked for."""
    return _url(ruang, ruang.nomor + 1) if ruang.nomor < ruang.jumlah else reverse("kalibrasi_set", kwargs=ruang.alamat)


def _boleh(request: HttpRequest, ruang: RuangKasus) -> tuple[bool, str]:
    if request.pelaku.peran not in PENILAI:
        return False, "Anda melihat soal ini seperti penilai. Yang menjawab adalah anggota dan ketua tim penilai."
    selesai = KerjaKalibrasi.objects.filter(set=ruang.set, user=request.pelaku.user, selesai_pada__isnull=False)
    if selesai.exists():
        return False, "Kalibrasi ini sudah Anda selesaikan. Jawaban tidak berubah lagi."
    return True, ""


def _tampilkan(
    request: HttpRequest, ruang: RuangKasus, *, form: NilaiForm | None = None, galat: str = "", status: int = 200
) -> HttpResponse:
    boleh, sebab = _boleh(request, ruang)
    milik = jawaban_saya(request.pelaku, ruang.kasus)
    form = form or _form(request, ruang, kunci=not boleh)
    berkas = berkas_kasus(ruang.kasus)
    buka = next((b for b in berkas if b.nomor == bilangan(request.GET.get("berkas", ""), 1)), berkas[0])
    hal = bilangan(request.GET.get("hal", ""), 0)
    letak = buka.halaman.index(hal) if hal in buka.halaman else 0
    simpul = ruang.instrumen.simpul
    konteks = {
        "ruang": ruang,
        "butir": ruang.butir,
        "kasus": ruang.kasus,
        "tahun": ruang.periode.tahun,
        "area": simpul[ruang.butir.area],
        "sub_area": simpul[ruang.butir.induk],
        "boleh": boleh,
        "sebab": sebab,
        "galat": galat,
        "form": form,
        "milik": milik,
        "saya": jawaban_singkat(ruang.butir, milik.isi if milik else None),
        "singkat_satker": jawaban_singkat(ruang.butir, ruang.kasus.isi_satker),
        "rinci_satker": jawaban_rinci(ruang.butir, ruang.kasus.isi_satker),
        "nilai_satker": nilai_halaman(ruang.butir, ruang.kasus.isi_satker),
        "pilihan": pilihan_butir(ruang.butir, ruang.kasus.isi_satker, milik.isi if milik else None),
        "cara_hitung": cara_hitung(ruang.butir),
        "berkas": berkas,
        "buka": buka,
        "hal": buka.halaman[letak],
        "tertutup": buka.baris.versi_id not in versi_tampak([buka.baris.versi_id]),
        "hal_sebelum": buka.halaman[letak - 1] if letak else 0,
        "hal_sesudah": buka.halaman[letak + 1] if letak + 1 < len(buka.halaman) else 0,
        "sebelum": _url(ruang, ruang.nomor - 1) if ruang.nomor > 1 else "",
        "sesudah": _sesudah(ruang),
        "simpan_url": _url(ruang, ruang.nomor, "kalibrasi_simpan"),
        "tanpa_nav": True,
        "meja_kunci": True,
        "remah": ruang.remah(f"Soal {ruang.nomor}"),
    }
    return render(request, "penilaian/kalibrasi/soal.html", konteks, status=status)
