"""The inbox: match waiting files to questions and save what the person sees (ux W5)."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import tablib
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berkas.actions import (
    DuplikatError,
    KeadaanBerubahError,
    kembalikan_titipan,
    lewati_titipan,
    simpan_dari_titipan,
    tautkan_titipan,
)
from berkas.cocok.peta import BITA_MAKS, PetaTidakTerbaca, baca_peta
from berkas.forms.kotak import IsianSah, baca_isian, cari_butir, terapkan_ke_kosong, terapkan_peta, uraikan
from berkas.izin import boleh_peran
from berkas.models import Bukti, Titipan
from berkas.queries.kotak import (
    DIISI,
    LEWATI,
    PILIH,
    SAMA,
    TAUTKAN,
    BarisTitipan,
    Isian,
    Kotak,
    kotak,
    titipan_menunggu,
)
from berkas.views.akses import ambil_titipan, jendela_tulis, sebab_tertutup, wajib_titip
from berkas.views.bukti import tak_ditemukan
from berkas.views.pustaka import disposisi
from berkas.views.tab import tab_untuk
from berkas.views.titip import url_kotak
from instrumen.pohon.tipe import Instrumen
from instrumen.queries import instrumen_untuk
from satker.impor.berkas import tulis_xlsx
from satker.models import Periode, Satker
from satker.views.akses import dengan_satker

KUNCI_URUNG = "kotak_urung"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Galat = Mapping[uuid.UUID, tuple[str, str]]


@dengan_satker("isi_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def halaman(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """The table. A POST saves it, or fills it (`aksi` terapkan, peta) without saving anything."""
    if request.method != "POST":
        return _tampil(request, satker, periode)
    wajib_titip(request, satker, periode)
    isian = baca_isian(request.POST)
    aksi = request.POST.get("aksi", "")
    if aksi == "terapkan":
        return _terapkan(request, satker, periode, isian)
    if aksi == "peta":
        return _peta(request, satker, periode, isian)
    return _simpan(request, satker, periode, isian)


def _tampil(
    request: HttpRequest,
    satker: Satker,
    periode: Periode,
    isian: Mapping[uuid.UUID, Isian] | None = None,
    galat: Galat | None = None,
    **lain: Any,
) -> HttpResponse:
    """The page with what was typed and why rows failed put over the suggestions."""
    pilihan = request.POST if request.method == "POST" else request.GET
    isi: Kotak = kotak(request.pelaku, satker, periode, pilihan)
    instrumen = instrumen_untuk(periode.instrumen)
    baris = tuple(_timpa(b, (isian or {}).get(b.id), (galat or {}).get(b.id), instrumen) for b in isi.baris)
    jendela = jendela_tulis(request.pelaku, satker, periode)
    daftar = reverse("berkas:daftar", kwargs={"tahun": periode.tahun, "kode": satker.kode})
    konteks = {
        "kotak": replace(isi, baris=baris),
        "satker": satker,
        "periode": periode,
        "boleh_tulis": jendela.terbuka,
        "sebab_tertutup": "" if jendela.terbuka else sebab_tertutup(jendela),
        "urung": _urung(request),
        "tab": tab_untuk(request, satker, periode, "berkas:kotak"),
        "remah": [(f"Data dukung {periode.tahun}", daftar), ("Kotak masuk", "")],
        **lain,
    }
    return render(request, "berkas/kotak.html", konteks, status=422 if galat else 200)


def _timpa(
    baris: BarisTitipan, isian: Isian | None, galat: tuple[str, str] | None, instrumen: Instrumen
) -> BarisTitipan:
    if isian is not None:
        if isian.kode.casefold() != baris.isian.kode.casefold():
            butir = cari_butir(isian.kode, instrumen) if isian.kode else None
            keadaan = SAMA if baris.keadaan == SAMA else DIISI if isian.kode else PILIH
            baris = replace(baris, keadaan=keadaan, teks=butir.teks if butir else "")
        baris = replace(baris, isian=isian)
    return replace(baris, medan_galat=galat[0], galat=galat[1]) if galat else baris


def _urung(request: HttpRequest) -> dict[str, str] | None:
    """The undo bar of the step just taken, when the page was asked for with its mark."""
    langkah = request.session.get(KUNCI_URUNG)
    tanda = request.GET.get("urung") or getattr(request, "urung_baru", "")
    return langkah if langkah and tanda and tanda == langkah["tanda"] else None


def _ingat(request: HttpRequest, kalimat: str, langkah: list[list[Any]]) -> str:
    """Keep what an undo needs for this session's last step: [titipan, bukti or '', whether the document is new]."""
    tanda = secrets.token_hex(8)
    request.session[KUNCI_URUNG] = {"tanda": tanda, "kalimat": kalimat, "isi": langkah}
    request.urung_baru = tanda
    return tanda


# --- filling without saving -----------------------------------------------------------------------------------------


def _terapkan(request: HttpRequest, satker: Satker, periode: Periode, isian: Mapping[uuid.UUID, Isian]) -> HttpResponse:
    tanggal, triwulan = request.POST.get("semua-tanggal", "").strip(), request.POST.get("semua-triwulan", "")
    return _tampil(request, satker, periode, terapkan_ke_kosong(isian, tanggal, triwulan))


def _peta(request: HttpRequest, satker: Satker, periode: Periode, isian: Mapping[uuid.UUID, Isian]) -> HttpResponse:
    """Targets from a CSV put into the rows; what is wrong in it is said line by line, and nothing is saved."""
    berkas = request.FILES.get("peta")
    try:
        if berkas is None:
            raise PetaTidakTerbaca("Pilih berkas CSV lebih dulu.")
        baris = baca_peta(berkas.read(BITA_MAKS + 1))
    except PetaTidakTerbaca as galat:
        return _tampil(request, satker, periode, isian, galat_peta=[str(galat)])
    titipan = titipan_menunggu(request.pelaku, satker, periode).filter(pk__in=isian)
    nama = {t.pk: (t.folder, t.nama_kirim) for t in titipan}
    instrumen = instrumen_untuk(periode.instrumen)
    hasil = terapkan_peta(baris, isian, nama, instrumen)
    kata = f"{hasil.terisi} baris terisi dari CSV. Periksa, lalu simpan."
    return _tampil(request, satker, periode, hasil.isian, galat_peta=hasil.galat, kabar_peta=kata)


# --- saving ---------------------------------------------------------------------------------------------------------


def _simpan(request: HttpRequest, satker: Satker, periode: Periode, isian: Mapping[uuid.UUID, Isian]) -> HttpResponse:
    """Exactly the rows that were posted. Each is saved or keeps its place with its reason; the rest stays waiting."""
    menunggu = {
        t.pk: t
        for t in titipan_menunggu(request.pelaku, satker, periode)
        .filter(pk__in=isian)
        .select_related("isi", "satker", "periode")
    }
    galat: dict[uuid.UUID, tuple[str, str]] = {}
    langkah: list[list[Any]] = []
    hitung = {"simpan": 0, "tautkan": 0, "lewati": 0}
    for pk, satu in isian.items():
        if pk not in menunggu or (not satu.kode and satu.aksi != LEWATI):
            continue
        try:
            bukti = _satu(request, satker, periode, menunggu[pk], satu)
        except _GalatBaris as g:
            galat[pk] = (g.medan, str(g))
            continue
        hitung[satu.aksi] += 1
        langkah.append([str(pk), str(bukti.pk) if bukti else "", satu.aksi == "simpan"])
    _lapor_hilang(request, satker, periode, [pk for pk in isian if pk not in menunggu])
    return _jawab(request, satker, periode, isian, galat, langkah, hitung)


class _GalatBaris(Exception):
    """Why one row could not be saved, and the field it is about ('kode', 'tanggal' or '')."""

    def __init__(self, medan: str, teks: str) -> None:
        super().__init__(teks)
        self.medan = medan


def _satu(request: HttpRequest, satker: Satker, periode: Periode, titipan: Titipan, isian: Isian) -> Bukti | None:
    """Raises _GalatBaris."""
    try:
        if isian.aksi == LEWATI:
            lewati_titipan(oleh=request.pelaku, titipan=titipan)
            return None
        sah: IsianSah = uraikan(isian, instrumen_untuk(periode.instrumen))
        if sah.butir is None:
            raise _GalatBaris("kode", tak_ditemukan(periode, isian.kode))
        butir = sah.butir
        if not boleh_peran(request.pelaku, satker, butir.area):
            teks = (
                f"Soal {butir.kode_pendek} bukan bagian peran Anda. Minta Pokja area itu atau koordinator menyimpannya."
            )
            raise _GalatBaris("kode", teks)
        if isian.aksi == TAUTKAN:
            return tautkan_titipan(
                oleh=request.pelaku, titipan=titipan, kode_butir=butir.kode, area=butir.area, triwulan=sah.triwulan
            )
        return simpan_dari_titipan(
            oleh=request.pelaku,
            titipan=titipan,
            kode_butir=butir.kode,
            area=butir.area,
            triwulan=sah.triwulan,
            tanggal_dokumen=sah.tanggal,
        )
    except ValidationError as galat:
        raise _GalatBaris("tanggal", " ".join(galat.messages)) from galat
    except DuplikatError as galat:
        raise _GalatBaris("", f"{galat} Pilih “Tautkan saja” atau “Lewati”.") from galat
    except KeadaanBerubahError as galat:
        raise _GalatBaris("", str(galat)) from galat


def _lapor_hilang(request: HttpRequest, satker: Satker, periode: Periode, hilang: list[uuid.UUID]) -> None:
    """Rows that left the inbox meanwhile. Foreign and absent ones are only counted."""
    dikenal = Titipan.objects.terlihat_oleh(request.pelaku).filter(satker=satker, periode=periode, pk__in=hilang)
    for t in dikenal:
        messages.warning(request, f"{t.nama_kirim} sudah keluar dari kotak masuk: {t.get_hasil_display().lower()}.")
    if lain := len(hilang) - len(dikenal):
        messages.warning(request, f"{lain} berkas tidak ada lagi di kotak masuk.")


def _jawab(
    request: HttpRequest,
    satker: Satker,
    periode: Periode,
    isian: Mapping[uuid.UUID, Isian],
    galat: Galat,
    langkah: list[list[Any]],
    hitung: Mapping[str, int],
) -> HttpResponse:
    """`9 berkas tersimpan, 1 tetap di kotak masuk.` with the way back; rows with errors keep what was typed."""
    keluar = {uuid.UUID(pk) for pk, _, _ in langkah}
    tetap = titipan_menunggu(request.pelaku, satker, periode).filter(pk__in=[p for p in isian if p not in keluar])
    sisa = tetap.count()
    bagian = [
        f"{hitung['simpan']} berkas tersimpan" if hitung["simpan"] else "",
        f"{hitung['tautkan']} ditautkan" if hitung["tautkan"] else "",
        f"{hitung['lewati']} dilewati" if hitung["lewati"] else "",
        f"{sisa} tetap di kotak masuk" if sisa else "",
    ]
    kalimat = f"{', '.join(b for b in bagian if b)}."
    if not langkah:
        messages.warning(request, "Belum ada yang disimpan. Pilih soal untuk tiap berkas, lalu simpan lagi.")
        return _tampil(request, satker, periode, isian, galat)
    tanda = _ingat(request, kalimat, langkah)
    if galat:
        return _tampil(request, satker, periode, isian, galat)
    lingkup = "&lingkup=semua" if request.POST.get("lingkup") == "semua" else ""
    return HttpResponseRedirect(f"{url_kotak(satker, periode)}?urung={tanda}{lingkup}")


@dengan_satker("isi_lke")
@require_POST
def lewati(request: HttpRequest, satker: Satker, periode: Periode, titipan: uuid.UUID) -> HttpResponse:
    """Take one file out of the inbox; what was typed in the other rows stays on the page."""
    objek = ambil_titipan(request, satker, periode, titipan)
    wajib_titip(request, satker, periode)
    try:
        lewati_titipan(oleh=request.pelaku, titipan=objek)
        _ingat(request, f"{objek.nama_kirim} dihapus dari kotak masuk.", [[str(objek.pk), "", False]])
    except KeadaanBerubahError as galat:
        messages.warning(request, str(galat))
    return _tampil(request, satker, periode, baca_isian(request.POST))


@dengan_satker("isi_lke")
@require_POST
def urungkan(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Undo this session's last step, item by item; what was changed meanwhile stays and is named."""
    wajib_titip(request, satker, periode)
    langkah = request.session.pop(KUNCI_URUNG, None)
    if not langkah or langkah["tanda"] != request.POST.get("langkah"):
        messages.info(request, "Tidak ada yang dapat dibatalkan lagi.")
        return HttpResponseRedirect(url_kotak(satker, periode))
    kembali = 0
    for titipan_id, bukti_id, baru in langkah["isi"]:
        try:
            _kembalikan(request, satker, periode, titipan_id, bukti_id, baru)
            kembali += 1
        except KeadaanBerubahError as galat:
            messages.warning(request, str(galat))
    if kembali:
        messages.success(request, f"{kembali} berkas kembali ke kotak masuk.")
    return HttpResponseRedirect(url_kotak(satker, periode))


def _kembalikan(
    request: HttpRequest, satker: Satker, periode: Periode, titipan_id: str, bukti_id: str, baru: bool
) -> None:
    """The rights are asked again: the role may have been switched since."""
    titipan = ambil_titipan(request, satker, periode, uuid.UUID(titipan_id))
    bukti = None
    if bukti_id:
        bukti = Bukti.objects.terlihat_oleh(request.pelaku).filter(satker=satker, pk=bukti_id).first()
        butir = instrumen_untuk(periode.instrumen).butir.get(bukti.kode_butir) if bukti else None
        if bukti is None or butir is None or not boleh_peran(request.pelaku, satker, butir.area):
            raise KeadaanBerubahError(f"{titipan.nama_kirim} tidak dapat dikembalikan oleh peran Anda.")
    kembalikan_titipan(oleh=request.pelaku, titipan=titipan, bukti=bukti, baru=baru)


@require_safe
@dengan_satker("isi_lke")
def daftar_kode(request: HttpRequest, satker: Satker, periode: Periode) -> HttpResponse:
    """Codes and questions of the year as a workbook to look codes up in."""
    instrumen = instrumen_untuk(periode.instrumen)
    nama = {s.kode: s.nama for s in instrumen.simpul.values()}
    data = tablib.Dataset(headers=["kode", "kode baku", "soal", "area", "bagian"])
    for b in instrumen.butir.values():
        data.append([b.kode_pendek, b.kode, b.teks, f"{b.area} {nama.get(b.area, '')}".strip(), nama.get(b.induk, "")])
    kepala = {"Content-Disposition": disposisi(f"Daftar kode soal {periode.tahun}.xlsx")}
    return HttpResponse(tulis_xlsx(data, "Daftar kode"), content_type=XLSX, headers=kepala)
