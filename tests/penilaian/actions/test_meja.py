"""The scoring page's actions: versions, undo, flags, phrases, and who reads what."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections

from penilaian.actions import jawaban as aksi_jawaban
from penilaian.actions import nilai_lapisan
from penilaian.actions.frasa import FrasaDitolak, hapus_frasa, tambah_frasa
from penilaian.actions.jawaban import VersiUsang
from penilaian.actions.meja import batalkan_nilai, nilai_di_meja, tandai_butir
from penilaian.actions.nilai_lapisan import KirimanBerubah
from penilaian.models import (
    AlurLembar,
    ButirPengajuan,
    Frasa,
    Jawaban,
    Lapisan,
    RingkasanLembar,
    RiwayatJawaban,
    TandaButir,
)
from penilaian.queries.frasa import frasa_butir, frasa_terlihat
from satker.models import Jejak
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests.pabrik import buat_satker, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import kirim

KODE = "A1.P.i.b"  # P1.1b, five options


def siapkan(dunia: Dunia) -> None:
    """Sent, and with the team."""
    kirim(dunia)
    AlurLembar.objects.filter(lembar=dunia.lembar).update(keadaan="evaluasi")


@pytest.fixture
def desk(dunia: Dunia) -> Dunia:
    siapkan(dunia)
    return dunia


def simpan(dunia: Dunia, oleh: Pelaku, isi: Any, versi: int, *, lapisan: str = Lapisan.TPI, **lain: Any) -> Any:
    bawaan = {"catatan": "Sebab", "ke_dilihat": 1}
    butir = dunia.instrumen.butir[KODE]
    return nilai_di_meja(
        oleh=oleh,
        lembar=dunia.lembar,
        butir=butir,
        lapisan=lapisan,
        isi=isi,
        versi_dasar=versi,
        **{**bawaan, **lain},
    )


def batal(dunia: Dunia, oleh: Pelaku, versi: int) -> Any:
    return batalkan_nilai(
        oleh=oleh, lembar=dunia.lembar, butir=dunia.instrumen.butir[KODE], lapisan=Lapisan.TPI, versi_dasar=versi
    )


def test_undo_restores_the_version_before_and_keeps_all(desk):
    ketua = desk.pelaku(Peran.TPI_KETUA)
    simpan(desk, ketua, "A", 0, catatan="")
    simpan(desk, ketua, "C", 1, catatan="Kurang")
    hasil = batal(desk, ketua, 2)
    assert (hasil.jawaban.isi, hasil.jawaban.uraian, hasil.jawaban.versi) == ("A", "", 3)
    riwayat = RiwayatJawaban.objects.filter(jawaban=hasil.jawaban).order_by("versi").values_list("isi", "uraian")
    assert list(riwayat) == [("A", ""), ("C", "Kurang")]


def test_undo_of_the_first_score_takes_it_back(desk):
    ketua = desk.pelaku(Peran.TPI_KETUA)
    simpan(desk, ketua, "A", 0)
    hasil = batal(desk, ketua, 1)
    assert (hasil.jawaban.isi, hasil.jawaban.versi) == (None, 2)
    assert RingkasanLembar.objects.get(lembar=desk.lembar, lapisan=Lapisan.TPI).terisi == 0


def test_undo_never_runs_over_a_later_save(desk):
    ketua, lain = desk.pelaku(Peran.TPI_KETUA), pelaku_untuk(desk.satker, Peran.TPI_KETUA)
    desk.tandatangan(lain)
    simpan(desk, ketua, "A", 0)
    simpan(desk, lain, "B", 1)
    with pytest.raises(VersiUsang):
        batal(desk, ketua, 1)
    assert Jawaban.objects.get(lapisan=Lapisan.TPI).isi == "B"


def test_score_of_an_older_sending_is_refused(desk):
    ketua = desk.pelaku(Peran.TPI_KETUA)
    ButirPengajuan.objects.filter(kode_butir=KODE).update(ke=2)
    with pytest.raises(KirimanBerubah):
        simpan(desk, ketua, "A", 0, ke_dilihat=1)
    assert not Jawaban.objects.filter(lapisan=Lapisan.TPI).exists()
    assert simpan(desk, ketua, "A", 0, ke_dilihat=2).jawaban.dinilai_ke == 2


def test_members_never_conflict_with_each_other(desk):
    satu, dua = desk.pelaku(Peran.TPI_ANGGOTA), pelaku_untuk(desk.satker, Peran.TPI_ANGGOTA)
    desk.tandatangan(dua)
    for oleh, isi in ((satu, "A"), (dua, "C")):
        simpan(desk, oleh, isi, 0, lapisan=Lapisan.TPI_ANGGOTA)
    baris = Jawaban.objects.filter(lapisan=Lapisan.TPI_ANGGOTA).values_list("penilai", "isi")
    assert dict(baris) == {satu.user.pk: "A", dua.user.pk: "C"}


def test_flag_twice_is_once_and_belongs_to_one_person(desk):
    ketua, anggota = desk.pelaku(Peran.TPI_KETUA), desk.pelaku(Peran.TPI_ANGGOTA)
    butir = desk.instrumen.butir[KODE]
    for _ in range(2):
        tandai_butir(oleh=ketua, lembar=desk.lembar, butir=butir, tanda=True)
    tandai_butir(oleh=anggota, lembar=desk.lembar, butir=butir, tanda=False)
    assert list(TandaButir.objects.values_list("user", "kode_butir")) == [(ketua.user.pk, KODE)]
    tandai_butir(oleh=ketua, lembar=desk.lembar, butir=butir, tanda=False)
    assert not TandaButir.objects.exists()
    aksi = Jejak.objects.filter(aksi__startswith="nilai_tpi_").order_by("pada").values_list("aksi", flat=True)
    assert list(aksi) == ["nilai_tpi_tandai", "nilai_tpi_lepas_tanda"]


def test_phrases_are_of_the_instansi_or_ones_own(desk):
    ketua, dalnis = desk.pelaku(Peran.TPI_KETUA), desk.pelaku(Peran.TPI_DALNIS)
    asing = pelaku_untuk(buat_satker(), Peran.TPI_DALNIS)
    tambah_frasa(oleh=dalnis, teks="Bersama", bersama=True)
    tambah_frasa(oleh=dalnis, teks="Milik dalnis", bersama=False)
    tambah_frasa(oleh=asing, teks="Instansi lain", bersama=True)
    milik, _ = tambah_frasa(oleh=ketua, teks="Soal ini", bersama=False, kode_butir=KODE)
    tambah_frasa(oleh=ketua, teks="Soal lain", bersama=False, kode_butir="A5.P.i.b")
    assert set(frasa_terlihat(ketua).values_list("teks", flat=True)) == {"Bersama", "Soal ini", "Soal lain"}
    tawaran = [f.teks for f in frasa_butir(ketua, desk.satker, desk.instrumen.butir[KODE])]
    assert tawaran == ["Soal ini", "Bersama"]
    with pytest.raises(FrasaDitolak):
        tambah_frasa(oleh=ketua, teks="Dari ketua", bersama=True)
    with pytest.raises(FrasaDitolak):
        hapus_frasa(oleh=ketua, frasa=Frasa.objects.get(teks="Bersama"))
    hapus_frasa(oleh=ketua, frasa=milik)
    assert Frasa.objects.filter(satker=desk.satker.instansi).count() == 3


def test_used_phrases_are_counted_but_never_foreign_ones(desk):
    ketua, dalnis = desk.pelaku(Peran.TPI_KETUA), desk.pelaku(Peran.TPI_DALNIS)
    bersama, _ = tambah_frasa(oleh=dalnis, teks="Bersama", bersama=True)
    rahasia, _ = tambah_frasa(oleh=dalnis, teks="Milik dalnis", bersama=False)
    simpan(desk, ketua, "C", 0, frasa=[bersama.pk, rahasia.pk])
    simpan(desk, ketua, "C", 1, frasa=[bersama.pk])  # nothing changed, nothing used
    assert dict(Frasa.objects.values_list("teks", "dipakai")) == {"Bersama": 1, "Milik dalnis": 0}


# --- E6: two people, one answer --------------------------------------------------------------------------------------


def berpasangan(dunia: Dunia, dua: list[Pelaku], pasang: int) -> tuple[int, int, list[str]]:
    """(accepted, refused, what was lost) after `pasang` pairs save against the same version at the same moment."""
    terima = tolak = 0
    hilang = []
    for putaran in range(pasang):
        versi = Jawaban.objects.filter(lapisan=Lapisan.TPI).values_list("versi", flat=True).first() or 0
        pagar, hasil = threading.Barrier(2), [""] * 2

        def kerja(i: int, versi: int = versi, pagar: Any = pagar, hasil: Any = hasil, putaran: int = putaran) -> None:
            pagar.wait()
            try:
                simpan(dunia, dua[i], "ABC"[(putaran + i) % 3], versi, catatan=f"{putaran}-{i}")
                hasil[i] = "ya"
            except VersiUsang:
                hasil[i] = "409"
            finally:
                connections.close_all()

        utas = [threading.Thread(target=kerja, args=(i,)) for i in range(2)]
        for u in utas:
            u.start()
        for u in utas:
            u.join()
        terima, tolak = terima + hasil.count("ya"), tolak + hasil.count("409")
        if hasil.count("ya") == 2:  # both were told "stored" on the same version: one of them was run over
            hilang.append(f"{putaran}")
    return terima, tolak, hilang


@pytest.fixture
def berdua(transactional_db: None, instrumen_dimuat: Any) -> tuple[Dunia, list[Pelaku]]:
    from tests.pabrik import buat_periode

    satker = buat_satker()
    dunia = Dunia(satker, buat_periode(satker))
    siapkan(dunia)
    lain = pelaku_untuk(satker, Peran.TPI_KETUA)
    dunia.tandatangan(lain)
    return dunia, [dunia.pelaku(Peran.TPI_KETUA), lain]


@pytest.mark.django_db(transaction=True)
def test_twenty_pairs_on_one_answer_lose_nothing(berdua):
    dunia, dua = berdua
    assert berpasangan(dunia, dua, 20) == (20, 20, [])
    kini = Jawaban.objects.get(lapisan=Lapisan.TPI)
    assert (kini.versi, RiwayatJawaban.objects.filter(jawaban=kini).count()) == (20, 19)


@pytest.mark.django_db(transaction=True)
def test_twin_without_the_version_check_loses_scores(berdua, monkeypatch):
    dunia, dua = berdua
    monkeypatch.setattr(nilai_lapisan, "pastikan_terbaru", lambda lama, versi: None)
    assert aksi_jawaban.pastikan_terbaru is not nilai_lapisan.pastikan_terbaru
    terima, tolak, hilang = berpasangan(dunia, dua, 5)
    assert (terima, tolak, len(hilang)) == (10, 0, 5)
    assert connection.vendor == "postgresql"
