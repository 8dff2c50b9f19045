"""URLs of sending, of what was sent, and of the satker's reply."""

from django.urls import path

from penilaian.views import aturan, kirim, pengajuan, tanggapan

_SATKER = "<int:tahun>/satker/<str:kode>/"

urlpatterns = [
    path(f"{_SATKER}kirim/", kirim.halaman, name="kirim"),
    path(f"{_SATKER}kirim/ajukan/", kirim.ajukan, name="kirim_ajukan"),
    path(f"{_SATKER}kirim/tarik/", kirim.tarik, name="kirim_tarik"),
    path(f"{_SATKER}kirim/setujui/", kirim.setujui, name="kirim_setujui"),
    path(f"{_SATKER}kirim/kembalikan/", kirim.kembalikan, name="kirim_kembalikan"),
    path(f"{_SATKER}kirim/perbaikan/", kirim.perbaikan, name="kirim_perbaikan"),
    path(f"{_SATKER}lke/<str:kode_butir>/kirim-ulang/", kirim.kirim_ulang, name="butir_kirim_ulang"),
    path(f"{_SATKER}pengajuan/", pengajuan.daftar, name="pengajuan_daftar"),
    path(f"{_SATKER}pengajuan/<int:nomor>/", pengajuan.rinci, name="pengajuan"),
    path(f"{_SATKER}pengajuan/<int:nomor>/banding/<int:lain>/", pengajuan.banding, name="pengajuan_banding"),
    path(f"{_SATKER}tanggapan/", tanggapan.halaman, name="tanggapan"),
    path(f"{_SATKER}tanggapan/kirim/", tanggapan.kirim, name="tanggapan_kirim"),
    path(f"{_SATKER}tanggapan/<str:kode_butir>/", tanggapan.tulis, name="tanggapan_tulis"),
    path(f"{_SATKER}tanggapan/<str:kode_butir>/usul/", tanggapan.usul, name="tanggapan_usul"),
    path(f"{_SATKER}tanggapan/<str:kode_butir>/putus/", tanggapan.putus, name="tanggapan_putus"),
    path(f"{_SATKER}tenggat/", aturan.tenggat, name="perpanjang_tenggat"),
    path("data/periode/<int:tahun>/evaluasi/", aturan.aturan, name="atur_evaluasi"),
]
