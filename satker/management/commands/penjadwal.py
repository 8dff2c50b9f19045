"""`./run penjadwal`: wakes abandoned jobs and starts timed work. Third child of the supervisor (decisions §6)."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from satker.actions.pekerjaan import bangunkan_tertinggal, mulai_terjadwal

JEDA = 5.0  # seconds between two ticks
KEDIP = 0.25  # a stop signal is answered within this time


class Command(BaseCommand):
    help = "Membangunkan pekerjaan yang macet dan memulai pekerjaan berkala. Berjalan terus sampai dihentikan."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--sekali", action="store_true", help="satu putaran saja, lalu selesai")

    def handle(self, *, sekali: bool, **_: Any) -> None:
        self.berhenti = False
        self.sudah: set[tuple[str, str]] = set()
        if sekali:
            self.putar()
            return
        for tanda in (signal.SIGTERM, signal.SIGINT):
            signal.signal(tanda, self._minta_berhenti)
        self.catat("Penjadwal berjalan.")
        while not self.berhenti:
            self.putar_tahan()
            self._jeda()
        self.catat("Penjadwal berhenti.")

    def putar(self) -> None:
        """One tick: one SQL statement when there is nothing to do."""
        if jumlah := bangunkan_tertinggal():
            self.catat(f"{jumlah} pekerjaan tertinggal ditangani.")
        for pekerjaan in mulai_terjadwal(saat=timezone.now(), sudah=self.sudah):
            self.catat(f"Pekerjaan berkala {pekerjaan.jenis} {pekerjaan.kunci}: {pekerjaan.get_status_display()}.")

    def putar_tahan(self) -> None:
        """A tick that outlives a database restart."""
        try:
            self.putar()
        except (OperationalError, InterfaceError) as galat:
            self.catat(f"Basis data tidak menjawab, dicoba lagi: {str(galat).partition(chr(10))[0]}")
            connection.close()

    def _jeda(self) -> None:
        sampai = time.monotonic() + JEDA
        while not self.berhenti and time.monotonic() < sampai:
            time.sleep(KEDIP)

    def _minta_berhenti(self, nomor: int, bingkai: FrameType | None) -> None:
        self.berhenti = True

    def catat(self, kalimat: str) -> None:
        self.stderr.write(kalimat)
        self.stderr.flush()
