"""One row of the health page: what was looked at, how it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Keadaan(StrEnum):
    BAIK = "baik"
    PERHATIAN = "perhatian"
    MERAH = "merah"


@dataclass(frozen=True, slots=True)
class Periksa:
    """`kata` is what was found, `saran` what the administrator can do ('' when nothing)."""

    nama: str
    keadaan: Keadaan
    kata: str
    saran: str = ""
