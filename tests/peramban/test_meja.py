"""The scoring page in a browser: one key per score, and no word of "Tersimpan" that the server did not say."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from bench.aksesibilitas import periksa
from berkas.models import Olahan, StatusOlahan
from penilaian.actions.frasa import tambah_frasa
from penilaian.models import AlurLembar, BacaBukti, BuktiPengajuan, Jawaban, Lapisan, Pengajuan, PutusanBukti
from satker.models import User
from satker.peran import Peran
from tests.pabrik import buat_periode, buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import beri_bukti, kirim

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(media: None) -> Dunia:
    from django.core.management import call_command

    call_command("muat_instrumen", verbosity=0)
    satker = buat_satker()
    dunia = Dunia(satker, buat_periode(satker))
    kirim(dunia)
    AlurLembar.objects.filter(lembar=dunia.lembar).update(keadaan="evaluasi")
    return dunia


def buka(chromium: Any, dasar: str, pelaku: Any, jalur: str, **opsi: Any) -> tuple[Any, list[str]]:
    """A page of a fresh context, logged in by cookie, and what went wrong in its console."""
    konteks = chromium.new_context(viewport={"width": 1366, "height": 768}, **opsi)
    klien = Client()
    masuk(klien, pelaku)
    nama = settings.SESSION_COOKIE_NAME
    konteks.add_cookies([{"name": nama, "value": klien.cookies[nama].value, "url": dasar}])
    halaman, salah = konteks.new_page(), []
    halaman.on("pageerror", lambda galat: salah.append(str(galat)))
    halaman.goto(dasar + jalur)
    return halaman, salah


def nilai(lapisan: str = Lapisan.TPI) -> dict[str, Any]:
    return dict(Jawaban.objects.filter(lapisan=lapisan).values_list("kode_butir", "isi"))


def test_113_butir_with_113_keystrokes(chromium, live_server, desk):
    jalur = desk.url("meja_butir", kode_butir="P1.1a")
    halaman, salah = buka(chromium, live_server.url, desk.pelaku(Peran.TPI_KETUA), jalur)
    tekan = 0
    for butir in desk.instrumen.butir.values():
        halaman.wait_for_url(f"**/nilai/{butir.kode_pendek}/**")
        halaman.locator("#j-soal .zi-kode").get_by_text(butir.kode_pendek, exact=True).wait_for()
        halaman.keyboard.press("Enter")
        tekan += 1
    halaman.wait_for_url("**/nilai/selesai/**")
    assert "Semua soal sudah dinilai" in halaman.locator("main").inner_text()
    assert (tekan, len(nilai()), salah) == (113, 113, [])
    assert nilai() == nilai(Lapisan.SATKER)
    halaman.context.close()


def test_lost_server_never_looks_saved_and_loses_nothing(chromium, live_server, desk):
    jalur = desk.url("meja_butir", kode_butir="P1.1b")
    halaman, salah = buka(chromium, live_server.url, desk.pelaku(Peran.TPI_KETUA), jalur)
    alamat = halaman.url
    halaman.keyboard.press("n")
    halaman.keyboard.type("abc y Enter 123")  # keys while typing are letters
    assert (nilai(), halaman.url) == ({}, alamat)
    halaman.keyboard.press("Escape")
    halaman.keyboard.press("Control+a")
    halaman.keyboard.press("Alt+b")
    assert nilai() == {}

    halaman.route("**/simpan/", lambda r: r.abort())
    halaman.keyboard.press("c")
    halaman.locator("[data-kabar]").wait_for()
    assert "Server tidak menjawab" in halaman.locator("[data-kabar]").inner_text()
    assert halaman.locator("[data-simpan][data-kini]").get_attribute("data-kini") == "gagal"
    assert halaman.locator("[data-keadaan=tersimpan]").is_visible() is False
    assert (halaman.url, nilai()) == (alamat, {})
    assert halaman.locator("[name=uraian]").input_value() == "abc y Enter 123"
    assert halaman.locator("[name=opsi][value=C][data-tombol]").get_attribute("aria-pressed") == "true"
    halaman.reload()  # even so the note comes back
    assert halaman.locator("[name=uraian]").input_value() == "abc y Enter 123"
    halaman.unroute("**/simpan/")

    def hilang(rute: Any) -> None:  # stored, but the answer gets lost on the way
        rute.fetch()
        rute.abort()

    halaman.route("**/simpan/", hilang)
    halaman.keyboard.press("c")
    halaman.locator("[data-kabar]").wait_for()
    assert halaman.url == alamat
    halaman.unroute("**/simpan/")
    halaman.keyboard.press("c")  # the same again is no conflict
    halaman.wait_for_url("**/nilai/P1.2a/**")
    assert "P1.1b: C · Tersimpan" in halaman.locator(".zi-meja-terakhir").inner_text().replace("\n", " ")
    halaman.keyboard.press("z")
    halaman.wait_for_url("**/nilai/P1.1b/")
    assert (nilai(), salah) == ({"A1.P.i.b": None}, [])
    halaman.context.close()


def test_keys_conflict_and_switch(chromium, live_server, desk):
    ketua = desk.pelaku(Peran.TPI_KETUA)
    tambah_frasa(oleh=ketua, teks="Notula belum ada.", bersama=False)
    jalur = desk.url("meja_butir", kode_butir="P1.1b")
    halaman, salah = buka(chromium, live_server.url, ketua, jalur)
    halaman.keyboard.press("f")
    halaman.get_by_text("Ditandai", exact=True).wait_for()
    halaman.keyboard.press("c")  # lower, without a note
    halaman.get_by_text("Tulis alasannya").wait_for()
    assert nilai() == {}
    halaman.keyboard.press("Escape")
    halaman.keyboard.press("p")
    halaman.keyboard.press("1")
    assert halaman.locator("[name=uraian]").input_value() == "Notula belum ada."
    halaman.keyboard.press("Control+Enter")
    halaman.wait_for_url("**/nilai/P1.2a/**")
    assert nilai() == {"A1.P.i.b": "C"}
    halaman.keyboard.press("k")
    halaman.wait_for_url("**/nilai/P1.1b/")
    halaman.keyboard.press("/")
    halaman.keyboard.type("p5.1b")
    halaman.keyboard.press("Enter")
    halaman.wait_for_url("**/nilai/P5.1b/")

    halaman.goto(live_server.url + jalur)
    lain = pelaku_untuk(desk.satker, Peran.TPI_KETUA)
    desk.tandatangan(lain)
    klien = Client()
    masuk(klien, lain)
    klien.post(desk.url("meja_simpan", kode_butir="P1.1b"), {"versi": 1, "ke": 1, "opsi": "B", "uraian": "Lain"})
    halaman.keyboard.press("a")
    halaman.get_by_role("heading", name="Bandingkan nilai P1.1b").wait_for()
    assert nilai() == {"A1.P.i.b": "B"}
    halaman.get_by_role("button", name="Pakai nilai saya").click()
    halaman.wait_for_url("**/nilai/P1.2a/**")
    assert nilai() == {"A1.P.i.b": "A"}

    halaman.goto(live_server.url + jalur)
    halaman.keyboard.press("?")
    halaman.get_by_role("button", name="Matikan pintasan").click()
    halaman.wait_for_url(f"**{jalur}")
    assert User.objects.get(pk=ketua.user.pk).pintasan is False
    halaman.keyboard.press("b")
    halaman.wait_for_timeout(300)
    assert (nilai(), salah) == ({"A1.P.i.b": "A"}, [])
    halaman.context.close()


def test_verdict_threads_and_read_log_by_keys_on_the_same_page(chromium, live_server, desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "berkas"
    bukti = beri_bukti(desk, "P1.1b", "SK tim.txt", b"SK tim kerja\n")
    versi = bukti.berkas.versi.get()
    BuktiPengajuan.objects.create(
        satker=desk.satker, pengajuan=Pengajuan.objects.get(), kode_butir="A1.P.i.b", bukti=bukti, versi=versi,
        sha256=versi.isi.sha256,
    )  # fmt: skip
    Olahan.objects.update_or_create(
        satker=desk.satker, isi=versi.isi, defaults={"status": StatusOlahan.SELESAI, "halaman": 1, "teks": ["SK tim"]}
    )
    jalur = desk.url("meja_butir", kode_butir="P1.1b")
    halaman, salah = buka(chromium, live_server.url, desk.pelaku(Peran.TPI_KETUA), jalur)
    assert not BacaBukti.objects.exists()  # it has not stood there long enough yet
    with halaman.expect_response("**/urutan-baca/berkas/**", timeout=8000) as baca:
        halaman.keyboard.press("v")
        halaman.keyboard.press("2")  # lower than accepted: the note is asked for, the choice stays
        halaman.locator("#catatan-putusan:focus").wait_for()
        halaman.keyboard.type("Belum bertanda tangan, 1 dan 2.")
        halaman.keyboard.press("Control+Enter")
        halaman.locator(".zi-putusan").get_by_text("Diterima sebagian").wait_for()
        halaman.keyboard.press("m")
        halaman.locator("#meja-diskusi #diskusi").wait_for()
        halaman.locator("#meja-diskusi details summary").first.click()
        halaman.locator("#pesan-satker").fill("Mohon laporan.")
        halaman.locator("#meja-diskusi form button").first.click()
        halaman.locator("#n-diskusi").get_by_text("1", exact=True).wait_for()
    assert (baca.value.status, halaman.url.endswith(jalur), nilai()) == (204, True, {})
    assert list(PutusanBukti.objects.values_list("putusan", "catatan")) == [
        ("sebagian", "Belum bertanda tangan, 1 dan 2.")
    ]
    assert (BacaBukti.objects.get().halaman, salah) == ([1], [])
    assert periksa(halaman, Axe().axe_script, lebar=(1366,), tema=("light",)) == []
    halaman.context.close()


def test_pages_have_no_violation_and_never_scroll_sideways(chromium, live_server, desk):
    axe, salah = Axe().axe_script, {}
    halaman, _ = buka(chromium, live_server.url, desk.pelaku(Peran.TPI_KETUA), desk.url("meja"))
    for jalur in (
        desk.url("meja"),
        desk.url("meja_butir", kode_butir="P1.1b"),
        desk.url("meja_butir", kode_butir="R5.3a"),
        desk.url("meja_layar", kode_butir="P1.1b"),
        desk.url("meja_selesai"),
        "/frasa/",
    ):
        halaman.goto(live_server.url + jalur)
        if temuan := periksa(halaman, axe, lebar=(1366, 360), tema=("light", "dark")):
            salah[jalur] = temuan
    halaman.context.close()
    assert salah == {}
