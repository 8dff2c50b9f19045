"""Tables of the app. Other apps read them through berkas.queries."""

from berkas.models.aturan import ATURAN, IRAMA, AturanBukti
from berkas.models.berkas import Berkas, DasarTanggal, Pembatasan, PutusanVersi, VersiBerkas
from berkas.models.bukti import Bukti, Triwulan
from berkas.models.isi import Isi, Pemakaian
from berkas.models.olahan import AsalTeks, Olahan, StatusOlahan, kunci_turunan
from berkas.models.titipan import UMUR_TITIPAN, HasilTitipan, Titipan

__all__ = [
    "ATURAN",
    "IRAMA",
    "UMUR_TITIPAN",
    "AsalTeks",
    "AturanBukti",
    "Berkas",
    "Bukti",
    "DasarTanggal",
    "HasilTitipan",
    "Isi",
    "Olahan",
    "Pemakaian",
    "Pembatasan",
    "PutusanVersi",
    "StatusOlahan",
    "Titipan",
    "Triwulan",
    "VersiBerkas",
    "kunci_turunan",
]
