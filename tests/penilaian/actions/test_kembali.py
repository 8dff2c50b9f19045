"""A butir goes back and comes again: only that one, only in its time, only by the people of its area."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from penilaian.actions.kembali import kembalikan_butir, kirim_ulang_butir, tandai_lengkap
from penilaian.alur import LangkahDitolak
from penilaian.models import AlurLembar, AturanEvaluasi, ButirPengajuan, Jawaban, RiwayatButir
from satker.models import Jejak
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import kanwil, kirim, langkah, tim_penilai

pytestmark = pytest.mark.django_db
KODE = "A1.P.i.b"


def _dikembalikan(dunia: Dunia, kode: str = KODE) -> tuple[ButirPengajuan, Pelaku]:
    pengajuan = kirim(dunia)
    pemeriksa = kanwil(dunia, Peran.STAF_KANWIL)
    butir = pengajuan.butir.get(kode_butir=kode)
    kembalikan_butir(oleh=pemeriksa, pengajuan_butir=butir, alasan="SK belum memuat uraian tugas.")
    butir.refresh_from_db()
    return butir, pemeriksa


def test_return_needs_a_reason_and_leaves_one_audit_row(dunia: Dunia) -> None:
    pengajuan, pemeriksa = kirim(dunia), kanwil(dunia, Peran.STAF_KANWIL)
    butir = pengajuan.butir.get(kode_butir=KODE)
    for alasan in ("  ", "a" * 1001):
        with pytest.raises(LangkahDitolak):
            kembalikan_butir(oleh=pemeriksa, pengajuan_butir=butir, alasan=alasan)
    kembalikan_butir(oleh=pemeriksa, pengajuan_butir=butir, alasan=" SK kurang. ")
    kembalikan_butir(oleh=pemeriksa, pengajuan_butir=butir, alasan="SK kurang.")  # twice is once
    butir.refresh_from_db()
    assert (butir.status, butir.alasan) == ("perlu_perbaikan", "SK kurang.")
    jejak = Jejak.objects.get(aksi="kembalikan_butir")
    assert (jejak.kode_butir, jejak.area, jejak.alasan) == (KODE, "A1", "SK kurang.")


def test_only_reviewers_of_the_state_return(dunia: Dunia) -> None:
    pengajuan = kirim(dunia)
    butir = pengajuan.butir.get(kode_butir=KODE)
    for peran in (Peran.KOORDINATOR, Peran.KEPALA, Peran.TPI_KETUA, Peran.STAF_KANWIL):  # the last: its own unit
        with pytest.raises(LangkahDitolak):
            kembalikan_butir(oleh=dunia.pelaku(peran), pengajuan_butir=butir, alasan="Kurang.")
    assert not Jejak.objects.filter(aksi="kembalikan_butir").exists()


def test_repaired_butir_takes_no_other_butir_along(dunia: Dunia) -> None:
    butir, _ = _dikembalikan(dunia)
    lain = butir.pengajuan.butir.exclude(pk=butir.pk)
    sebelum = list(lain.order_by("pk").values())
    dunia.jawab(KODE, "B", uraian="Diperbaiki.")
    dunia.jawab("A1.P.i.a", "Tidak")  # edited on the open sheet, not returned
    kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir)
    butir.refresh_from_db()
    assert (butir.isi, butir.uraian, butir.ke, butir.status) == ("B", "Diperbaiki.", 2, "diperbaiki")
    assert butir.alasan == "SK belum memuat uraian tugas."
    assert list(lain.order_by("pk").values()) == sebelum
    riwayat = RiwayatButir.objects.get()
    assert (riwayat.butir_id, riwayat.ke, riwayat.isi, riwayat.alasan) == (butir.pk, 1, "A", butir.alasan)
    assert Jejak.objects.get(aksi="kirim_ulang_butir").sesudah == {"ke": 2, "isi": "B"}


def test_nothing_repaired_is_refused_and_leaves_nothing(dunia: Dunia) -> None:
    butir, _ = _dikembalikan(dunia)
    with pytest.raises(LangkahDitolak) as tolak:
        kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir)
    assert tolak.value.kode == "sama"
    butir.refresh_from_db()
    assert (butir.ke, butir.status) == (1, "perlu_perbaikan")
    assert not RiwayatButir.objects.exists()


def test_who_sends_again(dunia: Dunia) -> None:
    butir, pemeriksa = _dikembalikan(dunia)
    dunia.jawab(KODE, "B")
    for oleh in (
        dunia.pelaku(Peran.ANGGOTA_POKJA, area="A1"),
        dunia.pelaku(Peran.KETUA_POKJA, area="A2"),
        dunia.pelaku(Peran.KEPALA),
        pemeriksa,
    ):
        with pytest.raises(LangkahDitolak) as tolak:
            kirim_ulang_butir(oleh=oleh, pengajuan_butir=butir)
        assert tolak.value.kode == "peran"
    kirim_ulang_butir(oleh=dunia.pelaku(Peran.KETUA_POKJA, area="A1"), pengajuan_butir=butir)


def test_answer_saved_in_between_is_not_sent_unseen(dunia: Dunia) -> None:
    butir, _ = _dikembalikan(dunia)
    dilihat = dunia.jawab(KODE, "B").jawaban.versi
    dunia.jawab(KODE, "C")
    with pytest.raises(LangkahDitolak) as tolak:
        kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir, versi_dilihat=dilihat)
    assert tolak.value.kode == "berubah"


def test_emptied_answer_is_not_sent_again(dunia: Dunia) -> None:
    butir, _ = _dikembalikan(dunia)
    dunia.jawab(KODE, None)
    with pytest.raises(LangkahDitolak) as tolak:
        kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir)
    assert tolak.value.kode == "lengkap"


def test_complete_takes_a_return_back_and_a_stale_reading_is_refused(dunia: Dunia) -> None:
    butir, pemeriksa = _dikembalikan(dunia)
    dunia.jawab(KODE, "B")
    kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir)
    with pytest.raises(LangkahDitolak) as tolak:
        tandai_lengkap(oleh=pemeriksa, pengajuan_butir=butir, ke_dilihat=1)
    assert tolak.value.kode == "berubah"
    tandai_lengkap(oleh=pemeriksa, pengajuan_butir=butir, ke_dilihat=2)
    butir.refresh_from_db()
    assert (butir.status, butir.alasan) == ("lengkap", "")
    with pytest.raises(LangkahDitolak) as tolak:
        kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir)
    assert tolak.value.kode == "status"


def test_team_returns_in_the_evaluation_and_the_satker_repairs_in_its_time(dunia: Dunia) -> None:
    AturanEvaluasi.objects.create(periode=dunia.periode, pakai_pendahuluan=False)
    butir = kirim(dunia).butir.get(kode_butir=KODE)
    tim = tim_penilai(dunia)
    langkah(dunia, tim[Peran.TPI_KETUA], "mulai_evaluasi")
    with pytest.raises(LangkahDitolak):
        kembalikan_butir(oleh=tim[Peran.TPI_DALNIS], pengajuan_butir=butir, alasan="Kurang.")
    kembalikan_butir(oleh=tim[Peran.TPI_ANGGOTA], pengajuan_butir=butir, alasan="Kurang.")
    dunia.jawab(KODE, "B")
    with pytest.raises(LangkahDitolak) as tolak:  # not asked for yet
        kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir)
    assert tolak.value.kode == "keadaan"
    langkah(dunia, tim[Peran.TPI_KETUA], "minta_perbaikan", "Lihat catatan per soal.")
    kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir)
    langkah(dunia, Peran.KEPALA, "kirim_perbaikan")
    assert AlurLembar.objects.get().keadaan == "evaluasi"


def test_repair_after_its_deadline_is_refused_by_the_database_clock(dunia: Dunia) -> None:
    butir, _ = _dikembalikan(dunia)
    dunia.jawab(KODE, "B")
    AlurLembar.objects.update(keadaan="perbaikan", tenggat=timezone.now() - dt.timedelta(minutes=1))
    with pytest.raises(LangkahDitolak) as tolak:
        kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir)
    assert tolak.value.kode == "tenggat"
    AlurLembar.objects.update(tenggat=timezone.now() + dt.timedelta(minutes=1))  # twin: the clock is what refused
    kirim_ulang_butir(oleh=dunia.pelaku(), pengajuan_butir=butir)
    assert Jawaban.objects.get(kode_butir=KODE).isi == "B"
