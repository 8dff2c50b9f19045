"""Forms that bring a file: the body is read by the same door as every upload, checked, and handed to the view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_protect

from berkas import pesan
from berkas.actions import DitolakError, KuotaPenuhError, antar_dulu, periksa_kiriman
from berkas.penyimpanan import Kiriman, PenyimpananPenuhError
from berkas.views.terima import Gagal, KirimanTidakTerbacaError, lepas_koneksi, periksa_kepala, terima
from berkas.views.unggah import jawab_tak_terbaca
from penilaian.actions.lampiran import Lampiran

View = Callable[..., HttpResponse]

TAMPUNGAN = (KuotaPenuhError, PenyimpananPenuhError, DitolakError)


def dengan_lampiran(view: View) -> View:
    """View receives lampiran (Lampiran or None) and galat_berkas (a sentence, or ''). Innermost decorator.

    The outermost ones must be @transaction.non_atomic_requests and @csrf_exempt: the token is checked here, after the
    body was read.
    """

    @csrf_protect
    def terbaca(request: HttpRequest, *args: Any, kiriman: list[Kiriman | Gagal], **kwargs: Any) -> HttpResponse:
        lampiran, galat = _periksa(request, kiriman)
        return view(request, *args, lampiran=lampiran, galat_berkas=galat, **kwargs)

    @wraps(view)
    def dalam(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, lampiran=None, galat_berkas="", **kwargs)
        try:
            panjang = periksa_kepala(request, banyak=1)
            lepas_koneksi(panjang)
            with terima(request, panjang) as kiriman:
                return terbaca(request, *args, kiriman=kiriman, **kwargs)
        except KirimanTidakTerbacaError as galat:
            return jawab_tak_terbaca(request, galat)

    return dalam


def _periksa(request: HttpRequest, kiriman: list[Kiriman | Gagal]) -> tuple[Lampiran | None, str]:
    if not kiriman:
        return None, ""
    if len(kiriman) > 1:
        return None, pesan.SATU_SAJA
    satu = kiriman[0]
    if isinstance(satu, Gagal):
        return None, satu.pesan
    try:
        putusan = periksa_kiriman(satu)
        antar_dulu(satker_id=request.pelaku.unit.instansi_id, kiriman=satu)
    except DitolakError as tolak:
        return None, str(tolak)
    except PenyimpananPenuhError:
        return None, f"{satu.nama}: {pesan.PENUH}"
    return Lampiran(satu, putusan), ""


def kata_tampungan(galat: Exception) -> str:
    """A refusal by the storage in words."""
    return pesan.PENUH if isinstance(galat, PenyimpananPenuhError) else str(galat)
