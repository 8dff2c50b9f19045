"""Tables of the app. Other apps read them through berkas.queries."""

from berkas.models.aturan import ATURAN, IRAMA, AturanBukti
from berkas.models.berkas import Berkas, DasarTanggal, Pembatasan, PutusanVersi, VersiBerkas, nama_tampak, putusan_untuk
from berkas.models.bukti import Bukti, Triwulan
from berkas.models.indeks import IndeksBerkas
from berkas.models.isi import Isi, Pemakaian, Pindai
from berkas.models.kembar import DokumenPusat, JenisMirip, Kemiripan, SidikGambar, SidikTeks, versi_hidup
from berkas.models.olahan import AsalTeks, Olahan, StatusOlahan, kunci_turunan
from berkas.models.paket import UMUR_PAKET, PaketBukti
from berkas.models.sematan import Sematan
from berkas.models.tautan import PANJANG_URL, BukaTautan, HasilBuka, TautanLuar
from berkas.models.telaah import PetunjukDiabaikan, SalinanTersamar
from berkas.models.terbit import (
    BELUM_TERBIT,
    SUDAH_TERBIT,
    DokumenTerbit,
    KeadaanDokumen,
    KopInstansi,
    SebabTarik,
    TandaTanganBasah,
)
from berkas.models.titipan import UMUR_TITIPAN, HasilTitipan, Titipan
from berkas.models.unggahan import UMUR_UNGGAHAN, HasilUnggahan, Tujuan, Unggahan

__all__ = [
    "ATURAN",
    "BELUM_TERBIT",
    "IRAMA",
    "PANJANG_URL",
    "SUDAH_TERBIT",
    "UMUR_PAKET",
    "UMUR_TITIPAN",
    "UMUR_UNGGAHAN",
    "AsalTeks",
    "AturanBukti",
    "Berkas",
    "BukaTautan",
    "Bukti",
    "DasarTanggal",
    "DokumenPusat",
    "DokumenTerbit",
    "HasilBuka",
    "HasilTitipan",
    "HasilUnggahan",
    "IndeksBerkas",
    "Isi",
    "JenisMirip",
    "KeadaanDokumen",
    "Kemiripan",
    "KopInstansi",
    "Olahan",
    "PaketBukti",
    "Pemakaian",
    "Pembatasan",
    "PetunjukDiabaikan",
    "Pindai",
    "PutusanVersi",
    "SalinanTersamar",
    "SebabTarik",
    "Sematan",
    "SidikGambar",
    "SidikTeks",
    "StatusOlahan",
    "TandaTanganBasah",
    "TautanLuar",
    "Titipan",
    "Triwulan",
    "Tujuan",
    "Unggahan",
    "VersiBerkas",
    "kunci_turunan",
    "nama_tampak",
    "putusan_untuk",
    "versi_hidup",
]
