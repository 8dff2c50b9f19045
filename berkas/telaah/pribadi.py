"""Personal data in the text of a page: NIK, NPWP, bank account, mobile number, and whole pages of identity papers.

Numbers are judged by their structure and by the words before them. A NIP (18 digits) is the number of an office holder
and never counts. Every pattern is bounded: a page is read once, whatever stands on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

VERSI_ATURAN = 1  # grows when the rules find more: older redacted copies then need a new look
HALAMAN_MAKS = 60_000  # characters of one page that are read

JENIS: dict[str, str] = {
    "nik": "NIK",
    "npwp": "NPWP",
    "rekening": "nomor rekening",
    "telepon": "nomor telepon",
    "ktp": "halaman KTP",
    "kk": "halaman kartu keluarga",
    "lhkpn": "halaman LHKPN",
}
SEHALAMAN = frozenset({"ktp", "kk", "lhkpn"})  # the page itself is private, not a number on it

_PROVINSI = frozenset(
    {*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)}
)
# Readings of a digit by OCR. They count only inside a run that is digits for the most part.
_KE_ANGKA = str.maketrans("OoQDIlL|SsBZz", "0000111155822")
_A = r"[0-9OoQDIlL|SsBZz]"
# Separators inside a number: one sign, or a sign between blanks ("01.234 . 567").
_P = r"[ \u00a0]?[.\-–/]?[ \u00a0]?"
_AWAL = r"(?<![0-9A-Za-z])(?<![0-9][.,/\-])"
_AKHIR = r"(?![0-9A-Za-z])(?![.,/\-][0-9])"

_NIP = re.compile(r"(?<![0-9])(?:19|20)[0-9]{6}[ \u00a0]?[0-9]{6}[ \u00a0]?[12][ \u00a0]?[0-9]{3}(?![0-9])")
_ENAM_BELAS = re.compile(rf"{_AWAL}{_A}(?:[ \u00a0.\-]?{_A}){{15}}{_AKHIR}")
_NPWP_FORMAT = re.compile(rf"{_AWAL}{_A}{{2}}{_P}{_A}{{3}}{_P}{_A}{{3}}{_P}{_A}{_P}{_A}{{3}}{_P}{_A}{{3}}{_AKHIR}")
_DERET = re.compile(rf"{_AWAL}[0-9](?:[ \u00a0.\-]?{_A}){{8,17}}{_AKHIR}")
_TELEPON = re.compile(
    r"(?<![0-9A-Za-z.\-/])(?:(?:\+|\(\+)[ \u00a0]?62\)?[ \u00a0.\-]{0,2}(?:\(0\)[ \u00a0]?)?|62[ \u00a0\-]?|0)"
    rf"[8B](?:[ \u00a0.\-]{{0,2}}{_A}){{8,11}}{_AKHIR}"
)

_KATA_NIK = re.compile(
    r"\b(?:n[i1l|][kx]|no\.?[ \t]?(?:ktp|kk|identitas)|nomor[ \t](?:induk[ \t]kependudukan|ktp|identitas)|ktp"
    r"|nomor[ \t](?:kk|kartu[ \t]keluarga)|kartu[ \t]keluarga)\b",
    re.IGNORECASE,
)
_KATA_NPWP = re.compile(r"\b(?:npwp|n\.p\.w\.p|nomor[ \t]pokok[ \t]wajib[ \t]pajak)\b", re.IGNORECASE)
_KATA_REKENING = re.compile(
    r"\b(?:no(?:mor)?\.?[ \t]?rek(?:ening)?|rekening|norek|rek|virtual[ \t]account)\b\.?", re.IGNORECASE
)
_KATA_BANK = re.compile(
    r"\b(?:(?:[Bb]ank|BANK)[ \t][A-Za-z]{2,20}|BRI|BNI|BCA|BTN|BSI|BJB|CIMB|BPD|Mandiri|Danamon|Permata|Muamalat)\b"
)
_BUKAN_REKENING = re.compile(
    r"\b(?:dipa|nomor[ \t]surat|nip|nrp|isbn|telp|telepon|hp|wa|whatsapp|faks?|ntpn|billing|resi"
    r"|no(?:mor)?\.?[ \t]?sk)\b",
    re.IGNORECASE,
)
_BUKAN_NIK = (
    _KATA_REKENING,
    _KATA_BANK,
    re.compile(r"\b(?:ntpn|ntb|billing|resi|barcode|nomor[ \t]seri)\b", re.IGNORECASE),
)
_BUKAN_TELEPON = re.compile(r"\b(?:nomor[ \t]surat|agenda|resi|isbn|ntpn|billing|seri)\b", re.IGNORECASE)

_KARTU = (
    r"\bnik\b",
    r"tempat\s?/?\s?tgl\.?\s?lahir|tempat\s?/?\s?tanggal\s?lahir",
    r"gol\.?\s?darah",
    r"\brt\s?/\s?rw\b",
    r"kel\s?/\s?desa",
    r"status\s?perkawinan",
    r"kewarganegaraan",
    r"berlaku\s?hingga",
)
_KTP = tuple(re.compile(p, re.IGNORECASE) for p in _KARTU)
_KK = re.compile(r"\bkartu\s{1,3}keluarga\b", re.IGNORECASE)
_KK_ISI = re.compile(r"nama\s{1,3}kepala\s{1,3}keluarga", re.IGNORECASE)
_LHKPN = re.compile(r"laporan\s{1,3}harta\s{1,3}kekayaan|\blhkpn\b", re.IGNORECASE)
_LHKPN_ISI = re.compile(
    r"tanah\s{1,3}dan\s{1,3}bangunan|harta\s{1,3}bergerak|kas\s{1,3}dan\s{1,3}setara\s{1,3}kas|data\s{1,3}harta",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Temuan:
    """One place on a page: characters `awal` up to `akhir` of its text. A private page spans all of it."""

    jenis: str
    awal: int
    akhir: int
    samar: str


def cari_pribadi(teks: str) -> tuple[Temuan, ...]:
    """Everything private on one page, in reading order; places never overlap, but private pages cover all."""
    halaman = teks[:HALAMAN_MAKS]
    sisa = _NIP.sub(lambda m: "#" * len(m[0]), halaman)  # the number of an office holder hides nothing else
    temuan: list[Temuan] = []
    for pencari in (_nik, _npwp, _telepon, _rekening):
        for satu in pencari(sisa):
            temuan.append(satu)
            sisa = sisa[: satu.awal] + "#" * (satu.akhir - satu.awal) + sisa[satu.akhir :]
    temuan += [Temuan(jenis, 0, len(teks), "") for jenis in _halaman_kartu(halaman, temuan)]
    return tuple(sorted(temuan, key=lambda t: (t.awal, t.jenis)))


def tutup_pribadi(teks: str) -> str:
    """The text of a page as others may quote it: numbers masked; '' when the page itself is private."""
    hasil, letak = "", 0
    for t in cari_pribadi(teks):
        if t.jenis in SEHALAMAN:
            return ""
        hasil, letak = f"{hasil}{teks[letak : t.awal]}{t.samar}", t.akhir
    return hasil + teks[letak:]


def ringkas_pribadi(halaman: Sequence[str]) -> list[dict[str, object]]:
    """What is kept about a document: kind, page (from 1), masked value, count. No raw value."""
    hitung: dict[tuple[str, int, str], int] = {}
    for nomor, teks in enumerate(halaman, 1):
        for t in cari_pribadi(teks):
            kunci = (t.jenis, nomor, t.samar)
            hitung[kunci] = hitung.get(kunci, 0) + 1
    return [{"jenis": j, "halaman": h, "samar": s, "jumlah": n} for (j, h, s), n in hitung.items()]


def kalimat_pribadi(data: Iterable[dict[str, object]]) -> str:
    """`2 NIK (hal. 3), 1 nomor rekening (hal. 4, 7)`; '' when there is none."""
    jumlah: dict[str, int] = {}
    tempat: dict[str, set[int]] = {}
    for d in data:
        jenis = str(d["jenis"])
        jumlah[jenis] = jumlah.get(jenis, 0) + int(str(d["jumlah"]))
        tempat.setdefault(jenis, set()).add(int(str(d["halaman"])))
    bagian = []
    for jenis, nama in JENIS.items():
        if jenis in jumlah:
            hal = sorted(tempat[jenis])
            daftar = ", ".join(str(h) for h in hal[:5]) + (" …" if len(hal) > 5 else "")
            bagian.append(f"{jumlah[jenis]} {nama} (hal. {daftar})")
    return ", ".join(bagian)


# --- Numbers ---------------------------------------------------------------------------------------------------------


def _angka(teks: str) -> str:
    """Digits of a match; letters that OCR put for digits count as such."""
    return "".join(h for h in teks.translate(_KE_ANGKA) if h.isdigit())


def _angka_asli(teks: str) -> int:
    return sum(h.isdigit() for h in teks)


def _sebelum(teks: str, awal: int, panjang: int = 48) -> str:
    """The words before a place, at most back to two lines above (forms put the label on its own line)."""
    potong = teks[max(0, awal - panjang) : awal]
    baris = potong.split("\n")
    return "\n".join(baris[-2:])


def _nik(teks: str) -> Iterator[Temuan]:
    for m in _ENAM_BELAS.finditer(teks):
        if _angka_asli(m[0]) < 12:
            continue
        nomor, sebelum = _angka(m[0]), _sebelum(teks, m.start())
        berkata = bool(_KATA_NIK.search(sebelum))
        if not _rapi(m[0]) and not berkata:
            continue
        if _KATA_NPWP.search(sebelum) and not berkata:
            yield Temuan("npwp", m.start(), m.end(), _samar(nomor, 3, 3))
        elif berkata or (_susunan_nik(nomor) and not any(p.search(sebelum) for p in _BUKAN_NIK)):
            yield Temuan("nik", m.start(), m.end(), _samar(nomor, 4, 4))


def _rapi(teks: str) -> bool:
    """Whether the separators make groups a person would write: none, all of one length, or every digit apart."""
    kelompok = re.split(r"[ \u00a0.\-]", teks)
    panjang = [len(k) for k in kelompok]
    return len(panjang) == 1 or len(set(panjang)) == 1 or panjang in ([6, 6, 4], [2, 2, 2, 6, 4], [6, 10], [12, 4])


def _susunan_nik(nomor: str) -> bool:
    """Province, regency, district, day (women +40), month and serial number are possible."""
    hari, bulan = int(nomor[6:8]), int(nomor[8:10])
    return (
        int(nomor[:2]) in _PROVINSI
        and nomor[2:4] != "00"
        and nomor[4:6] != "00"
        and (1 <= hari <= 31 or 41 <= hari <= 71)
        and 1 <= bulan <= 12
        and nomor[12:] != "0000"
    )


def _npwp(teks: str) -> Iterator[Temuan]:
    for m in _NPWP_FORMAT.finditer(teks):
        berformat = m[0].count(".") + m[0].count("-") >= 4
        if _angka_asli(m[0]) >= 11 and (berformat or _KATA_NPWP.search(_sebelum(teks, m.start()))):
            yield Temuan("npwp", m.start(), m.end(), _samar(_angka(m[0]), 3, 3))


def _telepon(teks: str) -> Iterator[Temuan]:
    for m in _TELEPON.finditer(teks):
        nomor = _angka(m[0])
        inti = nomor.removeprefix("62") if not nomor.startswith("0") else nomor[1:]
        inti = inti.removeprefix("0")
        if not 9 <= len(inti) <= 12 or inti[1] == "0" or _angka_asli(m[0]) < 8:
            continue
        sebelum = _sebelum(teks, m.start(), 24).rpartition("##")[
            2
        ]  # words before another number are not about this one
        if m[0].startswith("62") and not re.search(r"(?:telp|telepon|hp|wa|whatsapp|kontak|hubungi)", sebelum, re.I):
            continue
        if _KATA_REKENING.search(sebelum) or _BUKAN_TELEPON.search(sebelum) or _KATA_NIK.search(sebelum):
            continue
        yield Temuan("telepon", m.start(), m.end(), _samar("0" + inti, 4, 2))


def _rekening(teks: str) -> Iterator[Temuan]:
    for m in _DERET.finditer(teks):
        nomor = _angka(m[0])
        if not 9 <= len(nomor) <= 16 or _angka_asli(m[0]) < len(nomor) - 3 or re.search(r"[A-Za-z]{2}", m[0]):
            continue
        sebelum = _sebelum(teks, m.start())
        kata, bank = _akhir(_KATA_REKENING, sebelum), _akhir(_KATA_BANK, sebelum)
        lain = _akhir(_BUKAN_REKENING, sebelum)
        if max(kata, bank) <= lain or re.search(r"Rp\.?[ \u00a0]?$", sebelum):
            continue
        yield Temuan("rekening", m.start(), m.end(), _samar(nomor, 0, 4))


def _akhir(pola: re.Pattern[str], teks: str) -> int:
    """Where the last hit ends; -1 = no hit. The nearest word decides what a number is."""
    tempat = -1
    for m in pola.finditer(teks):
        tempat = m.end()
    return tempat


def _samar(nomor: str, depan: int, belakang: int) -> str:
    return f"{nomor[:depan]}…{nomor[-belakang:]}"


# --- Pages -----------------------------------------------------------------------------------------------------------


def _halaman_kartu(teks: str, temuan: Sequence[Temuan]) -> Iterator[str]:
    bernik = any(t.jenis == "nik" for t in temuan)
    if sum(bool(p.search(teks)) for p in _KTP) >= 4:
        yield "ktp"
    if _KK.search(teks) and (
        _KK_ISI.search(teks) or (bernik and re.search(r"\bayah\b.{0,200}\bibu\b", teks, re.I | re.S))
    ):
        yield "kk"
    if _LHKPN.search(teks) and len(_LHKPN_ISI.findall(teks)) >= 2:
        yield "lhkpn"
