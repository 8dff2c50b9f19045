"""The reading order with real signals: zero denominators with their median, last year's published gap, evidence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone

from penilaian.actions.lembar import buka_lembar
from penilaian.models import Jawaban, Lapisan, LembarKerja, Peristiwa, Potret
from penilaian.queries.urutan_baca import median, selisih_lalu, urutan_baca
from satker.models import Satker
from satker.pelaku import muat_pelaku
from satker.peran import Peran
from tests.pabrik import buat_jenis, buat_penugasan, buat_periode, buat_satker
from tests.penilaian.bacaan import ANGGOTA, dikirim
from tests.penilaian.dunia import Dunia

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


def _isi_nol(dunia: Dunia) -> dict[str, str]:
    return {i.kode: "0" for i in dunia.instrumen.butir["A5.R.ii.a"].isian}


def _dikirim_nol(dunia: Dunia) -> None:
    """A sheet in full whose complaints are none at all, sent."""
    from penilaian.models import ButirPengajuan

    dikirim(dunia)
    ButirPengajuan.objects.filter(kode_butir="A5.R.ii.a").update(isi=_isi_nol(dunia), catatan_nol="Tidak ada.")


def _tetangga(dunia: Dunia, penyebut: int, jenis: str = "lapas") -> Satker:
    """Another unit of the team with an answer to the same butir."""
    satker = buat_satker(dunia.satker.induk, jenis=buat_jenis(jenis))
    buat_penugasan(satker, ANGGOTA, dunia.pelaku(ANGGOTA).user)
    lembar = buka_lembar(oleh=None, satker=satker, periode=dunia.periode)
    butir = dunia.instrumen.butir["A5.R.ii.a"]
    isi = {i.kode: str(penyebut) for i in butir.isian}
    Jawaban.objects.create(
        satker=satker,
        lembar=lembar,
        kode_butir=butir.kode,
        isi=isi,
        oleh=dunia.pelaku().user,
        pada=timezone.now(),
    )
    return satker


def test_zero_denominator_with_full_marks_is_first_and_names_the_median_of_its_kind(dunia: Dunia) -> None:
    _dikirim_nol(dunia)
    for n in (2, 4, 9):
        _tetangga(dunia, n)
    _tetangga(dunia, 500, jenis="kanim")  # another kind does not count
    asing = buat_satker(dunia.satker.induk)  # nor a unit out of sight
    lembar = buka_lembar(oleh=None, satker=asing, periode=dunia.periode)
    isi = {i.kode: "700" for i in dunia.instrumen.butir["A5.R.ii.a"].isian}
    Jawaban.objects.create(
        satker=asing, lembar=lembar, kode_butir="A5.R.ii.a", isi=isi, oleh=dunia.pelaku().user, pada=timezone.now()
    )
    pertama = urutan_baca(muat_pelaku(dunia.pelaku(ANGGOTA).user), dunia.lembar).baris[0]
    penyebut = len(dunia.instrumen.butir["A5.R.ii.a"].rumus.penyebut)
    assert (pertama.butir.kode, pertama.bacaan.poin) == ("A5.R.ii.a", 3)
    assert pertama.alasan[0] == "Penyebut nol memberi nilai penuh: minta bukti bahwa salurannya berjalan."
    assert pertama.median == f"Penyebut di Lapas lain yang Anda lihat: median {4 * penyebut} dari 3 satker."


def test_without_neighbours_the_page_says_so(dunia: Dunia) -> None:
    _dikirim_nol(dunia)
    pertama = urutan_baca(dunia.pelaku(ANGGOTA), dunia.lembar).baris[0]
    assert pertama.median == "Tidak ada satker lain sejenis yang Anda lihat untuk pembanding."


def test_nothing_sent_gives_no_order(dunia: Dunia) -> None:
    assert urutan_baca(dunia.pelaku(ANGGOTA), dunia.lembar) is None


def test_order_follows_what_was_sent_not_the_open_sheet(dunia: Dunia) -> None:
    dikirim(dunia)
    dunia.jawab("A1.P.i.a", "Tidak")
    poin = {b.butir.kode: b.bacaan.poin for b in urutan_baca(dunia.pelaku(ANGGOTA), dunia.lembar).baris}
    assert poin["A1.P.i.a"] == dunia.instrumen.butir["A1.P.i.a"].bobot_efektif


def _tahun_lalu(dunia: Dunia) -> LembarKerja:
    lalu = buat_periode(dunia.satker.instansi, dunia.periode.tahun - 1)
    return buka_lembar(oleh=None, satker=dunia.satker, periode=lalu)


def _potret(dunia: Dunia, lembar: LembarKerja, lapisan: str, peristiwa: str, isi: str) -> None:
    Potret.objects.create(
        satker=dunia.satker,
        lembar=lembar,
        lapisan=lapisan,
        peristiwa=peristiwa,
        nomor=1,
        jawaban={"A1.P.i.b": {"isi": isi}},
        pohon={},
        total=0,
        pengungkit=0,
        hasil=0,
        terisi=0,
        jumlah=0,
        area={},
        gerbang={},
        oleh=dunia.pelaku().user,
        pada=timezone.now(),
    )


def test_gap_of_last_year_comes_from_published_copies_alone(dunia: Dunia) -> None:
    lembar = _tahun_lalu(dunia)
    _potret(dunia, lembar, Lapisan.SATKER, Peristiwa.KIRIM, "A")
    Jawaban.objects.create(
        satker=dunia.satker,
        lembar=lembar,
        kode_butir="A1.P.i.b",
        lapisan=Lapisan.TPI,
        isi="C",
        oleh=dunia.pelaku().user,
        pada=timezone.now(),
    )
    assert selisih_lalu(dunia.lembar) == {}  # the team's own draft of last year is not told
    _potret(dunia, lembar, Lapisan.TPI, Peristiwa.KUNCI, "C")
    assert selisih_lalu(dunia.lembar) == {"A1.P.i.b": Fraction(1)}


def test_median_of_odd_and_even_lists() -> None:
    assert [median([Fraction(n) for n in isi]) for isi in ([7], [9, 1, 2], [4, 1])] == [7, 2, Fraction(5, 2)]


def test_reader_outside_the_team_gets_no_reading_states(dunia: Dunia) -> None:
    dikirim(dunia)
    baris = urutan_baca(dunia.pelaku(Peran.KEPALA), dunia.lembar).baris
    assert {b.saya for b in baris} == {"tanpa_berkas"}
