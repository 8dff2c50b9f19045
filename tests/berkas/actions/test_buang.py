"""Bytes nobody uses are removed, and only those; the usage stays the sum of what is there."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from berkas.actions import kotak as modul_kotak
from berkas.actions import lewati_titipan, periksa_kiriman, simpan_dari_titipan, simpan_titipan
from berkas.actions.buang import buang_isi_tak_terpakai
from berkas.actions.kotak import MASA_URUNG, bersihkan_kotak
from berkas.models import UMUR_TITIPAN, Isi, Olahan, Pemakaian, Titipan, kunci_turunan
from berkas.penyimpanan import tampung
from satker.jadwal import JADWAL, PENANGAN
from satker.models import Jejak
from tests.berkas import contoh


def titip(dunia, nama="P5.1b SK UPG.pdf", isi=""):
    kiriman = tampung([contoh.pdf(isi=isi or nama)], nama, batas=10**7)
    try:
        return simpan_titipan(
            oleh=dunia.pokja,
            satker=dunia.satker,
            periode=dunia.periode,
            kiriman=kiriman,
            putusan=periksa_kiriman(kiriman),
        )
    finally:
        kiriman.jalur.unlink(missing_ok=True)


def pakai(dunia):
    p = Pemakaian.objects.get(satker=dunia.satker)
    return p.bita, p.jumlah


def sisa(dunia):
    isi = Isi.objects.filter(satker=dunia.satker, dibuang_pada=None)
    return sum(i.ukuran for i in isi), len(isi)


def geser(titipan, **kolom):
    Titipan.objects.filter(pk=titipan.pk).update(**kolom)


def test_unused_bytes_go_with_all_that_was_made_of_them(dunia, django_capture_on_commit_callbacks):
    titipan = titip(dunia)
    isi = titipan.isi
    turunan = f"{kunci_turunan(dunia.satker.pk, isi.sha256)}/1.webp"
    default_storage.save(turunan, ContentFile(b"gambar"))
    Olahan.objects.create(satker=dunia.satker, isi=isi, teks=["rahasia"])
    lewati_titipan(oleh=dunia.pokja, titipan=titipan)
    with django_capture_on_commit_callbacks(execute=True):
        assert buang_isi_tak_terpakai(dunia.satker, [isi]) == [isi]
        assert dunia.isi_gudang() != set()  # a rollback from here on would bring everything back
    assert dunia.isi_gudang() == set()
    assert (pakai(dunia), Olahan.objects.count()) == ((0, 0), 0)
    assert Isi.objects.get().dibuang_pada is not None
    assert buang_isi_tak_terpakai(dunia.satker, [isi]) == []  # once
    assert pakai(dunia) == (0, 0)


@pytest.mark.parametrize("pemakai", ["menunggu", "tersimpan", "di sampah"])
def test_used_bytes_stay(dunia, pemakai):
    titipan = titip(dunia)
    if pemakai != "menunggu":
        bukti = simpan_dari_titipan(oleh=dunia.pokja, titipan=titipan, kode_butir="A5.P.i.b", area="A5")
        if pemakai == "di sampah":
            bukti.berkas.dihapus_pada, bukti.berkas.dihapus_oleh = timezone.now(), dunia.pokja.user
            bukti.berkas.save()
    assert buang_isi_tak_terpakai(dunia.satker, [titipan.isi]) == []
    assert dunia.isi_gudang() == {titipan.isi.kunci}
    assert pakai(dunia) == sisa(dunia) == (titipan.isi.ukuran, 1)


def test_removed_bytes_come_back_when_they_are_sent_again(dunia):
    titipan = titip(dunia)
    lewati_titipan(oleh=dunia.pokja, titipan=titipan)
    buang_isi_tak_terpakai(dunia.satker, [titipan.isi])
    lagi = titip(dunia)
    assert (lagi.isi_id, dunia.isi_gudang()) == (titipan.isi_id, {titipan.isi.kunci})
    assert pakai(dunia) == sisa(dunia) == (titipan.isi.ukuran, 1)


@pytest.mark.django_db(transaction=True)
def test_upload_of_the_same_bytes_beside_the_removal_always_ends_with_its_file(gudang):
    from tests.berkas.dunia import bangun_dunia

    dunia = bangun_dunia(gudang)
    for putaran in range(5):
        titipan = titip(dunia, isi="sama")
        lewati_titipan(oleh=dunia.pokja, titipan=titipan)

        def buang(isi=titipan.isi):
            buang_isi_tak_terpakai(dunia.satker, [isi])
            connection.close()

        benang = threading.Thread(target=buang)
        benang.start()
        baru = titip(dunia, f"{putaran}.pdf", isi="sama")
        benang.join()
        assert default_storage.exists(baru.isi.kunci)
        assert pakai(dunia) == sisa(dunia) == (baru.isi.ukuran, 1)
        lewati_titipan(oleh=dunia.pokja, titipan=baru)


def test_after_thirty_days_a_file_leaves_the_inbox_and_a_day_later_the_disk(dunia, django_capture_on_commit_callbacks):
    lama, baru, dipakai = titip(dunia, "lama.pdf"), titip(dunia, "baru.pdf"), titip(dunia, "dipakai.pdf")
    geser(lama, pada=timezone.now() - UMUR_TITIPAN - dt.timedelta(minutes=1))
    geser(baru, pada=timezone.now() - UMUR_TITIPAN + dt.timedelta(minutes=1))
    simpan_dari_titipan(oleh=dunia.pokja, titipan=dipakai, kode_butir="A5.P.i.b", area="A5")
    assert bersihkan_kotak() == modul_kotak.HasilBersihKotak(1, 0, 0)
    assert dict(Titipan.objects.values_list("nama_kirim", "hasil")) == {
        "lama.pdf": "kedaluwarsa",
        "baru.pdf": "",
        "dipakai.pdf": "simpan",
    }
    jejak = Jejak.objects.get(aksi="kedaluwarsa_titipan")
    assert (jejak.oleh, jejak.peran, jejak.sesudah) == (None, "sistem", {"jumlah": 1})
    geser(lama, hasil_pada=timezone.now() - MASA_URUNG - dt.timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert bersihkan_kotak() == modul_kotak.HasilBersihKotak(0, 1, 0)
    assert dunia.isi_gudang() == {baru.isi.kunci, dipakai.isi.kunci}
    assert pakai(dunia) == sisa(dunia)
    assert bersihkan_kotak() == modul_kotak.HasilBersihKotak(0, 0, 0)


def test_removed_file_whose_bytes_wait_under_another_name_stays(dunia):
    a, b = titip(dunia, "a.pdf", isi="sama"), titip(dunia, "b.pdf", isi="sama")
    lewati_titipan(oleh=dunia.pokja, titipan=a)
    geser(a, hasil_pada=timezone.now() - MASA_URUNG * 2)
    assert bersihkan_kotak().dibuang == 0
    assert dunia.isi_gudang() == {b.isi.kunci}


def test_it_runs_every_day():
    assert PENANGAN["bersih_kotak"].jalur == "berkas.actions.kotak.bersihkan_kotak"
    assert [t.tiap for t in JADWAL if t.jenis == "bersih_kotak"] == ["hari"]
