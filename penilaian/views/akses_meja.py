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
from penilaian.lapisan import LAPISAN
from penilaian.models import AlurLembar, LembarKerja, Pengajuan
from penilaian.queries.alur import keadaan_lembar, keadaan_termuat
from penilaian.queries.kalibrasi_wajib import SEBAB, sebab_kalibrasi
from penilaian.queries.meja import boleh_menilai, lapisan_tampil
from satker.models import Periode, Satker
from satker.pelaku import Pelaku
from satker.queries.waktu import KeadaanJendela, keadaan_jendela
from satker.views.akses import View, ambil_periode, ambil_satker, perlu


@dataclass(frozen=True, slots=True)
class RuangMeja:
    """What every scoring page stands on. Without a sending there is nothing to score yet. `jendela`: when reading."""

    satker: Satker
    periode: Periode
    instrumen: Instrumen
    lembar: LembarKerja | None
    alur: AlurLembar | None
    pengajuan: Pengajuan | None
    lapisan: str
    boleh: bool
    sebab: str
    jendela: KeadaanJendela | None

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
    """Fields of RuangMeja: two queries where something was sent; foreign and absent units answer the same 404."""
    lembar, pengajuan = _lembar(request.pelaku, tahun, kode)
    satker = lembar.satker if lembar else ambil_satker(request, kode)
    periode = lembar.periode if lembar else ambil_periode(satker, tahun)
    if not satker.dinilai:
        raise Http404("satker tidak dinilai")
    request.tahun = periode.tahun
    instrumen = instrumen_untuk(periode.instrumen)
    lapisan = lapisan_tampil(request.pelaku)
    if lembar is None:
        return satker, periode, instrumen, None, None, None, lapisan, False, "LKE tahun ini belum dimulai.", None
    alur = keadaan_termuat(lembar) or keadaan_lembar(lembar)
    jendela = None if request.method == "POST" else _jendela(request.pelaku, lembar)  # a save judges it under its lock
    boleh, sebab = boleh_menilai(request.pelaku, alur, jendela)
    if boleh and (kurang := sebab_kalibrasi(request.pelaku, lembar)):
        boleh, sebab = False, kurang
    return satker, periode, instrumen, lembar, alur, pengajuan, lapisan, boleh and pengajuan is not None, sebab, jendela


def _lembar(pelaku: Pelaku, tahun: int, kode: str) -> tuple[LembarKerja | None, Pengajuan | None]:
    """The sheet with unit, year and state, and its newest sending: one query, two when nothing was sent."""
    terlihat = LembarKerja.objects.terlihat_oleh(pelaku).filter(satker__kode__iexact=kode, periode__tahun=tahun)
    ajuan = Pengajuan.objects.filter(lembar__in=terlihat).order_by("-nomor")
    pengajuan = ajuan.select_related(
        "lembar__satker__induk", "lembar__periode__aturan_evaluasi", "lembar__alur"
    ).first()
    if pengajuan:
        return pengajuan.lembar, pengajuan
    return terlihat.select_related("satker__induk", "periode__aturan_evaluasi", "alur").first(), None


def _jendela(pelaku: Pelaku, lembar: LembarKerja) -> KeadaanJendela:
    tahap = LAPISAN[lapisan_tampil(pelaku)].tahap
    return keadaan_jendela(satker=lembar.satker, periode=lembar.periode, tahap=tahap, peran=pelaku.peran)


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
