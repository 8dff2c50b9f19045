"""One butir over many satkers: who sees what, the marks, the reason, the conflict, and the number of statements."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from penilaian.actions.potret import ambil_potret
from penilaian.models import (
    AlurLembar,
    ButirGanda,
    ButirPengajuan,
    Jawaban,
    Lapisan,
    LembarKerja,
    NilaiPertama,
    Pengajuan,
    PenilaianGanda,
    Peristiwa,
    PernyataanKepentingan,
    RiwayatJawaban,
)
from satker.models import Jejak, Jendela, Satker
from satker.pelaku import Pelaku, muat_pelaku
from satker.peran import Peran
from tests.pabrik import buat_kanwil, buat_penugasan, buat_satker, buat_user, masuk, pelaku_untuk
from tests.penilaian.dunia import INSTRUMEN, Dunia

pytestmark = pytest.mark.django_db
EMPAT = next(b for b in INSTRUMEN.butir.values() if len(b.opsi) == 4)
A, B, C, D = (o.kode for o in EMPAT.opsi)


def lembar_terkirim(induk: Satker, dunia: Dunia, isi: str, keadaan: str = "evaluasi") -> LembarKerja:
    """A unit whose sending holds one butir, in a state; written as the actions leave it."""
    satker, saat = buat_satker(induk), timezone.now()
    oleh = buat_user()
    lembar = LembarKerja.objects.create(satker=satker, periode=dunia.periode)
    AlurLembar.objects.create(lembar=lembar, satker=satker, keadaan=keadaan, sejak=saat)
    ajuan = Pengajuan.objects.create(
        satker=satker, lembar=lembar, nomor=1, target="WBK", hash_instrumen="x", mesin="1",
        disetujui_oleh=oleh, disetujui_pada=saat,
    )  # fmt: skip
    ButirPengajuan.objects.create(
        satker=satker, pengajuan=ajuan, kode_butir=EMPAT.kode, isi=isi, versi_jawaban=1, oleh=oleh, pada=saat
    )
    return lembar


def penilai(lembar: list[LembarKerja], peran: Peran = Peran.TPI_ANGGOTA, user: Any = None) -> Pelaku:
    """One evaluator with the right to all these units, who has signed for each."""
    user = user or buat_user()
    for satu in lembar:
        buat_penugasan(satu.satker, peran, user)
        PernyataanKepentingan.objects.create(
            satker=satu.satker, periode=satu.periode, user=user, nomor=1, bertentangan=False, pada=timezone.now()
        )
    return muat_pelaku(user)


def nilai_langsung(lembar: LembarKerja, isi: str, lapisan: str, user: Any, catatan: str = "") -> Jawaban:
    return Jawaban.objects.create(
        satker=lembar.satker, lembar=lembar, kode_butir=EMPAT.kode, lapisan=lapisan, isi=isi, uraian=catatan,
        penilai=user if lapisan == Lapisan.TPI_ANGGOTA else None, dinilai_ke=1, oleh=user, pada=timezone.now(),
    )  # fmt: skip


def alamat(lembar: LembarKerja, ujung: str = "") -> str:
    url = reverse("bandingkan_butir", kwargs={"tahun": lembar.periode.tahun, "kode_butir": EMPAT.kode_pendek})
    return f"{url}{lembar.satker.kode}/{ujung}/" if ujung else url


@pytest.fixture
def empat(dunia):
    """Four units that claim A, and their evaluator."""
    lembar = [lembar_terkirim(dunia.satker.induk, dunia, A) for _ in range(4)]
    return lembar, penilai(lembar)


def test_rows_marks_and_reason_through_the_one_door(empat, dunia, client):
    lembar, anggota = empat
    for satu, isi in zip(lembar, (A, A, A, C), strict=True):
        nilai_langsung(satu, isi, Lapisan.TPI_ANGGOTA, anggota.user, "Catatan lama.")
    lain = lembar_terkirim(dunia.satker.induk, dunia, D)  # a unit of another evaluator
    masuk(client, anggota)
    isi = client.get(alamat(lembar[0])).content.decode()
    assert all(s.satker.nama in isi for s in lembar)
    assert lain.satker.nama not in isi
    assert isi.count("Berbeda jauh") == 1
    assert f"Nilai 2 tingkat lebih rendah daripada median nilai satker yang menjawab sama ({A})." in isi
    kirim = {"versi": "1", "ke": "1", "opsi": B, "alasan": ""}
    tolak = client.post(alamat(lembar[3], "nilai"), kirim)
    assert tolak.status_code == 422
    assert "Tulis alasan perubahan ini" in tolak.content.decode()
    assert Jawaban.objects.get(lembar=lembar[3]).isi == C
    terima = client.post(alamat(lembar[3], "nilai"), {**kirim, "alasan": "Laporan semester II ditunjukkan."})
    assert terima.status_code == 302
    kini = Jawaban.objects.get(lembar=lembar[3])
    assert (kini.isi, kini.uraian) == (B, "Catatan lama.\nLaporan semester II ditunjukkan.")
    assert RiwayatJawaban.objects.get(jawaban=kini).isi == C
    jejak = Jejak.objects.get(satker=lembar[3].satker, aksi="nilai_tpi_anggota")
    assert jejak.alasan == "Laporan semester II ditunjukkan."
    assert client.post(alamat(lain, "nilai"), {**kirim, "alasan": "x"}).status_code == 404
    basi = client.post(alamat(lembar[3], "nilai"), {**kirim, "opsi": A, "alasan": "Terlambat."})
    assert basi.status_code == 409
    assert "Pakai nilai saya" in basi.content.decode()
    assert Jawaban.objects.get(lembar=lembar[3]).isi == B


def test_closed_state_and_resent_answer_are_refused(empat, client):
    lembar, anggota = empat
    masuk(client, anggota)
    kirim = {"versi": "0", "ke": "1", "opsi": B, "alasan": "Alasan."}
    AlurLembar.objects.filter(lembar=lembar[0]).update(keadaan="menunggu_dalnis")
    assert client.post(alamat(lembar[0], "nilai"), kirim).status_code == 403
    ButirPengajuan.objects.filter(pengajuan__lembar=lembar[1]).update(ke=2)
    assert client.post(alamat(lembar[1], "nilai"), kirim).status_code == 409
    PernyataanKepentingan.objects.filter(satker=lembar[2].satker).update(bertentangan=True, uraian="Saudara.")
    tolak = client.post(alamat(lembar[2], "nilai"), kirim)
    assert tolak.status_code == 403
    assert "pernyataan kepentingan" in tolak.content.decode()
    assert not Jawaban.objects.exists()
    isi = client.get(alamat(lembar[0])).content.decode()
    assert isi.count("Beri nilai") == 2  # the fourth, and the one that was sent again


def test_blind_butir_hides_what_others_gave_until_one_has_scored_and_then_notes_the_sight(empat, client):
    lembar, anggota = empat
    satu, rekan = lembar[0], penilai([lembar[0]])
    for s in lembar[:2]:  # the twin: the second unit is scored by two, but openly
        nilai_langsung(s, D, Lapisan.TPI_ANGGOTA, rekan.user, f"ZRAHASIA{s.satker.kode}Z")
    ganda = PenilaianGanda.objects.create(
        satker=satu.satker, lembar=satu, cara="semua", diatur_pada=timezone.now(), diatur_oleh=rekan.user
    )
    ButirGanda.objects.create(
        satker=satu.satker, ganda=ganda, kode_butir=EMPAT.kode, pertama=anggota.user, kedua=rekan.user
    )
    masuk(client, anggota)
    buta = client.get(alamat(satu)).content.decode()
    assert [f"ZRAHASIA{s.satker.kode}Z" in buta for s in lembar[:2]] == [False, True]
    assert buta.count("Nilai lain terbuka setelah Anda menilai.") == 1
    terima = client.post(alamat(satu, "nilai"), {"versi": "0", "ke": "1", "opsi": A, "alasan": "Bukti lengkap."})
    assert terima.status_code == 302
    assert NilaiPertama.objects.get().dibuka_pada is None
    assert f"ZRAHASIA{satu.satker.kode}Z" in client.get(alamat(satu)).content.decode()
    assert NilaiPertama.objects.get().dibuka_pada is not None


def test_published_pendahuluan_alone_does_not_note_a_sight_of_a_colleagues_score(empat, client):
    lembar, anggota = empat
    satu, rekan = lembar[0], penilai([lembar[0]])
    ganda = PenilaianGanda.objects.create(
        satker=satu.satker, lembar=satu, cara="semua", diatur_pada=timezone.now(), diatur_oleh=rekan.user
    )
    ButirGanda.objects.create(
        satker=satu.satker, ganda=ganda, kode_butir=EMPAT.kode, pertama=anggota.user, kedua=rekan.user
    )
    nilai_langsung(satu, C, Lapisan.PENDAHULUAN, rekan.user, "ZKANWILZ")
    ambil_potret(oleh=rekan, lembar=satu, lapisan=Lapisan.PENDAHULUAN, peristiwa=Peristiwa.PENDAHULUAN, pengajuan=None)
    masuk(client, anggota)
    client.post(alamat(satu, "nilai"), {"versi": "0", "ke": "1", "opsi": A, "alasan": "Bukti lengkap."})
    assert "ZKANWILZ" in client.get(alamat(satu)).content.decode()
    assert NilaiPertama.objects.get().dibuka_pada is None
    nilai_langsung(satu, D, Lapisan.TPI_ANGGOTA, rekan.user)
    client.get(alamat(satu))
    assert NilaiPertama.objects.get().dibuka_pada is not None


def test_kanwil_reads_own_layer_and_published_copies_only(dunia, client):
    kanwil = buat_kanwil(dunia.satker.induk)
    sendiri = lembar_terkirim(kanwil, dunia, A, "pendahuluan")
    lanjut = lembar_terkirim(kanwil, dunia, B)
    staf = pelaku_untuk(kanwil, Peran.STAF_KANWIL)
    nilai_langsung(sendiri, B, Lapisan.PENDAHULUAN, staf.user, "Draf kanwil")
    nilai_langsung(lanjut, C, Lapisan.PENDAHULUAN, staf.user, "ZTIDAKTERBIT")  # a draft after its time is nobody's
    nilai_langsung(lanjut, D, Lapisan.TPI, staf.user, "ZRAHASIATIM")
    masuk(client, staf)
    isi = client.get(alamat(sendiri)).content.decode()
    assert "Draf kanwil" in isi
    assert "ZRAHASIATIM" not in isi
    assert "ZTIDAKTERBIT" not in isi
    ambil_potret(oleh=staf, lembar=lanjut, lapisan=Lapisan.TPI, peristiwa=Peristiwa.KUNCI, pengajuan=None)
    assert "ZRAHASIATIM" in client.get(alamat(sendiri)).content.decode()  # published now
    kirim = {"versi": "1", "ke": "1", "opsi": C, "alasan": "Bukti kurang."}
    assert client.post(alamat(sendiri, "nilai"), kirim).status_code == 403  # not an evaluator
    assert client.post(alamat(lanjut, "pendahuluan"), kirim).status_code == 403  # the state has gone on
    assert client.post(alamat(sendiri, "pendahuluan"), kirim).status_code == 302
    assert Jawaban.objects.get(lembar=sendiri).uraian == "Draf kanwil\nBukti kurang."
    Jendela.objects.filter(tahap="pendahuluan").delete()
    assert "Di luar waktu penilaian pendahuluan." in client.get(alamat(sendiri)).content.decode()
    assert client.post(alamat(sendiri, "pendahuluan"), {**kirim, "versi": "2"}).status_code == 403


def test_list_puts_the_widest_spread_first_and_filters(empat, dunia, client):
    lembar, anggota = empat
    masuk(client, anggota)
    url = reverse("bandingkan", args=[dunia.periode.tahun])
    assert "Sebaran nilai" in client.get(url).content.decode()
    for satu, isi in zip(lembar, (A, D, A, D), strict=True):
        nilai_langsung(satu, isi, Lapisan.TPI_ANGGOTA, anggota.user)
    jawab = client.get(url)
    assert jawab.context["isi"].baris[0].butir == EMPAT
    assert client.get(f"{url}?area={EMPAT.area}&urut=kode").context["isi"].baris[0].butir.area == EMPAT.area
    assert client.get(f"{url}?q={EMPAT.kode_pendek}").url == alamat(lembar[0])
    assert client.get(f"{url}?q=salah").status_code == 200


@pytest.mark.parametrize("peran", [Peran.TPI_ANGGOTA, Peran.STAF_KANWIL])
def test_statements_are_constant(dunia, client, hitung_kueri, peran):
    kanwil = buat_kanwil(dunia.satker.induk)
    user, banyak = buat_user(), {}
    keadaan = "pendahuluan" if peran == Peran.STAF_KANWIL else "evaluasi"
    for n in (1, 3, 29):
        while len(lembar := list(LembarKerja.objects.filter(satker__induk=kanwil))) < n:
            satu = lembar_terkirim(kanwil, dunia, A, keadaan)
            if peran == Peran.TPI_ANGGOTA:
                penilai([satu], user=user)
        if peran == Peran.STAF_KANWIL and not user.penugasan.exists():
            buat_penugasan(kanwil, peran, user)
        masuk(client, muat_pelaku(user))
        daftar = reverse("bandingkan", args=[dunia.periode.tahun])
        banyak[n] = (hitung_kueri(alamat(lembar[0])), hitung_kueri(daftar))
    assert banyak[1] == banyak[3] == banyak[29]
