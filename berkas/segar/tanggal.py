"""Guessing the date of a document from what it says about itself (rules K14–K16 of docs/kesegaran.md).

A wrong guess is worse than none: two different days, a weekday that does not fit, a day after the upload, a birthday or
the date of a cited regulation give no guess.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BULAN = {
    **{
        nama: nomor
        for nomor, nama in enumerate(
            ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
             "november", "desember"),
            1,
        )
    },
    "pebruari": 2, "nopember": 11, "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8,
    "agt": 8, "ags": 8, "agust": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip
_HARI = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "sabtu": 5, "minggu": 6, "ahad": 6}
_ANGKA = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11,
}  # fmt: skip

_NAMA_BULAN = "|".join(sorted(_BULAN, key=len, reverse=True))
_NAMA_HARI = "|".join(re.escape(h) for h in _HARI)
_T = (
    rf"(?:(?P<hari>{_NAMA_HARI})\s*[,/]?\s*(?:tanggal\s+)?)?"
    rf"(?:(?P<tgl>\d{{1,2}})\s*[-./ ]?\s*(?P<bulan>{_NAMA_BULAN})\.?\s*[-./, ]?\s*(?P<tahun>\d{{4}})"
    r"|(?P<tgl2>\d{1,2})\s?[-/.]\s?(?P<bulan2>\d{1,2})\s?[-/.]\s?(?P<tahun2>\d{4}))(?!\d|\s*(?:-|–|s\.?\s?d\.?|sampai|hingga)\s*\d)"
)
_OPSI = re.IGNORECASE
# A. The day a document was made: "Ditetapkan di Jakarta / pada tanggal 3 Januari 2026", "Jakarta, 3 Februari 2026".
_PENETAPAN = re.compile(
    r"(?:ditetapkan|dibuat|dikeluarkan|ditandatangani|disahkan|diundangkan)\s+di\b[^\n]{0,60}?[\s,:]+(?:pada\s+)?"
    rf"(?:tanggal\s*:?\s*)?{_T}",
    _OPSI,
)
_TEMPAT = re.compile(
    rf"(?:^|\n|   )(?P<tempat>[A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*){{0,3}}),\s*(?:tanggal\s+)?(?i:{_T})"
)
# B. The day a letter or meeting names in its head, or an official report in its first sentence.
_KEPALA = re.compile(
    r"(?:^|\n)[ \t]*(?:hari\s*[/,]?\s*(?:dan\s+)?)?(?:tanggal|tgl\.?)"
    rf"(?:\s+(?:surat|dokumen|rapat|kegiatan|laporan))?\s*[:=]\s*{_T}",
    _OPSI,
)
_PADA_HARI = re.compile(
    rf"pada\s+hari\s+(?:ini\s*,?\s*)?(?:(?P<hari0>{_NAMA_HARI})\s*,?\s*)?(?:tanggal\s+)?{_T}", _OPSI
)
_KATA = r"[a-z]+(?:\s+[a-z]+)"
_TERBILANG = re.compile(
    rf"pada\s+hari\s+(?:ini\s*,?\s*)?(?P<hari>{_NAMA_HARI})\s*,?\s*tanggal\s+(?P<tgl>{_KATA}{{0,2}}?)\s*,?\s+bulan\s+"
    rf"(?P<bulan>{_NAMA_BULAN})\s*,?\s+tahun\s+(?P<tahun>dua\s+ribu(?:\s+[a-z]+){{1,3}})",
    _OPSI,
)
_LAHIR = re.compile(r"lahir|tmt|kelahiran", re.IGNORECASE)
_SAMPAI = re.compile(
    r"(?:masa\s+berlaku|berlaku|berlakunya)\b[^\n.;]{0,120}?(?:sampai\s+dengan|sampai|hingga|s\.?\s?/?d\.?)\s+"
    rf"(?:tanggal\s*:?\s*)?{_T}",
    _OPSI,
)
_RENTANG = re.compile(rf"masa\s+berlaku[^\n]{{0,60}}?\d{{4}}\s*(?:-|–|s\.?\s?/?d\.?|sampai\s+dengan)\s*{_T}", _OPSI)
_JUDUL_TAHUN = re.compile(
    r"(?P<sebelum>nomor\s*:?\s*\S+\s+|no\.?\s*\S+\s+)?"
    r"(?:tahun(?:\s+anggaran)?|t\.?a\.?|triwulan\s+(?:[ivx]+|\d)(?:\s+tahun)?|semester\s+(?:[ivx]+|\d)(?:\s+tahun)?)"
    r"\s+(?P<tahun>20\d{2})(?!\d|\s*(?:-|–|s\.?\s?d\.?|sampai|dan)\s*\d)",
    _OPSI,
)
_SELA = re.compile(r"[^\S\n]{3,}|\t")
_BARIS = re.compile(r"[^\S\n]*\n\s*")
_HALAMAN = 20_000  # characters of a page; a spreadsheet can be one long page
_AWAL = 1200  # characters of the first page in which a title stands


@dataclass(frozen=True, slots=True)
class Tebakan:
    """What the text says: the day it was made, until when it is valid, and the year it is about. None: not clear."""

    tanggal: dt.date | None = None
    berlaku_sampai: dt.date | None = None
    tahun: int | None = None


def tebak(halaman: Sequence[str], paling_akhir: dt.date) -> Tebakan:
    """Read the pages of a document. `paling_akhir`: the day it was uploaded, no document is younger."""
    teks = _pilih(halaman)
    tanggal = _tanggal(teks, paling_akhir)
    sampai = _tunggal(_cocok(teks, (_SAMPAI, _RENTANG)))
    if sampai and tanggal and sampai < tanggal:
        sampai = None
    return Tebakan(tanggal, sampai, tahun_judul(halaman) or (tanggal.year if tanggal else None))


def tebak_metadata(dibuat: object, paling_akhir: dt.date) -> dt.date | None:
    """The day of `Olahan.metadata["dibuat"]` (ISO, with or without a time), if it can be true."""
    try:
        hari = dt.date.fromisoformat(str(dibuat)[:10])
    except ValueError:
        return None
    return hari if hari.year >= 2000 and hari <= paling_akhir else None


def tahun_judul(halaman: Sequence[str]) -> int | None:
    """The one year the title names ("LAPORAN KINERJA TAHUN 2023"); years of cited regulations do not count."""
    awal = next((h for h in halaman if h.strip()), "")[:_HALAMAN]
    tahun = {int(c["tahun"]) for c in _JUDUL_TAHUN.finditer(_rapi(awal)[:_AWAL]) if not c["sebelum"]}
    return tahun.pop() if len(tahun) == 1 else None


def _pilih(halaman: Sequence[str]) -> str:
    """Where dates of a document stand: its first and last pages."""
    daftar = halaman if len(halaman) <= 6 else [*halaman[:3], *halaman[-3:]]
    return _rapi("\n".join(h[:_HALAMAN] for h in daftar))


def _rapi(teks: str) -> str:
    """One kind of apostrophe; lines without indent; a gap inside a line is three spaces. Runs of blanks stay short, so
    that no pattern has to try them in every way."""
    teks = teks.replace("\r", "\n").replace("’", "'")
    return _BARIS.sub("\n", _SELA.sub("   ", teks)).strip()


def _tanggal(teks: str, paling_akhir: dt.date) -> dt.date | None:
    """The strongest kind of statement that occurs decides; several different days there are no guess."""
    for pola in ((_PENETAPAN, _TEMPAT), (_TERBILANG, _KEPALA, _PADA_HARI)):
        calon = list(_cocok(teks, pola))
        if calon:
            hari = _tunggal(calon)
            return hari if hari and hari <= paling_akhir else None
    return None


def _tunggal(calon: Iterator[dt.date | None] | Sequence[dt.date | None]) -> dt.date | None:
    """The one day all statements agree on; a statement that is no day (31 Februari, Senin that is a Rabu) spoils it."""
    hari = set(calon)
    return hari.pop() if len(hari) == 1 else None


def _cocok(teks: str, pola: Sequence[re.Pattern[str]]) -> Iterator[dt.date | None]:
    for satu in pola:
        for cocok in satu.finditer(teks):
            baris = teks[teks.rfind("\n", 0, cocok.start() + 1) + 1 : cocok.end()]
            sebelum = teks[max(0, cocok.start() - 40) : cocok.end()]
            if _LAHIR.search(baris) or _LAHIR.search(sebelum.split("\n")[-1]):
                continue
            yield _terbilang(cocok) if satu is _TERBILANG else _angka(cocok)


def _angka(cocok: re.Match[str]) -> dt.date | None:
    nama_hari = cocok["hari"] or cocok.groupdict().get("hari0")
    if cocok["tgl"]:
        bagian = (int(cocok["tahun"]), _BULAN[cocok["bulan"].lower()], int(cocok["tgl"]))
    else:
        bagian = (int(cocok["tahun2"]), int(cocok["bulan2"]), int(cocok["tgl2"]))
    return _hari(*bagian, nama_hari)


def _terbilang(cocok: re.Match[str]) -> dt.date | None:
    tgl, tahun = bilangan(cocok["tgl"]), bilangan(cocok["tahun"])
    if tgl is None or tahun is None:
        return None
    return _hari(tahun, _BULAN[cocok["bulan"].lower()], tgl, cocok["hari"])


def _hari(tahun: int, bulan: int, tgl: int, nama_hari: str | None) -> dt.date | None:
    try:
        hari = dt.date(tahun, bulan, tgl)
    except ValueError:
        return None
    if not 2000 <= tahun <= 2099 or (nama_hari and _HARI[nama_hari.lower()] != hari.weekday()):
        return None
    return hari


def bilangan(kata: str) -> int | None:
    """`dua puluh tujuh` → 27, `dua ribu dua puluh enam` → 2026; None when a word is no number."""
    jumlah = kini = 0
    for satu in kata.lower().split():
        if satu in _ANGKA:
            kini += _ANGKA[satu]
        elif satu == "puluh" and 2 <= kini <= 9:
            kini *= 10
        elif satu == "belas" and 2 <= kini <= 9:
            kini += 10
        elif satu == "ribu" and kini:
            jumlah, kini = jumlah + kini * 1000, 0
        else:
            return None
    return jumlah + kini or None
