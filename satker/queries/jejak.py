"""The event log as people read it (Riwayat). Rows are data; the sentences stand here.

AKSI maps a code to its sentence. Codes of every room may stand in it: a sentence needs no import. A code without one is
shown with its underscores as spaces.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.db.models.query import QuerySet

from common.desimal import format_ukuran
from common.tanggal import TanggalTidakTerbaca, baca_tanggal, format_tgl, format_tgl_waktu
from instrumen.pohon.kode import kode_pendek
from instrumen.queries import instrumen_untuk
from satker.fakta_baku import NAMA_FAKTA
from satker.lama import format_lama
from satker.models import Jejak, Periode, Satker
from satker.models.waktu import Garis
from satker.peran import KANWIL, TIM_PENILAI, Peran
from satker.queries.fakta import format_tarif
from satker.tahap import NAMA_TAHAP

AKSI: dict[str, str] = {
    # years and facts
    "buat_periode": "membuat periode",
    "ubah_periode": "mengubah dasar periode",
    "atur_jendela": "mengatur jendela waktu",
    "atur_titik_pantau": "mengatur tanggal triwulan",
    "beri_kelonggaran": "memberi kelonggaran waktu",
    "cabut_kelonggaran": "mencabut kelonggaran waktu",
    "atur_garis": "mengatur garis penilaian pendahuluan",
    "simpan_fakta": "menyimpan fakta",
    "impor_fakta": "mengimpor fakta",
    "tambah_layanan": "menambah layanan",
    "ubah_layanan": "mengubah layanan",
    "akhiri_layanan": "mengakhiri layanan",
    "antrekan_pekerjaan": "memulai pekerjaan latar",
    "ulangi_pekerjaan": "mengulang pekerjaan latar",
    # units and people
    "buat_jenis": "menambah jenis satker",
    "buat_satker": "mendaftarkan satker",
    "ubah_satker": "mengubah data satker",
    "atur_setelan": "mengatur nama tim penilai",
    "pindahkan_satker": "memindahkan satker ke induk lain",
    "nonaktifkan_satker": "menonaktifkan satker",
    "aktifkan_satker": "mengaktifkan satker",
    "catat_predikat": "mencatat predikat",
    "cabut_predikat": "mencatat pencabutan predikat",
    "daftarkan_satker": "mengajukan pendaftaran satker",
    "setujui_pendaftaran": "menyetujui pendaftaran satker",
    "tolak_pendaftaran": "menolak pendaftaran satker",
    "impor_satker": "mengimpor satker",
    "impor_pengguna": "mengimpor pengguna",
    "buat_pengguna": "membuat akun",
    "ubah_pengguna": "mengubah akun",
    "aktifkan_pengguna": "mengaktifkan akun",
    "nonaktifkan_pengguna": "menonaktifkan akun",
    "buat_tautan_sandi": "membuat tautan kata sandi",
    "ganti_sandi": "mengganti kata sandi",
    "atur_pintasan": "mengatur pintasan papan ketik",
    "masuk_demo": "masuk dengan akun contoh",
    "ganti_peran": "berganti peran",
    "tugaskan": "menugaskan peran",
    "ubah_penugasan": "mengubah penugasan",
    "akhiri_penugasan": "mengakhiri penugasan",
    # sheets and evidence
    "buka_lembar": "membuka lembar kerja",
    "jawab": "menjawab soal",
    "ubah_uraian": "mengubah uraian soal",
    "salin_jawaban": "menyalin jawaban tahun lain ke soal",
    "periksa_salinan": "memeriksa salinan jawaban",
    "tugaskan_butir": "menugaskan soal",
    "atur_target": "mengatur target",
    "alur_ajukan": "mengajukan LKE ke kepala satker",
    "alur_tarik_ajuan": "menarik kembali ajuan LKE",
    "alur_tolak_ajuan": "mengembalikan LKE ke tim",
    "alur_kirim": "menyetujui dan mengirim LKE",
    "alur_kirim_tpi": "menyetujui dan mengirim LKE",
    "alur_minta_perbaikan": "meminta perbaikan",
    "alur_kirim_perbaikan": "mengirim perbaikan",
    "alur_kunci": "mengunci nilai tim penilai",
    "kembalikan_butir": "mengembalikan soal untuk diperbaiki",
    "tandai_lengkap": "menandai soal lengkap",
    "kirim_ulang_butir": "mengirim ulang soal",
    "simpan_tanggapan": "menulis tanggapan",
    "hapus_tanggapan": "menghapus tanggapan",
    "kirim_tanggapan": "mengirim tanggapan",
    "usul_tanggapan": "mengusulkan putusan tanggapan",
    "putus_tanggapan": "memutus tanggapan",
    "kembalikan_usul_tanggapan": "mengembalikan usul putusan tanggapan",
    "perpanjang_tenggat": "memperpanjang tenggat",
    "atur_evaluasi": "mengatur aturan evaluasi",
    "unggah_berkas": "mengunggah berkas ke soal",
    "tautkan_berkas": "menautkan berkas ke soal",
    "lepaskan_berkas": "melepas berkas dari soal",
    "pulihkan_berkas": "memulihkan berkas pada soal",
    "ubah_keterangan_berkas": "mengubah keterangan berkas pada soal",
    "ganti_berkas": "mengganti berkas dengan versi baru",
    "tandai_tetap_berlaku": "menyatakan berkas tetap berlaku",
    "cabut_tetap_berlaku": "mencabut tanda tetap berlaku",
    "tebak_tanggal_berkas": "menebak tanggal dokumen",
    "atur_aturan_bukti": "mengatur aturan tanggal bukti",
    "ubah_berkas": "mengubah judul atau pembatasan berkas",
    "buang_berkas": "memindahkan berkas ke Sampah",
    "pulihkan_dari_sampah": "memulihkan berkas dari Sampah",
    "kosongkan_sampah": "menghapus isi berkas di Sampah sesuai retensi",
    "tempel_tautan": "menempel tautan luar pada soal",
    "lepas_tautan": "melepas tautan luar dari soal",
    "pulihkan_tautan": "memulihkan tautan luar pada soal",
    "nyatakan_tautan": "menyatakan hasil membuka tautan luar",
    "minta_paket": "menyiapkan paket data dukung (ZIP)",
    "siapkan_dokumen": "menyiapkan draf dokumen",
    "ubah_draf_dokumen": "mengubah draf dokumen",
    "batalkan_draf_dokumen": "membatalkan draf dokumen",
    "minta_terbit_dokumen": "meminta dokumen diterbitkan",
    "terbitkan_dokumen": "menerbitkan dokumen",
    "gagal_terbit_dokumen": "gagal menerbitkan dokumen",
    "tarik_dokumen": "menarik dokumen",
    "unggah_ttd": "mengunggah salinan bertanda tangan basah",
    "ganti_kop": "mengganti kop dokumen",
    "lepas_kop": "menghapus kop dokumen",
    "titip_berkas": "mengunggah berkas ke kotak masuk",
    "titip_arsip": "mengunggah arsip ZIP ke kotak masuk",
    "simpan_titipan": "menyimpan berkas dari kotak masuk ke soal",
    "tautkan_titipan": "menautkan berkas yang sama dari kotak masuk ke soal",
    "lewati_titipan": "menghapus berkas dari kotak masuk",
    "kembalikan_titipan": "mengembalikan berkas ke kotak masuk",
    "kedaluwarsa_titipan": "menghapus berkas yang lewat 30 hari di kotak masuk",
    "pindai_berkas": "memeriksa berkas dengan antivirus",
    "sapu_berkas": "membersihkan berkas sementara",
    "tinjau_kemiripan": "menandai kemiripan berkas sebagai wajar",
    "batal_tinjau_kemiripan": "membatalkan tinjauan kemiripan berkas",
    "tambah_dokumen_pusat": "menambah dokumen pusat",
    "hapus_dokumen_pusat": "menghapus dokumen pusat",
    "ulangi_pratinjau": "meminta pratinjau berkas dibuat lagi",
    "abaikan_petunjuk": "mengabaikan petunjuk pada soal",
    "tampilkan_petunjuk": "menampilkan lagi petunjuk pada soal",
    "batasi_berkas": "mengatur siapa yang boleh membaca berkas",
    "buat_tersamar": "membuat salinan tersamar",
    "periksa_tersamar": "memeriksa salinan tersamar",
    "buang_tersamar": "membuang salinan tersamar",
    # evaluator teams
    "buat_tim": "membentuk tim penilai",
    "ubah_tim": "mengubah tim penilai",
    "tambah_anggota_tim": "menambah anggota tim penilai",
    "keluarkan_anggota_tim": "mengeluarkan anggota tim penilai",
    "beri_tugas_tim": "menugaskan tim penilai",
    "ubah_tugas_tim": "mengubah tugas tim penilai",
    "cabut_tugas_tim": "mencabut tugas tim penilai",
    "bagi_butir_tim": "membagi soal kepada tim penilai",
    "nyatakan_kepentingan": "menandatangani pernyataan kepentingan",
    "cabut_benturan": "mencabut pernyataan benturan",
    "atur_ganda": "mengatur penilaian ganda buta",
    "hapus_ganda": "membatalkan penilaian ganda buta",
    "buka_ganda": "membuka nilai penilaian ganda",
    "ganti_penilai_ganda": "mengganti penilai soal ganda",
    "ambil_nilai_sama": "mengambil nilai anggota yang sama",
    "putus_bukti": "memutus berkas data dukung",
    "tandai_baca": "menandai sejauh mana berkas dibaca",
    # desk sessions
    "jadwalkan_sesi": "menjadwalkan desk evaluasi",
    "ubah_sesi": "mengubah jadwal desk evaluasi",
    "mulai_sesi": "membuka desk evaluasi",
    "tutup_sesi": "menutup desk evaluasi",
    "batalkan_sesi": "membatalkan desk evaluasi",
    "lihat_jadwal_sesi": "membaca jadwal desk evaluasi",
    "tambah_acara": "menambah acara desk",
    "ubah_acara": "mengubah acara desk",
    "geser_acara": "mengubah urutan acara desk",
    "hapus_acara": "menghapus acara desk",
    "pilih_paparan": "memilih bahan paparan desk",
    "tambah_ruang": "menambah ruang desk",
    "ubah_ruang": "mengubah ruang desk",
    "jam_acara": "menekan jam acara desk",
    "tambah_peserta": "menambah peserta desk",
    "hapus_peserta": "menghapus peserta desk",
    "catat_kehadiran": "mencatat kehadiran desk",
    "tanyakan": "mengajukan pertanyaan wawancara",
    "jawab_wawancara": "mencatat jawaban wawancara",
    "hapus_tanya": "menghapus pertanyaan wawancara yang belum dijawab",
    "simpan_bank_tanya": "mengubah bank pertanyaan wawancara",
    "muat_bank_tanya": "memuat pertanyaan wawancara bawaan",
    "atur_desk": "mengatur aturan desk",
    "nilai_pendahuluan": "memberi nilai pendahuluan pada soal",
    "nilai_tpi_anggota": "memberi nilai anggota pada soal",
    "nilai_tpi": "memberi nilai tim pada soal",
    "nilai_tpn": "mencatat nilai TPN pada soal",
    "nilai_tpi_tandai": "menandai soal untuk dibahas",
    "nilai_tpi_lepas_tanda": "melepas tanda pada soal",
    "buat_kalibrasi": "membuat set kalibrasi penilai",
    "tambah_kalibrasi": "menambah soal ke set kalibrasi",
    "buang_kalibrasi": "membuang soal dari set kalibrasi",
    "terbitkan_kalibrasi": "menerbitkan set kalibrasi penilai",
    "jawab_kalibrasi": "menjawab soal kalibrasi",
    "selesai_kalibrasi": "menyelesaikan kalibrasi",
    "pilih_kalibrasi": "memilih berkas untuk kalibrasi",
    "lepas_kalibrasi": "tidak jadi memakai berkas untuk kalibrasi",
    "tambah_frasa": "menambah catatan siap pakai",
    "hapus_frasa": "menghapus catatan siap pakai",
    "periksa_butir": "memeriksa soal pada putaran pantau",
    "tetap_lengkap": "menandai soal yang tidak berubah tetap lengkap",
    "buka_putaran": "membuka putaran pantau",
    "tutup_putaran": "menutup putaran pantau",
    "tulis_pesan": "menulis di diskusi soal",
    "selesaikan_utas": "menandai diskusi soal selesai",
    "buka_utas": "membuka lagi diskusi soal",
    "catat_syarat": "mencatat prasyarat pengusulan",
    "alur_nyatakan_layak": "menyatakan layak dievaluasi",
    "alur_nyatakan_belum": "menyatakan belum dievaluasi",
    # proposals, TPN, decrees
    "buat_usulan": "memulai usulan",
    "ubah_usulan": "mengubah surat atau narahubung usulan",
    "tambah_unit_usulan": "memasukkan unit ke usulan",
    "ubah_unit_usulan": "mengubah data unit di usulan",
    "keluarkan_unit_usulan": "mengeluarkan unit dari usulan",
    "simpan_dokumen_usulan": "menyimpan dokumen usulan",
    "alur_usulkan": "mengusulkan satker",
    "catat_halangan": "mencatat halangan tingkat instansi",
    "putus_halangan": "memutus halangan tingkat instansi",
    "catat_syarat_mandiri": "mencatat syarat WBK mandiri",
    "laporkan_mandiri": "mencatat laporan WBK mandiri",
    "buat_tautan_paket": "membuat tautan paket usulan",
    "cabut_tautan_paket": "mencabut tautan paket usulan",
    "catat_hasil_tpn": "mencatat hasil tahap TPN",
    "koreksi_hasil_tpn": "mengoreksi catatan hasil TPN",
    "simpan_butir_sanggah": "menyusun jawaban butir sanggah",
    "catat_berkala": "mencatat penilaian berkala predikat",
    "minta_klarifikasi": "meminta klarifikasi maladministrasi",
    "jawab_klarifikasi": "menjawab klarifikasi maladministrasi",
    "putus_klarifikasi": "memutus klarifikasi maladministrasi",
    "buat_rekomendasi": "mencatat rekomendasi",
    "perbarui_rekomendasi": "memperbarui rekomendasi dari LHE baru",
    "tutup_rekomendasi": "menutup rekomendasi yang tidak ada lagi di LHE",
    "atur_naskah_usulan": "mengatur naskah surat usulan dan SPTJM",
    "atur_kertas": "mengatur kertas dan sampul dokumen",
    "unggah_sk_tim": "menyimpan SK tim penilai",
    "tindak_lanjuti_rekomendasi": "menindaklanjuti rekomendasi",
    "putus_rekomendasi": "memutus tindak lanjut rekomendasi",
    # incidents and their rule
    "catat_insiden": "mencatat dugaan insiden",
    "lapor_insiden": "melaporkan insiden sendiri",
    "jawab_insiden": "menjawab dugaan insiden",
    "klarifikasi_insiden": "memulai klarifikasi insiden",
    "unggah_dokumen_insiden": "menyimpan dokumen insiden",
    "usul_putusan_insiden": "mengusulkan putusan insiden",
    "putus_insiden": "memutuskan insiden",
    "kembalikan_usul_insiden": "mengembalikan usul putusan insiden",
    "atur_pengurang": "mengatur aturan pengurang",
    "unggah_keputusan_pengurang": "menyimpan keputusan dasar pengurang",
    "nyalakan_pengurang": "menyalakan aturan pengurang",
    "matikan_pengurang": "mematikan aturan pengurang",
}
# What the makers of a layer do before they publish it is told to no other role, also not afterwards: others read the
# published copy (decisions §4). kode → roles that read such rows.
AWALAN_DALAM = "dalam_"
AKSI_TERTUTUP: dict[str, frozenset[str]] = {
    "nilai_pendahuluan": frozenset(KANWIL),
    **dict.fromkeys(
        (
            "nilai_tpi",
            "nilai_tpi_anggota",
            "nilai_tpi_tandai",
            "nilai_tpi_lepas_tanda",
            "putus_bukti",
            "tandai_baca",
            "bagi_butir_tim",
            "atur_ganda",
            "hapus_ganda",
            "buka_ganda",
            "ganti_penilai_ganda",
            "ambil_nilai_sama",
            "nyatakan_kepentingan",
        ),
        frozenset(TIM_PENILAI),
    ),
    "nilai_tpn": frozenset({Peran.ADMIN_INSPEKTORAT}),
    # what stands in a set is known to those who make and answer it; the unit reads only that its file was picked
    **dict.fromkeys(
        ("tambah_kalibrasi", "buang_kalibrasi", "jawab_kalibrasi", "selesai_kalibrasi"),
        TIM_PENILAI | {Peran.ADMIN_INSPEKTORAT},
    ),
}
# Field names inside sebelum/sesudah that are not plain words already.
_NAMA_ISI: dict[str, str] = {
    **NAMA_FAKTA,
    "batas_usulan": "Batas usulan",
    "isi": "Jawaban",
    "satker": "Kode satker",
    "volume": "Volume per bulan",
    "tanggal_sumber": "Tanggal sumber",
    "zona": "Zona waktu",
}
# Values that are stored as bare numbers.
_TULIS: dict[str, Callable[[Any], str]] = {
    "standar_waktu": format_lama,
    "tarif": lambda nilai: format_tarif(Decimal(nilai)),
    "ukuran": format_ukuran,
    "keadaan": lambda nilai: str(nilai).replace("_", " "),
}
# Keys that serve machines: they stay in the row and out of the sentence.
_TEKNIS = frozenset({"sha256", "berkas_id", "dokumen_id", "kolom", "pesan", "disebut"})
# Kept masked (satker.actions.jejak): two different values may look alike, and only changed ones stand on both sides.
_TERSAMAR = frozenset({"nip", "email"})
_TANGGAL = re.compile(r"\d{4}-\d{2}-\d{2}")
_KOSONG: tuple[Any, ...] = (None, "", [], {})
_SAAT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One changed value in words; `nama` is empty when the whole object is one value. '–' stands for nothing;
    an empty `sebelum` says that there was no before at all (something was made)."""

    nama: str
    sebelum: str
    sesudah: str


@dataclass(frozen=True, slots=True)
class BarisJejak:
    pada: dt.datetime
    siapa: str
    peran: str
    kalimat: str
    kode_butir: str
    area: str
    perubahan: tuple[Perubahan, ...]
    alasan: str


@dataclass(frozen=True, slots=True)
class SaringanJejak:
    """Filters of the Riwayat page; empty means all. `oleh` is a user id or 'sistem', `butir` a canonical kode.

    Rows about accounts carry personal data (NIP and e-mail masked), so they are left out unless the reader administers
    accounts (`akun`).
    """

    area: str = ""
    butir: str = ""
    aksi: str = ""
    oleh: str = ""
    akun: bool = False
    peran: str = ""  # of the reader; '' reads what everybody may

    @property
    def ada(self) -> bool:
        return bool(self.area or self.butir or self.aksi or self.oleh)


@dataclass(frozen=True, slots=True)
class PilihanJejak:
    """What the filters offer: (value, words) of what really occurs in this history."""

    area: tuple[tuple[str, str], ...]
    aksi: tuple[tuple[str, str], ...]
    oleh: tuple[tuple[str, str], ...]


def kode_baku(periode: Periode, teks: str) -> str:
    """The canonical kode of `P5.1b` or `a5.p.i.b` in the year's instrument; the text itself when it is neither."""
    try:
        butir = instrumen_untuk(periode.instrumen).cari(teks) if teks else None
    except LookupError:
        return teks
    return butir.kode if butir else teks


def terbuka_bagi(jejak: QuerySet[Jejak], peran: str) -> QuerySet[Jejak]:
    """Without the rows that only the makers of a layer read (AKSI_TERTUTUP), and without a team's internal talk and
    unsent letter (AWALAN_DALAM), which it reads on its own pages."""
    tertutup = [aksi for aksi, boleh in AKSI_TERTUTUP.items() if peran not in boleh]
    return jejak.exclude(aksi__in=tertutup).exclude(aksi__startswith=AWALAN_DALAM)


def jejak_tahun(satker: Satker, periode: Periode, *, akun: bool, peran: str = "") -> QuerySet[Jejak]:
    """Rows of the year, and rows without a year that fell into it by the unit's own clock; newest first."""
    zona = ZoneInfo(satker.zona)
    awal = dt.datetime(periode.tahun, 1, 1, tzinfo=zona)
    akhir = dt.datetime(periode.tahun + 1, 1, 1, tzinfo=zona)
    tanpa_tahun = Q(periode=None, pada__gte=awal, pada__lt=akhir)
    jejak = Jejak.objects.filter(Q(periode=periode) | tanpa_tahun, satker=satker).order_by("-pada", "pk")
    jejak = terbuka_bagi(jejak, peran)
    return jejak if akun else jejak.exclude(objek__startswith="pengguna:")


def daftar_jejak(satker: Satker, periode: Periode, saringan: SaringanJejak) -> QuerySet[Jejak]:
    """The filtered history; turn rows into words with baca()."""
    jejak = jejak_tahun(satker, periode, akun=saringan.akun, peran=saringan.peran).select_related("oleh")
    if saringan.area:
        jejak = jejak.filter(area=saringan.area)
    if saringan.butir:
        jejak = jejak.filter(kode_butir__iexact=saringan.butir)
    if saringan.aksi:
        jejak = jejak.filter(aksi=saringan.aksi)
    if saringan.oleh:
        jejak = jejak.filter(oleh_id=None if saringan.oleh == "sistem" else uuid.UUID(saringan.oleh))
    return jejak


def pilihan_jejak(satker: Satker, periode: Periode, *, akun: bool, peran: str = "") -> PilihanJejak:
    """What the filters may offer. One query."""
    kombinasi = (
        jejak_tahun(satker, periode, akun=akun, peran=peran)
        .order_by()
        .values_list("area", "aksi", "oleh", "oleh__nama")
        .distinct()
    )
    area, aksi, oleh = set(), set(), set()
    for a, kode, orang, nama in kombinasi:
        area.add((a, nama_area(a)))
        aksi.add((kode, kalimat_aksi(kode).capitalize()))
        oleh.add((str(orang), nama) if orang else ("sistem", "Sistem"))
    return PilihanJejak(tuple(sorted(a for a in area if a[0])), _urut(aksi), _urut(oleh))


def _urut(pilihan: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pilihan, key=lambda p: p[1].lower()))


def riwayat_butir(
    satker: Satker, periode: Periode, kode_butir: str, batas: int = 10, peran: str = ""
) -> tuple[BarisJejak, ...]:
    """The newest history of one question, as the role may read it. One query."""
    jejak = terbuka_bagi(Jejak.objects.filter(satker=satker, periode=periode, kode_butir=kode_butir), peran)
    return tuple(baca(j, satker.zona) for j in jejak.select_related("oleh").order_by("-pada", "pk")[:batas])


def baca(jejak: Jejak, zona: str) -> BarisJejak:
    """One audit row in words; dates inside values are written in the given zone."""
    return BarisJejak(
        pada=jejak.pada,
        siapa=jejak.oleh.nama if jejak.oleh else "Sistem",
        peran=jejak.peran if jejak.oleh else "",
        kalimat=kalimat_aksi(jejak.aksi),
        kode_butir=_pendek(jejak.kode_butir),
        area=jejak.area,
        perubahan=_perubahan(jejak.sebelum, jejak.sesudah, ZoneInfo(zona)),
        alasan=jejak.alasan,
    )


def kalimat_aksi(kode: str) -> str:
    return AKSI.get(kode) or kode.replace("_", " ")


def nama_area(kode: str) -> str:
    """'A5' → 'Area 5', 'B1' → 'Hasil 1'."""
    return f"{'Hasil' if kode.startswith('B') else 'Area'} {kode[1:]}"


def _pendek(kode: str) -> str:
    try:
        return kode_pendek(kode) if kode else ""
    except ValueError:
        return kode


def _perubahan(sebelum: Any, sesudah: Any, zona: ZoneInfo) -> tuple[Perubahan, ...]:
    if not isinstance(sebelum, Mapping) and not isinstance(sesudah, Mapping):
        if sebelum is None and sesudah is None:
            return ()
        return (Perubahan("", "" if sebelum is None else _nilai(sebelum, zona), _nilai(sesudah, zona)),)
    sebelum, sesudah = _terbaca(sebelum), _terbaca(sesudah)
    if sebelum is None:
        return tuple(Perubahan(_nama_isi(k), "", _isi(k, v, zona)) for k, v in sesudah.items() if v not in _KOSONG)
    lama, baru = ({"": s} if not isinstance(s, Mapping) else s for s in (sebelum, sesudah or {}))
    kunci = [*lama, *(k for k in baru if k not in lama)]
    beda = [k for k in kunci if lama.get(k) != baru.get(k) or (k in _TERSAMAR and k in lama and k in baru)]
    sama = [k for k in ("nama",) if k in lama and k not in beda and beda]
    nama = tuple(Perubahan(_nama_isi(k), "", _isi(k, lama[k], zona)) for k in sama)
    return nama + tuple(Perubahan(_nama_isi(k), _isi(k, lama.get(k), zona), _isi(k, baru.get(k), zona)) for k in beda)


def _terbaca(isi: Any) -> Any:
    """A stored mapping without what no reader needs: machine keys, and the number of files beside their names."""
    if not isinstance(isi, Mapping):
        return isi
    return {k: v for k, v in isi.items() if k not in _TEKNIS and not (k == "jumlah" and "berkas" in isi)}


def _isi(kunci: str, nilai: Any, zona: ZoneInfo) -> str:
    if nilai is not None and kunci in _TULIS:
        return _TULIS[kunci](nilai)
    return _nilai(nilai, zona)


def _nama_isi(kunci: str) -> str:
    if kunci in _NAMA_ISI:
        return _NAMA_ISI[kunci]
    tahap, _, peran = kunci.partition(" ")
    if tahap in NAMA_TAHAP and peran in Peran.values:
        return f"{NAMA_TAHAP[tahap]}, {Peran(peran).label}"
    kata = kunci.replace("_", " ")
    return kata[:1].upper() + kata[1:]


def _nilai(nilai: Any, zona: ZoneInfo) -> str:
    """A stored value in words. Lists are joined; ISO dates and instants become Indonesian dates."""
    if nilai in _KOSONG:
        return "–"
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if isinstance(nilai, Mapping):
        return "; ".join(f"{_nama_isi(str(k))}: {_nilai(v, zona)}" for k, v in nilai.items())
    if isinstance(nilai, list):
        if len(nilai) == 2 and all(_SAAT.fullmatch(str(v)) for v in nilai):
            return " sampai ".join(_nilai(v, zona) for v in nilai)
        return ", ".join(_nilai(v, zona) for v in nilai)
    teks = str(nilai)
    if _SAAT.fullmatch(teks):
        return format_tgl_waktu(dt.datetime.fromisoformat(teks), zona)
    if teks in NAMA_TAHAP:
        return NAMA_TAHAP[teks]
    if teks in Garis.values:
        return Garis(teks).label
    return _TANGGAL.sub(_tanggal, teks)


def _tanggal(cocok: re.Match[str]) -> str:
    try:
        return format_tgl(baca_tanggal(cocok[0]))
    except TanggalTidakTerbaca:
        return cocok[0]
