"""W1: what the page says equals the engine, in every state of a sheet."""

import datetime as dt
import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from common.desimal import format_angka, format_persen
from penilaian.skor.hitung import hitung
from satker.models import RiwayatPredikat
from satker.peran import Peran
from tests.pabrik import buat_instansi, buat_kanwil, buat_penugasan, buat_periode, buat_satker, masuk, pelaku_untuk
from tests.pemantauan.bahan import INSTRUMEN, buat_lembar, geser_harian, isi_terbaik

pytestmark = pytest.mark.django_db
TAHUN = timezone.localdate().year


def teks(response) -> str:
    """The words of a page, tags and runs of space removed."""
    isi = response.content.decode()
    isi = isi.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", isi)).split())


@pytest.fixture
def unit():
    instansi = buat_instansi()
    satker = buat_satker(instansi)
    return satker, buat_periode(instansi)


def buka(client, satker, peran=Peran.KEPALA, query=""):
    masuk(client, pelaku_untuk(satker, peran))
    return client.get(reverse("dasbor", args=[TAHUN, satker.kode]) + query)


def test_dasbor_figures_equal_engine(client, unit):
    satker, periode = unit
    isi = isi_terbaik(kecuali="A5")
    buat_lembar(satker, periode, isi)
    hasil = hitung(INSTRUMEN, isi)
    kata = teks(buka(client, satker))
    assert f"Nilai kini {format_angka(hasil.total)} / 75,00 minimum WBK" in kata
    assert "Belum siap diusulkan WBK: 1 dari 12 syarat belum terpenuhi." in kata
    assert "Area 5 · Penguatan Pengawasan 0,00 / 9,00 kurang 9,00 poin" in kata
    assert "4 soal paling berpengaruh" in kata
    for area in INSTRUMEN.area:
        nilai = hasil.simpul[area.kode]
        baris = f"{area.nomor} {area.nama} {format_persen(nilai.persen, 1)}"
        assert f"{baris} {format_angka(nilai.nilai)} / {format_angka(nilai.bobot)}" in kata
    assert f"Soal terisi {hasil.terisi} dari 113" in kata


def test_dasbor_top_butir_are_those_with_most_points(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode, isi_terbaik(kecuali="A5"))
    response = buka(client, satker)
    (syarat,) = response.context["isi"].kesiapan.belum
    poin = sorted((b.bobot_efektif for b in INSTRUMEN.butir_di("A5")), reverse=True)[:4]
    assert [s.poin for s in syarat.teratas] == poin
    assert [s.terisi for s in syarat.teratas] == [False] * 4
    for calon in syarat.teratas:
        alamat = reverse("butir", args=[TAHUN, satker.kode, calon.butir.kode_pendek])
        assert f'href="{alamat}"' in response.content.decode()


def test_dasbor_all_best_meets_every_gate_but_claims_no_predicate(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode, isi_terbaik())
    kata = teks(buka(client, satker))
    assert "Semua 12 syarat nilai WBK terpenuhi." in kata
    assert "Predikat: belum ada" in kata
    assert "Nilai kini 100,00 / 75,00" in kata


def test_dasbor_wbbm_needs_a_standing_wbk(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode, isi_terbaik())
    kata = teks(buka(client, satker, query="?predikat=WBBM"))
    assert "Belum siap diusulkan WBBM: 1 dari 13 syarat belum terpenuhi." in kata
    assert "Sudah berpredikat Menuju WBK Belum menurut SK yang tercatat" in kata


def test_dasbor_revoked_predicate_is_named_and_does_not_count(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode, isi_terbaik(), target="WBBM")
    RiwayatPredikat.objects.create(
        satker=satker, predikat="WBK", tahun=TAHUN - 3, nomor_sk="SK-1",
        dicabut_pada=dt.date(TAHUN - 1, 2, 3), alasan_cabut="contoh",
    )  # fmt: skip
    kata = teks(buka(client, satker))
    assert f"Predikat: WBK ({TAHUN - 3}), dicabut 3 Feb {TAHUN - 1}" in kata
    assert "1 dari 13 syarat belum terpenuhi" in kata
    RiwayatPredikat.objects.update(dicabut_pada=None, alasan_cabut="")
    kata = teks(client.get(reverse("dasbor", args=[TAHUN, satker.kode])))
    assert f"Predikat: WBK ({TAHUN - 3}) ·" in kata
    assert "Semua 13 syarat nilai WBBM terpenuhi." in kata


def test_dasbor_nothing_answered_says_so_and_never_divides(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode)
    kata = teks(buka(client, satker))
    assert "12 dari 12 syarat belum terpenuhi. Belum ada soal yang diisi." in kata
    assert "Sejak 7 hari – Sejak 14 hari – Dari yang terisi –" in kata
    assert "Belum ada jawaban yang disimpan." in kata


def test_dasbor_names_layer_draft_and_time(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode)
    kata = teks(buka(client, satker))
    assert re.search(
        r"Nilai kini 0,00 / 75,00 minimum WBK Penilaian mandiri · draf · per \d+ \w+ \d{4}, \d\d\.\d\d WIB", kata
    )


def test_dasbor_change_since_a_week_uses_the_last_day_kept_before(client, unit):
    satker, periode = unit
    lembar = buat_lembar(satker, periode, isi_terbaik())
    geser_harian(lembar, 9, 90)
    geser_harian(lembar, 8, 97)
    geser_harian(lembar, 3, 99)
    kata = teks(buka(client, satker))
    assert "Sejak 7 hari +3,00 poin Sejak 14 hari – Dari yang terisi 100,00" in kata


@pytest.mark.parametrize(("peran", "tombol"), [(Peran.KOORDINATOR, 1), (Peran.KEPALA, 0)])
def test_dasbor_without_sheet_offers_start_to_the_team_only(client, unit, peran, tombol):
    satker, _ = unit
    isi = buka(client, satker, peran).content.decode()
    assert f"LKE {TAHUN} belum dimulai." in isi
    assert isi.count(reverse("buka_lembar", args=[TAHUN, satker.kode])) == tombol
    assert "Salin dari" not in isi


def test_dasbor_without_sheet_offers_copy_of_last_year(client, unit):
    satker, periode = unit
    lalu = buat_periode(periode.instansi, TAHUN - 1)
    buat_lembar(satker, lalu, isi_terbaik())
    isi = buka(client, satker, Peran.KOORDINATOR).content.decode()
    assert reverse("salin_lembar", args=[TAHUN, satker.kode, TAHUN - 1]) in isi


def test_dasbor_kini_leads_to_the_running_year(client, unit):
    satker, _ = unit
    masuk(client, pelaku_untuk(satker, Peran.KEPALA))
    response = client.get(reverse("dasbor_kini", args=[satker.kode.lower()]))
    assert (response.status_code, response.url) == (302, reverse("dasbor", args=[TAHUN, satker.kode]))


def test_dasbor_of_foreign_unit_is_like_an_absent_one(client, unit):
    satker, periode = unit
    asing = buat_satker(periode.instansi, nama="KENARI ASING")
    buat_lembar(asing, periode, isi_terbaik())
    masuk(client, pelaku_untuk(satker, Peran.KOORDINATOR))
    foreign = client.get(reverse("dasbor", args=[TAHUN, asing.kode]))
    absent = client.get(reverse("dasbor", args=[TAHUN, "TIDAKADA"]))
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert b"KENARI" not in foreign.content


def test_dasbor_names_ketua_pokja_and_koordinator_as_owners(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode)
    ketua = buat_penugasan(satker, Peran.KETUA_POKJA, area="A5")
    response = buka(client, satker, Peran.KOORDINATOR)
    pemilik = {b.simpul.kode: b.penanggung for b in response.context["isi"].area}
    assert pemilik["A5"] == (ketua.user.nama,)
    assert pemilik["A4"] == ()
    assert pemilik["B1"] == (response.context["pelaku"].user.nama,)


def test_dasbor_query_count_is_constant(client, unit, hitung_kueri):
    _satker, periode = unit
    kanwil = buat_kanwil(periode.instansi)
    masuk(client, pelaku_untuk(kanwil, Peran.STAF_KANWIL))
    satu = buat_satker(kanwil)
    buat_lembar(satu, periode)
    kosong = hitung_kueri(reverse("dasbor", args=[TAHUN, satu.kode]))
    penuh = buat_satker(kanwil)
    geser_harian(buat_lembar(penuh, periode, isi_terbaik()), 9, 90)
    for area in ("A1", "A2", "A3"):
        buat_penugasan(penuh, Peran.KETUA_POKJA, area=area)
    assert (kosong, hitung_kueri(reverse("dasbor", args=[TAHUN, penuh.kode]))) == (13, 13)
