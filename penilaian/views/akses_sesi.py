"""Decorators that load and authorise a desk session, and what hangs on one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from instrumen.pohon.tipe import Simpul
from penilaian.models import AcaraSesi, PesertaSesi, RuangSesi, SesiDesk, TanyaJawab
from penilaian.views.akses import Ruang, dengan_ruang
from satker.views.akses import View


@dataclass(frozen=True, slots=True)
class RuangDesk(Ruang):
    """What a page of a session stands on; the objects are those the address names, all of this session."""

    sesi: SesiDesk
    acara: AcaraSesi | None = None
    kamar: RuangSesi | None = None
    peserta: PesertaSesi | None = None
    tanya: TanyaJawab | None = None
    area: Simpul | None = None

    def url(self, nama: str, **isi: Any) -> str:
        tetap = {"tahun": self.periode.tahun, "kode": self.satker.kode, "sesi": self.sesi.pk}
        return reverse(nama, kwargs={**tetap, **isi})


_ANAK = {"acara": AcaraSesi, "peserta": PesertaSesi, "tanya": TanyaJawab}


def dengan_sesi(izin: str) -> Callable[[View], View]:
    """View receives (request, ruang_desk) for a URL with <uuid:sesi>; what belongs to another session is a 404."""

    def bungkus(view: View) -> View:
        @dengan_ruang(izin)
        @wraps(view)
        def dalam(request: HttpRequest, ruang: Ruang, sesi: uuid.UUID, **kwargs: Any) -> HttpResponse:
            satu = SesiDesk.objects.filter(lembar=ruang.lembar, pk=sesi).first() if ruang.lembar else None
            if satu is None:
                raise Http404("sesi")
            satu.lembar = ruang.lembar
            return view(request, _lengkapi(ruang, satu, kwargs), **kwargs)

        return dalam

    return bungkus


def _lengkapi(ruang: Ruang, sesi: SesiDesk, isi: dict[str, Any]) -> RuangDesk:
    """Takes the ids out of `isi` and loads what they name."""
    bagian: dict[str, Any] = {}
    for nama, model in _ANAK.items():
        if nama in isi:
            bagian[nama] = model.objects.filter(sesi=sesi, pk=isi.pop(nama)).first()
    if "kamar" in isi:
        bagian["kamar"] = RuangSesi.objects.filter(sesi=sesi, nomor=isi.pop("kamar")).first()
    if "nomor" in isi:
        nomor = str(isi.pop("nomor"))
        bagian["area"] = next((s for s in ruang.instrumen.area if s.nomor == nomor), None)
    if None in bagian.values():
        raise Http404("bagian sesi")
    for satu in bagian.values():
        if hasattr(satu, "sesi_id"):
            satu.sesi = sesi
    return RuangDesk(ruang.satker, ruang.periode, ruang.lembar, ruang.instrumen, ruang.hak, sesi, **bagian)
