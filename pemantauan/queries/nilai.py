"""The parts that the dashboard and the homes share, built from a scored sheet without any statement of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from instrumen.pohon.tipe import AKAR, Butir, Instrumen, Simpul
from penilaian.queries.pantau import LembarTernilai, TitikNilai
from penilaian.skor.hasil import Gerbang, HasilSkor, ke_desimal

TERATAS = 4
"""How many butir stand under "soal paling berpengaruh" (ux W1)."""


@dataclass(frozen=True, slots=True)
class ButirTaruhan:
    """A butir with the points still to be won there. `terisi` False: belum diisi."""

    butir: Butir
    poin: Fraction
    terisi: bool


@dataclass(frozen=True, slots=True)
class Syarat:
    """One gate as people read it. Points; `ambang` is the minimum as a share of the bobot, in percent.

    `nomor` is the display number of an area of pengungkit ("5"), "hasil" for a node of Hasil, else empty. A gate on
    history (`riwayat`) has no points.
    """

    gerbang: Gerbang
    nama: str
    nomor: str
    riwayat: bool
    ambang: Fraction
    teratas: tuple[ButirTaruhan, ...]

    @property
    def kurang_tipis(self) -> bool:
        """Missing so little that two decimals would print 0,00."""
        return 0 < self.gerbang.kurang < Fraction(1, 200)


@dataclass(frozen=True, slots=True)
class Kesiapan:
    """All gates of one predikat. Never says that a predikat was won: that is a decree."""

    predikat: str
    belum: tuple[Syarat, ...]
    terpenuhi: tuple[Syarat, ...]
    nilai: Fraction
    minimum: Fraction

    @property
    def jumlah(self) -> int:
        return len(self.belum) + len(self.terpenuhi)

    @property
    def kalimat(self) -> str:
        """The one sentence of the page."""
        if self.belum:
            return f"Belum siap diusulkan {self.predikat}: {len(self.belum)} dari {self.jumlah} syarat belum terpenuhi."
        return f"Semua {self.jumlah} syarat nilai {self.predikat} terpenuhi."


@dataclass(frozen=True, slots=True)
class BarisArea:
    """One area of the table. `persen`, `ambang` and `persen_terisi` are percent of the bobot."""

    simpul: Simpul
    nilai: Fraction
    persen: Fraction
    ambang: Fraction | None
    keadaan: str
    persen_terisi: Fraction | None
    terisi: int
    jumlah: int
    penanggung: tuple[str, ...]
    berbukti: int = 0


@dataclass(frozen=True, slots=True)
class Perubahan:
    """How much the total moved since `hari` days ago. `selisih` None: nothing was kept that long ago."""

    hari: int
    selisih: Decimal | None


@dataclass(frozen=True, slots=True)
class TitikTren:
    """Figures as they stood at the end of a day; None before the sheet existed."""

    tanggal: dt.date
    titik: TitikNilai | None


def butir_taruhan(instrumen: Instrumen, hasil: HasilSkor, kode_simpul: str, banyak: int) -> tuple[ButirTaruhan, ...]:
    """The butir below a node with the most points at stake, in reading order among equals; none with nothing to win."""
    calon = [ButirTaruhan(b, hasil.butir[b.kode].poin_dipertaruhkan, hasil.butir[b.kode].terisi)
             for b in instrumen.butir_di(kode_simpul)]  # fmt: skip
    calon.sort(key=lambda s: (-s.poin, s.butir.urutan))
    return tuple(s for s in calon[:banyak] if s.poin)


def kesiapan(instrumen: Instrumen, hasil: HasilSkor, predikat: str) -> Kesiapan:
    """Gates of a predikat, not met and met apart, each in the order of the instrument."""
    riwayat = {g.kode for g in instrumen.ambang[predikat].gerbang if g.riwayat is not None}
    semua = [_syarat(instrumen, hasil, g, g.kode in riwayat) for g in hasil.predikat[predikat].gerbang]
    total = next(g for g in hasil.predikat[predikat].gerbang if g.kode == AKAR)
    return Kesiapan(
        predikat=predikat,
        belum=tuple(s for s in semua if not s.gerbang.terpenuhi),
        terpenuhi=tuple(s for s in semua if s.gerbang.terpenuhi),
        nilai=total.nilai,
        minimum=total.minimum,
    )


def _syarat(instrumen: Instrumen, hasil: HasilSkor, gerbang: Gerbang, riwayat: bool) -> Syarat:
    simpul = instrumen.simpul.get(gerbang.kode)
    nomor = ""
    if simpul and _komponen(instrumen, simpul) == "B":
        nomor = "hasil"
    elif simpul and simpul.tingkat == "area":
        nomor = simpul.nomor
    return Syarat(
        gerbang=gerbang,
        nama=gerbang.nama,
        nomor=nomor,
        riwayat=riwayat,
        ambang=gerbang.minimum / gerbang.bobot * 100,
        teratas=() if riwayat or gerbang.terpenuhi else butir_taruhan(instrumen, hasil, gerbang.kode, TERATAS),
    )


def _komponen(instrumen: Instrumen, simpul: Simpul) -> str:
    """ "A" (pengungkit) or "B" (hasil): the top of the branch."""
    while simpul.induk is not None:
        simpul = instrumen.simpul[simpul.induk]
    return simpul.kode


def baris_area(
    instrumen: Instrumen,
    hasil: HasilSkor,
    predikat: str,
    penanggung: Mapping[str, tuple[str, ...]],
    bukti: Mapping[str, int] | None = None,
) -> tuple[BarisArea, ...]:
    """The areas of pengungkit and Hasil in order, measured against the gates of one predikat."""
    gerbang = {g.kode: g for g in hasil.predikat[predikat].gerbang}
    baris = []
    for simpul in (*instrumen.area, *instrumen.area_hasil):
        nilai, syarat = hasil.simpul[simpul.kode], gerbang.get(simpul.kode)
        terisi = nilai.nilai_terisi
        baris.append(
            BarisArea(
                simpul=simpul,
                nilai=nilai.nilai,
                persen=nilai.persen,
                ambang=syarat.minimum / syarat.bobot * 100 if syarat else None,
                keadaan=syarat.keadaan if syarat else "",
                persen_terisi=None if terisi is None else terisi / nilai.bobot * 100,
                terisi=nilai.terisi,
                jumlah=nilai.jumlah,
                penanggung=penanggung.get("B" if simpul.induk == "B" else f"A{simpul.nomor}", ()),
                berbukti=sum(1 for b in instrumen.butir_di(simpul.kode) if (bukti or {}).get(b.kode)),
            )
        )
    return tuple(baris)


def perubahan(riwayat: Sequence[TitikNilai], kini: Fraction, hari: int) -> Perubahan:
    """Total now minus the last kept total of `hari` days ago or before."""
    batas = timezone.localdate() - dt.timedelta(days=hari)
    lalu = _pada(riwayat, batas)
    # The kept figure has 12 places, so the present one is brought to the same form before they are compared.
    return Perubahan(hari, None if lalu is None else ke_desimal(kini) - lalu.total)


def _pada(riwayat: Sequence[TitikNilai], hari: dt.date) -> TitikNilai | None:
    return next((t for t in reversed(riwayat) if t.tanggal <= hari), None)


BANYAK_TITIK = 12
PENDEK = dt.timedelta(days=77)
"""A history shorter than eleven weeks is drawn by week, a longer one by month."""


def titik_tren(riwayat: Sequence[TitikNilai], akhir: dt.date) -> tuple[TitikTren, ...]:
    """At most twelve evenly spaced days up to `akhir`, the first one with a figure; empty without any history."""
    if not riwayat:
        return ()
    if akhir - riwayat[0].tanggal < PENDEK:
        hari = [akhir - dt.timedelta(days=7 * i) for i in range(BANYAK_TITIK)]
    else:
        hari = _akhir_bulan(akhir)
    return tuple(TitikTren(h, t) for h in reversed(hari) if (t := _pada(riwayat, h)))


def _akhir_bulan(akhir: dt.date) -> list[dt.date]:
    """`akhir` and the last days of the eleven months before it, newest first."""
    hasil = [akhir]
    for _ in range(BANYAK_TITIK - 1):
        hasil.append(hasil[-1].replace(day=1) - dt.timedelta(days=1))
    return hasil


def desimal_total(titik: Sequence[TitikTren]) -> list[Decimal]:
    """The drawn series."""
    return [t.titik.total for t in titik if t.titik]


@dataclass(frozen=True, slots=True)
class IndeksSurvei:
    """An index of Hasil as the satker answered it in the sheet; None while belum diisi."""

    nama: str
    butir: Butir
    indeks: Decimal | None

    @property
    def maks(self) -> Fraction | None:
        return self.butir.isian[0].maks


def indeks_survei(instrumen: Instrumen, lembar: LembarTernilai) -> tuple[IndeksSurvei, ...]:
    """The index questions of Hasil (SPAK and SPKP in the 2021 version)."""
    hasil = []
    for butir in instrumen.butir_di("B"):
        if butir.rumus is None or butir.rumus.jenis != "indeks":
            continue
        jawaban = lembar.jawaban.get(butir.kode)
        hasil.append(IndeksSurvei(_nama_indeks(butir), butir, _indeks(butir, jawaban.isi if jawaban else None)))
    return tuple(hasil)


def _nama_indeks(butir: Butir) -> str:
    """The abbreviation people use stands in brackets in the wording; without one the code serves."""
    singkatan = butir.teks.partition("(")[2].partition(")")[0]
    return singkatan if singkatan.isupper() else butir.kode_pendek


def _indeks(butir: Butir, isi: object) -> Decimal | None:
    if isinstance(isi, Mapping):
        isi = isi.get(butir.isian[0].kode)
    return Decimal(str(isi)) if isi not in (None, "") else None
