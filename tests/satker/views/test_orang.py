"""Pages of people: who may, whose account may be changed, what leaks, what a POST does."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from satker.models import Jejak, Penugasan, User
from satker.pelaku import Pelaku
from satker.peran import Peran
from tests.pabrik import buat_instansi, buat_kanwil, buat_penugasan, buat_satker, buat_user, masuk, pelaku_untuk

pytestmark = pytest.mark.django_db
HARI_INI = f"{timezone.localdate():%d-%m-%Y}"
AKUN = {"nama": "Orang Baru", "username": "orang.baru", "nip": "000000000000000001", "email": "baru@contoh.invalid"}
HALAMAN = ("pengguna", "pengguna_baru", "impor_pengguna")
HALAMAN_ORANG = ("pengguna_rinci", "pengguna_ubah", "pengguna_status", "penugasan_baru")
TAK_BERHAK = [p for p in Peran if p not in (Peran.ADMIN_INSPEKTORAT, Peran.ADMIN_SISTEM)]


@pytest.fixture
def admin(client: Client) -> Pelaku:
    pelaku = pelaku_untuk(buat_instansi(kode="KEM"), Peran.ADMIN_INSPEKTORAT)
    masuk(client, pelaku)
    return pelaku


def _url(nama: str, *args: Any) -> str:
    return reverse(f"satker:{nama}", args=args)


@pytest.mark.parametrize("peran", TAK_BERHAK)
def test_pages_are_forbidden_to_roles_without_the_permission(client: Client, peran: Peran) -> None:
    pelaku = pelaku_untuk(buat_satker(), peran)
    masuk(client, pelaku)
    for url in [*map(_url, HALAMAN), *(_url(n, pelaku.user.pk) for n in HALAMAN_ORANG)]:
        assert (url, client.get(url).status_code) == (url, 403)


def test_foreign_and_absent_people_answer_alike(client: Client, admin: Pelaku) -> None:
    asing = buat_penugasan(buat_satker(), Peran.KEPALA, buat_user(nama="NAMA RAHASIA"))
    for pk in (asing.user_id, uuid.uuid4()):
        for nama in (*HALAMAN_ORANG, "pengguna_tautan"):
            assert (nama, client.post(_url(nama, pk), AKUN).status_code) == (nama, 404)
        assert client.post(_url("penugasan_akhiri", pk, asing.pk), {"selesai": HARI_INI}).status_code == 404
    sendiri = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA)
    assert client.post(_url("penugasan_akhiri", sendiri.user_id, asing.pk), {"selesai": HARI_INI}).status_code == 404
    assert "RAHASIA" not in client.get(_url("pengguna") + "?keadaan=semua").content.decode()
    assert Jejak.objects.count() == 0


def test_account_of_a_person_with_a_role_elsewhere_cannot_be_taken_over(client: Client, admin: Pelaku) -> None:
    user = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA).user
    buat_penugasan(buat_satker(nama="UNIT RAHASIA"), Peran.KEPALA, user)
    for nama in ("pengguna_ubah", "pengguna_status", "pengguna_tautan"):
        jawaban = client.post(_url(nama, user.pk), {**AKUN, "alasan": "x"})
        assert (nama, jawaban.status_code) == (nama, 403)
    halaman = client.get(_url("pengguna_rinci", user.pk)).content.decode()
    assert "Tampilkan tautan" not in halaman
    assert "RAHASIA" not in halaman
    user.refresh_from_db()
    assert (user.is_active, user.username != "orang.baru") == (True, True)


def test_account_of_a_system_admin_cannot_be_taken_over_by_an_inspectorate_admin(client: Client, admin: Pelaku) -> None:
    user = buat_penugasan(admin.unit, Peran.ADMIN_SISTEM).user
    assert client.post(_url("pengguna_tautan", user.pk)).status_code == 403
    masuk(client, pelaku_untuk(admin.unit, Peran.ADMIN_SISTEM))
    assert client.post(_url("pengguna_tautan", user.pk)).status_code == 200


def test_inspectorate_admin_cannot_make_a_system_admin(client: Client, admin: Pelaku) -> None:
    jawaban = client.post(_url("pengguna_baru"), {**AKUN, "unit": "KEM", "peran": "admin_sistem", "mulai": HARI_INI})
    assert jawaban.status_code == 422
    assert not User.objects.filter(username="orang.baru").exists()


def test_baru_makes_account_and_role_together(client: Client, admin: Pelaku) -> None:
    satker = buat_satker(admin.unit)
    isi = {**AKUN, "unit": satker.kode, "peran": "anggota_pokja", "area": "A3", "mulai": HARI_INI}
    jawaban = client.post(_url("pengguna_baru"), isi)
    user = User.objects.get(username="orang.baru")
    assert (jawaban.status_code, jawaban.url) == (302, _url("pengguna_rinci", user.pk))
    assert (user.has_usable_password(), user.penugasan.get().label) == (False, "Anggota Pokja 3")


def test_baru_with_a_role_that_does_not_fit_makes_no_account(client: Client, admin: Pelaku) -> None:
    satker = buat_satker(admin.unit)
    for peran, kalimat in (("staf_kanwil", "hanya untuk"), ("ketua_pokja", "Pilih area A1")):
        jawaban = client.post(_url("pengguna_baru"), {**AKUN, "unit": satker.kode, "peran": peran, "mulai": HARI_INI})
        assert jawaban.status_code == 422
        assert kalimat in jawaban.content.decode()
    assert not User.objects.filter(username="orang.baru").exists()


def test_ubah_status_tugas_akhiri_by_form(client: Client, admin: Pelaku) -> None:
    kanwil = buat_kanwil(admin.unit)
    tugas = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA)
    pk = tugas.user_id
    langkah = [
        (_url("pengguna_ubah", pk), AKUN),
        (_url("penugasan_baru", pk), {"unit": kanwil.kode, "peran": "staf_kanwil", "mulai": HARI_INI}),
        (_url("penugasan_akhiri", pk, tugas.pk), {"selesai": HARI_INI}),
        (_url("pengguna_status", pk), {"alasan": "mutasi"}),
    ]
    for url, isi in langkah:
        assert (url, client.post(url, isi).status_code) == (url, 302)
    user = User.objects.get(pk=pk)
    assert (user.nama, user.is_active) == ("Orang Baru", False)
    tugas.refresh_from_db()
    assert tugas.selesai == timezone.localdate()
    assert list(Jejak.objects.order_by("pada").values_list("aksi", flat=True)) == [
        "ubah_pengguna",
        "tugaskan",
        "akhiri_penugasan",
        "nonaktifkan_pengguna",
    ]


def test_tautan_is_shown_once_and_opens_the_password_page(client: Client, admin: Pelaku) -> None:
    user = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA).user
    isi = client.post(_url("pengguna_tautan", user.pk), {"cara": "layar"}).context["tautan"]
    halaman = Client().get("/" + isi.split("/", 3)[3], follow=True)
    assert "Buat sandi baru" in halaman.content.decode()
    assert isi not in client.get(_url("pengguna_rinci", user.pk)).content.decode()


def _jumlah(client: Client, url: str) -> int:
    client.get(url)  # the first request of a session also stamps it
    with CaptureQueriesContext(connection) as tangkap:
        assert client.get(url).status_code == 200
    return len(tangkap)


def test_daftar_costs_the_same_for_one_and_for_three(client: Client, admin: Pelaku) -> None:
    satker = buat_satker(admin.unit)
    jumlah = []
    for _ in range(3):
        user = buat_penugasan(satker, Peran.KEPALA).user
        buat_penugasan(satker, Peran.KOORDINATOR, user)
        jumlah.append(_jumlah(client, _url("pengguna")))
    assert jumlah[0] == jumlah[2]


def test_rinci_costs_the_same_for_one_and_for_three(client: Client, admin: Pelaku) -> None:
    user, jumlah = buat_user(), []
    for _ in range(3):
        buat_penugasan(buat_satker(admin.unit), Peran.KEPALA, user)
        jumlah.append(_jumlah(client, _url("pengguna_rinci", user.pk)))
    assert jumlah[0] == jumlah[2]


def test_daftar_finds_by_name_role_unit_and_state(client: Client, admin: Pelaku) -> None:
    satker = buat_satker(admin.unit, kode="S1")
    cari = buat_penugasan(satker, Peran.KEPALA, buat_user(nama="Dicari")).user
    lain = buat_penugasan(buat_satker(admin.unit), Peran.KOORDINATOR, buat_user(nama="Lainnya")).user
    tutup = buat_penugasan(satker, Peran.KEPALA, buat_user(nama="Tertutup", is_active=False)).user
    for q, harap in [
        ("?cari=dica", [cari]),
        ("?peran=koordinator", [lain]),
        ("?unit=s1", [cari]),
        ("?keadaan=nonaktif", [tutup]),
        ("?cari=%25", []),
    ]:
        assert list(client.get(_url("pengguna") + q).context["halaman"].isi) == harap


def test_penugasan_of_another_instansi_is_not_listed_beside_the_own_one(client: Client, admin: Pelaku) -> None:
    user = buat_penugasan(buat_satker(admin.unit), Peran.KEPALA).user
    buat_penugasan(buat_satker(nama="UNIT RAHASIA"), Peran.KEPALA, user)
    assert "RAHASIA" not in client.get(_url("pengguna")).content.decode()
    assert Penugasan.objects.filter(user=user).count() == 2
