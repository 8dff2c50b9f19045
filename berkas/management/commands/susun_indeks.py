"""`./run susun_indeks`: make the search index anew. The timetable adds what is missing every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from berkas.actions.indeks import susun_indeks


class Command(BaseCommand):
    help = "Menyusun ulang indeks pencarian data dukung. Dengan --kurang hanya berkas yang belum punya indeks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kurang", action="store_true", help="hanya yang belum punya indeks")

    def handle(self, *args: Any, **opsi: Any) -> None:
        self.stdout.write(f"{susun_indeks(semua=not opsi['kurang'])} berkas disusun indeksnya.")
