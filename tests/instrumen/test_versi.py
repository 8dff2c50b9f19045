"""Loading versions, the frozen row, and reading it back (actions, queries, muat_instrumen)."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from instrumen import queries
from instrumen.actions import VersiBeku, muat_versi
from instrumen.models import VersiInstrumen
from instrumen.pohon.baca import baca_instrumen, baca_isi, dari_isi, hash_isi
from instrumen.pohon.tipe import InstrumenRusak
from instrumen.queries import InstrumenTidakAda, instrumen_untuk

pytestmark = pytest.mark.django_db
KODE = "LKE-ZI-2021"


@pytest.fixture(autouse=True)
def _singgahan_kosong():
    queries.kosongkan_singgahan()
    yield
    queries.kosongkan_singgahan()


def _berubah():
    isi = baca_isi(KODE)
    isi["skala"]["ABCD"]["B"] = "0.66"
    return dari_isi(isi)


def test_muat_instrumen_creates_all_then_changes_nothing() -> None:
    keluar = io.StringIO()
    call_command("muat_instrumen", stdout=keluar)
    baris = list(VersiInstrumen.objects.values_list("kode", "status", "hash", "dimuat_pada"))
    assert [b[:2] for b in baris] == [("LKE-ZI-2014", "beku"), ("LKE-ZI-2021", "beku")]
    assert "LKE-ZI-2021: dimuat" in keluar.getvalue()
    call_command("muat_instrumen", stdout=keluar)
    assert list(VersiInstrumen.objects.values_list("kode", "status", "hash", "dimuat_pada")) == baris
    assert "LKE-ZI-2021: sudah dimuat, tidak berubah" in keluar.getvalue()


def test_muat_versi_refuses_other_facts_for_a_frozen_version() -> None:
    hash_awal = muat_versi(baca_instrumen(KODE)).hash
    with pytest.raises(VersiBeku, match="sudah beku"):
        muat_versi(_berubah())
    assert VersiInstrumen.objects.get(kode=KODE).hash == hash_awal


def test_muat_instrumen_fails_when_the_frozen_hash_differs() -> None:
    muat_versi(_berubah())
    for pilihan in ([], ["--periksa"]):
        with pytest.raises(CommandError, match="beku"):
            call_command("muat_instrumen", *pilihan, stdout=io.StringIO())


def test_draft_is_replaced_and_frozen() -> None:
    lama = _berubah()
    VersiInstrumen.objects.create(kode=KODE, nama="Draf", hash=lama.hash, isi={})
    assert muat_versi(baca_instrumen(KODE)).perubahan == "diperbarui"
    baris = VersiInstrumen.objects.get(kode=KODE)
    assert (baris.status, baris.hash) == ("beku", baca_instrumen(KODE).hash)


def test_periksa_writes_nothing_and_prints_the_counts() -> None:
    keluar = io.StringIO()
    call_command("muat_instrumen", "--periksa", stdout=keluar)
    assert "LKE-ZI-2021: 113 butir, 127 isian" in keluar.getvalue()
    assert VersiInstrumen.objects.count() == 0


@pytest.mark.parametrize(
    "sql", ["UPDATE instrumen_versiinstrumen SET nama = 'x'", "DELETE FROM instrumen_versiinstrumen"]
)
def test_database_refuses_to_change_a_frozen_row(sql: str) -> None:
    muat_versi(baca_instrumen(KODE))
    with pytest.raises(IntegrityError, match="sudah beku"), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(sql)


@pytest.mark.parametrize("salah", [{"status": "lain"}, {"hash": "abc"}])
def test_database_refuses_an_unknown_status_and_a_false_hash(salah: dict[str, str]) -> None:
    data = {"kode": "X", "nama": "X", "hash": "0" * 64, "isi": {}, "status": "draf"} | salah
    with pytest.raises(IntegrityError), transaction.atomic():
        VersiInstrumen.objects.create(**data)


def test_instrumen_untuk_reads_the_row_with_overlay_once(django_assert_num_queries) -> None:
    muat_versi(baca_instrumen(KODE))
    with django_assert_num_queries(1):
        instrumen = instrumen_untuk(KODE)
    with django_assert_num_queries(0):
        assert instrumen_untuk(KODE) is instrumen
    asal = baca_instrumen(KODE)
    assert (instrumen.hash, instrumen.butir, instrumen.simpul) == (asal.hash, asal.butir, asal.simpul)


def test_instrumen_untuk_sees_a_changed_draft() -> None:
    satu, dua = baca_isi(KODE), baca_isi(KODE)
    dua["skala"]["ABCD"]["B"] = "0.66"
    VersiInstrumen.objects.create(kode=KODE, nama="Draf", hash=hash_isi(satu), isi=satu)
    assert instrumen_untuk(KODE).hash == hash_isi(satu)
    VersiInstrumen.objects.update(hash=hash_isi(dua), isi=dua)
    assert instrumen_untuk(KODE).hash == hash_isi(dua)


def test_instrumen_untuk_says_what_to_do_when_nothing_is_loaded() -> None:
    with pytest.raises(InstrumenTidakAda, match="muat_instrumen"):
        instrumen_untuk(KODE)


def test_instrumen_untuk_refuses_facts_that_do_not_match_their_hash() -> None:
    VersiInstrumen.objects.create(kode=KODE, nama="Draf", hash="0" * 64, isi=baca_isi(KODE))
    with pytest.raises(InstrumenRusak, match="tidak cocok"):
        instrumen_untuk(KODE)
