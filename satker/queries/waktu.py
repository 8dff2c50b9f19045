"""Reads about years, windows and deadlines. The database clock decides."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce, Greatest, Now
from django.db.models.query import QuerySet
from django.utils import timezone

from satker.models import GarisPendahuluan, Jejak, Jendela, JenisSatker, Kelonggaran, Periode, Satker, TitikPantau
from satker.models.waktu import Garis
from satker.peran import Peran
from satker.tahap import NAMA_TAHAP, TAHAP


@dataclass(frozen=True, slots=True)
class KeadaanJendela:
    """Whether a role may act now, and until when (UTC). `buka`/`tutup` None: no window is set for the role."""

    terbuka: bool
    buka: dt.datetime | None
    tutup: dt.datetime | None
    dilonggarkan: bool = False

    @property
    def batas(self) -> dt.datetime | None:
        """The end as people read it: midnight would be read as one day too many."""
        if self.tutup is None:
            return None
        setempat = timezone.localtime(self.tutup)
        tengah_malam = (setempat.hour, setempat.minute) == (0, 0)
        return self.tutup - dt.timedelta(minutes=1) if tengah_malam else self.tutup


def periode_untuk(satker: Satker, tahun: int) -> Periode | None:
    """The year of the unit's instansi, or None."""
    return Periode.objects.filter(instansi_id=satker.instansi_id, tahun=tahun).first()


def daftar_periode(satker: Satker) -> QuerySet[Periode]:
    """All years of the unit's instansi, newest first."""
    return Periode.objects.filter(instansi_id=satker.instansi_id)


def periode_berjalan(satker: Satker) -> Periode | None:
    """The newest year of the unit's instansi that has begun; the home pages open it."""
    return daftar_periode(satker).filter(tahun__lte=timezone.localdate().year).first()


def keadaan_jendela(*, satker: Satker, periode: Periode, tahap: str, peran: str) -> KeadaanJendela:
    """Judge one window by the database clock: half-open [buka, tutup), extended by Kelonggaran. One query."""
    longgar = (
        Kelonggaran.objects.filter(satker=satker, periode=periode, tahap=tahap).order_by("-sampai").values("sampai")[:1]
    )
    baris = (
        Jendela.objects.filter(periode=periode, tahap=tahap, peran=peran)
        .annotate(sekarang=Now(), batas=Greatest("tutup", Coalesce(Subquery(longgar), "tutup")))
        .values("buka", "tutup", "batas", "sekarang")
        .first()
    )
    if baris is None:
        return KeadaanJendela(False, None, None)
    return KeadaanJendela(
        terbuka=baris["buka"] <= baris["sekarang"] < baris["batas"],
        buka=baris["buka"],
        tutup=baris["batas"],
        dilonggarkan=baris["batas"] > baris["tutup"],
    )


def jendela_unit(
    unit: Iterable[uuid.UUID], *, periode: Periode, tahap: str, peran: str
) -> Mapping[uuid.UUID, KeadaanJendela]:
    """keadaan_jendela() of many units of a year. Two queries."""
    baris = Jendela.objects.filter(periode=periode, tahap=tahap, peran=peran)
    satu = baris.annotate(kini=Now()).values_list("buka", "tutup", "kini").first()
    if satu is None:
        return dict.fromkeys(unit, KeadaanJendela(False, None, None))
    buka, tutup, kini = satu
    unit = list(unit)
    longgar = Kelonggaran.objects.filter(satker__in=unit, periode=periode, tahap=tahap).order_by("sampai")
    sampai = dict(longgar.values_list("satker", "sampai"))  # the latest one stays
    batas = {u: max(tutup, sampai.get(u, tutup)) for u in unit}
    return {u: KeadaanJendela(buka <= kini < b, buka, b, b > tutup) for u, b in batas.items()}


# --- The pages of the inspectorate ----------------------------------------------------------------------------------

KODE_TITIK = ("B03", "B06", "B09", "B12")


@dataclass(frozen=True, slots=True)
class BarisJendela:
    """One window as people read it: first and last day in the instansi's zone. Both None: no window is set."""

    tahap: str
    nama_tahap: str
    peran: str
    nama_peran: str
    buka: dt.datetime | None
    tutup: dt.datetime | None
    hari_pertama: dt.date | None
    hari_terakhir: dt.date | None
    keadaan: str  # 'belum' | 'terbuka' | 'tutup' | 'tanpa'


@dataclass(frozen=True, slots=True)
class RincianPeriode:
    """Everything an admin sets for a year."""

    periode: Periode
    jendela: tuple[BarisJendela, ...]
    titik: dict[str, dt.date | None]
    garis: tuple[tuple[JenisSatker, str], ...]
    jumlah_kelonggaran: int
    instrumen_terkunci: bool


def hari_terakhir(tutup: dt.datetime, zona: str) -> dt.date:
    """The last day that is still inside a window ending (exclusively) at `tutup`."""
    return (tutup - dt.timedelta(microseconds=1)).astimezone(ZoneInfo(zona)).date()


def instrumen_terkunci(periode: Periode) -> bool:
    """Whether the instrument version may no longer change: Pengisian LKE has opened once (database clock), or the audit
    log knows a sheet or work on a question of this year, whatever the windows say today."""
    dibuka = Jendela.objects.filter(periode=periode, tahap="pengisian", buka__lte=Now()).exists()
    return dibuka or Jejak.objects.filter(~Q(kode_butir="") | Q(aksi="buka_lembar"), periode=periode).exists()


def baris_jendela(periode: Periode, zona: str) -> tuple[BarisJendela, ...]:
    """Every stage × role of satker.tahap, plus windows of roles that are not in the table, in calendar order."""
    baris = Jendela.objects.filter(periode=periode).annotate(sekarang=Now())
    ada = {(b["tahap"], b["peran"]): b for b in baris.values("tahap", "peran", "buka", "tutup", "sekarang")}
    kunci = [(t.kode, str(p)) for t in TAHAP for p in t.peran]
    kunci += sorted(k for k in ada if k not in kunci)
    return tuple(_baris_jendela(tahap, peran, ada.get((tahap, peran)), zona) for tahap, peran in kunci)


def _baris_jendela(tahap: str, peran: str, jendela: Mapping[str, Any] | None, zona: str) -> BarisJendela:
    nama = (tahap, NAMA_TAHAP[tahap], peran, Peran(peran).label)
    if jendela is None:
        return BarisJendela(*nama, None, None, None, None, "tanpa")
    buka, tutup, sekarang = jendela["buka"], jendela["tutup"], jendela["sekarang"]
    keadaan = "belum" if sekarang < buka else "terbuka" if sekarang < tutup else "tutup"
    pertama = buka.astimezone(ZoneInfo(zona)).date()
    return BarisJendela(*nama, buka, tutup, pertama, hari_terakhir(tutup, zona), keadaan)


def garis_periode(periode: Periode) -> tuple[tuple[JenisSatker, str], ...]:
    """Every kind of assessed unit of the instansi with its line (the parent where nothing is set). Two queries."""
    dipakai = Satker.objects.filter(instansi_id=periode.instansi_id, dinilai=True).values("jenis")
    disetel = dict(GarisPendahuluan.objects.filter(periode=periode).values_list("jenis_id", "garis"))
    return tuple((j, disetel.get(j.pk, Garis.INDUK.value)) for j in JenisSatker.objects.filter(pk__in=dipakai))


def rincian_periode(periode: Periode, zona: str) -> RincianPeriode:
    """The overview page of a year; a constant number of queries."""
    titik = dict(TitikPantau.objects.filter(periode=periode).values_list("kode", "tanggal"))
    return RincianPeriode(
        periode=periode,
        jendela=baris_jendela(periode, zona),
        titik={kode: titik.get(kode) for kode in KODE_TITIK},
        garis=garis_periode(periode),
        jumlah_kelonggaran=Kelonggaran.objects.filter(periode=periode).count(),
        instrumen_terkunci=instrumen_terkunci(periode),
    )


def daftar_kelonggaran(periode: Periode) -> QuerySet[Kelonggaran]:
    """Extensions of a year, the latest end first, with their units."""
    return Kelonggaran.objects.filter(periode=periode).select_related("satker").order_by("-sampai", "satker__kode")
