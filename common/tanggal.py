"""Dates and times as people in Indonesia write and read them. No Django, no locale of the server."""

import re
from datetime import date, datetime, time, timedelta, tzinfo

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
BULAN_INGGRIS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
BULAN_PENDEK = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

# Spellings seen in letters and file names beside the standard ones.
_EJAAN = {"pebruari": 2, "peb": 2, "agt": 8, "ags": 8, "agust": 8, "sept": 9, "nopember": 11, "nop": 11}
_NOMOR_BULAN = {
    **{nama.lower(): nomor for nomor, nama in enumerate(BULAN, 1)},
    **{nama.lower(): nomor for nomor, nama in enumerate(BULAN_PENDEK, 1)},
    **_EJAAN,
}
_ANGKA = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_KATA = re.compile(r"([0-9]{1,2})[ -]+([A-Za-z]{3,9})\.?[ -]+([0-9]{4})")
# A date inside a file name. "3 Agustus" after a number, a range or a word like "Pokja" is no date: "1-3 Agustus 2026".
_NAMA_ISO = re.compile(r"(?<![0-9])([0-9]{4})([-. ])([0-9]{2})\2([0-9]{2})(?![0-9])(?!\s?[-–]\s?[0-9])")
_NAMA_RAPAT = re.compile(r"(?<![0-9])(20[0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])(?! [0-9]{6} [0-9] [0-9]{3})")
_NAMA_ANGKA = re.compile(
    r"(?<![0-9A-Za-z])(?P<hari>[0-9]{1,2})(?P<sela>[-. ])(?P<bulan>[0-9]{1,2})(?P=sela)(?P<tahun>[0-9]{4})(?![0-9])"
)
_NAMA_KATA = re.compile(
    r"(?<![0-9A-Za-z])(?P<hari>[0-9]{1,2})[-. ]*(?P<bulan>[A-Za-z]{3,9})[-. ]*(?P<tahun>[0-9]{4})(?![0-9])"
)
_NAMA_SEBELUM = re.compile(
    rf"(([0-9]|\b({'|'.join(_NOMOR_BULAN)}))[-–.,&+ ]*(s\.? ?d\.?|sampai( dengan)?|hingga|dan)?|[a-z]\."
    r"|\b(pokja|area|tw|triwulan|semester|tahap|versi|lampiran|bagian|nomor|no\.?|ke)[-. ]*) *",
    re.IGNORECASE,
)
_JAM = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})")
_ZONA = {7: "WIB", 8: "WITA", 9: "WIT"}


class TanggalTidakTerbaca(ValueError):
    """The text is not a date or time. `str()` of the exception is the sentence for the user."""


def format_tgl(hari: date) -> str:
    """`17 Agu 2026`"""
    return f"{hari.day} {BULAN_PENDEK[hari.month - 1]} {hari.year}"


def format_tgl_panjang(hari: date) -> str:
    """`Senin, 17 Agustus 2026`"""
    return f"{HARI[hari.weekday()]}, {hari.day} {BULAN[hari.month - 1]} {hari.year}"


def format_tgl_inggris(hari: date) -> str:
    """`17 August 2026`, for the public pages that exist in English too."""
    return f"{hari.day} {BULAN_INGGRIS[hari.month - 1]} {hari.year}"


def singkatan_zona(saat: datetime) -> str:
    """WIB, WITA or WIT by the offset of an aware datetime; another offset is written out, e.g. `UTC+2`."""
    geser = saat.utcoffset()
    if geser is None:
        raise TypeError("waktu tanpa zona tidak boleh ditampilkan")
    jam, sisa = divmod(geser, timedelta(hours=1))
    if sisa:
        return f"UTC{saat:%z}"
    return _ZONA.get(jam) or (f"UTC{jam:+d}" if jam else "UTC")


def format_waktu(saat: datetime, zona: tzinfo) -> str:
    """`14.05 WIB`, in the given zone. The zone is always printed."""
    if saat.tzinfo is None:
        raise TypeError("waktu tanpa zona tidak boleh ditampilkan")
    setempat = saat.astimezone(zona)
    return f"{setempat:%H.%M} {singkatan_zona(setempat)}"


def format_tgl_waktu(saat: datetime, zona: tzinfo) -> str:
    """`17 Agu 2026, 14.05 WIB`"""
    return f"{format_tgl(saat.astimezone(zona))}, {format_waktu(saat, zona)}"


def sisa_hari(tenggat: date, hari_ini: date) -> str:
    """`4 hari lagi`, `hari ini` or `lewat 2 hari`."""
    selisih = (tenggat - hari_ini).days
    if selisih == 0:
        return "hari ini"
    return f"{selisih} hari lagi" if selisih > 0 else f"lewat {-selisih} hari"


def baca_tanggal(teks: str) -> date:
    """Read 17-08-2026, 17/8/2026, 17.8.2026, 17 Agustus 2026, 17 Agu 2026 or 2026-08-17.

    Day before month, always: 08/17/2026 is refused, not guessed. Two-digit years are refused.
    """
    rapi = " ".join(teks.split())
    if cocok := _ANGKA.fullmatch(rapi):
        hari, bulan, tahun = int(cocok[1]), int(cocok[3]), int(cocok[4])
    elif cocok := _ISO.fullmatch(rapi):
        tahun, bulan, hari = int(cocok[1]), int(cocok[2]), int(cocok[3])
    elif (cocok := _KATA.fullmatch(rapi)) and cocok[2].lower() in _NOMOR_BULAN:
        hari, bulan, tahun = int(cocok[1]), _NOMOR_BULAN[cocok[2].lower()], int(cocok[3])
    else:
        raise TanggalTidakTerbaca("Tanggal tidak terbaca. Contoh: 17-08-2026.")
    if not 1900 <= tahun <= 2199 or not 1 <= bulan <= 12:
        raise TanggalTidakTerbaca("Tanggal tidak terbaca. Contoh: 17-08-2026.")
    try:
        return date(tahun, bulan, hari)
    except ValueError as galat:
        tulis = f"{hari} {BULAN[bulan - 1]} {tahun}"
        raise TanggalTidakTerbaca(f"{tulis} tidak ada di kalender. Contoh: 17-08-2026.") from galat


def tanggal_dari_nama(nama: str) -> date | None:
    """The one day a file name states: 2026-08-17, 20260817, 17-08-2026 or 17 Agustus 2026, with `-`, `_`, `.` or space.

    None for a month without a day, a range, two different days, or a number that may mean something else.
    """
    rapi = nama.replace("_", " ")
    calon = [
        *((c[1], c[3], c[4]) for c in _NAMA_ISO.finditer(rapi)),
        *((c[1], c[2], c[3]) for c in _NAMA_RAPAT.finditer(rapi)),
    ]
    for cocok in (*_NAMA_ANGKA.finditer(rapi), *_NAMA_KATA.finditer(rapi)):
        hari, bulan, tahun = cocok["hari"], cocok["bulan"], cocok["tahun"]
        if bulan.isdecimal() or bulan.lower() in _NOMOR_BULAN:
            if _berakhir(rapi[: cocok.start()]):
                return None
            calon.append((tahun, str(_NOMOR_BULAN.get(bulan.lower(), bulan)), hari))
    terbaca = {t for t in (_tanggal(*map(int, c)) for c in calon) if t}
    return terbaca.pop() if len(terbaca) == 1 else None


def _berakhir(awal: str) -> bool:
    """Whether what stands before a day makes it part of something else."""
    return any(cocok.end() == len(awal) for cocok in _NAMA_SEBELUM.finditer(awal))


def _tanggal(tahun: int, bulan: int, hari: int) -> date | None:
    try:
        return date(tahun, bulan, hari) if 2000 <= tahun <= 2199 else None
    except ValueError:
        return None


def baca_waktu(teks: str) -> time:
    """Read 14.05 or 14:05."""
    cocok = _JAM.fullmatch(teks.strip())
    if not cocok or int(cocok[1]) > 23 or int(cocok[2]) > 59:
        raise TanggalTidakTerbaca("Jam tidak terbaca. Contoh: 14.05.")
    return time(int(cocok[1]), int(cocok[2]))
