"""Write docs/izin.md from the permission tables and the URLconf."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from zi_portal.izin_dok import susun_dokumen


class Command(BaseCommand):
    help = "Menulis docs/izin.md; --periksa hanya membandingkan."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--periksa", action="store_true", help="gagal bila berkas tidak sama dengan kode")

    def handle(self, *args: Any, periksa: bool, **options: Any) -> None:
        berkas = settings.BASE_DIR / "docs" / "izin.md"
        isi = susun_dokumen()
        if periksa:
            if not berkas.exists() or berkas.read_text() != isi:
                raise CommandError("docs/izin.md tidak sama dengan kode. Jalankan ./run buat_izin.")
            return
        berkas.write_text(isi)
        self.stdout.write("docs/izin.md ditulis.")
