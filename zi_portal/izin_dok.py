"""docs/izin.md: who may open what, written from the code that decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from satker.izin import IZIN, IZIN_PERAN
from satker.peran import KANWIL, SE_INSTANSI, TIM_PENILAI, TIM_SATKER, Peran


@dataclass(frozen=True, slots=True)
class BarisUrl:
    """One route: its pattern as people read it, its name, its view and the declared permission (None: missing)."""

    rute: str
    nama: str
    view: Any
    izin: str | None


def daftar_url() -> list[BarisUrl]:
    """Every route of the URLconf, in the order in which it is matched."""
    return list(_jalani(get_resolver(), "", ""))


def _jalani(resolver: URLResolver, awalan: str, ruang: str) -> Iterator[BarisUrl]:
    for pola in resolver.url_patterns:
        rute = awalan + str(pola.pattern)
        if isinstance(pola, URLResolver):
            yield from _jalani(pola, rute, f"{ruang}{pola.namespace}:" if pola.namespace else ruang)
        elif isinstance(pola, URLPattern):
            yield BarisUrl("/" + rute, ruang + (pola.name or ""), pola.callback, getattr(pola.callback, "izin", None))


# Relations of an object to the unit of the actor's role, from near to far.
HUBUNGAN = ("sendiri", "sekanwil", "seinstansi", "asing")
LINGKUP: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(TIM_SATKER, ("sendiri",)),
    **dict.fromkeys(KANWIL, ("sendiri", "sekanwil")),
    **dict.fromkeys(TIM_PENILAI, ("sendiri",)),  # the units of their current Penugasan
    **dict.fromkeys(SE_INSTANSI, ("sendiri", "sekanwil", "seinstansi")),
    Peran.ADMIN_SISTEM: (),
}
LINGKUP_KELOLA: dict[str, tuple[str, ...]] = {
    Peran.ADMIN_INSPEKTORAT: ("sendiri", "sekanwil", "seinstansi"),
    Peran.ADMIN_SISTEM: HUBUNGAN,
}
_KEPALA = """# Izin

Dibuat oleh `./run buat_izin`; jangan diubah dengan tangan. Sebuah uji membandingkan berkas ini dengan kode, dan uji
lain membuka setiap URL sebagai setiap peran. Objek di luar lingkup menjawab 404, sama persis dengan objek yang
tidak ada.
Hak tulis pada LKE masih dibatasi area (Pokja) dan jendela waktu: `penilaian/izin.py`.
"""


def susun_dokumen() -> str:
    """The whole document."""
    bagian = [_KEPALA, *_tabel_peran(), *_tabel_lingkup(), *_tabel_url()]
    return "\n".join(bagian) + "\n"


def _tabel_peran() -> Iterator[str]:
    yield "## Peran dan izin\n"
    yield "| izin | arti | " + " | ".join(p.label for p in Peran) + " |"
    yield "|---|---|" + "---|" * len(Peran)
    for kode, arti in IZIN.items():
        tanda = ("ya" if kode in IZIN_PERAN[p] else "–" for p in Peran)
        yield f"| `{kode}` | {arti} | " + " | ".join(tanda) + " |"
    yield ""


def _tabel_lingkup() -> Iterator[str]:
    yield "## Lingkup: satker mana yang terlihat\n"
    yield "`sendiri` = unit penugasan (tim penilai: semua satker penugasannya); `asing` = instansi lain.\n"
    yield "| peran | isi LKE dan data dukung | data induk |"
    yield "|---|---|---|"
    for p in Peran:
        baca, kelola = LINGKUP[p], LINGKUP_KELOLA.get(p, ())
        yield f"| {p.label} | {', '.join(baca) or '–'} | {', '.join(kelola) or '–'} |"
    yield ""


def _tabel_url() -> Iterator[str]:
    yield "## URL\n"
    yield "| URL | nama | izin |"
    yield "|---|---|---|"
    for baris in daftar_url():
        rute = baris.rute.replace("|", "\\|")
        yield f"| `{rute}` | `{baris.nama}` | {baris.izin or '**TIDAK ADA**'} |"
