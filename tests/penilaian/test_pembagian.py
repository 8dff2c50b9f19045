"""Minutes and the proposal: pure rules."""

from __future__ import annotations

import uuid

import pytest

from penilaian.pembagian import (
    Orang,
    Riwayat,
    TimCalon,
    ambil_sampel,
    gabung,
    halangan_tim,
    menit_area,
    menit_satker,
    pasangkan,
    usulkan_area,
    usulkan_tim,
)
from tests.penilaian.dunia import INSTRUMEN

ANI, BUDI, CITRA, DEWI = (uuid.UUID(int=i) for i in range(1, 5))
SATU, DUA = uuid.UUID(int=11), uuid.UUID(int=12)
S1, S2, S3 = (uuid.UUID(int=i) for i in (21, 22, 23))


def tim(kunci: uuid.UUID, nama: str, *orang: tuple[uuid.UUID, str], menit: int = 0) -> TimCalon:
    isi = tuple(Orang(k, n, menilai=i > 0, memimpin=i == 0) for i, (k, n) in enumerate(orang))
    return TimCalon(kunci, nama, isi, menit)


T1 = tim(SATU, "Tim 1", (ANI, "Ani"), (BUDI, "Budi"))
T2 = tim(DUA, "Tim 2", (CITRA, "Citra"), (DEWI, "Dewi"))


def test_minutes_of_2021_are_near_the_390_of_practice() -> None:
    assert menit_satker(INSTRUMEN) == 385
    assert sum(menit_area(INSTRUMEN).values()) == 385
    assert list(menit_area(INSTRUMEN)) == ["A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2"]


def test_units_go_to_the_lightest_team_in_turn() -> None:
    hasil = usulkan_tim([S1, S2, S3], 385, [T1, T2], Riwayat())
    assert [p.tim for p in hasil] == [SATU, DUA, SATU]
    assert hasil[0].alasan == ("Beban paling ringan: 385 menit per penilai sesudah ini.",)


def test_present_load_counts() -> None:
    berat = tim(SATU, "Tim 1", (ANI, "Ani"), (BUDI, "Budi"), menit=1000)
    assert [p.tim for p in usulkan_tim([S1, S2], 385, [berat, T2], Riwayat())] == [DUA, DUA]


def test_conflict_of_a_leader_excludes_the_team_and_says_so() -> None:
    riwayat = Riwayat(benturan=frozenset({(S1, ANI)}))
    pilihan = usulkan_tim([S1], 385, [T1, T2], riwayat)[0]
    assert pilihan.tim == DUA
    assert "Tim 1 tidak dapat: Ani menyatakan benturan kepentingan." in pilihan.alasan


def test_conflict_of_the_only_member_excludes_the_team() -> None:
    assert halangan_tim(S1, T1, Riwayat(benturan=frozenset({(S1, BUDI)}))) == (
        "Tidak ada anggota yang dapat menilai satker ini."
    )


def test_all_excluded_gives_no_team_never_a_bad_one() -> None:
    riwayat = Riwayat(benturan=frozenset({(S1, ANI), (S1, CITRA)}))
    pilihan = usulkan_tim([S1], 385, [T1, T2], riwayat)[0]
    assert (pilihan.tim, len(pilihan.alasan)) == (None, 2)


def test_former_post_weighs_more_than_last_year_and_both_more_than_load() -> None:
    berat = tim(DUA, "Tim 2", (CITRA, "Citra"), (DEWI, "Dewi"), menit=9000)
    lalu = Riwayat(lalu=frozenset({(S1, BUDI)}))
    pilihan = usulkan_tim([S1], 385, [T1, berat], lalu)[0]
    assert pilihan.tim == DUA
    assert "Tim 1 dilewati: Budi menilai satker ini tahun lalu." in pilihan.alasan
    keduanya = Riwayat(asal=frozenset({(S1, CITRA)}), lalu=frozenset({(S1, BUDI)}))
    pilihan = usulkan_tim([S1], 385, [T1, T2], keduanya)[0]
    assert (pilihan.tim, pilihan.peringatan) == (SATU, ("Budi menilai satker ini tahun lalu.",))


def test_restricted_units_choose_first_so_that_free_ones_fill_the_rest() -> None:
    """Without that order S1 would take Tim 2 and S2, which can only go there, would make it carry both."""
    riwayat = Riwayat(benturan=frozenset({(S2, CITRA)}))
    hasil = usulkan_tim([S1, S2], 385, [T1, T2], riwayat)
    assert [p.tim for p in hasil] == [DUA, SATU]


def test_areas_balance_and_the_longest_goes_first() -> None:
    orang = [Orang(ANI, "Ani"), Orang(BUDI, "Budi")]
    hasil = usulkan_area(menit_area(INSTRUMEN), orang)
    beban = {k: sum(a.menit for a in hasil if a.orang == k) for k in (ANI, BUDI)}
    assert [a.area for a in hasil] == list(menit_area(INSTRUMEN))
    assert sum(beban.values()) == 385
    assert abs(beban[ANI] - beban[BUDI]) <= 20


def test_earlier_imbalance_is_made_good_but_nobody_judges_a_unit_alone() -> None:
    menit = menit_area(INSTRUMEN)
    hasil = usulkan_area(menit, [Orang(ANI, "Ani"), Orang(BUDI, "Budi")], {ANI: 5000})
    beban = {k: sum(a.menit for a in hasil if a.orang == k) for k in (ANI, BUDI)}
    assert 0 < beban[ANI] < beban[BUDI] <= 385 * 3 // 4
    assert hasil[-1].alasan.startswith("beban ")
    assert usulkan_area({"A1": 10}, []) == ()
    assert usulkan_area({"A1": 10}, [Orang(ANI, "Ani")])[0].alasan == "satu-satunya penilai"


def test_names_are_joined_as_people_write_them() -> None:
    assert [gabung(n) for n in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A dan B", "A, B, dan C"]


# --- Two people for one butir ----------------------------------------------------------------------------------------


def test_sample_is_the_front_of_the_order_rounded_up():
    assert ambil_sampel(["a", "b", "c", "d", "e", "f", "g"], 15) == ("a", "b")
    assert ambil_sampel(["a"], 1) == ("a",)
    for persen in (0, 101):
        with pytest.raises(ValueError, match="1 sampai 100"):
            ambil_sampel(["a"], persen)


def test_first_follows_the_division_and_second_who_carries_least():
    a, b, c = (Orang(uuid.uuid4(), nama) for nama in "abc")
    menit = {"1": 5, "2": 2, "3": 3, "4": 2}
    hasil = pasangkan(menit, {"1": a.kunci, "2": a.kunci, "3": uuid.uuid4()}, [a, b, c])
    # minutes after each: a5 b5 · a7 c2 · c5 b8 (nobody of the list has it) · c7 a9
    nama = {o.kunci: o.nama for o in (a, b, c)}
    assert {k: (nama[x], nama[y]) for k, (x, y) in hasil.items()} == {
        "1": ("a", "b"),
        "2": ("a", "c"),
        "3": ("c", "b"),
        "4": ("c", "a"),
    }
    with pytest.raises(ValueError, match="dua anggota"):
        pasangkan(menit, {}, [a])
