"""Decorators of the calibration pages: a set of the actor's instansi, and one butir of it by its place."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.models import ButirKalibrasi, SetKalibrasi
from penilaian.views.akses_tim import periode_pelaku
from satker.models import Periode
from satker.views.akses import View, perlu


@dataclass(frozen=True, slots=True)
class RuangSet:
    """What a page of a set stands on."""

    set: SetKalibrasi
    periode: Periode
    instrumen: Instrumen

    @property
    def alamat(self) -> dict[str, Any]:
        return {"tahun": self.periode.tahun, "set_kalibrasi": self.set.pk}

    def remah(self, *akhir: str) -> list[tuple[str, str]]:
        return [
            (f"Kalibrasi {self.periode.tahun}", reverse("kalibrasi", args=[self.periode.tahun])),
            (self.set.judul, reverse("kalibrasi_set", kwargs=self.alamat) if akhir else ""),
            *((kata, "") for kata in akhir),
        ]


@dataclass(frozen=True, slots=True)
class RuangKasus(RuangSet):
    """One butir of it; `nomor` counts from 1, `jumlah` of them."""

    kasus: ButirKalibrasi
    butir: Butir
    nomor: int
    jumlah: int


def _set(request: HttpRequest, tahun: int, pk: uuid.UUID) -> tuple[SetKalibrasi, Periode, Instrumen]:
    periode = periode_pelaku(request, tahun)
    baris = SetKalibrasi.objects.terlihat_oleh(request.pelaku).filter(periode=periode, pk=pk)
    satu = baris.select_related("satker").first()
    if satu is None:
        raise Http404("set kalibrasi")
    satu.periode = periode
    return satu, periode, instrumen_untuk(periode.instrumen)


def dengan_set(izin: str) -> Callable[[View], View]:
    """View receives (request, ruang, …) for a URL with <int:tahun> and <uuid:set_kalibrasi>."""

    def bungkus(view: View) -> View:
        @perlu(izin)
        @wraps(view)
        def dalam(request: HttpRequest, tahun: int, set_kalibrasi: uuid.UUID, **kwargs: Any) -> HttpResponse:
            return view(request, RuangSet(*_set(request, tahun, set_kalibrasi)), **kwargs)

        return dalam

    return bungkus


def dengan_kasus(izin: str) -> Callable[[View], View]:
    """View receives (request, ruang, …) for a URL that also has <int:kasus>."""

    def bungkus(view: View) -> View:
        @perlu(izin)
        @wraps(view)
        def dalam(
            request: HttpRequest, tahun: int, set_kalibrasi: uuid.UUID, kasus: int, **kwargs: Any
        ) -> HttpResponse:
            satu, periode, instrumen = _set(request, tahun, set_kalibrasi)
            baris = list(ButirKalibrasi.objects.filter(set=satu).order_by("urutan").select_related("asal"))
            if not 1 <= kasus <= len(baris):
                raise Http404("soal")
            pilih = baris[kasus - 1]
            pilih.set = satu
            ruang = RuangKasus(satu, periode, instrumen, pilih, instrumen.butir[pilih.kode_butir], kasus, len(baris))
            return view(request, ruang, **kwargs)

        return dalam

    return bungkus
