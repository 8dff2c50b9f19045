"""A desk in the browser: start a part, read the remaining time tick, pause, finish; the shared screen follows."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone

from bench.aksesibilitas import periksa
from instrumen.actions import muat_versi
from penilaian.actions.sesi import jadwalkan_sesi
from penilaian.models import AlurLembar, JamAcara
from satker.peran import Peran
from tests.pabrik import buat_periode, buat_satker, masuk
from tests.penilaian.dunia import INSTRUMEN, Dunia
from tests.penilaian.perjalanan import tim_penilai

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


def test_clock_of_a_part_from_start_to_finish(chromium: Any, live_server: Any) -> None:
    muat_versi(INSTRUMEN)
    satker = buat_satker()
    dunia = Dunia(satker, buat_periode(satker))
    ketua = tim_penilai(dunia)[Peran.TPI_KETUA]
    kini = timezone.now()
    AlurLembar.objects.create(lembar=dunia.lembar, satker=satker, keadaan="evaluasi", sejak=kini)
    sesi = jadwalkan_sesi(
        oleh=ketua, lembar=dunia.lembar, mulai=kini, selesai=kini + dt.timedelta(hours=3), tempat="Aula", tautan=""
    )
    klien, konteks = Client(), chromium.new_context()
    masuk(klien, ketua)
    nama = settings.SESSION_COOKIE_NAME
    konteks.add_cookies([{"name": nama, "value": klien.cookies[nama].value, "url": live_server.url}])
    halaman = konteks.new_page()
    halaman.goto(live_server.url + dunia.url("sesi", sesi=sesi.pk))
    halaman.get_by_role("button", name="Buka sesi").click()
    halaman.get_by_role("button", name="Mulai Paparan kepala satker").click()
    angka = halaman.locator("#jam [data-angka]")
    awal = angka.inner_text()
    assert re.fullmatch(r"(30:00|29:5\d)", awal)
    halaman.wait_for_function("t => document.querySelector('#jam [data-angka]').textContent !== t", arg=awal)

    layar = konteks.new_page()
    layar.goto(live_server.url + dunia.url("sesi_layar", sesi=sesi.pk))
    assert layar.get_by_text("Paparan kepala satker", exact=True).is_visible()
    halaman.get_by_role("button", name="Jeda Paparan kepala satker").click()
    assert halaman.get_by_text("Tidak ada acara yang sedang berjalan.").is_visible()
    layar.get_by_text("Menunggu acara berikutnya").wait_for(timeout=20000)
    halaman.get_by_role("button", name="Selesaikan Paparan kepala satker").click()
    assert halaman.get_by_role("button", name="Lanjutkan Paparan kepala satker").is_visible()
    assert list(JamAcara.objects.values_list("jenis", flat=True)) == ["mulai", "jeda", "selesai"]
    for satu in (halaman, layar):
        assert periksa(satu, Axe().axe_script, lebar=(1366, 360), tema=("light",)) == []
    konteks.close()
