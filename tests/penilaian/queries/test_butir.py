"""Words of the question page: answers, how numbers became a value, status."""

from typing import Any

import pytest

from instrumen.pohon.baca import baca_instrumen
from penilaian.queries.butir import cara_hitung, hitungan, jawaban_rinci, jawaban_singkat, keadaan_butir

INSTRUMEN = baca_instrumen("LKE-ZI-2021")
_DIPOTONG = "5 dari 2 = 250,00%, dihitung 100,00%."
_NOL = "Pembaginya nol: nilai ditetapkan 100,00%."


@pytest.mark.parametrize(
    ("kode", "isi", "singkat", "kalimat"),
    [
        ("P5.1b", "A", "A", ""),
        ("P1.1a", None, "–", ""),
        ("R1.1a", {"jumlah_agen": "10", "jumlah_perubahan": "7"}, "70,00%", "7 dari 10 = 70,00%."),
        ("R1.1a", {"jumlah_agen": "2", "jumlah_perubahan": "5"}, "100,00%", _DIPOTONG),
        ("R1.1a", {"jumlah_agen": "2"}, "1 dari 2 jumlah", ""),
        ("R5.2a", {"harus_ditindaklanjuti": "0", "selesai": "0"}, "100,00%", _NOL),
        ("R3.3a", {"pelanggaran_lalu": "4", "pelanggaran_ini": "1"}, "75,00%", "Turun dari 4 menjadi 1 = 75,00%."),
        ("R3.3a", {"pelanggaran_lalu": "1", "pelanggaran_ini": "4"}, "0,00%", "Tidak turun = 0,00%."),
        ("H1a", {"indeks": "3.60"}, "3,60", "3,60 dari 4,00 = 90,00%."),
    ],
)  # fmt: skip
def test_words_of_an_answer(kode: str, isi: Any, singkat: str, kalimat: str) -> None:
    butir = INSTRUMEN.cari(kode)

    assert (jawaban_singkat(butir, isi), hitungan(butir, isi)) == (singkat, kalimat)


def test_details_use_the_labels_of_the_page() -> None:
    butir = INSTRUMEN.cari("R1.1a")

    assert jawaban_rinci(butir, {"jumlah_perubahan": "7", "jumlah_agen": "10"}) == (
        "Jumlah Agen Perubahan: 10",
        "Jumlah perubahan yang dibuat: 7",
    )


def test_cara_hitung_names_every_part_and_zero_rule() -> None:
    assert cara_hitung(INSTRUMEN.cari("R1.1a")) == (
        "Nilai = Jumlah perubahan yang dibuat dibagi (Jumlah Agen Perubahan), paling tinggi 1,00.",
        "Bila pembaginya nol, nilainya 0,00.",
    )
    assert cara_hitung(INSTRUMEN.cari("R3.3a"))[1:] == (
        "Bila kedua tahun nol, nilainya 1,00.",
        "Bila hanya tahun sebelumnya nol, nilainya 0,00.",
    )
    assert cara_hitung(INSTRUMEN.cari("H1a")) == ("Nilai = Indeks hasil survei (0–4) dibagi 4,00.",)
    assert cara_hitung(INSTRUMEN.cari("P5.1b")) == ()


@pytest.mark.parametrize(
    ("terisi", "ada_baris", "berkas", "status"),
    [
        (True, True, 0, "terisi"),
        (False, True, 0, "dilihat"),
        (False, False, 1, "dilihat"),
        (False, False, 0, "belum_dibuka"),
    ],
)
def test_status_needs_a_complete_answer(terisi: bool, ada_baris: bool, berkas: int, status: str) -> None:
    assert keadaan_butir(terisi=terisi, ada_baris=ada_baris, berkas=berkas) == status
