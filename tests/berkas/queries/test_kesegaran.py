"""The grid, the chip of a row and the rules, read from the database."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from django.utils import timezone

from berkas.actions import atur_aturan, lepaskan, tandai_tetap
from berkas.models import Berkas, Bukti, Pembatasan, VersiBerkas
from berkas.queries import bukti_butir, kesegaran, kesegaran_butir, tanpa_segar
from berkas.queries.kesegaran import Kesegaran, daftar_aturan
from berkas.segar.nilai import Aturan, Irama
from instrumen.queries import instrumen_untuk
from satker.peran import Peran
from tests import pabrik
from tests.berkas.dunia import Dunia, bangun_dunia


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """25 November of this year, whatever day the tests run on."""
    hari = dt.date(timezone.localdate().year, 11, 25)
    for modul in ("berkas.queries.kesegaran", "berkas.queries.bukti"):
        monkeypatch.setattr(sys.modules[modul], "hari_ini", lambda satker: hari)


def keadaan(kisi: Kesegaran, kode: str) -> list[str]:
    return next([s.keadaan for s in b.sel] for a in kisi.areas for b in a.baris if b.butir.kode == kode)


def test_grid_costs_four_queries_for_one_and_three_files(dunia: Dunia, unggah, django_assert_num_queries) -> None:
    tahun = dunia.periode.tahun
    unggah("a.pdf", tanggal_dokumen=dt.date(tahun, 3, 1), triwulan="B03")
    with django_assert_num_queries(4):
        kisi = kesegaran(dunia.pokja, dunia.satker, dunia.periode)
    assert keadaan(kisi, "A5.P.i.b") == ["segar", "kosong", "kosong", "belum_waktu", "tidak_diminta"]
    unggah("b.pdf", tanggal_dokumen=dt.date(tahun - 2, 3, 1), triwulan="B06")
    unggah("c.pdf", kode="A6.P.i.a")
    with django_assert_num_queries(4):
        kisi = kesegaran(dunia.pokja, dunia.satker, dunia.periode)
    assert keadaan(kisi, "A5.P.i.b") == ["segar", "kedaluwarsa", "kosong", "belum_waktu", "tidak_diminta"]
    assert keadaan(kisi, "A6.P.i.a") == [*["tidak_diminta"] * 4, "tanpa_tanggal"]
    assert (kisi.jumlah, kisi.beres, kisi.tanpa_segar, kisi.tanpa_bukti) == (113, 0, 1, 111)
    a5 = next(a for a in kisi.areas if a.kode == "A5")
    assert (a5.jumlah, a5.beres, a5.hitung) == (22, 0, (1, 0, 0, 22))


def test_grid_counts_only_what_is_linked_and_the_newest_version(dunia: Dunia, unggah) -> None:
    tahun = dunia.periode.tahun
    segar = unggah("a.pdf", kode="A4.R.i.a", tanggal_dokumen=dt.date(tahun, 2, 1))
    lepas = unggah("b.pdf", kode="A6.P.i.a", tanggal_dokumen=dt.date(tahun, 2, 1))
    unggah("asing.pdf", kode="A4.R.iii.a", dunia=bangun_dunia(dunia.gudang, dunia.satker.instansi))
    lepaskan(oleh=dunia.koordinator, bukti=lepas, area="A6")
    kisi = kesegaran(dunia.pokja, dunia.satker, dunia.periode)
    assert [keadaan(kisi, k)[-1] for k in ("A4.R.i.a", "A6.P.i.a", "A4.R.iii.a")] == ["segar", "kosong", "kosong"]
    assert kisi.beres == 1
    v = VersiBerkas.objects.get(berkas=segar.berkas)
    VersiBerkas.objects.create(
        satker=v.satker, berkas=v.berkas, nomor=2, isi=v.isi, nama_kirim="a.pdf", putusan=v.putusan, oleh=v.oleh,
        pada=v.pada, alasan="ganti", tanggal_dokumen=dt.date(tahun - 3, 1, 1),
    )  # fmt: skip
    assert keadaan(kesegaran(dunia.pokja, dunia.satker, dunia.periode), "A4.R.i.a")[-1] == "salah_tahun"
    assert tanpa_segar(dunia.pokja, dunia.satker, dunia.periode) == {"A4.R.i.a"}


def test_filters_keep_the_summary_whole(dunia: Dunia, unggah) -> None:
    unggah(kode="A4.R.i.a", tanggal_dokumen=dt.date(dunia.periode.tahun, 2, 1))
    kisi = kesegaran(dunia.pokja, dunia.satker, dunia.periode, area="A4", hanya_masalah=True)
    assert [(a.kode, len(a.baris)) for a in kisi.areas if a.baris] == [("A4", 13)]
    assert (kisi.jumlah, kisi.beres, kisi.tampil) == (113, 1, 13)


def test_rule_of_the_inspectorate_is_seen_at_once_and_only_in_its_instansi(dunia: Dunia, unggah) -> None:
    tua = dt.date(dunia.periode.tahun - 4, 2, 1)
    unggah("a.pdf", tanggal_dokumen=tua)
    lain = bangun_dunia(dunia.gudang)
    unggah("b.pdf", tanggal_dokumen=tua, dunia=lain)
    admin = pabrik.pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT)
    butir = instrumen_untuk(dunia.periode.instrumen).butir["A5.P.i.b"]
    jumlah = atur_aturan(
        oleh=admin, periode=dunia.periode, butir=[butir], aturan=Aturan.SAMPAI_DICABUT, irama=Irama.SEKALI, alasan="SK"
    )
    assert jumlah == 1
    assert keadaan(kesegaran(dunia.pokja, dunia.satker, dunia.periode), "A5.P.i.b")[-1] == "segar"
    assert keadaan(kesegaran(lain.pokja, lain.satker, lain.periode), "A5.P.i.b")[-1] == "kedaluwarsa"
    zona = bukti_butir(dunia.pokja, dunia.satker, dunia.periode, "A5.P.i.b")
    assert (zona.baris[0].segar.putusan.keadaan, zona.baris[0].segar.aturan) == ("segar", "Berlaku sampai dicabut")
    assert (
        bukti_butir(lain.pokja, lain.satker, lain.periode, "A5.P.i.b").baris[0].segar.putusan.keadaan == "kedaluwarsa"
    )


def test_row_says_where_the_date_comes_from_and_who_says_it_holds(dunia: Dunia, unggah) -> None:
    tahun = dunia.periode.tahun
    bukti = unggah(f"SK UPG {tahun - 3}-01-12.pdf")
    Bukti.objects.update(halaman="3–5")
    segar = bukti_butir(dunia.pokja, dunia.satker, dunia.periode, "A5.P.i.b").baris[0].segar
    assert (segar.dasar, segar.lihat_halaman, segar.putusan.keadaan) == (
        "ditebak dari nama berkas", "3–5", "kedaluwarsa",
    )  # fmt: skip
    tandai_tetap(oleh=dunia.pokja, bukti=bukti, area="A5", alasan="Belum dicabut.")
    segar = bukti_butir(dunia.pokja, dunia.satker, dunia.periode, "A5.P.i.b").baris[0].segar
    assert (segar.putusan.keadaan, segar.putusan.tetap, segar.tetap_alasan, segar.tetap_oleh) == (
        "segar", True, "Belum dicabut.", dunia.pokja.user.nama,
    )  # fmt: skip
    assert kesegaran_butir(dunia.pokja, dunia.satker, dunia.periode)["A5.P.i.b"].segar is True


def test_zone_and_grid_use_the_cut_off_dates_of_the_year(dunia: Dunia, unggah) -> None:
    tahun = dunia.periode.tahun
    dunia.periode.titik_pantau.filter(kode="B03").update(tanggal=dt.date(tahun, 5, 15))
    # B06 now begins on 16 May: 14 April is more than a month before it
    unggah("a.pdf", tanggal_dokumen=dt.date(tahun, 4, 14), triwulan="B06")
    zona = bukti_butir(dunia.pokja, dunia.satker, dunia.periode, "A5.P.i.b")
    assert zona.baris[0].segar.putusan.keadaan == "kedaluwarsa"
    assert keadaan(kesegaran(dunia.pokja, dunia.satker, dunia.periode), "A5.P.i.b")[1] == "kedaluwarsa"


@pytest.mark.parametrize(("peran", "tampak"), [(Peran.PEMBACA_PUSAT, "kosong"), (Peran.KEPALA, "segar")])
def test_restricted_documents_are_not_counted_for_readers_of_the_instansi(
    dunia: Dunia, unggah, peran: Peran, tampak: str
) -> None:
    unggah(kode="A4.R.i.a", tanggal_dokumen=dt.date(dunia.periode.tahun, 2, 1))
    Berkas.objects.update(pembatasan=Pembatasan.PENILAI)
    unit = dunia.satker.instansi if peran == Peran.PEMBACA_PUSAT else dunia.satker
    pelaku = pabrik.pelaku_untuk(unit, peran)
    assert keadaan(kesegaran(pelaku, dunia.satker, dunia.periode), "A4.R.i.a")[-1] == tampak


def test_all_113_questions_have_a_default_rule(dunia: Dunia, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        daftar = daftar_aturan(dunia.periode)
    hitung: dict[str, int] = {}
    for b in daftar.baris:
        hitung[b.baku] = hitung.get(b.baku, 0) + 1
    assert (daftar.jumlah, daftar.jumlah_ubahan) == (113, 0)
    assert hitung == {
        "Tahun berjalan": 17,
        "12 bulan sebelum batas usulan": 64,
        "12 bulan sebelum batas usulan, tiap triwulan": 15,
        "Tentang tahun lalu": 7,
        "Berlaku sampai dicabut": 10,
    }
    assert [b.butir.kode for b in daftar_aturan(dunia.periode, area="A3", aturan="tahun_lalu").baris] == ["A3.R.iii.a"]
    assert daftar_aturan(dunia.periode, ubahan=True).baris == ()
