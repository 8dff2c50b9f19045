"""The commands hitung_lke and cek_lke_excel as integrators see them."""

import json
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from instrumen.pohon.baca import baca_instrumen
from penilaian.management.commands import cek_lke_excel
from penilaian.management.commands.hitung_lke import tulis_json
from penilaian.skor.hitung import hitung
from tests.penilaian.skor.lembar_contoh import KASUS, TERBAIK

LKE = baca_instrumen("LKE-ZI-2021")


@pytest.fixture
def tulis(tmp_path: Path):
    def _tulis(isi: Any) -> str:
        letak = tmp_path / "lembar.json"
        letak.write_text(isi if isinstance(isi, str) else tulis_json(isi), encoding="utf-8")
        return str(letak)

    return _tulis


def _jalankan(capsys, *argumen: str) -> tuple[dict[str, Any], str]:
    call_command("hitung_lke", *argumen)
    keluar, galat = capsys.readouterr()
    return json.loads(keluar, parse_float=Decimal, parse_int=Decimal), galat


@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: k["nama"])
@pytest.mark.parametrize("sebagai_kasus", [False, True])
def test_hitung_lke_prints_every_node_of_the_worked_cases(tulis, capsys, kasus, sebagai_kasus: bool) -> None:
    letak = tulis(kasus if sebagai_kasus else kasus["jawaban"])
    hasil, galat = _jalankan(capsys, letak, "--instrumen", "LKE-ZI-2021")
    assert hasil["nilai"] == kasus["harap"]
    assert (hasil["total"], hasil["terisi"], hasil["jumlah"]) == (kasus["harap"]["TOTAL"], 113, 113)
    assert (hasil["pengungkit"], hasil["hasil"]) == (kasus["harap"]["A"], kasus["harap"]["B"])
    assert set(hasil) == {"nilai", "total", "pengungkit", "hasil", "terisi", "jumlah", "predikat"}
    assert galat == ""


def test_hitung_lke_lists_every_gate_with_what_is_missing(tulis, capsys) -> None:
    hasil, _ = _jalankan(capsys, tulis({"A1.P.iii.a": "A"}), "--instrumen", "LKE-ZI-2021")
    wbk = hasil["predikat"]["WBK"]
    assert wbk["terpenuhi"] is False
    assert wbk["syarat"][2] == {
        "kode": "A1",
        "nilai": Decimal("0.333333333333"),
        "minimum": Decimal("4.8"),
        "persen": Decimal("4.166666666667"),
        "terpenuhi": False,
        "kurang": Decimal("4.466666666667"),
    }
    assert [len(p["syarat"]) for p in hasil["predikat"].values()] == [12, 13]


@pytest.mark.parametrize(
    ("pilihan", "terpenuhi"),
    [
        ([], False),
        (["--wbk-sejak", "2024"], True),
        (["--wbk-sejak", "2025", "--tahun", "2025"], False),
    ],
)
def test_hitung_lke_meets_sudah_wbk_only_with_a_year(tulis, capsys, pilihan: list[str], terpenuhi: bool) -> None:
    hasil, _ = _jalankan(capsys, tulis(KASUS[3]), "--instrumen", "LKE-ZI-2021", *pilihan)
    gerbang = hasil["predikat"]["WBBM"]["syarat"][-1]
    assert (gerbang["kode"], gerbang["terpenuhi"], gerbang["kurang"]) == ("SUDAH_WBK", terpenuhi, int(not terpenuhi))
    assert hasil["predikat"]["WBBM"]["terpenuhi"] is terpenuhi


def test_hitung_lke_accepts_the_short_code(tulis, capsys) -> None:
    pendek, _ = _jalankan(capsys, tulis({"P5.1b": "B"}), "--instrumen", "LKE-ZI-2021")
    baku, _ = _jalankan(capsys, tulis({"A5.P.i.b": "B"}), "--instrumen", "LKE-ZI-2021")
    assert (pendek, pendek["total"]) == (baku, Decimal("0.5025"))


def test_hitung_lke_warns_on_stderr_and_still_prints_json(tulis, capsys) -> None:
    jawaban = {"A4.R.i.a": {"jumlah_sasaran": 2, "sasaran_tercapai": 3}, "A5.R.ii.a": {"selesai": 1}}
    hasil, galat = _jalankan(capsys, tulis(jawaban), "--instrumen", "LKE-ZI-2021")
    assert (hasil["nilai"]["A4.R.i"], hasil["terisi"]) == (2, 1)
    assert "Peringatan A4.R.i.a: Jumlah sasaran kinerja yang tercapai 100% atau lebih: Tidak boleh lebih" in galat
    assert "Peringatan A5.R.ii.a" in galat


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({**TERBAIK, "A9.P.i.a": "A"}, "Kode tidak dikenal di LKE-ZI-2021: A9.P.i.a."),
        ({**TERBAIK, "A1.P.i.b": "Z"}, "A1.P.i.b: Jawaban Z tidak dikenal. Pilihannya: A, B, C."),
        ({"B1.a": 5}, "B1.a: Paling besar 4."),
        ('{"B1.a": NaN}', "B1.a: Isi dengan angka."),
        ({"A4.R.i.a": {"jumlah_sasaran": -1}}, "A4.R.i.a: Jumlah sasaran kinerja: Jumlah tidak boleh kurang dari nol."),
        ("{", "bukan JSON yang benar (baris 1, kolom 2)."),
        ('{"B1.a": 1' + "0" * 5000 + "}", "bukan JSON yang benar."),
        ("[" * 100_000, "bukan JSON yang benar."),
        ('{"A1.P.i.a": "Ya", "A1.P.i.a": "Tidak"}', "kode A1.P.i.a ditulis dua kali."),
        ({"P5.1b": "A", "A5.P.i.b": "B"}, "Soal A5.P.i.b tertulis dua kali."),
        ("[1, 2]", "harus berisi objek kode -> jawaban."),
    ],
)
def test_hitung_lke_refuses_bad_input_with_exit_2(tulis, capsys, isi: Any, kalimat: str) -> None:
    with pytest.raises(CommandError) as galat:
        call_command("hitung_lke", tulis(isi), "--instrumen", "LKE-ZI-2021")
    assert galat.value.returncode == 2
    assert str(galat.value).endswith(kalimat)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("letak", "instrumen", "kalimat"),
    [
        ("tidak-ada.json", "LKE-ZI-2021", "Berkas tidak-ada.json tidak ada."),
        (
            "tidak-ada.json",
            "LKE-ZI-2019",
            "Instrumen LKE-ZI-2019 tidak dikenal. Yang tersedia: LKE-ZI-2014, LKE-ZI-2021.",
        ),
    ],
)
def test_hitung_lke_refuses_a_missing_file_and_instrument(letak: str, instrumen: str, kalimat: str) -> None:
    with pytest.raises(CommandError) as galat:
        call_command("hitung_lke", letak, "--instrumen", instrumen)
    assert (galat.value.returncode, str(galat.value)) == (2, kalimat)


def test_tulis_json_writes_decimals_digit_by_digit() -> None:
    teks = tulis_json({"a": Decimal("0.000000000001"), "b": [Decimal("75.000000000000"), True, "é"], "c": 3})
    assert teks == '{"a": 0.000000000001, "b": [75, true, "é"], "c": 3}'


# --- cek_lke_excel: the workbook is not part of the repository, so a small one of the same layout stands in --------


def _buku(letak: Path) -> Path:
    """A workbook with the official layout: sheet "LKE ZI", AVERAGE formulas in L above the answers in K."""
    wb = Workbook()
    ws = wb.active
    ws.title = cek_lke_excel.LEMBAR
    for simpul in LKE.simpul.values():
        if simpul.tingkat != "sub_area" or simpul.kode.startswith("B"):
            continue
        baris = [b for k in simpul.anak for b in _baris(LKE.butir[k].baris_excel)]
        kepala = 175 if simpul.kode == cek_lke_excel.CACAT else min(baris) - 2
        ws.cell(kepala, 12).value = f"=AVERAGE(L{kepala + 1}:L{max(baris)})*H{kepala}"
    wb.save(letak)
    return letak


def _baris(baris_excel: int | Mapping[str, int] | None) -> list[int]:
    daftar = baris_excel.values() if isinstance(baris_excel, Mapping) else [baris_excel]
    return [b + (2 if b <= 86 else 3) for b in daftar]


def _palsukan_libreoffice(monkeypatch, ubah=lambda kode, nilai: nilai) -> None:
    """Replaces the LibreOffice process by one that writes the engine's own figures, changed by `ubah`."""

    def hitung_ulang(soffice: str, tempat: Path) -> None:
        (tempat / "hasil").mkdir()
        for berkas in (tempat / "isi").iterdir():
            ws = load_workbook(berkas)[cek_lke_excel.LEMBAR]
            sel = cek_lke_excel._sel_sub_area(ws, LKE)
            jawaban = {b.kode: _baca(ws, b) for b in LKE.butir.values()}
            hasil = hitung(LKE, jawaban)
            wb = Workbook()
            wb.active.title = cek_lke_excel.LEMBAR
            for kode, alamat in sel.items():
                nilai = hasil.simpul[kode].nilai
                if kode == cek_lke_excel.CACAT:
                    nilai = hasil.butir["A5.R.iii.a"].nilai * 2
                wb.active[alamat] = ubah(kode, float(nilai))
            wb.save(tempat / "hasil" / berkas.name)

    monkeypatch.setattr(cek_lke_excel, "hitung_ulang", hitung_ulang)
    monkeypatch.setattr(shutil, "which", lambda nama: f"/bin/{nama}")


def _baca(ws, butir) -> Any:
    if isinstance(butir.baris_excel, Mapping):
        return {k: ws.cell(_baris(b)[0], 11).value for k, b in butir.baris_excel.items()}
    nilai = ws.cell(_baris(butir.baris_excel)[0], 11).value
    return str(nilai) if butir.rumus else nilai


def test_cek_lke_excel_agrees_and_names_the_known_defect(monkeypatch, tmp_path, capsys) -> None:
    _palsukan_libreoffice(monkeypatch)
    call_command("cek_lke_excel", str(_buku(tmp_path / "b.xlsx")), "--jumlah", "3", "--benih", "7")
    keluar = capsys.readouterr().out
    assert "3 lembar, 45 sub-area: 132 nilai dibandingkan, 0 berbeda" in keluar
    assert "sel L175 (A5.R.iii tanpa LHKASN)" in keluar


def test_cek_lke_excel_fails_when_a_sub_area_differs(monkeypatch, tmp_path, capsys) -> None:
    _palsukan_libreoffice(monkeypatch, lambda kode, nilai: nilai + 0.000001 if kode == "A2.P.i" else nilai)
    with pytest.raises(CommandError) as galat:
        call_command("cek_lke_excel", str(_buku(tmp_path / "b.xlsx")), "--jumlah", "2")
    assert galat.value.returncode == 1
    assert "2 berbeda" in capsys.readouterr().out


def test_cek_lke_excel_fails_when_the_defect_is_another_one(monkeypatch, tmp_path) -> None:
    _palsukan_libreoffice(monkeypatch, lambda kode, nilai: 0.123 if kode == "A5.R.iii" else nilai)
    with pytest.raises(CommandError, match="tidak sepakat"):
        call_command("cek_lke_excel", str(_buku(tmp_path / "b.xlsx")), "--jumlah", "2")


def test_cek_lke_excel_says_when_libreoffice_is_missing(monkeypatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda nama: None)
    with pytest.raises(CommandError) as galat:
        call_command("cek_lke_excel", "apa.xlsx")
    assert galat.value.returncode == 3
    assert str(galat.value) == "LibreOffice belum terpasang. Pasang dengan ./run alat, lalu ulangi."


@pytest.mark.parametrize("isi", [None, b"bukan zip", "lembar lain"])
def test_cek_lke_excel_refuses_another_file(monkeypatch, tmp_path, isi: object) -> None:
    monkeypatch.setattr(shutil, "which", lambda nama: f"/bin/{nama}")
    letak = tmp_path / "b.xlsx"
    if isinstance(isi, bytes):
        letak.write_bytes(isi)
    elif isi:
        Workbook().save(letak)
    with pytest.raises(CommandError) as galat:
        call_command("cek_lke_excel", str(letak))
    assert galat.value.returncode == 2
