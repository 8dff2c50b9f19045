"""Words of names, notes and texts as the search keeps them, and of what a person types. Knows no tables.

Everything that is not a letter or a digit separates words, so that `SK_UPG-2026.pdf` is found by `upg`, and nothing a
person types can be an operator of the search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BATAS_TEKS = 250_000  # bytes of text per document: with every word different the index still stays below its 1 MB limit
MAKS_KATA = 8
MAKS_HURUF = 40
_BUKAN_KATA = re.compile(r"[\W_]+")
_BATAS_ANGKA = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


def rapikan(teks: str) -> str:
    """Lower case, words apart by one blank."""
    return _BUKAN_KATA.sub(" ", teks.casefold()).strip()


def rapikan_nama(nama: str) -> str:
    """A name twice: as it is, and cut between letters and digits (`SKUPG2026` is also found by `2026`)."""
    satu = rapikan(nama)
    dua = _BATAS_ANGKA.sub(" ", satu)
    return satu if dua == satu else f"{satu} {dua}"


def potong(teks: str, batas: int = BATAS_TEKS) -> str:
    """At most `batas` bytes of UTF-8, cut between characters."""
    mentah = teks.encode()
    return teks if len(mentah) <= batas else mentah[:batas].decode(errors="ignore")


def kata_dicari(teks: str) -> list[str]:
    """The words of a query: at most MAKS_KATA different ones, each at most MAKS_HURUF letters."""
    return list(dict.fromkeys(k[:MAKS_HURUF] for k in rapikan(teks).split()))[:MAKS_KATA]


def cuplik(
    teks: str, kata: Sequence[str], akar: Sequence[str] = (), *, lebar: int = 160
) -> tuple[tuple[str, bool], ...]:
    """A piece of `teks` around its first hit, as (text, is a hit): the page marks hits, nothing here is markup.

    A hit is a word that begins with one of `kata` or holds one of `akar` (stems). () when there is none.
    """
    pola = _pola(kata, akar)
    pertama = pola.search(teks) if pola else None
    if pola is None or pertama is None:
        return ()
    mulai = max(0, pertama.start() - lebar // 3)
    if mulai and (spasi := teks.rfind(" ", max(0, mulai - 20), mulai + 1)) > 0:
        mulai = spasi + 1
    akhir = mulai + lebar
    potongan = teks[mulai:akhir] + (" …" if akhir < len(teks) else "")
    hasil, letak = [("… ", False)] if mulai else [], 0
    for cocok in pola.finditer(potongan):
        hasil += [(potongan[letak : cocok.start()], False), (cocok[0], True)]
        letak = cocok.end()
    hasil.append((potongan[letak:], False))
    return tuple(h for h in hasil if h[0])


def _pola(kata: Sequence[str], akar: Sequence[str]) -> re.Pattern[str] | None:
    awal = [re.escape(k) for k in sorted(kata, key=len, reverse=True)]
    pilihan = [f"(?:{'|'.join(awal)})"] if awal else []
    if akar:
        pilihan.append(f"[^\\W_]{{0,12}}(?:{'|'.join(map(re.escape, akar))})")
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(pilihan)})[^\W_]*", re.IGNORECASE) if pilihan else None
