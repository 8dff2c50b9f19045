"""Replies to the team's locked values: the satker's pages and the team's."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from berkas.queries.tersemat import pilihan_pustaka
from penilaian.actions.jawaban import JawabanDitolak
from penilaian.actions.tanggapan import kirim_tanggapan, putus_tanggapan, simpan_tanggapan, usul_tanggapan
from penilaian.alur import LangkahDitolak
from penilaian.forms.kirim import SetujuForm
from penilaian.forms.tanggapan import PutusForm, TanggapanForm, UsulForm
from penilaian.models import Tanggapan
from penilaian.queries.tanggapan import HalamanTanggapan, halaman_tanggapan, nilai_tim
from penilaian.views.akses import Ruang, RuangButir, dengan_butir, dengan_ruang
from penilaian.views.kirim import belum_mulai, dasar, milik_satker, status_galat, wajib_sendiri
from satker.peran import Peran


@require_safe
@dengan_ruang("lihat_lke")
def halaman(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Where the team's value differs, with the reply beside it; what can be done depends on the role."""
    return _tampil(request, ruang)


def _tampil(request: HttpRequest, ruang: Ruang, galat: LangkahDitolak | None = None) -> HttpResponse:
    if ruang.lembar is None:
        return belum_mulai(request, ruang, "Tanggapan")
    isi = _baca(request, ruang)
    peran, sendiri = request.pelaku.peran, milik_satker(request, ruang)
    konteks = dasar(ruang, "Tanggapan") | {
        "isi": isi,
        "sendiri": sendiri,
        "boleh_tulis": sendiri and peran == Peran.KOORDINATOR and isi.terbuka,
        "boleh_kirim": sendiri and peran == Peran.KEPALA and isi.terbuka,
        "boleh_usul": peran == Peran.TPI_KETUA and isi.keadaan == "tanggapan",
        "boleh_putus": peran == Peran.TPI_DALNIS and isi.keadaan == "tanggapan",
        "galat": str(galat) if galat else "",
    }
    return render(request, "penilaian/tanggapan/halaman.html", konteks, status=status_galat(galat))


def _baca(request: HttpRequest, ruang: Ruang) -> HalamanTanggapan:
    return halaman_tanggapan(request.pelaku, ruang.lembar, ruang.instrumen)


@dengan_butir("ajukan_lke")
def tulis(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    """The koordinator writes the reply of one butir."""
    wajib_sendiri(request, ruang)
    baris = _baris(request, ruang)
    ada: Tanggapan | None = baris.tanggapan
    awal = {"versi": ada.versi if ada else 0, "teks": ada.teks if ada else ""}
    form = TanggapanForm(
        request.POST or None,
        initial=awal | {"berkas": [str(b.berkas_id) for b in baris.berkas]},
        pilihan=pilihan_pustaka(request.pelaku, ruang.satker, ruang.periode, ruang.butir.kode),
    )

    def simpan(isi: dict[str, Any]) -> str:
        simpan_tanggapan(
            oleh=request.pelaku,
            lembar=ruang.lembar,
            butir=ruang.butir,
            teks=isi["teks"],
            berkas=[uuid.UUID(k) for k in isi.get("berkas", [])],
            versi_dasar=isi["versi"],
        )
        return f"Tanggapan {ruang.butir.kode_pendek} tersimpan." if isi["teks"].strip() else "Tanggapan dihapus."

    return _formulir(request, ruang, form, simpan, "penilaian/tanggapan/tulis.html", baris)


@dengan_butir("pimpin_tpi")
def usul(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    """The ketua proposes what to do with one reply."""
    baris = _baris(request, ruang, wajib=True)
    kini = nilai_tim(ruang.lembar, ruang.butir.kode)
    form = UsulForm(ruang.butir, request.POST or None, awal=kini.isi if kini else None)

    def simpan(isi: dict[str, Any]) -> str:
        usul_tanggapan(oleh=request.pelaku, tanggapan=baris.tanggapan, isi=form.isi, catatan=isi["catatan"])
        return f"Usul untuk {ruang.butir.kode_pendek} diteruskan ke pengendali teknis."

    return _formulir(request, ruang, form, simpan, "penilaian/tanggapan/usul.html", baris)


@dengan_butir("setujui_tpi")
def putus(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    """The dalnis decides about the proposal of the ketua."""
    baris = _baris(request, ruang, wajib=True)
    form = PutusForm(request.POST or None)

    def simpan(isi: dict[str, Any]) -> str:
        setuju = isi["setuju"] == "ya"
        putus_tanggapan(oleh=request.pelaku, tanggapan=baris.tanggapan, setuju=setuju, alasan=isi["alasan"])
        kata = "diputus" if setuju else "dikembalikan ke ketua tim"
        return f"Tanggapan {ruang.butir.kode_pendek} {kata}."

    return _formulir(request, ruang, form, simpan, "penilaian/tanggapan/putus.html", baris)


def _formulir(
    request: HttpRequest,
    ruang: RuangButir,
    form: Any,
    simpan: Callable[[dict[str, Any]], str],
    templat: str,
    baris: Any,
) -> HttpResponse:
    """Show a form of one butir; after a good POST back to the list, after a refusal the list says why."""
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, simpan(form.cleaned_data))
        except JawabanDitolak:
            raise PermissionDenied("Nilai usulan tidak sah untuk soal ini.") from None
        except LangkahDitolak as galat:
            return _tampil(request, ruang, galat)
        return redirect("tanggapan", tahun=ruang.periode.tahun, kode=ruang.satker.kode)
    daftar = reverse("tanggapan", kwargs={"tahun": ruang.periode.tahun, "kode": ruang.satker.kode})
    konteks = dasar(ruang, ruang.butir.kode_pendek, ("Tanggapan", daftar))
    konteks |= {"form": form, "b": baris, "butir": ruang.butir, "url_daftar": daftar}
    return render(request, templat, konteks, status=422 if form.errors else 200)


def _baris(request: HttpRequest, ruang: RuangButir, *, wajib: bool = False) -> Any:
    """The row of the butir; 404 while nothing is locked, and (wajib) where there is no reply the reader may see."""
    if ruang.lembar is None:
        raise Http404("lembar")
    isi = _baca(request, ruang)
    baris = next((b for b in (*isi.baris, *isi.sama) if b.butir.kode == ruang.butir.kode), None)
    if baris is None or (wajib and baris.tanggapan is None):
        raise Http404("tanggapan")
    return baris


@dengan_ruang("setujui_lke")
def kirim(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """The kepala sends all replies, or says that there are none."""
    wajib_sendiri(request, ruang)
    if ruang.lembar is None:
        return belum_mulai(request, ruang, "Tanggapan")
    isi = _baca(request, ruang)
    if request.method != "POST" and not isi.terbuka:
        messages.info(request, "Tidak ada tanggapan yang menunggu Anda kirim.")
        return redirect("tanggapan", tahun=ruang.periode.tahun, kode=ruang.satker.kode)
    form = SetujuForm(request.POST or None)
    apa = "sudah membaca tanggapan ini dan mengirimnya" if isi.jumlah else "menyatakan tidak ada tanggapan"
    form.fields["setuju"].label = f"Saya {apa} atas nama satker"
    if request.method == "POST" and form.is_valid():
        try:
            _kirim(request, ruang, form.cleaned_data)
        except LangkahDitolak as galat:
            return _tampil(request, ruang, galat)
        return redirect("tanggapan", tahun=ruang.periode.tahun, kode=ruang.satker.kode)
    konteks = dasar(ruang, "Kirim tanggapan") | {"form": form, "isi": isi}
    return render(request, "penilaian/tanggapan/kirim.html", konteks, status=422 if form.errors else 200)


def _kirim(request: HttpRequest, ruang: Ruang, isi: dict[str, Any]) -> None:
    nihil, sidik = isi["keadaan"] == "nihil", isi["sidik"]
    kirim_tanggapan(
        oleh=request.pelaku, lembar=ruang.lembar, nihil=nihil, dilihat=int(sidik) if sidik.isdecimal() else None
    )
    kata = "Tim penilai diberi tahu bahwa tidak ada tanggapan." if nihil else "Tanggapan terkirim ke tim penilai."
    messages.success(request, kata)
