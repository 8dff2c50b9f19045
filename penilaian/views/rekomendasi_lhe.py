"""What an LHE will recommend, shown to whoever writes it: words, owner and due day may change before it is issued."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from penilaian.actions.rekomendasi_lhe import atur_calon
from penilaian.forms.rekomendasi_lhe import CalonForm
from penilaian.queries.calon_rekomendasi import Calon, susun_calon
from penilaian.queries.lhe import area_lhe, potret_lhe
from penilaian.views.akses import Ruang, dengan_ruang


def calon_ruang(ruang: Ruang) -> tuple[Calon, ...] | None:
    """The notes of the newest frozen copy; None before the lock."""
    potret = potret_lhe(ruang.lembar) if ruang.lembar else None
    if potret is None:
        return None
    hari = timezone.localdate(timezone=ZoneInfo(ruang.satker.zona))
    return susun_calon(potret.lembar, area_lhe(potret), hari)


@dengan_ruang("susun_lhe")
@require_http_methods(["GET", "HEAD", "POST"])
def calon(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Ketua and dalnis; nothing is made before the LHE is issued."""
    if ruang.lembar is None:
        raise Http404("lembar")
    daftar = calon_ruang(ruang)
    alamat = {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}
    form = [CalonForm(request.POST or None, calon=c) for c in daftar or ()]
    sah = [f.is_valid() for f in form]  # every form is asked, so that every mistake is shown
    salah = request.method == "POST" and not all(sah)
    if request.method == "POST" and daftar is not None and not salah:
        isi = {f.calon.catatan.kode_butir: f.isi_aksi() for f in form}
        kunci = {c.catatan.kode_butir: c for c in daftar}
        banyak = atur_calon(oleh=request.pelaku, lembar=ruang.lembar, calon=kunci, isi=isi)
        messages.success(request, f"{banyak} rekomendasi diubah." if banyak else "Tidak ada yang berubah.")
        return redirect("lhe_rekomendasi", **alamat)
    konteks = {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "calon": daftar,
        "form": form,
        "salah": salah,
        "dipakai": sum(c.dipakai for c in daftar or ()),
        "remah": [
            (ruang.satker.nama, reverse("dasbor", kwargs=alamat)),
            ("Laporan evaluasi", reverse("lhe", kwargs=alamat)),
            ("Rekomendasi", ""),
        ],
    }
    return render(request, "penilaian/dokumen/rekomendasi.html", konteks, status=422 if salah else 200)
