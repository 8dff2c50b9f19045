"""Desk sessions over HTTP: who sees what, clocks without scripts, the shared screen, the calendar file."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from penilaian.acara_baku import JENIS_TANYA
from penilaian.actions.rundown import tekan_jam
from penilaian.actions.sesi import batalkan_sesi, jadwalkan_sesi, tutup_sesi, ubah_sesi
from penilaian.actions.wawancara import jawab_tanya, muat_bank, tanyakan
from penilaian.forms.sesi import periksa_tautan
from penilaian.models import (
    AcaraSesi,
    AlurLembar,
    AturanDesk,
    BankTanya,
    JamAcara,
    KehadiranSesi,
    LembarKerja,
    SesiDesk,
    TanyaJawab,
)
from satker.models import Satker
from satker.peran import Peran
from tests.pabrik import buat_penugasan, buat_periode, buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import nilai, sampai_evaluasi, sesi_desk, wawancarai

pytestmark = pytest.mark.django_db


def _pesan(jawab):
    return [str(p) for p in get_messages(jawab.wsgi_request)]


def _url(dunia, nama, sesi, **isi):
    return dunia.url(nama, sesi=sesi.pk, **isi)


@pytest.fixture
def rahasia(dunia):
    """A running session with a note, an answer and a team score that nobody outside the team may read."""
    sesi = sesi_desk(dunia)
    oleh = dunia.pelaku(Peran.TPI_ANGGOTA)
    tanya = tanyakan(oleh=oleh, sesi=sesi, area="A5", jenis="teknis", teks="KENARITANYA?")
    jawab_tanya(
        oleh=oleh,
        tanya=tanya,
        jawaban="KENARIJAWAB",
        catatan="KENARICATATAN",
        kode_butir="A5.P.i.b",
        versi_dasar=1,
    )
    nilai(dunia, dunia.pelaku(Peran.TPI_KETUA), "P5.1b", "C")
    return sesi


def test_lead_plans_a_session_in_the_zone_of_the_unit(client, dunia):
    Satker.objects.filter(pk=dunia.satker.pk).update(zona="Asia/Jayapura")
    dunia.satker.refresh_from_db()
    sampai_evaluasi(dunia)
    dunia.masuk(client, Peran.TPI_KETUA)
    isi = {
        "tanggal": "27-08-2026",
        "jam_mulai": "09.00",
        "jam_selesai": "12.30",
        "tautan": "https://rapat.contoh.go.id/1",
    }
    jawab = client.post(dunia.url("sesi_baru"), isi)
    sesi = SesiDesk.objects.get()
    assert jawab.url == _url(dunia, "sesi", sesi)
    assert sesi.mulai == dt.datetime(2026, 8, 27, 0, 0, tzinfo=dt.UTC)
    assert "09.00 WIT" in client.get(jawab.url).content.decode()


@pytest.mark.parametrize(
    "tautan",
    ["javascript:alert(1)", "data:text/html,x", "ftp://contoh.go.id/", "https://", "rapat.contoh.go.id", "http://a b"],
)
def test_only_web_addresses_are_links(client, dunia, tautan):
    sampai_evaluasi(dunia)
    dunia.masuk(client, Peran.TPI_KETUA)
    isi = {"tanggal": "27-08-2026", "jam_mulai": "09.00", "jam_selesai": "12.30", "tautan": tautan}
    jawab = client.post(dunia.url("sesi_baru"), isi)
    assert (jawab.status_code, SesiDesk.objects.count()) == (422, 0)
    assert 'value="27-08-2026"' in jawab.content.decode()  # what was typed stays
    assert periksa_tautan(" https://rapat.contoh.go.id/x ") == "https://rapat.contoh.go.id/x"


@pytest.mark.parametrize("peran", [Peran.KOORDINATOR, Peran.KEPALA, Peran.KETUA_POKJA])
def test_satker_reads_schedule_and_rundown_but_nothing_of_the_team(client, dunia, rahasia, peran):
    dunia.masuk(client, peran, **({"area": "A5"} if peran == Peran.KETUA_POKJA else {}))
    for nama in ("sesi", "sesi_layar", "sesi_ics"):
        isi = client.get(_url(dunia, nama, rahasia)).content.decode()
        assert "KENARI" not in isi
    halaman = client.get(_url(dunia, "sesi", rahasia)).content.decode()
    assert "Paparan kepala satker" in halaman
    assert "Perlu dibahas" not in halaman
    tertutup = ("sesi_bahasan", "sesi_wawancara", "sesi_peserta")
    assert [client.get(_url(dunia, n, rahasia)).status_code for n in tertutup] == [403, 403, 403]
    assert "KENARI" not in client.get(dunia.url("butir", kode_butir="P5.1b")).content.decode()


def test_team_reads_what_the_satker_does_not(client, dunia, rahasia):
    """The twin: the same texts are there for the team."""
    dunia.masuk(client, Peran.TPI_ANGGOTA)
    isi = client.get(_url(dunia, "sesi_pokja", rahasia, nomor=5)).content.decode()
    assert "KENARITANYA?" in isi
    assert "KENARIJAWAB" in isi
    tanya = TanyaJawab.objects.get()
    assert "KENARICATATAN" in client.get(_url(dunia, "sesi_tanya", rahasia, tanya=tanya.pk)).content.decode()
    butir = client.get(dunia.url("butir", kode_butir="P5.1b")).content.decode()
    assert "KENARIJAWAB" in butir
    assert "KENARICATATAN" in butir


@pytest.mark.parametrize(
    ("peran", "area", "terbit", "terbaca"),
    [
        (Peran.KETUA_POKJA, "A5", True, True),
        (Peran.KETUA_POKJA, "A4", True, False),
        (Peran.KETUA_POKJA, "A5", False, False),
        (Peran.KEPALA, "", True, True),
    ],
)
def test_satker_reads_the_interview_afterwards_only_if_published(client, dunia, rahasia, peran, area, terbit, terbaca):
    AturanDesk.objects.create(periode=dunia.periode, terbitkan_wawancara=terbit)
    dunia.masuk(client, peran, **({"area": area} if area else {}))
    url, butir = _url(dunia, "sesi", rahasia), dunia.url("butir", kode_butir="P5.1b")
    assert "KENARI" not in client.get(url).content.decode()  # still running
    tutup_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), sesi=rahasia, alasan="Uji.")
    for alamat in (url, butir):
        isi = client.get(alamat).content.decode()
        assert ("KENARIJAWAB" in isi, "KENARICATATAN" in isi) == (terbaca, False)


def test_clock_works_with_plain_forms(client, dunia):
    sesi = sesi_desk(dunia)
    dunia.masuk(client, Peran.TPI_ANGGOTA)
    acara = AcaraSesi.objects.filter(sesi=sesi, jenis="paparan").get()
    jawab = client.post(_url(dunia, "sesi_jam", sesi, acara=acara.pk), {"jenis": "mulai"}, follow=True)
    isi = jawab.content.decode()
    assert 'data-detik="1800"' in isi or 'data-detik="1799"' in isi
    assert "Selesaikan" in isi
    ulang = client.post(_url(dunia, "sesi_jam", sesi, acara=acara.pk), {"jenis": "mulai"})
    assert _pesan(ulang) == ["Paparan kepala satker sudah dimulai."]
    assert client.post(_url(dunia, "sesi_jam", sesi, acara=acara.pk), {"jenis": "lain"}).status_code == 302
    assert JamAcara.objects.count() == 1


def test_overrun_is_shown_as_words_and_never_negative(client, dunia):
    sesi = sesi_desk(dunia)
    acara = AcaraSesi.objects.filter(sesi=sesi, jenis="yel_yel").get()
    ketua = dunia.masuk(client, Peran.TPI_KETUA)
    saat = timezone.now() - dt.timedelta(minutes=4, seconds=30)
    JamAcara.objects.create(
        satker=dunia.satker, sesi=sesi, acara=acara, nomor=1, jenis="mulai", oleh=ketua.user, pada=saat
    )
    isi = client.get(_url(dunia, "sesi", sesi)).content.decode()
    assert "lewat" in isi
    assert 'data-detik="-9' in isi
    assert "-1:" not in isi


def test_objects_of_another_session_are_not_found(client, dunia):
    asing_satker = buat_satker()
    dunia2 = Dunia(asing_satker, buat_periode(asing_satker))
    asing = sesi_desk(dunia2)
    tanya = wawancarai(dunia2, asing, "A1", "teknis")
    acara = asing.acara.first()
    sesi = sesi_desk(dunia)
    dunia.masuk(client, Peran.TPI_KETUA)
    for url in (
        dunia.url("sesi", sesi=asing.pk),
        _url(dunia, "sesi_acara", sesi, acara=acara.pk),
        _url(dunia, "sesi_tanya", sesi, tanya=tanya.pk),
        _url(dunia, "sesi_ruang", sesi, kamar=9),
        _url(dunia, "sesi_pokja", sesi, nomor=9),
    ):
        assert client.get(url).status_code == 404
    kirim = client.post(_url(dunia, "sesi_jam", sesi, acara=acara.pk), {"jenis": "mulai"})
    assert (kirim.status_code, JamAcara.objects.count()) == (404, 0)


def test_shared_screen_shows_no_note_and_answers_304_until_something_changes(client, dunia, rahasia):
    acara = AcaraSesi.objects.filter(sesi=rahasia, jenis="paparan").get()
    ketua = dunia.masuk(client, Peran.TPI_KETUA)
    tekan_jam(oleh=ketua, acara=acara, jenis="mulai")
    url = _url(dunia, "sesi_layar", rahasia)
    pertama = client.get(url)
    isi = pertama.content.decode()
    assert "Paparan kepala satker" in isi
    assert "Berikutnya: Pembukaan (10 menit)" in isi
    assert "KENARI" not in isi
    assert client.get(url, headers={"If-None-Match": pertama["ETag"]}).status_code == 304
    tekan_jam(oleh=ketua, acara=acara, jenis="jeda")
    assert client.get(url, headers={"If-None-Match": pertama["ETag"]}).status_code == 200


def test_calendar_file_keeps_its_uid_and_counts_changes(client, dunia):
    ketua = dunia.masuk(client, Peran.TPI_KETUA)
    sesi = sesi_desk(
        dunia,
        buka=False,
        mulai=dt.datetime(2026, 8, 27, 2, 0, tzinfo=dt.UTC),
        selesai=dt.datetime(2026, 8, 27, 5, 0, tzinfo=dt.UTC),
    )
    url = _url(dunia, "sesi_ics", sesi)

    def baca():
        return client.get(url).content.decode().replace("\r\n ", "")

    awal = baca()
    ubah_sesi(oleh=ketua, sesi=sesi, mulai=sesi.mulai, selesai=sesi.selesai, tempat="Lain", tautan="", urutan_dilihat=0)
    lalu = baca()
    batalkan_sesi(oleh=ketua, sesi=sesi, alasan="Hujan.")
    akhir = baca()
    uid = f"UID:sesi-{sesi.pk}@zi-portal"
    assert all(uid in isi for isi in (awal, lalu, akhir))
    assert ["SEQUENCE:0" in awal, "SEQUENCE:1" in lalu, "SEQUENCE:2" in akhir] == [True] * 3
    assert "DTSTART:20260827T020000Z" in awal
    assert "Kamis\\, 27 Agustus 2026\\, 09.00 WIB sampai 12.00 WIB." in awal
    assert "STATUS:CANCELLED" in akhir
    assert f"URL:http://testserver{_url(dunia, 'sesi', sesi)}" in awal


def test_conflict_page_shows_both_and_either_can_be_kept(client, dunia):
    sesi = sesi_desk(dunia)
    tanya = tanyakan(oleh=dunia.pelaku(Peran.TPI_KETUA), sesi=sesi, area="A1", jenis="teknis", teks="Tanya?")
    jawab_tanya(
        oleh=dunia.pelaku(Peran.TPI_KETUA), tanya=tanya, jawaban="Milik ketua", catatan="", kode_butir="", versi_dasar=1
    )
    dunia.masuk(client, Peran.TPI_ANGGOTA)
    url = _url(dunia, "sesi_tanya", sesi, tanya=tanya.pk)
    isi = {"jawaban": "Milik anggota", "catatan": "Catatan anggota", "kode_butir": "", "versi": 1}
    jawab = client.post(url, isi)
    teks = jawab.content.decode()
    assert jawab.status_code == 409
    assert "Milik ketua" in teks
    assert "Milik anggota" in teks
    assert TanyaJawab.objects.get().jawaban == "Milik ketua"
    assert client.post(url, {**isi, "versi": 2}).status_code == 302
    assert TanyaJawab.objects.get().jawaban == "Milik anggota"


def test_typed_answer_stays_when_it_is_refused(client, dunia):
    sesi = sesi_desk(dunia)
    tanya = wawancarai(dunia, sesi, "A1", "teknis")
    dunia.masuk(client, Peran.TPI_ANGGOTA)
    url = _url(dunia, "sesi_tanya", sesi, tanya=tanya.pk)
    panjang = client.post(url, {"jawaban": "x" * 3001, "catatan": "Catatan saya", "kode_butir": "", "versi": 2})
    assert (panjang.status_code, "Catatan saya" in panjang.content.decode()) == (422, True)
    tutup_sesi(oleh=dunia.pelaku(Peran.TPI_KETUA), sesi=sesi, alasan="Uji.")
    telat = client.post(url, {"jawaban": "Ketikan panjang", "catatan": "", "kode_butir": "", "versi": 2})
    assert (telat.status_code, "Ketikan panjang" in telat.content.decode()) == (422, True)


def test_ask_next_answer_flow(client, dunia):
    sesi = sesi_desk(dunia)
    muat_bank(oleh=None, instansi=Satker.objects.get(pk=dunia.satker.instansi_id))
    dunia.masuk(client, Peran.TPI_ANGGOTA)
    url = _url(dunia, "sesi_pokja", sesi, nomor=5)
    kosong = client.post(url, {"teks": "  "})
    assert kosong.status_code == 422
    satu, dua = BankTanya.objects.filter(area="A5", jenis="teknis")[:2]
    pertama = client.post(url, {"bank": str(satu.pk)})
    client.post(url, {"bank": str(dua.pk)})
    isi = {"jawaban": "Ada", "catatan": "", "kode_butir": "A5.P.i.b", "versi": 1, "aksi": "lanjut"}
    lanjut = client.post(pertama.url, isi)
    assert lanjut.url == _url(dunia, "sesi_tanya", sesi, tanya=TanyaJawab.objects.get(bank=dua).pk)
    assert TanyaJawab.objects.get(bank=satu).kode_butir == "A5.P.i.b"


def test_closing_over_http_names_what_is_missing(client, dunia):
    sesi = sesi_desk(dunia)
    for area in [f"A{n}" for n in range(1, 7)]:
        for jenis in JENIS_TANYA:
            if (area, jenis) != ("A3", "inovasi"):
                wawancarai(dunia, sesi, area, jenis)
    dunia.masuk(client, Peran.TPI_KETUA)
    url = _url(dunia, "sesi_tutup", sesi)
    jawab = client.post(url, {"alasan": ""})
    assert jawab.status_code == 422
    assert "belum punya jawaban inovasi" in jawab.content.decode()
    assert client.post(url, {"alasan": "Pokja 3 berhalangan."}).status_code == 302
    assert SesiDesk.objects.get().alasan == "Pokja 3 berhalangan."


def test_attendance_form_records_the_whole_list(client, dunia):
    sesi = sesi_desk(dunia)
    dunia.masuk(client, Peran.TPI_ANGGOTA)
    satu = sesi.peserta.first()
    client.post(_url(dunia, "sesi_kehadiran", sesi), {"hadir": [str(satu.pk), "bukan-uuid"]})
    assert dict(KehadiranSesi.objects.values_list("peserta", "hadir"))[satu.pk] is True
    assert KehadiranSesi.objects.filter(hadir=True).count() == 1
    jawab = client.post(_url(dunia, "sesi_peserta", sesi), {"pihak": "tamu", "nama": ""})
    assert jawab.status_code == 422
    client.post(_url(dunia, "sesi_peserta", sesi), {"pihak": "tamu", "nama": "Ibu Camat", "jabatan": "Camat"})
    assert "Ibu Camat" in client.get(_url(dunia, "sesi_peserta", sesi)).content.decode()


@pytest.mark.parametrize("peran", [Peran.KETUA_POKJA, Peran.KEPALA, Peran.TPI_ANGGOTA])
def test_only_ketua_tim_and_lead_choose_the_slides(client, dunia, peran):
    sesi = sesi_desk(dunia)
    acara = AcaraSesi.objects.filter(sesi=sesi, jenis="paparan").get()
    dunia.masuk(client, peran, **({"area": "A5"} if peran == Peran.KETUA_POKJA else {}))
    assert client.post(_url(dunia, "sesi_paparan", sesi, acara=acara.pk), {"berkas": ""}).status_code == 403


def _tambah_satker(dunia, orang):
    """One more unit of the same team with a running session."""
    lain = buat_satker(dunia.satker.induk)
    lain2 = Dunia(lain, dunia.periode)
    for peran, pelaku in orang.items():
        buat_penugasan(lain, peran, pelaku.user)
    LembarKerja.objects.get_or_create(satker=lain, periode=dunia.periode)
    contoh = SesiDesk.objects.first()
    sesi = SesiDesk.objects.create(
        satker=lain,
        lembar=lain2.lembar,
        mulai=contoh.mulai,
        selesai=contoh.selesai,
        tempat="Aula",
        keadaan="berlangsung",
        diubah_pada=contoh.mulai,
        dibuat_oleh=orang[Peran.TPI_KETUA].user,
        dibuka_pada=contoh.mulai,
        dibuka_oleh=orang[Peran.TPI_KETUA].user,
    )
    ruang = sesi.ruang.create(satker=lain, nomor=1, nama="Ruang utama")
    sesi.acara.create(satker=lain, ruang=ruang, urutan=1, jenis="paparan", judul="Paparan", menit=30)


@pytest.mark.parametrize("peran", [Peran.TPI_KETUA, Peran.ADMIN_INSPEKTORAT])
def test_board_and_list_take_the_same_statements_for_one_and_three(client, dunia, django_assert_num_queries, peran):
    from tests.penilaian.perjalanan import tim_penilai

    sesi_desk(dunia)
    tim = tim_penilai(dunia)
    if peran == Peran.ADMIN_INSPEKTORAT:
        masuk(client, pelaku_untuk(Satker.objects.get(pk=dunia.satker.instansi_id), peran))
    else:
        masuk(client, tim[peran])
    url = f"/{dunia.periode.tahun}/desk/"
    client.get(url)
    banyak = 20 if peran == Peran.TPI_KETUA else 11
    with django_assert_num_queries(banyak):
        satu = client.get(url)
    for _ in range(2):
        _tambah_satker(dunia, tim)
    with django_assert_num_queries(banyak):
        tiga = client.get(url)
    hitung = [len(j.context["papan"]) + sum(len(h.baris) for h in j.context["hari"]) for j in (satu, tiga)]
    assert hitung == [1, 3]


def test_reader_outside_the_team_gets_no_counts(client, dunia, rahasia):
    masuk(client, pelaku_untuk(Satker.objects.get(pk=dunia.satker.instansi_id), Peran.PEMBACA_PUSAT))
    isi = client.get(f"/{dunia.periode.tahun}/desk/").content.decode()
    assert "Belum dinilai" not in isi
    assert dunia.satker.nama in isi


def test_bank_is_kept_per_instansi(client, dunia):
    lain = buat_satker()
    asing = BankTanya.objects.create(
        satker_id=lain.instansi_id, kode="x", area="A1", jenis="teknis", teks="KENARI lain?"
    )
    masuk(client, pelaku_untuk(Satker.objects.get(pk=dunia.satker.instansi_id), Peran.ADMIN_INSPEKTORAT))
    assert "33 pertanyaan bawaan" in _pesan(client.post("/data/wawancara/muat/"))[0]
    assert "KENARI" not in client.get("/data/wawancara/").content.decode()
    assert client.get(f"/data/wawancara/{asing.pk}/").status_code == 404
    isi = {"area": "A5", "jenis": "teknis", "teks": "Pertanyaan kami?", "aktif": "on"}
    assert client.post(f"/data/wawancara/{asing.pk}/", isi).status_code == 404
    assert BankTanya.objects.get(pk=asing.pk).teks == "KENARI lain?"
    assert client.post("/data/wawancara/baru/", isi).status_code == 302
    assert "Pertanyaan kami?" in client.get("/data/wawancara/?area=A5&jenis=teknis").content.decode()


def test_rules_of_a_year_over_http(client, dunia):
    masuk(client, pelaku_untuk(Satker.objects.get(pk=dunia.satker.instansi_id), Peran.ADMIN_INSPEKTORAT))
    url = f"/data/periode/{dunia.periode.tahun}/desk/"
    assert client.post(url, {"teknis": "2", "inovasi": "1", "program": "0"}).status_code == 302
    aturan = AturanDesk.objects.get(periode=dunia.periode)
    assert (aturan.teknis, aturan.inovasi, aturan.program, aturan.terbitkan_wawancara) == (2, 1, 0, False)
    assert client.get("/data/periode/2013/desk/").status_code == 404


def test_day_of_several_units_stands_in_their_order(client, dunia):
    """Two units of one team on one day, planned in the other order."""
    siang = dt.datetime(2026, 8, 27, 6, 0, tzinfo=dt.UTC)
    pertama = sesi_desk(dunia, buka=False, mulai=siang, selesai=siang + dt.timedelta(hours=2))
    lain = Dunia(buat_satker(dunia.satker.induk), dunia.periode)
    ketua = dunia.pelaku(Peran.TPI_KETUA)
    buat_penugasan(lain.satker, Peran.TPI_KETUA, ketua.user)
    AlurLembar.objects.create(lembar=lain.lembar, satker=lain.satker, keadaan="siap_tpi", sejak=siang)
    pagi = siang - dt.timedelta(hours=4)
    kedua = jadwalkan_sesi(oleh=ketua, lembar=lain.lembar, mulai=pagi, selesai=siang, tempat="Aula", tautan="")
    masuk(client, ketua)
    hari = client.get(f"/{dunia.periode.tahun}/desk/?tampil=hari").context["hari"]
    assert [[b.sesi.pk for b in h.baris] for h in hari] == [[kedua.pk, pertama.pk]]
