"""The predikat that counts for the year of a sheet, in the two readers that feed gates and lists."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from penilaian.models import LembarKerja
from penilaian.queries.nilai import wbk_sejak
from penilaian.queries.pantau import jumlah_satker
from satker.models import RiwayatPredikat
from satker.peran import Peran
from tests.pabrik import buat_periode, buat_satker, pelaku_untuk

pytestmark = pytest.mark.django_db
TAHUN = timezone.localdate().year


def test_revocation_does_not_rewrite_the_years_before_it() -> None:
    satker = buat_satker()
    RiwayatPredikat.objects.create(
        satker=satker,
        predikat="WBK",
        tahun=TAHUN - 3,
        nomor_sk="SK",
        dicabut_pada=dt.date(TAHUN - 1, 2, 3),
        alasan_cabut="contoh",
    )
    pelaku = pelaku_untuk(satker.instansi, Peran.PEMBACA_PUSAT)
    sejak, wbk = {}, {}
    for tahun in (TAHUN - 4, TAHUN - 3, TAHUN - 2, TAHUN - 1, TAHUN):
        lembar = LembarKerja(satker=satker, periode=buat_periode(satker, tahun))
        sejak[tahun - TAHUN] = wbk_sejak(lembar)
        wbk[tahun - TAHUN] = jumlah_satker(pelaku, tahun).wbk
    assert sejak == {-4: None, -3: TAHUN - 3, -2: TAHUN - 3, -1: None, 0: None}
    assert wbk == {-4: 0, -3: 1, -2: 1, -1: 0, 0: 0}
