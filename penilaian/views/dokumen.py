"""The papers of the evaluation: where each stands, and making its draft. The register's pages read and issue them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from berkas.actions import KeadaanBerubahError
from berkas.actions.terbit import minta_draf
from berkas.izin import boleh_siapkan
from berkas.models import DokumenTerbit
from berkas.views.dokumen import TIDAK_BOLEH, ke_pekerjaan
from penilaian.actions.dokumen import DokumenDitolak, siapkan_berita_acara, siapkan_lhe, siapkan_surat_pendahuluan
from penilaian.forms.dokumen import DrafResmiForm
from penilaian.queries.dokumen import pendahulu, susun_halaman_dokumen
from penilaian.views.akses import Ruang, dengan_ruang
from penilaian.views.akses_sesi import RuangDesk, dengan_sesi
from penilaian.views.rekomendasi_lhe import calon_ruang


@dengan_ruang("lihat_lke")
@require_safe
def lhe(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Everybody who sees the unit: what is issued; whoever writes a paper: its draft and what is still missing."""
    konteks = _dasar(ruang) | {
        "kartu": susun_halaman_dokumen(request.pelaku, ruang.lembar) if ruang.lembar else (),
        "remah": _remah(ruang),
    }
    return render(request, "penilaian/dokumen/halaman.html", konteks)


@dengan_ruang("susun_lhe")
@require_http_methods(["GET", "HEAD", "POST"])
def susun_lhe(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Ketua and dalnis write it; members read the draft."""
    lembar = ruang.lembar
    kunci = str(lembar.pk) if lembar else ""
    calon = calon_ruang(ruang)
    return _susun(
        request,
        ruang,
        "lhe",
        kunci,
        "Susun LHE",
        lambda **isi: siapkan_lhe(lembar=lembar, **isi),
        calon=calon,
        dipakai=sum(c.dipakai for c in calon or ()),
    )


@dengan_sesi("pimpin_tpi")
@require_http_methods(["GET", "HEAD", "POST"])
def susun_berita_acara(request: HttpRequest, ruang: RuangDesk) -> HttpResponse:
    sesi = ruang.sesi
    return _susun(
        request,
        ruang,
        "berita_acara",
        str(sesi.pk),
        "Susun berita acara desk",
        lambda **isi: siapkan_berita_acara(sesi=sesi, **isi),
    )


@dengan_ruang("putus_pendahuluan")
@require_http_methods(["GET", "HEAD", "POST"])
def susun_surat(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    lembar = ruang.lembar
    kunci = str(lembar.pk) if lembar else ""
    return _susun(
        request,
        ruang,
        "surat_pendahuluan",
        kunci,
        "Susun surat pengantar pendahuluan",
        lambda **isi: siapkan_surat_pendahuluan(lembar=lembar, **isi),
    )


def _susun(
    request: HttpRequest,
    ruang: Ruang,
    jenis: str,
    kunci: str,
    judul: str,
    siapkan: Callable[..., DokumenTerbit],
    **lain: Any,
) -> HttpResponse:
    """Number and date; POST makes the draft, which is looked at before it is issued."""
    if ruang.lembar is None:
        raise Http404("lembar")
    if not boleh_siapkan(request.pelaku, jenis):
        raise PermissionDenied(TIDAK_BOLEH)
    lama = pendahulu(ruang.lembar, jenis, kunci)
    hari = timezone.localdate(timezone=ZoneInfo(ruang.satker.zona))
    form = DrafResmiForm(request.POST or None, ganti=lama is not None, initial={"tanggal": hari})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            dokumen = siapkan(oleh=request.pelaku, **form.isi_aksi())
        except (DokumenDitolak, KeadaanBerubahError) as tolak:
            form.add_error(None, f"{tolak} Isian Anda masih di bawah dan belum disimpan.")
            status = 409
        else:
            return ke_pekerjaan(request, minta_draf(oleh=request.pelaku, dokumen=dokumen), dokumen)
    konteks = _dasar(ruang) | {
        "form": form,
        "judul": judul,
        "lama": lama,
        "batal": reverse("lhe", kwargs=_alamat(ruang)),
        "remah": _remah(ruang, judul),
        **lain,
    }
    return render(
        request, "penilaian/dokumen/susun.html", konteks, status=status if status != 200 or not form.errors else 422
    )


def _alamat(ruang: Ruang) -> dict[str, object]:
    return {"tahun": ruang.periode.tahun, "kode": ruang.satker.kode}


def _dasar(ruang: Ruang) -> dict[str, object]:
    return {"ruang": ruang, "satker": ruang.satker, "tahun": ruang.periode.tahun}


def _remah(ruang: Ruang, akhir: str = "") -> list[tuple[str, str]]:
    alamat = _alamat(ruang)
    awal = [(ruang.satker.nama, reverse("dasbor", kwargs=alamat))]
    if not akhir:
        return [*awal, ("Laporan evaluasi", "")]
    return [*awal, ("Laporan evaluasi", reverse("lhe", kwargs=alamat)), (akhir, "")]
