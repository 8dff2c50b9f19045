"""Two texts side by side: how much of them is the same, and which passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from berkas.kembar.kata import Kata
from berkas.kembar.sidik import SIRIP

AMBANG = 750  # permille of the words that must lie in common passages before a pair is shown


class Tanda(StrEnum):
    SAMA = "sama"
    BEDA = "beda"
    LEPAS = "lepas"  # name, date, number, citation: not compared


@dataclass(frozen=True, slots=True)
class Ruas:
    """A run of text of one kind, exactly as it stands on the page."""

    teks: str
    tanda: Tanda


def kesamaan(a: Sequence[Kata], b: Sequence[Kata]) -> int:
    """Permille of the words of both texts that lie in a run of five words the other one has too. Symmetric."""
    if not a or not b:
        return 0
    sama_a, sama_b = _tercakup(a, b), _tercakup(b, a)
    return round(1000 * (sum(sama_a) + sum(sama_b)) / (len(a) + len(b)))


def _tercakup(a: Sequence[Kata], b: Sequence[Kata]) -> list[bool]:
    milik_b = {tuple(k.teks for k in b[i : i + SIRIP]) for i in range(len(b) - SIRIP + 1)}
    sama = [False] * len(a)
    for i in range(len(a) - SIRIP + 1):
        if tuple(k.teks for k in a[i : i + SIRIP]) in milik_b:
            sama[i : i + SIRIP] = [True] * SIRIP
    return sama


def tandai(halaman: Sequence[str], kata: Sequence[Kata], lain: Sequence[Kata]) -> list[list[Ruas]]:
    """The pages of one text cut into runs: what the other one has too, what it has not, what was not compared."""
    tanda: dict[tuple[int, int, int], Tanda] = {}
    for satu, sama in zip(kata, _tercakup(kata, lain), strict=True):
        letak = (satu.halaman, satu.mulai, satu.akhir)
        if tanda.get(letak) is not Tanda.BEDA:
            tanda[letak] = Tanda.SAMA if sama else Tanda.BEDA
    menurut_halaman: dict[int, list[tuple[int, int, Tanda]]] = {}
    for (nomor, mulai, akhir), satu_tanda in tanda.items():
        menurut_halaman.setdefault(nomor, []).append((mulai, akhir, satu_tanda))
    return [_ruas(teks, sorted(menurut_halaman.get(i, []))) for i, teks in enumerate(halaman)]


def _ruas(teks: str, letak: Sequence[tuple[int, int, Tanda]]) -> list[Ruas]:
    """Blanks between two runs of the same kind belong to it; what lies between without a word was not compared."""
    hasil: list[Ruas] = []
    akhir_lalu = 0

    def tambah(potong: str, tanda: Tanda) -> None:
        if not potong:
            return
        if hasil and (hasil[-1].tanda is tanda or not potong.strip()):
            hasil[-1] = Ruas(hasil[-1].teks + potong, hasil[-1].tanda)
        else:
            hasil.append(Ruas(potong, tanda))

    for mulai, akhir, tanda in letak:
        sela = teks[akhir_lalu:mulai]
        if sela.strip():
            tambah(sela, Tanda.LEPAS)
        elif sela:
            tambah(sela, tanda)
        tambah(teks[mulai:akhir], tanda)
        akhir_lalu = akhir
    if sisa := teks[akhir_lalu:]:
        tambah(sisa, Tanda.LEPAS)
    return hasil
