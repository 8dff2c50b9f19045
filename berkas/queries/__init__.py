"""Reads of the app, for its own pages and for higher rooms."""

from berkas.queries.bukti import BarisBukti, ZonaBukti, bukti_butir, jumlah_bukti
from berkas.queries.kemiripan import mirip_berkas, mirip_satker, mirip_wilayah
from berkas.queries.pustaka import BarisBerkas, Pustaka, Rincian, pustaka, rincian

__all__ = [
    "BarisBerkas",
    "BarisBukti",
    "Pustaka",
    "Rincian",
    "ZonaBukti",
    "bukti_butir",
    "jumlah_bukti",
    "mirip_berkas",
    "mirip_satker",
    "mirip_wilayah",
    "pustaka",
    "rincian",
]
