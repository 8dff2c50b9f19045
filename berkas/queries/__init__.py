"""Reads of the app, for its own pages and for higher rooms."""

from berkas.queries.bukti import (
    BarisBukti,
    ZonaBukti,
    aturan_ukuran,
    bukti_butir,
    ekstensi_batas,
    jumlah_bukti,
)
from berkas.queries.kemiripan import mirip_berkas, mirip_satker, mirip_wilayah
from berkas.queries.kesegaran import Kesegaran, SegarBukti, kesegaran, kesegaran_butir, tanpa_segar
from berkas.queries.pratinjau import Mini, Pratinjau, mini, pratinjau
from berkas.queries.pustaka import BarisBerkas, Pustaka, Rincian, pustaka, rincian
from berkas.queries.telaah import KotakPetunjuk, daftar_petunjuk, petunjuk_butir, telaah_berkas
from berkas.queries.tersemat import BerkasTersemat, BuktiTerbuka, bukti_tersemat, gambar_pertama

__all__ = [
    "BarisBerkas",
    "BarisBukti",
    "BerkasTersemat",
    "BuktiTerbuka",
    "Kesegaran",
    "KotakPetunjuk",
    "Mini",
    "Pratinjau",
    "Pustaka",
    "Rincian",
    "SegarBukti",
    "ZonaBukti",
    "aturan_ukuran",
    "bukti_butir",
    "bukti_tersemat",
    "daftar_petunjuk",
    "ekstensi_batas",
    "gambar_pertama",
    "jumlah_bukti",
    "kesegaran",
    "kesegaran_butir",
    "mini",
    "mirip_berkas",
    "mirip_satker",
    "mirip_wilayah",
    "petunjuk_butir",
    "pratinjau",
    "pustaka",
    "rincian",
    "tanpa_segar",
    "telaah_berkas",
]
