"""Kinds of official documents as data. A new kind is one entry here plus its template; no migration.

A room below may not import one above, so `penyaji` is a dotted path that berkas.laporan.dokumen resolves at run time
(as satker.jadwal does with jobs). It gets the frozen data of the row and gives the context of the template: it turns
ISO text back into dates and text into figures, reads no clock and no table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JenisDokumen:
    """`nama`/`nama_en` are shown to the public; `templat` extends dokumen/dasar.html.

    `izin` is the permission (satker.izin) that prepares, issues and replaces it and reads its drafts. `pembaca`: the
    roles that read the issued document; None = whoever may read the unit's LKE. `wajib_nomor`: cannot be issued
    without a number from the agenda.
    """

    nama: str
    nama_en: str
    templat: str
    penyaji: str
    izin: str
    pembaca: frozenset[str] | None = None
    wajib_nomor: bool = True


JENIS_DOKUMEN: dict[str, JenisDokumen] = {
    "daftar_bukti": JenisDokumen(
        "Daftar data dukung",
        "List of supporting documents",
        "berkas/laporan/daftar_resmi.html",
        "berkas.laporan.daftar_resmi.konteks",
        izin="terbitkan_daftar",
        wajib_nomor=False,
    ),
}


def jenis_terbaca(peran: str) -> list[str]:
    """Kinds whose issued documents the role may read, given that it may read the unit."""
    return [kode for kode, j in JENIS_DOKUMEN.items() if j.pembaca is None or peran in j.pembaca]
