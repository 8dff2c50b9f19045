"""What the role homes, the dashboard and the list of units read of the sheets. Each docstring counts its statements."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from instrumen.pohon.tipe import Instrumen
from penilaian.lapisan import LAPISAN
from penilaian.models import Jawaban, Lapisan, LembarKerja, NilaiHarian, PenanggungJawab, Peristiwa, Potret
from penilaian.skor.hitung import HasilSkor, hitung
from satker.models import Periode, RiwayatPredikat, Satker
from satker.models.organisasi import Predikat
from satker.pelaku import Pelaku
from satker.queries.waktu import periode_berjalan

URUT_BAKU = "nilai"
"""Weakest first; other keys are "-nilai", "terisi", "-terisi", "nama", "-nama" and an area code with or without "-"."""


def lembar_berjalan(pelaku: Pelaku) -> tuple[Periode | None, LembarKerja | None]:
    """The running year of the actor's own unit and its sheet. One statement when this year's sheet exists, else two."""
    unit, tahun = pelaku.unit, timezone.localdate().year
    lembar = (
        LembarKerja.objects.terlihat_oleh(pelaku)
        .filter(satker=unit, periode__instansi_id=unit.instansi_id, periode__tahun__lte=tahun)
        .select_related("periode", "alur")
        .order_by("-periode__tahun")
        .first()
    )
    if lembar and lembar.periode.tahun == tahun:
        return lembar.periode, lembar
    periode = periode_berjalan(unit)
    return periode, lembar if lembar and periode and lembar.periode_id == periode.pk else None


def punya_lembar(satker: Satker, tahun: int) -> bool:
    """Whether the unit has a sheet in that year. One statement."""
    return LembarKerja.objects.filter(satker=satker, periode__tahun=tahun).exists()


# --- One sheet -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JawabanSingkat:
    """An answer of the satker layer without its narrative."""

    isi: Any
    pada: dt.datetime
    oleh_id: uuid.UUID
    oleh: str


@dataclass(frozen=True, slots=True)
class LembarTernilai:
    """The answers of the satker layer and what the engine makes of them."""

    jawaban: Mapping[str, JawabanSingkat]
    hasil: HasilSkor
    salinan: int = 0  # answers copied from another year that nobody has looked at

    @property
    def terakhir(self) -> JawabanSingkat | None:
        """The newest save."""
        return max(self.jawaban.values(), key=lambda j: j.pada, default=None)


def lembar_ternilai(lembar: LembarKerja, instrumen: Instrumen, wbk_sejak: int | None) -> LembarTernilai:
    """The scored sheet. One statement; `wbk_sejak` feeds the gate SUDAH_WBK."""
    kolom = ("kode_butir", "isi", "pada", "oleh_id", "oleh__nama", "salinan_dari")
    baris = list(
        Jawaban.objects.filter(satker_id=lembar.satker_id, lembar=lembar, lapisan=Lapisan.SATKER).values_list(*kolom)
    )
    jawaban = {kode: JawabanSingkat(isi, pada, oleh_id, oleh) for kode, isi, pada, oleh_id, oleh, _ in baris}
    isi = {kode: j.isi for kode, j in jawaban.items() if j.isi is not None}
    return LembarTernilai(
        jawaban,
        hitung(instrumen, isi, wbk_sejak=wbk_sejak, tahun=lembar.periode.tahun),
        sum(1 for *_, tahun in baris if tahun),
    )


@dataclass(frozen=True, slots=True)
class TitikNilai:
    """Figures at the end of one local day on which something changed."""

    tanggal: dt.date
    total: Decimal
    pengungkit: Decimal
    hasil: Decimal
    terisi: int


def riwayat_nilai(lembar: LembarKerja) -> tuple[TitikNilai, ...]:
    """Every kept day of the sheet's satker layer, oldest first. One statement."""
    baris = NilaiHarian.objects.filter(satker_id=lembar.satker_id, lembar=lembar, lapisan=Lapisan.SATKER)
    kolom = ("tanggal", "total", "pengungkit", "hasil", "terisi")
    return tuple(TitikNilai(*b) for b in baris.order_by("tanggal").values_list(*kolom))


def penanggung_butir(lembar: LembarKerja) -> dict[str, uuid.UUID]:
    """The person responsible by kode_butir, only where one was named. One statement."""
    baris = PenanggungJawab.objects.filter(satker_id=lembar.satker_id, lembar=lembar)
    return dict(baris.values_list("kode_butir", "user_id"))


# --- Many units ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaringanSatker:
    """What the list is narrowed to. `predikat` may be "tanpa"; an unknown `urut` means URUT_BAKU; `mandiri`: the own
    assessment of every unit instead of its last published layer.
    """

    q: str = ""
    jenis: str = ""
    predikat: str = ""
    urut: str = URUT_BAKU
    mandiri: bool = False


@dataclass(frozen=True, slots=True)
class JumlahSatker:
    """How many units the actor sees in a year, by predikat held, and how many have no sheet yet."""

    semua: int
    wbk: int
    wbbm: int
    belum_mulai: int

    @property
    def tanpa(self) -> int:
        return self.semua - self.wbk - self.wbbm


def id_tahun(tahun: int) -> tuple[uuid.UUID, ...]:
    """Ids of the year in every instansi: units seen along the pembina line may belong to another. One statement."""
    return tuple(Periode.objects.filter(tahun=tahun).order_by().values_list("pk", flat=True))


def _satker_tahun(pelaku: Pelaku, tahun: int, periode: Sequence[uuid.UUID] | None) -> QuerySet[Any]:
    """Assessed units that exist in the year, each with its sheet and the one summary row of the satker layer, or nulls.

    `periode`: what id_tahun() gave, None: it is asked here.
    """
    periode = id_tahun(tahun) if periode is None else periode
    dipegang = RiwayatPredikat.objects.dipegang(tahun).filter(satker=OuterRef("pk"))
    berlaku = dipegang.order_by("predikat", "-tahun")  # WBBM sorts before WBK
    return (
        Satker.objects.terlihat_oleh(pelaku)
        .dinilai()
        .filter(
            Q(aktif_selesai__isnull=True) | Q(aktif_selesai__gte=dt.date(tahun, 1, 1)),
            aktif_mulai__lte=dt.date(tahun, 12, 31),
        )
        .annotate(
            lbr=FilteredRelation("lembar", condition=Q(lembar__periode__in=periode)),
            rks=FilteredRelation("lbr__ringkasan", condition=Q(lbr__ringkasan__lapisan=Lapisan.SATKER)),
            predikat_kini=Subquery(berlaku.values("predikat")[:1]),
            predikat_tahun=Subquery(berlaku.values("tahun")[:1]),
            wbk_sejak=Subquery(berlaku.filter(predikat=Predikat.WBK).order_by("tahun").values("tahun")[:1]),
        )
    )


def jumlah_satker(pelaku: Pelaku, tahun: int, periode: Sequence[uuid.UUID] | None = None) -> JumlahSatker:
    """Counts over everything the actor sees in the year, whatever the list is narrowed to. One statement, and the ids
    of the year where they are not given.
    """
    kini = _satker_tahun(pelaku, tahun, periode)
    return JumlahSatker(
        **kini.aggregate(
            semua=Count("pk"),
            wbk=Count("pk", filter=Q(predikat_kini=Predikat.WBK)),
            wbbm=Count("pk", filter=Q(predikat_kini=Predikat.WBBM)),
            belum_mulai=Count("pk", filter=Q(rks__pk__isnull=True)),
        )
    )


def daftar_satker(
    pelaku: Pelaku,
    tahun: int,
    saringan: SaringanSatker,
    area: tuple[str, ...],
    periode: Sequence[uuid.UUID] | None = None,
) -> QuerySet[Any, dict[str, Any]]:
    """Rows of the list, sorted; `area` are the codes that may be sorted by. Two statements when cut into one page.

    Each row is a mapping with kode, nama, jenis, the predikat held (wbk_sejak: for SUDAH_WBK), the summary of the own
    assessment (null: no sheet yet) and `potret`, the last published copy whose figures count instead (null: none).
    """
    hasil = _satker_tahun(pelaku, tahun, periode)
    terbit = _terbit(OuterRef("lbr__pk")).none() if saringan.mandiri else _terbit(OuterRef("lbr__pk"))
    hasil = hasil.annotate(
        potret=Subquery(terbit.values("pk")[:1]),
        total_terbit=Subquery(terbit.values("total")[:1]),
        area_terbit=Subquery(terbit.values("area")[:1]),
    )
    if saringan.q:
        hasil = hasil.filter(Q(nama__icontains=saringan.q) | Q(kode__icontains=saringan.q))
    if saringan.jenis:
        hasil = hasil.filter(jenis=saringan.jenis)
    if saringan.predikat == "tanpa":
        hasil = hasil.filter(predikat_kini__isnull=True)
    elif saringan.predikat:
        hasil = hasil.filter(predikat_kini=saringan.predikat)
    return hasil.order_by(*_urutan(saringan.urut, area)).values(
        "kode",
        "nama",
        "predikat_kini",
        "predikat_tahun",
        "wbk_sejak",
        "potret",
        satker=F("pk"),
        nama_jenis=F("jenis__nama"),
        target=F("lbr__target"),
        total=F("rks__total"),
        terisi=F("rks__terisi"),
        jumlah=F("rks__jumlah"),
        area=F("rks__area"),
        gerbang=F("rks__gerbang"),
        berubah_pada=F("rks__berubah_pada"),
    )


def _terbit(lembar: Any) -> QuerySet[Potret]:
    """Published copies of a sheet, newest first (decisions §4). A TPN layer of which only totals were typed is none."""
    terbit = Q(lapisan=Lapisan.TPI, peristiwa__in=[Peristiwa.KUNCI, Peristiwa.LHE, Peristiwa.DIUSULKAN])
    for kode in (Lapisan.PENDAHULUAN, Lapisan.TPN):
        terbit |= Q(lapisan=kode, peristiwa=LAPISAN[kode].terbit)
    return Potret.objects.filter(terbit, lembar=lembar, terisi=F("jumlah")).order_by("-pada")


def potret_ringkas(pk: Iterable[uuid.UUID]) -> dict[uuid.UUID, Potret]:
    """The figures of published copies, without answers. One statement."""
    return Potret.objects.defer("jawaban", "pohon").in_bulk(list(pk))


def selisih_lalu(satker: Iterable[uuid.UUID], tahun: int) -> dict[uuid.UUID, Decimal]:
    """Own assessment as sent minus the team's published total in the year before, by unit; only where both exist.
    One statement.
    """
    baris = Potret.objects.filter(
        Q(lapisan=Lapisan.SATKER, peristiwa=Peristiwa.KIRIM) | Q(lapisan=Lapisan.TPI, terisi=F("jumlah")),
        satker__in=list(satker),
        lembar__periode__tahun=tahun - 1,
    ).order_by("pada")
    angka = {(s, lapisan): total for s, lapisan, total in baris.values_list("satker", "lapisan", "total")}
    return {
        s: angka[s, Lapisan.SATKER] - total
        for (s, lapisan), total in angka.items()
        if lapisan == Lapisan.TPI and (s, Lapisan.SATKER) in angka
    }


def _urutan(urut: str, area: tuple[str, ...]) -> list[Any]:
    """Sheets that were not started count as the weakest: first when rising, last when falling."""
    turun, kunci = urut.startswith("-"), urut.removeprefix("-")
    if kunci == "nama":
        return ["-nama" if turun else "nama", "kode"]
    if kunci in area:
        nilai: Any = Cast(
            KeyTextTransform("nilai", KeyTransform(kunci, Coalesce(F("area_terbit"), F("rks__area")))),
            DecimalField(max_digits=16, decimal_places=12),
        )
    else:
        nilai = F("rks__terisi") if kunci == "terisi" else Coalesce(F("total_terbit"), F("rks__total"))
    return [nilai.desc(nulls_last=True) if turun else nilai.asc(nulls_first=True), "nama", "kode"]


def jenis_terlihat(pelaku: Pelaku) -> tuple[tuple[str, str], ...]:
    """(kode, nama) of the kinds among the assessed units the actor sees, for the filter. One statement."""
    baris = Satker.objects.terlihat_oleh(pelaku).dinilai().order_by("jenis__nama").values_list("jenis", "jenis__nama")
    return tuple(baris.distinct())
