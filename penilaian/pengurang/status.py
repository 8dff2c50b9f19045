"""How an incident moves from dugaan to its end, as a table (docs/nilai.md P4). Pure.

A verdict is proposed by one person and decided by another; this table says only which verdict may follow which status.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from penilaian.pengurang.aturan import DICABUT, DIKLARIFIKASI, DUGAAN, TERBUKTI, TIDAK_TERBUKTI, AturanSalah

NAMA: Mapping[str, str] = MappingProxyType(
    {
        DUGAAN: "Dugaan",
        DIKLARIFIKASI: "Sedang diklarifikasi",
        TERBUKTI: "Terbukti",
        TIDAK_TERBUKTI: "Tidak terbukti",
        DICABUT: "Putusan dicabut",
    }
)
TRANSISI: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        DUGAAN: (DIKLARIFIKASI,),
        DIKLARIFIKASI: (TERBUKTI, TIDAK_TERBUKTI),
        # terbukti again: the same verdict with other marks (handled since)
        TERBUKTI: (TERBUKTI, DICABUT),
        TIDAK_TERBUKTI: (),
        DICABUT: (),
    }
)
TERBUKA = frozenset({DUGAAN, DIKLARIFIKASI})
"""Not decided yet: the satker may answer, and nothing is deducted."""


def pindah(dari: str, ke: str) -> str:
    """The status after a step. Raises AturanSalah when the table does not know it."""
    if ke not in TRANSISI.get(dari, ()):
        raise AturanSalah(f"Insiden {NAMA.get(dari, dari).lower()} tidak dapat menjadi {NAMA.get(ke, ke).lower()}.")
    return ke


def pilihan_putusan(status: str) -> tuple[str, ...]:
    """Verdicts that can be proposed from here; empty while the incident is only dugaan, and at an end."""
    return () if status == DUGAAN else TRANSISI.get(status, ())
