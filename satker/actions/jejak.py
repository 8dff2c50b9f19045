"""Writing the event log. Every action that changes state calls catat() once, in its own transaction."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from satker.models import Jejak, Periode, Satker
from satker.pelaku import Pelaku

_BATAS = 200


def _samar_nip(teks: str) -> str:
    return f"******…{teks[-3:]}"


def _samar_surel(teks: str) -> str:
    nama, _, ranah = teks.partition("@")
    return f"{nama[:1]}***@{ranah}"


def _samar_username(teks: str) -> str:
    """A username may stay, unless it is the person's NIP."""
    return _samar_nip(teks) if re.fullmatch(r"[0-9]{18}", teks) else teks


# Values that name a person beyond name and username: rows are append-only, so they could never be erased again.
_SAMAR: dict[str, Callable[[str], str]] = {
    "nip": _samar_nip,
    "email": _samar_surel,
    "username": _samar_username,
    "akun": _samar_username,
}


def _pendek(nilai: Any) -> Any:
    """Keep values short (decisions §6): text of at most 200 characters, also inside mappings and lists."""
    if isinstance(nilai, dict):
        return {kunci: _pendek(_samarkan(kunci, isi)) for kunci, isi in nilai.items()}
    if isinstance(nilai, list | tuple):
        return [_pendek(isi) for isi in nilai]
    if nilai is None or isinstance(nilai, bool | int):
        return nilai
    teks = str(nilai)
    return teks if len(teks) <= _BATAS else teks[: _BATAS - 1] + "…"


def _samarkan(kunci: Any, isi: Any) -> Any:
    return _SAMAR[kunci](isi) if kunci in _SAMAR and isinstance(isi, str) and isi else isi


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

    NIP and e-mail under the keys nip, email, username and akun are kept masked: ******…123, a***@contoh.go.id.

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
