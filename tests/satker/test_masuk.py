"""Logging in, the limits of a session, and what ends it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from satker.actions.orang import buat_tautan_sandi, nonaktifkan_pengguna
from satker.masuk import SandiLokalValidator
from satker.models import Jejak, KotakSurat, SetelanInstansi
from satker.peran import Peran
from tests.pabrik import SANDI, buat_instansi, buat_penugasan, buat_satker, buat_user, masuk, pelaku_untuk, tetap

pytestmark = pytest.mark.django_db
BARU = "empat gajah menari pelan"


def _masuk(client: Client, login: str, sandi: str = SANDI, **isi: str) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": sandi, **isi})


@pytest.mark.parametrize("cara", ["Anggota.Satu", "anggota.satu", "000000000000000007", "SATU@contoh.invalid"])
def test_masuk_with_username_nip_or_email_opens_home(client: Client, cara: str) -> None:
    user = buat_user(username="anggota.satu", nip="000000000000000007", email="satu@contoh.invalid", password=SANDI)
    buat_penugasan(buat_satker(), Peran.ANGGOTA_POKJA, user)
    jawaban = _masuk(client, cara)
    assert (jawaban.status_code, jawaban.url) == (302, reverse("beranda"))
    assert client.session["_auth_user_id"] == str(user.pk)


def test_login_finds_an_account_by_index(client: Client) -> None:
    """At 100,000 accounts each login would otherwise read the whole table, before the password is even looked at."""
    with connection.cursor() as kursor, CaptureQueriesContext(connection) as kueri:
        kursor.execute("SET LOCAL enable_seqscan = off")
        _masuk(client, "SATU@contoh.invalid", "salah")
        cari = next(k["sql"] for k in kueri if "satker_user" in k["sql"] and "UPPER" in k["sql"])
        kursor.execute(f"EXPLAIN {cari}")
        rencana = "\n".join(b[0] for b in kursor.fetchall())
    assert [n for n in ("user_email_unik", "user_username_unik", "nip") if n in rencana] == [
        "user_email_unik",
        "user_username_unik",
        "nip",
    ]
    assert "Seq Scan" not in rencana


def test_masuk_with_wrong_password_says_so_and_keeps_the_name(client: Client) -> None:
    buat_user(username="anggota.satu", password=SANDI)
    isi = _masuk(client, "anggota.satu", "salah").content.decode()
    assert "Nama pengguna atau sandi tidak cocok" in isi
    assert 'value="anggota.satu"' in isi
    assert "_auth_user_id" not in client.session


def test_masuk_unknown_and_wrong_password_look_the_same(client: Client) -> None:
    buat_user(username="dikenal", password=SANDI)
    ada = _masuk(client, "dikenal", "salah").content.decode()
    tiada = _masuk(client, "dikenar", "salah").content.decode()
    assert tetap(ada).replace("dikenal", "X") == tetap(tiada).replace("dikenar", "X")


def test_masuk_inactive_account_stays_out(client: Client) -> None:
    buat_user(username="tutup", password=SANDI, is_active=False)
    assert "tidak cocok" in _masuk(client, "tutup").content.decode()
    assert "_auth_user_id" not in client.session


def test_masuk_after_ten_failures_is_refused_even_with_the_right_password(client: Client) -> None:
    buat_user(username="diserang", password=SANDI)
    for _ in range(10):
        _masuk(client, "diserang", "salah")
    assert "Terlalu banyak percobaan gagal" in _masuk(client, "diserang").content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("nama", ["account_login", "account_reset_password"])
def test_pages_that_count_attempts_run_outside_a_transaction(nama: str) -> None:
    """The counters are rows of the cache table; a transaction would make all logins of one address take turns."""
    assert resolve(reverse(nama)).func._non_atomic_requests == {"default"}


@pytest.mark.parametrize(("demo", "masuk_"), [(True, True), (False, False)])
def test_masuk_with_the_published_demo_password_only_while_demo_is_on(
    client: Client, settings: Any, demo: bool, masuk_: bool
) -> None:
    settings.DEMO = demo
    buat_user(username="kepala07", password=settings.SANDI_DEMO)
    _masuk(client, "kepala07", settings.SANDI_DEMO)
    assert ("_auth_user_id" in client.session) is masuk_


def test_published_demo_password_cannot_be_chosen(settings: Any) -> None:
    with pytest.raises(ValidationError, match="mudah ditebak"):
        SandiLokalValidator().validate(settings.SANDI_DEMO)


def test_masuk_limit_counts_the_visitor_behind_the_trusted_proxy(client: Client, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    buat_user(username="anggota.satu", password=SANDI)
    for n in range(60):
        client.post(
            reverse("account_login"), {"login": f"x{n}", "password": "salah"}, headers={"X-Forwarded-For": "10.0.0.1"}
        )
    tertahan = client.post(
        reverse("account_login"),
        {"login": "anggota.satu", "password": SANDI},
        headers={"X-Forwarded-For": "10.0.0.9, 10.0.0.1"},
    )
    lain = client.post(
        reverse("account_login"),
        {"login": "anggota.satu", "password": SANDI},
        headers={"X-Forwarded-For": "10.0.0.1, 10.0.0.2"},
    )
    assert ("Terlalu banyak" in tertahan.content.decode(), lain.status_code) == (True, 302)


@pytest.mark.parametrize(
    ("next_", "tujuan"),
    [
        ("/profil/", "/profil/"),
        ("https://jahat.invalid/", "/"),
        ("//jahat.invalid/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_masuk_next_goes_to_own_host_only(client: Client, next_: str, tujuan: str) -> None:
    buat_penugasan(buat_satker(), Peran.KEPALA, buat_user(username="kepala", password=SANDI))
    assert _masuk(client, "kepala", next=next_).url == tujuan


def test_pendaftaran_akun_is_closed(client: Client) -> None:
    jawaban = client.post(reverse("account_signup"), {"username": "baru", "password1": BARU, "password2": BARU})
    assert jawaban.status_code == 200
    assert "Akun dibuat oleh admin" in jawaban.content.decode()


@pytest.mark.parametrize(("umur", "diam"), [(60, "SESI_DIAM"), ("SESI_MUTLAK", 10)])
def test_sesi_at_a_limit_is_over_and_deleted(client: Client, settings: Any, umur: Any, diam: Any) -> None:
    masuk(client, pelaku_untuk(buat_satker(), Peran.KEPALA))
    sekarang = int(timezone.now().timestamp())
    detik = [getattr(settings, n) if isinstance(n, str) else n for n in (umur, diam)]
    sesi = client.session
    sesi["mulai"], sesi["terakhir"] = sekarang - detik[0], sekarang - detik[1]
    sesi.save()
    jawaban = client.get(reverse("profil"))
    assert (jawaban.status_code, jawaban.url) == (302, f"{reverse('account_login')}?next=%2Fprofil%2F")
    assert not Session.objects.filter(session_key=sesi.session_key).exists()


def test_sesi_just_inside_both_limits_lives(client: Client, settings: Any) -> None:
    masuk(client, pelaku_untuk(buat_satker(), Peran.KEPALA))
    sekarang = int(timezone.now().timestamp())
    sesi = client.session
    sesi["mulai"], sesi["terakhir"] = sekarang - settings.SESI_MUTLAK + 30, sekarang - settings.SESI_DIAM + 30
    sesi.save()
    assert client.get(reverse("profil")).status_code == 200
    assert client.session["terakhir"] >= sekarang


def test_nonaktif_ends_live_session_at_next_request_and_stays_ended(client: Client) -> None:
    instansi = buat_instansi()
    korban = pelaku_untuk(buat_satker(instansi), Peran.KEPALA)
    admin = pelaku_untuk(instansi, Peran.ADMIN_INSPEKTORAT)
    korban.user.set_password(SANDI)
    korban.user.save()
    masuk(client, korban)
    assert client.get(reverse("profil")).status_code == 200
    nonaktifkan_pengguna(oleh=admin, user=korban.user, alasan="pensiun")
    assert client.get(reverse("profil")).status_code == 302
    korban.user.refresh_from_db()
    korban.user.is_active = True
    korban.user.save()
    assert client.get(reverse("profil")).status_code == 302


def test_ganti_sandi_ends_other_sessions_and_is_audited(client: Client) -> None:
    pelaku = pelaku_untuk(buat_satker(), Peran.KEPALA)
    pelaku.user.set_password(SANDI)
    pelaku.user.save()
    lain = Client()
    masuk(client, pelaku)
    masuk(lain, pelaku)
    isi = {"oldpassword": SANDI, "password1": BARU, "password2": BARU}
    assert client.post(reverse("account_change_password"), isi).status_code == 302
    assert lain.get(reverse("profil")).status_code == 302
    assert [j.aksi for j in Jejak.objects.filter(objek=f"pengguna:{pelaku.user.pk}")] == ["ganti_sandi"]
    assert _masuk(Client(), pelaku.user.username, BARU).status_code == 302


def test_ganti_sandi_with_mistakes_names_each(client: Client) -> None:
    pelaku = pelaku_untuk(buat_satker(), Peran.KEPALA)
    pelaku.user.set_password(SANDI)
    pelaku.user.save()
    masuk(client, pelaku)
    isi = {"oldpassword": "bukan ini", "password1": "wbkwbbm2026x", "password2": "lain sekali 99"}
    halaman = client.post(reverse("account_change_password"), isi).content.decode()
    assert "Sandi sekarang tidak cocok." in halaman
    assert "Sandi ini mudah ditebak" in halaman
    pelaku.user.refresh_from_db()
    assert pelaku.user.check_password(SANDI)


def test_lupa_sandi_sends_a_link_that_works_once(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "satker.surat.KotakSuratBackend"
    user = buat_penugasan(buat_satker(), Peran.KEPALA, buat_user(email="kepala@contoh.invalid")).user
    assert client.post(reverse("account_reset_password"), {"email": "Kepala@contoh.invalid"}).status_code == 302
    surat = KotakSurat.objects.get()
    assert surat.kepada == "kepala@contoh.invalid"
    tautan = next(kata for kata in surat.isi.split() if kata.startswith("http"))
    jalur = tautan.split("/", 3)[3]
    halaman = client.get(f"/{jalur}", follow=True)
    assert halaman.status_code == 200
    alamat = halaman.redirect_chain[-1][0]
    assert client.post(alamat, {"password1": BARU, "password2": BARU}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(BARU)
    assert Jejak.objects.filter(aksi="ganti_sandi", objek=f"pengguna:{user.pk}").count() == 1
    assert "Tautan tidak berlaku" in Client().get(f"/{jalur}", follow=True).content.decode()


def test_lupa_sandi_of_unknown_address_answers_alike_and_sends_nothing(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "satker.surat.KotakSuratBackend"
    jawaban = client.post(reverse("account_reset_password"), {"email": "tidak.ada@contoh.invalid"})
    assert (jawaban.status_code, jawaban.url) == (302, reverse("account_reset_password_done"))
    assert KotakSurat.objects.count() == 0
    assert mail.outbox == []


def test_tautan_sandi_ends_with_the_account(client: Client) -> None:
    instansi = buat_instansi()
    korban = pelaku_untuk(buat_satker(instansi), Peran.KEPALA)
    tautan = buat_tautan_sandi(oleh=None, user=korban.user)
    nonaktifkan_pengguna(oleh=pelaku_untuk(instansi, Peran.ADMIN_INSPEKTORAT), user=korban.user, alasan="x")
    jalur = tautan.split("/", 3)[3]
    assert "Tautan tidak berlaku" in client.get(f"/{jalur}", follow=True).content.decode()


def _demo(settings: Any, *, tanda: bool, nyala: bool) -> Any:
    instansi = buat_instansi()
    SetelanInstansi.objects.create(instansi=instansi, demo=tanda)
    settings.DEMO, settings.AKUN_DEMO = nyala, ["contoh"]
    return buat_penugasan(buat_satker(instansi), Peran.KEPALA, buat_user(username="contoh"))


@pytest.mark.parametrize(("tanda", "nyala"), [(True, False), (False, True), (False, False)])
def test_masuk_demo_outside_a_marked_demo_is_absent(client: Client, settings: Any, tanda: bool, nyala: bool) -> None:
    tugas = _demo(settings, tanda=tanda, nyala=nyala)
    assert client.post(reverse("masuk_demo"), {"penugasan": str(tugas.pk)}).status_code == 404
    assert "Coba dengan data contoh" not in client.get(reverse("account_login")).content.decode()
    assert "_auth_user_id" not in client.session


def test_masuk_demo_enters_the_listed_role_and_is_audited(client: Client, settings: Any) -> None:
    tugas = _demo(settings, tanda=True, nyala=True)
    assert f'value="{tugas.pk}"' in client.get(reverse("account_login")).content.decode()
    jawaban = client.post(reverse("masuk_demo"), {"penugasan": str(tugas.pk), "next": "https://jahat.invalid/"})
    assert (jawaban.status_code, jawaban.url) == (302, reverse("beranda"))
    assert client.session["_auth_user_id"] == str(tugas.user_id)
    assert [j.aksi for j in Jejak.objects.all()] == ["masuk_demo"]


def test_masuk_demo_of_an_unlisted_or_ended_role_is_absent(client: Client, settings: Any) -> None:
    tugas = _demo(settings, tanda=True, nyala=True)
    tugas.selesai = timezone.localdate() - dt.timedelta(days=1)
    tugas.save()
    assert client.post(reverse("masuk_demo"), {"penugasan": str(tugas.pk)}).status_code == 404


def test_masuk_demo_of_an_account_outside_the_list_is_absent(client: Client, settings: Any) -> None:
    tugas = _demo(settings, tanda=True, nyala=True)
    settings.AKUN_DEMO = ["lain"]
    assert client.post(reverse("masuk_demo"), {"penugasan": str(tugas.pk)}).status_code == 404


def test_masuk_demo_by_get_is_refused(client: Client, settings: Any) -> None:
    _demo(settings, tanda=True, nyala=True)
    assert client.get(reverse("masuk_demo")).status_code == 405


def test_masuk_ulang_takes_the_right_password_only(client: Client) -> None:
    pelaku = pelaku_untuk(buat_satker(), Peran.KEPALA, user=buat_user(password=SANDI))
    masuk(client, pelaku)
    assert "Sandi tidak cocok." in client.post(reverse("account_reauthenticate"), {"password": "x"}).content.decode()
    assert client.post(reverse("account_reauthenticate"), {"password": SANDI}).status_code == 302


def test_account_without_password_is_led_to_make_one(client: Client) -> None:
    pelaku = pelaku_untuk(buat_satker(), Peran.KEPALA)
    masuk(client, pelaku)
    for nama in ("account_reauthenticate", "account_change_password"):
        assert client.get(reverse(nama)).url == reverse("account_set_password")
    assert client.post(reverse("account_set_password"), {"password1": BARU, "password2": BARU}).status_code == 302
    pelaku.user.refresh_from_db()
    assert pelaku.user.check_password(BARU)


def test_keluar_asks_first_and_ends_the_session_by_post(client: Client) -> None:
    masuk(client, pelaku_untuk(buat_satker(), Peran.KEPALA))
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("profil")).status_code == 200
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert client.get(reverse("profil")).status_code == 302
