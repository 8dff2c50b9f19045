"""static/js/simpan.js in a real browser: the four states, drafts, conflicts, an ended session, and life without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from satker.models import Fakta
from satker.peran import Peran

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.penilaian.dunia import Dunia

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]
TUNGGU = 8000


class Meja:
    """One person in one browser at the question page."""

    def __init__(self, peramban: Browser, alamat: str, client: Client, dunia: Dunia, **opsi: Any) -> None:
        self.dunia, self.alamat = dunia, alamat
        dunia.masuk(client)
        self.konteks: BrowserContext = peramban.new_context(**opsi)
        self.konteks.add_cookies([{"name": "sesi", "value": client.cookies["sesi"].value, "url": alamat}])
        self.page: Page = self.konteks.new_page()
        self.page.set_default_timeout(TUNGGU)
        self.galat: list[str] = []
        self.page.on("pageerror", lambda e: self.galat.append(str(e)))

    def buka(self, kode: str = "P5.1b") -> Page:
        self.page.goto(self.alamat + self.dunia.url("butir", kode_butir=kode))
        return self.page

    def keadaan(self, kini: str) -> None:
        self.page.wait_for_selector(f'[data-simpan][data-kini="{kini}"]')

    def tutup(self) -> None:
        """After the last request has been answered: the tables are emptied next."""
        self.page.wait_for_load_state("networkidle")
        self.konteks.close()

    def draf(self) -> int:
        return self.page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('zi-draf:')).length")


@pytest.fixture
def meja(chromium: Browser, live_server: Any, client: Client, dunia: Dunia) -> Iterator[Meja]:
    meja = Meja(chromium, live_server.url, client, dunia)
    yield meja
    meja.tutup()
    assert meja.galat == []


def test_option_is_saved_at_once_and_text_after_a_pause(meja: Meja) -> None:
    page = meja.buka()

    page.check("#id_opsi_1")
    meja.keadaan("tersimpan")
    pertama = meja.dunia.tersimpan("P5.1b").isi
    page.fill("#id_uraian", "SK nomor 12")
    page.wait_for_selector('[name=versi][value="2"]', state="attached")

    kini = meja.dunia.tersimpan("P5.1b")
    assert (pertama, kini.isi, kini.uraian, kini.versi) == ("B", "B", "SK nomor 12", 2)
    assert (page.inner_text("[data-poin]"), page.inner_text("[data-terisi]")) == ("0,50", "1")
    assert page.is_visible('[data-status="terisi"]')
    assert meja.draf() == 0


def test_refused_number_is_explained_at_the_field_and_not_stored(meja: Meja) -> None:
    page = meja.buka("H1a")

    page.fill("#id_isian-indeks", "5")
    meja.keadaan("gagal")

    assert page.inner_text('[data-galat="isian-indeks"]') == "Paling besar 4,00."
    assert (meja.dunia.tersimpan("H1a"), meja.draf()) == (None, 1)


def test_lost_connection_keeps_a_draft_and_sends_it_later(meja: Meja) -> None:
    page = meja.buka()
    meja.konteks.set_offline(True)
    page.check("#id_opsi_0")
    meja.keadaan("lokal")
    drafnya = meja.draf()

    meja.konteks.set_offline(False)
    meja.keadaan("tersimpan")

    assert (drafnya, meja.dunia.tersimpan("P5.1b").isi, meja.draf()) == (1, "A", 0)


def test_ended_session_keeps_the_draft_and_offers_it_back(meja: Meja, client: Client) -> None:
    page = meja.buka()
    Session.objects.all().delete()
    page.fill("#id_uraian", "ketikan yang tidak boleh hilang")
    page.check("#id_opsi_0")
    meja.keadaan("lokal")
    tautan = page.get_attribute("[data-kabar-tautan]", "href")

    client.cookies.clear()
    meja.dunia.masuk(client)
    meja.konteks.add_cookies([{"name": "sesi", "value": client.cookies["sesi"].value, "url": meja.alamat}])
    meja.buka()
    tawaran = page.inner_text("[data-tawar-kata]")
    page.click("[data-tawar-pakai]")
    meja.keadaan("tersimpan")

    kini = meja.dunia.tersimpan("P5.1b")
    assert meja.dunia.url("butir", kode_butir="P5.1b").replace("/", "%2F") in tautan
    assert tawaran.startswith("Ada isian yang belum terkirim dari ")
    assert (kini.isi, kini.uraian, meja.draf()) == ("A", "ketikan yang tidak boleh hilang", 0)


def test_login_in_another_tab_does_not_stop_the_saving(meja: Meja) -> None:
    """The token of this page is older than the one of the new login; the same person's page gives the fresh one."""
    page = meja.buka()
    meja.konteks.add_cookies([{"name": "csrf", "value": "b" * 32, "url": meja.alamat}])

    page.fill("#id_uraian", "diketik di tab lama")
    page.check("#id_opsi_0")
    meja.keadaan("tersimpan")
    page.click("text=Simpan dan lanjut")
    page.wait_for_url(f"**{meja.dunia.url('butir', kode_butir='P5.2a')}")

    kini = meja.dunia.tersimpan("P5.1b")
    assert (kini.isi, kini.uraian) == ("A", "diketik di tab lama")


def test_clearing_is_offered_as_soon_as_something_is_saved(meja: Meja) -> None:
    page = meja.buka()
    sebelum = page.is_visible("text=Kosongkan jawaban")
    page.check("#id_opsi_0")
    meja.keadaan("tersimpan")

    page.click("text=Kosongkan jawaban")
    page.wait_for_selector("text=P5.1b dikosongkan.")

    assert (sebelum, meja.dunia.tersimpan("P5.1b").isi, page.is_visible("text=Kosongkan jawaban")) == (
        False,
        None,
        False,
    )


def test_draft_of_another_day_names_the_day(meja: Meja) -> None:
    page = meja.buka()
    page.evaluate(
        """() => localStorage.setItem(
          `zi-draf:${document.querySelector("form[data-draf]").dataset.draf}:0`,
          JSON.stringify({pada: new Date(2026, 0, 5, 9, 7).getTime(), isi: [["uraian", "lama"]]}))"""
    )
    page.reload()

    kata = page.inner_text("[data-tawar-kata]")

    assert kata == "Ada isian yang belum terkirim dari 5 Jan 2026, 09.07 (jam perangkat ini)."


def test_conflict_leads_to_the_comparison(meja: Meja) -> None:
    page = meja.buka()
    meja.dunia.jawab("P5.1b", "D", oleh=meja.dunia.pelaku(Peran.KETUA_POKJA, area="A5"))
    page.check("#id_opsi_0")
    meja.keadaan("gagal")

    page.click("[data-kabar-tautan]")
    page.wait_for_selector("text=Pakai punya saya")
    sebelum = meja.dunia.tersimpan("P5.1b").isi
    page.click("text=Pakai punya saya")
    page.wait_for_url(f"**{meja.dunia.url('butir', kode_butir='P5.1b')}")

    assert (sebelum, meja.dunia.tersimpan("P5.1b").isi, meja.dunia.tersimpan("P5.1b").versi) == ("D", "A", 2)


def test_leaving_right_after_typing_loses_nothing(meja: Meja) -> None:
    page = meja.buka()
    page.check("#id_opsi_2")
    page.fill("#id_uraian", "diketik lalu langsung lanjut")

    page.press("#id_uraian", "Control+Enter")
    page.wait_for_url(f"**{meja.dunia.url('butir', kode_butir='P5.2a')}")

    kini = meja.dunia.tersimpan("P5.1b")
    assert (kini.isi, kini.uraian) == ("C", "diketik lalu langsung lanjut")
    assert "P5.1b tersimpan" in page.inner_text("main")


def test_fact_is_set_by_a_click_only(meja: Meja) -> None:
    d = meja.dunia
    Fakta.objects.create(
        satker=d.satker, periode=d.periode, kode="agen_perubahan", nilai=12, sumber="SK", tanggal=dt.date(2026, 2, 3),
        oleh=d.pelaku().user, pada=timezone.now(),
    )  # fmt: skip
    d.jawab("R1.1a", {"jumlah_agen": "10"})
    page = meja.buka("R1.1a")
    sebelum = (page.input_value("#id_isian-jumlah_agen"), page.inner_text("[data-beda]"))

    page.click("[data-pakai]")
    page.wait_for_selector('[name=versi][value="2"]', state="attached")

    assert sebelum == ("10", "Isian tersimpan 10, 2 lebih sedikit daripada fakta satker.")
    assert d.tersimpan("R1.1a").isi == {"jumlah_agen": "12"}
    assert (page.is_visible("[data-beda]"), page.is_visible("[data-pakai]")) == (False, False)


def test_page_works_without_scripts(chromium: Browser, live_server: Any, client: Client, dunia: Dunia) -> None:
    meja = Meja(chromium, live_server.url, client, dunia, java_script_enabled=False)
    page = meja.buka()

    page.check("#id_opsi_1")
    page.click("text=Simpan dan lanjut")
    page.wait_for_url(f"**{dunia.url('butir', kode_butir='P5.2a')}")
    meja.tutup()

    assert dunia.tersimpan("P5.1b").isi == "B"
