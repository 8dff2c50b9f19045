"""Codes of issued documents: 12 symbols of Crockford's base 32 (60 random bits) in three groups, `7Q4K-M2XP-91AB`.

Read aloud and typed by hand: I and L are read as 1, O as 0, and there is no U. Nobody can list or guess them.
"""

from __future__ import annotations

import re
import secrets

HURUF = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
POLA = r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$"
_SAMA = str.maketrans("ILO", "110")
_SELA = re.compile(r"[\s\-–—_.]+")


def kode_baru() -> str:
    """A new random code."""
    return _kelompok("".join(secrets.choice(HURUF) for _ in range(12)))


def baca_kode(teks: str) -> str | None:
    """What a person typed as a code in its one form; None when it cannot be one. Case and separators do not matter."""
    rapat = _SELA.sub("", teks[:60]).upper().translate(_SAMA)
    kode = _kelompok(rapat)
    return kode if re.fullmatch(POLA, kode) else None


def _kelompok(rapat: str) -> str:
    return "-".join(rapat[i : i + 4] for i in range(0, len(rapat), 4))
