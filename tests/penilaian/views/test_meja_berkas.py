"""Beside the score: verdict on the open file, the threads of the butir, and the log of what was opened."""

from __future__ import annotations

import re
from typing import Any

import pytest

from penilaian.actions.bacaan import putus_bukti
from penilaian.actions.diskusi import tulis_pesan
from penilaian.models import AlurLembar, BacaBukti, JenisUtas, Lapisan, Peristiwa, PutusanBukti
from penilaian.queries.bacaan import sematan_kini
from satker.peran import Peran
from tests.pabrik import buat_satker, masuk, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import bekukan, beri_bukti, kanwil, kirim

KODE, BAKU = "P1.1b", "A1.P.i.b"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(dunia: Dunia, settings: Any, tmp_path: Any) -> Dunia:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    beri_bukti(dunia, KODE, "SK tim.txt", b"SK tim kerja\n")
    beri_bukti(dunia, KODE, "Notula.txt", b"Notula rapat\n")
    kirim(dunia)
    AlurLembar.objects.filter(lembar=dunia.lembar).update(keadaan="evaluasi")
    return dunia


def url(desk: Dunia, nama: str = "meja_butir", **lain: Any) -> str:
    return desk.url(nama, kode_butir=KODE, **lain)


def putusan_url(teks: str) -> str:
    return re.search(r'action="([^"]+/putusan/[^"]+)"', teks)[1]


def test_verdict_beside_the_open_file_without_leaving(desk, client):
    ketua = desk.masuk(client, Peran.TPI_KETUA)
    teks = client.get(url(desk, "meja_berkas", nomor=2)).content.decode()
    alamat = putusan_url(teks)
    isi = {"nomor": 0, "berkas": 2, "putusan": "salah_periode", "catatan": ""}
    kurang = client.post(alamat, isi, **HTMX)
    assert (kurang.status_code, PutusanBukti.objects.count()) == (422, 0)
    assert "Tulis catatan: apa yang kurang atau salah." in kurang.content.decode()
    assert 'value="salah_periode" aria-pressed="true"' in kurang.content.decode()
    jawab = client.post(alamat, {**isi, "catatan": "Notula tahun lalu"}, **HTMX)
    bagian = jawab.content.decode()
    assert (jawab.status_code, "<html" in bagian, "Notula tahun lalu" in bagian) == (200, False, True)
    assert "Putusan Notula.txt tersimpan." in jawab.headers["HX-Trigger"]
    satu = PutusanBukti.objects.get()
    assert (satu.putusan, satu.oleh, satu.versi.nama_kirim) == ("salah_periode", ketua.user, "Notula.txt")
    halaman = client.get(url(desk)).content.decode()
    assert "· Salah periode</small>" in halaman  # the mark beside the second file, while the first is open
    assert "Notula tahun lalu" not in halaman
    # somebody decided in between
    bentrok = client.post(alamat, {**isi, "putusan": "diterima"}, **HTMX)
    assert (bentrok.status_code, "Rekan Anda baru saja memutus" in bentrok.content.decode()) == (409, True)


def test_verdict_without_javascript_returns_to_the_same_file_and_keeps_what_was_typed(desk, client):
    desk.masuk(client, Peran.TPI_ANGGOTA)
    dua = url(desk, "meja_berkas", nomor=2)
    alamat = putusan_url(client.get(dua).content.decode())
    jawab = client.post(alamat, {"nomor": 0, "berkas": 2, "putusan": "diterima", "catatan": ""}, follow=True)
    assert jawab.redirect_chain == [(dua, 302)]
    assert "Putusan Notula.txt tersimpan." in jawab.content.decode()
    AlurLembar.objects.update(keadaan="menunggu_dalnis")
    tolak = client.post(alamat, {"nomor": 1, "berkas": 2, "putusan": "ditolak", "catatan": "Ketikan saya"})
    assert (tolak.status_code, PutusanBukti.objects.count()) == (422, 1)
    AlurLembar.objects.update(keadaan="evaluasi")
    kosong = client.post(alamat, {"nomor": 1, "berkas": 2, "putusan": "", "catatan": "Ketikan saya"})
    assert "Ketikan saya</textarea>" in kosong.content.decode()


def test_verdict_is_for_writers_of_this_unit_and_files_of_this_butir(desk, client):
    desk.masuk(client, Peran.TPI_KETUA)
    alamat = putusan_url(client.get(url(desk)).content.decode())
    isi = {"nomor": 0, "berkas": 1, "putusan": "diterima", "catatan": ""}
    assert client.post(alamat.replace(KODE, "P1.2a"), isi).status_code == 404
    desk.masuk(client, Peran.TPI_DALNIS)
    assert "/putusan/" not in client.get(url(desk)).content.decode()
    assert client.post(alamat, isi, **HTMX).status_code == 422
    masuk(client, pelaku_untuk(buat_satker(desk.satker.induk), Peran.TPI_KETUA))
    assert client.post(alamat, isi).status_code == 404
    desk.masuk(client, Peran.KEPALA)
    assert client.post(alamat, isi).status_code == 403
    assert not PutusanBukti.objects.exists()


def test_counts_of_the_threads_first_and_the_messages_on_opening(desk, client):
    butir = desk.instrumen.cari(KODE)
    kepala, anggota = desk.pelaku(Peran.KEPALA), desk.pelaku(Peran.TPI_ANGGOTA)
    for oleh, jenis, isi in (
        (kepala, JenisUtas.SATKER, "Laporan menyusul"),
        (anggota, JenisUtas.TPI, "KENARI-DALAM-TIM"),
    ):
        tulis_pesan(oleh=oleh, lembar=desk.lembar, butir=butir, jenis=jenis, isi=isi)
    desk.masuk(client, Peran.TPI_KETUA)
    teks = client.get(url(desk)).content.decode()
    assert ("2, 2 baru</span>" in teks, "KENARI-DALAM-TIM" in teks, "Laporan menyusul" in teks) == (
        True,
        False,
        False,
    )
    assert "KENARI-DALAM-TIM" not in client.get(url(desk, "meja_layar")).content.decode()
    bagian = client.get(url(desk, "meja_diskusi"), **HTMX).content.decode()
    assert all(kata in bagian for kata in ("KENARI-DALAM-TIM", "Laporan menyusul", "Tidak terlihat oleh satker."))
    assert ">2</span>)" in client.get(url(desk)).content.decode()  # opening it was reading it
    kirim_ = {"jenis": "tpi", "isi": "Sudah saya baca", "kembali": url(desk, "meja_diskusi")}
    jawab = client.post(desk.url("diskusi_butir", kode_butir=KODE), kirim_, follow=True, **HTMX)
    assert (jawab.status_code, "Sudah saya baca" in jawab.content.decode()) == (200, True)
    assert "Pesan terkirim." in jawab.headers["HX-Trigger"]
    assert client.get(url(desk, "meja_diskusi")).status_code == 302  # as a page it leads to the page of the threads


def test_what_the_desk_shows_is_noted_by_the_same_log(desk, client):
    ketua = desk.masuk(client, Peran.TPI_KETUA)
    teks = client.get(url(desk, "meja_berkas", nomor=2)).content.decode()
    assert not BacaBukti.objects.exists()  # a page that went by is not a page that was read
    baca = re.search(r'data-baca="([^"]+)"', teks)[1]
    assert client.post(baca, {"suar": "1", "hal": "1"}).status_code == 204
    satu = BacaBukti.objects.get()
    assert (satu.penilai, satu.versi.nama_kirim, satu.halaman, satu.diunduh) == (ketua.user, "Notula.txt", [1], False)
    unduh = client.post(baca, {"cara": "unduh"})
    assert (unduh.status_code, BacaBukti.objects.get().diunduh) == (302, True)
    assert f'action="{baca}"' in teks


def test_office_above_reads_a_verdict_beside_the_file_after_publication_only(desk, client):
    staf, ketua = kanwil(desk, Peran.STAF_KANWIL), desk.pelaku(Peran.TPI_KETUA)
    satu = next(s for s in sematan_kini(desk.lembar) if s.nama == "SK tim.txt")
    putus_bukti(
        oleh=ketua,
        lembar=desk.lembar,
        bukti_id=satu.bukti_id,
        versi_id=satu.versi_id,
        putusan="sebagian",
        catatan="KENARI-PUTUSAN",
        nomor_dilihat=0,
    )
    masuk(client, staf)
    halaman = desk.url("pendahuluan_butir", kode_butir=KODE)
    assert "KENARI-PUTUSAN" not in client.get(halaman).content.decode()
    bekukan(desk, Lapisan.TPI, Peristiwa.KUNCI, ketua)
    teks = client.get(halaman).content.decode()
    assert ("Diterima sebagian" in teks, "KENARI-PUTUSAN" in teks) == (True, True)
