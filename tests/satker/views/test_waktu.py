"""Pages of years: who may, what they save, what stays hidden."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from instrumen.models import StatusVersi, VersiInstrumen
from satker.models import GarisPendahuluan, Jejak, Jendela, Kelonggaran, Periode, TitikPantau
from satker.peran import Peran
from tests import pabrik

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def admin(client):
    pelaku = pabrik.pelaku_untuk(pabrik.buat_instansi(), Peran.ADMIN_INSPEKTORAT)
    pabrik.masuk(client, pelaku)
    for kode in ("LKE-ZI-2014", "LKE-ZI-2021"):
        VersiInstrumen.objects.get_or_create(
            kode=kode, defaults={"nama": "LKE", "hash": "0" * 64, "isi": {}, "status": StatusVersi.BEKU}
        )
    return pelaku


@pytest.fixture
def periode(admin):
    return pabrik.buat_periode(admin.unit, 2031)


def url(nama, *isi):
    return reverse(f"satker:{nama}", args=isi)


def test_create_a_year_through_the_form(client, admin):
    jawab = client.post(url("periode_baru"), {"tahun": "2031", "instrumen": "LKE-ZI-2021", "batas_usulan": ""})
    assert (jawab.status_code, jawab.url) == (302, url("periode_rinci", 2031))
    periode = Periode.objects.get()
    assert (periode.instansi, periode.batas_usulan) == (admin.unit, dt.date(2031, 5, 31))
    assert Jejak.objects.get().aksi == "buat_periode"


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        ({"tahun": "dua ribu"}, "bukan angka"),
        ({"tahun": "1999"}, "Paling kecil 2012."),
        ({"instrumen": "LKE-PALSU"}, "Pilihan itu tidak ada lagi"),
        ({"batas_usulan": "31-05-2062"}, "Tahun 2062 terlalu jauh dari periode 2031"),
        ({"batas_usulan": "31-02-2031"}, "tidak ada di kalender"),
    ],
)
def test_create_a_year_with_bad_input_says_why_and_keeps_it(client, admin, isi, pesan):
    data = {"tahun": "2031", "instrumen": "LKE-ZI-2021", "batas_usulan": "", **isi}
    jawab = client.post(url("periode_baru"), data)
    assert jawab.status_code == 200
    assert pesan in jawab.content.decode()
    assert not Periode.objects.exists()


def test_create_the_same_year_twice_is_refused(client, admin, periode):
    jawab = client.post(url("periode_baru"), {"tahun": "2031", "instrumen": "LKE-ZI-2021"})
    assert "Periode 2031 sudah ada." in jawab.content.decode()
    assert Periode.objects.count() == 1


def test_draft_versions_are_not_offered(client, admin):
    VersiInstrumen.objects.create(kode="LKE-DRAF", nama="LKE", hash="1" * 64, isi={}, status=StatusVersi.DRAF)
    assert "LKE-DRAF" not in client.get(url("periode_baru")).content.decode()


def isi_jendela(client, **ubah):
    form = client.get(url("periode_jendela", 2031)).context["form"]
    data = {nama: f"{nilai:%d-%m-%Y}" if nilai else "" for nama, nilai in form.initial.items()}
    return client.post(url("periode_jendela", 2031), {**data, **ubah})


def test_windows_are_saved_from_the_first_to_the_last_day(client, admin, periode):
    lama = {j.pk: (j.buka, j.tutup) for j in Jendela.objects.exclude(tahap="tpn")}
    jawab = isi_jendela(
        client, **{"tpn-admin_inspektorat-buka": "1 Juli 2031", "tpn-admin_inspektorat-tutup": "30-11-2031"}
    )
    assert jawab.status_code == 302
    tpn = Jendela.objects.get(tahap="tpn")
    assert (tpn.buka, tpn.tutup) == (dt.datetime(2031, 7, 1, tzinfo=WIB), dt.datetime(2031, 12, 1, tzinfo=WIB))
    assert {j.pk: (j.buka, j.tutup) for j in Jendela.objects.exclude(tahap="tpn")} == lama
    assert list(Jejak.objects.values_list("aksi", flat=True)) == ["atur_jendela"]


@pytest.mark.parametrize(
    ("buka", "tutup", "pesan"),
    [
        ("02-07-2031", "01-07-2031", "Tutup harus sesudah buka."),
        ("02-07-2031", "", "Isi kedua tanggal, atau kosongkan keduanya."),
        ("", "01-07-2031", "Isi kedua tanggal, atau kosongkan keduanya."),
        ("07/15/2031", "01-08-2031", "Tanggal tidak terbaca. Contoh: 17-08-2026."),
        ("01-07-2013", "01-08-2031", "Tahun 2013 terlalu jauh dari periode 2031. Periksa tahunnya."),
    ],
)
def test_windows_with_a_mistake_save_nothing_and_keep_the_input(client, admin, periode, buka, tutup, pesan):
    lama = list(Jendela.objects.values_list("pk", "buka", "tutup"))
    ubah = {"tpn-admin_inspektorat-buka": buka, "tpn-admin_inspektorat-tutup": tutup}
    jawab = isi_jendela(client, **ubah, **{"usulan-admin_inspektorat-buka": "", "usulan-admin_inspektorat-tutup": ""})
    assert jawab.status_code == 200
    assert jawab.content.decode().count(pesan) == 2  # in the summary and at the field
    assert list(Jendela.objects.values_list("pk", "buka", "tutup")) == lama


def test_window_of_one_day_may_be_set(client, admin, periode):
    isi_jendela(client, **{"tpn-admin_inspektorat-buka": "01-07-2031", "tpn-admin_inspektorat-tutup": "01-07-2031"})
    tpn = Jendela.objects.get(tahap="tpn")
    assert tpn.tutup - tpn.buka == dt.timedelta(days=1)


def isi_dasar(client, **ubah):
    form = client.get(url("periode_dasar", 2031)).context["form"]
    data = {n: f"{v:%d-%m-%Y}" if isinstance(v, dt.date) else v for n, v in form.initial.items()}
    return client.post(url("periode_dasar", 2031), {**data, **ubah})


def test_instrument_and_quarters_are_saved_together(client, admin, periode):
    Jendela.objects.filter(tahap="pengisian").update(buka=timezone.now() + dt.timedelta(days=1))
    assert isi_dasar(client, instrumen="LKE-ZI-2014", B03="02-04-2031").status_code == 302
    assert Periode.objects.get().instrumen == "LKE-ZI-2014"
    assert TitikPantau.objects.get(kode="B03").tanggal == dt.date(2031, 4, 2)


def test_instrument_of_an_opened_year_is_shown_but_not_changed(client, admin, periode):
    assert isi_dasar(client, instrumen="LKE-ZI-2014", B03="02-04-2031").status_code == 302
    assert Periode.objects.get().instrumen == "LKE-ZI-2021"
    assert "Tidak dapat diganti" in client.get(url("periode_dasar", 2031)).content.decode()


def test_quarters_out_of_order_change_nothing(client, admin, periode):
    jawab = isi_dasar(client, B03="30-06-2031", batas_usulan="07-06-2031")
    assert "Urutan triwulan terbalik" in jawab.content.decode()
    assert Periode.objects.get().batas_usulan == dt.date(2031, 5, 31)


def test_line_per_kind_is_saved(client, admin, periode):
    pabrik.buat_satker(admin.unit)
    assert client.post(url("periode_garis", 2031), {"lapas": "pembina"}).status_code == 302
    assert list(GarisPendahuluan.objects.values_list("jenis", "garis")) == [("lapas", "pembina")]


def kelonggaran(client, satker, **ubah):
    isi = {
        "satker": satker if isinstance(satker, str) else satker.kode.lower(),
        "tahap": "tpn",
        "sampai": "17-08-2031",
        "alasan": "banjir",
    }
    return client.post(url("periode_kelonggaran", 2031), {**isi, **ubah})


def test_extension_is_given_by_code_and_taken_back(client, admin, periode):
    satker = pabrik.buat_satker(admin.unit)
    assert kelonggaran(client, satker).status_code == 302
    longgar = Kelonggaran.objects.get()
    assert (longgar.satker, longgar.sampai) == (satker, dt.datetime(2031, 8, 18, tzinfo=WIB))
    assert "17 Agu 2031" in client.get(url("periode_kelonggaran", 2031)).content.decode()
    jawab = client.post(url("kelonggaran_cabut", 2031, longgar.pk), {"alasan": ""})
    assert "Isi alasan." in jawab.content.decode()
    client.post(url("kelonggaran_cabut", 2031, longgar.pk), {"alasan": "salah"})
    assert not Kelonggaran.objects.exists()


def test_extension_for_a_foreign_or_absent_unit_reads_the_same(client, admin, periode):
    asing = pabrik.buat_satker(nama="KENARI")
    isi = kelonggaran(client, asing).content.decode()
    tiada = kelonggaran(client, "zz9").content.decode()
    assert f"Satker dengan kode &quot;{asing.kode.lower()}&quot; tidak ada di instansi Anda." in isi
    assert "Satker dengan kode &quot;zz9&quot; tidak ada di instansi Anda." in tiada
    assert "KENARI" not in isi
    assert not Kelonggaran.objects.exists()


NAMA = ("periode_rinci", "periode_dasar", "periode_jendela", "periode_garis", "periode_kelonggaran")


@pytest.mark.parametrize("nama", NAMA)
def test_year_of_another_instansi_answers_like_a_missing_one(client, admin, nama):
    pabrik.buat_periode(pabrik.buat_instansi(), 2031, instrumen="KENARI")
    asing, tiada = client.get(url(nama, 2031)), client.get(url(nama, 2032))
    assert (asing.status_code, tiada.status_code) == (404, 404)
    assert "KENARI" not in asing.content.decode()


def test_extension_of_another_instansi_cannot_be_taken_back(client, admin, periode):
    lain = pabrik.buat_satker()
    longgar = Kelonggaran.objects.create(
        satker=lain, periode=pabrik.buat_periode(lain, 2031), tahap="tpn", sampai=timezone.now(), alasan="x"
    )
    assert client.post(url("kelonggaran_cabut", 2031, longgar.pk), {"alasan": "y"}).status_code == 404
    assert Kelonggaran.objects.filter(pk=longgar.pk).exists()


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.ADMIN_INSPEKTORAT])
def test_no_other_role_opens_or_changes_a_year(client, peran):
    pelaku = pabrik.pelaku_untuk(pabrik.buat_instansi(), peran)
    pabrik.buat_periode(pelaku.unit, 2031)
    pabrik.masuk(client, pelaku)
    lama = list(Jendela.objects.values_list("pk", "buka", "tutup"))
    assert client.get(url("periode")).status_code == 403
    assert client.post(url("periode_baru"), {"tahun": "2032"}).status_code == 403
    assert [client.post(url(n, 2031), {}).status_code for n in NAMA] == [403] * len(NAMA)
    assert list(Jendela.objects.values_list("pk", "buka", "tutup")) == lama
    assert Periode.objects.count() == 1


@pytest.mark.parametrize("banyak", [1, 3])
def test_list_of_years_has_constant_sql(client, admin, django_assert_num_queries, banyak):
    for n in range(banyak):
        pabrik.buat_periode(admin.unit, 2031 + n)
    client.get(url("periode"))
    with django_assert_num_queries(7):
        assert client.get(url("periode")).context["halaman"].total == banyak


@pytest.mark.parametrize("banyak", [1, 3])
def test_list_of_extensions_has_constant_sql(client, admin, periode, django_assert_num_queries, banyak):
    for _ in range(banyak):
        kelonggaran(client, pabrik.buat_satker(admin.unit))
    client.get(url("periode_kelonggaran", 2031))
    with django_assert_num_queries(8):
        assert client.get(url("periode_kelonggaran", 2031)).context["halaman"].total == banyak


def test_overview_is_complete(client, admin, periode):
    pabrik.buat_satker(admin.unit)
    isi = client.get(url("periode_rinci", 2031)).content.decode()
    assert [
        k for k in ("LKE-ZI-2021", "31 Mei 2031", "Pencanangan", "Evaluasi tim penilai", "Lapas") if k not in isi
    ] == []
