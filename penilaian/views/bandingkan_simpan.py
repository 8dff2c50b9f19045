"""Saving a score from the comparison: for the team and for the line above, each on its own layer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from instrumen.pohon.tipe import Butir
from penilaian.actions.bandingkan import ubah_beralasan
from penilaian.actions.jawaban import JawabanDitolak, VersiUsang
from penilaian.actions.nilai_lapisan import KirimanBerubah
from penilaian.alur import LangkahDitolak
from penilaian.forms.bandingkan import UbahNilaiForm
from penilaian.models import ButirPengajuan, Jawaban, Lapisan, LembarKerja
from penilaian.queries.alur import keadaan_lembar, pengajuan_terakhir
from penilaian.queries.bandingkan_bahan import lapisan_banding
from penilaian.queries.butir import jawaban_rinci, jawaban_singkat, nilai_halaman
from penilaian.queries.meja import boleh_menilai
from penilaian.queries.meja_riwayat import versi_nilai
from penilaian.queries.pendahuluan import hak_pendahuluan
from penilaian.views.akses_tim import dengan_tahun
from penilaian.views.bandingkan import ambil_butir, tampilkan
from penilaian.views.meja_simpan import KIRIMAN_BERUBAH, kalimat_bentrok
from satker.models import Periode
from satker.pelaku import Pelaku


@require_POST
@dengan_tahun("nilai_tpi")
def nilai(request: HttpRequest, periode: Periode, kode_butir: str, kode: str) -> HttpResponse:
    """A score of a member or of the team."""
    return _simpan(request, periode, kode_butir, kode)


@require_POST
@dengan_tahun("nilai_pendahuluan")
def pendahuluan(request: HttpRequest, periode: Periode, kode_butir: str, kode: str) -> HttpResponse:
    """A score of the penilaian pendahuluan."""
    return _simpan(request, periode, kode_butir, kode)


def _simpan(request: HttpRequest, periode: Periode, kode_butir: str, kode: str) -> HttpResponse:
    """POST, then a redirect to the row; refused, the page comes back with everything that was typed."""
    lembar = _lembar(request.pelaku, periode, kode)
    butir = ambil_butir(periode, kode_butir)
    kiriman = ButirPengajuan.objects.filter(pengajuan=pengajuan_terakhir(lembar), kode_butir=butir.kode).first()
    milik = _milik(request.pelaku, lembar, butir)
    form = UbahNilaiForm(butir, request.POST, kiriman=kiriman, milik=milik)
    kode = lembar.satker.kode
    boleh, sebab = _boleh(request.pelaku, lembar)
    if not boleh or kiriman is None:
        galat = sebab or "Satker belum mengirim soal ini."
        return tampilkan(request, periode, butir, galat=galat, status=403)
    if not form.is_valid():
        return tampilkan(request, periode, butir, ubah=kode, form=form, status=422)
    try:
        hasil = ubah_beralasan(
            oleh=request.pelaku,
            lembar=lembar,
            butir=butir,
            lapisan=lapisan_banding(request.pelaku),
            isi=form.isi,
            catatan=form.catatan,
            alasan=form.cleaned_data["alasan"],
            versi_dasar=form.cleaned_data["versi"],
            ke_dilihat=form.cleaned_data["ke"],
        )
    except VersiUsang as usang:
        return _bentrok(request, periode, lembar, butir, form, usang.kini)
    except KirimanBerubah:
        return tampilkan(request, periode, butir, ubah=kode, galat=KIRIMAN_BERUBAH, status=409)
    except (LangkahDitolak, JawabanDitolak) as galat:
        return tampilkan(request, periode, butir, ubah=kode, form=form, galat=str(galat), status=403)
    messages.success(request, f"{lembar.satker.nama}: {jawaban_singkat(butir, hasil.jawaban.isi)} tersimpan.")
    alamat = reverse("bandingkan_butir", kwargs={"tahun": periode.tahun, "kode_butir": butir.kode_pendek})
    return redirect(f"{alamat}?{request.GET.urlencode()}#satker-{kode}" if request.GET else f"{alamat}#satker-{kode}")


def _lembar(pelaku: Pelaku, periode: Periode, kode: str) -> LembarKerja:
    """Foreign, absent and unstarted are the same 404."""
    baris = LembarKerja.objects.terlihat_oleh(pelaku).filter(
        satker__kode__iexact=kode, satker__dinilai=True, periode=periode
    )
    lembar = baris.select_related("satker__induk", "satker__pembina", "periode__aturan_evaluasi").first()
    if lembar is None:
        raise Http404("lembar")
    return lembar


def _milik(pelaku: Pelaku, lembar: LembarKerja, butir: Butir) -> Jawaban | None:
    lapisan = lapisan_banding(pelaku)
    penilai = pelaku.user if lapisan == Lapisan.TPI_ANGGOTA else None
    baris = Jawaban.objects.filter(lembar=lembar, lapisan=lapisan, penilai=penilai, kode_butir=butir.kode)
    return baris.select_related("oleh").first()


def _boleh(pelaku: Pelaku, lembar: LembarKerja) -> tuple[bool, str]:
    """Role and state; for the line above also line and window. The rest is judged by the one door."""
    alur = keadaan_lembar(lembar)
    if pelaku.punya("nilai_tpi"):
        return boleh_menilai(pelaku, alur, None)  # the window is judged under the lock of the save
    hak = hak_pendahuluan(pelaku, lembar, alur)
    return hak.boleh, hak.sebab


def _bentrok(
    request: HttpRequest, periode: Periode, lembar: LembarKerja, butir: Butir, form: UbahNilaiForm, kini: Jawaban | None
) -> HttpResponse:
    """Both values with what was there before; nothing is written until the person chooses."""
    kirim_ulang = [(k, request.POST[k]) for k in form.fields if k != "versi" and k in request.POST]
    kirim_ulang += [("versi", str(kini.versi if kini else 0)), ("aksi", request.POST.get("aksi", ""))]
    kembali = reverse("bandingkan_butir", kwargs={"tahun": periode.tahun, "kode_butir": butir.kode_pendek})
    konteks = {
        "butir": butir,
        "satker": lembar.satker,
        "tahun": periode.tahun,
        "kini": kini,
        "kalimat": kalimat_bentrok(kini),
        "rinci_kini": jawaban_rinci(butir, kini.isi if kini else None),
        "nilai_kini": nilai_halaman(butir, kini.isi if kini else None),
        "rinci_saya": jawaban_rinci(butir, form.isi),
        "nilai_saya": nilai_halaman(butir, form.isi),
        "catatan_saya": form.catatan,
        "riwayat": versi_nilai(butir, kini),
        "kirim_ulang": kirim_ulang,
        "lapisan": Lapisan(lapisan_banding(request.pelaku)).label,
        "kembali": kembali,
        "tanpa_nav": True,
        "remah": [
            (f"Bandingkan butir {periode.tahun}", reverse("bandingkan", args=[periode.tahun])),
            (butir.kode_pendek, kembali),
            ("Bandingkan nilai", ""),
        ],
    }
    return render(request, "penilaian/banding/bentrok.html", konteks, status=409)
