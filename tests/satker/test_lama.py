import pytest

from satker.lama import LamaTidakTerbacaError, baca_lama, format_lama


@pytest.mark.parametrize(
    ("menit", "teks"),
    [(3120, "2 hari 4 jam"), (90, "1 jam 30 menit"), (30, "30 menit"), (1440, "1 hari"), (0, "langsung"), (None, "–")],
)
def test_format_lama_in_words(menit, teks):
    assert format_lama(menit) == teks


@pytest.mark.parametrize(
    ("teks", "menit"),
    [("2 hari 4 jam", 3120), ("2 Hari, 4 JAM", 3120), ("90 menit", 90), ("3jam", 180), ("0 menit", 0)],
)
def test_baca_lama_reads_what_people_write(teks, menit):
    assert baca_lama(teks) == menit


@pytest.mark.parametrize("teks", ["90", "dua hari", "2 hari 3 hari", "-2 jam", "2,5 jam", "400 hari", "2 minggu", ""])
def test_baca_lama_refuses_the_unclear(teks):
    with pytest.raises(LamaTidakTerbacaError):
        baca_lama(teks)


@pytest.mark.parametrize("menit", [1, 59, 60, 61, 1439, 1441, 3120, 527040])
def test_words_read_back_to_the_same_minutes(menit):
    assert baca_lama(format_lama(menit)) == menit
