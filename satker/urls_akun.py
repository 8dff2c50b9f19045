"""URLs of accounts. The names account_* are the ones allauth reverses; no other page of allauth is reachable."""

from django.urls import path, re_path

from satker.views import akun

urlpatterns = [
    path("masuk/", akun.masuk, name="account_login"),
    path("masuk/demo/", akun.masuk_demo, name="masuk_demo"),
    path("masuk/ulang/", akun.masuk_ulang, name="account_reauthenticate"),
    path("masuk/tidak-aktif/", akun.tidak_aktif, name="account_inactive"),
    path("keluar/", akun.keluar, name="account_logout"),
    path("daftar-akun/", akun.pendaftaran_ditutup, name="account_signup"),
    path("lupa-sandi/", akun.lupa_sandi, name="account_reset_password"),
    path("lupa-sandi/terkirim/", akun.lupa_sandi_terkirim, name="account_reset_password_done"),
    path("lupa-sandi/selesai/", akun.sandi_baru_selesai, name="account_reset_password_from_key_done"),
    re_path(
        r"^lupa-sandi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        akun.sandi_baru,
        name="account_reset_password_from_key",
    ),
    path("profil/", akun.profil, name="profil"),
    path("profil/sandi/", akun.ganti_sandi, name="account_change_password"),
    path("profil/sandi-pertama/", akun.buat_sandi, name="account_set_password"),
    path("profil/tema/", akun.tema, name="tema"),
    path("profil/hemat/", akun.hemat, name="hemat"),
    path("profil/pintasan/", akun.pintasan, name="pintasan"),
    path("peran/", akun.ganti_peran, name="ganti_peran"),
]
