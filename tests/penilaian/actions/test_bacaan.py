"""Verdicts are added, never changed, on what was sent; the read log says what was really opened."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from penilaian.actions.bacaan import catat_baca, putus_bukti, tandai_baca
from penilaian.actions.kirim import sematkan_bukti
from penilaian.alur import LangkahDitolak
from penilaian.models import BacaBukti, ButirPengajuan, Lapisan, PernyataanKepentingan, PutusanBukti
from penilaian.queries.bacaan import cakupan_baca, keadaan_baca, putusan_bukti, sematan_kini
from satker.models import Jejak
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests.penilaian.bacaan import ANGGOTA, DALNIS, KETUA, dikirim, unggah, versi
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua, langkah, tim_penilai

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


def putus(dunia: Dunia, bukti: Any, putusan: str, catatan: str = "", nomor: int = 0, oleh: Pelaku | None = None) -> Any:
    return putus_bukti(
        oleh=oleh or dunia.pelaku(ANGGOTA),
        lembar=dunia.lembar,
        bukti_id=bukti.pk,
        versi_id=versi(bukti).pk,
        putusan=putusan,
        catatan=catatan,
        nomor_dilihat=nomor,
    )


def test_verdicts_are_added_and_the_newest_counts(dunia: Dunia) -> None:
    bukti = dikirim(dunia)["SK.txt"]
    putus(dunia, bukti, "ditolak", "Bukan SK.")
    putus(dunia, bukti, "diterima", nomor=1, oleh=dunia.pelaku(KETUA))
    isi = putusan_bukti(dunia.pelaku(ANGGOTA), dunia.lembar)[bukti.pk, versi(bukti).pk]
    assert [(p.putusan, p.nomor) for p in isi.riwayat] == [("diterima", 2), ("ditolak", 1)]
    assert Jejak.objects.filter(aksi="putus_bukti", kode_butir="A5.P.i.b").count() == 2


def test_same_verdict_again_writes_nothing(dunia: Dunia) -> None:
    bukti = dikirim(dunia)["SK.txt"]
    putus(dunia, bukti, "diterima")
    putus(dunia, bukti, "diterima", nomor=1)
    assert PutusanBukti.objects.count() == 1


def test_second_reader_gets_the_conflict_and_the_first_verdict_stays(dunia: Dunia) -> None:
    bukti = dikirim(dunia)["SK.txt"]
    putus(dunia, bukti, "diterima")
    with pytest.raises(LangkahDitolak) as tolak:
        putus(dunia, bukti, "ditolak", "Salah.", oleh=dunia.pelaku(KETUA))
    assert tolak.value.kode == "berubah"
    assert PutusanBukti.objects.get().putusan == "diterima"


@pytest.mark.parametrize("putusan", ["sebagian", "ditolak", "salah_periode"])
def test_note_is_required_unless_accepted_also_by_the_database(dunia: Dunia, putusan: str) -> None:
    bukti = dikirim(dunia)["SK.txt"]
    with pytest.raises(ValidationError):
        putus(dunia, bukti, putusan, "  ")
    baris = putus(dunia, bukti, "diterima")
    with pytest.raises(IntegrityError), transaction.atomic():
        PutusanBukti.objects.filter(pk=baris.pk).update(putusan=putusan)


def test_only_what_was_sent_can_be_decided(dunia: Dunia) -> None:
    dikirim(dunia)
    baru = unggah(dunia, "P5.1b", "Susulan.txt")
    with pytest.raises(LangkahDitolak) as tolak:
        putus(dunia, baru, "diterima")
    assert tolak.value.kode == "sematan"


def test_role_signature_and_state_are_asked(dunia: Dunia) -> None:
    bukti = dikirim(dunia)["SK.txt"]
    with pytest.raises(LangkahDitolak) as tolak:
        putus(dunia, bukti, "diterima", oleh=dunia.pelaku(Peran.KOORDINATOR))
    assert tolak.value.kode == "keadaan"
    anggota = dunia.pelaku(ANGGOTA)
    PernyataanKepentingan.objects.filter(user=anggota.user).delete()
    with pytest.raises(LangkahDitolak) as tolak:
        putus(dunia, bukti, "diterima", oleh=anggota)
    assert tolak.value.kode == "pernyataan"
    assert not PutusanBukti.objects.exists()


def test_others_see_nothing_before_the_lock_and_only_the_last_verdict_after(dunia: Dunia) -> None:
    """Publication is the copy that the lock takes; here it is made as the step's caller does."""
    from penilaian.actions.potret import ambil_potret
    from penilaian.models import Peristiwa
    from penilaian.queries.alur import pengajuan_terakhir

    bukti = dikirim(dunia)["SK.txt"]
    putus(dunia, bukti, "ditolak", "Rahasia ZQX")
    putus(dunia, bukti, "sebagian", "Kurang tanggal", nomor=1)
    orang = [dunia.pelaku(p) for p in (Peran.KEPALA, Peran.KOORDINATOR)]
    assert [putusan_bukti(o, dunia.lembar) for o in orang] == [{}, {}]
    tim = tim_penilai(dunia)
    langkah(dunia, tim[KETUA], "mulai_evaluasi")
    isi_semua(dunia, Lapisan.TPI, tim[KETUA])
    langkah(dunia, tim[KETUA], "ajukan_dalnis")
    langkah(dunia, tim[DALNIS], "kunci")
    ambil_potret(
        oleh=tim[DALNIS],
        lembar=dunia.lembar,
        lapisan=Lapisan.TPI,
        peristiwa=Peristiwa.KUNCI,
        pengajuan=pengajuan_terakhir(dunia.lembar),
    )
    for o in orang:
        isi = putusan_bukti(o, dunia.lembar)[bukti.pk, versi(bukti).pk]
        assert [(p.putusan, p.catatan, p.oleh) for p in isi.riwayat] == [("sebagian", "Kurang tanggal", "")]
    with pytest.raises(LangkahDitolak):
        putus(dunia, bukti, "diterima", nomor=2)


# --- the read log ----------------------------------------------------------------------------------------------------


def buka(dunia: Dunia, bukti: Any, oleh: Pelaku | None = None, cara: str = "pratinjau", hal: int | None = None) -> Any:
    return catat_baca(
        oleh=oleh or dunia.pelaku(ANGGOTA),
        lembar=dunia.lembar,
        versi_id=versi(bukti).pk,
        cara=cara,
        halaman=hal,
    )


def test_opening_twice_is_one_row_that_only_grows(dunia: Dunia) -> None:
    bukti = dikirim(dunia)["SK.txt"]
    satu = buka(dunia, bukti, hal=2)
    dua = buka(dunia, bukti, cara="unduh", hal=1)
    buka(dunia, bukti, hal=2)
    baris = BacaBukti.objects.get()
    assert (satu.pk, baris.pertama, baris.halaman, baris.diunduh) == (dua.pk, satu.pertama, [1, 2], True)
    assert baris.terakhir > satu.terakhir
    assert not Jejak.objects.filter(aksi__contains="baca").exists()


def test_file_that_was_not_sent_leaves_no_trace(dunia: Dunia) -> None:
    dikirim(dunia)
    assert buka(dunia, unggah(dunia, "P5.1b", "Susulan.txt")) is None
    assert buka(dunia, dikirim_ada(dunia), cara="intip") is None
    assert not BacaBukti.objects.exists()


def dikirim_ada(dunia: Dunia) -> Any:
    from berkas.models import Bukti

    return Bukti.objects.get(pk=sematan_kini(dunia.lembar)[0].bukti_id)


def test_read_in_full_needs_every_file_opened_by_the_person(dunia: Dunia) -> None:
    berkas, oleh = dikirim(dunia), dunia.pelaku(ANGGOTA)
    isi = {"oleh": oleh, "lembar": dunia.lembar, "kode_butir": "A5.P.i.b"}
    with pytest.raises(ValidationError, match="Belum ada berkas"):
        tandai_baca(tingkat="contoh", **isi)
    buka(dunia, berkas["SK.txt"])
    buka(dunia, berkas["Laporan.txt"], oleh=dunia.pelaku(KETUA))
    with pytest.raises(ValidationError, match="1 berkas soal ini belum Anda buka"):
        tandai_baca(tingkat="penuh", **isi)
    assert tandai_baca(tingkat="contoh", **isi) == 1
    assert keadaan_baca(oleh, dunia.lembar).saya["A5.P.i.b"] == "contoh"
    buka(dunia, berkas["Laporan.txt"])
    assert tandai_baca(tingkat="penuh", **isi) == 2
    keadaan = keadaan_baca(oleh, dunia.lembar)
    assert (keadaan.saya["A5.P.i.b"], keadaan.tim["A5.P.i.b"], keadaan.saya["A1.P.i.a"]) == (
        "penuh",
        "penuh",
        "tidak_dibuka",
    )
    assert Jejak.objects.filter(aksi="tandai_baca").count() == 2
    with pytest.raises(ValidationError, match="tanpa berkas"):
        tandai_baca(oleh=oleh, lembar=dunia.lembar, kode_butir="A1.P.i.b", tingkat="penuh")


def test_read_log_is_for_the_team_only(dunia: Dunia) -> None:
    berkas = dikirim(dunia)
    buka(dunia, berkas["SK.txt"])
    kosong = keadaan_baca(dunia.pelaku(Peran.KEPALA), dunia.lembar)
    assert (kosong.berkas, kosong.saya, kosong.tim) == ({}, {}, {})
    assert keadaan_baca(dunia.pelaku(DALNIS), dunia.lembar).tim["A5.P.i.b"] == "dibuka"


def test_statement_counts_butir_and_points_per_area(dunia: Dunia) -> None:
    berkas = dikirim(dunia)
    for nama in ("SK.txt", "Laporan.txt"):
        buka(dunia, berkas[nama])
    tandai_baca(oleh=dunia.pelaku(ANGGOTA), lembar=dunia.lembar, kode_butir="A5.P.i.b", tingkat="penuh")
    baris = {b.kode: b for b in cakupan_baca(dunia.lembar)}
    a5, semua = baris["A5"], baris["TOTAL"]
    butir = dunia.instrumen.butir["A5.P.i.b"]
    assert (a5.penuh, a5.contoh, a5.tidak_dibuka, a5.poin_penuh) == (1, 0, 0, butir.bobot_efektif)
    assert (semua.penuh, semua.tidak_dibuka, semua.tanpa_berkas, semua.jumlah, semua.poin) == (1, 1, 111, 113, 100)
    assert semua.persen_penuh == butir.bobot_efektif


def test_butir_sent_again_counts_its_new_files_only(dunia: Dunia) -> None:
    berkas = dikirim(dunia)
    baru = unggah(dunia, "P1.1a", "Tim baru.txt")
    butir = ButirPengajuan.objects.get(kode_butir="A1.P.i.a")
    butir.ke = 2
    butir.save()
    sematkan_bukti(butir.pengajuan, butir)
    nama = {s.nama for s in sematan_kini(dunia.lembar)}
    assert nama == {"SK.txt", "Laporan.txt", "Tim.txt", "Tim baru.txt"}
    assert baru.pk in {s.bukti_id for s in sematan_kini(dunia.lembar)}
    assert berkas["Tim.txt"].pk in {s.bukti_id for s in sematan_kini(dunia.lembar)}
