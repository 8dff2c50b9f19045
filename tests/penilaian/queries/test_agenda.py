"""What a desk talks about: sources, order, and whose scores count."""

from __future__ import annotations

import pytest

from penilaian.models import Lapisan
from penilaian.queries import agenda as modul
from penilaian.queries.agenda import Sumber, agenda, ringkas_agenda
from satker.peran import Peran
from tests.pabrik import pelaku_untuk
from tests.penilaian.perjalanan import beri_bukti, isi_semua, kirim, nilai, sampai_evaluasi

pytestmark = pytest.mark.django_db


def _kode(isi, nama):
    return {b.butir.kode_pendek for a in isi.area for b in a.baris if nama in b.sebab}


def test_everything_is_unscored_until_somebody_scores(dunia):
    tim = sampai_evaluasi(dunia)
    isi = agenda(tim[Peran.TPI_KETUA], dunia.lembar)
    assert (isi.dinilai, isi.dari, dict(isi.jumlah)["Belum dinilai"]) == (0, 113, 113)


def test_a_score_that_agrees_leaves_the_agenda_and_one_that_differs_stays(dunia):
    tim = sampai_evaluasi(dunia)
    ketua = tim[Peran.TPI_KETUA]
    nilai(dunia, ketua, "P5.1a", "A")
    nilai(dunia, ketua, "P5.1b", "C")
    isi = agenda(ketua, dunia.lembar)
    assert _kode(isi, "Berbeda") == {"P5.1b"}
    assert "P5.1a" not in {b.butir.kode_pendek for a in isi.area for b in a.baris}
    assert (isi.dinilai, dict(isi.jumlah)["Belum dinilai"]) == (2, 111)


def test_zero_denominator_comes_first(dunia):
    isi_semua(dunia)
    nol = dict.fromkeys((i.kode for i in dunia.instrumen.cari("R5.2a").isian), "0")
    dunia.jawab("R5.2a", nol, catatan_nol="Tidak ada pengaduan.")
    from penilaian.actions.kirim import kirim_lembar
    from penilaian.models import AturanEvaluasi
    from tests.penilaian.perjalanan import langkah

    AturanEvaluasi.objects.create(periode=dunia.periode, pakai_pendahuluan=False)
    langkah(dunia, Peran.KOORDINATOR, "ajukan")
    kirim_lembar(oleh=dunia.pelaku(Peran.KEPALA), lembar=dunia.lembar)
    isi = agenda(dunia.pelaku(Peran.TPI_KETUA), dunia.lembar)
    lima = next(a for a in isi.area if a.simpul.kode == "A5")
    assert (lima.baris[0].butir.kode_pendek, _kode(isi, "Penyebut nol")) == ("R5.2a", {"R5.2a"})


def test_a_member_compares_the_own_score_and_never_sees_a_colleagues(dunia):
    tim = sampai_evaluasi(dunia)
    satu, dua = tim[Peran.TPI_ANGGOTA], pelaku_untuk(dunia.satker, Peran.TPI_ANGGOTA)
    nilai(dunia, satu, "P5.1b", "D", lapisan=Lapisan.TPI_ANGGOTA)
    assert _kode(agenda(satu, dunia.lembar), "Berbeda") == {"P5.1b"}
    lain = agenda(dua, dunia.lembar)
    assert (_kode(lain, "Berbeda"), lain.dinilai) == (set(), 0)


def test_self_scores_are_those_that_were_sent(dunia):
    tim = sampai_evaluasi(dunia)
    dunia.jawab("P5.1b", "D")  # the sheet stays open; evaluators see what was sent
    nilai(dunia, tim[Peran.TPI_KETUA], "P5.1b", "A")
    assert _kode(agenda(tim[Peran.TPI_KETUA], dunia.lembar), "Berbeda") == set()


def test_another_source_is_one_entry(dunia, monkeypatch):
    tim = sampai_evaluasi(dunia)
    tanda = Sumber("lain", "Sumber lain", lambda pelaku, bahan: {dunia.lembar.pk: frozenset({"A5.P.i.b"})})
    monkeypatch.setattr(modul, "SUMBER", (*modul.SUMBER, tanda))
    isi = agenda(tim[Peran.TPI_KETUA], dunia.lembar)
    assert (_kode(isi, "Sumber lain"), dict(isi.jumlah)["Sumber lain"]) == ({"P5.1b"}, 1)


def test_own_flags_and_files_nobody_opened_are_reasons(dunia, settings, tmp_path):
    from penilaian.actions.bacaan import catat_baca
    from penilaian.actions.meja import tandai_butir
    from penilaian.queries.bacaan import sematan_kini

    settings.MEDIA_ROOT = tmp_path / "berkas"
    beri_bukti(dunia, "P5.1b")
    beri_bukti(dunia, "P1.1a", "Notula.pdf")
    tim = sampai_evaluasi(dunia)
    ketua, anggota = tim[Peran.TPI_KETUA], tim[Peran.TPI_ANGGOTA]
    tandai_butir(oleh=ketua, lembar=dunia.lembar, butir=dunia.instrumen.cari("P2.1a"), tanda=True)
    versi = next(s.versi_id for s in sematan_kini(dunia.lembar) if s.kode_butir == "A1.P.i.a")
    catat_baca(oleh=anggota, lembar=dunia.lembar, versi_id=versi, cara="pratinjau")
    isi = agenda(ketua, dunia.lembar)
    assert (_kode(isi, "Ditandai"), _kode(isi, "Belum dibaca")) == ({"P2.1a"}, {"P5.1b"})
    lain = dict(ringkas_agenda(anggota, [dunia.lembar])[dunia.lembar.pk].jumlah)
    assert (lain["Ditandai"], lain["Belum dibaca"]) == (0, 1)  # a flag is one's own, an opened file the team's


def test_counts_of_many_sheets_take_five_statements(dunia, instrumen_dimuat, django_assert_num_queries):
    from tests.pabrik import buat_periode, buat_satker
    from tests.penilaian.dunia import Dunia

    lain = buat_satker()
    dunia2 = Dunia(lain, buat_periode(lain))
    kirim(dunia2)
    tim = sampai_evaluasi(dunia)
    for lembar in ([dunia.lembar], [dunia.lembar, dunia2.lembar]):
        for s in lembar:
            str(s.periode.instrumen)
        with django_assert_num_queries(5):
            hasil = ringkas_agenda(tim[Peran.TPI_KETUA], lembar)
        assert len(hasil) == len(lembar)
