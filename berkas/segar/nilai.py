"""Judging one piece of evidence: which date makes it valid in which year (rules K1–K10 of docs/kesegaran.md).

Freshness is never a matter of the calendar year alone: in May, at the deadline, most true evidence is last year's.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
TRIWULAN = ("B03", "B06", "B09", "B12")
_BULAN_AKHIR = {"B03": 3, "B06": 6, "B09": 9, "B12": 12}


class Aturan(StrEnum):
    """Which date makes evidence valid. Same codes as the overlay of the instrument."""

    TAHUN_BERJALAN = "tahun_berjalan"
    DUA_BELAS_BULAN = "dua_belas_bulan"
    TAHUN_LALU = "tahun_lalu"
    SAMPAI_DICABUT = "sampai_dicabut"


class Irama(StrEnum):
    """How often a question asks for evidence."""

    SEKALI = "sekali"
    TRIWULAN = "triwulan"


class Keadaan(StrEnum):
    SEGAR = "segar"
    TANPA_TANGGAL = "tanpa_tanggal"
    KEDALUWARSA = "kedaluwarsa"
    SALAH_TAHUN = "salah_tahun"


ATURAN_BAKU = Aturan.DUA_BELAS_BULAN  # of instruments whose overlay names none (K2)
BERIRAMA = frozenset({Aturan.TAHUN_BERJALAN, Aturan.DUA_BELAS_BULAN})  # the others are asked for once
DAPAT_TETAP = frozenset({Keadaan.KEDALUWARSA, Keadaan.SALAH_TAHUN})  # what "tetap berlaku" may lift (K10)

_PERSIAPAN_BULAN = 10  # K4: what sets up a year is signed from October of the year before
_LAPORAN_BULAN = 4  # K5: what is dated January–March of last year reports on the year before that
_JEDA_LABEL = dt.timedelta(days=31)  # K8: invitations and minutes may precede their quarter by a month
_LEWAT_LABEL = dt.timedelta(days=92)
_TUA_TAHUN = 5


@dataclass(frozen=True, slots=True)
class Waktu:
    """What a Periode says: year, deadline of the proposal, cut-off dates of the quarters (missing = end of month)."""

    tahun: int
    batas_usulan: dt.date
    titik: Mapping[str, dt.date] = field(default_factory=dict)

    @property
    def akhir(self) -> dt.date:
        return dt.date(self.tahun, 12, 31)

    def tutup(self, triwulan: str) -> dt.date:
        """The cut-off date of a quarter."""
        bulan = _BULAN_AKHIR[triwulan]
        return self.titik.get(triwulan) or dt.date(self.tahun, bulan, calendar.monthrange(self.tahun, bulan)[1])

    def mulai(self, triwulan: str) -> dt.date:
        """The first day of a quarter: the day after the cut-off before, 1 January for B03."""
        urut = TRIWULAN.index(triwulan)
        return self.tutup(TRIWULAN[urut - 1]) + dt.timedelta(days=1) if urut else dt.date(self.tahun, 1, 1)

    def triwulan_dari(self, hari: dt.date) -> str:
        """The quarter a day falls into, '' outside the year."""
        if hari.year != self.tahun:
            return ""
        return next((t for t in TRIWULAN if hari <= self.tutup(t)), TRIWULAN[-1])

    def jatuh_tempo(self, triwulan: str, hari_ini: dt.date) -> bool:
        """Whether a quarter has to be complete: from the day after its cut-off (K12)."""
        return hari_ini > self.tutup(triwulan)

    def acuan(self, hari_ini: dt.date) -> dt.date:
        """The day on which validity is judged: today, in later years the last day of the year (K7)."""
        return min(hari_ini, self.akhir)


@dataclass(frozen=True, slots=True)
class Bahan:
    """What is known about one document under one question. `tahun_isi`: the year its own text names."""

    tanggal: dt.date | None
    berlaku_sampai: dt.date | None = None
    triwulan: str = ""
    tetap: bool = False
    tahun_isi: int | None = None


@dataclass(frozen=True, slots=True)
class Putusan:
    """The state with its reason and what to do, in words; `petunjuk` are hints that change nothing.

    `tetap`: the state comes from the satker's own statement "tetap berlaku".
    """

    keadaan: Keadaan
    alasan: str
    tindakan: str = ""
    petunjuk: tuple[str, ...] = ()
    tetap: bool = False

    @property
    def dapat_tetap(self) -> bool:
        return self.keadaan in DAPAT_TETAP


def putuskan(aturan: Aturan, irama: Irama, bahan: Bahan, waktu: Waktu, hari_ini: dt.date) -> Putusan:
    """The verdict on one piece of evidence on a day."""
    putusan = _dasar(aturan, irama, bahan, waktu, hari_ini)
    petunjuk = tuple(_petunjuk(aturan, irama, bahan, waktu, hari_ini, putusan.keadaan))
    if bahan.tetap and putusan.dapat_tetap:  # K10
        alasan = f"Dinyatakan tetap berlaku oleh satker. {putusan.alasan}"
        return Putusan(Keadaan.SEGAR, alasan, petunjuk=petunjuk, tetap=True)
    return replace(putusan, petunjuk=petunjuk)


def irama_berlaku(aturan: Aturan, irama: Irama) -> Irama:
    """Rules of the year before and of decrees in force ask for one set, whatever the overlay says (K11)."""
    return irama if aturan in BERIRAMA else Irama.SEKALI


def jendela(aturan: Aturan, waktu: Waktu) -> tuple[dt.date | None, dt.date]:
    """First and last day on which a document may be dated (K3–K6); None: no first day."""
    t = waktu.tahun
    awal = {
        Aturan.TAHUN_BERJALAN: dt.date(t - 1, _PERSIAPAN_BULAN, 1),
        Aturan.DUA_BELAS_BULAN: setahun_sebelum(waktu.batas_usulan),
        Aturan.TAHUN_LALU: dt.date(t - 1, _LAPORAN_BULAN, 1),
        Aturan.SAMPAI_DICABUT: None,
    }[aturan]
    return awal, waktu.akhir


def setahun_sebelum(hari: dt.date) -> dt.date:
    """The same day one year earlier; 29 February becomes 28 February."""
    try:
        return hari.replace(year=hari.year - 1)
    except ValueError:
        return dt.date(hari.year - 1, 2, 28)


def _dasar(aturan: Aturan, irama: Irama, bahan: Bahan, waktu: Waktu, hari_ini: dt.date) -> Putusan:
    acuan, sampai = waktu.acuan(hari_ini), bahan.berlaku_sampai
    if bahan.tanggal is not None and bahan.tanggal > hari_ini:  # K9
        return Putusan(
            Keadaan.TANPA_TANGGAL,
            f"Tanggal dokumen {tgl(bahan.tanggal)} belum tiba, jadi tidak dapat dipakai.",
            "Perbaiki tanggal dokumen.",
        )
    if bahan.tanggal is not None and bahan.tanggal > waktu.akhir:
        return Putusan(
            Keadaan.SALAH_TAHUN,
            f"Bertanggal {tgl(bahan.tanggal)}, sesudah tahun {waktu.tahun} berakhir.",
            f"Pakai dokumen ini di LKE {bahan.tanggal.year}.",
        )
    if sampai is not None and aturan != Aturan.TAHUN_LALU:  # K7
        if sampai < acuan:
            return Putusan(
                Keadaan.KEDALUWARSA, f"Masa berlakunya habis {tgl(sampai)}.", "Unggah dokumen yang menggantikannya."
            )
        if bahan.tanggal is None or not _di_jendela(aturan, bahan.tanggal, waktu):
            return Putusan(Keadaan.SEGAR, f"Berlaku sampai {tgl(sampai)}.")
    if bahan.tanggal is None:  # K9
        return Putusan(
            Keadaan.TANPA_TANGGAL, "Tanggal dokumen belum diketahui.", "Isi tanggal yang tertulis pada dokumen."
        )
    if not _di_jendela(aturan, bahan.tanggal, waktu):
        return _terlalu_lama(aturan, bahan.tanggal, waktu)
    if irama_berlaku(aturan, irama) == Irama.TRIWULAN and bahan.triwulan and sampai is None:  # K8
        mulai = waktu.mulai(bahan.triwulan)
        if bahan.tanggal < mulai - _JEDA_LABEL:
            return Putusan(
                Keadaan.KEDALUWARSA,
                f"Bertanggal {tgl(bahan.tanggal)}, sebelum triwulan {bahan.triwulan} yang mulai {tgl(mulai)}.",
                "Unggah dokumen triwulan itu, atau kosongkan periodenya.",
            )
    return Putusan(Keadaan.SEGAR, _alasan_segar(aturan, bahan.tanggal, waktu))


def _di_jendela(aturan: Aturan, hari: dt.date, waktu: Waktu) -> bool:
    awal, akhir = jendela(aturan, waktu)
    return (awal is None or awal <= hari) and hari <= akhir


def _alasan_segar(aturan: Aturan, hari: dt.date, waktu: Waktu) -> str:
    bertanggal = f"Bertanggal {tgl(hari)}"
    if aturan == Aturan.SAMPAI_DICABUT:
        return f"{bertanggal}; berlaku sampai dicabut atau diganti."
    if aturan == Aturan.TAHUN_LALU:
        return f"{bertanggal}, sesuai untuk dokumen tentang tahun {waktu.tahun - 1}."
    if aturan == Aturan.TAHUN_BERJALAN:
        return f"{bertanggal}, {'menjelang' if hari.year < waktu.tahun else 'dalam'} tahun {waktu.tahun}."
    if hari > waktu.batas_usulan:
        return f"{bertanggal}, sesudah batas usulan tetapi masih tahun {waktu.tahun}."
    return f"{bertanggal}, dalam 12 bulan sebelum batas usulan {tgl(waktu.batas_usulan)}."


def _terlalu_lama(aturan: Aturan, hari: dt.date, waktu: Waktu) -> Putusan:
    bertanggal, t = f"Bertanggal {tgl(hari)}", waktu.tahun
    if aturan == Aturan.DUA_BELAS_BULAN:
        return Putusan(
            Keadaan.KEDALUWARSA,
            f"{bertanggal}, lebih dari 12 bulan sebelum batas usulan {tgl(waktu.batas_usulan)}.",
            f"Unggah dokumen sejak {tgl(setahun_sebelum(waktu.batas_usulan))}.",
        )
    if aturan == Aturan.TAHUN_BERJALAN:
        return Putusan(
            Keadaan.SALAH_TAHUN,
            f"{bertanggal}; soal ini meminta dokumen tahun {t}.",
            f"Unggah dokumen untuk tahun {t}.",
        )
    tentang = hari.year - (hari.month < _LAPORAN_BULAN)
    return Putusan(
        Keadaan.SALAH_TAHUN,
        f"{bertanggal}, jadi biasanya tentang tahun {tentang}. Soal ini meminta dokumen tentang tahun {t - 1}.",
        f"Unggah dokumen tentang tahun {t - 1}.",
    )


def _petunjuk(
    aturan: Aturan, irama: Irama, bahan: Bahan, waktu: Waktu, hari_ini: dt.date, keadaan: Keadaan
) -> list[str]:
    """Hints (K13): what a person should look at, without a change of state."""
    hasil, t = [], waktu.tahun
    if aturan != Aturan.SAMPAI_DICABUT and bahan.tahun_isi is not None and keadaan != Keadaan.SALAH_TAHUN:
        boleh = {t, t - 1} if aturan in {Aturan.DUA_BELAS_BULAN, Aturan.TAHUN_LALU} else {t}
        if aturan == Aturan.TAHUN_BERJALAN and bahan.tanggal and _di_jendela(aturan, bahan.tanggal, waktu):
            boleh.add(bahan.tanggal.year)
        if bahan.tahun_isi not in boleh:
            hasil.append(f"Isi menyebut {bahan.tahun_isi}. Periksa: salah tahun?")
    if keadaan != Keadaan.SEGAR:
        return hasil
    sampai = bahan.berlaku_sampai
    if sampai and aturan != Aturan.TAHUN_LALU and hari_ini <= waktu.batas_usulan and sampai < waktu.batas_usulan:
        hasil.append(f"Habis {tgl(sampai)}, sebelum batas usulan. Siapkan penggantinya.")
    if bahan.tanggal is None:
        return hasil
    berlabel = bahan.triwulan if irama_berlaku(aturan, irama) == Irama.TRIWULAN else ""
    if berlabel and bahan.tanggal > waktu.tutup(berlabel) + _LEWAT_LABEL:
        hasil.append(f"Tanggalnya jauh sesudah {berlabel}. Periksa periodenya.")
    if aturan == Aturan.SAMPAI_DICABUT and sampai is None and waktu.tahun - bahan.tanggal.year > _TUA_TAHUN:
        hasil.append(f"Sudah {waktu.tahun - bahan.tanggal.year} tahun. Pastikan belum dicabut atau diganti.")
    return hasil


def tgl(hari: dt.date) -> str:
    """`17 Agu 2026`; pure packages do not import common."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"
