"""The evaluator's home: what waits for whom, and how far the units are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from penilaian.actions.tim import nyatakan_kepentingan
from penilaian.models import ButirPengajuan, KirimanTanggapan, Lapisan, StatusButir, StatusTanggapan, Tanggapan
from penilaian.queries.bagi_tim import satker_saya
from penilaian.queries.penilaian_saya import Kemajuan, PenilaianSaya, penilaian_saya, urut_penilai
from satker.pelaku import muat_pelaku
from tests.penilaian.actions.test_tim import Regu, buat_regu
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua, keadaan, kirim, nilai, sesi_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def regu(dunia: Dunia) -> Regu:
    regu = buat_regu(dunia)
    regu.tugas()
    kirim(dunia)
    return regu


def saya(regu: Regu, siapa: str) -> PenilaianSaya:
    pelaku = muat_pelaku(regu.orang[siapa])
    return penilaian_saya(pelaku, regu.dunia.periode, satker_saya(pelaku, regu.dunia.periode))


def tunggu(regu: Regu, siapa: str) -> list[tuple[str, str]]:
    return [(m.kata, m.alamat) for m in saya(regu, siapa).menunggu]


def semua(regu: Regu) -> list[list[tuple[str, str]]]:
    return [tunggu(regu, siapa) for siapa in ("anggota1", "ketua", "dalnis")]


def test_each_role_is_told_of_its_own_step_only(regu: Regu) -> None:
    dunia = regu.dunia
    keadaan(dunia, "siap_tpi")
    assert semua(regu) == [[], [("siap dievaluasi: mulai evaluasi", "alur")], []]
    keadaan(dunia, "evaluasi")
    assert semua(regu) == [[], [], []]
    ButirPengajuan.objects.filter(kode_butir="A5.P.i.b").update(status=StatusButir.DIPERBAIKI)
    ulang = [("1 soal diperbaiki satker: nilai lagi", "meja")]
    assert semua(regu) == [ulang, ulang, []]
    keadaan(dunia, "menunggu_dalnis")
    assert semua(regu) == [[], [], [("nilai tim menunggu Anda: kunci atau kembalikan", "alur")]]


def test_replies_go_from_ketua_to_dalnis_and_then_to_the_report(regu: Regu) -> None:
    dunia, kini = regu.dunia, timezone.now()
    keadaan(dunia, "tanggapan")
    satu = Tanggapan.objects.create(
        satker=dunia.satker, lembar=dunia.lembar, kode_butir="A5.P.i.b", teks="Lihat halaman 2.",
        oleh=dunia.pelaku().user, pada=kini,
    )  # fmt: skip
    assert semua(regu) == [[], [], []]  # a draft never leaves the satker
    KirimanTanggapan.objects.create(
        satker=dunia.satker, lembar=dunia.lembar, oleh=dunia.pelaku().user, pada=kini, nihil=False
    )
    Tanggapan.objects.filter(pk=satu.pk).update(status=StatusTanggapan.TERKIRIM)
    assert semua(regu) == [[], [("1 tanggapan menunggu usul Anda", "tanggapan")], []]
    usul: dict[str, Any] = {"usul_oleh": regu.orang["ketua"], "usul_pada": kini, "usul_catatan": "Benar."}
    Tanggapan.objects.filter(pk=satu.pk).update(**usul)
    assert semua(regu) == [[], [], [("1 usul putusan menunggu Anda", "tanggapan")]]
    putus = {"status": StatusTanggapan.DITERIMA, "putus_oleh": regu.orang["dalnis"], "putus_pada": kini}
    Tanggapan.objects.filter(pk=satu.pk).update(**putus)
    assert semua(regu) == [[], [], [("tanggapan selesai: terbitkan LHE", "alur")]]


def test_progress_counts_the_layer_the_person_writes_and_the_next_session_is_shown(
    regu: Regu, django_assert_num_queries: Any
) -> None:
    dunia = regu.dunia
    keadaan(dunia, "evaluasi")
    isi_semua(dunia, Lapisan.TPI, muat_pelaku(regu.orang["ketua"]))
    sesi = sesi_desk(dunia, buka=False)
    for siapa, n in (("anggota1", 0), ("ketua", 113), ("dalnis", 113)):
        isi = saya(regu, siapa)
        # nobody signed, so nobody may score yet
        assert isi.kemajuan == {dunia.satker.pk: Kemajuan(n, 113, 0, False)}
        assert isi.sesi == sesi
    oleh = muat_pelaku(regu.orang["anggota1"])
    nyatakan_kepentingan(oleh=oleh, satker=dunia.satker, periode=dunia.periode, bertentangan=False, uraian="")
    nilai(dunia, oleh, "P5.1b", "A", Lapisan.TPI_ANGGOTA)
    assert saya(regu, "anggota1").kemajuan == {dunia.satker.pk: Kemajuan(1, 113, 0, True)}
    pelaku = muat_pelaku(regu.orang["ketua"])
    satker = satker_saya(pelaku, dunia.periode)
    with django_assert_num_queries(7):
        penilaian_saya(pelaku, dunia.periode, satker)


def test_what_can_be_scored_now_stands_first_and_unfinished_in_front() -> None:
    keadaan = {
        "a": None,  # the right has ended
        "b": Kemajuan(0, 113, 0, False),  # the satker still fills its sheet
        "c": Kemajuan(113, 113, 0, True),
        "d": Kemajuan(113, 113, 0, False),  # locked
        "e": Kemajuan(4, 113, 0, True),
    }
    baris = [(SimpleNamespace(satker=SimpleNamespace(kode=k)), isi) for k, isi in keadaan.items()]
    assert [s.satker.kode for s, _ in urut_penilai(baris)] == ["e", "c", "d", "a", "b"]  # type: ignore[arg-type]
