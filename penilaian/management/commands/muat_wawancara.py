"""./run muat_wawancara [--periksa]: puts the shipped interview questions into the bank of every instansi."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from penilaian.actions.wawancara import muat_bank
from penilaian.bank_tanya import BankRusak, baca_bank
from satker.models import Satker
from satker.models.organisasi import Tingkat


class Command(BaseCommand):
    help = "Memuat pertanyaan wawancara bawaan. Aman diulang; pertanyaan yang diubah instansi tidak disentuh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--periksa", action="store_true", help="periksa berkas saja, tidak menulis apa pun")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            daftar = baca_bank()
        except BankRusak as galat:
            raise CommandError(str(galat)) from galat
        if options["periksa"]:
            self.stdout.write(f"{len(daftar)} pertanyaan wawancara: benar.")
            return
        for instansi in Satker.objects.filter(tingkat=Tingkat.INSTANSI):
            banyak = muat_bank(oleh=None, instansi=instansi)
            if banyak and options["verbosity"]:
                self.stdout.write(f"{instansi.kode}: {banyak} pertanyaan dimuat.")
