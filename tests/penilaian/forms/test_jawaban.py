"""The form of an answer: what it accepts, what it stores, and the words of every refusal."""

from decimal import Decimal
from typing import Any

import pytest

from instrumen.pohon.baca import baca_instrumen
from penilaian.forms.jawaban import JawabanForm, angka_baku, tulis_angka
from penilaian.models import Jawaban

INSTRUMEN = baca_instrumen("LKE-ZI-2021")
_BUKAN_BULAT = '"2,5" bukan bilangan bulat. Tulis tanpa koma, misalnya 12.'
_TIDAK_JELAS = '"3.625" tidak jelas. Tulis 3,63 (koma untuk desimal).'


def _form(kode: str, sebagian: bool = False, **isi: Any) -> JawabanForm:
    data = {"versi": "0", **{k.replace("__", "-"): v for k, v in isi.items()}}
    return JawabanForm(INSTRUMEN.cari(kode), data, sebagian=sebagian)


def _galat(form: JawabanForm) -> dict[str, list[str]]:
    assert not form.is_valid()
    return {k: list(v) for k, v in form.errors.items()}


@pytest.mark.parametrize(
    ("kode", "isi", "tersimpan"),
    [
        ("P1.1a", {"opsi": "Ya"}, "Ya"),
        ("P5.1b", {"opsi": "B"}, "B"),
        ("R1.1b", {"isian__jumlah_perubahan": "1.240"}, {"jumlah_perubahan": "1240"}),
        ("H1a", {"isian__indeks": "3,6"}, {"indeks": "3.60"}),
        ("H1a", {"isian__indeks": "3.41"}, {"indeks": "3.41"}),
        ("H1a", {"isian__indeks": "3,625"}, {"indeks": "3.625"}),
        ("H1a", {"isian__indeks": "4"}, {"indeks": "4.00"}),
        ("R1.1b", {"isian__jumlah_perubahan": "7"}, {"jumlah_perubahan": "7"}),
    ],
)  # fmt: skip
def test_isi_is_stored_as_canonical_text(kode: str, isi: dict[str, str], tersimpan: Any) -> None:
    form = _form(kode, **isi)

    assert form.is_valid(), form.errors
    assert form.isi == tersimpan


def test_empty_radio_names_the_question() -> None:
    assert _galat(_form("P5.1b")) == {"opsi": ["Pilih salah satu jawaban untuk P5.1b."]}


def test_empty_numbers_name_the_question() -> None:
    assert _galat(_form("R1.1a")) == {"isian-jumlah_agen": ["Isi jawaban untuk R1.1a."]}


@pytest.mark.parametrize("kode", ["P5.1b", "R1.1a"])
def test_autosave_accepts_nothing_chosen(kode: str) -> None:
    form = _form(kode, sebagian=True, uraian="baru uraian")

    assert form.is_valid()
    assert (form.isi, form.cleaned_data["uraian"]) == (None, "baru uraian")


@pytest.mark.parametrize("opsi", ["E", "ya", "Z", "A "])
def test_tampered_option_is_refused(opsi: str) -> None:
    """P5.1b goes from A to D."""
    assert _galat(_form("P5.1b", opsi=opsi)) == {"opsi": ["Pilih salah satu jawaban untuk P5.1b."]}


@pytest.mark.parametrize(
    ("kode", "isi", "galat"),
    [
        ("R5.3a", {"isian__sudah": "dua"}, {"isian-sudah": ['"dua" bukan angka. Tulis angka saja, misalnya 12.']}),
        ("R5.3a", {"isian__sudah": "-3"}, {"isian-sudah": ['"-3" kurang dari nol. Isi 0 atau lebih.']}),
        ("R5.3a", {"isian__sudah": "2,5"}, {"isian-sudah": [_BUKAN_BULAT]}),
        ("R5.3a", {"isian__sudah": "9999999999"}, {"isian-sudah": ["Paling besar 1000000000."]}),
        ("H1a", {"isian__indeks": "4,01"}, {"isian-indeks": ["Paling besar 4,00."]}),
        ("H1a", {"isian__indeks": "-1"}, {"isian-indeks": ["Paling kecil 0,00."]}),
        ("H1a", {"isian__indeks": "3.625"}, {"isian-indeks": [_TIDAK_JELAS]}),
        ("H1a", {"isian__indeks": "3,12345"}, {"isian-indeks": ["Paling banyak 4 angka di belakang koma."]}),
    ],
)  # fmt: skip
def test_unreadable_number_is_refused_in_words(kode: str, isi: dict[str, str], galat: dict[str, list[str]]) -> None:
    assert _galat(_form(kode, **isi)) == galat


def test_numerator_above_denominator_is_refused() -> None:
    form = _form("R1.1b", isian__jumlah_perubahan="4", isian__jumlah_terintegrasi="5")

    assert _galat(form) == {
        "isian-jumlah_terintegrasi": [
            "Paling banyak 4, sebanyak jumlah pada: Jumlah perubahan yang dibuat. Periksa kedua angka."
        ]
    }


def test_numerator_above_denominator_passes_where_it_is_normal() -> None:
    form = _form("R1.1a", isian__jumlah_agen="2", isian__jumlah_perubahan="5")

    assert form.is_valid()


@pytest.mark.parametrize(("sebagian"), [True, False])
def test_zero_denominator_needs_a_note(sebagian: bool) -> None:
    angka = {"isian__harus_ditindaklanjuti": "0", "isian__selesai": "0"}
    galat = _galat(_form("R5.2a", sebagian=sebagian, **angka))

    assert galat == {
        "catatan_nol": [
            "Pembaginya nol, jadi nilai R5.2a ditetapkan 1,00. "
            "Tulis sebabnya dalam satu kalimat, misalnya: tidak ada pengaduan tahun ini."
        ]
    }
    assert _form("R5.2a", catatan_nol="Tidak ada pengaduan.", **angka).is_valid()


def test_note_is_not_needed_while_the_rule_does_not_apply() -> None:
    assert _form("R5.2a", isian__harus_ditindaklanjuti="3", isian__selesai="1").is_valid()
    assert _form("R5.2a", isian__harus_ditindaklanjuti="0").is_valid()


def test_note_field_exists_only_with_a_zero_rule() -> None:
    assert "catatan_nol" in _form("R5.2a").fields
    assert "catatan_nol" not in _form("H1a").fields
    assert "catatan_nol" not in _form("P5.1b").fields


def test_long_narrative_says_how_much_to_cut() -> None:
    galat = _galat(_form("P5.1b", opsi="A", uraian="x" * 1240))

    assert galat == {"uraian": ["Uraian 1.240 huruf. Batasnya 1.000. Kurangi 240 huruf."]}


def test_line_ends_count_as_one_letter() -> None:
    form = _form("P5.1b", opsi="A", uraian="x\r\n" * 333 + "y")

    assert form.is_valid()
    assert len(form.cleaned_data["uraian"]) == 667


def test_browser_never_cuts_the_narrative() -> None:
    assert "maxlength" not in str(_form("P5.1b")["uraian"])


@pytest.mark.parametrize("kode", ["P5.1b", "R5.3a"])
def test_kosongkan_clears_even_unreadable_input_and_keeps_the_narrative(kode: str) -> None:
    form = _form(kode, aksi="kosongkan", opsi="Z", isian__sudah="dua", uraian="tetap")

    assert form.is_valid()
    assert (form.isi, form.cleaned_data["uraian"]) == (None, "tetap")


def test_missing_version_is_refused() -> None:
    form = JawabanForm(INSTRUMEN.cari("P5.1b"), {"opsi": "A"})

    assert _galat(form) == {"versi": ["Halaman ini tidak lengkap. Muat ulang, lalu coba lagi."]}


def test_stored_answer_is_shown_as_typed() -> None:
    awal = Jawaban(kode_butir="B1.a", isi={"indeks": "3.60"}, uraian="u", versi=4)
    form = JawabanForm(INSTRUMEN.cari("H1a"), awal=awal)

    assert [form[n].value() for n in ("versi", "isian-indeks", "uraian")] == ["4", "3,60", "u"]


def test_fact_prefills_without_touching_other_numbers() -> None:
    awal = Jawaban(kode_butir="A1.R.i.a", isi={"jumlah_agen": "2", "jumlah_perubahan": "3"}, versi=1)
    form = JawabanForm(INSTRUMEN.cari("R1.1a"), awal=awal, isian_awal={"jumlah_agen": "9"})

    assert [m.value() for _, m in form.medan_isian] == ["9", "3"]


def test_every_butir_has_a_form() -> None:
    jumlah = sum(len(JawabanForm(b).nama_jawaban) for b in INSTRUMEN.butir.values())

    assert jumlah == INSTRUMEN.jumlah_isian


def test_angka_baku_keeps_at_least_two_decimals() -> None:
    assert [angka_baku(Decimal(t)) for t in ("3", "3.6", "3.60", "3.6250", "0.1")] == [
        "3.00",
        "3.60",
        "3.60",
        "3.625",
        "0.10",
    ]
    assert (angka_baku(12), tulis_angka("3.60")) == ("12", "3,60")
