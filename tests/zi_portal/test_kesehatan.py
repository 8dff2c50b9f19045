"""The health page: who sees it, and that every red state turns red when its part is broken."""

from __future__ import annotations

import datetime as dt
import sys
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from berkas.models import Isi, Pemakaian
from berkas.periksa import kurung, terpisah
from berkas.queries import kesehatan as berkas
from common.kesehatan import Keadaan, Periksa
from satker.models import Pekerjaan
from satker.models.pekerjaan import StatusPekerjaan
from satker.peran import Peran
from satker.queries import kesehatan as satker
from tests import pabrik
from tests.berkas.pemindai import PemindaiPalsu, pemindai_palsu
from zi_portal import kesehatan

pytestmark = pytest.mark.django_db
Disk = namedtuple("Disk", "total used free")
GB = 1024**3


@pytest.fixture(autouse=True)
def gudang(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


@pytest.fixture
def pemindai(tmp_path: Path, settings: Any) -> Iterator[PemindaiPalsu]:
    settings.CLAMAV, settings.CLAMAV_DETIK = f"unix:{tmp_path}/clamd.ctl", 1
    with pemindai_palsu(tmp_path) as palsu:
        yield palsu


def _isi(pada: dt.datetime | None = None) -> Isi:
    unit = pabrik.buat_satker()
    isi = Isi.objects.create(satker=unit, sha256="a" * 64, ukuran=1, media="text/plain", pindai="menunggu")
    if pada:
        Isi.objects.update(pada=pada)
    return isi


def _kerja(**isi: Any) -> Pekerjaan:
    return Pekerjaan.objects.create(satker=pabrik.buat_satker(), jenis="uji", kunci="x", detak=timezone.now(), **isi)


def test_page_is_for_the_system_admin_and_shows_every_row(client: Client) -> None:
    unit = pabrik.buat_satker()
    pabrik.masuk(client, pabrik.pelaku_untuk(unit.instansi, Peran.ADMIN_SISTEM))
    jawab = client.get("/data/kesehatan/")
    assert jawab.status_code == 200
    assert {p.nama for p in jawab.context["baris"]} == {
        "Basis data", "Pekerjaan latar", "Penyimpanan berkas", "Ruang penyimpanan", "Kuota satker", "Pemeriksa berkas",
        "Antivirus (ClamAV)", "Berkas menunggu antivirus", "LibreOffice", "Tesseract (OCR)",
    }  # fmt: skip
    pabrik.masuk(client, pabrik.pelaku_untuk(unit.instansi, Peran.ADMIN_INSPEKTORAT))
    assert client.get("/data/kesehatan/").status_code == 403


def test_red_stands_first_and_in_the_title(client: Client, settings: Any) -> None:
    settings.CLAMAV = "unix:/tidak/ada.ctl"
    pabrik.masuk(client, pabrik.pelaku_untuk(pabrik.buat_satker().instansi, Peran.ADMIN_SISTEM))
    jawab = client.get("/data/kesehatan/")
    assert jawab.context["baris"][0].nama == "Antivirus (ClamAV)"
    assert "<title>1 merah – Kesehatan" in jawab.content.decode()


def test_check_that_fails_itself_is_red_and_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def rusak() -> Periksa:
        with connection.cursor() as kursor:
            kursor.execute("SELECT 1 FROM tidak_ada")
        raise AssertionError

    monkeypatch.setattr(kesehatan, "PEMERIKSAAN", (rusak, kesehatan.basis_data))
    assert [(p.nama, p.keadaan) for p in kesehatan.periksa_semua()] == [
        ("Rusak", Keadaan.MERAH),
        ("Basis data", Keadaan.BAIK),
    ]


def test_tables_behind_the_code_are_red(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kesehatan.basis_data().keadaan == Keadaan.BAIK
    monkeypatch.setattr("django.db.migrations.recorder.MigrationRecorder.applied_migrations", lambda self: {})
    assert kesehatan.basis_data().keadaan == Keadaan.MERAH


def test_silent_database_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    def mati() -> Periksa:
        raise DatabaseError("server closed the connection")

    monkeypatch.setattr(kesehatan, "PEMERIKSAAN", (mati,))
    assert kesehatan.periksa_semua() == [
        Periksa("Mati", Keadaan.MERAH, "Tidak dapat diperiksa (DatabaseError).", "Lihat catatan server.")
    ]


def test_storage_that_cannot_be_written_is_red(gudang: Path) -> None:
    assert berkas.penyimpanan().keadaan == Keadaan.BAIK
    assert list(gudang.rglob("*")) == [gudang / ".sementara"]  # nothing is left behind
    (gudang / ".sementara").rmdir()
    (gudang / ".sementara").write_text("bukan folder")
    assert berkas.penyimpanan().keadaan == Keadaan.MERAH


@pytest.mark.parametrize(
    ("bebas", "keadaan"),
    [(50 * GB, Keadaan.BAIK), (15 * GB, Keadaan.PERHATIAN), (4 * GB, Keadaan.MERAH), (0, Keadaan.MERAH)],
)
def test_full_disk_is_red(monkeypatch: pytest.MonkeyPatch, bebas: int, keadaan: Keadaan) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Disk(100 * GB, 100 * GB - bebas, bebas))
    assert berkas.ruang().keadaan == keadaan


@pytest.mark.parametrize(("persen", "keadaan"), [(89, Keadaan.BAIK), (95, Keadaan.PERHATIAN), (100, Keadaan.MERAH)])
def test_satker_at_the_end_of_its_quota_is_red(settings: Any, persen: int, keadaan: Keadaan) -> None:
    Pemakaian.objects.create(satker=pabrik.buat_satker(), bita=settings.KUOTA_SATKER * persen // 100)
    assert berkas.kuota().keadaan == keadaan


def test_check_process_that_does_not_start_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    assert berkas.pemeriksa().keadaan != Keadaan.MERAH
    monkeypatch.setattr(terpisah, "_PERINTAH", (sys.executable, "-c", "raise SystemExit(3)"))
    assert berkas.pemeriksa().keadaan == Keadaan.MERAH


def test_check_process_with_a_network_needs_attention(monkeypatch: pytest.MonkeyPatch) -> None:
    putuskan = (
        "import runpy, sys; from berkas.periksa import kurung; kurung.tutup_jaringan = lambda: False;"
        "sys.argv[0] = 'x'; runpy.run_module('berkas.periksa', run_name='__main__')"
    )
    monkeypatch.setattr(terpisah, "_PERINTAH", (sys.executable, "-c", putuskan))
    hasil = berkas.pemeriksa()
    assert hasil.keadaan == Keadaan.PERHATIAN
    assert "Jaringan proses ini tidak terputus." in hasil.kata
    assert kurung.MEMORI_MAKS == 256 * 1024**2


def test_jobs_that_stand_still_or_failed_are_red() -> None:
    assert satker.antrean().kata == "Tidak ada yang menunggu."
    kerja = _kerja(status=StatusPekerjaan.ANTRE)
    assert satker.antrean().keadaan == Keadaan.BAIK
    Pekerjaan.objects.update(dibuat_pada=timezone.now() - dt.timedelta(minutes=11))
    assert satker.antrean().keadaan == Keadaan.PERHATIAN
    kerja.status, kerja.detak = StatusPekerjaan.BERJALAN, timezone.now() - dt.timedelta(minutes=5)
    kerja.save()
    assert satker.antrean().keadaan == Keadaan.MERAH
    kerja.status = StatusPekerjaan.GAGAL
    kerja.save()
    assert satker.antrean().kata == "1 pekerjaan gagal."
    assert satker.antrean().keadaan == Keadaan.MERAH


def test_scanner_that_is_not_set_needs_attention() -> None:
    assert berkas.pemindai().keadaan == Keadaan.PERHATIAN


@pytest.mark.parametrize(
    ("laku", "keadaan", "kata"),
    [
        ("baik", Keadaan.BAIK, "Menjawab: ClamAV 1.4.3/27500/"),
        ("usang", Keadaan.MERAH, "Definisi bertanggal "),
        ("tanpa_definisi", Keadaan.MERAH, "Definisi tidak ada."),
        ("putus", Keadaan.MERAH, "Jawaban antivirus tidak dikenal"),
        ("lambat", Keadaan.MERAH, "Antivirus tidak menjawab: terlalu lama."),
    ],
)
def test_scanner_that_is_stale_or_silent_is_red(
    pemindai: PemindaiPalsu, laku: str, keadaan: Keadaan, kata: str
) -> None:
    pemindai.laku = laku
    hasil = berkas.pemindai()
    assert hasil.keadaan == keadaan
    assert hasil.kata.startswith(kata)


def test_files_that_wait_too_long_or_without_a_scanner_are_red(pemindai: PemindaiPalsu, settings: Any) -> None:
    assert berkas.menunggu_pindai().kata == "Tidak ada."
    _isi()
    assert berkas.menunggu_pindai().keadaan == Keadaan.PERHATIAN
    Isi.objects.update(pada=timezone.now() - dt.timedelta(hours=2))
    assert berkas.menunggu_pindai().keadaan == Keadaan.MERAH
    Isi.objects.update(pada=timezone.now())
    settings.CLAMAV = ""
    assert berkas.menunggu_pindai().keadaan == Keadaan.MERAH


@pytest.mark.parametrize("alat", [kesehatan.libreoffice, kesehatan.tesseract])
def test_absent_tool_needs_attention(monkeypatch: pytest.MonkeyPatch, alat: Callable[[], Periksa]) -> None:
    monkeypatch.setenv("PATH", "/tidak/ada")
    hasil = alat()
    assert (hasil.keadaan, hasil.saran) == (Keadaan.PERHATIAN, "Jalankan ./run alat.")


def test_help_page_shows_the_table_of_the_checks(client: Client, settings: Any) -> None:
    from berkas.periksa.tipe import ARSIP, FOTO, LAMA, MAKRO, TIPE

    settings.BATAS_BERKAS = 30 * 1024**2
    jawab = client.get("/bantuan/")
    isi = jawab.content.decode()
    jenis = jawab.context["jenis"]
    assert [j.nama for j in jenis.diterima] == [t.nama for t in TIPE]
    assert {j.batas for j in jenis.diterima} == {"30 MB", "5,0 MB"}
    ditolak = {e.strip(" .") for d in jenis.ditolak for e in d.ekstensi.split(",")}
    assert ditolak == {*LAMA, *MAKRO, *FOTO, *ARSIP}
    assert all(d.cara in isi for d in jenis.ditolak)
