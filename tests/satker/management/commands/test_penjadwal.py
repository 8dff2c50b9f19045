"""The timetable process: one tick, a database that restarts, a clean stop."""

import io
import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection

from satker.jadwal import JADWAL
from satker.management.commands import penjadwal
from satker.models import Pekerjaan
from satker.models.pekerjaan import StatusPekerjaan
from tests import pabrik


@pytest.mark.django_db
def test_sekali_starts_the_timed_work_and_says_so():
    pabrik.buat_instansi()
    keluaran = io.StringIO()
    call_command("penjadwal", "--sekali", stderr=keluaran)
    assert sorted(Pekerjaan.objects.values_list("jenis", flat=True)) == sorted(t.jenis for t in JADWAL)
    assert [b.split()[:3] for b in keluaran.getvalue().splitlines()] == [
        ["Pekerjaan", "berkala", t.jenis] for t in JADWAL
    ]


def test_database_restart_is_reported_and_the_next_tick_works(monkeypatch):
    jawaban = [OperationalError("server closed the connection unexpectedly\n\tmore words"), 2]

    def bangunkan():
        isi = jawaban.pop(0)
        if isinstance(isi, Exception):
            raise isi
        return isi

    monkeypatch.setattr(penjadwal, "bangunkan_tertinggal", bangunkan)
    monkeypatch.setattr(penjadwal, "mulai_terjadwal", lambda **_: [])
    monkeypatch.setattr(penjadwal.connection, "close", lambda: None)
    keluaran = io.StringIO()
    perintah = penjadwal.Command(stderr=keluaran, no_color=True)
    perintah.sudah = set()
    perintah.putar_tahan()
    perintah.putar_tahan()
    assert keluaran.getvalue().splitlines() == [
        "Basis data tidak menjawab, dicoba lagi: server closed the connection unexpectedly",
        "2 pekerjaan tertinggal ditangani.",
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tanda", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_cleanly(tanda):
    instansi = pabrik.buat_instansi()
    bagian = urlsplit(os.environ["DATABASE_URL"])
    url = urlunsplit(bagian._replace(path=f"/{connection.settings_dict['NAME']}"))
    proses = subprocess.Popen(
        [sys.executable, "manage.py", "penjadwal"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url, "TASKS_BACKEND": "django_tasks.backends.dummy.DummyBackend"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        baris = [proses.stderr.readline().strip() for _ in range(len(JADWAL) + 1)]
        proses.send_signal(tanda)
        _, sisa = proses.communicate(timeout=10)
    finally:
        proses.kill()
    assert baris[0] == "Penjadwal berjalan."
    assert proses.returncode == 0
    assert sisa.splitlines() == ["Penjadwal berhenti."]
    status = Pekerjaan.objects.filter(satker=instansi).values_list("status", flat=True)
    assert list(status) == [StatusPekerjaan.ANTRE] * len(JADWAL)
