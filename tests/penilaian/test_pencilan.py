"""Outliers of one butir across satkers: by hand-counted values (rules in penilaian/pencilan.py)."""

from __future__ import annotations

from fractions import Fraction

from penilaian.pencilan import Titik, batas, median, pencilan, sebaran, tingkat
from tests.penilaian.dunia import INSTRUMEN

YA = next(b for b in INSTRUMEN.butir.values() if [o.kode for o in b.opsi] == ["Ya", "Tidak"])
EMPAT = next(b for b in INSTRUMEN.butir.values() if len(b.opsi) == 4)
RASIO = next(b for b in INSTRUMEN.butir.values() if b.rumus and b.rumus.jenis == "indeks")
KODE = [o.kode for o in EMPAT.opsi]


def titik(*pasangan):
    return [Titik(str(n), j, i) for n, (j, i) in enumerate(pasangan)]


def test_median_and_steps():
    assert median([Fraction(3), Fraction(1), Fraction(2)]) == 2
    assert median([Fraction(1), Fraction(2)]) == Fraction(3, 2)
    assert [tingkat(EMPAT, k) for k in KODE] == [3, 2, 1, 0]
    assert tingkat(EMPAT, None) is None
    assert (batas(YA), batas(EMPAT), batas(RASIO)) == (1, 2, Fraction(1, 4))


def test_answer_far_from_the_others_is_marked_in_words():
    hasil = pencilan(EMPAT, titik(*[(KODE[0], None)] * 4, (KODE[2], None)))
    assert list(hasil) == ["4"]
    assert hasil["4"][0].kalimat == f"Jawaban 2 tingkat lebih rendah daripada median jawaban semua satker ({KODE[0]})."


def test_one_step_is_no_outlier_except_on_a_scale_of_two():
    assert pencilan(EMPAT, titik(*[(KODE[0], None)] * 4, (KODE[1], None))) == {}
    assert list(pencilan(YA, titik(*[("Ya", None)] * 4, ("Tidak", None)))) == ["4"]
    assert (
        pencilan(YA, titik(*[("Ya", None)] * 2, *[("Tidak", None)] * 2)) == {}
    )  # half and half: no middle to be far from


def test_score_is_judged_among_those_who_answered_the_same():
    sama = [(KODE[0], KODE[0])] * 4
    hasil = pencilan(EMPAT, titik(*sama, (KODE[0], KODE[2]), (KODE[2], KODE[2])))
    assert [t.jenis for t in hasil["4"]] == ["nilai"]
    assert [t.jenis for t in hasil["5"]] == ["jawaban"]  # its own score has nobody to be compared with


def test_fewer_than_four_are_never_marked():
    assert pencilan(EMPAT, titik((KODE[0], KODE[0]), (KODE[0], KODE[3]), (KODE[3], KODE[3]))) == {}
    assert pencilan(EMPAT, titik(*[(KODE[0], None)] * 3, (None, None), (KODE[3], None))) != {}


def test_numbers_go_by_what_they_are_worth():
    angka = [({"indeks": x}, None) for x in ("4.00", "3.90", "3.95", "4.00", "1.00")]
    kode = RASIO.isian[0].kode
    angka = [({kode: isi["indeks"]}, n) for isi, n in angka]
    hasil = pencilan(RASIO, titik(*angka))
    assert list(hasil) == ["4"]
    assert "lebih rendah" in hasil["4"][0].kalimat


def test_spread_in_points_and_words():
    satu = sebaran(EMPAT, [KODE[0], KODE[0], KODE[3], None])
    assert (satu.n, satu.rata) == (3, Fraction(1, 3))
    assert satu.poin == EMPAT.bobot_efektif / 3
    assert satu.rentang == f"{KODE[0]} sampai {KODE[3]}"
    assert sebaran(EMPAT, [KODE[0]]).poin == 0
    assert sebaran(EMPAT, []).rentang == "–"
