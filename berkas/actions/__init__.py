"""Writes of the app."""

from berkas.actions.batasi import batasi_berkas
from berkas.actions.ganti import ganti_versi
from berkas.actions.hasil import (
    DitolakError,
    DuplikatError,
    KeadaanBerubahError,
    KuotaPenuhError,
    TidakTersimpanError,
)
from berkas.actions.petunjuk import abaikan_petunjuk, tampilkan_petunjuk
from berkas.actions.salinan import boleh_terbuka, buang_salinan, minta_salinan, periksa_salinan
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
    "abaikan_petunjuk",
    "batasi_berkas",
    "boleh_terbuka",
    "buang_salinan",
    "ganti_versi",
    "lengkapi_keterangan",
    "lepaskan",
    "minta_salinan",
    "periksa_kiriman",
    "periksa_salinan",
    "pulihkan",
    "sapu_yatim",
    "simpan_titipan",
    "simpan_unggahan",
    "tampilkan_petunjuk",
    "tautkan",
    "ubah_keterangan",
    "unggah_langsung",
]
