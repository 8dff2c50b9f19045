"""URLs of blind double scoring, the consensus over it, and the agreement of evaluators."""

from django.urls import path

from penilaian.views import ganda, kesepakatan, konsensus

_SATKER = "<int:tahun>/satker/<str:kode>/"

urlpatterns = [
    path(f"{_SATKER}ganda/", ganda.ganda, name="ganda"),
    path(f"{_SATKER}ganda/matikan/", ganda.matikan, name="ganda_matikan"),
    path(f"{_SATKER}ganda/penilai/", ganda.penilai, name="ganda_penilai"),
    path(f"{_SATKER}konsensus/", konsensus.konsensus, name="konsensus"),
    path(f"{_SATKER}konsensus/ambil/", konsensus.ambil, name="konsensus_ambil"),
    path(f"{_SATKER}kesepakatan/", kesepakatan.lembar, name="kesepakatan_lembar"),
    path(f"{_SATKER}kesepakatan/unduh/", kesepakatan.lembar_csv, name="kesepakatan_lembar_csv"),
    path("<int:tahun>/kesepakatan/", kesepakatan.tahun, name="kesepakatan"),
    path("<int:tahun>/kesepakatan/unduh/", kesepakatan.tahun_csv, name="kesepakatan_csv"),
]
