"""Words of the search: nothing a person types is an operator, quotations mark hits and never more."""

from __future__ import annotations

import pytest

from berkas.kata import MAKS_KATA, cuplik, kata_dicari, potong, rapikan, rapikan_nama


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("SK_UPG-2026.pdf", ["sk", "upg", "2026", "pdf"]),
        ("  P5.1b ", ["p5", "1b"]),
        ("a & b | !c <-> d:* (e)", ["a", "b", "c", "d", "e"]),
        ("' OR 1=1 --", ["or", "1"]),
        ("%_\\", []),
        ("\u202e\u0000", []),
        ("sama SAMA Sama", ["sama"]),
        (" ".join(f"k{n}" for n in range(50)), [f"k{n}" for n in range(MAKS_KATA)]),
        ("x" * 500, ["x" * 40]),
    ],
)
def test_query_becomes_plain_words(teks: str, kata: list[str]) -> None:
    assert kata_dicari(teks) == kata


def test_names_are_also_cut_between_letters_and_digits() -> None:
    assert rapikan_nama("SKUPG2026.pdf") == "skupg2026 pdf skupg 2026 pdf"
    assert rapikan_nama("Notula.pdf") == "notula pdf"
    assert rapikan("Évaluasi—ke‑2") == "évaluasi ke 2"


def test_cut_never_splits_a_character() -> None:
    assert potong("aé", 2) == "a"
    assert potong("aé", 3) == "aé"


def test_quotation_marks_beginnings_and_stems_only() -> None:
    teks = "Tim pengendalian gratifikasi mengendalikan laporan UPG."
    assert cuplik(teks, ["gratif"], ["endali"]) == (
        ("Tim ", False),
        ("pengendalian", True),
        (" ", False),
        ("gratifikasi", True),
        (" ", False),
        ("mengendalikan", True),
        (" laporan UPG.", False),
    )
    assert cuplik("sukupg", ["upg"]) == ()
    assert cuplik(teks, []) == ()


def test_quotation_is_short_and_says_that_it_is_cut() -> None:
    potongan = cuplik("kata " * 200 + "SASARAN " + "lagi " * 200, ["sasaran"])
    assert potongan[0] == ("… ", False)
    assert [t for t, kena in potongan if kena] == ["SASARAN"]
    assert potongan[-1][0].endswith(" …")
    assert sum(len(t) for t, _ in potongan) < 180


def test_quotation_keeps_markup_as_text() -> None:
    assert cuplik("<b>rapat</b>", ["rapat"]) == (("<b>", False), ("rapat", True), ("</b>", False))
