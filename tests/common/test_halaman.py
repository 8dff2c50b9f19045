import pytest
from django.http import QueryDict

from common.halaman import bagi


def test_bagi_keeps_other_filters():
    halaman = bagi(range(120), QueryDict("area=5&hal=2"), per=50)
    assert (halaman.isi[0], halaman.mulai, halaman.sampai, halaman.total, halaman.jumlah) == (50, 51, 100, 120, 3)
    assert (halaman.sebelum, halaman.berikut) == ("?area=5&hal=1", "?area=5&hal=3")
    assert [(t.nomor, t.kini) for t in halaman.tautan] == [(1, False), (2, True), (3, False)]


@pytest.mark.parametrize(("hal", "nomor"), [("abc", 1), ("0", 3), ("99", 3), ("", 1)])
def test_bagi_survives_old_links(hal, nomor):
    assert bagi(range(120), QueryDict(f"hal={hal}"), per=50).nomor == nomor


def test_bagi_empty_list():
    halaman = bagi([], QueryDict(""), per=50)
    assert (halaman.mulai, halaman.sampai, halaman.total, halaman.berikut) == (0, 0, 0, "")


def test_bagi_elides_long_rows():
    halaman = bagi(range(1240), QueryDict("hal=5"), per=50)
    assert [t.nomor for t in halaman.tautan] == [1, None, 4, 5, 6, None, 25]
