"""Writes of the app."""

from berkas.actions.ganti import ganti_versi
from berkas.actions.hasil import (
    DitolakError,
    DuplikatError,
    KeadaanBerubahError,
    KuotaPenuhError,
    TidakTersimpanError,
)
from berkas.actions.kesegaran import atur_aturan, cabut_tetap, pakai_aturan_baku, tandai_tetap
from berkas.actions.sapu import HasilSapu, sapu_yatim
from berkas.actions.tautan import lengkapi_keterangan, lepaskan, pulihkan, tautkan, ubah_keterangan
from berkas.actions.titipan import simpan_titipan
from berkas.actions.unggah import periksa_kiriman, simpan_unggahan, unggah_langsung

__all__ = [
    "DitolakError",
    "DuplikatError",
    "HasilSapu",
    "KeadaanBerubahError",
    "KuotaPenuhError",
    "TidakTersimpanError",
    "atur_aturan",
    "cabut_tetap",
    "ganti_versi",
    "lengkapi_keterangan",
    "lepaskan",
    "pakai_aturan_baku",
    "periksa_kiriman",
    "pulihkan",
    "sapu_yatim",
    "simpan_titipan",
    "simpan_unggahan",
    "tandai_tetap",
    "tautkan",
    "ubah_keterangan",
    "unggah_langsung",
]
