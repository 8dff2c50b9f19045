"""`./run sapu_berkas`: remove what interrupted uploads left behind. The timetable does the same every hour."""

from typing import Any

from django.core.management.base import BaseCommand

from berkas.actions import sapu_yatim


class Command(BaseCommand):
    help = "Menghapus sisa unggahan yang terputus dan berkas tanpa catatan, yang lebih tua dari satu jam."

    def handle(self, *args: Any, **opsi: Any) -> None:
        hasil = sapu_yatim()
        self.stdout.write(f"{hasil.sementara} sisa unggahan dan {hasil.yatim} berkas tanpa catatan dihapus.")
