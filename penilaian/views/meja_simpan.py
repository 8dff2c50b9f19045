"""Saving on the scoring page: the page form, the one keystroke, taking back, and flags."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.tanggal import format_waktu
from penilaian.actions.jawaban import JawabanDitolak, Tersimpan, VersiUsang
from penilaian.actions.meja import batalkan_nilai, nilai_di_meja, tandai_butir
from penilaian.actions.nilai_lapisan import KirimanBerubah
from penilaian.alur import LangkahDitolak
from penilaian.forms.meja import CATATAN, NilaiForm, frasa_dipilih, sambung
from penilaian.models import ButirPengajuan, Jawaban, Lapisan
from penilaian.queries.butir import jawaban_rinci, jawaban_singkat, nilai_halaman
from penilaian.queries.frasa import frasa_butir
from penilaian.queries.ganda import ganda_tersimpan
from penilaian.queries.meja import jawaban_tersimpan, lapisan_tulis
from penilaian.queries.meja_riwayat import versi_nilai
from penilaian.views.akses_meja import RuangButirMeja, dengan_butir_meja
from penilaian.views.meja_halaman import (
    bilangan,
    jalan,
    konsensus_form,
    remah,
    tampilkan,
    url_butir,
    url_sesudah,
)

KIRIMAN_BERUBAH = "Satker mengirim ulang soal ini setelah Anda membukanya. Baca lagi, lalu beri nilai."


def _form(request: HttpRequest, ruang: RuangButirMeja, data: Any = None) -> NilaiForm:
    kiriman = ButirPengajuan.objects.filter(pengajuan=ruang.pengajuan, kode_butir=ruang.butir.kode).first()
    milik = jawaban_tersimpan(request.pelaku, ruang.lembar, ruang.butir.kode)
    return NilaiForm(
        ruang.butir,
        request.POST if data is None else data,
        kiriman=kiriman,
        milik=milik,
        konsensus=konsensus_form(ruang, ganda_tersimpan(request.pelaku, ruang.lembar, ruang.butir)),
    )


def _tulis(request: HttpRequest, ruang: RuangButirMeja, form: NilaiForm) -> Tersimpan:
    lapisan = lapisan_tulis(request.pelaku)
    if lapisan is None:
        raise PermissionDenied(ruang.sebab)
    return nilai_di_meja(
        oleh=request.pelaku,
        lembar=ruang.lembar,
        butir=ruang.butir,
        lapisan=lapisan,
        isi=form.isi,
        catatan=form.cleaned_data["uraian"],
        versi_dasar=form.cleaned_data["versi"],
        ke_dilihat=form.cleaned_data["ke"],
        frasa=frasa_dipilih(request.POST),
    )


@require_POST
@dengan_butir_meja("nilai_tpi")
def simpan(request: HttpRequest, ruang: RuangButirMeja) -> HttpResponse:
    """The keystroke of static/js/meja.js: JSON in every case; the page moves on only after this 200."""
    if not ruang.boleh:
        return JsonResponse({"pesan": ruang.sebab}, status=403)
    form = _form(request, ruang)
    if not form.is_valid():
        return JsonResponse({"galat": {k: list(v) for k, v in form.errors.items()}}, status=422)
    try:
        hasil = _tulis(request, ruang, form)
    except VersiUsang as usang:
        return JsonResponse({"pesan": kalimat_bentrok(usang.kini), "banding": True}, status=409)
    except KirimanBerubah:
        return JsonResponse({"pesan": KIRIMAN_BERUBAH}, status=409)
    except (LangkahDitolak, JawabanDitolak) as galat:
        return JsonResponse({"pesan": _kata(galat)}, status=403)
    return JsonResponse(_kabar(ruang, form, hasil, jalan(request)))


def _kabar(ruang: RuangButirMeja, form: NilaiForm, hasil: Tersimpan, jalan: str) -> dict[str, Any]:
    """The stored version in words, and where to go; a note on its own stays on its page."""
    jawaban = hasil.jawaban
    return {
        "versi": jawaban.versi,
        "pada": format_waktu(jawaban.pada, timezone.get_current_timezone()),
        "kata": f"{ruang.butir.kode_pendek}: {jawaban_singkat(ruang.butir, jawaban.isi)}",
        "url": "" if form.aksi == CATATAN else url_sesudah(ruang, jawaban.versi, jalan),
    }


def simpan_halaman(request: HttpRequest, ruang: RuangButirMeja) -> HttpResponse:
    """The same save as a page: POST, then a redirect; refused, the page comes back with everything that was typed."""
    if not ruang.boleh:
        return tampilkan(request, ruang, form=_form(request, ruang), status=403, galat=ruang.sebab)
    if "pakai_frasa" in request.POST:
        return _sisipkan(request, ruang)
    form = _form(request, ruang)
    if not form.is_valid():
        return tampilkan(request, ruang, form=form, status=422, frasa=_frasa(request))
    try:
        hasil = _tulis(request, ruang, form)
    except VersiUsang as usang:
        return _bentrok(request, ruang, form, usang.kini)
    except KirimanBerubah:
        return tampilkan(request, ruang, form=_segarkan(request, ruang), status=409, galat=KIRIMAN_BERUBAH)
    except (LangkahDitolak, JawabanDitolak) as galat:
        return tampilkan(request, ruang, form=form, status=403, galat=_kata(galat))
    if form.aksi == CATATAN:
        messages.success(request, f"Catatan {ruang.butir.kode_pendek} tersimpan.")
        return redirect(url_butir(ruang, ruang.butir.kode_pendek))
    return redirect(url_sesudah(ruang, hasil.jawaban.versi, jalan(request)))


def _sisipkan(request: HttpRequest, ruang: RuangButirMeja) -> HttpResponse:
    """Put a phrase into the note without saving, for a browser without JavaScript."""
    data = request.POST.copy()
    pilih = next(
        (f for f in frasa_butir(request.pelaku, ruang.satker, ruang.butir) if str(f.pk) == data["pakai_frasa"]), None
    )
    if pilih:
        data["uraian"] = sambung(data.get("uraian", ""), pilih.teks)
        data.appendlist("frasa", str(pilih.pk))
    form = _form(request, ruang, data)
    form._errors = {}  # nothing is judged yet
    return tampilkan(request, ruang, form=form, frasa=tuple(data.getlist("frasa")))


def _segarkan(request: HttpRequest, ruang: RuangButirMeja) -> NilaiForm:
    """What was typed, over the newest sending."""
    data = request.POST.copy()
    kiriman = ButirPengajuan.objects.filter(pengajuan=ruang.pengajuan, kode_butir=ruang.butir.kode).first()
    data["ke"] = str(kiriman.ke) if kiriman else ""
    form = _form(request, ruang, data)
    form._errors = {}
    return form


def _frasa(request: HttpRequest) -> tuple[str, ...]:
    return tuple(str(pk) for pk in frasa_dipilih(request.POST))


def _kata(galat: Exception) -> str:
    if isinstance(galat, JawabanDitolak):
        return "Nilai ini tidak sah untuk soal ini. Tidak ada yang disimpan. Muat ulang halaman, lalu coba lagi."
    return str(galat)


def kalimat_bentrok(kini: Jawaban | None) -> str:
    if kini is None:
        return "Nilai ini sudah tidak ada. Muat ulang halaman."
    pukul = format_waktu(kini.pada, timezone.get_current_timezone())
    return f"{kini.oleh.nama} menyimpan nilai soal ini pukul {pukul}. Bandingkan sebelum menyimpan."


def _bentrok(request: HttpRequest, ruang: RuangButirMeja, form: NilaiForm, kini: Jawaban | None) -> HttpResponse:
    """Both values with what was there before; nothing is written until the person chooses."""
    butir = ruang.butir
    kirim_ulang = [(k, request.POST[k]) for k in form.fields if k != "versi" and k in request.POST]
    kirim_ulang += [("versi", str(kini.versi if kini else 0)), ("aksi", request.POST.get("aksi", ""))]
    kirim_ulang += [("jalan", jalan(request))]
    konteks = {
        "ruang": ruang,
        "butir": butir,
        "tahun": ruang.periode.tahun,
        "kini": kini,
        "kalimat": kalimat_bentrok(kini),
        "rinci_kini": jawaban_rinci(butir, kini.isi if kini else None),
        "nilai_kini": nilai_halaman(butir, kini.isi if kini else None),
        "rinci_saya": jawaban_rinci(butir, form.isi),
        "nilai_saya": nilai_halaman(butir, form.isi),
        "catatan_saya": form.cleaned_data["uraian"],
        "riwayat": versi_nilai(butir, kini),
        "kirim_ulang": [*kirim_ulang, *(("frasa", f) for f in _frasa(request))],
        "lapisan": Lapisan(ruang.lapisan).label,
        "tanpa_nav": True,
        "remah": remah(ruang, butir.kode_pendek, "Bandingkan"),
    }
    return render(request, "penilaian/meja/bentrok.html", konteks, status=409)


@require_POST
@dengan_butir_meja("nilai_tpi")
def batal(request: HttpRequest, ruang: RuangButirMeja) -> HttpResponse:
    """Take the last save back and stand on its butir. JSON for the script, a redirect otherwise."""
    lapisan, url = lapisan_tulis(request.pelaku), url_butir(ruang, ruang.butir.kode_pendek)
    if not ruang.boleh or lapisan is None:
        raise PermissionDenied(ruang.sebab)
    versi = bilangan(request.POST.get("versi", ""), -1)
    try:
        hasil = batalkan_nilai(
            oleh=request.pelaku, lembar=ruang.lembar, butir=ruang.butir, lapisan=lapisan, versi_dasar=versi
        )
    except (VersiUsang, LangkahDitolak) as galat:
        pesan = (
            str(galat)
            if isinstance(galat, LangkahDitolak)
            else "Nilai ini sudah berubah lagi. Tidak ada yang dibatalkan."
        )
        if _json(request):
            return JsonResponse({"pesan": pesan}, status=409)
        messages.error(request, pesan)
        return redirect(url)
    kata = jawaban_singkat(ruang.butir, hasil.jawaban.isi)
    messages.success(
        request,
        f"{ruang.butir.kode_pendek} dibatalkan. Nilainya kembali {kata}.".replace("kembali –", "kembali kosong"),
    )
    return JsonResponse({"url": url}) if _json(request) else redirect(url)


@require_POST
@dengan_butir_meja("nilai_tpi")
def tandai(request: HttpRequest, ruang: RuangButirMeja) -> HttpResponse:
    """Set the actor's flag (`tanda` 1) or remove it."""
    tanda = request.POST.get("tanda") == "1"
    tandai_butir(oleh=request.pelaku, lembar=ruang.lembar, butir=ruang.butir, tanda=tanda)
    if _json(request):
        return JsonResponse({"ditandai": tanda})
    return redirect(url_butir(ruang, ruang.butir.kode_pendek))


def _json(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
