"""Kirim LKE (ux §5.2, §5.3): where the sheet stands, the check before sending, and the steps of the satker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from penilaian.actions.alur import jalankan_langkah
from penilaian.actions.kembali import kirim_ulang_butir
from penilaian.actions.kirim import kirim_lembar
from penilaian.alur import LANGKAH, LangkahDitolak
from penilaian.forms.kirim import AlasanLangkahForm, SetujuForm
from penilaian.models import Pengajuan
from penilaian.queries.alur import aturan_evaluasi, keadaan_lembar, langkah_mungkin, pengajuan_terakhir
from penilaian.queries.jalan import jalan
from penilaian.queries.kembali import ringkas_kembali
from penilaian.queries.periksa_kirim import periksa_kirim, sidik_isi
from penilaian.skor.hitung import VERSI_MESIN
from penilaian.views.akses import Ruang, RuangButir, dengan_butir, dengan_ruang
from satker.peran import TIM_SATKER

_SIAP_DIAJUKAN = ("pengisian", "belum_dievaluasi")


@require_safe
@dengan_ruang("lihat_lke")
def halaman(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """State, way and history for everybody who sees the unit; the check and the buttons for its own people."""
    return tampil(request, ruang)


def tampil(request: HttpRequest, ruang: Ruang, *, galat: LangkahDitolak | None = None) -> HttpResponse:
    """The page; after a refused step it says why and shows what the sheet is like now."""
    if ruang.lembar is None:
        return belum_mulai(request, ruang, "Kirim LKE")
    isi = dasar(ruang, "Kirim LKE")
    sendiri = milik_satker(request, ruang)
    isi |= {
        "jalan": (j := jalan(request.pelaku, ruang.lembar)),
        "sendiri": sendiri,
        "langkah": {m.langkah.kode: m for m in langkah_mungkin(request.pelaku, ruang.lembar)} if sendiri else {},
        "periksa": _periksa(request, ruang) if sendiri and j.keadaan in (*_SIAP_DIAJUKAN, "menunggu_kepala") else None,
        "pengajuan": Pengajuan.objects.filter(lembar=ruang.lembar).select_related("disetujui_oleh").first(),
        "kembali": ringkas_kembali(ruang.lembar),
        "boleh_perpanjang": j.berjam and request.pelaku.punya("kelola_evaluasi"),
        "galat": str(galat) if galat else "",
    }
    return render(request, "penilaian/kirim/halaman.html", isi, status=status_galat(galat))


def _periksa(request: HttpRequest, ruang: Ruang) -> Any:
    return periksa_kirim(request.pelaku, ruang.lembar, ruang.instrumen)


@require_POST
@dengan_ruang("ajukan_lke")
def ajukan(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    return _langkah(request, ruang, "ajukan", "LKE diajukan ke kepala satker. Lembar tetap dapat diisi.")


@require_POST
@dengan_ruang("ajukan_lke")
def tarik(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    return _langkah(request, ruang, "tarik_ajuan", "Ajuan ditarik kembali. Ajukan lagi bila sudah siap.")


def _langkah(request: HttpRequest, ruang: Ruang, kode: str, kabar: str) -> HttpResponse:
    def jalankan() -> None:
        keadaan = request.POST.get("keadaan", "")
        jalankan_langkah(oleh=request.pelaku, lembar=ruang.lembar, kode=kode, keadaan_dilihat=keadaan)

    return coba(request, ruang, jalankan, kabar)


def coba(request: HttpRequest, ruang: Ruang, aksi: Callable[[], object], kabar: str) -> HttpResponse:
    """Run a step of the satker's own people and go back to the page, or show there why it was refused."""
    wajib_sendiri(request, ruang)
    if ruang.lembar is None:
        return redirect("kirim", tahun=ruang.periode.tahun, kode=ruang.satker.kode)
    try:
        aksi()
    except LangkahDitolak as galat:
        return tampil(request, ruang, galat=galat)
    messages.success(request, kabar)
    return redirect("kirim", tahun=ruang.periode.tahun, kode=ruang.satker.kode)


@dengan_ruang("setujui_lke")
def setujui(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Read what is frozen, tick, send: a page of its own, never a dialog."""
    return _setujui(request, ruang, "menunggu_kepala", "penilaian/kirim/setujui.html", _kirim)


@dengan_ruang("setujui_lke")
def perbaikan(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """The kepala sends the repair the team asked for."""
    return _setujui(request, ruang, "perbaikan", "penilaian/kirim/perbaikan.html", _kirim_perbaikan)


def _setujui(
    request: HttpRequest, ruang: Ruang, keadaan: str, templat: str, aksi: Callable[[HttpRequest, Ruang, Any], str]
) -> HttpResponse:
    wajib_sendiri(request, ruang)
    if ruang.lembar is None or (request.method != "POST" and keadaan_lembar(ruang.lembar).keadaan != keadaan):
        messages.info(request, "Tidak ada yang menunggu keputusan Anda di sini. Ini keadaan lembar sekarang.")
        return redirect("kirim", tahun=ruang.periode.tahun, kode=ruang.satker.kode)
    form = SetujuForm(request.POST or None)
    galat: LangkahDitolak | None = None
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, aksi(request, ruang, form.cleaned_data))
            return redirect("kirim", tahun=ruang.periode.tahun, kode=ruang.satker.kode)
        except LangkahDitolak as tolak:
            galat = tolak
    if keadaan_lembar(ruang.lembar).keadaan != keadaan:  # sent already, by a second click or by another person
        return tampil(request, ruang, galat=galat or LangkahDitolak("berubah", "Keadaan lembar ini sudah berubah."))
    return render(
        request, templat, _isi_setujui(request, ruang, form, galat), status=422 if form.errors else status_galat(galat)
    )


def _isi_setujui(request: HttpRequest, ruang: Ruang, form: SetujuForm, galat: LangkahDitolak | None) -> dict[str, Any]:
    lembar = ruang.lembar
    akhir = pengajuan_terakhir(lembar)
    return dasar(ruang, "Setujui dan kirim") | {
        "form": form,
        "galat": str(galat) if galat else "",
        "jalan": jalan(request.pelaku, lembar),
        "periksa": _periksa(request, ruang),
        "sidik": sidik_isi(lembar),
        "langkah": {m.langkah.kode: m for m in langkah_mungkin(request.pelaku, lembar)},
        "aturan": aturan_evaluasi(ruang.periode),
        "nomor": (akhir.nomor if akhir else 0) + 1,
        "pengajuan": akhir,
        "kembali": ringkas_kembali(lembar),
        "mesin": VERSI_MESIN,
    }


def _kirim(request: HttpRequest, ruang: Ruang, isi: dict[str, Any]) -> str:
    lembar = ruang.lembar
    ajuan = kirim_lembar(oleh=request.pelaku, lembar=lembar, keadaan_dilihat=isi["keadaan"], isi_dilihat=isi["sidik"])
    return f"Pengajuan {ajuan.nomor} terkirim. Lembar tetap terbuka; isian baru dihitung untuk pengajuan berikutnya."


def _kirim_perbaikan(request: HttpRequest, ruang: Ruang, isi: dict[str, Any]) -> str:
    jalankan_langkah(oleh=request.pelaku, lembar=ruang.lembar, kode="kirim_perbaikan", keadaan_dilihat=isi["keadaan"])
    return "Perbaikan terkirim ke tim penilai."


@dengan_ruang("setujui_lke")
def kembalikan(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """The kepala gives the sheet back to the team, with a reason."""
    wajib_sendiri(request, ruang)
    if ruang.lembar is None or keadaan_lembar(ruang.lembar).keadaan != "menunggu_kepala":
        messages.info(request, "Lembar ini tidak sedang menunggu Anda.")
        return redirect("kirim", tahun=ruang.periode.tahun, kode=ruang.satker.kode)
    form = AlasanLangkahForm(request.POST or None, initial={"keadaan": "menunggu_kepala"})
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data

        def jalankan() -> None:
            jalankan_langkah(
                oleh=request.pelaku,
                lembar=ruang.lembar,
                kode="tolak_ajuan",
                alasan=isi["alasan"],
                keadaan_dilihat=isi["keadaan"],
            )

        return coba(request, ruang, jalankan, "LKE dikembalikan ke tim beserta alasan Anda.")
    konteks = dasar(ruang, "Kembalikan ke tim") | {"form": form}
    return render(request, "penilaian/kirim/kembalikan.html", konteks, status=422 if form.errors else 200)


@require_POST
@dengan_butir("isi_lke")
def kirim_ulang(request: HttpRequest, ruang: RuangButir) -> HttpResponse:
    """Send one returned butir again."""
    wajib_sendiri(request, ruang)
    terakhir = pengajuan_terakhir(ruang.lembar) if ruang.lembar else None
    baris = terakhir.butir.filter(kode_butir=ruang.butir.kode).first() if terakhir else None
    versi = request.POST.get("versi", "")
    try:
        if baris is None:
            raise LangkahDitolak("status", "Soal ini tidak sedang menunggu perbaikan.")
        kirim_ulang_butir(
            oleh=request.pelaku, pengajuan_butir=baris, versi_dilihat=int(versi) if versi.isdecimal() else None
        )
        messages.success(request, f"{ruang.butir.kode_pendek} dikirim ulang. Pemeriksa membacanya lagi.")
    except LangkahDitolak as tolak:
        messages.error(request, f"{ruang.butir.kode_pendek} belum dikirim ulang. {tolak}")
    return redirect("butir", tahun=ruang.periode.tahun, kode=ruang.satker.kode, kode_butir=ruang.butir.kode_pendek)


# --- shared by the pages of what was sent --------------------------------------------------------------------------


def dasar(ruang: Ruang, judul: str, *lagi: tuple[str, str]) -> dict[str, Any]:
    """Context of every page here; `lagi` are the crumbs between Kirim LKE and the page."""
    alamat = {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}
    remah = [(ruang.satker.nama, reverse("dasbor", kwargs=alamat))]
    if judul != "Kirim LKE":
        remah.append(("Kirim LKE", reverse("kirim", kwargs=alamat)))
    return {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "lembar": ruang.lembar,
        "nama_langkah": {k: x.nama for k, x in LANGKAH.items()},
        "remah": [*remah, *lagi, (judul, "")],
    }


def belum_mulai(request: HttpRequest, ruang: Ruang, judul: str) -> HttpResponse:
    """The empty state of the year: no sheet yet."""
    return render(request, "penilaian/belum_mulai.html", dasar(ruang, judul) | {"sumber": None})


def milik_satker(request: HttpRequest, ruang: Ruang) -> bool:
    pelaku = request.pelaku
    return pelaku.peran in TIM_SATKER and pelaku.unit.pk == ruang.satker.pk


def wajib_sendiri(request: HttpRequest, ruang: Ruang) -> None:
    if not milik_satker(request, ruang):
        raise PermissionDenied("Langkah ini milik tim satker ini.")


def status_galat(galat: LangkahDitolak | None) -> int:
    """409 where somebody was faster, 422 where something is missing."""
    if galat is None:
        return 200
    return 409 if galat.kode in {"berubah", "isi_berubah", "keadaan"} else 422
