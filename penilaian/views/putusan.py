"""The end of the penilaian pendahuluan: the decision, the letter with its file, and reading the letter."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from berkas import pesan
from berkas.views.lampiran import Lampiran, dengan_lampiran, keterangan_lampiran, olah_lampiran
from berkas.views.pustaka import kirim_versi
from berkas.views.terima import Gagal
from penilaian.actions.surat_pendahuluan import cakupan_kini, catat_surat, putuskan_pendahuluan
from penilaian.alur import LangkahDitolak
from penilaian.forms.periksa import PutusanForm, SuratForm
from penilaian.queries.alur import langkah_mungkin
from penilaian.queries.pendahuluan import hak_surat
from penilaian.queries.surat import surat_terakhir, surat_terbaca, surat_terbit
from penilaian.views.akses import Ruang, dengan_ruang
from penilaian.views.akses_periksa import RuangPeriksa, dengan_periksa


# The body is read as for an upload: authorised first, the form token checked after it (berkas.views.lampiran).
@transaction.non_atomic_requests
@csrf_exempt
@dengan_periksa("nilai_pendahuluan")
@require_http_methods(["GET", "HEAD", "POST"])
@dengan_lampiran
def surat(request: HttpRequest, ruang: RuangPeriksa, lampiran: Lampiran) -> HttpResponse:
    """Number, date and file of the letter to the evaluator team."""
    if request.method != "POST":
        return _halaman_surat(request, ruang, SuratForm())
    form = SuratForm(request.POST)
    if not form.is_valid():
        return _halaman_surat(request, ruang, form, galat="Belum tersimpan. Pilih berkasnya sekali lagi.", status=422)
    if lampiran is None or isinstance(lampiran, Gagal):
        kata = lampiran.pesan if lampiran else pesan.TANPA_BERKAS
        return _halaman_surat(request, ruang, form, galat=kata, status=lampiran.status if lampiran else 422)
    try:
        hasil = olah_lampiran(
            request.pelaku.unit,
            lampiran,
            lambda kiriman, putusan: catat_surat(
                oleh=request.pelaku, lembar=ruang.lembar, kiriman=kiriman, putusan=putusan, **form.cleaned_data
            ),
        )
    except LangkahDitolak as galat:
        return _halaman_surat(request, ruang, form, galat=str(galat), status=409)
    if isinstance(hasil, Gagal):
        return _halaman_surat(request, ruang, form, galat=hasil.pesan, status=hasil.status)
    messages.success(request, f"Surat {hasil.nomor} tercatat.")
    return redirect("pendahuluan_putusan", **ruang.alamat)


def _halaman_surat(
    request: HttpRequest, ruang: RuangPeriksa, form: SuratForm, *, galat: str = "", status: int = 200
) -> HttpResponse:
    konteks = {
        "satker": ruang.ruang.satker,
        "tahun": ruang.ruang.periode.tahun,
        "form": form,
        "galat": galat,
        "hak": hak_surat(request.pelaku, ruang.lembar, ruang.alur),
        "surat": surat_terakhir(ruang.lembar),
        "remah": _remah(ruang, "Surat"),
        **keterangan_lampiran(),
    }
    return render(request, "penilaian/pendahuluan/surat.html", konteks, status=status)


@dengan_periksa("nilai_pendahuluan")
@require_http_methods(["GET", "HEAD", "POST"])
def putusan(request: HttpRequest, ruang: RuangPeriksa) -> HttpResponse:
    """What stands between the unit and the evaluator team; the head of the office decides."""
    form = PutusanForm(request.POST or None, initial={"keadaan": ruang.alur.keadaan})
    if request.method == "POST" and form.is_valid():
        layak = form.cleaned_data["putusan"] == "layak"
        try:
            putuskan_pendahuluan(
                oleh=request.pelaku,
                lembar=ruang.lembar,
                layak=layak,
                alasan=form.cleaned_data["alasan"],
                keadaan_dilihat=form.cleaned_data["keadaan"],
            )
            kata = "layak dievaluasi tim penilai" if layak else "belum dievaluasi; alasan Anda dibaca satker"
            messages.success(request, f"{ruang.ruang.satker.nama} dinyatakan {kata}.")
            return redirect("pendahuluan_lembar", **ruang.alamat)
        except LangkahDitolak as galat:
            form.add_error(None, f"{galat} Belum ada yang diputus.")
    konteks = {
        "satker": ruang.ruang.satker,
        "tahun": ruang.ruang.periode.tahun,
        "alur": ruang.alur,
        "hak": ruang.hak,
        "form": form,
        "langkah": langkah_mungkin(request.pelaku, ruang.lembar),
        "memutus": request.pelaku.punya("putus_pendahuluan"),
        "hak_surat": hak_surat(request.pelaku, ruang.lembar, ruang.alur),
        "terbit": surat_terbit(ruang.lembar),
        "cakupan": cakupan_kini(ruang.lembar),
        "surat": surat_terakhir(ruang.lembar),
        "remah": _remah(ruang, "Putusan"),
    }
    return render(request, "penilaian/pendahuluan/putusan.html", konteks, status=422 if form.errors else 200)


@require_safe
@dengan_ruang("lihat_lke")
def unduh_surat(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """The letter itself: for the line above at any time, for others once the unit has been decided on."""
    surat = surat_terbaca(request.pelaku, ruang.lembar) if ruang.lembar else None
    if surat is None:
        raise Http404("surat")
    return kirim_versi(request, surat.versi)


def _remah(ruang: RuangPeriksa, kini: str) -> list[tuple[str, str]]:
    return [
        (f"Penilaian pendahuluan {ruang.ruang.periode.tahun}", reverse("pendahuluan", args=[ruang.alamat["tahun"]])),
        (ruang.ruang.satker.nama, reverse("pendahuluan_lembar", kwargs=ruang.alamat)),
        (kini, ""),
    ]
