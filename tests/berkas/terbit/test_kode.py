import re

import pytest

from berkas.terbit.kode import HURUF, POLA, baca_kode, kode_baru


def test_new_codes_have_sixty_random_bits_and_one_form():
    semua = {kode_baru() for _ in range(2000)}
    assert len(semua) == 2000
    assert all(re.fullmatch(POLA, k) for k in semua)
    assert len(HURUF) ** 12 == 2**60
    assert {h for k in semua for h in k} == {*HURUF, "-"}


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        ("7Q4K-M2XP-91AB", "7Q4K-M2XP-91AB"),
        ("7q4km2xp91ab", "7Q4K-M2XP-91AB"),
        (" 7q4k m2xp 91ab ", "7Q4K-M2XP-91AB"),
        ("7Q4K–M2XP—9LAB", "7Q4K-M2XP-91AB"),
        ("oooo-iiii-llll", "0000-1111-1111"),
    ],
)
def test_typed_forms_are_one_code(teks, kode):
    assert baca_kode(teks) == kode


@pytest.mark.parametrize(
    "teks", ["", "7Q4K", "7Q4K-M2XP-91ABC", "UUUU-UUUU-UUUU", "<script>", "7Q4K-M2XP-91A'", "７Q4KM2XP91AB"]
)
def test_what_cannot_be_a_code_is_none(teks):
    assert baca_kode(teks) is None
