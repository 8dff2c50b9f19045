"""Links to outside: kept once, proved by somebody else, removed and taken back."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from berkas.actions import KeadaanBerubahError, lepas_tautan, nyatakan_tautan, pulihkan_tautan, tempel_tautan
from berkas.alamat import AlamatDitolak
from berkas.models import BukaTautan, TautanLuar
from berkas.queries.tautan_luar import baris_tautan
from satker.models import Jejak

URL = "https://drive.google.com/file/d/kunci-rahasia"


@pytest.fixture
def tempel(dunia):
    def jalankan(url=URL, oleh=None):
        return tempel_tautan(
            oleh=oleh or dunia.pokja,
            satker=dunia.satker,
            periode=dunia.periode,
            kode_butir="A5.P.i.b",
            area="A5",
            url=url,
            judul="Video",
        )

    return jalankan


def test_link_is_kept_and_the_log_names_only_the_site(dunia, tempel):
    tautan = tempel()
    jejak = Jejak.objects.get(aksi="tempel_tautan")
    assert (tautan.url, jejak.sesudah) == (URL, {"tautan": "Video", "situs": "drive.google.com"})
    assert "kunci-rahasia" not in str(jejak.__dict__)


def test_same_link_twice_is_said_and_kept_once(dunia, tempel):
    tempel()
    with pytest.raises(KeadaanBerubahError, match="sudah ada di soal ini"):
        tempel("HTTPS://DRIVE.google.com/file/d/kunci-rahasia")
    assert TautanLuar.objects.count() == 1


def test_bad_address_writes_nothing(dunia, tempel):
    with pytest.raises(AlamatDitolak):
        tempel("javascript:alert(1)")
    assert (TautanLuar.objects.count(), Jejak.objects.filter(aksi="tempel_tautan").count()) == (0, 0)


def test_database_refuses_other_schemes(dunia, tempel):
    tautan = tempel()
    for url in ("javascript:alert(1)", "https://a b"):
        with pytest.raises(IntegrityError), transaction.atomic():
            TautanLuar.objects.filter(pk=tautan.pk).update(url=url)


def test_only_somebody_else_proves_a_link_and_the_newest_answer_counts(dunia, tempel):
    tautan = tempel()
    assert baris_tautan(tautan).keadaan == "belum"
    with pytest.raises(KeadaanBerubahError, match="orang lain"):
        nyatakan_tautan(oleh=dunia.pokja, tautan=tautan, area="A5", hasil="bisa")
    nyatakan_tautan(oleh=dunia.koordinator, tautan=tautan, area="A5", hasil="bisa")
    assert (baris_tautan(tautan).keadaan, baris_tautan(tautan).dibuka_oleh) == ("bisa", dunia.koordinator.user.nama)
    nyatakan_tautan(oleh=dunia.koordinator, tautan=tautan, area="A5", hasil="tidak")
    assert (baris_tautan(tautan).keadaan, BukaTautan.objects.count()) == ("tidak", 1)


def test_remove_and_undo(dunia, tempel):
    tautan = tempel()
    lepas_tautan(oleh=dunia.pokja, tautan=tautan, area="A5")
    with pytest.raises(KeadaanBerubahError, match="sudah dilepas"):
        lepas_tautan(oleh=dunia.pokja, tautan=tautan, area="A5")
    with pytest.raises(KeadaanBerubahError, match="sudah dilepas"):
        nyatakan_tautan(oleh=dunia.koordinator, tautan=tautan, area="A5", hasil="bisa")
    pulihkan_tautan(oleh=dunia.pokja, tautan=tautan, area="A5")
    lepas_tautan(oleh=dunia.pokja, tautan=tautan, area="A5")
    tempel()
    with pytest.raises(KeadaanBerubahError, match="ditempel lagi"):
        pulihkan_tautan(oleh=dunia.pokja, tautan=tautan, area="A5")
    assert TautanLuar.objects.aktif().count() == 1
