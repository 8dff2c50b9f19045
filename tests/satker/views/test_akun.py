"""Profile, role switch, theme, shortcuts."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from satker.models import Jejak
from satker.pelaku import KUNCI_SESI
from satker.peran import Peran
from tests.pabrik import buat_instansi, buat_penugasan, buat_satker, buat_user, masuk, pelaku_untuk

pytestmark = pytest.mark.django_db


def test_profil_shows_own_roles_with_units_and_dates(client: Client) -> None:
    pelaku = pelaku_untuk(buat_satker(nama="Lapas A"), Peran.KEPALA)
    buat_penugasan(buat_satker(nama="Lapas B"), Peran.KOORDINATOR, pelaku.user)
    buat_penugasan(buat_satker(nama="Lapas C"), Peran.KEPALA, pelaku.user, selesai=dt.date(2021, 1, 31))
    masuk(client, pelaku)
    isi = client.get(reverse("profil")).content.decode()
    for kata in ("Lapas A", "Lapas B", "Lapas C", "31 Jan 2021", "Dipakai sekarang", "sejak 1 Jan 2020"):
        assert kata in isi


def test_profil_costs_the_same_for_one_and_for_three_roles(client: Client) -> None:
    pelaku = pelaku_untuk(buat_satker(), Peran.KEPALA)
    masuk(client, pelaku)
    client.get(reverse("profil"))  # the first request of a session also stamps it
    jumlah = []
    for _ in range(3):
        buat_penugasan(buat_satker(), Peran.KOORDINATOR, pelaku.user)
        with CaptureQueriesContext(connection) as tangkap:
            client.get(reverse("profil"))
        jumlah.append(len(tangkap))
    assert jumlah[0] == jumlah[2]


def test_profil_without_a_role_says_whom_to_ask(client: Client) -> None:
    instansi = buat_instansi()
    buat_penugasan(instansi, Peran.ADMIN_INSPEKTORAT, buat_user(nama="Admin Penolong"))
    buat_penugasan(buat_instansi(), Peran.ADMIN_INSPEKTORAT, buat_user(nama="Admin Asing"))
    lama = buat_penugasan(buat_satker(instansi), Peran.KEPALA, selesai=dt.date(2021, 1, 1))
    client.force_login(lama.user)
    isi = client.get(reverse("profil")).content.decode()
    assert "Anda belum punya peran yang berlaku" in isi
    assert "Admin Penolong" in isi
    assert "Admin Asing" not in isi


def test_a_page_that_needs_a_role_leads_to_the_profile(client: Client) -> None:
    client.force_login(buat_user())
    assert client.get(reverse("satker:kelola")).url == reverse("profil")


def test_ganti_peran_to_an_own_role_is_audited(client: Client) -> None:
    pelaku = pelaku_untuk(buat_satker(), Peran.KEPALA)
    lain = buat_penugasan(buat_satker(), Peran.KOORDINATOR, pelaku.user)
    masuk(client, pelaku)
    jawaban = client.post(reverse("ganti_peran"), {"penugasan": str(lain.pk)})
    assert (jawaban.status_code, jawaban.url) == (302, reverse("beranda"))
    assert client.session[KUNCI_SESI] == str(lain.pk)
    baris = Jejak.objects.get()
    assert (baris.aksi, baris.satker, baris.peran) == ("ganti_peran", lain.unit, "Ketua tim ZI")


def test_ganti_peran_to_foreign_ended_coming_or_absent_role_is_404(client: Client) -> None:
    pelaku = pelaku_untuk(buat_satker(), Peran.KEPALA)
    hari = timezone.localdate()
    asing = buat_penugasan(buat_satker(), Peran.KEPALA)
    usai = buat_penugasan(buat_satker(), Peran.KEPALA, pelaku.user, selesai=hari - dt.timedelta(days=1))
    nanti = buat_penugasan(buat_satker(), Peran.KEPALA, pelaku.user, mulai=hari + dt.timedelta(days=1))
    masuk(client, pelaku)
    for pilihan in (asing.pk, usai.pk, nanti.pk, uuid.uuid4(), "bukan-id", ""):
        assert client.post(reverse("ganti_peran"), {"penugasan": str(pilihan)}).status_code == 404
    assert client.session[KUNCI_SESI] == str(pelaku.penugasan.pk)
    assert Jejak.objects.count() == 0


def test_ganti_peran_by_get_or_without_token_is_refused(client: Client) -> None:
    pelaku = pelaku_untuk(buat_satker(), Peran.KEPALA)
    masuk(client, pelaku)
    assert client.get(reverse("ganti_peran")).status_code == 405
    ketat = Client(enforce_csrf_checks=True)
    masuk(ketat, pelaku)
    assert ketat.post(reverse("ganti_peran"), {"penugasan": str(pelaku.penugasan.pk)}).status_code == 403


@pytest.mark.parametrize("tema", ["terang", "gelap", "perangkat"])
def test_tema_is_kept_in_a_cookie(client: Client, tema: str) -> None:
    masuk(client, pelaku_untuk(buat_satker(), Peran.KEPALA))
    assert client.post(reverse("tema"), {"tema": tema}).url == reverse("profil")
    assert client.cookies["tema"].value == tema
    assert f'data-tema="{tema}"' in client.get(reverse("profil")).content.decode()


def test_hemat_data_is_of_the_device_and_overrules_the_browser(client: Client) -> None:
    client.force_login(buat_user())
    profil, asking = reverse("profil"), {"HTTP_SAVE_DATA": "on"}
    for isi, header, keadaan in (
        (None, {}, "mati"),
        (None, asking, "nyala"),
        ("ya", {}, "nyala"),
        ("tidak", asking, "mati"),
    ):
        if isi:
            assert client.post(reverse("hemat"), {"hemat": isi}).url == profil
        assert f"Hemat data sedang <strong>{keadaan}</strong>" in client.get(profil, **header).content.decode()


def test_tema_of_other_words_is_404(client: Client) -> None:
    masuk(client, pelaku_untuk(buat_satker(), Peran.KEPALA))
    assert client.post(reverse("tema"), {"tema": "ungu"}).status_code == 404


def test_pintasan_is_kept_on_the_person(client: Client) -> None:
    pelaku = pelaku_untuk(buat_satker(), Peran.KEPALA)
    masuk(client, pelaku)
    client.post(reverse("pintasan"), {"pintasan": "mati"})
    pelaku.user.refresh_from_db()
    assert pelaku.user.pintasan is False
    assert 'data-pintasan="mati"' in client.get(reverse("profil")).content.decode()
    client.post(reverse("pintasan"), {"pintasan": "nyala"})
    assert "data-pintasan" not in client.get(reverse("profil")).content.decode()
    assert list(Jejak.objects.values_list("aksi", flat=True)) == ["atur_pintasan"] * 2
