"""The shell around every page (templates/base.html, components) with the values of zi_portal.konteks."""

import re
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import include, path

from zi_portal import konteks
from zi_portal.galeri import contoh
from zi_portal.menu import Item

NAMA_URL = ("beranda", "cari", "bantuan", "aksesibilitas", "profil", "account_logout", "ganti_peran")
urlpatterns = [path(f"{nama}/", lambda request: HttpResponse(), name=nama) for nama in NAMA_URL]
_periksa = [path("v/", lambda request: HttpResponse(), name="periksa")]
urlpatterns.append(path("", include((_periksa, "berkas"))))
pytestmark = pytest.mark.urls(__name__)

UNIT = SimpleNamespace(kode="07", nama="Lapas Contoh", zona="Asia/Jayapura")


def _pelaku(lain=(), pintasan=True):
    return SimpleNamespace(
        user=SimpleNamespace(nama="Ani Rekaan", pintasan=pintasan),
        penugasan=SimpleNamespace(pk=1),
        peran_label="Koordinator",
        unit=UNIT,
        zona=UNIT.zona,
        lain=lain,
    )


def _permintaan(pelaku=None, **kuki):
    request = RequestFactory().get("/galeri/")
    request.COOKIES.update(kuki)
    request.pelaku = pelaku
    return request


@pytest.fixture(autouse=True)
def _menu(monkeypatch):
    monkeypatch.setattr(konteks, "menu_untuk", lambda request: [Item("LKE", "/lke/", "clipboard-check", True)])


def _isi(request, nama="404.html", **isi):
    return render(request, nama, isi).content.decode()


@pytest.mark.parametrize(
    ("kuki", "tema", "atribut"),
    [
        ({}, "terang", 'data-bs-theme="light"'),
        ({"tema": "gelap"}, "gelap", 'data-bs-theme="dark"'),
        ({"tema": "perangkat"}, "perangkat", 'data-bs-theme="light"'),
        ({"tema": "<x>"}, "terang", 'data-bs-theme="light"'),
    ],
)
def test_kerangka_theme_comes_from_the_cookie(kuki, tema, atribut):
    request = _permintaan(**kuki)
    assert konteks.kerangka(request)["tema"] == tema
    assert atribut in _isi(request)
    assert _isi(request).count("js/tema.js") == (tema == "perangkat")


def test_kerangka_anonymous_has_no_navigation_and_no_search():
    isi = _isi(_permintaan())
    assert isi.count("<nav") == 0
    assert 'name="q"' not in isi
    assert konteks.kerangka(_permintaan())["zona"] == "Asia/Jakarta"


def test_kerangka_survives_a_request_without_pelaku():
    request = RequestFactory().get("/")
    assert konteks.kerangka(request)["menu"] == []
    assert "Halaman tidak ada" in _isi(request)


def test_kerangka_of_a_person_shows_role_unit_and_local_zone():
    isi = _isi(_permintaan(_pelaku()))
    assert "Koordinator · Lapas Contoh" in isi
    assert re.search(r"Waktu server \d+ \w{3} \d{4}, \d\d\.\d\d WIT<", isi)
    assert isi.count('aria-current="page"') == 2  # the large and the small navigation
    assert "Ganti peran" not in isi


def test_kerangka_switcher_posts_the_other_roles():
    lain = SimpleNamespace(pk="abc", sebutan="Anggota Pokja", unit=UNIT)
    isi = _isi(_permintaan(_pelaku(lain=(lain,))))
    assert '<form method="post" action="/ganti_peran/">' in isi
    assert '<input type="hidden" name="penugasan" value="abc">' in isi
    assert "Anggota Pokja · Lapas Contoh" in isi


def test_kerangka_shortcuts_can_be_switched_off():
    assert 'aria-keyshortcuts="/"' in _isi(_permintaan(_pelaku()))
    mati = _isi(_permintaan(_pelaku(pintasan=False)))
    assert "aria-keyshortcuts" not in mati
    assert 'data-pintasan="mati"' in mati


@pytest.mark.parametrize("demo", [True, False])
def test_kerangka_demo_bar(settings, demo):
    settings.DEMO = demo
    assert ("Data contoh." in _isi(_permintaan())) is demo


@pytest.mark.parametrize("kode", ["400", "403", "404", "409", "413", "503", "507"])
def test_error_page_shows_the_sentence_of_the_view(kode):
    isi = _isi(_permintaan(), f"{kode}.html", pesan="Kalimat & sebab.", kode="3F9A")
    assert "Kalimat &amp; sebab." in isi
    assert "Kode laporan: 3F9A" in isi
    assert isi.count("<h1>") == 1


def test_error_500_needs_no_request():
    isi = render(None, "500.html", {"kode": "3F9A"}).content.decode()
    assert "Kode laporan: <strong>3F9A</strong>" in isi
    assert re.findall(r'/static/([^"]+)', isi) == ["img/lambang.svg", "css/zi.css"]


def test_gallery_has_no_inline_code_and_shows_every_status():
    request = _permintaan(_pelaku())
    isi = _isi(request, "galeri.html", **contoh(request.GET))
    assert re.findall(r"\sstyle=|<style|\son\w+=|<script(?![^>]* src=)", isi) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', isi) == []
    assert "Perlu perbaikan" in isi
    assert isi.count("<h1>") == 1
