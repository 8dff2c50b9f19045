"""Near-duplicates: precision and recall on the labelled pairs, and the search over many stored fingerprints.

Usage: .venv/bin/python -m bench.kembar                labelled pairs
       .venv/bin/python -m bench.kembar --cari 100000  search in a throw-away PostgreSQL
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import statistics
import time
import uuid
from collections import Counter
from collections.abc import Callable

from bench.dunia import beban, dunia_demo
from berkas.kembar import gambar as kg
from berkas.kembar import sidik as ks
from berkas.kembar.banding import AMBANG, kesamaan
from berkas.kembar.kata import kata_isi
from tests.berkas.kembar.pasangan import pasangan_gambar, pasangan_teks


def ukur(set_: int = 0) -> dict[str, tuple[int, int, int, int, list[str]]]:
    """kind → (true and false positives, false and true negatives, names of the wrong ones), through the whole path:
    bands, estimate, words for text; bands, coarse and fine hash for images."""
    hasil = {}
    hitung: Counter[tuple[bool, bool]] = Counter()
    salah = []
    for p in pasangan_teks(set_):
        kata = kata_isi(p.a, p.sebutan[0]), kata_isi(p.b, p.sebutan[1])
        sidik = [ks.sidik_teks([k.teks for k in satu]) for satu in kata]
        calon = all(sidik) and not set(ks.pita(sidik[0])).isdisjoint(ks.pita(sidik[1]))
        ditandai = bool(calon) and kesamaan(*kata) >= AMBANG
        hitung[ditandai, p.mirip] += 1
        if ditandai != p.mirip:
            salah.append(f"{p.nama} ({kesamaan(*kata)} permil)")
    hasil["teks"] = _baris(hitung, salah)
    hitung, salah = Counter(), []
    for g in pasangan_gambar(set_):
        a, b = kg.sidik_gambar(g.a), kg.sidik_gambar(g.b)
        jangkau = a and b and any(y in kg.tetangga(x) for x, y in zip(kg.pita(a.kasar), kg.pita(b.kasar), strict=True))
        ditandai = bool(jangkau and kg.mirip(a, b))
        hitung[ditandai, g.mirip] += 1
        if ditandai != g.mirip:
            salah.append(g.nama)
    hasil["gambar"] = _baris(hitung, salah)
    return hasil


def _baris(hitung: Counter[tuple[bool, bool]], salah: list[str]) -> tuple[int, int, int, int, list[str]]:
    return hitung[True, True], hitung[True, False], hitung[False, True], hitung[False, False], salah


def cetak_label() -> int:
    for set_, (jenis, (tp, fp, fn, tn, salah)) in [(n, h) for n in (0, 1, 2) for h in ukur(n).items()]:
        presisi, temu = tp / ((tp + fp) or 1), tp / ((tp + fn) or 1)
        print(f"set {set_} {jenis:7} {tp + fp + fn + tn} pasangan: presisi {presisi:.3f} ({fp} salah tanda), "
              f"temu (recall) {temu:.3f} ({fn} terlewat dari {tp + fn})")  # fmt: skip
        for nama in salah:
            print(f"          keliru: {nama}")
    return 0


# --- Search over many -------------------------------------------------------------------------------------------------

SATKER = 400
KELUARGA = 20  # one document in twenty is a near copy of an earlier one
GAMBAR_PER = 0.35  # of the documents are scans: one page image each


def cetak_cari(banyak: int, kali: int) -> int:
    """Fill a real server through COPY, then look up as actions.kembar does; beside it the bare lookup by hash."""
    with dunia_demo():
        from django.db import connection

        from berkas.actions.kembar import calon_teks, cari_gambar, garam
        from berkas.models import Isi
        from satker.models import Satker

        acak = random.Random(7)
        instansi = Satker.objects.get(tingkat="instansi")
        contoh = Satker.objects.filter(tingkat="satker").first()
        with connection.cursor() as kursor:
            kursor.execute("SET statement_timeout = 0")
        satker = [_satker_bench(contoh, i) for i in range(SATKER)]
        print(f"{beban()}; {banyak} dokumen di {SATKER} satker satu instansi\n")
        mulai = time.perf_counter()
        isi, teks, gambar = io.StringIO(), io.StringIO(), io.StringIO()
        simpan: list[tuple[uuid.UUID, list[int]]] = []
        contoh_gambar: list[tuple[uuid.UUID, kg.SidikGambar]] = []
        for i in range(banyak):
            s, pk = satker[i % SATKER], uuid.UUID(int=acak.getrandbits(128))
            sha = hashlib.sha256(pk.bytes).hexdigest()
            isi.write(f"{pk}\t{s}\t{sha}\t1000\tapplication/pdf\n")
            if simpan and i % KELUARGA == 0:
                nilai = [n if acak.random() < 0.75 else acak.getrandbits(32) for n in acak.choice(simpan)[1]]
            else:
                nilai = [acak.getrandbits(32) for _ in range(ks.PERMUTASI)]
            if i % 50 == 0:
                simpan.append((pk, nilai))
            pita = ",".join(map(str, ks.pita(nilai, garam(instansi.pk))))
            heks = ks.kemas(nilai).hex()
            teks.write(f"{uuid.uuid4()}\t{s}\t{pk}\t{ks.VERSI}\t300\t\\\\x{heks}\t{{{pita}}}\n")
            if acak.random() < GAMBAR_PER:
                g = kg.SidikGambar(acak.getrandbits(64), acak.getrandbits(256))
                contoh_gambar.append((pk, g))
                kasar = g.kasar - (1 << 64) if g.kasar >> 63 else g.kasar
                p = "\t".join(map(str, kg.pita(g.kasar)))
                gambar.write(
                    f"{uuid.uuid4()}\t{s}\t{pk}\t1\t{ks.VERSI}\t{kasar}\t\\\\x{g.halus.to_bytes(32).hex()}\t{p}\n"
                )
        print(f"membuat sidik acak       {time.perf_counter() - mulai:8.1f} s")
        with connection.cursor() as kursor:
            for nama, tabel, kolom, data in (
                ("isi (pembanding)", "berkas_isi", "id,satker_id,sha256,ukuran,media", isi),
                ("sidik teks", "berkas_sidikteks", "id,satker_id,isi_id,versi,kata,minhash,pita", teks),
                ("sidik gambar", "berkas_sidikgambar",
                 "id,satker_id,isi_id,halaman,versi,kasar,halus,pita0,pita1,pita2,pita3", gambar),
            ):  # fmt: skip
                data.seek(0)
                mulai = time.perf_counter()
                kursor.copy_expert(f"COPY {tabel} ({kolom}) FROM STDIN", data)
                detik = time.perf_counter() - mulai
                kursor.execute(f"ANALYZE {tabel}")
                kursor.execute(
                    f"SELECT count(*), pg_table_size('{tabel}'), pg_indexes_size('{tabel}') FROM {tabel}"  # noqa: S608
                )
                n, besar, indeks = kursor.fetchone()
                print(f"COPY {nama:18} {detik:8.1f} s, {1e6 * detik / n:6.0f} µs per baris; {n} baris, "
                      f"tabel {besar / 2**20:.0f} MB, indeks {indeks / 2**20:.0f} MB")  # fmt: skip
            kursor.execute("SELECT pg_relation_size('sidikteks_pita'), pg_relation_size('sidikgambar_pita0')")
            gin, satu = kursor.fetchone()
            print(f"indeks pita: teks {gin / 2**20:.0f} MB (GIN), gambar 4 × {satu / 2**20:.1f} MB\n")
        sampel = acak.sample(simpan, min(kali, len(simpan)))
        isi_row = Isi.objects.in_bulk([pk for pk, _ in sampel])

        def dasar(pk: uuid.UUID) -> object:
            sha = isi_row[pk].sha256
            return list(Isi.objects.filter(sha256=sha, satker__instansi=instansi.pk).values_list("satker_id", "pk"))

        def cari_teks(pk: uuid.UUID, nilai: list[int]) -> object:
            return calon_teks(isi_row[pk], instansi.pk, tuple(nilai))

        polos = [_ms(lambda pk=pk: dasar(pk)) for pk, _ in sampel]
        waktu = [_ms(lambda pk=pk, n=n: cari_teks(pk, n)) for pk, n in sampel]
        bergambar = acak.sample(contoh_gambar, min(kali, len(contoh_gambar)))
        geser = [(pk, kg.SidikGambar(g.kasar ^ 0b111 ^ (1 << 40), g.halus)) for pk, g in bergambar]
        waktu_gambar = [_ms(lambda pk=pk, g=g: cari_gambar(uuid.UUID(int=0), instansi.pk, g)) for pk, g in geser]
        temu = sum(any(b[1] == pk for b in cari_gambar(uuid.UUID(int=0), instansi.pk, g)) for pk, g in geser)
        p50 = statistics.median(polos)
        for nama, w in (
            ("hash persis (pembanding)", polos),
            ("calon teks (MinHash)", waktu),
            ("gambar (4 bit beda)", waktu_gambar),
        ):
            tengah, ekor = statistics.median(w), statistics.quantiles(w, n=20)[-1]
            print(f"cari {nama:26} p50 {tengah:7.2f} ms, p95 {ekor:7.2f} ms, x polos {tengah / p50:6.1f}")
        ketemu = sum(bool(cari_teks(pk, n)) for pk, n in sampel)
        print(f"\nteks: {ketemu} dari {len(sampel)} punya calon; gambar: {temu} dari {len(geser)} ditemukan lagi")
        tambah = [_ms(lambda: _sisip(satker[0], acak, instansi.pk)) for _ in range(kali)]
        print(f"sisip satu sidik teks dengan indeks penuh: p50 {statistics.median(tambah):.2f} ms")
        return 0


def _satker_bench(contoh: object, i: int) -> uuid.UUID:
    from satker.models import Satker
    from satker.models.organisasi import ruas_baru

    ruas = ruas_baru()
    return Satker.objects.create(
        kode=f"B{i:04d}", nama=f"Satker Bench {i}", tingkat="satker", jenis_id=contoh.jenis_id,
        aktif_mulai="2020-01-01",
        instansi_id=contoh.instansi_id, induk=contoh.induk, ruas=ruas, jalur=f"{contoh.induk.jalur}{ruas}/",
    ).pk  # fmt: skip


def _sisip(satker: uuid.UUID, acak: random.Random, instansi: uuid.UUID) -> None:
    from berkas.models import Isi, SidikTeks

    nilai = [acak.getrandbits(32) for _ in range(ks.PERMUTASI)]
    sha = hashlib.sha256(str(nilai).encode()).hexdigest()
    isi = Isi.objects.create(satker_id=satker, sha256=sha, ukuran=1, media="application/pdf")
    SidikTeks.objects.create(
        satker_id=satker,
        isi=isi,
        versi=ks.VERSI,
        kata=300,
        minhash=ks.kemas(nilai),
        pita=ks.pita(nilai, instansi.bytes),
    )


def _ms(kerja: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    kerja()
    return (time.perf_counter() - mulai) * 1000


if __name__ == "__main__":
    arg = argparse.ArgumentParser()
    arg.add_argument("--cari", type=int, default=0, help="number of stored documents")
    arg.add_argument("--kali", type=int, default=300, help="lookups")
    pilihan = arg.parse_args()
    raise SystemExit(cetak_cari(pilihan.cari, pilihan.kali) if pilihan.cari else cetak_label())
