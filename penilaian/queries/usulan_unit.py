"""The way of one unit through selection, TPN and award, as its page shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Prefetch
from django.db.models.functions import Now

from berkas.models import Bukti
from instrumen.queries import instrumen_untuk
from penilaian.alur import KEADAAN
from penilaian.aturan_usulan import (
    BUTIR_SELEKSI,
    NAMA_TAHAP_TPN,
    PUTUSAN_TAHAP,
    TAHAP_KEADAAN,
    jatuh_tempo_berkala,
)
from penilaian.models import (
    AlurLembar,
    ButirSanggah,
    ButirSeleksi,
    HasilTpn,
    Klarifikasi,
    PenilaianBerkala,
    Potret,
    SkPredikat,
    StatusUnit,
    UnitUsulan,
)
from penilaian.queries.daftar_administrasi import potret_kunci
from satker.models import Periode, RiwayatPredikat, Satker
from satker.pelaku import Pelaku

_URUT = list(BUTIR_SELEKSI)  # the order of the list, as the TPN prints it


@dataclass(frozen=True, slots=True)
class BarisTahap:
    """A result as recorded; `berlaku` False: corrected since."""

    hasil: HasilTpn
    nama: str
    putusan: str
    butir: tuple[tuple[str, ButirSeleksi], ...]
    berlaku: bool


@dataclass(frozen=True, slots=True)
class BarisNilai:
    """Points of a node by the team and by the TPN. The TPN's counts only after the field visit, where it differs."""

    kode: str
    nama: str
    bobot: Fraction
    tpi: Decimal | None
    tpn: Decimal | None
    sesudah_lapangan: bool = False

    @property
    def berlaku(self) -> Decimal | None:
        return self.tpn if self.sesudah_lapangan and self.tpn is not None else self.tpi

    @property
    def beda(self) -> bool:
        return self.tpn is not None and self.tpi is not None and self.tpn != self.tpi


@dataclass(frozen=True, slots=True)
class HalamanUnit:
    """The page of a unit in a year. `unit` None: not proposed."""

    unit: UnitUsulan | None
    keadaan: str
    nama_keadaan: str
    tahap: str
    nama_tahap: str
    tenggat: dt.datetime | None
    lewat: bool
    hasil: tuple[BarisTahap, ...]
    nilai: tuple[BarisNilai, ...]
    sumber_tpn: str
    sk: tuple[SkPredikat, ...]
    sanggah: tuple[tuple[str, ButirSanggah], ...]


def halaman_unit(satker: Satker, periode: Periode) -> HalamanUnit:
    """Nine statements at most, whatever the number of results."""
    unit = (
        UnitUsulan.objects.filter(satker=satker, usulan__periode=periode)
        .exclude(status=StatusUnit.DIKELUARKAN)
        .select_related("usulan__periode", "lembar__periode", "lembar__satker", "satker")
        .first()
    )
    alur = AlurLembar.objects.filter(lembar__satker=satker, lembar__periode=periode).annotate(kini=Now()).first()
    keadaan = alur.keadaan if alur else "pengisian"
    tahap = TAHAP_KEADAAN.get(keadaan, "")
    hasil = _hasil(unit) if unit else ()
    tpn = _nilai_tpn(hasil)
    return HalamanUnit(
        unit=unit,
        keadaan=keadaan,
        nama_keadaan=KEADAAN[keadaan],
        tahap=tahap,
        nama_tahap=NAMA_TAHAP_TPN.get(tahap, ""),
        tenggat=alur.tenggat if alur else None,
        lewat=bool(alur and alur.tenggat and alur.tenggat <= alur.kini),
        hasil=hasil,
        nilai=_nilai(unit, tpn) if unit else (),
        sumber_tpn=tpn.nama if tpn else "",
        sk=tuple(SkPredikat.objects.filter(satker=satker, unit=unit).select_related("oleh")) if unit else (),
        sanggah=tuple((BUTIR_SELEKSI[b.kode][0], b) for b in _sanggah(unit)) if unit else (),
    )


def _hasil(unit: UnitUsulan) -> tuple[BarisTahap, ...]:
    baris = list(
        HasilTpn.objects.filter(satker=unit.satker_id, unit=unit)
        .select_related("oleh", "versi")
        .prefetch_related(Prefetch("butir", queryset=ButirSeleksi.objects.order_by("kode")))
        .order_by("pada")
    )
    terakhir = {h.tahap: h.pk for h in sorted(baris, key=lambda h: h.nomor)}
    return tuple(
        BarisTahap(
            h,
            NAMA_TAHAP_TPN[h.tahap],
            PUTUSAN_TAHAP[h.tahap][h.putusan][0],
            tuple((BUTIR_SELEKSI[b.kode][0], b) for b in sorted(h.butir.all(), key=lambda b: _URUT.index(b.kode))),
            terakhir[h.tahap] == h.pk,
        )
        for h in baris
    )


def _nilai_tpn(hasil: tuple[BarisTahap, ...]) -> BarisTahap | None:
    """The last stage whose report states points: after the field visit it is the field's."""
    urutan = ["desk", "wawancara", "lapangan", "panel"]
    ada = [b for b in hasil if b.berlaku and b.hasil.tahap in urutan and b.hasil.total is not None]
    return max(ada, key=lambda b: urutan.index(b.hasil.tahap), default=None)


def _nilai(unit: UnitUsulan, tpn: BarisTahap | None) -> tuple[BarisNilai, ...]:
    instrumen = instrumen_untuk(unit.lembar.periode.instrumen)
    potret: Potret | None = potret_kunci([unit.lembar_id]).get(unit.lembar_id)
    pohon: Mapping[str, str] = potret.pohon["simpul"] if potret else {}
    area = {k: Decimal(n) for k, n in tpn.hasil.area.items()} if tpn else {}
    lapangan = tpn is not None and tpn.hasil.tahap in {"lapangan", "panel"}
    baris = [
        BarisNilai(
            s.kode, s.nama, s.bobot, Decimal(pohon[s.kode]) if s.kode in pohon else None, area.get(s.kode), lapangan
        )
        for s in (*instrumen.area, *instrumen.area_hasil)
    ]
    total = BarisNilai(
        "TOTAL",
        "Nilai total",
        Fraction(100),
        potret.total if potret else None,
        tpn.hasil.total if tpn else None,
        lapangan,
    )
    return (*baris, total)


def _sanggah(unit: UnitUsulan) -> tuple[ButirSanggah, ...]:
    return tuple(
        ButirSanggah.objects.filter(satker=unit.satker_id, sanggahan__unit=unit)
        .select_related("versi", "bukti__berkas", "sanggahan")
        .order_by("kode")
    )


# --- Objection -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisSanggah:
    """One point that was found tidak sesuai, and what is said to it so far."""

    kode: str
    nama: str
    keterangan: str
    jawab: ButirSanggah | None


def meja_sanggah(unit: UnitUsulan) -> tuple[BarisSanggah, ...]:
    """The points that may be contested, or that were, once the objection is sent."""
    jawab = {b.kode: b for b in _sanggah(unit)}
    seleksi = HasilTpn.objects.filter(satker=unit.satker_id, unit=unit, tahap="seleksi").order_by("-nomor").first()
    butir = list(ButirSeleksi.objects.filter(hasil=seleksi, sesuai=False)) if seleksi else []
    butir.sort(key=lambda b: _URUT.index(b.kode))
    return tuple(BarisSanggah(b.kode, BUTIR_SELEKSI[b.kode][0], b.keterangan, jawab.get(b.kode)) for b in butir)


def bukti_sanggah(pelaku: Pelaku, unit: UnitUsulan) -> list[Bukti]:
    """Evidence of the unit in the year that may be pointed at, as far as the actor may read it. One statement."""
    baris = Bukti.objects.aktif().terbuka_bagi(pelaku).filter(satker=unit.satker_id, periode=unit.usulan.periode_id)
    return list(baris.select_related("berkas").order_by("kode_butir", "berkas__judul"))


# --- After the award -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisPredikat:
    """A predikat of the unit with its assessments and clarifications; `berikut`: when the next assessment is due."""

    predikat: RiwayatPredikat
    berkala: tuple[PenilaianBerkala, ...]
    klarifikasi: tuple[Klarifikasi, ...]
    berikut: dt.date | None


def pasca_predikat(satker: Satker) -> tuple[BarisPredikat, ...]:
    """Every decree of the unit, newest first. Three statements."""
    predikat = list(RiwayatPredikat.objects.filter(satker=satker).order_by("-tahun", "predikat"))
    berkala = list(PenilaianBerkala.objects.filter(satker=satker).select_related("versi"))
    klarifikasi = list(Klarifikasi.objects.filter(satker=satker).annotate(kini=Now()))
    hasil = []
    for p in predikat:
        milik = tuple(b for b in berkala if b.predikat_id == p.pk)
        buka = p.dicabut_pada is None and p.tanggal_sk is not None
        hasil.append(
            BarisPredikat(
                p,
                milik,
                tuple(k for k in klarifikasi if k.predikat_id == p.pk),
                jatuh_tempo_berkala(p.tanggal_sk, len(milik) + 1) if buka and p.tanggal_sk else None,
            )
        )
    return tuple(hasil)
