"""Who sees what of alike documents. The rule: of a unit out of sight nothing but that there is one."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from berkas.models import Berkas, DokumenPusat, Isi, Kemiripan, Pembatasan
from satker.peran import KANWIL, SE_INSTANSI, TIM_PENILAI, TIM_SATKER, Peran
from tests import pabrik
from tests.berkas.kembar.dunia import DuniaKembar, bangun, kenari, salinan
from tests.berkas.kembar.pasangan import halaman_surat, laporan, pindai

LAIN = "Mirip dengan dokumen satker lain"
SQL_LIST = 12
SQL_WILAYAH = 10


@pytest.fixture
def d(db: None, gudang) -> DuniaKembar:
    return bangun()


@pytest.fixture
def mirip(d: DuniaKembar) -> DuniaKembar:
    """The same report in a, b (same kanwil) and c (another one)."""
    for n, satker in enumerate((d.a, d.b, d.c)):
        d.simpan(satker, f"Laporan {kenari(satker)}.txt", salinan(n))
    return d


def tempat(d: DuniaKembar, peran: Peran):
    return d.kanwil if peran in KANWIL else d.a.instansi if peran in SE_INSTANSI else d.a


def buka(client: Client, d: DuniaKembar, peran: Peran, url: str):
    area = {"area": "A5"} if peran in {Peran.ANGGOTA_POKJA, Peran.KETUA_POKJA} else {}
    pabrik.masuk(client, d.pelaku(tempat(d, peran), peran, **area))
    return client.get(url)


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.ADMIN_SISTEM])
def test_no_word_of_an_unseen_satker_in_any_page(client: Client, mirip: DuniaKembar, peran: Peran) -> None:
    d = mirip
    terlihat = {d.a, *([d.b] if peran in KANWIL | SE_INSTANSI else []), *([d.c] if peran in SE_INSTANSI else [])}
    pasangan = {k.satker_lain: k for k in Kemiripan.objects.filter(satker=d.a).select_related("satker_lain")}
    assert set(pasangan) == {d.b, d.c}
    bukti = Berkas.objects.get(satker=d.a)
    halaman = [
        d.url(d.a),
        d.url(d.a, "?jenis=teks&belum=1"),
        f"/{d.periode.tahun}/satker/{d.a.kode}/lke/P5.1b/",
        f"/{d.periode.tahun}/satker/{d.a.kode}/berkas/{bukti.pk}/",
        f"/{d.periode.tahun}/wilayah/kemiripan/",
        *(d.url(d.a, f"{k.pk}/") for k in pasangan.values()),
    ]
    from penilaian.actions.lembar import buka_lembar

    buka_lembar(oleh=d.oleh[d.a.pk], satker=d.a, periode=d.periode)
    for url in halaman:
        jawab = buka(client, d, peran, url)
        assert jawab.status_code in {200, 403, 404}, url
        for unit in {d.b, d.c} - terlihat:
            for rahasia in (kenari(unit), unit.nama, f"/satker/{unit.kode}/", str(unit.pk)):
                assert rahasia not in jawab.content.decode() + str(jawab.headers), (url, unit)
    for unit, k in pasangan.items():
        for ekor in ("", "gambar/kanan/"):
            kode = client.get(d.url(d.a, f"{k.pk}/{ekor}")).status_code
            if unit not in terlihat:
                assert kode == 404
            elif not ekor:
                assert kode == 200
    if d.b in terlihat:  # the twin: where it may be seen, it is
        assert kenari(d.b) in client.get(d.url(d.a)).content.decode()


@pytest.mark.parametrize("peran", sorted(TIM_SATKER))
def test_satker_learns_only_that_there_is_one(client: Client, mirip: DuniaKembar, peran: Peran) -> None:
    isi = buka(client, mirip, peran, mirip.url(mirip.a)).content.decode()
    assert LAIN in isi
    assert f"Laporan {kenari(mirip.a)}.txt" in isi
    assert "%" not in re.sub(r"<[^>]*>", "", isi.split("<main", 1)[1])  # no strength
    assert "2 pasangan" not in isi


def _polos(isi: bytes) -> str:
    isi = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", isi)
    return re.sub(r"\d\d\.\d\d (WIB|WITA|WIT)", "", isi.decode())


@pytest.mark.parametrize("peran", [Peran.KOORDINATOR, Peran.TPI_KETUA])
def test_page_does_not_change_with_the_number_or_kind_of_unseen_pairs(
    client: Client, mirip: DuniaKembar, peran: Peran
) -> None:
    d = mirip
    banyak = _polos(buka(client, d, peran, d.url(d.a)).content)
    Kemiripan.objects.filter(satker_lain=d.c).delete()
    Kemiripan.objects.filter(satker_lain=d.b).update(jenis="gambar", skor=610, halaman=1, halaman_lain=9)
    satu = _polos(client.get(d.url(d.a)).content)
    assert banyak == satu
    Kemiripan.objects.filter(satker_lain=d.b).delete()
    assert LAIN not in client.get(d.url(d.a)).content.decode()


def test_evaluator_of_both_sees_the_pair_in_words_and_side_by_side(client: Client, mirip: DuniaKembar) -> None:
    d = mirip
    isi = buka(client, d, Peran.STAF_KANWIL, d.url(d.a)).content.decode()
    assert re.search(r"Isi 9\d% sama setelah nama satker, tanggal, dan angka dilepas", isi)
    assert "Mirip dengan dokumen satker lain di luar lingkup Anda" in isi  # that is c
    k = Kemiripan.objects.get(satker=d.a, satker_lain=d.b)
    banding = client.get(d.url(d.a, f"{k.pk}/")).content.decode()
    assert "Aduan paling banyak" in "".join(re.findall(r"<mark>(.*?)</mark>", banding, flags=re.DOTALL))
    assert d.b.nama in banding


def test_text_of_a_document_cannot_become_markup(client: Client, d: DuniaKembar) -> None:
    jahat = ["<script>alert(1)</script> " + h for h in laporan("arsip", 0, 1)]
    d.simpan(d.a, "Satu.txt", jahat)
    d.simpan(d.a, "Dua.txt", jahat)
    k = Kemiripan.objects.filter(satker=d.a)[0]
    isi = buka(client, d, Peran.KOORDINATOR, d.url(d.a, f"{k.pk}/")).content.decode()
    assert "<script>alert" not in isi
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in isi


def test_own_pairs_of_two_years_are_shown_to_the_satker_in_full_and_once(client: Client, d: DuniaKembar) -> None:
    d.simpan(d.a, "Lama.txt", laporan("survei", 0, 1, 2025), tahun=d.lama)
    d.simpan(d.a, "Baru.txt", laporan("survei", 0, 1, 2026))
    isi = buka(client, d, Peran.ANGGOTA_POKJA, d.url(d.a)).content.decode()
    assert (isi.count(">Lama.txt<"), isi.count(">Baru.txt<"), isi.count(">Bandingkan<")) == (1, 1, 1)
    assert f"({d.lama.tahun})" in isi
    lama = client.get(d.url(d.a).replace(str(d.periode.tahun), str(d.lama.tahun), 1)).content.decode()
    assert lama.count(">Bandingkan<") == 1
    assert LAIN not in isi


def test_same_bytes_twice_in_the_satker_are_one_pair(client: Client, d: DuniaKembar) -> None:
    d.simpan(d.a, "Satu.txt", isi="sama", baca=False)
    d.simpan(d.a, "Dua.txt", isi="sama", baca=False, tetap=True)
    isi = buka(client, d, Peran.KEPALA, d.url(d.a)).content.decode()
    assert (isi.count("Berkas sama persis</strong>"), isi.count(">Satu.txt<"), isi.count(">Dua.txt<")) == (1, 1, 1)
    k = Kemiripan.objects.get()
    assert client.get(d.url(d.a, f"{k.pk}/")).status_code == 200
    Berkas.objects.filter(judul="Satu").update(dihapus_pada=timezone.now(), dihapus_oleh=d.oleh[d.a.pk].user)
    assert client.get(d.url(d.a, f"{k.pk}/")).status_code == 404  # one of them in the trash: nothing left to compare
    assert ">Dua.txt<" not in client.get(d.url(d.a)).content.decode()


def test_older_versions_and_the_trash_raise_no_flag(client: Client, mirip: DuniaKembar) -> None:
    d = mirip
    Berkas.objects.exclude(satker=d.a).update(dihapus_pada=timezone.now(), dihapus_oleh=d.oleh[d.a.pk].user)
    isi = buka(client, d, Peran.KOORDINATOR, d.url(d.a)).content.decode()
    assert LAIN not in isi


def test_document_kept_for_evaluators_stays_out_for_readers_of_the_instansi(client: Client, mirip: DuniaKembar) -> None:
    d = mirip
    Berkas.objects.filter(satker=d.b).update(pembatasan=Pembatasan.PENILAI)
    k = Kemiripan.objects.get(satker=d.a, satker_lain=d.b)
    for peran, ada in ((Peran.PEMBACA_PUSAT, False), (Peran.ADMIN_INSPEKTORAT, False), (Peran.STAF_KANWIL, True)):
        isi = buka(client, d, peran, d.url(d.a)).content.decode()
        assert (kenari(d.b) in isi, "di luar lingkup Anda" in isi) == (ada, peran == Peran.STAF_KANWIL)
        assert client.get(d.url(d.a, f"{k.pk}/")).status_code == (200 if ada else 404)
        wilayah = client.get(f"/{d.periode.tahun}/wilayah/kemiripan/").content.decode()
        assert (kenari(d.b) in wilayah) == ada


def test_flag_stands_beside_the_file_and_goes_with_a_review(client: Client, mirip: DuniaKembar) -> None:
    from penilaian.actions.lembar import buka_lembar

    d = mirip
    buka_lembar(oleh=d.oleh[d.a.pk], satker=d.a, periode=d.periode)
    soal = f"/{d.periode.tahun}/satker/{d.a.kode}/lke/P5.1b/"
    berkas = f"/{d.periode.tahun}/satker/{d.a.kode}/berkas/{Berkas.objects.get(satker=d.a).pk}/"
    for url in (soal, berkas):
        assert LAIN in buka(client, d, Peran.KOORDINATOR, url).content.decode()
    Kemiripan.objects.update(ditinjau_pada=timezone.now(), ditinjau_oleh=d.oleh[d.a.pk].user, alasan="Kegiatan bersama")
    for url in (soal, berkas, d.url(d.a)):
        isi = client.get(url).content.decode()
        assert LAIN not in isi
        assert "Kegiatan bersama" not in isi


def test_list_costs_the_same_queries_for_one_and_three_pairs(
    client: Client, d: DuniaKembar, django_assert_num_queries
) -> None:
    d.simpan(d.a, "A0.txt", laporan("survei", 0, 1))
    d.simpan(d.b, "B0.txt", laporan("survei", 1, 1))
    buka(client, d, Peran.STAF_KANWIL, d.url(d.a))
    with django_assert_num_queries(SQL_LIST):
        assert client.get(d.url(d.a)).content.decode().count(">Bandingkan<") == 1
    with django_assert_num_queries(SQL_WILAYAH):
        assert client.get(f"/{d.periode.tahun}/wilayah/kemiripan/").content.decode().count(">Bandingkan<") == 1
    for pokok in ("arsip", "sarana"):
        d.simpan(d.a, f"A {pokok}.txt", laporan(pokok, 0, 1))
        d.simpan(d.b, f"B {pokok}.txt", laporan(pokok, 1, 1))
    with django_assert_num_queries(SQL_LIST):
        assert client.get(d.url(d.a)).content.decode().count(">Bandingkan<") == 3
    with django_assert_num_queries(SQL_WILAYAH):
        assert client.get(f"/{d.periode.tahun}/wilayah/kemiripan/").content.decode().count(">Bandingkan<") == 3


def test_filters(client: Client, d: DuniaKembar) -> None:
    d.simpan(d.a, "A0.txt", laporan("survei", 0, 1))
    d.simpan(d.b, "B0.txt", laporan("survei", 1, 1))
    d.simpan(d.a, "A1.txt", isi="kembar", baca=False)
    d.simpan(d.b, "B1.txt", isi="kembar", baca=False)
    d.simpan(d.a, "A2.txt", isi="kembar", baca=False, tetap=True)

    def banyak(query: str) -> int:
        return client.get(d.url(d.a) + query).content.decode().count(">Bandingkan<")

    buka(client, d, Peran.STAF_KANWIL, d.url(d.a))
    harap = {"": 3, "?jenis=persis": 2, "?jenis=teks": 1, "?jenis=gambar": 0, "?skor=900": 3, "?hubungan=sendiri": 1}
    harap |= {"?hubungan=antar": 2, "?belum=1": 3, "?jenis=ngawur&skor=x&hal=99": 3}
    assert {q: banyak(q) for q in harap} == harap
    Kemiripan.objects.filter(jenis="persis").update(
        ditinjau_pada=timezone.now(), ditinjau_oleh=d.oleh[d.a.pk].user, alasan="x"
    )
    assert banyak("?belum=1") == 1


def test_review_by_evaluators_only_and_only_when_both_are_seen(client: Client, mirip: DuniaKembar) -> None:
    d = mirip
    ab, ac = (Kemiripan.objects.get(satker=d.a, satker_lain=s) for s in (d.b, d.c))
    for peran, k, status in (
        (Peran.KOORDINATOR, ab, 403),
        (Peran.PEMBACA_PUSAT, ab, 403),
        (Peran.STAF_KANWIL, ac, 404),
        (Peran.TPI_KETUA, ab, 404),
        (Peran.STAF_KANWIL, ab, 302),
    ):
        pabrik.masuk(client, d.pelaku(tempat(d, peran), peran))
        jawab = client.post(d.url(d.a, f"{k.pk}/tinjau/"), {"alasan": "Kegiatan bersama"})
        assert jawab.status_code == status, peran
    assert Kemiripan.objects.filter(alasan="Kegiatan bersama").count() == 2
    assert "Kegiatan bersama" in client.get(d.url(d.a)).content.decode()
    assert client.post(d.url(d.a, f"{ab.pk}/tinjau/"), {"alasan": ""}).status_code == 422
    client.post(d.url(d.a, f"{ab.pk}/tinjau/"), {"batal": "1"})
    assert Kemiripan.objects.exclude(alasan="").count() == 0


def test_satker_never_reads_why_its_own_pair_was_found_fair(client: Client, d: DuniaKembar) -> None:
    for nama in ("Satu.txt", "Dua.txt"):
        d.simpan(d.a, nama, laporan("arsip", 0, 1))
    k = Kemiripan.objects.filter(satker=d.a)[0]
    url = d.url(d.a, f"{k.pk}/")
    pabrik.masuk(client, d.pelaku(d.a, Peran.TPI_KETUA))
    client.post(f"{url}tinjau/", {"alasan": "Alasan penilai"})
    assert all("Alasan penilai" in client.get(u).content.decode() for u in (url, d.url(d.a)))
    pabrik.masuk(client, d.oleh[d.a.pk])
    for u in (url, d.url(d.a), f"/{d.periode.tahun}/satker/{d.a.kode}/riwayat/"):
        jawab = client.get(u)
        assert jawab.status_code == 200
        assert "Alasan penilai" not in jawab.content.decode()
    assert "Ditandai wajar" in client.get(url).content.decode()


def test_tim_penilai_sees_a_pair_of_its_own_two_satkers(client: Client, mirip: DuniaKembar) -> None:
    d = mirip
    tpi = d.pelaku(d.a, Peran.TPI_ANGGOTA)
    pabrik.buat_penugasan(d.b, Peran.TPI_ANGGOTA, tpi.user)
    pabrik.masuk(client, tpi)
    isi = client.get(f"/{d.periode.tahun}/wilayah/kemiripan/").content.decode()
    assert (isi.count(">Bandingkan<"), kenari(d.b) in isi, kenari(d.c) in isi) == (1, True, False)
    assert set(TIM_PENILAI) >= {Peran.TPI_ANGGOTA}


def test_images_of_a_pair_are_private_and_only_for_who_sees_both(client: Client, d: DuniaKembar) -> None:
    d.simpan(d.a, "A.txt", [""], gambar=(halaman_surat(1),))
    d.simpan(d.b, "B.txt", [""], gambar=(pindai(halaman_surat(1), 1),))
    k = Kemiripan.objects.get(satker=d.a)
    url = d.url(d.a, f"{k.pk}/gambar/kanan/")
    assert buka(client, d, Peran.KOORDINATOR, url).status_code == 404
    jawab = buka(client, d, Peran.STAF_KANWIL, url)
    assert b"".join(jawab.streaming_content)[8:12] == b"WEBP"
    assert (jawab["Content-Type"], jawab["Cache-Control"], jawab["X-Content-Type-Options"]) == (
        "image/webp",
        "private, max-age=3600",
        "nosniff",
    )
    assert client.get(d.url(d.a, f"{k.pk}/gambar/atas/")).status_code == 404
    assert 'alt="Halaman 1 dari B.txt"' in client.get(d.url(d.a, f"{k.pk}/")).content.decode()


def test_region_sends_to_the_running_year_and_knows_no_other(client: Client, mirip: DuniaKembar) -> None:
    jawab = buka(client, mirip, Peran.STAF_KANWIL, "/wilayah/kemiripan/")
    assert jawab.url == f"/{mirip.periode.tahun}/wilayah/kemiripan/"
    assert client.get("/1999/wilayah/kemiripan/").status_code == 404


def test_central_list_takes_hash_or_file_or_document_and_keeps_to_its_instansi(
    client: Client, mirip: DuniaKembar
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    d = mirip
    isi = Isi.objects.filter(satker=d.a)[0]
    berkas, asing = Berkas.objects.get(satker=d.a), d.simpan(d.asing, f"{kenari(d.asing)}.txt", baca=False)
    form = buka(client, d, Peran.ADMIN_INSPEKTORAT, f"/data/dokumen-pusat/?berkas={berkas.pk}").content.decode()
    assert isi.sha256 in form
    luar = client.get(f"/data/dokumen-pusat/?berkas={asing.berkas_id}").content.decode()
    assert kenari(d.asing) not in luar
    for data in ({"judul": "SOP", "alasan": "x"}, {"judul": "SOP", "alasan": "x", "sha256": "zz"}):
        assert client.post("/data/dokumen-pusat/", data).status_code == 422
    client.post("/data/dokumen-pusat/", {"judul": "SOP UPG", "alasan": "x", "sha256": f" {isi.sha256.upper()} "})
    client.post(
        "/data/dokumen-pusat/", {"judul": "SK", "alasan": "y", "berkas": SimpleUploadedFile("a.pdf", b"isi berkas")}
    )
    assert sorted(DokumenPusat.objects.values_list("judul", flat=True)) == ["SK", "SOP UPG"]
    assert ">Bandingkan<" not in client.get(d.url(d.a)).content.decode()
    sop = DokumenPusat.objects.get(judul="SOP UPG")
    lain = d.pelaku(d.asing.instansi, Peran.ADMIN_INSPEKTORAT)
    pabrik.masuk(client, lain)
    assert "SOP UPG" not in client.get("/data/dokumen-pusat/").content.decode()
    assert client.post(f"/data/dokumen-pusat/{sop.pk}/hapus/", {"alasan": "x"}).status_code == 404
    buka(client, d, Peran.ADMIN_INSPEKTORAT, "/data/dokumen-pusat/")
    assert client.post(f"/data/dokumen-pusat/{sop.pk}/hapus/", {"alasan": "Dicabut"}).status_code == 302
    assert client.get(d.url(d.a)).content.decode().count(">Bandingkan<") == 2
