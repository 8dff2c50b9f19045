"""One LHE of a full satker: the PDF of WeasyPrint against headless Chromium printing the same HTML, in one run; then
29 LHEs one after the other in a worker process (time and peak memory).

Usage: .venv/bin/python -m bench.dokumen [--kali 5] [--banyak 29]
Goal: at most 1.0 x cold Chromium; missed when the library was chosen (docs/adr/0009). The ratio is printed.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.dunia import beban, dunia_demo

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


def _detik(kerja: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    kerja()
    return time.perf_counter() - mulai


def _cetak_chromium(html: Path, pdf: Path) -> None:
    """As a person would print the page, without our fetcher and without tags asked for."""
    perintah = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([*perintah, f"--print-to-pdf={pdf}", html.as_uri()], check=True, capture_output=True, timeout=120)


def _bandingkan(html: str, tempat: Path, kali: int) -> None:
    from common.pdf import STATIK, buat_pdf

    dasar = (STATIK / "css").as_uri() + "/"
    berkas, pdf = tempat / "lhe.html", tempat / "chromium.pdf"
    berkas.write_text(html.replace("<head>", f'<head><base href="{dasar}">', 1))
    kami = buat_pdf(html, judul="LHE")  # the import of the library is paid here
    _cetak_chromium(berkas, pdf)
    print(f"ukuran: WeasyPrint {len(kami) / 1024:.0f} KB, Chromium {pdf.stat().st_size / 1024:.0f} KB")
    a, b = [], []
    for _ in range(kali):  # interleaved, so that a busy moment hits both
        a.append(_detik(lambda: buat_pdf(html, judul="LHE")))
        b.append(_detik(lambda: _cetak_chromium(berkas, pdf)))
    kami_, dia = statistics.median(a), statistics.median(b)
    print(f"satu LHE: WeasyPrint hangat median {kami_:.2f} dtk ({min(a):.2f}–{max(a):.2f}), ", end="")
    print(f"Chromium dingin {dia:.2f} dtk ({min(b):.2f}–{max(b):.2f}), rasio {kami_ / dia:.2f}")


_PEKERJA = """
import json, sys, time
from common.pdf import buat_pdf
def puncak_kb():  # ru_maxrss would be that of the bench, it survives exec
    return next(int(b.split()[1]) for b in open("/proc/self/status") if b.startswith("VmHWM"))
awal = puncak_kb()
html = open(sys.argv[1]).read()
waktu = []
for n in range(int(sys.argv[2])):
    mulai = time.perf_counter()
    buat_pdf(html.replace("</body>", f"<p>Salinan {n}</p></body>"), judul="LHE")
    waktu.append(time.perf_counter() - mulai)
puncak = puncak_kb()
print(json.dumps({"awal": awal, "puncak": puncak, "waktu": waktu}))
"""


def _pekerja(html: str, tempat: Path, banyak: int) -> None:
    """A process of its own, as the worker is; every document is a little different."""
    berkas = tempat / "pekerja.html"
    berkas.write_text(html)
    kode = f"import django; django.setup()\n{_PEKERJA}"
    keluar = subprocess.run(
        [sys.executable, "-c", kode, str(berkas), str(banyak)], check=True, capture_output=True, text=True, timeout=900
    )
    isi = json.loads(keluar.stdout.splitlines()[-1])
    print(f"{banyak} LHE dalam satu pekerja: {sum(isi['waktu']):.1f} dtk, ", end="")
    print(f"pertama {isi['waktu'][0]:.2f}, median {statistics.median(isi['waktu']):.2f}, ", end="")
    print(f"memori awal {isi['awal'] // 1024} MB, puncak {isi['puncak'] // 1024} MB")


def _html_lhe() -> str:
    """The draft of the demo sheet that is locked."""
    from django.db import transaction

    from berkas.laporan.dokumen import html_dokumen
    from penilaian.actions.dokumen import siapkan_lhe
    from penilaian.models import Peristiwa, Potret
    from satker.models import Penugasan
    from satker.pelaku import muat_pelaku

    potret = Potret.objects.filter(peristiwa=Peristiwa.KUNCI).select_related("lembar__satker", "lembar__periode")[0]
    tugas = Penugasan.objects.filter(unit=potret.lembar.satker, peran="tpi_ketua").select_related("user")[0]
    with transaction.atomic():
        oleh = muat_pelaku(tugas.user, str(tugas.pk))
        draf = siapkan_lhe(oleh=oleh, lembar=potret.lembar, nomor="BENCH", tanggal=potret.pada.date())
        html = html_dokumen(draf, draf=True)
        transaction.set_rollback(True)
    return html


def utama(kali: int, banyak: int) -> int:
    print(beban())
    with dunia_demo(), tempfile.TemporaryDirectory() as folder:
        html, tempat = _html_lhe(), Path(folder)
        print(f"HTML {len(html) / 1024:.0f} KB")
        if CHROMIUM:
            _bandingkan(html, tempat, kali)
        else:
            print("Chromium tidak ada: perbandingan dilewati")
        _pekerja(html, tempat, banyak)
    puncak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"puncak proses bench {puncak} MB; {beban()}")
    return 0


if __name__ == "__main__":
    tanya = argparse.ArgumentParser(description=__doc__)
    tanya.add_argument("--kali", type=int, default=5)
    tanya.add_argument("--banyak", type=int, default=29)
    pilihan = tanya.parse_args()
    sys.exit(utama(pilihan.kali, pilihan.banyak))
