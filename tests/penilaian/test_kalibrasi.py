"""The arithmetic of a calibration set, by hand-counted answers."""

from __future__ import annotations

from fractions import Fraction

from penilaian.kalibrasi import Kasus, ringkas, setuju
from tests.penilaian.dunia import INSTRUMEN

EMPAT = next(b for b in INSTRUMEN.butir.values() if len(b.opsi) == 4)
INDEKS = next(b for b in INSTRUMEN.butir.values() if b.rumus and b.rumus.jenis == "indeks")
A, B, C, D = (o.kode for o in EMPAT.opsi)
MEDAN = INDEKS.isian[0].kode
KASUS = (Kasus(1, EMPAT, A), Kasus(2, EMPAT, C), Kasus(3, INDEKS, {MEDAN: "4.00"}))


def test_overview_counts_agreement_and_points_at_unclear_criteria():
    jawaban = {
        "satu": {1: A, 2: B, 3: {MEDAN: "3.90"}},
        "dua": {1: A, 2: B, 3: {MEDAN: "2.00"}},
        "tiga": {1: B, 2: C, 3: {MEDAN: "4.00"}},
    }
    hasil = ringkas(INSTRUMEN, KASUS, jawaban)
    assert [(s.n, s.sama, s.bagian) for s in hasil.kasus] == [
        (3, 2, Fraction(2, 3)),
        (3, 1, Fraction(1, 3)),
        (3, 2, Fraction(2, 3)),
    ]
    assert [(b.kata, b.banyak, b.sepakat) for b in hasil.kasus[0].sebaran] == [
        (A, 2, True),
        (B, 1, False),
        (C, 0, False),
        (D, 0, False),
    ]
    assert [b.banyak for b in hasil.kasus[2].sebaran] == [1, 2, 0]
    assert hasil.perlu_jelas == (hasil.kasus[1],)
    assert hasil.kasus[1].saran == f"2 dari 3 penilai memilih {B}. Jelaskan bedanya dengan {C}."
    # agreed against given on options: (A,A)(A,A)(A,B)(C,B)(C,B)(C,C)
    assert hasil.tipe[0].kappa.n == 6
    assert hasil.tipe[0].kappa.persis == Fraction(1, 2)
    assert hasil.tipe[0].kappa.kappa == 1 - Fraction(3 * 6, 3 * (2 * 0 + 3 * 1 + 1 * 4) + 3 * (2 * 4 + 3 * 1 + 1 * 0))
    assert hasil.tipe[1].kedekatan.dekat == Fraction(2, 3)
    total = hasil.antar[-1]
    assert (total.kode, total.n, total.sama) == ("TOTAL", 9, 3)


def test_nobody_finished_and_too_few_say_nothing():
    kosong = ringkas(INSTRUMEN, KASUS, {})
    assert (kosong.penilai, kosong.antar, kosong.tipe, kosong.perlu_jelas) == (0, (), (), ())
    assert ringkas(INSTRUMEN, KASUS, {"satu": {1: D}, "dua": {1: D}}).perlu_jelas == ()
    assert setuju(KASUS[0], A)
    assert not setuju(KASUS[0], None)
