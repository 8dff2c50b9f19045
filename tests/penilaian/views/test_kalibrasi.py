"""A calibration set from the pick to the overview: what may be shown, who sees what, and that nothing moves later."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from berkas.models import Berkas, Olahan, Sematan
from penilaian.actions.kalibrasi import KalibrasiDitolak, Pilihan, buat_set, tambah_kasus, terbitkan_set
from penilaian.actions.kirim import sematkan_bukti
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.actions.potret import ambil_potret
from penilaian.alur import LangkahDitolak
from penilaian.models import (
    AturanEvaluasi,
    BerkasKalibrasi,
    BuktiPengajuan,
    ButirKalibrasi,
    ButirPengajuan,
    JawabanKalibrasi,
    Lapisan,
    Pengajuan,
    Peristiwa,
    SetKalibrasi,
)
from penilaian.queries.kalibrasi_pilih import calon_kalibrasi
from penilaian.queries.kalibrasi_wajib import SEBAB
from satker.models import Jejak
from satker.peran import Peran
from tests.pabrik import buat_instansi, buat_periode, buat_satker, masuk, pelaku_untuk
from tests.penilaian.bacaan import unggah
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import admin, isi_semua, sampai_evaluasi

pytestmark = pytest.mark.django_db
KASUS = ("P1.1a", "P1.1b", "P1.2a", "P2.1a", "P5.1b")
JELAS = "Yang ditunjukkan sudah memenuhi kriteria A."


@pytest.fixture
def lalu(dunia: Dunia, settings: Any, tmp_path: Any) -> Dunia:
    """The same unit last year: five butir sent with a file each, the team's score published."""
    settings.MEDIA_ROOT = tmp_path / "berkas"
    lama = Dunia(dunia.satker, buat_periode(dunia.satker.instansi, dunia.periode.tahun - 1), _pelaku=dunia._pelaku)
    for kode in KASUS:
        unggah(lama, kode, f"{kode} {dunia.satker.nama}.txt")
    isi_semua(lama)
    oleh = lama.pelaku()
    ajuan = Pengajuan.objects.create(
        satker=lama.satker, lembar=lama.lembar, nomor=1, target="WBK", hash_instrumen="x", mesin="1",
        disetujui_oleh=oleh.user, disetujui_pada=lama.lembar.dibuat_pada,
    )  # fmt: skip
    ButirPengajuan.objects.bulk_create(
        ButirPengajuan(
            satker=lama.satker, pengajuan=ajuan, kode_butir=j.kode_butir, isi=j.isi, versi_jawaban=1,
            oleh=oleh.user, pada=j.pada,
        )
        for j in lama.lembar.jawaban.filter(lapisan=Lapisan.SATKER)
    )  # fmt: skip
    sematkan_bukti(ajuan)
    isi_semua(lama, Lapisan.TPI, oleh)
    ambil_potret(oleh=oleh, lembar=lama.lembar, lapisan=Lapisan.TPI, peristiwa=Peristiwa.LHE, pengajuan=ajuan)
    for bukti in BuktiPengajuan.objects.filter(pengajuan=ajuan).select_related("versi"):
        Olahan.objects.update_or_create(
            satker=lama.satker,
            isi_id=bukti.versi.isi_id,
            defaults={
                "status": "selesai",
                "versi": 1,
                "halaman": 3,
                "gambar": 3,
                "ciri": {"terbaca": True},
                "teks": [f"KOP {lama.satker.nama.upper()}", "Isi", "Isi"],
            },
        )
    return lama


def tambah(dunia: Dunia, milik: SetKalibrasi, kode: str, halaman: tuple[int, ...] = (), sepakat: str = "") -> Any:
    butir = dunia.instrumen.cari(kode)
    calon = calon_kalibrasi(dunia.periode, butir)[0]
    return tambah_kasus(
        oleh=admin(dunia), set_kalibrasi=milik, kiriman=calon.kiriman, butir=butir, penjelasan=JELAS,
        sepakat=sepakat or calon.isi_akhir, berkas=[Pilihan(calon.berkas[0].versi_id, halaman)],
    )  # fmt: skip


@pytest.fixture
def terbit(dunia: Dunia, lalu: Dunia) -> SetKalibrasi:
    milik = buat_set(oleh=admin(dunia), periode=dunia.periode, judul="Kalibrasi uji")
    for kode in KASUS:
        tambah(dunia, milik, kode, halaman=(2, 3))
    terbitkan_set(oleh=admin(dunia), set_kalibrasi=milik)
    return SetKalibrasi.objects.get()


def url(milik: SetKalibrasi, nama: str = "kalibrasi_set", **lain: Any) -> str:
    return reverse(nama, kwargs={"tahun": milik.periode.tahun, "set_kalibrasi": milik.pk, **lain})


def versi(kode: str, dunia: Dunia) -> Any:
    return BuktiPengajuan.objects.get(kode_butir=dunia.instrumen.cari(kode).kode).versi


def test_inspectorate_composes_by_pages_and_the_unit_reads_that_its_file_was_picked(dunia, lalu, client):
    masuk(client, admin(dunia))
    tahun = dunia.periode.tahun
    assert "Belum ada set" in client.get(reverse("kalibrasi", args=[tahun])).content.decode()
    client.post(reverse("kalibrasi_baru", args=[tahun]), {"judul": "Kalibrasi uji"})
    milik = SetKalibrasi.objects.get()
    pilih = url(milik, "kalibrasi_pilih", kode_butir="P1.1a", kode=dunia.satker.kode)
    assert dunia.satker.nama in client.get(f"{url(milik, 'kalibrasi_tambah')}?kode=P1.1a").content.decode()
    satu = str(versi("P1.1a", dunia).pk)
    kirim = {"opsi": dunia.instrumen.cari("P1.1a").opsi[0].kode, "penjelasan": JELAS, "berkas": satu}
    assert client.get(pilih).status_code == 200
    tanpa = client.post(pilih, kirim)
    assert tanpa.status_code == 422  # nobody said that the pages were looked at
    assert client.post(pilih, {**kirim, "setuju": "on", f"halaman-{satu}": "9"}).status_code == 422
    assert not ButirKalibrasi.objects.exists()
    assert client.post(pilih, {**kirim, "setuju": "on", f"halaman-{satu}": "2"}).status_code == 302
    kasus = ButirKalibrasi.objects.get()
    assert (kasus.samaran, BerkasKalibrasi.objects.get().halaman) == ("Satker A", [2])
    jejak = Jejak.objects.get(satker=dunia.satker, aksi="pilih_kalibrasi")
    assert (jejak.kode_butir, jejak.alasan, set(jejak.sesudah)) == ("", "", {"berkas", "versi"})
    assert client.post(url(milik, "kalibrasi_terbitkan")).status_code == 302
    assert not SetKalibrasi.objects.get().terbit  # one butir is too few
    client.post(url(milik, "kalibrasi_buang", kasus=1))
    assert not ButirKalibrasi.objects.exists()
    assert Jejak.objects.filter(satker=dunia.satker, aksi="lepas_kalibrasi").exists()


@pytest.mark.parametrize("larangan", ["dibatasi", "pribadi", "belum_dibaca", "sampah", "bukan_kiriman"])
def test_files_that_may_not_be_shown_cannot_be_picked_or_published(dunia, lalu, larangan):
    milik = buat_set(oleh=admin(dunia), periode=dunia.periode, judul="Uji")
    satu = versi("P5.1b", dunia)
    olahan = Olahan.objects.filter(isi=satu.isi_id)

    def larang() -> None:
        if larangan == "dibatasi":
            Berkas.objects.filter(pk=satu.berkas_id).update(pembatasan="penilai")
        elif larangan == "pribadi":
            olahan.update(data_pribadi=[{"jenis": "nik", "halaman": 1, "jumlah": 1, "samar": "3***"}])
        elif larangan == "belum_dibaca":
            olahan.update(ciri={})
        elif larangan == "sampah":
            user = dunia.pelaku().user
            Berkas.objects.filter(pk=satu.berkas_id).update(dihapus_pada=dunia.lembar.dibuat_pada, dihapus_oleh=user)
        else:
            BuktiPengajuan.objects.filter(versi=satu).update(ke=7)

    for kode in KASUS:
        tambah(dunia, milik, kode)  # the twin: allowed before
    assert {tuple(b.halaman) for b in BerkasKalibrasi.objects.all()} == {(2, 3)}  # the letterhead names the unit
    ButirKalibrasi.objects.get(kode_butir="A5.P.i.b").berkas.all().delete()
    ButirKalibrasi.objects.get(kode_butir="A5.P.i.b").delete()
    kiriman = calon_kalibrasi(dunia.periode, dunia.instrumen.cari("P5.1b"))[0].kiriman
    larang()
    with pytest.raises(KalibrasiDitolak), transaction.atomic():
        tambah_kasus(
            oleh=admin(dunia), set_kalibrasi=milik, kiriman=kiriman, butir=dunia.instrumen.cari("P5.1b"),
            sepakat=kiriman.isi, penjelasan=JELAS, berkas=[Pilihan(satu.pk, ())],
        )  # fmt: skip


def test_file_limited_between_pick_and_publishing_stops_it(dunia, lalu):
    milik = buat_set(oleh=admin(dunia), periode=dunia.periode, judul="Uji")
    for kode in KASUS:
        tambah(dunia, milik, kode)
    Berkas.objects.filter(pk=versi("P5.1b", dunia).berkas_id).update(pembatasan="penilai")
    with pytest.raises(KalibrasiDitolak, match=r"P5\.1b.*Dibatasi"):
        terbitkan_set(oleh=admin(dunia), set_kalibrasi=milik)
    assert not Sematan.objects.filter(sebab__startswith="Kalibrasi").exists()


def test_published_is_immutable_also_in_the_database(dunia, terbit):
    assert Sematan.objects.filter(sebab=f"Kalibrasi {dunia.periode.tahun}").count() == 5
    with pytest.raises(KalibrasiDitolak):
        tambah(dunia, terbit, "P1.1a")
    for baris in (SetKalibrasi.objects, ButirKalibrasi.objects, BerkasKalibrasi.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            baris.all().delete() if baris is BerkasKalibrasi.objects else baris.update(satker=dunia.satker.instansi)


def test_evaluator_answers_blind_without_the_name_and_sees_the_agreed_answer_after_finishing(dunia, terbit, client):
    anggota = dunia.pelaku(Peran.TPI_ANGGOTA)
    masuk(client, anggota)
    halaman = [client.get(url(terbit)), client.get(url(terbit, "kalibrasi_soal", kasus=1))]
    halaman.append(client.get(url(terbit, "kalibrasi_soal", kasus=5) + "?hal=3"))
    for jawab in halaman:
        isi = jawab.content.decode()
        assert "Satker A" in isi
        assert JELAS not in isi
        assert f"{dunia.satker.nama}.txt" not in isi
    gambar = {"nomor": 1, "kasus": 1}
    assert client.get(url(terbit, "kalibrasi_gambar", hal=1, **gambar)).status_code == 404  # not a picked page
    assert client.post(url(terbit, "kalibrasi_selesai")).status_code == 302
    assert JELAS not in client.get(url(terbit)).content.decode()  # nothing answered yet: not finished
    for n in range(1, 6):
        simpan = url(terbit, "kalibrasi_simpan", kasus=n)
        jawab = client.post(simpan, {"versi": "0", "ke": "1", "aksi": "setuju", "uraian": ""})
        assert jawab.status_code == 200
    assert jawab.json()["url"] == url(terbit)
    rendah = client.post(
        url(terbit, "kalibrasi_soal", kasus=1), {"versi": "1", "ke": "1", "opsi": "Tidak", "uraian": ""}
    )
    assert rendah.status_code == 422  # the desk's rule: a lower answer needs its note
    client.post(url(terbit, "kalibrasi_selesai"))
    isi = client.get(url(terbit)).content.decode()
    assert isi.count(JELAS) == 5
    assert client.post(simpan, {"versi": "1", "ke": "1", "aksi": "setuju", "uraian": ""}).status_code == 403
    assert client.get(url(terbit, "kalibrasi_ringkasan")).status_code == 403  # the overview is not a member's
    jejak = Jejak.objects.filter(aksi__in=["jawab_kalibrasi", "selesai_kalibrasi"])
    assert {(j.sebelum, j.sesudah) for j in jejak} == {(None, None)}


def test_image_is_judged_anew_and_foreign_sets_are_not_there(dunia, terbit, client, monkeypatch):
    from django.http import HttpResponse

    monkeypatch.setattr("penilaian.views.kalibrasi.kirim_gambar", lambda *a, **k: HttpResponse("gambar"))
    masuk(client, dunia.pelaku(Peran.TPI_ANGGOTA))
    alamat = url(terbit, "kalibrasi_gambar", kasus=1, nomor=1, hal=2)
    assert client.get(alamat).status_code == 200
    Berkas.objects.filter(pk=BerkasKalibrasi.objects.first().versi.berkas_id).update(pembatasan="penilai")
    assert client.get(alamat).status_code == 404
    asing = buat_satker(buat_instansi())
    buat_periode(asing, dunia.periode.tahun)
    masuk(client, pelaku_untuk(asing, Peran.TPI_ANGGOTA))
    assert client.get(url(terbit)).status_code == 404
    masuk(client, dunia.pelaku(Peran.KOORDINATOR))
    assert client.get(url(terbit)).status_code == 403


def test_draft_is_not_there_for_evaluators(dunia, lalu, client):
    milik = buat_set(oleh=admin(dunia), periode=dunia.periode, judul="ZDRAF")
    masuk(client, dunia.pelaku(Peran.TPI_KETUA))
    assert "ZDRAF" not in client.get(reverse("kalibrasi", args=[dunia.periode.tahun])).content.decode()
    assert client.get(url(milik)).status_code == 404


def test_overview_names_nobody_and_the_ketua_sees_it_after_answering(dunia, terbit, client):
    ketua, dalnis = dunia.pelaku(Peran.TPI_KETUA), dunia.pelaku(Peran.TPI_DALNIS)
    masuk(client, ketua)
    ringkasan = url(terbit, "kalibrasi_ringkasan")
    assert client.get(ringkasan).status_code == 403
    for n in range(1, 6):
        client.post(url(terbit, "kalibrasi_simpan", kasus=n), {"versi": "0", "ke": "1", "aksi": "setuju", "uraian": ""})
    masuk(client, dalnis)
    assert "Belum ada penilai yang selesai." in client.get(ringkasan).content.decode()  # not finished: not counted
    masuk(client, ketua)
    client.post(url(terbit, "kalibrasi_selesai"))
    isi = client.get(ringkasan).content.decode()
    assert "bukan penilaian kinerja orang" in isi
    assert "1 dari 1" in isi
    masuk(client, dalnis)
    isi = client.get(ringkasan).content.decode()
    assert "1 dari 1" in isi
    assert ketua.user.nama not in isi
    assert (
        client.post(url(terbit, "kalibrasi_simpan", kasus=1), {"versi": "0", "ke": "1", "aksi": "setuju"}).status_code
        == 403
    )


def test_scoring_waits_for_the_calibration_where_the_year_asks_for_it(dunia, terbit, client):
    sampai_evaluasi(dunia)
    anggota = dunia.pelaku(Peran.TPI_ANGGOTA)
    butir = dunia.instrumen.cari("P1.1a")

    def beri(isi: str, versi_dasar: int = 0) -> None:
        simpan_nilai(
            oleh=anggota, lembar=dunia.lembar, butir=butir, lapisan=Lapisan.TPI_ANGGOTA, isi=isi, catatan="x",
            versi_dasar=versi_dasar,
        )  # fmt: skip

    beri(butir.opsi[0].kode)  # the twin: off by default
    AturanEvaluasi.objects.filter(periode=dunia.periode).update(wajib_kalibrasi=True)
    dunia._lembar = type(dunia.lembar).objects.select_related("satker", "periode").get(pk=dunia.lembar.pk)
    with pytest.raises(LangkahDitolak, match="kalibrasi"):
        beri(butir.opsi[1].kode, 1)
    masuk(client, anggota)
    halaman = client.get(dunia.url("meja_butir", kode_butir="P1.1a")).content.decode()
    assert SEBAB in halaman
    assert reverse("kalibrasi", args=[dunia.periode.tahun]) in halaman
    for kasus in ButirKalibrasi.objects.all():
        JawabanKalibrasi.objects.create(
            satker=kasus.satker, butir=kasus, user=anggota.user, isi=kasus.isi_satker, pada=kasus.pada
        )
    client.post(url(terbit, "kalibrasi_selesai"))
    assert SEBAB not in client.get(dunia.url("meja_butir", kode_butir="P1.1a")).content.decode()
    beri(butir.opsi[1].kode, 1)


def test_statements_of_the_lists_are_constant(dunia, terbit, hitung_kueri, client):
    masuk(client, dunia.pelaku(Peran.TPI_ANGGOTA))
    daftar = reverse("kalibrasi", args=[dunia.periode.tahun])
    satu = hitung_kueri(daftar)
    lima = hitung_kueri(url(terbit))
    masuk(client, admin(dunia))
    for n in (1, 2):
        baru = buat_set(oleh=admin(dunia), periode=dunia.periode, judul=f"Set {n}")
        tambah(dunia, baru, "P1.1a")
    SetKalibrasi.objects.filter(diterbitkan_pada=None).update(
        diterbitkan_pada=terbit.diterbitkan_pada, diterbitkan_oleh=admin(dunia).user
    )
    masuk(client, dunia.pelaku(Peran.TPI_ANGGOTA))
    assert hitung_kueri(daftar) == satu
    assert hitung_kueri(url(SetKalibrasi.objects.get(judul="Set 1"))) == lima
    masuk(client, admin(dunia))
    assert hitung_kueri(url(terbit)) == hitung_kueri(url(SetKalibrasi.objects.get(judul="Set 1")))
