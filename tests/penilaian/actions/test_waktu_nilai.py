"""Scoring outside the window of the stage is refused, by the database clock; a grace with a reason opens it again."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from penilaian.actions.bacaan import putus_bukti
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.alur import LangkahDitolak
from penilaian.models import AlurLembar, Jawaban, Lapisan
from satker.models import Jendela, Kelonggaran
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import kanwil, keadaan, kirim

KODE = "A1.P.i.b"


def _nilai(dunia: Dunia, oleh: Any, lapisan: str, isi: str = "A") -> Any:
    butir = dunia.instrumen.butir[KODE]
    return simpan_nilai(
        oleh=oleh, lembar=dunia.lembar, butir=butir, lapisan=lapisan, isi=isi, catatan="Sebab", versi_dasar=0
    )


def _geser(dunia: Dunia, tahap: str, *, buka: int, tutup: int) -> None:
    kini = timezone.now()
    Jendela.objects.filter(periode=dunia.periode, tahap=tahap).update(
        buka=kini + dt.timedelta(minutes=buka), tutup=kini + dt.timedelta(minutes=tutup)
    )


@pytest.mark.parametrize(
    ("peran", "lapisan", "tahap", "kata"),
    [
        (Peran.STAF_KANWIL, Lapisan.PENDAHULUAN, "pendahuluan", "Waktu penilaian pendahuluan"),
        (Peran.TPI_ANGGOTA, Lapisan.TPI_ANGGOTA, "evaluasi", "Waktu evaluasi tim penilai"),
        (Peran.TPI_KETUA, Lapisan.TPI, "evaluasi", "Waktu evaluasi tim penilai"),
    ],
)
def test_window_of_the_stage_closes_scoring_and_grace_opens_it(dunia, peran, lapisan, tahap, kata):
    pendahuluan = lapisan == Lapisan.PENDAHULUAN
    oleh = kanwil(dunia, peran) if pendahuluan else dunia.pelaku(peran)
    kirim(dunia)
    if not pendahuluan:
        keadaan(dunia, "evaluasi")
    for buka, tutup, sebab in ((-60, -1, "ditutup sejak"), (1, 60, "baru dibuka")):
        _geser(dunia, tahap, buka=buka, tutup=tutup)
        with pytest.raises(LangkahDitolak, match=f"{kata} {sebab}") as ditolak:
            _nilai(dunia, oleh, lapisan)
        assert ditolak.value.kode == "jendela"
    assert not Jawaban.objects.filter(lapisan=lapisan).exists()
    _geser(dunia, tahap, buka=-60, tutup=-1)
    sampai = timezone.now() + dt.timedelta(days=1)
    isi = {"satker": dunia.satker, "periode": dunia.periode, "sampai": sampai, "alasan": "Gempa"}
    Kelonggaran.objects.create(tahap="pengisian", **isi)
    with pytest.raises(LangkahDitolak):  # more time for another stage changes nothing here
        _nilai(dunia, oleh, lapisan)
    Kelonggaran.objects.create(tahap=tahap, **isi)
    assert _nilai(dunia, oleh, lapisan).jawaban.isi == "A"


def test_window_of_another_role_does_not_count_and_none_is_closed(dunia):
    kirim(dunia)
    keadaan(dunia, "evaluasi")
    anggota, ketua = dunia.pelaku(Peran.TPI_ANGGOTA), dunia.pelaku(Peran.TPI_KETUA)
    Jendela.objects.filter(tahap="evaluasi", peran=Peran.TPI_ANGGOTA).delete()
    with pytest.raises(LangkahDitolak, match="belum diatur untuk peran Anda"):
        _nilai(dunia, anggota, Lapisan.TPI_ANGGOTA)
    assert _nilai(dunia, ketua, Lapisan.TPI).berubah
    for oleh, kode in ((anggota, "jendela"), (ketua, "sematan")):  # a verdict closes with the scores
        with pytest.raises(LangkahDitolak) as ditolak:
            putus_bukti(
                oleh=oleh,
                lembar=dunia.lembar,
                bukti_id=uuid.uuid4(),
                versi_id=uuid.uuid4(),
                putusan="diterima",
                catatan="",
                nomor_dilihat=0,
            )
        assert ditolak.value.kode == kode
    assert AlurLembar.objects.get().keadaan == "evaluasi"
