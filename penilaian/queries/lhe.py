"""Everything the LHE (laporan hasil evaluasi) of a sheet says, as values taken from frozen copies only.

The figures are the engine's, run on the frozen answers of the team; the gates are the list of the page
(`HasilSkor.predikat`). Each recommendation keeps the code of the butir whose note it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from berkas.models import DokumenTerbit
from berkas.terbit.data import polos
from instrumen.pohon.tipe import AKAR, Instrumen
from instrumen.queries import instrumen_untuk
from penilaian.models import LangkahAlur, Lapisan, LembarKerja, Peristiwa, Potret
from penilaian.queries.bacaan import BarisCakupan, cakupan_baca
from penilaian.queries.calon_rekomendasi import RekomendasiLHE, rencana_rekomendasi
from penilaian.queries.lapisan import NAMA
from penilaian.queries.lhe_butir import (
    AreaLHE,
    BandingArea,
    BedaButir,
    ButirLHE,
    LapisanBeku,
    SumberLapisan,
    susun_area,
    susun_banding,
    susun_beda,
    susun_butir,
)
from penilaian.queries.lhe_pengurang import PengurangLHE, pengurang_lhe
from penilaian.queries.nilai import wbk_sejak
from penilaian.skor.hitung import HasilSkor, hitung
from satker.models import Penugasan, Satker, SetelanInstansi
from satker.peran import TEMPAT_DI_TIM, TIM_PENILAI, Peran

BELUM_LHE = (
    "LHE terbit sesudah pengendali teknis menyatakan layak atau belum layak. Sampai saat itu drafnya dibaca tim saja."
)
DRAF_LAMA = "Draf ini disusun sebelum nilai terakhir dibekukan. Susun lagi drafnya, lalu terbitkan."
REKOMENDASI_LAMA = "Rekomendasi atau tanggalnya berubah sesudah draf ini disusun. Susun lagi drafnya, lalu terbitkan."
_URUT_TIM = (Peran.TPI_DALNIS, Peran.TPI_KETUA, Peran.TPI_ANGGOTA)


@dataclass(frozen=True, slots=True)
class SimpulLHE:
    """One row of the result: points, share of the bobot in percent, and the gate on this node where there is one."""

    kode: str
    tingkat: str
    nomor: str
    nama: str
    bobot: Fraction
    nilai: Fraction
    persen: Fraction
    minimum: Fraction | None
    keadaan: str


@dataclass(frozen=True, slots=True)
class GerbangLHE:
    """One gate of the target, in the order of the page. `riwayat`: on an earlier predikat, not on points."""

    kode: str
    nama: str
    nilai: Fraction
    minimum: Fraction
    persen: Fraction
    kurang: Fraction
    keadaan: str
    terpenuhi: bool
    riwayat: bool


@dataclass(frozen=True, slots=True)
class OrangTim:
    """A member of the team on the day of the copy."""

    peran: str
    sebutan: str
    nama: str
    nip: str


@dataclass(frozen=True, slots=True)
class BahanLHE:
    """`potret`: the frozen copy it is written from, of `pada`; `final` when that copy is the one of the LHE.

    `dari`–`sampai`: first and last day of the evaluation. `banding` and `beda` are about the layers of `lapisan`.
    """

    potret: str
    pada: dt.datetime
    final: bool
    satker: str
    kode_satker: str
    induk: str
    jenis: str
    tahun: int
    target: str
    zona: str
    nama_tim: str
    instrumen: str
    nama_instrumen: str
    hash_instrumen: str
    mesin: str
    dari: dt.date | None
    sampai: dt.date
    total: Fraction
    layak: bool
    simpul: tuple[SimpulLHE, ...]
    gerbang: tuple[GerbangLHE, ...]
    lapisan: tuple[SumberLapisan, ...]
    banding: tuple[BandingArea, ...]
    beda: tuple[BedaButir, ...]
    area: tuple[AreaLHE, ...]
    butir: tuple[ButirLHE, ...]
    bacaan: tuple[BarisCakupan, ...]
    pengurang: PengurangLHE | None
    tim: tuple[OrangTim, ...]
    rekomendasi: tuple[RekomendasiLHE, ...]
    sampul: bool


def potret_lhe(lembar: LembarKerja) -> Potret | None:
    """The copy an LHE is written from: the newest of the team's lock or of the LHE; None before the first lock."""
    dari = Potret.objects.filter(lembar=lembar, lapisan=Lapisan.TPI, peristiwa__in=[Peristiwa.KUNCI, Peristiwa.LHE])
    terkait = ("lembar__satker__induk", "lembar__satker__jenis", "lembar__periode")
    return dari.select_related(*terkait).order_by("-pada").first()


def halangan_terbit(dokumen: DokumenTerbit) -> str:
    """Why this draft cannot be issued: only the copy of the LHE is final, and only the newest one."""
    lembar = LembarKerja.objects.filter(satker=dokumen.satker_id, periode=dokumen.periode_id).first()
    potret = potret_lhe(lembar) if lembar else None
    if potret is None or potret.peristiwa != Peristiwa.LHE:
        return BELUM_LHE
    if dokumen.data["isi"].get("potret") != str(potret.pk):
        return DRAF_LAMA
    rencana = rencana_rekomendasi(potret.lembar, area_lhe(potret), dokumen.tanggal)
    return "" if dokumen.data["isi"].get("rekomendasi") == polos(rencana) else REKOMENDASI_LAMA


def area_lhe(potret: Potret) -> tuple[AreaLHE, ...]:
    """The notes of the team per area as frozen."""
    instrumen = instrumen_untuk(potret.lembar.periode.instrumen)
    lapisan, hasil = baca_lapisan(potret, instrumen)
    return susun_area(instrumen, lapisan[-1], hasil[Lapisan.TPI])


def bahan_lhe(potret: Potret, tanggal: dt.date | None = None) -> BahanLHE:
    """A constant number of statements; nothing that can still change is read except names of people and units, and
    what the lead makes of the notes. `tanggal` of the paper: due days count from it.
    """
    lembar = potret.lembar
    satker, periode = lembar.satker, lembar.periode
    instrumen = instrumen_untuk(periode.instrumen)
    lapisan, hasil = baca_lapisan(potret, instrumen)
    tpi = hasil[Lapisan.TPI]
    zona = ZoneInfo(satker.zona)
    hari = potret.pada.astimezone(zona).date()
    setelan = SetelanInstansi.objects.filter(instansi=satker.instansi_id).first() or SetelanInstansi()
    predikat = tpi.predikat[lembar.target]
    area = susun_area(instrumen, lapisan[-1], tpi)
    return BahanLHE(
        potret=str(potret.pk),
        pada=potret.pada,
        final=potret.peristiwa == Peristiwa.LHE,
        satker=satker.nama,
        kode_satker=satker.kode,
        induk=satker.induk.nama if satker.induk and satker.induk_id != satker.instansi_id else "",
        jenis=satker.jenis.nama,
        tahun=periode.tahun,
        target=lembar.target,
        zona=satker.zona,
        nama_tim=setelan.nama_tim,
        instrumen=instrumen.kode,
        nama_instrumen=instrumen.nama,
        hash_instrumen=potret.hash_instrumen,
        mesin=potret.mesin,
        dari=_mulai(lembar, zona),
        sampai=hari,
        total=tpi.total,
        layak=predikat.terpenuhi,
        simpul=_simpul(instrumen, tpi, lembar.target),
        gerbang=susun_gerbang(instrumen, tpi, lembar.target),
        lapisan=tuple(p.sumber for p in lapisan),
        banding=susun_banding(instrumen, lapisan, hasil),
        beda=susun_beda(instrumen, lapisan, hasil),
        area=area,
        butir=susun_butir(instrumen, lapisan, tpi),
        bacaan=cakupan_baca(lembar),
        pengurang=pengurang_lhe(lembar, tpi.total),
        tim=tim_pada(satker, hari),
        rekomendasi=rencana_rekomendasi(lembar, area, tanggal or hari),
        sampul=setelan.sampul_lhe,
    )


def baca_lapisan(potret: Potret, instrumen: Instrumen) -> tuple[tuple[LapisanBeku, ...], Mapping[str, HasilSkor]]:
    """The satker's own answers, the pendahuluan and the team's, each as frozen for the same sending, in order."""
    cari = {Lapisan.SATKER: Peristiwa.KIRIM, Lapisan.PENDAHULUAN: Peristiwa.PENDAHULUAN}
    semua = Potret.objects.filter(lembar=potret.lembar, pengajuan=potret.pengajuan_id, pada__lte=potret.pada)
    ada: dict[str, Potret] = {
        p.lapisan: p for p in semua.order_by("pada") if cari.get(Lapisan(p.lapisan)) == p.peristiwa
    }
    ada[Lapisan.TPI] = potret
    urut = [kode for kode in (*cari, Lapisan.TPI) if kode in ada]
    sejak, tahun = wbk_sejak(potret.lembar), potret.lembar.periode.tahun
    hasil: dict[str, HasilSkor] = {}
    for kode in urut:
        isi = {k: v["isi"] for k, v in ada[kode].jawaban.items() if v["isi"] is not None}
        hasil[kode] = hitung(instrumen, isi, wbk_sejak=sejak, tahun=tahun)
    return tuple(_lapisan(kode, ada[kode]) for kode in urut), hasil


def _lapisan(kode: str, potret: Potret) -> LapisanBeku:
    sumber = SumberLapisan(kode, NAMA[kode], kata_peristiwa(Peristiwa(potret.peristiwa).label), potret.pada)
    isi: dict[str, Any] = {k: v["isi"] for k, v in potret.jawaban.items() if v["isi"] is not None}
    catatan = {k: v["catatan"].strip() for k, v in potret.jawaban.items() if v["catatan"].strip()}
    return LapisanBeku(sumber, isi, catatan)


def kata_peristiwa(label: str) -> str:
    """A label in the middle of a sentence; an abbreviation keeps its letters."""
    return label if label[:2].isupper() else label.lower()


def susun_gerbang(instrumen: Instrumen, hasil: HasilSkor, target: str) -> tuple[GerbangLHE, ...]:
    """The gates of the target as the pages list them."""
    return tuple(
        GerbangLHE(
            kode=g.kode,
            nama=g.nama,
            nilai=g.nilai,
            minimum=g.minimum,
            persen=g.persen,
            kurang=g.kurang,
            keadaan=g.keadaan,
            terpenuhi=g.terpenuhi,
            riwayat=g.kode in instrumen.gerbang_riwayat,
        )
        for g in hasil.predikat[target].gerbang
    )


def _simpul(instrumen: Instrumen, hasil: HasilSkor, target: str) -> tuple[SimpulLHE, ...]:
    """TOTAL and every node, depth first."""
    gerbang = {g.kode: g for g in hasil.predikat[target].gerbang}
    baris = []
    for kode in (AKAR, *instrumen.simpul):
        simpul, h, g = instrumen.simpul.get(kode), hasil.simpul[kode], gerbang.get(kode)
        baris.append(
            SimpulLHE(
                kode=kode,
                tingkat=simpul.tingkat if simpul else "total",
                nomor=simpul.nomor if simpul else "",
                nama=simpul.nama if simpul else "Nilai total",
                bobot=h.bobot,
                nilai=h.nilai,
                persen=h.persen,
                minimum=g.minimum if g else None,
                keadaan=g.keadaan if g else "",
            )
        )
    return tuple(baris)


def _mulai(lembar: LembarKerja, zona: ZoneInfo) -> dt.date | None:
    """The day the team began the evaluation it ended."""
    langkah = LangkahAlur.objects.filter(lembar=lembar, kode="mulai_evaluasi").order_by("-nomor").first()
    return langkah.pada.astimezone(zona).date() if langkah else None


def tim_pada(satker: Satker, hari: dt.date) -> tuple[OrangTim, ...]:
    """The team of the unit on that day: dalnis, ketua, anggota by name. One statement."""
    tugas = Penugasan.objects.berlaku(hari).filter(unit=satker, peran__in=TIM_PENILAI).select_related("user")
    orang = sorted(tugas, key=lambda p: (_URUT_TIM.index(Peran(p.peran)), p.user.nama))
    return tuple(OrangTim(p.peran, TEMPAT_DI_TIM[p.peran], p.user.nama, p.user.nip or "") for p in orang)
