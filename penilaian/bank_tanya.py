"""The shipped interview questions: penilaian/data/wawancara.toml. Pure reader; the bank in the database is its copy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from penilaian.acara_baku import JENIS_TANYA

BERKAS = Path(__file__).resolve().parent / "data" / "wawancara.toml"
PANJANG = 500


@dataclass(frozen=True, slots=True)
class TanyaBaku:
    """`kode` never changes: it tells a shipped question from one the instansi wrote."""

    kode: str
    area: str
    jenis: str
    teks: str


class BankRusak(ValueError):
    """The file breaks a rule; the text says which."""


def baca_bank(berkas: Path | None = None) -> tuple[TanyaBaku, ...]:
    """All questions in the order of the file. Raises BankRusak (code twice, unknown kind, empty or too long)."""
    isi = tomllib.loads((berkas or BERKAS).read_text(encoding="utf-8"))
    daftar = tuple(
        TanyaBaku(f"{area}-{jenis}-{n}", area, jenis, " ".join(teks.split()))
        for area, per_jenis in isi.items()
        for jenis, daftar in per_jenis.items()
        for n, teks in enumerate(daftar, 1)
    )
    for t in daftar:
        if t.jenis not in JENIS_TANYA:
            raise BankRusak(f"{t.kode}: jenis tidak dikenal.")
        if not 10 <= len(t.teks) <= PANJANG:
            raise BankRusak(f"{t.kode}: teks harus 10 sampai {PANJANG} huruf.")
    return daftar
