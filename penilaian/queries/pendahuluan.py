"""The penilaian pendahuluan of one sheet, and the queue of all units of a line."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When

from instrumen.pohon.tipe import Butir, Instrumen
from penilaian.alur import AWAL, KEADAAN
from penilaian.models import (
    AlurLembar,
    ButirPengajuan,
    Jawaban,
    JenisPeriksa,
    Lapisan,
    LembarKerja,
    Pemeriksaan,
    Pengajuan,
    RingkasanLembar,
    StatusButir,
)
from penilaian.queries.butir import jawaban_singkat
from penilaian.queries.periksa import BarisPeriksa, DaftarPeriksa
from penilaian.skor.jawaban import nilai_butir
from satker.models import Kelonggaran, Periode
from satker.pelaku import Pelaku
from satker.queries.garis import di_garis, satker_di_garis, unit_pendahuluan
from satker.queries.waktu import KeadaanJendela, keadaan_jendela

TAHAP = "pendahuluan"


@dataclass(frozen=True, slots=True)
class HakPeriksa:
    """Whether the actor may check and score now; `sebab` says in Indonesian why not."""

    boleh: bool
    sebab: str
    jendela: KeadaanJendela


def hak_pendahuluan(pelaku: Pelaku, lembar: LembarKerja, alur: AlurLembar) -> HakPeriksa:
    """Judge line, state and window. At most three statements."""
    satker, periode = lembar.satker, lembar.periode
    jendela = keadaan_jendela(satker=satker, periode=periode, tahap=TAHAP, peran=pelaku.peran)
    if not di_garis(pelaku, satker, periode):
        unit = unit_pendahuluan(satker, periode)
        return HakPeriksa(False, f"Penilaian pendahuluan unit ini dilakukan {unit or 'unit lain'}.", jendela)
    if alur.keadaan != "pendahuluan":
        kini = KEADAAN[alur.keadaan].lower()
        return HakPeriksa(False, f"Lembar ini sedang {kini}. Hasil periksa hanya dapat dibaca.", jendela)
    if not jendela.terbuka:
        return HakPeriksa(False, "Waktu penilaian pendahuluan tidak sedang dibuka. Hasil hanya dapat dibaca.", jendela)
    return HakPeriksa(True, "", jendela)


def hak_surat(pelaku: Pelaku, lembar: LembarKerja, alur: AlurLembar) -> HakPeriksa:
    """Who records the letter: whoever judges, and the same line after the decision until the team opens the sheet.
    The letter follows the decision and may come after the window.
    """
    hak = hak_pendahuluan(pelaku, lembar, alur)
    menunggu = alur.keadaan == "siap_tpi" and di_garis(pelaku, lembar.satker, lembar.periode)
    return HakPeriksa(True, "", hak.jendela) if menunggu else hak


def pemeriksaan_untuk(pengajuan: Pengajuan | None) -> Pemeriksaan | None:
    """The check of a sending, once somebody has opened a butir of it."""
    return (
        Pemeriksaan.objects.filter(pengajuan=pengajuan, jenis=JenisPeriksa.PENDAHULUAN).first() if pengajuan else None
    )


# --- The queue ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisAntrean:
    """One unit of the line. Counts are about its newest sending; `dinilai` butir have a score of this layer."""

    kode: str
    nama: str
    keadaan: str
    sejak: dt.datetime | None
    tenggat: dt.datetime | None
    jumlah: int
    lengkap: int
    dikembalikan: int
    diperbaiki: int
    dinilai: int
    total: Decimal | None
    pengajuan: int

    @property
    def nama_keadaan(self) -> str:
        return KEADAAN[self.keadaan]

    @property
    def menunggu(self) -> bool:
        """Whether it waits for this office."""
        return self.keadaan == "pendahuluan"

    @property
    def siap(self) -> bool:
        """Everything checked and scored: only the decision is missing."""
        return self.menunggu and self.jumlah > 0 and self.dinilai >= self.jumlah and self.lengkap == self.jumlah


@dataclass(frozen=True, slots=True)
class Antrean:
    baris: tuple[BarisAntrean, ...]

    @property
    def menunggu(self) -> tuple[BarisAntrean, ...]:
        return tuple(b for b in self.baris if b.menunggu)

    @property
    def lain(self) -> tuple[BarisAntrean, ...]:
        return tuple(b for b in self.baris if not b.menunggu)

    @property
    def berikutnya(self) -> BarisAntrean | None:
        """What to open next: repaired butir first, then the one that has waited longest."""
        return next((b for b in self.menunggu if b.diperbaiki), self.menunggu[0] if self.menunggu else None)


def antrean(pelaku: Pelaku, periode: Periode) -> Antrean:
    """Every unit of the line, those that wait in front. Five statements for any number of units."""
    jendela = keadaan_jendela(satker=pelaku.unit, periode=periode, tahap=TAHAP, peran=pelaku.peran)
    unit = list(
        satker_di_garis(pelaku.unit, periode)
        .annotate(
            lembar_id=Subquery(LembarKerja.objects.filter(satker=OuterRef("pk"), periode=periode).values("pk")[:1]),
            keadaan=Subquery(
                AlurLembar.objects.filter(satker=OuterRef("pk"), lembar__periode=periode).values("keadaan")[:1]
            ),
            sejak=Subquery(
                AlurLembar.objects.filter(satker=OuterRef("pk"), lembar__periode=periode).values("sejak")[:1]
            ),
            longgar=Subquery(
                Kelonggaran.objects.filter(satker=OuterRef("pk"), periode=periode, tahap=TAHAP)
                .order_by("-sampai")
                .values("sampai")[:1]
            ),
            total=Subquery(
                RingkasanLembar.objects.filter(
                    satker=OuterRef("pk"), lembar__periode=periode, lapisan=Lapisan.SATKER
                ).values("total")[:1]
            ),
        )
        .annotate(urut=Case(When(keadaan="pendahuluan", then=Value(0)), default=Value(1)))
        .order_by("urut", F("sejak").asc(nulls_last=True), "kode")
    )
    lembar = [u.lembar_id for u in unit if u.lembar_id]
    ajuan = _ajuan(lembar)
    dinilai = dict(
        Jawaban.objects.filter(lembar__in=lembar, lapisan=Lapisan.PENDAHULUAN, isi__isnull=False)
        .order_by()
        .values("lembar")
        .annotate(n=Count("pk"))
        .values_list("lembar", "n")
    )
    baris = []
    for u in unit:
        a = ajuan.get(u.lembar_id, {})
        tenggat = max((t for t in (jendela.tutup, u.longgar) if t), default=None)
        baris.append(
            BarisAntrean(
                u.kode, u.nama, u.keadaan or AWAL, u.sejak, tenggat,
                a.get("jumlah", 0), a.get("lengkap", 0), a.get("kembali", 0), a.get("diperbaiki", 0),
                dinilai.get(u.lembar_id, 0), u.total, a.get("pengajuan__nomor", 0),
            )
        )  # fmt: skip
    return Antrean(tuple(baris))


def _ajuan(lembar: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """Counts by status of the newest sending of each sheet. One statement."""
    baris = (
        ButirPengajuan.objects.filter(pengajuan__lembar__in=lembar)
        .order_by()
        .values("pengajuan__lembar", "pengajuan__nomor")
        .annotate(
            jumlah=Count("pk"),
            lengkap=Count("pk", filter=Q(status=StatusButir.LENGKAP)),
            kembali=Count("pk", filter=Q(status=StatusButir.PERLU_PERBAIKAN)),
            diperbaiki=Count("pk", filter=Q(status=StatusButir.DIPERBAIKI)),
        )
        .order_by("pengajuan__nomor")
    )
    return {b["pengajuan__lembar"]: dict(b) for b in baris}


# --- One sheet ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisNilai:
    """One butir of the sending beside the score of this layer. `usang`: it was sent again after it was scored."""

    periksa: BarisPeriksa
    satker: str
    nilai: str
    poin_satker: Fraction
    poin: Fraction | None
    usang: bool

    @property
    def butir(self) -> Butir:
        return self.periksa.butir

    @property
    def status(self) -> str:
        return self.periksa.bahan.status

    @property
    def kata_status(self) -> str:
        return StatusButir(self.status).label

    @property
    def selisih(self) -> Fraction:
        """Points of this layer minus the satker's; 0 while there is no score."""
        return Fraction(0) if self.poin is None else self.poin - self.poin_satker

    @property
    def perlu(self) -> bool:
        """Whether this office has to look at it: no result yet, repaired, or complete without a present score. What was
        returned waits for the satker."""
        if self.status == StatusButir.LENGKAP:
            return self.poin is None or self.usang
        return self.status != StatusButir.PERLU_PERBAIKAN


def nilai_pendahuluan(lembar: LembarKerja) -> dict[str, Jawaban]:
    """The stored scores of the layer by kode. One statement."""
    baris = Jawaban.objects.filter(lembar=lembar, lapisan=Lapisan.PENDAHULUAN).select_related("oleh")
    return {j.kode_butir: j for j in baris}


def baris_nilai(daftar: DaftarPeriksa, nilai: dict[str, Jawaban]) -> tuple[BarisNilai, ...]:
    """The butir of a sending, repaired ones first, then what is not done, then the rest in reading order."""
    hasil = []
    for p in daftar.baris:
        j = nilai.get(p.butir.kode)
        ada = j if j and j.isi is not None else None
        angka = nilai_butir(p.butir, ada.isi).nilai if ada else None
        hasil.append(
            BarisNilai(
                periksa=p,
                satker=jawaban_singkat(p.butir, p.bahan.isi),
                nilai=jawaban_singkat(p.butir, ada.isi) if ada else "",
                poin_satker=p.butir.bobot_efektif * (nilai_butir(p.butir, p.bahan.isi).nilai or 0),
                poin=None if angka is None else p.butir.bobot_efektif * angka,
                usang=bool(ada and _usang(p, ada)),
            )
        )
    return tuple(sorted(hasil, key=lambda b: (b.status != StatusButir.DIPERBAIKI, not b.perlu, b.butir.urutan)))


def _usang(periksa: BarisPeriksa, nilai: Jawaban) -> bool:
    lewat = periksa.bahan.pada is not None and periksa.bahan.pada > nilai.pada
    return nilai.dinilai_ke != periksa.bahan.ke or lewat


def berikutnya(baris: tuple[BarisNilai, ...], instrumen: Instrumen, kode: str) -> Butir | None:
    """The next butir to look at after `kode` in reading order, repaired ones first; round the end once. When nothing
    waits any more: what was returned and still has no score."""
    lain = [b for b in baris if b.butir.kode != kode]
    perlu = [b for b in lain if b.perlu] or [b for b in lain if b.poin is None]
    ulang = [b.butir for b in perlu if b.status == StatusButir.DIPERBAIKI]
    if ulang:
        return ulang[0]
    kini = instrumen.butir[kode].urutan
    urut = sorted((b.butir for b in perlu), key=lambda b: (b.urutan <= kini, b.urutan))
    return urut[0] if urut else None
