"""The tabs of the evidence pages: one row of links, the same on each of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from berkas.queries.kotak import jumlah_titipan
from satker.models import Periode, Satker

# (label, url name, permission of the active role, only for the satker's own people)
_TAB: tuple[tuple[str, str, str, bool], ...] = (
    ("Semua berkas", "berkas:daftar", "lihat_lke", False),
    ("Kotak masuk", "berkas:kotak", "isi_lke", True),
    ("Petunjuk", "berkas:petunjuk", "lihat_lke", False),
    ("Kesegaran", "berkas:kesegaran", "lihat_lke", False),
    ("Kemiripan", "berkas:kemiripan", "lihat_lke", False),
    ("Putusan tim penilai", "putusan_berkas", "lihat_lke", False),
    ("Sampah", "berkas:sampah", "isi_lke", True),
    ("Unduh ZIP", "berkas:paket", "lihat_lke", False),
    ("Dokumen", "berkas:dokumen", "lihat_lke", False),
)
# Tabs that say how many wait behind them.
_JUMLAH = {"berkas:kotak": jumlah_titipan}


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    aktif: bool


def tab_untuk(request: HttpRequest, satker: Satker, periode: Periode, kini: str) -> list[Tab]:
    """Tabs the active role may open; `kini` is the url name of the page shown."""
    pelaku = request.pelaku
    sendiri = pelaku.penugasan is not None and pelaku.unit.pk == satker.pk
    alamat = {"tahun": periode.tahun, "kode": satker.kode}
    hasil = []
    for label, nama, izin, hanya_sendiri in _TAB:
        if pelaku.punya(izin) and (sendiri or not hanya_sendiri):
            jumlah = _JUMLAH[nama](pelaku, satker, periode) if nama in _JUMLAH else None
            kata = f"{label} ({jumlah})" if jumlah else label
            hasil.append(Tab(kata, reverse(nama, kwargs=alamat), nama == kini))
    return hasil
