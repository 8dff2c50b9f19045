"""The LHE says what the engine says, of every node and gate, from frozen copies only; each note keeps its butir."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pemantauan.queries.nilai import kesiapan
from penilaian.models import Jawaban, Lapisan, Peristiwa, Potret
from penilaian.queries.lhe import bahan_lhe, kata_peristiwa, potret_lhe
from penilaian.queries.nilai import nilai_lembar
from penilaian.skor.hitung import ke_desimal
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import (
    aturan_pengurang,
    bekukan,
    insiden,
    isi_semua,
    sampai_evaluasi,
    sampai_kunci,
)

pytestmark = pytest.mark.django_db


def _hasil(dunia: Dunia, potret):
    isi = {k: Jawaban(kode_butir=k, isi=v["isi"]) for k, v in potret.jawaban.items()}
    return nilai_lembar(dunia.lembar, dunia.instrumen, isi)


@pytest.mark.parametrize("target", ["WBK", "WBBM"])
def test_every_node_butir_and_gate_equals_engine_copy_and_dashboard(dunia, target):
    dunia.lembar.target = target
    dunia.lembar.save()
    potret = sampai_kunci(dunia)
    bahan, hasil = bahan_lhe(potret), _hasil(dunia, potret)

    assert {s.kode: (s.nilai, s.bobot, s.persen) for s in bahan.simpul} == {
        k: (h.nilai, h.bobot, h.persen) for k, h in hasil.simpul.items()
    }
    assert {s.kode: str(ke_desimal(s.nilai)) for s in bahan.simpul} == potret.pohon["simpul"]
    assert {b.kode_butir: str(ke_desimal(b.poin)) for b in bahan.butir} == potret.pohon["butir"]
    gerbang = hasil.predikat[target].gerbang
    assert [(g.kode, g.nilai, g.minimum, g.kurang, g.keadaan) for g in bahan.gerbang] == [
        (g.kode, g.nilai, g.minimum, g.kurang, g.keadaan) for g in gerbang
    ]
    halaman = kesiapan(dunia.instrumen, hasil, target)
    assert [g.kode for g in bahan.gerbang if not g.terpenuhi] == [s.gerbang.kode for s in halaman.belum]
    assert {(s.kode, s.minimum, s.keadaan) for s in bahan.simpul if s.minimum is not None} == {
        (g.kode, g.minimum, g.keadaan) for g in gerbang if g.kode != "SUDAH_WBK"
    }
    assert bahan.layak is hasil.predikat[target].terpenuhi is (target == "WBK")
    assert (bahan.hash_instrumen, bahan.mesin, bahan.final) == (dunia.instrumen.hash, potret.mesin, False)


def test_notes_of_butir_below_full_value_become_recommendations_with_their_code(dunia):
    potret = sampai_kunci(dunia)
    bahan, hasil = bahan_lhe(potret), _hasil(dunia, potret)
    kurang = {k for k, b in hasil.butir.items() if b.poin < b.bobot_efektif}
    catatan = {c.kode_butir: (c.kode, c.teks, c.hilang) for a in bahan.area for c in a.catatan}
    assert catatan == {
        k: (
            dunia.instrumen.butir[k].kode_pendek,
            potret.jawaban[k]["catatan"],
            dunia.instrumen.butir[k].bobot_efektif - hasil.butir[k].poin,
        )
        for k in kurang
    }
    assert catatan
    for a in bahan.area:
        assert [c.hilang for c in a.catatan] == sorted((c.hilang for c in a.catatan), reverse=True)
        assert {dunia.instrumen.butir[c.kode_butir].area for c in a.catatan} <= {a.kode}


def test_score_below_full_value_without_note_is_named(dunia):
    potret = sampai_kunci(dunia)
    kode = next(a.catatan[0].kode_butir for a in bahan_lhe(potret).area if a.catatan)
    potret.jawaban[kode]["catatan"] = "  "
    assert [k for a in bahan_lhe(potret).area for k in a.tanpa_catatan] == [dunia.instrumen.butir[kode].kode_pendek]


def test_only_frozen_copies_of_the_same_sending_are_compared(dunia):
    sampai_evaluasi(dunia)
    ketua = dunia.pelaku(Peran.TPI_KETUA)
    isi_semua(dunia, Lapisan.PENDAHULUAN, ketua, letak=1)
    bekukan(dunia, Lapisan.PENDAHULUAN, Peristiwa.PENDAHULUAN, ketua)
    potret = sampai_kunci(dunia)
    sebelum = bahan_lhe(potret)
    Jawaban.objects.filter(lembar=dunia.lembar).update(isi=None, uraian="")  # the open sheet is not read
    sesudah = bahan_lhe(potret)
    assert sesudah == sebelum
    assert [p.nama for p in sebelum.lapisan] == ["Mandiri", "Pendahuluan", "Tim penilai"]
    total = sebelum.banding[-1]
    assert (total.kode, total.nilai[0], total.nilai[2]) == ("TOTAL", Fraction(100), sebelum.total)
    assert total.nilai[1] < 100
    besar = [abs(b.selisih) for b in sebelum.beda]
    assert besar == sorted(besar, reverse=True)
    assert len(besar) == 10
    assert all(b.catatan == f"Lengkapi bukti {b.kode}." for b in sebelum.beda)


def test_statements_do_not_grow_with_differences(dunia):
    sampai_kunci(dunia)
    banyak = []
    for isi in ("A", None):
        with CaptureQueriesContext(connection) as tangkap:
            bahan = bahan_lhe(potret_lhe(dunia.lembar))
        banyak.append((len(tangkap), len(bahan.beda)))
        Potret.objects.filter(lapisan=Lapisan.SATKER).update(jawaban={}, pohon={"isi": isi})
    assert banyak == [(16, 10), (16, 10)]


def test_team_and_time_are_those_of_the_copy(dunia):
    bahan = bahan_lhe(sampai_kunci(dunia))
    assert [(o.peran, o.nama) for o in bahan.tim] == [
        (p, dunia.pelaku(p).user.nama) for p in (Peran.TPI_DALNIS, Peran.TPI_KETUA, Peran.TPI_ANGGOTA)
    ]
    zona = ZoneInfo(dunia.satker.zona)
    assert bahan.dari == bahan.sampai == bahan.pada.astimezone(zona).date()


def test_reading_is_stated_per_area_and_in_all(dunia):
    bahan = bahan_lhe(sampai_kunci(dunia))
    assert [b.kode for b in bahan.bacaan] == ["A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "TOTAL"]
    semua = bahan.bacaan[-1]
    assert (semua.jumlah, semua.tanpa_berkas, semua.poin) == (113, 113, 100)


def test_deduction_is_a_second_figure_and_off_changes_nothing(dunia):
    """M7: the official figures of the paper are the same with the rule on; without it there is no word of it."""
    potret = sampai_kunci(dunia)
    tanpa = bahan_lhe(potret)
    assert tanpa.pengurang is None
    insiden(dunia, status="terbukti")
    assert bahan_lhe(potret) == tanpa
    aturan_pengurang(dunia)
    ada = bahan_lhe(potret)
    assert replace(ada, pengurang=None) == tanpa
    assert (ada.pengurang.setelah, ada.pengurang.kalimat) == (ada.total - 5, "")
    assert [(b.jenis, b.potongan) for b in ada.pengurang.baris] == [("KKN oleh pegawai", 5)]


@pytest.mark.parametrize(
    ("label", "kata"), [("LHE terbit", "LHE terbit"), ("Dikunci tim penilai", "dikunci tim penilai")]
)
def test_events_stand_in_a_sentence_without_losing_an_abbreviation(label: str, kata: str) -> None:
    assert kata_peristiwa(label) == kata
