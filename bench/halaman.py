"""Server time, number of SQL statements and page weight of the daily pages, against a bare view in the same run.

Usage: .venv/bin/python -m bench.halaman [--kali 40]
"""

from __future__ import annotations

import argparse
import gzip
import re
import statistics
import time
from pathlib import Path

from bench.dunia import beban, dunia_demo

ANGGARAN_SQL = 12
# First-load budgets of compressed bytes (HTML + CSS + JS).
KB = 1024


def utama(kali: int) -> int:
    with dunia_demo():
        from django.conf import settings
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        from satker.models import Penugasan, User

        def klien(username: str) -> Client:
            c = Client()
            user = User.objects.get(username=username)
            c.force_login(user)
            sesi = c.session
            tugas = Penugasan.objects.filter(user=user).order_by("-mulai", "peran", "unit__kode").first()
            sesi["penugasan"] = str(tugas.pk)
            sesi["mulai"] = sesi["terakhir"] = int(time.time())
            sesi.save()
            return c

        def bobot(html: bytes) -> int:
            aset = re.findall(rb'(?:href|src)="/static/([^"]+\.(?:css|js))"', html)
            berkas = [settings.STATIC_ROOT / a.decode() for a in set(aset)]
            return len(gzip.compress(html, 6)) + sum(_terkompres(b) for b in berkas)

        from django.utils import timezone

        tahun = timezone.localdate().year
        halaman = [
            ("soal P5.1b (pokja)", "pokja5.07", f"/{tahun}/satker/07/lke/P5.1b/", 60 * KB),
            ("soal R5.3a, isian angka", "pokja5.07", f"/{tahun}/satker/07/lke/R5.3a/", 60 * KB),
            ("dasbor satker (kepala)", "kepala07", f"/{tahun}/satker/07/", 100 * KB),
            ("LKE enam area (koordinator)", "koordinator07", f"/{tahun}/satker/07/lke/", 100 * KB),
            ("Tugas saya (pokja)", "pokja5.07", "/", 100 * KB),
            ("Ringkasan pimpinan", "kepala07", "/", 100 * KB),
            ("daftar 29 satker (kanwil)", "kanwil", f"/{tahun}/satker/", 100 * KB),
        ]
        polos = Client()
        print(f"{beban()}; {kali} putaran, median; pembanding: halaman /healthz dalam putaran yang sama\n")
        print(f"{'halaman':30} {'ms':>7} {'x polos':>8} {'SQL':>4} {'KB':>7} {'batas':>6}")
        gagal = 0
        for nama, akun, url, batas in halaman:
            c = klien(akun)
            for _ in range(3):
                jawab = c.get(url)
            assert jawab.status_code == 200, (url, jawab.status_code)
            with CaptureQueriesContext(connection) as kueri:
                jawab = c.get(url)
            # read now (the next request empties the log), without the BEGIN and COMMIT of the request
            sql = sum(q["sql"] not in {"BEGIN", "COMMIT"} for q in kueri.captured_queries)
            waktu, dasar = [], []
            for _ in range(kali):
                waktu.append(_detik(lambda c=c, url=url: c.get(url)))
                dasar.append(_detik(lambda: polos.get("/healthz")))
            ms, ms_polos = statistics.median(waktu) * 1000, statistics.median(dasar) * 1000
            berat = bobot(jawab.content)
            lewat = not 0 < sql <= ANGGARAN_SQL or berat > batas
            gagal += lewat
            tanda = "  LEWAT BATAS" if lewat else ""
            print(f"{nama:30} {ms:7.1f} {ms / ms_polos:8.1f} {sql:4d} {berat / KB:7.1f} {batas // KB:6d}{tanda}")
        print("\nPutusan:", "semua dalam batas" if not gagal else f"{gagal} halaman lewat batas")
        return 1 if gagal else 0


def _terkompres(berkas: Path) -> int:
    gz = berkas.with_name(berkas.name + ".gz")
    return gz.stat().st_size if gz.exists() else len(gzip.compress(berkas.read_bytes(), 6))


def _detik(kerja: object) -> float:
    mulai = time.perf_counter()
    kerja()
    return time.perf_counter() - mulai


if __name__ == "__main__":
    arg = argparse.ArgumentParser()
    arg.add_argument("--kali", type=int, default=40)
    raise SystemExit(utama(arg.parse_args().kali))
