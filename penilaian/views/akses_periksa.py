"""Decorators for the pages of the line above: they load a sheet with its sending and refuse every other office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from instrumen.pohon.tipe import Butir
from penilaian.models import AlurLembar, LembarKerja, Pemeriksaan, Pengajuan
from penilaian.queries.alur import keadaan_lembar, pengajuan_terakhir
from penilaian.queries.pendahuluan import HakPeriksa, hak_pendahuluan, pemeriksaan_untuk
from penilaian.views.akses import Ruang, dengan_butir, dengan_ruang
from satker.queries.garis import di_garis
from satker.views.akses import View


@dataclass(frozen=True, slots=True)
class RuangPeriksa:
    """What the pages of the penilaian pendahuluan stand on. Without a sending there is nothing to check yet."""

    ruang: Ruang
    lembar: LembarKerja
    alur: AlurLembar
    pengajuan: Pengajuan
    periksa: Pemeriksaan | None
    hak: HakPeriksa

    @property
    def alamat(self) -> dict[str, Any]:
        return {"tahun": self.ruang.periode.tahun, "kode": self.ruang.satker.kode}


def _pastikan_garis(request: HttpRequest, ruang: Ruang) -> None:
    if not di_garis(request.pelaku, ruang.satker, ruang.periode):
        raise PermissionDenied("Unit ini diperiksa oleh unit lain di atasnya.")


def _susun(request: HttpRequest, ruang: Ruang) -> RuangPeriksa | None:
    pengajuan = pengajuan_terakhir(ruang.lembar) if ruang.lembar else None
    if ruang.lembar is None or pengajuan is None:
        return None
    pengajuan.lembar = ruang.lembar
    alur = keadaan_lembar(ruang.lembar)
    hak = hak_pendahuluan(request.pelaku, ruang.lembar, alur)
    return RuangPeriksa(ruang, ruang.lembar, alur, pengajuan, pemeriksaan_untuk(pengajuan), hak)


def dengan_periksa(izin: str, *, kosong: View | None = None) -> Callable[[View], View]:
    """View receives (request, ruang_periksa); `kosong(request, ruang)` answers before the first sending, else the
    overview of the unit does."""

    def bungkus(view: View) -> View:
        @dengan_ruang(izin)
        @wraps(view)
        def dalam(request: HttpRequest, ruang: Ruang, **kwargs: Any) -> HttpResponse:
            _pastikan_garis(request, ruang)
            isi = _susun(request, ruang)
            if isi is not None:
                return view(request, isi, **kwargs)
            if kosong is not None:
                return kosong(request, ruang)
            return redirect("pendahuluan_lembar", ruang.periode.tahun, ruang.satker.kode)

        return dalam

    return bungkus


def dengan_periksa_butir(izin: str) -> Callable[[View], View]:
    """The same with the butir of the URL: view receives (request, ruang_periksa, butir)."""

    def bungkus(view: View) -> View:
        @dengan_butir(izin)
        @wraps(view)
        def dalam(request: HttpRequest, ruang: Any, **kwargs: Any) -> HttpResponse:
            _pastikan_garis(request, ruang)
            isi = _susun(request, ruang)
            if isi is None:
                return redirect("pendahuluan_lembar", ruang.periode.tahun, ruang.satker.kode)
            return view(request, isi, ruang.butir, **kwargs)

        return dalam

    return bungkus


@dataclass(frozen=True, slots=True)
class RuangPutaran:
    ruang: Ruang
    lembar: LembarKerja
    putaran: Pemeriksaan
    garis: bool

    @property
    def alamat(self) -> dict[str, Any]:
        return {"tahun": self.ruang.periode.tahun, "kode": self.ruang.satker.kode, "titik": self.putaran.titik}

    @property
    def terbuka(self) -> bool:
        """Whether the actor may still write results."""
        return self.garis and self.putaran.ditutup_pada is None


def susun_putaran(request: HttpRequest, ruang: Ruang, titik: str) -> RuangPutaran | None:
    """The round of a quarter, or None while it was not opened."""
    if ruang.lembar is None:
        return None
    putaran = (
        Pemeriksaan.objects.filter(lembar=ruang.lembar, titik=titik).select_related("unit", "ditutup_oleh").first()
    )
    if putaran is None:
        return None
    putaran.lembar = ruang.lembar
    return RuangPutaran(ruang, ruang.lembar, putaran, di_garis(request.pelaku, ruang.satker, ruang.periode))


def butir_putaran(ruang: RuangPutaran, kode: str) -> Butir:
    """The butir of the URL by either form of its code."""
    butir = ruang.ruang.instrumen.cari(kode)
    if butir is None:
        raise Http404("butir")
    return butir
