"""Evaluator teams of the demo, with their past, their statements, and three sheets that wait to be read."""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone

from instrumen.queries import instrumen_untuk
from penilaian.actions.bacaan import catat_baca, putus_bukti, tandai_baca
from penilaian.actions.kirim import sematkan_bukti
from penilaian.actions.lembar import hitung_ulang
from penilaian.actions.potret import ambil_potret
from penilaian.actions.tim import beri_tugas, buat_tim, nyatakan_kepentingan, tambah_anggota
from penilaian.actions.usulan_tim import terapkan_area, usulkan_area_tugas
from penilaian.models import (
    AlurLembar,
    ButirPengajuan,
    Jawaban,
    LangkahAlur,
    Lapisan,
    LembarKerja,
    Pengajuan,
    Peristiwa,
    PutusanBerkas,
    Tim,
)
from penilaian.queries.bacaan import sematan_kini
from penilaian.skor.hitung import VERSI_MESIN
from satker.actions.jejak import catat
from satker.models import Penugasan, User
from satker.pelaku import Pelaku, muat_pelaku
from satker.peran import Peran
from zi_portal.demo.organisasi import DIUSULKAN, TIM_PENILAI_1, TIM_PENILAI_2, Bentuk

_PERAN = (Peran.TPI_KETUA, Peran.TPI_ANGGOTA, Peran.TPI_ANGGOTA, Peran.TPI_DALNIS)
TANPA_TIM = (28, 29)  # left for "Usulkan pembagian"
_LALU_TIM_1 = (1, 4, 6, 29)  # what the first team judged last year; the second the rest
_BENTURAN = ("tpi2.anggota2", 27)
_BELUM = (("tpi.anggota1", 23), ("tpi2.dalnis", 25), ("tpi2.anggota1", 26))
DIBACA = (8, 11, 20)  # sent, and ready for the team; 08 and 11 count no complaint at all
_ALASAN = "Satker ini perlu dinilai tim yang sudah mengenal temuan tahun lalu."


def buat_tim_penilai(bentuk: Bentuk) -> None:
    """Two teams with the units they judge, last year's evaluators, statements; made by the actions."""
    periode = bentuk.periode[-1]
    user = {u.username: u for u in User.objects.filter(username__in=[*TIM_PENILAI_1, *TIM_PENILAI_2])}
    _masa_lalu(bentuk, user, periode.tahun)
    sisa = [n for n in bentuk.satker if n not in DIUSULKAN and n not in TANPA_TIM]
    for nama, akun, satker in (("Tim 1", TIM_PENILAI_1, DIUSULKAN), ("Tim 2", TIM_PENILAI_2, sisa)):
        tim = buat_tim(
            oleh=None,
            periode=periode,
            nama=nama,
            nomor_sk=f"CTH-ITJ.{nama[-1]}/PW.02/{periode.tahun}",
            tanggal_sk=dt.date(periode.tahun, 1, 6),
        )
        for username, peran in zip(akun, _PERAN, strict=True):
            tambah_anggota(oleh=None, tim=tim, user=user[username], peran=peran, mulai=dt.date(periode.tahun, 1, 1))
        _tugas(bentuk, tim, satker)
        for username in akun:
            _nyatakan(bentuk, user[username], satker)


def _masa_lalu(bentuk: Bentuk, user: dict[str, User], tahun: int) -> None:
    """Who judged whom last year, and an evaluator who once worked in a unit."""
    awal, akhir = dt.date(tahun - 1, 1, 1), dt.date(tahun - 1, 12, 31)
    Penugasan.objects.bulk_create(
        Penugasan(user=user[username], unit=unit, peran=peran, mulai=awal, selesai=akhir)
        for n, unit in bentuk.satker.items()
        for username, peran in zip(TIM_PENILAI_1 if n in _LALU_TIM_1 else TIM_PENILAI_2, _PERAN, strict=True)
        if n in DIUSULKAN or n in TANPA_TIM
    )
    Penugasan.objects.create(
        user=user["tpi2.anggota1"],
        unit=bentuk.satker[28],
        peran=Peran.KOORDINATOR,
        mulai=dt.date(tahun - 5, 1, 1),
        selesai=dt.date(tahun - 3, 12, 31),
    )


def _tugas(bentuk: Bentuk, tim: Tim, satker: tuple[int, ...] | list[int]) -> None:
    """The units until the end of the first quarter of the next year, each with its areas divided."""
    tahun = tim.periode.tahun
    for n in satker:
        tugas = beri_tugas(
            oleh=None,
            tim=tim,
            satker=bentuk.satker[n],
            mulai=dt.date(tahun, 1, 1),
            selesai=dt.date(tahun + 1, 3, 31),
            alasan=_ALASAN if n in _LALU_TIM_1 else "",
        )
        terapkan_area(None, tugas, usulkan_area_tugas(tugas))


def _nyatakan(bentuk: Bentuk, user: User, satker: tuple[int, ...] | list[int]) -> None:
    for n in satker:
        if (user.username, n) in _BELUM:
            continue
        bentur = (user.username, n) == _BENTURAN
        nyatakan_kepentingan(
            oleh=muat_pelaku(user),
            satker=bentuk.satker[n],
            periode=bentuk.periode[-1],
            bertentangan=bentur,
            uraian="Saudara kandung saya bekerja di bagian pelayanan satker ini." if bentur else "",
        )


def buat_bacaan(bentuk: Bentuk) -> None:
    """Three sheets sent and declared fit, last year's published copies behind them, and a first look by the team."""
    for n in DIBACA:
        lembar = LembarKerja.objects.select_related("satker", "periode").get(
            satker=bentuk.satker[n], periode=bentuk.periode[-1]
        )
        if Pengajuan.objects.filter(lembar=lembar).exists():
            continue
        _tahun_lalu(bentuk, n)
        _kirim(lembar)
    _lihat(bentuk)


def _pelaku(username: str) -> Pelaku:
    return muat_pelaku(User.objects.get(username=username))


def _tahun_lalu(bentuk: Bentuk, n: int) -> None:
    """What the team gave last year: the same answers, some of them one step lower."""
    periode, acak = bentuk.periode[-2], random.Random(f"tpi-{n}")  # noqa: S311 - the same everywhere
    lembar = LembarKerja.objects.get(satker=bentuk.satker[n], periode=periode)
    instrumen = instrumen_untuk(periode.instrumen)
    oleh = _pelaku("tpi2.ketua")
    saat = dt.datetime(periode.tahun, 5, 25, 3, tzinfo=dt.UTC)
    baru = []
    for j in Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER):
        isi, opsi = j.isi, [o.kode for o in instrumen.butir[j.kode_butir].opsi]
        turun = bool(opsi) and isi in opsi[:-1] and acak.random() < 0.3
        baru.append(
            Jawaban(
                satker=lembar.satker,
                lembar=lembar,
                kode_butir=j.kode_butir,
                lapisan=Lapisan.TPI,
                isi=opsi[opsi.index(isi) + 1] if turun else isi,
                uraian="Bukti belum menunjukkan seluruh unsur kriteria." if turun else "",
                dinilai_ke=1,
                oleh=oleh.user,
                pada=saat,
            )
        )
    Jawaban.objects.bulk_create(baru)
    hitung_ulang(lembar=lembar, lapisan=Lapisan.TPI, instrumen=instrumen)
    for lapisan, peristiwa in ((Lapisan.SATKER, Peristiwa.KIRIM), (Lapisan.TPI, Peristiwa.KUNCI)):
        ambil_potret(oleh=oleh, lembar=lembar, lapisan=lapisan, peristiwa=peristiwa, pengajuan=None)


def _kirim(lembar: LembarKerja) -> None:
    """The rows of ajukan, kirim and nyatakan_layak, as their actions write them."""
    orang = {p.peran: p for p in Penugasan.objects.filter(unit=lembar.satker).select_related("user")}
    atas = Penugasan.objects.filter(unit=lembar.satker.induk, peran=Peran.PIMPINAN_KANWIL).select_related("user").get()
    instrumen, sekarang = instrumen_untuk(lembar.periode.instrumen), timezone.now()
    kepala = orang[Peran.KEPALA]
    pengajuan = Pengajuan.objects.create(
        satker=lembar.satker,
        lembar=lembar,
        nomor=1,
        target=lembar.target,
        hash_instrumen=instrumen.hash,
        mesin=VERSI_MESIN,
        diajukan_oleh=orang[Peran.KOORDINATOR].user,
        disetujui_oleh=kepala.user,
        disetujui_pada=sekarang - dt.timedelta(days=9),
    )
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
        for j in Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.SATKER, isi__isnull=False)
    )
    sematkan_bukti(pengajuan)
    dari, pelaku = "pengisian", muat_pelaku(kepala.user, str(kepala.pk))
    ambil_potret(oleh=pelaku, lembar=lembar, lapisan=Lapisan.SATKER, peristiwa=Peristiwa.KIRIM, pengajuan=pengajuan)
    jalan = (
        ("ajukan", "menunggu_kepala", orang[Peran.KOORDINATOR], 10),
        ("kirim", "pendahuluan", kepala, 9),
        ("nyatakan_layak", "siap_tpi", atas, 2),
    )
    for nomor, (kode, ke, tugas, hari) in enumerate(jalan, 1):
        pada = sekarang - dt.timedelta(days=hari)
        _langkah(lembar, nomor, kode, dari, ke, tugas, pada)
        dari = ke
    AlurLembar.objects.create(
        lembar=lembar, satker=lembar.satker, keadaan=dari, sejak=sekarang - dt.timedelta(days=2), versi=len(jalan)
    )


def _langkah(
    lembar: LembarKerja, nomor: int, kode: str, dari: str, ke: str, tugas: Penugasan, pada: dt.datetime
) -> None:
    LangkahAlur.objects.create(
        satker=lembar.satker,
        lembar=lembar,
        nomor=nomor,
        kode=kode,
        dari=dari,
        ke=ke,
        oleh=tugas.user,
        peran=tugas.label[:40],
        pada=pada,
    )
    jejak = catat(
        oleh=muat_pelaku(tugas.user, str(tugas.pk)),
        satker=lembar.satker,
        periode=lembar.periode,
        aksi=f"alur_{kode}",
        objek=f"lembar:{lembar.pk}",
        sebelum={"keadaan": dari},
        sesudah={"keadaan": ke},
        simpan=False,
    )
    jejak.pada = pada
    jejak.save(force_insert=True)


def _lihat(bentuk: Bentuk) -> None:
    """A member opened some files of one unit, said how far, and decided on four of them."""
    lembar = LembarKerja.objects.select_related("satker", "periode").get(
        satker=bentuk.satker[DIBACA[0]], periode=bentuk.periode[-1]
    )
    oleh, sematan = _pelaku("tpi.anggota1"), sematan_kini(lembar)
    putusan = (
        (PutusanBerkas.DITERIMA, ""),
        (PutusanBerkas.SEBAGIAN, "Notulen ada, tindak lanjutnya belum terlihat."),
        (PutusanBerkas.SALAH_PERIODE, "Dokumen tahun lalu. Lampirkan dokumen tahun ini."),
        (PutusanBerkas.DITOLAK, "Dokumen tidak menyebut kegiatan yang diminta kriteria."),
    )
    for i, s in enumerate(sematan[:8]):
        catat_baca(oleh=oleh, lembar=lembar, versi_id=s.versi_id, cara="pratinjau", halaman=1)
        if i < len(putusan):
            kode, catatan = putusan[i]
            putus_bukti(
                oleh=oleh,
                lembar=lembar,
                bukti_id=s.bukti_id,
                versi_id=s.versi_id,
                putusan=kode,
                catatan=catatan,
                nomor_dilihat=0,
            )
    for kode in list(dict.fromkeys(s.kode_butir for s in sematan[:4]))[:3]:
        if all(s in sematan[:8] for s in sematan if s.kode_butir == kode):
            tandai_baca(oleh=oleh, lembar=lembar, kode_butir=kode, tingkat="penuh")
