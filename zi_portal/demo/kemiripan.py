"""Alike evidence of the demo: one report in three satkers, last year's report with new dates, a shared decree, an SOP.

The fingerprints appear when the worker has read the documents; what is the same byte for byte is known at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import textwrap

from berkas.actions import tambah_pusat
from berkas.actions.unggah import unggah_langsung
from satker.models import Penugasan, Periode, Satker
from satker.pelaku import Pelaku, muat_pelaku
from satker.peran import Peran
from zi_portal.demo.dokumen import pdf_baris
from zi_portal.demo.organisasi import Bentuk

_ADUAN = """Pada {tanggal} {satker} menutup pencatatan pengaduan masyarakat untuk triwulan berjalan.
Kanal pengaduan menerima {n} aduan melalui telepon layanan, kotak saran, dan media sosial resmi.
Aduan paling banyak berkaitan dengan antrean layanan kunjungan pada akhir pekan dan masa libur.
Setiap aduan dijawab petugas pengelola paling lambat dua hari kerja sesudah aduan dicatat dalam buku register.
Aduan tentang sikap petugas diteruskan kepada kepala seksi untuk klarifikasi dan pembinaan langsung.
Hasil tindak lanjut disampaikan kembali kepada pengadu lewat pesan singkat dan papan pengumuman di ruang tunggu.
Dua aduan belum selesai karena menunggu keterangan tertulis dari pihak penyedia makanan.
Petugas loket mengusulkan penambahan kursi roda serta jalur khusus bagi lanjut usia dan ibu hamil.
Tim menyepakati penambahan satu loket pada hari sibuk dan pengaturan ulang nomor antrean.
Rekapitulasi aduan dilaporkan kepada kantor wilayah setiap akhir triwulan."""
_SURVEI = """Survei kepuasan {satker} ditutup pada {tanggal} dengan {n} responden melalui tautan di loket layanan.
Unsur yang dinilai paling baik adalah kesopanan petugas, sedangkan yang terendah adalah waktu tunggu.
Responden menyarankan papan petunjuk arah yang lebih besar, mudah dibaca, dan menyala pada malam hari.
Sebagian responden mengisi sendiri dan sebagian dibantu mahasiswa magang yang bertugas di ruang tunggu.
Hasil dibahas dalam rapat bulanan dan ditempel di ruang tunggu agar dapat dilihat semua pengunjung.
Loket ketiga dibuka pada hari sibuk sebagai jawaban atas keluhan antrean yang berulang.
Pertanyaan tentang biaya dijawab seragam bahwa seluruh layanan tidak dipungut biaya apa pun.
Pengolahan data memakai lembar kerja sederhana tanpa mencatat nama responden.
Rencana perbaikan dibagi kepada tiga seksi dengan tenggat dan penanggung jawab yang jelas.
Pelaksanaannya dipantau ketua tim pada setiap apel awal bulan."""
_SOP = """Standar operasional ini berlaku bagi semua satuan kerja dan tidak boleh diubah tanpa persetujuan pusat.
Petugas menerima laporan gratifikasi, mencatatnya, dan memberi tanda terima kepada pelapor.
Laporan diteruskan kepada unit pengendalian gratifikasi paling lambat tujuh hari kerja."""
_SK = """Kantor wilayah menetapkan jadwal pembinaan zona integritas bagi satuan kerja di wilayahnya.
Setiap satuan kerja menyampaikan kemajuan rencana aksi sebelum pembinaan dilaksanakan."""


def buat_kemiripan(bentuk: Bentuk) -> int:
    """Upload them and put the SOP on the list of central documents; returns how many files."""
    kini, lalu = bentuk.periode[-1], bentuk.periode[-2]
    for n in (7, 8, 11):
        satker = bentuk.satker[n]
        hari = dt.date(kini.tahun, 9, 10 + n)
        _unggah(satker, kini, "A5.P.iii.b", "Laporan pengaduan masyarakat", _isi(_ADUAN, satker, hari, 9 + n), hari)
    satker = bentuk.satker[7]
    for periode, n in ((lalu, 120), (kini, 134)):
        hari = dt.date(periode.tahun, 8, 20)
        _unggah(satker, periode, "A6.P.iv.a", "Laporan survei kepuasan", _isi(_SURVEI, satker, hari, n), hari)
    hari = dt.date(kini.tahun, 2, 3)
    sop = pdf_baris("SOP Nasional Pengendalian Gratifikasi", bentuk.instansi.nama, hari, _baris(_SOP))
    sk = pdf_baris("SK Jadwal Pembinaan ZI", bentuk.kanwil.nama, hari, _baris(_SK))
    for n in (7, 8, 9):
        _unggah(bentuk.satker[n], kini, "A5.P.i.a", "SOP nasional gratifikasi", sop, hari)
    for n in (7, 9):
        _unggah(bentuk.satker[n], kini, "A1.P.ii.a", "SK jadwal pembinaan", sk, hari)
    tambah_pusat(
        oleh=_orang(bentuk.instansi, Peran.ADMIN_INSPEKTORAT),
        instansi=bentuk.instansi,
        sha256=hashlib.sha256(sop).hexdigest(),
        judul="SOP Nasional Pengendalian Gratifikasi",
        alasan="SOP nasional, dipakai semua satker tanpa diubah.",
    )
    return 10


def _isi(pola: str, satker: Satker, hari: dt.date, n: int) -> bytes:
    teks = pola.format(satker=satker.nama, tanggal=f"{hari:%d-%m-%Y}", n=n)
    return pdf_baris("LAPORAN", satker.nama, hari, _baris(teks))


def _baris(teks: str) -> list[str]:
    return [b for paragraf in teks.splitlines() for b in textwrap.wrap(paragraf, 84)]


def _unggah(satker: Satker, periode: Periode, kode: str, judul: str, isi: bytes, hari: dt.date) -> None:
    unggah_langsung(
        oleh=_orang(satker, Peran.KOORDINATOR),
        satker=satker,
        periode=periode,
        kode_butir=kode,
        area=kode[:2],
        nama=f"{judul} {periode.tahun}.pdf",
        blok=[isi],
        tanggal_dokumen=hari,
    )


def _orang(unit: Satker, peran: Peran) -> Pelaku:
    tugas = Penugasan.objects.filter(unit=unit, peran=peran).select_related("user").order_by("user__username")[0]
    return muat_pelaku(tugas.user, str(tugas.pk))
