"""URLs of the evidence. Year first, then the unit (ux §4)."""

from django.urls import path

from berkas.views import bukti, kemiripan, kesegaran, kotak, lanjut, pratinjau, pustaka, telaah, titip, unggah

app_name = "berkas"
_SATKER = "<int:tahun>/satker/<str:kode>/"

urlpatterns = [
    path(f"{_SATKER}lke/<str:kode_butir>/berkas/", unggah.unggah, name="unggah"),
    path(f"{_SATKER}lke/<str:kode_butir>/berkas/lanjut/", lanjut.lanjut_butir, name="lanjut_butir"),
    path(f"{_SATKER}titipan/lanjut/", lanjut.lanjut_titipan, name="lanjut_titipan"),
    path(f"{_SATKER}berkas/<uuid:berkas>/ganti/lanjut/", lanjut.lanjut_ganti, name="lanjut_ganti"),
    path(f"{_SATKER}unggahan/<uuid:unggahan>/", lanjut.unggahan, name="unggahan"),
    path(f"{_SATKER}lke/<str:kode_butir>/berkas/tautkan/", bukti.tautkan_ke_butir, name="tautkan"),
    path(f"{_SATKER}lke/<str:kode_butir>/berkas/lengkapi/", bukti.lengkapi, name="lengkapi"),
    path(f"{_SATKER}bukti/<uuid:bukti>/lepas/", bukti.lepas, name="lepas"),
    path(f"{_SATKER}bukti/<uuid:bukti>/pulihkan/", bukti.pulih, name="pulihkan"),
    path(f"{_SATKER}bukti/<uuid:bukti>/ubah/", bukti.ubah, name="ubah"),
    path(f"{_SATKER}bukti/<uuid:bukti>/tetap-berlaku/", kesegaran.tetap, name="tetap"),
    path(f"{_SATKER}bukti/<uuid:bukti>/tetap-berlaku/cabut/", kesegaran.tetap_cabut, name="tetap_cabut"),
    path(f"{_SATKER}kesegaran/", kesegaran.kisi, name="kesegaran"),
    path("data/periode/<int:tahun>/aturan-bukti/", kesegaran.aturan, name="aturan"),
    path(f"{_SATKER}unggah/", kotak.halaman, name="kotak"),
    path(f"{_SATKER}unggah/kirim/", titip.titip, name="titip"),
    path(f"{_SATKER}unggah/urungkan/", kotak.urungkan, name="kotak_urungkan"),
    path(f"{_SATKER}unggah/daftar-kode.xlsx", kotak.daftar_kode, name="daftar_kode"),
    path(f"{_SATKER}unggah/<uuid:titipan>/lewati/", kotak.lewati, name="lewati"),
    path(f"{_SATKER}berkas/", pustaka.daftar, name="daftar"),
    path(f"{_SATKER}berkas/<uuid:berkas>/", pustaka.rincian, name="rincian"),
    path(f"{_SATKER}berkas/<uuid:berkas>/tautkan/", bukti.tautkan_berkas, name="tautkan_berkas"),
    path(f"{_SATKER}berkas/<uuid:berkas>/unduh/<int:nomor>/", pustaka.unduh, name="unduh"),
    path(f"{_SATKER}kemiripan/", kemiripan.satker_mirip, name="kemiripan"),
    path(f"{_SATKER}kemiripan/<uuid:kemiripan>/", kemiripan.rinci, name="kemiripan_rinci"),
    path(f"{_SATKER}kemiripan/<uuid:kemiripan>/gambar/<str:sisi>/", kemiripan.gambar, name="kemiripan_gambar"),
    path(f"{_SATKER}kemiripan/<uuid:kemiripan>/tinjau/", kemiripan.tinjau, name="kemiripan_tinjau"),
    path("wilayah/kemiripan/", kemiripan.wilayah_kini, name="kemiripan_kini"),
    path("<int:tahun>/wilayah/kemiripan/", kemiripan.wilayah, name="kemiripan_wilayah"),
    path("data/dokumen-pusat/", kemiripan.pusat, name="dokumen_pusat"),
    path("data/dokumen-pusat/<uuid:pk>/hapus/", kemiripan.pusat_hapus, name="dokumen_pusat_hapus"),
    path(f"{_SATKER}berkas/<uuid:berkas>/lihat/", pratinjau.lihat, name="lihat"),
    path(f"{_SATKER}berkas/<uuid:berkas>/v<int:nomor>/hal/<int:hal>.webp", pratinjau.gambar, name="gambar"),
    path(f"{_SATKER}berkas/<uuid:berkas>/v<int:nomor>/hal/<int:hal>-b.webp", pratinjau.besar, name="gambar_besar"),
    path(f"{_SATKER}berkas/<uuid:berkas>/v<int:nomor>/pratinjau/ulang/", pratinjau.ulang, name="pratinjau_ulang"),
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
