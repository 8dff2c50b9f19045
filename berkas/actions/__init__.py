"""Writes of the app."""

from berkas.actions.ganti import ganti_versi
from berkas.actions.hasil import (
    DitolakError,
    DuplikatError,
    KeadaanBerubahError,
    KuotaPenuhError,
    TidakTersimpanError,
)
from berkas.actions.sapu import HasilSapu, sapu_yatim
from berkas.actions.tautan import lengkapi_keterangan, lepaskan, pulihkan, tautkan, ubah_keterangan
from berkas.actions.titipan import (
    kembalikan_titipan,
    lewati_titipan,
    simpan_dari_titipan,
    simpan_titipan,
    tautkan_titipan,
)
from berkas.actions.unggah import periksa_kiriman, simpan_unggahan, unggah_langsung

__all__ = [
    "DitolakError",
    "DuplikatError",
    "HasilSapu",
    "KeadaanBerubahError",
    "KuotaPenuhError",
    "TidakTersimpanError",
    "ganti_versi",
    "kembalikan_titipan",
    "lengkapi_keterangan",
    "lepaskan",
    "lewati_titipan",
    "periksa_kiriman",
    "pulihkan",
    "sapu_yatim",
    "simpan_dari_titipan",
    "simpan_titipan",
    "simpan_unggahan",
    "tautkan",
    "tautkan_titipan",
    "ubah_keterangan",
    "unggah_langsung",
]
