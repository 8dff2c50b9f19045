"""Writes of the app."""

from berkas.actions.batasi import batasi_berkas
from berkas.actions.dokumen import simpan_dokumen
from berkas.actions.ganti import ganti_versi
from berkas.actions.hasil import (
    DitolakError,
    DuplikatError,
    KeadaanBerubahError,
    KuotaPenuhError,
    TidakTersimpanError,
)
from berkas.actions.indeks import segarkan_indeks
from berkas.actions.isi import antar_dulu
from berkas.actions.kembar import SudahPusatError, batal_tinjau, hapus_pusat, tambah_pusat, tinjau
from berkas.actions.kesegaran import atur_aturan, cabut_tetap, pakai_aturan_baku, tandai_tetap
from berkas.actions.kunci import BuktiTersemat, kunci_bukti, kunci_versi
from berkas.actions.lampiran import simpan_lampiran
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
from berkas.actions.paket import minta_paket
from berkas.actions.petunjuk import abaikan_petunjuk, tampilkan_petunjuk
from berkas.actions.pindai import HasilPindai, pindai_tertunda
from berkas.actions.salinan import boleh_terbuka, buang_salinan, minta_salinan, periksa_salinan
from berkas.actions.sampah import buang_berkas, kosongkan_sampah, pulihkan_berkas
from berkas.actions.sapu import HasilSapu, sapu_yatim
from berkas.actions.tautan import lengkapi_keterangan, lepaskan, pulihkan, tautkan, ubah_keterangan
from berkas.actions.tautan_luar import lepas_tautan, nyatakan_tautan, pulihkan_tautan, tempel_tautan
from berkas.actions.titipan import (
    kembalikan_titipan,
    lewati_titipan,
    simpan_dari_titipan,
    simpan_titipan,
    tautkan_titipan,
)
from berkas.actions.unggah import periksa_kiriman, simpan_unggahan, unggah_langsung
from berkas.actions.versi import pakai_kembali, ubah_berkas

__all__ = [
    "BuktiTersemat",
    "DiambilAlihError",
    "DitolakError",
    "DuplikatError",
    "Giliran",
    "HasilPindai",
    "HasilSapu",
    "KeadaanBerubahError",
    "KuotaPenuhError",
    "LetakSalahError",
    "SedangDitulisError",
    "SidikSalahError",
    "SudahPusatError",
    "TerlaluBanyakError",
    "TerputusError",
    "TidakTersimpanError",
    "abaikan_petunjuk",
    "ambil_giliran",
    "antar_dulu",
    "atur_aturan",
    "batal_tinjau",
    "batasi_berkas",
    "boleh_terbuka",
    "buang_berkas",
    "buang_salinan",
    "buang_unggahan",
    "buka_unggahan",
    "cabut_tetap",
    "ganti_versi",
    "hapus_pusat",
    "kembalikan_titipan",
    "kosongkan_sampah",
    "kunci_bukti",
    "kunci_versi",
    "lengkapi_keterangan",
    "lepas_tautan",
    "lepaskan",
    "letak_nyata",
    "lewati_titipan",
    "minta_paket",
    "minta_salinan",
    "nyatakan_tautan",
    "pakai_aturan_baku",
    "pakai_kembali",
    "periksa_kiriman",
    "periksa_salinan",
    "pindai_tertunda",
    "pulihkan",
    "pulihkan_berkas",
    "pulihkan_tautan",
    "sapu_yatim",
    "segarkan_indeks",
    "selesaikan_unggahan",
    "simpan_dari_titipan",
    "simpan_dokumen",
    "simpan_lampiran",
    "simpan_titipan",
    "simpan_unggahan",
    "tambah_pusat",
    "tampilkan_petunjuk",
    "tandai_tetap",
    "tautkan",
    "tautkan_titipan",
    "tempel_tautan",
    "tinjau",
    "tulis_potongan",
    "ubah_berkas",
    "ubah_keterangan",
    "unggah_langsung",
]
