"""The kepala reads and sends on a phone of 360 px; an empty question blocks until it is answered."""

from __future__ import annotations

from typing import Any

import pytest

from penilaian.models import AlurLembar, Jawaban, Pengajuan
from satker.models import User
from satker.peran import Peran
from tests.pabrik import SANDI, buat_penugasan, buat_periode, buat_satker, buat_user
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua
from tests.peramban.test_pekerjaan_utama import masuk

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def dunia(media: None) -> Dunia:
    from django.core.management import call_command

    call_command("muat_instrumen", verbosity=0)
    satker = buat_satker()
    dunia = Dunia(satker, buat_periode(satker))
    isi_semua(dunia)
    for username, peran in (("koor", Peran.KOORDINATOR), ("kepala", Peran.KEPALA)):
        buat_penugasan(satker, peran, buat_user(username=username, password=SANDI))
    return dunia


def _halaman(chromium: Any, lebar: int) -> Any:
    return chromium.new_context(viewport={"width": lebar, "height": 800}).new_page()


def test_kepala_sends_on_a_phone(chromium: Any, live_server: Any, dunia: Dunia) -> None:
    dasar = live_server.url
    Jawaban.objects.filter(kode_butir="A5.P.i.b").update(isi=None)
    koor = _halaman(chromium, 1366)
    masuk(koor, dasar, "koor")
    koor.goto(dasar + dunia.url("kirim"))
    assert koor.get_by_role("button", name="Ajukan ke kepala").is_disabled()
    koor.get_by_role("link", name="P5.1b").click()
    koor.locator("[name=opsi][value=B]").check()
    with koor.expect_navigation():
        koor.get_by_role("button", name="Simpan", exact=True).click()
    koor.goto(dasar + dunia.url("kirim"))
    koor.get_by_role("button", name="Ajukan ke kepala").click()
    koor.get_by_text("LKE diajukan ke kepala satker.").wait_for()

    kepala = _halaman(chromium, 360)
    masuk(kepala, dasar, "kepala")
    kepala.get_by_role("link", name="Periksa dan putuskan").click()
    kepala.get_by_role("heading", name="Yang dibekukan").wait_for()
    assert kepala.evaluate("document.documentElement.scrollWidth") <= 360
    kepala.get_by_role("checkbox").check()
    kepala.get_by_role("button", name="Setujui dan kirim").click()
    kepala.get_by_text("Pengajuan 1 terkirim.").wait_for()
    kepala.get_by_role("link", name="Pengajuan 1").click()
    kepala.get_by_role("heading", name="Siapa dan apa").wait_for()
    assert kepala.evaluate("document.documentElement.scrollWidth") <= 360
    assert AlurLembar.objects.get().keadaan == "pendahuluan"
    assert Pengajuan.objects.get().disetujui_oleh == User.objects.get(username="kepala")
