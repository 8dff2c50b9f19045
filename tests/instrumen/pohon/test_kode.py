"""Both written forms of every butir code (ux D8)."""

import pytest

from instrumen.pohon.baca import baca_instrumen
from instrumen.pohon.kode import kode_pendek

LKE_2021 = baca_instrumen("LKE-ZI-2021")
LKE_2014 = baca_instrumen("LKE-ZI-2014")


@pytest.mark.parametrize(
    ("panjang", "pendek"),
    [
        ("A1.P.i.a", "P1.1a"),
        ("A5.P.i.b", "P5.1b"),
        ("A3.P.vi.a", "P3.6a"),
        ("A6.P.v.c", "P6.5c"),
        ("A1.R.i.a", "R1.1a"),
        ("A5.R.iii.b", "R5.3b"),
        ("B1.a", "H1a"),
        ("B1.b", "H1b"),
        ("B2.a", "H2a"),
        ("I.1.a", "P1.1a"),
        ("VI.3.c", "P6.3c"),
        ("H1.b", "H1b"),
    ],
)
def test_kode_pendek_follows_the_rule(panjang: str, pendek: str) -> None:
    assert kode_pendek(panjang) == pendek


@pytest.mark.parametrize("kode", ["", "A5.P.i", "P5.1b", "1.i.a", "A5.X.i.b", "A5.P.iiii.b", "B1.H.a", "TOTAL"])
def test_kode_pendek_refuses_what_is_no_butir_code(kode: str) -> None:
    with pytest.raises(ValueError, match="Bukan"):
        kode_pendek(kode)


@pytest.mark.parametrize("butir", LKE_2021.butir.values(), ids=lambda b: b.kode)
def test_cari_finds_every_butir_by_both_forms_in_any_case(butir) -> None:
    for teks in (butir.kode, butir.kode.lower(), butir.kode_pendek, butir.kode_pendek.upper(), f" {butir.kode} \t"):
        assert LKE_2021.cari(teks) is butir


def test_cari_2014_finds_every_butir_by_both_forms() -> None:
    for butir in LKE_2014.butir.values():
        assert LKE_2014.cari(butir.kode.lower()) is butir
        assert LKE_2014.cari(butir.kode_pendek.upper()) is butir


@pytest.mark.parametrize(
    "teks", ["1.i.a", "5.i.b", "I.1.a", "5.1b", "A5.i.b", "P5.1", "P5.1z", "A5", "B1.H.a", "TOTAL", "", "   ", "P51b"]
)
def test_cari_refuses_folder_codes_and_nodes(teks: str) -> None:
    assert LKE_2021.cari(teks) is None
