import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from satker.fakta_baku import FAKTA
from satker.models import Fakta, Layanan
from satker.queries import fakta as baca
from tests import pabrik

pytestmark = pytest.mark.django_db
HARI = dt.date(2026, 6, 30)


def buat(satker, periode, kode, nilai, oleh):
    return Fakta.objects.create(
        satker=satker, periode=periode, kode=kode, nilai=nilai, sumber="x", tanggal=HARI, oleh=oleh, pada=timezone.now()
    )


@pytest.mark.parametrize("banyak", [1, 3])
def test_fakta_untuk_is_one_statement_and_one_unit(django_assert_num_queries, banyak):
    satker, orang = pabrik.buat_satker(), pabrik.buat_user()
    periode = pabrik.buat_periode(satker)
    for baku in FAKTA[:banyak]:
        buat(satker, periode, baku.kode, 5, orang)
    buat(pabrik.buat_satker(satker.instansi), periode, "pegawai", 99, orang)
    with django_assert_num_queries(1):
        hasil = {kode: (f.nilai, f.oleh.nama) for kode, f in baca.fakta_untuk(satker, periode).items()}
    assert hasil == {b.kode: (5, orang.nama) for b in FAKTA[:banyak]}


def test_kelompok_keeps_every_fact_once_and_the_missing_as_none():
    kelompok = baca.kelompok_fakta({})
    assert [b.kode for k in kelompok for b in k.baris] == [f.kode for f in FAKTA]
    assert len(kelompok) == len({f.kelompok for f in FAKTA})
    assert {b.fakta for k in kelompok for b in k.baris} == {None}


@pytest.mark.parametrize(
    ("tarif", "teks"),
    [(Decimal("0.00"), "Gratis"), (Decimal("50000.00"), "Rp 50.000"), (Decimal("2500.50"), "Rp 2.500,50"), (None, "–")],
)
def test_format_tarif(tarif, teks):
    assert baca.format_tarif(tarif) == teks


def test_daftar_layanan_shows_the_services_of_the_year(django_assert_num_queries):
    satker = pabrik.buat_satker()

    def layanan(nama, mulai, selesai=None, milik=satker):
        Layanan.objects.create(
            satker=milik, nama=nama, mulai=mulai, selesai=selesai, sumber="x", tanggal_sumber=HARI, standar_waktu=3120
        )

    layanan("A tetap", dt.date(2020, 1, 1))
    layanan("B berakhir tahun ini", dt.date(2020, 1, 1), dt.date(2026, 1, 1))
    layanan("C sudah lama", dt.date(2020, 1, 1), dt.date(2025, 12, 31))
    layanan("D tahun depan", dt.date(2027, 1, 1))
    layanan("KENARI", dt.date(2020, 1, 1), milik=pabrik.buat_satker(satker.instansi))
    with django_assert_num_queries(1):
        hasil = baca.daftar_layanan(satker, 2026, HARI)
    assert [(b.layanan.nama, b.lama, b.berakhir) for b in hasil] == [
        ("A tetap", "2 hari 4 jam", False),
        ("B berakhir tahun ini", "2 hari 4 jam", True),
    ]
