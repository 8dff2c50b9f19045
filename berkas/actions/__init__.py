"""Writes of the app."""

from berkas.actions.ganti import ganti_versi
from berkas.actions.hasil import (
    DitolakError,
    DuplikatError,
    KeadaanBerubahError,
    KuotaPenuhError,
    TidakTersimpanError,
)
from berkas.actions.kembar import SudahPusatError, batal_tinjau, hapus_pusat, tambah_pusat, tinjau
from berkas.actions.kesegaran import atur_aturan, cabut_tetap, pakai_aturan_baku, tandai_tetap
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
    "SudahPusatError",
    "TidakTersimpanError",
    "atur_aturan",
    "batal_tinjau",
    "cabut_tetap",
    "ganti_versi",
    "hapus_pusat",
    "lengkapi_keterangan",
    "lepaskan",
    "pakai_aturan_baku",
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
    "tambah_pusat",
    "tandai_tetap",
    "tautkan",
    "tinjau",
    "tautkan_titipan",
    "ubah_keterangan",
    "unggah_langsung",
]
