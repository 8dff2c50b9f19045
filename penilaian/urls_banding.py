"""URLs of one butir over many satkers."""

from django.urls import path

from penilaian.views import bandingkan, bandingkan_simpan

_BUTIR = "<int:tahun>/bandingkan/<str:kode_butir>/"

urlpatterns = [
    path("bandingkan/", bandingkan.kini, name="bandingkan_kini"),
    path("<int:tahun>/bandingkan/", bandingkan.daftar, name="bandingkan"),
    path(_BUTIR, bandingkan.butir, name="bandingkan_butir"),
    path(f"{_BUTIR}<str:kode>/nilai/", bandingkan_simpan.nilai, name="bandingkan_nilai"),
    path(f"{_BUTIR}<str:kode>/pendahuluan/", bandingkan_simpan.pendahuluan, name="bandingkan_pendahuluan"),
]
