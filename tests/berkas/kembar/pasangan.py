"""The labelled pairs: made in code from invented reports, minutes and pages, each with what a person would say.

Positive: somebody passes one document off as another one. Negative: two documents that look alike for good reasons.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageEnhance, ImageFont

from berkas.kembar.kata import sebutan_satker

Teks = list[str]  # pages
ATAS = ("Kantor Wilayah Nusa Contoh", "Kementerian Contoh Republik")
SATKER = (
    ("Lapas Kelas IIA Muara Rejo", "Kota Muara Rejo"),
    ("Rutan Kelas IIB Tanjung Asri", "Kabupaten Tanjung Asri"),
    ("Kantor Imigrasi Kelas I TPI Wanasari", "Kota Wanasari"),
    ("Bapas Kelas II Gunung Lestari", "Kabupaten Gunung Lestari"),
    ("Lapas Kelas IIB Sumber Makmur", "Kabupaten Sumber Makmur"),
    ("LPKA Kelas II Bukit Harapan", "Kota Bukit Harapan"),
)
_BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pasangan:
    """`mirip` is the label; `sebutan` what the own unit of each side is called."""

    nama: str
    mirip: bool
    a: Teks
    b: Teks
    sebutan: tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class PasanganGambar:
    nama: str
    mirip: bool
    a: Image.Image
    b: Image.Image


def sebutan(n: int) -> tuple[tuple[str, ...], ...]:
    return sebutan_satker(SATKER[n][0], *ATAS, SATKER[n][1], "Nusa Contoh")


# --- Texts -----------------------------------------------------------------------------------------------------------

# Sentences that a subject's report is put together from; `{x}` are the figures of the month.
_POKOK: dict[str, tuple[str, ...]] = {
    "gratifikasi": (
        "Unit pengendalian gratifikasi menerima {x} laporan penolakan pemberian dari petugas penjagaan pintu utama",
        "Seluruh laporan dicatat pada buku register kemudian diteruskan kepada inspektorat paling lambat sepekan",
        "Petugas yang menolak pemberian diberi penghargaan pada apel pagi sebagai contoh bagi rekan sekerja",
        "Spanduk larangan memberi imbalan dipasang pada ruang tunggu dan loket pendaftaran pengunjung",
        "Masih terdapat keluarga pengunjung yang menitipkan makanan berlebih untuk petugas blok hunian",
        "Sosialisasi kepada pengunjung dilakukan melalui pengeras suara setiap setengah jam pada jam layanan",
        "Kendala utama adalah pemahaman masyarakat yang menganggap pemberian kecil sebagai ucapan terima kasih",
        "Tim merencanakan pemasangan kotak penolakan di dekat meja pemeriksaan barang bawaan",
    ),
    "pengaduan": (
        "Kanal pengaduan masyarakat menerima {x} aduan melalui telepon layanan kotak saran dan media sosial resmi",
        "Aduan paling banyak berkaitan dengan antrean layanan kunjungan pada akhir pekan",
        "Setiap aduan dijawab oleh petugas pengelola dalam waktu dua kali dua puluh empat jam",
        "Aduan tentang sikap petugas diteruskan kepada kepala seksi untuk klarifikasi dan pembinaan",
        "Hasil tindak lanjut disampaikan kembali kepada pengadu lewat pesan singkat dan papan pengumuman",
        "Dua aduan belum selesai karena menunggu keterangan dari pihak penyedia makanan",
        "Rekapitulasi aduan dilaporkan kepada kantor wilayah setiap akhir triwulan",
        "Petugas loket mengusulkan penambahan kursi roda dan jalur khusus bagi lanjut usia",
    ),
    "pelatihan": (
        "Pelatihan pelayanan prima diikuti {x} pegawai dari bagian tata usaha registrasi dan keamanan",
        "Narasumber berasal dari balai diklat dan menyampaikan materi komunikasi serta penanganan keluhan",
        "Peserta berlatih menyapa tamu memberi penjelasan syarat layanan dan menutup percakapan dengan santun",
        "Sebelum dan sesudah pelatihan peserta mengerjakan soal pilihan ganda untuk mengukur pemahaman",
        "Rata rata hasil tes naik terutama pada pokok bahasan penanganan tamu berkebutuhan khusus",
        "Peserta menyusun rencana aksi pribadi yang akan dipantau atasan langsung selama tiga bulan",
        "Ruang latihan terlalu sempit sehingga praktik dilakukan bergantian dalam kelompok kecil",
        "Bagian kepegawaian akan memasukkan hasil pelatihan ke dalam catatan pengembangan kompetensi",
    ),
    "arsip": (
        "Penataan arsip menghasilkan {x} boks arsip inaktif yang dipindahkan ke ruang penyimpanan lantai dasar",
        "Daftar arsip disusun menurut klasifikasi dan jadwal retensi yang berlaku",
        "Naskah lama yang rapuh dipindai lebih dahulu sebelum dibungkus kertas bebas asam",
        "Arsip keuangan dipisahkan karena masa simpannya berbeda dengan arsip kepegawaian",
        "Petugas arsip menemukan beberapa berkas perkara yang salah letak pada rak nomor tujuh",
        "Suhu ruang penyimpanan dicatat setiap pagi dengan alat ukur yang dipinjam dari dinas perpustakaan",
        "Usul musnah disampaikan kepada lembaga kearsipan daerah untuk memperoleh persetujuan",
        "Rak besi tambahan diperlukan agar boks tidak ditumpuk lebih dari tiga susun",
    ),
    "sarana": (
        "Pemeriksaan sarana menemukan {x} unit alat pemadam yang mendekati akhir masa pakai",
        "Tangga darurat di sisi timur gedung terhalang lemari sehingga segera dipindahkan",
        "Genset diuji selama lima belas menit dan menyala dalam hitungan detik setelah listrik padam",
        "Lampu sorot menara pengawas diganti dengan jenis hemat energi buatan dalam negeri",
        "Saluran air di belakang dapur tersumbat lemak dan dibersihkan bersama warga binaan",
        "Kamera pengawas di lorong registrasi menampilkan gambar kabur karena lensa berdebu",
        "Teknisi menyarankan pengukuran beban listrik ulang setelah penambahan pendingin ruangan",
        "Anggaran perbaikan atap diajukan melalui revisi rencana kerja tahun berjalan",
    ),
    "survei": (
        "Survei kepuasan dijawab {x} responden melalui tautan yang dipindai di loket layanan",
        "Unsur yang dinilai paling baik adalah kesopanan petugas sedangkan yang terendah adalah waktu tunggu",
        "Responden menyarankan papan petunjuk arah yang lebih besar dan mudah dibaca",
        "Sebagian responden mengisi sendiri dan sebagian dibantu mahasiswa magang",
        "Hasil dibahas dalam rapat dan ditempel di ruang tunggu agar dapat dilihat pengunjung",
        "Loket ketiga dibuka pada hari sibuk sebagai jawaban atas keluhan antrean",
        "Pertanyaan tentang biaya dijawab seragam bahwa seluruh layanan tidak dipungut biaya",
        "Pengolahan data memakai lembar kerja sederhana tanpa mencatat nama responden",
    ),
}
_DASAR = (
    "Dasar hukum:\n"
    "1. Undang-Undang Nomor 28 Tahun 1999 tentang Penyelenggara Negara yang Bersih dan Bebas dari Korupsi;\n"
    "2. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;\n"
    "3. Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil;\n"
    "4. Peraturan Presiden Nomor 81 Tahun 2010 tentang Grand Design Reformasi Birokrasi;\n"
    "5. Peraturan Menteri PANRB Nomor 90 Tahun 2021 tentang Pembangunan dan Evaluasi Zona Integritas;\n"
)
_NAMA = ("Sulastri Wijaya", "Hendra Prakoso", "Maria Tobing", "Agus Setiawan", "Nurul Hidayah", "Yohanes Duma")


def _tanggal(acak: random.Random, tahun: int) -> str:
    return f"{acak.randint(1, 28)} {acak.choice(_BULAN)} {tahun}"


def _kop(n: int) -> str:
    nama, kota = SATKER[n]
    return (
        f"KEMENTERIAN CONTOH REPUBLIK\nKANTOR WILAYAH NUSA CONTOH\n{nama.upper()}\nJalan Contoh No. {n + 3}, {kota}\n"
    )


def laporan(pokok: str, n: int, benih: int, tahun: int = 2026, kalimat: int = 8) -> Teks:
    """The report of one unit: letterhead, legal basis, the subject's sentences, signature. Two pages."""
    acak = random.Random(f"{pokok}-{n}-{benih}-{tahun}")
    nama = SATKER[n][0]
    isi = [k.format(x=acak.randint(2, 90)) for k in _POKOK[pokok][:kalimat]]
    paragraf = [f"{k}." for k in isi]
    satu = (
        f"{_kop(n)}\nLAPORAN PELAKSANAAN KEGIATAN\n"
        f"Nomor: W.{n}.PAS-{acak.randint(100, 999)}.OT.02.02 Tahun {tahun}\n{_DASAR}\n"
        f"Pada hari {acak.choice(('Senin', 'Rabu', 'Jumat'))} tanggal {_tanggal(acak, tahun)} {nama} "
        "melaksanakan kegiatan sesuai rencana kerja tim pembangunan zona integritas.\n" + "\n".join(paragraf[:4])
    )
    dua = (
        "\n".join(paragraf[4:]) + f"\nDemikian laporan ini disusun sebagai bahan evaluasi {nama}.\n"
        f"{SATKER[n][1].split(' ', 1)[1]}, {_tanggal(acak, tahun)}\nKepala,\n{_NAMA[n]}\n"
        f"NIP 19{acak.randint(10**15, 10**16 - 1)}"
    )
    return [satu, dua]


def notula(n: int, pokok: str, tahun: int, benih: int, lama: Sequence[str] = ()) -> Teks:
    """Minutes of one meeting of a series: the same form, the same agenda items, other words; `lama` are items that come
    back from the meeting before."""
    acak = random.Random(f"notula-{n}-{pokok}-{benih}")
    bahas = [*lama, *acak.sample(_POKOK[pokok], 4 - len(lama))]
    return [
        f"{_kop(n)}\nNOTULA RAPAT TIM ZONA INTEGRITAS\nHari dan tanggal: Senin, {_tanggal(acak, tahun)}\n"
        f"Pukul: 09.00 WITA\nTempat: ruang rapat {SATKER[n][0]}\nPimpinan rapat: {_NAMA[n]}\n"
        "Peserta: kepala seksi, ketua kelompok kerja, dan anggota tim\n"
        "Agenda: pembahasan kemajuan rencana aksi setiap kelompok kerja\n"
        "Rapat dibuka oleh pimpinan rapat dan dilanjutkan dengan laporan setiap ketua kelompok kerja.\n"
        "Jalannya rapat:\n"
        + "\n".join(f"- {b.format(x=acak.randint(2, 90))};" for b in bahas)
        + "\nRapat ditutup dengan doa dan notula ini dibuat sebagai bahan tindak lanjut.\nNotulis"
    ]


def _sunting(teks: Teks, benih: int, banyak: int) -> Teks:
    """Replace some words by others, as a person who wants to hide the source would."""
    acak = random.Random(benih)
    ganti = ("kemudian", "selanjutnya", "bersama", "kegiatan", "terkait", "menyeluruh", "berkala")
    hasil = []
    for halaman in teks:
        kata = halaman.split(" ")
        for i in acak.sample(range(len(kata)), max(1, len(kata) * banyak // 100)):
            kata[i] = acak.choice(ganti)
        hasil.append(" ".join(kata))
    return hasil


def _acak_paragraf(teks: Teks, benih: int) -> Teks:
    baris = "\n".join(teks).split("\n")
    kepala, isi = baris[:16], baris[16:]
    random.Random(benih).shuffle(isi)
    return ["\n".join(kepala + isi)]


def _ocr(teks: Teks, benih: int, banyak: int) -> Teks:
    """Letters read wrongly, words glued together, as a scan gives."""
    acak = random.Random(benih)
    salah = {"o": "0", "l": "1", "e": "c", "a": "o", "i": "l", "s": "5", "m": "rn", "u": "v"}
    return ["".join(salah.get(h, h) if acak.randint(0, 999) < banyak else h for h in halaman) for halaman in teks]


def _ubah_tahun(teks: Teks, lama: int, baru: int) -> Teks:
    return [h.replace(str(lama), str(baru)) for h in teks]


def _pindah(teks: Teks, dari: int, ke: int) -> Teks:
    """The copy: the name of the unit, its place, chief and figures replaced, the rest left."""
    acak = random.Random(dari * 100 + ke)
    hasil = []
    for h in teks:
        for a, b in ((SATKER[dari][0], SATKER[ke][0]), (SATKER[dari][1], SATKER[ke][1]), (_NAMA[dari], _NAMA[ke])):
            h = h.replace(a, b).replace(a.upper(), b.upper())
        h = h.replace(SATKER[dari][1].split(" ", 1)[1], SATKER[ke][1].split(" ", 1)[1])
        hasil.append("".join(str(acak.randint(1, 9)) if c.isdigit() and acak.random() < 0.5 else c for c in h))
    return hasil


def pasangan_teks(set_: int = 0) -> list[Pasangan]:
    """78 text pairs, 48 of them alike. Set 0 is the one the thresholds were chosen on; any other one has other edits,
    other misreadings and other neighbours."""
    pokok, s = list(_POKOK), set_ * 1000
    hasil: list[Pasangan] = []

    def tambah(nama: str, mirip: bool, a: Teks, b: Teks, m: int, n: int) -> None:
        hasil.append(Pasangan(nama, mirip, a, b, (sebutan(m), sebutan(n))))

    for i, p in enumerate(pokok):
        m, n = i, (i + 1 + set_) % len(SATKER)
        asal = laporan(p, m, 1)
        salinan = _pindah(asal, m, n)
        tambah(f"nama, tanggal, angka diganti: {p}", True, asal, salinan, m, n)
        tambah(f"disunting ringan: {p}", True, asal, _sunting(salinan, i + s, 4), m, n)
        tambah(f"paragraf diacak: {p}", True, asal, _acak_paragraf(salinan, i + s), m, n)
        tambah(f"tahun lalu bertanggal baru: {p}", True, laporan(p, m, 1, 2025), _ubah_tahun(asal, 2026, 2026), m, m)
        tambah(f"hasil pindai (OCR) ringan: {p}", True, asal, _ocr(salinan, i + s, 8), m, n)
        tambah(f"disunting berat: {p}", True, asal, _sunting(salinan, i + s + 50, 11), m, n)
        tambah(f"hasil pindai (OCR) berat: {p}", True, asal, _ocr(salinan, i + s + 50, 25), m, n)
    for i, p in enumerate(pokok[:3]):
        tambah(f"dipotong separuh: {p}", True, laporan(p, i, 1), laporan(p, i, 2, kalimat=5), i, i)
        tambah(
            f"disunting dan dipindai: {p}",
            True,
            laporan(p, i, 1),
            _ocr(_sunting(laporan(p, i, 1), s + 9, 3), s + i, 6),
            i,
            i,
        )
    for i, p in enumerate(pokok):
        lain, n = pokok[(i + 2 + set_) % len(pokok)], (i + 1 + set_) % len(SATKER)
        tambah(f"templat sama, isi lain: {p}/{lain}", False, laporan(p, i, 1), laporan(lain, n, 2), i, n)
        tambah(f"satker sama, templat sama, isi lain: {p}/{lain}", False, laporan(p, i, 1), laporan(lain, i, 2), i, i)
        tambah(
            f"notula seri sama, pembahasan lain: {p}/{lain}",
            False,
            notula(i, p, 2026, s + 1),
            notula(i, lain, 2026, s + 2),
            i,
            i,
        )
        lanjut = _POKOK[p][set_ : set_ + 1]
        a, b = notula(i, p, 2026, s + 3, lanjut), notula(i, lain, 2026, s + 4, lanjut)
        tambah(f"notula seri sama, satu bahasan berlanjut: {p}/{lain}", False, a, b, i, i)
    for i, p in enumerate(pokok[:3]):
        lain = pokok[i + 3]
        a = [_DASAR * 3 + "\n".join(_POKOK[p])]
        b = [_DASAR * 3 + "\n".join(_POKOK[lain])]
        tambah(f"dasar hukum sama, isi lain: {p}/{lain}", False, a, b, i, i + 1)
        pendek = f"Undangan rapat {SATKER[i][0]} hari Senin di ruang rapat, mohon hadir tepat waktu."
        tambah(f"teks pendek: {i}", False, [pendek], [pendek.replace("Senin", "Rabu")], i, i)
    return hasil


# --- Images ----------------------------------------------------------------------------------------------------------

_RANGKAIAN = (
    "rapat evaluasi pengaduan masyarakat layanan publik integritas pegawai laporan kepala bidang hadir jabatan "
    "kegiatan sosialisasi pembinaan pengawasan internal tindak lanjut hasil survei"
)
_KATA = tuple(_RANGKAIAN.split())


@cache
def _huruf(besar: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(besar)


def halaman_surat(benih: int) -> Image.Image:
    """A scanned letter: letterhead, paragraphs, a signature."""
    acak = random.Random(f"surat-{benih}")
    gambar = Image.new("L", (1000, 1414), 255)
    pena = ImageDraw.Draw(gambar)
    _kop_gambar(pena)
    y = 200
    for _ in range(acak.randint(3, 6)):
        for _ in range(acak.randint(2, 6)):
            pena.text((100, y), " ".join(acak.choice(_KATA) for _ in range(8)), 0, _huruf(22))
            y += 32
        y += 28
    pena.line([(650 + acak.randint(0, 200), y + acak.randint(40, 120)) for _ in range(8)], 0, 3)
    return gambar


def _kop_gambar(pena: ImageDraw.ImageDraw) -> None:
    pena.text((250, 60), "KEMENTERIAN CONTOH REPUBLIK", 0, _huruf(26))
    pena.text((300, 100), "KANTOR WILAYAH NUSA CONTOH", 0, _huruf(26))
    pena.line((60, 150, 940, 150), 0, 4)


def halaman_formulir(benih: int) -> Image.Image:
    """A filled attendance list: the same ruled form, other names and signatures."""
    acak = random.Random(f"formulir-{benih}")
    gambar = Image.new("L", (1000, 1414), 255)
    pena = ImageDraw.Draw(gambar)
    _kop_gambar(pena)
    pena.text((380, 180), "DAFTAR HADIR", 0, _huruf(26))
    for i in range(26):
        pena.line((60, 250 + i * 40, 940, 250 + i * 40), 0, 2)
    for x in (60, 130, 480, 720, 940):
        pena.line((x, 250, x, 1250), 0, 2)
    for i in range(acak.randint(8, 24)):
        y = 258 + i * 40
        pena.text((75, y), str(i + 1), 0, _huruf(22))
        pena.text((140, y), " ".join(acak.sample(_KATA, 2)), 0, _huruf(22))
        pena.text((490, y), acak.choice(_KATA), 0, _huruf(22))
        pena.line([(730 + acak.randint(0, 190), y + acak.randint(0, 28)) for _ in range(6)], 0, 2)
    return gambar


def foto(benih: int) -> Image.Image:
    acak = random.Random(f"foto-{benih}")
    gambar = Image.new("RGB", (1200, 900), tuple(acak.randint(60, 200) for _ in range(3)))
    pena = ImageDraw.Draw(gambar)
    for _ in range(40):
        x, y, r = acak.randint(0, 1200), acak.randint(0, 900), acak.randint(30, 350)
        pena.ellipse((x - r, y - r, x + r, y + r // 1.5), tuple(acak.randint(0, 255) for _ in range(3)))
    return gambar


def pindai(gambar: Image.Image, benih: int, kuat: float = 1.0) -> Image.Image:
    """The same sheet once more through a scanner: slightly turned, other light, other size, cut edges, JPEG."""
    acak = random.Random(f"pindai-{benih}")
    latar: int | tuple[int, int, int] = 255 if gambar.mode == "L" else (255, 255, 255)
    gambar = gambar.rotate(acak.uniform(-1.2, 1.2) * kuat, Image.Resampling.BICUBIC, fillcolor=latar)
    gambar = ImageEnhance.Brightness(gambar).enhance(acak.uniform(0.8, 1.15))
    gambar = ImageEnhance.Contrast(gambar).enhance(acak.uniform(0.7, 1.2))
    skala, tepi = acak.uniform(0.6, 1.3), 0.02 * kuat
    gambar = gambar.resize((round(gambar.width * skala), round(gambar.height * skala)))
    kiri, atas = round(gambar.width * acak.uniform(0, tepi)), round(gambar.height * acak.uniform(0, tepi))
    kanan = gambar.width - round(gambar.width * acak.uniform(0, tepi))
    bawah = gambar.height - round(gambar.height * acak.uniform(0, tepi))
    keluar = io.BytesIO()
    gambar.crop((kiri, atas, kanan, bawah)).convert("RGB").save(keluar, "JPEG", quality=acak.randint(40, 80))
    return Image.open(keluar)


def pasangan_gambar(set_: int = 0, banyak: int = 8) -> list[PasanganGambar]:
    """Per kind `banyak` rescans and as many pairs of different pages of that kind."""
    kind: tuple[tuple[str, Callable[[int], Image.Image]], ...] = (
        ("surat", halaman_surat),
        ("formulir", halaman_formulir),
        ("foto", foto),
    )
    hasil = []
    for nama, buat in kind:
        for i in range(set_ * 500, set_ * 500 + banyak):
            hasil.append(PasanganGambar(f"{nama} dipindai ulang {i}", True, buat(i), pindai(buat(i), i)))
            hasil.append(PasanganGambar(f"{nama} lain {i}", False, buat(i), pindai(buat(i + 100), i)))
    return hasil
