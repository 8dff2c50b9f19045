"""Pages of a list, driven by GET links only (`?hal=2`), keeping every other filter in the query string."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

KUNCI = "hal"


@dataclass(frozen=True)
class TautanHalaman:
    """One link of the page row; `nomor` None is a gap."""

    nomor: int | None
    url: str
    kini: bool


@dataclass(frozen=True)
class Halaman:
    """One page of a list. `mulai`..`sampai` count from 1 over the whole list (0, 0 when it is empty)."""

    isi: Sequence[Any]
    nomor: int
    jumlah: int
    total: int
    mulai: int
    sampai: int
    sebelum: str
    berikut: str
    tautan: Sequence[TautanHalaman]


def bagi(daftar: Any, saringan: QueryDict, *, per: int = 50) -> Halaman:
    """Cut `daftar` (queryset or sequence) into pages of `per` and return the one asked for in `saringan`.

    A page number that is not a number gives page 1, one beyond the end gives the last page: links age, they never fail.
    """
    pembagi = Paginator(daftar, per)
    potong = pembagi.get_page(saringan.get(KUNCI))

    def url(nomor: int) -> str:
        salinan = saringan.copy()
        salinan[KUNCI] = str(nomor)
        return f"?{salinan.urlencode()}"

    rentang = pembagi.get_elided_page_range(potong.number, on_each_side=1, on_ends=1)
    return Halaman(
        isi=list(potong.object_list),
        nomor=potong.number,
        jumlah=pembagi.num_pages,
        total=pembagi.count,
        mulai=potong.start_index(),
        sampai=potong.end_index(),
        sebelum=url(potong.number - 1) if potong.has_previous() else "",
        berikut=url(potong.number + 1) if potong.has_next() else "",
        tautan=[
            TautanHalaman(n, url(n), n == potong.number) if isinstance(n, int) else TautanHalaman(None, "", False)
            for n in rentang
        ],
    )
