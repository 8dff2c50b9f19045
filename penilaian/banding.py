"""Differences between the layers of one sheet (issue C, deliverables 2 and 13): "jelaskan nilai saya". Pure, exact.

A difference is bobot efektif x (nilai after - nilai before) in points; those of all butir add up to the difference of
the totals exactly. A butir the later layer has not judged counts 0 in its total (docs/nilai.md N5), so it is told apart
(`BELUM_DINILAI`): nobody lowered it. A layer without any answer is no step at all and is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from instrumen.pohon.tipe import Instrumen, Simpul
from penilaian.skor.hasil import HasilButir, HasilSkor

LAPISAN = ("satker", "pendahuluan", "tpi", "tpn")
"""The layers in the order of the waterfall."""

NAIK, TURUN, TETAP = "naik", "turun", "tetap"
BELUM_DINILAI, BARU_DINILAI, KOSONG = "belum_dinilai", "baru_dinilai", "kosong"
NOL = Fraction(0)


@dataclass(frozen=True, slots=True)
class SelisihButir:
    """One butir between two layers. `dari` and `ke` are nilai 0..1, None while not judged; `poin` the difference.

    `sebab`: naik, turun, tetap; belum_dinilai (the later layer has no answer), baru_dinilai (only the later has one),
    kosong (neither has).
    """

    kode: str
    dari: Fraction | None
    ke: Fraction | None
    poin: Fraction
    sebab: str


@dataclass(frozen=True, slots=True)
class SelisihArea:
    """One area: `poin` is the whole difference, `belum_dinilai` the part of it that only waits for an answer."""

    kode: str
    dari: Fraction
    ke: Fraction
    poin: Fraction
    belum_dinilai: Fraction


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step of the waterfall: from a layer to the next one that has answers. Points."""

    dari: str
    ke: str
    nilai_dari: Fraction
    nilai_ke: Fraction
    area: tuple[SelisihArea, ...]
    butir: tuple[SelisihButir, ...]

    @property
    def poin(self) -> Fraction:
        """Difference of the totals."""
        return self.nilai_ke - self.nilai_dari

    @property
    def belum_dinilai(self) -> Fraction:
        """The part of `poin` of butir the later layer has not judged; never above 0."""
        return self._karena(BELUM_DINILAI)

    @property
    def baru_dinilai(self) -> Fraction:
        """The part of `poin` of butir only the later layer answered; never below 0."""
        return self._karena(BARU_DINILAI)

    @property
    def karena_nilai(self) -> Fraction:
        """The part of `poin` where both layers judged: what evaluation really changed."""
        return self._karena(NAIK) + self._karena(TURUN)

    def _karena(self, sebab: str) -> Fraction:
        return sum((b.poin for b in self.butir if b.sebab == sebab), NOL)

    @property
    def lengkap(self) -> bool:
        """Whether the later layer judged all that the earlier one answered."""
        return not any(b.sebab == BELUM_DINILAI for b in self.butir)


@dataclass(frozen=True, slots=True)
class AirTerjun:
    """From the first layer with answers to the last. `tidak_ada` names the layers without any answer.

    `awal` and `akhir` are the totals of the ends in points, None when no layer has answers.
    """

    awal: Fraction | None
    langkah: tuple[Langkah, ...]
    akhir: Fraction | None
    tidak_ada: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TahapButir:
    """One layer of one butir. `selisih` in points from the layer before that has an answer; None for the first."""

    lapisan: str
    nilai: Fraction
    poin: Fraction
    selisih: Fraction | None


@dataclass(frozen=True, slots=True)
class JejakNilai:
    """One butir through the layers; `tidak_ada` names those without an answer to it."""

    kode: str
    tahap: tuple[TahapButir, ...]
    tidak_ada: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Penyusutan:
    """What evaluation took from an area (or TOTAL): self minus TPI in points over the butir TPI judged.

    `dinilai` of `jumlah` butir; `poin` is None when TPI judged none. Negative = TPI gave more.
    """

    kode: str
    poin: Fraction | None
    dinilai: int
    jumlah: int

    @property
    def lengkap(self) -> bool:
        """Whether the gap is about the whole area."""
        return self.dinilai == self.jumlah


def air_terjun(instrumen: Instrumen, lapisan: Mapping[str, HasilSkor | None]) -> AirTerjun:
    """The waterfall of one sheet; a layer that is absent, None or without any answer is no step.

    Raises ValueError for an unknown layer or a result made with another instrument.
    """
    ada = _hadir(instrumen, lapisan)
    kode = list(ada)
    langkah = tuple(banding(instrumen, (a, ada[a]), (b, ada[b])) for a, b in pairwise(kode))
    return AirTerjun(
        awal=ada[kode[0]].total if kode else None,
        langkah=langkah,
        akhir=ada[kode[-1]].total if kode else None,
        tidak_ada=tuple(k for k in LAPISAN if k not in ada),
    )


def banding(instrumen: Instrumen, dari: tuple[str, HasilSkor], ke: tuple[str, HasilSkor]) -> Langkah:
    """The differences between two named results of the same sheet. Raises ValueError for another instrument's."""
    (nama_a, a), (nama_b, b) = dari, ke
    _periksa(instrumen, a, b)
    butir = {k: _selisih(a.butir[k], b.butir[k]) for k in instrumen.butir}
    area = tuple(_area(instrumen, s, butir, a, b) for s in _area_semua(instrumen))
    return Langkah(nama_a, nama_b, a.total, b.total, area, tuple(butir.values()))


def jejak_butir(instrumen: Instrumen, lapisan: Mapping[str, HasilSkor | None], kode: str) -> JejakNilai:
    """One butir through the layers that answered it. KeyError for an unknown kode; else as `air_terjun`."""
    tahap: list[TahapButir] = []
    for nama, hasil in _hadir(instrumen, lapisan).items():
        butir = hasil.butir[kode]
        if butir.nilai is not None:
            lalu = tahap[-1].poin if tahap else None
            tahap.append(TahapButir(nama, butir.nilai, butir.poin, None if lalu is None else butir.poin - lalu))
    ada = {t.lapisan for t in tahap}
    return JejakNilai(instrumen.butir[kode].kode, tuple(tahap), tuple(k for k in LAPISAN if k not in ada))


def penyusutan(instrumen: Instrumen, satker: HasilSkor, tpi: HasilSkor) -> tuple[Penyusutan, ...]:
    """Last year's self-minus-TPI gap per area, at the end TOTAL; `instrumen` is that year's.

    A butir TPI did not judge is left out on both sides; a blank of the satker counts 0. Raises ValueError for a result
    made with another instrument.
    """
    _periksa(instrumen, satker, tpi)
    kode = [*(s.kode for s in _area_semua(instrumen)), "TOTAL"]
    hasil = []
    for k in kode:
        semua = [b.kode for b in instrumen.butir_di(k)]
        dinilai = [b for b in semua if tpi.butir[b].terisi]
        poin = sum((satker.butir[b].poin - tpi.butir[b].poin for b in dinilai), NOL)
        hasil.append(Penyusutan(k, poin if dinilai else None, len(dinilai), len(semua)))
    return tuple(hasil)


def _area_semua(instrumen: Instrumen) -> tuple[Simpul, ...]:
    return (*instrumen.area, *instrumen.area_hasil)


def _hadir(instrumen: Instrumen, lapisan: Mapping[str, HasilSkor | None]) -> dict[str, HasilSkor]:
    """The layers with answers, in order."""
    if asing := sorted(set(lapisan) - set(LAPISAN)):
        raise ValueError(f"Lapisan tidak dikenal: {', '.join(asing)}")
    ada = {k: h for k in LAPISAN if (h := lapisan.get(k)) is not None and h.terisi}
    _periksa(instrumen, *ada.values())
    return ada


def _periksa(instrumen: Instrumen, *hasil: HasilSkor) -> None:
    if any(h.instrumen_hash != instrumen.hash for h in hasil):
        raise ValueError(f"Hasil tidak dihitung dengan instrumen {instrumen.kode} yang sama.")


def _selisih(a: HasilButir, b: HasilButir) -> SelisihButir:
    poin = b.poin - a.poin
    if a.nilai is None or b.nilai is None:
        sebab = KOSONG if a.nilai is b.nilai else BARU_DINILAI if a.nilai is None else BELUM_DINILAI
    else:
        sebab = NAIK if poin > 0 else TURUN if poin < 0 else TETAP
    return SelisihButir(a.kode, a.nilai, b.nilai, poin, sebab)


def _area(
    instrumen: Instrumen, simpul: Simpul, butir: Mapping[str, SelisihButir], a: HasilSkor, b: HasilSkor
) -> SelisihArea:
    isi = [butir[x.kode] for x in instrumen.butir_di(simpul.kode)]
    dari, ke = a.simpul[simpul.kode].nilai, b.simpul[simpul.kode].nilai
    belum = sum((s.poin for s in isi if s.sebab == BELUM_DINILAI), NOL)
    return SelisihArea(simpul.kode, dari, ke, ke - dari, belum)
