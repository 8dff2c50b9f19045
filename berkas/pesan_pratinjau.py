"""Every sentence about a preview that is missing or not whole: what happened, and that the file itself is fine."""

from __future__ import annotations

from collections.abc import Sequence

from berkas.olah.alat import TIDAK_ADA_LIBREOFFICE, TIDAK_ADA_OCR
from berkas.olah.hasil import Kurang, Sebab

TANPA = "Video tidak punya pratinjau. Unduh berkasnya untuk melihat isinya."
TETAP = "Berkasnya tersimpan dan tetap dapat diunduh, dipakai, dan dinilai."
ISI_HILANG = "Isi berkas tidak terbaca di penyimpanan server. Hubungi admin inspektorat."
DIBUANG = "Isi berkas sudah dihapus sesuai masa simpan."
_PANJANG = 200  # of Olahan.alasan

SEBAB: dict[Sebab, str] = {
    Sebab.RUSAK: "Pembuat pratinjau tidak dapat membuka berkas ini.",
    Sebab.SANDI: "Berkas ini terkunci kata sandi.",
    Sebab.MEMORI: "Isi berkas ini terlalu besar saat dibuka.",
    Sebab.WAKTU: "Pembuatan pratinjau terlalu lama, jadi dihentikan.",
    Sebab.MATI: "Pembuat pratinjau berhenti saat membaca berkas ini.",
    Sebab.PENUH: "Ruang penyimpanan server penuh. Hubungi admin sistem.",
    Sebab.KONVERSI: "Isi dokumen ini tidak dapat diubah menjadi gambar halaman.",
}
_KURANG: dict[Kurang, str] = {  # in order of weight
    Kurang.HENTI: "Hanya {gambar} halaman pertama yang terbaca; sisanya tidak dapat dibuka.",
    Kurang.WAKTU: "Waktu habis setelah halaman {terbaca}. Unduh berkas untuk membaca sisanya.",
    Kurang.BATAS_HALAMAN: "Gambar dibuat untuk {gambar} halaman pertama dari {halaman}.",
    Kurang.TANPA_LIBREOFFICE: TIDAK_ADA_LIBREOFFICE,
    Kurang.KONVERSI: "Gambar halaman tidak dapat dibuat; teksnya terbaca.",
    Kurang.HALAMAN_RUSAK: "Sebagian halaman tidak dapat digambar.",
    Kurang.TANPA_OCR: TIDAK_ADA_OCR,
    Kurang.OCR_SEBAGIAN: "Teks pada sebagian gambar belum terbaca.",
    Kurang.TEKS_DIPOTONG: "Teksnya sangat panjang; yang terakhir tidak diambil.",
}


def kalimat_kurang(kurang: Sequence[Kurang], *, halaman: int | None, gambar: int, terbaca: int) -> str:
    """What is missing, the weightiest first, as many whole sentences as fit."""
    hasil = ""
    for kode, pola in _KURANG.items():
        if kode not in kurang:
            continue
        kalimat = pola.format(halaman=halaman, gambar=gambar, terbaca=terbaca)
        if len(hasil) + 1 + len(kalimat) <= _PANJANG:
            hasil = f"{hasil} {kalimat}".strip()
    return hasil
