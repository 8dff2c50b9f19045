"""URLs of desk sessions, of the interview, and of its bank of questions."""

from django.urls import path

from penilaian.views import bank, rundown, sesi, wawancara

_DESK = "<int:tahun>/satker/<str:kode>/desk/"
_SESI = f"{_DESK}<uuid:sesi>/"

urlpatterns = [
    path("desk/", sesi.kini, name="sesi_kini"),
    path("<int:tahun>/desk/", sesi.daftar, name="sesi_daftar"),
    path(_DESK, sesi.satker, name="sesi_satker"),
    path(f"{_DESK}jadwalkan/", sesi.baru, name="sesi_baru"),
    path(_SESI, sesi.sesi, name="sesi"),
    path(f"{_SESI}ubah/", sesi.ubah, name="sesi_ubah"),
    path(f"{_SESI}mulai/", sesi.mulai, name="sesi_mulai"),
    path(f"{_SESI}tutup/", sesi.tutup, name="sesi_tutup"),
    path(f"{_SESI}batalkan/", sesi.batalkan, name="sesi_batalkan"),
    path(f"{_SESI}dilihat/", sesi.dilihat, name="sesi_dilihat"),
    path(f"{_SESI}layar/", sesi.layar, name="sesi_layar"),
    path(f"{_SESI}desk.ics", sesi.ics, name="sesi_ics"),
    path(f"{_SESI}bahasan/", rundown.bahasan, name="sesi_bahasan"),
    path(f"{_SESI}susunan/", rundown.susunan, name="sesi_susunan"),
    path(f"{_SESI}acara/baru/", rundown.acara_baru, name="sesi_acara_baru"),
    path(f"{_SESI}acara/<uuid:acara>/", rundown.acara, name="sesi_acara"),
    path(f"{_SESI}acara/<uuid:acara>/geser/", rundown.acara_geser, name="sesi_acara_geser"),
    path(f"{_SESI}acara/<uuid:acara>/hapus/", rundown.acara_hapus, name="sesi_acara_hapus"),
    path(f"{_SESI}acara/<uuid:acara>/paparan/", rundown.paparan, name="sesi_paparan"),
    path(f"{_SESI}acara/<uuid:acara>/jam/", rundown.jam, name="sesi_jam"),
    path(f"{_SESI}ruang/baru/", rundown.ruang_baru, name="sesi_ruang_baru"),
    path(f"{_SESI}ruang/<int:kamar>/", rundown.ruang_ubah, name="sesi_ruang"),
    path(f"{_SESI}peserta/", rundown.peserta, name="sesi_peserta"),
    path(f"{_SESI}peserta/kehadiran/", rundown.kehadiran, name="sesi_kehadiran"),
    path(f"{_SESI}peserta/<uuid:peserta>/hapus/", rundown.peserta_hapus, name="sesi_peserta_hapus"),
    path(f"{_SESI}wawancara/", wawancara.ringkas, name="sesi_wawancara"),
    path(f"{_SESI}wawancara/area-<int:nomor>/", wawancara.pokja, name="sesi_pokja"),
    path(f"{_SESI}wawancara/<uuid:tanya>/", wawancara.tanya, name="sesi_tanya"),
    path(f"{_SESI}wawancara/<uuid:tanya>/hapus/", wawancara.tanya_hapus, name="sesi_tanya_hapus"),
    path("data/wawancara/", bank.daftar, name="bank_tanya"),
    path("data/wawancara/baru/", bank.baru, name="bank_tanya_baru"),
    path("data/wawancara/muat/", bank.muat, name="bank_tanya_muat"),
    path("data/wawancara/<uuid:pk>/", bank.ubah, name="bank_tanya_ubah"),
    path("data/periode/<int:tahun>/desk/", bank.aturan, name="aturan_desk"),
]
