"""Demo of the evaluation's papers: the unit whose desk is over gets the rest of its scores and the lock, so that the
berita acara and the draft of the LHE can be made by hand. Nothing is issued here.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from instrumen.queries import instrumen_untuk
from penilaian.actions.lembar import hitung_ulang
from penilaian.actions.potret import ambil_potret
from penilaian.models import AlurLembar, Jawaban, Lapisan, LembarKerja, Peristiwa
from penilaian.queries.alur import aturan_evaluasi, keadaan_lembar, pengajuan_terakhir
from satker.peran import Peran
from zi_portal.demo.organisasi import Bentuk
from zi_portal.demo.sesi import SELESAI, _langkah, _pelaku


def buat_laporan(bentuk: Bentuk) -> None:
    """From an open evaluation to the satker's reply; a sheet another part has moved on stays as it is."""
    lembar = LembarKerja.objects.select_related("satker", "periode").get(
        satker=bentuk.satker[SELESAI], periode=bentuk.periode[-1]
    )
    if keadaan_lembar(lembar).keadaan != "evaluasi":
        return
    ketua, dalnis = _pelaku(lembar.satker, Peran.TPI_KETUA), _pelaku(lembar.satker, Peran.TPI_DALNIS)
    sudah = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.TPI).values("kode_butir")
    sisa = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER, isi__isnull=False).exclude(
        kode_butir__in=sudah
    )
    Jawaban.objects.bulk_create(
        Jawaban(
            satker=lembar.satker,
            lembar=lembar,
            kode_butir=j.kode_butir,
            lapisan=Lapisan.TPI,
            isi=j.isi,
            uraian=j.catatan_nol,
            dinilai_ke=1,
            oleh=ketua.user,
            pada=timezone.now(),
        )
        for j in sisa
    )
    hitung_ulang(lembar=lembar, lapisan=Lapisan.TPI, instrumen=instrumen_untuk(lembar.periode.instrumen))
    _langkah(lembar, "ajukan_dalnis", ketua)
    _langkah(lembar, "kunci", dalnis)
    hari = aturan_evaluasi(lembar.periode).hari_tanggapan
    AlurLembar.objects.filter(lembar=lembar).update(tenggat=timezone.now() + dt.timedelta(days=hari))
    ambil_potret(
        oleh=dalnis,
        lembar=lembar,
        lapisan=Lapisan.TPI,
        peristiwa=Peristiwa.KUNCI,
        pengajuan=pengajuan_terakhir(lembar),
    )
