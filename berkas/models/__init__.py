"""Tables of the app. Other apps read them through berkas.queries."""

from berkas.models.berkas import Berkas, Pembatasan, PutusanVersi, VersiBerkas
from berkas.models.bukti import Bukti, Triwulan
from berkas.models.isi import Isi, Pemakaian

__all__ = ["Berkas", "Bukti", "Isi", "Pemakaian", "Pembatasan", "PutusanVersi", "Triwulan", "VersiBerkas"]
