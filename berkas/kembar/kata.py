"""The words of a document that are its substance: no name of the own unit, date, number, legal citation, letterhead.

What is left out is left out by rules that look at one document alone, so that the fingerprint of a document never
depends on what it is compared with.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

MAKS_HURUF = 400_000  # characters read of one document: some 150 full pages
_ULANG_MIN = 3  # pages from which a repeated line counts as header or footer

_BULAN = (
    "januari februari pebruari maret april mei juni juli agustus september oktober november nopember desember "
    "jan feb mar apr jun jul agu agt sep sept okt nov nop des"
)
_HARI = "senin selasa rabu kamis jumat sabtu minggu ahad"
_BILANGAN = (
    "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus ribu juta miliar "
    "seratus seribu kesatu pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh"
)
_ROMAWI = "ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx"
_WAKTU = "tanggal tgl tahun bulan hari pukul jam wib wita wit triwulan semester ta nomor no kelas iia iib iic"
DIABAIKAN = frozenset(f"{_BULAN} {_HARI} {_BILANGAN} {_ROMAWI} {_WAKTU}".split())

# Kinds of units under every name people give them; a satker drops each form of its own kind.
_JENIS: tuple[tuple[str, ...], ...] = (
    ("lapas", "lembaga pemasyarakatan"),
    ("rutan", "rumah tahanan negara", "rumah tahanan"),
    ("bapas", "balai pemasyarakatan"),
    ("lpka", "lembaga pembinaan khusus anak"),
    ("rupbasan", "rumah penyimpanan benda sitaan negara"),
    ("kanim", "kantor imigrasi"),
    ("rudenim", "rumah detensi imigrasi"),
    ("kanwil", "kantor wilayah"),
    ("ditjen", "direktorat jenderal"),
    ("kemenkum", "kementerian hukum"),
    ("kejari", "kejaksaan negeri"),
    ("kejati", "kejaksaan tinggi"),
    ("pn", "pengadilan negeri"),
    ("pa", "pengadilan agama"),
    ("polres", "kepolisian resor"),
    ("kpp", "kantor pelayanan pajak"),
    ("kppn", "kantor pelayanan perbendaharaan negara"),
    ("bpn", "kantor pertanahan"),
)
_KELAS = re.compile(r"\bkelas (i{1,3}|iv|1|2|3)( ?[abc])?\b( (non )?(tpi|khusus))?")
# Words of place names that are ordinary words too: alone they stay, inside the whole name they go.
_KATA_BIASA = (
    "kota kabupaten sumber makmur jaya baru timur barat utara selatan tengah pusat raya besar agung maju harapan sari "
    "bangun daya karya mulia negara khusus umum satuan kerja unit kantor balai wilayah daerah badan dinas contoh jalan "
    "satker instansi kementerian republik indonesia nusa muara tanjung teluk pulau sungai gunung bukit laut"
)
_BIASA = frozenset(_KATA_BIASA.split())
_KEPALA = re.compile(
    r"\b(telp|telepon|tlp|fax|faks|faksimil[ei]|laman|situs|website|surel|e-?mail|kode pos)\b\s*[.:(+]"
    r"|^\s*(jalan|jl\.?)\s",
    re.IGNORECASE,
)
_KOP = re.compile(r"\s*(KEMENTERIAN|DIREKTORAT JENDERAL|KANTOR WILAYAH|REPUBLIK INDONESIA)\b")
_NOMOR_HALAMAN = re.compile(
    r"\s*[-–(]?\s*(halaman|hal\.?|page)?\s*\d{1,4}\s*((dari|of|/)\s*\d{1,4})?\s*[-–)]?\s*", re.I
)
# "Undang-Undang Nomor 5 Tahun 2014 tentang …;": every satker cites the same rules, word for word.
_HUKUM = re.compile(
    r"\b(?:undang[- ]undang|peraturan|keputusan|instruksi|surat\s+edaran)\b[^;]{0,160}?\b(?:nomor|no\.)\s"
    r"[^;]{0,80}?\btahun\s+\d{4}\b(?:\s+tentang\b[^;.]{0,250})?",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\S+")
_HURUF = re.compile(r"[a-z]+")
_OCR = str.maketrans("0134568", "oleasgb")


@dataclass(frozen=True, slots=True)
class Kata:
    """One word that counts, and the piece of its page it was read from."""

    teks: str
    halaman: int
    mulai: int
    akhir: int


def lipat(teks: str) -> str:
    """Lower case without accents, one character for one character where possible."""
    return "".join(
        h for h in unicodedata.normalize("NFKD", teks.replace("\u00ad", "")).lower() if not unicodedata.combining(h)
    )


def sebutan_satker(nama: str, *lain: str) -> tuple[tuple[str, ...], ...]:
    """Every phrase that names a unit, longest first: the whole name, its kind in all forms, its place, and `lain`
    (kanwil, instansi, town, province, code).
    """
    frasa: set[tuple[str, ...]] = set()
    for satu in (nama, *lain):
        frasa |= _frasa(satu)
    return tuple(sorted(frasa, key=lambda f: (-len(f), f)))


def _frasa(nama: str) -> set[tuple[str, ...]]:
    bersih = " ".join(lipat(nama).replace("-", " ").split())
    if not bersih:
        return set()
    hasil = {_pecah(bersih)}
    sisa = _KELAS.sub(" ", bersih)
    if kelas := _KELAS.search(bersih):
        hasil.add(_pecah(kelas[0]))
    for bentuk in _JENIS:
        for satu in bentuk:
            if re.search(rf"\b{satu}\b", sisa):
                hasil |= {_pecah(b) for b in bentuk if len(b) > 2}
                sisa = re.sub(rf"\b{satu}\b", " ", sisa)
    tempat = _pecah(re.sub(r"^\s*(kota|kabupaten|kab\.?|provinsi)\b", " ", sisa))
    hasil.add(tempat)
    hasil |= {(k,) for k in tempat if len(k) >= 4 and k not in _BIASA}
    return {f for f in hasil if f and (len(f) > 1 or (f[0] not in _BIASA and len(f[0]) >= 2))}


def _pecah(teks: str) -> tuple[str, ...]:
    return tuple(_HURUF.findall(teks))


def kata_isi(halaman: Sequence[str], sebutan: Iterable[tuple[str, ...]] = ()) -> list[Kata]:
    """The words that count, in reading order. `sebutan` from sebutan_satker()."""
    kata: list[Kata] = []
    sisa = MAKS_HURUF
    ulang = _baris_berulang(halaman)
    for nomor, teks in enumerate(halaman):
        kata += _kata_halaman(teks[:sisa], nomor, ulang)
        sisa -= len(teks)
        if sisa <= 0:
            break
    return _tanpa_sebutan(kata, sebutan)


def _baris_berulang(halaman: Sequence[str]) -> frozenset[str]:
    """Lines that stand on more than half of at least three pages: headers and footers, page numbers apart."""
    if len(halaman) < _ULANG_MIN:
        return frozenset()
    hitung = Counter(itertools.chain.from_iterable({_inti_baris(b) for b in h.splitlines()} for h in halaman))
    return frozenset(b for b, n in hitung.items() if b and n >= _ULANG_MIN and n * 2 > len(halaman))


def _inti_baris(baris: str) -> str:
    return " ".join(_HURUF.findall(lipat(baris)))


def _kata_halaman(teks: str, nomor: int, ulang: frozenset[str]) -> Iterator[Kata]:
    hukum = [c.span() for c in _HUKUM.finditer(teks)]
    for awal, baris in _baris(teks):
        if _inti_baris(baris) in ulang or _perabot(baris):
            continue
        for token in _TOKEN.finditer(baris):
            mulai, akhir = awal + token.start(), awal + token.end()
            if any(a <= mulai < b for a, b in hukum):
                continue
            for satu in _kata_token(token[0]):
                yield Kata(satu, nomor, mulai, akhir)


def _baris(teks: str) -> Iterator[tuple[int, str]]:
    awal = 0
    for baris in teks.splitlines(keepends=True):
        yield awal, baris
        awal += len(baris)


def _perabot(baris: str) -> bool:
    """Address lines, letterhead in capitals, page numbers."""
    if _NOMOR_HALAMAN.fullmatch(baris) or (_KEPALA.search(baris) and len(baris) < 160):
        return True
    return baris.isupper() and _KOP.match(baris) is not None


def _kata_token(token: str) -> list[str]:
    """Words of one blank-separated piece; a piece with digits is a number, date or document number, unless it is a long
    word in which OCR read a letter as a digit.
    """
    rapi = lipat(token)
    if "@" in rapi or "://" in rapi or rapi.startswith("www."):
        return []
    angka = sum(h.isdigit() for h in rapi)
    if angka:
        huruf = sum(h.isalpha() for h in rapi)
        if huruf < 5 or angka * 3 > huruf or not rapi.strip(".,;:()\"'").isalnum():
            return []
        rapi = rapi.translate(_OCR)
    return [k for k in _HURUF.findall(rapi) if len(k) > 1 and k not in DIABAIKAN]


def _tanpa_sebutan(kata: list[Kata], sebutan: Iterable[tuple[str, ...]]) -> list[Kata]:
    """Leave out every run of words that is one of the phrases, the longest first."""
    menurut_awal: dict[str, list[tuple[str, ...]]] = {}
    for frasa in sebutan:
        # classes and numerals were left out of the words already
        bersih = tuple(k for k in frasa if len(k) > 1 and k not in DIABAIKAN)
        if bersih:
            menurut_awal.setdefault(bersih[0], []).append(bersih)
    hasil: list[Kata] = []
    i = 0
    while i < len(kata):
        panjang = max(
            (len(f) for f in menurut_awal.get(kata[i].teks, ()) if _cocok(kata, i, f)),
            default=0,
        )
        if panjang:
            i += panjang
        else:
            hasil.append(kata[i])
            i += 1
    return hasil


def _cocok(kata: Sequence[Kata], i: int, frasa: tuple[str, ...]) -> bool:
    return len(kata) - i >= len(frasa) and all(kata[i + n].teks == f for n, f in enumerate(frasa))
