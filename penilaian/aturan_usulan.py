"""Rules of proposals, TPN stages and the time after the award, as values (PermenPANRB 90/2021, 5/2024, SE 4/2023).

Pure: no Django, no clock. Shares are compared as fractions, days as calendar days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

TAHUN_MASA_CABUT = 2
TAHUN_BERKALA = 2
HARI_LAPOR_MANDIRI = 30

# kategori → the predikat that is asked for
PREDIKAT_KATEGORI: Mapping[str, str] = {"WBK": "WBK", "WBK-AFIRMASI": "WBK", "WBBM": "WBBM"}


def tambah_tahun(tanggal: dt.date, tahun: int) -> dt.date:
    """The same day `tahun` years later; 29 February becomes 28 February where the year has none."""
    try:
        return tanggal.replace(year=tanggal.year + tahun)
    except ValueError:
        return tanggal.replace(year=tanggal.year + tahun, day=28)


def boleh_diusulkan_mulai(dicabut: dt.date) -> dt.date:
    """First day on which a unit may be proposed again: revoked 1 March 2026 → 1 March 2028."""
    return tambah_tahun(dicabut, TAHUN_MASA_CABUT)


def jatuh_tempo_berkala(tanggal_sk: dt.date, ke: int) -> dt.date:
    """When the `ke`-th (1, 2, …) assessment after the award is due."""
    return tambah_tahun(tanggal_sk, TAHUN_BERKALA * ke)


def batas_lapor_mandiri(tanggal_sk: dt.date) -> dt.date:
    """Last day to report a WBK mandiri decree to the ministry."""
    return tanggal_sk + dt.timedelta(days=HARI_LAPOR_MANDIRI)


# --- WBK mandiri (SE 4/2023) ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AturanMandiri:
    """One condition. `bagian`: a share pembilang / penyebut of at least `minimum`; else pembilang itself."""

    kode: str
    nama: str
    minimum: Fraction
    bagian: bool = True
    label: tuple[str, str] = ("", "")

    def terpenuhi(self, pembilang: int | None, penyebut: int | None) -> bool:
        if pembilang is None or (self.bagian and not penyebut):
            return False
        return (Fraction(pembilang, penyebut) if self.bagian and penyebut else Fraction(pembilang)) >= self.minimum


_BERHASIL = ("Unit lulus", "Unit dievaluasi TPN")
MANDIRI: tuple[AturanMandiri, ...] = (
    AturanMandiri(
        "persen_unit",
        "Paling sedikit 30% unit sudah WBK atau WBBM (kumulatif)",
        Fraction(30, 100),
        label=("Unit berpredikat", "Semua unit"),
    ),
    AturanMandiri("level_apip", "Kapabilitas APIP paling rendah level 3", Fraction(3), False, ("Level APIP", "")),
    AturanMandiri(
        "berhasil_1", "Keberhasilan TPN paling sedikit 20%, setahun lalu", Fraction(20, 100), label=_BERHASIL
    ),
    AturanMandiri(
        "berhasil_2", "Keberhasilan TPN paling sedikit 20%, dua tahun lalu", Fraction(20, 100), label=_BERHASIL
    ),
    AturanMandiri(
        "berhasil_3", "Keberhasilan TPN paling sedikit 20%, tiga tahun lalu", Fraction(20, 100), label=_BERHASIL
    ),
    AturanMandiri("persetujuan", "Persetujuan tertulis TPN", Fraction(1), False, ("Ada (isi 1)", "")),
)
ATURAN_MANDIRI: Mapping[str, AturanMandiri] = {a.kode: a for a in MANDIRI}

# --- Stages of the TPN ---------------------------------------------------------------------------------------------

# what the TPN decided → (words, step of penilaian.alur); the order is the order on the page
PUTUSAN_TAHAP: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "seleksi": {
        "sesuai": ("Semua sesuai", "seleksi_sesuai"),
        "tidak_sesuai": ("Ada yang tidak sesuai", "seleksi_tidak_sesuai"),
    },
    "sanggah": {
        "diterima": ("Sanggah diterima", "sanggah_diterima"),
        "ditolak": ("Sanggah ditolak", "sanggah_ditolak"),
    },
    "desk": {
        "lulus": ("Lulus", "desk_lulus"),
        "tidak": ("Tidak lulus", "tpn_tidak_lulus"),
        "panel": ("Bawa ke panel", "bawa_ke_panel"),
    },
    "wawancara": {
        "lulus": ("Lulus", "wawancara_lulus"),
        "tidak": ("Tidak lulus", "tpn_tidak_lulus"),
        "panel": ("Bawa ke panel", "bawa_ke_panel"),
    },
    "lapangan": {
        "lulus": ("Lulus", "lapangan_lulus"),
        "tidak": ("Tidak lulus", "tpn_tidak_lulus"),
        "panel": ("Bawa ke panel", "bawa_ke_panel"),
    },
    "panel": {"tidak": ("Tidak ditetapkan", "tidak_tetapkan")},
    "pertimbangan": {"lanjut": ("Dilanjutkan dengan pertimbangan teknis", "pertimbangan_teknis")},
}
# state of the sheet → the stage whose result is awaited
TAHAP_KEADAAN: Mapping[str, str] = {
    "seleksi": "seleksi",
    "sanggah": "sanggah",
    "ditolak_syarat": "pertimbangan",
    "tpn_desk": "desk",
    "tpn_wawancara": "wawancara",
    "tpn_lapangan": "lapangan",
    "panel": "panel",
}
NAMA_TAHAP_TPN: Mapping[str, str] = {
    "seleksi": "Seleksi administrasi",
    "sanggah": "Hasil sanggah",
    "pertimbangan": "Pertimbangan teknis",
    "desk": "Analisis dokumen",
    "wawancara": "Wawancara",
    "lapangan": "Verifikasi lapangan",
    "panel": "Panel",
}
# Stages with a list of administrative points
TAHAP_BERDAFTAR = frozenset({"seleksi", "sanggah"})

# The list of the administrative selection: kode → (words, level)
BUTIR_SELEKSI: Mapping[str, tuple[str, str]] = {
    "SURAT": ("Surat usulan", "instansi"),
    "SPTJM": ("SPTJM", "instansi"),
    "LKE": ("Nilai minimal LKE", "unit"),
    "TLHP": ("Tindak lanjut hasil pengawasan 100%", "unit"),
    "SURVEI": ("Laporan survei mandiri", "unit"),
    "SUDAH_WBK": ("Sudah berpredikat WBK", "unit"),
}
