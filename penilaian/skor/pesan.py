"""Sentences for `Galat`, in plain Indonesian: the same words in forms, imports and commands."""

from instrumen.pohon.tipe import Butir
from penilaian.skor.jawaban import Galat

_KALIMAT = {
    "opsi_tidak_dikenal": "Jawaban {jawaban} tidak dikenal. Pilihannya: {opsi}.",
    "bentuk_salah": "Bentuk jawaban tidak cocok dengan soal ini.",
    "isian_tidak_dikenal": "Isian {isian} tidak ada pada soal ini.",
    "bukan_angka": "Isi dengan angka.",
    "bukan_bulat": "Isi dengan bilangan bulat, tanpa koma.",
    "negatif": "Jumlah tidak boleh kurang dari nol.",
    "melebihi_maks": "Paling besar {maks}.",
    "terlalu_besar": "Angka terlalu besar. Paling besar {maks}.",
    "terlalu_rinci": "Paling banyak {tempat} angka di belakang koma.",
    "pembilang_melebihi_penyebut": "Tidak boleh lebih dari {maks}.",
    "belum_lengkap": "Belum diisi. Soal ini baru dihitung setelah semua jumlahnya terisi.",
}


def kalimat_galat(butir: Butir, galat: Galat) -> str:
    """What the person has to change, with the label of the isian in front when the error is about one."""
    kalimat = _KALIMAT[galat.kode].format(**galat.pesan_data)
    label = next((i.label or i.kode for i in butir.isian if i.kode == galat.isian), "")
    return f"{label}: {kalimat}" if label and len(butir.isian) > 1 else kalimat
