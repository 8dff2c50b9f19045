"""The tabs of the evidence pages: one row of links, the same on each of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from satker.models import Periode, Satker

# (label, url name, permission of the active role, only for the satker's own people)
_TAB: tuple[tuple[str, str, str, bool], ...] = (
    ("Semua berkas", "berkas:daftar", "lihat_lke", False),
    ("Unduh ZIP", "berkas:paket", "lihat_lke", False),
    ("Sampah", "berkas:sampah", "isi_lke", True),
)


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    aktif: bool


def tab_untuk(request: HttpRequest, satker: Satker, periode: Periode, kini: str) -> list[Tab]:
    """Tabs the active role may open; `kini` is the url name of the page shown."""
    pelaku = request.pelaku
    sendiri = pelaku.penugasan is not None and pelaku.unit.pk == satker.pk
    return [
        Tab(label, reverse(nama, kwargs={"tahun": periode.tahun, "kode": satker.kode}), nama == kini)
        for label, nama, izin, hanya_sendiri in _TAB
        if pelaku.punya(izin) and (sendiri or not hanya_sendiri)
    ]
