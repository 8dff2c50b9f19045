"""What the role homes and dashboards read about people, years, windows and the event log."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest, Now
from django.utils import timezone

from satker.jadwal import DETAK_BATAS
from satker.models import (
    Jejak,
    Jendela,
    Kelonggaran,
    KotakSurat,
    Pekerjaan,
    Penugasan,
    Periode,
    RiwayatPredikat,
    Satker,
)
from satker.models.organisasi import Predikat, syarat_dipegang
from satker.models.pekerjaan import StatusPekerjaan
from satker.pelaku import Pelaku
from satker.peran import TIM_SATKER, Peran
from satker.queries.jejak import kalimat_aksi, terbuka_bagi
from satker.queries.waktu import KeadaanJendela
from satker.tahap import NAMA_TAHAP


@dataclass(frozen=True, slots=True)
class PredikatTercatat:
    """One decree as recorded. `dipegang`: it counts for the year that is looked at (syarat_dipegang)."""

    predikat: str
    tahun: int
    dicabut_pada: dt.date | None
    dipegang: bool


@dataclass(frozen=True, slots=True)
class RiwayatUnit:
    """The decrees of a unit up to a year, newest first."""

    daftar: tuple[PredikatTercatat, ...]

    @property
    def berlaku(self) -> PredikatTercatat | None:
        """The predikat held: WBBM before WBK, then the newest; None without one that counts."""
        sah = [p for p in self.daftar if p.dipegang]
        return max(sah, key=lambda p: (p.predikat == Predikat.WBBM, p.tahun), default=None)

    @property
    def dicabut(self) -> PredikatTercatat | None:
        """The newest revoked one, shown only while none is held."""
        return next((p for p in self.daftar if not p.dipegang), None) if self.berlaku is None else None

    @property
    def wbk_sejak(self) -> int | None:
        """Year of the first WBK that counts, for the gate SUDAH_WBK."""
        return min((p.tahun for p in self.daftar if p.predikat == Predikat.WBK and p.dipegang), default=None)


def riwayat_predikat(satker: Satker, tahun: int) -> RiwayatUnit:
    """Decrees of the unit recorded for years up to `tahun`. One statement."""
    dipegang = ExpressionWrapper(syarat_dipegang(tahun), output_field=BooleanField())
    baris = RiwayatPredikat.objects.filter(satker=satker, tahun__lte=tahun).annotate(dipegang=dipegang)
    kolom = ("predikat", "tahun", "dicabut_pada", "dipegang")
    return RiwayatUnit(tuple(PredikatTercatat(*b) for b in baris.order_by("-tahun", "predikat").values_list(*kolom)))


def tahun_tersedia(satker: Satker) -> tuple[int, ...]:
    """Years of the unit's instansi, newest first. One statement."""
    return tuple(Periode.objects.filter(instansi_id=satker.instansi_id).values_list("tahun", flat=True))


@dataclass(frozen=True, slots=True)
class SatkerCocok:
    """A unit found by its name or code."""

    kode: str
    nama: str
    dinilai: bool


def cari_satker(pelaku: Pelaku, teks: str, batas: int, *, semua: bool = False) -> tuple[SatkerCocok, ...]:
    """Visible units whose name or code has the text, by name; with `semua` every assessed one. One statement."""
    terlihat = Satker.objects.terlihat_oleh(pelaku)
    if semua:
        terlihat = terlihat.dinilai()
    elif teks:
        terlihat = terlihat.filter(Q(nama__icontains=teks) | Q(kode__icontains=teks))
    else:
        return ()
    return tuple(
        SatkerCocok(*b) for b in terlihat.order_by("nama", "kode").values_list("kode", "nama", "dinilai")[:batas]
    )


# --- Windows -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Acara:
    """A coming date: a window that opens or ends, or the day of the proposal. `pada` is a date or an instant."""

    nama: str
    pada: dt.date | dt.datetime


@dataclass(frozen=True, slots=True)
class Kalender:
    """The windows of a year as one unit meets them. `batas`: (stage, role) → end, extensions included."""

    pengisian: KeadaanJendela
    acara: tuple[Acara, ...]
    batas: Mapping[tuple[str, str], dt.datetime]

    @property
    def tenggat(self) -> dt.datetime | None:
        """The last minute of the filling window, as people read it."""
        return batas_terbaca(self.pengisian.tutup) if self.pengisian.tutup else None


def batas_terbaca(tutup: dt.datetime) -> dt.datetime:
    """The last minute of a half-open window: midnight as an end would be read as one day too many."""
    setempat = timezone.localtime(tutup)
    return tutup - dt.timedelta(minutes=1) if (setempat.hour, setempat.minute) == (0, 0) else tutup


def kalender(satker: Satker, periode: Periode, peran: str) -> Kalender:
    """Filling window of the role and all coming dates, by the database clock and with extensions. One statement.

    Windows of one stage that differ by role are shown from the first opening to the last end.
    """
    longgar = Kelonggaran.objects.filter(satker=satker, periode=periode, tahap=OuterRef("tahap")).order_by("-sampai")
    baris = list(
        Jendela.objects.filter(periode=periode)
        .annotate(sekarang=Now(), batas=Greatest("tutup", Coalesce(Subquery(longgar.values("sampai")[:1]), F("tutup"))))
        .order_by("buka", "tahap", "peran")
        .values("tahap", "peran", "buka", "tutup", "batas", "sekarang")
    )
    acara = [Acara(f"{nama} {kata}", pada) for nama, kata, pada in _acara_jendela(baris) if pada > baris[0]["sekarang"]]
    if periode.batas_usulan >= timezone.localdate():
        acara.append(Acara("Batas pengusulan", periode.batas_usulan))
    acara.sort(key=lambda a: (_hari(a.pada), a.nama))
    batas = {(b["tahap"], b["peran"]): b["batas"] for b in baris}
    return Kalender(_pengisian(baris, peran), tuple(acara), batas)


def _hari(pada: dt.date | dt.datetime) -> dt.date:
    return timezone.localtime(pada).date() if isinstance(pada, dt.datetime) else pada


def _acara_jendela(baris: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, dt.datetime]]:
    per_tahap: dict[str, list[Mapping[str, Any]]] = {}
    for b in baris:
        per_tahap.setdefault(b["tahap"], []).append(b)
    hasil = []
    for tahap, isi in per_tahap.items():
        nama = NAMA_TAHAP[tahap]
        hasil.append((nama, "dibuka", min(b["buka"] for b in isi)))
        hasil.append((nama, "berakhir", batas_terbaca(max(b["batas"] for b in isi))))
    return hasil


def _pengisian(baris: Sequence[Mapping[str, Any]], peran: str) -> KeadaanJendela:
    for b in baris:
        if b["tahap"] == "pengisian" and b["peran"] == peran:
            return KeadaanJendela(
                b["buka"] <= b["sekarang"] < b["batas"], b["buka"], b["batas"], b["batas"] > b["tutup"]
            )
    return KeadaanJendela(False, None, None)


# --- People --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnggotaTim:
    """A person of the unit's team in one role. `terakhir_masuk` None: never."""

    user_id: uuid.UUID
    nama: str
    peran: str
    label: str
    area: str
    terakhir_masuk: dt.datetime | None


def tim_satker(satker: Satker) -> tuple[AnggotaTim, ...]:
    """Everyone who works on the unit's sheet today: active accounts, one row per role. One statement."""
    baris = (
        Penugasan.objects.berlaku(timezone.localdate())
        .filter(unit=satker, peran__in=TIM_SATKER, user__is_active=True)
        .select_related("user")
        .order_by("area", "peran", "user__nama")
    )
    return tuple(AnggotaTim(p.user_id, p.user.nama, p.peran, p.label, p.area, p.user.last_login) for p in baris)


def penanggung_area(tim: tuple[AnggotaTim, ...]) -> dict[str, tuple[str, ...]]:
    """Names by area: the ketua pokja of A1…A6; the koordinator under "B" for Hasil (decisions §3)."""
    hasil: dict[str, tuple[str, ...]] = {}
    for orang in tim:
        kunci = {Peran.KETUA_POKJA: orang.area, Peran.KOORDINATOR: "B"}.get(Peran(orang.peran))
        if kunci:
            hasil[kunci] = (*hasil.get(kunci, ()), orang.nama)
    return hasil


def belum_masuk(tim: tuple[AnggotaTim, ...], hari: int) -> tuple[AnggotaTim, ...]:
    """People without a login for `hari` days, once each, those who never came first."""
    batas = timezone.now() - dt.timedelta(days=hari)
    diam = {o.user_id: o for o in tim if o.terakhir_masuk is None or o.terakhir_masuk < batas}
    awal = dt.datetime.min.replace(tzinfo=dt.UTC)
    return tuple(sorted(diam.values(), key=lambda o: (o.terakhir_masuk or awal, o.nama)))


# --- Event log -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kegiatan:
    """One row of the log in words, without its contents. `kode_butir` is empty when it is about no butir."""

    pada: dt.datetime
    oleh: str
    kalimat: str
    kode_butir: str


def kegiatan_area(satker: Satker, periode: Periode, area: str, banyak: int) -> tuple[Kegiatan, ...]:
    """The newest events of an area in a year. One statement."""
    baris = (
        terbuka_bagi(Jejak.objects.filter(satker=satker, periode=periode, area=area), "")
        .order_by("-pada")
        .values_list("pada", "oleh__nama", "aksi", "kode_butir")[:banyak]
    )
    return tuple(Kegiatan(pada, nama or "Sistem", kalimat_aksi(aksi), kode) for pada, nama, aksi, kode in baris)


# --- Health of the system ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeadaanSistem:
    """Counts of jobs and kept mail. `terhenti`: waiting or running without a sign of life for DETAK_BATAS seconds."""

    antre: int
    berjalan: int
    terhenti: int
    gagal: int
    surat: int
    surat_terakhir: dt.datetime | None


def keadaan_sistem() -> KeadaanSistem:
    """Two statements; only for a role with kelola_sistem, because it counts over all units."""
    status = StatusPekerjaan
    hidup = [status.ANTRE, status.BERJALAN]
    basi = timezone.now() - dt.timedelta(seconds=DETAK_BATAS)
    kerja = Pekerjaan.objects.aggregate(
        antre=Count("pk", filter=Q(status=status.ANTRE)),
        berjalan=Count("pk", filter=Q(status=status.BERJALAN)),
        terhenti=Count("pk", filter=Q(status__in=hidup, detak__lt=basi)),
        gagal=Count("pk", filter=Q(status=status.GAGAL)),
    )
    surat = KotakSurat.objects.aggregate(surat=Count("pk"), surat_terakhir=Max("pada"))
    return KeadaanSistem(**kerja, **surat)
