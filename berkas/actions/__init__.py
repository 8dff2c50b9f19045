"""Writes of the app."""

from berkas.actions.ganti import ganti_versi
from berkas.actions.hasil import (
    DitolakError,
    DuplikatError,
    KeadaanBerubahError,
    KuotaPenuhError,
    TidakTersimpanError,
)
from berkas.actions.isi import antar_dulu
from berkas.actions.lanjut import (
    DiambilAlihError,
    Giliran,
    LetakSalahError,
    SedangDitulisError,
    SidikSalahError,
    TerlaluBanyakError,
    TerputusError,
    ambil_giliran,
    buang_unggahan,
    buka_unggahan,
    letak_nyata,
    selesaikan_unggahan,
    tulis_potongan,
)
from berkas.actions.sapu import HasilSapu, sapu_yatim
from berkas.actions.tautan import lengkapi_keterangan, lepaskan, pulihkan, tautkan, ubah_keterangan
from berkas.actions.titipan import simpan_titipan
from berkas.actions.unggah import periksa_kiriman, simpan_unggahan, unggah_langsung

__all__ = [
    "DiambilAlihError",
    "DitolakError",
    "DuplikatError",
    "Giliran",
    "HasilSapu",
    "KeadaanBerubahError",
    "KuotaPenuhError",
    "LetakSalahError",
    "SedangDitulisError",
    "SidikSalahError",
    "TerlaluBanyakError",
    "TerputusError",
    "TidakTersimpanError",
    "ambil_giliran",
    "antar_dulu",
    "buang_unggahan",
    "buka_unggahan",
    "ganti_versi",
    "lengkapi_keterangan",
    "lepaskan",
    "letak_nyata",
    "periksa_kiriman",
    "pulihkan",
    "sapu_yatim",
    "selesaikan_unggahan",
    "simpan_titipan",
    "simpan_unggahan",
    "tautkan",
    "tulis_potongan",
    "ubah_keterangan",
    "unggah_langsung",
]
