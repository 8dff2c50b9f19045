"""URLs of the evidence. Year first, then the unit (ux §4)."""

from django.urls import path

from berkas.views import bukti, pustaka, telaah, unggah

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
    path(f"{_SATKER}berkas/<uuid:berkas>/tautkan/", bukti.tautkan_berkas, name="tautkan_berkas"),
    path(f"{_SATKER}berkas/<uuid:berkas>/unduh/<int:nomor>/", pustaka.unduh, name="unduh"),
    path(f"{_SATKER}petunjuk/", telaah.petunjuk, name="petunjuk"),
    path(f"{_SATKER}petunjuk/<uuid:petunjuk>/tampilkan/", telaah.tampilkan, name="petunjuk_tampilkan"),
    path(f"{_SATKER}lke/<str:kode_butir>/petunjuk/abaikan/", telaah.abaikan, name="petunjuk_abaikan"),
    path(f"{_SATKER}berkas/<uuid:berkas>/batasi/", telaah.batasi, name="batasi"),
    path(f"{_SATKER}berkas/<uuid:berkas>/tersamar/<int:nomor>/buat/", telaah.salinan_buat, name="salinan_buat"),
    path(f"{_SATKER}berkas/<uuid:berkas>/tersamar/<uuid:salinan>/", telaah.salinan_unduh, name="salinan_unduh"),
    path(
        f"{_SATKER}berkas/<uuid:berkas>/tersamar/<uuid:salinan>/periksa/",
        telaah.salinan_periksa,
        name="salinan_periksa",
    ),
    path(f"{_SATKER}berkas/<uuid:berkas>/tersamar/<uuid:salinan>/buang/", telaah.salinan_buang, name="salinan_buang"),
]
