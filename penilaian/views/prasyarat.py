"""Prasyarat pengusulan: of one unit, of all units one sees, and recording a value with its source."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from berkas.views.lampiran import Lampiran, dengan_lampiran, keterangan_lampiran, olah_lampiran
from berkas.views.pustaka import kirim_versi
from berkas.views.terima import Gagal
from instrumen.pohon.tipe import SyaratUsulan
from instrumen.queries import instrumen_untuk
from penilaian.actions.prasyarat import catat_syarat
from penilaian.forms.prasyarat import SyaratForm
from penilaian.models import CatatanSyarat
from penilaian.prasyarat import PENCANANGAN
from penilaian.queries.prasyarat import (
    NAMA_PENCANANGAN,
    catatan_satu,
    prasyarat_satker,
    prasyarat_wilayah,
    syarat_tercatat,
)
from satker.models import Periode, Satker
from satker.models.organisasi import Predikat
from satker.pelaku import Pelaku
from satker.queries.waktu import periode_untuk
from satker.views.akses import dengan_satker, perlu


@require_safe
@dengan_satker("lihat_lke")
def satker(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Every condition of one unit: the instansi's, the unit's, per jalur, with what is known and from where."""
    konteks = {
        "satker": satker,
        "tahun": periode.tahun,
        "periode": periode,
        "isi": prasyarat_satker(satker, periode),
        "jalur": Predikat.values,
        "boleh_unit": boleh_catat(request.pelaku, satker),
        "boleh_instansi": request.pelaku.punya("kelola_usulan"),
        "remah": [(satker.nama, reverse("dasbor", args=[periode.tahun, satker.kode])), ("Prasyarat pengusulan", "")],
    }
    return render(request, "penilaian/prasyarat/satker.html", konteks)


@require_safe
@perlu("lihat_wilayah")
def wilayah(request: HttpRequest, tahun: int) -> HttpResponse:
    """Who misses what, those that miss most first."""
    periode = periode_untuk(request.pelaku.unit, tahun)
    if periode is None:
        raise Http404("periode")
    request.tahun = tahun
    baris = prasyarat_wilayah(request.pelaku, periode)
    konteks = {
        "periode": periode,
        "baris": [(s, p, p.ringkas, p.belum(Predikat.WBK)) for s, p in baris],
        "jalur": Predikat.values,
        "boleh_instansi": request.pelaku.punya("kelola_usulan"),
    }
    return render(request, "penilaian/prasyarat/wilayah.html", konteks)


def boleh_catat(pelaku: Pelaku, satker: Satker) -> bool:
    """The unit's own koordinator and Pokja record its facts, the inspectorate those of every unit."""
    if pelaku.punya("kelola_usulan"):
        return True
    return pelaku.punya("kelola_fakta") and pelaku.unit.pk == satker.pk


def _syarat(periode: Periode, tingkat: str, kode: str) -> SyaratUsulan:
    """The condition of the URL among those that are recorded at that level; PENCANANGAN is the unit's."""
    if kode == PENCANANGAN and tingkat == "unit":
        return SyaratUsulan(PENCANANGAN, "unit", "tanggal", {}, (), NAMA_PENCANANGAN)
    satu = next((s for s in syarat_tercatat(instrumen_untuk(periode.instrumen), tingkat) if s.kode == kode), None)
    if satu is None:
        raise Http404("syarat")
    return satu


# The body is read as for an upload: authorised first, the form token checked after it (berkas.views.lampiran).
@transaction.non_atomic_requests
@csrf_exempt
@dengan_satker("lihat_lke")
@require_http_methods(["GET", "HEAD", "POST"])
@dengan_lampiran
def catat(request: HttpRequest, satker: Satker, periode: Periode, syarat: str, lampiran: Lampiran) -> HttpResponse:
    """One condition of the unit."""
    kembali = reverse("prasyarat", args=[periode.tahun, satker.kode])
    if not boleh_catat(request.pelaku, satker):
        messages.error(request, "Prasyarat unit dicatat oleh tim satkernya atau inspektorat.")
        return redirect(kembali)
    return _catat(request, satker, periode, _syarat(periode, "unit", syarat), lampiran, kembali)


@transaction.non_atomic_requests
@csrf_exempt
@perlu("kelola_usulan")
@require_http_methods(["GET", "HEAD", "POST"])
@dengan_lampiran
def catat_instansi(request: HttpRequest, tahun: int, syarat: str, lampiran: Lampiran) -> HttpResponse:
    """One condition of the instansi, for all its units."""
    periode = periode_untuk(request.pelaku.unit, tahun)
    if periode is None:
        raise Http404("periode")
    request.tahun = tahun
    kembali = reverse("prasyarat_instansi", args=[tahun])
    return _catat(request, periode.instansi, periode, _syarat(periode, "instansi", syarat), lampiran, kembali)


@require_safe
@perlu("kelola_usulan")
def instansi(request: HttpRequest, tahun: int) -> HttpResponse:
    """What holds for the whole instansi, entered once per year."""
    periode = periode_untuk(request.pelaku.unit, tahun)
    if periode is None:
        raise Http404("periode")
    request.tahun = tahun
    ada = {c.kode: c for c in CatatanSyarat.objects.filter(satker=periode.instansi, periode=periode)}
    syarat = syarat_tercatat(instrumen_untuk(periode.instrumen), "instansi")
    konteks = {"periode": periode, "baris": [(s, ada.get(s.kode)) for s in syarat], "jalur": Predikat.values}
    return render(request, "penilaian/prasyarat/instansi.html", konteks)


def _catat(
    request: HttpRequest, satker: Satker, periode: Periode, syarat: SyaratUsulan, lampiran: Lampiran, kembali: str
) -> HttpResponse:
    awal = catatan_satu(satker, periode, syarat.kode)
    form = SyaratForm(syarat.kode, syarat.jenis, request.POST or None, awal=awal)
    galat = ""
    if request.method == "POST" and form.is_valid():
        hasil = _simpan(request.pelaku, satker, periode, syarat, form, lampiran)
        if not isinstance(hasil, Gagal):
            messages.success(request, f"{syarat.nama}: tercatat.")
            return redirect(kembali)
        galat = hasil.pesan
    konteks = {
        "satker": satker,
        "periode": periode,
        "syarat": syarat,
        "awal": awal,
        "form": form,
        "galat": galat or ("Pilih berkasnya sekali lagi." if form.errors and lampiran else ""),
        "kembali": kembali,
        "remah": [("Prasyarat pengusulan", kembali), (syarat.nama, "")],
        **keterangan_lampiran(),
    }
    return render(request, "penilaian/prasyarat/catat.html", konteks, status=422 if form.errors or galat else 200)


def _simpan(
    pelaku: Pelaku, satker: Satker, periode: Periode, syarat: SyaratUsulan, form: SyaratForm, lampiran: Lampiran
) -> CatatanSyarat | Gagal:
    isi = {k: form.cleaned_data[k] for k in ("sumber", "tanggal", "penjamin")}
    isi["uraian"] = form.cleaned_data.get("uraian", "")
    tetap = {"oleh": pelaku, "satker": satker, "periode": periode, "kode": syarat.kode, "nilai": form.nilai_teks}
    if lampiran is None:
        return catat_syarat(**tetap, **isi)
    if isinstance(lampiran, Gagal):
        return lampiran
    return olah_lampiran(satker, lampiran, lambda k, p: catat_syarat(**tetap, **isi, lampiran=(k, p)))


@require_safe
@dengan_satker("lihat_lke")
def berkas(request: HttpRequest, satker: Satker, periode: Periode, syarat: str) -> HttpResponse:
    """The document behind a condition, of the unit or of its instansi."""
    kode = PENCANANGAN if syarat == "LAMA_MEMBANGUN" else syarat
    catatan = catatan_satu(satker, periode, kode) or catatan_satu(periode.instansi, periode, kode)
    if catatan is None or catatan.versi is None:
        raise Http404("berkas")
    return kirim_versi(request, catatan.versi)
