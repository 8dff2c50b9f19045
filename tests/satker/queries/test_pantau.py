"""Predikat as they count for a year: held at its end, or today in the running year."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from satker.models import RiwayatPredikat, Satker
from satker.queries.pantau import riwayat_predikat
from tests.pabrik import buat_satker

pytestmark = pytest.mark.django_db
HARI_INI = timezone.localdate()
TAHUN = HARI_INI.year


def _catat(satker: Satker, predikat: str, tahun: int, dicabut: dt.date | None = None) -> RiwayatPredikat:
    return RiwayatPredikat.objects.create(
        satker=satker,
        predikat=predikat,
        tahun=tahun,
        nomor_sk="SK",
        dicabut_pada=dicabut,
        alasan_cabut="contoh" if dicabut else "",
    )


@pytest.mark.parametrize(
    ("dicabut", "tahun", "dipegang"),
    [
        (None, TAHUN - 4, False),  # not given yet
        (None, TAHUN - 3, True),
        (dt.date(TAHUN - 1, 1, 1), TAHUN - 2, True),  # the day after the end of that year
        (dt.date(TAHUN - 2, 12, 31), TAHUN - 2, False),
        (dt.date(TAHUN - 1, 1, 1), TAHUN - 1, False),
        (HARI_INI, TAHUN, False),
        (HARI_INI + dt.timedelta(days=1), TAHUN, True),
        (HARI_INI + dt.timedelta(days=1), TAHUN + 1, True),  # a coming year is judged by today
        (HARI_INI, TAHUN + 1, False),
    ],
)
def test_dipegang_by_the_end_of_the_year_or_today(dicabut: dt.date | None, tahun: int, dipegang: bool) -> None:
    satker = buat_satker()
    baris = _catat(satker, "WBK", TAHUN - 3, dicabut)
    assert list(RiwayatPredikat.objects.dipegang(tahun)) == ([baris] if dipegang else [])
    assert riwayat_predikat(satker, tahun).wbk_sejak == (TAHUN - 3 if dipegang else None)


def test_riwayat_of_a_past_year_is_not_rewritten_by_a_revocation() -> None:
    satker = buat_satker()
    _catat(satker, "WBK", TAHUN - 3)
    _catat(satker, "WBBM", TAHUN - 2, HARI_INI)
    lalu, kini = riwayat_predikat(satker, TAHUN - 1), riwayat_predikat(satker, TAHUN)
    assert lalu.berlaku is not None
    assert (lalu.berlaku.predikat, lalu.dicabut) == ("WBBM", None)
    assert kini.berlaku is not None
    assert (kini.berlaku.predikat, kini.dicabut) == ("WBK", None)


def test_riwayat_names_the_revoked_one_only_while_none_is_held() -> None:
    satker = buat_satker()
    _catat(satker, "WBK", TAHUN - 3, HARI_INI)
    assert riwayat_predikat(satker, TAHUN - 1).dicabut is None
    dicabut = riwayat_predikat(satker, TAHUN).dicabut
    assert dicabut is not None
    assert (dicabut.predikat, dicabut.dicabut_pada) == ("WBK", HARI_INI)
