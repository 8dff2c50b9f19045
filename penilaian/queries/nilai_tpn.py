"""The points of the TPN beside the team's: by area and stage from its reports, by butir where somebody typed them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from instrumen.pohon.tipe import AKAR, Butir, Instrumen
from penilaian.lapisan import LAPISAN
from penilaian.models import Lapisan, LembarKerja
from penilaian.queries.butir import jawaban_singkat
from penilaian.queries.lapisan import LapisanTerbaca, lapisan_terbaca
from penilaian.queries.usulan_unit import HalamanUnit, halaman_unit
from satker.models import Periode, Satker
from satker.pelaku import Pelaku


@dataclass(frozen=True, slots=True)
class TahapAngka:
    """A stage whose report states points."""

    nama: str
    tanggal: dt.date
    sumber: str
    catatan: str


@dataclass(frozen=True, slots=True)
class BarisAreaTpn:
    """One area (or the total): the team's points, those of each stage in order, and the last minus the team's."""

    kode: str
    nama: str
    bobot: Fraction
    tpi: Decimal | None
    tahap: tuple[Decimal | None, ...]
    selisih: Decimal | None


@dataclass(frozen=True, slots=True)
class BarisButirTpn:
    """One butir the TPN answered, beside the team's answer. Points are None where a layer has none."""

    butir: Butir
    tpi: str
    poin_tpi: Fraction | None
    tpn: str
    poin_tpn: Fraction
    selisih: Fraction | None
    catatan: str


@dataclass(frozen=True, slots=True)
class HalamanNilaiTpn:
    """`boleh`: the actor may type butir now. `draf`: the butir are typed but not yet frozen by a recorded stage."""

    unit: HalamanUnit
    tahap: tuple[TahapAngka, ...]
    area: tuple[BarisAreaTpn, ...]
    butir: tuple[BarisButirTpn, ...]
    draf: bool
    tpi: LapisanTerbaca | None
    boleh: bool


def halaman_nilai_tpn(
    pelaku: Pelaku, satker: Satker, periode: Periode, lembar: LembarKerja | None, instrumen: Instrumen
) -> HalamanNilaiTpn:
    """A constant number of statements."""
    unit = halaman_unit(satker, periode)
    terbaca = {t.lapisan: t for t in lapisan_terbaca(pelaku, lembar, instrumen)} if lembar and unit.unit else {}
    tpi, tpn = terbaca.get(Lapisan.TPI), terbaca.get(Lapisan.TPN)
    aturan = LAPISAN[Lapisan.TPN]
    berangka = [b for b in unit.hasil if b.berlaku and (b.hasil.total is not None or b.hasil.area)]
    return HalamanNilaiTpn(
        unit=unit,
        tahap=tuple(TahapAngka(b.nama, b.hasil.tanggal, b.hasil.sumber, b.hasil.catatan) for b in berangka),
        area=tuple(
            _area(n.kode, n.nama, n.bobot, n.tpi, tuple(_nilai(b.hasil.area, b.hasil.total, n.kode) for b in berangka))
            for n in unit.nilai
        ),
        butir=_butir(instrumen, tpi, tpn),
        draf=tpn is not None and not tpn.final,
        tpi=tpi,
        boleh=unit.unit is not None and pelaku.peran in aturan.penulis and unit.keadaan in aturan.keadaan,
    )


def _nilai(area: dict[str, str], total: Decimal | None, kode: str) -> Decimal | None:
    if kode == AKAR:
        return total
    return Decimal(area[kode]) if kode in area else None


def _area(
    kode: str, nama: str, bobot: Fraction, tpi: Decimal | None, tahap: tuple[Decimal | None, ...]
) -> BarisAreaTpn:
    akhir = next((n for n in reversed(tahap) if n is not None), None)
    selisih = akhir - tpi if akhir is not None and tpi is not None else None
    return BarisAreaTpn(kode, nama, bobot, tpi, tahap, selisih)


def _butir(instrumen: Instrumen, tpi: LapisanTerbaca | None, tpn: LapisanTerbaca | None) -> tuple[BarisButirTpn, ...]:
    """The largest loss first."""
    if tpn is None:
        return ()
    baris = []
    for kode, isi in tpn.isi.items():
        butir = instrumen.butir[kode]
        poin = tpn.hasil.butir[kode].poin
        lama = tpi.hasil.butir[kode].poin if tpi and kode in tpi.isi else None
        baris.append(
            BarisButirTpn(
                butir,
                jawaban_singkat(butir, tpi.isi.get(kode) if tpi else None),
                lama,
                jawaban_singkat(butir, isi),
                poin,
                poin - lama if lama is not None else None,
                tpn.catatan.get(kode, ""),
            )
        )
    return tuple(sorted(baris, key=lambda b: (b.selisih or Fraction(0), b.butir.kode)))
