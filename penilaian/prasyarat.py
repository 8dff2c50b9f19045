"""Judging the conditions of a proposal (domain §2.2): a recorded value against what the instrument asks. Pure.

States: terpenuhi, belum, belum_diketahui. What nobody recorded is never met.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

TERPENUHI, BELUM, BELUM_DIKETAHUI = "terpenuhi", "belum", "belum_diketahui"
KATA: Mapping[str, str] = {
    TERPENUHI: "Terpenuhi",
    BELUM: "Belum terpenuhi",
    BELUM_DIKETAHUI: "Belum diketahui",
}
PENCANANGAN = "PENCANANGAN"  # a date; LAMA_MEMBANGUN is counted from it
DIHITUNG = frozenset({"TLHP", "LHKAN_LHKPN", "LAMA_MEMBANGUN", "SUDAH_WBK", "MINIMAL_TAHUN_WBK"})
"""Conditions that come from facts and decrees; every other one is recorded."""
BERURAIAN: Mapping[str, str] = {"LAYANAN_INTI": "Layanan inti yang dijalankan"}
"""Conditions whose value needs words beside it, with what is asked."""
SALAH_SATU: tuple[frozenset[str], ...] = (frozenset({"INDEKS_RB_KL", "INDEKS_RB_PEMDA"}),)
"""Of these an instansi has one: as soon as one is recorded, the others do not hold for it."""

TANGGA_PREDIKAT = ("D", "C", "CC", "B", "BB", "A", "AA")  # SAKIP and Indeks RB, from low to high
OPINI = ("TMP", "TW", "WDP", "WTP")


@dataclass(frozen=True, slots=True)
class Penilaian:
    """The verdict on one condition: state, what is there and what is asked, in words."""

    keadaan: str
    ada: str
    minimum: str


def pilihan_nilai(kode: str, jenis: str) -> tuple[tuple[str, str], ...]:
    """What may be recorded: (value, words); empty for a number."""
    if kode == "OPINI_BPK":
        nama = {"WTP": "Wajar tanpa pengecualian", "WDP": "Wajar dengan pengecualian"}
        nama |= {"TW": "Tidak wajar", "TMP": "Tidak menyatakan pendapat"}
        return tuple((o, f"{o} ({nama[o]})") for o in reversed(OPINI))
    if jenis == "predikat":
        return tuple((p, p) for p in reversed(TANGGA_PREDIKAT))
    if jenis == "ya":
        return (("ya", "Ya"), ("tidak", "Tidak"))
    return ()


def kata_minimum(jenis: str, minimum: str) -> str:
    """What is asked: "paling rendah BB", "100%", "paling singkat 1 tahun"."""
    if jenis == "persen":
        return f"{minimum}%"
    if jenis == "tahun":
        return f"paling singkat {minimum} tahun"
    if jenis == "level":
        return f"paling rendah level {minimum}"
    return "ya" if jenis == "ya" else f"paling rendah {minimum}"


def nilai_tercatat(kode: str, jenis: str, nilai: str | None, minimum: str) -> Penilaian:
    """Judge a recorded grade, level, yes or number of years."""
    diminta = kata_minimum(jenis, minimum) if kode != "OPINI_BPK" else minimum
    if not nilai:
        return Penilaian(BELUM_DIKETAHUI, "", diminta)
    if jenis == "predikat":
        tangga = OPINI if kode == "OPINI_BPK" else TANGGA_PREDIKAT
        cukup = nilai in tangga and tangga.index(nilai) >= tangga.index(minimum)
    elif jenis == "ya":
        cukup = nilai == minimum
    else:
        cukup = Fraction(nilai) >= Fraction(minimum)
    return Penilaian(TERPENUHI if cukup else BELUM, nilai.replace(".", ","), diminta)


def nilai_bagian(selesai: int | None, semua: int | None, minimum: str, *, nol: str, kata_nol: str = "") -> Penilaian:
    """Judge a share of counts against a percentage. `nol`: the state when there is nothing to count."""
    diminta = f"{minimum}%"
    if selesai is None or semua is None:
        return Penilaian(BELUM_DIKETAHUI, "", diminta)
    if semua == 0:
        return Penilaian(nol, kata_nol, diminta)
    cukup = Fraction(selesai * 100, semua) >= Fraction(minimum)
    return Penilaian(TERPENUHI if cukup else BELUM, f"{selesai} dari {semua}", diminta)


def tahun_penuh(mulai: dt.date, sampai: dt.date) -> int:
    """Whole years between two days, never negative."""
    belum = (sampai.month, sampai.day) < (mulai.month, mulai.day)
    return max(0, sampai.year - mulai.year - belum)


def nilai_lama(mulai: dt.date | None, sampai: dt.date, minimum: str) -> Penilaian:
    """Judge how long the unit has been building, in whole years on the last day of the proposal."""
    diminta = kata_minimum("tahun", minimum)
    if mulai is None:
        return Penilaian(BELUM_DIKETAHUI, "", diminta)
    tahun = tahun_penuh(mulai, sampai)
    return Penilaian(TERPENUHI if tahun >= int(minimum) else BELUM, f"{tahun} tahun", diminta)


def nilai_wbk(kode: str, wbk_sejak: int | None, tahun: int, minimum: str) -> Penilaian:
    """Judge the WBK held before WBBM: that there is one, or for how many years. Decrees are always known."""
    diminta = "ya" if kode == "SUDAH_WBK" else kata_minimum("tahun", minimum)
    if wbk_sejak is None:
        return Penilaian(BELUM, "belum berpredikat WBK", diminta)
    if kode == "SUDAH_WBK":
        return Penilaian(TERPENUHI, f"WBK sejak {wbk_sejak}", diminta)
    lama = tahun - wbk_sejak
    return Penilaian(TERPENUHI if lama >= int(minimum) else BELUM, f"{lama} tahun", diminta)
