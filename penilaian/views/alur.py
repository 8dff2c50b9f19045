"""The way of a sheet: where it is, every step that was taken, and the evaluator team's own next steps."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from penilaian.actions.alur import jalankan_langkah
from penilaian.alur import INTERN, LANGKAH, LangkahDitolak
from penilaian.forms.alur import LangkahForm
from penilaian.queries.alur import keadaan_lembar, nama_keadaan, susun_halaman_alur
from penilaian.views.akses import Ruang, dengan_ruang

# Steps that need nothing but a decision; the others belong to the pages where their contents are written.
DI_SINI = frozenset(
    {
        "mulai_evaluasi", "tidak_ke_desk", "buka_desk_lagi", "minta_perbaikan", "akhiri_perbaikan", "ajukan_dalnis",
        "kembalikan_ketua", "kunci", "lhe_layak", "lhe_belum",
    }
)  # fmt: skip


def _remah(ruang: Ruang, *akhir: tuple[str, str]) -> list[tuple[str, str]]:
    alamat = {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}
    awal = [(ruang.satker.nama, reverse("dasbor", kwargs=alamat))]
    return [*awal, *(akhir or (("Perjalanan", ""),))]


@dengan_ruang("lihat_lke")
@require_safe
def alur(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Everybody who sees the unit reads this; the buttons are those of the active role."""
    konteks = {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "halaman": susun_halaman_alur(request.pelaku, ruang.lembar) if ruang.lembar else None,
        "di_sini": DI_SINI,
        "remah": _remah(ruang),
    }
    return render(request, "penilaian/alur.html", konteks)


@dengan_ruang("lihat_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def langkah(request: HttpRequest, ruang: Ruang, langkah: str) -> HttpResponse:
    """One step: GET says what it does and asks for the reason, POST takes it."""
    satu = LANGKAH.get(langkah)
    if satu is None or langkah not in DI_SINI or ruang.lembar is None:
        raise Http404("langkah")
    if request.pelaku.peran not in satu.peran:
        raise PermissionDenied(langkah)
    kini = keadaan_lembar(ruang.lembar).keadaan
    form = LangkahForm(request.POST or None, initial={"keadaan": kini})
    form.fields["alasan"].required = satu.beralasan
    if langkah in INTERN:
        form.fields["alasan"].help_text = "Dibaca tim penilai saja."
    tolak = ""
    if request.method == "POST" and form.is_valid():
        try:
            jalankan_langkah(
                oleh=request.pelaku,
                lembar=ruang.lembar,
                kode=langkah,
                alasan=form.cleaned_data["alasan"],
                keadaan_dilihat=form.cleaned_data["keadaan"],
            )
        except LangkahDitolak as galat:
            tolak = str(galat)
        else:
            messages.success(request, f"{satu.nama}: tercatat. Keadaan sekarang: {nama_keadaan(satu.ke)}.")
            return redirect("alur", tahun=ruang.periode.tahun, kode=ruang.satker.kode)
    url = reverse("alur", kwargs={"tahun": ruang.periode.tahun, "kode": ruang.satker.kode})
    konteks = {
        "ruang": ruang,
        "satker": ruang.satker,
        "tahun": ruang.periode.tahun,
        "langkah": satu,
        "keadaan": nama_keadaan(kini),
        "ke": nama_keadaan(satu.ke),
        "form": form,
        "tolak": tolak,
        "batal": url,
        "remah": _remah(ruang, ("Perjalanan", url), (satu.nama, "")),
    }
    return render(request, "penilaian/alur_langkah.html", konteks, status=409 if tolak else 200)
