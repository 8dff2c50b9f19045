"""URLs of the evidence. Year first, then the unit (ux §4)."""

from django.urls import path

from berkas.views import bukti, ganti, paket, pustaka, sampah, tautan_luar, unggah

app_name = "berkas"
_SATKER = "<int:tahun>/satker/<str:kode>/"

urlpatterns = [
    path(f"{_SATKER}lke/<str:kode_butir>/berkas/", unggah.unggah, name="unggah"),
    path(f"{_SATKER}lke/<str:kode_butir>/berkas/tautkan/", bukti.tautkan_ke_butir, name="tautkan"),
    path(f"{_SATKER}lke/<str:kode_butir>/berkas/lengkapi/", bukti.lengkapi, name="lengkapi"),
    path(f"{_SATKER}bukti/<uuid:bukti>/lepas/", bukti.lepas, name="lepas"),
    path(f"{_SATKER}bukti/<uuid:bukti>/pulihkan/", bukti.pulih, name="pulihkan"),
    path(f"{_SATKER}bukti/<uuid:bukti>/ubah/", bukti.ubah, name="ubah"),
    path(f"{_SATKER}berkas/", pustaka.daftar, name="daftar"),
    path(f"{_SATKER}berkas/<uuid:berkas>/", pustaka.rincian, name="rincian"),
    path(f"{_SATKER}berkas/banyak/", sampah.banyak, name="banyak"),
    path(f"{_SATKER}berkas/banyak/tautkan/", sampah.tautkan_banyak, name="tautkan_banyak"),
    path(f"{_SATKER}berkas/banyak/buang/", sampah.buang, name="buang"),
    path(f"{_SATKER}berkas/sampah/", sampah.sampah, name="sampah"),
    path(f"{_SATKER}berkas/sampah/pulihkan/", sampah.pulihkan, name="pulihkan_sampah"),
    path(f"{_SATKER}berkas/paket/", paket.paket, name="paket"),
    path(f"{_SATKER}berkas/paket/<uuid:paket>/unduh/", paket.zip_paket, name="unduh_paket"),
    path(f"{_SATKER}berkas/paket/<uuid:paket>/indeks/<str:bentuk>/", paket.indeks, name="indeks_paket"),
    path(f"{_SATKER}berkas/<uuid:berkas>/ganti/", ganti.ganti, name="ganti"),
    path(f"{_SATKER}berkas/<uuid:berkas>/ubah/", ganti.ubah, name="ubah_berkas"),
    path(f"{_SATKER}berkas/<uuid:berkas>/kembali/<int:nomor>/", ganti.kembali, name="pakai_kembali"),
    path(f"{_SATKER}lke/<str:kode_butir>/tautan/", tautan_luar.tempel, name="tempel_tautan"),
    path(f"{_SATKER}tautan/<uuid:tautan>/", tautan_luar.buka, name="buka_tautan"),
    path(f"{_SATKER}tautan/<uuid:tautan>/nyatakan/", tautan_luar.nyatakan, name="nyatakan_tautan"),
    path(f"{_SATKER}tautan/<uuid:tautan>/lepas/", tautan_luar.lepas, name="lepas_tautan"),
    path(f"{_SATKER}tautan/<uuid:tautan>/pulihkan/", tautan_luar.pulih, name="pulihkan_tautan"),
    path(f"{_SATKER}berkas/<uuid:berkas>/tautkan/", bukti.tautkan_berkas, name="tautkan_berkas"),
    path(f"{_SATKER}berkas/<uuid:berkas>/unduh/<int:nomor>/", pustaka.unduh, name="unduh"),
]
