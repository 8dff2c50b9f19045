"""The health page of the system administrator: the checks of every room. A room adds a function to its tuple."""

from __future__ import annotations

import logging
import shutil
import subprocess
import time
from collections.abc import Callable

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from berkas.queries import kesehatan as berkas
from common.desimal import format_angka
from common.kesehatan import Keadaan, Periksa
from satker.queries import kesehatan as satker

log = logging.getLogger(__name__)


def basis_data() -> Periksa:
    """An answer, and the level of the tables against that of the code."""
    mulai = time.perf_counter()
    with connection.cursor() as kursor:
        kursor.execute("SELECT 1")
    ms = format_angka(max(1, round((time.perf_counter() - mulai) * 1000)), 0)
    pelaksana = MigrationExecutor(connection)
    tertinggal = len(pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()))
    if tertinggal:
        return Periksa(
            "Basis data", Keadaan.MERAH, f"{tertinggal} migrasi belum dijalankan.", "Jalankan ./run siapkan."
        )
    return Periksa("Basis data", Keadaan.BAIK, f"Menjawab dalam {ms} milidetik. Tabel sesuai dengan kode.")


def libreoffice() -> Periksa:
    if shutil.which("soffice") or shutil.which("libreoffice"):
        return Periksa("LibreOffice", Keadaan.BAIK, "Terpasang.")
    return Periksa(
        "LibreOffice", Keadaan.PERHATIAN, "Tidak terpasang: berkas Office tanpa pratinjau.", "Jalankan ./run alat."
    )


def tesseract() -> Periksa:
    nama, saran = "Tesseract (OCR)", "Jalankan ./run alat."
    program = shutil.which("tesseract")
    if program is None:
        return Periksa(nama, Keadaan.PERHATIAN, "Tidak terpasang: teks hasil pindai tidak terbaca.", saran)
    hasil = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=10)  # noqa: S603
    if "ind" not in hasil.stdout.split():
        return Periksa(nama, Keadaan.PERHATIAN, "Terpasang tanpa bahasa Indonesia (ind).", saran)
    return Periksa(nama, Keadaan.BAIK, "Terpasang dengan bahasa Indonesia.")


PEMERIKSAAN: tuple[Callable[[], Periksa], ...] = (
    basis_data,
    *satker.PEMERIKSAAN,
    *berkas.PEMERIKSAAN,
    libreoffice,
    tesseract,
)


def periksa_semua() -> list[Periksa]:
    """Every row, the red ones first; a check that fails itself is red and named."""
    urutan = [Keadaan.MERAH, Keadaan.PERHATIAN, Keadaan.BAIK]
    return sorted((_satu(p) for p in PEMERIKSAAN), key=lambda p: urutan.index(p.keadaan))


def _satu(pemeriksaan: Callable[[], Periksa]) -> Periksa:
    try:
        with transaction.atomic():  # one failed statement must not spoil the others
            return pemeriksaan()
    except Exception as galat:
        log.exception("pemeriksaan kesehatan %s gagal", pemeriksaan.__name__)
        nama = pemeriksaan.__name__.replace("_", " ").capitalize()
        return Periksa(
            nama, Keadaan.MERAH, f"Tidak dapat diperiksa ({galat.__class__.__name__}).", "Lihat catatan server."
        )
