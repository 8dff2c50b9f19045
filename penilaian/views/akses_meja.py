"""Decorators of the scoring pages: the sheet with its state and newest sending, and one butir of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.models import AlurLembar, LembarKerja, Pengajuan
from penilaian.queries.alur import keadaan_lembar, pengajuan_terakhir
from penilaian.queries.kalibrasi_wajib import SEBAB, sebab_kalibrasi
from penilaian.queries.meja import boleh_menilai, lapisan_tampil
from satker.models import Periode, Satker
from satker.views.akses import View, ambil_periode, ambil_satker, perlu


@dataclass(frozen=True, slots=True)
class RuangMeja:
    """What every scoring page stands on. Without a sending there is nothing to score yet."""

    satker: Satker
    periode: Periode
    instrumen: Instrumen
    lembar: LembarKerja | None
    alur: AlurLembar | None
    pengajuan: Pengajuan | None
    lapisan: str
    boleh: bool
    sebab: str

    @property
    def minta_kalibrasi(self) -> bool:
        """Whether the only thing missing is the calibration of the year; the page links to it."""
        return self.sebab == SEBAB

    @property
    def alamat(self) -> dict[str, Any]:
        return {"tahun": self.periode.tahun, "kode": self.satker.kode}


@dataclass(frozen=True, slots=True)
class RuangButirMeja(RuangMeja):
    butir: Butir


def _ruang(request: HttpRequest, tahun: int, kode: str) -> tuple[Any, ...]:
    """Fields of RuangMeja: three queries where the sheet exists; foreign and absent units answer the same 404."""
    lembar = (
        LembarKerja.objects.terlihat_oleh(request.pelaku)
        .filter(satker__kode__iexact=kode, periode__tahun=tahun)
        .select_related("satker__induk", "periode__aturan_evaluasi")
        .first()
    )
    satker = lembar.satker if lembar else ambil_satker(request, kode)
    periode = lembar.periode if lembar else ambil_periode(satker, tahun)
    if not satker.dinilai:
        raise Http404("satker tidak dinilai")
    request.tahun = periode.tahun
    instrumen = instrumen_untuk(periode.instrumen)
    lapisan = lapisan_tampil(request.pelaku)
    if lembar is None:
        return satker, periode, instrumen, None, None, None, lapisan, False, "LKE tahun ini belum dimulai."
    alur, pengajuan = keadaan_lembar(lembar), pengajuan_terakhir(lembar)
    boleh, sebab = boleh_menilai(request.pelaku, alur)
    if boleh and (kurang := sebab_kalibrasi(request.pelaku, lembar)):
        boleh, sebab = False, kurang
    return satker, periode, instrumen, lembar, alur, pengajuan, lapisan, boleh and pengajuan is not None, sebab


def dengan_meja(izin: str) -> Callable[[View], View]:
    """View receives (request, ruang) for a URL with <int:tahun> and <str:kode>."""

    def bungkus(view: View) -> View:
        @perlu(izin)
        @wraps(view)
        def dalam(request: HttpRequest, tahun: int, kode: str, **kwargs: Any) -> HttpResponse:
            return view(request, RuangMeja(*_ruang(request, tahun, kode)), **kwargs)

        return dalam

    return bungkus


def dengan_butir_meja(izin: str) -> Callable[[View], View]:
    """View receives (request, ruang). The long code redirects; an unsent sheet leads to the list, which says so."""

    def bungkus(view: View) -> View:
        @perlu(izin)
        @wraps(view)
        def dalam(request: HttpRequest, tahun: int, kode: str, kode_butir: str, **kwargs: Any) -> HttpResponse:
            isi = _ruang(request, tahun, kode)
            butir = isi[2].cari(kode_butir)
            if butir is None:
                raise Http404("butir")
            ruang = RuangButirMeja(*isi, butir)
            if ruang.pengajuan is None:
                return redirect("meja", **ruang.alamat)
            if request.method in {"GET", "HEAD"} and kode_butir != butir.kode_pendek:
                nama = request.resolver_match.view_name
                return redirect(nama, **ruang.alamat, kode_butir=butir.kode_pendek, **kwargs)
            return view(request, ruang, **kwargs)

        return dalam

    return bungkus
