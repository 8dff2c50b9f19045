"""URLs of the line above (penilaian pendahuluan, quarter rounds), of the talk about a butir, and of the prasyarat."""

from django.urls import path

from penilaian.views import diskusi, pendahuluan, prasyarat, putaran, putusan

_SATKER = "<int:tahun>/satker/<str:kode>/"
_PENDAHULUAN = f"{_SATKER}pendahuluan/"
_PUTARAN = f"{_SATKER}putaran/"

urlpatterns = [
    path("pendahuluan/", pendahuluan.kini, name="pendahuluan_kini"),
    path("<int:tahun>/pendahuluan/", pendahuluan.daftar, name="pendahuluan"),
    path(_PENDAHULUAN, pendahuluan.lembar, name="pendahuluan_lembar"),
    path(f"{_PENDAHULUAN}tetap-lengkap/", pendahuluan.tetap, name="pendahuluan_tetap"),
    path(f"{_PENDAHULUAN}surat/", putusan.surat, name="pendahuluan_surat"),
    path(f"{_PENDAHULUAN}surat/unduh/", putusan.unduh_surat, name="pendahuluan_surat_unduh"),
    path(f"{_PENDAHULUAN}putusan/", putusan.putusan, name="pendahuluan_putusan"),
    path(f"{_PENDAHULUAN}<str:kode_butir>/", pendahuluan.butir, name="pendahuluan_butir"),
    path(f"{_PENDAHULUAN}<str:kode_butir>/berkas/<uuid:berkas>/", pendahuluan.butir, name="pendahuluan_berkas"),
    path("<int:tahun>/putaran/", putaran.wilayah, name="putaran_wilayah"),
    path(_PUTARAN, putaran.daftar, name="putaran_daftar"),
    path(f"{_PUTARAN}<str:titik>/", putaran.putaran, name="putaran"),
    path(f"{_PUTARAN}<str:titik>/buka/", putaran.buka, name="putaran_buka"),
    path(f"{_PUTARAN}<str:titik>/tutup/", putaran.tutup, name="putaran_tutup"),
    path(f"{_PUTARAN}<str:titik>/tetap-lengkap/", putaran.tetap, name="putaran_tetap"),
    path(f"{_PUTARAN}<str:titik>/<str:kode_butir>/", putaran.butir, name="putaran_butir"),
    path("<int:tahun>/diskusi/", diskusi.daftar, name="diskusi"),
    path(f"{_SATKER}diskusi/<str:kode_butir>/", diskusi.butir, name="diskusi_butir"),
    path(f"{_SATKER}diskusi/<str:kode_butir>/<str:jenis>/selesai/", diskusi.selesai, name="diskusi_selesai"),
    path("<int:tahun>/prasyarat/", prasyarat.wilayah, name="prasyarat_wilayah"),
    path("<int:tahun>/prasyarat/instansi/", prasyarat.instansi, name="prasyarat_instansi"),
    path("<int:tahun>/prasyarat/instansi/<str:syarat>/", prasyarat.catat_instansi, name="prasyarat_instansi_catat"),
    path(f"{_SATKER}prasyarat/", prasyarat.satker, name="prasyarat"),
    path(f"{_SATKER}prasyarat/<str:syarat>/", prasyarat.catat, name="prasyarat_catat"),
    path(f"{_SATKER}prasyarat/<str:syarat>/berkas/", prasyarat.berkas, name="prasyarat_berkas"),
]
