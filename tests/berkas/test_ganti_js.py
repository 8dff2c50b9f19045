"""The page of a new version in a real browser: waits for the button, keeps the file when another field is wrong, sends
a large file in pieces.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from berkas.models import VersiBerkas
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import Dunia

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def halaman(chromium: Any, live_server: Any, dunia: Dunia, unggah: Any) -> Any:
    bukti = unggah("SK UPG.pdf")
    klien = Client()
    pabrik.masuk(klien, dunia.pokja)
    konteks = chromium.new_context()
    konteks.add_cookies(
        [{"name": n, "value": m.value, "url": live_server.url} for n, m in klien.cookies.items() if n == "sesi"]
    )
    page = konteks.new_page()
    page.goto(f"{live_server.url}{dunia.url}berkas/{bukti.berkas_id}/ganti/")
    yield page
    konteks.close()


def test_missing_reason_keeps_the_file_and_the_next_press_stores_it(halaman: Any, tmp_path: Path) -> None:
    baru = tmp_path / "SK UPG baru.pdf"
    baru.write_bytes(contoh.pdf(isi="baru"))
    halaman.locator("#g-berkas").set_input_files(str(baru))
    halaman.get_by_text("Siap dikirim.").wait_for()
    assert VersiBerkas.objects.count() == 1
    halaman.get_by_role("button", name="Ganti", exact=True).click()
    halaman.get_by_text("1 perlu tindakan").wait_for()
    halaman.locator("[name=alasan]").fill("Tanda tangan kurang")
    halaman.get_by_role("button", name="Ganti", exact=True).click()
    halaman.wait_for_url("**/berkas/*/")
    versi = VersiBerkas.objects.get(nomor=2)
    assert (versi.nama_kirim, versi.alasan) == ("SK UPG baru.pdf", "Tanda tangan kurang")


def test_large_replacement_goes_in_pieces(halaman: Any, tmp_path: Path) -> None:
    baru = tmp_path / "besar.pdf"
    baru.write_bytes(contoh.pdf(ubah=lambda pdf: pdf.Root.update({"/Isi": pdf.make_stream(os.urandom(9 << 20))})))
    potongan: list[str] = []
    halaman.on("request", lambda r: potongan.append(r.url) if r.method == "PATCH" else None)
    halaman.locator("[name=alasan]").fill("Lampiran lengkap")
    halaman.locator("#g-berkas").set_input_files(str(baru))
    halaman.get_by_role("button", name="Ganti", exact=True).click()
    halaman.wait_for_url("**/berkas/*/")
    assert len(potongan) >= 3
    assert VersiBerkas.objects.get(nomor=2).alasan == "Lampiran lengkap"


def test_without_a_file_the_page_says_so(halaman: Any) -> None:
    halaman.locator("[name=alasan]").fill("Lupa berkasnya")
    halaman.get_by_role("button", name="Ganti", exact=True).click()
    halaman.get_by_text("Pilih berkas lebih dulu.").first.wait_for()
    assert halaman.locator("[name=alasan]").input_value() == "Lupa berkasnya"
