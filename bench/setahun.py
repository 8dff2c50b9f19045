"""One unit's whole year in a real browser, every role in turn: first answer, sending, pendahuluan, team, desk, berita
acara, replies, LHE, proposal, TPN stages, SK. Stops at the first step that does not do what the page says.

Usage: .venv/bin/python -m bench.setahun [--alamat http://127.0.0.1:8000] [--gambar FOLDER]

Without --alamat an application of its own is started (./run on an empty folder, demo data). Unit 29 of the demo has no
sheet yet; a unit can be taken through a year only once, so a second run needs a fresh database. Pictures and the PDF
files are kept in FOLDER (default var/setahun) for a person to look at.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.server import porta_bebas

AKAR = Path(__file__).resolve().parent.parent
SANDI = "contoh-sandi-untuk-mencoba"  # printed by ./run for the demo
KODE = "29"
HARI = dt.datetime.now(tz=ZoneInfo("Asia/Jakarta")).date()
TAHUN = HARI.year
U = f"/{TAHUN}/satker/{KODE}"
RENDAH = {
    "P1.1b": "Anggota tim belum mewakili semua unsur menurut SK.",
    "P5.2a": "Sosialisasi baru menjangkau sebagian pegawai.",
}
ANGKA = {
    "H1a": ["3,80"],
    "H2a": ["3,75"],
    "R3.3a": ["10", "1", "1"],
    "R5.3a": ["2", "4", "4", "10"],
    "R5.3b": ["3", "3", "4", "10"],
}
# count of what was done → counts of what was due
FAKTA = {
    "lhkpn_sudah": ("lhkpn_wajib_kepala", "lhkpn_wajib_pejabat", "lhkpn_wajib_lain"),
    "lhkan_sudah": ("lhkan_wajib_administrator", "lhkan_wajib_pengawas", "lhkan_wajib_pelaksana"),
    "tlhp_selesai": ("tlhp_rekomendasi",),
}
BUKTI = ("P1.1a SK tim kerja", "P1.1b Notula pemilihan tim", "P5.1b SK UPG", "R5.2a Register pengaduan")


class Gagal(Exception):
    """A step that did not do what it should."""


class Orang:
    """Pages of signed-in people. Errors of scripts and answers of the server above 499 end the run."""

    def __init__(self, peramban: Any, dasar: str, gambar: Path) -> None:
        self.peramban, self.dasar, self.gambar = peramban, dasar, gambar
        self.halaman: dict[tuple[str, int], Any] = {}
        self.galat: list[str] = []
        self.foto = 0

    def __call__(self, nama: str, lebar: int = 1366) -> Any:
        if (nama, lebar) not in self.halaman:
            p = self.peramban.new_context(viewport={"width": lebar, "height": 900}, locale="id-ID").new_page()
            p.set_default_timeout(20_000)
            p.on("pageerror", lambda e: self.galat.append(f"{nama}: {e}"))
            p.on("response", lambda r: self.galat.append(f"{nama}: {r.status} {r.url}") if r.status >= 500 else None)
            p.goto(f"{self.dasar}/masuk/")
            p.fill("[name=login]", nama)
            p.fill("[name=password]", SANDI)
            p.click('form[action="/masuk/"] button')
            p.wait_for_url(lambda u: "/masuk" not in u)
            self.halaman[nama, lebar] = p
        return self.halaman[nama, lebar]

    def potret(self, p: Any, nama: str) -> None:
        self.foto += 1
        p.screenshot(path=str(self.gambar / f"{self.foto:02}-{nama}.png"), full_page=True)


def ke(o: Orang, p: Any, jalur: str) -> Any:
    jawab = p.goto(o.dasar + jalur)
    if jawab.status >= 400:
        raise Gagal(f"{jalur}: {jawab.status}")
    return p


def tekan(p: Any, pemilih: str = "main form button[type=submit]", kata: str = "") -> None:
    """Press, wait for the next page, and see that it says what it should."""
    with p.expect_navigation():
        p.locator(pemilih).first.click()
    kabar = " | ".join(p.locator(".alert, [role=alert]").all_inner_texts())
    if kata and kata not in kabar:
        raise Gagal(f"{p.url}: tidak berkata “{kata}”, melainkan “{kabar[:300]}”")


def langkah(o: Orang, nama: str, kode: str) -> None:
    tekan(ke(o, o(nama), f"{U}/alur/{kode}/"), kata="tercatat")


def pdf(teks: str) -> bytes:
    import weasyprint

    return bytes(
        weasyprint.HTML(string=f"<h1>{teks}</h1><p>Nomor 12 Tahun {TAHUN}, tanggal 10 Maret {TAHUN}.</p>").write_pdf()
    )


def berkas(o: Orang, nama: str) -> str:
    letak = o.gambar / f"{nama}.pdf"
    letak.write_bytes(pdf(nama))
    return str(letak)


# --- The satker ------------------------------------------------------------------------------------------------------


def buka_jendela(o: Orang) -> None:
    """The inspectorate keeps the year open until its end, whatever day it is."""
    a = ke(o, o("admin"), f"/data/periode/{TAHUN}/jendela/")
    for medan in a.locator("main form input[type=text]").all():
        nama = medan.get_attribute("name")
        if re.match(r"(evaluasi|usulan|tpn|penetapan|pendahuluan)-", nama):
            medan.fill(f"02-01-{TAHUN}" if nama.endswith("buka") else f"31-12-{TAHUN}")
    tekan(a)


def isi_lke(o: Orang) -> None:
    k = ke(o, o("koordinator29"), f"{U}/")
    tekan(k, 'form[action$="buka/"] button', f"LKE {TAHUN} dimulai")
    for i in range(1, 7):
        _isi_bagian(o, o(f"pokja{i}.29"), f"{U}/lke/area-{i}/")
    _isi_bagian(o, k, f"{U}/lke/hasil/")


def _isi_bagian(o: Orang, p: Any, jalur: str) -> None:
    """Every question of one page by its own person: first option or figures, then Ctrl+Enter."""
    ke(o, p, jalur)
    alamat = p.locator('main a[href*="/lke/"]').evaluate_all("a => a.map(x => x.getAttribute('href'))")
    for url in dict.fromkeys(a for a in alamat if re.search(r"/lke/[A-Z]\d\S*/$", a)):
        kode = url.rstrip("/").rsplit("/", 1)[1]
        ke(o, p, url)
        pilihan = p.locator("fieldset[data-jawaban] label")
        medan = p.locator("fieldset[data-jawaban] input[type=text]")
        if p.locator("fieldset[data-jawaban] input[type=radio]").count():
            pilihan.first.click()
        for i in range(medan.count()):
            medan.nth(i).fill(ANGKA.get(kode, ["10"] * medan.count())[i])
        with p.expect_navigation():
            p.keyboard.press("Control+Enter")
        if p.url.endswith(url):
            raise Gagal(f"{kode} tidak tersimpan")


def unggah(o: Orang) -> None:
    k = ke(o, o("koordinator29"), f"{U}/unggah/")
    k.locator("input[type=file]").first.set_input_files([berkas(o, b) for b in BUKTI])
    tombol = f'button:has-text("Simpan {len(BUKTI)} berkas")'
    k.wait_for_selector(tombol, timeout=60_000)
    o.potret(k, "kotak-masuk")
    tekan(k, tombol)


def kirim(o: Orang) -> None:
    k = ke(o, o("koordinator29"), f"{U}/kirim/")
    o.potret(k, "periksa-sebelum-kirim")
    tekan(k, 'form[action$="ajukan/"] button', "diajukan ke kepala")
    p = ke(o, o("kepala29", 360), f"{U}/kirim/setujui/")
    o.potret(p, "kepala-360")
    p.check("[name=setuju]")
    tekan(p, "main form:has([name=setuju]) button[type=submit]", "Pengajuan 1 terkirim")


# --- Kanwil ----------------------------------------------------------------------------------------------------------


def pendahuluan(o: Orang) -> None:
    w = ke(o, o("kanwil"), f"{U}/pendahuluan/P1.2b/")
    w.fill("textarea[name=alasan]", "Target prioritas belum bernilai angka.")
    tekan(w, "button[value=perbaikan]", "dikembalikan")
    p = ke(o, o("pokja1.29"), f"{U}/lke/P1.2b/")
    p.fill("[name=uraian]", "Rencana kerja sudah memuat angka.")
    tekan(p, "button[value=simpan]", "tersimpan")
    tekan(p, 'form[action$="kirim-ulang/"] button', "dikirim ulang")
    ke(o, w, f"{U}/pendahuluan/P1.1a/")
    for _ in range(113):
        kode = w.url.rstrip("/").rsplit("/", 1)[1]
        if kode in RENDAH:
            w.fill("[name=uraian]", RENDAH[kode])
            tekan(w, "button[name=opsi] >> nth=1", "dinilai")
        else:
            w.locator("body").click(position={"x": 700, "y": 5})
            with w.expect_navigation():
                w.keyboard.press("Enter")
    if not w.url.endswith("/pendahuluan/"):
        raise Gagal(f"sesudah 113 soal masih di {w.url}")
    kk = ke(o, o("kakanwil"), f"{U}/pendahuluan/putusan/")
    kk.check("[value=layak]")
    tekan(kk, "main form:has([name=putusan]) button[type=submit]", "dinyatakan layak")
    terbitkan(o, "kakanwil", f"{U}/lhe/surat-pendahuluan/", "W1-29.PW.01", "surat-pendahuluan")


# --- Documents -------------------------------------------------------------------------------------------------------


def terbitkan(
    o: Orang,
    penyusun: str,
    jalur: str,
    nomor: str,
    nama: str,
    penerbit: str = "",
    medan: Mapping[str, str] | None = None,
) -> str:
    """Draft, wait for the worker, issue, wait, keep the PDF, ask the public page about its code. Returns the page."""
    p = ke(o, o(penyusun), jalur)
    p.fill("[name=nomor]", nomor)
    for kunci, isi in (medan or {}).items():
        p.fill(f"[name={kunci}]", isi)
    tekan(p)
    _tunggu(p, lambda: p.locator('main a[href*="/dokumen/"]').count())
    letak = p.locator('main a[href*="/dokumen/"]').first.get_attribute("href")
    q = ke(o, o(penerbit or penyusun), letak)
    o.potret(q, f"{nama}-draf")
    tekan(q, 'form[action$="terbitkan/"] button')
    ke(o, q, letak)
    _tunggu(q, lambda: q.locator('main a[href$="/unduh/"]').count())
    o.potret(q, f"{nama}-terbit")
    unduh = q.locator('main a[href$="/unduh/"]').first.get_attribute("href")
    (o.gambar / f"{nama}.pdf").write_bytes(q.request.get(o.dasar + unduh).body())
    periksa = q.locator('main a[href^="/v/"]').first.get_attribute("href")
    ke(o, q, periksa)
    if "masih berlaku" not in q.locator("main").inner_text():
        raise Gagal(f"{nama}: {periksa} tidak berkata masih berlaku")
    return letak


def _tunggu(p: Any, jadi: Any, detik: float = 120) -> None:
    akhir = time.monotonic() + detik
    while not jadi():
        if time.monotonic() > akhir:
            raise Gagal(f"{p.url}: tidak selesai dalam {detik:.0f} detik")
        p.wait_for_timeout(1000)
        p.reload()


# --- The team --------------------------------------------------------------------------------------------------------

TIM = ("tpi2.ketua", "tpi2.anggota1", "tpi2.anggota2", "tpi2.dalnis")
KETUA, ANGGOTA, DALNIS = TIM[0], TIM[1], TIM[3]


def tim(o: Orang) -> None:
    """Team 1 judged the unit last year, which the page refuses without a reason; team 2 takes it."""
    a = ke(o, o("admin"), f"/{TAHUN}/tim/")
    with a.expect_navigation():
        a.click('main a:has-text("Tim 2")')
    ke(o, a, a.url.removeprefix(o.dasar) + "tugas/")
    pilihan = a.locator('[name=satker] option:has-text("Rumah Detensi")')
    a.select_option("[name=satker]", pilihan.get_attribute("value"))
    tekan(a, kata="Satker diberikan kepada tim")
    for nama in TIM:
        p = ke(o, o(nama), f"{U}/pernyataan/")
        p.check("[name=benturan][value=tidak]")
        p.check("[name=setuju]")
        tekan(p, kata="ditandatangani")
    o.potret(ke(o, o(KETUA), "/"), "beranda-ketua")
    langkah(o, KETUA, "mulai_evaluasi")


def nilai(o: Orang, nama: str) -> None:
    """113 keys for 113 butir; two of them after a note."""
    p = ke(o, o(nama), f"{U}/nilai/P1.1a/")
    o.potret(p, f"meja-{nama}")
    for _ in range(113):
        kode = p.url.split("/nilai/")[1].split("?")[0].strip("/")
        p.wait_for_selector("#form-nilai")
        if kode in RENDAH:
            p.fill("[name=uraian]", RENDAH[kode])
            p.locator("h1").first.click()
        p.keyboard.press("b" if kode in RENDAH else "Enter")
        p.wait_for_function("k => !location.pathname.endsWith(`/nilai/${k}/`)", arg=kode)
    if "/nilai/selesai/" not in p.url:
        raise Gagal(f"{nama}: sesudah 113 tombol masih di {p.url}")


def desk(o: Orang) -> None:
    k = ke(o, o(KETUA), f"{U}/desk/jadwalkan/")
    for medan, isi in (("tanggal", f"{HARI:%d-%m-%Y}"), ("jam_mulai", "09.00"), ("jam_selesai", "13.00")):
        k.fill(f"[name={medan}]", isi)
    k.fill("[name=tempat]", "Aula Rudenim")
    tekan(k, kata="Sesi dijadwalkan")
    sesi = k.url.removeprefix(o.dasar)
    tekan(k, 'form[action$="/mulai/"] button', "Sesi dibuka")
    o.potret(k, "desk-berlangsung")
    ke(o, k, f"{sesi}peserta/")
    for kotak in k.locator("[name=hadir]").all():
        kotak.check()
    tekan(k, 'form[action$="kehadiran/"] button', "Kehadiran tersimpan")
    for area in range(1, 7):
        for jenis in ("teknis", "inovasi", "program"):
            ke(o, k, f"{sesi}wawancara/area-{area}/")
            k.select_option("[name=jenis]", jenis)
            k.fill("[name=teks]", f"Apa yang dikerjakan Pokja {area} tahun ini?")
            tekan(k, "main form:has([name=teks]) button[type=submit]")
            k.fill("[name=jawaban]", "Dijelaskan ketua Pokja dengan bukti pada lembar.")
            tekan(k, "main form:has([name=jawaban]) button[type=submit]", "Jawaban tersimpan")
    tekan(ke(o, k, f"{sesi}tutup/"), kata="Sesi ditutup")
    langkah(o, KETUA, "ajukan_dalnis")
    langkah(o, DALNIS, "kunci")
    terbitkan(o, KETUA, f"{sesi}berita-acara/", "BA-29/ITJEN", "berita-acara")


def tanggapan(o: Orang) -> None:
    g = ke(o, o("koordinator29"), f"{U}/tanggapan/P1.1b/")
    g.fill("[name=teks]", "SK memuat wakil semua unsur pada halaman 2.")
    tekan(g, kata="tersimpan")
    p = ke(o, o("kepala29", 360), f"{U}/tanggapan/kirim/")
    p.check("[name=setuju]")
    tekan(p, kata="terkirim")
    k = ke(o, o(KETUA), f"{U}/tanggapan/P1.1b/usul/")
    k.check("[value=ubah]")
    k.check("[name=opsi][value=A]")
    k.fill("[name=catatan]", "SK halaman 2 memuat wakil semua unsur.")
    tekan(k, kata="diteruskan ke pengendali teknis")
    d = ke(o, o(DALNIS), f"{U}/tanggapan/P1.1b/putus/")
    d.check("[name=setuju][value=ya]")
    tekan(d, kata="diputus")
    o.potret(ke(o, d, "/"), "beranda-dalnis")


def lhe(o: Orang) -> None:
    langkah(o, DALNIS, "lhe_layak")
    terbitkan(o, KETUA, f"{U}/lhe/susun/", "R-29/ITJEN/LHE", "lhe", DALNIS)
    o.potret(ke(o, o("kepala29", 360), f"{U}/lke/lapisan/"), "jelaskan-nilai-360")


# --- Proposal and TPN ------------------------------------------------------------------------------------------------

TPN = f"/{TAHUN}/usulan/tpn/"
US = f"{U}/usulan/"


def usulan(o: Orang) -> None:
    """Facts put right by the satker, papers issued and signed, everything in the self-check sesuai."""
    _fakta(o)
    a = ke(o, o("admin"), TPN)
    lain = a.locator('form[action$="/unit/04/keluarkan/"]')
    if lain.count():  # the demo's own unit waits for its facts; it goes with a later letter
        a.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")
        lain.locator("[name=alasan]").fill("Menunggu kelengkapan fakta.")
        tekan(a, 'form[action$="/unit/04/keluarkan/"] button')
        ke(o, a, TPN)
    if a.locator('li:has-text("Rumah Detensi") [name=pilih]').count():
        a.check('li:has-text("Rumah Detensi") [name=pilih]')
        tekan(a, 'form[action$="/tpn/unit/"] button', "masuk usulan")
    ke(o, a, f"{TPN}unit/{KODE}/")
    a.fill("[name=nomor_penetapan]", "SK-1/CTH")
    a.fill("[name=ditetapkan_pada]", f"20-01-{TAHUN - 2}")
    tekan(a)
    for jenis in ("survei", "tlhp"):
        _unggah_dokumen(o, a, jenis)
    o.potret(ke(o, a, f"{TPN}periksa/"), "periksa-sendiri")
    ketik = {"tempat": "Jakarta", "jabatan": "Menteri", "nama": "Menteri Contoh"}
    for jenis in ("sptjm", "surat"):
        letak = terbitkan(o, "admin", f"{TPN}{jenis}/", f"{jenis.upper()}-1/{TAHUN}", f"usulan-{jenis}", medan=ketik)
        ke(o, a, letak)
        a.fill("[name=ttd-keterangan]", "Ditandatangani menteri.")
        a.set_input_files('form[action$="/ttd/"] [name=berkas]', berkas(o, f"{jenis} bertanda tangan"))
        tekan(a, 'form[action$="/ttd/"] button', "tersimpan")
    ke(o, a, TPN)
    a.check('tr:has-text("Rumah Detensi") [name=unit]')
    tekan(a, 'button[form="f-usulkan"]')
    if "Disusun" in a.locator('tr:has-text("Rumah Detensi")').inner_text():
        raise Gagal(a.locator(".alert").first.inner_text())
    o.potret(a, "usulan")


def _fakta(o: Orang) -> None:
    """What the self-check asks for in full: follow-up of audits and wealth reports."""
    k = ke(o, o("koordinator29"), f"{U}/fakta/ubah/")

    def angka(kode: str) -> int:
        return int(k.input_value(f"[name={kode}]").replace(".", "") or 0)

    for sudah, wajib in FAKTA.items():
        k.fill(f"[name={sudah}]", str(sum(angka(w) for w in wajib)))
    k.fill("[name=sumber]", "Rekap akhir tahun")
    k.fill("[name=tanggal]", f"{HARI:%d-%m-%Y}")
    tekan(k)


def _unggah_dokumen(o: Orang, a: Any, jenis: str) -> None:
    ke(o, a, TPN)
    form = (
        f'form[action$="/dokumen/"]:has([name=jenis][value={jenis}])'
        if jenis == "survei"
        else "section:has(#h-dokumen) form"
    )
    if jenis == "survei":
        a.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")
        form = f'tr:has-text("Rumah Detensi") {form}'
    else:
        a.select_option("#d-jenis", jenis)
    a.set_input_files(f"{form} [name=berkas]", berkas(o, f"{jenis} {TAHUN}"))
    tekan(a, f"{form} button[type=submit]")


def seleksi(o: Orang) -> None:
    """Not all in order at first: objection within its clock, accepted."""
    _langkah_usulan(o, "mulai_seleksi")
    a = _tahap(o, "tidak_sesuai", tidak=1)
    o.potret(ke(o, a, f"{US}sanggah/"), "sanggah")
    a.check("[name=sikap][value=sanggah]")
    a.fill("[name=uraian]", "Bukti sudah dilampirkan pada paket.")
    a.set_input_files("main [name=berkas] >> nth=0", berkas(o, "Bukti sanggah"))
    a.fill("[name=halaman]", "1")
    tekan(a, "main form:has([name=sikap]) button[type=submit]")
    a.fill("[name=nomor_surat]", "SG-1/CTH")
    tekan(a, 'form[action$="/kirim/"] button')
    _tahap(o, "diterima")


def _tahap(o: Orang, putusan: str, tidak: int = 0) -> Any:
    a = ke(o, o("admin"), f"{US}tpn/")
    a.check(f"[name=putusan][value={putusan}]")
    for i, medan in enumerate(a.locator("[name^=sesuai_][value=ya]").all()):
        nama = medan.get_attribute("name")
        a.check(f"[name={nama}][value={'tidak' if i < tidak else 'ya'}]")
        if i < tidak:
            a.fill(f"[name={nama.replace('sesuai_', 'ket_')}]", "Halaman tidak terbaca.")
    if a.locator("[name=total]").count():
        a.fill("[name=total]", "88,10")
    a.fill("[name=catatan]", "SK UPG perlu diperbarui.")
    a.fill("[name=sumber]", "LHE TPN nomor 7")
    a.fill("[name=tanggal]", f"{HARI:%d-%m-%Y}")
    a.set_input_files("main [name=berkas]", berkas(o, f"LHE TPN {putusan} {time.time_ns()}"))
    tekan(a, "main form:has([name=putusan]) button[type=submit]")
    if a.url.endswith("/tpn/"):
        raise Gagal(f"tahap {putusan}: {a.locator('main').inner_text()[:400]}")
    return a


def _langkah_usulan(o: Orang, kode: str, alasan: str = "") -> None:
    a = ke(o, o("admin"), US)
    form = f"form:has([name=kode][value={kode}])"
    if alasan:
        a.fill(f"{form} [name=alasan]", alasan)
    tekan(a, f"{form} button")


def tpn(o: Orang) -> None:
    for _ in range(3):
        _tahap(o, "lulus")
    o.potret(ke(o, o("admin"), f"{US}nilai-tpn/"), "nilai-tpn")
    o.potret(ke(o, o("kanwil"), f"/{TAHUN}/wilayah/kunjungan/?satker={KODE}"), "kunjungan")


def sk(o: Orang) -> None:
    a = ke(o, o("admin"), f"{US}sk/")
    a.fill("[name=nomor]", f"SK-100/{TAHUN}")
    a.fill("[name=tanggal]", f"{HARI:%d-%m-%Y}")
    a.set_input_files("[name=berkas]", berkas(o, "SK penetapan"))
    tekan(a, "main form:has([name=nomor]) button[type=submit]")
    o.potret(ke(o, o("kepala29", 360), "/"), "kepala-sesudah-sk-360")
    o.potret(ke(o, o("koordinator29"), US), "usulan-satker")
    o.potret(ke(o, o("kanwil"), f"/{TAHUN}/satker/"), "daftar-satker")
    if "WBK" not in o("kepala29", 360).locator("main").inner_text():
        raise Gagal("predikat WBK tidak terlihat kepala")


# --- The run ---------------------------------------------------------------------------------------------------------

TAHAP = {
    "jendela": buka_jendela,
    "isi": isi_lke,
    "unggah": unggah,
    "kirim": kirim,
    "pendahuluan": pendahuluan,
    "tim": tim,
    "anggota": lambda o: nilai(o, ANGGOTA),
    "ketua": lambda o: nilai(o, KETUA),
    "desk": desk,
    "tanggapan": tanggapan,
    "lhe": lhe,
    "usulan": usulan,
    "seleksi": seleksi,
    "tpn": tpn,
    "sk": sk,
}


@contextlib.contextmanager
def aplikasi(alamat: str) -> Iterator[str]:
    """The address of the application; without one given, its own from ./run, stopped at the end."""
    if alamat:
        yield alamat.rstrip("/")
        return
    var, porta = tempfile.mkdtemp(prefix="zi-setahun-"), porta_bebas()
    proses = subprocess.Popen(
        ["./run"], cwd=AKAR, env={**os.environ, "ALAMAT": f"127.0.0.1:{porta}", "ZI_VAR": var}, stderr=subprocess.PIPE
    )
    try:
        for baris in proses.stderr or ():
            if b"siap di" in baris:
                break
        yield f"http://127.0.0.1:{porta}"
    finally:
        proses.terminate()
        proses.wait(60)
        shutil.rmtree(var, ignore_errors=True)


def utama(alamat: str, gambar: Path, mulai: str, sampai: str) -> int:
    from playwright.sync_api import sync_playwright

    gambar.mkdir(parents=True, exist_ok=True)
    nama = list(TAHAP)
    pilih = nama[nama.index(mulai or nama[0]) : nama.index(sampai or nama[-1]) + 1]
    with aplikasi(alamat) as dasar, sync_playwright() as pw:
        peramban = pw.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        o = Orang(peramban, dasar, gambar)
        for kode in pilih:
            awal = time.monotonic()
            TAHAP[kode](o)
            print(f"{kode:<12} {time.monotonic() - awal:6.1f} s", flush=True)
            if o.galat:
                print("Galat peramban atau server:", *o.galat, sep="\n  ")
                return 1
        peramban.close()
    print("Selesai:", gambar)
    return 0


if __name__ == "__main__":
    urai = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    urai.add_argument("--alamat", default="")
    urai.add_argument("--gambar", type=Path, default=AKAR / "var/setahun")
    urai.add_argument("--mulai", default="", choices=["", *TAHAP])
    urai.add_argument("--sampai", default="", choices=["", *TAHAP])
    pilihan = urai.parse_args()
    sys.exit(utama(pilihan.alamat, pilihan.gambar, pilihan.mulai, pilihan.sampai))
