"""Tables of the app. Other apps read them through berkas.queries."""

from berkas.models.berkas import Berkas, DasarTanggal, Pembatasan, PutusanVersi, VersiBerkas
from berkas.models.bukti import Bukti, Triwulan
from berkas.models.indeks import IndeksBerkas
from berkas.models.isi import Isi, Pemakaian
from berkas.models.olahan import AsalTeks, Olahan, StatusOlahan, kunci_turunan
from berkas.models.paket import UMUR_PAKET, PaketBukti
from berkas.models.tautan import PANJANG_URL, BukaTautan, HasilBuka, TautanLuar
from berkas.models.titipan import UMUR_TITIPAN, HasilTitipan, Titipan

__all__ = [
    "PANJANG_URL",
    "UMUR_PAKET",
    "UMUR_TITIPAN",
    "AsalTeks",
    "Berkas",
    "BukaTautan",
    "Bukti",
    "DasarTanggal",
    "HasilBuka",
    "HasilTitipan",
    "IndeksBerkas",
    "Isi",
    "Olahan",
    "PaketBukti",
    "Pemakaian",
    "Pembatasan",
    "PutusanVersi",
    "StatusOlahan",
    "TautanLuar",
    "Titipan",
    "Triwulan",
    "VersiBerkas",
    "kunci_turunan",
]
