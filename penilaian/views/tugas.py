"""Work on the sheet as a whole: starting it, copying last year's answers, dividing the butir, choosing the target."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from penilaian.actions.jawaban import salin_jawaban
from penilaian.actions.lembar import atur_target, buka_lembar, tugaskan_butir
from penilaian.forms.tugas import TargetForm, TugaskanForm
from penilaian.models import LembarKerja
from penilaian.queries.lke import kode_tersaring, lembar_tahun, rencana_salin
from penilaian.views.akses import Ruang, dengan_ruang
from penilaian.views.lke import area_tampil, halaman_lke, pilihan_tampilan, susun, url_tampilan
from satker.models import User
from satker.queries.pantau import AnggotaTim, tim_satker


@dengan_ruang("isi_lke")
@require_POST
def buka(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Start the sheet of the year, empty."""
    _pastikan_boleh(ruang)
    buka_lembar(oleh=request.pelaku, satker=ruang.satker, periode=ruang.periode)
    messages.success(request, f"LKE {ruang.periode.tahun} dimulai. Semua soal masih kosong.")
    return redirect(url_tampilan(ruang, request.POST))


@dengan_ruang("isi_lke")
@require_http_methods(["GET", "HEAD", "POST"])
def salin(request: HttpRequest, ruang: Ruang, dari: int) -> HttpResponse:
    """Preview with counts, then copy the answers of the year `dari` into butir that have none."""
    sumber = lembar_tahun(ruang.satker, ruang.periode, dari)
    if sumber is None:
        raise Http404("lembar sumber")
    _pastikan_boleh(ruang)
    if request.method == "POST":
        return _salin(request, ruang, sumber)
    rencana = rencana_salin(pelaku=request.pelaku, lembar=ruang.lembar, dari=sumber, instrumen=ruang.instrumen)
    konteks = {"ruang": ruang, "satker": ruang.satker, "tahun": ruang.periode.tahun, "dari": dari, "rencana": rencana}
    return render(request, "penilaian/salin.html", konteks)


def _salin(request: HttpRequest, ruang: Ruang, sumber: LembarKerja) -> HttpResponse:
    lembar = ruang.lembar or buka_lembar(oleh=request.pelaku, satker=ruang.satker, periode=ruang.periode)
    banyak = salin_jawaban(oleh=request.pelaku, lembar=lembar, dari=sumber)
    if banyak:
        tahun = sumber.periode.tahun
        messages.success(request, f"{banyak} jawaban disalin dari {tahun}. Periksa satu per satu, unggah berkasnya.")
    else:
        messages.info(request, "Tidak ada jawaban yang disalin. Jawaban yang sudah ada tidak diubah.")
    return redirect(url_tampilan(ruang, request.POST))


@dengan_ruang("tugaskan_butir")
@require_POST
def tugaskan(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Make one person responsible for the ticked butir, or for all rows of the filter."""
    lembar = _lembar_boleh(ruang)
    tim = tim_satker(ruang.satker)
    semua = request.POST.get("semua") == "1"
    orang = {str(u.pk): u for u in User.objects.filter(pk__in={a.user_id for a in tim if a.peran != "kepala"})}
    form = TugaskanForm(request.POST, tim=orang.values(), butir=ruang.instrumen.butir, semua=semua)
    if not form.is_valid():
        return halaman_lke(
            request,
            ruang,
            hanya=area_tampil(ruang, request.POST),
            galat=[str(g) for daftar in form.errors.values() for g in daftar],
            terpilih=frozenset(request.POST.getlist("pilih")),
            petugas=request.POST.get("petugas", ""),
            saringan=request.POST,
        )
    kode = _semua_tampil(request, ruang, tim) if semua else form.cleaned_data["pilih"]
    boleh = [k for k in kode if form.user is None or _dapat_mengisi(tim, form.user, ruang.instrumen.butir[k].area)]
    berubah = tugaskan_butir(oleh=request.pelaku, lembar=lembar, kode_butir=boleh, user=form.user)
    _kabarkan(request, berubah, sama=len(boleh) - berubah, luar=len(kode) - len(boleh))
    return redirect(url_tampilan(ruang, request.POST))


def _semua_tampil(request: HttpRequest, ruang: Ruang, tim: tuple[AnggotaTim, ...]) -> list[str]:
    """Every butir of the filtered list the form stood on: the whole sheet, one area, or Hasil."""
    halaman = susun(request, ruang, tim, *pilihan_tampilan(request.POST))
    area = {s.kode for s in area_tampil(ruang, request.POST)}
    return [k for k in kode_tersaring(halaman) if not area or ruang.instrumen.butir[k].area in area]


def _dapat_mengisi(tim: tuple[AnggotaTim, ...], user: User, area: str) -> bool:
    """A Pokja member only answers in the area of its role."""
    return any(a.user_id == user.pk and a.area in ("", area) and a.peran != "kepala" for a in tim)


def _kabarkan(request: HttpRequest, berubah: int, *, sama: int, luar: int) -> None:
    sebab = [f"{n} {kata}" for n, kata in ((luar, "di luar areanya"), (sama, "sudah ditugaskan")) if n]
    dilewati = f", {sama + luar} dilewati ({', '.join(sebab)})" if sebab else ""
    tingkat = messages.SUCCESS if berubah else messages.WARNING
    messages.add_message(request, tingkat, f"Tugaskan: {berubah} berhasil{dilewati}.")


@dengan_ruang("tugaskan_butir")
@require_POST
def target(request: HttpRequest, ruang: Ruang) -> HttpResponse:
    """Choose which predikat the pages put first; the gates of both stay computed."""
    lembar = _lembar_boleh(ruang)
    form = TargetForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["target"][0])
    elif form.cleaned_data["target"] != lembar.target:
        atur_target(oleh=request.pelaku, lembar=lembar, target=form.cleaned_data["target"])
        messages.success(request, f"Target diubah menjadi {form.cleaned_data['target']}.")
    return redirect(url_tampilan(ruang, request.POST))


def _pastikan_boleh(ruang: Ruang) -> None:
    if not ruang.hak.boleh:
        raise PermissionDenied(ruang.hak.sebab)


def _lembar_boleh(ruang: Ruang) -> LembarKerja:
    _pastikan_boleh(ruang)
    if ruang.lembar is None:
        raise Http404("lembar")
    return ruang.lembar
