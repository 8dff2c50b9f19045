"""URLs of evaluator teams, reading order and verdicts."""

from django.urls import path

from penilaian.views import bacaan, bagi_tim, sk_tim, tim

_TIM = "<int:tahun>/tim/"
_SATU = f"{_TIM}<uuid:tim>/"
_TUGAS = f"{_SATU}tugas/<uuid:tugas_tim>/"
_UNIT = "<int:tahun>/satker/<str:kode>/"
_BACA = f"{_UNIT}urutan-baca/"

urlpatterns = [
    path("tim/", tim.kini, name="tim_kini"),
    path(_TIM, tim.daftar, name="tim"),
    path(f"{_TIM}baru/", tim.baru, name="tim_baru"),
    path(f"{_TIM}usulan/", bagi_tim.usulan, name="tim_usulan"),
    path(_SATU, tim.rinci, name="tim_rinci"),
    path(f"{_SATU}ubah/", tim.ubah, name="tim_ubah"),
    path(f"{_SATU}sk/", sk_tim.unggah, name="tim_sk"),
    path(f"{_SATU}sk/unduh/", sk_tim.unduh, name="tim_sk_unduh"),
    path(f"{_SATU}anggota/", tim.anggota_baru, name="tim_anggota"),
    path(f"{_SATU}anggota/<uuid:anggota>/keluarkan/", tim.keluarkan, name="tim_keluarkan"),
    path(f"{_SATU}tugas/", tim.tugas_baru, name="tim_tugas"),
    path(f"{_TUGAS}ubah/", tim.tugas_ubah, name="tim_tugas_ubah"),
    path(f"{_TUGAS}cabut/", tim.tugas_cabut, name="tim_tugas_cabut"),
    path(f"{_TUGAS}pembagian/", bagi_tim.pembagian, name="tim_pembagian"),
    path(f"{_TUGAS}benturan/<uuid:anggota>/", tim.benturan_cabut, name="tim_benturan"),
    path("satker-saya/", bacaan.saya_kini, name="satker_saya_kini"),
    path("<int:tahun>/satker-saya/", bacaan.saya, name="satker_saya"),
    path(f"{_UNIT}pernyataan/", bacaan.pernyataan, name="pernyataan"),
    path(f"{_UNIT}pembagian-tim/", bagi_tim.pembagian_ketua, name="pembagian_tim"),
    path(_BACA, bacaan.urutan, name="urutan_baca"),
    path(f"{_BACA}berkas/<uuid:berkas>/<int:nomor>/", bacaan.baca_berkas, name="baca_berkas"),
    path(f"{_BACA}<str:kode_butir>/", bacaan.butir, name="bacaan_butir"),
    path(f"{_BACA}<str:kode_butir>/tandai/", bacaan.tandai, name="bacaan_tandai"),
    path(f"{_BACA}<str:kode_butir>/putusan/<uuid:bukti>/", bacaan.putuskan, name="bacaan_putusan"),
    path(f"{_UNIT}putusan-berkas/", bacaan.putusan, name="putusan_berkas"),
]
