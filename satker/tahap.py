"""Stages of a year as data (architecture §6). Transitions between them belong to penilaian."""

from dataclasses import dataclass

from satker.peran import KANWIL, POKJA, TIM_PENILAI, Peran


@dataclass(frozen=True, slots=True)
class Tahap:
    """kode, label, roles that get a window, usual first and last day as (month, day) (domain §4.1, §4.4)."""

    kode: str
    nama: str
    peran: tuple[Peran, ...]
    pertama: tuple[int, int]
    terakhir: tuple[int, int]


_tim = tuple(sorted(POKJA | {Peran.KOORDINATOR}))
_admin = (Peran.ADMIN_INSPEKTORAT,)

# The real year: pencanangan January, cut-off April, desk mid-May, usulan by 31 May, TPN July–November, SK December.
# The sheet itself stays open all year (decisions §4).
TAHAP: tuple[Tahap, ...] = (
    Tahap("pencanangan", "Pencanangan", (Peran.KEPALA,), (1, 2), (1, 31)),
    Tahap("pengisian", "Pengisian LKE", _tim, (1, 2), (12, 31)),
    Tahap("pendahuluan", "Penilaian pendahuluan", tuple(sorted(KANWIL)), (4, 1), (4, 30)),
    Tahap("evaluasi", "Evaluasi tim penilai", tuple(sorted(TIM_PENILAI)), (5, 1), (5, 31)),
    Tahap("usulan", "Pengusulan", _admin, (5, 15), (5, 31)),
    Tahap("tpn", "Evaluasi Tim Penilai Nasional", _admin, (7, 1), (11, 30)),
    Tahap("penetapan", "Penetapan predikat", _admin, (12, 1), (12, 31)),
)
KODE_TAHAP = [t.kode for t in TAHAP]
NAMA_TAHAP = {t.kode: t.nama for t in TAHAP}
