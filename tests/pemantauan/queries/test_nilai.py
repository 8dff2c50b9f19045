"""The shared parts: pure functions of a scored sheet and kept days."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone

from instrumen.pohon.baca import baca_instrumen
from pemantauan.queries.nilai import butir_taruhan, indeks_survei, kesiapan, perubahan, titik_tren
from penilaian.queries.pantau import JawabanSingkat, LembarTernilai, TitikNilai
from penilaian.skor.hitung import hitung

LKE = baca_instrumen("LKE-ZI-2021")
AKHIR = dt.date(2026, 11, 22)


def titik(tanggal: dt.date, total: int | str = 50) -> TitikNilai:
    return TitikNilai(tanggal, Decimal(total), Decimal(0), Decimal(0), 10)


def test_butir_taruhan_has_nothing_when_all_is_won():
    hasil = hitung(LKE, {"A5.P.i.a": "A", "A5.P.i.b": "A"})
    assert butir_taruhan(LKE, hasil, "A5.P.i", 4) == ()


def test_butir_taruhan_sorts_by_points_then_reading_order():
    hasil = hitung(LKE, {"A5.P.i.b": "C"})
    calon = butir_taruhan(LKE, hasil, "A5.P.i", 4)
    assert [(s.butir.kode, s.poin, s.terisi) for s in calon] == [
        ("A5.P.i.a", Fraction(3, 4), False),
        ("A5.P.i.b", Fraction(3, 4) - hasil.butir["A5.P.i.b"].poin, True),
    ]


def test_kesiapan_counts_and_orders_gates_like_the_engine():
    hasil = hitung(LKE, {})
    siap = kesiapan(LKE, hasil, "WBBM")
    assert [s.gerbang.kode for s in siap.belum] == [g.kode for g in hasil.predikat["WBBM"].gerbang]
    assert siap.kalimat == "Belum siap diusulkan WBBM: 13 dari 13 syarat belum terpenuhi."
    assert [s.nomor for s in siap.belum] == [
        "",
        "",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "hasil",
        "hasil",
        "hasil",
        "hasil",
        "",
    ]
    assert [s.riwayat for s in siap.belum] == [False] * 12 + [True]


@pytest.mark.parametrize(
    ("kurang", "tipis"), [(Fraction(1, 1000), True), (Fraction(1, 200), False), (Fraction(0), False)]
)
def test_kurang_tipis_only_where_two_decimals_would_print_zero(kurang, tipis):
    siap = kesiapan(LKE, hitung(LKE, {}), "WBK")
    syarat = siap.belum[0]
    gerbang = syarat.gerbang._replace(nilai=syarat.gerbang.minimum - kurang, terpenuhi=not kurang)
    ganti = type(syarat)(gerbang, syarat.nama, syarat.nomor, syarat.riwayat, syarat.ambang, syarat.teratas)
    assert ganti.kurang_tipis is tipis


def test_perubahan_without_history_that_old_is_none():
    hari = timezone.localdate()
    riwayat = [titik(hari - dt.timedelta(days=6), 40)]
    assert perubahan(riwayat, Fraction(60), 7).selisih is None
    assert perubahan([], Fraction(60), 7).selisih is None


def test_perubahan_takes_the_last_day_at_or_before():
    hari = timezone.localdate()
    riwayat = [titik(hari - dt.timedelta(days=n), t) for n, t in ((20, 10), (7, 40), (6, 55))]
    assert perubahan(riwayat, Fraction(60), 7).selisih == 20
    assert perubahan(riwayat, Fraction(60), 14).selisih == 50


def test_perubahan_of_an_unchanged_third_is_exactly_zero():
    hari = timezone.localdate()
    riwayat = [titik(hari - dt.timedelta(days=7), "33.333333333333")]
    assert perubahan(riwayat, Fraction(100, 3), 7).selisih == 0


def test_titik_tren_is_weekly_while_young_and_monthly_later():
    muda = titik_tren([titik(AKHIR - dt.timedelta(days=20), 10), titik(AKHIR - dt.timedelta(days=3), 20)], AKHIR)
    assert [(t.tanggal, t.titik.total) for t in muda] == [
        (dt.date(2026, 11, 8), 10),
        (dt.date(2026, 11, 15), 10),
        (AKHIR, 20),
    ]
    tua = titik_tren([titik(dt.date(2026, 8, 31), 10), titik(dt.date(2026, 10, 5), 20)], AKHIR)
    assert [(t.tanggal, t.titik.total) for t in tua] == [
        (dt.date(2026, 8, 31), 10),
        (dt.date(2026, 9, 30), 10),
        (dt.date(2026, 10, 31), 20),
        (AKHIR, 20),
    ]
    assert titik_tren([], AKHIR) == ()


def test_titik_tren_never_more_than_twelve():
    assert len(titik_tren([titik(dt.date(2024, 1, 1))], AKHIR)) == 12


@pytest.mark.parametrize(
    ("isi", "angka"), [({"indeks": "3.60"}, Decimal("3.60")), ("3.6", Decimal("3.6")), (None, None)]
)
def test_indeks_survei_as_answered(isi, angka):
    jawaban = {"B1.a": JawabanSingkat(isi, timezone.now(), None, "x")}
    spak, spkp = indeks_survei(LKE, LembarTernilai(jawaban, hitung(LKE, {})))
    assert (spak.nama, spak.indeks, spak.maks) == ("SPAK", angka, 4)
    assert (spkp.nama, spkp.indeks) == ("SPKP", None)
