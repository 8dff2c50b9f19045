"""Click counts of the bulk inbox in a real browser (ux §5.1, §9 tests 1–4).

A *click* is one pointer activation or one committing key; a file dialog costs two more (choose, open), dragging any
number of files one. Typing and moving between fields do not count. Every activation goes through `Penghitung`.
"""

from __future__ import annotations

import base64
import contextlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from bench.aksesibilitas import periksa
from berkas.models import Bukti, Titipan, VersiBerkas
from penilaian.models import LembarKerja
from tests import pabrik
from tests.berkas import contoh
from tests.berkas.dunia import Dunia, bangun_dunia

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]
KODE = ("P5.1a", "P5.1b", "P5.2a", "P5.2b", "P5.3a", "P5.3c", "P5.4a", "P5.5b", "R5.1a", "R5.3a")
SERET = """(daftar) => {
  const dt = new DataTransfer();
  for (const [nama, isi] of daftar)
    dt.items.add(new File([Uint8Array.from(atob(isi), (h) => h.charCodeAt(0))], nama, {type: "application/pdf"}));
  const zona = document.querySelector("[data-zona]");
  for (const jenis of ["dragenter", "dragover", "drop"])
    zona.dispatchEvent(new DragEvent(jenis, {dataTransfer: dt, bubbles: true, cancelable: true}));
}"""


@contextlib.contextmanager
def dialog_berkas(page: Any, berkas: list[str]) -> Iterator[None]:
    """Choose `berkas` in the dialog that opens inside.

    The watch is switched on well before: a dialog that opens while the driver is still doing that is never reported.
    """
    dibuka: list[Any] = []

    def catat(pemilih: Any) -> None:
        dibuka.append(pemilih)

    page.on("filechooser", catat)
    page.wait_for_timeout(200)
    yield
    for _ in range(200):
        if dibuka:
            break
        page.wait_for_timeout(100)
    page.remove_listener("filechooser", catat)
    dibuka[0].set_files(berkas)


class Penghitung:
    """The hands of the person: everything that activates something is counted."""

    def __init__(self, page: Any) -> None:
        self.page, self.klik = page, 0

    def tekan(self, sasaran: Any) -> None:
        self.klik += 1
        sasaran.click()

    def enter(self) -> None:
        self.klik += 1
        self.page.keyboard.press("Enter")

    def dialog(self, tombol: Any, berkas: list[str]) -> None:
        """The button opens the dialog; in it "select all" and "open"."""
        with dialog_berkas(self.page, berkas):
            self.tekan(tombol)
        self.klik += 2

    def seret(self, daftar: dict[str, bytes]) -> None:
        self.klik += 1
        self.page.evaluate(SERET, [[n, base64.b64encode(i).decode()] for n, i in daftar.items()])


@pytest.fixture
def dunia(gudang_peramban: Path) -> Dunia:
    dunia = bangun_dunia(gudang_peramban)
    LembarKerja.objects.create(satker=dunia.satker, periode=dunia.periode)
    return dunia


@pytest.fixture
def gudang_peramban(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "gudang"
    return tmp_path / "gudang"


@pytest.fixture
def buka(chromium: Any, live_server: Any, client: Client, dunia: Dunia) -> Any:
    """A page as the Pokja member, on a path; fails the test on script errors."""
    konteks, galat = [], []

    def jalan(jalur: str = "/", **pilihan: Any) -> Any:
        konteks.append(chromium.new_context(**pilihan))
        pabrik.masuk(client, dunia.pokja)
        konteks[-1].add_cookies([{"name": "sesi", "value": client.cookies["sesi"].value, "url": live_server.url}])
        page = konteks[-1].new_page()
        page.on("pageerror", lambda e: galat.append(str(e)))
        page.goto(live_server.url + jalur)
        return page

    yield jalan
    for k in konteks:
        k.close()
    assert galat == []


def _pdf(nama: list[str]) -> dict[str, bytes]:
    return {n: contoh.pdf(isi=n) for n in nama}


def _di_disk(folder: Path, daftar: dict[str, bytes]) -> list[str]:
    folder.mkdir(exist_ok=True)
    for nama, isi in daftar.items():
        (folder / nama).write_bytes(isi)
    return [str(folder / n) for n in daftar]


def _tersimpan(dunia: Dunia) -> dict[str, str]:
    """Sent name → short code, of what stands under questions now."""
    pendek = {b.kode_butir: b for b in Bukti.objects.aktif()}
    assert len(pendek) == Bukti.objects.aktif().count()
    from instrumen.queries import instrumen_untuk

    butir = instrumen_untuk(dunia.periode.instrumen).butir
    nama = {v.berkas_id: v.nama_kirim for v in VersiBerkas.objects.all()}
    return {nama[b.berkas_id]: butir[b.kode_butir].kode_pendek for b in Bukti.objects.aktif()}


def _selesai(page: Any, kalimat: str) -> None:
    page.locator(".zi-batalkan", has_text=kalimat).wait_for(timeout=20_000)


@pytest.mark.parametrize(("cara", "klik"), [("seret", 2), ("dialog", 4)])
def test_ten_coded_files_from_home_in_at_most_four_clicks(
    buka: Any, dunia: Dunia, tmp_path: Path, cara: str, klik: int
) -> None:
    page = buka()
    orang, berkas = Penghitung(page), _pdf([f"{k} bukti.pdf" for k in KODE])
    if cara == "seret":
        orang.seret(berkas)
    else:
        orang.dialog(page.get_by_text("Pilih berkas", exact=True), _di_disk(tmp_path / "pilih", berkas))
    page.wait_for_url("**/unggah/", timeout=60_000)
    assert page.locator("#j-cocok").inner_text() == "10 berkas: 10 cocok"
    orang.tekan(page.get_by_role("button", name="Simpan 10 berkas"))
    _selesai(page, "10 berkas tersimpan.")
    assert _tersimpan(dunia) == {f"{k} bukti.pdf": k for k in KODE}
    assert Titipan.objects.menunggu().count() == 0
    assert orang.klik == klik <= 4


def test_ten_uncoded_files_in_at_most_fifteen_clicks(buka: Any, dunia: Dunia, tmp_path: Path) -> None:
    """The first empty field has the focus; code, Enter, and the next one has it."""
    page = buka()
    kata = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"]
    orang, berkas = Penghitung(page), _pdf([f"dokumen {k}.pdf" for k in kata])
    orang.dialog(page.get_by_text("Pilih berkas", exact=True), _di_disk(tmp_path / "pilih", berkas))
    page.wait_for_url("**/unggah/", timeout=60_000)
    assert page.locator("#j-cocok").inner_text() == "10 berkas: 10 perlu dipilih"
    harap = {}
    for kode in KODE:
        baris = page.locator("tr", has=page.locator("input:focus"))
        harap[baris.locator("th .text-break").first.inner_text()] = kode
        page.keyboard.type(kode)
        orang.enter()
    orang.tekan(page.get_by_role("button", name="Simpan 10 berkas"))
    _selesai(page, "10 berkas tersimpan.")
    assert _tersimpan(dunia) == harap
    assert set(harap) == set(berkas)
    assert orang.klik == 14 <= 15


def test_mixed_ten_end_stored_or_explained_and_nothing_is_lost(
    buka: Any, dunia: Dunia, tmp_path: Path, settings: Any
) -> None:
    """ux §9 test 3: one over the limit, one program, one duplicate, one cut connection; the other six and the retried
    one are stored, the duplicate is passed over with its reason.
    """
    settings.BATAS_BERKAS = 200_000
    from berkas.actions import unggah_langsung

    unggah_langsung(
        oleh=dunia.pokja,
        satker=dunia.satker,
        periode=dunia.periode,
        kode_butir="A5.P.iv.b",
        area="A5",
        nama="asli.pdf",
        blok=[contoh.pdf(isi="kembar")],
    )
    page = buka()
    putus = {"n": 0}

    def sambungan(rute: Any) -> None:
        if b"putus.pdf" in (rute.request.post_data_buffer or b"") and putus["n"] < 2:
            putus["n"] += 1
            rute.abort()
        else:
            rute.continue_()

    page.route("**/unggah/kirim/", sambungan)
    berkas = _pdf([f"{k} baik.pdf" for k in KODE[:6]])
    berkas |= {
        "P5.4a besar.pdf": contoh.pdf() + b"%" * 300_000,
        "program.exe": contoh.EXE,
        "kembar.pdf": contoh.pdf(isi="kembar"),
        "P5.5b putus.pdf": contoh.pdf(isi="putus"),
    }
    page.set_input_files("#pilih-berkas", _di_disk(tmp_path / "pilih", berkas))
    page.get_by_text("Status: 7 dari 10 berkas tersimpan, 3 perlu tindakan.").wait_for(timeout=60_000)
    antrean = page.locator("[data-antrean]").inner_text()
    assert "Terlalu besar. Batasnya" in antrean
    assert "program.exe tidak diterima." in antrean
    assert "Sambungan terputus" in antrean
    assert page.url.endswith("/")  # what wants to be read stays in sight
    page.get_by_role("button", name=re.compile("Coba lagi")).click()
    page.get_by_text("Status: 8 dari 10 berkas tersimpan, 2 perlu tindakan.").wait_for(timeout=20_000)
    page.get_by_role("link", name="Cocokkan berkas di kotak masuk").click()
    assert page.locator("#j-cocok").inner_text() == "8 berkas: 7 cocok, 1 sudah ada"
    assert "sudah ada di P5.4b" in page.locator("tr", has_text="kembar.pdf").inner_text()
    page.get_by_role("button", name="Simpan 7 berkas").click()
    _selesai(page, "7 berkas tersimpan, 1 dilewati.")
    harap = {f"{k} baik.pdf": k for k in KODE[:6]} | {"P5.5b putus.pdf": "P5.5b", "asli.pdf": "P5.4b"}
    assert _tersimpan(dunia) == harap
    page.locator(".zi-batalkan").get_by_role("button", name="Batalkan").click()
    page.get_by_text("8 berkas kembali ke kotak masuk.").wait_for()
    assert Titipan.objects.menunggu().count() == 8


def test_archive_with_a_court_style_tree(buka: Any, dunia: Dunia) -> None:
    isi = io.BytesIO()
    with zipfile.ZipFile(isi, "w") as arsip:
        for jalur in (
            "AREA V/i. Pengendalian Gratifikasi/5.i.b SK UPG NOV 2026.pdf",
            "AREA V/PEMENUHAN/ii. SPIP/5.ii.a Matriks risiko.pdf",
            "AREA V/REFORM/5.iii.a Rekap LHKPN.pdf",
        ):
            arsip.writestr(jalur, contoh.pdf(isi=jalur))
        arsip.writestr("AREA V/catatan.exe", contoh.EXE)
    page = buka(f"{dunia.url}unggah/")
    Penghitung(page).seret({"area5.zip": isi.getvalue()})
    page.get_by_text("3 berkas dari arsip masuk ke kotak masuk, 1 tidak diterima.").wait_for(timeout=30_000)
    assert page.locator("#j-cocok").inner_text() == "3 berkas: 2 cocok, 1 perlu diperiksa"
    page.get_by_text("1 berkas tidak diterima", exact=True).click()
    assert page.get_by_text("AREA V/catatan.exe: catatan.exe tidak diterima.").is_visible()
    page.get_by_role("button", name="Simpan 3 berkas").click()
    _selesai(page, "3 berkas tersimpan.")
    assert sorted(_tersimpan(dunia).values()) == ["P5.1b", "P5.2a", "R5.3a"]


def test_chosen_folder_keeps_its_path(buka: Any, dunia: Dunia, tmp_path: Path) -> None:
    (tmp_path / "AREA V" / "P5.1b UPG").mkdir(parents=True)
    (tmp_path / "AREA V" / "P5.1b UPG" / "SK.pdf").write_bytes(contoh.pdf())
    (tmp_path / "AREA V" / "Thumbs.db").write_bytes(b"x")
    page = buka(f"{dunia.url}unggah/")
    page.set_input_files("#pilih-folder", str(tmp_path / "AREA V"))
    page.locator("#j-cocok").wait_for()
    assert page.locator("#j-cocok").inner_text() == "1 berkas: 1 cocok"
    assert Titipan.objects.get().folder == "AREA V/P5.1b UPG"


def test_later_uploads_keep_what_was_typed(buka: Any, dunia: Dunia) -> None:
    page = buka(f"{dunia.url}unggah/")
    orang = Penghitung(page)
    orang.seret(_pdf(["satu.pdf"]))
    page.locator("tr", has_text="satu.pdf").wait_for()
    page.locator("[data-kode]").fill("P5.1a")
    page.locator("[data-triwulan]").select_option("B06")
    orang.seret(_pdf(["P5.1b dua.pdf"]))
    page.locator("tr", has_text="P5.1b dua.pdf").wait_for()
    satu = page.locator("tr", has_text="satu.pdf")
    assert (satu.locator("[data-kode]").input_value(), satu.locator("[data-triwulan]").input_value()) == (
        "P5.1a",
        "B06",
    )
    assert page.get_by_role("button", name="Simpan 2 berkas").is_visible()
    page.fill("#semua-tanggal", "17-08-2026")
    page.get_by_role("button", name="Terapkan").click()
    page.get_by_role("button", name="Simpan 2 berkas").click()
    _selesai(page, "2 berkas tersimpan.")
    assert {str(v.tanggal_dokumen) for v in VersiBerkas.objects.all()} == {"2026-08-17"}


def test_suggestion_is_switched_by_its_button(buka: Any, dunia: Dunia) -> None:
    page = buka(f"{dunia.url}unggah/")
    Penghitung(page).seret(_pdf(["5.i.a kampanye.pdf"]))
    baris = page.locator("tr", has_text="5.i.a kampanye.pdf")
    baris.wait_for()
    assert baris.locator("[data-kode]").input_value() == "P5.1a"
    assert page.get_by_text("1 di antaranya tebakan: periksa dulu.").is_visible()
    baris.get_by_role("button", name=re.compile(r"^R5\.1a")).click()
    page.get_by_role("button", name="Simpan 1 berkas").click()
    _selesai(page, "1 berkas tersimpan.")
    assert _tersimpan(dunia) == {"5.i.a kampanye.pdf": "R5.1a"}


def test_without_javascript_the_same_forms_do_it(buka: Any, dunia: Dunia, tmp_path: Path) -> None:
    page = buka(f"{dunia.url}unggah/", java_script_enabled=False)
    berkas = _pdf(["P5.1b SK.pdf", "notulen.pdf"]) | {"x.exe": contoh.EXE}
    page.set_input_files("#pilih-berkas", _di_disk(tmp_path / "pilih", berkas))
    page.get_by_role("button", name="Unggah", exact=True).click()
    assert "2 berkas masuk ke kotak masuk." in page.locator("main").inner_text()
    assert "x.exe tidak diterima." in page.locator("main").inner_text()
    page.get_by_label("Soal tujuan untuk notulen.pdf").fill("a5.p.i.a")
    page.keyboard.press("Enter")
    assert "2 berkas tersimpan." in page.locator(".zi-batalkan").inner_text()
    assert _tersimpan(dunia) == {"P5.1b SK.pdf": "P5.1b", "notulen.pdf": "P5.1a"}
    page.get_by_role("button", name="Batalkan").click()
    assert Titipan.objects.menunggu().count() == 2


def test_keyboard_alone_matches_and_saves(buka: Any, dunia: Dunia, tmp_path: Path) -> None:
    page = buka(f"{dunia.url}unggah/")
    page.locator("#pilih-berkas").focus()
    with dialog_berkas(page, _di_disk(tmp_path / "pilih", _pdf(["notulen.pdf", "P5.1b SK.pdf"]))):
        page.keyboard.press("Space")
    page.locator("tr", has_text="notulen.pdf").wait_for()
    page.locator("[data-kode]:focus").wait_for()
    page.keyboard.type("P5.1a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-simpan]')")
    page.keyboard.press("Enter")
    _selesai(page, "2 berkas tersimpan.")
    assert _tersimpan(dunia) == {"notulen.pdf": "P5.1a", "P5.1b SK.pdf": "P5.1b"}


def test_full_inbox_has_no_violation_and_never_scrolls_sideways(buka: Any, dunia: Dunia) -> None:
    page = buka(f"{dunia.url}unggah/")
    nama = [f"{k} bukti dengan nama yang panjang sekali sampai dua baris {n}.pdf" for n, k in enumerate(KODE)]
    Penghitung(page).seret(_pdf([*nama, "5.i.a tebakan.pdf", "notulen.pdf", "P1.1a area lain.pdf"]))
    page.get_by_text("13 berkas:").wait_for(timeout=60_000)
    assert periksa(page, Axe().axe_script, lebar=(1366, 360), tema=("light", "dark")) == []
