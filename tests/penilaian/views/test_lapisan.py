"""The page "Jelaskan nilai": what each reader gets to see of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.html import strip_tags

from penilaian.actions.potret import ambil_potret
from penilaian.models import AlurLembar, Jawaban, Lapisan, Peristiwa
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua, kirim

pytestmark = pytest.mark.django_db
KENARI = "KENARI-catatan-tim"


def _teks(jawab: Any) -> str:
    return " ".join(strip_tags(jawab.content.decode()).split())


def _dinilai(dunia: Dunia) -> None:
    kirim(dunia)
    isi_semua(dunia, Lapisan.TPI)
    Jawaban.objects.filter(lapisan=Lapisan.TPI, kode_butir="A1.P.i.b").update(isi="C", uraian=KENARI)
    AlurLembar.objects.filter(lembar=dunia.lembar).update(keadaan="evaluasi")


@pytest.mark.parametrize(("peran", "terlihat"), [(Peran.KOORDINATOR, False), (Peran.TPI_KETUA, True)])
def test_note_of_the_team_is_shown_to_the_team_only(client: Any, dunia: Dunia, peran: Peran, terlihat: bool) -> None:
    _dinilai(dunia)
    dunia.masuk(client, peran)
    assert (KENARI in client.get(dunia.url("lapisan")).content.decode()) is terlihat


def test_published_difference_is_explained_to_the_satker(client: Any, dunia: Dunia) -> None:
    _dinilai(dunia)
    ambil_potret(
        oleh=dunia.pelaku(), lembar=dunia.lembar, lapisan=Lapisan.TPI, peristiwa=Peristiwa.KUNCI, pengajuan=None
    )
    AlurLembar.objects.filter(lembar=dunia.lembar).update(keadaan="tanggapan")
    dunia.masuk(client)
    teks = _teks(client.get(dunia.url("lapisan")))
    assert "Mandiri ke Tim penilai: -0,25 poin, -0,25 karena jawaban berbeda." in teks
    assert "1 soal berbeda, 112 sama." in teks
    assert KENARI in teks
    assert "Belum tampak oleh Tim penilai: “Prosedur jelas" in teks
    assert "Tidak ada soal yang berbeda di area ini." in _teks(client.get(dunia.url("lapisan") + "?area=A5"))


def test_year_without_answers_says_what_will_come(client: Any, dunia: Dunia) -> None:
    dunia.masuk(client)
    assert "Belum ada nilai yang dapat dijelaskan." in _teks(client.get(dunia.url("lapisan")))
    dunia.jawab("P1.1a", "Ya")
    assert "Baru ada satu lapisan." in _teks(client.get(dunia.url("lapisan")))
