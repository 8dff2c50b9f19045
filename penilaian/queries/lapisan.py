"""The layers of a sheet side by side, as far as the reader may see them, and what made the difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from instrumen.pohon.tipe import Butir, Instrumen, Simpul
from penilaian.banding import AirTerjun, Langkah, air_terjun, jejak_butir
from penilaian.lapisan import LAPISAN, tim_lapisan
from penilaian.models import Jawaban, Lapisan, LembarKerja, Peristiwa, Potret
from penilaian.queries.alur import keadaan_lembar
from penilaian.queries.butir import jawaban_rinci, jawaban_singkat
from penilaian.queries.nilai import wbk_sejak
from penilaian.skor.hitung import HasilSkor, hitung
from satker.pelaku import Pelaku
from satker.queries.garis import di_garis

NAMA: Mapping[str, str] = {
    Lapisan.SATKER: "Mandiri",
    Lapisan.PENDAHULUAN: "Pendahuluan",
    Lapisan.TPI: "Tim penilai",
    Lapisan.TPN: "TPN",
}
# The copy that counts for a layer once it is published: the newest of these.
_TERBIT: Mapping[str, tuple[Peristiwa, ...]] = {
    Lapisan.SATKER: (Peristiwa.KIRIM,),
    Lapisan.PENDAHULUAN: (Peristiwa.PENDAHULUAN,),
    Lapisan.TPI: (Peristiwa.KUNCI, Peristiwa.LHE),
    Lapisan.TPN: (Peristiwa.TPN,),
}


@dataclass(frozen=True, slots=True)
class LapisanTerbaca:
    """One layer as the reader sees it. `final`: from a published copy; else a draft of the reader's own side.

    `isi` maps kode to the answer, `catatan` to what was written beside it. `pada`: when it was frozen or last saved.
    """

    lapisan: str
    nama: str
    final: bool
    keterangan: str
    pada: dt.datetime | None
    isi: Mapping[str, Any]
    catatan: Mapping[str, str]
    hasil: HasilSkor


@dataclass(frozen=True, slots=True)
class SelLapisan:
    """One layer's answer to one butir; `selisih` in points from the layer before that answered, None for the first."""

    nama: str
    singkat: str
    rinci: tuple[str, ...]
    nilai: Fraction | None
    poin: Fraction
    selisih: Fraction | None
    catatan: str


@dataclass(frozen=True, slots=True)
class BarisBeda:
    """One butir through the layers; `sebab` says in words what the difference is about."""

    butir: Butir
    area: Simpul
    sel: tuple[SelLapisan, ...]
    selisih: Fraction
    sebab: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarisAreaLapisan:
    """One area (or the total): `kolom` pairs the name of each layer with its points, in order."""

    kode: str
    nama: str
    bobot: Fraction
    kolom: tuple[tuple[str, Fraction], ...]
    selisih: Fraction | None


@dataclass(frozen=True, slots=True)
class HalamanLapisan:
    """The page. `beda` holds the butir on which the layers differ, the largest loss first."""

    lapisan: tuple[LapisanTerbaca, ...]
    terjun: AirTerjun
    area: tuple[BarisAreaLapisan, ...]
    beda: tuple[BarisBeda, ...]
    sama: int

    @property
    def terbit_tpi(self) -> HasilSkor | None:
        """The published result of the team, if there is one."""
        return next((t.hasil for t in self.lapisan if t.lapisan == Lapisan.TPI and t.final), None)

    @property
    def langkah(self) -> tuple[tuple[str, Langkah], ...]:
        """Each step of the waterfall with its name: "Mandiri ke Pendahuluan"."""
        return tuple((f"{NAMA[step.dari]} ke {NAMA[step.ke]}", step) for step in self.terjun.langkah)


def lapisan_terbaca(pelaku: Pelaku, lembar: LembarKerja, instrumen: Instrumen) -> tuple[LapisanTerbaca, ...]:
    """The layers with answers the reader may see, in order. At most four queries, whatever differs.

    Drafts are read by the layer's own team only while it is being written; everybody reads the published copy.
    """
    alur = keadaan_lembar(lembar)
    potret = _potret(lembar)
    tulis = {
        kode
        for kode in NAMA
        if tim_lapisan(pelaku.peran, kode)
        and (kode not in potret if kode == Lapisan.SATKER else alur.keadaan in LAPISAN[kode].keadaan)
    }
    if Lapisan.PENDAHULUAN in tulis and not di_garis(pelaku, lembar.satker, lembar.periode):
        tulis.discard(Lapisan.PENDAHULUAN)  # another office above the unit sees it, but does not assess it
    draf = _draf(lembar, tulis)
    sejak = wbk_sejak(lembar)
    hasil = []
    for kode in NAMA:
        satu = _dari_draf(kode, draf[kode]) if kode in draf else _dari_potret(kode, potret.get(kode))
        if satu is None:
            continue
        final, keterangan, pada, isi, catatan = satu
        isi = {k: v for k, v in isi.items() if v is not None}
        if isi:
            skor = hitung(instrumen, isi, wbk_sejak=sejak, tahun=lembar.periode.tahun)
            hasil.append(LapisanTerbaca(kode, NAMA[kode], final, keterangan, pada, isi, catatan, skor))
    return tuple(hasil)


_Satu = tuple[bool, str, dt.datetime | None, Mapping[str, Any], Mapping[str, str]]


def _potret(lembar: LembarKerja) -> dict[str, Potret]:
    ada: dict[str, Potret] = {}
    for p in Potret.objects.filter(lembar=lembar).order_by("pada"):
        if p.peristiwa in _TERBIT.get(p.lapisan, ()):
            ada[p.lapisan] = p
    return ada


def _draf(lembar: LembarKerja, lapisan: set[str]) -> dict[str, list[Jawaban]]:
    hasil: dict[str, list[Jawaban]] = {}
    for j in Jawaban.objects.filter(lembar=lembar, lapisan__in=lapisan, penilai=None):
        hasil.setdefault(j.lapisan, []).append(j)
    return hasil


def _dari_draf(kode: str, jawaban: list[Jawaban]) -> _Satu:
    pada = max(j.pada for j in jawaban)
    kata = "draf satker, belum dikirim" if kode == Lapisan.SATKER else "draf tim, belum terbit"
    return False, kata, pada, {j.kode_butir: j.isi for j in jawaban}, {j.kode_butir: j.uraian for j in jawaban}


def _dari_potret(kode: str, potret: Potret | None) -> _Satu | None:
    if potret is None:
        return None
    isi = {k: v["isi"] for k, v in potret.jawaban.items()}
    catatan = {k: v["catatan"] for k, v in potret.jawaban.items()}
    return True, Peristiwa(potret.peristiwa).label.lower(), potret.pada, isi, catatan


def susun_halaman_lapisan(pelaku: Pelaku, lembar: LembarKerja, instrumen: Instrumen) -> HalamanLapisan:
    """Jelaskan nilai saya: the layers, the steps between them, and every butir on which they differ."""
    lapisan = lapisan_terbaca(pelaku, lembar, instrumen)
    hasil = {t.lapisan: t.hasil for t in lapisan}
    terjun = air_terjun(instrumen, hasil)
    baris = [_baris(instrumen, lapisan, b) for b in instrumen.butir.values()]
    beda = sorted((b for b in baris if b.sebab), key=lambda b: (b.selisih, b.butir.kode))
    return HalamanLapisan(
        lapisan=lapisan,
        terjun=terjun,
        area=_area(instrumen, lapisan),
        beda=tuple(beda),
        sama=len(baris) - len(beda),
    )


def _area(instrumen: Instrumen, lapisan: tuple[LapisanTerbaca, ...]) -> tuple[BarisAreaLapisan, ...]:
    simpul = [*instrumen.area, *instrumen.area_hasil]
    kode = [(s.kode, s.nama if s.induk == "B" else f"{s.nomor} {s.nama}") for s in simpul]
    hasil = []
    for k, nama in [*kode, ("TOTAL", "Nilai total")]:
        kolom = tuple((t.nama, t.hasil.simpul[k].nilai) for t in lapisan)
        bobot = lapisan[0].hasil.simpul[k].bobot if lapisan else Fraction(0)
        selisih = kolom[-1][1] - kolom[0][1] if len(kolom) > 1 else None
        hasil.append(BarisAreaLapisan(k, nama, bobot, kolom, selisih))
    return tuple(hasil)


def _baris(instrumen: Instrumen, lapisan: tuple[LapisanTerbaca, ...], butir: Butir) -> BarisBeda:
    jejak = jejak_butir(instrumen, {t.lapisan: t.hasil for t in lapisan}, butir.kode)
    tahap = {t.lapisan: t for t in jejak.tahap}
    sel = tuple(
        SelLapisan(
            nama=t.nama,
            singkat=jawaban_singkat(butir, t.isi.get(butir.kode)),
            rinci=jawaban_rinci(butir, t.isi.get(butir.kode)),
            nilai=tahap[t.lapisan].nilai if t.lapisan in tahap else None,
            poin=tahap[t.lapisan].poin if t.lapisan in tahap else Fraction(0),
            selisih=tahap[t.lapisan].selisih if t.lapisan in tahap else None,
            catatan=t.catatan.get(butir.kode, ""),
        )
        for t in lapisan
    )
    return BarisBeda(
        butir=butir,
        area=instrumen.simpul[butir.area],
        sel=sel,
        selisih=sum((t.selisih or Fraction(0) for t in jejak.tahap), Fraction(0)),
        sebab=tuple(_sebab(butir, lapisan, tahap)),
    )


def _sebab(butir: Butir, lapisan: tuple[LapisanTerbaca, ...], tahap: Mapping[str, Any]) -> list[str]:
    """What a reader needs to understand the difference: which part of the criterion was claimed and which was seen."""
    kata = []
    lalu: LapisanTerbaca | None = None
    for t in lapisan:
        if t.lapisan not in tahap:
            if lalu is not None and not t.final:
                continue  # the team is not there yet: no difference to explain
            if lalu is not None:
                kata.append(f"{t.nama} tidak menilai soal ini: dihitung 0.")
            continue
        if lalu is not None and tahap[t.lapisan].selisih:
            kata.append(_kalimat(butir, lalu, t, tahap[t.lapisan].selisih))
        lalu = t
    return kata


def _kalimat(butir: Butir, lalu: LapisanTerbaca, kini: LapisanTerbaca, selisih: Fraction) -> str:
    dari, ke = lalu.isi[butir.kode], kini.isi[butir.kode]
    if isinstance(dari, str) and isinstance(ke, str):
        label = {o.kode: o.label for o in butir.opsi}
        if selisih < 0 and label.get(dari) and label.get(ke):
            return f"Belum tampak oleh {kini.nama}: “{label[dari]}”. Yang tampak: “{label[ke]}”."
        if label.get(ke):
            return f"{kini.nama} melihat lebih: “{label[ke]}”."
        return f"{lalu.nama} menjawab {dari}, {kini.nama} {ke}."
    return f"{kini.nama} menghitung {jawaban_singkat(butir, ke)}, {lalu.nama} {jawaban_singkat(butir, dari)}."
