"""The shipped interview questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from penilaian.acara_baku import JENIS_TANYA
from penilaian.bank_tanya import BankRusak, baca_bank


def test_every_pokja_has_every_kind():
    bank = baca_bank()
    assert {(b.area, b.jenis) for b in bank} == {(f"A{n}", j) for n in range(1, 7) for j in JENIS_TANYA}
    assert len({b.kode for b in bank}) == len(bank) == 33


def test_every_text_is_a_question_or_ends_a_sentence():
    assert [b.kode for b in baca_bank() if not b.teks.endswith(("?", "."))] == []


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [('[A1]\nlain = ["Pertanyaan yang cukup panjang?"]', "jenis"), ('[A1]\nteknis = ["Apa?"]', "huruf")],
)
def test_broken_file_is_refused(tmp_path: Path, isi: str, pesan: str):
    berkas = tmp_path / "bank.toml"
    berkas.write_text(isi)
    with pytest.raises(BankRusak, match=pesan):
        baca_bank(berkas)
