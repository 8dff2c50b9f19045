"""URLs of incidents and of the rule that deducts for them."""

from django.urls import path

from penilaian.views import insiden, pengurang

_INSIDEN = "<int:tahun>/satker/<str:kode>/insiden/"
_SATU = f"{_INSIDEN}<uuid:insiden>/"
_ATURAN = "<int:tahun>/pengurang/"

urlpatterns = [
    path(_INSIDEN, insiden.daftar, name="insiden_daftar"),
    path(f"{_INSIDEN}baru/", insiden.baru, name="insiden_baru"),
    path(_SATU, insiden.rinci, name="insiden"),
    path(f"{_SATU}jawab/", insiden.jawab, name="insiden_jawab"),
    path(f"{_SATU}klarifikasi/", insiden.klarifikasi, name="insiden_klarifikasi"),
    path(f"{_SATU}usul/", insiden.usul, name="insiden_usul"),
    path(f"{_SATU}putus/", insiden.putus, name="insiden_putus"),
    path(f"{_SATU}dokumen/", insiden.dokumen, name="insiden_dokumen"),
    path(f"{_SATU}dokumen/unggah/", insiden.unggah_dokumen, name="insiden_unggah"),
    path("<int:tahun>/insiden/", insiden.semua, name="insiden_semua"),
    path(_ATURAN, pengurang.aturan, name="pengurang"),
    path(f"{_ATURAN}simulasi/", pengurang.simulasi, name="pengurang_simulasi"),
    path(f"{_ATURAN}keputusan/", pengurang.keputusan, name="pengurang_keputusan"),
    path(f"{_ATURAN}keputusan/unggah/", pengurang.unggah, name="pengurang_unggah"),
    path(f"{_ATURAN}nyalakan/", pengurang.nyalakan, name="pengurang_nyalakan"),
    path(f"{_ATURAN}matikan/", pengurang.matikan, name="pengurang_matikan"),
]
