"""Quality and speed of the substance hints and the personal-data search, on documents and numbers made by code.

Usage: .venv/bin/python -m bench.telaah
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence

from bench.dunia import beban
from berkas.telaah.ciri import baca_ciri
from berkas.telaah.pribadi import cari_pribadi
from tests.berkas.telaah import contoh
from tests.berkas.telaah.angka import korpus, umpan
from tests.berkas.telaah.ukur import Ukuran, baca, bandingkan

BANYAK = 4000
_KATA = re.compile(r"\w+")


def utama() -> int:
    print(beban())
    lulus = [
        _mutu("contoh", contoh.semua(), 0.97, 0.95),
        _mutu("tidak dipakai menyetel", contoh.asing(), 0.80, 0.90),
        _pribadi(),
    ]
    _laju()
    print("\nPutusan:", "mutu di atas ambang" if all(lulus) else "mutu DI BAWAH ambang")
    return 0 if all(lulus) else 1


def _mutu(nama: str, daftar: Sequence[contoh.Contoh], ambang_bagian: float, ambang_temuan: float) -> bool:
    bagian = temuan = Ukuran(0, 0, 0)
    for c in daftar:
        b, t = baca(c)
        satu, dua = bandingkan(b, c.bagian), bandingkan(t, c.temuan)
        bagian, temuan = bagian + satu, temuan + dua
        if satu.salah + satu.luput + dua.salah + dua.luput:
            print(f"  meleset: {c.nama}: {sorted(b ^ c.bagian)} {sorted(t ^ c.temuan)}")
    for judul, u in (("bagian", bagian), ("temuan", temuan)):
        print(
            f"{nama} ({len(daftar)} dokumen), {judul}: presisi {u.presisi:.3f}, ingatan {u.ingatan:.3f} "
            f"({u.benar} benar, {u.salah} salah, {u.luput} luput)"
        )
    return min(bagian.presisi, bagian.ingatan) >= ambang_bagian and min(temuan.presisi, temuan.ingatan) >= ambang_temuan


def _pribadi() -> bool:
    tanaman, mirip = korpus(BANYAK), umpan(BANYAK)
    kena: dict[str, list[int]] = {}
    for t in tanaman:
        ada = any(h.jenis == t.jenis and t.teks[h.awal : h.akhir] == t.nilai for h in cari_pribadi(t.teks))
        kena.setdefault(t.jenis, []).append(ada)
    for jenis, isi in kena.items():
        print(f"{jenis}: {sum(isi)} dari {len(isi)} ditemukan ({sum(isi) / len(isi):.3f})")
    palsu = sum(bool(cari_pribadi(t.teks)) for t in mirip)
    print(f"tanda palsu: {palsu} dari {len(mirip)} ({palsu / len(mirip):.4f})")
    return sum(map(sum, kena.values())) >= 0.98 * BANYAK and palsu <= 0.01 * BANYAK


def _laju() -> None:
    """Against the bare baseline: splitting the same pages into words."""
    halaman = [h for c in contoh.semua() for h in c.halaman if h] * 4
    jahat = ["A1 " * 6000, "3171 " * 4000, "Kepala\n" * 2500, "NOTULA RAPAT\n" * 1500]
    for nama, isi in (("dokumen kantor", halaman), ("halaman jahat", jahat)):
        dasar = _ukur(lambda isi=isi: [_KATA.findall(h) for h in isi])
        for judul, kerja in (
            ("petunjuk", lambda isi=isi: baca_ciri(isi, satker=contoh.SATKER)),
            ("data pribadi", lambda isi=isi: [cari_pribadi(h) for h in isi]),
        ):
            detik = _ukur(kerja)
            print(
                f"{nama}, {judul}: {detik * 1000 / len(isi):.2f} ms per halaman, {detik / dasar:.0f} kali memecah kata"
            )


def _ukur(kerja: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    kerja()
    return time.perf_counter() - mulai


if __name__ == "__main__":
    raise SystemExit(utama())
