"""From one answer to its nilai: checks, zero rules, formulas (docs/nilai.md N2, N4, N5, N6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from instrumen.pohon.tipe import Butir, Isian, Rumus
from penilaian.skor.hasil import NOL, SATU, NilaiButir

NilaiJawaban: TypeAlias = str | int | Decimal | Mapping[str, int | str | Decimal | None] | None
"""An option code; a mapping isian -> number; or a bare number for a butir with a single isian. None = blank."""

BATAS_BULAT = 10**9
"""Largest count accepted: above it is a typing mistake, and arithmetic stays small."""
BATAS_DESIMAL = 12
"""Most decimals accepted in a number."""

_TULISAN_ANGKA = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class Galat:
    """What is wrong with an answer. `isian` is None when it concerns the answer as a whole.

    kode: opsi_tidak_dikenal, bentuk_salah, isian_tidak_dikenal, bukan_angka, bukan_bulat, negatif, melebihi_maks,
    terlalu_besar, terlalu_rinci, pembilang_melebihi_penyebut, belum_lengkap. `pesan_data` fills the sentence of
    `penilaian.skor.pesan`.
    """

    isian: str | None
    kode: str
    pesan_data: Mapping[str, str] = field(default_factory=dict)

    @property
    def peringatan(self) -> bool:
        """Whether the answer can be scored all the same: an error in a form, a warning in an import."""
        return self.kode in ("pembilang_melebihi_penyebut", "belum_lengkap")


class JawabanSalah(ValueError):
    """An answer that cannot be scored; `butir` and `galat` say which and why."""

    def __init__(self, butir: Butir, galat: tuple[Galat, ...]) -> None:
        super().__init__(f"{butir.kode}: {', '.join(g.kode for g in galat)}")
        self.butir = butir
        self.galat = galat


def periksa_jawaban(butir: Butir, jawaban: Any) -> list[Galat]:
    """Everything wrong with `jawaban`, also what can still be scored (`Galat.peringatan`). Blank is not an error."""
    return _baca(butir, jawaban)[1]


def nilai_butir(butir: Butir, jawaban: Any) -> NilaiButir:
    """Worth of one answer, 0..1.

    Blank or partial gives nilai None (N5). Raises JawabanSalah when the answer cannot be scored.
    """
    if butir.rumus is None:
        return _nilai_pilihan(butir, jawaban)
    angka, galat = _baca(butir, jawaban)
    if galat and (tolak := tuple(g for g in galat if not g.peringatan)):
        raise JawabanSalah(butir, tolak)
    if angka.keys() >= butir.rumus.dipakai:
        return _hitung_rumus(butir.rumus, angka)
    return NilaiButir(None, sebagian=bool(angka))


def _nilai_pilihan(butir: Butir, jawaban: Any) -> NilaiButir:
    galat = _periksa_pilihan(butir, jawaban)
    if galat:
        raise JawabanSalah(butir, tuple(galat))
    return next((NilaiButir(o.nilai) for o in butir.opsi if o.kode == jawaban), NilaiButir(None))


def kosong(jawaban: Any) -> bool:
    """Whether nothing was answered: None, empty text, or a mapping without one number."""
    if isinstance(jawaban, Mapping):
        return all(kosong(isi) for isi in jawaban.values())
    return jawaban is None or (isinstance(jawaban, str) and not jawaban.strip())


def _periksa_pilihan(butir: Butir, jawaban: Any) -> list[Galat]:
    if not isinstance(jawaban, str):
        return [] if jawaban is None else [Galat(None, "bentuk_salah")]
    opsi = [o.kode for o in butir.opsi]
    if kosong(jawaban) or jawaban in opsi:
        return []
    return [Galat(None, "opsi_tidak_dikenal", {"jawaban": jawaban[:40], "opsi": ", ".join(opsi)})]


def _baca(butir: Butir, jawaban: Any) -> tuple[dict[str, Fraction], list[Galat]]:
    """The readable numbers of an answer by isian, and everything wrong with it."""
    if butir.rumus is None:
        return {}, _periksa_pilihan(butir, jawaban)
    if not isinstance(jawaban, Mapping):
        if kosong(jawaban):
            return {}, []
        if len(butir.isian) != 1:
            return {}, [Galat(None, "bentuk_salah")]
        jawaban = {butir.isian[0].kode: jawaban}
    dikenal = {i.kode for i in butir.isian}
    galat = [Galat(None, "isian_tidak_dikenal", {"isian": str(k)[:40]}) for k in jawaban if k not in dikenal]
    angka: dict[str, Fraction] = {}
    for isian in butir.isian:
        mentah = jawaban.get(isian.kode)
        if type(mentah) is not int and kosong(mentah):
            continue
        hasil = _baca_angka(isian, mentah)
        if isinstance(hasil, Galat):
            galat.append(hasil)
        else:
            angka[isian.kode] = hasil
    return angka, galat or _periksa_hubungan(butir, butir.rumus, angka)


def _baca_angka(isian: Isian, mentah: Any) -> Fraction | Galat:
    """One number, exact. float and bool are refused: they are not what was typed."""
    if type(mentah) is int and 0 <= mentah <= BATAS_BULAT and isian.maks is None:
        return Fraction(mentah)  # nearly every count; the checks below would agree
    if isinstance(mentah, str) and _TULISAN_ANGKA.fullmatch(mentah.strip()):
        mentah = Decimal(mentah.strip())
    if isinstance(mentah, bool) or not isinstance(mentah, int | Decimal):
        return Galat(isian.kode, "bukan_angka")
    if isinstance(mentah, Decimal):
        if not mentah.is_finite():
            return Galat(isian.kode, "bukan_angka")
        # Before it becomes a fraction: 1E+999999 would need a million digits.
        if mentah.adjusted() > 15:
            return Galat(isian.kode, "terlalu_besar", {"maks": str(BATAS_BULAT)})
        if int(mentah.as_tuple().exponent) < -BATAS_DESIMAL:
            return Galat(isian.kode, "terlalu_rinci", {"tempat": str(BATAS_DESIMAL)})
    nilai = Fraction(mentah)
    return _periksa_batas(isian, nilai) or nilai


def _periksa_batas(isian: Isian, nilai: Fraction) -> Galat | None:
    if nilai < 0:
        return Galat(isian.kode, "negatif")
    if isian.jenis == "bulat" and nilai.denominator != 1:
        return Galat(isian.kode, "bukan_bulat")
    if isian.maks is not None and nilai > isian.maks:
        return Galat(isian.kode, "melebihi_maks", {"maks": str(isian.maks)})
    if nilai > BATAS_BULAT:
        return Galat(isian.kode, "terlalu_besar", {"maks": str(BATAS_BULAT)})
    return None


def _periksa_hubungan(butir: Butir, rumus: Rumus, angka: Mapping[str, Fraction]) -> list[Galat]:
    if not angka:
        return []
    if not angka.keys() >= rumus.dipakai:
        return [Galat(i.kode, "belum_lengkap") for i in butir.isian if i.wajib and i.kode not in angka]
    if rumus.jenis == "rasio" and not rumus.boleh_lebih:
        penyebut = sum(angka[k] for k in rumus.penyebut)
        if angka[rumus.pembilang] > penyebut:
            return [Galat(rumus.pembilang, "pembilang_melebihi_penyebut", {"maks": str(penyebut)})]
    return []


def _hitung_rumus(rumus: Rumus, angka: Mapping[str, Fraction]) -> NilaiButir:
    """N4 with the zero rules of N6. Every `wajib` isian is in `angka`."""
    if rumus.jenis == "rasio":
        penyebut = sum((angka[k] for k in rumus.penyebut), NOL)
        if not penyebut:
            return _nol(rumus, "penyebut")
        return NilaiButir(min(SATU, angka[rumus.pembilang] / penyebut))
    if rumus.jenis == "penurunan":
        lalu, ini = angka[rumus.lalu], angka[rumus.ini]
        if not lalu:
            return _nol(rumus, "lalu" if ini else "lalu_dan_ini")
        return NilaiButir(max(NOL, (lalu - ini) / lalu))
    return NilaiButir(angka[rumus.nilai] / (rumus.maks if rumus.maks is not None else 100))


def _nol(rumus: Rumus, bila: str) -> NilaiButir:
    return NilaiButir(next(n.nilai for n in rumus.nol if n.bila == bila), nol=True)
