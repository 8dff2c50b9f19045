"""Windows by the database clock: half-open, extended by Kelonggaran; what the pages of a year read."""

import datetime as dt

import pytest
from django.db import connection, transaction

from satker.actions.jejak import catat
from satker.models import Jendela, Kelonggaran, Periode
from satker.peran import Peran
from satker.queries import waktu
from tests import pabrik

pytestmark = pytest.mark.django_db
DETIK = dt.timedelta(microseconds=1)


@pytest.fixture
def tetap(monkeypatch):
    """Freeze 'now' of the queries at the database's own transaction time, so that a boundary can be hit exactly."""
    from django.db.models import DateTimeField, Func

    class SaatIni(Func):
        template = "CURRENT_TIMESTAMP"
        output_field = DateTimeField()

    monkeypatch.setattr(waktu, "Now", SaatIni)
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SELECT CURRENT_TIMESTAMP")
        yield kursor.fetchone()[0]


@pytest.fixture
def satker():
    return pabrik.buat_satker()


@pytest.fixture
def periode(satker):
    periode = pabrik.buat_periode(satker)
    Jendela.objects.all().delete()
    return periode


def keadaan(satker, periode, peran=Peran.KOORDINATOR):
    return waktu.keadaan_jendela(satker=satker, periode=periode, tahap="pengisian", peran=peran)


def buat(periode, buka, tutup, peran=Peran.KOORDINATOR):
    Jendela.objects.create(periode=periode, tahap="pengisian", peran=peran, buka=buka, tutup=tutup)


@pytest.mark.parametrize(
    ("buka", "tutup", "terbuka"),
    [
        (dt.timedelta(0), dt.timedelta(hours=1), True),
        (DETIK, dt.timedelta(hours=1), False),
        (dt.timedelta(hours=-1), dt.timedelta(0), False),
        (dt.timedelta(hours=-1), DETIK, True),
    ],
)
def test_window_is_half_open_to_the_microsecond(tetap, satker, periode, buka, tutup, terbuka):
    buat(periode, tetap + buka, tetap + tutup)
    assert keadaan(satker, periode).terbuka is terbuka


@pytest.mark.parametrize(("sampai", "terbuka"), [(dt.timedelta(0), False), (DETIK, True)])
def test_kelonggaran_extends_the_end_half_open(tetap, satker, periode, sampai, terbuka):
    buat(periode, tetap - dt.timedelta(hours=2), tetap - dt.timedelta(hours=1))
    Kelonggaran.objects.create(satker=satker, periode=periode, tahap="pengisian", sampai=tetap + sampai, alasan="x")
    hasil = keadaan(satker, periode)
    assert (hasil.terbuka, hasil.tutup, hasil.dilonggarkan) == (terbuka, tetap + sampai, True)


def test_kelonggaran_never_shortens_and_the_longest_counts(tetap, satker, periode):
    jam = dt.timedelta(hours=1)
    buat(periode, tetap - jam, tetap + jam)
    for sampai in (tetap - jam, tetap + 3 * jam, tetap + 2 * jam):
        Kelonggaran.objects.create(satker=satker, periode=periode, tahap="pengisian", sampai=sampai, alasan="x")
    assert keadaan(satker, periode).tutup == tetap + 3 * jam


def test_kelonggaran_of_another_unit_stage_or_year_does_not_help(tetap, satker, periode):
    jam = dt.timedelta(hours=1)
    buat(periode, tetap - 2 * jam, tetap - jam)
    lain = Periode.objects.create(
        instansi_id=satker.instansi_id, tahun=2040, instrumen="X", batas_usulan=dt.date(2040, 5, 31)
    )
    isi = {"satker": satker, "periode": periode, "tahap": "pengisian", "sampai": tetap + jam, "alasan": "x"}
    for beda in ({"satker": pabrik.buat_satker(satker.instansi)}, {"tahap": "evaluasi"}, {"periode": lain}):
        Kelonggaran.objects.create(**{**isi, **beda})
    assert keadaan(satker, periode) == waktu.KeadaanJendela(False, tetap - 2 * jam, tetap - jam)


def test_role_without_a_window_is_closed(satker, periode):
    assert keadaan(satker, periode, Peran.KEPALA) == waktu.KeadaanJendela(False, None, None)


def test_baris_jendela_shows_the_last_day_inside_and_the_state(satker, periode):
    zona = "Asia/Jayapura"
    tengah = dt.datetime(2020, 2, 1, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    buat(periode, tengah, tengah + dt.timedelta(days=1))
    baris = {(b.tahap, b.peran): b for b in waktu.baris_jendela(periode, zona)}
    b = baris["pengisian", "koordinator"]
    assert (b.hari_pertama, b.hari_terakhir, b.keadaan) == (dt.date(2020, 2, 1), dt.date(2020, 2, 1), "tutup")
    assert baris["pencanangan", "kepala"].keadaan == "tanpa"


def test_baris_jendela_keeps_windows_outside_the_usual_table(satker, periode):
    sekarang = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    buat(periode, sekarang, sekarang + dt.timedelta(days=1), Peran.PEMBACA_PUSAT)
    assert waktu.baris_jendela(periode, "Asia/Jakarta")[-1].nama_peran == "Pembaca pusat"


@pytest.mark.parametrize("banyak", [1, 3])
def test_rincian_periode_has_constant_sql(django_assert_num_queries, satker, banyak):
    periode = pabrik.buat_periode(satker)
    for n in range(banyak):
        lain = pabrik.buat_satker(satker.instansi, jenis=pabrik.buat_jenis(f"jenis-{n}"))
        Kelonggaran.objects.create(
            satker=lain, periode=periode, tahap="tpn", sampai=dt.datetime(2040, 1, 1, tzinfo=dt.UTC), alasan="x"
        )
    with django_assert_num_queries(6):
        rincian = waktu.rincian_periode(periode, satker.zona)
    assert (rincian.jumlah_kelonggaran, len(rincian.garis)) == (banyak, banyak + 1)


def test_instrument_is_locked_once_a_sheet_exists_whatever_the_windows_say(satker, periode):
    """The kept figures of an empty sheet already belong to a version."""
    terkunci = []
    for aksi in ("atur_jendela", "buka_lembar"):
        catat(oleh=None, satker=satker, periode=periode, aksi=aksi, objek="contoh:x")
        terkunci.append(waktu.instrumen_terkunci(periode))
    assert terkunci == [False, True]
