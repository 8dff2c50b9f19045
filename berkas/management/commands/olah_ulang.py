"""`./run olah_ulang`: queue missing previews, after an upgrade or after installing LibreOffice or Tesseract."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from berkas.actions.olah import antrekan_tertinggal
from berkas.olah.alat import keadaan
from satker.models import Satker


class Command(BaseCommand):
    help = "Mengantrekan pratinjau berkas yang belum ada atau sudah usang. Pekerja membuatnya di latar."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--gagal", action="store_true", help="juga yang gagal dan yang belum lengkap")
        parser.add_argument("--semua", action="store_true", help="semua berkas, juga yang sudah lengkap")
        parser.add_argument("--satker", help="hanya satker dengan kode ini")

    def handle(self, *args: Any, gagal: bool, semua: bool, satker: str | None, **options: Any) -> None:
        if not settings.OLAH_BERKAS:
            raise CommandError("Pratinjau dimatikan di server ini (OLAH_BERKAS=0).")
        jumlah = 0
        for unit in self._unit(satker):
            jumlah += antrekan_tertinggal(satker=unit, gagal=gagal, semua=semua)
        for nama, ada, tanpa in keadaan():
            if not ada:
                self.stdout.write(f"{nama} tidak terpasang. {tanpa} Pasang dengan: ./run alat")
        self.stdout.write(f"{jumlah} pratinjau diantrekan.")

    def _unit(self, kode: str | None) -> list[Satker | None]:
        if kode is None:
            return [None]
        unit = list(Satker.objects.filter(kode__iexact=kode))
        if not unit:
            raise CommandError(f"Tidak ada satker berkode {kode}.")
        return list(unit)
