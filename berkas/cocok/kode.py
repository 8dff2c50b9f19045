"""Codes of questions as people write them in file names and folders.

Plain data in, plain data out: `Daftar` maps the short code of an instrument to its canonical one
({"P5.1b": "A5.P.i.b", "H1a": "B1.a"}), so the same reader serves every version of the instrument.

What counts as a code, from sure to guessed:
1. short with aspect, anywhere: `P5.1b`, `p5_1b`, `R2.3b`, `H1a`; canonical, anywhere: `A5.P.i.b`, and `I.1.a` where the
   instrument itself is written so;
2. without aspect, only at the beginning of a name: `5.i.b`, `5.1b`, `I.1.a.1`, `V.ii.c`;
3. in pieces, with the rest read from the folders: `AREA V/ii. SPIP/b. SK.pdf`, `i.a SK.pdf`, `1.a SK.pdf`.
Dates, versions and numbers of letters are none of these.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Daftar = Mapping[str, str]
ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_ROM = r"(?:viii|vii|vi|v|iv|iii|ii|ix|i|x)"
_AWAL = r"(?<![a-z0-9])"
_UJUNG = r"(?![a-z0-9])"
# A serial number behind the letter ("I.1.a.1", "P5.1b-2") belongs to the file, not to the code; a year does not.
_URUT = r"(?:[._-]\d{1,2}(?!\d)(?![._-]\d))?"
_PENDEK = re.compile(rf"{_AWAL}([prh])\s?([1-9])\s?[._-]\s?([1-9])\s?[._-]?\s?([a-z]){_URUT}{_UJUNG}")
_HASIL = re.compile(rf"{_AWAL}h\s?([1-9])[._-]?([a-z]){_UJUNG}")
_BAKU = re.compile(rf"{_AWAL}a\s?([1-9])[._-]([pr])[._-]({_ROM}|[1-9])[._-]([a-z]){_URUT}{_UJUNG}")
_BAKU_HASIL = re.compile(rf"^b([1-9])[._]([a-z]){_UJUNG}")
_PENUH = re.compile(rf"^({_ROM}|[1-9])[._]\s?({_ROM}|[1-9])[._]?([a-z]){_URUT}{_UJUNG}")
_DUA = re.compile(rf"^({_ROM}|[1-9])[._]([a-z]){_URUT}{_UJUNG}")
_HURUF = re.compile(r"^([a-z])(?:[.)]\s|\s?[-–]\s|$)")
_SUB = re.compile(rf"^({_ROM}|[1-9])(?:[.)_]|\s?[-–]\s|\s|$)")
_AREA = re.compile(rf"{_AWAL}(?:area|pokja)(?:\s?perubahan)?[\s._-]*({_ROM}|[1-9]){_UJUNG}")
_AREA_KODE = re.compile(rf"^a([1-9]){_UJUNG}")
_PEMENUHAN = re.compile(rf"{_AWAL}pemenuhan{_UJUNG}")
_REFORM = re.compile(rf"{_AWAL}reform{_UJUNG}")  # not "reformasi birokrasi"
# "P5.1a-c", "P5.1a, b", "P5.1a s.d. d": more than one question is meant.
_LANJUT = re.compile(r"\s?(-|–|,|&|\+|dan|s\.? ?d\.?|sampai)\s?([a-z])(?![a-z0-9])")
_KEPALA = re.compile(r"^[\s\"'(\[{#*]*(?:(?:kode|soal|butir|lke)[\s:._-]+)?")


def rapikan(teks: str) -> str:
    """Lower case, compatibility forms, one blank between words. `_` stays: it separates."""
    return " ".join(unicodedata.normalize("NFKC", teks).casefold().split())


def pokok(nama: str) -> str:
    """The name without its extension."""
    depan, titik, akhiran = nama.rpartition(".")
    return depan if titik and 1 <= len(akhiran) <= 5 and akhiran.isalnum() and depan.strip() else nama


@dataclass(frozen=True, slots=True)
class Bacaan:
    """Codes (canonical) that one text can mean, the likeliest first. `tegas`: aspect and number are both written."""

    kode: tuple[str, ...]
    tegas: bool


@dataclass(frozen=True, slots=True)
class Jalur:
    """What the folders of a file say: area and sub-area numbers, and the aspect in words (`P`, `R` or '')."""

    area: int = 0
    sub: int = 0
    aspek: str = ""


def angka(teks: str) -> int:
    """1 for "1" or "i"; 0 for anything else."""
    return ROMAWI.get(teks) or (int(teks) if teks.isascii() and teks.isdigit() else 0)


def baca_jalur(folder: tuple[str, ...]) -> Jalur:
    """Read the folders from the top down; a deeper one says more than a higher one."""
    area = sub = 0
    aspek = ""
    for bagian in map(rapikan, folder):
        if cocok := _AREA.search(bagian) or _AREA_KODE.match(bagian):
            area, sub = angka(cocok[1]), 0
        elif cocok := _SUB.match(bagian):
            sub = angka(cocok[1])
        p, r = bool(_PEMENUHAN.search(bagian)), bool(_REFORM.search(bagian))
        if p != r:
            aspek = "P" if p else "R"
            if cocok and not _AREA.search(bagian) and not _AREA_KODE.match(bagian):
                sub = 0  # "1. Pemenuhan" numbers the aspect, not a sub-area
    return Jalur(area, sub, aspek)


def baca_tegas(teks: str, daftar: Daftar) -> tuple[str, ...]:
    """Canonical codes written with their aspect, in the order of the text; only those the instrument has."""
    rapi = rapikan(teks)
    baku = {b.casefold(): b for b in daftar.values()}
    temuan: list[tuple[int, str]] = []
    for cocok in _PENDEK.finditer(rapi):
        aspek, area, sub, huruf = cocok.groups()
        temuan += [(cocok.start(), f"{aspek.upper()}{area}.{sub}{h}") for h in _huruf(rapi, cocok, huruf, cocok.end(4))]
    for cocok in _HASIL.finditer(rapi):
        temuan += [(cocok.start(), f"H{cocok[1]}{h}") for h in _huruf(rapi, cocok, cocok[2], cocok.end(2))]
    for cocok in _BAKU.finditer(rapi):
        area, aspek, sub, huruf = cocok.groups()
        pendek = f"{aspek.upper()}{area}.{angka(sub)}"
        temuan += [(cocok.start(), pendek + h) for h in _huruf(rapi, cocok, huruf, cocok.end(4))]
    kepala = _tanpa_kepala(rapi)
    if awal := _BAKU_HASIL.match(kepala):
        temuan.append((0, f"H{awal[1]}{awal[2]}"))
    # An instrument whose canonical codes have no aspect (2014: V.1.b) is written in full that way.
    if (awal := _PENUH.match(kepala)) and (ada := baku.get(kepala[: awal.end(3)])):
        temuan.append((0, next(p for p, b in daftar.items() if b == ada)))
    return tuple(dict.fromkeys(daftar[p] for _, p in sorted(temuan, key=lambda t: t[0]) if p in daftar))


def _huruf(teks: str, cocok: re.Match[str], huruf: str, akhir: int) -> Iterator[str]:
    """The letter of a code and those that a range or a list adds to it."""
    yield huruf
    letak = akhir
    while lanjut := _LANJUT.match(teks, letak):
        if lanjut[1] in {",", "&", "+", "dan"}:
            yield lanjut[2]
        elif huruf < lanjut[2]:
            yield from (chr(n) for n in range(ord(huruf) + 1, ord(lanjut[2]) + 1))
        letak = lanjut.end()


def _tanpa_kepala(rapi: str) -> str:
    return rapi[cocok.end() :] if (cocok := _KEPALA.match(rapi)) else rapi


def baca_tanpa_aspek(teks: str, jalur: Jalur, daftar: Daftar) -> Bacaan:
    """Codes that the beginning of a text can mean together with its folders. `tegas` when area, sub-area and letter
    stand together and the path names the aspect; everything else is a guess.
    """
    kepala = _tanpa_kepala(rapikan(teks))
    if cocok := _PENUH.match(kepala):
        area, sub = angka(cocok[1]), angka(cocok[2])
        if not (cocok[1] == "v" and teks.lstrip()[:1] == "v"):  # "v.1.b" is a version, "V.1.b" an area
            kode = _calon(area, sub, cocok[3], jalur.aspek, daftar)
            if kode:
                serasi = jalur.area in (0, area)
                return Bacaan(kode, tegas=bool(jalur.aspek) and serasi and len(kode) == 1)
    if jalur.area and (cocok := _DUA.match(kepala)):
        return Bacaan(_calon(jalur.area, angka(cocok[1]), cocok[2], jalur.aspek, daftar), tegas=False)
    if jalur.area and jalur.sub and (cocok := _HURUF.match(kepala)):
        return Bacaan(_calon(jalur.area, jalur.sub, cocok[1], jalur.aspek, daftar), tegas=False)
    return Bacaan((), tegas=False)


def _calon(area: int, sub: int, huruf: str, aspek: str, daftar: Daftar) -> tuple[str, ...]:
    """Pemenuhan before reform: nearly all evidence is of the first kind."""
    pendek = [f"{a}{area}.{sub}{huruf}" for a in (aspek or "PR")]
    return tuple(daftar[p] for p in pendek if p in daftar)


def sebagian(jalur: Jalur, daftar: Daftar) -> tuple[str, ...]:
    """All questions of the sub-area that the folders name, when they name one."""
    if not (jalur.area and jalur.sub):
        return ()
    awalan = tuple(f"{a}{jalur.area}.{jalur.sub}" for a in (jalur.aspek or "PR"))
    return tuple(b for p, b in daftar.items() if p.startswith(awalan))
