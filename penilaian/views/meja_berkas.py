"""Beside the score on the desk page: the verdict on the open file, and the threads of the butir, without leaving it."""

from __future__ import annotations

import json
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from penilaian.actions.bacaan import putus_bukti
from penilaian.actions.diskusi import tandai_dibaca
from penilaian.alur import LangkahDitolak
from penilaian.forms.tim import PutusanForm
from penilaian.queries.bacaan import Sematan, putusan_bukti, sematan_kini
from penilaian.queries.diskusi import diskusi_butir
from penilaian.views.akses_meja import RuangButirMeja, dengan_butir_meja
from penilaian.views.meja_halaman import bilangan, isi_putusan, tampilkan, url_butir


@require_POST
@dengan_butir_meja("nilai_tpi")
def putusan(request: HttpRequest, ruang: RuangButirMeja, bukti: uuid.UUID) -> HttpResponse:
    """Decide about one pinned file; htmx gets the verdict back, a browser without script the same page."""
    sematan = next((s for s in sematan_kini(ruang.lembar) if s.bukti_id == bukti), None)
    if sematan is None or sematan.kode_butir != ruang.butir.kode:
        raise Http404("bukti")
    nomor = bilangan(request.POST.get("berkas", ""), 1)
    form, status = PutusanForm(request.POST), 422
    if form.is_valid():
        try:
            _putus(request, ruang, sematan, form)
        except LangkahDitolak as galat:
            form.add_error(None, str(galat))
            status = 409 if galat.kode == "berubah" else 422
        else:
            return _tersimpan(request, ruang, sematan, nomor)
    if request.htmx:
        return _bagian(request, ruang, sematan, nomor, form, status)
    return tampilkan(request, ruang, nomor=nomor, status=status, putusan=form)


def _putus(request: HttpRequest, ruang: RuangButirMeja, sematan: Sematan, form: PutusanForm) -> None:
    putus_bukti(
        oleh=request.pelaku,
        lembar=ruang.lembar,
        bukti_id=sematan.bukti_id,
        versi_id=sematan.versi_id,
        putusan=form.cleaned_data["putusan"],
        catatan=form.cleaned_data["catatan"],
        nomor_dilihat=form.cleaned_data["nomor"],
    )


def _tersimpan(request: HttpRequest, ruang: RuangButirMeja, sematan: Sematan, nomor: int) -> HttpResponse:
    if not request.htmx:
        messages.success(request, f"Putusan {sematan.nama} tersimpan.")
        return redirect(url_butir(ruang, ruang.butir.kode_pendek, "meja_berkas", nomor=nomor))
    jawab = _bagian(request, ruang, sematan, nomor, None, 200)
    jawab.headers["HX-Trigger"] = json.dumps({"zi:kabar": f"Putusan {sematan.nama} tersimpan."})
    return jawab


def _bagian(
    request: HttpRequest, ruang: RuangButirMeja, sematan: Sematan, nomor: int, form: PutusanForm | None, status: int
) -> HttpResponse:
    kini = putusan_bukti(request.pelaku, ruang.lembar, [sematan.bukti_id])
    konteks = {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "butir": ruang.butir,
        "boleh": ruang.boleh,
        "berkas_putusan": isi_putusan(kini.get((sematan.bukti_id, sematan.versi_id)), sematan.bukti_id, nomor, form),
        "fokus": True,
    }
    return render(request, "penilaian/meja/_putusan.html", konteks, status=status)


@require_safe
@dengan_butir_meja("nilai_tpi")
def diskusi(request: HttpRequest, ruang: RuangButirMeja) -> HttpResponse:
    """The threads of the butir for the open desk page; opened as a page it leads to the page of the threads.

    Messages of what was just written are spoken here, or they would wait for the next butir.
    """
    if not request.htmx:
        return redirect("diskusi_butir", **ruang.alamat, kode_butir=ruang.butir.kode_pendek)
    isi = diskusi_butir(request.pelaku, ruang.lembar, ruang.butir.kode)
    if any(u.baru for u in isi):
        tandai_dibaca(oleh=request.pelaku, lembar=ruang.lembar, butir=ruang.butir)
    konteks = {
        "diskusi": isi,
        "jumlah": sum(len(u.pesan) for u in isi),
        "butir": ruang.butir,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
    }
    jawab = render(request, "penilaian/meja/_diskusi_isi.html", konteks)
    if kabar := " ".join(str(m) for m in messages.get_messages(request)):
        jawab.headers["HX-Trigger"] = json.dumps({"zi:kabar": kabar})
    return jawab
