import pytest
from django.urls import reverse
from django.utils import timezone

from satker import jadwal
from satker.models import Pekerjaan
from satker.models.pekerjaan import StatusPekerjaan
from satker.peran import Peran
from tests import pabrik
from tests.satker import pekerja_uji

pytestmark = pytest.mark.django_db


@pytest.fixture
def pelaku(client, monkeypatch):
    monkeypatch.setitem(jadwal.PENANGAN, "hitung", jadwal.Penangan("Impor LKE", "tests.satker.pekerja_uji.hitung"))
    pelaku = pabrik.pelaku_untuk(pabrik.buat_satker(), Peran.KOORDINATOR)
    pabrik.masuk(client, pelaku)
    return pelaku


def buat(pelaku, kunci="k", **isi):
    return Pekerjaan.objects.create(
        **{
            "satker": pelaku.unit,
            "jenis": "hitung",
            "kunci": kunci,
            "pemilik": pelaku.user,
            "detak": timezone.now(),
            **isi,
        }
    )


def buka(client, pekerjaan, **kepala):
    return client.get(reverse("satker:pekerjaan", args=[pekerjaan.pk]), **kepala)


def test_running_job_shows_step_progress_and_both_ways_of_refreshing(client, pelaku):
    langkah = "Memeriksa baris 340 dari 1.200"
    pekerjaan = buat(pelaku, status=StatusPekerjaan.BERJALAN, langkah=langkah, kemajuan=28)
    isi = buka(client, pekerjaan).content.decode()
    kata = ("Impor LKE", langkah, 'max="100" value="28"', '<meta http-equiv="refresh" content="5">', "load delay:2s")
    assert [k for k in kata if k not in isi] == []


@pytest.mark.parametrize(("ke", "jeda"), [("0", 2), ("2", 2), ("3", 5), ("6", 15), ("400", 15), ("x", 2), ("-1", 2)])
def test_fragment_asks_again_ever_more_slowly(client, pelaku, ke, jeda):
    pekerjaan = buat(pelaku)
    jawab = client.get(reverse("satker:pekerjaan", args=[pekerjaan.pk]), {"ke": ke}, headers={"HX-Request": "true"})
    isi = jawab.content.decode()
    assert f"load delay:{jeda}s" in isi
    assert "<html" not in isi


def test_finished_job_stops_asking_and_links_to_its_result(client, pelaku):
    pekerjaan = buat(
        pelaku,
        status=StatusPekerjaan.SELESAI,
        selesai_pada=timezone.now(),
        hasil={"pesan": "Tiga baris diimpor.", "url": "/tugas/", "label": "Lihat daftar"},
    )
    isi = buka(client, pekerjaan).content.decode()
    assert 'href="/tugas/">Lihat daftar' in isi
    assert [k for k in ("hx-get", "http-equiv") if k in isi] == []


@pytest.mark.parametrize(
    "url", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)", "/\\jahat.example"]
)
def test_result_link_never_leaves_the_site(client, pelaku, url):
    isi = buka(client, buat(pelaku, status=StatusPekerjaan.SELESAI, hasil={"url": url})).content.decode()
    assert url not in isi


def test_failed_job_says_why_and_can_be_tried_again(client, pelaku, django_capture_on_commit_callbacks):
    pekerja_uji.dipanggil.clear()
    pekerjaan = buat(pelaku, status=StatusPekerjaan.GAGAL, percobaan=3, alasan="Berkas tidak terbaca.")
    assert "Berkas tidak terbaca." in buka(client, pekerjaan).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        jawab = client.post(reverse("satker:pekerjaan_ulang", args=[pekerjaan.pk]))
    assert jawab.url == reverse("satker:pekerjaan", args=[pekerjaan.pk])
    assert len(pekerja_uji.dipanggil) == 1
    assert "Tiga baris diimpor." in buka(client, pekerjaan).content.decode()


def test_retry_needs_post(client, pelaku):
    pekerjaan = buat(pelaku, status=StatusPekerjaan.GAGAL)
    assert client.get(reverse("satker:pekerjaan_ulang", args=[pekerjaan.pk])).status_code == 405


def test_job_of_a_colleague_answers_like_a_missing_one(client, pelaku):
    rekan = pabrik.pelaku_untuk(pelaku.unit, Peran.KOORDINATOR)
    asing = buat(rekan, status=StatusPekerjaan.GAGAL, alasan="KENARI")
    sistem = buat(pelaku, kunci="s", pemilik=None)
    absen = client.get(reverse("satker:pekerjaan", args=["00000000-0000-0000-0000-000000000000"]))
    assert [buka(client, p).status_code for p in (asing, sistem)] + [absen.status_code] == [404] * 3
    assert client.post(reverse("satker:pekerjaan_ulang", args=[asing.pk])).status_code == 404
    asing.refresh_from_db()
    assert asing.status == StatusPekerjaan.GAGAL
    assert "KENARI" not in client.get(reverse("satker:pekerjaan_daftar")).content.decode()


@pytest.mark.parametrize("banyak", [1, 3])
def test_list_has_constant_sql(client, pelaku, django_assert_num_queries, banyak):
    for n in range(banyak):
        buat(pelaku, kunci=str(n))
    client.get(reverse("satker:pekerjaan_daftar"))
    with django_assert_num_queries(8):
        jawab = client.get(reverse("satker:pekerjaan_daftar"))
    assert len(jawab.context["daftar"]) == banyak
