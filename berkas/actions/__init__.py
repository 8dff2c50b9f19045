"""Writes of the app."""

from berkas.actions.ganti import ganti_versi
from berkas.actions.hasil import (
    DitolakError,
    DuplikatError,
    KeadaanBerubahError,
    KuotaPenuhError,
    TidakTersimpanError,
)
from berkas.actions.pindai import HasilPindai, pindai_tertunda
from berkas.actions.sapu import HasilSapu, sapu_yatim
from berkas.actions.tautan import lengkapi_keterangan, lepaskan, pulihkan, tautkan, ubah_keterangan
from berkas.actions.titipan import simpan_titipan
from berkas.actions.unggah import periksa_kiriman, simpan_unggahan, unggah_langsung

__all__ = [
    "DitolakError",
    "DuplikatError",
    "HasilPindai",
    "HasilSapu",
    "KeadaanBerubahError",
    "KuotaPenuhError",
    "TidakTersimpanError",
    "ganti_versi",
    "lengkapi_keterangan",
    "lepaskan",
    "periksa_kiriman",
    "pindai_tertunda",
    "pulihkan",
    "sapu_yatim",
    "simpan_titipan",
    "simpan_unggahan",
    "tautkan",
    "ubah_keterangan",
    "unggah_langsung",
]
