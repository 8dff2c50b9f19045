"""`/`: the home of the active role. What a person does first stands first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from instrumen.queries import instrumen_untuk
from pemantauan.queries.beranda import kendali_lke, ringkasan_pimpinan, tugas_saya
from pemantauan.queries.dasbor import tahun_salinan
from pemantauan.views.daftar import tampil_daftar
from penilaian.izin import hak_tulis
from penilaian.queries.diskusi import utas_baru
from penilaian.queries.insiden import insiden_terbuka
from penilaian.queries.jalan import keadaan_ringkas
from penilaian.queries.kembali import butir_kembali
from penilaian.queries.pantau import lembar_berjalan
from satker.peran import POKJA, TIM_PENILAI, Peran
from satker.queries.pantau import keadaan_sistem
from satker.views.akses import masuk

Isi = Callable[..., Any]


@masuk
def beranda(request: HttpRequest) -> HttpResponse:
    """Role home; a person without a role reads on the profile page what to do."""
    pelaku = request.pelaku
    if pelaku.penugasan is None:
        return redirect("profil")
    if pelaku.peran in POKJA:
        return _lembar(request, "pemantauan/tugas.html", tugas_saya, hanya_saya=request.GET.get("lingkup") == "saya")
    if pelaku.peran == Peran.KOORDINATOR:
        return _lembar(request, "pemantauan/kendali.html", kendali_lke)
    if pelaku.peran == Peran.KEPALA:
        return _lembar(request, "pemantauan/pimpinan.html", ringkasan_pimpinan)
    if pelaku.peran == Peran.ADMIN_SISTEM:
        return render(request, "pemantauan/sistem.html", {"keadaan": keadaan_sistem()})
    if pelaku.peran in TIM_PENILAI:
        return redirect("satker_saya_kini")
    return tampil_daftar(request)


def _lembar(request: HttpRequest, templat: str, susun: Isi, **pilihan: bool) -> HttpResponse:
    """A home that stands on the sheet of the running year, or the words for what is missing."""
    pelaku = request.pelaku
    periode, lembar = lembar_berjalan(pelaku)
    if periode is None:
        return render(request, "pemantauan/tanpa_periode.html", {"satker": pelaku.unit, "boleh_buat": False})
    request.tahun = periode.tahun
    konteks: dict[str, object] = {"satker": pelaku.unit, "periode": periode, "lembar": lembar, "tahun": periode.tahun}
    konteks["insiden"] = insiden_terbuka(pelaku, pelaku.unit, periode)
    konteks["diskusi_baru"] = utas_baru(pelaku, periode) if lembar else 0
    if lembar is None:
        konteks["hak"] = hak_tulis(pelaku, pelaku.unit, periode)
        konteks["salin_dari"] = tahun_salinan(pelaku.unit, periode)
        return render(request, "pemantauan/belum_mulai.html", konteks)
    instrumen = instrumen_untuk(periode.instrumen)
    kembali = [(instrumen.butir[k], x) for k, x in butir_kembali(lembar).items()]
    konteks["kembali"] = [(b, x) for b, x in kembali if pelaku.boleh_area(b.area)]
    isi = susun(pelaku, periode, lembar, instrumen, **pilihan)
    if pelaku.peran not in POKJA:
        konteks["jalan"] = keadaan_ringkas(pelaku.unit, periode, lembar, isi.kalender.batas)
    return render(request, templat, {**konteks, **pilihan, "isi": isi})
