"""Every GET page as the roles that matter, light and dark, at three widths: no axe violation, no sideways scroll.

Usage: .venv/bin/python -m bench.aksesibilitas [--alamat http://127.0.0.1:8000] [--peran kepala07 --peran kanwil]
       [--rute dasbor --rute lke]
Without --alamat it makes a world of its own with the demo data. With --alamat it only reads: every request is a GET
but the login. Pages come from the URLconf; ids of files, people and letters from the links of the pages themselves.

axe cannot see everything (order of focus, wording, contrast inside SVG): zero findings is not a claim of conformance.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

LEBAR = (1366, 360, 320)
TEMA = ("light", "dark")
ATURAN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Demo accounts, and the unit whose pages they open (an evaluator team only reads the units it was given).
PERAN = {
    "": "07",
    "pokja5.07": "07",
    "koordinator07": "07",
    "kepala07": "07",
    "kanwil": "07",
    "tpi.ketua": "08",
    "admin": "07",
    "pusat": "07",
    "sistem": "07",
}
# The same page looks the same to everybody: once is enough.
SEKALI = re.compile(r"account_\w+|bantuan|aksesibilitas|galeri|profil|cari|satker:pekerjaan_daftar")
# States of a page that its address alone does not show.
RAGAM: dict[str, tuple[str, ...]] = {
    "cari": ("?q=gratifikasi", "?q=tidakadasamasekali"),
    "daftar_satker": ("", "?q=tidakadasamasekali"),
    "dasbor": ("", "?predikat=WBBM"),
    "lke": ("", "?urut=poin", "?saring=belum"),
    "berkas:daftar": ("", "?q=tidakadasamasekali", "?untuk=P5.1b"),
    "berkas:kesegaran": ("", "?masalah=1&area=A5"),
    "berkas:aturan": ("", "?ubahan=1"),
    "satker:riwayat": ("", "?butir=P9.9z"),
}
TANPA_SKRIP = {"butir", "lke", "dasbor", "beranda"}
KOLOM = "{:38} {:14} {:>7} {:>7} {:>6}"
KODE_BUTIR = ("P5.1b", "P1.1a", "R5.3a", "H1a")
_AXE = "axe.run(document, {runOnly: {type: 'tag', values: %r}, resultTypes: ['violations']})" % ATURAN  # noqa: UP031


def periksa(halaman: Any, skrip_axe: str, lebar: tuple[int, ...] = LEBAR, tema: tuple[str, ...] = TEMA) -> list[str]:
    """Findings of the open page as lines; folded parts are opened first so that they are looked at too."""
    halaman.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
    if not halaman.evaluate("typeof axe === 'object'"):
        halaman.evaluate(skrip_axe)
    temuan = []
    for piksel in lebar:
        halaman.set_viewport_size({"width": piksel, "height": 900})
        isi = halaman.evaluate("document.documentElement.scrollWidth")
        if isi > piksel:
            temuan.append(f"{piksel} px: isi selebar {isi} px, halaman bergeser ke samping")
        for nada in tema:
            halaman.evaluate(f"document.documentElement.setAttribute('data-bs-theme', '{nada}')")
            for langgar in halaman.evaluate(_AXE)["violations"]:
                simpul = langgar["nodes"]
                contoh = " | ".join(str(s["target"][-1]) for s in simpul[:3])
                temuan.append(f"{piksel} px {nada}: {langgar['id']} ×{len(simpul)}: {contoh}")
    return temuan


@dataclass
class Baris:
    """One route as one role: how many pages were opened and what was found."""

    rute: str
    akun: str
    halaman: int = 0
    temuan: list[str] = field(default_factory=list)


class Pemeriksa:
    """Walks the routes of one role in one browser context."""

    def __init__(self, konteks: Any, dasar: str, akun: str, skrip_axe: str, rute: set[str]) -> None:
        from zi_portal.izin_dok import daftar_url

        self.konteks, self.dasar, self.akun, self.skrip_axe = konteks, dasar, akun, skrip_axe
        self.halaman = konteks.new_page()
        self.pola = [b for b in daftar_url() if b.nama and (not rute or b.nama in rute)]
        self.tak_termuat: list[str] = []  # styles and scripts without which a page is not what people see
        self.halaman.on("response", self._catat_jawaban)
        self.tautan: dict[str, str] = {}  # route name → first address of it that a page linked to
        self.hasil: list[Baris] = []

    def masuk(self) -> None:
        from django.conf import settings

        self.halaman.goto(f"{self.dasar}/masuk/")
        self.halaman.fill("[name=login]", self.akun)
        self.halaman.fill("[name=password]", settings.SANDI_DEMO)
        self.halaman.press("[name=password]", "Enter")
        self.halaman.wait_for_url(f"{self.dasar}/")

    def jalankan(self, lewati: set[str]) -> list[Baris]:
        """Routes that need no id first; what they link to gives the ids of the rest."""
        antre = [b for b in self.pola if b.nama not in lewati]
        for putaran in range(3):
            sisa = []
            for baris in antre:
                alamat = self._alamat(baris.nama, baris.rute)
                if alamat:
                    self._buka(baris.nama, alamat)
                elif putaran < 2:
                    sisa.append(baris)
            antre = sisa
        if not self.akun:
            self._buka("(404)", ["/tidak-ada/"])
        return self.hasil

    def _alamat(self, nama: str, rute: str) -> list[str]:
        from django.urls import reverse
        from django.utils import timezone

        tahun = timezone.localdate().year
        if "uuid" in rute:
            return [self.tautan[nama]] if nama in self.tautan else []
        contoh = {
            "tahun": tahun,
            "kode": PERAN[self.akun],
            "kode_butir": KODE_BUTIR[0],
            "nomor": 5,
            "versi": 1,
            "lain": 5,
            "langkah": "mulai_evaluasi",
            "titik": "B03",
            "jenis": "satker",
            "syarat": "OPINI_BPK",
            "jalur": "tpn",
            "token": "tidak-ada",
            "kamar": 1,
            "dari": tahun - 1,
            "bentuk": "csv",
            "uidb36": "1",
            "key": "salah",
        }
        perlu = re.findall(r"<(?:\w+:)?(\w+)>", rute.replace("(?P", ""))
        kode = KODE_BUTIR if nama == "butir" else KODE_BUTIR[:1]
        jalur = [reverse(nama, kwargs={k: (contoh | {"kode_butir": k_b})[k] for k in perlu}) for k_b in kode]
        return [j + ragam for j in jalur for ragam in RAGAM.get(nama, ("",))]

    def _buka(self, nama: str, alamat: list[str]) -> None:
        baris = Baris(nama, self.akun or "(anonim)")
        for jalur in alamat:
            jawab = self.konteks.request.get(self.dasar + jalur, max_redirects=0)
            html = jawab.headers.get("content-type", "").startswith("text/html")
            if not html or (jawab.status != 200 and nama != "(404)"):
                continue
            self._periksa(baris, jalur)
            if nama in TANPA_SKRIP and jalur == alamat[0]:
                self.konteks.route("**/*.js", lambda rute: rute.abort())
                self._periksa(baris, jalur, " tanpa skrip")
                self.konteks.unroute("**/*.js")
        if baris.halaman:
            self.hasil.append(baris)
            keadaan = baris.halaman * len(LEBAR) * len(TEMA)
            print(KOLOM.format(nama, baris.akun, baris.halaman, keadaan, len(baris.temuan)), flush=True)

    def _periksa(self, baris: Baris, jalur: str, keterangan: str = "") -> None:
        self.tak_termuat.clear()
        self.halaman.goto(self.dasar + jalur, wait_until="load")
        self._catat_tautan()
        baris.halaman += 1
        baris.temuan += [f"{jalur}{keterangan}  tidak termuat: {t}" for t in self.tak_termuat]
        baris.temuan += [f"{jalur}{keterangan}  {t}" for t in periksa(self.halaman, self.skrip_axe)]

    def _catat_jawaban(self, jawab: Any) -> None:
        jalur = urlsplit(jawab.url).path
        if jawab.status >= 400 and jalur.endswith((".css", ".js", ".woff2", ".svg")):
            self.tak_termuat.append(f"{jalur} ({jawab.status})")

    def _catat_tautan(self) -> None:
        from django.urls import Resolver404, resolve

        for tujuan in self.halaman.evaluate("[...document.links].map(a => a.href)"):
            bagian = urlsplit(tujuan)
            if f"{bagian.scheme}://{bagian.netloc}" != self.dasar:
                continue
            with contextlib.suppress(Resolver404):
                self.tautan.setdefault(resolve(bagian.path).view_name, bagian.path)


@contextlib.contextmanager
def _dunia(alamat: str) -> Iterator[str]:
    """The origin to look at: the given one, or a server of our own over the demo data."""
    if alamat:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zi_portal.settings")
        os.environ.setdefault("DATABASE_URL", "postgresql://tidak-dipakai@127.0.0.1/tidak_dipakai")
        os.environ.setdefault("SECRET_KEY", "kunci-bench-bukan-rahasia-0123456789-abcdefghijklmnop")
        os.environ.setdefault("DEMO", "1")
        django.setup()
        yield alamat.rstrip("/")
        return
    from bench.dunia import dunia_demo

    with dunia_demo():
        from django.test.testcases import LiveServerThread

        # WhiteNoise serves the collected files as in production; Django's own handler does not know their hashed names.
        utas = LiveServerThread("127.0.0.1", lambda aplikasi: aplikasi)
        utas.daemon = True
        utas.start()
        utas.is_ready.wait()
        if utas.error:
            raise utas.error
        try:
            yield f"http://127.0.0.1:{utas.port}"
        finally:
            utas.terminate()
            utas.join()


def utama(alamat: str, peran: list[str], rute: set[str]) -> int:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver keeps an event loop in this thread
    skrip_axe = Axe().axe_script
    hasil: list[Baris] = []
    with _dunia(alamat) as dasar, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        sudah: set[str] = set()
        print(KOLOM.format("rute", "akun", "halaman", "keadaan", "temuan"))
        for akun in peran or PERAN:
            konteks = browser.new_context(locale="id-ID", service_workers="block")
            pemeriksa = Pemeriksa(konteks, dasar, akun, skrip_axe, rute)
            if akun:
                pemeriksa.masuk()
            hasil += pemeriksa.jalankan(sudah)
            sudah |= {b.rute for b in hasil if SEKALI.fullmatch(b.rute)}
            konteks.close()
        browser.close()
    return _putuskan(hasil)


def _putuskan(hasil: list[Baris]) -> int:
    semua = [f"{b.akun}: {t}" for b in hasil for t in b.temuan]
    halaman = sum(b.halaman for b in hasil)
    print(f"\n{halaman} halaman × {len(LEBAR)} lebar × {len(TEMA)} tema, aturan axe: {', '.join(ATURAN)}")
    print("\n".join(semua))
    print("Putusan:", f"{len(semua)} TEMUAN" if semua else "tidak ada pelanggaran, tidak ada geser ke samping")
    return 1 if semua or not halaman else 0


if __name__ == "__main__":
    arg = argparse.ArgumentParser()
    arg.add_argument("--alamat", default="")
    arg.add_argument("--peran", action="append", default=[], help="akun contoh; '' berarti tanpa masuk")
    arg.add_argument("--rute", action="append", default=[], help="nama rute, misalnya dasbor")
    isi = arg.parse_args()
    raise SystemExit(utama(isi.alamat, isi.peran, set(isi.rute)))
