"""The checks against the whole corpus, thousands of mutants and real documents; memory, time, deaths, network, files.

Usage: .venv/bin/python -m bench.periksa [--jumlah 500] [--benih 7] [--clamd]

Every file is judged in the process that uploads use. A listener on 127.0.0.1:9999, the address inside the corpus, must
get no call; no file may appear outside the bench's own directory. The bare baseline of the time is `python -c pass`.
`--clamd` also starts the installed clamd with one local signature and asks it through our client.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import io
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench.dunia import beban
from berkas.periksa.kurung import CPU_MAKS, MEMORI_MAKS
from berkas.periksa.terpisah import Hasil, ukur_terpisah
from tests.berkas.korpus import EICAR, KASUS, KENARI, mutan, tulis

MIB = 1024 * 1024
BATAS = 50 * MIB
_PORTA = int(KENARI.rpartition(":")[2].strip("/"))
_HTML = """<html><head><title>Notula</title></head><body><h1>Notula rapat</h1><p>Isi dengan
<a href="https://contoh.invalid/">tautan</a>.</p>
<table border="1"><tr><td>1</td><td>2</td></tr></table></body></html>"""


def utama(jumlah: int, benih: int, clamd: bool) -> int:
    folder = Path(tempfile.mkdtemp(prefix="zi-bench-periksa-"))
    salah: list[str] = []
    semua: list[tuple[str, Hasil]] = []
    print(f"{beban()}; batas {MEMORI_MAKS // MIB} MB, {CPU_MAKS} detik\n")
    try:
        with _pendengar() as tamu:
            sebelum = _di_luar(folder)
            for kasus in KASUS:
                hasil = _nilai(folder, kasus.nama, kasus.isi())
                semua.append((kasus.kunci, hasil))
                if hasil.putusan.alasan != kasus.harap:
                    salah.append(f"{kasus.kunci}: {hasil.putusan.alasan}, seharusnya {kasus.harap}")
            baru = _di_luar(folder) - sebelum
            nyata = _dokumen_nyata(folder)
            sebelum = _di_luar(folder)  # the makers of the real documents leave their own
            for nama, isi in nyata:
                hasil = _nilai(folder, nama, isi)
                semua.append((f"nyata {nama}", hasil))
                if not hasil.putusan.sah:
                    salah.append(f"dokumen nyata {nama} ditolak: {hasil.putusan.alasan}")
            jumlah_kasus = len(semua)
            for kunci, nama, isi in mutan(jumlah, benih):
                semua.append((kunci, _nilai(folder, nama, isi)))
            baru |= _di_luar(folder) - sebelum
        _laporkan(semua, jumlah_kasus, len(nyata), salah, tamu, baru)
        _laju(folder)
        if clamd:
            salah += _clamd_nyata(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    mati = [k for k, h in semua if h.mati]
    boros = [k for k, h in semua if h.memori > 256 * MIB or h.detik > 5]
    gagal = salah or mati or boros or tamu or baru
    print("\nPutusan:", "semua sesuai" if not gagal else "TIDAK SESUAI")
    for k in (*salah, *(f"mati: {k}" for k in mati), *(f"lewat batas: {k}" for k in boros)):
        print("  ", k)
    return 1 if gagal else 0


def _nilai(folder: Path, nama: str, isi: bytes) -> Hasil:
    jalur = tulis(folder, isi)
    hasil = ukur_terpisah(jalur, nama, batas=BATAS)
    if jalur.read_bytes() != isi:
        raise SystemExit(f"{nama}: isi berubah")
    return hasil


def _laporkan(
    semua: list[tuple[str, Hasil]], kasus: int, nyata: int, salah: list[str], tamu: list[object], baru: set[str]
) -> None:
    print(f"{kasus - nyata} kasus korpus, {nyata} dokumen nyata, {len(semua) - kasus} mutan\n")
    print(f"{'putusan':16} {'kasus':>6} {'mutan':>6}")
    hitung = {bagian: collections.Counter(str(h.putusan.alasan or "diterima") for _, h in potong)
              for bagian, potong in (("kasus", semua[:kasus]), ("mutan", semua[kasus:]))}  # fmt: skip
    for nama in sorted(hitung["kasus"] | hitung["mutan"]):
        print(f"{nama:16} {hitung['kasus'][nama]:6d} {hitung['mutan'][nama]:6d}")
    detik = sorted(h.detik for _, h in semua)
    boros, lambat = max(semua, key=lambda s: s[1].memori), max(semua, key=lambda s: s[1].detik)
    print(f"\nputusan sesuai     {kasus - len(salah)} dari {kasus}")
    print(f"proses mati        {sum(h.mati for _, h in semua)}")
    print(f"memori terbesar    {boros[1].memori / MIB:.0f} MB ({boros[0]})")
    print(f"waktu              median {statistics.median(detik):.2f} s, p99 {detik[len(detik) * 99 // 100]:.2f} s, "
          f"terlama {lambat[1].detik:.2f} s ({lambat[0]})")  # fmt: skip
    print(f"jaringan terputus  {sum(h.terputus for _, h in semua)} dari {len(semua)}")
    print(f"panggilan ke {_PORTA}  {len(tamu)}")
    print(f"berkas di luar     {len(baru)} {sorted(baru)[:5]}")


@contextlib.contextmanager
def _pendengar() -> Iterator[list[object]]:
    """Whoever calls the canary's address is written down."""
    tamu: list[object] = []
    soket = socket.create_server(("127.0.0.1", _PORTA))

    def jaga() -> None:
        while True:
            try:
                sambungan, alamat = soket.accept()
            except OSError:
                return
            tamu.append(alamat)
            sambungan.close()

    threading.Thread(target=jaga, daemon=True).start()
    with socket.create_connection(("127.0.0.1", _PORTA), 5):  # the twin: the listener does hear
        pass
    for _ in range(100):
        if tamu:
            break
        time.sleep(0.05)
    if not tamu:
        raise SystemExit("pendengar tidak mendengar")
    tamu.clear()
    try:
        yield tamu
    finally:
        with contextlib.suppress(OSError):
            soket.shutdown(socket.SHUT_RDWR)
        soket.close()


def _di_luar(folder: Path) -> set[str]:
    """Every file of the checkout and of the bench's own directory, but for the one that waits and caches."""
    hasil = set()
    for tempat in (Path.cwd(), folder):
        for induk, anak, nama in os.walk(tempat):
            anak[:] = [n for n in anak if n not in {"__pycache__", "node_modules"} and not n.startswith(".")]
            hasil |= {str(Path(induk, n)) for n in nama}
    return hasil - {str(folder / "menunggu")}


def _dokumen_nyata(folder: Path) -> list[tuple[str, bytes]]:
    """Documents of real programs: what a check refuses here it would refuse honest people."""
    hasil: list[tuple[str, bytes]] = [*_weasyprint(), *_openpyxl()]
    if soffice := shutil.which("soffice"):
        hasil += _libreoffice(soffice, folder)
    else:
        print("LibreOffice tidak ada: dokumen nyatanya DILEWATI")
    return hasil


def _weasyprint() -> list[tuple[str, bytes]]:
    from weasyprint import HTML

    return [
        ("weasyprint.pdf", HTML(string=_HTML).write_pdf()),
        ("weasyprint-a3.pdf", HTML(string=_HTML).write_pdf(pdf_variant="pdf/a-3b")),
        ("weasyprint-formulir.pdf", HTML(string="<form><input name='a'></form>").write_pdf(pdf_forms=True)),
        ("weasyprint-300.pdf", HTML(string=_HTML.replace("<h1>", "<h1 style='page-break-before:always'>") * 1
                                    + "<p style='page-break-before:always'>x</p>" * 300).write_pdf()),
    ]  # fmt: skip


def _openpyxl() -> list[tuple[str, bytes]]:
    from openpyxl import Workbook

    buku = Workbook()
    lembar = buku.active
    for n in range(20_000):
        lembar.append([n, f"=A{n + 1}*2", "teks | pipa", "https://contoh.invalid/"])
    lembar["D1"].hyperlink = "https://contoh.invalid/"
    keluar = io.BytesIO()
    buku.save(keluar)
    return [("openpyxl.xlsx", keluar.getvalue())]


def _libreoffice(soffice: str, folder: Path) -> list[tuple[str, bytes]]:
    asal, keluar = folder / "asal", folder / "keluar"
    asal.mkdir()
    (asal / "notula.html").write_text(_HTML)
    (asal / "rekap.csv").write_text("a,b\n" + "".join(f"{n},=A{n + 1}\n" for n in range(2000)))
    (asal / "foto.png").write_bytes(next(k.isi() for k in KASUS if k.kunci == "baik-png"))
    ubah = (
        ("notula.html", "odt:writer8", "odt"), ("notula.odt", "docx:MS Word 2007 XML", "docx"),
        ("notula.odt", "docx:Office Open XML Text", "docx"), ("notula.odt", "pdf", "pdf"),
        ("notula.odt", 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"}}', "pdf"),
        ("rekap.csv", "xlsx", "xlsx"), ("rekap.csv", "pdf", "pdf"),
        ("foto.png", "pptx:Impress MS PowerPoint 2007 XML", "pptx"),
    )  # fmt: skip
    hasil = []
    for nomor, (nama, tujuan, akhiran) in enumerate(ubah):
        perintah = [soffice, f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", tujuan]
        subprocess.run([*perintah, "--outdir", str(keluar), str(asal / nama)], capture_output=True, timeout=180)
        jadi = keluar / f"{Path(nama).stem}.{akhiran}"
        if not jadi.exists():
            print(f"LibreOffice tidak membuat {tujuan} dari {nama}: DILEWATI")
            continue
        if akhiran == "odt":
            shutil.copy(jadi, asal)
        else:
            hasil.append((f"libreoffice-{nomor}.{akhiran}", jadi.read_bytes()))
        jadi.unlink()
    return hasil


def _laju(folder: Path) -> None:
    """What one small check costs, against starting Python alone, turn by turn."""
    contoh = {k.kunci: k for k in KASUS}
    print(f"\n{'pemeriksaan kecil':22} {'ms':>6} {'x polos':>8}")
    for kunci in ("baik-txt", "baik-png", "baik-jpg", "baik-docx", "baik-pdf"):
        kasus = contoh[kunci]
        jalur = tulis(folder, kasus.isi())
        waktu, polos = [], []
        for _ in range(15):
            waktu.append(ukur_terpisah(jalur, kasus.nama, batas=BATAS).detik)
            mulai = time.perf_counter()
            subprocess.run([sys.executable, "-c", "pass"], check=True)
            polos.append(time.perf_counter() - mulai)
        ms, dasar = statistics.median(waktu) * 1000, statistics.median(polos) * 1000
        print(f"{kunci:22} {ms:6.0f} {ms / dasar:8.1f}")


def _clamd_nyata(folder: Path) -> list[str]:
    """The installed clamd with one local signature: found, clean, and (its definitions have no date) stale."""
    clamd = shutil.which("clamd")
    if clamd is None:
        print("\nclamd tidak terpasang: DILEWATI")
        return []
    import hashlib

    tempat = folder / "clamd"
    tempat.mkdir()
    tanda = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (tempat / "lokal.hdb").write_text(f"{tanda}:{len(EICAR)}:Uji.Eicar\n")
    soket = tempat / "clamd.ctl"
    (tempat / "clamd.conf").write_text(
        f"LocalSocket {soket}\nDatabaseDirectory {tempat}\nForeground yes\nLogFile {tempat}/log\nUser root\n"
        "StreamMaxLength 100M\n"
    )
    for p in (tempat, folder):
        p.chmod(0o755)
    proses = subprocess.Popen(
        [clamd, "-c", str(tempat / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            if soket.exists() or proses.poll() is not None:
                break
            time.sleep(0.1)
        if not soket.exists():
            print(
                "\nclamd tidak mulai: DILEWATI",
                (tempat / "log").read_text()[-300:] if (tempat / "log").exists() else "",
            )
            return []
        return _tanya_clamd(soket)
    finally:
        proses.terminate()
        proses.wait(20)


def _tanya_clamd(soket: Path) -> list[str]:
    os.environ |= {
        "SECRET_KEY": "kunci-bench",
        "DJANGO_SETTINGS_MODULE": "zi_portal.settings",
        "CLAMAV": f"unix:{soket}",
    }
    import django

    django.setup()
    from berkas import antivirus

    versi = antivirus.versi()
    jawab = {}
    for nama, isi in (("EICAR", EICAR), ("bersih", b"bersih" * 10_000)):
        mulai = time.perf_counter()
        try:
            jawab[nama] = antivirus.pindai(io.BytesIO(isi)) or "bersih"
        except antivirus.TidakTerpindaiError as galat:
            jawab[nama] = str(galat)
        print(f"clamd {nama}: {jawab[nama]} ({(time.perf_counter() - mulai) * 1000:.0f} ms)")
    print(f"clamd versi: {versi.teks}; usang: {versi.usang}")
    if jawab["EICAR"] != "Uji.Eicar.UNOFFICIAL":
        return [f"clamd: EICAR {jawab['EICAR']}"]
    return [] if jawab["bersih"] == ("Definisi antivirus usang." if versi.usang else "bersih") else ["clamd: bersih"]


if __name__ == "__main__":
    arg = argparse.ArgumentParser()
    arg.add_argument("--jumlah", type=int, default=500)
    arg.add_argument("--benih", type=int, default=7)
    arg.add_argument("--clamd", action="store_true")
    pilihan = arg.parse_args()
    raise SystemExit(utama(pilihan.jumlah, pilihan.benih, pilihan.clamd))
