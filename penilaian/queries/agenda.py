"""What a desk should talk about first: butir per Pokja, collected from named sources.

A source answers for many sheets at once, so that the board of a lead asks the database once. Whoever has another
reason to talk about a butir adds one entry to SUMBER.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Exists, OuterRef

from instrumen.pohon.tipe import Butir, Instrumen, Simpul
from instrumen.queries import instrumen_untuk
from penilaian.models import (
    BacaBukti,
    BuktiPengajuan,
    ButirPengajuan,
    Jawaban,
    Lapisan,
    LembarKerja,
    Pengajuan,
    TandaButir,
)
from penilaian.skor.hitung import HasilSkor, hitung, nilai_butir
from penilaian.urutan import urutkan
from satker.pelaku import Pelaku
from satker.peran import Peran


@dataclass(frozen=True, slots=True)
class Bahan:
    """One sheet as the asking evaluator sees it: what was sent, and the own scores (member's own, else agreed).
    `ke`: which sending of each butir counts now; `pengajuan` None: nothing was sent.
    """

    lembar: LembarKerja
    instrumen: Instrumen
    mandiri: Mapping[str, Any]
    sendiri: Mapping[str, Any]
    pengajuan: uuid.UUID | None = None
    ke: Mapping[str, int] = field(default_factory=dict)

    def hasil(self) -> HasilSkor:
        """The self assessment that was sent. The gate on history says nothing here."""
        return hitung(self.instrumen, self.mandiri, tahun=self.lembar.periode.tahun)

    def nilai(self, butir: Butir, isi: Mapping[str, Any]) -> Fraction | None:
        return nilai_butir(butir, isi[butir.kode]).nilai if butir.kode in isi else None


Temuan = Mapping[uuid.UUID, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Sumber:
    """A reason to talk about a butir. `cari`: (who asks, sheets) → id of the sheet → codes of butir."""

    kode: str
    nama: str
    cari: Callable[[Pelaku, Sequence[Bahan]], Temuan]


def dari_nilai(uji: Callable[[Bahan, Butir], bool]) -> Callable[[Pelaku, Sequence[Bahan]], Temuan]:
    """A source that needs nothing but the scores."""

    def cari(pelaku: Pelaku, bahan: Sequence[Bahan]) -> Temuan:
        return {b.lembar.pk: frozenset(k for k, butir in b.instrumen.butir.items() if uji(b, butir)) for b in bahan}

    return cari


def _penyebut_nol(b: Bahan, butir: Butir) -> bool:
    nilai = nilai_butir(butir, b.mandiri[butir.kode]) if butir.kode in b.mandiri else None
    return nilai is not None and nilai.nol and nilai.nilai == 1


def _berbeda(b: Bahan, butir: Butir) -> bool:
    sendiri = b.nilai(butir, b.sendiri)
    return sendiri is not None and sendiri != b.nilai(butir, b.mandiri)


def _belum_dinilai(b: Bahan, butir: Butir) -> bool:
    return b.nilai(butir, b.sendiri) is None


def _ditandai(pelaku: Pelaku, bahan: Sequence[Bahan]) -> Temuan:
    """The asking person's own flags; those of others are nobody's business. One statement."""
    hasil: dict[uuid.UUID, set[str]] = {}
    baris = TandaButir.objects.filter(lembar__in=[b.lembar.pk for b in bahan], user=pelaku.user)
    for lembar, kode in baris.values_list("lembar_id", "kode_butir"):
        hasil.setdefault(lembar, set()).add(kode)
    return {lembar: frozenset(kode) for lembar, kode in hasil.items()}


def _belum_dibaca(pelaku: Pelaku, bahan: Sequence[Bahan]) -> Temuan:
    """Butir with files of which nobody in the team has opened any. One statement."""
    ajuan = {b.pengajuan: b for b in bahan if b.pengajuan}
    dibaca = BacaBukti.objects.filter(
        satker=OuterRef("satker"), lembar=OuterRef("pengajuan__lembar"), versi=OuterRef("versi")
    )
    baris = BuktiPengajuan.objects.filter(pengajuan__in=list(ajuan)).annotate(dibaca=Exists(dibaca)).order_by()
    hasil: dict[uuid.UUID, set[str]] = {b.lembar.pk: set() for b in bahan}
    sudah: set[tuple[uuid.UUID, str]] = set()
    for pengajuan, kode, ke, dibuka in baris.values_list("pengajuan_id", "kode_butir", "ke", "dibaca"):
        b = ajuan[pengajuan]
        if ke == b.ke.get(kode):
            hasil[b.lembar.pk].add(kode)
            sudah |= {(b.lembar.pk, kode)} if dibuka else set()
    return {lembar: frozenset(k for k in kode if (lembar, k) not in sudah) for lembar, kode in hasil.items()}


SUMBER: tuple[Sumber, ...] = (
    Sumber("penyebut_nol", "Penyebut nol", dari_nilai(_penyebut_nol)),
    Sumber("ditandai", "Ditandai", _ditandai),
    Sumber("berbeda", "Berbeda", dari_nilai(_berbeda)),
    Sumber("belum_dibaca", "Belum dibaca", _belum_dibaca),
    Sumber("belum_dinilai", "Belum dinilai", dari_nilai(_belum_dinilai)),
)


@dataclass(frozen=True, slots=True)
class BarisAgenda:
    """One butir to talk about; `sebab` are names of sources, `mandiri` and `sendiri` nilai 0..1."""

    butir: Butir
    sebab: tuple[str, ...]
    mandiri: Fraction | None
    sendiri: Fraction | None


@dataclass(frozen=True, slots=True)
class AgendaArea:
    simpul: Simpul
    baris: tuple[BarisAgenda, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """`jumlah`: (name of source, how many butir); `dinilai` of `dari` butir have an own score. `terkirim`: whether the
    satker has sent anything, without which the counts mean nothing.
    """

    area: tuple[AgendaArea, ...] = ()
    jumlah: tuple[tuple[str, int], ...] = ()
    dinilai: int = 0
    dari: int = 0
    kode: Mapping[str, frozenset[str]] = field(default_factory=dict)
    terkirim: bool = False


def agenda(pelaku: Pelaku, lembar: LembarKerja) -> Agenda:
    """Butir per area, what to read first in front (penilaian.urutan). Butir without any reason are left out."""
    bahan = _bahan(pelaku, [lembar])[0]
    ringkas = _ringkas(pelaku, [bahan])[lembar.pk]
    nama = {s.kode: s.nama for s in SUMBER}
    area: dict[str, list[BarisAgenda]] = {}
    for bacaan in urutkan(bahan.instrumen, bahan.hasil(), {}):
        butir = bahan.instrumen.butir[bacaan.kode]
        if sebab := tuple(nama[k] for k, kode in ringkas.kode.items() if butir.kode in kode):
            baris = BarisAgenda(butir, sebab, bahan.nilai(butir, bahan.mandiri), bahan.nilai(butir, bahan.sendiri))
            area.setdefault(butir.area, []).append(baris)
    simpul = (*bahan.instrumen.area, *bahan.instrumen.area_hasil)
    isi = tuple(AgendaArea(s, tuple(area[s.kode])) for s in simpul if s.kode in area)
    return Agenda(isi, ringkas.jumlah, ringkas.dinilai, ringkas.dari, ringkas.kode, ringkas.terkirim)


def ringkas_agenda(pelaku: Pelaku, lembar: Sequence[LembarKerja]) -> Mapping[uuid.UUID, Agenda]:
    """Counts only, for many sheets in a constant number of statements."""
    return _ringkas(pelaku, _bahan(pelaku, lembar))


def _ringkas(pelaku: Pelaku, bahan: Sequence[Bahan]) -> dict[uuid.UUID, Agenda]:
    temuan = {s.kode: s.cari(pelaku, bahan) for s in SUMBER}
    hasil = {}
    for b in bahan:
        kode = {s.kode: temuan[s.kode].get(b.lembar.pk, frozenset()) for s in SUMBER}
        dinilai = sum(b.nilai(butir, b.sendiri) is not None for butir in b.instrumen.butir.values())
        jumlah = tuple((s.nama, len(kode[s.kode])) for s in SUMBER)
        hasil[b.lembar.pk] = Agenda((), jumlah, dinilai, len(b.instrumen.butir), kode, bool(b.mandiri))
    return hasil


def _bahan(pelaku: Pelaku, lembar: Sequence[LembarKerja]) -> list[Bahan]:
    """Three statements for any number of sheets: last sending, its butir, the scores. Sources ask for more."""
    ajuan = Pengajuan.objects.filter(lembar__in=lembar).order_by("lembar_id", "-nomor").distinct("lembar_id")
    milik = dict(ajuan.values_list("pk", "lembar_id"))
    mandiri: dict[Any, dict[str, Any]] = {}
    kiriman: dict[Any, dict[str, int]] = {}
    baris = ButirPengajuan.objects.filter(pengajuan__in=list(milik)).order_by()
    for pengajuan, kode, isi, ke in baris.values_list("pengajuan_id", "kode_butir", "isi", "ke"):
        mandiri.setdefault(milik[pengajuan], {})[kode] = isi
        kiriman.setdefault(milik[pengajuan], {})[kode] = ke
    sendiri, ajuan_lembar = _sendiri(pelaku, lembar), {v: k for k, v in milik.items()}
    return [
        Bahan(
            s,
            instrumen_untuk(s.periode.instrumen),
            mandiri.get(s.pk, {}),
            sendiri.get(s.pk, {}),
            ajuan_lembar.get(s.pk),
            kiriman.get(s.pk, {}),
        )
        for s in lembar
    ]


def _sendiri(pelaku: Pelaku, lembar: Sequence[LembarKerja]) -> dict[Any, dict[str, Any]]:
    """A member's own score before the agreed one; for everybody else of the team the agreed one before the own."""
    baris = Jawaban.objects.filter(lembar__in=lembar, isi__isnull=False)
    sepakat = baris.filter(lapisan=Lapisan.TPI)
    pribadi = baris.filter(lapisan=Lapisan.TPI_ANGGOTA, penilai=pelaku.user)
    hasil: dict[Any, dict[str, Any]] = {}
    dahulu = Lapisan.TPI_ANGGOTA if pelaku.peran == Peran.TPI_ANGGOTA else Lapisan.TPI
    for milik, kode, lapisan, isi in (sepakat | pribadi).values_list("lembar_id", "kode_butir", "lapisan", "isi"):
        satu = hasil.setdefault(milik, {})
        if lapisan == dahulu or kode not in satu:
            satu[kode] = isi
    return hasil
