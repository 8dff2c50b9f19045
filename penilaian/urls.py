"""URLs of the LKE. Fixed words come before <str:kode_butir>, which takes every other segment."""

from django.urls import path

from penilaian.urls_banding import urlpatterns as banding
from penilaian.urls_dokumen import urlpatterns as dokumen
from penilaian.urls_ganda import urlpatterns as ganda
from penilaian.urls_kalibrasi import urlpatterns as kalibrasi
from penilaian.urls_kanwil import urlpatterns as kanwil
from penilaian.urls_kirim import urlpatterns as kirim
from penilaian.urls_meja import urlpatterns as meja
from penilaian.urls_pengurang import urlpatterns as pengurang
from penilaian.urls_sesi import urlpatterns as sesi
from penilaian.urls_tim import urlpatterns as tim
from penilaian.urls_usulan import urlpatterns as usulan
from penilaian.views import alur, butir, lapisan, lke, tugas

_LKE = "<int:tahun>/satker/<str:kode>/lke/"

_ALUR = "<int:tahun>/satker/<str:kode>/alur/"

urlpatterns = [
    *banding,
    *dokumen,
    *kalibrasi,
    *ganda,
    *kanwil,
    *kirim,
    *meja,
    *pengurang,
    *sesi,
    *tim,
    *usulan,
    path(_ALUR, alur.alur, name="alur"),
    path(f"{_ALUR}<slug:langkah>/", alur.langkah, name="langkah"),
    path(_LKE, lke.lke, name="lke"),
    path(f"{_LKE}hasil/", lke.lke_hasil, name="lke_hasil"),
    path(f"{_LKE}area-<int:nomor>/", lke.lke_area, name="lke_area"),
    path(f"{_LKE}lapisan/", lapisan.lapisan, name="lapisan"),
    path(f"{_LKE}buka/", tugas.buka, name="buka_lembar"),
    path(f"{_LKE}salin/<int:dari>/", tugas.salin, name="salin_lembar"),
    path(f"{_LKE}tugaskan/", tugas.tugaskan, name="tugaskan"),
    path(f"{_LKE}target/", tugas.target, name="atur_target"),
    path(f"{_LKE}<str:kode_butir>/", butir.butir, name="butir"),
    path(f"{_LKE}<str:kode_butir>/simpan/", butir.simpan, name="butir_simpan"),
    path(f"{_LKE}<str:kode_butir>/riwayat/", butir.riwayat, name="butir_riwayat"),
    path(f"{_LKE}<str:kode_butir>/pulihkan/<int:versi>/", butir.pulihkan, name="butir_pulihkan"),
]
