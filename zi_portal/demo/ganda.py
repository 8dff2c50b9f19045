"""Blind double scoring in the demo: a running desk in the middle of it, and a sheet where both members are done.

Everything goes through the actions; only who differs where is drawn, the same everywhere.
"""

from __future__ import annotations

import random
from typing import Any

from instrumen.pohon.tipe import Butir
from instrumen.queries import instrumen_untuk
from penilaian.actions.ganda import atur_ganda
from penilaian.actions.ganda_nilai import catat_terbuka
from penilaian.actions.konsensus import ambil_yang_sama
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.models import ButirGanda, ButirPengajuan, Jawaban, Lapisan, LembarKerja
from penilaian.queries.alur import pengajuan_terakhir
from penilaian.queries.konsensus import halaman_konsensus
from penilaian.queries.tim import bernyataan_bebas
from penilaian.skor.jawaban import nilai_butir
from satker.models import Satker, User
from satker.pelaku import Pelaku, muat_pelaku
from zi_portal.demo.organisasi import Bentuk

BERJALAN, PENUH = 13, 20  # satkers: sample partly scored; half of the sheet scored by both
_PENILAI = ("tpi.anggota1", "tpi.anggota2")
_ALASAN = (
    "Bukti baru sebagian dari yang diminta kriteria.",
    "Notula ada, tindak lanjutnya belum terlihat.",
    "Laporan belum ditandatangani pimpinan.",
)


def buat_ganda(bentuk: Bentuk) -> None:
    """Two sheets of the first team."""
    _satu(bentuk, BERJALAN, persen=50, kedua=0.6, beda=0.4, ambil=False)
    _satu(bentuk, PENUH, persen=55, kedua=1, beda=0.22, ambil=True)


def _orang(username: str, satker: Satker) -> Pelaku:
    user = User.objects.get(username=username)
    return muat_pelaku(user, str(user.penugasan.get(unit=satker).pk))


def _satu(bentuk: Bentuk, n: int, *, persen: int, kedua: float, beda: float, ambil: bool) -> None:
    """`kedua`: the share of its butir the second person has scored; `beda`: how often that person is the stricter one.
    A sheet the demo has not sent is left alone.
    """
    lembar = LembarKerja.objects.select_related("satker", "periode").get(
        satker=bentuk.satker[n], periode=bentuk.periode[-1]
    )
    pengajuan, ketua = pengajuan_terakhir(lembar), _orang("tpi.ketua", lembar.satker)
    orang = [_orang(nama, lembar.satker) for nama in _PENILAI]
    if pengajuan is None or not all(bernyataan_bebas(p, lembar) for p in orang):
        return
    atur_ganda(oleh=ketua, lembar=lembar, cara="sampel", persen=persen)
    klaim = dict(ButirPengajuan.objects.filter(pengajuan=pengajuan).values_list("kode_butir", "isi"))
    acak = random.Random(f"ganda-{n}")  # noqa: S311 - the demo must be the same everywhere
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    dua = list(ButirGanda.objects.filter(ganda__lembar=lembar).values_list("kode_butir", flat=True))
    for kode in dua:
        bersama = acak.random() < 0.25  # what both see alike
        for pelaku, bagian, ketat in zip(orang, (1.0, kedua), (0.1, beda), strict=True):
            if acak.random() < bagian:
                turun = bersama or acak.random() < ketat
                _nilai(pelaku, lembar, instrumen.butir[kode], klaim[kode], acak.choice(_ALASAN) if turun else "")
    if ambil:
        _ambil(ketua, lembar)
        _sesudah_melihat(orang[1], lembar, instrumen.butir)


def _nilai(oleh: Pelaku, lembar: LembarKerja, butir: Butir, klaim: Any, alasan: str, versi: int = 0) -> None:
    """The claim, or one step below it with the reason."""
    isi, opsi = klaim, [o.kode for o in butir.opsi]
    if alasan and opsi and klaim in opsi:
        isi = opsi[min(opsi.index(klaim) + 1, len(opsi) - 1)]
    catatan = alasan if isi != klaim else "Saluran diuji dan berjalan." if nilai_butir(butir, isi).nol else ""
    kunci = {"lembar": lembar, "butir": butir, "lapisan": Lapisan.TPI_ANGGOTA}
    simpan_nilai(oleh=oleh, isi=isi, catatan=catatan, versi_dasar=versi, **kunci)


def _ambil(ketua: Pelaku, lembar: LembarKerja) -> None:
    """The ketua took half of what is alike; the rest waits on the page."""
    sama = halaman_konsensus(lembar).dapat_diambil
    ambil_yang_sama(oleh=ketua, lembar=lembar, tanda=[b.tanda for b in sama[: len(sama) // 2]])


def _sesudah_melihat(oleh: Pelaku, lembar: LembarKerja, semua: Any) -> None:
    """One score was changed after the other was seen."""
    beda = next((b for b in halaman_konsensus(lembar).baris if b.keadaan == "beda" and b.butir.opsi), None)
    if beda is None:
        return
    butir = semua[beda.butir.kode]
    catat_terbuka(oleh=oleh, lembar=lembar, butir=butir)
    baris = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.TPI_ANGGOTA, kode_butir=butir.kode)
    saya = baris.get(penilai=oleh.user)
    opsi = [o.kode for o in butir.opsi]
    lain = opsi[min(opsi.index(saya.isi) + 1, len(opsi) - 1)]
    kunci = {"lembar": lembar, "butir": butir, "lapisan": Lapisan.TPI_ANGGOTA}
    simpan_nilai(oleh=oleh, isi=lain, catatan=_ALASAN[0], versi_dasar=saya.versi, **kunci)
