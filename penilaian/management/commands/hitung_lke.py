"""./run hitung_lke --instrumen KODE FILE.json: scores a sheet for integrators and checks.

Reads the instrument from the application's own files, so it needs no loaded database. stdout carries one JSON object
and nothing else; everything said to people goes to stderr. Exit 2 for anything wrong with the input.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from instrumen.pohon.baca import InstrumenTidakDikenal, baca_instrumen
from instrumen.pohon.tipe import Instrumen
from penilaian.skor.hitung import (
    Gerbang,
    HasilSkor,
    JawabanSalah,
    KodeTidakDikenal,
    hitung,
    ke_desimal,
    periksa_jawaban,
)
from penilaian.skor.pesan import kalimat_galat


class Command(BaseCommand):
    help = "Menghitung nilai LKE dari berkas JSON (kode butir -> jawaban) dan mencetak hasilnya sebagai JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("berkas", metavar="FILE.json", help="kode -> jawaban, atau objek dengan kunci 'jawaban'")
        parser.add_argument("--instrumen", required=True, metavar="KODE", help="misalnya LKE-ZI-2021")
        parser.add_argument("--wbk-sejak", type=int, metavar="TAHUN", help="tahun unit berpredikat Menuju WBK")
        parser.add_argument("--tahun", type=int, help="tahun usulan; bersama --wbk-sejak menghitung lama predikat WBK")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            instrumen = baca_instrumen(options["instrumen"])
        except InstrumenTidakDikenal as galat:
            raise CommandError(str(galat), returncode=2) from galat
        jawaban = _ke_kode_baku(instrumen, baca_jawaban(options["berkas"]))
        hasil = _hitung(instrumen, jawaban, wbk_sejak=options["wbk_sejak"], tahun=options["tahun"])
        self._peringatkan(instrumen, jawaban)
        sys.stdout.write(tulis_json(susun(hasil)) + "\n")

    def _peringatkan(self, instrumen: Instrumen, jawaban: Mapping[str, Any]) -> None:
        for kode, isi in jawaban.items():
            for galat in periksa_jawaban(instrumen.butir[kode], isi):
                self.stderr.write(f"Peringatan {kode}: {kalimat_galat(instrumen.butir[kode], galat)}")


def _ke_kode_baku(instrumen: Instrumen, jawaban: Mapping[str, Any]) -> dict[str, Any]:
    """Both written forms of a code are accepted (A5.P.i.b, P5.1b); the same butir twice is refused."""
    hasil: dict[str, Any] = {}
    for kode, isi in jawaban.items():
        butir = instrumen.cari(kode)
        baku = butir.kode if butir else kode
        if baku in hasil:
            raise CommandError(f"Soal {kode} tertulis dua kali.", returncode=2)
        hasil[baku] = isi
    return hasil


def _hitung(instrumen: Instrumen, jawaban: Mapping[str, Any], *, wbk_sejak: int | None, tahun: int | None) -> HasilSkor:
    try:
        return hitung(instrumen, jawaban, wbk_sejak=wbk_sejak, tahun=tahun)
    except KodeTidakDikenal as galat:
        kode = ", ".join(galat.kode[:5])
        raise CommandError(f"Kode tidak dikenal di {instrumen.kode}: {kode}.", returncode=2) from galat
    except JawabanSalah as galat:
        sebab = " ".join(kalimat_galat(galat.butir, g) for g in galat.galat)
        raise CommandError(f"{galat.butir.kode}: {sebab}", returncode=2) from galat


def baca_jawaban(letak: str) -> dict[str, Any]:
    """The mapping kode -> jawaban of a file, decimals exact. CommandError (exit 2) when it is not one."""
    try:
        isi = json.loads(
            Path(letak).read_text(encoding="utf-8"), parse_float=Decimal, object_pairs_hook=_tanpa_kunci_ganda
        )
    except OSError as galat:
        sebab = "tidak ada" if isinstance(galat, FileNotFoundError) else "tidak dapat dibaca"
        raise CommandError(f"Berkas {letak} {sebab}.", returncode=2) from galat
    except json.JSONDecodeError as galat:
        raise CommandError(
            f"Berkas {letak} bukan JSON yang benar (baris {galat.lineno}, kolom {galat.colno}).", returncode=2
        ) from galat
    except _KunciGanda as galat:
        raise CommandError(f"Berkas {letak}: kode {galat} ditulis dua kali.", returncode=2) from galat
    except (ValueError, RecursionError, ArithmeticError) as galat:
        raise CommandError(f"Berkas {letak} bukan JSON yang benar.", returncode=2) from galat
    if isinstance(isi, dict) and isinstance(isi.get("jawaban"), dict):
        isi = isi["jawaban"]
    if not isinstance(isi, dict):
        raise CommandError(f"Berkas {letak} harus berisi objek kode -> jawaban.", returncode=2)
    return isi


class _KunciGanda(Exception):
    """A key stands twice in one JSON object."""


def _tanpa_kunci_ganda(pasangan: list[tuple[str, Any]]) -> dict[str, Any]:
    """A kode written twice would silently win with its last answer."""
    hasil: dict[str, Any] = {}
    for kunci, isi in pasangan:
        if kunci in hasil:
            raise _KunciGanda(kunci)
        hasil[kunci] = isi
    return hasil


def susun(hasil: HasilSkor) -> dict[str, Any]:
    """The result as plain data; figures are Decimal with 12 places."""
    return {
        "nilai": {kode: ke_desimal(simpul.nilai) for kode, simpul in hasil.simpul.items()},
        "total": ke_desimal(hasil.total),
        "pengungkit": ke_desimal(hasil.pengungkit),
        "hasil": ke_desimal(hasil.hasil),
        "terisi": hasil.terisi,
        "jumlah": hasil.jumlah,
        "predikat": {
            kode: {"terpenuhi": predikat.terpenuhi, "syarat": [_susun_gerbang(g) for g in predikat.gerbang]}
            for kode, predikat in hasil.predikat.items()
        },
    }


def _susun_gerbang(gerbang: Gerbang) -> dict[str, Any]:
    angka: dict[str, Fraction] = {
        "nilai": gerbang.nilai,
        "minimum": gerbang.minimum,
        "persen": gerbang.persen,
        "kurang": gerbang.kurang,
    }
    isi: dict[str, Any] = {"kode": gerbang.kode, **{nama: ke_desimal(nilai) for nama, nilai in angka.items()}}
    return isi | {"terpenuhi": gerbang.terpenuhi}


def tulis_json(nilai: Any) -> str:
    """JSON with every Decimal written digit by digit: the json module could only write it through a float."""
    if isinstance(nilai, Decimal):
        teks = format(nilai, "f")
        return teks.rstrip("0").rstrip(".") if "." in teks else teks
    if isinstance(nilai, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {tulis_json(v)}" for k, v in nilai.items()) + "}"
    if isinstance(nilai, list):
        return "[" + ", ".join(map(tulis_json, nilai)) + "]"
    return json.dumps(nilai, ensure_ascii=False)
