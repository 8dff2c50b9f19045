"""The review page of the line above in a browser: one key scores and goes on, none acts while somebody types, and the
page is clean at a desk and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from penilaian.models import ButirPengajuan, Jawaban, Lapisan
from satker.peran import Peran
from tests.pabrik import buat_periode, buat_satker, masuk
from tests.penilaian.dunia import INSTRUMEN, Dunia
from tests.penilaian.perjalanan import kanwil, kirim

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


def _nilai() -> dict[str, str]:
    return dict(Jawaban.objects.filter(lapisan=Lapisan.PENDAHULUAN).values_list("kode_butir", "isi"))


def test_one_key_scores_and_goes_on(chromium: Any, live_server: Any, media: None) -> None:
    from instrumen.actions import muat_versi

    muat_versi(INSTRUMEN)
    satker = buat_satker()
    dunia = Dunia(satker, buat_periode(satker))
    staf = kanwil(dunia, Peran.STAF_KANWIL)
    kirim(dunia)
    klien = Client()
    masuk(klien, staf)
    konteks = chromium.new_context(viewport={"width": 1366, "height": 900})
    kuki = klien.cookies[settings.SESSION_COOKIE_NAME].value
    konteks.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": kuki, "url": live_server.url}])
    halaman = konteks.new_page()
    galat: list[str] = []
    halaman.on("pageerror", lambda e: galat.append(str(e)))
    halaman.goto(live_server.url + dunia.url("pendahuluan_butir", kode_butir="P5.1a"))

    halaman.locator("#id_uraian").press("b")  # typing a note scores nothing
    assert _nilai() == {}
    halaman.locator("#id_uraian").fill("")
    halaman.locator("h1").click()
    for kunci in ("Enter", "a"):
        with halaman.expect_navigation():
            halaman.keyboard.press(kunci)
    assert _nilai() == {"A5.P.i.a": "A", "A5.P.i.b": "A"}
    assert halaman.url.endswith(dunia.url("pendahuluan_butir", kode_butir="P5.2a"))
    with halaman.expect_navigation():
        halaman.keyboard.press("u")
    assert len(_nilai()) == 2
    assert ButirPengajuan.objects.filter(status="lengkap").count() == 2
    for lebar in (1366, 360):
        halaman.set_viewport_size({"width": lebar, "height": 900})
        hasil = Axe().run(halaman)
        assert hasil.violations_count == 0, hasil.generate_report()
        assert halaman.evaluate("document.documentElement.scrollWidth") <= lebar
    assert galat == []
