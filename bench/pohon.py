"""The organisation tree at 100,000 units: a subtree is one indexed statement, whatever the size of the rest.

Usage: .venv/bin/python -m bench.pohon [--unit 100000]
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import time
import uuid

from bench.dunia import beban, dunia_demo


def utama(jumlah: int) -> int:
    with dunia_demo():
        from django.db import connection

        from satker.models import Penugasan, Satker, User
        from satker.models.organisasi import ruas_baru
        from satker.pelaku import muat_pelaku

        staf = User.objects.get(username="kanwil")
        pelaku = muat_pelaku(staf, str(Penugasan.objects.get(user=staf).pk))
        kanwil = pelaku.unit

        def ukur(kali: int = 30) -> tuple[float, int, str]:
            kueri = Satker.objects.terlihat_oleh(pelaku)
            rencana = kueri.explain()
            waktu = []
            for _ in range(kali):
                mulai = time.perf_counter()
                isi = list(kueri.values_list("pk", flat=True))
                waktu.append(time.perf_counter() - mulai)
            return statistics.median(waktu) * 1000, len(isi), rencana

        print(beban())
        _analisis(connection)
        kecil, n, _ = ukur()
        print(f"{Satker.objects.count():7d} unit: subtree {n} unit dalam {kecil:6.2f} ms")
        _tambah(kanwil.instansi, jumlah, Satker, ruas_baru)
        _analisis(connection)
        besar, n, rencana = ukur()
        print(f"{Satker.objects.count():7d} unit: subtree {n} unit dalam {besar:6.2f} ms ({besar / kecil:.1f} kali)")
        terindeks = "Index" in rencana and "Seq Scan on satker_satker" not in rencana
        print(rencana)
        print("\nPutusan:", "satu pernyataan berindeks" if terindeks else "TIDAK memakai indeks")
        return 0 if terindeks else 1


def _analisis(connection: object) -> None:
    with connection.cursor() as kursor:
        kursor.execute("SET statement_timeout = 0; ANALYZE satker_satker")


def _tambah(instansi: object, jumlah: int, satker: type, ruas_baru: object) -> None:
    """Many kanwil with 100 units each, under the same instansi."""
    induk: list[object] = []
    for i in range(jumlah // 100):
        ruas = ruas_baru()
        induk.append(_unit(satker, f"KB{i}", instansi, instansi, "kanwil", ruas))
    satker.objects.bulk_create(induk, batch_size=2000)
    satker.objects.bulk_create(
        (_unit(satker, f"{k.kode}-{j}", k, instansi, "satker", ruas_baru()) for k in induk for j in range(99)),
        batch_size=2000,
    )


def _unit(satker: type, kode: str, induk: object, instansi: object, tingkat: str, ruas: str) -> object:
    return satker(
        id=uuid.uuid4(),
        kode=kode,
        nama=f"Unit {kode}",
        tingkat=tingkat,
        jenis_id="kanwil" if tingkat == "kanwil" else "lapas",
        aktif_mulai=dt.date(2020, 1, 1),
        instansi=instansi,
        induk=induk,
        ruas=ruas,
        jalur=f"{induk.jalur}{ruas}/",
    )


if __name__ == "__main__":
    arg = argparse.ArgumentParser()
    arg.add_argument("--unit", type=int, default=100_000)
    raise SystemExit(utama(arg.parse_args().unit))
