"""What the pages of proposals read. Each docstring counts its statements."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max
from django.db.models.functions import Now

from penilaian.alur import KEADAAN
from penilaian.aturan_usulan import BUTIR_SELEKSI, MANDIRI, AturanMandiri, batas_lapor_mandiri
from penilaian.models import (
    AlurLembar,
    DokumenUsulan,
    HalanganInstansi,
    Jalur,
    JenisDokumen,
    JenisSk,
    LembarKerja,
    PutusanHalangan,
    SkPredikat,
    StatusUnit,
    SyaratMandiri,
    TautanPaket,
    UnitUsulan,
    Usulan,
)
from satker.models import Periode, Satker
from satker.pelaku import Pelaku

DOKUMEN_USULAN = (JenisDokumen.SURAT, JenisDokumen.SPTJM, JenisDokumen.TLHP)
DOKUMEN_MANDIRI = (*DOKUMEN_USULAN, JenisDokumen.PERSETUJUAN, JenisDokumen.LAPORAN)


@dataclass(frozen=True, slots=True)
class BarisUnit:
    """A unit of a proposal and where its sheet stands."""

    unit: UnitUsulan
    keadaan: str
    nama_keadaan: str
    sejak: dt.datetime | None
    tenggat: dt.datetime | None
    survei: DokumenUsulan | None = None


@dataclass(frozen=True, slots=True)
class BarisUsulan:
    usulan: Usulan
    unit: tuple[BarisUnit, ...]


@dataclass(frozen=True, slots=True)
class DaftarUsulan:
    """The proposals of a year, and what blocks them all."""

    usulan: tuple[BarisUsulan, ...]
    halangan: tuple[HalanganInstansi, ...]
    jalur_kosong: tuple[tuple[str, str], ...]

    @property
    def terhalang(self) -> bool:
        return any(h.putusan != PutusanHalangan.TIDAK for h in self.halangan)


def daftar_usulan(pelaku: Pelaku, periode: Periode) -> DaftarUsulan:
    """Four statements."""
    usulan = list(Usulan.objects.terlihat_oleh(pelaku).filter(periode=periode))
    unit = _baris_unit(usulan)
    halangan = HalanganInstansi.objects.filter(satker=pelaku.unit.instansi_id, periode=periode)
    ada = {u.jalur for u in usulan}
    return DaftarUsulan(
        usulan=tuple(BarisUsulan(u, tuple(unit[u.pk])) for u in usulan),
        halangan=tuple(halangan.select_related("oleh", "diputus_oleh")),
        jalur_kosong=tuple((kode, nama) for kode, nama in Jalur.choices if kode not in ada),
    )


def _baris_unit(usulan: Sequence[Usulan]) -> Mapping[uuid.UUID, list[BarisUnit]]:
    """Two statements."""
    units = list(
        UnitUsulan.objects.filter(usulan__in=usulan)
        .exclude(status=StatusUnit.DIKELUARKAN)
        .select_related("satker", "lembar__periode")
        .order_by("usulan", "satker__kode")
    )
    alur = {a.lembar_id: a for a in AlurLembar.objects.filter(lembar__in=[u.lembar_id for u in units])}
    hasil: dict[uuid.UUID, list[BarisUnit]] = defaultdict(list)
    for u in units:
        hasil[u.usulan_id].append(_satu(u, alur.get(u.lembar_id)))
    return hasil


def _satu(unit: UnitUsulan, alur: AlurLembar | None, survei: DokumenUsulan | None = None) -> BarisUnit:
    keadaan = alur.keadaan if alur else "pengisian"
    return BarisUnit(
        unit, keadaan, KEADAAN[keadaan], alur.sejak if alur else None, alur.tenggat if alur else None, survei
    )


# --- One usulan ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisDokumen:
    jenis: str
    nama: str
    dokumen: DokumenUsulan | None


@dataclass(frozen=True, slots=True)
class BarisMandiri:
    aturan: AturanMandiri
    syarat: SyaratMandiri | None

    @property
    def terpenuhi(self) -> bool:
        return self.syarat is not None and self.aturan.terpenuhi(self.syarat.pembilang, self.syarat.penyebut)


@dataclass(frozen=True, slots=True)
class RincianUsulan:
    """Everything on the page of one proposal. `lapor_sampai`: last day to report WBK mandiri, None: no decree yet."""

    usulan: Usulan
    dokumen: tuple[BarisDokumen, ...]
    unit: tuple[BarisUnit, ...]
    calon: tuple[LembarKerja, ...]
    mandiri: tuple[BarisMandiri, ...]
    lapor_sampai: dt.date | None
    tautan: tuple[Any, ...]

    @property
    def ada_disusun(self) -> bool:
        return any(b.unit.status == StatusUnit.DISUSUN for b in self.unit)


def rincian_usulan(usulan: Usulan) -> RincianUsulan:
    """Seven statements, nine for WBK mandiri, whatever the number of units."""
    dokumen = _dokumen_terbaru(usulan)
    mandiri = usulan.jalur == Jalur.WBK_MANDIRI
    jenis = DOKUMEN_MANDIRI if mandiri else DOKUMEN_USULAN
    unit = [
        BarisUnit(b.unit, b.keadaan, b.nama_keadaan, b.sejak, b.tenggat, dokumen.get((JenisDokumen.SURVEI, b.unit.pk)))
        for b in _baris_unit([usulan])[usulan.pk]
    ]
    return RincianUsulan(
        usulan=usulan,
        dokumen=tuple(BarisDokumen(j.value, j.label, dokumen.get((j.value, None))) for j in jenis),
        unit=tuple(unit),
        calon=tuple(calon_unit(usulan)),
        mandiri=_mandiri(usulan) if mandiri else (),
        lapor_sampai=_lapor_sampai(usulan) if mandiri else None,
        tautan=tuple(
            TautanPaket.objects.filter(usulan=usulan)
            .select_related("oleh")
            .annotate(kini=Now(), jumlah=Count("akses"), terakhir=Max("akses__pada"))
        ),
    )


def _dokumen_terbaru(usulan: Usulan) -> dict[tuple[str, uuid.UUID | None], DokumenUsulan]:
    hasil: dict[tuple[str, uuid.UUID | None], DokumenUsulan] = {}
    for d in DokumenUsulan.objects.filter(usulan=usulan).select_related("versi__isi", "oleh").order_by("-pada"):
        hasil.setdefault((d.jenis, d.unit_id), d)
    return hasil


def calon_unit(usulan: Usulan) -> list[LembarKerja]:
    """Sheets of the year that are layak and in no proposal. One statement."""
    terpakai = UnitUsulan.objects.exclude(status=StatusUnit.DIKELUARKAN).values("lembar")
    return list(
        LembarKerja.objects.filter(periode=usulan.periode_id, satker__instansi=usulan.satker_id, alur__keadaan="layak")
        .exclude(pk__in=terpakai)
        .select_related("satker")
        .order_by("satker__kode")
    )


def _mandiri(usulan: Usulan) -> tuple[BarisMandiri, ...]:
    ada = {s.kode: s for s in SyaratMandiri.objects.filter(usulan=usulan)}
    return tuple(BarisMandiri(aturan, ada.get(aturan.kode)) for aturan in MANDIRI)


def _lapor_sampai(usulan: Usulan) -> dt.date | None:
    """The first decree starts the clock."""
    sk = SkPredikat.objects.filter(unit__usulan=usulan, jenis=JenisSk.PENETAPAN).order_by("tanggal")
    tanggal = sk.values_list("tanggal", flat=True).first()
    return batas_lapor_mandiri(tanggal) if tanggal else None


def ambil_dokumen(pelaku: Pelaku, pk: uuid.UUID) -> DokumenUsulan | None:
    """A filed document of the actor's own proposals. One statement."""
    baris = DokumenUsulan.objects.filter(pk=pk, usulan__in=Usulan.objects.terlihat_oleh(pelaku))
    return baris.select_related("versi__isi").first()


# --- Region --------------------------------------------------------------------------------------------------------


def usulan_wilayah(pelaku: Pelaku, tahun: int) -> list[dict[str, Any]]:
    """The visible units of the year's proposals with their state, for whoever sees several units. One statement."""
    baris = (
        UnitUsulan.objects.filter(
            satker__in=Satker.objects.terlihat_oleh(pelaku), usulan__periode__tahun=tahun
        )
        .exclude(status=StatusUnit.DIKELUARKAN)
        .order_by("satker__kode")
        .values("kategori", kode=F("satker__kode"), nama=F("satker__nama"), jalur=F("usulan__jalur"),
                keadaan=F("lembar__alur__keadaan"), sejak=F("lembar__alur__sejak"))
    )  # fmt: skip
    return [
        {**b, "nama_keadaan": KEADAAN.get(b["keadaan"] or "", "–"), "nama_jalur": Jalur(b["jalur"]).label}
        for b in baris
    ]


def nama_butir(kode: str) -> str:
    return BUTIR_SELEKSI[kode][0]
