"""The page of the way and the team's own steps on it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.html import strip_tags

from penilaian.models import AlurLembar, AturanEvaluasi, LangkahAlur, Lapisan, Potret
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua, kirim, langkah, tim_penilai

pytestmark = pytest.mark.django_db


def _teks(jawab: Any) -> str:
    return " ".join(strip_tags(jawab.content.decode()).split())


@pytest.fixture
def dinilai(dunia: Dunia) -> Dunia:
    AturanEvaluasi.objects.create(periode=dunia.periode, pakai_pendahuluan=False)
    kirim(dunia)
    tim_penilai(dunia)
    return dunia


def _langkah(client: Any, dunia: Dunia, kode: str, **isi: str) -> Any:
    keadaan = AlurLembar.objects.get(lembar=dunia.lembar).keadaan
    return client.post(dunia.url("langkah", langkah=kode), {"keadaan": keadaan, **isi})


def test_team_goes_from_start_to_lock_by_its_buttons(client: Any, dinilai: Dunia) -> None:
    dinilai.masuk(client, Peran.TPI_KETUA)
    assert "Mulai evaluasi" in _teks(client.get(dinilai.url("alur")))
    assert _langkah(client, dinilai, "mulai_evaluasi").status_code == 302
    tolak = _langkah(client, dinilai, "ajukan_dalnis")
    assert (tolak.status_code, "Masih ada soal yang belum dinilai tim." in _teks(tolak)) == (409, True)
    isi_semua(dinilai, Lapisan.TPI, dinilai.pelaku(Peran.TPI_KETUA))
    assert _langkah(client, dinilai, "ajukan_dalnis", alasan="sudah semua").status_code == 302
    dinilai.masuk(client, Peran.TPI_DALNIS)
    kosong = _langkah(client, dinilai, "kembalikan_ketua")
    assert (kosong.status_code, LangkahAlur.objects.count()) == (200, 4)
    assert _langkah(client, dinilai, "kembalikan_ketua", alasan="RAHASIA-tim").status_code == 302
    dinilai.masuk(client, Peran.TPI_KETUA)
    _langkah(client, dinilai, "ajukan_dalnis")
    dinilai.masuk(client, Peran.TPI_DALNIS)
    assert _langkah(client, dinilai, "kunci").status_code == 302
    assert AlurLembar.objects.get(lembar=dinilai.lembar).keadaan == "tanggapan"
    assert Potret.objects.filter(lembar=dinilai.lembar, lapisan=Lapisan.TPI).count() == 1
    assert "RAHASIA-tim" in _teks(client.get(dinilai.url("alur")))
    dinilai.masuk(client, Peran.KOORDINATOR)
    teks = _teks(client.get(dinilai.url("alur")))
    assert ("Kembalikan ke ketua" in teks, "RAHASIA-tim" in teks) == (True, False)
    assert "Tanggapan satker sejak" in teks


def test_other_role_gets_no_step_and_other_unit_nothing(client: Any, dinilai: Dunia) -> None:
    dinilai.masuk(client, Peran.KOORDINATOR)
    assert client.get(dinilai.url("langkah", langkah="mulai_evaluasi")).status_code == 403
    assert client.get(dinilai.url("langkah", langkah="kirim")).status_code == 404
    assert client.get(dinilai.url("langkah", langkah="karangan")).status_code == 404


def test_decision_on_an_older_page_changes_nothing_and_keeps_the_text(client: Any, dinilai: Dunia) -> None:
    dinilai.masuk(client, Peran.TPI_KETUA)
    langkah(dinilai, Peran.TPI_KETUA, "mulai_evaluasi")
    jawab = client.post(
        dinilai.url("langkah", langkah="mulai_evaluasi"), {"keadaan": "siap_tpi", "alasan": "catatan panjang"}
    )
    assert jawab.status_code == 409
    assert "baru saja berubah" in _teks(jawab)
    assert "catatan panjang" in jawab.content.decode()


def test_sheet_that_was_not_begun_says_so(client: Any, dunia: Dunia) -> None:
    dunia.masuk(client)
    assert "belum dimulai" in _teks(client.get(dunia.url("alur")))
