"""static/js/unggah.js in a real browser: refusals, duplicates, an ended session, a cut network, drag and drop, large
files in pieces."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from PIL import Image

from berkas.models import Bukti, Unggahan, VersiBerkas
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


# --- large files in pieces ------------------------------------------------------------------------------------------
MIB = 1024 * 1024
BESAR = contoh.mp4() + (9 * MIB).to_bytes(4, "big") + b"free" + bytes(9 * MIB - 8)  # 9 MiB, sent in 1 + 2 + 4 + 2


@pytest.fixture
def besar(halaman: Any, settings: Any) -> Any:
    """The same page, taking files up to 20 MiB, with every request of the protocol noted as (method, status)."""
    settings.BATAS_BERKAS = 20 * MIB
    page, alamat, masuk = halaman
    page.reload()
    catatan: list[tuple[str, int]] = []
    page.on(
        "response",
        lambda r: catatan.append((r.request.method, r.status)) if re.search("/lanjut/|/unggahan/", r.url) else None,
    )
    return page, alamat, masuk, catatan


def _isi_tersimpan(gudang: Path) -> bytes:
    return (gudang / VersiBerkas.objects.get().isi.kunci).read_bytes()


def _putus_pada(page: Any, urutan: int) -> list[str]:
    """Cut the line under the given PATCH (counted from 1) and every later one, until the list returned is emptied."""
    putus, n = ["ya"], [0]

    def urus(rute: Any) -> None:
        n[0] += rute.request.method == "PATCH"
        if putus and n[0] >= urutan and rute.request.method == "PATCH":
            rute.abort("connectionreset")
        else:
            rute.continue_()

    page.route("**/unggahan/**", urus)
    return putus


def test_large_file_goes_in_growing_pieces(besar: Any, tmp_path: Path, gudang: Path) -> None:
    page, _, _, catatan = besar
    assert page.evaluate("typeof tus") == "undefined"  # loaded only when it is needed
    _pilih(page, tmp_path, rapat__mp4=BESAR)
    _tersimpan(page, 1)
    assert catatan == [("POST", 201), ("PATCH", 204), ("PATCH", 204), ("PATCH", 204), ("PATCH", 200)]
    assert _isi_tersimpan(gudang) == BESAR
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("[data-ringkasan]").inner_text() == "Status: 1 dari 1 berkas tersimpan."
    page.unroute_all(behavior="ignoreErrors")


def test_large_file_goes_on_after_a_cut_line(besar: Any, tmp_path: Path, gudang: Path) -> None:
    page, _, _, catatan = besar
    putus = _putus_pada(page, 3)
    _pilih(page, tmp_path, rapat__mp4=BESAR)
    page.get_by_text(re.compile(r"Sambungan terputus pada \d+%. Melanjutkan…")).wait_for()
    putus.clear()
    _tersimpan(page, 1)
    assert _isi_tersimpan(gudang) == BESAR
    assert [c for c in catatan if c[0] == "HEAD"] == [("HEAD", 200)]
    assert sum(c[0] == "POST" for c in catatan) == 1
    page.unroute_all(behavior="ignoreErrors")


def test_large_file_waits_for_the_network_to_come_back(besar: Any, tmp_path: Path, gudang: Path) -> None:
    page, _, _, _ = besar
    putus = _putus_pada(page, 2)
    page.evaluate("Object.defineProperty(navigator, 'onLine', {get: () => !window.tanpaJaringan, configurable: true})")
    page.evaluate("window.tanpaJaringan = true")
    _pilih(page, tmp_path, rapat__mp4=BESAR)
    page.get_by_text(re.compile(r"Sambungan terputus pada \d+%. Dilanjutkan saat tersambung lagi.")).wait_for()
    putus.clear()
    page.evaluate("window.tanpaJaringan = false; dispatchEvent(new Event('online'))")
    _tersimpan(page, 1)
    assert _isi_tersimpan(gudang) == BESAR
    page.unroute_all(behavior="ignoreErrors")


def test_large_file_goes_on_after_the_page_was_closed(besar: Any, tmp_path: Path, gudang: Path) -> None:
    page, _, _, catatan = besar
    putus = _putus_pada(page, 3)
    _pilih(page, tmp_path, rapat__mp4=BESAR)
    page.get_by_text("Melanjutkan…").wait_for()
    page.on("dialog", lambda d: d.accept())
    page.reload()
    page.get_by_text("Belum selesai terkirim. Pilih berkas yang sama untuk melanjutkan.").wait_for()
    putus.clear()
    catatan.clear()
    page.set_input_files("#pilih-berkas", str(tmp_path / "rapat.mp4"))
    _tersimpan(page, 1)
    assert page.get_by_text("Belum selesai terkirim").count() == 0
    assert catatan[0] == ("HEAD", 200)  # nothing is created anew
    assert "POST" not in {c[0] for c in catatan}
    assert _isi_tersimpan(gudang) == BESAR
    page.unroute_all(behavior="ignoreErrors")


def test_cancelled_large_file_leaves_nothing_behind(besar: Any, tmp_path: Path, gudang: Path) -> None:
    page, _, _, _ = besar
    _putus_pada(page, 2)
    _pilih(page, tmp_path, rapat__mp4=BESAR)
    page.get_by_text("Melanjutkan…").wait_for()
    assert Unggahan.objects.get().diterima == MIB
    with page.expect_response(lambda r: r.request.method == "DELETE") as hapus:
        page.get_by_role("button", name=re.compile("Batalkan")).click()
    assert hapus.value.status == 204
    assert page.locator("[data-antrean] li").count() == 0
    assert (Unggahan.objects.count(), page.evaluate("localStorage.length")) == (0, 0)
    assert [p for p in gudang.rglob("*") if p.is_file()] == []
    page.unroute_all(behavior="ignoreErrors")


def test_lost_verdict_of_a_large_file_is_asked_for(besar: Any, tmp_path: Path) -> None:
    """The last piece arrives and is stored, but its answer is lost on the way."""
    page, _, _, catatan = besar
    hilang = ["ya"]

    def urus(rute: Any) -> None:
        minta = rute.request
        if hilang and minta.method == "PATCH" and minta.headers["upload-offset"] == str(7 * MIB):
            hilang.clear()
            rute.fetch()
            rute.abort("connectionreset")
        else:
            rute.continue_()

    page.route("**/unggahan/**", urus)
    _pilih(page, tmp_path, rapat__mp4=BESAR)
    _tersimpan(page, 1)
    assert catatan[-2:] == [("HEAD", 200), ("PATCH", 200)]
    assert VersiBerkas.objects.count() == 1
    page.unroute_all(behavior="ignoreErrors")


def test_large_duplicate_is_stored_anyway_without_sending_it_again(besar: Any, tmp_path: Path) -> None:
    page, alamat, _, catatan = besar
    _pilih(page, tmp_path, rapat__mp4=BESAR)
    _tersimpan(page, 1)
    page.goto(f"{alamat}lke/P5.2a/")
    _pilih(page, tmp_path, rapat__mp4=BESAR, lain__mp4=BESAR)
    page.get_by_text("Berkas ini sudah ada di P5.1b.").nth(1).wait_for()
    catatan.clear()
    page.get_by_role("button", name=re.compile("Unggah lagi rapat")).click()
    _tersimpan(page, 1)
    assert catatan == [("PATCH", 200)]
    with page.expect_response(lambda r: r.request.method == "DELETE"):
        page.get_by_role("button", name=re.compile("Tautkan saja lain")).click()
    _tersimpan(page, 2)
    assert (VersiBerkas.objects.count(), Unggahan.objects.filter(hasil="duplikat").count()) == (2, 0)
    page.unroute_all(behavior="ignoreErrors")


def test_ended_session_in_the_middle_of_a_large_file_keeps_what_came(besar: Any, tmp_path: Path, gudang: Path) -> None:
    page, _, masuk, catatan = besar
    putus = _putus_pada(page, 3)
    _pilih(page, tmp_path, rapat__mp4=BESAR)
    page.get_by_text("Melanjutkan…").wait_for()
    Session.objects.all().delete()
    putus.clear()
    page.get_by_text("Sesi berakhir demi keamanan").wait_for()
    masuk()
    page.context.clear_cookies(name="csrf")
    page.get_by_role("button", name=re.compile("Coba lagi")).click()
    _tersimpan(page, 1)
    assert sum(c == ("POST", 201) for c in catatan) == 1
    assert _isi_tersimpan(gudang) == BESAR
    page.unroute_all(behavior="ignoreErrors")


def test_too_large_text_is_refused_before_it_is_sent(besar: Any, tmp_path: Path) -> None:
    page, _, _, catatan = besar
    _pilih(page, tmp_path, data__csv=b"a" * (5 * MIB + 1))
    page.get_by_text("Terlalu besar. Batasnya 5,0 MB. Kompres atau tempel tautan.").wait_for()
    assert (catatan, Unggahan.objects.count()) == ([], 0)


def test_root_element_tells_what_happened(halaman: Any, tmp_path: Path) -> None:
    page, _, _ = halaman
    page.evaluate("""() => {
      window.kabar = [];
      for (const nama of ["tersimpan", "selesai"])
        document.addEventListener(`unggah:${nama}`, (e) => window.kabar.push([nama, e.detail]));
    }""")
    _pilih(page, tmp_path, a__txt=b"satu", b__exe=b"dua")
    page.get_by_text("Status: 1 dari 2 berkas tersimpan, 1 perlu tindakan.").wait_for()
    kabar = dict(page.evaluate("window.kabar"))
    assert kabar["tersimpan"]["id"] == str(Bukti.objects.get().pk)
    assert kabar["selesai"] == {"tersimpan": 1, "tindakan": 1}


def test_camera_button_is_for_touch_devices_and_saves_data_when_asked(
    halaman: Any, chromium: Any, live_server: Any, tmp_path: Path, gudang: Path
) -> None:
    page, alamat, _ = halaman
    assert page.get_by_text("Ambil foto").is_hidden()
    ponsel = chromium.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    ponsel.add_cookies(page.context.cookies())
    ponsel.add_init_script("Object.defineProperty(navigator, 'connection', {get: () => ({saveData: window.hemat})})")
    genggam = ponsel.new_page()
    genggam.goto(f"{alamat}lke/P5.1b/")
    assert genggam.get_by_text("Ambil foto").is_visible()
    assert genggam.locator("#foto-berkas").get_attribute("capture") == "environment"
    foto = tmp_path / "foto.jpg"
    foto.write_bytes(contoh.gambar("JPEG", (3200, 1600)))
    genggam.set_input_files("#foto-berkas", str(foto))
    _tersimpan(genggam, 1)
    assert _isi_tersimpan(gudang) == foto.read_bytes()  # as it was taken
    genggam.evaluate("window.hemat = true")
    genggam.set_input_files("#foto-berkas", str(foto))
    _tersimpan(genggam, 2)
    kecil = VersiBerkas.objects.exclude(isi__sha256=hashlib.sha256(foto.read_bytes()).hexdigest()).get().isi
    with Image.open(gudang / kecil.kunci) as gambar:
        assert (gambar.format, gambar.size) == ("JPEG", (1600, 800))
    ponsel.close()
