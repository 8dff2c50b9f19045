"""URLs of the app: role homes, the list of units, the dashboard of a unit."""

from django.urls import path

from pemantauan.views import beranda, daftar, dasbor

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("satker/", daftar.kini, name="daftar_satker"),
    path("<int:tahun>/satker/", daftar.tahun, name="daftar_satker_tahun"),
    path("satker/<str:kode>/", dasbor.kini, name="dasbor_kini"),
    path("<int:tahun>/satker/<str:kode>/", dasbor.dasbor, name="dasbor"),
]
