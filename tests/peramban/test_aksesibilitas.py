"""Short form of bench/aksesibilitas.py: the pages people open every day, light, at a desk and on a phone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from bench.aksesibilitas import Baris, Pemeriksa, periksa
from satker.peran import Peran
from tests.architecture.dunia import BUTIR, Dunia, buat_dunia
from tests.pabrik import masuk

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]
SATKER = "/{tahun}/satker/{kode}/"
HALAMAN: tuple[tuple[Peran | None, tuple[str, ...]], ...] = (
    (None, ("/masuk/", "/v/", "/v/{dok}/", "/v/{dok}/?lang=en")),
    (Peran.KETUA_POKJA, ("/",)),
    (
        Peran.KOORDINATOR,
        (
            "/",
            f"{SATKER}lke/",
            f"{SATKER}lke/{BUTIR}/",
            f"{SATKER}lke/R5.3a/",
            f"{SATKER}berkas/",
            f"{SATKER}petunjuk/",
            f"{SATKER}kesegaran/",
            f"{SATKER}unggah/?lingkup=semua",
            f"{SATKER}kemiripan/",
            f"{SATKER}riwayat/",
            f"{SATKER}berkas/sampah/",
            f"{SATKER}berkas/paket/",
            f"{SATKER}lke/{BUTIR}/tautan/",
            f"{SATKER}dokumen/",
            f"{SATKER}dokumen/{{dokumen}}/",
            f"{SATKER}kirim/",
            f"{SATKER}pengajuan/",
            f"{SATKER}pengajuan/5/?area=A5",
            f"{SATKER}tanggapan/",
        ),
    ),
    (Peran.KETUA_POKJA, (f"{SATKER}berkas/{{berkas}}/", f"{SATKER}berkas/{{berkas}}/lihat/")),
    (Peran.KEPALA, ("/", SATKER)),
    (Peran.TPI_KETUA, (f"{SATKER}insiden/", f"{SATKER}insiden/{{insiden}}/", f"{SATKER}insiden/baru/")),
    (Peran.ADMIN_INSPEKTORAT, ("/data/pengguna/", "/data/periode/{tahun}/aturan-bukti/", "/data/kop/")),
    (Peran.STAF_KANWIL, ("/", "/{tahun}/wilayah/kemiripan/", "/{tahun}/pendahuluan/", "/{tahun}/putaran/")),
    (Peran.STAF_KANWIL, ("/{tahun}/prasyarat/", f"{SATKER}putaran/", f"{SATKER}prasyarat/")),
    (Peran.ADMIN_INSPEKTORAT, ("/{tahun}/insiden/", "/{tahun}/pengurang/", "/{tahun}/pengurang/simulasi/")),
    (Peran.ADMIN_INSPEKTORAT, ("/data/periode/{tahun}/evaluasi/",)),
)


@pytest.fixture
def dunia(media: None) -> Dunia:
    return buat_dunia()


def _halaman(chromium: Any, dasar: str, dunia: Dunia, peran: Peran | None) -> Any:
    """A page of a fresh browser context, logged in by cookie as the role."""
    konteks = chromium.new_context()
    if peran:
        klien = Client()
        masuk(klien, dunia.pelaku[peran.value])
        nama = settings.SESSION_COOKIE_NAME
        konteks.add_cookies([{"name": nama, "value": klien.cookies[nama].value, "url": dasar}])
    return konteks.new_page()


def test_key_pages_have_no_violation_and_never_scroll_sideways(chromium, live_server, dunia):
    axe, salah = Axe().axe_script, {}
    milik = dunia.unit["sendiri"]
    alamat = {"tahun": milik.periode.tahun, "kode": milik.satker.kode, "berkas": milik.bukti.berkas_id}
    alamat |= {"dokumen": milik.dokumen.pk, "dok": milik.dokumen.kode, "insiden": milik.insiden.pk}
    for peran, daftar in HALAMAN:
        halaman = _halaman(chromium, live_server.url, dunia, peran)
        for pola in daftar:
            jalur = pola.format(**alamat)
            jawab = halaman.goto(live_server.url + jalur)
            assert (jawab.status, halaman.url) == (200, live_server.url + jalur)
            if temuan := periksa(halaman, axe, lebar=(1366, 360), tema=("light",)):
                salah[f"{peran} {jalur}"] = temuan
        halaman.context.close()
    assert salah == {}


def test_long_form_has_an_address_for_every_route():
    """A new route whose arguments it does not know would end the walk half-way."""
    konteks = SimpleNamespace(new_page=lambda: SimpleNamespace(on=lambda *_: None))
    pemeriksa = Pemeriksa(konteks, "", "koordinator07", "", set())
    kosong = [b.nama for b in pemeriksa.pola if "uuid" not in b.rute and not pemeriksa._alamat(b.nama, b.rute)]
    assert (kosong, len(pemeriksa.pola) > 80) == ([], True)


def test_long_form_reports_a_page_without_its_styles(chromium, live_server):
    konteks = chromium.new_context()
    pemeriksa = Pemeriksa(konteks, live_server.url, "", Axe().axe_script, set())
    utuh, polos = Baris("account_login", ""), Baris("account_login", "")
    pemeriksa._periksa(utuh, "/masuk/")
    konteks.route("**/zi*.css", lambda rute: rute.fulfill(status=404))
    pemeriksa._periksa(polos, "/masuk/")
    konteks.close()
    assert utuh.temuan == []
    assert "/masuk/  tidak termuat: /static/css/zi.css (404)" in polos.temuan


def test_finding_is_reported(chromium):
    """The gate itself: an unlabelled field, pale text and a wide box are found."""
    halaman = chromium.new_page()
    halaman.set_content(
        '<html lang="id"><title>Uji</title><main><h1>Uji</h1><input><p style="color:#bbb">pucat</p>'
        '<div style="width:2000px">lebar</div></main></html>'
    )
    temuan = "\n".join(periksa(halaman, Axe().axe_script, lebar=(360,), tema=("light",)))
    halaman.close()
    assert "halaman bergeser ke samping" in temuan
    assert "360 px light: label ×1: input" in temuan
    assert "360 px light: color-contrast ×1: p" in temuan


def test_file_controls_speak_indonesian_and_show_where_the_focus_is(chromium, live_server, dunia, tmp_path):
    halaman = _halaman(chromium, live_server.url, dunia, Peran.KOORDINATOR)
    milik = dunia.unit["sendiri"]
    halaman.goto(f"{live_server.url}/{milik.periode.tahun}/satker/{milik.satker.kode}/lke/{BUTIR}/")
    tombol = halaman.locator("label[for=pilih-berkas]")
    tanpa_fokus = tombol.evaluate("el => getComputedStyle(el).outlineStyle")
    halaman.locator("#pilih-berkas").focus()
    halaman.keyboard.press("Tab")
    halaman.keyboard.press("Shift+Tab")
    assert (tanpa_fokus, tombol.evaluate("el => getComputedStyle(el).outlineWidth")) == ("none", "3px")
    halaman.context.close()
    admin = _halaman(chromium, live_server.url, dunia, Peran.ADMIN_INSPEKTORAT)
    admin.goto(f"{live_server.url}/data/impor/satker/")
    assert admin.get_by_text("Belum ada berkas dipilih.").is_visible()
    berkas = tmp_path / "satker.csv"
    berkas.write_text("kode;nama")
    admin.get_by_label("Pilih berkas").set_input_files(str(berkas))
    assert admin.get_by_text("satker.csv", exact=True).is_visible()
    admin.context.close()
