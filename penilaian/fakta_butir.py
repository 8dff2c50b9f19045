"""Which input of a butir asks for a fact the unit already keeps (issue A, "Facts once"): data only.

instrument → kode_butir → isian → kode of satker.fakta_baku. A page offers the fact and shows a difference; nothing is
ever copied without a click.
"""

from collections.abc import Mapping

_KOSONG: Mapping[str, str] = {}

FAKTA_BUTIR: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "LKE-ZI-2021": {
        "A1.R.i.a": {"jumlah_agen": "agen_perubahan"},
        "A3.R.iii.a": {
            "pelanggaran_lalu": "pelanggaran_lalu",
            "pelanggaran_ini": "pelanggaran_ini",
            "pelanggaran_disanksi": "pelanggaran_disanksi",
        },
        "A4.R.i.a": {"jumlah_sasaran": "sasaran", "sasaran_tercapai": "sasaran_tercapai"},
        "A5.R.iii.a": {
            "wajib_kepala": "lhkpn_wajib_kepala",
            "wajib_pejabat": "lhkpn_wajib_pejabat",
            "wajib_lain": "lhkpn_wajib_lain",
            "sudah": "lhkpn_sudah",
        },
        "A5.R.iii.b": {
            "wajib_administrator": "lhkan_wajib_administrator",
            "wajib_pengawas": "lhkan_wajib_pengawas",
            "wajib_fungsional_pelaksana": "lhkan_wajib_pelaksana",
            "sudah": "lhkan_sudah",
        },
    },
}


def fakta_isian(kode_instrumen: str, kode_butir: str) -> Mapping[str, str]:
    """isian → kode fakta of one butir; empty when none of its inputs is a fact."""
    return FAKTA_BUTIR.get(kode_instrumen, {}).get(kode_butir, _KOSONG)
