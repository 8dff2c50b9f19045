"""Every sentence about a file that is not stored, in one place (ux §7.3): what happened and what to do."""

from __future__ import annotations

from django.conf import settings

from berkas.cocok.arsip import AlasanArsip
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
TERLALU_BANYAK = "Terlalu banyak unggahan yang belum selesai. Selesaikan atau batalkan dulu sebagian, lalu coba lagi."
SEDANG_DITULIS = "Berkas ini sedang dikirim atau diperiksa. Tunggu sebentar."
DIAMBIL_ALIH = "Unggahan ini dilanjutkan di tempat lain atau sudah dibatalkan."
SIDIK_SALAH = "Potongan berkas rusak di perjalanan. Potongan itu dikirim ulang."
LETAK_SALAH = "Potongan berkas tidak bersambung. Pengiriman dilanjutkan dari bagian yang sudah sampai."
TANPA_ALASAN = "Isi alasan penggantian lebih dulu."
KEPALA_TUS = "Permintaan unggah bertahap ini tidak dikenal."
HANYA_PDF = "{nama} bukan PDF. Pindai dokumen yang sudah ditandatangani menjadi satu PDF, lalu unggah lagi."
KOP_TIPE = "{nama} bukan PNG atau JPG. Simpan kop sebagai PNG, lalu unggah lagi."
KOP_BESAR = "{nama} lebih dari 1 MB. Kecilkan gambarnya, lalu unggah lagi. Kop yang lama masih dipakai."
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
    Alasan.PELUNCUR: "{nama} memuat perintah yang menjalankan program. Simpan sebagai PDF biasa, lalu unggah PDF-nya.",
    Alasan.LAMPIRAN: "{nama} memuat lampiran program. Hapus lampirannya, lalu unggah lagi.",
    Alasan.XFA: "{nama} berisi formulir XFA yang tidak terbaca semua orang. Cetak ulang ke PDF, lalu unggah lagi.",
    Alasan.TERLALU_RUMIT: "{nama} terlalu besar saat dibuka. Bagi menjadi beberapa berkas, lalu unggah lagi.",
    Alasan.PIKSEL: "{nama} lebih dari 50 megapiksel. Kecilkan gambarnya, lalu unggah lagi.",
    Alasan.DTD: "{nama} memuat rujukan luar (DTD) yang berbahaya. Simpan ulang sebagai {tipe}, lalu unggah lagi.",
    Alasan.OTOMATIS: "{nama} menghubungi alamat lain begitu dibuka. Cetak ulang ke PDF, lalu unggah lagi.",
    Alasan.RUJUKAN: "{nama} mengambil isi dari komputer lain saat dibuka. Simpan sebagai PDF, lalu unggah PDF-nya.",
    Alasan.OBJEK: "{nama} memuat objek yang dapat menjalankan program. Simpan sebagai PDF, lalu unggah PDF-nya.",
    Alasan.VIRUS: "{nama} ditolak antivirus. Jangan buka berkas itu. Minta salinan bersih dari pembuatnya.",
    Alasan.GANGGUAN: "Pemeriksaan {nama} terhenti di tengah jalan. Berkas ini belum tersimpan. Coba lagi.",
}

_ARSIP: dict[AlasanArsip, str] = {
    AlasanArsip.RUSAK: "Arsip ini bukan ZIP yang sah atau rusak. Buat ulang arsipnya, lalu unggah lagi.",
    AlasanArsip.KATA_SANDI: "Arsip ini terkunci kata sandi. Buat ulang tanpa kata sandi, lalu unggah lagi.",
    AlasanArsip.BANYAK: "Arsip ini memuat lebih dari 2.000 berkas. Bagi menjadi beberapa arsip.",
    AlasanArsip.BESAR: "Isi arsip ini terlalu besar setelah dibuka. Bagi menjadi beberapa arsip.",
    AlasanArsip.RASIO: "Isi arsip ini tidak wajar: jauh lebih besar daripada arsipnya. Unggah berkasnya satu per satu.",
    AlasanArsip.ALAMAT: "Arsip ini memuat alamat berkas di luar foldernya. Buat ulang arsipnya dari folder biasa.",
    AlasanArsip.TAUTAN: "Arsip ini memuat tautan berkas (symlink). Buat ulang arsipnya dari berkas asli.",
    AlasanArsip.KOSONG: "Arsip ini tidak memuat berkas. Periksa isinya, lalu unggah lagi.",
}


def pesan_arsip(alasan: AlasanArsip) -> str:
    return _ARSIP[alasan]


def arsip_terlalu_besar(nama: str, ukuran: int) -> str:
    batas = format_ukuran(settings.BATAS_ARSIP)
    return f"{nama} {format_ukuran(ukuran)}. Batas arsip {batas}. Bagi menjadi beberapa arsip."


def daftar_tipe() -> str:
    """`PDF, JPG, …, atau MP4`, from the table."""
    nama = [tipe.nama for tipe in TIPE]
    return f"{', '.join(nama[:-1])}, atau {nama[-1]}"


def kuota_penuh(nama: str, *, terpakai: int, kuota: int) -> str:
    """`terpakai` and `kuota` in bytes."""
    sisa = format_ukuran(max(0, kuota - terpakai))
    return f"{nama} tidak muat. Sisa kuota satker {sisa} dari {format_ukuran(kuota)}. Hubungi admin inspektorat."


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
