"""Demo data: into an empty database once, or more of it into a database that is already demo."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from satker.models import User
from satker.queries.organisasi import basis_demo
from zi_portal.demo.susun import perbarui_demo, susun_demo


class Command(BaseCommand):
    help = "Membuat data contoh di basis data kosong; --perbarui melengkapi basis data contoh yang lebih lama."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--perbarui", action="store_true", help="lengkapi data contoh yang sudah ada")

    def handle(self, *args: Any, perbarui: bool, **options: Any) -> None:
        if perbarui:
            if not basis_demo():
                raise CommandError("Basis data ini bukan basis data contoh; tidak ada yang diubah.")
            self.stdout.write(perbarui_demo())
            return
        if User.objects.exists():
            raise CommandError("Basis data sudah berisi akun. Data contoh hanya dibuat di basis data kosong.")
        self.stdout.write(susun_demo())
