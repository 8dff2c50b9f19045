"""./run muat_instrumen [--periksa]: loads the shipped instruments, or only checks them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from instrumen.actions import HasilMuat, VersiBeku, muat_versi
from instrumen.models import StatusVersi, VersiInstrumen
from instrumen.pohon.baca import BERKAS, baca_hamparan, baca_instrumen
from instrumen.pohon.periksa import periksa_hamparan, periksa_instrumen
from instrumen.pohon.tipe import Hamparan, Instrumen, InstrumenRusak
from instrumen.queries import kosongkan_singgahan

_KALIMAT = {"baru": "dimuat", "diperbarui": "draf diganti dan dibekukan", "tetap": "sudah dimuat, tidak berubah"}
LENGKAP = ("LKE-ZI-2021",)
"""Versions that units fill today: their overlay must carry evidence, rule and effort for every butir."""


class Command(BaseCommand):
    help = "Memuat instrumen LKE ke basis data. Aman diulang. --periksa: hanya memeriksa berkas dan hash-nya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--periksa", action="store_true", help="periksa saja, tidak menulis apa pun")

    def handle(self, *args: Any, **options: Any) -> None:
        instrumen = [_baca(kode) for kode in BERKAS]
        if options["periksa"]:
            self._laporkan(instrumen)
            return
        for satu in instrumen:
            hasil = _muat(satu)
            if options["verbosity"]:
                self.stdout.write(f"{hasil.kode}: {_KALIMAT[hasil.perubahan]} (hash {hasil.hash[:12]}).")
        kosongkan_singgahan()

    def _laporkan(self, instrumen: list[Instrumen]) -> None:
        for satu in instrumen:
            hash_beku = self._hash_beku(satu.kode)
            if hash_beku and hash_beku != satu.hash:
                raise CommandError(f"{satu.kode}: hash berkas {satu.hash} tidak sama dengan versi beku {hash_beku}.")
            jumlah = sum(b.jumlah_isian for b in satu.butir.values())
            self.stdout.write(f"{satu.kode}: {len(satu.butir)} butir, {jumlah} isian, hash {satu.hash}: benar.")

    def _hash_beku(self, kode: str) -> str | None:
        """Hash of the frozen row; None without one, also when there is no database to ask (the gate runs without)."""
        try:
            baris = VersiInstrumen.objects.filter(kode=kode, status=StatusVersi.BEKU)
            return baris.values_list("hash", flat=True).first()
        except DatabaseError:
            self.stderr.write("Basis data tidak tersedia: hash versi beku tidak dibandingkan.")
            return None


def _baca(kode: str) -> Instrumen:
    """A shipped instrument that passed every check; CommandError with all that is wrong otherwise."""
    try:
        instrumen = baca_instrumen(kode)
    except InstrumenRusak as galat:
        raise CommandError(str(galat)) from galat
    hamparan = baca_hamparan(kode) or Hamparan()
    salah = [*periksa_instrumen(instrumen), *periksa_hamparan(instrumen, hamparan, lengkap=kode in LENGKAP)]
    if salah:
        raise CommandError(f"{kode}:\n" + "\n".join(f"- {kalimat}" for kalimat in salah))
    return instrumen


def _muat(instrumen: Instrumen) -> HasilMuat:
    try:
        return muat_versi(instrumen)
    except VersiBeku as galat:
        raise CommandError(str(galat)) from galat
