"""The checks of an instrument find each fault they are there for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from instrumen.pohon.baca import baca_hamparan, baca_instrumen, baca_isi, dari_isi
from instrumen.pohon.periksa import periksa_hamparan, periksa_instrumen

KODE = "LKE-ZI-2021"


@pytest.mark.parametrize("kode", ["LKE-ZI-2021", "LKE-ZI-2014"])
def test_shipped_instruments_are_whole(kode: str) -> None:
    instrumen, hamparan = baca_instrumen(kode), baca_hamparan(kode)
    assert periksa_instrumen(instrumen) == []
    assert periksa_hamparan(instrumen, hamparan, lengkap=kode == "LKE-ZI-2021") == []


def _simpul(isi: dict[str, Any], kode: str) -> dict[str, Any]:
    return next(s for s in isi["simpul"] if s["kode"] == kode)


def _butir(isi: dict[str, Any], kode: str) -> dict[str, Any]:
    return next(b for b in isi["butir"] if b["kode"] == kode)


@pytest.mark.parametrize(
    ("rusak", "kalimat"),
    [
        (lambda i: _simpul(i, "A5.P.i").update(bobot="1.5001"), "Bobot di bawah A5.P berjumlah 75001/10000"),
        (lambda i: _simpul(i, "A").update(bobot="61"), "Bobot komponen berjumlah 101, seharusnya 100."),
        (lambda i: _simpul(i, "A5.P").update(tingkat="area"), "Simpul A5.P (area) berada di bawah area."),
        (lambda i: _butir(i, "A5.P.i.b").update(pendek="P5.1c"), "seharusnya P5.1b"),
        (lambda i: _butir(i, "A5.P.i.b").update(pendek="P5.1A"), "Kode p5.1a dipakai 2 kali."),
        (lambda i: _butir(i, "A1.P.i.a").update(soal="2"), "soal_id 2 dipakai 2 kali."),
        (lambda i: _butir(i, "A1.P.i.a").update(soal="128"), "soal_id tidak berurutan 1 sampai 127."),
        (lambda i: i.update(jumlah_butir="112"), "Ada 113 butir, seharusnya 112."),
        (lambda i: i.update(jumlah_isian="126"), "Ada 127 isian, seharusnya 126."),
        (lambda i: i["skala"]["ABC"].update(A="0.9"), "Skala ABC harus menurun dari 1 ke 0."),
        (lambda i: i["isian"]["A4.R.i.a"]["rumus"].update(pembilang="x"), "rumus memakai isian yang tidak ada: x"),
        (lambda i: i["isian"]["A4.R.i.a"].pop("nol"), "A4.R.i.a: aturan penyebut nol tidak lengkap."),
        (lambda i: i["isian"]["A3.R.iii.a"]["nol"].pop(), "A3.R.iii.a: aturan penyebut nol tidak lengkap."),
        (lambda i: i["isian"]["B1.a"]["rumus"].pop("maks"), "B1.a: rumus indeks tanpa maks."),
        (lambda i: i["ambang"]["WBK"].pop(4), "Gerbang WBK tidak memuat A3."),
        (lambda i: i["ambang"]["WBBM"].pop(9), "Gerbang WBBM tidak memuat B1.H.a."),
        (lambda i: i["ambang"]["WBK"].append(i["ambang"]["WBK"][0]), "Gerbang WBK ganda."),
        (lambda i: i["ambang"]["WBK"][0].update(minimum="101"), "Minimum WBK TOTAL = 101 di luar 0 sampai 100."),
        (lambda i: i["ambang"]["WBBM"][1].update(minimum="39"), "Minimum WBBM A lebih rendah"),
    ],
)
def test_fault_is_found(rusak: Callable[[dict[str, Any]], object], kalimat: str) -> None:
    isi = baca_isi(KODE)
    rusak(isi)
    assert [s for s in periksa_instrumen(dari_isi(isi)) if kalimat in s] != []


def test_overlay_faults_are_found() -> None:
    hamparan = baca_hamparan(KODE)
    butir = dict(hamparan.butir)
    butir["A1.P.i.a"] = replace(
        butir["A1.P.i.a"], aturan_bukti="kapan_saja", upaya="", opsi={}, bagian_bukti=("kwitansi",)
    )
    butir["A4.P.ii.e"] = replace(butir["A4.P.ii.e"], irama="triwulan")
    butir["A9.P.i.a"] = butir.pop("B2.a")
    rusak = replace(hamparan, butir=butir, simpul={**hamparan.simpul, "A1": ""})
    salah = periksa_hamparan(dari_isi(baca_isi(KODE), rusak), rusak, lengkap=True)
    assert salah[:8] == [
        "Hamparan menyebut A9.P.i.a, yang tidak ada di instrumen.",
        "Simpul A1 tanpa nama.",
        "A1.P.i.a: ada opsi tanpa label.",
        "A1.P.i.a: bagian bukti tidak dikenal: kwitansi.",
        "A1.P.i.a: aturan bukti 'kapan_saja' tidak dikenal.",
        "A1.P.i.a: upaya '' tidak dikenal.",
        "A4.P.ii.e: irama 'triwulan' tidak cocok dengan aturan bukti 'tahun_lalu'.",
        "B2.a: tanpa teks.",
    ]
