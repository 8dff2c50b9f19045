import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest

from berkas.terbit.data import kanonik, polos, sidik


@dataclass(frozen=True)
class Contoh:
    nilai: Decimal
    bagian: Fraction
    hari: dt.date
    isi: tuple[int, ...]


def test_canonical_form_does_not_depend_on_order_and_is_stable_after_storage():
    satu = Contoh(Decimal("0.670"), Fraction(2, 3), dt.date(2026, 8, 17), (1, 2))
    assert kanonik(satu) == b'{"bagian":"2/3","hari":"2026-08-17","isi":[1,2],"nilai":"0.670"}'
    dari_basis_data = json.loads(json.dumps(polos(satu)))
    assert sidik(dari_basis_data) == sidik(satu)
    assert sidik({"b": 1, "a": 2}) == sidik({"a": 2, "b": 1})
    assert sidik({"a": 1}) != sidik({"a": 2})


@pytest.mark.parametrize("nilai", [1.5, b"x", {1.0}, object()])
def test_floats_and_unknown_things_are_refused(nilai):
    with pytest.raises(TypeError, match="tidak boleh"):
        polos({"a": [nilai]})
