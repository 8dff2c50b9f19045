"""Clocks of a session's rundown (issue C, deliverable 6). Pure: every instant is given, nothing asks for the time.

Each room has one clock: it runs for one part at a time, and starting another part pauses the running one. Events are
taken in the order they were recorded, not by their instants: when a server's clock steps back, the stretch it falls in
counts 0 and every other stretch stays right. Durations are timedelta and never negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MULAI, JEDA, SELESAI = "mulai", "jeda", "selesai"
BELUM, BERJALAN, DIJEDA = "belum", "berjalan", "dijeda"
NOL = timedelta(0)


class RundownSalah(ValueError):
    """Agenda or events that do not fit; the message says why, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Acara:
    """One part of the agenda in one room; `menit` planned, at least 0. `kode` is unique in the session."""

    kode: str
    ruang: str
    menit: int


@dataclass(frozen=True, slots=True)
class Kejadian:
    """A press on the clock. `jenis`: mulai (also continues after jeda or selesai), jeda, selesai. `pada` has a zone."""

    acara: str
    jenis: str
    pada: datetime


@dataclass(frozen=True, slots=True)
class Waktu:
    """Planned, elapsed, remaining and overrun time. Remaining of what is finished is 0: time saved is not owed."""

    rencana: timedelta = NOL
    terpakai: timedelta = NOL
    sisa: timedelta = NOL
    lewat: timedelta = NOL

    def __add__(self, lain: Waktu) -> Waktu:
        return Waktu(
            self.rencana + lain.rencana,
            self.terpakai + lain.terpakai,
            self.sisa + lain.sisa,
            self.lewat + lain.lewat,
        )


@dataclass(frozen=True, slots=True)
class JamAcara:
    """One part now. `keadaan`: belum, berjalan, dijeda, selesai (also skipped, with nothing elapsed)."""

    acara: Acara
    keadaan: str
    waktu: Waktu


@dataclass(frozen=True, slots=True)
class JamRuang:
    """One room: its parts in the order of the agenda, their sum, and when it ends if every remaining part takes its
    planned time without a break."""

    ruang: str
    acara: tuple[JamAcara, ...]
    waktu: Waktu
    perkiraan_selesai: datetime

    @property
    def berjalan(self) -> JamAcara | None:
        """The part whose clock runs."""
        return next((a for a in self.acara if a.keadaan == BERJALAN), None)


@dataclass(frozen=True, slots=True)
class JamSesi:
    """The whole session: rooms in the order of the agenda, and the sum over all rooms (room time, not wall time)."""

    ruang: tuple[JamRuang, ...]
    waktu: Waktu

    @property
    def perkiraan_selesai(self) -> datetime | None:
        """When the last room ends; None without a room."""
        return max((r.perkiraan_selesai for r in self.ruang), default=None)


def hitung_jam(agenda: Sequence[Acara], kejadian: Iterable[Kejadian], sekarang: datetime) -> JamSesi:
    """All clocks at `sekarang`.

    `kejadian` in the order recorded. Pressing what changes nothing (mulai while running, jeda while not) is ignored.
    Raises RundownSalah for a part twice, negative minutes, an unknown part or kind, or an instant without a zone.
    """
    acara = _agenda(agenda)
    terpakai = dict.fromkeys(acara, NOL)
    keadaan = dict.fromkeys(acara, BELUM)
    jalan: dict[str, tuple[str, datetime]] = {}  # room to the running part and since when
    _berzona(sekarang)
    for k in kejadian:
        _periksa(acara, k)
        ruang = acara[k.acara].ruang
        kini = jalan.get(ruang)
        if k.jenis == MULAI and kini and kini[0] == k.acara:
            continue
        if kini and (k.jenis == MULAI or kini[0] == k.acara):
            terpakai[kini[0]] += _rentang(kini[1], k.pada)
            keadaan[kini[0]] = DIJEDA
            del jalan[ruang]
        if k.jenis == MULAI:
            jalan[ruang] = k.acara, k.pada
            keadaan[k.acara] = BERJALAN
        elif k.jenis == SELESAI:
            keadaan[k.acara] = SELESAI
    for kode, sejak in jalan.values():
        terpakai[kode] += _rentang(sejak, sekarang)
    jam = [JamAcara(a, keadaan[k], _waktu(a, terpakai[k], keadaan[k])) for k, a in acara.items()]
    ruang_berurut = dict.fromkeys(a.ruang for a in agenda)
    semua = tuple(_ruang(r, tuple(j for j in jam if j.acara.ruang == r), sekarang) for r in ruang_berurut)
    return JamSesi(semua, sum((r.waktu for r in semua), Waktu()))


def _agenda(agenda: Sequence[Acara]) -> dict[str, Acara]:
    acara = {a.kode: a for a in agenda}
    if len(acara) < len(agenda):
        raise RundownSalah("Dua acara memakai kode yang sama.")
    if any(a.menit < 0 for a in agenda):
        raise RundownSalah("Menit acara tidak boleh kurang dari 0.")
    return acara


def _periksa(acara: dict[str, Acara], k: Kejadian) -> None:
    if k.acara not in acara:
        raise RundownSalah(f"Acara tidak ada di susunan: {k.acara}.")
    if k.jenis not in (MULAI, JEDA, SELESAI):
        raise RundownSalah(f"Kejadian tidak dikenal: {k.jenis}.")
    _berzona(k.pada)


def _berzona(saat: datetime) -> None:
    if saat.utcoffset() is None:
        raise RundownSalah("Waktu tanpa zona tidak dapat dihitung.")


def _rentang(dari: datetime, sampai: datetime) -> timedelta:
    """Never negative: a clock that stepped back makes 0."""
    return max(NOL, sampai - dari)


def _waktu(acara: Acara, terpakai: timedelta, keadaan: str) -> Waktu:
    rencana = timedelta(minutes=acara.menit)
    sisa = NOL if keadaan == SELESAI else max(NOL, rencana - terpakai)
    return Waktu(rencana, terpakai, sisa, max(NOL, terpakai - rencana))


def _ruang(nama: str, jam: tuple[JamAcara, ...], sekarang: datetime) -> JamRuang:
    waktu = sum((j.waktu for j in jam), Waktu())
    return JamRuang(nama, jam, waktu, sekarang + waktu.sisa)
