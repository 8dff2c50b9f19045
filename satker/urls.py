"""URLs of the app."""

from django.urls import path

from satker.views import fakta, impor, orang, organisasi, pekerjaan, riwayat, surat, waktu

app_name = "satker"

# Organisation, people and imports
urlpatterns = [
    path("data/satker/", organisasi.daftar, name="kelola"),
    path("data/satker-baru/", organisasi.baru, name="satker_baru"),
    path("data/satker/<str:kode>/", organisasi.rinci, name="satker"),
    path("data/satker/<str:kode>/ubah/", organisasi.ubah, name="satker_ubah"),
    path("data/satker/<str:kode>/pindah/", organisasi.pindah, name="satker_pindah"),
    path("data/satker/<str:kode>/nonaktif/", organisasi.nonaktif, name="satker_nonaktif"),
    path("data/satker/<str:kode>/predikat/", organisasi.predikat, name="predikat_baru"),
    path("data/satker/<str:kode>/predikat/<uuid:pk>/cabut/", organisasi.cabut, name="predikat_cabut"),
    path("data/jenis-satker/", organisasi.jenis, name="jenis"),
    path("data/pendaftaran/", organisasi.pendaftaran, name="pendaftaran"),
    path("data/pendaftaran/baru/", organisasi.daftarkan, name="daftarkan"),
    path("data/pendaftaran/<uuid:pk>/", organisasi.rinci_pendaftaran, name="pendaftaran_rinci"),
    path("data/pendaftaran/<uuid:pk>/setujui/", organisasi.setujui, name="pendaftaran_setujui"),
    path("data/pendaftaran/<uuid:pk>/tolak/", organisasi.tolak, name="pendaftaran_tolak"),
    path("data/pengguna/", orang.daftar, name="pengguna"),
    path("data/pengguna/baru/", orang.baru, name="pengguna_baru"),
    path("data/pengguna/<uuid:pk>/", orang.rinci, name="pengguna_rinci"),
    path("data/pengguna/<uuid:pk>/ubah/", orang.ubah, name="pengguna_ubah"),
    path("data/pengguna/<uuid:pk>/status/", orang.status, name="pengguna_status"),
    path("data/pengguna/<uuid:pk>/tautan/", orang.tautan, name="pengguna_tautan"),
    path("data/pengguna/<uuid:pk>/penugasan/", orang.tugaskan, name="penugasan_baru"),
    path("data/pengguna/<uuid:pk>/penugasan/<uuid:tugas>/akhiri/", orang.akhiri, name="penugasan_akhiri"),
    path("data/impor/satker/", impor.unggah_satker, name="impor_satker"),
    path("data/impor/satker/templat.<str:bentuk>", impor.templat_satker, name="templat_satker"),
    path("data/impor/pengguna/", impor.unggah_pengguna, name="impor_pengguna"),
    path("data/impor/pengguna/templat.<str:bentuk>", impor.templat_pengguna, name="templat_pengguna"),
    path("data/impor/<uuid:pk>/", impor.pratinjau, name="impor"),
    path("data/impor/<uuid:pk>/simpan/", impor.simpan, name="impor_simpan"),
    path("data/impor/<uuid:pk>/batal/", impor.batal, name="impor_batal"),
    path("data/ekspor/satker.<str:bentuk>", impor.ekspor_satker, name="ekspor_satker"),
    path("data/ekspor/pengguna.<str:bentuk>", impor.ekspor_pengguna, name="ekspor_pengguna"),
]

# Years, services, facts, history, jobs, mail
_unit = "<int:tahun>/satker/<str:kode>/"
urlpatterns += [
    path("data/periode/", waktu.daftar, name="periode"),
    path("data/periode/baru/", waktu.baru, name="periode_baru"),
    path("data/periode/<int:tahun>/", waktu.rinci, name="periode_rinci"),
    path("data/periode/<int:tahun>/dasar/", waktu.dasar, name="periode_dasar"),
    path("data/periode/<int:tahun>/jendela/", waktu.jendela, name="periode_jendela"),
    path("data/periode/<int:tahun>/garis/", waktu.garis, name="periode_garis"),
    path("data/periode/<int:tahun>/kelonggaran/", waktu.kelonggaran, name="periode_kelonggaran"),
    path("data/periode/<int:tahun>/kelonggaran/<uuid:pk>/cabut/", waktu.cabut, name="kelonggaran_cabut"),
    path(f"{_unit}fakta/", fakta.lihat, name="fakta"),
    path(f"{_unit}fakta/ubah/", fakta.ubah, name="fakta_ubah"),
    path(f"{_unit}fakta/impor/", fakta.impor, name="fakta_impor"),
    path(f"{_unit}fakta/impor/simpan/", fakta.impor_simpan, name="fakta_impor_simpan"),
    path(f"{_unit}fakta/templat.xlsx", fakta.templat, name="fakta_templat"),
    path(f"{_unit}layanan/baru/", fakta.layanan_baru, name="layanan_baru"),
    path(f"{_unit}layanan/<uuid:pk>/ubah/", fakta.layanan_ubah, name="layanan_ubah"),
    path(f"{_unit}layanan/<uuid:pk>/akhiri/", fakta.layanan_akhiri, name="layanan_akhiri"),
    path(f"{_unit}riwayat/", riwayat.daftar, name="riwayat"),
    path("tugas/", pekerjaan.daftar, name="pekerjaan_daftar"),
    path("tugas/<uuid:id>/", pekerjaan.rinci, name="pekerjaan"),
    path("tugas/<uuid:id>/ulang/", pekerjaan.ulang, name="pekerjaan_ulang"),
    path("data/surat/", surat.daftar, name="kotak_surat"),
    path("data/surat/<uuid:pk>/", surat.rinci, name="surat"),
]
