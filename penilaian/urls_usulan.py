"""URLs of proposals, TPN results, recommendations, and the time after the award. Fixed words come before a jalur."""

from django.urls import path

from penilaian.views import pasca, rekomendasi, sanggah, surat_usulan, usulan, usulan_berkas, usulan_unit

_U = "<int:tahun>/usulan/"
_J = f"{_U}<str:jalur>/"
_S = "<int:tahun>/satker/<str:kode>/"

urlpatterns = [
    path("usulan/", usulan.kini, name="usulan_kini"),
    path("<int:tahun>/wilayah/usulan/", usulan.wilayah, name="usulan_wilayah"),
    path(_U, usulan.daftar, name="usulan"),
    path(f"{_U}halangan/", usulan.halangan, name="halangan"),
    path(f"{_U}halangan/<uuid:pk>/putus/", usulan.halangan_putus, name="halangan_putus"),
    path(f"{_U}berkas/<uuid:dokumen>/", usulan_berkas.berkas, name="usulan_berkas"),
    path(f"{_U}naskah/", surat_usulan.naskah, name="usulan_naskah"),
    path(_J, usulan.rinci, name="usulan_rinci"),
    path(f"{_J}surat/", surat_usulan.surat, name="usulan_surat"),
    path(f"{_J}sptjm/", surat_usulan.sptjm, name="usulan_sptjm"),
    path(f"{_J}ubah/", usulan.ubah, name="usulan_ubah"),
    path(f"{_J}dokumen/", usulan_berkas.dokumen, name="usulan_dokumen"),
    path(f"{_J}unit/", usulan.unit_tambah, name="usulan_unit_tambah"),
    path(f"{_J}unit/<str:kode>/", usulan.unit_ubah, name="usulan_unit"),
    path(f"{_J}unit/<str:kode>/keluarkan/", usulan.unit_keluarkan, name="usulan_unit_keluarkan"),
    path(f"{_J}usulkan/", usulan.usulkan, name="usulan_usulkan"),
    path(f"{_J}periksa/", usulan.periksa, name="usulan_periksa"),
    path(f"{_J}syarat/<str:syarat>/", usulan.syarat, name="usulan_syarat"),
    path(f"{_J}lapor/", usulan.lapor, name="usulan_lapor"),
    path(f"{_J}paket/", usulan_berkas.paket, name="usulan_paket"),
    path(f"{_J}tautan/", usulan_berkas.tautan, name="usulan_tautan"),
    path(f"{_J}tautan/<uuid:pk>/cabut/", usulan_berkas.tautan_cabut, name="usulan_tautan_cabut"),
    path("paket-usulan/<str:token>/", usulan_berkas.paket_tautan, name="paket_tautan"),
    path("paket-usulan/<str:token>/unduh/", usulan_berkas.paket_unduh, name="paket_unduh"),
    path(f"{_S}usulan/", usulan_unit.halaman, name="usulan_satker"),
    path(f"{_S}usulan/langkah/", usulan_unit.langkah, name="usulan_langkah"),
    path(f"{_S}usulan/tpn/", usulan_unit.tahap, name="tpn_tahap"),
    path(f"{_S}usulan/tpn/<uuid:hasil>/", usulan_unit.koreksi, name="tpn_koreksi"),
    path(f"{_S}usulan/sk/", usulan_unit.sk, name="sk_predikat"),
    path(f"{_S}usulan/cabut/", usulan_unit.cabut, name="sk_cabut"),
    path(f"{_S}usulan/berkas/<uuid:versi>/", usulan_unit.berkas, name="usulan_satker_berkas"),
    path(f"{_S}usulan/sanggah/", sanggah.meja, name="sanggah"),
    path(f"{_S}usulan/sanggah/kirim/", sanggah.kirim, name="sanggah_kirim"),
    path(f"{_S}usulan/sanggah/surat/", sanggah.surat, name="sanggah_surat"),
    path(f"{_S}predikat/", pasca.halaman, name="pasca_predikat"),
    path(f"{_S}predikat/<uuid:pk>/berkala/", pasca.berkala, name="berkala"),
    path(f"{_S}predikat/<uuid:pk>/klarifikasi/", pasca.klarifikasi, name="klarifikasi"),
    path(f"{_S}klarifikasi/<uuid:pk>/jawab/", pasca.jawab, name="klarifikasi_jawab"),
    path(f"{_S}klarifikasi/<uuid:pk>/putus/", pasca.putus, name="klarifikasi_putus"),
    path(f"{_S}rekomendasi/", rekomendasi.daftar, name="rekomendasi"),
    path(f"{_S}rekomendasi/baru/", rekomendasi.baru, name="rekomendasi_baru"),
    path(f"{_S}rekomendasi/baru-tpn/", rekomendasi.baru_tpn, name="rekomendasi_baru_tpn"),
    path(f"{_S}rekomendasi/<uuid:pk>/tindak/", rekomendasi.tindak, name="rekomendasi_tindak"),
    path(f"{_S}rekomendasi/<uuid:pk>/putus/", rekomendasi.putus, name="rekomendasi_putus"),
    path(f"{_S}rekomendasi/<uuid:pk>/putus-tpn/", rekomendasi.putus_tpn, name="rekomendasi_putus_tpn"),
]
