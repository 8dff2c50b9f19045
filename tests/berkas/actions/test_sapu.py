"""The sweeper removes what a crash leaves and nothing else."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from berkas.actions import HasilSapu, buka_unggahan, sapu_yatim
from berkas.actions import sapu as modul
from berkas.models import Tujuan, Unggahan
from berkas.wadah import Wadah, jalur_wadah
from satker.models import Jejak
from tests.berkas.dunia import Dunia

LAMA = dt.timedelta(hours=2)


def _tuakan(jalur: Path, umur: dt.timedelta = LAMA) -> None:
    saat = (dt.datetime.now(dt.UTC) - umur).timestamp()
    os.utime(jalur, (saat, saat))


def _yatim(dunia: Dunia, satker: object | None = None) -> Path:
    jalur = dunia.gudang / str(satker or dunia.satker.pk) / "ab" / ("ab" + "0" * 62)
    jalur.parent.mkdir(parents=True, exist_ok=True)
    jalur.write_bytes(b"yatim")
    return jalur


def _menunggu(dunia: Dunia) -> Path:
    jalur = dunia.gudang / ".sementara" / "unggah-abc"
    jalur.parent.mkdir(parents=True, exist_ok=True)
    jalur.write_bytes(b"setengah")
    return jalur


def test_sweep_removes_old_leftovers_and_keeps_stored_files(dunia: Dunia, unggah) -> None:
    unggah()
    tersimpan = dunia.isi_gudang()
    for nama in tersimpan:
        _tuakan(dunia.gudang / nama)
    _tuakan(_yatim(dunia))
    _tuakan(_menunggu(dunia))
    assert sapu_yatim() == HasilSapu(sementara=1, yatim=1)
    assert dunia.isi_gudang() == tersimpan
    jejak = Jejak.objects.get(aksi="sapu_berkas")
    assert (jejak.oleh, jejak.sesudah) == (None, {"jumlah": 1})
    assert sapu_yatim() == HasilSapu(0, 0)


def test_sweep_leaves_young_files_alone(dunia: Dunia) -> None:
    _yatim(dunia)
    _menunggu(dunia)
    assert sapu_yatim() == HasilSapu(0, 0)
    assert len(dunia.isi_gudang()) == 2


def test_sweep_leaves_files_it_does_not_know(dunia: Dunia) -> None:
    asing = dunia.gudang / "cadangan" / "data.bin"
    asing.parent.mkdir(parents=True)
    asing.write_bytes(b"x")
    _tuakan(asing)
    _tuakan(_yatim(dunia, uuid.uuid4()))
    assert sapu_yatim() == HasilSapu(0, 0)
    assert len(dunia.isi_gudang()) == 2


def test_sweep_judges_again_under_the_lock(dunia: Dunia, unggah, monkeypatch) -> None:
    """A file that got its row between the listing and the lock is kept."""
    unggah()
    kunci = next(iter(dunia.isi_gudang()))
    monkeypatch.setattr(modul, "_calon", lambda satker_id, batas: [kunci])
    assert sapu_yatim() == HasilSapu(0, 0)
    assert dunia.isi_gudang() == {kunci}


@pytest.fixture
def unggahan(dunia: Dunia) -> Callable[..., Unggahan]:
    """A resumable upload of 10 bytes of which 6 have come, and its waiting file, last touched `umur` ago."""

    def buat(umur: dt.timedelta, hasil: str = "") -> Unggahan:
        baris = buka_unggahan(
            oleh=dunia.pokja, satker=dunia.satker, periode=dunia.periode, tujuan=Tujuan.BUTIR, nama="a.txt",
            ukuran=10, kode_butir="A5.P.i.b",
        )  # fmt: skip
        isi = {"diterima": 10 if hasil else 6, "hasil": hasil, "berubah_pada": timezone.now() - umur}
        Unggahan.objects.filter(pk=baris.pk).update(**isi)
        jalur = jalur_wadah(baris.pk, 0)
        jalur.write_bytes(b"123456")
        _tuakan(jalur, umur)
        return baris

    return buat


def test_paused_upload_keeps_its_bytes_for_a_day(dunia: Dunia, unggahan) -> None:
    jeda, lewat = unggahan(dt.timedelta(hours=23)), unggahan(dt.timedelta(hours=25))
    kembar = unggahan(dt.timedelta(hours=2), "duplikat")  # may still be stored anyway
    assert sapu_yatim() == HasilSapu(sementara=1, yatim=0, unggahan=1)
    assert set(Unggahan.objects.values_list("pk", flat=True)) == {jeda.pk, kembar.pk}
    assert dunia.isi_gudang() == {f".sementara/unggah-tus-{u.pk}-0" for u in (jeda, kembar)}
    assert lewat.pk not in {jeda.pk, kembar.pk}


def test_waiting_bytes_nobody_counts_on_any_more_are_swept(dunia: Dunia, unggahan) -> None:
    """After a crash: of a stored upload, of one without a row, and the old file of one that moved to a copy."""
    for hasil in ("simpan", "tolak"):
        unggahan(LAMA, hasil)
    tanpa = unggahan(LAMA)
    Unggahan.objects.filter(pk=tanpa.pk).delete()
    pindah = unggahan(LAMA)
    Unggahan.objects.filter(pk=pindah.pk).update(wadah=3)
    kini = jalur_wadah(pindah.pk, 3)
    kini.write_bytes(b"123456")
    _tuakan(kini)
    assert sapu_yatim() == HasilSapu(sementara=4, yatim=0)
    assert dunia.isi_gudang() == {f".sementara/{kini.name}"}


def test_file_that_is_being_written_is_never_swept(dunia: Dunia, unggahan) -> None:
    baris = unggahan(LAMA)
    Unggahan.objects.all().delete()
    penulis = Wadah.buka(jalur_wadah(baris.pk, 0))
    assert sapu_yatim() == HasilSapu(0, 0)
    penulis.tutup()
    assert sapu_yatim() == HasilSapu(1, 0)


def test_sweep_command_prints_what_it_removed(dunia: Dunia, capsys) -> None:
    _tuakan(_menunggu(dunia))
    call_command("sapu_berkas")
    assert capsys.readouterr().out == "1 sisa unggahan dan 0 berkas tanpa catatan dihapus.\n"


def test_sweep_of_an_empty_storage_does_nothing(dunia: Dunia) -> None:
    assert sapu_yatim() == HasilSapu(0, 0)
