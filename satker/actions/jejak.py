"""Writing the event log. Every action that changes state calls catat() once, in its own transaction."""

from __future__ import annotations

from typing import Any

from satker.models import Jejak, Periode, Satker
from satker.pelaku import Pelaku

_BATAS = 200


def _pendek(nilai: Any) -> Any:
    """Keep values short (decisions §6): text of at most 200 characters, also inside mappings and lists."""
    if isinstance(nilai, dict):
        return {kunci: _pendek(isi) for kunci, isi in nilai.items()}
    if isinstance(nilai, list | tuple):
        return [_pendek(isi) for isi in nilai]
    if nilai is None or isinstance(nilai, bool | int):
        return nilai
    teks = str(nilai)
    return teks if len(teks) <= _BATAS else teks[: _BATAS - 1] + "…"


def catat(
    *,
    oleh: Pelaku | None,
    satker: Satker,
    aksi: str,
    objek: str,
    sebelum: Any = None,
    sesudah: Any = None,
    alasan: str = "",
    periode: Periode | None = None,
    kode_butir: str = "",
    area: str = "",
    simpan: bool = True,
) -> Jejak:
    """Append one audit row. `oleh` None means the system; `objek` is 'jenis:id'. Never called by views.

    `simpan=False` returns the row unsaved, for an action that stores thousands at once.
    """
    jejak = Jejak(
        satker=satker,
        periode=periode,
        kode_butir=kode_butir,
        area=area,
        oleh=oleh.user if oleh else None,
        peran=oleh.peran_label[:40] if oleh else "sistem",
        aksi=aksi,
        objek=objek[:120],
        sebelum=_pendek(sebelum),
        sesudah=_pendek(sesudah),
        alasan=alasan[:_BATAS],
    )
    if simpan:
        jejak.save(force_insert=True)
    return jejak
