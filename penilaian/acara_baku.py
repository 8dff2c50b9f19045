"""Kinds of a desk's rundown and of its interview questions, as data (domain §4.4). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

UTAMA = "Ruang utama"
"""Name of the room every session has."""


@dataclass(frozen=True, slots=True)
class JenisAcara:
    """`menit`: usual length; `maks`: longest the kind may be planned, None without a limit."""

    nama: str
    menit: int
    maks: int | None = None


JENIS_ACARA: Mapping[str, JenisAcara] = {
    "pembukaan": JenisAcara("Pembukaan", 10),
    "yel_yel": JenisAcara("Yel-yel", 3, 3),
    "video": JenisAcara("Video profil", 5, 5),
    "paparan": JenisAcara("Paparan kepala satker", 30, 30),
    "wawancara": JenisAcara("Wawancara Pokja", 25),
    "penutup": JenisAcara("Penutup", 10),
}
SUSUNAN_BAKU: tuple[str, ...] = ("pembukaan", "yel_yel", "video", "paparan", "wawancara", "penutup")
"""Order of a new rundown; "wawancara" stands for one part per Pokja."""

JENIS_TANYA: Mapping[str, str] = {"teknis": "Teknis", "inovasi": "Inovasi", "program": "Program kerja"}

DIJADWALKAN, BERLANGSUNG, SELESAI, DIBATALKAN = "dijadwalkan", "berlangsung", "selesai", "dibatalkan"
KEADAAN_SESI: Mapping[str, tuple[str, str, str]] = {
    DIJADWALKAN: ("Dijadwalkan", "calendar-event", "info"),
    BERLANGSUNG: ("Berlangsung", "clock", "warn"),
    SELESAI: ("Selesai", "circle-check", "ok"),
    DIBATALKAN: ("Dibatalkan", "circle-x", "netral"),
}
"""State → words, icon and tone of its chip."""

LEMBAR_JADWAL = frozenset({"siap_tpi", "evaluasi", "perbaikan"})
"""States of a sheet in which a desk may be planned, and …"""
LEMBAR_MULAI = frozenset({"evaluasi", "perbaikan"})
"""… in which it may begin: the team has opened the evaluation."""
