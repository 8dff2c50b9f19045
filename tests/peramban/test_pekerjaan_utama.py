"""The main job in a browser: answer, upload, see the nilai, read as kepala why the satker is not ready.

By hand: P1.1a Ya 0,25 · P1.1b B 0,5 × 0,25 = 0,125 · P5.1b B 0,67 × 0,75 = 0,5025 · R5.3a 3/4 × 1 = 0,75 ·
H1a 3,60/4 × 17,5 = 15,75; together 17,3775.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from penilaian.models import Jawaban, RingkasanLembar
from satker.models import Satker
from satker.peran import Peran
from tests.berkas import contoh
from tests.pabrik import SANDI, buat_instansi, buat_kanwil, buat_penugasan, buat_periode, buat_satker, buat_user

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]
TAHUN = timezone.localdate().year


@pytest.fixture
def satker(media: None) -> Satker:
    from django.core.management import call_command

    call_command("muat_instrumen", verbosity=0)
    instansi = buat_instansi()
    buat_periode(instansi, TAHUN)
    unit = buat_satker(buat_kanwil(instansi), nama="Satker Peramban")
    for username, peran in (("koor", Peran.KOORDINATOR), ("kepala", Peran.KEPALA)):
        buat_penugasan(unit, peran, buat_user(username=username, password=SANDI))
    return unit


def masuk(halaman: Any, dasar: str, username: str) -> None:
    halaman.goto(f"{dasar}/masuk/")
    halaman.get_by_label("Nama pengguna, NIP, atau surel").fill(username)
    halaman.get_by_label("Sandi").fill(SANDI)
    halaman.get_by_role("button", name="Masuk", exact=True).click()
    halaman.wait_for_url(f"{dasar}/")


def test_main_job(chromium, live_server, satker, tmp_path: Path):
    dasar = live_server.url
    lke = f"{dasar}/{TAHUN}/satker/{satker.kode}/lke"
    halaman = chromium.new_page(viewport={"width": 1366, "height": 900})
    salah: list[str] = []
    halaman.on("pageerror", lambda galat: salah.append(str(galat)))
    halaman.on("console", lambda pesan: salah.append(pesan.text) if pesan.type == "error" else None)

    masuk(halaman, dasar, "koor")
    halaman.get_by_role("button", name=f"Mulai LKE {TAHUN}").first.click()

    def jawab(kode: str, isi: dict[str, str]) -> None:
        halaman.goto(f"{lke}/{kode}/")
        for nama, nilai in isi.items():
            medan = halaman.locator(f"[name='{nama}']")
            if medan.first.get_attribute("type") == "radio":
                halaman.locator(f"[name='{nama}'][value='{nilai}']").check()
            else:
                medan.fill(nilai)
        with halaman.expect_navigation():
            halaman.get_by_role("button", name="Simpan", exact=True).click()

    jawab("P1.1a", {"opsi": "Ya"})
    jawab("P1.1b", {"opsi": "B"})
    jawab(
        "R5.3a",
        {
            "isian-wajib_kepala": "1",
            "isian-wajib_pejabat": "2",
            "isian-wajib_lain": "1",
            "isian-sudah": "3",
        },
    )
    jawab("H1a", {"isian-indeks": "3,60"})
    jawab("P5.1b", {"opsi": "B"})
    assert "17,38" in halaman.locator("main").inner_text()

    pilihan = []
    for n in (1, 2, 3):
        berkas = tmp_path / f"P5.1b bukti {n}.pdf"
        berkas.write_bytes(contoh.pdf(isi=f"Bukti {n} {satker.nama}"))
        pilihan.append(str(berkas))
    halaman.locator("input[type=file]").first.set_input_files(pilihan)
    halaman.get_by_text("3 dari 3 berkas tersimpan").wait_for(timeout=15000)
    halaman.reload()
    assert "Data dukung — 3 berkas" in halaman.locator("main").inner_text()

    ringkasan = RingkasanLembar.objects.get(satker=satker)
    assert (str(ringkasan.total.normalize()), ringkasan.terisi) == ("17.3775", 5)
    assert Jawaban.objects.get(satker=satker, kode_butir="A5.P.i.b").isi == "B"

    kepala = chromium.new_page(viewport={"width": 360, "height": 740})
    kepala.on("pageerror", lambda galat: salah.append(str(galat)))
    masuk(kepala, dasar, "kepala")
    teks = kepala.locator("main").inner_text()
    assert "Belum siap diusulkan WBK: 11 dari 12 syarat belum terpenuhi." in teks
    assert "17,38" in teks
    lebar = kepala.evaluate("document.documentElement.scrollWidth")
    assert lebar == 360
    assert salah == []


def test_keyboard_reaches_the_answer_and_saves(chromium, live_server, satker):
    """Without a mouse: skip link, radio by arrow key, Ctrl+Enter saves and goes on."""
    dasar = live_server.url
    halaman = chromium.new_page()
    masuk(halaman, dasar, "koor")
    halaman.get_by_role("button", name=f"Mulai LKE {TAHUN}").first.click()
    halaman.goto(f"{dasar}/{TAHUN}/satker/{satker.kode}/lke/P1.1a/")
    halaman.keyboard.press("Tab")
    assert halaman.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    halaman.keyboard.press("Enter")
    halaman.locator("[name=opsi][value=Tidak]").focus()
    halaman.keyboard.press("Space")
    halaman.keyboard.press("Control+Enter")
    halaman.wait_for_url("**/lke/P1.1b/")
    assert Jawaban.objects.get(satker=satker, kode_butir="A1.P.i.a").isi == "Tidak"


def test_main_job_without_javascript(chromium, live_server, satker, tmp_path: Path):
    konteks = chromium.new_context(java_script_enabled=False)
    halaman = konteks.new_page()
    dasar = live_server.url
    masuk(halaman, dasar, "koor")
    halaman.get_by_role("button", name=f"Mulai LKE {TAHUN}").first.click()
    halaman.goto(f"{dasar}/{TAHUN}/satker/{satker.kode}/lke/P1.1a/")
    halaman.locator("[name=opsi][value=Ya]").check()
    halaman.get_by_role("button", name="Simpan", exact=True).click()
    assert Jawaban.objects.get(satker=satker, kode_butir="A1.P.i.a").isi == "Ya"
    berkas = tmp_path / "SK tim.pdf"
    berkas.write_bytes(contoh.pdf(isi=f"SK tim {satker.nama}"))
    halaman.locator("input[type=file]").first.set_input_files(str(berkas))
    halaman.get_by_role("button", name="Unggah").click()
    assert "SK tim.pdf" in halaman.locator("main").inner_text()
