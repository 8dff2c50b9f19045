"""Tables of the app. Other apps read them through berkas.queries."""

from berkas.models.aturan import ATURAN, IRAMA, AturanBukti
from berkas.models.berkas import Berkas, DasarTanggal, Pembatasan, PutusanVersi, VersiBerkas
from berkas.models.bukti import Bukti, Triwulan
from berkas.models.isi import Isi, Pemakaian
from berkas.models.kembar import DokumenPusat, JenisMirip, Kemiripan, SidikGambar, SidikTeks, versi_hidup
from berkas.models.olahan import AsalTeks, Olahan, StatusOlahan, kunci_turunan
from berkas.models.telaah import PetunjukDiabaikan, SalinanTersamar
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
    "DokumenPusat",
    "HasilTitipan",
    "Isi",
    "JenisMirip",
    "Kemiripan",
    "Olahan",
    "Pemakaian",
    "Pembatasan",
    "PetunjukDiabaikan",
    "PutusanVersi",
    "SidikGambar",
    "SidikTeks",
    "SalinanTersamar",
    "StatusOlahan",
    "Titipan",
    "Triwulan",
    "VersiBerkas",
    "kunci_turunan",
    "versi_hidup",
]
