"""Incidents on the database: the satker's time, two people, the closed file, and what the database itself refuses."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from penilaian.actions.insiden import IsiInsiden, catat_insiden, jawab_insiden, mulai_klarifikasi
from penilaian.actions.putusan_insiden import putus_insiden, usul_putusan
from penilaian.models import (
    AturanEvaluasi,
    HalanganInstansi,
    Insiden,
    PutusanInsiden,
    RiwayatInsiden,
    TanggapanInsiden,
)
from penilaian.pengurang.aturan import AturanSalah
from satker.models import Jejak
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import insiden

pytestmark = pytest.mark.django_db
_USUL = {"alasan": "Ada putusan etik.", "dilaporkan_sendiri": False, "ditangani": False}


def _usul(dunia: Dunia, satu: Insiden, putusan: str = "terbukti", **lain: object) -> PutusanInsiden:
    oleh = dunia.pelaku(Peran.TPI_KETUA)
    return usul_putusan(oleh=oleh, insiden=satu, putusan=putusan, **{**_USUL, **lain})


def _putus(dunia: Dunia, satu: Insiden, usul: PutusanInsiden, *, terima: bool = True, alasan: str = "") -> Insiden:
    oleh = dunia.pelaku(Peran.TPI_DALNIS)
    return putus_insiden(oleh=oleh, insiden=satu, usul=usul, terima=terima, alasan=alasan)


def test_recording_starts_the_days_of_the_rule(dunia: Dunia) -> None:
    AturanEvaluasi.objects.create(periode=dunia.periode, hari_insiden=7)
    satu, dua = insiden(dunia), insiden(dunia)
    assert (satu.nomor, dua.nomor, satu.status) == (1, 2, "dugaan")
    assert satu.tenggat - satu.dicatat_pada == dt.timedelta(days=7)
    jejak = Jejak.objects.get(aksi="catat_insiden", objek=f"insiden:{satu.pk}")
    assert jejak.sesudah == {"nomor": 1, "status": "dugaan"}


def test_event_after_discovery_is_refused(dunia: Dunia) -> None:
    isi = IsiInsiden("kkn_pegawai", dt.date(2026, 2, 2), dt.date(2026, 2, 1), "Petugas", "Uraian")
    with pytest.raises(AturanSalah, match="ditemukan"):
        catat_insiden(oleh=dunia.pelaku(Peran.TPI_KETUA), satker=dunia.satker, periode=dunia.periode, isi=isi)
    assert not Insiden.objects.exists()


def test_first_answer_starts_the_klarifikasi_and_a_second_is_added(dunia: Dunia) -> None:
    satu = insiden(dunia)
    for kata in ("Pertama.", "Kedua."):
        jawab_insiden(oleh=dunia.pelaku(Peran.KEPALA), insiden=satu, isi=kata)
    satu.refresh_from_db()
    assert satu.status == "diklarifikasi"
    assert list(TanggapanInsiden.objects.values_list("nomor", "isi").order_by("nomor")) == [
        (1, "Pertama."),
        (2, "Kedua."),
    ]
    assert list(RiwayatInsiden.objects.values_list("nomor", "langkah", "dari", "ke").order_by("nomor")) == [
        (1, "catat", "", "dugaan"),
        (2, "jawab", "dugaan", "diklarifikasi"),
        (3, "jawab", "diklarifikasi", "diklarifikasi"),
    ]


def test_answer_after_the_deadline_is_refused_by_the_database_clock(dunia: Dunia) -> None:
    satu = insiden(dunia)
    lalu = timezone.now() - dt.timedelta(minutes=1)
    Insiden.objects.update(dicatat_pada=lalu - dt.timedelta(days=5), tenggat=lalu)
    with pytest.raises(AturanSalah, match="Waktu menjawab sudah lewat"):
        jawab_insiden(oleh=dunia.pelaku(Peran.KEPALA), insiden=satu, isi="Terlambat.")
    assert not TanggapanInsiden.objects.exists()


def test_document_of_another_unit_is_not_taken_as_evidence(dunia: Dunia) -> None:
    satu = insiden(dunia)
    with pytest.raises(AturanSalah, match="Pilih berkas lain"):
        jawab_insiden(oleh=dunia.pelaku(Peran.KEPALA), insiden=satu, isi="Ini.", berkas=[uuid.uuid4()])
    assert not TanggapanInsiden.objects.exists()


def test_terbukti_waits_for_the_answer_or_the_deadline(dunia: Dunia) -> None:
    satu = insiden(dunia)
    mulai_klarifikasi(oleh=dunia.pelaku(Peran.TPI_KETUA), insiden=satu)
    with pytest.raises(AturanSalah, match="belum menjawab"):
        _usul(dunia, satu)
    lalu = timezone.now() - dt.timedelta(minutes=1)
    Insiden.objects.update(dicatat_pada=lalu - dt.timedelta(days=5), tenggat=lalu)
    assert _usul(dunia, satu).putusan == "terbukti"


def test_no_verdict_on_a_dugaan(dunia: Dunia) -> None:
    with pytest.raises(AturanSalah, match="Mulai klarifikasi dahulu"):
        _usul(dunia, insiden(dunia))


def test_who_proposes_does_not_decide(dunia: Dunia) -> None:
    satu = insiden(dunia, status="diklarifikasi")
    usul = _usul(dunia, satu)
    with pytest.raises(AturanSalah, match="orang lain yang memutuskan"):
        putus_insiden(oleh=dunia.pelaku(Peran.TPI_KETUA), insiden=satu, usul=usul, terima=True)
    satu.refresh_from_db()
    assert satu.status == "diklarifikasi"


def test_database_refuses_one_person_in_both_places(dunia: Dunia) -> None:
    usul = _usul(dunia, insiden(dunia, status="diklarifikasi"))
    with pytest.raises(IntegrityError, match="putusaninsiden_dua_orang"), transaction.atomic():
        PutusanInsiden.objects.filter(pk=usul.pk).update(
            hasil="diterima", diputus_oleh=usul.diusulkan_oleh, diputus_pada=timezone.now()
        )
    with pytest.raises(IntegrityError, match="putusaninsiden_putus_sepasang"), transaction.atomic():
        PutusanInsiden.objects.filter(pk=usul.pk).update(hasil="diterima")
    PutusanInsiden.objects.filter(pk=usul.pk).update(
        hasil="diterima", diputus_oleh=dunia.pelaku(Peran.TPI_DALNIS).user, diputus_pada=timezone.now()
    )


def test_decision_sets_status_and_marks_of_the_proposal(dunia: Dunia) -> None:
    satu = insiden(dunia, status="diklarifikasi")
    kini = _putus(dunia, satu, _usul(dunia, satu, dilaporkan_sendiri=True, ditangani=True))
    assert (kini.status, kini.dilaporkan_sendiri, kini.ditangani) == ("terbukti", True, True)
    jejak = Jejak.objects.get(aksi="putus_insiden")
    assert jejak.sebelum == {"status": "diklarifikasi"}
    assert "alasan" not in jejak.sesudah


def test_audit_row_of_a_proposal_does_not_tell_the_verdict(dunia: Dunia) -> None:
    satu = insiden(dunia, status="diklarifikasi")
    _usul(dunia, satu)
    assert Jejak.objects.get(aksi="usul_putusan_insiden").sesudah == {"nomor": 1, "status": "diklarifikasi"}


def test_returned_proposal_needs_a_reason_and_leaves_room_for_another(dunia: Dunia) -> None:
    satu = insiden(dunia, status="diklarifikasi")
    usul = _usul(dunia, satu)
    with pytest.raises(AturanSalah, match="menunggu orang kedua"):
        _usul(dunia, satu)
    with pytest.raises(AturanSalah, match="Tulis alasan"):
        _putus(dunia, satu, usul, terima=False)
    _putus(dunia, satu, usul, terima=False, alasan="Dokumen kurang.")
    with pytest.raises(AturanSalah, match="sudah diputuskan orang lain"):
        _putus(dunia, satu, usul)
    satu.refresh_from_db()
    assert satu.status == "diklarifikasi"
    assert _usul(dunia, satu, "tidak_terbukti").nomor == 2


def test_reversal_is_a_second_decision_of_two_people(dunia: Dunia) -> None:
    satu = insiden(dunia, status="dicabut")
    assert list(satu.putusan.values_list("putusan", "hasil").order_by("nomor")) == [
        ("terbukti", "diterima"),
        ("dicabut", "diterima"),
    ]
    with pytest.raises(AturanSalah):
        _usul(dunia, satu)


def test_serving_role_cannot_change_history_or_answers(dunia: Dunia) -> None:
    insiden(dunia, status="diklarifikasi")
    for perintah in (
        "UPDATE penilaian_riwayatinsiden SET catatan = ''",
        "DELETE FROM penilaian_riwayatinsiden",
        "UPDATE penilaian_tanggapaninsiden SET isi = 'x'",
        "DELETE FROM penilaian_putusaninsiden",
        "UPDATE penilaian_lampiraninspektorat SET nama_kirim = 'x'",
        "DELETE FROM penilaian_insiden",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            _sebagai_aplikasi(perintah)


def _sebagai_aplikasi(perintah: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL ROLE zi_app")
        kursor.execute(perintah)


@pytest.mark.parametrize(
    ("jenis", "di_instansi", "banyak"),
    [("kkn_pimpinan", True, 1), ("kkn_pegawai", True, 0), ("kkn_pimpinan", False, 0)],
)
def test_kkn_of_the_leaders_of_the_instansi_blocks_its_proposals(
    dunia: Dunia, jenis: str, di_instansi: bool, banyak: int
) -> None:
    hari = timezone.localdate()
    isi = IsiInsiden(jenis, hari, hari, "Sekretaris", "Suap pengadaan.", ("https://contoh.go.id/berita",))
    satker = dunia.satker.instansi if di_instansi else dunia.satker
    catat_insiden(oleh=dunia.pelaku(Peran.TPI_KETUA), satker=satker, periode=dunia.periode, isi=isi)
    halangan = list(HalanganInstansi.objects.values_list("satker", "uraian", "sumber", "tanggal", "putusan"))
    harap = [(dunia.satker.instansi_id, "Suap pengadaan.", "https://contoh.go.id/berita", hari, "")]
    assert halangan == harap[:banyak]
