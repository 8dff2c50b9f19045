"""The public check in a browser: the hash is computed there, nothing is sent; without script the server compares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.berkas.dokumen import draf, terbit
from tests.berkas.dunia import bangun_dunia

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def dokumen(media: None, settings: Any, tmp_path: Path) -> Any:
    """An issued document, its replacement, and both files on the visitor's disk."""
    from berkas.actions import unggah_langsung

    d = bangun_dunia(Path(settings.MEDIA_ROOT))
    unggah_langsung(
        oleh=d.pokja,
        satker=d.satker,
        periode=d.periode,
        kode_butir="A5.P.i.b",
        area="A5",
        nama="a.txt",
        blok=[b"isi\n"],
    )
    lama = terbit(d)
    baru = terbit(d, draf(d, menggantikan=lama, alasan_ganti="Tambahan"))
    for nama, satu in (("lama.pdf", lama), ("baru.pdf", baru)):
        (tmp_path / nama).write_bytes((d.gudang / satu.isi.kunci).read_bytes())
    (tmp_path / "asing.pdf").write_bytes((tmp_path / "baru.pdf").read_bytes() + b" ")
    return baru, lama, tmp_path


HARAP = {
    "baru.pdf": "Sama persis dengan berkas yang diterbitkan.",
    "lama.pdf": "Ini versi lama",
    "asing.pdf": "Bukan berkas yang diterbitkan.",
}


@pytest.mark.parametrize("skrip", [True, False])
def test_file_is_compared_with_and_without_script(chromium, live_server, dokumen, skrip):
    baru, _, folder = dokumen
    konteks = chromium.new_context(java_script_enabled=skrip, viewport={"width": 360, "height": 800})
    halaman = konteks.new_page()
    salah: list[str] = []
    kiriman: list[str] = []
    halaman.on("pageerror", lambda galat: salah.append(str(galat)))
    halaman.on("console", lambda pesan: salah.append(pesan.text) if pesan.type == "error" else None)
    halaman.on("request", lambda r: kiriman.append(r.url) if r.method == "POST" else None)
    for nama, kata in HARAP.items():
        halaman.goto(f"{live_server.url}/v/{baru.kode}/")
        halaman.locator("#c-berkas").set_input_files(str(folder / nama))
        if not skrip:
            halaman.get_by_role("button", name="Cocokkan").click()
        hasil = halaman.locator("[data-hasil] .zi-inti")
        hasil.wait_for()
        assert kata in hasil.inner_text()
    assert (salah, konteks.cookies(), len(kiriman)) == ([], [], 0 if skrip else 3)
    konteks.close()


def test_visitor_types_the_code_and_follows_the_replacement(chromium, live_server, dokumen):
    baru, lama, _ = dokumen
    konteks = chromium.new_context()
    halaman = konteks.new_page()
    halaman.goto(f"{live_server.url}/v/?lang=en")
    halaman.get_by_label("Document code").fill(lama.kode.lower().replace("-", ""))
    halaman.get_by_role("button", name="Check", exact=True).click()
    assert halaman.get_by_text("Replaced by").is_visible()
    halaman.get_by_role("link", name=baru.kode).first.click()
    assert halaman.url == f"{live_server.url}/v/{baru.kode}/?lang=en"
    assert halaman.get_by_role("status").first.inner_text().startswith("Valid")
    konteks.close()
