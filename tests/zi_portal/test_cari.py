"""The search box."""

import pytest
from django.urls import reverse
from django.utils import timezone

from instrumen.actions import muat_versi
from instrumen.pohon.baca import baca_instrumen
from satker.peran import Peran
from tests.pabrik import buat_instansi, buat_kanwil, buat_periode, buat_satker, buat_user, masuk, pelaku_untuk

pytestmark = pytest.mark.django_db
TAHUN = timezone.localdate().year


@pytest.fixture
def unit():
    muat_versi(baca_instrumen("LKE-ZI-2021"))
    instansi = buat_instansi()
    satker = buat_satker(buat_kanwil(instansi, dinilai=False), nama="Rutan Melati")
    buat_periode(instansi)
    buat_periode(instansi, TAHUN - 1)
    return satker


def cari(client, unit, peran, q, **lain):
    masuk(client, pelaku_untuk(unit, peran))
    return client.get(reverse("cari"), {"q": q, **lain})


@pytest.mark.parametrize("q", ["P5.1b", "p5.1B", " A5.P.i.b "])
def test_cari_code_opens_own_question(client, unit, q):
    response = cari(client, unit, Peran.ANGGOTA_POKJA, q)
    assert (response.status_code, response.url) == (302, reverse("butir", args=[TAHUN, unit.kode, "P5.1b"]))


def test_cari_code_opens_the_chosen_year(client, unit):
    response = cari(client, unit, Peran.KEPALA, "P5.1b", tahun=TAHUN - 1)
    assert response.url == reverse("butir", args=[TAHUN - 1, unit.kode, "P5.1b"])


@pytest.mark.parametrize("tahun", ["", "abc", "1990", "²", "99999999999999999999"])
def test_cari_unknown_year_means_the_running_one(client, unit, tahun):
    response = cari(client, unit, Peran.KEPALA, "P5.1b", tahun=tahun)
    assert response.url == reverse("butir", args=[TAHUN, unit.kode, "P5.1b"])


def test_cari_code_without_aspect_is_only_a_suggestion(client, unit):
    isi = cari(client, unit, Peran.KEPALA, "5.1a").context["isi"]
    assert isi.tepat is None
    assert [b.kode_pendek for b in isi.butir] == ["P5.1a", "R5.1a"]


def test_cari_code_by_kanwil_offers_the_question_at_each_unit(client, unit):
    response = cari(client, unit.induk, Peran.STAF_KANWIL, "P5.1b")
    assert response.context["isi"].tepat.kode == "A5.P.i.b"
    assert reverse("butir", args=[TAHUN, unit.kode, "P5.1b"]) in response.content.decode()


def test_cari_words_find_questions_and_units(client, unit):
    isi = cari(client, unit, Peran.KEPALA, "gratifikasi").context["isi"]
    assert [b.kode_pendek for b in isi.butir] == ["P5.1a", "P5.1b"]
    isi = client.get(reverse("cari"), {"q": "melati"}).context["isi"]
    assert [s.kode for s in isi.satker] == [unit.kode]


def test_cari_shows_no_foreign_unit(client, unit):
    buat_satker(unit.induk, nama="KENARI ASING")
    response = cari(client, unit, Peran.KOORDINATOR, "kenari")
    assert response.context["isi"].satker == ()
    assert b"ASING" not in response.content


@pytest.mark.parametrize("q", ["P9.1a", "%", "_", "<script>", "zz", "'"])
def test_cari_nothing_found_explains_the_form_of_a_code(client, unit, q):
    response = cari(client, unit, Peran.KEPALA, q)
    assert response.context["isi"].kosong
    assert "Kode berbentuk P5.1b." in response.content.decode()
    assert b"<script>q" not in response.content


def test_cari_without_periode_still_finds_units(client):
    satker = buat_satker(nama="Rutan Mawar")
    isi = cari(client, satker, Peran.KEPALA, "mawar").context["isi"]
    assert (isi.periode, [s.nama for s in isi.satker]) == (None, ["Rutan Mawar"])


def test_cari_admin_sistem_sees_questions_but_no_units(client, unit):
    isi = cari(client, unit.instansi, Peran.ADMIN_SISTEM, "gratifikasi").context["isi"]
    assert len(isi.butir) == 2
    isi = client.get(reverse("cari"), {"q": "melati"}).context["isi"]
    assert isi.satker == ()


@pytest.mark.parametrize("nama", ["bantuan", "aksesibilitas"])
def test_help_pages_need_no_login(client, nama):
    assert client.get(reverse(nama)).status_code == 200


def test_cari_without_a_role_leads_to_the_profile(client):
    client.force_login(buat_user())
    assert client.get(reverse("cari"), {"q": "P5.1b"}).url == reverse("profil")


@pytest.mark.parametrize("tahun", ["9" * 5000, "99999999999", "²026", "-1", "abcd"])
def test_cari_year_that_cannot_be_means_the_running_one(client, unit, tahun):
    response = cari(client, unit, Peran.KEPALA, "P5.1b", tahun=tahun)
    assert (response.status_code, response.url) == (302, reverse("butir", args=[TAHUN, unit.kode, "P5.1b"]))
