"""The sweeper removes what a crash leaves and nothing else."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from pathlib import Path

from django.core.management import call_command

from berkas.actions import HasilSapu, sapu_yatim
from berkas.actions import sapu as modul
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


def test_sweep_command_prints_what_it_removed(dunia: Dunia, capsys) -> None:
    _tuakan(_menunggu(dunia))
    call_command("sapu_berkas")
    assert capsys.readouterr().out == "1 sisa unggahan dan 0 berkas tanpa catatan dihapus.\n"


def test_sweep_of_an_empty_storage_does_nothing(dunia: Dunia) -> None:
    assert sapu_yatim() == HasilSapu(0, 0)
