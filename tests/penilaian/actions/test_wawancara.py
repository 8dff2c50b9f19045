"""Interview: asking, answering, two people at once, and M5: closing needs every kind in every Pokja."""

from __future__ import annotations

import pytest

from penilaian.acara_baku import JENIS_TANYA
from penilaian.actions.rundown import catat_kehadiran, tekan_jam
from penilaian.actions.sesi import atur_desk, tutup_sesi
from penilaian.actions.sesi_dasar import SesiDitolak
from penilaian.actions.wawancara import TanyaUsang, hapus_tanya, jawab_tanya, muat_bank, simpan_bank, tanyakan
from penilaian.models import AcaraSesi, BankTanya, Lapisan, RingkasanLembar, RiwayatTanya, SesiDesk, TanyaJawab
from penilaian.queries.berita_acara import bahan_berita_acara
from penilaian.queries.wawancara import kekurangan_wawancara
from satker.models import Jejak, Satker
from satker.peran import Peran
from tests.pabrik import buat_instansi, pelaku_untuk
from tests.penilaian.perjalanan import isi_semua, sesi_desk, wawancarai

pytestmark = pytest.mark.django_db
POKJA = [f"A{n}" for n in range(1, 7)]


def _jawab(dunia, tanya, jawaban, versi, peran=Peran.TPI_ANGGOTA, **isi):
    bawaan = {"catatan": "", "kode_butir": ""}
    return jawab_tanya(oleh=dunia.pelaku(peran), tanya=tanya, jawaban=jawaban, versi_dasar=versi, **{**bawaan, **isi})


def test_m5_a_desk_with_lead_two_members_and_every_kind_in_the_berita_acara(dunia):
    """A lead and two members interview six Pokja; all of it stands in the material of the berita acara."""
    sesi = sesi_desk(dunia, tautan="https://rapat.contoh.go.id/desk")
    ketua, satu = dunia.pelaku(Peran.TPI_KETUA), dunia.pelaku(Peran.TPI_ANGGOTA)
    dua = pelaku_untuk(dunia.satker, Peran.TPI_ANGGOTA)
    isi_semua(dunia, Lapisan.TPI, oleh=ketua, letak=1)
    acara = AcaraSesi.objects.filter(sesi=sesi, jenis="paparan").get()
    for jenis in ("mulai", "selesai"):
        tekan_jam(oleh=ketua, acara=acara, jenis=jenis)
    for n, area in enumerate(POKJA):
        oleh = (ketua, satu, dua)[n % 3]
        for jenis in JENIS_TANYA:
            if (area, jenis) == ("A6", "program"):
                continue
            tanya = tanyakan(oleh=oleh, sesi=sesi, area=area, jenis=jenis, teks=f"Tanya {jenis} {area}?")
            jawab_tanya(
                oleh=oleh,
                tanya=tanya,
                jawaban=f"Jawab {jenis} {area}.",
                catatan="RAHASIA",
                kode_butir="",
                versi_dasar=1,
            )

    with pytest.raises(SesiDitolak, match=r"belum lengkap: Pokja 6 \(program kerja\)"):
        tutup_sesi(oleh=ketua, sesi=sesi)
    assert SesiDesk.objects.get(pk=sesi.pk).keadaan == "berlangsung"
    wawancarai(dunia, sesi, "A6", "program", "Jawab program A6.")
    catat_kehadiran(oleh=ketua, sesi=sesi, hadir=set(sesi.peserta.values_list("pk", flat=True)))
    sesi = tutup_sesi(oleh=ketua, sesi=sesi)

    bahan = bahan_berita_acara(sesi)
    assert (sesi.keadaan, sesi.alasan, bahan.keadaan) == ("selesai", "", "selesai")
    assert [(p.area, sorted(t.jenis for t in p.tanya)) for p in bahan.pokja] == [
        (area, ["Inovasi", "Program kerja", "Teknis"]) for area in POKJA
    ]
    assert {t.jawaban for p in bahan.pokja for t in p.tanya} == {
        f"Jawab {jenis} {area}." for area in POKJA for jenis in JENIS_TANYA
    }
    assert "RAHASIA" not in repr(bahan)
    assert {(o.jabatan, o.hadir) for o in bahan.peserta if o.pihak == "Tim penilai"} == {
        ("Ketua TPI", True),
        ("Anggota TPI", True),
        ("Pengendali teknis TPI", True),
    }
    paparan = next(a for a in bahan.acara if a.jenis == "Paparan kepala satker")
    assert paparan.mulai is not None
    assert paparan.selesai is not None
    assert paparan.mulai <= paparan.selesai
    assert (bahan.tempat, bahan.tautan, bahan.zona) == ("Aula", "https://rapat.contoh.go.id/desk", "Asia/Jakarta")
    assert (bahan.lapisan, bahan.lengkap, len(bahan.area), len(bahan.gerbang)) == ("Tim penilai", True, 8, 12)


def test_values_of_the_berita_acara_are_those_of_the_team_layer(dunia):
    """The self assessment is full marks: it must not be what the document prints."""
    sesi = sesi_desk(dunia)
    isi_semua(dunia, Lapisan.TPI, oleh=dunia.pelaku(Peran.TPI_KETUA), letak=9)
    bahan = bahan_berita_acara(sesi)
    tersimpan = RingkasanLembar.objects.get(lembar=dunia.lembar, lapisan=Lapisan.TPI)
    mandiri = RingkasanLembar.objects.get(lembar=dunia.lembar, lapisan=Lapisan.SATKER)
    assert bahan.total == tersimpan.total != mandiri.total
    assert bahan.terpenuhi is False


def test_closing_with_a_reason_keeps_it(dunia):
    sesi = sesi_desk(dunia)
    with pytest.raises(SesiDitolak):
        tutup_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), sesi=sesi, alasan="   ")
    sesi = tutup_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), sesi=sesi, alasan="Listrik padam.")
    assert (sesi.keadaan, sesi.alasan, bahan_berita_acara(sesi).alasan) == (
        "selesai",
        "Listrik padam.",
        "Listrik padam.",
    )


def test_minimum_is_data(dunia):
    sesi = sesi_desk(dunia)
    for area in POKJA:
        wawancarai(dunia, sesi, area, "teknis")
    isi = {"teknis": 1, "inovasi": 0, "program": 0, "terbitkan_wawancara": False}
    instansi = Satker.objects.get(pk=dunia.satker.instansi_id)
    admin = pelaku_untuk(instansi, Peran.ADMIN_INSPEKTORAT)
    assert len(kekurangan_wawancara(sesi)) == 6
    assert atur_desk(oleh=admin, periode=dunia.periode, satker=instansi, isi=isi) is True
    assert atur_desk(oleh=admin, periode=dunia.periode, satker=instansi, isi=isi) is False
    assert kekurangan_wawancara(sesi) == ()
    assert tutup_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), sesi=sesi).alasan == ""


def test_question_without_answer_does_not_count(dunia):
    sesi = sesi_desk(dunia)
    tanyakan(oleh=dunia.pelaku(Peran.TPI_ANGGOTA), sesi=sesi, area="A1", jenis="teknis", teks="Tanya?")
    assert kekurangan_wawancara(sesi)[0].jenis == ("teknis", "inovasi", "program kerja")


def test_second_save_on_the_same_version_is_refused_and_nothing_is_lost(dunia):
    sesi = sesi_desk(dunia)
    tanya = tanyakan(oleh=dunia.pelaku(Peran.TPI_ANGGOTA), sesi=sesi, area="A1", jenis="teknis", teks="Tanya?")
    assert _jawab(dunia, tanya, "Pertama", 1, Peran.TPI_KETUA) is True
    with pytest.raises(TanyaUsang) as usang:
        _jawab(dunia, tanya, "Kedua", 1)
    assert (usang.value.kini.jawaban, usang.value.kini.versi) == ("Pertama", 2)
    assert _jawab(dunia, tanya, "Pertama", 1) is False  # the same text is no conflict
    assert _jawab(dunia, tanya, "Kedua", 2) is True
    assert list(RiwayatTanya.objects.values_list("versi", "jawaban")) == [(2, "Pertama"), (1, "")]


def test_twin_without_the_version_check_the_first_answer_is_gone(dunia):
    """What the guard is for: a save that claims to have seen the newest version overwrites it."""
    sesi = sesi_desk(dunia)
    tanya = tanyakan(oleh=dunia.pelaku(Peran.TPI_ANGGOTA), sesi=sesi, area="A1", jenis="teknis", teks="Tanya?")
    _jawab(dunia, tanya, "Pertama", 1, Peran.TPI_KETUA)
    _jawab(dunia, tanya, "Kedua", 2)
    assert TanyaJawab.objects.get(pk=tanya.pk).jawaban == "Kedua"


def test_only_while_the_session_runs(dunia):
    sesi = sesi_desk(dunia)
    tanya = wawancarai(dunia, sesi, "A1", "teknis")
    tutup_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), sesi=sesi, alasan="Uji.")
    with pytest.raises(SesiDitolak, match="selesai"):
        _jawab(dunia, tanya, "Lain", 2)
    with pytest.raises(SesiDitolak, match="selesai"):
        tanyakan(oleh=dunia.pelaku(Peran.TPI_ANGGOTA), sesi=sesi, area="A1", jenis="teknis", teks="Lagi?")
    assert TanyaJawab.objects.get().jawaban == "Jawaban satker."


def test_bank_question_is_asked_once_and_keeps_its_text(dunia):
    sesi, oleh = sesi_desk(dunia), dunia.pelaku(Peran.TPI_ANGGOTA)
    instansi = Satker.objects.get(pk=dunia.satker.instansi_id)
    assert (muat_bank(oleh=None, instansi=instansi), muat_bank(oleh=None, instansi=instansi)) == (33, 0)
    bank = BankTanya.objects.filter(area="A5", jenis="inovasi").get()
    semula = bank.teks
    tanya = tanyakan(oleh=oleh, sesi=sesi, area="A5", bank=bank)
    assert tanyakan(oleh=oleh, sesi=sesi, area="A5", bank=bank).pk == tanya.pk
    simpan_bank(
        oleh=oleh, instansi=instansi, bank=bank, area="A5", jenis="inovasi", teks="Pertanyaan diganti?", aktif=False
    )
    assert muat_bank(oleh=None, instansi=instansi) == 0
    assert (TanyaJawab.objects.get().teks, BankTanya.objects.get(pk=bank.pk).teks) == (semula, "Pertanyaan diganti?")


def test_bank_of_another_instansi_or_pokja_is_refused(dunia):
    sesi, oleh = sesi_desk(dunia), dunia.pelaku(Peran.TPI_ANGGOTA)
    lain = buat_instansi()
    muat_bank(oleh=None, instansi=lain)
    muat_bank(oleh=None, instansi=Satker.objects.get(pk=dunia.satker.instansi_id))
    with pytest.raises(SesiDitolak, match="tidak ada di bank"):
        tanyakan(oleh=oleh, sesi=sesi, area="A5", bank=BankTanya.objects.filter(satker=lain, area="A5").first())
    sendiri = BankTanya.objects.filter(satker=dunia.satker.instansi_id, area="A4").first()
    with pytest.raises(SesiDitolak, match="tidak ada di bank"):
        tanyakan(oleh=oleh, sesi=sesi, area="A5", bank=sendiri)
    assert TanyaJawab.objects.count() == 0


def test_question_that_was_written_under_cannot_be_deleted(dunia):
    sesi, oleh = sesi_desk(dunia), dunia.pelaku(Peran.TPI_ANGGOTA)
    terjawab = wawancarai(dunia, sesi, "A1", "teknis")
    kosong = tanyakan(oleh=oleh, sesi=sesi, area="A1", jenis="inovasi", teks="Salah ketik?")
    hapus_tanya(oleh=oleh, tanya=kosong)
    with pytest.raises(SesiDitolak, match="sudah diisi"):
        hapus_tanya(oleh=oleh, tanya=terjawab)
    assert list(TanyaJawab.objects.all()) == [terjawab]


def test_texts_of_the_interview_stay_out_of_the_audit_log(dunia):
    sesi = sesi_desk(dunia)
    tanya = wawancarai(dunia, sesi, "A1", "teknis", "KENARIJAWAB")
    _jawab(dunia, tanya, "KENARIJAWAB dua", 2, catatan="KENARICATATAN")
    isi = str(list(Jejak.objects.values_list("sebelum", "sesudah", "alasan", "objek")))
    assert "KENARI" not in isi
    assert "Tanya teknis" not in isi
