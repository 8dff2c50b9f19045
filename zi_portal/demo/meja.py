"""Two demo sheets with the evaluator team: one half scored, one untouched. Steps are written as the actions write them
(the windows of a real year would refuse them today); scores go through the one door.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from django.utils import timezone

from instrumen.pohon.tipe import Butir, Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.actions.alur import kunci_alur
from penilaian.actions.frasa import tambah_frasa
from penilaian.actions.kirim import sematkan_bukti
from penilaian.actions.lembar import hitung_ulang
from penilaian.actions.meja import tandai_butir
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.actions.potret import ambil_potret
from penilaian.alur import LANGKAH
from penilaian.models import (
    AlurLembar,
    ButirPengajuan,
    Jawaban,
    LangkahAlur,
    Lapisan,
    LembarKerja,
    Pengajuan,
    Peristiwa,
)
from penilaian.skor.hitung import VERSI_MESIN, nilai_butir
from satker.actions.jejak import catat
from satker.models import Satker, User
from satker.pelaku import Pelaku, muat_pelaku
from zi_portal.demo.organisasi import Bentuk

SETENGAH, BARU = 1, 17  # satkers 01 and 17
_FRASA = (
    ("SK sudah ada, tetapi laporan pelaksanaannya belum ditunjukkan.", "", ""),
    ("Dokumen dari tahun sebelumnya. Tunjukkan dokumen tahun berjalan.", "", ""),
    ("Notula ada, daftar hadir belum ada.", "", ""),
    ("Laporan belum ditandatangani pimpinan.", "", ""),
    ("Unit pengendalian gratifikasi sudah ditetapkan, tetapi belum ada laporan berkala.", "A5.P.i.b", ""),
    ("Pengaduan sudah dicatat, tetapi tindak lanjutnya belum ditunjukkan.", "", "A5"),
)
_ALASAN = "Bukti yang ditunjukkan baru sebagian dari yang diminta kriteria."


def buat_meja(bentuk: Bentuk) -> None:
    """Sheets in the state `evaluasi`, phrases, scores, flags. A sheet that another part has moved is left alone."""
    ketua = _orang("tpi.ketua", bentuk.satker[SETENGAH])
    for teks, kode, area in _FRASA:
        dalnis = _orang("tpi.dalnis", bentuk.satker[SETENGAH])
        tambah_frasa(oleh=dalnis, teks=teks, bersama=True, kode_butir=kode, area=area)
    for n in (SETENGAH, BARU):
        satker, periode = bentuk.satker[n], bentuk.periode[-1]
        lembar = LembarKerja.objects.select_related("satker", "periode").get(satker=satker, periode=periode)
        if AlurLembar.objects.filter(lembar=lembar).exists():
            continue
        instrumen = instrumen_untuk(periode.instrumen)
        _tahun_lalu(satker, bentuk, ketua)
        _kirim(n, lembar, instrumen)
        if n == SETENGAH:
            _nilai_setengah(lembar, instrumen)


def _orang(username: str, satker: Satker) -> Pelaku:
    user = User.objects.get(username=username)
    tugas = user.penugasan.filter(unit=satker).first() or user.penugasan.first()
    return muat_pelaku(user, str(tugas.pk))


def _langkah(alur: AlurLembar, kode: str, oleh: Pelaku, pada: dt.datetime) -> None:
    langkah = LANGKAH[kode]
    alur.keadaan, alur.sejak, alur.versi, dari = langkah.ke, pada, alur.versi + 1, alur.keadaan
    alur.save()
    LangkahAlur.objects.create(
        satker_id=alur.satker_id,
        lembar=alur.lembar,
        nomor=alur.versi,
        kode=kode,
        dari=dari,
        ke=langkah.ke,
        oleh=oleh.user,
        peran=oleh.peran_label[:40],
        pada=pada,
    )
    catat(
        oleh=oleh,
        satker=alur.lembar.satker,
        periode=alur.lembar.periode,
        aksi=f"alur_{kode}",
        objek=f"lembar:{alur.lembar_id}",
        sebelum={"keadaan": dari},
        sesudah={"keadaan": langkah.ke},
    )


def _kirim(n: int, lembar: LembarKerja, instrumen: Instrumen) -> None:
    """Sent, scored by the kanwil as it claims but for some butir, published, handed to the team."""
    sekarang = timezone.now()
    koordinator, kepala = _orang(f"koordinator{n:02d}", lembar.satker), _orang(f"kepala{n:02d}", lembar.satker)
    kakanwil, ketua = _orang("kakanwil", lembar.satker), _orang("tpi.ketua", lembar.satker)
    alur = kunci_alur(lembar)
    _langkah(alur, "ajukan", koordinator, sekarang - dt.timedelta(days=21))
    _langkah(alur, "kirim", kepala, sekarang - dt.timedelta(days=20))
    pengajuan = Pengajuan.objects.create(
        satker=lembar.satker,
        lembar=lembar,
        nomor=1,
        target=lembar.target,
        hash_instrumen=instrumen.hash,
        mesin=VERSI_MESIN,
        diajukan_oleh=koordinator.user,
        disetujui_oleh=kepala.user,
        disetujui_pada=sekarang - dt.timedelta(days=20),
    )
    jawaban = list(Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER))
    ButirPengajuan.objects.bulk_create(
        ButirPengajuan(
            satker=lembar.satker,
            pengajuan=pengajuan,
            kode_butir=j.kode_butir,
            isi=j.isi,
            uraian=j.uraian,
            catatan_nol=j.catatan_nol,
            versi_jawaban=j.versi,
            oleh_id=j.oleh_id,
            pada=j.pada,
        )
        for j in jawaban
    )
    sematkan_bukti(pengajuan)
    ambil_potret(oleh=kepala, lembar=lembar, lapisan=Lapisan.SATKER, peristiwa=Peristiwa.KIRIM, pengajuan=pengajuan)
    _lapisan_penuh(lembar, instrumen, Lapisan.PENDAHULUAN, kakanwil, jawaban, turun=9)
    ambil_potret(
        oleh=kakanwil,
        lembar=lembar,
        lapisan=Lapisan.PENDAHULUAN,
        peristiwa=Peristiwa.PENDAHULUAN,
        pengajuan=pengajuan,
    )
    _langkah(alur, "nyatakan_layak", kakanwil, sekarang - dt.timedelta(days=8))
    _langkah(alur, "mulai_evaluasi", ketua, sekarang - dt.timedelta(days=2))


def _tahun_lalu(satker: Satker, bentuk: Bentuk, ketua: Pelaku) -> None:
    """The team's published scores of the year before."""
    lembar = LembarKerja.objects.select_related("satker", "periode").get(satker=satker, periode=bentuk.periode[-2])
    instrumen = instrumen_untuk(lembar.periode.instrumen)
    jawaban = list(Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER))
    _lapisan_penuh(lembar, instrumen, Lapisan.TPI, ketua, jawaban, turun=4)
    ambil_potret(oleh=ketua, lembar=lembar, lapisan=Lapisan.TPI, peristiwa=Peristiwa.LHE, pengajuan=None)


def _lapisan_penuh(
    lembar: LembarKerja, instrumen: Instrumen, lapisan: str, oleh: Pelaku, jawaban: list[Jawaban], turun: int
) -> None:
    """Every `turun`-th choice one step below the claim, with a note; the rest as claimed."""
    pada = timezone.now() - dt.timedelta(days=10)
    baris = []
    for i, j in enumerate(sorted(jawaban, key=lambda j: j.kode_butir)):
        butir = instrumen.butir[j.kode_butir]
        isi = _turunkan(butir, j.isi) if i % turun == 0 else j.isi
        catatan = _ALASAN if isi != j.isi else _catatan_nol(butir, isi)
        baris.append(
            Jawaban(
                satker_id=lembar.satker_id,
                lembar=lembar,
                kode_butir=j.kode_butir,
                lapisan=lapisan,
                isi=isi,
                uraian=catatan,
                dinilai_ke=1,
                oleh=oleh.user,
                pada=pada,
            )
        )
    Jawaban.objects.bulk_create(baris)
    hitung_ulang(lembar=lembar, lapisan=lapisan, instrumen=instrumen)


def _turunkan(butir: Butir, isi: Any) -> Any:
    if not butir.opsi:
        return isi
    kode = [o.kode for o in butir.opsi]
    return kode[min(kode.index(isi) + 1, len(kode) - 1)]


def _catatan_nol(butir: Butir, isi: Any) -> str:
    return "Saluran diperiksa dan berjalan; tidak ada kejadian tahun ini." if nilai_butir(butir, isi).nol else ""


def _nilai_setengah(lembar: LembarKerja, instrumen: Instrumen) -> None:
    """Two members scored most of areas 1 to 4, not always alike; the ketua settled area 1."""
    acak = random.Random("meja")  # noqa: S311 - the demo must be the same everywhere
    klaim = dict(ButirPengajuan.objects.filter(pengajuan__lembar=lembar).values_list("kode_butir", "isi"))
    ketua = _orang("tpi.ketua", lembar.satker)
    for username in ("tpi.anggota1", "tpi.anggota2"):
        orang = _orang(username, lembar.satker)
        for butir in instrumen.butir.values():
            if butir.area in {"A1", "A2", "A3", "A4"} and acak.random() < 0.85:
                turun = acak.random() < 0.2
                _nilai(orang, lembar, butir, Lapisan.TPI_ANGGOTA, klaim[butir.kode], turun)
    for butir in instrumen.butir_di("A1"):
        _nilai(ketua, lembar, butir, Lapisan.TPI, klaim[butir.kode], acak.random() < 0.15)
    for kode in ("P1.2a", "R1.1a", "P5.1b"):
        if butir_tanda := instrumen.cari(kode):
            tandai_butir(oleh=ketua, lembar=lembar, butir=butir_tanda, tanda=True)


def _nilai(oleh: Pelaku, lembar: LembarKerja, butir: Butir, lapisan: str, klaim: Any, turun: bool) -> None:
    isi = _turunkan(butir, klaim) if turun else klaim
    catatan = _ALASAN if isi != klaim else _catatan_nol(butir, isi)
    simpan_nilai(oleh=oleh, lembar=lembar, butir=butir, lapisan=lapisan, isi=isi, catatan=catatan, versi_dasar=0)
