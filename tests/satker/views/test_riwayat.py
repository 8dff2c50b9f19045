import pytest
from django.urls import reverse

from satker.actions.jejak import catat
from satker.peran import Peran
from tests import pabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def pelaku(client):
    pelaku = pabrik.pelaku_untuk(pabrik.buat_satker(zona="Asia/Jayapura"), Peran.KOORDINATOR)
    pabrik.buat_periode(pelaku.unit, 2026)
    pabrik.masuk(client, pelaku)
    return pelaku


def tulis(pelaku, **isi):
    periode = pelaku.unit.instansi.periode.get(tahun=2026)
    return catat(**{"oleh": pelaku, "satker": pelaku.unit, "periode": periode, "aksi": "jawab", "objek": "x", **isi})


def buka(client, satker, **saringan):
    return client.get(reverse("satker:riwayat", args=[2026, satker.kode]), saringan)


def test_page_shows_who_what_when_and_the_change(client, pelaku):
    tulis(pelaku, aksi="simpan_fakta", sebelum={"pegawai": None}, sesudah={"pegawai": 88}, alasan="rekap baru")
    isi = buka(client, pelaku.unit).content.decode()
    kata = (pelaku.user.nama, "Ketua tim ZI", "menyimpan fakta", "Jumlah pegawai", "88", "Alasan: rekap baru", "WIT")
    assert [k for k in kata if k not in isi] == []


def test_empty_history_and_empty_filter_differ(client, pelaku):
    assert "Belum ada riwayat." in buka(client, pelaku.unit).content.decode()
    tulis(pelaku)
    assert "Tidak ada catatan yang cocok." in buka(client, pelaku.unit, butir="P9.9z").content.decode()


def test_filters_come_from_the_query_string(client, pelaku):
    tulis(pelaku, area="A5", kode_butir="A5.P.i.b")
    tulis(pelaku, area="A1", kode_butir="A1.P.i.a", aksi="unggah_berkas")
    assert buka(client, pelaku.unit, area="A5").context["halaman"].total == 1
    assert buka(client, pelaku.unit, aksi="unggah_berkas", oleh=str(pelaku.user.pk)).context["halaman"].total == 1


@pytest.mark.parametrize("nilai", ["bukan-uuid", "'; DROP TABLE", "\x01", "9" * 500])
def test_nonsense_filters_never_break_the_page(client, pelaku, nilai):
    tulis(pelaku)
    isi = {"oleh": nilai, "area": nilai, "aksi": nilai, "butir": nilai, "hal": nilai}
    assert buka(client, pelaku.unit, **isi).status_code == 200


def test_markup_in_values_is_escaped(client, pelaku):
    tulis(pelaku, alasan="<script>x</script>", sesudah={"a": "<b>"})
    isi = buka(client, pelaku.unit).content.decode()
    assert "<script>x" not in isi
    assert "&lt;b&gt;" in isi


def test_foreign_history_is_404_and_hidden(client, pelaku):
    lain = pabrik.pelaku_untuk(pabrik.buat_satker(pelaku.unit.induk), Peran.KOORDINATOR)
    tulis(lain, alasan="KENARI")
    asing = buka(client, lain.unit)
    absen = client.get(reverse("satker:riwayat", args=[2026, "zz9"]))
    assert (asing.status_code, absen.status_code) == (404, 404)
    assert "KENARI" not in asing.content.decode() + buka(client, pelaku.unit).content.decode()


def test_admin_sistem_reads_no_history(client, pelaku):
    pabrik.masuk(client, pabrik.pelaku_untuk(pelaku.unit.instansi, Peran.ADMIN_SISTEM))
    assert buka(client, pelaku.unit).status_code == 403


def test_fifty_rows_a_page(client, pelaku):
    for _ in range(51):
        tulis(pelaku)
    assert len(buka(client, pelaku.unit).context["baris"]) == 50
    assert len(buka(client, pelaku.unit, hal="2").context["baris"]) == 1


@pytest.mark.parametrize("banyak", [1, 3])
def test_page_has_constant_sql(client, pelaku, django_assert_num_queries, banyak):
    for _ in range(banyak):
        tulis(pabrik.pelaku_untuk(pelaku.unit, Peran.KEPALA))
    buka(client, pelaku.unit)
    with django_assert_num_queries(10):
        assert buka(client, pelaku.unit).context["halaman"].total == banyak
