"""Bad input in a browser: each case gets its exact sentence, and nothing that was typed or stored is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from berkas.models import VersiBerkas
from instrumen.queries import instrumen_untuk
from penilaian.actions.jawaban import simpan_jawaban
from penilaian.actions.lembar import buka_lembar
from penilaian.models import Jawaban, RiwayatJawaban
from satker.models import Layanan, Satker
from satker.pelaku import muat_pelaku
from satker.peran import Peran
from tests.berkas import contoh
from tests.pabrik import (
    SANDI,
    buat_instansi,
    buat_kanwil,
    buat_penugasan,
    buat_periode,
    buat_satker,
    buat_user,
    pelaku_untuk,
)

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]
TAHUN = timezone.localdate().year
TUNGGU = 8000
BATAS = 200 * 1024


class Orang:
    """A ketua tim ZI in a browser of its own, logged in through the login page."""

    def __init__(self, chromium: Any, dasar: str, satker: Satker, **opsi: Any) -> None:
        self.dasar, self.satker = dasar, satker
        self.konteks = chromium.new_context(**opsi)
        self.page = self.konteks.new_page()
        self.page.set_default_timeout(TUNGGU)
        self.galat: list[str] = []
        self.page.on("pageerror", lambda galat: self.galat.append(str(galat)))
        self.page.goto(f"{dasar}/masuk/")
        self.isi_masuk()
        self.page.wait_for_url(f"{dasar}/")

    def isi_masuk(self) -> None:
        self.page.get_by_label("Nama pengguna, NIP, atau surel").fill("koor")
        self.page.get_by_label("Sandi").fill(SANDI)
        self.page.get_by_role("button", name="Masuk", exact=True).click()

    def buka(self, kode: str) -> None:
        self.page.goto(f"{self.dasar}/{TAHUN}/satker/{self.satker.kode}/lke/{kode}/")

    def isi(self, **isian: str) -> None:
        for nama, nilai in isian.items():
            self.page.locator(f"[name='isian-{nama}'], [name='{nama}']").fill(nilai)

    def simpan(self, nama: str = "Simpan") -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=nama, exact=True).click()

    def pesan(self) -> str:
        """The summary box of a refused page."""
        return str(self.page.locator("main [role=alert][data-fokus]").inner_text()).strip()

    def di_medan(self, nama: str) -> str:
        return str(self.page.locator(f"[data-galat='{nama}']").inner_text())

    def nilai(self, nama: str) -> str:
        return str(self.page.locator(f"[name='{nama}']").input_value())

    def keadaan(self, kini: str) -> None:
        self.page.wait_for_selector(f'[data-simpan][data-kini="{kini}"]')

    def tutup(self) -> None:
        self.page.wait_for_load_state("networkidle")
        self.konteks.close()


@pytest.fixture
def satker(media: None) -> Satker:
    call_command("muat_instrumen", verbosity=0)
    instansi = buat_instansi()
    periode = buat_periode(instansi, TAHUN)
    unit = buat_satker(buat_kanwil(instansi), nama="Satker Peramban")
    tugas = buat_penugasan(unit, Peran.KOORDINATOR, buat_user(username="koor", password=SANDI))
    buka_lembar(oleh=muat_pelaku(tugas.user, str(tugas.pk)), satker=unit, periode=periode)
    return unit


@pytest.fixture
def orang(chromium: Any, live_server: Any, satker: Satker) -> Iterator[Orang]:
    orang = Orang(chromium, live_server.url, satker)
    yield orang
    orang.tutup()
    assert orang.galat == []


@pytest.fixture
def tanpa_skrip(chromium: Any, live_server: Any, satker: Satker) -> Iterator[Orang]:
    """The pages alone, so that every sentence is the server's and no autosave comes before it."""
    orang = Orang(chromium, live_server.url, satker, java_script_enabled=False)
    yield orang
    orang.tutup()


def tersimpan(satker: Satker, kode: str) -> Any:
    """What the database holds: (isi, uraian, versi), or None."""
    butir = instrumen_untuk("LKE-ZI-2021").cari(kode)
    baris = Jawaban.objects.filter(satker=satker, kode_butir=butir.kode).first()
    return baris and (baris.isi, baris.uraian, baris.versi)


def teman_menjawab(satker: Satker, kode: str, isi: Any, uraian: str) -> str:
    """A colleague saves first; gives the colleague's name."""
    lembar = satker.lembar.get()
    teman = pelaku_untuk(satker, Peran.KOORDINATOR)
    simpan_jawaban(
        oleh=teman,
        lembar=lembar,
        butir=instrumen_untuk("LKE-ZI-2021").cari(kode),
        isi=isi,
        uraian=uraian,
        catatan_nol="",
        versi_dasar=0,
    )
    return str(teman.user.nama)


# --- Answers ---------------------------------------------------------------------------------------------------------


def test_letter_that_the_question_does_not_have(orang: Orang, satker: Satker) -> None:
    orang.buka("P5.1b")
    orang.page.evaluate("document.querySelector('#id_opsi_0').value = 'Z'")
    orang.page.check("#id_opsi_0")
    orang.keadaan("gagal")
    di_tempat = orang.di_medan("opsi")
    orang.isi(uraian="tetap ada")
    orang.simpan()

    assert di_tempat == orang.di_medan("opsi") == "Pilih salah satu jawaban untuk P5.1b."
    assert orang.pesan() == "Periksa isian berikut\nJawaban satker: Pilih salah satu jawaban untuk P5.1b."
    assert orang.page.title().startswith("Galat: P5.1b")
    assert (orang.nilai("uraian"), tersimpan(satker, "P5.1b")) == ("tetap ada", None)


BUKAN_BILANGAN = {
    "dua": '"dua" bukan angka. Tulis angka saja, misalnya 12.',
    "-3": '"-3" kurang dari nol. Isi 0 atau lebih.',
    "2,5": '"2,5" bukan bilangan bulat. Tulis tanpa koma, misalnya 12.',
}


def test_count_that_is_no_count(tanpa_skrip: Orang, satker: Satker) -> None:
    o = tanpa_skrip
    o.buka("R5.2a")
    o.isi(selesai="1", uraian="tetap ada")
    for teks, kalimat in BUKAN_BILANGAN.items():
        o.isi(harus_ditindaklanjuti=teks)
        o.simpan()

        assert o.di_medan("isian-harus_ditindaklanjuti") == kalimat
        isian = [o.nilai(f"isian-{nama}") for nama in ("harus_ditindaklanjuti", "selesai")]
        assert (isian, o.nilai("uraian")) == ([teks, "1"], "tetap ada")
    assert tersimpan(satker, "R5.2a") is None


def test_numerator_above_the_denominator_is_an_error(tanpa_skrip: Orang, satker: Satker) -> None:
    o = tanpa_skrip
    o.buka("R5.2a")
    o.isi(harus_ditindaklanjuti="4", selesai="5")
    o.simpan()

    assert o.di_medan("isian-selesai") == (
        "Paling banyak 4, sebanyak jumlah pada: Jumlah pengaduan masyarakat yang harus ditindaklanjuti. "
        "Periksa kedua angka."
    )
    assert (o.nilai("isian-harus_ditindaklanjuti"), o.nilai("isian-selesai")) == ("4", "5")
    assert tersimpan(satker, "R5.2a") is None


def test_numerator_above_the_denominator_is_cut_where_the_rule_allows_it(tanpa_skrip: Orang, satker: Satker) -> None:
    o = tanpa_skrip
    o.buka("R1.1a")
    o.isi(jumlah_agen="2", jumlah_perubahan="5")
    o.simpan()

    assert o.page.inner_text("[data-hitungan]") == "5 dari 2 = 250,00%, dihitung 100,00%."
    assert o.page.inner_text("[data-poin]") == "1,00"


def test_zero_denominator_asks_for_a_note_and_then_scores(tanpa_skrip: Orang, satker: Satker) -> None:
    o = tanpa_skrip
    o.buka("R5.2a")
    o.isi(harus_ditindaklanjuti="0", selesai="0", uraian="tetap ada")
    o.simpan()
    kalimat, sebelum = o.di_medan("catatan_nol"), tersimpan(satker, "R5.2a")
    o.isi(catatan_nol="tidak ada pengaduan tahun ini")
    o.simpan()

    assert kalimat == (
        "Pembaginya nol, jadi nilai R5.2a ditetapkan 1,00. Tulis sebabnya dalam satu kalimat, misalnya: "
        "tidak ada pengaduan tahun ini."
    )
    assert sebelum is None
    assert tersimpan(satker, "R5.2a") == ({"harus_ditindaklanjuti": "0", "selesai": "0"}, "tetap ada", 1)
    assert o.page.inner_text("[data-hitungan]") == "Pembaginya nol: nilai ditetapkan 100,00%."


# --- Files -----------------------------------------------------------------------------------------------------------


def test_files_that_cannot_be_taken(orang: Orang, settings: Any, tmp_path: Path) -> None:
    settings.BATAS_BERKAS = BATAS
    berkas = {
        "baik.pdf": contoh.pdf(1),
        "besar.pdf": contoh.pdf(1) + b"\n%" + b"x" * BATAS,
        "SK.pdf": contoh.EXE,
        "kosong.pdf": b"",
    }
    for nama, isi in berkas.items():
        (tmp_path / nama).write_bytes(isi)
    orang.buka("P5.1b")
    orang.page.set_input_files("#pilih-berkas", [str(tmp_path / nama) for nama in berkas])
    orang.page.get_by_text("Status: 1 dari 4 berkas tersimpan, 3 perlu tindakan.").wait_for()

    antrean = orang.page.inner_text("[data-antrean]")
    assert "Terlalu besar. Batasnya 200 KB. Kompres atau tempel tautan." in antrean
    assert "SK.pdf bukan PDF yang sah. Simpan ulang sebagai PDF, lalu unggah lagi." in antrean
    assert "Berkas ini kosong (0 B). Pilih berkas lain." in antrean
    assert [v.nama_kirim for v in VersiBerkas.objects.all()] == ["baik.pdf"]
    assert orang.page.inner_text("[data-jumlah]") == "1"


def test_files_that_cannot_be_taken_without_scripts(tanpa_skrip: Orang, settings: Any, tmp_path: Path) -> None:
    settings.BATAS_BERKAS = BATAS
    berkas = {"besar.pdf": contoh.pdf(1) + b"\n%" + b"x" * BATAS, "SK.pdf": contoh.EXE, "kosong.pdf": b""}
    for nama, isi in {**berkas, "baik.pdf": contoh.pdf(1)}.items():
        (tmp_path / nama).write_bytes(isi)
    o = tanpa_skrip
    o.buka("P5.1b")
    o.page.set_input_files("#pilih-berkas", [str(tmp_path / nama) for nama in (*berkas, "baik.pdf")])
    o.simpan("Unggah")

    teks = o.page.inner_text("main")
    assert "besar.pdf 201 KB. Batasnya 200 KB. Kompres atau tempel tautan." in teks
    assert "SK.pdf bukan PDF yang sah. Simpan ulang sebagai PDF, lalu unggah lagi." in teks
    assert "kosong.pdf kosong (0 B). Pilih berkas lain." in teks
    assert [v.nama_kirim for v in VersiBerkas.objects.all()] == ["baik.pdf"]


# --- Twice, too late, at the same time -------------------------------------------------------------------------------


def test_double_submit_saves_once(orang: Orang, satker: Satker) -> None:
    """Two clicks before the answer: one version, one page, no conflict with oneself."""
    orang.buka("P5.1b")
    orang.page.evaluate(
        """() => {
          document.querySelector("#id_opsi_1").checked = true;
          const tombol = document.querySelector("[name=aksi][value=simpan]");
          tombol.click(); tombol.click(); tombol.click();
        }"""
    )
    orang.page.get_by_text("P5.1b tersimpan: 0,50 dari 0,75 poin.").wait_for()

    assert tersimpan(satker, "P5.1b") == ("B", "", 1)
    assert RiwayatJawaban.objects.count() == 0


def test_double_click_on_a_plain_form_sends_it_once(orang: Orang, satker: Satker) -> None:
    """The second click must not show "sudah ada" for what the first one made."""
    orang.page.goto(f"{orang.dasar}/{TAHUN}/satker/{satker.kode}/layanan/baru/")
    orang.isi(nama="Kunjungan", sumber="SK", mulai="1-1-2026", tanggal_sumber="1-1-2026")
    tombol = orang.page.get_by_role("button", name="Simpan", exact=True)
    tombol.evaluate("(tombol) => { tombol.click(); setTimeout(() => tombol.click(), 30); }")
    orang.page.wait_for_url("**/fakta/")

    assert Layanan.objects.filter(satker=satker).count() == 1
    assert orang.page.locator("main [role=alert]").count() == 0


def test_expired_session_keeps_what_was_typed(orang: Orang, satker: Satker) -> None:
    orang.buka("P5.1b")
    orang.page.check("#id_opsi_1")
    orang.keadaan("tersimpan")
    Session.objects.all().delete()
    orang.isi(uraian="ketikan yang tidak boleh hilang")
    orang.keadaan("lokal")
    kalimat = orang.page.inner_text("[data-kabar-kata]")
    orang.page.get_by_role("link", name="Masuk lagi").click()
    orang.isi_masuk()
    orang.page.wait_for_url("**/lke/P5.1b/")
    tawaran = orang.page.inner_text("[data-tawar-kata]")
    orang.page.get_by_role("button", name="Pakai", exact=True).click()
    orang.keadaan("tersimpan")

    assert kalimat == "Sesi berakhir demi keamanan. Isian Anda disimpan di peramban ini."
    assert tawaran.startswith("Ada isian yang belum terkirim dari ")
    assert tersimpan(satker, "P5.1b") == ("B", "ketikan yang tidak boleh hilang", 2)


def test_expired_session_without_scripts_says_that_nothing_was_saved(tanpa_skrip: Orang, satker: Satker) -> None:
    o = tanpa_skrip
    o.buka("P5.1b")
    o.isi(uraian="ketikan")
    Session.objects.all().delete()
    o.simpan()
    teks = o.page.inner_text("main")
    o.isi_masuk()
    o.page.wait_for_url("**/lke/P5.1b/")

    assert "Sesi berakhir demi keamanan. Yang baru saja Anda kirim belum tersimpan." in teks
    assert tersimpan(satker, "P5.1b") is None


def test_stale_version_shows_both_and_overwrites_only_by_choice(orang: Orang, satker: Satker) -> None:
    orang.buka("P5.1b")
    teman = teman_menjawab(satker, "P5.1b", "D", "kata teman")
    orang.isi(uraian="kata saya")
    orang.page.check("#id_opsi_0")
    orang.keadaan("gagal")
    kabar = orang.page.inner_text("[data-kabar-kata]")
    with orang.page.expect_response(lambda jawab: jawab.request.is_navigation_request()) as jawab:
        orang.page.get_by_role("link", name="Bandingkan").click()
    teks = orang.page.inner_text("main")
    sebelum = tersimpan(satker, "P5.1b")
    orang.simpan("Pakai punya saya")

    assert kabar.startswith(f"{teman} mengubah jawaban ini pukul ")
    assert kabar.endswith("Bandingkan sebelum menyimpan.")
    assert jawab.value.status == 409
    for kata in ("Yang tersimpan", "D: Belum ada UPG", "kata teman", "Punya saya", "A: Ada UPG;", "kata saya"):
        assert kata in teks
    assert sebelum == ("D", "kata teman", 1)
    assert tersimpan(satker, "P5.1b") == ("A", "kata saya", 2)
    assert list(RiwayatJawaban.objects.values_list("isi", "uraian")) == [("D", "kata teman")]
