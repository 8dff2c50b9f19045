"""Who writes and who reads each layer of a sheet, as data (decisions §3, §4).

A layer is read by its own team while it is being made, by everybody else who sees the unit only from a published
Potret: the answers of the members never leave the team, and nothing is copied from one layer to another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from penilaian.models import Lapisan, Peristiwa
from satker.peran import KANWIL, TIM_PENILAI, Peran


@dataclass(frozen=True, slots=True)
class AturanLapisan:
    """`penulis`: roles that write it, in the states `keadaan` and in their window of the stage `tahap`; `tim`: roles
    that read it before it is published; `terbit`: the event whose Potret everybody else reads, None: nobody else ever.
    """

    penulis: frozenset[str]
    keadaan: frozenset[str]
    tahap: str
    tim: frozenset[str]
    terbit: Peristiwa | None


LAPISAN: Mapping[str, AturanLapisan] = {
    Lapisan.PENDAHULUAN: AturanLapisan(
        penulis=frozenset(KANWIL),
        keadaan=frozenset({"pendahuluan"}),
        tahap="pendahuluan",
        tim=frozenset(KANWIL),
        terbit=Peristiwa.PENDAHULUAN,
    ),
    Lapisan.TPI_ANGGOTA: AturanLapisan(
        penulis=frozenset({Peran.TPI_ANGGOTA, Peran.TPI_KETUA}),
        keadaan=frozenset({"siap_tpi", "evaluasi", "perbaikan"}),
        tahap="evaluasi",
        tim=frozenset(TIM_PENILAI),
        terbit=None,
    ),
    Lapisan.TPI: AturanLapisan(
        penulis=frozenset({Peran.TPI_KETUA}),
        keadaan=frozenset({"siap_tpi", "evaluasi", "perbaikan"}),
        tahap="evaluasi",
        tim=frozenset(TIM_PENILAI),
        terbit=Peristiwa.KUNCI,
    ),
    Lapisan.TPN: AturanLapisan(
        penulis=frozenset({Peran.ADMIN_INSPEKTORAT}),
        keadaan=frozenset({"tpn_desk", "tpn_wawancara", "tpn_lapangan", "panel"}),
        tahap="tpn",
        tim=frozenset({Peran.ADMIN_INSPEKTORAT}),
        terbit=Peristiwa.TPN,
    ),
}


def tim_lapisan(peran: str, lapisan: str) -> bool:
    """Whether the role reads the layer while it is being made. Everybody who sees the unit reads the satker's own."""
    return lapisan == Lapisan.SATKER or peran in LAPISAN[lapisan].tim
