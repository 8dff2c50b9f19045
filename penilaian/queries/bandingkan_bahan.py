"""What the pages "Bandingkan butir" stand on: the sheets of the reader's units, what they sent, and the scores the
reader may see. Every function reads all sheets at once.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Now

from instrumen.pohon.tipe import Instrumen
from penilaian.alur import AWAL
from penilaian.lapisan import LAPISAN
from penilaian.models import (
    AlurLembar,
    ButirPengajuan,
    Jawaban,
    Lapisan,
    LembarKerja,
    Pengajuan,
    Peristiwa,
    Potret,
)
from penilaian.queries.meja import lapisan_tulis
from satker.models import JenisSatker, Kelonggaran, Periode
from satker.pelaku import Pelaku
from satker.peran import KANWIL, TIM_PENILAI
from satker.queries.garis import satker_di_garis
from satker.queries.waktu import keadaan_jendela

_TERBIT = {
    Lapisan.PENDAHULUAN: (Peristiwa.PENDAHULUAN,),
    Lapisan.TPI: (Peristiwa.KUNCI, Peristiwa.LHE),
}
TAHAP_KANWIL = LAPISAN[Lapisan.PENDAHULUAN].tahap


@dataclass(frozen=True, slots=True)
class Terbit:
    """One butir of a published copy."""

    isi: Any
    catatan: str
    pada: dt.datetime


@dataclass(frozen=True, slots=True)
class Bahan:
    """Sheets in order of their unit, and by sheet: sent answers and scores. `draf` holds rows the reader's own side
    writes, `terbit` (sheet, layer) published copies; both by canonical code. `garis`: sheets the reader's office
    assesses; `buka`: those whose window is open for it.
    """

    pelaku: Pelaku
    lapisan: str
    lembar: tuple[LembarKerja, ...]
    kiriman: Mapping[uuid.UUID, Mapping[str, ButirPengajuan]]
    draf: Mapping[uuid.UUID, Mapping[str, Jawaban]]
    terbit: Mapping[tuple[uuid.UUID, str], Mapping[str, Terbit]]
    buka: frozenset[uuid.UUID] = field(default=frozenset())

    def milik(self, lembar: LembarKerja, kode: str) -> Jawaban | Terbit | None:
        """The score of the reader's layer: the own draft, else the published copy."""
        if lembar.pk in self.draf:
            return self.draf[lembar.pk].get(kode)
        return self.terbit.get((lembar.pk, self.lapisan), {}).get(kode)


def lapisan_banding(pelaku: Pelaku) -> str:
    """The layer that stands in the column "nilai": what one's own side writes, the team's for everybody else."""
    if pelaku.peran in KANWIL:
        return Lapisan.PENDAHULUAN
    return lapisan_tulis(pelaku) or Lapisan.TPI


def keadaan(lembar: LembarKerja) -> AlurLembar:
    """The state of a sheet loaded with `alur`, without a statement."""
    ada: AlurLembar | None = getattr(lembar, "alur", None)
    return ada or AlurLembar(lembar=lembar, satker_id=lembar.satker_id, keadaan=AWAL, sejak=lembar.dibuat_pada)


def jenis_tersedia(pelaku: Pelaku, periode: Periode) -> list[tuple[str, str]]:
    """(code, name) of the kinds among the reader's units. One statement."""
    lembar = LembarKerja.objects.terlihat_oleh(pelaku).filter(periode=periode, satker__dinilai=True)
    return list(JenisSatker.objects.filter(pk__in=lembar.values("satker__jenis")).values_list("kode", "nama"))


def muat_bahan(pelaku: Pelaku, periode: Periode, instrumen: Instrumen, *, kode: str = "", jenis: str = "") -> Bahan:
    """Every sheet the reader sees, of one butir or (`kode` '') of all. Five statements for evaluators, eight for the
    line above, four for readers of a whole instansi; the same for any number of units.
    """
    lapisan = lapisan_banding(pelaku)
    baris = LembarKerja.objects.terlihat_oleh(pelaku).filter(periode=periode, satker__dinilai=True)
    if jenis:
        baris = baris.filter(satker__jenis=jenis)
    lembar = tuple(baris.select_related("satker__jenis", "periode__aturan_evaluasi", "alur").order_by("satker__kode"))
    tulis, buka = _tulis(pelaku, periode, lembar)
    return Bahan(
        pelaku=pelaku,
        lapisan=lapisan,
        lembar=lembar,
        kiriman=_kiriman(lembar, kode),
        draf=_draf(pelaku, lapisan, tulis, kode) if pelaku.peran in TIM_PENILAI | KANWIL else {},
        terbit=_potret(lembar, instrumen, kode),
        buka=buka,
    )


def _tulis(
    pelaku: Pelaku, periode: Periode, lembar: Sequence[LembarKerja]
) -> tuple[list[uuid.UUID], frozenset[uuid.UUID]]:
    """Sheets whose draft the reader's side reads, and those its office may write now by line, state and window."""
    if pelaku.peran in TIM_PENILAI:
        return [s.pk for s in lembar], frozenset()
    if pelaku.peran not in KANWIL:
        return [], frozenset()
    garis = set(satker_di_garis(pelaku.unit, periode).values_list("pk", flat=True))
    sedang = LAPISAN[Lapisan.PENDAHULUAN].keadaan
    milik = [s for s in lembar if s.satker_id in garis and keadaan(s).keadaan in sedang]
    jendela = keadaan_jendela(satker=pelaku.unit, periode=periode, tahap=TAHAP_KANWIL, peran=pelaku.peran)
    longgar = Kelonggaran.objects.filter(
        periode=periode, tahap=TAHAP_KANWIL, satker__in=[s.satker_id for s in milik], sampai__gt=Now()
    )
    lebih = set(longgar.values_list("satker", flat=True)) if jendela.buka else set()
    return [s.pk for s in milik], frozenset(s.pk for s in milik if jendela.terbuka or s.satker_id in lebih)


def _kiriman(lembar: Iterable[LembarKerja], kode: str) -> dict[uuid.UUID, dict[str, ButirPengajuan]]:
    """The newest sending of each sheet. Two statements."""
    baru = Pengajuan.objects.filter(lembar__in=[s.pk for s in lembar]).order_by("lembar", "-nomor").distinct("lembar")
    milik = dict(baru.values_list("pk", "lembar"))
    baris = ButirPengajuan.objects.filter(pengajuan__in=list(milik))
    if kode:
        baris = baris.filter(kode_butir=kode)
    hasil: dict[uuid.UUID, dict[str, ButirPengajuan]] = {pk: {} for pk in milik.values()}
    for b in baris:
        hasil[milik[b.pengajuan_id]][b.kode_butir] = b
    return hasil


def _draf(pelaku: Pelaku, lapisan: str, lembar: list[uuid.UUID], kode: str) -> dict[uuid.UUID, dict[str, Jawaban]]:
    syarat = Q(lembar__in=lembar, lapisan=lapisan)
    if lapisan == Lapisan.TPI_ANGGOTA:
        syarat &= Q(penilai=pelaku.user)
    if kode:
        syarat &= Q(kode_butir=kode)
    hasil: dict[uuid.UUID, dict[str, Jawaban]] = {pk: {} for pk in lembar}
    for j in Jawaban.objects.filter(syarat).select_related("oleh"):
        hasil[j.lembar_id][j.kode_butir] = j
    return hasil


def _potret(
    lembar: Iterable[LembarKerja], instrumen: Instrumen, kode: str
) -> dict[tuple[uuid.UUID, str], dict[str, Terbit]]:
    """The newest published copy of pendahuluan and of the team's layer, of each sheet. One statement."""
    peristiwa = [p for isi in _TERBIT.values() for p in isi]
    baris = Potret.objects.filter(lembar__in=[s.pk for s in lembar], lapisan__in=list(_TERBIT), peristiwa__in=peristiwa)
    baris = baris.order_by("lembar", "lapisan", "-pada").distinct("lembar", "lapisan")
    isi = KeyTransform(kode, "jawaban") if kode else F("jawaban")
    hasil: dict[tuple[uuid.UUID, str], dict[str, Terbit]] = {}
    for pk, lapisan, pada, satu in baris.annotate(satu=isi).values_list("lembar", "lapisan", "pada", "satu"):
        jawaban = {kode: satu} if kode else (satu or {})
        hasil[pk, lapisan] = {
            k: Terbit(j["isi"], j["catatan"], pada) for k, j in jawaban.items() if j and k in instrumen.butir
        }
    return hasil
