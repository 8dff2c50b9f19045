"""The scoring page as each role sees it: what is shown, what is refused, and that a refusal keeps everything."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from berkas.actions import unggah_langsung
from berkas.actions.sampah import buang_berkas
from berkas.models import Olahan
from penilaian.actions.frasa import tambah_frasa
from penilaian.models import (
    AlurLembar,
    ButirPengajuan,
    Frasa,
    Jawaban,
    Lapisan,
    PembagianButir,
    TandaButir,
    Tim,
    TugasTim,
)
from satker.models import Jejak, Jendela
from satker.peran import Peran
from tests.pabrik import buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import isi_semua, kirim, nilai

KODE, BAKU, BERIKUT = "P1.1b", "A1.P.i.b", "P1.2a"
RAHASIA = "KENARI-CATATAN-TIM"


@pytest.fixture
def desk(dunia: Dunia, settings: Any, tmp_path: Any) -> Dunia:
    """A sheet with one file under P1.1b, sent, with the team."""
    settings.MEDIA_ROOT = tmp_path / "berkas"
    unggah_langsung(
        oleh=dunia.pelaku(),
        satker=dunia.satker,
        periode=dunia.periode,
        kode_butir=BAKU,
        area="A1",
        nama="P1.1b SK tim.txt",
        blok=[b"SK tim kerja\n"],
    )
    kirim(dunia)
    AlurLembar.objects.filter(lembar=dunia.lembar).update(keadaan="evaluasi")
    return dunia


def url(desk: Dunia, kode: str = KODE, nama: str = "meja_butir", **lain: Any) -> str:
    return desk.url(nama, kode_butir=kode, **lain)


def isi(**lain: Any) -> dict[str, Any]:
    return {"versi": 0, "ke": 1, "uraian": "", **lain}


def tersimpan(lapisan: str = Lapisan.TPI) -> Jawaban | None:
    return Jawaban.objects.filter(lapisan=lapisan, kode_butir=BAKU).first()


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_page_shows_the_sending_not_the_open_sheet(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    desk.jawab(KODE, "C", uraian="Ditulis sesudah dikirim")
    teks = client.get(url(desk)).content.decode()
    assert "Setuju: A" in teks
    assert "Ditulis sesudah dikirim" not in teks
    assert "P1.1b SK tim.txt" in teks
    assert 'data-tombol="c 3"' in teks


def test_failed_preview_still_scores(desk, client):
    Olahan.objects.all().delete()
    desk.masuk(client, Peran.TPI_KETUA)
    teks = client.get(url(desk)).content.decode()
    assert "Pratinjau belum dibuat" in teks
    assert client.post(url(desk, nama="meja_simpan"), isi(aksi="setuju")).status_code == 200
    assert tersimpan().isi == "A"


def test_pinned_file_is_read_after_the_satker_threw_it_away(desk, client):
    from berkas.models import Berkas

    berkas = Berkas.objects.get(satker=desk.satker)
    buang_berkas(oleh=desk.pelaku(), satker=desk.satker, periode=desk.periode, berkas=[berkas])
    unduh = desk.url("berkas:unduh", berkas=berkas.pk, nomor=1)
    desk.masuk(client, Peran.TPI_KETUA)
    assert "Di Sampah satker" in client.get(url(desk)).content.decode()
    jawab = client.get(unduh)
    assert (jawab.status_code, b"".join(jawab.streaming_content)) == (200, b"SK tim kerja\n")
    desk.masuk(client, Peran.KEPALA)
    assert b"".join(client.get(unduh).streaming_content) == b"SK tim kerja\n"  # what was sent stays readable to all


def test_unsent_sheet_leads_to_the_list_that_says_so(dunia, client):
    assert dunia.lembar
    dunia.masuk(client, Peran.TPI_ANGGOTA)
    jawab = client.get(url(dunia), follow=True)
    assert "Belum ada kiriman" in jawab.content.decode()
    assert jawab.redirect_chain == [(dunia.url("meja"), 302)]


@pytest.mark.parametrize("peran", [Peran.KOORDINATOR, Peran.KEPALA, Peran.ADMIN_INSPEKTORAT, Peran.PEMBACA_PUSAT])
def test_other_roles_are_refused(desk, client, peran):
    tempat = desk.satker if peran in {Peran.KOORDINATOR, Peran.KEPALA} else desk.satker.instansi
    masuk(client, pelaku_untuk(tempat, peran))
    assert client.get(url(desk)).status_code == 403


def test_evaluator_of_another_unit_gets_404(desk, client):
    masuk(client, pelaku_untuk(buat_satker(desk.satker.induk), Peran.TPI_KETUA))
    for nama in ("meja_butir", "meja_layar", "meja_hitung"):
        assert client.get(url(desk, nama=nama)).status_code == 404
    for nama in ("meja_simpan", "meja_batal", "meja_tandai"):
        assert client.post(url(desk, nama=nama), isi(aksi="setuju")).status_code == 404


def test_dalnis_reads_and_never_writes(desk, client):
    nilai(desk, desk.pelaku(Peran.TPI_KETUA), KODE, "B", catatan="Kurang")
    nilai(desk, desk.pelaku(Peran.TPI_ANGGOTA), KODE, "C", Lapisan.TPI_ANGGOTA, catatan="Tidak ada")
    desk.masuk(client, Peran.TPI_DALNIS)
    teks = client.get(url(desk)).content.decode()
    assert "Yang menulis nilai adalah anggota dan ketua tim." in teks
    assert "Tidak ada" in teks
    assert client.post(url(desk, nama="meja_simpan"), isi(aksi="setuju", versi=1)).status_code == 403
    assert client.post(url(desk), isi(aksi="setuju", versi=1)).status_code == 403
    assert client.post(url(desk, nama="meja_batal"), {"versi": 1}).status_code == 403
    assert tersimpan().isi == "B"


def test_shared_screen_has_no_notes_and_members_only_when_asked(desk, client):
    nilai(desk, desk.pelaku(Peran.TPI_ANGGOTA), KODE, "C", Lapisan.TPI_ANGGOTA, catatan=RAHASIA)
    nilai(desk, desk.pelaku(Peran.TPI_KETUA), KODE, "B", catatan=RAHASIA)
    nama = desk.pelaku(Peran.TPI_ANGGOTA).user.nama
    desk.masuk(client, Peran.TPI_KETUA)
    biasa = client.get(url(desk, nama="meja_layar")).content.decode()
    diminta = client.get(f"{url(desk, nama='meja_layar')}?anggota=1").content.decode()
    assert "disepakati tim" in biasa
    assert (RAHASIA in biasa, RAHASIA in diminta, nama in biasa, nama in diminta) == (False, False, False, True)


# --- Nobody outside the team hears of it -----------------------------------------------------------------------------


@pytest.mark.parametrize("peran", [Peran.KETUA_POKJA, Peran.KOORDINATOR, Peran.KEPALA])
def test_scores_in_progress_reach_nobody_in_the_unit(desk, client, peran):
    """Notes, values and that somebody scored at all: on the question, in the history and at home."""
    ketua, anggota = desk.pelaku(Peran.TPI_KETUA), desk.pelaku(Peran.TPI_ANGGOTA)
    nilai(desk, ketua, KODE, "C", catatan=RAHASIA)
    nilai(desk, anggota, KODE, "B", Lapisan.TPI_ANGGOTA, catatan=RAHASIA)
    client.force_login(ketua.user)
    client.post(url(desk, nama="meja_tandai"), {"tanda": "1"})
    desk.masuk(client, peran, **({"area": "A1"} if peran == Peran.KETUA_POKJA else {}))
    for alamat in ("/", desk.url("butir", kode_butir=KODE), desk.url("satker:riwayat"), desk.url("dasbor")):
        teks = client.get(alamat, follow=True).content.decode()
        teks = re.sub(r"<select.*?</select>", "", teks, flags=re.DOTALL)  # whom one may mention is no secret
        for rahasia in (RAHASIA, ketua.user.nama, anggota.user.nama, "memberi nilai", "menandai soal"):
            assert rahasia not in teks, (alamat, rahasia)


def test_the_team_reads_its_own_history(desk, client):
    """The twin: the rows are there, for who may read them."""
    nilai(desk, desk.pelaku(Peran.TPI_KETUA), KODE, "C", catatan=RAHASIA)
    desk.masuk(client, Peran.TPI_KETUA)
    assert "memberi nilai tim pada soal" in client.get(desk.url("satker:riwayat")).content.decode()


# --- Saving ----------------------------------------------------------------------------------------------------------


def test_one_key_saves_and_says_where_to_go(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    jawab = client.post(url(desk, nama="meja_simpan"), isi(aksi="setuju"))
    data = jawab.json()
    assert (jawab.status_code, data["versi"], data["kata"]) == (200, 1, "P1.1b: A")
    assert data["url"] == f"{url(desk, BERIKUT)}?dari=P1.1b&v=1"
    assert (tersimpan().isi, tersimpan().dinilai_ke) == ("A", 1)
    assert Jejak.objects.filter(aksi="nilai_tpi").count() == 1


def test_each_role_writes_its_own_layer(desk, client):
    anggota = desk.masuk(client, Peran.TPI_ANGGOTA)
    client.post(url(desk, nama="meja_simpan"), isi(opsi="B", uraian="Sebagian"))
    assert (tersimpan(Lapisan.TPI_ANGGOTA).penilai, tersimpan()) == (anggota.user, None)


def test_without_javascript_a_save_leads_on_and_offers_to_take_it_back(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    jawab = client.post(url(desk), isi(opsi="A"), follow=True)
    assert jawab.redirect_chain == [(f"{url(desk, BERIKUT)}?dari=P1.1b&v=1", 302)]
    teks = jawab.content.decode()
    assert "Batalkan P1.1b" in teks
    jawab = client.post(url(desk, nama="meja_batal"), {"versi": 1}, follow=True)
    assert "P1.1b dibatalkan. Nilainya kembali kosong." in jawab.content.decode()
    assert (tersimpan().isi, tersimpan().versi) == (None, 2)


def test_undo_that_comes_too_late_changes_nothing(desk, client):
    ketua = desk.masuk(client, Peran.TPI_KETUA)
    nilai(desk, ketua, KODE, "A")
    nilai(desk, ketua, KODE, "B", catatan="x")
    kepala = {"HTTP_X_REQUESTED_WITH": "fetch"}
    assert client.post(url(desk, nama="meja_batal"), {"versi": 1}, **kepala).status_code == 409
    assert (tersimpan().isi, tersimpan().versi) == ("B", 2)


def test_lower_score_needs_a_note_and_keeps_the_choice(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    jawab = client.post(url(desk, nama="meja_simpan"), isi(opsi="C"))
    assert (jawab.status_code, list(jawab.json()["galat"])) == (422, ["uraian"])
    halaman = client.post(url(desk), isi(opsi="C"))
    assert halaman.status_code == 422
    assert 'name="opsi" value="C" data-tombol-catatan' in halaman.content.decode()
    assert tersimpan() is None
    assert client.post(url(desk, nama="meja_simpan"), isi(opsi="C", uraian="Tidak diseleksi")).status_code == 200
    assert (tersimpan().isi, tersimpan().uraian) == ("C", "Tidak diseleksi")


def test_note_alone_keeps_the_score_and_stays(desk, client):
    nilai(desk, desk.masuk(client, Peran.TPI_KETUA), KODE, "A")
    data = client.post(url(desk, nama="meja_simpan"), isi(aksi="catatan", versi=1, uraian="Baik")).json()
    assert (data["url"], tersimpan().isi, tersimpan().uraian) == ("", "A", "Baik")
    kosong = client.post(url(desk, BERIKUT, "meja_simpan"), isi(aksi="catatan", uraian="Belum"))
    assert (kosong.status_code, list(kosong.json()["galat"])) == (422, ["opsi"])


def test_numbers_use_the_rules_of_the_engine(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    lebih = {f"isian-wajib_{k}": 1 for k in ("kepala", "pejabat", "lain")} | {"isian-sudah": 4}
    tanya = client.get(url(desk, "R5.3a", "meja_hitung"), lebih).json()
    assert list(tanya["galat"]) == ["isian-sudah"]
    angka = {"isian-wajib_kepala": "1", "isian-wajib_pejabat": "2", "isian-wajib_lain": "1", "isian-sudah": "3"}
    assert "3 dari 4 = 75,00%" in client.get(url(desk, "R5.3a", "meja_hitung"), angka).json()["hitungan"]
    jawab = client.post(url(desk, "R5.3a", "meja_simpan"), isi(aksi="angka", uraian="Satu belum lapor", **angka))
    assert jawab.json()["kata"] == "R5.3a: 75,00%"
    separuh = client.post(url(desk, "R5.3a", "meja_simpan"), isi(aksi="angka", versi=1, **{"isian-sudah": "3"}))
    assert separuh.status_code == 422


def test_agreeing_ignores_what_stands_in_the_number_fields(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    jawab = client.post(url(desk, "R5.3a", "meja_simpan"), isi(aksi="setuju", **{"isian-sudah": "banyak"}))
    assert jawab.status_code == 200
    kirim_ = ButirPengajuan.objects.get(kode_butir="A5.R.iii.a")
    assert Jawaban.objects.get(lapisan=Lapisan.TPI, kode_butir="A5.R.iii.a").isi == kirim_.isi


def test_zero_denominator_asks_for_its_proof(desk, client):
    ButirPengajuan.objects.filter(kode_butir="A5.R.ii.a").update(
        isi={i.kode: "0" for i in desk.instrumen.butir["A5.R.ii.a"].isian}
    )
    desk.masuk(client, Peran.TPI_KETUA)
    kode = desk.instrumen.butir["A5.R.ii.a"].kode_pendek
    assert "Nilai penuh perlu bukti bahwa salurannya berjalan." in client.get(url(desk, kode)).content.decode()
    jawab = client.post(url(desk, kode, "meja_simpan"), isi(aksi="setuju"))
    assert (jawab.status_code, list(jawab.json()["galat"])) == (422, ["uraian"])
    assert client.post(url(desk, kode, "meja_simpan"), isi(aksi="setuju", uraian="Kanal diuji")).status_code == 200


def test_conflict_shows_both_and_the_choice_keeps_the_history(desk, client):
    lain = pelaku_untuk(desk.satker, Peran.TPI_KETUA)
    desk.tandatangan(lain)
    desk.masuk(client, Peran.TPI_KETUA)
    nilai(desk, lain, KODE, "B", catatan="Punya lain")
    data = client.post(url(desk, nama="meja_simpan"), isi(opsi="C", uraian="Punya saya"))
    assert (data.status_code, data.json()["banding"]) == (409, True)
    halaman = client.post(url(desk), isi(opsi="C", uraian="Punya saya"))
    teks = halaman.content.decode()
    assert halaman.status_code == 409
    assert all(kata in teks for kata in ("Punya lain", "Punya saya", lain.user.nama, "Riwayat nilai"))
    assert tersimpan().isi == "B"
    client.post(url(desk), isi(opsi="C", uraian="Punya saya", versi=1))
    assert (tersimpan().isi, tersimpan().versi) == ("C", 2)


def test_sending_again_in_between_is_said_and_nothing_is_lost(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    ButirPengajuan.objects.filter(kode_butir=BAKU).update(ke=2, isi="B")
    assert client.post(url(desk, nama="meja_simpan"), isi(aksi="setuju")).status_code == 409
    halaman = client.post(url(desk), isi(opsi="A", uraian="Ketikan saya"))
    teks = halaman.content.decode()
    assert (halaman.status_code, tersimpan()) == (409, None)
    assert "mengirim ulang soal ini" in teks
    assert "Ketikan saya" in teks
    assert 'name="ke" value="2"' in teks


def test_closed_state_refuses_in_words_and_keeps_what_was_typed(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    AlurLembar.objects.update(keadaan="menunggu_dalnis")
    jawab = client.post(url(desk, nama="meja_simpan"), isi(aksi="setuju"))
    assert (jawab.status_code, tersimpan()) == (403, None)
    assert "menunggu pengendali teknis" in jawab.json()["pesan"]
    halaman = client.post(url(desk), isi(opsi="C", uraian="Ketikan saya"))
    assert (halaman.status_code, "Ketikan saya" in halaman.content.decode()) == (403, True)


def test_closed_window_is_said_before_and_after_and_keeps_what_was_typed(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    assert "· tutup 30 hari lagi" in client.get(url(desk)).content.decode()
    assert "hari lagi)" in client.get(desk.url("meja")).content.decode()
    Jendela.objects.filter(tahap="evaluasi").update(tutup=timezone.now() - dt.timedelta(minutes=1))
    jawab = client.post(url(desk, nama="meja_simpan"), isi(aksi="setuju"))
    assert (jawab.status_code, tersimpan()) == (403, None)
    assert "Nilai yang tersimpan tetap ada." in jawab.json()["pesan"]
    halaman = client.post(url(desk), isi(opsi="C", uraian="Ketikan saya"))
    assert (halaman.status_code, "Ketikan saya" in halaman.content.decode()) == (403, True)
    teks = client.get(url(desk)).content.decode()
    assert "Waktu evaluasi tim penilai ditutup sejak" in teks
    assert "data-simpan=" not in teks.split('id="form-nilai"')[1].split(">")[0]
    papan = client.get(reverse("sesi_daftar", args=[desk.periode.tahun])).content.decode()
    assert "waktu menilai tidak dibuka" in papan


def test_flag_is_ones_own(desk, client):
    ketua = desk.masuk(client, Peran.TPI_KETUA)
    jawab = client.post(url(desk, nama="meja_tandai"), {"tanda": "1"}, HTTP_X_REQUESTED_WITH="fetch")
    assert jawab.json() == {"ditandai": True}
    assert TandaButir.objects.get().user == ketua.user
    assert "Ditandai (1)" in client.get(desk.url("meja")).content.decode()
    assert "1</span> ditandai" in client.get(url(desk)).content.decode()
    desk.masuk(client, Peran.TPI_ANGGOTA)
    assert "0</span> ditandai" in client.get(url(desk)).content.decode()


# --- Phrases ---------------------------------------------------------------------------------------------------------


def test_phrase_is_put_into_the_note_without_saving(desk, client):
    frasa, _ = tambah_frasa(oleh=desk.masuk(client, Peran.TPI_KETUA), teks="Notula belum ada.", bersama=False)
    jawab = client.post(url(desk), isi(uraian="Awal", pakai_frasa=str(frasa.pk)))
    teks = jawab.content.decode()
    assert (jawab.status_code, tersimpan()) == (200, None)
    assert "Awal\nNotula belum ada.</textarea>" in teks
    assert f'name="frasa" value="{frasa.pk}"' in teks
    client.post(url(desk), isi(opsi="B", uraian="Awal", frasa=str(frasa.pk)))
    assert Frasa.objects.get().dipakai == 1


def test_bank_pages_by_role(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    assert client.post(reverse("frasa"), {"teks": "Milik saya", "bersama": "on", "kode": "P9.9z"}).status_code == 422
    client.post(reverse("frasa"), {"teks": "Milik saya", "bersama": "on", "kode": "p1.1b"})
    milik = Frasa.objects.get()
    assert (milik.pemilik_id is None, milik.kode_butir) == (False, BAKU)
    masuk(client, pelaku_untuk(desk.satker.instansi, Peran.ADMIN_INSPEKTORAT))
    assert client.get(reverse("frasa")).status_code == 403
    assert "Milik saya" not in client.get(reverse("frasa_admin")).content.decode()
    client.post(reverse("frasa_admin"), {"teks": "Bersama", "bersama": "on"})
    assert Frasa.objects.get(teks="Bersama").pemilik is None
    assert client.post(reverse("frasa_admin_hapus", args=[milik.pk])).status_code == 404
    desk.masuk(client, Peran.TPI_KETUA)
    assert "Bersama" in client.get(reverse("frasa")).content.decode()


# --- The list --------------------------------------------------------------------------------------------------------


def test_filters_of_the_list(desk, client):
    ketua = desk.masuk(client, Peran.TPI_KETUA)
    nilai(desk, ketua, KODE, "A")
    nilai(desk, ketua, BERIKUT, desk.instrumen.cari(BERIKUT).opsi[-1].kode)
    ButirPengajuan.objects.filter(kode_butir=BAKU).update(ke=2)

    def kode(saring: str) -> set[str]:
        isi_ = client.get(desk.url("meja"), {"saring": saring}).context["isi"]
        return {b.butir.kode_pendek for a in isi_.area for b in a.baris}

    assert len(kode("belum")) == 111
    assert (kode("beda"), kode("berubah")) == ({BERIKUT}, {KODE})
    assert (kode("tanpa-catatan"), kode("ditandai")) == ({BERIKUT}, set())
    assert client.get(desk.url("meja"), {"q": "a1.p.i.b"}).url == url(desk)
    assert "P9.9z tidak ditemukan" in client.get(desk.url("meja"), {"q": "P9.9z"}).content.decode()


def test_own_part_of_a_member_in_list_and_next_unscored(desk, client):
    anggota = desk.masuk(client, Peran.TPI_ANGGOTA)
    assert "Hanya bagian saya" not in client.get(desk.url("meja")).content.decode()  # nothing is shared out
    tim = Tim.objects.create(satker=desk.satker.instansi, periode=desk.periode, nama="Tim")
    hari = timezone.localdate()
    tugas = TugasTim.objects.create(satker=desk.satker, periode=desk.periode, tim=tim, mulai=hari, selesai=hari)
    lain = pelaku_untuk(desk.satker, Peran.TPI_ANGGOTA)
    milik = {"A5.P.i.a", "A5.P.i.b"}
    PembagianButir.objects.bulk_create(
        PembagianButir(satker=desk.satker, tugas=tugas, kode_butir=k, user=anggota.user if k in milik else lain.user)
        for k in desk.instrumen.butir
    )
    nilai(desk, anggota, "P5.1a", "A", Lapisan.TPI_ANGGOTA)
    daftar = client.get(desk.url("meja"), {"saya": "1"})
    isi_ = daftar.context["isi"]
    assert [b.butir.kode for a in isi_.area for b in a.baris] == sorted(milik)
    assert (isi_.dinilai, isi_.jumlah, isi_.banyak["belum"], isi_.mulai.kode_pendek) == (1, 2, 1, "P5.1b")
    assert "saya=1" in daftar.content.decode().split('aria-label="Saringan soal"')[1]
    teks = client.get(url(desk)).content.decode()
    assert "bagian Anda 1 dari 2" in teks
    assert f'href="{url(desk, "P5.1b")}" data-pergi="u"' in teks
    assert f'href="{desk.url("meja_selesai")}" data-pergi="u"' in client.get(url(desk, "P5.1b")).content.decode()
    desk.masuk(client, Peran.TPI_KETUA)  # leads all of it
    assert "Hanya bagian saya" not in client.get(desk.url("meja")).content.decode()
    assert f'href="{url(desk, BERIKUT)}" data-pergi="u"' in client.get(url(desk)).content.decode()


def test_end_counts_what_is_left(desk, client):
    nilai(desk, desk.masuk(client, Peran.TPI_KETUA), KODE, "A")
    teks = client.get(desk.url("meja_selesai")).content.decode()
    assert "Masih ada 112 soal yang belum dinilai, mulai dari P1.1a." in teks


def _kueri(client: Client, alamat: str) -> int:
    client.get(alamat)
    with CaptureQueriesContext(connection) as kueri:
        assert client.get(alamat).status_code == 200
    return len(kueri)


def test_list_costs_the_same_for_one_and_three_scores(desk, client):
    ketua = desk.masuk(client, Peran.TPI_KETUA)
    nilai(desk, ketua, KODE, "A")
    satu = _kueri(client, desk.url("meja"))
    for kode in ("P1.2a", "P1.2b", "P1.2c"):
        butir = desk.instrumen.cari(kode)
        nilai(desk, ketua, kode, butir.opsi[0].kode)
    assert (satu, _kueri(client, desk.url("meja"))) == (11, 11)


def test_page_costs_the_same_for_one_and_three_files_and_members(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    nilai(desk, desk.pelaku(Peran.TPI_ANGGOTA), KODE, "A", Lapisan.TPI_ANGGOTA)
    satu = _kueri(client, url(desk))
    from berkas.models import Bukti
    from penilaian.models import BuktiPengajuan, Pengajuan

    for n in (2, 3):
        anggota = pelaku_untuk(desk.satker, Peran.TPI_ANGGOTA)
        desk.tandatangan(anggota)
        nilai(desk, anggota, KODE, "B", Lapisan.TPI_ANGGOTA)
        bukti = unggah_langsung(
            oleh=desk.pelaku(), satker=desk.satker, periode=desk.periode, kode_butir=BAKU, area="A1",
            nama=f"{n}.txt", blok=[f"isi {n}\n".encode()],
        )  # fmt: skip
        versi = Bukti.objects.get(pk=bukti.pk).berkas.versi.get()
        BuktiPengajuan.objects.create(
            satker=desk.satker, pengajuan=Pengajuan.objects.get(), kode_butir=BAKU, bukti=bukti, versi=versi,
            sha256=versi.isi.sha256,
        )  # fmt: skip
    assert (satu, _kueri(client, url(desk))) == (19, 19)


def test_score_costs_the_same_for_one_and_many(desk, client):
    """Who asks, the sheet, what is judged, whether two score it, the lock with its conditions, and six rows written."""
    ketua = desk.masuk(client, Peran.TPI_KETUA)
    client.get(desk.url("meja"))

    def simpan(kode: str) -> int:
        with CaptureQueriesContext(connection) as kueri:
            assert client.post(url(desk, kode, "meja_simpan"), isi(opsi="B", versi=1, uraian="x")).status_code == 200
        return sum("SAVEPOINT" not in q["sql"] for q in kueri.captured_queries)

    for kode in ("P1.1b", "P1.2b"):
        nilai(desk, ketua, kode, "A")
    satu = simpan("P1.1b")
    isi_semua(desk, Lapisan.TPI_ANGGOTA, desk.pelaku(Peran.TPI_ANGGOTA))
    assert (satu, simpan("P1.2b")) == (20, 20)


def test_daftar_frasa_costs_the_same_for_one_and_three(desk, client):
    ketua = desk.masuk(client, Peran.TPI_KETUA)
    tambah_frasa(oleh=ketua, teks="a", bersama=False)
    satu = _kueri(client, reverse("frasa"))
    for teks in "bcd":
        tambah_frasa(oleh=ketua, teks=teks, bersama=False)
    assert (satu, _kueri(client, reverse("frasa"))) == (7, 7)
