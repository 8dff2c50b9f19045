"""Replies: written by the koordinator, sent by the kepala in time, decided by two people of the team."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from penilaian.actions.alur import jalankan_langkah
from penilaian.actions.jawaban import JawabanDitolak
from penilaian.actions.nilai_lapisan import tulis_nilai_tanggapan
from penilaian.actions.tanggapan import kirim_tanggapan, putus_tanggapan, simpan_tanggapan, usul_tanggapan
from penilaian.alur import LangkahDitolak
from penilaian.models import AlurLembar, Jawaban, KirimanTanggapan, Lapisan, RingkasanLembar, Tanggapan
from penilaian.queries.alur import langkah_mungkin
from satker.models import Jejak
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import sampai_tanggapan

pytestmark = pytest.mark.django_db
KODE = "A1.P.i.b"


def _tulis(dunia: Dunia, teks: str = "SK sudah memuat uraian tugas.", versi: int = 0) -> Any:
    return simpan_tanggapan(
        oleh=dunia.pelaku(), lembar=dunia.lembar, butir=dunia.instrumen.butir[KODE], teks=teks, versi_dasar=versi
    )


def _kirim(dunia: Dunia, nihil: bool = False, **lain: Any) -> KirimanTanggapan:
    return kirim_tanggapan(oleh=dunia.pelaku(Peran.KEPALA), lembar=dunia.lembar, nihil=nihil, **lain)


def _terkirim(dunia: Dunia) -> Tanggapan:
    _tulis(dunia)
    _kirim(dunia)
    return Tanggapan.objects.get()


def _syarat(dunia: Dunia, tim: Any) -> tuple[str, ...]:
    mungkin = {m.langkah.kode: m.halangan for m in langkah_mungkin(tim[Peran.TPI_DALNIS], dunia.lembar)}
    return mungkin["lhe_belum"]


def test_draft_is_written_changed_and_taken_back(dunia: Dunia) -> None:
    sampai_tanggapan(dunia)
    _tulis(dunia)
    with pytest.raises(LangkahDitolak) as tolak:
        _tulis(dunia, "lain", versi=0)
    assert tolak.value.kode == "berubah"
    assert _tulis(dunia, "lain", versi=1).versi == 2
    assert _tulis(dunia, " ", versi=2) is None
    assert not Tanggapan.objects.exists()
    assert [j.aksi for j in Jejak.objects.filter(aksi__endswith="_tanggapan").order_by("pada")] == [
        "simpan_tanggapan",
        "simpan_tanggapan",
        "hapus_tanggapan",
    ]


def test_only_the_koordinator_writes_and_only_the_kepala_sends(dunia: Dunia) -> None:
    tim = sampai_tanggapan(dunia)
    butir = dunia.instrumen.butir[KODE]
    for oleh in (dunia.pelaku(Peran.KEPALA), dunia.pelaku(Peran.KETUA_POKJA), tim[Peran.TPI_KETUA]):
        with pytest.raises(LangkahDitolak):
            simpan_tanggapan(oleh=oleh, lembar=dunia.lembar, butir=butir, teks="x", versi_dasar=0)
    _tulis(dunia)
    with pytest.raises(LangkahDitolak):
        kirim_tanggapan(oleh=dunia.pelaku(), lembar=dunia.lembar, nihil=False)
    assert not KirimanTanggapan.objects.exists()


def test_sent_once_and_then_closed(dunia: Dunia) -> None:
    sampai_tanggapan(dunia)
    _terkirim(dunia)
    for coba in (lambda: _kirim(dunia), lambda: _kirim(dunia, nihil=True), lambda: _tulis(dunia, "lagi", versi=1)):
        with pytest.raises(LangkahDitolak) as tolak:
            coba()
        assert tolak.value.kode == "terkirim"


def test_none_is_declared_only_without_drafts_and_drafts_are_not_sent_unseen(dunia: Dunia) -> None:
    sampai_tanggapan(dunia)
    with pytest.raises(LangkahDitolak):
        _kirim(dunia)  # nothing there
    _tulis(dunia)
    for isi in ({"nihil": True}, {"dilihat": 0}):
        with pytest.raises(LangkahDitolak):
            _kirim(dunia, **isi)
    assert _kirim(dunia, dilihat=1).nihil is False


def test_deadline_by_the_database_clock(dunia: Dunia) -> None:
    sampai_tanggapan(dunia)
    _tulis(dunia)
    AlurLembar.objects.update(tenggat=timezone.now() - dt.timedelta(seconds=1))
    with pytest.raises(LangkahDitolak) as tolak:
        _kirim(dunia)
    assert tolak.value.kode == "tenggat"
    AlurLembar.objects.update(tenggat=timezone.now() + dt.timedelta(minutes=1))  # twin
    _kirim(dunia)


def test_condition_of_the_lhe(dunia: Dunia) -> None:
    tim = sampai_tanggapan(dunia)
    belum = "Tanggapan satker belum selesai atau belum diputus."
    assert belum in _syarat(dunia, tim)
    tanggapan = _terkirim(dunia)
    assert belum in _syarat(dunia, tim)  # sent, not decided
    usul_tanggapan(oleh=tim[Peran.TPI_KETUA], tanggapan=tanggapan, isi=None, catatan="SK lama.")
    assert belum in _syarat(dunia, tim)
    putus_tanggapan(oleh=tim[Peran.TPI_DALNIS], tanggapan=tanggapan, setuju=True)
    assert belum not in _syarat(dunia, tim)


def test_unsent_drafts_lapse_with_the_deadline_and_none_declared_ends_it(dunia: Dunia) -> None:
    tim = sampai_tanggapan(dunia)
    _tulis(dunia)
    AlurLembar.objects.update(tenggat=timezone.now() - dt.timedelta(seconds=1))
    assert "Tanggapan satker belum selesai atau belum diputus." not in _syarat(dunia, tim)
    assert Tanggapan.objects.get().status == "draf"


def test_value_changes_only_by_two_people(dunia: Dunia) -> None:
    tim = sampai_tanggapan(dunia)
    tanggapan = _terkirim(dunia)
    total = RingkasanLembar.objects.get(lapisan=Lapisan.TPI).total
    with pytest.raises(LangkahDitolak):  # nothing proposed
        putus_tanggapan(oleh=tim[Peran.TPI_DALNIS], tanggapan=tanggapan, setuju=True)
    with pytest.raises(LangkahDitolak):
        usul_tanggapan(oleh=tim[Peran.TPI_DALNIS], tanggapan=tanggapan, isi="A", catatan="Benar.")
    with pytest.raises(JawabanDitolak):
        usul_tanggapan(oleh=tim[Peran.TPI_KETUA], tanggapan=tanggapan, isi="Z", catatan="Benar.")
    usul_tanggapan(oleh=tim[Peran.TPI_KETUA], tanggapan=tanggapan, isi="A", catatan="Benar, uraian tugas ada.")
    assert Jawaban.objects.get(lapisan=Lapisan.TPI, kode_butir=KODE).isi == "B"  # a proposal changes nothing
    with pytest.raises(LangkahDitolak):
        putus_tanggapan(oleh=tim[Peran.TPI_KETUA], tanggapan=tanggapan, setuju=True)
    putus_tanggapan(oleh=tim[Peran.TPI_DALNIS], tanggapan=tanggapan, setuju=True)
    nilai = Jawaban.objects.get(lapisan=Lapisan.TPI, kode_butir=KODE)
    assert (nilai.isi, nilai.uraian, nilai.versi) == ("A", "Benar, uraian tugas ada.", 2)
    assert Tanggapan.objects.get().status == "diterima"
    assert RingkasanLembar.objects.get(lapisan=Lapisan.TPI).total > total
    with pytest.raises(LangkahDitolak):  # decided once
        putus_tanggapan(oleh=tim[Peran.TPI_DALNIS], tanggapan=tanggapan, setuju=True)


def test_one_person_in_both_roles_cannot_decide_their_own_proposal(dunia: Dunia) -> None:
    tim = sampai_tanggapan(dunia)
    tanggapan = _terkirim(dunia)
    ketua = tim[Peran.TPI_KETUA]
    usul_tanggapan(oleh=ketua, tanggapan=tanggapan, isi="A", catatan="Benar.")
    dua = dunia.pelaku(Peran.TPI_DALNIS, user=ketua.user)
    tanggapan.refresh_from_db()
    with pytest.raises(LangkahDitolak):
        putus_tanggapan(oleh=dua, tanggapan=tanggapan, setuju=True)
    with pytest.raises(LangkahDitolak), transaction.atomic():
        tulis_nilai_tanggapan(oleh=dua, tanggapan=tanggapan, butir=dunia.instrumen.butir[KODE])
    with pytest.raises(IntegrityError), transaction.atomic():  # the database says the same
        Tanggapan.objects.update(status="diterima", putus_oleh=ketua.user, putus_pada=timezone.now())


def test_dalnis_gives_a_proposal_back_with_a_reason(dunia: Dunia) -> None:
    tim = sampai_tanggapan(dunia)
    tanggapan = _terkirim(dunia)
    usul_tanggapan(oleh=tim[Peran.TPI_KETUA], tanggapan=tanggapan, isi="A", catatan="Benar.")
    with pytest.raises(LangkahDitolak):
        putus_tanggapan(oleh=tim[Peran.TPI_DALNIS], tanggapan=tanggapan, setuju=False)
    putus_tanggapan(oleh=tim[Peran.TPI_DALNIS], tanggapan=tanggapan, setuju=False, alasan="Bukti belum cukup.")
    kini = Tanggapan.objects.get()
    assert (kini.status, kini.usul_oleh, kini.putus_alasan) == ("terkirim", None, "Bukti belum cukup.")


def test_locked_value_stays_locked_outside_the_reply_time(dunia: Dunia) -> None:
    tim = sampai_tanggapan(dunia)
    tanggapan = _terkirim(dunia)
    usul_tanggapan(oleh=tim[Peran.TPI_KETUA], tanggapan=tanggapan, isi="A", catatan="Benar.")
    AlurLembar.objects.update(keadaan="belum_layak")
    with pytest.raises(LangkahDitolak):
        putus_tanggapan(oleh=tim[Peran.TPI_DALNIS], tanggapan=tanggapan, setuju=True)
    tanggapan.refresh_from_db()
    with pytest.raises(LangkahDitolak), transaction.atomic():
        tulis_nilai_tanggapan(oleh=tim[Peran.TPI_DALNIS], tanggapan=tanggapan, butir=dunia.instrumen.butir[KODE])
    assert Jawaban.objects.get(lapisan=Lapisan.TPI, kode_butir=KODE).isi == "B"


def test_audit_rows_say_who_decided_and_not_what(dunia: Dunia) -> None:
    """The log is read by the satker, the values are not before the LHE."""
    tim = sampai_tanggapan(dunia)
    tanggapan = _terkirim(dunia)
    usul_tanggapan(oleh=tim[Peran.TPI_KETUA], tanggapan=tanggapan, isi="A", catatan="KENARI-USUL")
    putus_tanggapan(oleh=tim[Peran.TPI_DALNIS], tanggapan=tanggapan, setuju=True)
    baris = Jejak.objects.filter(aksi__in=["usul_tanggapan", "putus_tanggapan"])
    assert {(j.aksi, j.sebelum, j.sesudah, j.alasan) for j in baris} == {
        ("usul_tanggapan", None, None, ""),
        ("putus_tanggapan", None, None, ""),
    }


def test_lhe_follows_when_all_is_decided(dunia: Dunia) -> None:
    tim = sampai_tanggapan(dunia)
    _kirim(dunia, nihil=True)
    jalankan_langkah(oleh=tim[Peran.TPI_DALNIS], lembar=dunia.lembar, kode="lhe_belum")
    assert AlurLembar.objects.get().keadaan == "belum_layak"
