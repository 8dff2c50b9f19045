"""Reading the shipped instruments, their structure, and the way to JSON and back."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from instrumen.pohon.baca import (
    InstrumenTidakDikenal,
    baca_hamparan,
    baca_instrumen,
    baca_isi,
    dari_isi,
    hash_isi,
    ke_isi,
    teks_angka,
)
from instrumen.pohon.tipe import InstrumenRusak

LKE = baca_instrumen("LKE-ZI-2021")

# A changed hash means changed scoring facts. Frozen databases would refuse the file: make a new version instead.
HASH_2021 = "0ae30c33aa9bf5c90a49bc26e1a2dd894921b17b9bc94f5063399b43eafa78dc"
HASH_2014 = "22bcb13e61753550172515f0080b55b2bd0da60c70d6cd0809728d2abafd3a2e"


def test_hash_of_shipped_versions_is_unchanged() -> None:
    assert (LKE.hash, baca_instrumen("LKE-ZI-2014").hash) == (HASH_2021, HASH_2014)


def test_2021_counts_answer_types_as_the_regulation() -> None:
    tipe = [b.tipe for b in LKE.butir.values()]
    assert {t: tipe.count(t) for t in set(tipe)} == {
        "YA_TIDAK": 17,
        "ABC": 36,
        "ABCD": 33,
        "ABCDE": 17,
        "PERSEN": 8,
        "SKALA_0_4": 2,
    }
    aspek = [b.aspek for b in LKE.butir.values()]
    assert (aspek.count("P"), aspek.count("R"), aspek.count("H")) == (87, 23, 3)
    assert sum(b.jumlah_isian for b in LKE.butir.values()) == 127
    assert [b.urutan for b in LKE.butir.values()] == list(range(1, 114))


def test_2021_areas_carry_their_weights() -> None:
    assert [(a.kode, a.bobot) for a in LKE.area] == [
        ("A1", 8),
        ("A2", 7),
        ("A3", 10),
        ("A4", 10),
        ("A5", 15),
        ("A6", 10),
    ]
    assert [(a.kode, a.bobot) for a in LKE.area_hasil] == [("B1", Fraction("22.5")), ("B2", Fraction("17.5"))]


def test_butir_knows_its_place_weight_and_neighbours() -> None:
    butir = LKE.butir["A5.P.i.b"]
    assert (butir.kode_pendek, butir.induk, butir.area, butir.aspek, butir.komponen, butir.huruf) == (
        "P5.1b",
        "A5.P.i",
        "A5",
        "P",
        "A",
        "b",
    )
    assert butir.bobot_efektif == Fraction("0.75")
    assert butir.soal_id == 52
    assert LKE.sebelum("A5.P.i.b").kode == "A5.P.i.a"
    assert LKE.sesudah("A5.P.i.b").kode == "A5.P.ii.a"
    assert LKE.sebelum("A1.P.i.a") is None
    assert LKE.sesudah("B2.a") is None


def test_butir_di_gives_every_level_in_reading_order() -> None:
    assert [b.kode for b in LKE.butir_di("A5.P.i")] == ["A5.P.i.a", "A5.P.i.b"]
    assert [b.kode for b in LKE.butir_di("B1")] == ["B1.a", "B1.b"]
    assert (len(LKE.butir_di("A5")), len(LKE.butir_di("A")), len(LKE.butir_di("TOTAL"))) == (22, 110, 113)
    with pytest.raises(KeyError):
        LKE.butir_di("A7")


def test_persen_butir_carry_closed_formulas_and_zero_rules() -> None:
    nol = {b.kode: {n.bila: n.nilai for n in b.rumus.nol} for b in LKE.butir.values() if b.tipe == "PERSEN"}
    assert nol == {
        "A1.R.i.a": {"penyebut": 0},
        "A1.R.i.b": {"penyebut": 0},
        "A3.R.iii.a": {"lalu_dan_ini": 1, "lalu": 0},
        "A4.R.i.a": {"penyebut": 0},
        "A5.R.ii.a": {"penyebut": 1},
        "A5.R.iii.a": {"penyebut": 1},
        "A5.R.iii.b": {"penyebut": 1},
        "A6.R.i.b": {"penyebut": 0},
    }
    assert [b.kode for b in LKE.butir.values() if b.rumus and b.rumus.boleh_lebih] == ["A1.R.i.a"]
    bebas = [(b.kode, i.kode) for b in LKE.butir.values() for i in b.isian if not i.wajib]
    assert bebas == [("A3.R.iii.a", "pelanggaran_disanksi"), ("A5.R.ii.a", "sedang_diproses")]
    assert LKE.butir["A5.R.iii.a"].soal_id == {
        "wajib_kepala": 113,
        "wajib_pejabat": 114,
        "wajib_lain": 115,
        "sudah": 116,
    }


def test_gates_are_twelve_and_thirteen_with_their_minima() -> None:
    def minimum(predikat: str) -> dict[str, str]:
        return {g.kode: teks_angka(g.minimum) for g in LKE.ambang[predikat].gerbang}

    assert minimum("WBK") == {
        "TOTAL": "75",
        "A": "40",
        "A1": "4.8",
        "A2": "4.2",
        "A3": "6",
        "A4": "6",
        "A5": "9",
        "A6": "6",
        "B1": "18.25",
        "B1.H.a": "15.75",
        "B1.H.b": "2.5",
        "B2": "14",
    }
    assert minimum("WBBM") == {
        "TOTAL": "85",
        "A": "48",
        "A1": "6",
        "A2": "5.25",
        "A3": "7.5",
        "A4": "7.5",
        "A5": "11.25",
        "A6": "7.5",
        "B1": "19.5",
        "B1.H.a": "15.75",
        "B1.H.b": "3.75",
        "B2": "15.75",
        "SUDAH_WBK": "1",
    }


def test_prasyarat_states_both_predikat_and_the_years_of_wbk() -> None:
    syarat = {s.kode: s for s in LKE.prasyarat}
    assert syarat["SAKIP_INTERNAL"].nilai == {"WBK": "B", "WBBM": "BB"}
    assert syarat["SUDAH_WBK"].nilai == {"WBBM": "ya"}
    assert (syarat["MINIMAL_TAHUN_WBK"].pilihan, LKE.minimal_tahun_wbk) == (("1", "2"), 1)


def test_2014_hasil_is_split_as_decided() -> None:
    lama = baca_instrumen("LKE-ZI-2014")
    hasil = {b.kode: (b.kode_pendek, b.tipe, b.bobot_efektif) for b in lama.butir.values() if b.komponen == "B"}
    assert hasil == {
        "H1.a": ("H1a", "SKALA_0_4", 15),
        "H1.b": ("H1b", "PERSEN_0_100", 5),
        "H2.a": ("H2a", "SKALA_0_4", 20),
    }
    assert (len(lama.butir), lama.keyakinan["nilai_opsi"]) == (84, "S")


@pytest.mark.parametrize("kode", ["LKE-ZI-2021", "LKE-ZI-2014"])
def test_json_round_trip_gives_the_same_instrument(kode: str) -> None:
    asal = baca_instrumen(kode)
    isi = json.loads(json.dumps(ke_isi(asal)))
    balik = dari_isi(isi, baca_hamparan(kode))
    assert balik.hash == asal.hash
    assert (balik.simpul, balik.butir, balik.ambang, balik.prasyarat) == (
        asal.simpul,
        asal.butir,
        asal.ambang,
        asal.prasyarat,
    )
    assert list(balik.simpul) == list(asal.simpul)


def test_isi_holds_no_number_that_json_could_change() -> None:
    def angka(nilai: object) -> list[object]:
        if isinstance(nilai, dict):
            return [a for isi in nilai.values() for a in angka(isi)]
        if isinstance(nilai, list):
            return [a for isi in nilai for a in angka(isi)]
        return [nilai] if isinstance(nilai, int | float | Decimal) and not isinstance(nilai, bool) else []

    assert angka(ke_isi(LKE)) == []


def test_jsonb_key_order_does_not_matter() -> None:
    """PostgreSQL sorts the keys of an object; the options must still come best first."""

    def acak(nilai: object) -> object:
        if isinstance(nilai, dict):
            return {k: acak(v) for k, v in sorted(nilai.items(), reverse=True)}
        return [acak(v) for v in nilai] if isinstance(nilai, list) else nilai

    balik = dari_isi(acak(ke_isi(LKE)), baca_hamparan("LKE-ZI-2021"))
    assert balik.hash == LKE.hash
    assert balik.butir == LKE.butir
    assert list(balik.ambang) == ["WBK", "WBBM"]


def test_hash_changes_with_a_scoring_fact_and_not_with_wording() -> None:
    isi = baca_isi("LKE-ZI-2021")
    assert dari_isi(isi, None).hash == LKE.hash
    isi["skala"]["ABCD"]["B"] = "0.66"
    assert hash_isi(isi) != LKE.hash


def test_without_overlay_the_tree_stands_on_codes() -> None:
    polos = dari_isi(baca_isi("LKE-ZI-2021"), None)
    assert (polos.simpul["A5.P.i"].nama, polos.butir["A5.P.i.b"].teks) == ("A5.P.i", "")
    assert polos.butir["A5.P.i.b"].bobot_efektif == Fraction("0.75")


def test_unknown_kode_says_which_exist() -> None:
    with pytest.raises(InstrumenTidakDikenal) as galat:
        baca_instrumen("LKE-ZI-2019")
    assert str(galat.value) == "Instrumen LKE-ZI-2019 tidak dikenal. Yang tersedia: LKE-ZI-2014, LKE-ZI-2021."


@pytest.mark.parametrize(
    ("rusak", "sebab"),
    [
        (lambda isi: isi["simpul"].append(dict(isi["simpul"][0])), "ganda"),
        (lambda isi: isi["simpul"].insert(0, isi["simpul"].pop()), "mendahului"),
        (lambda isi: isi["butir"].append(dict(isi["butir"][0])), "ganda"),
        (lambda isi: isi["butir"][0].pop("tipe"), "tidak terbaca"),
        (lambda isi: isi["butir"][0].update(induk="A9.P.i"), "tidak terbaca"),
        (lambda isi: isi["simpul"][0].update(bobot="enam"), "tidak terbaca"),
        (lambda isi: isi["isian"]["B1.a"]["rumus"].update(jenis="eval"), "eval"),
        (lambda isi: isi["ambang"]["WBK"].append({"kode": "A9", "minimum": "1"}), "A9"),
    ],
)
def test_broken_facts_are_refused_with_the_place(rusak, sebab: str) -> None:
    isi = baca_isi("LKE-ZI-2021")
    rusak(isi)
    with pytest.raises(InstrumenRusak, match=sebab):
        dari_isi(isi)


def test_teks_angka_refuses_thirds() -> None:
    assert teks_angka(Fraction("17.50")) == "17.5"
    with pytest.raises(InstrumenRusak):
        teks_angka(Fraction(1, 3))
