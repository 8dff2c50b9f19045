"""Reads of the app, for its own pages and for higher rooms."""

from berkas.queries.bukti import BarisBukti, ZonaBukti, bukti_butir, jumlah_bukti
from berkas.queries.pustaka import BarisBerkas, Pustaka, Rincian, pustaka, rincian
from berkas.queries.telaah import KotakPetunjuk, daftar_petunjuk, petunjuk_butir, telaah_berkas

__all__ = [
    "BarisBerkas",
    "BarisBukti",
    "KotakPetunjuk",
    "Pustaka",
    "Rincian",
    "ZonaBukti",
    "bukti_butir",
    "daftar_petunjuk",
    "jumlah_bukti",
    "petunjuk_butir",
    "pustaka",
    "rincian",
    "telaah_berkas",
]
