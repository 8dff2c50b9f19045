"""All URLs. Year first, Indonesian slugs, trailing slash (ux §4). Every view declares its permission."""

from django.conf import settings
from django.urls import include, path

from zi_portal import views

handler400 = "zi_portal.galat.permintaan"
handler403 = "zi_portal.galat.terlarang"
handler404 = "zi_portal.galat.tidak_ada"
handler500 = "zi_portal.galat.gangguan"

urlpatterns = [
    path("healthz", views.sehat, name="sehat"),
    path("", include("satker.urls_akun")),
    path("", include("pemantauan.urls")),
    path("", include("penilaian.urls")),
    path("", include("berkas.urls")),
    path("", include("satker.urls")),
    path("cari/", views.cari, name="cari"),
    path("data/kesehatan/", views.kesehatan, name="kesehatan"),
    path("bantuan/", views.bantuan, name="bantuan"),
    path("aksesibilitas/", views.aksesibilitas, name="aksesibilitas"),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("galeri/", views.galeri, name="galeri"))
