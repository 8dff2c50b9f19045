"""Cells of the grid: rules K11 and K12."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from berkas.segar.kisi import KOLOM, KeadaanSel, susun_baris
from berkas.segar.nilai import Aturan, Bahan, Irama, Waktu
from tests.berkas.segar.test_nilai import bahan, hari, waktu

W = Waktu(2026, dt.date(2026, 5, 31))
NOV = dt.date(2026, 11, 25)
DUA_BELAS = Aturan.DUA_BELAS_BULAN


def sel(aturan: Aturan, irama: Irama, *isi: Bahan, hari_ini: dt.date = NOV) -> list[str]:
    return [s.keadaan.value for s in susun_baris(aturan, irama, isi, W, hari_ini).sel]


def b(tanggal: str, triwulan: str = "") -> Bahan:
    return Bahan(dt.date.fromisoformat(tanggal) if tanggal else None, triwulan=triwulan)


def test_quarterly_question_without_evidence_asks_only_for_what_is_due() -> None:
    assert sel(DUA_BELAS, Irama.TRIWULAN) == ["kosong", "kosong", "kosong", "belum_waktu", "tidak_diminta"]
    awal = sel(DUA_BELAS, Irama.TRIWULAN, hari_ini=dt.date(2026, 3, 31))
    assert awal == ["belum_waktu"] * 4 + ["tidak_diminta"]


def test_question_asked_once_has_one_cell_whatever_the_labels_say() -> None:
    tidak = ["tidak_diminta"] * 4
    assert sel(Aturan.SAMPAI_DICABUT, Irama.SEKALI) == [*tidak, "kosong"]
    assert sel(Aturan.SAMPAI_DICABUT, Irama.SEKALI, b("2020-01-01", "B03")) == [*tidak, "segar"]
    assert sel(Aturan.TAHUN_LALU, Irama.TRIWULAN, b("2026-02-01", "B03")) == [*tidak, "segar"]


def test_label_decides_the_column_else_the_quarter_of_the_date() -> None:
    isi = (b("2026-04-05", "B03"), b("2026-04-05"), b("2025-07-01"), b("", "B09"), b("2026-10-05"))
    assert sel(DUA_BELAS, Irama.TRIWULAN, *isi) == ["segar", "segar", "tanpa_tanggal", "segar", "segar"]


def test_one_fresh_document_is_enough_and_the_others_are_named() -> None:
    baris = susun_baris(DUA_BELAS, Irama.SEKALI, [b("2026-01-01"), b("2020-01-01"), b("2026-02-02")], W, NOV)
    assert (baris.setahun.keadaan, baris.setahun.lain, baris.masalah, baris.segar) == ("segar", 1, False, True)


def test_without_a_fresh_one_the_easiest_to_put_right_is_shown() -> None:
    isi = [b("2020-01-01"), b(""), b("2027-01-01")]
    assert sel(DUA_BELAS, Irama.SEKALI, *isi, hari_ini=dt.date(2027, 2, 1))[-1] == "tanpa_tanggal"
    assert sel(DUA_BELAS, Irama.SEKALI, isi[2], isi[0], hari_ini=dt.date(2027, 2, 1))[-1] == "kedaluwarsa"


@given(st.sampled_from(Aturan), st.sampled_from(Irama), st.lists(bahan, max_size=6), waktu, hari)
def test_adding_evidence_never_loses_a_fresh_cell(aturan, irama, isi, waktu, hari_ini) -> None:
    penuh = susun_baris(aturan, irama, isi, waktu, hari_ini)
    assert [s.kolom for s in penuh.sel] == list(KOLOM)
    kurang = susun_baris(aturan, irama, isi[:-1], waktu, hari_ini)
    for lama, baru in zip(kurang.sel, penuh.sel, strict=True):
        assert lama.keadaan != KeadaanSel.SEGAR or baru.keadaan == KeadaanSel.SEGAR
    assert penuh.segar == any(s.keadaan == KeadaanSel.SEGAR for s in penuh.sel)
