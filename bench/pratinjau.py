"""Speed, weight and memory of previews, against a bare loop of PDFium over the same file in the same run.

Usage: .venv/bin/python -m bench.pratinjau [--halaman 20] [--kali 3]
       .venv/bin/python -m bench.pratinjau --bunuh 20     kill -9 of a worker at random moments

The bare loop draws each page once at 1600 pixels and keeps nothing. Ours draws, writes two WebP images, takes the text,
and pays for a new process.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf

from bench.dunia import beban, dunia_demo
from berkas.olah.alat import alat
from berkas.olah.hasil import Alat, Batas, HasilOlah
from berkas.olah.terpisah import olah_terpisah

HARI = dt.date(2026, 11, 25)
_POLOS = """import sys, pypdfium2
pdf = pypdfium2.PdfDocument(sys.argv[1])
for halaman in pdf:
    halaman.render(scale=1600 / halaman.get_width()).to_pil()
"""


def gabung(buat: Callable[[object], bytes], surat: Callable[[int], object], jumlah: int) -> bytes:
    """One PDF of many single ones."""
    with pikepdf.new() as pdf:
        for n in range(jumlah):
            with pikepdf.open(io.BytesIO(buat(surat(n)))) as satu:
                pdf.pages.append(satu.pages[0])
        keluar = io.BytesIO()
        pdf.save(keluar)
    return keluar.getvalue()


def jalankan(sumber: Path, nama: str, dengan: Alat) -> tuple[float, HasilOlah, list[tuple[str, int]]]:
    with tempfile.TemporaryDirectory() as f:
        folder = Path(f)
        for anak in ("hasil", "kerja"):
            (folder / anak).mkdir()
        mulai = time.perf_counter()
        hasil = olah_terpisah(
            sumber,
            nama,
            folder / "hasil",
            folder / "kerja",
            batas=Batas(),
            alat=dengan,
            hari_ini=HARI,
            lapor=lambda kata, persen: None,
        )
        lama = time.perf_counter() - mulai
        return lama, hasil, [(p.name, p.stat().st_size) for p in (folder / "hasil").iterdir()]


def polos(pdf: Path) -> float:
    """The bare loop, in a process of its own too."""
    mulai = time.perf_counter()
    subprocess.run([sys.executable, "-c", _POLOS, str(pdf)], check=True)
    return time.perf_counter() - mulai


def utama(halaman: int, kali: int) -> int:
    from zi_portal.demo.dokumen import Surat, docx, pdf_pindai, pdf_surat

    def surat(n: int) -> Surat:
        return Surat("Satker Contoh", "Notula rapat", f"{n}/2026", HARI, "Pembuka rapat", "Kepala", f"b{n}")

    ada = alat()
    tanpa_ocr = Alat(libreoffice=ada.libreoffice)
    with tempfile.TemporaryDirectory() as f:
        folder = Path(f)
        (folder / "teks.pdf").write_bytes(gabung(pdf_surat, surat, halaman))
        (folder / "pindai.pdf").write_bytes(gabung(pdf_pindai, surat, halaman))
        (folder / "notula.docx").write_bytes(docx(surat(0)))
        uji = [
            (f"PDF teks, {halaman} hal", "teks.pdf", tanpa_ocr, "teks.pdf"),
            (f"PDF pindai, {halaman} hal", "pindai.pdf", tanpa_ocr, "pindai.pdf"),
        ]
        if ada.tesseract:
            uji.append((f"PDF pindai + OCR, {halaman} hal", "pindai.pdf", ada, "pindai.pdf"))
        if ada.libreoffice:
            uji.append(("DOCX 1 hal", "notula.docx", tanpa_ocr, ""))
        print(f"{beban()}; {kali} putaran, median; pembanding: putaran PDFium polos 1600 px\n")
        print(
            f"{'berkas':28} {'detik':>7} {'hal/dtk':>8} {'x polos':>8} {'KB 1000':>8} {'KB 1600':>8} {'MB puncak':>10}"
        )
        lewat = 0
        for nama, berkas, dengan, dasar in uji:
            waktu, bandingan = [], []
            for _ in range(kali):
                lama, hasil, ukuran = jalankan(folder / berkas, berkas, dengan)
                waktu.append(lama)
                bandingan.append(polos(folder / dasar) if dasar else lama)
            lama = statistics.median(waktu)
            kecil = statistics.median(b for n, b in ukuran if not n.endswith("-b.webp")) / 1024
            besar = statistics.median(b for n, b in ukuran if n.endswith("-b.webp")) / 1024
            lewat += kecil > 120 or hasil.sebab is not None
            rasio = f"{lama / statistics.median(bandingan):8.1f}" if dasar else "       -"
            puncak = hasil.memori_puncak / 1024**2
            print(f"{nama:28} {lama:7.2f} {hasil.gambar / lama:8.1f} {rasio} {kecil:8.1f} {besar:8.1f} {puncak:10.0f}")
        for nama, ada_alat in (("LibreOffice", ada.libreoffice), ("Tesseract", ada.tesseract)):
            if not ada_alat:
                print(f"{nama} tidak terpasang: dilewati (./run alat)")
    print("\nPutusan:", "halaman biasa <= 120 KB" if not lewat else f"{lewat} lewat batas")
    return 1 if lewat else 0


# --- kill -9 --------------------------------------------------------------------------------------------------------

_PEKERJA = "import django; django.setup(); import sys; from satker.tasks import jalankan; jalankan.call(sys.argv[1])"


def bunuh(kali: int) -> int:
    """Each round: a worker takes a job and is killed at a random moment; then the timetable and a second worker finish.

    Counts: previews visible before they were whole (must be 0), jobs that did not end (0), processes left over (0).
    """
    with dunia_demo():
        from django.core.files.storage import default_storage
        from django.utils import timezone
        from django_tasks import TaskResultStatus
        from django_tasks_db.models import DBTaskResult

        from berkas.actions.turunan import sapu_turunan
        from berkas.models import Olahan, kunci_turunan
        from satker.actions.pekerjaan import bangunkan_tertinggal
        from satker.models import Pekerjaan

        acak, setengah, belum, dibunuh = random.Random(7), 0, 0, 0
        for pekerjaan in Pekerjaan.objects.filter(jenis="olah_berkas", status="antre")[:kali]:
            proses = subprocess.Popen([sys.executable, "-c", _PEKERJA, str(pekerjaan.pk)])
            time.sleep(acak.uniform(0.5, 4.0))
            dibunuh += proses.poll() is None
            proses.kill()
            proses.wait()
            olahan = Olahan.objects.select_related("isi").get(isi=pekerjaan.argumen["isi"])
            folder = kunci_turunan(olahan.satker_id, olahan.isi.sha256)
            ada = len(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else 0
            setengah += (olahan.siap and ada != 2 * olahan.gambar) or (not olahan.siap and olahan.gambar > 0)
            Pekerjaan.objects.filter(pk=pekerjaan.pk).update(detak=timezone.now() - dt.timedelta(seconds=61))
            DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
            bangunkan_tertinggal()
            subprocess.run([sys.executable, "-c", _PEKERJA, str(pekerjaan.pk)], check=True)
            olahan.refresh_from_db()
            pekerjaan.refresh_from_db()
            utuh = olahan.siap and len(default_storage.listdir(folder)[1]) == 2 * olahan.gambar
            belum += pekerjaan.status != "selesai" or not utuh
        sisa = subprocess.run(["pgrep", "-fc", "--", "-m berkas.olah"], capture_output=True, text=True).stdout.strip()
        sapu = sapu_turunan(umur=dt.timedelta(0))
        print(f"{beban()}; {kali} putaran, {dibunuh} pekerja dibunuh saat bekerja")
        print(f"pratinjau setengah jadi terlihat: {setengah}; pekerjaan tidak selesai: {belum}")
        print(f"proses pengolah tertinggal: {sisa}; folder kerja disapu: {sapu}")
    return 1 if setengah or belum else 0


if __name__ == "__main__":
    arg = argparse.ArgumentParser()
    arg.add_argument("--halaman", type=int, default=20)
    arg.add_argument("--kali", type=int, default=3)
    arg.add_argument("--bunuh", type=int, default=0)
    pilihan = arg.parse_args()
    raise SystemExit(bunuh(pilihan.bunuh) if pilihan.bunuh else utama(pilihan.halaman, pilihan.kali))
