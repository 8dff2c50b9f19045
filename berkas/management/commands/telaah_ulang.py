"""`./run telaah_ulang`: read the stored texts again after the rules for hints or personal data have changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from berkas.actions.telaah import telaah_ulang


class Command(BaseCommand):
    help = "Menelaah ulang teks tersimpan dengan aturan terbaru (petunjuk isi dan data pribadi)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--semua", action="store_true", help="juga yang sudah memakai aturan terbaru")

    def handle(self, *args: Any, **opsi: Any) -> None:
        self.stdout.write(f"{telaah_ulang(semua=opsi['semua'])} dokumen ditelaah ulang.")
