"""Reads of the app, for its own pages and for higher rooms."""

from berkas.queries.bukti import (
    BarisBukti,
    ZonaBukti,
    aturan_ukuran,
    bukti_butir,
    ekstensi_batas,
    jumlah_bukti,
)
from berkas.queries.pustaka import BarisBerkas, Pustaka, Rincian, pustaka, rincian

__all__ = [
    "BarisBerkas",
    "BarisBukti",
    "Pustaka",
    "Rincian",
    "ZonaBukti",
    "aturan_ukuran",
    "bukti_butir",
    "ekstensi_batas",
    "jumlah_bukti",
    "pustaka",
    "rincian",
]
