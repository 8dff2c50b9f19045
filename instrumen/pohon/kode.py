"""The two written forms of a butir code: canonical (A5.P.i.b) and short (P5.1b), see ux D8.

The short form is aspect letter + area number + "." + sub-area number + butir letter; hasil has no sub-area number:
A5.P.i.b -> P5.1b, A1.R.i.a -> R1.1a, B1.a -> H1a; in the 2014 version I.1.a -> P1.1a and H1.a -> H1a.
"""

import re

_ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_PENGUNGKIT = re.compile(r"A(\d)\.([PR])\.([ivx]+)\.([a-z])")
_HASIL = re.compile(r"[BH](\d)\.([a-z])")
_LAMA = re.compile(r"([IVX]+)\.(\d+)\.([a-z])")


def kode_pendek(kode: str) -> str:
    """Short form of a canonical butir code. ValueError when `kode` is not one."""
    if cocok := _PENGUNGKIT.fullmatch(kode):
        area, aspek, romawi, huruf = cocok.groups()
        return f"{aspek}{area}.{_angka(romawi)}{huruf}"
    if cocok := _HASIL.fullmatch(kode):
        return f"H{cocok[1]}{cocok[2]}"
    if cocok := _LAMA.fullmatch(kode):
        return f"P{_angka(cocok[1])}.{cocok[2]}{cocok[3]}"
    raise ValueError(f"Bukan kode butir: {kode}")


def _angka(romawi: str) -> int:
    try:
        return _ROMAWI[romawi.lower()]
    except KeyError:
        raise ValueError(f"Bukan angka romawi: {romawi}") from None


def bentuk_baku(teks: str) -> str:
    """The form in which codes are compared: no surrounding space, any case equal."""
    return teks.strip().casefold()
