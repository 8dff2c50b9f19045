"""URLs of the calibration of evaluators."""

from django.urls import path

from penilaian.views import kalibrasi, kalibrasi_jawab, kalibrasi_susun

_TAHUN = "<int:tahun>/kalibrasi/"
_SET = f"{_TAHUN}<uuid:set_kalibrasi>/"
_KASUS = f"{_SET}soal/<int:kasus>/"

urlpatterns = [
    path(_TAHUN, kalibrasi.daftar, name="kalibrasi"),
    path(f"{_TAHUN}baru/", kalibrasi_susun.baru, name="kalibrasi_baru"),
    path(_SET, kalibrasi.rinci, name="kalibrasi_set"),
    path(f"{_SET}tambah/", kalibrasi_susun.tambah, name="kalibrasi_tambah"),
    path(f"{_SET}tambah/<str:kode_butir>/<str:kode>/", kalibrasi_susun.pilih, name="kalibrasi_pilih"),
    path(f"{_SET}terbitkan/", kalibrasi_susun.terbitkan, name="kalibrasi_terbitkan"),
    path(f"{_SET}selesai/", kalibrasi.selesai, name="kalibrasi_selesai"),
    path(f"{_SET}ringkasan/", kalibrasi.ringkasan, name="kalibrasi_ringkasan"),
    path(_KASUS, kalibrasi_jawab.kasus, name="kalibrasi_soal"),
    path(f"{_KASUS}simpan/", kalibrasi_jawab.simpan, name="kalibrasi_simpan"),
    path(f"{_KASUS}buang/", kalibrasi_susun.buang, name="kalibrasi_buang"),
    path(f"{_KASUS}berkas/<int:nomor>/hal/<int:hal>.webp", kalibrasi.gambar, name="kalibrasi_gambar"),
]
