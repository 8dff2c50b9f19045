"""The preview in a browser: keys turn the page, the focus follows, shortcuts can be switched off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from berkas.actions import unggah_langsung
from berkas.models import Olahan, kunci_turunan
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import bangun_dunia

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def halaman(chromium: Any, live_server: Any, client: Client, gudang: Path) -> Iterator[Any]:
    """The preview of a document of three pages, open in a browser of its owner."""
    d = bangun_dunia(gudang)
    bukti = unggah_langsung(
        oleh=d.pokja,
        satker=d.satker,
        periode=d.periode,
        kode_butir="A5.P.i.b",
        area="A5",
        nama="SK.pdf",
        blok=[contoh.pdf(3)],
    )
    isi = bukti.berkas.versi.get().isi
    Olahan.objects.create(
        satker=d.satker, isi=isi, status="selesai", versi=1, halaman=3, gambar=3, teks=["satu", "dua", "tiga"]
    )
    for n in (1, 2, 3):
        for akhir in ("", "-b"):
            kunci = f"{kunci_turunan(isi.satker_id, isi.sha256)}/h{n:04d}{akhir}.webp"
            default_storage.save(kunci, ContentFile(contoh.gambar("WEBP", (1000, 1414), "white")))
    konteks = chromium.new_context()
    pabrik.masuk(client, d.pokja)
    konteks.add_cookies([{"name": "sesi", "value": client.cookies["sesi"].value, "url": live_server.url}])
    page = konteks.new_page()
    galat: list[str] = []
    page.on("pageerror", lambda e: galat.append(str(e)))
    page.goto(f"{live_server.url}{d.url}berkas/{bukti.berkas_id}/lihat/")
    yield page
    page.wait_for_load_state("networkidle")
    konteks.close()
    assert galat == []


def tunggu(halaman: Any, teks: str) -> None:
    halaman.locator("#j-pratinjau", has_text=teks).wait_for()


def judul(halaman: Any) -> str:
    return str(halaman.locator("#j-pratinjau").inner_text())


def test_keys_and_links_turn_the_page(halaman: Any) -> None:
    assert judul(halaman) == "Halaman 1 dari 3"
    halaman.keyboard.press("]")
    tunggu(halaman, "Halaman 2 dari 3")
    assert halaman.evaluate("document.activeElement.id") == "j-pratinjau"
    assert halaman.url.endswith("?v=1&hal=2")
    halaman.wait_for_load_state("networkidle")
    assert halaman.evaluate("document.querySelector('.zi-lembar img').naturalWidth") == 1000
    halaman.click("[data-hal-sesudah]")
    tunggu(halaman, "Halaman 3 dari 3")
    halaman.keyboard.press("]")  # there is no fourth
    halaman.keyboard.press("[")
    tunggu(halaman, "Halaman 2 dari 3")
    halaman.go_back()
    tunggu(halaman, "Halaman 3 dari 3")


def test_shortcuts_can_be_off(halaman: Any) -> None:
    halaman.evaluate("document.documentElement.dataset.pintasan = 'mati'")
    halaman.keyboard.press("]")
    halaman.wait_for_timeout(300)
    assert judul(halaman) == "Halaman 1 dari 3"


def test_enlarged_page_scrolls_in_its_own_box(halaman: Any) -> None:
    halaman.set_viewport_size({"width": 360, "height": 700})
    halaman.click("text=Perbesar")
    halaman.wait_for_selector(".zi-lembar-besar img")
    assert halaman.evaluate("document.documentElement.scrollWidth") <= 360
    assert halaman.evaluate("document.querySelector('.zi-lembar-besar').scrollWidth") == 1600
