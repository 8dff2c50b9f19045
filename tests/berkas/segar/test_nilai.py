"""Rules K1–K10 and K13, day by day at their edges (docs/kesegaran.md)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berkas.segar.nilai import (
    BULAN,
    Aturan,
    Bahan,
    Irama,
    Keadaan,
    Waktu,
    irama_berlaku,
    jendela,
    putuskan,
    setahun_sebelum,
)
from common.tanggal import BULAN_PENDEK
from instrumen.pohon import tipe

TITIK = {
    "B03": dt.date(2026, 3, 31),
    "B06": dt.date(2026, 6, 30),
    "B09": dt.date(2026, 9, 30),
    "B12": dt.date(2026, 12, 31),
}
W = Waktu(2026, dt.date(2026, 5, 31), TITIK)
MEI = dt.date(2026, 5, 20)
AKHIR = dt.date(2026, 12, 31)
BERJALAN, DUA_BELAS, LALU, DICABUT = Aturan
SEGAR, TANPA, KEDALUWARSA, SALAH = "segar", "tanpa_tanggal", "kedaluwarsa", "salah_tahun"


def d(teks: str) -> dt.date:
    return dt.date.fromisoformat(teks)


@pytest.mark.parametrize(
    ("aturan", "tanggal", "hari_ini", "keadaan"),
    [
        # K3: twelve months before the deadline, that day included, to the end of the year
        (DUA_BELAS, "2025-05-30", MEI, KEDALUWARSA),
        (DUA_BELAS, "2025-05-31", MEI, SEGAR),
        (DUA_BELAS, "2025-12-31", MEI, SEGAR),  # in May true evidence is last year's
        (DUA_BELAS, "2026-05-20", MEI, SEGAR),
        (DUA_BELAS, "2026-06-01", AKHIR, SEGAR),
        (DUA_BELAS, "2026-12-31", AKHIR, SEGAR),
        (DUA_BELAS, "2027-01-01", d("2027-02-01"), SALAH),
        (DUA_BELAS, "2025-05-31", d("2030-01-01"), SEGAR),  # an old year is judged by its own window
        # K4: of the year, or signed from October on to set it up
        (BERJALAN, "2025-09-30", MEI, SALAH),
        (BERJALAN, "2025-10-01", MEI, SEGAR),
        (BERJALAN, "2025-12-31", MEI, SEGAR),
        (BERJALAN, "2026-01-01", MEI, SEGAR),
        (BERJALAN, "2026-12-31", AKHIR, SEGAR),
        (BERJALAN, "2027-01-01", d("2027-01-02"), SALAH),
        # K5: what is dated before April of last year reports on the year before that
        (LALU, "2025-03-31", MEI, SALAH),
        (LALU, "2025-04-01", MEI, SEGAR),
        (LALU, "2026-02-27", MEI, SEGAR),
        (LALU, "2024-12-31", MEI, SALAH),
        (LALU, "2027-01-01", d("2027-03-01"), SALAH),
        # K6: no first day
        (DICABUT, "2009-07-01", MEI, SEGAR),
        (DICABUT, "2026-12-31", AKHIR, SEGAR),
        (DICABUT, "2027-01-01", d("2027-03-01"), SALAH),
        # K9: nothing known, or not arrived
        *((a, "", MEI, TANPA) for a in Aturan),
        *((a, "2026-05-21", MEI, TANPA) for a in Aturan),
        *((a, "2026-05-20", MEI, SEGAR) for a in Aturan),
    ],
)
def test_state_by_date(aturan: Aturan, tanggal: str, hari_ini: dt.date, keadaan: str) -> None:
    bahan = Bahan(d(tanggal) if tanggal else None)
    assert putuskan(aturan, Irama.SEKALI, bahan, W, hari_ini).keadaan == keadaan


@pytest.mark.parametrize(
    ("aturan", "tanggal", "sampai", "hari_ini", "keadaan"),
    [
        # K7: a stated validity carries a document past its window, until its last day
        (DUA_BELAS, "2024-01-10", "2026-05-20", MEI, SEGAR),
        (DUA_BELAS, "2024-01-10", "2026-05-19", MEI, KEDALUWARSA),
        (BERJALAN, "2025-01-15", "2029-12-31", MEI, SEGAR),
        (BERJALAN, "2026-01-15", "2026-03-31", MEI, KEDALUWARSA),
        (DICABUT, "2020-01-15", "2025-12-31", MEI, KEDALUWARSA),
        (DICABUT, "2020-01-15", "2026-12-31", d("2028-01-01"), SEGAR),  # judged on the last day of its year
        (DICABUT, "2020-01-15", "2026-12-30", d("2028-01-01"), KEDALUWARSA),
        (DICABUT, "", "2027-01-01", MEI, SEGAR),
        (DUA_BELAS, "", "2027-01-01", MEI, SEGAR),
        # a document about a finished year has no validity
        (LALU, "2025-06-01", "2025-12-31", MEI, SEGAR),
        (LALU, "2024-06-01", "2030-12-31", MEI, SALAH),
        (LALU, "", "2030-12-31", MEI, TANPA),
    ],
)
def test_state_by_validity(aturan: Aturan, tanggal: str, sampai: str, hari_ini: dt.date, keadaan: str) -> None:
    bahan = Bahan(d(tanggal) if tanggal else None, d(sampai))
    assert putuskan(aturan, Irama.SEKALI, bahan, W, hari_ini).keadaan == keadaan


@pytest.mark.parametrize(
    ("triwulan", "tanggal", "keadaan"),
    [
        ("B03", "2025-11-30", KEDALUWARSA),  # more than 31 days before 1 January
        ("B03", "2025-12-01", SEGAR),
        ("B09", "2026-05-30", KEDALUWARSA),
        ("B09", "2026-05-31", SEGAR),
        ("B09", "2025-08-01", KEDALUWARSA),  # inside the twelve months, yet no evidence of this quarter
        ("", "2025-08-01", SEGAR),
    ],
)
def test_label_of_a_quarter_has_a_first_day_of_its_own(triwulan: str, tanggal: str, keadaan: str) -> None:
    bahan = Bahan(d(tanggal), triwulan=triwulan)
    assert putuskan(DUA_BELAS, Irama.TRIWULAN, bahan, W, AKHIR).keadaan == keadaan
    assert putuskan(DUA_BELAS, Irama.SEKALI, bahan, W, AKHIR).keadaan == SEGAR  # K8: only where quarters are asked for


def test_leap_day_and_missing_cut_off_dates() -> None:
    kabisat = Waktu(2024, dt.date(2024, 2, 29))
    assert jendela(DUA_BELAS, kabisat) == (dt.date(2023, 2, 28), dt.date(2024, 12, 31))
    assert putuskan(DUA_BELAS, Irama.SEKALI, Bahan(dt.date(2024, 2, 29)), kabisat, AKHIR).keadaan == SEGAR
    assert (kabisat.tutup("B03"), kabisat.tutup("B06")) == (dt.date(2024, 3, 31), dt.date(2024, 6, 30))
    assert (kabisat.mulai("B03"), kabisat.mulai("B06")) == (dt.date(2024, 1, 1), dt.date(2024, 4, 1))
    assert setahun_sebelum(dt.date(2025, 2, 28)) == dt.date(2024, 2, 28)


def test_quarter_is_due_from_the_day_after_its_cut_off() -> None:
    assert [W.jatuh_tempo("B03", h) for h in (d("2026-03-30"), d("2026-03-31"), d("2026-04-01"))] == [
        False,
        False,
        True,
    ]


def test_statement_of_the_satker_lifts_only_age_and_wrong_year() -> None:
    tua, lain = Bahan(d("2024-01-10"), tetap=True), Bahan(None, tetap=True)
    putusan = putuskan(DUA_BELAS, Irama.SEKALI, tua, W, MEI)
    assert (putusan.keadaan, putusan.tetap, putusan.dapat_tetap) == (SEGAR, True, False)
    assert putusan.alasan.startswith("Dinyatakan tetap berlaku oleh satker. Bertanggal 10 Jan 2024")
    assert putuskan(BERJALAN, Irama.SEKALI, tua, W, MEI).keadaan == SEGAR
    assert putuskan(DUA_BELAS, Irama.SEKALI, lain, W, MEI).keadaan == TANPA
    segar = putuskan(DUA_BELAS, Irama.SEKALI, Bahan(d("2026-01-10"), tetap=True), W, MEI)
    assert (segar.keadaan, segar.tetap) == (SEGAR, False)


@pytest.mark.parametrize(
    ("aturan", "bahan", "petunjuk"),
    [
        (DUA_BELAS, Bahan(d("2026-02-03"), tahun_isi=2023), ["Isi menyebut 2023. Periksa: salah tahun?"]),
        (DUA_BELAS, Bahan(d("2026-02-03"), tahun_isi=2025), []),
        (BERJALAN, Bahan(d("2026-02-03"), tahun_isi=2025), ["Isi menyebut 2025. Periksa: salah tahun?"]),
        (BERJALAN, Bahan(d("2025-12-30"), tahun_isi=2025), []),
        (LALU, Bahan(d("2026-02-03"), tahun_isi=2025), []),
        (LALU, Bahan(d("2026-02-03"), tahun_isi=2024), ["Isi menyebut 2024. Periksa: salah tahun?"]),
        (DICABUT, Bahan(d("2024-02-03"), tahun_isi=2024), []),
        (DICABUT, Bahan(d("2020-02-03")), ["Sudah 6 tahun. Pastikan belum dicabut atau diganti."]),
        (DICABUT, Bahan(d("2021-02-03")), []),
        (
            DICABUT,
            Bahan(d("2020-02-03"), d("2026-05-25")),
            ["Habis 25 Mei 2026, sebelum batas usulan. Siapkan penggantinya."],
        ),
        (BERJALAN, Bahan(d("2023-02-03"), tahun_isi=2023), []),  # already said by the state
    ],
)
def test_hints(aturan: Aturan, bahan: Bahan, petunjuk: list[str]) -> None:
    assert list(putuskan(aturan, Irama.SEKALI, bahan, W, MEI).petunjuk) == petunjuk


def test_label_far_before_the_date_is_a_hint() -> None:
    for tanggal, ada in (("2026-07-01", False), ("2026-07-02", True)):
        putusan = putuskan(DUA_BELAS, Irama.TRIWULAN, Bahan(d(tanggal), triwulan="B03"), W, AKHIR)
        assert (putusan.keadaan, bool(putusan.petunjuk)) == (SEGAR, ada)


def test_words_of_the_verdict() -> None:
    putusan = putuskan(DUA_BELAS, Irama.SEKALI, Bahan(d("2025-05-30")), W, MEI)
    assert (putusan.alasan, putusan.tindakan) == (
        "Bertanggal 30 Mei 2025, lebih dari 12 bulan sebelum batas usulan 31 Mei 2026.",
        "Unggah dokumen sejak 31 Mei 2025.",
    )
    assert putuskan(LALU, Irama.SEKALI, Bahan(d("2025-02-15")), W, MEI).alasan == (
        "Bertanggal 15 Feb 2025, jadi biasanya tentang tahun 2024. Soal ini meminta dokumen tentang tahun 2025."
    )


def test_codes_and_months_are_those_of_the_rest_of_the_product() -> None:
    assert tuple(a.value for a in Aturan) == tipe.ATURAN_BUKTI
    assert {a.value for a in Aturan if irama_berlaku(a, Irama.TRIWULAN) == Irama.TRIWULAN} == set(tipe.ATURAN_BERIRAMA)
    assert BULAN == BULAN_PENDEK


hari = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))
bahan = st.builds(
    Bahan,
    st.none() | hari,
    st.none() | hari,
    st.sampled_from(["", "B03", "B06", "B09", "B12"]),
    st.booleans(),
    st.none() | st.integers(2015, 2035),
)
waktu = st.integers(2016, 2034).flatmap(
    lambda t: st.dates(dt.date(t, 1, 1), dt.date(t, 12, 31)).map(lambda batas: Waktu(t, batas))
)


@given(st.sampled_from(Aturan), st.sampled_from(Irama), bahan, waktu, hari)
def test_every_verdict_has_a_reason_and_every_problem_something_to_do(aturan, irama, bahan, waktu, hari_ini) -> None:
    putusan = putuskan(aturan, irama, bahan, waktu, hari_ini)
    assert putusan.alasan.endswith(".")
    assert bool(putusan.tindakan) == (putusan.keadaan != Keadaan.SEGAR)
    kalimat = [k for teks in (putusan.alasan, putusan.tindakan, *putusan.petunjuk) for k in teks.split(". ")]
    assert max(len(k.split()) for k in kalimat) <= 20


@given(st.sampled_from(Aturan), st.sampled_from(Irama), bahan, waktu, hari)
def test_nothing_without_any_date_is_fresh_and_nothing_from_the_future(aturan, irama, bahan, waktu, hari_ini) -> None:
    keadaan = putuskan(aturan, irama, bahan, waktu, hari_ini).keadaan
    if bahan.tanggal is None and bahan.berlaku_sampai is None:
        assert keadaan == TANPA
    if bahan.tanggal is not None and bahan.tanggal > hari_ini:
        assert keadaan == TANPA


@given(st.sampled_from(Aturan), waktu, hari, hari, hari)
def test_younger_is_never_worse_inside_the_year(aturan, waktu, a, b, hari_ini) -> None:
    muda, tua = max(a, b), min(a, b)
    if muda > min(hari_ini, waktu.akhir):
        return
    if putuskan(aturan, Irama.SEKALI, Bahan(tua), waktu, hari_ini).keadaan == SEGAR:
        assert putuskan(aturan, Irama.SEKALI, Bahan(muda), waktu, hari_ini).keadaan == SEGAR
