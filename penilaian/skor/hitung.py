"""The scoring engine: an instrument and a mapping kode -> jawaban give the scored sheet (docs/nilai.md).

Pure and exact: no Django, no clock, no float. Satker, pendahuluan, TPI and TPN are four mappings through `hitung`
(N16). Inside, points are whole numbers over one common denominator, which is exact and several times faster than
adding fractions; every figure that is returned is a `Fraction`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any, NamedTuple

from instrumen.pohon.tipe import AKAR, Ambang, Butir, Instrumen, SyaratGerbang
from penilaian.skor.hasil import (
    GAGAL,
    HAMPIR,
    LOLOS,
    NOL,
    SATU,
    Gerbang,
    HasilButir,
    HasilPredikat,
    HasilSimpul,
    HasilSkor,
    NilaiButir,
    bulatkan,
    ke_desimal,
)
from penilaian.skor.jawaban import Galat, JawabanSalah, NilaiJawaban, nilai_butir, periksa_jawaban

__all__ = [
    "VERSI_MESIN",
    "Galat",
    "Gerbang",
    "HasilButir",
    "HasilPredikat",
    "HasilSimpul",
    "HasilSkor",
    "JawabanSalah",
    "KodeTidakDikenal",
    "NilaiButir",
    "NilaiJawaban",
    "bulatkan",
    "hitung",
    "hitung_gerbang",
    "ke_desimal",
    "nilai_butir",
    "periksa_jawaban",
    "sudah_wbk",
]

VERSI_MESIN = "1"
"""Version of the arithmetic. Raised when a rule of docs/nilai.md changes; stored with every frozen result."""

BATAS_HAMPIR = Fraction(5, 100)
"""A gate is "hampir" when at most this share of its minimum is missing (N11)."""


class KodeTidakDikenal(ValueError):
    """The answers name a butir that the instrument does not have; `kode` lists them."""

    def __init__(self, instrumen: Instrumen, kode: tuple[str, ...]) -> None:
        super().__init__(f"Kode tidak ada di {instrumen.kode}: {', '.join(kode)}")
        self.kode = kode


class _Opsi(NamedTuple):
    hasil: HasilButir
    satuan: int


@dataclass(frozen=True, slots=True)
class _RencanaButir:
    """A butir ready to score. `satuan` are points over the common denominator of the plan."""

    kode: str
    butir: Butir
    simpul: int
    satuan_bobot: int
    kosong: HasilButir
    opsi: Mapping[str, _Opsi]


class _RencanaSimpul(NamedTuple):
    kode: str
    bobot: Fraction
    induk: int
    jumlah: int


@dataclass(frozen=True, slots=True)
class _Rencana:
    """All that does not depend on answers. Node 0 is TOTAL; a parent always stands before its children."""

    penyebut: int
    simpul: tuple[_RencanaSimpul, ...]
    butir: tuple[_RencanaButir, ...]


def hitung(
    instrumen: Instrumen,
    jawaban: Mapping[str, Any],
    *,
    wbk_sejak: int | None = None,
    tahun: int | None = None,
    minimal_tahun_wbk: int | None = None,
) -> HasilSkor:
    """Scores one sheet.

    `jawaban` maps canonical kode to NilaiJawaban; a missing kode is belum diisi and counts 0 (N5). `wbk_sejak` is the
    year since which the unit holds WBK without a break; with `tahun` (the year of the proposal) at least
    `minimal_tahun_wbk` years (default: the instrument's) must lie between (N10).
    Raises KodeTidakDikenal, or JawabanSalah at the first answer that cannot be scored.
    """
    rencana = _rencana(instrumen)
    butir, angka = _nilai_semua(instrumen, rencana, jawaban)
    simpul = _jumlahkan(rencana, butir, jawaban, angka)
    sudah = sudah_wbk(instrumen, wbk_sejak, tahun, minimal_tahun_wbk)
    predikat = {kode: _hitung_predikat(ambang, simpul, sudah) for kode, ambang in instrumen.ambang.items()}
    return HasilSkor(simpul, butir, predikat, instrumen.hash, VERSI_MESIN)


def sudah_wbk(
    instrumen: Instrumen, wbk_sejak: int | None, tahun: int | None, minimal_tahun_wbk: int | None = None
) -> bool:
    """The gate on history (N10), by itself: it depends on decrees and the year, never on an answer."""
    if minimal_tahun_wbk is None:
        minimal_tahun_wbk = instrumen.minimal_tahun_wbk
    return wbk_sejak is not None and (tahun is None or tahun - wbk_sejak >= minimal_tahun_wbk)


@lru_cache(maxsize=16)
def _rencana(instrumen: Instrumen) -> _Rencana:
    """Built once per loaded instrument (instruments are compared by identity)."""
    nomor = {AKAR: 0} | {kode: n for n, kode in enumerate(instrumen.simpul, start=1)}
    simpul = [_RencanaSimpul(AKAR, sum((s.bobot for s in instrumen.komponen), NOL), 0, len(instrumen.butir))]
    simpul += [
        _RencanaSimpul(s.kode, s.bobot, nomor[s.induk or AKAR], len(instrumen.butir_di(s.kode)))
        for s in instrumen.simpul.values()
    ]
    poin = [b.bobot_efektif * nilai for b in instrumen.butir.values() for nilai in (SATU, *(o.nilai for o in b.opsi))]
    penyebut = lcm(*(p.denominator for p in poin))
    return _Rencana(
        penyebut, tuple(simpul), tuple(_rencana_butir(b, nomor[b.induk], penyebut) for b in instrumen.butir.values())
    )


def _rencana_butir(butir: Butir, simpul: int, penyebut: int) -> _RencanaButir:
    opsi = {}
    for o in butir.opsi:
        hasil = _hasil_butir(butir, NilaiButir(o.nilai))
        opsi[o.kode] = _Opsi(hasil, int(hasil.poin * penyebut))
    return _RencanaButir(
        kode=butir.kode,
        butir=butir,
        simpul=simpul,
        satuan_bobot=int(butir.bobot_efektif * penyebut),
        kosong=_hasil_butir(butir, NilaiButir(None)),
        opsi=opsi,
    )


def _hasil_butir(butir: Butir, nilai: NilaiButir) -> HasilButir:
    poin = butir.bobot_efektif * nilai.nilai if nilai.nilai is not None else NOL
    return HasilButir(
        kode=butir.kode,
        nilai=nilai.nilai,
        poin=poin,
        bobot_efektif=butir.bobot_efektif,
        terisi=nilai.terisi,
        nol=nilai.nol,
        sebagian=nilai.sebagian,
        poin_dipertaruhkan=butir.bobot_efektif - poin,
    )


def _nilai_semua(
    instrumen: Instrumen, rencana: _Rencana, jawaban: Mapping[str, Any]
) -> tuple[dict[str, HasilButir], list[HasilButir]]:
    """Every butir scored, and apart those answered with numbers (their denominators are not known beforehand)."""
    hasil: dict[str, HasilButir] = {}
    angka: list[HasilButir] = []
    ditemukan = 0
    for r in rencana.butir:
        kode = r.kode
        if kode not in jawaban:
            hasil[kode] = r.kosong
            continue
        ditemukan += 1
        isi = jawaban[kode]
        if r.opsi:
            opsi = r.opsi.get(isi) if isinstance(isi, str) else None
            # Anything that is not an option is either blank or an error: the slow road tells which.
            hasil[kode] = opsi.hasil if opsi else _hasil_butir(r.butir, nilai_butir(r.butir, isi))
        else:
            hasil[kode] = _hasil_butir(r.butir, nilai_butir(r.butir, isi))
            angka.append(hasil[kode])
    if ditemukan != len(jawaban):
        raise KodeTidakDikenal(instrumen, tuple(str(k) for k in jawaban if k not in hasil))
    return hasil, angka


def _jumlahkan(
    rencana: _Rencana, butir: Mapping[str, HasilButir], jawaban: Mapping[str, Any], angka: list[HasilButir]
) -> dict[str, HasilSimpul]:
    """Points of every node (N7, N8): the sum of the points of its butir, in units of 1/penyebut."""
    penyebut = lcm(rencana.penyebut, *(h.poin.denominator for h in angka))
    kali = penyebut // rencana.penyebut
    banyak = len(rencana.simpul)
    satuan, satuan_terisi, terisi = [0] * banyak, [0] * banyak, [0] * banyak
    for r in rencana.butir:
        hasil = butir[r.kode]
        if not hasil.terisi:
            continue
        s = r.simpul
        terisi[s] += 1
        satuan_terisi[s] += r.satuan_bobot
        if r.opsi:
            satuan[s] += r.opsi[jawaban[r.kode]].satuan * kali
        else:
            satuan[s] += hasil.poin.numerator * (penyebut // hasil.poin.denominator)
    for nomor in range(banyak - 1, 0, -1):
        induk = rencana.simpul[nomor].induk
        satuan[induk] += satuan[nomor]
        satuan_terisi[induk] += satuan_terisi[nomor]
        terisi[induk] += terisi[nomor]
    return {
        s.kode: HasilSimpul(
            s.kode,
            s.bobot,
            Fraction(satuan[n], penyebut),
            terisi[n],
            s.jumlah,
            s.bobot if terisi[n] == s.jumlah else Fraction(satuan_terisi[n], rencana.penyebut),
        )
        for n, s in enumerate(rencana.simpul)
    }


def _hitung_predikat(ambang: Ambang, simpul: Mapping[str, HasilSimpul], sudah_wbk: bool) -> HasilPredikat:
    gerbang = []
    for syarat in ambang.gerbang:
        if syarat.riwayat is not None:
            gerbang.append(hitung_gerbang(syarat, Fraction(int(sudah_wbk)), syarat.minimum))
        else:
            gerbang.append(hitung_gerbang(syarat, simpul[syarat.kode].nilai, simpul[syarat.kode].bobot))
    return HasilPredikat(ambang.predikat, tuple(gerbang))


def hitung_gerbang(syarat: SyaratGerbang, nilai: Fraction, bobot: Fraction) -> Gerbang:
    """One gate on exact values: met from the minimum on (N10), hampir within 5 % of the minimum (N11)."""
    terpenuhi = nilai >= syarat.minimum
    dekat = syarat.minimum - nilai <= syarat.minimum * BATAS_HAMPIR
    keadaan = LOLOS if terpenuhi else HAMPIR if dekat else GAGAL
    return Gerbang(syarat.kode, syarat.nama, nilai, syarat.minimum, bobot, terpenuhi, keadaan)
