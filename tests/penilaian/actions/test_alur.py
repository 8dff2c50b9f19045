"""Steps on the database: one row and one audit row each, conditions and deadlines read under the lock."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from penilaian.actions.alur import jalankan_langkah, perpanjang_tenggat
from penilaian.actions.kirim import kirim_lembar
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.alur import LangkahDitolak
from penilaian.models import AlurLembar, AturanEvaluasi, Jawaban, LangkahAlur, Lapisan, Potret, RingkasanLembar
from penilaian.queries.alur import langkah_mungkin
from penilaian.skor.hitung import ke_desimal
from satker.models import Jejak, Jendela
from satker.peran import Peran
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua, jawaban_penuh, kirim, langkah, nilai, tim_penilai

pytestmark = pytest.mark.django_db


def _keadaan(dunia: Dunia) -> str:
    return AlurLembar.objects.get(lembar=dunia.lembar).keadaan


def test_step_leaves_state_row_and_audit_row(dunia: Dunia) -> None:
    isi_semua(dunia)
    langkah(dunia, Peran.KOORDINATOR, "ajukan")
    baris = LangkahAlur.objects.get(lembar=dunia.lembar)
    assert (baris.nomor, baris.dari, baris.ke, baris.peran) == (1, "pengisian", "menunggu_kepala", "Ketua tim ZI")
    jejak = Jejak.objects.get(aksi="alur_ajukan")
    assert (jejak.sebelum, jejak.sesudah) == ({"keadaan": "pengisian"}, {"keadaan": "menunggu_kepala"})
    assert _keadaan(dunia) == "menunggu_kepala"


def test_incomplete_sheet_is_not_sent_and_nothing_is_written(dunia: Dunia) -> None:
    isi_semua(dunia)
    Jawaban.objects.filter(kode_butir="A5.P.i.b").update(isi=None)
    with pytest.raises(LangkahDitolak) as tolak:
        langkah(dunia, Peran.KOORDINATOR, "ajukan")
    assert (tolak.value.kode, str(tolak.value)) == ("lengkap", "Masih ada soal yang belum diisi.")
    assert not LangkahAlur.objects.exists()
    assert not Jejak.objects.filter(aksi="alur_ajukan").exists()


def test_half_filled_numbers_are_not_complete(dunia: Dunia) -> None:
    isi_semua(dunia)
    Jawaban.objects.filter(kode_butir="A1.R.i.a").update(isi={"jumlah_agen": "2"})
    with pytest.raises(LangkahDitolak):
        langkah(dunia, Peran.KOORDINATOR, "ajukan")


def test_closed_window_refuses_by_the_database_clock(dunia: Dunia) -> None:
    isi_semua(dunia)
    lalu = timezone.now() - dt.timedelta(minutes=1)
    Jendela.objects.filter(periode=dunia.periode, tahap="pengisian", peran=Peran.KOORDINATOR).update(tutup=lalu)
    with pytest.raises(LangkahDitolak) as tolak:
        langkah(dunia, Peran.KOORDINATOR, "ajukan")
    assert tolak.value.kode == "jendela"


def test_decision_on_an_older_state_is_refused(dunia: Dunia) -> None:
    isi_semua(dunia)
    langkah(dunia, Peran.KOORDINATOR, "ajukan")
    langkah(dunia, Peran.KOORDINATOR, "tarik_ajuan")
    with pytest.raises(LangkahDitolak) as tolak:
        jalankan_langkah(
            oleh=dunia.pelaku(Peran.KOORDINATOR),
            lembar=dunia.lembar,
            kode="ajukan",
            keadaan_dilihat="menunggu_kepala",
        )
    assert tolak.value.kode == "berubah"


def test_condition_without_a_proof_keeps_a_step_closed(dunia: Dunia) -> None:
    """Nobody can write the letter of the kanwil yet: the sheet does not reach the team."""
    AlurLembar.objects.create(lembar=dunia.lembar, satker=dunia.satker, keadaan="pendahuluan", sejak=timezone.now())
    with pytest.raises(LangkahDitolak):
        langkah(dunia, dunia.pelaku(Peran.PIMPINAN_KANWIL), "nyatakan_layak")


# --- sending -------------------------------------------------------------------------------------------------------


def test_sending_freezes_answers_while_the_sheet_stays_open(dunia: Dunia) -> None:
    pengajuan = kirim(dunia)
    assert (pengajuan.nomor, pengajuan.hash_instrumen, pengajuan.butir.count()) == (1, dunia.instrumen.hash, 113)
    butir = pengajuan.butir.get(kode_butir="A1.P.i.a")
    dunia.jawab("A1.P.i.a", "Tidak")
    butir.refresh_from_db()
    assert (butir.isi, dunia.tersimpan("A1.P.i.a").isi) == ("Ya", "Tidak")
    potret = Potret.objects.get(lembar=dunia.lembar)
    assert (potret.lapisan, potret.peristiwa, potret.total) == ("satker", "kirim", 100)
    assert potret.jawaban["A1.P.i.a"] == {"isi": "Ya", "catatan": "", "versi": 1}
    assert _keadaan(dunia) == "pendahuluan"


def test_sending_goes_straight_to_the_team_where_pendahuluan_is_off(dunia: Dunia) -> None:
    AturanEvaluasi.objects.create(periode=dunia.periode, pakai_pendahuluan=False)
    kirim(dunia)
    assert _keadaan(dunia) == "siap_tpi"


def test_koordinator_cannot_send_and_kepala_cannot_send_what_was_not_asked(dunia: Dunia) -> None:
    isi_semua(dunia)
    with pytest.raises(LangkahDitolak) as tolak:
        kirim_lembar(oleh=dunia.pelaku(Peran.KEPALA), lembar=dunia.lembar)
    assert tolak.value.kode == "keadaan"
    langkah(dunia, Peran.KOORDINATOR, "ajukan")
    with pytest.raises(LangkahDitolak) as tolak:
        kirim_lembar(oleh=dunia.pelaku(Peran.KOORDINATOR), lembar=dunia.lembar)
    assert tolak.value.kode == "peran"


def test_serving_role_cannot_change_what_was_sent(dunia: Dunia) -> None:
    kirim(dunia)
    for perintah in (
        "UPDATE penilaian_pengajuan SET nomor = 9",
        "DELETE FROM penilaian_butirpengajuan",
        "UPDATE penilaian_potret SET total = 0",
        "DELETE FROM penilaian_langkahalur",
        "UPDATE penilaian_langkahalur SET alasan = ''",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            _sebagai_aplikasi(perintah)


def _sebagai_aplikasi(perintah: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL ROLE zi_app")
        kursor.execute(perintah)


# --- layers --------------------------------------------------------------------------------------------------------


def _ke_evaluasi(dunia: Dunia) -> dict[str, object]:
    AturanEvaluasi.objects.create(periode=dunia.periode, pakai_pendahuluan=False)
    kirim(dunia)
    tim = tim_penilai(dunia)
    langkah(dunia, tim[Peran.TPI_KETUA], "mulai_evaluasi")
    return tim


def test_layer_starts_empty_and_never_touches_the_one_below(dunia: Dunia) -> None:
    tim = _ke_evaluasi(dunia)
    nilai(dunia, tim[Peran.TPI_KETUA], "A1.P.i.b", "B", catatan="Belum mewakili semua unsur.")
    assert Jawaban.objects.filter(lembar=dunia.lembar, lapisan=Lapisan.TPI).count() == 1
    assert dunia.tersimpan("A1.P.i.b").isi == "A"
    ringkasan = RingkasanLembar.objects.get(lembar=dunia.lembar, lapisan=Lapisan.TPI)
    assert (ringkasan.terisi, ringkasan.total) == (1, ke_desimal(dunia.instrumen.cari("A1.P.i.b").bobot_efektif / 2))
    assert RingkasanLembar.objects.get(lembar=dunia.lembar, lapisan=Lapisan.SATKER).total == 100


def test_members_score_side_by_side_and_enter_no_summary(dunia: Dunia) -> None:
    tim = _ke_evaluasi(dunia)
    satu, dua = tim[Peran.TPI_ANGGOTA], dunia.pelaku(Peran.TPI_ANGGOTA, mulai=dt.date(2021, 1, 1))
    nilai(dunia, satu, "A1.P.i.b", "A", lapisan=Lapisan.TPI_ANGGOTA)
    nilai(dunia, dua, "A1.P.i.b", "C", lapisan=Lapisan.TPI_ANGGOTA)
    baris = Jawaban.objects.filter(lembar=dunia.lembar, lapisan=Lapisan.TPI_ANGGOTA)
    assert {(j.penilai_id, j.isi) for j in baris} == {(satu.user.pk, "A"), (dua.user.pk, "C")}
    assert not RingkasanLembar.objects.filter(lembar=dunia.lembar).exclude(lapisan=Lapisan.SATKER).exists()


@pytest.mark.parametrize(("peran", "lapisan"), [(Peran.TPI_ANGGOTA, Lapisan.TPI), (Peran.KOORDINATOR, Lapisan.TPI)])
def test_role_writes_only_its_own_layer(dunia: Dunia, peran: Peran, lapisan: str) -> None:
    _ke_evaluasi(dunia)
    with pytest.raises(LangkahDitolak):
        nilai(dunia, dunia.pelaku(peran), "A1.P.i.b", "B", lapisan=lapisan)
    assert not Jawaban.objects.filter(lembar=dunia.lembar, lapisan=lapisan).exists()


def test_locked_layer_is_refused(dunia: Dunia) -> None:
    tim = _ke_evaluasi(dunia)
    isi_semua(dunia, Lapisan.TPI, tim[Peran.TPI_KETUA])
    langkah(dunia, tim[Peran.TPI_KETUA], "ajukan_dalnis")
    with pytest.raises(LangkahDitolak, match="menunggu pengendali teknis"):
        nilai(dunia, tim[Peran.TPI_KETUA], "A1.P.i.b", "B")


def test_zero_denominator_needs_the_evaluators_note(dunia: Dunia) -> None:
    from penilaian.actions.jawaban import JawabanDitolak

    tim = _ke_evaluasi(dunia)
    butir = dunia.instrumen.cari("A5.R.ii.a")
    nol = {i.kode: "0" for i in butir.isian}
    with pytest.raises(JawabanDitolak):
        nilai(dunia, tim[Peran.TPI_KETUA], "A5.R.ii.a", nol)
    assert nilai(dunia, tim[Peran.TPI_KETUA], "A5.R.ii.a", nol, catatan="Kanal diuji, tidak ada pengaduan.").berubah


def test_agreeing_again_writes_nothing_and_a_second_reader_gets_the_conflict(dunia: Dunia) -> None:
    from penilaian.actions.jawaban import VersiUsang

    tim = _ke_evaluasi(dunia)
    ketua = tim[Peran.TPI_KETUA]
    nilai(dunia, ketua, "A1.P.i.b", "B", catatan="x")
    assert not nilai(dunia, ketua, "A1.P.i.b", "B", catatan="x").berubah
    with pytest.raises(VersiUsang) as usang:
        simpan_nilai(
            oleh=ketua,
            lembar=dunia.lembar,
            butir=dunia.instrumen.cari("A1.P.i.b"),
            lapisan=Lapisan.TPI,
            isi="C",
            catatan="",
            versi_dasar=0,
        )
    assert usang.value.kini.isi == "B"


def test_way_from_lock_to_lhe_needs_reply_time_and_the_gates_of_the_team(dunia: Dunia) -> None:
    tim = _ke_evaluasi(dunia)
    ketua, dalnis = tim[Peran.TPI_KETUA], tim[Peran.TPI_DALNIS]
    isi_semua(dunia, Lapisan.TPI, ketua)
    langkah(dunia, ketua, "ajukan_dalnis")
    langkah(dunia, dalnis, "kunci")
    alur = AlurLembar.objects.get(lembar=dunia.lembar)
    assert (alur.keadaan, alur.tenggat - alur.sejak) == ("tanggapan", dt.timedelta(days=5))
    potret = Potret.objects.get(lembar=dunia.lembar, lapisan=Lapisan.TPI)
    assert (potret.peristiwa, potret.nomor, potret.total, potret.pengajuan.nomor) == ("kunci", 1, 100, 1)
    assert set(potret.pohon["butir"]) == set(dunia.instrumen.butir)
    mungkin = {m.langkah.kode: m.halangan for m in langkah_mungkin(dalnis, dunia.lembar)}
    assert mungkin == {
        "lhe_layak": ("Tanggapan satker belum selesai atau belum diputus.",),
        "lhe_belum": (
            "Tanggapan satker belum selesai atau belum diputus.",
            "Semua syarat nilai terpenuhi, dan tidak ada pengurang yang mengubahnya menjadi belum layak.",
        ),
    }


def test_deadline_is_extended_only_later_and_with_a_reason(dunia: Dunia) -> None:
    admin = dunia.pelaku(Peran.ADMIN_INSPEKTORAT)
    kini = timezone.now()
    AlurLembar.objects.create(
        lembar=dunia.lembar, satker=dunia.satker, keadaan="tanggapan", sejak=kini, tenggat=kini + dt.timedelta(days=1)
    )
    for sampai, alasan in ((kini, "listrik padam"), (kini + dt.timedelta(days=2), " ")):
        with pytest.raises(LangkahDitolak):
            perpanjang_tenggat(oleh=admin, lembar=dunia.lembar, sampai=sampai, alasan=alasan)
    perpanjang_tenggat(oleh=admin, lembar=dunia.lembar, sampai=kini + dt.timedelta(days=2), alasan="listrik padam")
    assert AlurLembar.objects.get(lembar=dunia.lembar).tenggat == kini + dt.timedelta(days=2)
    assert Jejak.objects.get(aksi="perpanjang_tenggat").alasan == "listrik padam"


def test_full_answers_are_worth_everything(dunia: Dunia) -> None:
    """The maker of complete answers really makes the best ones."""
    from penilaian.skor.jawaban import nilai_butir

    assert {nilai_butir(b, jawaban_penuh(b)).nilai for b in dunia.instrumen.butir.values()} == {1}
