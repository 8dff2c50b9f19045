"""How an incident moves: the table, whole."""

from __future__ import annotations

import itertools

import pytest

from penilaian.pengurang.aturan import STATUS, AturanSalah
from penilaian.pengurang.status import NAMA, TERBUKA, TRANSISI, pilihan_putusan, pindah

BOLEH = {
    ("dugaan", "diklarifikasi"),
    ("diklarifikasi", "terbukti"),
    ("diklarifikasi", "tidak_terbukti"),
    ("terbukti", "terbukti"),
    ("terbukti", "dicabut"),
}


def test_every_status_has_a_name_and_a_row() -> None:
    assert set(NAMA) == set(TRANSISI) == set(STATUS)


@pytest.mark.parametrize(("dari", "ke"), [*itertools.product(STATUS, STATUS)])
def test_only_these_steps_exist(dari: str, ke: str) -> None:
    if (dari, ke) in BOLEH:
        assert pindah(dari, ke) == ke
    else:
        with pytest.raises(AturanSalah):
            pindah(dari, ke)


def test_refusal_names_both_statuses() -> None:
    with pytest.raises(AturanSalah, match=r"^Insiden dugaan tidak dapat menjadi terbukti\.$"):
        pindah("dugaan", "terbukti")


def test_a_verdict_is_proposed_after_klarifikasi_only() -> None:
    assert pilihan_putusan("dugaan") == ()
    assert pilihan_putusan("diklarifikasi") == ("terbukti", "tidak_terbukti")
    assert pilihan_putusan("terbukti") == ("terbukti", "dicabut")
    assert {s for s in STATUS if not pilihan_putusan(s)} == {"dugaan", "tidak_terbukti", "dicabut"}
    assert sorted(TERBUKA) == ["diklarifikasi", "dugaan"]
