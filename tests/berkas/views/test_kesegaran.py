"""The pages of freshness over HTTP."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from berkas.models import AturanBukti, Bukti, VersiBerkas
from penilaian.actions.lembar import buka_lembar
from satker.models import Satker
from satker.peran import Peran
from tests import pabrik
from tests.berkas.dunia import Dunia, bangun_dunia, potret


@pytest.fixture
def klien(client: Client, dunia: Dunia) -> Client:
    pabrik.masuk(client, dunia.koordinator)
    return client


def test_grid_names_state_question_and_quarter(klien: Client, dunia: Dunia, unggah) -> None:
    unggah(kode="A4.R.i.a", tanggal_dokumen=dt.date(dunia.periode.tahun - 3, 2, 1))
    jawab = klien.get(f"{dunia.url}kesegaran/")
    isi = jawab.content.decode()
    assert jawab.status_code == 200
    assert f'href="{dunia.url}lke/R4.1a/#data-dukung"' in isi
    assert "salah tahun<" in isi
    assert 'aria-current="page">Kesegaran</a>' in isi
    assert "1 soal punya bukti, tetapi tidak ada yang segar." in isi


def test_grid_query_count_is_the_same_for_one_and_three_files(
    klien: Client, dunia: Dunia, unggah, django_assert_num_queries
) -> None:
    unggah("a.pdf")
    klien.get(f"{dunia.url}kesegaran/")
    with django_assert_num_queries(12):
        klien.get(f"{dunia.url}kesegaran/")
    unggah("b.pdf")
    unggah("c.pdf", kode="A1.P.i.a")
    with django_assert_num_queries(12):
        klien.get(f"{dunia.url}kesegaran/")


def test_filters_of_the_grid_and_their_empty_state(klien: Client, dunia: Dunia, unggah) -> None:
    isi = klien.get(f"{dunia.url}kesegaran/?area=A4").content.decode()
    assert (">P4.1a<" in isi, ">P5.1a<" in isi) == (True, False)
    isi = klien.get(f"{dunia.url}kesegaran/?area=A9").content.decode()
    assert (">P4.1a<" in isi, ">P5.1a<" in isi) == (True, True)
    unggah(kode="B2.a", tanggal_dokumen=timezone.localdate())
    isi = klien.get(f"{dunia.url}kesegaran/?area=B2&masalah=1").content.decode()
    assert "Tidak ada soal yang bermasalah dengan saringan ini." in isi


def test_kanwil_reads_the_grid_and_foreign_units_are_absent(client: Client, dunia: Dunia) -> None:
    kanwil = pabrik.buat_kanwil(dunia.satker.instansi)
    satker = pabrik.buat_satker(kanwil)
    asing = bangun_dunia(dunia.gudang)
    pabrik.masuk(client, pabrik.pelaku_untuk(kanwil, Peran.STAF_KANWIL))
    tahun = dunia.periode.tahun
    assert client.get(f"/{tahun}/satker/{satker.kode}/kesegaran/").status_code == 200
    tetap = client.get(f"/{tahun}/satker/{asing.satker.kode}/kesegaran/")
    tiada = client.get(f"/{tahun}/satker/TIDAKADA/kesegaran/")
    assert (tetap.status_code, tiada.status_code) == (404, 404)


def test_statement_from_form_to_row_and_back(klien: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah(tanggal_dokumen=dt.date(dunia.periode.tahun - 3, 1, 12))
    url = f"{dunia.url}bukti/{bukti.pk}/tetap-berlaku/"
    assert f'href="{url}"' in klien.get(f"{dunia.url}lke/P5.1b/").content.decode()
    assert "lebih dari 12 bulan sebelum batas usulan" in klien.get(url).content.decode()
    jawab = klien.post(url, {"alasan": " "})
    assert (jawab.status_code, "Isi mengapa tetap berlaku." in jawab.content.decode()) == (422, True)
    jawab = klien.post(url, {"alasan": "SK  belum <b>dicabut</b>."})
    assert (jawab.status_code, jawab.url) == (302, f"{dunia.url}lke/P5.1b/#data-dukung")
    isi = klien.get(f"{dunia.url}lke/P5.1b/").content.decode()
    assert "SK belum &lt;b&gt;dicabut&lt;/b&gt;." in isi
    assert dunia.koordinator.user.nama in isi
    klien.post(f"{url}cabut/")
    bukti.refresh_from_db()
    assert bukti.tetap_pada is None
    assert "belum &lt;b&gt;dicabut" not in klien.get(f"{dunia.url}lke/P5.1b/").content.decode()


def test_evaluator_reads_the_statement_and_cannot_take_it_back(client: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah(tanggal_dokumen=dt.date(dunia.periode.tahun - 3, 1, 12))
    pabrik.masuk(client, dunia.koordinator)
    client.post(f"{dunia.url}bukti/{bukti.pk}/tetap-berlaku/", {"alasan": "Belum dicabut."})
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker, Peran.TPI_KETUA))
    isi = client.get(f"{dunia.url}lke/P5.1b/").content.decode()
    assert ("Belum dicabut." in isi, "Cabut tanda" in isi) == (True, False)
    assert client.post(f"{dunia.url}bukti/{bukti.pk}/tetap-berlaku/cabut/").status_code == 403
    assert Bukti.objects.get().tetap_alasan == "Belum dicabut."


def test_another_area_and_a_closed_window_refuse_the_statement(client: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah(kode="A1.P.i.a", tanggal_dokumen=dt.date(2020, 1, 12))
    pabrik.masuk(client, dunia.pokja)  # area A5
    sebelum = potret()
    assert client.post(f"{dunia.url}bukti/{bukti.pk}/tetap-berlaku/", {"alasan": "x"}).status_code == 403
    pabrik.masuk(client, dunia.koordinator)
    dunia.periode.jendela.all().delete()
    assert client.post(f"{dunia.url}bukti/{bukti.pk}/tetap-berlaku/", {"alasan": "x"}).status_code == 403
    assert potret() == sebelum


def test_form_of_a_document_offers_validity_and_page(klien: Client, dunia: Dunia, unggah) -> None:
    bukti = unggah("SK UPG 2026-01-12.pdf")
    url = f"{dunia.url}bukti/{bukti.pk}/ubah/"
    assert "ditebak dari nama berkas. Periksa" in klien.get(url).content.decode()
    terbalik = {"tanggal_dokumen": "12-01-2026", "berlaku_sampai": "11-01-2026"}
    jawab = klien.post(url, terbalik)
    assert (jawab.status_code, "Berlaku sampai lebih awal" in jawab.content.decode()) == (422, True)
    assert VersiBerkas.objects.get().berlaku_sampai is None
    klien.post(url, {**terbalik, "berlaku_sampai": "31-12-2027", "halaman": "3–5"})
    bukti.refresh_from_db()
    assert (str(VersiBerkas.objects.get().berlaku_sampai), bukti.halaman) == ("2027-12-31", "3–5")
    assert "ditebak dari" not in klien.get(url).content.decode()
    assert "Lihat halaman 3–5." in klien.get(f"{dunia.url}lke/P5.1b/").content.decode()


# --- Rules of the inspectorate --------------------------------------------------------------------------------------


@pytest.fixture
def admin(client: Client, dunia: Dunia) -> Client:
    pabrik.masuk(client, pabrik.pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT))
    return client


def aturan_url(dunia: Dunia, saring: str = "") -> str:
    return f"/data/periode/{dunia.periode.tahun}/aturan-bukti/{saring}"


def test_admin_changes_several_and_takes_them_back(admin: Client, dunia: Dunia) -> None:
    url = aturan_url(dunia, "?area=A5")
    assert admin.get(url).content.decode().count('name="butir"') == 22
    isi = {"aturan": "sampai_dicabut", "irama": "sekali", "alasan": "SE Irjen", "butir": ["A5.P.i.a", "A5.P.i.b"]}
    jawab = admin.post(url, isi)
    assert (jawab.status_code, jawab.url) == (302, url)
    isi_halaman = admin.get(aturan_url(dunia, "?ubahan=1")).content.decode()
    assert (isi_halaman.count('name="butir"'), isi_halaman.count("SE Irjen")) == (2, 2)
    admin.post(url, {"aturan": "baku", "irama": "sekali", "alasan": "", "butir": ["A5.P.i.a", "A5.P.i.b"]})
    assert AturanBukti.objects.count() == 0
    assert "Tidak ada soal dengan saringan ini." in admin.get(aturan_url(dunia, "?ubahan=1")).content.decode()


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"alasan": " "}, "Isi alasan; satker membacanya di halaman Kesegaran."),
        ({"butir": []}, "Centang soal yang aturannya diubah."),
        ({"butir": ["A9.P.i.a"]}, "Ada soal yang tidak dikenal."),
        ({"aturan": "tahun_lalu", "irama": "triwulan"}, "Aturan ini hanya diminta sekali setahun."),
        ({"aturan": "kapan_saja"}, "Pilihan itu tidak ada lagi."),
    ],
)
def test_faulty_change_keeps_what_was_chosen(admin: Client, dunia: Dunia, ubah: dict, kalimat: str) -> None:
    isi = {"aturan": "tahun_berjalan", "irama": "sekali", "alasan": "SE Irjen", "butir": ["A5.P.i.a"]} | ubah
    jawab = admin.post(aturan_url(dunia), isi)
    teks = jawab.content.decode()
    assert (jawab.status_code, kalimat in teks, AturanBukti.objects.count()) == (422, True, 0)
    if ubah.get("butir") is None:
        assert 'value="A5.P.i.a" checked' in teks


def test_only_the_own_instansi_is_changed(admin: Client, dunia: Dunia) -> None:
    bangun_dunia(dunia.gudang)
    admin.post(aturan_url(dunia), {"aturan": "tahun_lalu", "irama": "sekali", "alasan": "x", "butir": ["A5.P.i.a"]})
    assert list(AturanBukti.objects.values_list("satker", flat=True)) == [dunia.satker.instansi_id]
    assert Satker.objects.filter(tingkat="instansi").count() == 2
    assert admin.get(f"/data/periode/{dunia.periode.tahun + 1}/aturan-bukti/").status_code == 404


def test_rules_are_closed_to_the_satker(klien: Client, dunia: Dunia) -> None:
    assert klien.get(aturan_url(dunia)).status_code == 403


def test_sheet_says_how_many_questions_have_only_old_evidence(klien: Client, dunia: Dunia, unggah) -> None:
    buka_lembar(oleh=dunia.koordinator, satker=dunia.satker, periode=dunia.periode)
    unggah("a.pdf", kode="A4.R.i.a", tanggal_dokumen=timezone.localdate())
    kalimat = "soal punya bukti, tetapi tidak ada yang segar."
    assert kalimat not in klien.get(f"{dunia.url}lke/").content.decode()
    unggah("b.pdf", kode="A4.R.ii.a", tanggal_dokumen=dt.date(2020, 2, 1))
    isi = klien.get(f"{dunia.url}lke/").content.decode()
    assert (f"1 {kalimat}" in isi, f'href="{dunia.url}kesegaran/?masalah=1"' in isi) == (True, True)
