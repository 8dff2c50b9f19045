"""The home of each role."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from common.desimal import format_angka
from penilaian.models import PenanggungJawab
from penilaian.skor.hitung import hitung
from satker.models import Jendela, KotakSurat, Pekerjaan
from satker.models.pekerjaan import StatusPekerjaan
from satker.peran import Peran
from tests.pabrik import (
    buat_instansi,
    buat_kanwil,
    buat_penugasan,
    buat_periode,
    buat_satker,
    buat_user,
    masuk,
    pelaku_untuk,
)
from tests.pemantauan.bahan import INSTRUMEN, buat_lembar, isi_terbaik, terbaik
from tests.pemantauan.views.test_dasbor import teks

pytestmark = pytest.mark.django_db
TAHUN = timezone.localdate().year
AREA5 = INSTRUMEN.butir_di("A5")


@pytest.fixture
def unit():
    instansi = buat_instansi()
    satker = buat_satker(instansi)
    return satker, buat_periode(instansi)


def buka(client, satker, peran, query="", **isi):
    pelaku = pelaku_untuk(satker, peran, **isi)
    masuk(client, pelaku)
    return pelaku, client.get(reverse("beranda") + query)


def test_beranda_without_a_role_leads_to_the_profile(client):
    client.force_login(buat_user())
    response = client.get(reverse("beranda"))
    assert (response.status_code, response.url) == (302, reverse("profil"))


@pytest.mark.parametrize(
    ("peran", "judul"),
    [
        (Peran.ANGGOTA_POKJA, "Tugas saya"),
        (Peran.KETUA_POKJA, "Tugas saya"),
        (Peran.KOORDINATOR, "Kendali LKE"),
        (Peran.KEPALA, "Ringkasan pimpinan"),
        (Peran.STAF_KANWIL, f"Daftar satker {TAHUN}"),
        (Peran.PIMPINAN_KANWIL, f"Daftar satker {TAHUN}"),
        (Peran.PEMBACA_PUSAT, f"Daftar satker {TAHUN}"),
        (Peran.ADMIN_INSPEKTORAT, f"Daftar satker {TAHUN}"),
        (Peran.ADMIN_SISTEM, "Beranda sistem"),
    ],
)
def test_beranda_of_each_role(client, unit, peran, judul):
    satker, periode = unit
    buat_lembar(satker, periode)
    _, response = buka(client, satker, peran)
    assert response.status_code == 200
    assert f"<h1>{judul}</h1>" in response.content.decode()


@pytest.mark.parametrize("peran", [Peran.TPI_ANGGOTA, Peran.TPI_KETUA, Peran.TPI_DALNIS])
def test_beranda_of_evaluators_is_the_page_of_their_units(client, unit, peran):
    _, response = buka(client, unit[0], peran)
    assert response.url == reverse("satker_saya_kini")
    assert client.get(response.url, follow=True).redirect_chain == [(reverse("satker_saya", args=[TAHUN]), 302)]


@pytest.mark.parametrize("peran", [Peran.ANGGOTA_POKJA, Peran.KOORDINATOR, Peran.KEPALA, Peran.STAF_KANWIL])
def test_beranda_without_periode_says_who_makes_it(client, peran):
    _, response = buka(client, buat_satker(), peran)
    assert "Belum ada periode. Admin inspektorat membuat periode tahun ini." in teks(response)


@pytest.mark.parametrize(("peran", "tombol"), [(Peran.ANGGOTA_POKJA, 1), (Peran.KOORDINATOR, 1), (Peran.KEPALA, 0)])
def test_beranda_without_sheet_offers_to_start(client, unit, peran, tombol):
    satker, _ = unit
    _, response = buka(client, satker, peran)
    assert f"LKE {TAHUN} belum dimulai." in teks(response)
    assert response.content.decode().count(reverse("buka_lembar", args=[TAHUN, satker.kode])) == tombol


def test_tugas_lists_unanswered_by_points_and_continues_in_reading_order(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode, {AREA5[0].kode: terbaik(AREA5[0])})
    _, response = buka(client, satker, Peran.KETUA_POKJA, area="A5")
    isi = response.context["isi"]
    sisa = sorted(AREA5[1:], key=lambda b: (-b.bobot_efektif, b.urutan))
    assert [t.butir.kode for t in isi.belum_lengkap] == [b.kode for b in sisa[:10]]
    assert isi.jumlah_belum == len(AREA5) - 1
    assert isi.lanjut == AREA5[1]
    assert f"Lanjutkan: {AREA5[1].kode_pendek}" in teks(response)
    assert [t.butir.kode for t in isi.tanpa_berkas] == [AREA5[0].kode]
    assert sum(k.terisi for k in isi.kemajuan) == 1
    assert sum(k.jumlah for k in isi.kemajuan) == len(AREA5)


def test_tugas_puts_mine_first_and_can_show_only_mine(client, unit):
    satker, periode = unit
    lembar = buat_lembar(satker, periode)
    pelaku, _ = buka(client, satker, Peran.ANGGOTA_POKJA, area="A5")
    ringan = min(AREA5, key=lambda b: (b.bobot_efektif, -b.urutan))
    PenanggungJawab.objects.create(satker=satker, lembar=lembar, kode_butir=ringan.kode, user=pelaku.user)
    isi = client.get(reverse("beranda")).context["isi"]
    assert isi.belum_lengkap[0].butir == ringan
    assert isi.belum_lengkap[0].milik_saya
    assert isi.lanjut == ringan
    saya = client.get(reverse("beranda") + "?lingkup=saya").context["isi"]
    assert [t.butir for t in saya.belum_lengkap] == [ringan]


def test_tugas_all_done_says_there_is_nothing_to_do(client, unit):
    satker, periode = unit
    pelaku = pelaku_untuk(satker, Peran.KETUA_POKJA, area="A5")
    buat_lembar(satker, periode, isi_terbaik(), oleh=pelaku.user)
    masuk(client, pelaku)
    response = client.get(reverse("beranda"))
    assert "Tidak ada tugas. Semua soal area 5 sudah terisi. Lihat area 5" in teks(response)
    assert "Lanjutkan" not in teks(response)
    assert response.context["isi"].langkah == (("Jawab satu soal", True), ("Unggah satu berkas", False))


def test_tugas_deadline_is_the_last_minute_and_outside_the_window_nothing_is_offered(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode)
    zona = timezone.get_current_timezone()
    tutup = dt.datetime.combine(timezone.localdate() + dt.timedelta(days=5), dt.time(0), zona)
    Jendela.objects.filter(tahap="pengisian").update(tutup=tutup)
    _, response = buka(client, satker, Peran.KETUA_POKJA, area="A5")
    assert "23.59 WIB · 4 hari lagi" in teks(response)
    Jendela.objects.filter(tahap="pengisian").update(tutup=timezone.now() - dt.timedelta(minutes=1))
    kata = teks(client.get(reverse("beranda")))
    assert "Pengisian ditutup" in kata
    assert "LKE hanya dapat dibaca." in kata
    assert "Lanjutkan" not in kata


def test_kendali_counts_unassigned_and_people_away(client, unit):
    satker, periode = unit
    lembar = buat_lembar(satker, periode, isi_terbaik(kecuali="A5"))
    lama = buat_user(last_login=timezone.now() - dt.timedelta(days=8))
    baru = buat_user(last_login=timezone.now() - dt.timedelta(days=6))
    buat_penugasan(satker, Peran.KETUA_POKJA, lama, area="A5")
    buat_penugasan(satker, Peran.ANGGOTA_POKJA, baru, area="A5")
    PenanggungJawab.objects.create(satker=satker, lembar=lembar, kode_butir=AREA5[0].kode, user=lama)
    _, response = buka(client, satker, Peran.KOORDINATOR)
    isi, kata = response.context["isi"], teks(response)
    assert [o.nama for o in isi.belum_masuk] == [lama.nama]
    assert "112 soal belum ditugaskan" in kata
    assert "Belum siap diusulkan WBK: 1 dari 12 syarat belum terpenuhi." in kata
    assert f"Soal terisi {113 - len(AREA5)} dari 113 Soal berbukti 0 dari 113" in kata


def test_pimpinan_reads_why_at_once_and_reaches_the_question_in_two(client, unit):
    satker, periode = unit
    isi = isi_terbaik(kecuali="B1.H.a")
    buat_lembar(satker, periode, isi)
    hasil = hitung(INSTRUMEN, isi)
    _, response = buka(client, satker, Peran.KEPALA)
    kata = teks(response)
    assert "Belum siap diusulkan WBK: 2 dari 12 syarat belum terpenuhi." in kata
    assert f"Nilai kini {format_angka(hasil.total)} / 75,00 minimum WBK" in kata
    assert "Birokrasi yang Bersih dan Akuntabel 5,00 / 18,25 kurang 13,25 poin" in kata
    assert "SPAK Belum diisi SPKP 4,00 dari 4" in kata
    assert reverse("butir", args=[TAHUN, satker.kode, "H1a"]) in response.content.decode()


def test_sistem_counts_jobs_and_mail_without_any_unit(client, unit):
    satker, _ = unit
    sekarang = timezone.now()
    for n, (status, menit) in enumerate(
        [(StatusPekerjaan.GAGAL, 5), (StatusPekerjaan.ANTRE, 5), (StatusPekerjaan.BERJALAN, 0)]
    ):
        Pekerjaan.objects.create(
            satker=satker, jenis="uji", kunci=str(n), status=status, detak=sekarang - dt.timedelta(minutes=menit)
        )
    KotakSurat.objects.create(kepada="a@contoh.invalid", subjek="s", isi="RAHASIA KENARI")
    _, response = buka(client, satker, Peran.ADMIN_SISTEM)
    kata = teks(response)
    assert "1 pekerjaan gagal. 1 pekerjaan tidak bergerak lebih dari satu menit." in kata
    assert "Menunggu giliran 1 Sedang berjalan 1 Tidak bergerak 1 Gagal 1" in kata
    assert "1 surat tersimpan" in kata
    assert "KENARI" not in kata


@pytest.mark.parametrize(
    ("peran", "banyak"),
    [(Peran.KETUA_POKJA, 11), (Peran.KOORDINATOR, 13), (Peran.KEPALA, 10)],
)
def test_beranda_query_count_is_constant(client, unit, hitung_kueri, peran, banyak):
    satker, periode = unit
    lembar = buat_lembar(satker, periode)
    pelaku = pelaku_untuk(satker, peran)
    masuk(client, pelaku)
    kosong = hitung_kueri(reverse("beranda"))
    lembar.jawaban.all().delete()
    lembar.ringkasan.all().delete()
    lembar.nilai_harian.all().delete()
    lembar.delete()
    lembar = buat_lembar(satker, periode, isi_terbaik(), oleh=pelaku.user)
    for butir in AREA5[:3]:
        PenanggungJawab.objects.create(satker=satker, lembar=lembar, kode_butir=butir.kode, user=pelaku.user)
        buat_penugasan(satker, Peran.ANGGOTA_POKJA, area="A5")
    assert (kosong, hitung_kueri(reverse("beranda"))) == (banyak, banyak)


def test_beranda_shows_nothing_of_a_foreign_unit(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode)
    asing = buat_satker(buat_kanwil(periode.instansi), nama="KENARI ASING")
    orang = buat_user(nama="KENARI ORANG")
    buat_penugasan(asing, Peran.KETUA_POKJA, orang, area="A5")
    buat_lembar(asing, periode, isi_terbaik(), oleh=orang)
    for peran in (Peran.KETUA_POKJA, Peran.KOORDINATOR, Peran.KEPALA):
        _, response = buka(client, satker, peran)
        assert b"KENARI" not in response.content


def test_home_takes_files_for_the_inbox_while_answering_is_open(client, unit):
    satker, periode = unit
    buat_lembar(satker, periode)
    alamat = f"/{TAHUN}/satker/{satker.kode}/unggah/"
    for peran in (Peran.ANGGOTA_POKJA, Peran.KOORDINATOR):
        _, response = buka(client, satker, peran)
        assert f'action="{alamat}kirim/"' in response.content.decode()
    _, response = buka(client, satker, Peran.KEPALA)
    assert alamat not in response.content.decode()
    Jendela.objects.update(tutup=timezone.now() - dt.timedelta(minutes=1))
    _, response = buka(client, satker, Peran.KOORDINATOR)
    assert f'action="{alamat}kirim/"' not in response.content.decode()
