"""Names of files compared by their words: "SK Tim ZI 2025.pdf" of last year, "SK_tim_zi-2026 final.pdf" of this one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from berkas.cocok.kode import ROMAWI, pokok, rapikan

AMBANG = 0.6
_KATA = re.compile(r"[a-z]+|\d+")
_KODE = re.compile(r"(?<![a-z0-9])(?:[prhab]?\s?\d[._-]\s?)(?:[pr][._-])?(?:[ivx]+|\d)[._-]?[a-z](?![a-z0-9])")
# Words that say when or which copy, not what: they must not make two names alike.
_BUANG = frozenset(
    re.findall(
        r"\w+",
        """januari februari pebruari maret april mei juni juli agustus september oktober november nopember desember
        jan feb peb mar apr jun jul agu ags agt sep sept okt nov nop des tw triwulan semester smt tahun thn bulan tgl
        tanggal final fix rev revisi baru lama copy salinan scan ttd tte signed sign draft draf ok edit compress
        compressed dan di ke yang dari untuk pada dengan no nomor img dok wa whatsapp image""",
    )
)


@dataclass(frozen=True, slots=True)
class NamaLalu:
    """A file of last year: its words and the canonical code it stood under."""

    kode: str
    kata: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mirip:
    kode: tuple[str, ...]
    skor: float


def kata_nama(nama: str) -> frozenset[str]:
    """The words of a name that say what it is."""
    teks = _KODE.sub(" ", rapikan(pokok(nama)))
    return frozenset(
        k for k in _KATA.findall(teks) if not k.isdigit() and k not in _BUANG and k not in ROMAWI and len(k) > 1
    )


def siapkan_lalu(baris: Iterable[tuple[str, str]]) -> tuple[NamaLalu, ...]:
    """From (name, canonical code); names without two telling words can match nothing and are left out."""
    daftar = ((kode, kata_nama(nama)) for nama, kode in baris)
    return tuple(dict.fromkeys(NamaLalu(kode, kata) for kode, kata in daftar if len(kata) >= 2))


def cari_mirip(nama: str, lalu: Sequence[NamaLalu], *, paling_banyak: int = 3) -> Mirip:
    """Codes of the likest names. At least two words in common; a name that is as like under more than `paling_banyak`
    questions ("notulen rapat") says nothing.
    """
    kata = kata_nama(nama)
    nilai: dict[str, float] = {}
    for satu in lalu:
        sama = len(kata & satu.kata)
        if sama >= 2:
            skor = 2 * sama / (len(kata) + len(satu.kata))
            if skor >= AMBANG:
                nilai[satu.kode] = max(skor, nilai.get(satu.kode, 0.0))
    if not nilai:
        return Mirip((), 0.0)
    puncak = max(nilai.values())
    terbaik = tuple(k for k, s in nilai.items() if s == puncak)
    if len(terbaik) > paling_banyak:
        return Mirip((), 0.0)
    lain = sorted((k for k in nilai if k not in terbaik), key=lambda k: -nilai[k])
    return Mirip((*terbaik, *lain)[:paling_banyak], puncak)
