"""URLs of the evaluation's papers; the register itself has its own (berkas)."""

from django.urls import path

from penilaian.views import dokumen, rekomendasi_lhe

_LHE = "<int:tahun>/satker/<str:kode>/lhe/"

urlpatterns = [
    path(_LHE, dokumen.lhe, name="lhe"),
    path(f"{_LHE}susun/", dokumen.susun_lhe, name="lhe_susun"),
    path(f"{_LHE}rekomendasi/", rekomendasi_lhe.calon, name="lhe_rekomendasi"),
    path(f"{_LHE}surat-pendahuluan/", dokumen.susun_surat, name="surat_pendahuluan_susun"),
    path(
        "<int:tahun>/satker/<str:kode>/desk/<uuid:sesi>/berita-acara/",
        dokumen.susun_berita_acara,
        name="berita_acara_susun",
    ),
]
