"""The ketua's pages over the members' scores: what differs, and taking over at once what is alike."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from penilaian.actions.jawaban import JawabanDitolak, VersiUsang
from penilaian.actions.konsensus import ambil_yang_sama
from penilaian.alur import LangkahDitolak
from penilaian.queries.konsensus import BEDA, SARINGAN, halaman_konsensus
from penilaian.views.akses import Ruang
from penilaian.views.akses_ganda import alamat, dasar, dengan_lembar


@require_safe
@dengan_lembar("atur_ganda")
def konsensus(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """`?saring=` one of SARINGAN; the ketua settles a butir on its desk page, the dalnis reads."""
    isi = halaman_konsensus(ruang.lembar)
    saring = request.GET.get("saring", "")
    if saring not in SARINGAN:
        saring = next((k for k, n in isi.banyak.items() if n), BEDA)
    konteks = dasar(ruang, ("Konsensus", "")) | {
        "isi": isi,
        "baris": [b for b in isi.baris if b.keadaan == saring],
        "saring": saring,
        "saringan": [(k, v, isi.banyak[k]) for k, v in SARINGAN.items()],
        "memutus": request.pelaku.punya("pimpin_tpi"),
    }
    return render(request, "penilaian/ganda/konsensus.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_lembar("pimpin_tpi")
def ambil(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """GET shows what would be settled; POST settles exactly that."""
    galat = ""
    if request.method == "POST":
        try:
            hasil = ambil_yang_sama(oleh=request.pelaku, lembar=ruang.lembar, tanda=request.POST.getlist("ambil"))
        except LangkahDitolak as tolak:
            galat = f"{tolak} Tidak ada nilai yang diambil."
        except (VersiUsang, JawabanDitolak):
            galat = "Ada nilai yang berubah setelah halaman ini dibuka. Tidak ada yang diambil. Periksa lagi di bawah."
        else:
            sisa = f" {hasil.berubah} soal berubah setelah Anda melihatnya, jadi dilewati." if hasil.berubah else ""
            messages.success(request, f"{hasil.diambil} nilai diambil sebagai nilai tim.{sisa}")
            return redirect("konsensus", **alamat(ruang))
    jalan = [("Konsensus", reverse("konsensus", kwargs=alamat(ruang))), ("Ambil yang sama", "")]
    konteks = dasar(ruang, *jalan) | {"isi": halaman_konsensus(ruang.lembar), "galat": galat}
    return render(request, "penilaian/ganda/ambil.html", konteks, status=409 if galat else 200)
