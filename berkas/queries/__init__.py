"""Reads of the app, for its own pages and for higher rooms."""

from berkas.queries.bukti import (
    BarisBukti,
    ZonaBukti,
    aturan_ukuran,
    bukti_butir,
    ekstensi_batas,
    jumlah_bukti,
)
from berkas.queries.kemiripan import butir_mirip, mirip_berkas, mirip_satker, mirip_wilayah
from berkas.queries.kesegaran import Kesegaran, SegarBukti, kesegaran, kesegaran_butir, tanpa_segar
from berkas.queries.meja import BuktiTerbuka, SatuBukti, bukti_tersemat, gambar_pertama
from berkas.queries.pratinjau import Mini, Pratinjau, mini, pratinjau
from berkas.queries.pustaka import BarisBerkas, Pustaka, Rincian, pustaka, rincian
from berkas.queries.telaah import KotakPetunjuk, bagian_kurang, daftar_petunjuk, petunjuk_butir, telaah_berkas

__all__ = [
    "BarisBerkas",
    "BarisBukti",
    "BuktiTerbuka",
    "Kesegaran",
    "KotakPetunjuk",
    "Mini",
    "Pratinjau",
    "Pustaka",
    "Rincian",
    "SatuBukti",
    "SegarBukti",
    "ZonaBukti",
    "aturan_ukuran",
    "bagian_kurang",
    "bukti_butir",
    "bukti_tersemat",
    "butir_mirip",
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
