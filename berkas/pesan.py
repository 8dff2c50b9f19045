"""Every sentence about a file that is not stored, in one place (ux §7.3): what happened and what to do."""

from __future__ import annotations

from berkas.periksa.putusan import Alasan
from berkas.periksa.tipe import LAMA, MAKRO, TIPE, batas_untuk, ekstensi, tipe_untuk
from common.desimal import format_ukuran

PENUH = "Ruang penyimpanan server penuh. Berkas ini belum tersimpan; yang lain tetap ada. Coba lagi nanti."
TERPUTUS = "Sambungan terputus sebelum berkas selesai terkirim. Coba lagi."
TANPA_PANJANG = "Kiriman tanpa ukuran tidak diterima. Unggah lewat halaman soal."
KIRIMAN_TERLALU_BESAR = "Kiriman terlalu besar. Unggah beberapa berkas saja sekali kirim."
TIDAK_TERBACA = "Kiriman tidak dapat dibaca. Pilih berkasnya lagi, lalu unggah."
TANPA_BERKAS = "Pilih berkas lebih dulu."
ISI_HILANG = (
    "Isi berkas {nama} tidak terbaca di penyimpanan server, jadi tidak dapat diunduh. Catatan dan tautannya ke soal "
    "tetap ada. Hubungi admin inspektorat dan sebutkan nama berkas ini."
)
SATU_SAJA = "Kirim satu berkas setiap kali."

_ISI: dict[Alasan, str] = {
    Alasan.KOSONG: "{nama} kosong (0 B). Pilih berkas lain.",
    Alasan.TIPE: "{nama} tidak diterima. Gunakan {daftar}.",
    Alasan.FORMAT_LAMA: "{nama} berformat lama. Simpan ulang sebagai {pengganti}, lalu unggah lagi.",
    Alasan.MAKRO: "{nama} memuat makro. Simpan ulang sebagai {pengganti} tanpa makro, lalu unggah lagi.",
    Alasan.FOTO: "{nama} tidak diterima. Simpan ulang fotonya sebagai JPG, lalu unggah lagi.",
    Alasan.ARSIP: "{nama} adalah arsip dan tidak diterima di sini. Ekstrak dulu, lalu unggah isinya.",
    Alasan.TIDAK_SAH: "{nama} bukan {tipe} yang sah. Simpan ulang sebagai {tipe}, lalu unggah lagi.",
    Alasan.KATA_SANDI: "{nama} terkunci kata sandi. Buka kuncinya dulu.",
    Alasan.SKRIP: "{nama} memuat skrip (JavaScript). Cetak ulang ke PDF, lalu unggah lagi.",
    Alasan.PELUNCUR: "{nama} memuat perintah yang menjalankan program. Cetak ulang ke PDF, lalu unggah lagi.",
    Alasan.LAMPIRAN: "{nama} memuat lampiran program. Hapus lampirannya, lalu unggah lagi.",
    Alasan.XFA: "{nama} berisi formulir XFA yang tidak terbaca semua orang. Cetak ulang ke PDF, lalu unggah lagi.",
    Alasan.TERLALU_RUMIT: "{nama} terlalu besar saat dibuka. Bagi menjadi beberapa berkas, lalu unggah lagi.",
    Alasan.PIKSEL: "{nama} lebih dari 50 megapiksel. Kecilkan gambarnya, lalu unggah lagi.",
    Alasan.DTD: "{nama} memuat rujukan luar (DTD) yang berbahaya. Simpan ulang sebagai {tipe}, lalu unggah lagi.",
}


def daftar_tipe() -> str:
    """`PDF, JPG, …, atau MP4`, from the table."""
    nama = [tipe.nama for tipe in TIPE]
    return f"{', '.join(nama[:-1])}, atau {nama[-1]}"


def pesan_tolak(alasan: Alasan, nama: str, *, ukuran: int, batas: int) -> str:
    """The sentence for one refused file; `ukuran` is its size in bytes (what was sent, even if it was cut off)."""
    akhiran = ekstensi(nama)
    if alasan == Alasan.TERLALU_BESAR:
        return (
            f"{nama} {format_ukuran(ukuran)}. Batasnya {format_ukuran(batas_untuk(nama, batas))}. "
            "Kompres atau tempel tautan."
        )
    tipe = tipe_untuk(nama)
    return _ISI[alasan].format(
        nama=nama,
        daftar=daftar_tipe(),
        tipe=tipe.nama if tipe else "",
        pengganti=LAMA.get(akhiran) or MAKRO.get(akhiran) or (tipe.nama if tipe else "PDF"),
    )
