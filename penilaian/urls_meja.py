"""URLs of the scoring page. Fixed words come before <str:kode_butir>."""

from django.urls import path

from penilaian.views import frasa, meja, meja_berkas, meja_simpan

_NILAI = "<int:tahun>/satker/<str:kode>/nilai/"
_BUTIR = f"{_NILAI}<str:kode_butir>/"

urlpatterns = [
    path(_NILAI, meja.daftar, name="meja"),
    path(f"{_NILAI}selesai/", meja.selesai, name="meja_selesai"),
    path(_BUTIR, meja.butir, name="meja_butir"),
    path(f"{_BUTIR}berkas/<int:nomor>/", meja.berkas, name="meja_berkas"),
    path(f"{_BUTIR}layar/", meja.layar, name="meja_layar"),
    path(f"{_BUTIR}hitung/", meja.hitung, name="meja_hitung"),
    path(f"{_BUTIR}simpan/", meja_simpan.simpan, name="meja_simpan"),
    path(f"{_BUTIR}batal/", meja_simpan.batal, name="meja_batal"),
    path(f"{_BUTIR}tandai/", meja_simpan.tandai, name="meja_tandai"),
    path(f"{_BUTIR}diskusi/", meja_berkas.diskusi, name="meja_diskusi"),
    path(f"{_BUTIR}putusan/<uuid:bukti>/", meja_berkas.putusan, name="meja_putusan"),
    path("frasa/", frasa.daftar, name="frasa"),
    path("frasa/<uuid:frasa>/hapus/", frasa.hapus, name="frasa_hapus"),
    path("data/frasa/", frasa.daftar_admin, name="frasa_admin"),
    path("data/frasa/<uuid:frasa>/hapus/", frasa.hapus_admin, name="frasa_admin_hapus"),
]
