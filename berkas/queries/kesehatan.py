"""Health of the evidence library: room, quota, the process that checks files, the scanner and what waits for it."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Count, Min
from django.utils import timezone

from berkas import antivirus
from berkas.antivirus import TidakTerpindaiError
from berkas.models import Isi, Pemakaian, Pindai
from berkas.penyimpanan import folder_lokal, folder_sementara
from berkas.periksa.kurung import CPU_MAKS, MEMORI_MAKS
from berkas.periksa.terpisah import uji_diri
from common.desimal import format_angka, format_ukuran
from common.kesehatan import Keadaan, Periksa
from common.tanggal import format_tgl_waktu

RUANG_MERAH, RUANG_PERHATIAN = 5, 20  # percent of the disk that is free
_KUOTA_PERHATIAN = 90  # percent used
_MENUNGGU_MERAH = 3600  # seconds a file may wait for the scanner


def penyimpanan() -> Periksa:
    """A file is written, made durable and removed, the way an upload is."""
    nama = "Penyimpanan berkas"
    try:
        if folder_lokal() is None:
            default_storage.delete(default_storage.save(f".kesehatan/{uuid.uuid4()}", ContentFile(b"uji")))
            return Periksa(nama, Keadaan.BAIK, "Uji tulis di penyimpanan objek berhasil.")
        folder = folder_sementara()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="unggah-") as uji:
            uji.write(b"uji")
            uji.flush()
            os.fsync(uji.fileno())
    except OSError as galat:
        return Periksa(
            nama,
            Keadaan.MERAH,
            f"Uji tulis gagal ({galat.__class__.__name__}).",
            "Unggahan tidak dapat disimpan. Periksa ruang dan hak tulis folder penyimpanan.",
        )
    return Periksa(nama, Keadaan.BAIK, "Uji tulis berhasil.")


def ruang() -> Periksa:
    """Free room where evidence lies; an object store has none to look at."""
    nama, folder = "Ruang penyimpanan", folder_lokal()
    if folder is None:
        return Periksa(nama, Keadaan.BAIK, "Penyimpanan objek: ruang diatur penyedianya.")
    while not folder.exists():
        folder = folder.parent
    disk = shutil.disk_usage(folder)
    bebas = disk.free * 100 // disk.total
    kata = f"Tersisa {format_ukuran(disk.free)} dari {format_ukuran(disk.total)} ({bebas}%)."
    if bebas < RUANG_MERAH or disk.free < 4 * settings.BATAS_BERKAS:
        return Periksa(nama, Keadaan.MERAH, kata, "Tambah ruang sekarang: unggahan segera ditolak.")
    if bebas < RUANG_PERHATIAN:
        return Periksa(nama, Keadaan.PERHATIAN, kata, "Rencanakan penambahan ruang.")
    return Periksa(nama, Keadaan.BAIK, kata)


def kuota() -> Periksa:
    """How many satkers are near or at the end of their quota."""
    batas = settings.KUOTA_SATKER
    penuh = Pemakaian.objects.filter(bita__gt=batas - settings.BATAS_BERKAS).count()
    hampir = Pemakaian.objects.filter(bita__gte=batas * _KUOTA_PERHATIAN // 100).count()
    if penuh:
        kata = f"{penuh} satker tidak dapat lagi mengunggah berkas sebesar batas."
        return Periksa("Kuota satker", Keadaan.MERAH, kata, "Naikkan KUOTA_SATKER_GB atau minta satker membersihkan.")
    if hampir:
        return Periksa("Kuota satker", Keadaan.PERHATIAN, f"{hampir} satker memakai lebih dari {_KUOTA_PERHATIAN}%.")
    return Periksa("Kuota satker", Keadaan.BAIK, f"Semua satker di bawah {_KUOTA_PERHATIAN}% dari kuotanya.")


def pemeriksa() -> Periksa:
    """One real check of a small file: whether the process starts, what it costs, and whether its network is cut."""
    nama, hasil = "Pemeriksa berkas", uji_diri()
    if not hasil.putusan.sah:
        return Periksa(
            nama,
            Keadaan.MERAH,
            "Proses pemeriksa tidak dapat berjalan, jadi semua unggahan ditolak.",
            "Lihat catatan server web pada kata “pemeriksaan terhenti”.",
        )
    kata = (
        f"Uji {format_angka(round(hasil.detik * 1000), 0)} milidetik, memori {format_ukuran(hasil.memori)}. "
        f"Batas {format_ukuran(MEMORI_MAKS)} dan {CPU_MAKS} detik."
    )
    if not hasil.terputus:
        return Periksa(
            nama,
            Keadaan.PERHATIAN,
            f"{kata} Jaringan proses ini tidak terputus.",
            "Izinkan ruang nama pengguna (user namespaces) pada sistem, atau tutup jaringan keluar server.",
        )
    return Periksa(nama, Keadaan.BAIK, f"{kata} Jaringan terputus.")


def pemindai() -> Periksa:
    """ClamAV: not set, silent, with old definitions, or well."""
    nama = "Antivirus (ClamAV)"
    if not antivirus.disetel():
        return Periksa(
            nama, Keadaan.PERHATIAN, "Belum disetel: berkas tidak dipindai.", "Pasang clamd, lalu isi CLAMAV."
        )
    try:
        versi = antivirus.versi()
    except TidakTerpindaiError as galat:
        return Periksa(
            nama,
            Keadaan.MERAH,
            f"{galat} Berkas baru menunggu dan belum terlihat.",
            "Jalankan clamd atau benahi CLAMAV.",
        )
    if versi.usang:
        zona = timezone.get_current_timezone()
        umur = f"bertanggal {format_tgl_waktu(versi.tanggal, zona)}" if versi.tanggal else "tidak ada"
        return Periksa(
            nama,
            Keadaan.MERAH,
            f"Definisi {umur}. Berkas baru menunggu dan belum terlihat.",
            f"Jalankan freshclam. Batas umur definisi {settings.CLAMAV_UMUR_HARI} hari.",
        )
    return Periksa(nama, Keadaan.BAIK, f"Menjawab: {versi.teks}.")


def menunggu_pindai() -> Periksa:
    """Files that nobody else sees until they are scanned."""
    nama = "Berkas menunggu antivirus"
    isi = Isi.objects.filter(pindai=Pindai.MENUNGGU, dibuang_pada__isnull=True).aggregate(
        n=Count("pk"), awal=Min("pada")
    )
    if not isi["n"]:
        return Periksa(nama, Keadaan.BAIK, "Tidak ada.")
    kata = f"{isi['n']} berkas, terlama sejak {format_tgl_waktu(isi['awal'], timezone.get_current_timezone())}."
    if not antivirus.disetel():
        return Periksa(
            nama, Keadaan.MERAH, kata, "CLAMAV dikosongkan, jadi berkas ini tidak akan diperiksa. Isi kembali."
        )
    if (timezone.now() - isi["awal"]).total_seconds() > _MENUNGGU_MERAH:
        return Periksa(nama, Keadaan.MERAH, kata, "Periksa clamd, batas StreamMaxLength, dan pekerja latar.")
    return Periksa(nama, Keadaan.PERHATIAN, kata, "Diperiksa ulang setiap sepuluh menit.")


PEMERIKSAAN = (penyimpanan, ruang, kuota, pemeriksa, pemindai, menunggu_pindai)
