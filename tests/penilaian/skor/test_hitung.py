"""The engine against the worked cases of the regulation and arithmetic done by hand (docs/nilai.md)."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from instrumen.pohon.baca import baca_instrumen
from penilaian.skor.hitung import (
    VERSI_MESIN,
    HasilSkor,
    JawabanSalah,
    KodeTidakDikenal,
    bulatkan,
    hitung,
    hitung_gerbang,
    ke_desimal,
)
from tests.penilaian.skor.lembar_contoh import A1_TEPAT, KASUS, TERBAIK

LKE = baca_instrumen("LKE-ZI-2021")
F = Fraction


def _nilai(jawaban: dict[str, Any], simpul: str) -> Fraction:
    return hitung(LKE, jawaban).simpul[simpul].nilai


def _gerbang(hasil: HasilSkor, predikat: str, kode: str):
    return next(g for g in hasil.predikat[predikat].gerbang if g.kode == kode)


@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: k["nama"])
def test_worked_case_is_exact_at_every_node(kasus: dict[str, Any]) -> None:
    hasil = hitung(LKE, kasus["jawaban"])
    assert {k: s.nilai for k, s in hasil.simpul.items()} == {k: F(v) for k, v in kasus["harap"].items()}
    assert (hasil.terisi, hasil.jumlah) == (113, 113)


# Each expected figure is worked out in the comment, from the weights and option values of the regulation.
TANGAN = [
    # Tim kerja: (1 + 0.5) / 2 x 0.5
    ("A1.P.i", {"A1.P.i.a": "Ya", "A1.P.i.b": "B"}, "3/8"),
    # Ya/Tidak: only the middle one of three is Ya: 1/3 x 0.5
    ("A3.P.ii", {"A3.P.ii.a": "Tidak", "A3.P.ii.b": "E", "A3.P.ii.c": "Ya"}, "1/6"),
    # ABC, all B: 0.5 x 2
    ("A2.P.ii", {f"A2.P.ii.{h}": "B" for h in "abcd"}, "1"),
    # ABCD B and C: (0.67 + 0.33 + 0.67) / 3 x 1
    ("A1.P.iii", {"A1.P.iii.a": "B", "A1.P.iii.b": "C", "A1.P.iii.c": "B"}, "167/300"),
    # ABCDE B, C, D one by one on a sub-area of one butir worth 1
    ("A1.R.ii", {"A1.R.ii.a": "B"}, "3/4"),
    ("A1.R.ii", {"A1.R.ii.a": "C"}, "1/2"),
    ("A1.R.ii", {"A1.R.ii.a": "D"}, "1/4"),
    # Standar pelayanan: (0.75 + 0.67 + 0.67 + 1) / 4 = 77.25 %
    ("A6.P.i", {"A6.P.i.a": "B", "A6.P.i.b": "B", "A6.P.i.c": "B", "A6.P.i.d": "Ya"}, "0.7725"),
    # SOP: (0.67 + 0.75 + 1) / 3 = 80.67 %
    ("A2.P.i", {"A2.P.i.a": "B", "A2.P.i.b": "B", "A2.P.i.c": "A"}, "121/150"),
    # rasio: 3 of 11 sasaran: 3/11 x 2
    ("A4.R.i", {"A4.R.i.a": {"jumlah_sasaran": 11, "sasaran_tercapai": 3}}, "6/11"),
    # rasio that may exceed: 7 perubahan by 5 agen counts 1, the other butir of the sub-area is blank: 1/2 x 2
    ("A1.R.i", {"A1.R.i.a": {"jumlah_agen": 5, "jumlah_perubahan": 7}}, "1"),
    # rasio over a sum of three: 13 of 2+5+10; LHKASN 4 of 1+1+3: (13/17 + 4/5) / 2 x 2
    (
        "A5.R.iii",
        {
            "A5.R.iii.a": {"wajib_kepala": 2, "wajib_pejabat": 5, "wajib_lain": 10, "sudah": 13},
            "A5.R.iii.b": {
                "wajib_administrator": 1,
                "wajib_pengawas": 1,
                "wajib_fungsional_pelaksana": 3,
                "sudah": 4,
            },
        },
        "133/85",
    ),
    # penurunan: 8 -> 6 is 1/4, x 2; 5 -> 7 is a rise and counts 0
    ("A3.R.iii", {"A3.R.iii.a": {"pelanggaran_lalu": 8, "pelanggaran_ini": 6, "pelanggaran_disanksi": 1}}, "1/2"),
    ("A3.R.iii", {"A3.R.iii.a": {"pelanggaran_lalu": 5, "pelanggaran_ini": 7, "pelanggaran_disanksi": 7}}, "0"),
    # indeks: 3.57 / 4 x 17.5
    ("B1.H.a", {"B1.a": Decimal("3.57")}, "15.61875"),
    ("B2.H.a", {"B2.a": {"indeks": "3.2"}}, "14"),
    # pengaduan: 2 of 3 selesai, information blank: 2/3 x 3
    ("A5.R.ii", {"A5.R.ii.a": {"harus_ditindaklanjuti": 3, "selesai": 2}}, "2"),
]


@pytest.mark.parametrize(("simpul", "jawaban", "harap"), TANGAN)
def test_sub_area_by_hand(simpul: str, jawaban: dict[str, Any], harap: str) -> None:
    assert _nilai(jawaban, simpul) == F(harap)


def test_percentages_of_the_published_sheets() -> None:
    hasil = hitung(LKE, {k: v for _, jawaban, _ in TANGAN[7:9] for k, v in jawaban.items()})
    assert bulatkan(hasil.simpul["A6.P.i"].persen) == Decimal("77.25")
    assert bulatkan(hasil.simpul["A2.P.i"].persen) == Decimal("80.67")


ATURAN_NOL = [
    ("A1.R.i.a", {"jumlah_agen": 0, "jumlah_perubahan": 4}, 0),
    ("A1.R.i.b", {"jumlah_perubahan": 0, "jumlah_terintegrasi": 0}, 0),
    ("A3.R.iii.a", {"pelanggaran_lalu": 0, "pelanggaran_ini": 0, "pelanggaran_disanksi": 0}, 1),
    ("A3.R.iii.a", {"pelanggaran_lalu": 0, "pelanggaran_ini": 2}, 0),
    ("A4.R.i.a", {"jumlah_sasaran": 0, "sasaran_tercapai": 0}, 0),
    ("A5.R.ii.a", {"harus_ditindaklanjuti": 0, "sedang_diproses": 0, "selesai": 0}, 1),
    ("A5.R.iii.a", {"wajib_kepala": 0, "wajib_pejabat": 0, "wajib_lain": 0, "sudah": 0}, 1),
    (
        "A5.R.iii.b",
        {"wajib_administrator": 0, "wajib_pengawas": 0, "wajib_fungsional_pelaksana": 0, "sudah": 0},
        1,
    ),
    ("A6.R.i.b", {"layanan_terdata": 0, "layanan_dipermudah": 0}, 0),
]


@pytest.mark.parametrize(("kode", "jawaban", "harap"), ATURAN_NOL)
def test_zero_rule_gives_its_value_and_asks_for_a_note(kode: str, jawaban: dict[str, int], harap: int) -> None:
    butir = hitung(LKE, {kode: jawaban}).butir[kode]
    assert (butir.nilai, butir.nol, butir.terisi, butir.poin) == (harap, True, True, harap * butir.bobot_efektif)


def test_ordinary_answer_asks_for_no_note() -> None:
    butir = hitung(LKE, {"A5.R.ii.a": {"harus_ditindaklanjuti": 1, "selesai": 1}}).butir["A5.R.ii.a"]
    assert butir.nol is False


@pytest.mark.parametrize(
    ("kode", "kosong"),
    [
        ("A1.P.i.a", ""),
        ("A1.P.i.b", None),
        ("A1.P.iii.a", "  "),
        ("A1.R.ii.a", None),
        ("A4.R.i.a", {}),
        ("A4.R.i.a", {"jumlah_sasaran": "", "sasaran_tercapai": None}),
        ("A3.R.iii.a", None),
        ("B1.a", ""),
        ("B1.b", None),
    ],
)
def test_blank_of_every_type_counts_zero_and_is_reported(kode: str, kosong: Any) -> None:
    hasil = hitung(LKE, {**TERBAIK, kode: kosong})
    tanpa = hitung(LKE, {k: v for k, v in TERBAIK.items() if k != kode})
    butir = hasil.butir[kode]
    assert (butir.nilai, butir.poin, butir.terisi, butir.sebagian) == (None, 0, False, False)
    assert butir.poin_dipertaruhkan == butir.bobot_efektif
    assert (hasil.terisi, hasil.total) == (112, 100 - butir.bobot_efektif)
    assert tanpa.simpul == hasil.simpul


def test_partly_filled_numbers_are_belum_diisi() -> None:
    butir = hitung(LKE, {"A5.R.iii.a": {"wajib_kepala": 1, "wajib_pejabat": 2, "sudah": 3}}).butir["A5.R.iii.a"]
    assert (butir.nilai, butir.terisi, butir.sebagian) == (None, False, True)


def test_blank_information_does_not_matter_but_alone_is_not_an_answer() -> None:
    angka = {"pelanggaran_lalu": 4, "pelanggaran_ini": 1}
    penuh = hitung(LKE, {"A3.R.iii.a": {**angka, "pelanggaran_disanksi": 9}}).butir["A3.R.iii.a"]
    tanpa = hitung(LKE, {"A3.R.iii.a": angka}).butir["A3.R.iii.a"]
    hanya = hitung(LKE, {"A3.R.iii.a": {"pelanggaran_disanksi": 9}}).butir["A3.R.iii.a"]
    assert penuh == tanpa
    assert tanpa.nilai == F(3, 4)
    assert (hanya.terisi, hanya.sebagian) == (False, True)


def test_empty_sheet_scores_zero_everywhere() -> None:
    hasil = hitung(LKE, {})
    assert {s.nilai for s in hasil.simpul.values()} == {0}
    assert {s.nilai_terisi for s in hasil.simpul.values()} == {None}
    assert (hasil.terisi, hasil.jumlah, len(hasil.simpul), len(hasil.butir)) == (0, 113, 70, 113)
    assert (hasil.instrumen_hash, hasil.mesin) == (LKE.hash, VERSI_MESIN)


def test_dari_yang_terisi_leaves_blanks_out() -> None:
    # A6.P.i: B (0.75) and Ya (1) of four butir worth 0.25 each: official 0.4375, of what is filled (1.75 / 2) x 1.
    hasil = hitung(LKE, {"A6.P.i.a": "B", "A6.P.i.d": "Ya"})
    sub = hasil.simpul["A6.P.i"]
    assert (sub.nilai, sub.nilai_terisi, sub.terisi, sub.jumlah) == (F("0.4375"), F("0.875"), 2, 4)
    # At a higher node the answered weight decides: 0.4375 of 0.5 answered points, on the 100 of the sheet.
    assert hasil.simpul["TOTAL"].nilai_terisi == F("87.5")
    assert hasil.simpul["A6.R"].nilai_terisi is None


def test_dari_yang_terisi_equals_nilai_when_complete() -> None:
    hasil = hitung(LKE, KASUS[2]["jawaban"])
    assert all(s.nilai_terisi == s.nilai for s in hasil.simpul.values())


def test_points_at_stake_are_what_the_best_answer_would_add() -> None:
    hasil = hitung(LKE, {"A5.P.i.b": "B"})
    butir = hasil.butir["A5.P.i.b"]
    assert (butir.bobot_efektif, butir.poin, butir.poin_dipertaruhkan) == (F("0.75"), F("0.5025"), F("0.2475"))
    lebih = hitung(LKE, {"A5.P.i.b": "A"}).total - hasil.total
    assert lebih == butir.poin_dipertaruhkan


# --- Gates -------------------------------------------------------------------------------------------------------

SEDIKIT = F(1, 10**30)
SEMUA_GERBANG = [
    pytest.param(g, id=f"{p}-{g.kode}") for p, ambang in LKE.ambang.items() for g in ambang.gerbang if g.riwayat is None
]


@pytest.mark.parametrize("syarat", SEMUA_GERBANG)
def test_gate_is_met_exactly_at_its_minimum_and_states_change_at_five_percent(syarat) -> None:
    bobot = LKE.simpul[syarat.kode].bobot if syarat.kode in LKE.simpul else F(100)
    batas = syarat.minimum * F("0.95")

    def keadaan(nilai: Fraction) -> tuple[str, bool, Fraction]:
        g = hitung_gerbang(syarat, nilai, bobot)
        return g.keadaan, g.terpenuhi, g.kurang

    assert keadaan(syarat.minimum) == ("lolos", True, 0)
    assert keadaan(syarat.minimum + SEDIKIT) == ("lolos", True, 0)
    assert keadaan(syarat.minimum - SEDIKIT) == ("hampir", False, SEDIKIT)
    assert keadaan(batas) == ("hampir", False, syarat.minimum - batas)
    assert keadaan(batas - SEDIKIT) == ("gagal", False, syarat.minimum - batas + SEDIKIT)


@pytest.mark.parametrize(
    ("kode", "jawaban", "wbk", "wbbm"),
    [
        ("B1.H.a", {"B1.a": "3.60"}, "lolos", "lolos"),
        ("B1.H.a", {"B1.a": "3.599"}, "hampir", "hampir"),
        ("B1.H.a", {"B1.a": "3.42"}, "hampir", "hampir"),  # 3.42 / 4 x 17.5 = 14.9625 = 95 % of 15.75
        ("B1.H.a", {"B1.a": "3.41"}, "gagal", "gagal"),
        ("B1.H.b", {"B1.b": "C"}, "lolos", "gagal"),
        ("B1.H.b", {"B1.b": "B"}, "lolos", "lolos"),
        ("B1.H.b", {"B1.b": "D"}, "gagal", "gagal"),
        ("B2", {"B2.a": "3.2"}, "lolos", "gagal"),
        ("B2", {"B2.a": "3.19"}, "hampir", "gagal"),
        ("B2", {"B2.a": "3.6"}, "lolos", "lolos"),
        ("B1", {"B1.a": "3.6", "B1.b": "C"}, "lolos", "gagal"),
        ("B1", {"B1.a": "3.6", "B1.b": "B"}, "lolos", "lolos"),
        ("A1", {"A1.R.i.a": {"jumlah_agen": 5, "jumlah_perubahan": 4}}, "lolos", "gagal"),  # 4 + 0.8
        ("A1", {"A1.R.i.a": {"jumlah_agen": 1000, "jumlah_perubahan": 799}}, "hampir", "gagal"),
        ("A4", {"A4.R.i.a": {"jumlah_sasaran": 2, "sasaran_tercapai": 1}}, "lolos", "gagal"),  # 5 + 1
        ("A4", {"A4.R.i.a": {"jumlah_sasaran": 1000, "sasaran_tercapai": 499}}, "hampir", "gagal"),
        ("A5", {"A5.R.ii.a": {"harus_ditindaklanjuti": 2, "selesai": 1}}, "lolos", "gagal"),  # 7.5 + 1.5
        ("A5", {"A5.R.ii.a": {"harus_ditindaklanjuti": 1000, "selesai": 499}}, "hampir", "gagal"),
    ],
)
def test_gate_on_both_sides_through_a_sheet(kode: str, jawaban: dict[str, Any], wbk: str, wbbm: str) -> None:
    """Pemenuhan is complete, reform and hasil hold only the answer of the case."""
    pemenuhan = {k: v for k, v in TERBAIK.items() if ".P." in k}
    hasil = hitung(LKE, pemenuhan | jawaban)
    assert (_gerbang(hasil, "WBK", kode).keadaan, _gerbang(hasil, "WBBM", kode).keadaan) == (wbk, wbbm)


def test_thirds_that_sum_exactly_to_a_gate_pass_it_where_decimal_would_fail() -> None:
    gerbang = _gerbang(hitung(LKE, A1_TEPAT), "WBK", "A1")
    assert (gerbang.nilai, gerbang.minimum, gerbang.keadaan) == (F("4.8"), F("4.8"), "lolos")
    # The twin in Decimal (28 digits): mean of each sub-area times its bobot, summed.
    butir = hitung(LKE, A1_TEPAT).butir
    desimal = Decimal(0)
    for simpul in LKE.simpul.values():
        if simpul.tingkat == "sub_area" and simpul.kode.startswith("A1."):
            nilai = [butir[k].nilai for k in simpul.anak]
            rata = sum(Decimal(n.numerator) / n.denominator for n in nilai) / len(nilai)
            desimal += rata * Decimal(simpul.bobot.numerator) / simpul.bobot.denominator
    assert desimal < Decimal("4.8")


def test_total_gate_on_both_sides() -> None:
    # 100 - 17.5 (no IPKP) - 5 (B1.b E) - 2 (no sasaran reached) - 0.5 (half of A1.R.i.b) = 75
    tepat = {**TERBAIK, "B2.a": 0, "B1.b": "E", "A4.R.i.a": {"jumlah_sasaran": 4, "sasaran_tercapai": 0}}
    tepat["A1.R.i.b"] = {"jumlah_perubahan": 2, "jumlah_terintegrasi": 1}
    gerbang = _gerbang(hitung(LKE, tepat), "WBK", "TOTAL")
    assert (gerbang.nilai, gerbang.keadaan, gerbang.kurang) == (75, "lolos", 0)
    kurang = {**tepat, "A1.R.i.b": {"jumlah_perubahan": 1000, "jumlah_terintegrasi": 499}}
    gerbang = _gerbang(hitung(LKE, kurang), "WBK", "TOTAL")
    assert (gerbang.nilai, gerbang.keadaan, gerbang.kurang) == (F("74.999"), "hampir", F("0.001"))


def test_pengungkit_gate_on_both_sides() -> None:
    # 30 of pemenuhan, and of reform A5 (7.5) and 2.5 of A6.R.ii: exactly 40.
    jawaban = {k: v for k, v in TERBAIK.items() if ".P." in k or k.startswith("A5.R") or k == "A6.R.ii.a"}
    assert hitung(LKE, jawaban).pengungkit == 40
    assert _gerbang(hitung(LKE, jawaban), "WBK", "A").keadaan == "lolos"
    jawaban["A6.R.ii.a"] = "B"
    gerbang = _gerbang(hitung(LKE, jawaban), "WBK", "A")
    assert (gerbang.keadaan, gerbang.kurang, gerbang.persen) == ("hampir", F("0.825"), F("39.175") / 60 * 100)


def test_wbk_needs_every_gate_at_once() -> None:
    hasil = hitung(LKE, KASUS[2]["jawaban"])
    assert (len(hasil.predikat["WBK"].gerbang), hasil.predikat["WBK"].terpenuhi) == (12, True)
    jatuh = hitung(LKE, {**KASUS[2]["jawaban"], "B1.b": "D"})
    assert [g.kode for g in jatuh.predikat["WBK"].belum] == ["B1", "B1.H.b"]
    assert jatuh.predikat["WBK"].terpenuhi is False


@pytest.mark.parametrize(
    ("pilihan", "terpenuhi"),
    [
        ({}, False),
        ({"wbk_sejak": 2024}, True),
        ({"wbk_sejak": 2024, "tahun": 2025}, True),
        ({"wbk_sejak": 2025, "tahun": 2025}, False),
        ({"wbk_sejak": 2024, "tahun": 2025, "minimal_tahun_wbk": 2}, False),
        ({"wbk_sejak": 2023, "tahun": 2025, "minimal_tahun_wbk": 2}, True),
    ],
)
def test_wbbm_asks_for_an_earlier_wbk(pilihan: dict[str, int], terpenuhi: bool) -> None:
    wbbm = hitung(LKE, KASUS[3]["jawaban"], **pilihan).predikat["WBBM"]
    gerbang = wbbm.gerbang[-1]
    assert (len(wbbm.gerbang), gerbang.kode, gerbang.nilai, gerbang.minimum) == (13, "SUDAH_WBK", int(terpenuhi), 1)
    assert (wbbm.terpenuhi, gerbang.keadaan) == (terpenuhi, "lolos" if terpenuhi else "gagal")


# --- Errors ------------------------------------------------------------------------------------------------------


def test_unknown_kode_is_refused() -> None:
    with pytest.raises(KodeTidakDikenal) as galat:
        hitung(LKE, {"A1.P.i.a": "Ya", "A9.P.i.a": "A", "P5.1b": "A"})
    assert galat.value.kode == ("A9.P.i.a", "P5.1b")


@pytest.mark.parametrize(("kode", "jawaban"), [("A1.P.i.b", "Z"), ("A1.P.i.b", "a"), ("B1.a", "4.01"), ("A4.R.i.a", 3)])
def test_answer_that_cannot_be_scored_is_refused(kode: str, jawaban: Any) -> None:
    with pytest.raises(JawabanSalah) as galat:
        hitung(LKE, {kode: jawaban})
    assert galat.value.butir.kode == kode


def test_numerator_above_denominator_is_kept_at_one() -> None:
    """An import may store it with a warning; the figure must not exceed the weight (min(1, ...) of the formula)."""
    assert _nilai({"A4.R.i.a": {"jumlah_sasaran": 2, "sasaran_tercapai": 3}}, "A4.R.i") == 2


def test_2014_sheet_is_scored_by_the_same_engine() -> None:
    lama = baca_instrumen("LKE-ZI-2014")
    terbaik = {b.kode: b.opsi[0].kode for b in lama.butir.values() if b.opsi}
    hasil = hitung(lama, terbaik | {"H1.a": "3.6", "H1.b": "70", "H2.a": "3.2"}, wbk_sejak=2014)
    # 60 + 3.6/4 x 15 + 70/100 x 5 + 3.2/4 x 20 = 60 + 13.5 + 3.5 + 16
    assert (hasil.total, hasil.pengungkit) == (93, 60)
    # 13.5 + 3.5 = 17 < 18: the gate of the area fails although both of its parts pass.
    assert [g.kode for g in hasil.predikat["WBK"].belum] == ["H1"]


# --- Figures that leave ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "tempat", "harap"),
    [
        (F("0.005"), 2, "0.01"),
        (F("0.00499999999999999"), 2, "0.00"),
        (F("2.675"), 2, "2.68"),
        (F("-0.005"), 2, "-0.01"),
        (F(2, 3), 2, "0.67"),
        (F(39), 0, "39"),
    ],
)
def test_bulatkan_rounds_half_up_from_the_exact_value(x: Fraction, tempat: int, harap: str) -> None:
    assert str(bulatkan(x, tempat)) == harap


def test_ke_desimal_keeps_twelve_places() -> None:
    assert str(ke_desimal(F(1, 3))) == "0.333333333333"
    assert str(ke_desimal(F(2, 3))) == "0.666666666667"
    assert ke_desimal(F(75)) == 75
