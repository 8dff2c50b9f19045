"""Writes of the app."""

from berkas.actions.ganti import ganti_versi
from berkas.actions.hasil import (
    DitolakError,
    DuplikatError,
    KeadaanBerubahError,
    KuotaPenuhError,
    TidakTersimpanError,
)
from berkas.actions.indeks import segarkan_indeks
from berkas.actions.paket import minta_paket
from berkas.actions.sampah import buang_berkas, kosongkan_sampah, pulihkan_berkas
from berkas.actions.sapu import HasilSapu, sapu_yatim
from berkas.actions.tautan import lengkapi_keterangan, lepaskan, pulihkan, tautkan, ubah_keterangan
from berkas.actions.tautan_luar import lepas_tautan, nyatakan_tautan, pulihkan_tautan, tempel_tautan
from berkas.actions.titipan import simpan_titipan
from berkas.actions.unggah import periksa_kiriman, simpan_unggahan, unggah_langsung
from berkas.actions.versi import pakai_kembali, ubah_berkas

__all__ = [
    "DitolakError",
    "DuplikatError",
    "HasilSapu",
    "KeadaanBerubahError",
    "KuotaPenuhError",
    "TidakTersimpanError",
    "buang_berkas",
    "ganti_versi",
    "kosongkan_sampah",
    "lengkapi_keterangan",
    "lepas_tautan",
    "lepaskan",
    "minta_paket",
    "nyatakan_tautan",
    "pakai_kembali",
    "periksa_kiriman",
    "pulihkan",
    "pulihkan_berkas",
    "pulihkan_tautan",
    "sapu_yatim",
    "segarkan_indeks",
    "simpan_titipan",
    "simpan_unggahan",
    "tautkan",
    "tempel_tautan",
    "ubah_berkas",
    "ubah_keterangan",
    "unggah_langsung",
]
