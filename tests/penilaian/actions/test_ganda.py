"""Blind double scoring: what may be set when, who can be replaced, and what the one door of scores refuses."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from penilaian.actions.ganda import atur_ganda, ganti_penilai_ganda, matikan_ganda
from penilaian.actions.meja import batalkan_nilai
from penilaian.alur import LangkahDitolak
from penilaian.models import AlurLembar, ButirGanda, Jawaban, Lapisan, NilaiPertama, PenilaianGanda
from penilaian.queries.ganda import tersembunyi
from penilaian.queries.urutan_baca import urutan_baca
from satker.models import Jejak
from satker.peran import Peran
from tests.pabrik import pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import nilai, sampai_evaluasi

KODE, BAKU = "P1.1b", "A1.P.i.b"


@pytest.fixture
def tim(dunia: Dunia) -> dict:
    """The team with a second and a third member, under evaluation."""
    orang = sampai_evaluasi(dunia)
    for nama in ("dua", "tiga"):
        orang[nama] = pelaku_untuk(dunia.satker, Peran.TPI_ANGGOTA)
        dunia.tandatangan(orang[nama])
    return {"satu": orang[Peran.TPI_ANGGOTA], "ketua": orang[Peran.TPI_KETUA], **orang}


def menyala(dunia: Dunia, tim: dict) -> ButirGanda:
    atur_ganda(oleh=tim["ketua"], lembar=dunia.lembar, cara="pilihan", kode=frozenset({BAKU, "A1.P.ii.a"}))
    return ButirGanda.objects.get(kode_butir=BAKU)


def dua_orang(baris: ButirGanda, tim: dict) -> list:
    return [next(p for p in tim.values() if p.user.pk == u) for u in (baris.pertama_id, baris.kedua_id)]


def test_sample_is_taken_from_the_reading_order_the_same_every_time(dunia, tim):
    urut = [b.butir.kode for b in urutan_baca(tim["ketua"], dunia.lembar).baris]
    for _ in range(2):
        atur_ganda(oleh=tim["ketua"], lembar=dunia.lembar, cara="sampel", persen=10)
        assert set(ButirGanda.objects.values_list("kode_butir", flat=True)) == set(urut[:12])
    assert PenilaianGanda.objects.count() == 1
    orang = [u for b in ButirGanda.objects.all() for u in (b.pertama_id, b.kedua_id)]
    assert (len(orang), len(set(orang))) == (24, 3)
    assert Jejak.objects.filter(aksi="atur_ganda").count() == 2


def test_setting_is_refused_outside_the_evaluation_and_without_butir(dunia, tim):
    for kode in (KODE, "P1.2a"):
        nilai(dunia, tim["ketua"], kode, dunia.instrumen.cari(kode).opsi[0].kode)
    with pytest.raises(ValidationError, match="belum diputus tim"):
        menyala(dunia, tim)
    AlurLembar.objects.filter(lembar=dunia.lembar).update(keadaan="tanggapan")
    with pytest.raises(ValidationError, match="selagi LKE ada di tim penilai"):
        atur_ganda(oleh=tim["ketua"], lembar=dunia.lembar, cara="semua")


def test_before_any_score_it_goes_without_a_trace_after_it_only_opens(dunia, tim):
    menyala(dunia, tim)
    matikan_ganda(oleh=tim["ketua"], lembar=dunia.lembar, alasan="")
    assert not PenilaianGanda.objects.exists()
    satu, _ = dua_orang(menyala(dunia, tim), tim)
    nilai(dunia, satu, KODE, "A", Lapisan.TPI_ANGGOTA)
    with pytest.raises(ValidationError, match="hanya dapat dibuka"):
        atur_ganda(oleh=tim["ketua"], lembar=dunia.lembar, cara="semua")
    with pytest.raises(ValidationError, match="Tulis alasan"):
        matikan_ganda(oleh=tim["ketua"], lembar=dunia.lembar, alasan=" ")
    assert tersembunyi(tim["tiga"], dunia.lembar) == {BAKU, "A1.P.ii.a"}
    matikan_ganda(oleh=tim["ketua"], lembar=dunia.lembar, alasan="Anggota sakit")
    assert tersembunyi(tim["tiga"], dunia.lembar) == frozenset()
    with pytest.raises(ValidationError, match="tidak sedang berjalan"):
        matikan_ganda(oleh=tim["ketua"], lembar=dunia.lembar, alasan="Lagi")
    nilai(dunia, tim["ketua"], KODE, "A")  # and the team need not wait any more
    assert NilaiPertama.objects.get().dibuka_pada is not None


def test_who_has_scored_stays_and_others_change_with_a_reason(dunia, tim):
    baris = menyala(dunia, tim)
    satu, dua = dua_orang(baris, tim)
    tiga = next(p for p in (tim["satu"], tim["dua"], tim["tiga"]) if p not in (satu, dua))
    pk = {p: p.user.pk for p in (satu, dua, tiga, tim["ketua"])}

    def ganti(a, b, alasan=""):
        pasangan = {BAKU: (pk[a], pk[b])}
        return ganti_penilai_ganda(oleh=tim["ketua"], lembar=dunia.lembar, pasangan=pasangan, alasan=alasan)

    assert (ganti(satu, dua), ganti(satu, tiga), ganti(satu, dua)) == (0, 1, 1)
    with pytest.raises(ValidationError, match="tidak dapat menilai satker ini"):
        ganti(satu, tim["ketua"])
    nilai(dunia, satu, KODE, "A", Lapisan.TPI_ANGGOTA)
    with pytest.raises(ValidationError, match="sudah menilai tidak dapat diganti"):
        ganti(tiga, dua, "x")
    with pytest.raises(ValidationError, match="Tulis alasan"):
        ganti(satu, tiga)
    assert ganti(satu, tiga, "Cuti") == 1


def test_taking_a_blind_score_back_hides_the_other_again(dunia, tim):
    satu, dua = dua_orang(menyala(dunia, tim), tim)
    for orang in (satu, dua):
        nilai(dunia, orang, KODE, "A", Lapisan.TPI_ANGGOTA)
    assert BAKU not in tersembunyi(satu, dunia.lembar)
    butir = dunia.instrumen.cari(KODE)
    batalkan_nilai(oleh=satu, lembar=dunia.lembar, butir=butir, lapisan=Lapisan.TPI_ANGGOTA, versi_dasar=1)
    assert BAKU in tersembunyi(satu, dunia.lembar)
    assert tersembunyi(tim["ketua"], dunia.lembar) == frozenset()
    with pytest.raises(LangkahDitolak, match=satu.user.nama):
        nilai(dunia, tim["ketua"], KODE, "A")
    assert not Jawaban.objects.filter(lapisan=Lapisan.TPI).exists()


def test_the_door_itself_asks_for_a_reason_when_they_differ(dunia, tim):
    satu, dua = dua_orang(menyala(dunia, tim), tim)
    nilai(dunia, satu, KODE, "A", Lapisan.TPI_ANGGOTA)
    nilai(dunia, dua, KODE, "B", Lapisan.TPI_ANGGOTA, catatan="Sebagian")
    with pytest.raises(LangkahDitolak, match="Tulis alasannya"):
        nilai(dunia, tim["ketua"], KODE, "A")
    nilai(dunia, tim["ketua"], KODE, "A", catatan="Laporan ditemukan")
    assert Jejak.objects.filter(aksi__startswith="dalam_nilai_tpi").count() == 2
    assert Jejak.objects.filter(aksi="nilai_tpi").count() == 1
