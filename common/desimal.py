"""Numbers as people in Indonesia write and read them, without Django's locale machinery and without float.

Django's `id` locale reads "88.812" as 88812; here a text is either unambiguous or refused with the words to fix it.
"""

import re
from decimal import Decimal
from fractions import Fraction

KOSONG = "–"
Angka = int | Decimal | Fraction

_POLOS = re.compile(r"[0-9]+")
_RIBUAN = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_KOMA = re.compile(r"([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)")
_TITIK = re.compile(r"([0-9]+)\.([0-9]+)")
_PANJANG_MAKS = 30


class AngkaTidakTerbaca(ValueError):
    """The text is not a number. `str()` of the exception is the sentence for the user."""


def pecahan(nilai: Angka) -> Fraction:
    """The exact value; float and bool are programming errors."""
    if isinstance(nilai, bool) or not isinstance(nilai, int | Decimal | Fraction):
        raise TypeError(f"angka harus int, Decimal, atau Fraction, bukan {type(nilai).__name__}")
    return Fraction(nilai)


def bulatkan(nilai: Angka, desimal: int) -> Decimal:
    """Round half-up (away from zero) to `desimal` places: 0.125 → 0.13, -0.125 → -0.13."""
    tepat = pecahan(nilai) * 10**desimal
    satuan = (2 * abs(tepat.numerator) + tepat.denominator) // (2 * tepat.denominator)
    return Decimal(satuan if tepat >= 0 else -satuan).scaleb(-desimal)


def format_angka(nilai: Angka | None, desimal: int = 2) -> str:
    """`1.240,50`; None is `–`, never 0."""
    if nilai is None:
        return KOSONG
    bulat = bulatkan(nilai, desimal)
    utuh, _, pecah = f"{abs(bulat):,f}".partition(".")
    tanda = "-" if bulat < 0 else ""
    return tanda + utuh.replace(",", ".") + (f",{pecah}" if pecah else "")


def format_persen(nilai: Angka | None, desimal: int = 0) -> str:
    """`nilai` is already in percent (0–100): 62 → `62%`."""
    return KOSONG if nilai is None else f"{format_angka(nilai, desimal)}%"


def format_ukuran(bita: int | None) -> str:
    """File size: `820 B`, `410 KB`, `1,2 MB`; one decimal below 10 from MB up. 1 KB = 1024 B."""
    if bita is None:
        return KOSONG
    if bita < 1024:
        return f"{bita} B"
    besar, satuan = Fraction(bita, 1024), "KB"
    for berikut in ("MB", "GB", "TB"):
        if bulatkan(besar, 0) < 1000:
            break
        besar, satuan = besar / 1024, berikut
    desimal = 1 if satuan != "KB" and bulatkan(besar, 1) < 10 else 0
    return f"{format_angka(besar, desimal)} {satuan}"


def _bersih(teks: str) -> tuple[str, str]:
    """Split into sign and digits; spaces (also the non-breaking kinds) are dropped at the ends only."""
    rapi = teks.strip().replace("\u2212", "-")
    return ("-", rapi[1:].lstrip()) if rapi.startswith("-") else ("", rapi)


def baca_desimal(teks: str, *, maks: Angka | None = None) -> Decimal:
    """Read a decimal number.

    Accepted: `88`, `88,81`, `88,812`, `88.81` (at most two digits after one dot), `1.240,50`, `1.240.000`.
    Refused as unclear: `88.812` and `1.240`, one dot with more than two digits after it, because half the writers mean
    thousands and half mean decimals. `maks` only decides whether the sentence mentions the thousands reading.
    """
    tanda, isi = _bersih(teks)
    if len(isi) <= _PANJANG_MAKS:
        if _POLOS.fullmatch(isi):
            return Decimal(tanda + isi)
        if koma := _KOMA.fullmatch(isi):
            return Decimal(f"{tanda}{koma[1].replace('.', '')}.{koma[2]}")
        if _RIBUAN.fullmatch(isi) and isi.count(".") > 1:
            return Decimal(tanda + isi.replace(".", ""))
        if titik := _TITIK.fullmatch(isi):
            if len(titik[2]) <= 2:
                return Decimal(tanda + isi)
            raise AngkaTidakTerbaca(_tidak_jelas(tanda, isi, maks))
    raise AngkaTidakTerbaca(f'"{teks.strip()[:40]}" bukan angka. Tulis angka saja, misalnya 88,81.')


def _tidak_jelas(tanda: str, isi: str, maks: Angka | None) -> str:
    usul = format_angka(bulatkan(Decimal(tanda + isi), 2)).replace(".", "")
    kalimat = f'"{tanda}{isi}" tidak jelas. Tulis {usul} (koma untuk desimal).'
    ribuan = isi.replace(".", "")
    if _RIBUAN.fullmatch(isi) and (maks is None or int(ribuan) <= maks):
        kalimat += f" Bila maksudnya ribuan, tulis {tanda}{ribuan} tanpa titik."
    return kalimat


def baca_bulat(teks: str) -> int:
    """Read a whole number >= 0: `12`, `1.240` (thousands; a whole number has no other reading).

    Errors name the reason: text, negative, or decimals.
    """
    tanda, isi = _bersih(teks)
    if len(isi) <= _PANJANG_MAKS and (_POLOS.fullmatch(isi) or _RIBUAN.fullmatch(isi)):
        nilai = int(isi.replace(".", ""))
        if tanda and nilai:
            raise AngkaTidakTerbaca(f'"-{isi}" kurang dari nol. Isi 0 atau lebih.')
        return nilai
    if len(isi) <= _PANJANG_MAKS and (_KOMA.fullmatch(isi) or _TITIK.fullmatch(isi)):
        raise AngkaTidakTerbaca(f'"{tanda}{isi}" bukan bilangan bulat. Tulis tanpa koma, misalnya 12.')
    raise AngkaTidakTerbaca(f'"{teks.strip()[:40]}" bukan angka. Tulis angka saja, misalnya 12.')
