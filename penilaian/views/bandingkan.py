"""Pages "Bandingkan butir": one butir over the reader's satkers, and changing a score from there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.actions.ganda_nilai import catat_terbuka
from penilaian.forms.bandingkan import UbahNilaiForm
from penilaian.pencilan import ATURAN
from penilaian.queries.bandingkan import BarisBanding, HalamanBanding, susun_banding
from penilaian.queries.bandingkan_bahan import jenis_tersedia
from penilaian.queries.bandingkan_daftar import URUTAN, susun_daftar_banding
from penilaian.queries.butir import cara_hitung
from penilaian.queries.ganda import belum_terbuka_di
from penilaian.queries.meja import pilihan_butir
from penilaian.views.akses_tim import dengan_tahun
from satker.models import Periode
from satker.peran import Peran
from satker.queries.waktu import periode_berjalan
from satker.views.akses import perlu


@require_safe
@perlu("lihat_wilayah")
def kini(request: HttpRequest) -> HttpResponse:
    """The running year, for the menu."""
    periode = periode_berjalan(request.pelaku.unit)
    if periode is None:
        return render(request, "penilaian/tim/tanpa_periode.html")
    return redirect("bandingkan", tahun=periode.tahun)


@require_safe
@dengan_tahun("lihat_wilayah")
def daftar(request: HttpRequest, periode: Periode) -> HttpResponse:
    """`?jenis=`, `?area=`, `?urut=` one of URUTAN; `?q=` a code to go to."""
    instrumen = instrumen_untuk(periode.instrumen)
    saring = saringan(request, periode, instrumen.simpul)
    if kode := request.GET.get("q", "").strip()[:20]:
        butir = instrumen.cari(kode)
        if butir:
            return redirect(_url(periode, butir, saring))
        messages.error(request, f"Kode {kode} tidak ditemukan. Kode berbentuk P5.1b.")
    isi = susun_daftar_banding(request.pelaku, periode, instrumen, urut=request.GET.get("urut", ""), **saring)
    konteks = {
        "isi": isi,
        "tahun": periode.tahun,
        "saring": saring,
        "kueri": urlencode({k: v for k, v in saring.items() if v}),
        "urutan": [(k, kata, urlencode({**saring, "urut": k})) for k, kata in URUTAN.items()],
        "aturan": ATURAN,
        "remah": [(f"Bandingkan butir {periode.tahun}", "")],
    }
    return render(request, "penilaian/banding/daftar.html", konteks)


@require_safe
@dengan_tahun("lihat_wilayah")
def butir(request: HttpRequest, periode: Periode, kode_butir: str) -> HttpResponse:
    """`?ubah=` code of the satker whose form is open; filters as in the list."""
    satu = ambil_butir(periode, kode_butir)
    if kode_butir != satu.kode_pendek:
        return redirect("bandingkan_butir", tahun=periode.tahun, kode_butir=satu.kode_pendek)
    return tampilkan(request, periode, satu, ubah=request.GET.get("ubah", "")[:40])


def ambil_butir(periode: Periode, kode: str) -> Butir:
    butir = instrumen_untuk(periode.instrumen).cari(kode)
    if butir is None:
        raise Http404("butir")
    return butir


def saringan(request: HttpRequest, periode: Periode, simpul: Any) -> dict[str, str]:
    """The kind of satker and the area of the query string, '' for what there is not."""
    jenis, area = request.GET.get("jenis", ""), request.GET.get("area", "")
    tersedia = dict(jenis_tersedia(request.pelaku, periode)) if jenis else {}
    return {"jenis": jenis if jenis in tersedia else "", "area": area if area in simpul else ""}


def _url(periode: Periode, butir: Butir, saring: dict[str, str], **lain: str) -> str:
    alamat = reverse("bandingkan_butir", kwargs={"tahun": periode.tahun, "kode_butir": butir.kode_pendek})
    kueri = urlencode({k: v for k, v in {**saring, **lain}.items() if v})
    return f"{alamat}?{kueri}" if kueri else alamat


def tampilkan(
    request: HttpRequest,
    periode: Periode,
    butir: Butir,
    *,
    ubah: str = "",
    form: UbahNilaiForm | None = None,
    galat: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page. `ubah`: the satker whose score is being changed; `galat`: why a save was refused."""
    instrumen = instrumen_untuk(periode.instrumen)
    saring = saringan(request, periode, instrumen.simpul)
    isi = susun_banding(request.pelaku, periode, instrumen, butir, **saring)
    _catat_dilihat(request, isi)
    buka = next((b for b in isi.baris if b.satker.kode == ubah and b.boleh), None)
    if buka and form is None:
        form = UbahNilaiForm(butir, kiriman=buka.kiriman, milik=buka.milik)
    konteks = {
        "isi": isi,
        "butir": butir,
        "tahun": periode.tahun,
        "area": instrumen.simpul[butir.area],
        "sub_area": instrumen.simpul[butir.induk],
        "cara_hitung": cara_hitung(butir),
        "aturan": ATURAN,
        "saring": saring,
        "kueri": urlencode({k: v for k, v in saring.items() if v}),
        "galat": galat,
        "bisa_nilai": request.pelaku.punya("nilai_tpi") or request.pelaku.punya("nilai_pendahuluan"),
        **_terbuka(request, isi, buka, form),
        "sebelum_url": _url(periode, isi.sebelum, saring) if isi.sebelum else "",
        "sesudah_url": _url(periode, isi.sesudah, saring) if isi.sesudah else "",
        "daftar_url": reverse("bandingkan", args=[periode.tahun]),
        "remah": [
            (f"Bandingkan butir {periode.tahun}", reverse("bandingkan", args=[periode.tahun])),
            (butir.kode_pendek, ""),
        ],
    }
    return render(request, "penilaian/banding/butir.html", konteks, status=status)


def _catat_dilihat(request: HttpRequest, isi: HalamanBanding) -> None:
    """The page shows a member what others gave beside blind scores of its own: noted once, as the desk does."""
    if request.pelaku.peran != Peran.TPI_ANGGOTA:
        return
    lembar = {b.lembar.pk: b.lembar for b in isi.baris if b.rekan}
    for pk in belum_terbuka_di(request.pelaku, list(lembar.values()), isi.butir.kode):
        catat_terbuka(oleh=request.pelaku, lembar=lembar[pk], butir=isi.butir)


def _terbuka(
    request: HttpRequest, isi: HalamanBanding, buka: BarisBanding | None, form: UbahNilaiForm | None
) -> dict[str, Any]:
    """The open row: its form, and the options with the desk's keys."""
    if buka is None or form is None or buka.kiriman is None:
        return {}
    kini = buka.milik.isi if buka.milik else None
    nama = "bandingkan_nilai" if request.pelaku.punya("nilai_tpi") else "bandingkan_pendahuluan"
    kunci = {"tahun": request.tahun, "kode_butir": isi.butir.kode_pendek, "kode": buka.satker.kode}
    return {
        "buka": buka.satker.kode,
        "form": form,
        "pilihan": pilihan_butir(isi.butir, buka.kiriman.isi, kini),
        "simpan_url": reverse(nama, kwargs=kunci),
    }
