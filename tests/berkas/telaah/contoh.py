# ruff: noqa: E501  office texts and table rows
"""Office documents made in code, good and defective, with what a careful reader would find. All names are impossible.

Every text is written as an office writes it, not as the rules read it. `temuan` are codes of berkas.telaah.petunjuk,
for minutes with what is missing ("notula_kurang:petugas,tenggat"); `bagian` the parts a reader would name.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

SATKER = "Lembaga Pemasyarakatan Kelas IIA Kota Contoh"
TAHUN = 2026

KOP = """KEMENTERIAN CONTOH REPUBLIK INDONESIA
KANTOR WILAYAH PROVINSI CONTOH
LEMBAGA PEMASYARAKATAN KELAS IIA KOTA CONTOH
Jalan Percontohan Nomor 7, Kota Contoh
"""

PENUTUP = """

Kota Contoh, 12 Januari 2026
Kepala Lembaga Pemasyarakatan,



Wahyu Prasetyo Fiktif
NIP. 199901012099011001
"""


@dataclass(frozen=True)
class Contoh:
    nama: str
    halaman: list[str]
    bagian: frozenset[str]
    temuan: frozenset[str] = field(default=frozenset())
    ocr: bool = False
    aturan: str = "dua_belas_bulan"


UNDANGAN = (
    KOP
    + """
Nomor    : W12.PAS.8-OT.01.01-0015                         12 Januari 2026
Sifat    : Penting
Lampiran : -
Hal      : Undangan Rapat Monitoring dan Evaluasi Pembangunan Zona Integritas

Yth. Ketua dan anggota Tim Kerja Pembangunan Zona Integritas
di tempat

Sehubungan dengan pelaksanaan rencana aksi pembangunan Zona Integritas triwulan I tahun 2026,
bersama ini kami mengundang Saudara untuk hadir pada:

Hari/tanggal : Kamis, 15 Januari 2026
Pukul        : 09.00 WIB sampai selesai
Tempat       : Aula Lembaga Pemasyarakatan Kelas IIA Kota Contoh
Acara        : Monitoring dan evaluasi rencana aksi

Demikian undangan ini disampaikan, atas kehadirannya kami ucapkan terima kasih.

Kepala,


Wahyu Prasetyo Fiktif
NIP. 199901012099011001
"""
)

HADIR = """DAFTAR HADIR
Rapat Monitoring dan Evaluasi Pembangunan Zona Integritas
Lembaga Pemasyarakatan Kelas IIA Kota Contoh
Hari/tanggal : Kamis, 15 Januari 2026
Tempat : Aula

No  Nama                         Jabatan                    Tanda tangan
1   Wahyu Prasetyo Fiktif        Kepala                     1 ..........
2   Ningsih Lestari Fiktif       Ketua Pokja 1                   2 ..........
3   Budi Santoso Fiktif          Ketua Pokja 5              3 ..........
4   Sari Dewi Fiktif             Anggota Pokja 5                 4 ..........

Mengetahui,
Kepala Lembaga Pemasyarakatan


Wahyu Prasetyo Fiktif
NIP. 199901012099011001
"""

HADIR_KOSONG = """DAFTAR HADIR
Sosialisasi Pengendalian Gratifikasi
Lembaga Pemasyarakatan Kelas IIA Kota Contoh
Hari/tanggal : Kamis, 15 Januari 2026

No   Nama   Jabatan   Tanda tangan
1
2
3
4
5

Mengetahui,
Kepala Lembaga Pemasyarakatan

Wahyu Prasetyo Fiktif
NIP. 199901012099011001
"""

_NOTULA_KEPALA = """NOTULA RAPAT
Monitoring dan Evaluasi Pembangunan Zona Integritas
Lembaga Pemasyarakatan Kelas IIA Kota Contoh

Hari, tanggal : Kamis, 15 Januari 2026
Waktu         : 09.00 sampai 11.00 WIB
Tempat        : Aula
Pimpinan rapat: Kepala Lembaga Pemasyarakatan
Peserta       : 24 orang

A. Pembukaan
Rapat dibuka oleh Kepala Lembaga Pemasyarakatan dengan penekanan pada ketepatan waktu pelayanan kunjungan.
B. Pembahasan
1. Ketua Pokja 5 melaporkan kampanye pengendalian gratifikasi sudah berjalan di ruang layanan dan media sosial.
2. Ketua Pokja 6 menyampaikan waktu tunggu layanan kunjungan masih 25 menit dari standar 15 menit.
3. Peserta mengusulkan penambahan petugas pada jam sibuk dan papan informasi antrean.
"""
_NOTULA_TUTUP = """
Notulis,

Sari Dewi Fiktif
NIP. 199901012099012002
"""
NOTULA = (
    _NOTULA_KEPALA
    + """C. Kesimpulan dan tindak lanjut
No  Kegiatan                              Penanggung jawab     Batas waktu
1   Menambah petugas loket pada jam sibuk Ketua Pokja 6        31 Januari 2026
2   Memasang papan informasi antrean      Kasubag Umum         15 Februari 2026
Rapat ditutup pukul 11.00 WIB.
"""
    + _NOTULA_TUTUP
)
NOTULA_PROSA = (
    _NOTULA_KEPALA.replace("NOTULA RAPAT", "NOTULEN RAPAT")
    + """C. Hasil Rapat
Rapat menyepakati bahwa Kasubag Umum akan menyiapkan dua petugas tambahan paling lambat akhir Januari 2026, sedangkan
Ketua Pokja 6 diminta menyusun papan informasi antrean sebelum tanggal 15 Februari 2026.
"""
    + _NOTULA_TUTUP
)
NOTULA_TANPA_PIC = (
    _NOTULA_KEPALA
    + """C. Kesimpulan
1. Petugas loket perlu ditambah paling lambat 31 Januari 2026.
2. Papan informasi antrean dipasang paling lambat 15 Februari 2026.
""".replace("Petugas loket", "Tenaga loket")
    + _NOTULA_TUTUP
)
NOTULA_TANPA_TENGGAT = (
    _NOTULA_KEPALA
    + """C. Kesimpulan
1. Menambah tenaga loket pada jam sibuk. Penanggung jawab: Ketua Pokja 6.
2. Memasang papan informasi antrean. Penanggung jawab: Kasubag Umum.
"""
    + _NOTULA_TUTUP
)
NOTULA_HAMPA = (
    _NOTULA_KEPALA
    + """C. Penutup
Rapat ditutup pukul 11.00 WIB dengan ucapan terima kasih dan doa bersama.
"""
    + _NOTULA_TUTUP
)

LAPORAN_1 = """LAPORAN
MONITORING DAN EVALUASI PEMBANGUNAN ZONA INTEGRITAS
TRIWULAN I TAHUN 2026
LEMBAGA PEMASYARAKATAN KELAS IIA KOTA CONTOH
"""
LAPORAN_2 = """BAB I PENDAHULUAN
A. Latar Belakang
Pembangunan Zona Integritas di Lembaga Pemasyarakatan Kelas IIA Kota Contoh dipantau setiap triwulan agar rencana aksi
berjalan sesuai target dan hambatan dapat diselesaikan lebih awal oleh pimpinan bersama seluruh kelompok kerja.
B. Dasar Hukum
1. Peraturan Menteri PANRB Nomor 90 Tahun 2021 tentang Pembangunan dan Evaluasi Zona Integritas.
C. Tujuan
Mengetahui capaian setiap area perubahan dan menentukan langkah perbaikan.
"""
LAPORAN_3 = """BAB II HASIL PEMANTAUAN
Dari 48 kegiatan dalam rencana aksi, 44 kegiatan selesai (91,67 persen). Empat kegiatan yang tertunda berada pada area
penataan tata laksana dan peningkatan kualitas pelayanan publik. Penyebab utamanya adalah perubahan jadwal pelatihan
serta keterlambatan pengadaan papan informasi. Waktu tunggu layanan turun dari 25 menit menjadi 18 menit.
"""
LAPORAN_4 = """BAB III TINDAK LANJUT
Empat kegiatan yang tertunda dijadwalkan ulang. Kasubag Umum menyelesaikan papan informasi pada Februari 2026, dan
Ketua Pokja 2 melaksanakan pelatihan pada Maret 2026. Kemajuannya dilaporkan setiap bulan kepada kepala.
BAB IV PENUTUP
Demikian laporan ini dibuat sebagai bahan pengambilan keputusan pimpinan.
""" + PENUTUP.replace("12 Januari 2026", "8 April 2026")
LAPORAN = [LAPORAN_1, LAPORAN_2, LAPORAN_3, LAPORAN_4]

SK = (
    KOP
    + """
KEPUTUSAN KEPALA LEMBAGA PEMASYARAKATAN KELAS IIA KOTA CONTOH
NOMOR W12.PAS.8-OT.01.01-0007 TAHUN 2026
TENTANG
UNIT PENGENDALIAN GRATIFIKASI

KEPALA LEMBAGA PEMASYARAKATAN KELAS IIA KOTA CONTOH,

Menimbang : a. bahwa untuk mengendalikan gratifikasi perlu dibentuk unit pengendalian gratifikasi;
Mengingat : 1. Undang-Undang Nomor 20 Tahun 2001;
            2. Peraturan Komisi Pemberantasan Korupsi Nomor 2 Tahun 2019;

MEMUTUSKAN:
Menetapkan : KEPUTUSAN KEPALA TENTANG UNIT PENGENDALIAN GRATIFIKASI.
KESATU     : Membentuk Unit Pengendalian Gratifikasi dengan susunan sebagaimana lampiran.
KEDUA      : Unit menerima dan menelaah laporan gratifikasi serta melaporkannya setiap triwulan.
KETIGA     : Keputusan ini berlaku sejak tanggal ditetapkan.

Ditetapkan di Kota Contoh
pada tanggal 5 Januari 2026
KEPALA,


WAHYU PRASETYO FIKTIF
NIP. 199901012099011001
"""
)
SOP = (
    KOP
    + """
STANDAR OPERASIONAL PROSEDUR
PELAPORAN GRATIFIKASI
Nomor SOP         : W12.PAS.8-SOP-21
Tanggal Pembuatan : 3 Februari 2026
Tanggal Efektif   : 10 Februari 2026
Disahkan oleh     :
Kepala Lembaga Pemasyarakatan Kelas IIA Kota Contoh

Wahyu Prasetyo Fiktif
NIP. 199901012099011001

Dasar hukum: Peraturan KPK Nomor 2 Tahun 2019
Kualifikasi pelaksana: memahami ketentuan gratifikasi
Peralatan: komputer, formulir, buku register
1. Penerima melaporkan pemberian kepada petugas paling lambat tujuh hari kerja.
2. Petugas mencatat laporan pada buku register dan menelaah kelengkapannya.
3. Hasil telaah disampaikan kepada kepala untuk diteruskan ke instansi.
"""
)
RENCANA = (
    """RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS
LEMBAGA PEMASYARAKATAN KELAS IIA KOTA CONTOH
TAHUN 2026

No  Area                  Kegiatan                       Target   Waktu        Pelaksana
1   Manajemen perubahan   Sosialisasi kepada pegawai     4 kali   Triwulan I   Pokja 1
2   Tata laksana          Reviu SOP layanan              12 SOP   Triwulan II  Pokja 2
3   Pengawasan            Kampanye gratifikasi           4 kali   Tiap triwulan Pokja 5
Prioritas tahun ini adalah mempercepat layanan kunjungan dan menutup celah pungutan di ruang layanan.
"""
    + PENUTUP
)
PERNYATAAN = (
    KOP
    + """
SURAT PERNYATAAN BEBAS BENTURAN KEPENTINGAN

Yang bertanda tangan di bawah ini menyatakan dengan sesungguhnya bahwa dalam melaksanakan tugas pengadaan tahun 2026
tidak memiliki hubungan keluarga maupun kepentingan keuangan dengan penyedia yang mengikuti pemilihan, dan bersedia
dikenai sanksi sesuai ketentuan apabila pernyataan ini tidak benar.

Kota Contoh, 9 Februari 2026
Yang menyatakan,

Budi Santoso Fiktif
NIP. 199901012099013003
"""
)
PAKTA = """PAKTA INTEGRITAS

Saya, pegawai Lembaga Pemasyarakatan Kelas IIA Kota Contoh, menyatakan sebagai berikut:
1. Berperan secara aktif dalam pencegahan korupsi, kolusi, dan nepotisme serta tidak melibatkan diri di dalamnya.
2. Tidak meminta atau menerima pemberian yang bertentangan dengan ketentuan.
3. Bersikap transparan, jujur, objektif, dan akuntabel dalam melaksanakan tugas.

Kota Contoh, 6 Januari 2026
Yang membuat pernyataan,

Ningsih Lestari Fiktif
NIP. 199901012099014004
"""
SERTIFIKAT = """SERTIFIKAT
Nomor: 0123/BPSDM/2026
Diberikan kepada
NINGSIH LESTARI FIKTIF
sebagai peserta Pelatihan Pelayanan Prima yang diselenggarakan pada 3 sampai 5 Maret 2026 di Kota Contoh
selama 24 jam pelajaran.

Kota Contoh, 5 Maret 2026
Kepala Badan Pengembangan,

Agus Hartono Fiktif
"""
TANGKAPAN = """TANGKAPAN LAYAR APLIKASI LAYANAN KUNJUNGAN
Lembaga Pemasyarakatan Kelas IIA Kota Contoh
Diambil pada 14 April 2026

Gambar 1. Halaman pendaftaran kunjungan daring
Gambar 2. Halaman antrean pada hari kunjungan
"""
FOTO = """DOKUMENTASI KEGIATAN
Rapat monitoring pembangunan Zona Integritas, Kamis, 15 Januari 2026
Foto 1. Pembukaan oleh kepala
Foto 2. Paparan ketua kelompok kerja
"""
TINDAK_LANJUT = """LAPORAN TINDAK LANJUT HASIL EVALUASI PENANGANAN PENGADUAN
LEMBAGA PEMASYARAKATAN KELAS IIA KOTA CONTOH
SEMESTER I TAHUN 2026

Rekomendasi pertama, menambah kanal pengaduan, sudah dilaksanakan dengan nomor pesan singkat dan kotak di ruang tunggu.
Rekomendasi kedua, mempercepat jawaban, dilaksanakan dengan batas tiga hari kerja; rata-rata jawaban kini dua hari.
Rekomendasi ketiga masih berjalan dan ditargetkan selesai pada Agustus 2026.
""" + PENUTUP.replace("12 Januari 2026", "6 Juli 2026")
SURVEI = [
    """LAPORAN SURVEI KEPUASAN MASYARAKAT
LEMBAGA PEMASYARAKATAN KELAS IIA KOTA CONTOH
TRIWULAN II TAHUN 2026
""",
    """Survei dilakukan terhadap 182 responden pada April sampai Juni 2026 dengan sembilan unsur pelayanan. Indeks kepuasan
sebesar 88,81 dengan mutu A. Unsur terendah adalah waktu pelayanan dan unsur tertinggi adalah perilaku pelaksana.
"""
    + PENUTUP.replace("12 Januari 2026", "3 Juli 2026"),
]
BERITA_ACARA = (
    KOP
    + """
BERITA ACARA FORUM KONSULTASI PUBLIK
Nomor: W12.PAS.8-HM.01.01-0032

Pada hari ini, Selasa, 12 Mei 2026, bertempat di aula telah dilaksanakan forum konsultasi publik atas standar pelayanan
yang dihadiri wakil pengguna layanan, akademisi, dan media. Forum menyepakati perubahan waktu pelayanan menjadi 15 menit.

Kepala Lembaga Pemasyarakatan,                Wakil pengguna layanan,

Wahyu Prasetyo Fiktif                         Hadi Contoh
NIP. 199901012099011001
"""
)
MAKLUMAT = (
    """MAKLUMAT PELAYANAN
Dengan ini kami seluruh pegawai Lembaga Pemasyarakatan Kelas IIA Kota Contoh menyatakan sanggup menyelenggarakan
pelayanan sesuai standar pelayanan yang telah ditetapkan dan apabila tidak menepati janji ini, kami siap menerima sanksi
sesuai peraturan perundang-undangan yang berlaku.
"""
    + PENUTUP
)
PK = (
    """PERJANJIAN KINERJA TAHUN 2026
Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan, dan akuntabel serta berorientasi pada hasil,
kami yang bertanda tangan di bawah ini berjanji akan mewujudkan target kinerja sesuai lampiran perjanjian ini.
"""
    + PENUTUP
)
REKAP = """REKAPITULASI PENGADUAN MASYARAKAT
LEMBAGA PEMASYARAKATAN KELAS IIA KOTA CONTOH
SEMESTER I TAHUN 2026
No  Bulan      Diterima  Diproses  Selesai
1   Januari    4         0         4
2   Februari   3         0         3
3   Maret      6         1         5
Dibuat 6 Juli 2026
"""
MATRIKS = """MATRIKS IDENTIFIKASI BENTURAN KEPENTINGAN
LEMBAGA PEMASYARAKATAN KELAS IIA KOTA CONTOH TAHUN 2026
No  Proses          Potensi benturan kepentingan      Pengendalian
1   Pengadaan       hubungan keluarga dengan penyedia surat pernyataan
2   Layanan kunjungan pemberian dari keluarga         rotasi petugas
"""
TANDA_TERIMA = """TANDA TERIMA PENYAMPAIAN LAPORAN KINERJA
Telah diterima dari Lembaga Pemasyarakatan Kelas IIA Kota Contoh berkas laporan kinerja tahun 2025
pada tanggal 20 Januari 2026 melalui aplikasi pelaporan.
Penerima,
Agus Hartono Fiktif
"""
SURAT_USUL = (
    KOP
    + """
Nomor : W12.PAS.8-KP.03.01-0041                                   2 Maret 2026
Hal   : Usulan kebutuhan pegawai
Yth. Kepala Kantor Wilayah
Berdasarkan peta jabatan dan analisis beban kerja, bersama ini kami sampaikan usulan kebutuhan delapan orang petugas
pengamanan dan dua orang perawat untuk tahun anggaran berikutnya.
Kepala,

Wahyu Prasetyo Fiktif
NIP. 199901012099011001
"""
)
DAFTAR_ISI = """DAFTAR ISI
LAPORAN ............................ i
BAB I PENDAHULUAN .................. 1
BAB II NOTULA RAPAT ................ 3
BAB III DAFTAR HADIR ............... 7
SURAT KEPUTUSAN .................... 9
"""
ELEKTRONIK = """
Ditetapkan di Kota Contoh
pada tanggal 5 Januari 2026
KEPALA,

Dokumen ini ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan oleh balai sertifikasi.
"""


def kacau(teks: str, benih: int, kadar: float = 0.02) -> str:
    """As an OCR reads it: some letters mistaken, some blanks lost, lines kept."""
    acak = random.Random(benih)
    tukar = {"o": "0", "O": "0", "l": "1", "I": "l", "i": "1", "S": "5", "e": "c", "a": "o", "n": "r", "B": "8"}
    return "".join(
        tukar.get(h, h) if acak.random() < kadar else "" if h == " " and acak.random() < kadar / 2 else h for h in teks
    )


def rusak(teks: str, benih: int) -> str:
    """A scan that no one can read."""
    acak = random.Random(benih)
    return "".join(acak.choice("bcdfghjklmnpqrstvwxz~^") if h.isalpha() and acak.random() < 0.7 else h for h in teks)


def _c(
    nama: str,
    halaman: list[str] | str,
    bagian: str,
    temuan: str = "",
    *,
    ocr: bool = False,
    aturan: str = "dua_belas_bulan",
) -> Contoh:
    isi = [halaman] if isinstance(halaman, str) else halaman
    return Contoh(nama, isi, frozenset(bagian.split()), frozenset(temuan.split()), ocr, aturan)


def semua() -> list[Contoh]:
    ttd = "\nKEPALA,\n\n\nWAHYU PRASETYO FIKTIF\nNIP. 199901012099011001\n"
    return [
        _c("undangan", UNDANGAN, "undangan"),
        _c("daftar hadir", HADIR, "daftar_hadir"),
        _c("notula tabel", NOTULA, "notula"),
        _c("notulen prosa", NOTULA_PROSA, "notula"),
        _c("laporan", LAPORAN, "laporan tindak_lanjut"),
        _c("sk", SK, "sk"),
        _c("sop", SOP, "sop"),
        _c("rencana aksi", RENCANA, "rencana"),
        _c("pernyataan", PERNYATAAN, "pernyataan"),
        _c("pakta", PAKTA, "pakta"),
        _c("sertifikat", SERTIFIKAT, "sertifikat"),
        _c("tangkapan layar", TANGKAPAN, "tangkapan_layar"),
        _c("foto", FOTO, "foto"),
        _c("tindak lanjut", TINDAK_LANJUT, "tindak_lanjut"),
        _c("survei", SURVEI, "survei"),
        _c("berita acara", BERITA_ACARA, "berita_acara"),
        _c("maklumat", MAKLUMAT, "maklumat"),
        _c("perjanjian kinerja", PK, "perjanjian_kinerja"),
        _c("rekap", REKAP, "rekap"),
        _c("matriks", MATRIKS, "matriks"),
        _c("tanda terima", TANDA_TERIMA, "tanda_terima"),
        _c("surat usul", SURAT_USUL, "surat"),
        _c("paket lengkap", [UNDANGAN, HADIR, NOTULA, FOTO], "undangan daftar_hadir notula foto"),
        _c("laporan berlampiran", [*LAPORAN, NOTULA, HADIR, FOTO], "laporan tindak_lanjut notula daftar_hadir foto"),
        _c("laporan berdaftar isi", [LAPORAN_1, DAFTAR_ISI, *LAPORAN[1:]], "laporan tindak_lanjut"),
        _c("sk elektronik", SK.split("Ditetapkan di")[0] + ELEKTRONIK, "sk"),
        _c("sk dan sop", [SK, SOP], "sk sop"),
        # defective ones
        _c("notula tanpa petugas", NOTULA_TANPA_PIC, "notula", "notula_kurang:petugas"),
        _c("notula tanpa tenggat", NOTULA_TANPA_TENGGAT, "notula", "notula_kurang:tenggat"),
        _c("notula hampa", NOTULA_HAMPA, "notula", "notula_kurang:keputusan,petugas,tenggat"),
        _c("notula tanpa tanda tangan", NOTULA.replace(_NOTULA_TUTUP, ""), "notula", "tanpa_penanda"),
        _c("hadir kosong", HADIR_KOSONG, "daftar_hadir", "hadir_kosong"),
        _c(
            "paket hadir kosong, notula hampa",
            [UNDANGAN, HADIR_KOSONG, NOTULA_HAMPA],
            "undangan daftar_hadir notula",
            "hadir_kosong notula_kurang:keputusan,petugas,tenggat",
        ),
        _c(
            "sk tanpa nomor",
            SK.replace("W12.PAS.8-OT.01.01-0007 TAHUN 2026", "........ TAHUN 2026"),
            "sk",
            "tanpa_nomor pengisi",
        ),
        _c("sk nomor hilang", SK.replace("NOMOR W12.PAS.8-OT.01.01-0007 TAHUN 2026\n", ""), "sk", "tanpa_nomor"),
        _c(
            "sk tanpa tanda tangan",
            SK.split("Ditetapkan di")[0] + "Ditetapkan pada tanggal 5 Januari 2026\n",
            "sk",
            "tanpa_penanda",
        ),
        _c("sk tanpa tanggal", SK.split("Ditetapkan di")[0] + ttd, "sk", "tanpa_tanggal"),
        _c("surat xxxx", UNDANGAN.replace("0015", "xxxx"), "undangan", "pengisi"),
        _c(
            "laporan [nama]",
            [
                LAPORAN_1,
                LAPORAN_2.replace("Lembaga Pemasyarakatan Kelas IIA Kota Contoh", "[nama satker]"),
                LAPORAN_3,
                LAPORAN_4,
            ],
            "laporan tindak_lanjut",
            "pengisi",
        ),
        _c(
            "laporan lorem",
            [
                *LAPORAN[:2],
                "Lorem ipsum dolor sit amet, consectetur adipiscing elit sed do eiusmod.\n" + LAPORAN_3,
                LAPORAN_4,
            ],
            "laporan tindak_lanjut",
            "pengisi",
        ),
        _c("sop dd-mm-yyyy", SOP.replace("10 Februari 2026", "dd-mm-yyyy"), "sop", "pengisi"),
        _c(
            "rencana titik",
            RENCANA.replace("Prioritas tahun ini adalah", "Prioritas tahun ini adalah ............"),
            "rencana",
            "pengisi",
        ),
        _c("contoh format", "CONTOH FORMAT\n" + NOTULA, "notula", "pengisi"),
        _c(
            "nama kosong",
            RENCANA.replace("Wahyu Prasetyo Fiktif\nNIP. 199901012099011001", "(..............................)"),
            "rencana",
            "nama_kosong tanpa_penanda",
        ),
        _c(
            "pernyataan belum diisi",
            PERNYATAAN.replace("Budi Santoso Fiktif\nNIP. 199901012099013003", "(__________________)"),
            "pernyataan",
            "nama_kosong tanpa_penanda",
        ),
        _c("hari salah", UNDANGAN.replace("Kamis, 15", "Rabu, 15"), "undangan", "hari_salah"),
        _c(
            "hari salah di notula",
            [UNDANGAN, NOTULA.replace("Kamis, 15", "Jumat, 15")],
            "undangan notula",
            "hari_salah",
        ),
        _c("rencana lama", RENCANA.replace("2026", "2023"), "rencana", "tahun_lama", aturan="tahun_berjalan"),
        _c(
            "laporan dua tahun lalu",
            [h.replace("2026", "2024") for h in LAPORAN],
            "laporan tindak_lanjut",
            "tahun_lama",
        ),
        _c("sop lama masih berlaku", SOP.replace("2026", "2022"), "sop", aturan="sampai_dicabut"),
        _c(
            "satker lain",
            [h.replace("KOTA CONTOH", "KOTA LAIN").replace("Kota Contoh", "Kota Lain") for h in LAPORAN],
            "laporan tindak_lanjut",
            "tanpa_satker",
        ),
        _c(
            "laporan tanpa tanda tangan",
            [*LAPORAN[:3], LAPORAN_4.split("Kota Contoh, 8")[0] + "8 April 2026"],
            "laporan tindak_lanjut",
            "tanpa_penanda",
        ),
        _c(
            "laporan berhalaman kosong",
            [LAPORAN_2, "", LAPORAN_3, LAPORAN_2.replace("BAB I", "BAB II"), LAPORAN_1 + LAPORAN_4],
            "laporan tindak_lanjut",
            "halaman_kosong",
        ),
        _c("laporan dan foto tanpa teks", [*LAPORAN, FOTO, "", ""], "laporan tindak_lanjut foto"),
        # read from pictures
        _c("ocr undangan", kacau(UNDANGAN, 1), "undangan", ocr=True),
        _c("ocr notula", kacau(NOTULA, 2), "notula", ocr=True),
        _c("ocr daftar hadir bertulis tangan", kacau(HADIR_KOSONG, 3), "daftar_hadir", ocr=True),
        _c("ocr sk", kacau(SK, 4), "sk", ocr=True),
        _c("ocr laporan", [kacau(h, 5 + i) for i, h in enumerate(LAPORAN)], "laporan tindak_lanjut", ocr=True),
        _c("ocr notula hampa", kacau(NOTULA_HAMPA, 9), "notula", "notula_kurang:keputusan,petugas,tenggat", ocr=True),
        _c("ocr sop", kacau(SOP, 10), "sop", ocr=True),
        _c("ocr pakta", kacau(PAKTA, 11), "pakta", ocr=True),
        _c(
            "ocr halaman kabur",
            [kacau(LAPORAN_1, 12), rusak(LAPORAN_2 + LAPORAN_3, 13), kacau(LAPORAN_4, 14)],
            "laporan tindak_lanjut",
            "halaman_kabur",
            ocr=True,
        ),
        _c("tanpa teks", ["", "  ", "\n"], ""),
    ]


def asing() -> list[Contoh]:
    """Documents in other words than those above, written after the rules and never used to tune them."""
    return [
        _c(
            "catatan rapat dinas",
            """PEMERINTAH KOTA CONTOH
RISALAH RAPAT
Agenda   : Evaluasi layanan kunjungan
Tanggal  : 21 April 2026
Hadir    : Kepala, para kasi, petugas layanan

Kepala membuka rapat dan meminta data antrean dua minggu terakhir. Kasi Pembinaan memaparkan bahwa antrean terpanjang
terjadi pada Selasa pagi. Peserta menilai jumlah meja layanan belum cukup. Diputuskan membuka meja ketiga setiap Selasa.
Kasi Pembinaan akan mengatur petugasnya. Berlaku selambatnya 1 Mei 2026.
Kota Contoh, 21 April 2026
Notulis
Hadi Gunawan Fiktif
""",
            "notula",
        ),
        _c(
            "risalah tanpa kapan",
            """RISALAH RAPAT PERSIAPAN FORUM KONSULTASI PUBLIK
Lembaga Pemasyarakatan Kelas IIA Kota Contoh
Senin, 4 Mei 2026

Peserta sepakat mengundang akademisi dan wakil pengguna layanan. Kesepakatan: Sekretariat ditugaskan menyiapkan daftar
undangan dan bahan paparan. Seluruh peserta menyetujui rancangan acara yang disampaikan moderator.

Notulis,
Sari Dewi Fiktif
""",
            "notula",
            "notula_kurang:tenggat",
        ),
        _c(
            "absensi apel",
            """ABSENSI PESERTA
Internalisasi Nilai Organisasi
Lembaga Pemasyarakatan Kelas IIA Kota Contoh, 2 Juni 2026
1. Hadi Gunawan Fiktif, Penjaga
2. Rina Marlina Fiktif, Staf
3. Tono Sutono Fiktif, Staf
""",
            "daftar_hadir",
        ),
        _c(
            "surat tugas",
            KOP
            + """
SURAT TUGAS
NOMOR: W12.PAS.8-UM.01.01-0110
Kepala Lembaga Pemasyarakatan Kelas IIA Kota Contoh menugaskan:
Nama : Rina Marlina Fiktif
untuk mengikuti bimbingan teknis penyusunan laporan kinerja pada 9 sampai 11 Juni 2026 di Kota Lain.
Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab.
Kota Contoh, 3 Juni 2026
a.n. Kepala
Kepala Subbagian Tata Usaha,

Agus Hartono Fiktif
NIP. 199901012099011009
""",
            "sk",
        ),
        _c(
            "laporan singkat",
            """LAPORAN PELAKSANAAN IN HOUSE TRAINING PELAYANAN PRIMA
Lembaga Pemasyarakatan Kelas IIA Kota Contoh

1. Dasar: surat perintah kepala nomor W12.PAS.8-UM.01.01-0111.
2. Pelaksanaan: Rabu, 10 Juni 2026, diikuti 32 petugas layanan.
3. Hasil: nilai rata-rata uji akhir naik dari 61 menjadi 84.
4. Saran: latihan penanganan keluhan diulang pada triwulan berikutnya.

Kota Contoh, 12 Juni 2026
Pelapor,

Rina Marlina Fiktif
NIP. 199901012099012011
""",
            "laporan",
        ),
        _c(
            "laporan belum jadi",
            """LAPORAN KEGIATAN SOSIALISASI WHISTLE BLOWING SYSTEM
Lembaga Pemasyarakatan Kelas IIA Kota Contoh
Kegiatan dilaksanakan pada hari ........, tanggal ........ 2026, dihadiri oleh ...... orang pegawai dan diisi oleh
narasumber dari Inspektorat. Peserta memahami cara melapor dan perlindungan bagi pelapor.
Kota Contoh,          2026
Ketua Tim,

(                          )
""",
            "laporan",
            "pengisi nama_kosong tanpa_penanda tanpa_tanggal",
        ),
        _c(
            "peraturan internal",
            KOP
            + """
INSTRUKSI KEPALA LEMBAGA PEMASYARAKATAN
NOMOR 3 TAHUN 2026
TENTANG PENGHARGAAN DAN SANKSI BAGI PETUGAS LAYANAN
Dalam rangka meningkatkan mutu layanan, dengan ini diinstruksikan kepada seluruh petugas untuk menaati standar layanan.
Petugas dengan penilaian pengguna terbaik setiap bulan menerima penghargaan; pelanggaran dikenai teguran.
Dikeluarkan di Kota Contoh
pada tanggal 2 Februari 2026
KEPALA,

WAHYU PRASETYO FIKTIF
""",
            "sk",
        ),
        _c(
            "rencana kerja tahunan",
            """DOKUMEN RENCANA KERJA TAHUNAN 2026
Lembaga Pemasyarakatan Kelas IIA Kota Contoh
Sasaran strategis: meningkatnya kualitas pembinaan dan layanan. Indikator: indeks kepuasan 88, waktu tunggu 15 menit,
tindak lanjut pengaduan 100 persen. Program diturunkan ke dalam dua belas kegiatan dengan jadwal bulanan.
Disusun di Kota Contoh, 5 Januari 2026
Kepala,
Wahyu Prasetyo Fiktif
""",
            "rencana",
        ),
        _c(
            "undangan nota dinas",
            KOP
            + """
NOTA DINAS
Nomor: W12.PAS.8-UM.01.01-0140
Yth.  : Para Kepala Seksi
Dari  : Kepala Subbagian Tata Usaha
Hal   : Undangan rapat
Tanggal: 18 Mei 2026
Mohon kehadiran Saudara pada rapat pembahasan peta risiko, Rabu, 20 Mei 2026 pukul 10.00 di ruang rapat.
Kepala Subbagian Tata Usaha,
Agus Hartono Fiktif
""",
            "undangan",
        ),
        _c(
            "notula tanda isian",
            """NOTULENSI
Rapat : [judul rapat]
Tanggal : 3 Maret 2026
Pembahasan mengenai kotak pengaduan. Kesimpulan: kotak dipindah ke ruang tunggu. PIC: Kasi Kamtib. Target selesai:
10 Maret 2026.
Notulis,
Hadi Gunawan Fiktif
Lembaga Pemasyarakatan Kelas IIA Kota Contoh
""",
            "notula",
            "pengisi",
        ),
        _c(
            "berita acara serah terima",
            """BERITA ACARA
PEMILIHAN AGEN PERUBAHAN TAHUN 2026
Nomor 12/BA/2026
Pada hari Rabu tanggal 14 Januari 2026 telah dilakukan pemilihan agen perubahan dengan suara terbanyak. Panitia
menetapkan dua orang pegawai sebagai calon yang diusulkan kepada kepala untuk ditetapkan dengan keputusan.
Ketua Panitia,
Ningsih Lestari Fiktif
""",
            "berita_acara",
        ),
        _c(
            "daftar risiko",
            """REGISTER RISIKO TAHUN 2026
LEMBAGA PEMASYARAKATAN KELAS IIA KOTA CONTOH
Kode  Pernyataan risiko                     Dampak  Kemungkinan  Rencana pengendalian
R1    Pungutan pada layanan kunjungan       4       2            Rotasi petugas
R2    Berkas pengaduan hilang               3       2            Register elektronik
""",
            "matriks",
        ),
    ]
