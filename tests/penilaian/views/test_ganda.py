"""Blind double scoring in the browser's eyes: who sees what when, the consensus, and the pages of figures."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from penilaian.actions.bacaan import putus_bukti
from penilaian.actions.diskusi import tulis_pesan
from penilaian.actions.ganda import atur_ganda, matikan_ganda
from penilaian.actions.meja import tandai_butir
from penilaian.models import Jawaban, Lapisan, NilaiPertama, Peristiwa
from penilaian.queries.bacaan import sematan_kini
from penilaian.queries.konsensus import halaman_konsensus
from satker.izin import IZIN_PERAN
from satker.models import Jejak
from satker.peran import Peran
from tests.pabrik import buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import admin, bekukan, beri_bukti, nilai, sampai_evaluasi, sesi_desk
from zi_portal.izin_dok import daftar_url

KODE, BAKU = "P1.1b", "A1.P.i.b"
RAHASIA = "KENARI-NILAI-REKAN"


@pytest.fixture
def ganda(dunia: Dunia, settings: Any, tmp_path: Any) -> Dunia:
    """A sheet under evaluation with two members, P1.1b and P1.2a scored blind; the first member has scored P1.1b."""
    settings.MEDIA_ROOT = tmp_path / "berkas"
    beri_bukti(dunia, KODE)
    sampai_evaluasi(dunia)
    dunia.rekan = rekan(dunia)
    kode = frozenset(dunia.instrumen.cari(k).kode for k in (KODE, "P1.2a"))
    atur_ganda(oleh=dunia.pelaku(Peran.TPI_KETUA), lembar=dunia.lembar, cara="pilihan", kode=kode)
    nilai(dunia, dunia.pelaku(Peran.TPI_ANGGOTA), KODE, "C", Lapisan.TPI_ANGGOTA, catatan=RAHASIA)
    return dunia


def rekan(dunia: Dunia) -> Any:
    satu = pelaku_untuk(dunia.satker, Peran.TPI_ANGGOTA)
    dunia.tandatangan(satu)
    return satu


def menilai(ganda: Dunia, isi: str = "B", catatan: str = "Sebagian") -> None:
    nilai(ganda, ganda.rekan, KODE, isi, Lapisan.TPI_ANGGOTA, catatan=catatan)


def teks(jawab: Any) -> str:
    """The body without the names one may mention or filter by and the verdicts one may give, which are no secret."""
    isi = b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
    return re.sub(
        r'<select.*?</select>|<button[^>]*name="putusan".*?</button>', "", isi.decode(errors="replace"), flags=re.DOTALL
    )


# --- Nothing of the other's score reaches a member who has not scored ------------------------------------------------


def halaman_anggota(dunia: Dunia) -> list[str]:
    """Every GET address of a unit, a desk and a year that a member may open, as far as it can be filled in."""
    sesi = sesi_desk(dunia)
    isian: dict[str, Any] = {"tahun": dunia.periode.tahun, "kode": dunia.satker.kode, "kode_butir": KODE, "nomor": 1}
    isian |= {"sesi": sesi.pk, "kamar": 1, "titik": "B03", "jenis": "tpi"}
    boleh = IZIN_PERAN[Peran.TPI_ANGGOTA] | {"masuk"}
    alamat = {"/", f"{reverse('cari')}?q=KENARI-NILAI", f"{dunia.url('meja_layar', kode_butir=KODE)}?anggota=1"}
    for baris in daftar_url():
        arg = re.findall(r"<\w+:(\w+)>", baris.rute)
        if baris.izin in boleh and set(arg) <= set(isian):
            rute = baris.rute
            for nama in arg:
                rute = re.sub(rf"<\w+:{nama}>", str(isian[nama]), rute)
            alamat.add(rute)
    return sorted(a for a in alamat if "keluar" not in a)


def bersiap(ganda: Dunia) -> None:
    """The first member also flags the butir, decides on its file and talks about it inside the team."""
    satu, butir = ganda.pelaku(Peran.TPI_ANGGOTA), ganda.instrumen.cari(KODE)
    tandai_butir(oleh=satu, lembar=ganda.lembar, butir=butir, tanda=True)
    s = next(s for s in sematan_kini(ganda.lembar) if s.kode_butir == BAKU)
    kunci = {"bukti_id": s.bukti_id, "versi_id": s.versi_id, "nomor_dilihat": 0}
    putus_bukti(oleh=satu, lembar=ganda.lembar, putusan="ditolak", catatan=f"{RAHASIA}-BERKAS", **kunci)
    tulis_pesan(oleh=satu, lembar=ganda.lembar, butir=butir, jenis="tpi", isi=f"{RAHASIA}-PESAN")


def test_no_page_shows_a_member_the_others_score_before_the_own_one(ganda, client):
    bersiap(ganda)
    masuk(client, ganda.rekan)
    cari = (RAHASIA, "memberi nilai anggota", "menandai soal", "memutus berkas", "Ditolak")
    bocor, dibuka = set(), 0
    for alamat in halaman_anggota(ganda):
        jawab = client.get(alamat)
        isi = teks(jawab) + str(dict(jawab.items()))
        bocor |= {(alamat, r) for r in cari if r in isi}
        dibuka += jawab.status_code == 200
    assert bocor == set()
    assert dibuka > 40
    meja = teks(client.get(ganda.url("meja_butir", kode_butir=KODE)))
    assert "Nilai dan catatan rekan terlihat setelah Anda memberi nilai." in meja
    banding = re.search(r'<dl class="zi-definisi zi-meja-banding">.*?</dl>', meja, re.DOTALL)
    assert ganda.pelaku(Peran.TPI_ANGGOTA).user.nama not in banding[0]
    # the twin: once blindness is switched off, the same pages show it
    matikan_ganda(oleh=ganda.pelaku(Peran.TPI_KETUA), lembar=ganda.lembar, alasan="Anggota sakit")
    for nama in ("meja_butir", "diskusi_butir", "bacaan_butir"):
        assert RAHASIA in teks(client.get(ganda.url(nama, kode_butir=KODE))), nama


def test_the_hook_is_what_hides(ganda, client, monkeypatch):
    masuk(client, ganda.rekan)
    alamat = ganda.url("meja_butir", kode_butir=KODE)
    assert RAHASIA not in teks(client.get(alamat))
    monkeypatch.setattr("penilaian.queries.meja.lihat_anggota", lambda ganda: True)
    assert RAHASIA in teks(client.get(alamat))


def test_own_score_first_then_the_others_and_a_later_change_is_marked(ganda, client):
    masuk(client, ganda.rekan)
    alamat, simpan = (ganda.url(n, kode_butir=KODE) for n in ("meja_butir", "meja_simpan"))
    kirim = {"ke": 1, "uraian": "Sebagian", "opsi": "B"}
    assert client.post(simpan, {**kirim, "versi": 0}).status_code == 200
    # a correction before looking is still the first score
    assert client.post(simpan, {**kirim, "versi": 1, "opsi": "A"}).status_code == 200
    saya = NilaiPertama.objects.get(penilai=ganda.rekan.user)
    assert (saya.isi, saya.dibuka_pada) == ("A", None)
    assert RAHASIA in teks(client.get(alamat))
    assert client.post(simpan, {**kirim, "versi": 2, "opsi": "C"}).status_code == 200
    saya.refresh_from_db()
    assert (saya.isi, saya.dibuka_pada is None, saya.diubah_pada is None) == ("A", False, False)
    jejak = Jejak.objects.filter(aksi="dalam_nilai_tpi_anggota", oleh=ganda.rekan.user).order_by("pada").last()
    assert jejak.sesudah == {"isi": "C", "versi": 3, "sesudah_melihat": True}
    assert Jejak.objects.filter(aksi="dalam_lihat_nilai_lain").count() == 1
    ganda.masuk(client, Peran.TPI_KETUA)
    isi = teks(client.get(ganda.url("konsensus"), {"saring": "sama"}))
    assert "Diubah sesudah melihat" in isi
    assert "semula A" in isi


def test_ketua_and_dalnis_read_everything_and_a_member_no_page_of_theirs(ganda, client):
    for peran in (Peran.TPI_KETUA, Peran.TPI_DALNIS):
        ganda.masuk(client, peran)
        for alamat in (ganda.url("konsensus"), ganda.url("meja_butir", kode_butir=KODE)):
            assert RAHASIA in teks(client.get(alamat)), (peran, alamat)
    assert client.get(ganda.url("konsensus_ambil")).status_code == 403  # the dalnis settles nothing
    masuk(client, ganda.rekan)
    nama = ("ganda", "konsensus", "konsensus_ambil", "kesepakatan_lembar", "kesepakatan_lembar_csv")
    assert {client.get(ganda.url(n)).status_code for n in nama} == {403}
    masuk(client, pelaku_untuk(buat_satker(ganda.satker.induk), Peran.TPI_KETUA))
    assert {client.get(ganda.url(n)).status_code for n in nama} == {404}


# --- Settling --------------------------------------------------------------------------------------------------------


def test_the_team_settles_only_after_both_and_takes_over_with_one_key(ganda, client):
    ganda.masuk(client, Peran.TPI_KETUA)
    alamat, simpan = (ganda.url(n, kode_butir=KODE) for n in ("meja_butir", "meja_simpan"))
    kirim = {"versi": 0, "ke": 1, "uraian": "", "jalan": "konsensus"}
    dini = client.post(simpan, {**kirim, "opsi": "A"})
    assert dini.status_code == 403
    assert f"Tunggu nilai {ganda.rekan.user.nama}." in dini.json()["pesan"]
    assert "Enter</kbd>" not in teks(client.get(alamat)).split("zi-meja-opsi")[1].split("</div>")[0]
    menilai(ganda, "C", "Tidak ada")
    assert "Ambil nilai kedua penilai: C" in teks(client.get(alamat))
    lain = client.post(simpan, {**kirim, "opsi": "A"})
    assert (lain.status_code, list(lain.json()["galat"])) == (422, ["uraian"])
    jawab = client.post(simpan, {**kirim, "aksi": "sepakat"})
    assert (jawab.status_code, jawab.json()["url"].split("?")[0]) == (200, ganda.url("konsensus"))
    tim = Jawaban.objects.get(lapisan=Lapisan.TPI, kode_butir=BAKU)
    assert (tim.isi, tim.uraian) == ("C", f"{RAHASIA}\nTidak ada")
    assert not NilaiPertama.objects.filter(dibuka_pada=None).exists()  # settled: first scores are final


def test_different_scores_need_a_reason(ganda, client):
    menilai(ganda)
    ganda.masuk(client, Peran.TPI_KETUA)
    halaman = teks(client.get(ganda.url("meja_butir", kode_butir=KODE), {"jalan": "konsensus"}))
    assert "Keduanya berbeda. Pilih nilai tim dan tulis alasannya." in halaman
    assert "Kembali ke konsensus" in halaman
    simpan, kirim = ganda.url("meja_simpan", kode_butir=KODE), {"versi": 0, "ke": 1, "opsi": "B"}
    assert client.post(simpan, {**kirim, "uraian": ""}).status_code == 422
    assert client.post(simpan, {**kirim, "uraian": "SK ada, laporan belum"}).status_code == 200


def test_taking_over_all_equal_ones_settles_exactly_the_preview(ganda, client):
    menilai(ganda, "C", "Tidak ada")
    for orang in (ganda.pelaku(Peran.TPI_ANGGOTA), ganda.rekan):
        nilai(ganda, orang, "P1.2a", ganda.instrumen.cari("P1.2a").opsi[0].kode, Lapisan.TPI_ANGGOTA)
    ganda.masuk(client, Peran.TPI_KETUA)
    tanda = re.findall(r'name="ambil" value="([^"]+)"', teks(client.get(ganda.url("konsensus_ambil"))))
    assert len(tanda) == 2
    nilai(ganda, ganda.rekan, KODE, "B", Lapisan.TPI_ANGGOTA, catatan="Berubah")  # after the preview
    jawab = client.post(ganda.url("konsensus_ambil"), {"ambil": tanda}, follow=True)
    assert "1 nilai diambil sebagai nilai tim. 1 soal berubah setelah Anda melihatnya" in teks(jawab)
    assert list(Jawaban.objects.filter(lapisan=Lapisan.TPI).values_list("kode_butir", flat=True)) == ["A1.P.ii.a"]
    assert Jejak.objects.filter(aksi="ambil_nilai_sama").count() == 1


# --- The setting and the figures -------------------------------------------------------------------------------------


def test_setting_page_switches_on_before_and_only_opens_after_the_first_score(dunia, client):
    sampai_evaluasi(dunia)
    ketua, alamat = dunia.masuk(client, Peran.TPI_KETUA), dunia.url("ganda")
    satu = client.post(alamat, {"cara": "semua", "persen": "", "kode": ""})
    assert "paling sedikit dua anggota" in teks(satu)
    dua = rekan(dunia)
    salah = client.post(alamat, {"cara": "pilihan", "persen": "", "kode": "P1.1b X9"})
    assert (salah.status_code, "Kode tidak ditemukan: X9." in teks(salah)) == (422, True)
    nilai(dunia, ketua, "P1.2a", dunia.instrumen.cari("P1.2a").opsi[0].kode)
    jawab = client.post(alamat, {"cara": "semua", "persen": "", "kode": ""}, follow=True)
    assert "112 soal dinilai dua orang tanpa saling melihat." in teks(jawab)  # not what the team has settled
    lama = dunia.pelaku(Peran.TPI_ANGGOTA)
    ganti = client.post(dunia.url("ganda_penilai"), {f"pertama-{BAKU}": dua.user.pk, f"kedua-{BAKU}": dua.user.pk})
    assert (ganti.status_code, "pilih dua orang yang berbeda" in teks(ganti)) == (422, True)
    nilai(dunia, lama, KODE, "A", Lapisan.TPI_ANGGOTA)
    terlambat = client.post(alamat, {"cara": "sampel", "persen": "10", "kode": ""})
    assert "hanya dapat dibuka, dengan alasan" in teks(terlambat)
    tanpa = client.post(dunia.url("ganda_matikan"), {"alasan": ""})
    assert tanpa.status_code == 422
    client.post(dunia.url("ganda_matikan"), {"alasan": "Anggota sakit"})
    assert "Alasan: Anggota sakit" in teks(client.get(alamat))


def test_figures_rest_on_first_scores_and_the_inspectorate_reads_no_value(ganda, client):
    menilai(ganda, "A", "")
    masuk(client, ganda.rekan)
    client.get(ganda.url("meja_butir", kode_butir=KODE))  # now the other score is seen
    nilai(ganda, ganda.rekan, KODE, "C", Lapisan.TPI_ANGGOTA, catatan="Ikut")
    ketua = ganda.masuk(client, Peran.TPI_KETUA)
    tahun, beda = reverse("kesepakatan", args=[ganda.periode.tahun]), "Yang berbeda (1 soal)"
    for alamat in (ganda.url("kesepakatan_lembar"), tahun):
        isi = teks(client.get(alamat))
        assert beda in isi, alamat
        assert "kappa tidak dapat dihitung" in isi
        assert "bantuan, bukan penilaian kinerja orang" in isi
    csv = teks(client.get(ganda.url("kesepakatan_lembar_csv")))
    assert "Kappa;A–C;" in csv
    assert f"{ganda.rekan.user.nama}: A" in csv
    masuk(client, admin(ganda))
    assert "Belum ada yang dapat dibandingkan" in teks(client.get(tahun))  # nothing is published yet
    bekukan(ganda, Lapisan.TPI, Peristiwa.KUNCI, ketua)
    terbit, csv = teks(client.get(tahun)), teks(client.get(reverse("kesepakatan_csv", args=[ganda.periode.tahun])))
    assert "Sama per area" in terbit
    assert (beda in terbit, "Beda;" in csv) == (False, False)
    assert client.get(ganda.url("kesepakatan_lembar")).status_code == 403


def test_pages_cost_the_same_for_one_and_three_butir(ganda, client):
    ganda.masuk(client, Peran.TPI_KETUA)
    tahun = reverse("kesepakatan", args=[ganda.periode.tahun])
    alamat = [*(ganda.url(n) for n in ("ganda", "konsensus", "konsensus_ambil", "kesepakatan_lembar", "meja")), tahun]
    menilai(ganda)
    client.get("/")  # the first request of a session costs more
    satu = [_kueri(client, a) for a in alamat]
    tambah(ganda, 2)
    assert (satu, [_kueri(client, a) for a in alamat]) == ([16, 13, 13, 8, 13, 8], [16, 13, 13, 8, 13, 8])


def tambah(ganda: Dunia, banyak: int) -> None:
    """More butir of the same kind, scored by both."""
    from penilaian.models import ButirGanda

    contoh = ButirGanda.objects.get(kode_butir=BAKU)
    for butir in [b for b in ganda.instrumen.butir_di("A2") if b.tipe == "ABC"][:banyak]:
        ButirGanda.objects.create(
            satker=ganda.satker,
            ganda=contoh.ganda,
            kode_butir=butir.kode,
            pertama=contoh.pertama,
            kedua=contoh.kedua,
        )
        for orang, isi in ((ganda.pelaku(Peran.TPI_ANGGOTA), "C"), (ganda.rekan, "B")):
            nilai(ganda, orang, butir.kode, isi, Lapisan.TPI_ANGGOTA, catatan="x")
    assert len(halaman_konsensus(ganda.lembar).baris) == banyak + 2


def _kueri(client: Client, alamat: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as kueri:
        assert client.get(alamat).status_code == 200
    return len(kueri)
