"""static/js/unggah.js in a real browser: refusals, duplicates, an ended session, a cut network, drag and drop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from berkas.models import VersiBerkas
from penilaian.models import LembarKerja
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import bangun_dunia

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]
SERET = """() => {
  const dt = new DataTransfer();
  dt.items.add(new File(["isi teks"], "seret.txt", {type: "text/plain"}));
  const zona = document.querySelector("[data-zona]");
  for (const jenis of ["dragenter", "dragover", "drop"])
    zona.dispatchEvent(new DragEvent(jenis, {dataTransfer: dt, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def halaman(chromium: Any, live_server: Any, client: Client, gudang: Path, settings: Any) -> Iterator[Any]:
    """The question page P5.1b of a Pokja member, as (page, url of the unit, log in again)."""
    settings.BATAS_BERKAS = 3 * 1024 * 1024
    dunia = bangun_dunia(gudang)
    LembarKerja.objects.create(satker=dunia.satker, periode=dunia.periode)
    konteks = chromium.new_context()

    def masuk() -> None:
        pabrik.masuk(client, dunia.pokja)
        konteks.add_cookies([{"name": "sesi", "value": client.cookies["sesi"].value, "url": live_server.url}])

    masuk()
    page = konteks.new_page()
    galat: list[str] = []
    page.on("pageerror", lambda e: galat.append(str(e)))
    page.goto(f"{live_server.url}{dunia.url}lke/P5.1b/")
    yield page, live_server.url + dunia.url, masuk
    page.wait_for_load_state("networkidle")
    konteks.close()
    assert galat == []


def _pilih(page: Any, folder: Path, **berkas: bytes) -> None:
    """Choose files; keyword `a__pdf` becomes `a.pdf`."""
    jalur = []
    for nama, isi in berkas.items():
        satu = folder / nama.replace("__", ".")
        satu.write_bytes(isi)
        jalur.append(str(satu))
    page.set_input_files("#pilih-berkas", jalur)


def _tersimpan(page: Any, jumlah: int) -> None:
    from playwright.sync_api import expect

    expect(page.locator("[data-daftar] > li")).to_have_count(jumlah, timeout=15_000)


def test_each_file_ends_stored_or_with_its_reason(halaman: Any, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    page, _, _ = halaman
    (tmp_path / "<img src=x onerror=alert(1)>.pdf").write_bytes(contoh.pdf(2))
    page.set_input_files("#pilih-berkas", str(tmp_path / "<img src=x onerror=alert(1)>.pdf"))
    _pilih(page, tmp_path, SK__pdf=contoh.pdf(3), x__exe=contoh.EXE, palsu__pdf=contoh.EXE, besar__txt=b"a" * 4_000_000)
    _tersimpan(page, 2)
    expect(page.locator("[data-ringkasan]")).to_have_text("Status: 2 dari 5 berkas tersimpan, 3 perlu tindakan.")
    antrean = page.locator("[data-antrean]").inner_text()
    assert "palsu.pdf bukan PDF yang sah. Simpan ulang sebagai PDF, lalu unggah lagi." in antrean
    assert "Terlalu besar. Batasnya 3,0 MB." in antrean
    assert "x.exe tidak diterima. Gunakan PDF, JPG, PNG, WEBP, DOCX, XLSX, PPTX, TXT, CSV, atau MP4." in antrean
    assert page.locator("#data-dukung img").count() == 0
    assert page.locator("[data-jumlah]").inner_text() == "2"


def test_old_formats_and_phone_photos_are_refused_with_the_way_to_save_anew(halaman: Any, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    page, _, _ = halaman
    _pilih(page, tmp_path, laporan__doc=b"\xd0\xcf\x11\xe0", IMG_1__HEIC=b"ftypheic", arsip__zip=b"PK")
    expect(page.locator("[data-ringkasan]")).to_have_text("Status: 0 dari 3 berkas tersimpan, 3 perlu tindakan.")

    antrean = page.locator("[data-antrean]").inner_text()
    assert "laporan.doc berformat lama. Simpan ulang sebagai DOCX, lalu unggah lagi." in antrean
    assert "IMG_1.HEIC tidak diterima. Simpan ulang fotonya sebagai JPG, lalu unggah lagi." in antrean
    assert "arsip.zip adalah arsip dan tidak diterima di sini. Ekstrak dulu, lalu unggah isinya." in antrean


def test_duplicate_is_linked_or_uploaded_again_by_choice(halaman: Any, tmp_path: Path) -> None:
    page, alamat, _ = halaman
    _pilih(page, tmp_path, SK__pdf=contoh.pdf(3), foto__png=contoh.gambar("PNG"))
    _tersimpan(page, 2)
    page.goto(f"{alamat}lke/P5.2a/")
    _pilih(page, tmp_path, SK__pdf=contoh.pdf(3), foto__png=contoh.gambar("PNG"))
    page.get_by_role("button", name=re.compile("Tautkan saja SK")).click()
    _tersimpan(page, 1)
    page.get_by_role("button", name=re.compile("Unggah lagi foto")).click()
    _tersimpan(page, 2)
    assert VersiBerkas.objects.count() == 3
    page.get_by_role("button", name=re.compile("Lepas SK")).click()
    page.get_by_role("button", name=re.compile("Urungkan")).click()
    _tersimpan(page, 2)


def test_ended_session_and_cut_network_keep_the_file_in_the_list(halaman: Any, tmp_path: Path) -> None:
    page, _, masuk = halaman
    Session.objects.all().delete()
    _pilih(page, tmp_path, baru__pdf=contoh.pdf(7))
    page.get_by_text("Sesi berakhir demi keamanan").wait_for()
    assert page.get_by_role("link", name="Masuk lagi").get_attribute("href").endswith("%2Flke%2FP5.1b%2F")
    masuk()
    page.context.clear_cookies(name="csrf")  # a new login turns the token too
    page.get_by_role("button", name=re.compile("Coba lagi")).click()
    _tersimpan(page, 1)
    page.context.set_offline(True)
    _pilih(page, tmp_path, putus__pdf=contoh.pdf(8))
    page.get_by_text("Sambungan terputus pada 0%. Berkas lain sudah tersimpan.").wait_for()
    page.context.set_offline(False)
    page.get_by_role("button", name=re.compile("Coba lagi")).click()
    _tersimpan(page, 2)
    page.evaluate(SERET)
    _tersimpan(page, 3)


def test_several_uploads_offer_one_date_for_all(halaman: Any, tmp_path: Path) -> None:
    page, _, _ = halaman
    formulir = page.locator("[data-lengkapi]")
    _pilih(page, tmp_path, a__txt=b"satu")
    page.locator("[data-daftar] li").first.wait_for()
    assert formulir.is_hidden()
    _pilih(page, tmp_path, b__txt=b"dua")
    formulir.wait_for(state="visible")
    page.fill("#l-tanggal", "17-08-2026")
    formulir.get_by_role("button", name="Terapkan").click()
    page.get_by_text("2 berkas dilengkapi.").wait_for()
    assert {str(v.tanggal_dokumen) for v in VersiBerkas.objects.all()} == {"2026-08-17"}
