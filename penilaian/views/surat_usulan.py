"""Pages of the inspectorate: drafts of the letter and the SPTJM of a proposal, and the words they use."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from berkas.actions import KeadaanBerubahError
from berkas.actions.terbit import minta_draf
from berkas.views.dokumen import ke_pekerjaan
from penilaian.actions.dokumen import DokumenDitolak
from penilaian.actions.surat_usulan import MEDAN_NASKAH, atur_naskah_usulan, siapkan_surat_usulan
from penilaian.forms.surat_usulan import NaskahForm, SuratUsulanForm
from penilaian.models import JenisDokumen, Usulan
from penilaian.queries.berkas_usulan import JENIS_TERBIT
from penilaian.queries.daftar_administrasi import periksa_usulan
from penilaian.queries.dokumen import pendahulu
from penilaian.queries.surat_usulan import ketikan_awal, naskah_usulan
from penilaian.queries.syarat_usulan import hari_basis_data
from penilaian.views.bantu import dengan_tahun, dengan_usulan
from penilaian.views.usulan import alamat, remah
from satker.models import Periode


def _susun(jenis: JenisDokumen) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    @dengan_usulan
    def view(request: HttpRequest, usulan: Usulan) -> HttpResponse:
        """Number, date and what is typed; POST makes the draft, which is looked at before it is issued."""
        lama = pendahulu(usulan, JENIS_TERBIT[jenis], str(usulan.pk))
        hari = hari_basis_data(usulan.satker)
        awal = {"tanggal": hari, **ketikan_awal(usulan, jenis)}
        form = SuratUsulanForm(request.POST or None, jenis=jenis, ganti=lama is not None, initial=awal)
        status = 422 if form.errors else 200
        if request.method == "POST" and form.is_valid():
            try:
                dokumen = siapkan_surat_usulan(oleh=request.pelaku, usulan=usulan, jenis=jenis, **form.isi_aksi())
            except (DokumenDitolak, KeadaanBerubahError) as tolak:
                form.add_error(None, f"{tolak} Isian Anda masih di bawah dan belum disimpan.")
                status = 409
            else:
                return ke_pekerjaan(request, minta_draf(oleh=request.pelaku, dokumen=dokumen), dokumen)
        konteks = {
            "form": form,
            "judul": f"Susun {jenis.label}",
            "lama": lama,
            "usulan": usulan,
            "periode": usulan.periode,
            "belum": periksa_usulan(usulan, hari).belum,
            "batal": alamat(usulan),
            "remah": remah(usulan.periode, usulan, jenis.label),
        }
        return render(request, "penilaian/usulan/susun_surat.html", konteks, status=status)

    return view


surat = _susun(JenisDokumen.SURAT)
sptjm = _susun(JenisDokumen.SPTJM)


@require_http_methods(["GET", "HEAD", "POST"])
@dengan_tahun("kelola_usulan")
def naskah(request: HttpRequest, periode: Periode) -> HttpResponse:
    """Addressee, copies and the statements of the SPTJM for a year."""
    kini = naskah_usulan(periode)
    form = NaskahForm(request.POST or None, initial={m: getattr(kini, m) for m in MEDAN_NASKAH})
    if request.method == "POST" and form.is_valid():
        berubah = atur_naskah_usulan(oleh=request.pelaku, periode=periode, **form.cleaned_data)
        messages.success(request, "Naskah tersimpan." if berubah else "Tidak ada yang berubah.")
        return redirect("usulan", tahun=periode.tahun)
    konteks = {
        "form": form,
        "periode": periode,
        "naskah": kini,
        "batal": reverse("usulan", args=[periode.tahun]),
        "remah": remah(periode, None, "Naskah surat"),
    }
    return render(request, "penilaian/usulan/naskah.html", konteks, status=422 if form.errors else 200)
