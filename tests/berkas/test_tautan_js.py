"""The page between a question and a link to outside, in a real browser: its buttons pass the check of the origin."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from berkas.actions import tempel_tautan
from berkas.models import BukaTautan
from satker.peran import Peran
from tests import pabrik
from tests.berkas.dunia import Dunia

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


def test_somebody_else_says_that_the_link_opens(chromium: Any, live_server: Any, dunia: Dunia) -> None:
    tautan = tempel_tautan(
        oleh=dunia.pokja,
        satker=dunia.satker,
        periode=dunia.periode,
        kode_butir="A5.P.i.b",
        area="A5",
        url="https://drive.contoh.go.id/1",
        judul="Video",
    )
    klien = Client()
    pabrik.masuk(klien, pabrik.pelaku_untuk(dunia.satker, Peran.KEPALA))
    konteks = chromium.new_context()
    konteks.add_cookies([{"name": "sesi", "value": klien.cookies["sesi"].value, "url": live_server.url}])
    page = konteks.new_page()
    page.goto(f"{live_server.url}{dunia.url}tautan/{tautan.pk}/")
    page.get_by_role("button", name="Bisa dibuka", exact=True).click()
    page.wait_for_url("**/lke/P5.1b/**")
    assert list(BukaTautan.objects.values_list("hasil", flat=True)) == ["bisa"]
    konteks.close()
