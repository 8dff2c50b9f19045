"""The second figure beside the official one (docs/nilai.md P1 to P9). Exact; the official value is never touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from penilaian.pengurang.aturan import (
    DICABUT,
    DIKLARIFIKASI,
    DUGAAN,
    JENIS,
    TERBERAT,
    TERBUKTI,
    TIDAK_TERBUKTI,
    AturanPengurang,
    AturanSalah,
    Insiden,
)
from penilaian.skor.tulis import tulis

NOL = Fraction(0)

_BUKAN_TERBUKTI = {
    DUGAAN: "Tidak mengurangi: baru dugaan.",
    DIKLARIFIKASI: "Tidak mengurangi: masih diklarifikasi.",
    TIDAK_TERBUKTI: "Tidak mengurangi: tidak terbukti.",
    DICABUT: "Tidak mengurangi: putusan dicabut.",
}


@dataclass(frozen=True, slots=True)
class Rincian:
    """What one incident does. `semula` points by its kind, `potongan` points after stacking, cap and floor, with the
    reason in words."""

    insiden: Insiden
    semula: Fraction
    potongan: Fraction
    alasan: str

    @property
    def mengurangi(self) -> bool:
        """Whether it takes any point."""
        return self.potongan > 0


@dataclass(frozen=True, slots=True)
class HasilPengurang:
    """`resmi` is the value that came in, in points. `setelah` is None while the rule is off (P1).

    The `potongan` of `rincian` add up to `resmi` - `setelah` exactly.
    """

    resmi: Fraction
    setelah: Fraction | None
    rincian: tuple[Rincian, ...] = ()

    @property
    def potongan(self) -> Fraction:
        """All points taken."""
        return NOL if self.setelah is None else self.resmi - self.setelah


@dataclass(frozen=True, slots=True)
class Kelayakan:
    """Whether a satker stays layak after the deduction, and the sentence for the document (empty when unchanged)."""

    layak: bool
    kalimat: str = ""


def kurangi(aturan: AturanPengurang, resmi: Fraction, insiden: Iterable[Insiden]) -> HasilPengurang:
    """The value after deduction of one satker.

    `resmi` is the official value in points (0..100). Raises TypeError for anything but a Fraction, AturanSalah when it
    is negative or two incidents share a kode.
    """
    if not isinstance(resmi, Fraction):
        raise TypeError("nilai resmi harus Fraction")
    if resmi < 0:
        raise AturanSalah("Nilai resmi tidak boleh kurang dari 0.")
    if not aturan.aktif:
        return HasilPengurang(resmi, None)
    urut = sorted(insiden, key=_urutan)
    if len({i.kode for i in urut}) < len(urut):
        raise AturanSalah("Dua insiden memakai kode yang sama.")
    alasan = {i.kode: _alasan_tidak(aturan, i) for i in urut}
    semula = {i.kode: NOL if alasan[i.kode] else aturan.kadar[i.jenis].potongan(resmi) for i in urut}
    dipakai = _tumpuk(aturan, urut, semula)
    jumlah = sum(dipakai.values(), NOL)
    boleh, sebab = min(jumlah, resmi), "nilai tidak dapat kurang dari 0"
    if aturan.batas is not None and aturan.batas < boleh:
        boleh, sebab = aturan.batas, f"semua pengurang dibatasi {tulis(aturan.batas)} poin"
    potongan = {k: v * boleh / jumlah if jumlah else NOL for k, v in dipakai.items()}
    rincian = []
    for i in urut:
        k = i.kode
        teks = alasan[k] or _alasan_ya(i, semula[k], dipakai[k], potongan[k], sebab)
        rincian.append(Rincian(i, semula[k], potongan[k], teks))
    return HasilPengurang(resmi, resmi - boleh, tuple(rincian))


def kelayakan(aturan: AturanPengurang, hasil: HasilPengurang, *, layak: bool, minimum: Fraction) -> Kelayakan:
    """P8: layak becomes belum only when the decree says so and the second figure misses `minimum` points.

    Never the other way round: what is belum stays belum.
    """
    if not (layak and aturan.layak_jadi_belum) or hasil.setelah is None or not hasil.potongan:
        return Kelayakan(layak)
    if hasil.setelah >= minimum:
        return Kelayakan(layak)
    return Kelayakan(
        False,
        f"Belum layak: nilai setelah pengurang {tulis(hasil.setelah)} kurang dari {tulis(minimum)} "
        f"({aturan.pasal_layak}, {aturan.dasar}). Nilai resmi tetap {tulis(hasil.resmi)}.",
    )


def _urutan(i: Insiden) -> tuple[date, date, str]:
    return i.peristiwa, i.ditemukan, i.kode


def _alasan_tidak(aturan: AturanPengurang, i: Insiden) -> str:
    """Why an incident does not count; empty when it does (P4, P5)."""
    if i.status != TERBUKTI:
        return _BUKAN_TERBUKTI[i.status]
    if not i.berdokumen:
        return "Tidak mengurangi: terbukti, tetapi dokumen putusannya belum ada."
    if not aturan.mulai <= i.peristiwa <= aturan.sampai:
        return "Tidak mengurangi: peristiwa di luar masa yang ditetapkan keputusan."
    if i.dilaporkan_sendiri and i.ditangani and not aturan.lapor_sendiri_dikurangi:
        return "Tidak mengurangi: dilaporkan sendiri dan sudah ditangani."
    if i.jenis not in aturan.kadar:
        return f"Tidak mengurangi: keputusan tidak mengatur {JENIS[i.jenis]}."
    return ""


def _tumpuk(aturan: AturanPengurang, urut: list[Insiden], semula: dict[str, Fraction]) -> dict[str, Fraction]:
    """P6: all of them, or only the heaviest (of equals the earliest)."""
    if aturan.penumpukan != TERBERAT or not urut:
        return semula
    terberat = max(urut, key=lambda i: semula[i.kode])  # max keeps the first of equals; `urut` is sorted
    return {k: v if k == terberat.kode else NOL for k, v in semula.items()}


def _alasan_ya(i: Insiden, semula: Fraction, dipakai: Fraction, potongan: Fraction, sebab: str) -> str:
    if not semula:
        return "Tidak mengurangi: kadarnya nol."
    if not dipakai:
        return "Tidak mengurangi: hanya insiden terberat yang dihitung."
    tanda = " Dilaporkan sendiri." if i.dilaporkan_sendiri else ""
    if potongan == semula:
        return f"Mengurangi {tulis(potongan)} poin: terbukti dan berdokumen.{tanda}"
    awal = f"Mengurangi {tulis(potongan)} dari {tulis(semula)} poin" if potongan else "Tidak mengurangi"
    return f"{awal}: {sebab}.{tanda}"
