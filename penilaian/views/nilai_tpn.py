"""The values of the TPN beside the team's, and typing them butir by butir where the report has them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from penilaian.actions.jawaban import JawabanDitolak, VersiUsang
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.alur import LangkahDitolak
from penilaian.forms.tpn import NilaiTpnForm
from penilaian.models import Jawaban, Lapisan
from penilaian.queries.butir import jawaban_singkat
from penilaian.queries.nilai_tpn import halaman_nilai_tpn
from penilaian.views.akses import Ruang, RuangButir, dengan_butir, dengan_ruang
from penilaian.views.usulan_unit import alamat_unit, remah_unit


def _url(ruang: Ruang) -> str:
    return alamat_unit(ruang.satker, ruang.periode, "nilai_tpn")


@dengan_ruang("lihat_lke")
@require_safe
def halaman(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """For everybody who sees the unit. `soal` leads the inspectorate to the form of one butir."""
    isi = halaman_nilai_tpn(request.pelaku, ruang.satker, ruang.periode, ruang.lembar, ruang.instrumen)
    dicari = request.GET.get("soal", "")
    if dicari and isi.boleh:
        if butir := ruang.instrumen.cari(dicari.strip()):
            return redirect(alamat_unit(ruang.satker, ruang.periode, "nilai_tpn_butir", kode_butir=butir.kode_pendek))
        messages.error(request, f"Tidak ditemukan “{dicari[:20]}”. Kode berbentuk P5.1b.")
    konteks = {
        "satker": ruang.satker,
        "periode": ruang.periode,
        "isi": isi,
        "remah": remah_unit(ruang.satker, ruang.periode, "Nilai TPN"),
    }
    return render(request, "penilaian/usulan/nilai_tpn.html", konteks)


@dengan_butir("kelola_usulan")
@require_http_methods(["GET", "HEAD", "POST"])
def butir(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    """One answer of the TPN with its note, as the report says it."""
    lembar = ruang.lembar
    isi = halaman_nilai_tpn(request.pelaku, ruang.satker, ruang.periode, lembar, ruang.instrumen)
    if lembar is None or not isi.boleh:
        if request.method == "POST":
            raise Http404("tahap")
        messages.info(request, "Nilai TPN per soal hanya diisi selama tahap TPN berjalan.")
        return redirect(_url(ruang))
    ada = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.TPN, kode_butir=ruang.butir.kode).first()
    form = NilaiTpnForm(ruang.butir, request.POST or None, awal=ada)
    if request.method == "POST" and form.is_valid():
        try:
            simpan_nilai(
                oleh=request.pelaku, lembar=lembar, butir=ruang.butir, lapisan=Lapisan.TPN, isi=form.isi,
                catatan=form.cleaned_data["uraian"], versi_dasar=form.cleaned_data["versi"],
            )  # fmt: skip
        except VersiUsang:
            form.add_error(None, "Orang lain baru saja mengisi soal ini. Muat ulang, lalu isi lagi.")
        except (JawabanDitolak, LangkahDitolak) as tolak:
            form.add_error(None, f"{tolak} Belum ada yang tersimpan.")
        else:
            messages.success(request, f"Nilai TPN {ruang.butir.kode_pendek} tersimpan.")
            return redirect(_url(ruang))
    konteks = {
        "satker": ruang.satker,
        "periode": ruang.periode,
        "butir": ruang.butir,
        "form": form,
        "tpi": jawaban_singkat(ruang.butir, isi.tpi.isi.get(ruang.butir.kode) if isi.tpi else None),
        "batal": _url(ruang),
        "remah": [
            *remah_unit(ruang.satker, ruang.periode),
            ("Nilai TPN", reverse("nilai_tpn", args=[ruang.periode.tahun, ruang.satker.kode])),
            (ruang.butir.kode_pendek, ""),
        ],
    }
    return render(request, "penilaian/usulan/nilai_tpn_butir.html", konteks, status=422 if form.errors else 200)
