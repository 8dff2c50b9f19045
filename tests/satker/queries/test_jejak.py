import datetime as dt
import os

import psycopg2
import pytest
from django.db import ProgrammingError, connection, transaction

from satker.actions.jejak import catat
from satker.models import Jejak
from satker.peran import Peran
from satker.queries import jejak as baca
from tests import pabrik

pytestmark = pytest.mark.django_db
SEMUA = baca.SaringanJejak()


@pytest.fixture
def pelaku():
    return pabrik.pelaku_untuk(pabrik.buat_satker(), Peran.KETUA_POKJA, area="A5")


@pytest.fixture
def periode(pelaku):
    return pabrik.buat_periode(pelaku.unit, 2026)


def tulis(pelaku, **isi):
    return catat(**{"oleh": pelaku, "satker": pelaku.unit, "aksi": "jawab", "objek": "x", **isi})


def test_row_in_words(pelaku, periode):
    baris = tulis(
        pelaku,
        periode=periode,
        aksi="simpan_fakta",
        kode_butir="A5.P.i.b",
        area="A5",
        sebelum={"pegawai": "88 (Rekap, 2026-06-30)", "selesai": None, "sama": 1},
        sesudah={"pegawai": "90 (Rekap, 2026-06-30)", "selesai": "2026-08-17", "sama": 1},
        alasan="salah ketik",
    )
    hasil = baca.baca(baris, "Asia/Jakarta")
    assert (hasil.siapa, hasil.peran, hasil.kalimat) == (pelaku.user.nama, "Ketua Pokja 5", "menyimpan fakta")
    assert hasil.perubahan == (
        baca.Perubahan("Jumlah pegawai", "88 (Rekap, 30 Jun 2026)", "90 (Rekap, 30 Jun 2026)"),
        baca.Perubahan("Selesai", "–", "17 Agu 2026"),
    )
    assert hasil.alasan == "salah ketik"


def test_file_rows_leave_out_what_only_machines_read(pelaku, periode):
    unggah = tulis(
        pelaku,
        aksi="unggah_berkas",
        kode_butir="A5.P.i.b",
        sesudah={"berkas": "SK.pdf", "sha256": "0" * 64, "ukuran": 1258291, "berkas_id": "x"},
    )
    hasil = baca.baca(unggah, "Asia/Jakarta")
    assert (hasil.kalimat, hasil.kode_butir) == ("mengunggah berkas ke soal", "P5.1b")
    assert hasil.perubahan == (baca.Perubahan("Berkas", "", "SK.pdf"), baca.Perubahan("Ukuran", "", "1,2 MB"))
    tautan = tulis(pelaku, aksi="tautkan_berkas", sesudah={"berkas": ["SK", "Notulen"], "jumlah": 2})
    assert baca.baca(tautan, "Asia/Jakarta").perubahan == (baca.Perubahan("Berkas", "", "SK, Notulen"),)


def test_windows_are_written_with_stage_role_and_local_time(pelaku, periode):
    baris = tulis(
        pelaku,
        sebelum={"pengisian koordinator": None},
        sesudah={"pengisian koordinator": ["2026-01-01T17:00:00+00:00", "2026-02-01T17:00:00+00:00"]},
    )
    assert baca.baca(baris, "Asia/Makassar").perubahan == (
        baca.Perubahan("Pengisian LKE, Ketua tim ZI", "–", "2 Jan 2026, 01.00 WITA sampai 2 Feb 2026, 01.00 WITA"),
    )


@pytest.mark.parametrize(
    ("sebelum", "sesudah", "perubahan"),
    [
        (None, None, ()),
        ("B", "A", (baca.Perubahan("", "B", "A"),)),
        (None, "B", (baca.Perubahan("", "", "B"),)),
        ("B", None, (baca.Perubahan("", "B", "–"),)),
        (
            None,
            {"nama": "Kunjungan", "tarif": "0", "saluran": ""},
            (baca.Perubahan("Nama", "", "Kunjungan"), baca.Perubahan("Tarif", "", "Gratis")),
        ),
        (
            {"nama": "X", "standar_waktu": 30},
            {"nama": "X", "standar_waktu": 3120},
            (baca.Perubahan("Nama", "", "X"), baca.Perubahan("Standar waktu", "30 menit", "2 hari 4 jam")),
        ),
        (True, False, (baca.Perubahan("", "Ya", "Tidak"),)),
        (0, 1, (baca.Perubahan("", "0", "1"),)),
        ({"a": 1}, None, (baca.Perubahan("A", "1", "–"),)),
        ({"a": 1, "b": 2}, {"a": 1, "b": 2}, ()),
        (None, "2026-02-31", (baca.Perubahan("", "", "2026-02-31"),)),
    ],
)
def test_values_of_any_shape(pelaku, sebelum, sesudah, perubahan):
    assert baca.baca(tulis(pelaku, sebelum=sebelum, sesudah=sesudah), "Asia/Jakarta").perubahan == perubahan


def test_unknown_code_is_readable():
    assert baca.kalimat_aksi("kirim_lembar_ulang") == "kirim lembar ulang"


def test_code_of_a_question_is_shown_short(pelaku):
    assert baca.baca(tulis(pelaku, kode_butir="A5.P.i.b"), "Asia/Jakarta").kode_butir == "P5.1b"


def test_rows_about_accounts_are_only_for_those_who_administer_them(pelaku, periode):
    tulis(pelaku, periode=periode, aksi="buat_pengguna", objek="pengguna:1", sesudah={"nip": "KENARI"})
    tulis(pelaku, periode=periode)
    assert [j.aksi for j in baca.daftar_jejak(pelaku.unit, periode, SEMUA)] == ["jawab"]
    assert len(baca.daftar_jejak(pelaku.unit, periode, baca.SaringanJejak(akun=True))) == 2
    assert [k for k, _ in baca.pilihan_jejak(pelaku.unit, periode, akun=False).aksi] == ["jawab"]


def test_system_row_has_no_role(pelaku):
    hasil = baca.baca(catat(oleh=None, satker=pelaku.unit, aksi="jawab", objek="x"), "Asia/Jakarta")
    assert (hasil.siapa, hasil.peran) == ("Sistem", "")


def test_history_of_a_year_leaves_out_other_units_and_years(pelaku, periode):
    lalu = pabrik.buat_periode(pelaku.unit, 2025)
    lain = pabrik.pelaku_untuk(pabrik.buat_satker(pelaku.unit.instansi), Peran.KOORDINATOR)
    tulis(pelaku, periode=periode, aksi="ini")
    tulis(pelaku, periode=lalu, aksi="lalu")
    tulis(lain, periode=periode, aksi="kenari")
    assert [j.aksi for j in baca.daftar_jejak(pelaku.unit, periode, SEMUA)] == ["ini"]


@pytest.mark.parametrize(
    ("saat", "ada"),
    [
        (dt.datetime(2025, 12, 31, 16, 59, 59, tzinfo=dt.UTC), False),
        (dt.datetime(2025, 12, 31, 17, 0, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 12, 31, 16, 59, 59, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 12, 31, 17, 0, tzinfo=dt.UTC), False),
    ],
)
def test_rows_without_a_year_fall_into_it_by_the_local_clock(pelaku, periode, saat, ada):
    Jejak.objects.create(satker=pelaku.unit, aksi="tambah_layanan", objek="x", pada=saat)
    assert baca.daftar_jejak(pelaku.unit, periode, SEMUA).exists() is ada


def test_filters(pelaku, periode):
    rekan = pabrik.pelaku_untuk(pelaku.unit, Peran.KOORDINATOR)
    tulis(pelaku, periode=periode, area="A5", kode_butir="A5.P.i.b", aksi="jawab")
    tulis(rekan, periode=periode, area="A1", kode_butir="A1.P.i.a", aksi="unggah_berkas")
    catat(oleh=None, satker=pelaku.unit, periode=periode, aksi="sapu_berkas", objek="x")

    def cari(**isi):
        return [j.aksi for j in baca.daftar_jejak(pelaku.unit, periode, baca.SaringanJejak(**isi))]

    assert cari(area="A5") == ["jawab"]
    assert cari(butir="a1.p.i.a") == ["unggah_berkas"]
    assert cari(aksi="jawab") == ["jawab"]
    assert cari(oleh=str(rekan.user.pk)) == ["unggah_berkas"]
    assert cari(oleh="sistem") == ["sapu_berkas"]
    pilihan = baca.pilihan_jejak(pelaku.unit, periode, akun=False)
    assert pilihan.area == (("A1", "Area 1"), ("A5", "Area 5"))
    assert {nilai for nilai, _ in pilihan.aksi} == {"jawab", "unggah_berkas", "sapu_berkas"}
    assert {nilai for nilai, _ in pilihan.oleh} == {str(pelaku.user.pk), str(rekan.user.pk), "sistem"}


@pytest.mark.parametrize("banyak", [1, 12])
def test_riwayat_butir_is_one_statement_newest_first(django_assert_num_queries, pelaku, periode, banyak):
    for n in range(banyak):
        tulis(pelaku, periode=periode, kode_butir="A5.P.i.b", sesudah=n)
    tulis(pelaku, periode=periode, kode_butir="A5.P.i.a", sesudah="lain")
    with django_assert_num_queries(1):
        baris = baca.riwayat_butir(pelaku.unit, periode, "A5.P.i.b")
    assert len(baris) == min(banyak, 10)
    assert baris[0].pada >= baris[-1].pada


# --- Append-only ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ubah", ["UPDATE satker_jejak SET aksi = 'palsu'", "DELETE FROM satker_jejak"])
def test_not_even_the_owner_changes_or_deletes_a_row(pelaku, ubah):
    tulis(pelaku)
    tolak = pytest.raises(ProgrammingError, match="Jejak hanya boleh ditambah")
    with connection.cursor() as kursor, tolak, transaction.atomic():
        kursor.execute(ubah)
    assert Jejak.objects.get().aksi == "jawab"


@pytest.mark.parametrize(
    "ubah",
    [
        "UPDATE satker_jejak SET aksi = 'palsu'",
        "DELETE FROM satker_jejak",
        "TRUNCATE satker_jejak",
        "DELETE FROM django_migrations",
    ],
)
def test_serving_role_may_add_and_read_only(pelaku, ubah):
    tulis(pelaku)
    with connection.cursor() as kursor:
        kursor.execute("SET ROLE zi_app")
        try:
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                kursor.execute(ubah)
            tulis(pelaku, aksi="tambah")
            assert Jejak.objects.count() == 2
        finally:
            kursor.execute("RESET ROLE")


@pytest.mark.skipif(not os.environ.get("ZI_APP_SANDI_UJI"), reason="sandi zi_app tidak diketahui di server ini")
@pytest.mark.django_db(transaction=True)
def test_serving_role_over_its_own_connection_may_not_change_a_row(pelaku):
    tulis(pelaku)
    isi = connection.get_connection_params()
    dengan = {k: isi[k] for k in ("dbname", "host", "port") if isi.get(k)}
    sambungan = psycopg2.connect(**dengan, user="zi_app", password=os.environ["ZI_APP_SANDI_UJI"])
    try:
        with sambungan.cursor() as kursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            kursor.execute("DELETE FROM satker_jejak")
    finally:
        sambungan.close()
    assert Jejak.objects.count() == 1
