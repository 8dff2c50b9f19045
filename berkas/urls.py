"""URLs of the evidence. Year first, then the unit (ux §4)."""

from django.urls import path

from berkas.views import bukti, kotak, pustaka, titip, unggah

app_name = "berkas"
_SATKER = "<int:tahun>/satker/<str:kode>/"

urlpatterns = [
    path(f"{_SATKER}lke/<str:kode_butir>/berkas/", unggah.unggah, name="unggah"),
    path(f"{_SATKER}lke/<str:kode_butir>/berkas/tautkan/", bukti.tautkan_ke_butir, name="tautkan"),
    path(f"{_SATKER}lke/<str:kode_butir>/berkas/lengkapi/", bukti.lengkapi, name="lengkapi"),
    path(f"{_SATKER}bukti/<uuid:bukti>/lepas/", bukti.lepas, name="lepas"),
    path(f"{_SATKER}bukti/<uuid:bukti>/pulihkan/", bukti.pulih, name="pulihkan"),
    path(f"{_SATKER}bukti/<uuid:bukti>/ubah/", bukti.ubah, name="ubah"),
    path(f"{_SATKER}unggah/", kotak.halaman, name="kotak"),
    path(f"{_SATKER}unggah/kirim/", titip.titip, name="titip"),
    path(f"{_SATKER}unggah/urungkan/", kotak.urungkan, name="kotak_urungkan"),
    path(f"{_SATKER}unggah/daftar-kode.xlsx", kotak.daftar_kode, name="daftar_kode"),
    path(f"{_SATKER}unggah/<uuid:titipan>/lewati/", kotak.lewati, name="lewati"),
    path(f"{_SATKER}berkas/", pustaka.daftar, name="daftar"),
    path(f"{_SATKER}berkas/<uuid:berkas>/", pustaka.rincian, name="rincian"),
    path(f"{_SATKER}berkas/<uuid:berkas>/tautkan/", bukti.tautkan_berkas, name="tautkan_berkas"),
    path(f"{_SATKER}berkas/<uuid:berkas>/unduh/<int:nomor>/", pustaka.unduh, name="unduh"),
]
