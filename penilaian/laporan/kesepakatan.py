"""The agreement page as a table for a spreadsheet."""

from __future__ import annotations

from fractions import Fraction

import tablib

from common.desimal import format_angka, format_persen
from penilaian.queries.kesepakatan import HalamanKesepakatan
from satker.impor.berkas import tulis_csv

JUDUL = ["Bagian", "Apa", "Siapa", "Banyak", "Sama", "Angka", "Keterangan"]


def kesepakatan_csv(isi: HalamanKesepakatan) -> bytes:
    """One row per figure; `Angka` is kappa, leniency (0..1) or points, as `Bagian` says."""
    baris: list[tuple[object, ...]] = []
    for t in isi.tipe:
        ket = f"{t.alasan} {'Sedikit soal.' if t.sedikit else ''}".strip()
        baris.append(("Kappa", t.tipe, t.pasangan, t.n, _persen(t.sama), _angka(t.kappa), ket))
    for a in isi.area:
        baris.append(("Sama per area", f"{a.kode} {a.nama}", "", a.n, _persen(a.bagian), "", ""))
    for kelompok in isi.kelompok:
        for p in kelompok:
            selang = "" if p.bawah is None else f"Selang 95%: {_angka(p.bawah)} sampai {_angka(p.atas)}. "
            baris.append(("Kecenderungan", "", p.nama, p.n, "", _angka(p.efek), f"{selang}{p.kalimat}"))
    for b in isi.beda:
        nilai = "; ".join(f"{nama}: {singkat}" for nama, singkat in b.nilai)
        baris.append(("Beda", f"{b.satker.kode} {b.butir.kode_pendek}", nilai, "", "", _angka(b.poin_beda), "poin"))
    return tulis_csv(tablib.Dataset(*baris, headers=JUDUL))


def _angka(nilai: Fraction | None) -> str:
    return "" if nilai is None else format_angka(nilai, 3)


def _persen(nilai: Fraction | None) -> str:
    return "" if nilai is None else format_persen(nilai, 0)
