"""Tables of the app. Other apps read them through berkas.queries."""

from berkas.models.berkas import Berkas, DasarTanggal, Pembatasan, PutusanVersi, VersiBerkas, nama_tampak, putusan_untuk
from berkas.models.bukti import Bukti, Triwulan
from berkas.models.isi import Isi, Pemakaian, Pindai
from berkas.models.olahan import AsalTeks, Olahan, StatusOlahan, kunci_turunan
from berkas.models.titipan import UMUR_TITIPAN, HasilTitipan, Titipan

__all__ = [
    "UMUR_TITIPAN",
    "AsalTeks",
    "Berkas",
    "Bukti",
    "DasarTanggal",
    "HasilTitipan",
    "Isi",
    "Olahan",
    "Pemakaian",
    "Pembatasan",
    "Pindai",
    "PutusanVersi",
    "StatusOlahan",
    "Titipan",
    "Triwulan",
    "VersiBerkas",
    "kunci_turunan",
    "nama_tampak",
    "putusan_untuk",
]
