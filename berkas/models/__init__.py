"""Tables of the app. Other apps read them through berkas.queries."""

from berkas.models.berkas import Berkas, DasarTanggal, Pembatasan, PutusanVersi, VersiBerkas
from berkas.models.bukti import Bukti, Triwulan
from berkas.models.isi import Isi, Pemakaian
from berkas.models.olahan import AsalTeks, Olahan, StatusOlahan, kunci_turunan
from berkas.models.titipan import UMUR_TITIPAN, HasilTitipan, Titipan
from berkas.models.unggahan import UMUR_UNGGAHAN, HasilUnggahan, Tujuan, Unggahan

__all__ = [
    "UMUR_TITIPAN",
    "UMUR_UNGGAHAN",
    "AsalTeks",
    "Berkas",
    "Bukti",
    "DasarTanggal",
    "HasilTitipan",
    "HasilUnggahan",
    "Isi",
    "Olahan",
    "Pemakaian",
    "Pembatasan",
    "PutusanVersi",
    "StatusOlahan",
    "Titipan",
    "Triwulan",
    "Tujuan",
    "Unggahan",
    "VersiBerkas",
    "kunci_turunan",
]
