"""Jobs: once, beating, retried, failed, woken by one timetable of many."""

import datetime as dt
import threading

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from satker import jadwal
from satker.actions import pekerjaan as aksi
from satker.models import Jejak, Pekerjaan
from satker.models.pekerjaan import StatusPekerjaan
from satker.peran import Peran
from satker.tasks import jalankan
from tests import pabrik
from tests.satker import pekerja_uji

pytestmark = pytest.mark.django_db
UJI = "tests.satker.pekerja_uji"


@pytest.fixture(autouse=True)
def penangan(monkeypatch):
    pekerja_uji.dipanggil.clear()
    for nama in ("hitung", "meledak", "tolak"):
        monkeypatch.setitem(jadwal.PENANGAN, nama, jadwal.Penangan(nama.title(), f"{UJI}.{nama}"))
    for nama in ("bertahap", "direbut"):
        monkeypatch.setitem(jadwal.PENANGAN, nama, jadwal.Penangan(nama.title(), f"{UJI}.{nama}", True))


def buat(jenis="hitung", **isi):
    satker = isi.pop("satker", None) or pabrik.buat_satker()
    return Pekerjaan.objects.create(
        satker=satker, jenis=jenis, kunci="k", **{"detak": timezone.now(), "argumen": {}, **isi}
    )


def tua(detik=61):
    return timezone.now() - dt.timedelta(seconds=detik)


def test_antrekan_runs_after_commit_and_audits(django_capture_on_commit_callbacks):
    pelaku = pabrik.pelaku_untuk(pabrik.buat_satker(), Peran.KOORDINATOR)
    with django_capture_on_commit_callbacks(execute=True):
        pekerjaan = aksi.antrekan(
            oleh=pelaku, satker=pelaku.unit, jenis="hitung", kunci="impor-1", argumen={"impor": "a1"}
        )
        assert pekerja_uji.dipanggil == []
    pekerjaan.refresh_from_db()
    assert pekerja_uji.dipanggil == [{"impor": "a1"}]
    assert (pekerjaan.status, pekerjaan.kemajuan, pekerjaan.percobaan) == (StatusPekerjaan.SELESAI, 100, 1)
    assert pekerjaan.hasil["pesan"] == "Tiga baris diimpor."
    assert pekerjaan.pemilik == pelaku.user
    assert list(Jejak.objects.values_list("aksi", "oleh", "sesudah")) == [
        ("antrekan_pekerjaan", pelaku.user.pk, "hitung")
    ]


def test_antrekan_twice_returns_the_same_row_and_runs_once(django_capture_on_commit_callbacks):
    satker = pabrik.buat_satker()
    with django_capture_on_commit_callbacks(execute=True):
        satu = aksi.antrekan(oleh=None, satker=satker, jenis="hitung", kunci="x")
        dua = aksi.antrekan(oleh=None, satker=satker, jenis="hitung", kunci="x")
    assert satu.pk == dua.pk
    assert len(pekerja_uji.dipanggil) == 1


def test_job_of_a_person_goes_before_what_nobody_waits_for(django_capture_on_commit_callbacks, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    pelaku = pabrik.pelaku_untuk(pabrik.buat_satker(), Peran.KOORDINATOR)
    with django_capture_on_commit_callbacks(execute=True):
        milik = aksi.antrekan(oleh=pelaku, satker=pelaku.unit, jenis="hitung", kunci="a")
        latar = aksi.antrekan(oleh=None, satker=pelaku.unit, jenis="hitung", kunci="b")
        pratinjau = aksi.antrekan(oleh=pelaku, satker=pelaku.unit, jenis="olah_berkas", kunci="c")
    urutan = {t.args_kwargs["args"][0]: t.priority for t in DBTaskResult.objects.all()}
    assert urutan == {str(milik.pk): 0, str(pratinjau.pk): -10, str(latar.pk): -20}


def test_antrekan_unknown_kind_raises():
    with pytest.raises(KeyError):
        aksi.antrekan(oleh=None, satker=pabrik.buat_satker(), jenis="tidak_ada", kunci="x")


def test_jalankan_twice_runs_the_handler_once():
    pekerjaan = buat()
    jalankan.call(str(pekerjaan.pk))
    jalankan.call(str(pekerjaan.pk))
    assert len(pekerja_uji.dipanggil) == 1


def test_jalankan_absent_job_does_nothing():
    jalankan.call("00000000-0000-0000-0000-000000000000")
    assert pekerja_uji.dipanggil == []


def test_detak_shows_step_and_percent():
    jalankan.call(str(buat("bertahap").pk))
    assert pekerja_uji.dipanggil == [{"langkah": "Memeriksa baris 340 dari 1.200", "kemajuan": 28}]


def test_worker_that_lost_its_job_stops_and_writes_nothing():
    pekerjaan = buat("direbut")
    jalankan.call(str(pekerjaan.pk))
    pekerjaan.refresh_from_db()
    assert pekerja_uji.dipanggil == []
    assert (pekerjaan.status, pekerjaan.percobaan, pekerjaan.kemajuan) == (StatusPekerjaan.BERJALAN, 2, 0)


def test_permanent_failure_is_shown_at_once_in_words():
    pekerjaan = buat("tolak")
    jalankan.call(str(pekerjaan.pk))
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.alasan) == (StatusPekerjaan.GAGAL, "Berkas Excel tidak punya lembar LKE.")
    assert pekerjaan.selesai_pada is not None


def test_three_exceptions_end_in_gagal_with_a_reason_that_leaks_nothing(django_capture_on_commit_callbacks):
    pekerjaan = buat("meledak")
    with django_capture_on_commit_callbacks(execute=True):
        jalankan.call(str(pekerjaan.pk))
    for percobaan in (1, 2):
        pekerjaan.refresh_from_db()
        assert (pekerjaan.status, pekerjaan.percobaan) == (StatusPekerjaan.ANTRE, percobaan)
        assert pekerjaan.langkah == f"Percobaan ke-{percobaan} gagal. Dicoba lagi sebentar lagi."
        Pekerjaan.objects.update(detak=tua())
        with django_capture_on_commit_callbacks(execute=True):
            assert aksi.bangunkan_tertinggal() == 1
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.percobaan) == (StatusPekerjaan.GAGAL, 3)
    assert pekerjaan.alasan.startswith("Ada gangguan di sisi kami. Kode laporan: ")
    assert "rahasia" not in pekerjaan.alasan
    Pekerjaan.objects.update(detak=tua())
    assert aksi.bangunkan_tertinggal() == 0
    assert len(pekerja_uji.dipanggil) == 3


def test_killed_worker_is_replaced_and_the_work_done_once(django_capture_on_commit_callbacks):
    pekerjaan = buat()
    aksi.ambil(pekerjaan_id=str(pekerjaan.pk))  # a worker took it and was killed
    Pekerjaan.objects.update(detak=tua())
    with django_capture_on_commit_callbacks(execute=True):
        assert aksi.bangunkan_tertinggal() == 1
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.percobaan) == (StatusPekerjaan.SELESAI, 2)
    assert len(pekerja_uji.dipanggil) == 1


def test_worker_killed_three_times_ends_in_gagal():
    pekerjaan = buat(status=StatusPekerjaan.BERJALAN, percobaan=3, detak=tua())
    assert aksi.bangunkan_tertinggal() == 1
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.alasan) == (StatusPekerjaan.GAGAL, aksi.ALASAN_DIAM)


@pytest.mark.parametrize(
    ("detik", "status", "diharapkan"),
    [
        (59, StatusPekerjaan.BERJALAN, 0),
        (61, StatusPekerjaan.BERJALAN, 1),
        (61, StatusPekerjaan.ANTRE, 1),
        (61, StatusPekerjaan.SELESAI, 0),
        (61, StatusPekerjaan.GAGAL, 0),
    ],
)
def test_bangunkan_takes_only_silent_unfinished_jobs(detik, status, diharapkan):
    buat(status=status, detak=tua(detik))
    assert aksi.bangunkan_tertinggal() == diharapkan


@pytest.mark.parametrize(("status", "diharapkan"), [(TaskResultStatus.READY, 0), (TaskResultStatus.FAILED, 1)])
def test_job_waiting_in_a_long_queue_is_not_queued_again(status, diharapkan):
    pekerjaan = buat(detak=tua(3600))
    DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [str(pekerjaan.pk)], "kwargs": {}},
        task_path=jadwal.TUGAS,
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )
    assert aksi.bangunkan_tertinggal() == diharapkan


def test_quiet_tick_is_one_statement(django_assert_num_queries):
    for _ in range(3):
        buat(status=StatusPekerjaan.SELESAI, detak=tua())
    saat = timezone.now()
    sudah = {(t.jenis, t.kunci(saat)) for t in jadwal.JADWAL}
    with django_assert_num_queries(1):  # beside the savepoint that only a test has
        jumlah = aksi.bangunkan_tertinggal.__wrapped__()
        assert (jumlah, aksi.mulai_terjadwal(saat=saat, sudah=sudah)) == (0, [])


def test_ulangi_starts_a_failed_job_from_its_first_try(django_capture_on_commit_callbacks):
    pelaku = pabrik.pelaku_untuk(pabrik.buat_satker(), Peran.KOORDINATOR)
    pekerjaan = buat(satker=pelaku.unit, pemilik=pelaku.user, status=StatusPekerjaan.GAGAL, percobaan=3, alasan="x")
    with django_capture_on_commit_callbacks(execute=True):
        aksi.ulangi(oleh=pelaku, pekerjaan=pekerjaan)
        aksi.ulangi(oleh=pelaku, pekerjaan=pekerjaan)
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.percobaan, pekerjaan.alasan) == (StatusPekerjaan.SELESAI, 1, "")
    assert len(pekerja_uji.dipanggil) == 1
    assert Jejak.objects.filter(aksi="ulangi_pekerjaan").count() == 1


def test_broken_queue_does_not_break_the_request(django_capture_on_commit_callbacks, monkeypatch):
    def rusak(*_args):
        raise RuntimeError("antrean mati")

    monkeypatch.setattr("satker.actions.pekerjaan.import_string", lambda _jalur: type("T", (), {"enqueue": rusak}))
    with django_capture_on_commit_callbacks(execute=True):
        pekerjaan = aksi.antrekan(oleh=None, satker=pabrik.buat_satker(), jenis="hitung", kunci="x")
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.ANTRE


# --- Timed work -----------------------------------------------------------------------------------------------------

SAAT = dt.datetime(2026, 11, 22, 10, 30, tzinfo=dt.UTC)


def test_timed_work_is_queued_once_per_slot_by_two_timetables():
    pabrik.buat_instansi()
    satu, dua = set(), set()
    aksi.mulai_terjadwal(saat=SAAT, sudah=satu)
    aksi.mulai_terjadwal(saat=SAAT, sudah=dua)
    aksi.mulai_terjadwal(saat=SAAT + dt.timedelta(minutes=20), sudah=satu)
    assert sorted(Pekerjaan.objects.values_list("jenis", "kunci")) == [
        ("bersih_harian", "2026-11-21"),
        ("bersih_kotak", "2026-11-21"),
        ("indeks_berkas", "2026-11-21"),
        ("pindai_berkas", "2026-11-22T10.30"),
        ("pindai_berkas", "2026-11-22T10.50"),
        ("rawat_pratinjau", "2026-11-22T10"),
        ("retensi_berkas", "2026-11-21"),
        ("sapu_berkas", "2026-11-22T10"),
    ]
    aksi.mulai_terjadwal(saat=SAAT + dt.timedelta(minutes=30), sudah=satu)
    assert Pekerjaan.objects.count() == 11  # two hourly ones and the next ten minutes more


def test_daily_slot_begins_at_two_in_the_morning_wib():
    harian = jadwal.JADWAL[0]
    wib = dt.timezone(dt.timedelta(hours=7))
    assert harian.kunci(dt.datetime(2026, 11, 22, 1, 59, tzinfo=wib)) == "2026-11-20"
    assert harian.kunci(dt.datetime(2026, 11, 22, 2, 0, tzinfo=wib)) == "2026-11-21"


def test_timed_work_without_any_unit_is_nothing():
    assert aksi.mulai_terjadwal(saat=SAAT, sudah=set()) == []


def test_every_handler_of_the_table_can_be_imported():
    from django.utils.module_loading import import_string

    bawaan = [p.jalur for p in jadwal.PENANGAN.values() if not p.jalur.startswith("tests.")]
    assert [callable(import_string(jalur)) for jalur in bawaan] == [True] * len(bawaan)
    assert {t.jenis for t in jadwal.JADWAL} <= set(jadwal.PENANGAN)


def test_daily_cleaning_removes_what_is_over_and_keeps_the_rest():
    call_command("createcachetable", verbosity=0)
    cache.set("lama", "x", timeout=-1)
    cache.set("baru", "y", timeout=3600)
    with connection.cursor() as kursor:
        kursor.execute("UPDATE zi_cache SET expires = now() + interval '1 hour'")
        kursor.execute("INSERT INTO zi_cache VALUES ('basi', 'x', now() - interval '1 minute')")
    satker = pabrik.buat_satker()
    lama = timezone.now() - dt.timedelta(days=31)
    usai = {"satker": satker, "status": StatusPekerjaan.SELESAI, "selesai_pada": lama}
    Pekerjaan.objects.create(**usai, jenis="sapu_berkas", kunci="a", detak=lama)
    milik = Pekerjaan.objects.create(**usai, jenis="x", kunci="b", detak=lama, pemilik=pabrik.buat_user())
    hasil = aksi.bersihkan_harian()
    assert list(Pekerjaan.objects.all()) == [milik]
    assert hasil == {"pesan": "1 baris cache dan 1 pekerjaan lama dihapus."}
    assert cache.get("baru") == "y"


@pytest.mark.django_db(transaction=True)
def test_two_timetables_at_once_take_a_silent_job_once(monkeypatch):
    """Both ticks overlap: the second starts while the first still holds its row locks."""
    buat(detak=tua())
    dikirim, di_dalam, lanjut = [], threading.Event(), threading.Event()

    def tahan(pekerjaan):
        dikirim.append(pekerjaan.pk)
        di_dalam.set()
        lanjut.wait(5)

    monkeypatch.setattr(aksi, "_kirim", tahan)
    hasil = []

    def putar():
        try:
            hasil.append(aksi.bangunkan_tertinggal())
        finally:
            connection.close()

    pertama = threading.Thread(target=putar)
    pertama.start()
    assert di_dalam.wait(5)
    kedua = threading.Thread(target=putar)
    kedua.start()
    kedua.join(5)
    lanjut.set()
    pertama.join(5)
    assert sorted(hasil) == [0, 1]
    assert len(dikirim) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_take_a_job_once():
    pekerjaan = buat()
    gerbang, hasil = threading.Barrier(2), []

    def rebut():
        try:
            gerbang.wait(5)
            hasil.append(aksi.ambil(pekerjaan_id=str(pekerjaan.pk)) is not None)
        finally:
            connection.close()

    benang = [threading.Thread(target=rebut) for _ in range(2)]
    for b in benang:
        b.start()
    for b in benang:
        b.join(5)
    assert sorted(hasil) == [False, True]
