"""Forms that bring a file whose action is run by the view: the file arrives checked, its refusal as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from berkas import pesan
from berkas.actions import DitolakError, KuotaPenuhError
from berkas.penyimpanan import PenyimpananPenuhError
from berkas.views import lampiran as pintu
from berkas.views.terima import Gagal
from penilaian.actions.lampiran import Lampiran

View = Callable[..., HttpResponse]

TAMPUNGAN = (KuotaPenuhError, PenyimpananPenuhError, DitolakError)


def dengan_lampiran(view: View) -> View:
    """View receives lampiran (Lampiran or None) and galat_berkas (a sentence, or ''). Innermost decorator, on top of
    berkas.views.lampiran, whose demands on the outer ones hold.
    """

    @pintu.dengan_lampiran
    @wraps(view)
    def dalam(request: HttpRequest, *args: Any, lampiran: pintu.Lampiran, **kwargs: Any) -> HttpResponse:
        diperiksa, galat = _periksa(request, lampiran)
        return view(request, *args, lampiran=diperiksa, galat_berkas=galat, **kwargs)

    return dalam


def _periksa(request: HttpRequest, kiriman: pintu.Lampiran) -> tuple[Lampiran | None, str]:
    if kiriman is None:
        return None, ""
    if isinstance(kiriman, Gagal):
        return None, kiriman.pesan
    putusan = pintu.periksa_lampiran(request.pelaku.unit.instansi, kiriman)
    return (None, putusan.pesan) if isinstance(putusan, Gagal) else (Lampiran(kiriman, putusan), "")


def kata_tampungan(galat: Exception) -> str:
    """A refusal by the storage in words."""
    return pesan.PENUH if isinstance(galat, PenyimpananPenuhError) else str(galat)
