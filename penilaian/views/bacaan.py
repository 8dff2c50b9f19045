"""The evaluator's own pages: my units, the statement to sign, the reading order, the files of a butir, verdicts."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from penilaian.actions.bacaan import CARA, catat_baca, putus_bukti, tandai_baca
from penilaian.actions.tim import nyatakan_kepentingan
from penilaian.alur import LangkahDitolak
from penilaian.forms.tim import PernyataanForm, PutusanForm
from penilaian.models import LembarKerja, PutusanBerkas, TingkatBaca
from penilaian.queries.bacaan import cakupan_baca, keadaan_baca, putusan_bukti, saat_terbit, sematan_kini
from penilaian.queries.bacaan_butir import berkas_butir, daftar_putusan
from penilaian.queries.bagi_tim import satker_saya
from penilaian.queries.penilaian_saya import penilaian_saya, urut_penilai
from penilaian.queries.tim import keadaan_pernyataan, pernyataan_kini, tim_lembar
from penilaian.queries.urutan_baca import SARINGAN_BACA, urutan_baca
from penilaian.views.akses import Ruang, RuangButir, dengan_butir, dengan_ruang
from penilaian.views.akses_tim import dengan_tahun
from penilaian.views.tim import tempel
from satker.models import Periode
from satker.queries.waktu import periode_berjalan
from satker.views.akses import perlu


@perlu("nilai_tpi")
def saya_kini(request: HttpRequest) -> HttpResponse:
    """The running year, for the menu."""
    periode = periode_berjalan(request.pelaku.unit)
    if periode is None:
        return render(request, "penilaian/tim/tanpa_periode.html")
    return redirect("satker_saya", tahun=periode.tahun)


@dengan_tahun("nilai_tpi")
def saya(request: HttpRequest, periode: Periode) -> HttpResponse:
    """The evaluator's home: next session, what waits for this person, own units with their progress."""
    satker = satker_saya(request.pelaku, periode)
    isi = penilaian_saya(request.pelaku, periode, satker)
    konteks = {
        "satker_saya": urut_penilai([(s, isi.kemajuan.get(s.satker.pk)) for s in satker]),
        "saya": isi,
        "belum": [s for s in satker if s.pernyataan == "belum" and s.berhak],
        "tahun": periode.tahun,
        "periode": periode,
    }
    return render(request, "penilaian/tim/saya.html", konteks)


def _remah(ruang: Ruang, *akhir: tuple[str, str]) -> list[tuple[str, str]]:
    awal = [("Satker saya", reverse("satker_saya", args=[ruang.periode.tahun]))]
    return [*awal, (ruang.satker.nama, reverse("dasbor", args=[ruang.periode.tahun, ruang.satker.kode])), *akhir]


@dengan_ruang("nilai_tpi")
def pernyataan(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Sign for a unit. After a stated conflict the unit is out of sight, so the way leads to the list."""
    form = PernyataanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        benturan = form.cleaned_data["benturan"] == "ada"
        try:
            nyatakan_kepentingan(
                oleh=request.pelaku,
                satker=ruang.satker,
                periode=ruang.periode,
                bertentangan=benturan,
                uraian=form.cleaned_data["uraian"],
            )
        except ValidationError as galat:
            tempel(form, galat)
        else:
            pesan = "Anda tidak lagi menilai satker ini." if benturan else "Anda dapat mulai menilai satker ini."
            messages.success(request, f"Pernyataan untuk {ruang.satker.nama} ditandatangani. {pesan}")
            # the right may have ended with it: the home page asks for the role anew
            return redirect("beranda") if benturan else redirect("satker_saya", tahun=ruang.periode.tahun)
    lama = pernyataan_kini([ruang.satker], ruang.periode).get((ruang.satker.pk, request.pelaku.user.pk))
    konteks = {
        "form": form,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "lama": lama,
        "keadaan": keadaan_pernyataan(lama),
        "remah": _remah(ruang, ("Pernyataan kepentingan", "")),
    }
    return render(request, "penilaian/tim/pernyataan.html", konteks)


@dengan_ruang("nilai_tpi")
def urutan(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """The reading order with its filters."""
    area, baca = request.GET.get("area", ""), request.GET.get("baca", "")
    area = area if area in {s.kode for s in (*ruang.instrumen.area, *ruang.instrumen.area_hasil)} else ""
    baca = baca if baca in dict(SARINGAN_BACA) else ""
    milik = request.GET.get("saya") == "1"
    isi = urutan_baca(request.pelaku, ruang.lembar, area=area, baca=baca, saya=milik) if ruang.lembar else None
    konteks = {
        "urutan": isi,
        "cakupan": cakupan_baca(ruang.lembar) if isi else (),
        "tim": tim_lembar(ruang.lembar) if ruang.lembar else None,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "area": area,
        "baca": baca,
        "milik": milik,
        "pilihan_baca": SARINGAN_BACA,
        "saringan": request.GET.urlencode(),
        "remah": _remah(ruang, ("Urutan baca", "")),
    }
    return render(request, "penilaian/bacaan/urutan.html", konteks)


@dengan_butir("nilai_tpi")
def butir(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    return _halaman_butir(request, ruang)


def _halaman_butir(
    request: HttpRequest, ruang: RuangButir, form: Any = None, bukti: uuid.UUID | None = None, status: int = 200
) -> HttpResponse:
    """The pinned files of one butir, each with its verdict and what was read of it."""
    lembar = ruang.lembar
    berkas = berkas_butir(request.pelaku, lembar, ruang.butir.kode) if lembar else ()
    konteks = {
        "berkas": berkas,
        "log": keadaan_baca(request.pelaku, lembar).saya.get(ruang.butir.kode, "") if lembar else "",
        "form_galat": form,
        "bukti_galat": bukti,
        "pilihan": PutusanBerkas.choices,
        "tingkat": TingkatBaca.choices,
        "satker": ruang.satker,
        "butir": ruang.butir,
        "tahun": ruang.periode.tahun,
        "remah": _remah(ruang, ("Urutan baca", _ke_urutan(ruang)), (ruang.butir.kode_pendek, "")),
    }
    return render(request, "penilaian/bacaan/butir.html", konteks, status=status)


def _ke_urutan(ruang: Ruang) -> str:
    return reverse("urutan_baca", args=[ruang.periode.tahun, ruang.satker.kode])


def _lembar(ruang: Ruang) -> LembarKerja:
    if ruang.lembar is None:
        raise Http404("lembar")
    return ruang.lembar


@dengan_butir("nilai_tpi")
@require_POST
def tandai(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    """Say how far the files of a butir were read."""
    try:
        tandai_baca(
            oleh=request.pelaku,
            lembar=_lembar(ruang),
            kode_butir=ruang.butir.kode,
            tingkat=request.POST.get("tingkat", ""),
        )
        messages.success(request, f"{ruang.butir.kode_pendek} ditandai.")
    except ValidationError as galat:
        messages.error(request, f"{ruang.butir.kode_pendek}: {' '.join(galat.messages)}")
    if request.POST.get("ke") == "urutan":
        saringan = request.POST.get("saringan", "")[:200]
        return redirect(f"{_ke_urutan(ruang)}?{saringan}#b-{ruang.butir.kode_pendek}")
    return redirect("bacaan_butir", ruang.periode.tahun, ruang.satker.kode, ruang.butir.kode_pendek)


@dengan_butir("nilai_tpi")
@require_POST
def putuskan(request: HttpRequest, ruang: RuangButir, bukti: uuid.UUID) -> HttpResponse:
    """The verdict on one pinned file."""
    lembar = _lembar(ruang)
    sematan = next((s for s in sematan_kini(lembar) if s.bukti_id == bukti and s.kode_butir == ruang.butir.kode), None)
    if sematan is None:
        raise Http404("bukti")
    form = PutusanForm(request.POST)
    if not form.is_valid():
        return _halaman_butir(request, ruang, form, bukti, status=422)
    isi = form.cleaned_data
    try:
        putus_bukti(
            oleh=request.pelaku,
            lembar=lembar,
            bukti_id=bukti,
            versi_id=sematan.versi_id,
            putusan=isi["putusan"],
            catatan=isi["catatan"],
            nomor_dilihat=isi["nomor"],
        )
    except LangkahDitolak as galat:
        form.add_error(None, str(galat))
        return _halaman_butir(request, ruang, form, bukti, status=409 if galat.kode == "berubah" else 422)
    messages.success(request, f"Putusan {sematan.nama} tersimpan.")
    return redirect("bacaan_butir", ruang.periode.tahun, ruang.satker.kode, ruang.butir.kode_pendek)


@dengan_ruang("nilai_tpi")
@require_POST
def baca_berkas(request: HttpRequest, ruang: Ruang, berkas: uuid.UUID, nomor: int) -> HttpResponse:
    """Note that the evaluator opens a version, then lead to it; `suar=1` answers 204 for a page that shows it itself.

    A POST of its own: reading stays free of side effects, page images are cached by the browser, and the room of the
    evidence knows nothing of evaluators.
    """
    cara = request.POST.get("cara", "pratinjau")
    if cara not in CARA:
        raise PermissionDenied("Cara membuka berkas ini tidak dikenal.")
    hal = request.POST.get("hal", "")
    halaman = int(hal) if hal.isascii() and hal.isdigit() and len(hal) < 5 else None
    sematan = sematan_kini(ruang.lembar) if ruang.lembar else ()
    if tersemat := next((s for s in sematan if (s.berkas_id, s.nomor_versi) == (berkas, nomor)), None):
        catat_baca(oleh=request.pelaku, lembar=ruang.lembar, versi_id=tersemat.versi_id, cara=cara, halaman=halaman)
    if request.POST.get("suar") == "1":
        return HttpResponse(status=204)
    alamat = {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode, "berkas": berkas}
    if cara == "unduh":
        return redirect(reverse("berkas:unduh", kwargs={**alamat, "nomor": nomor}))
    return redirect(f"{reverse('berkas:lihat', kwargs=alamat)}?v={nomor}")


@dengan_ruang("lihat_lke")
def putusan(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """All verdicts the reader may know: the team's own at any time, everybody else's after publication."""
    lembar = ruang.lembar
    isi = putusan_bukti(request.pelaku, lembar) if lembar else {}
    konteks = {
        "area": daftar_putusan(lembar, isi) if lembar and isi else (),
        "terbit": saat_terbit(lembar) if lembar else None,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "remah": [
            (ruang.satker.nama, reverse("dasbor", args=[ruang.periode.tahun, ruang.satker.kode])),
            ("Putusan berkas", ""),
        ],
    }
    return render(request, "penilaian/bacaan/putusan.html", konteks)
