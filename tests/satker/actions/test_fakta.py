"""Facts: written once with source and date, absent means belum diisi, every change audited."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from satker.actions import fakta as aksi
from satker.models import Fakta, Jejak, Layanan
from satker.peran import Peran
from satker.queries.fakta import fakta_untuk, sidik_fakta
from tests import pabrik

pytestmark = pytest.mark.django_db
HARI = dt.date(2026, 6, 30)


@pytest.fixture
def pelaku():
    return pabrik.pelaku_untuk(pabrik.buat_satker(), Peran.KOORDINATOR)


@pytest.fixture
def periode(pelaku):
    return pabrik.buat_periode(pelaku.unit, 2026)


@pytest.fixture
def simpan(pelaku, periode):
    def jalan(nilai, **isi):
        return aksi.simpan_fakta(
            oleh=pelaku,
            satker=pelaku.unit,
            periode=periode,
            nilai=nilai,
            **{"sumber": "Rekap Juni", "tanggal": HARI, **isi},
        )

    return jalan


def isi():
    return sorted(Fakta.objects.values_list("kode", "nilai", "sumber", "tanggal"))


def test_zero_is_a_value_and_none_is_belum_diisi(simpan):
    assert simpan({"pegawai": 0, "sasaran": None}) == 1
    assert isi() == [("pegawai", 0, "Rekap Juni", HARI)]


def test_only_changed_counts_take_the_new_source(simpan):
    simpan({"pegawai": 88, "sasaran": 5})
    assert simpan({"pegawai": 90, "sasaran": 5}, sumber="Rekap Juli") == 1
    assert isi() == [("pegawai", 90, "Rekap Juli", HARI), ("sasaran", 5, "Rekap Juni", HARI)]
    baris = Jejak.objects.order_by("-pada").first()
    assert baris.aksi == "simpan_fakta"
    assert baris.sebelum == {"pegawai": "88 (Rekap Juni, 2026-06-30)"}
    assert baris.sesudah == {"pegawai": "90 (Rekap Juli, 2026-06-30)"}


def test_semua_gives_every_filled_count_the_source(simpan):
    simpan({"pegawai": 88, "sasaran": 5})
    assert simpan({"pegawai": 88, "sasaran": 5, "tlhp_selesai": None}, sumber="Rekap Juli", semua=True) == 2
    assert [b[2] for b in isi()] == ["Rekap Juli", "Rekap Juli"]


def test_emptied_count_goes_away_and_leaves_its_value_in_the_log(simpan):
    simpan({"pegawai": 88})
    simpan({"pegawai": None})
    assert isi() == []
    baris = Jejak.objects.order_by("-pada").first()
    assert (baris.sebelum, baris.sesudah) == ({"pegawai": "88 (Rekap Juni, 2026-06-30)"}, {"pegawai": None})


def test_same_values_again_write_nothing(simpan):
    simpan({"pegawai": 88})
    assert simpan({"pegawai": 88}, sumber="Rekap Juli") == 0
    assert Jejak.objects.count() == 1


def test_unknown_kode_is_a_programming_error(simpan):
    with pytest.raises(KeyError):
        simpan({"gaji": 1})


def test_facts_of_another_unit_and_year_stay(simpan, pelaku, periode):
    lain = pabrik.pelaku_untuk(pabrik.buat_satker(pelaku.unit.instansi), Peran.KOORDINATOR)
    lalu = pabrik.buat_periode(pelaku.unit, 2025)
    for oleh, tahun in ((lain, periode), (pelaku, lalu)):
        aksi.simpan_fakta(
            oleh=oleh, satker=oleh.unit, periode=tahun, nilai={"pegawai": 7}, sumber="KENARI", tanggal=HARI
        )
    simpan({"pegawai": 88})
    simpan({"pegawai": None})
    assert isi() == [("pegawai", 7, "KENARI", HARI)] * 2


def test_change_by_somebody_else_meanwhile_is_noticed(simpan, pelaku, periode):
    sidik = sidik_fakta(fakta_untuk(pelaku.unit, periode))
    simpan({"pegawai": 88})
    with pytest.raises(aksi.FaktaBerubahError) as galat:
        simpan({"pegawai": 70}, sidik=sidik)
    assert galat.value.terakhir.nilai == 88
    assert isi() == [("pegawai", 88, "Rekap Juni", HARI)]
    assert simpan({"pegawai": 70}, sidik=sidik_fakta(fakta_untuk(pelaku.unit, periode))) == 1


# --- Services -------------------------------------------------------------------------------------------------------


def tambah(pelaku, **lain):
    return aksi.tambah_layanan(
        oleh=pelaku,
        satker=pelaku.unit,
        **{
            "nama": "Kunjungan",
            "mulai": dt.date(2026, 1, 1),
            "sumber": "SK standar",
            "tanggal_sumber": dt.date(2025, 12, 1),
            **lain,
        },
    )


def test_tambah_layanan_stores_and_audits(pelaku):
    layanan = tambah(pelaku, standar_waktu=30, tarif=Decimal(0), saluran=["loket", "aplikasi"], volume=120)
    layanan.refresh_from_db()
    assert (layanan.standar_waktu, layanan.tarif, layanan.saluran) == (30, Decimal("0.00"), ["loket", "aplikasi"])
    baris = Jejak.objects.get()
    assert (baris.aksi, baris.satker, baris.sesudah["saluran"]) == ("tambah_layanan", pelaku.unit, "loket, aplikasi")


def test_same_service_twice_is_refused(pelaku):
    tambah(pelaku)
    with pytest.raises(ValidationError) as galat:
        tambah(pelaku)
    assert galat.value.message_dict == {"nama": ["Layanan dengan nama dan tanggal mulai itu sudah ada."]}
    assert (Layanan.objects.count(), Jejak.objects.count()) == (1, 1)


def test_ubah_layanan_audits_only_what_changed(pelaku):
    layanan = tambah(pelaku, standar_waktu=30)
    assert aksi.ubah_layanan(oleh=pelaku, layanan=layanan, standar_waktu=45, nama="Kunjungan") is True
    baris = Jejak.objects.get(aksi="ubah_layanan")
    assert baris.sebelum == {"nama": "Kunjungan", "standar_waktu": 30}
    assert baris.sesudah == {"nama": "Kunjungan", "standar_waktu": 45}
    assert aksi.ubah_layanan(oleh=pelaku, layanan=layanan, standar_waktu=45) is False


def test_ubah_layanan_with_a_foreign_field_is_a_programming_error(pelaku):
    with pytest.raises(TypeError):
        aksi.ubah_layanan(oleh=pelaku, layanan=tambah(pelaku), satker=None)


def test_akhiri_layanan_keeps_the_row(pelaku):
    layanan = tambah(pelaku)
    aksi.akhiri_layanan(oleh=pelaku, layanan=layanan, selesai=HARI, alasan="digabung")
    layanan.refresh_from_db()
    assert layanan.selesai == HARI
    baris = Jejak.objects.get(aksi="akhiri_layanan")
    assert (baris.sebelum["selesai"], baris.sesudah["selesai"], baris.alasan) == (None, "2026-06-30", "digabung")


def test_akhiri_layanan_before_its_first_day_is_refused(pelaku):
    with pytest.raises(ValidationError):
        aksi.akhiri_layanan(oleh=pelaku, layanan=tambah(pelaku), selesai=dt.date(2025, 12, 31))
    assert Layanan.objects.get().selesai is None
