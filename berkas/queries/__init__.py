"""Reads of the app, for its own pages and for higher rooms."""

from berkas.queries.bukti import BarisBukti, ZonaBukti, bukti_butir, jumlah_bukti
from berkas.queries.pratinjau import Mini, Pratinjau, mini, pratinjau
from berkas.queries.pustaka import BarisBerkas, Pustaka, Rincian, pustaka, rincian

__all__ = [
    "BarisBerkas",
    "BarisBukti",
    "Mini",
    "Pratinjau",
    "Pustaka",
    "Rincian",
    "ZonaBukti",
    "bukti_butir",
    "jumlah_bukti",
    "mini",
    "pratinjau",
    "pustaka",
    "rincian",
]
