"""What one document shows of itself: its parts, number, dates, signatory, placeholders, legibility; each with pages.

Deterministic and bounded: every page is cut to HALAMAN_MAKS characters and read line by line with patterns that cannot
run away. Nothing is said about a document without text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from berkas.telaah.pola import (
    BULAN,
    ELEKTRONIK,
    HADIR_NAMA,
    HARI,
    HARI_TANGGAL,
    KATA,
    KEPALA_POLA,
    LAMPIRAN_GAMBAR,
    NAMA_KOSONG,
    NOMOR_BAB,
    NOMOR_KOSONG,
    PENGISI,
    TAHUN,
    TANGGAL,
    TANGGAL_ANGKA,
    TEMPAT_TANGGAL,
    TERBACA_MESIN,
    TERTULIS,
    TITIK_ISI,
    TTD,
    VOKAL,
    Pola,
)

VERSI_CIRI = 1  # grows when the rules change: `./run telaah_ulang` then reads the stored texts again
HALAMAN_MAKS = 20_000
JUMLAH_MAKS = 400  # pages
BARIS_MAKS = 300  # characters of a line
BAGIAN_MAKS = 3_000  # lines of one part
ULANG_MAKS = 4  # heads of one kind that are looked at
KATA_TERBACA = 8  # fewer words on a page: it counts as unread


@dataclass(frozen=True, slots=True)
class Bagian:
    """One part of a document. Pages count from 1; `kurang` are the findings about its contents."""

    jenis: str
    halaman: int
    sampai: int
    kata: int = 0
    nomor: bool = False
    tanggal: bool = False
    penanda: bool = False
    kurang: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pengisi:
    """A placeholder that was left: which kind and where."""

    jenis: str
    halaman: int


@dataclass(frozen=True, slots=True)
class Ciri:
    """Facts of one document. `terbaca`: there was text enough to say anything; the rest is silent otherwise.

    `tahun` every year of the text, `tahun_dokumen` of its dates and titles; `satker` whether the unit's own name stands
    there (None = not looked for); `halaman_kosong` pages without words between pages with many.
    """

    versi: int = VERSI_CIRI
    terbaca: bool = False
    ocr: bool = False
    halaman: int = 0
    kata: int = 0
    bagian: tuple[Bagian, ...] = ()
    nomor: str = ""
    tanggal: tuple[str, ...] = ()
    tempat_tanggal: bool = False
    penanda: bool = False
    elektronik: bool = False
    tahun: tuple[int, ...] = ()
    tahun_dokumen: tuple[int, ...] = ()
    satker: bool | None = None
    pengisi: tuple[Pengisi, ...] = ()
    nama_kosong: tuple[int, ...] = ()
    halaman_kosong: tuple[int, ...] = ()
    halaman_kabur: tuple[int, ...] = ()
    hari_salah: tuple[tuple[int, str, str], ...] = ()  # (page, as written, the true day)

    @property
    def jenis(self) -> frozenset[str]:
        return frozenset(b.jenis for b in self.bagian)


def ke_isi(ciri: Ciri) -> dict[str, Any]:
    """For storage as JSON."""
    return asdict(ciri)


def dari_isi(isi: Mapping[str, Any]) -> Ciri | None:
    """Back from storage; None when there is nothing or the rules have changed since."""
    if not isi or isi.get("versi") != VERSI_CIRI:
        return None
    kenal = {f.name for f in fields(Ciri)}
    nilai: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in isi.items() if k in kenal}
    nilai["bagian"] = tuple(Bagian(**{**b, "kurang": tuple(b["kurang"])}) for b in isi["bagian"])
    nilai["hari_salah"] = tuple((int(h), str(t), str(b)) for h, t, b in isi["hari_salah"])
    nilai["pengisi"] = tuple(Pengisi(**p) for p in isi["pengisi"])
    return Ciri(**nilai)


def baca_ciri(halaman: Sequence[str], *, ocr: bool = False, satker: str = "") -> Ciri:
    """Read a document from the texts of its pages. `satker` is the unit's name, looked for in the text."""
    potong = [h[:HALAMAN_MAKS] for h in halaman[:JUMLAH_MAKS]]
    kata = [KATA.findall(h) for h in potong]
    semua = sum(len(k) for k in kata)
    if semua < KATA_TERBACA:
        return Ciri(ocr=ocr, halaman=len(halaman), kata=semua)
    baris = [[b.strip()[:BARIS_MAKS] for b in h.splitlines()] for h in potong]
    pola = TERBACA_MESIN if ocr else TERTULIS
    isi_halaman = [_baca_halaman(b, pola) for b in baris]
    gabung = "\n".join(potong)
    tanggal = sorted({t for h in isi_halaman for t in h.tanggal})
    bagian = _susun_bagian(isi_halaman, pola)
    return Ciri(
        terbaca=True,
        ocr=ocr,
        halaman=len(halaman),
        kata=semua,
        bagian=bagian,
        nomor=next((h.nomor for h in isi_halaman if h.nomor), ""),
        tanggal=tuple(tanggal[:40]),
        tempat_tanggal=any(h.tempat_tanggal for h in isi_halaman),
        penanda=any(h.penanda for h in isi_halaman),
        elektronik=bool(ELEKTRONIK.search(gabung)),
        tahun=tuple(sorted({int(t) for t in TAHUN.findall(gabung)}))[:40],
        tahun_dokumen=_tahun_dokumen(tanggal, baris),
        satker=_ada_satker(gabung, satker),
        pengisi=_pengisi(isi_halaman, bagian),
        nama_kosong=() if ocr else tuple(i for i, h in enumerate(isi_halaman, 1) if h.nama_kosong),
        halaman_kosong=_halaman_kosong(kata, bagian),
        halaman_kabur=tuple(i for i, k in enumerate(kata, 1) if _kabur(k)),
        hari_salah=_hari_salah(potong),
    )


# --- One page --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Halaman:
    kepala: list[tuple[int, str]] = field(default_factory=list)  # (line, kind)
    baris: list[str] = field(default_factory=list)
    tanggal: list[str] = field(default_factory=list)
    pengisi: list[tuple[int, str]] = field(default_factory=list)
    nomor: str = ""
    tempat_tanggal: bool = False
    penanda: bool = False
    nama_kosong: bool = False
    daftar_isi: bool = False


def _baca_halaman(baris: list[str], pola: Pola) -> _Halaman:
    h = _Halaman(baris=baris)
    h.daftar_isi = sum(bool(TITIK_ISI.search(b)) for b in baris) >= 3 or any(
        re.fullmatch(r"daftar\s(?:isi|gambar|tabel)", b.lower()) for b in baris[:5]
    )
    berisi = 0
    for i, b in enumerate(baris):
        if not b:
            continue
        berisi += 1
        if not h.daftar_isi:
            jenis = _kepala(b, awal=berisi <= 12)
            if jenis:
                h.kepala.append((i, jenis))
            h.pengisi += [(i, p) for p in _pengisi_baris(b)]
        h.tanggal += _tanggal(b)
        h.tempat_tanggal = h.tempat_tanggal or bool(TEMPAT_TANGGAL.search(b))
        h.nomor = h.nomor or _nomor(b, pola)
        h.nama_kosong = h.nama_kosong or bool(NAMA_KOSONG.search(b))
    h.penanda = _ada_penanda(baris, pola)
    if not any(j == "undangan" for _, j in h.kepala) and not h.daftar_isi:
        surat = next((i for i, j in h.kepala if j == "surat"), None)
        if surat is not None and any(pola.undang.search(b) for b in baris):
            h.kepala.append((surat, "undangan"))
    if sum(bool(LAMPIRAN_GAMBAR.search(b)) for b in baris) >= 2 and not {"foto", "tangkapan_layar"} & {
        j for _, j in h.kepala
    }:
        h.kepala.append((0, "foto"))
    h.kepala.sort()
    return h


def _rapikan(baris: str) -> str:
    """Lower case, look-alike digits inside words read as letters, blanks folded, numbering in front removed."""
    kecil = baris.lower().replace("|", "l")
    kecil = re.sub(r"(?<=[a-z])[01]|[01](?=[a-z]{2})", lambda m: "o" if m[0] == "0" else "i", kecil)
    kecil = re.sub(r"\s+", " ", kecil).strip(" \t-–•*#:.\"'“”_=")
    return NOMOR_BAB.sub("", kecil, count=1).strip(" .:-–")


def _kepala(baris: str, *, awal: bool) -> str:
    """The kind of part this line opens, or ''. A head is short and written in capitals or title case."""
    if len(baris) > 160 or TITIK_ISI.search(baris):
        return ""
    huruf = [c for c in baris if c.isalpha()]
    if len(huruf) < 3:
        return ""
    besar = sum(c.isupper() for c in huruf) / len(huruf) >= 0.6
    hal = bool(re.match(r"\W*(?:hal|perihal)\b", baris, re.I))
    if not besar and not hal:
        kata = [k for k in re.findall(r"[A-Za-z][A-Za-z'’]*", baris) if len(k) > 3]
        judul = bool(kata) and sum(k[0].isupper() for k in kata) / len(kata) >= 0.75
        if not (judul and len(baris) <= 90 and not baris.rstrip().endswith((".", ",", ";"))):
            return ""
        if not awal and not re.match(r"\s{0,3}(?:lampiran|bab|[A-Za-z][.)]|[0-9IVX]{1,4}[.)])", baris, re.I):
            return ""
    rapi = _rapikan(baris)
    for jenis, pola in KEPALA_POLA:
        if pola.match(rapi):
            if jenis == "surat" and not awal:
                return ""
            if jenis == "sk" and re.match(r"(?:keputusan|peraturan)\b", rapi) and not (besar and awal):
                return ""  # "Keputusan:" is a chapter of minutes, a cited rule is no decree
            return jenis
    return ""


def _tanggal(baris: str) -> list[str]:
    hasil = []
    for m in TANGGAL.finditer(baris):
        hasil.append(_iso(m[1].translate(str.maketrans("lI", "11")), BULAN[m[2].lower()], m[3]))
    for m in TANGGAL_ANGKA.finditer(baris):
        hasil.append(_iso(m[1], int(m[2]), m[3]))
    return [h for h in hasil if h]


def _iso(hari: str, bulan: int, tahun: str) -> str:
    return f"{tahun}-{bulan:02d}-{int(hari):02d}" if 1 <= bulan <= 12 and 1 <= int(hari) <= 31 else ""


def _nomor(baris: str, pola: Pola) -> str:
    """`W12.PAS-OT.01-15` of a line "Nomor : W12.PAS-OT.01-15"; '' when it is left open."""
    m = pola.nomor.match(baris)
    if not m or not re.search(r"[0-9]", m[1]) or NOMOR_KOSONG.match(m[1]):
        return ""
    return m[1].split("  ")[0].strip()[:60]


def _pengisi_baris(baris: str) -> list[str]:
    if NAMA_KOSONG.search(baris) or TITIK_ISI.search(baris):
        return []
    return [jenis for jenis, pola in PENGISI if pola.search(baris)]


def _ada_penanda(baris: list[str], pola: Pola) -> bool:
    """An office ("Kepala …,") followed within eight lines by a name or a NIP; or the mark of a signature."""
    isi = [b for b in baris if b]
    for i, b in enumerate(isi):
        if TTD.search(b) and len(b) < 60:
            return True
        if ELEKTRONIK.search(b):
            return True
        if pola.jabatan.match(b) and len(b) < 90:
            for c in isi[i + 1 : i + 9]:
                if pola.nip.search(c) or _nama_penanda(c, pola):
                    return True
    return False


def _nama_penanda(baris: str, pola: Pola) -> bool:
    return bool(pola.orang.match(baris)) and not pola.jabatan.match(baris) and not _kepala(baris, awal=False)


def _kabur(kata: list[str]) -> bool:
    """Mostly rubbish: words without a vowel or single odd letters, as poor OCR leaves them."""
    panjang = [k for k in kata if len(k) >= 3]
    if len(kata) < 20:
        return False
    aneh = sum(
        not VOKAL.search(k) or bool(re.search(r"[a-z][A-Z]", k)) or bool(re.search(r"(.)\1\1", k)) for k in panjang
    )
    pendek = len(kata) - len(panjang)
    return aneh / max(1, len(panjang)) > 0.3 or pendek / len(kata) > 0.65


# --- The whole document ----------------------------------------------------------------------------------------------


def _susun_bagian(halaman: list[_Halaman], pola: Pola) -> tuple[Bagian, ...]:
    """Parts in order. Each runs from its head to the next head of another kind; a kind is kept once, at its first
    place, unless a later part of that kind has more words."""
    kepala = [(i, b, jenis) for i, h in enumerate(halaman) for b, jenis in h.kepala]
    hasil: dict[str, Bagian] = {}
    dilihat: dict[str, int] = {}
    for n, (i, b, jenis) in enumerate(kepala):
        dilihat[jenis] = dilihat.get(jenis, 0) + 1
        if dilihat[jenis] > ULANG_MAKS:
            continue
        akhir = next(
            (
                (x, y)
                for x, y, j in kepala[n + 1 :]
                if (j != jenis and j not in _DI_DALAM.get(jenis, ())) and (x, y) != (i, b)
            ),
            None,
        )
        baris = _potong_baris(halaman, (i, b), akhir)
        sampai = len(halaman) if akhir is None else akhir[0] + (1 if akhir[1] > 0 else 0)
        baru = _bagian(jenis, i + 1, max(i + 1, sampai), baris, pola)
        lama = hasil.get(jenis)
        if lama is None or (lama.kata < 12 <= baru.kata):
            hasil[jenis] = baru
    return tuple(hasil.values())


# Heads that are chapters of the part before them and do not end it.
_ISI_NOTULA = ("tindak_lanjut", "foto", "rencana", "laporan", "matriks", "rekap", "survei", "sk", "pernyataan", "sop")
_DI_DALAM: dict[str, tuple[str, ...]] = {
    "notula": _ISI_NOTULA,
    "undangan": ("surat", "rencana", "laporan"),
    "surat": ("undangan",),
    "laporan": ("tindak_lanjut", "rencana", "matriks", "rekap", "survei", "foto", "sk", "laporan"),
    "survei": ("laporan", "tindak_lanjut", "rencana", "rekap", "matriks"),
    "sk": ("rencana", "sop", "rekap", "laporan", "matriks", "tindak_lanjut", "survei", "pakta", "maklumat", "surat"),
    "sop": ("sk", "rekap", "laporan"),
    "rencana": ("matriks", "laporan", "sk", "tindak_lanjut"),
    "tindak_lanjut": ("laporan", "matriks", "rencana", "rekap", "foto"),
    "pakta": ("pernyataan",),
    "pernyataan": ("pakta",),
    "perjanjian_kinerja": ("pernyataan", "rencana", "matriks"),
    "maklumat": ("pernyataan",),
    "berita_acara": ("tindak_lanjut", "laporan", "rekap"),
}


def _potong_baris(halaman: list[_Halaman], awal: tuple[int, int], akhir: tuple[int, int] | None) -> list[str]:
    hasil: list[str] = []
    for i in range(awal[0], len(halaman)):
        dari = awal[1] if i == awal[0] else 0
        sampai = len(halaman[i].baris)
        if akhir is not None and i == akhir[0]:
            sampai = akhir[1]
        hasil += halaman[i].baris[dari:sampai]
        if (akhir is not None and i == akhir[0]) or len(hasil) > BAGIAN_MAKS:
            break
    return hasil[:BAGIAN_MAKS]


def _bagian(jenis: str, halaman: int, sampai: int, baris: list[str], pola: Pola) -> Bagian:
    teks = "\n".join(baris)
    kurang: list[str] = []
    if jenis == "notula":
        isi = "\n".join(b for b in baris[1:] if _kepala(b, awal=False) != "notula")
        kurang = [
            nama
            for nama, cari in (("keputusan", pola.putus), ("petugas", pola.petugas), ("tenggat", pola.tenggat))
            if not cari.search(isi)
        ]
    elif (
        jenis == "daftar_hadir"
        and pola is TERTULIS
        and sum(bool(HADIR_NAMA.match(b)) for b in baris[1:]) < 2
        and len(pola.nip.findall(teks)) < 3
    ):
        kurang = ["nama"]
    return Bagian(
        jenis=jenis,
        halaman=halaman,
        sampai=sampai,
        kata=len(KATA.findall(teks)),
        nomor=any(_nomor(b, pola) for b in baris[:40]),
        tanggal=bool(TANGGAL.search(teks) or TANGGAL_ANGKA.search(teks)),
        penanda=_ada_penanda(baris, pola),
        kurang=tuple(kurang),
    )


def _pengisi(halaman: list[_Halaman], bagian: tuple[Bagian, ...]) -> tuple[Pengisi, ...]:
    """One row per kind and page. Dotted lines of attendance lists are for signatures."""
    hadir = {n for b in bagian if b.jenis in {"daftar_hadir", "tanda_terima"} for n in range(b.halaman, b.sampai + 1)}
    hasil: list[Pengisi] = []
    for i, h in enumerate(halaman, 1):
        for _, jenis in h.pengisi:
            baru = Pengisi(jenis, i)
            if baru not in hasil and not (jenis == "......" and i in hadir):
                hasil.append(baru)
    return tuple(hasil[:40])


def _tahun_dokumen(tanggal: Sequence[str], baris: list[list[str]]) -> tuple[int, ...]:
    """Years of dates, and of "TAHUN 2026" in capitals on the first two pages (titles)."""
    tahun = {int(t[:4]) for t in tanggal}
    for b in (b for h in baris[:2] for b in h[:25]):
        if b.isupper():
            tahun |= {int(t) for t in re.findall(r"\b(?:TAHUN|TA\.?|T\.A\.)(?:\sANGGARAN)?\s(20[0-4][0-9])\b", b)}
    return tuple(sorted(tahun))


def _hari_salah(halaman: Sequence[str]) -> tuple[tuple[int, str, str], ...]:
    """Weekdays that do not belong to their date: evaluators notice them first."""
    hasil: list[tuple[int, str, str]] = []
    for nomor, teks in enumerate(halaman, 1):
        for m in HARI_TANGGAL.finditer(teks):
            iso = _iso(m[2], BULAN[m[3].lower()], m[4])
            try:
                benar = HARI[dt.date.fromisoformat(iso).weekday()]
            except ValueError:
                continue
            if re.sub(r"\W", "", m[1].lower()) != benar:
                hasil.append((nomor, " ".join(m[0].split()), benar.capitalize()))
    return tuple(dict.fromkeys(hasil))[:10]


_UMUM = frozenset({
    "satker", "satuan", "kerja", "kantor", "wilayah", "lembaga", "pemasyarakatan", "balai", "rumah", "tahanan",
    "negara", "kelas", "unit", "pelaksana", "teknis", "kementerian", "direktorat", "jenderal", "dinas", "badan",
    "pusat", "daerah", "kota", "kabupaten", "provinsi", "dan", "di", "i", "ii", "iia", "iib", "iii", "tpi",
})  # fmt: skip


def _ada_satker(teks: str, satker: str) -> bool | None:
    """Whether every word that tells this unit from its like stands in the text; None without such a word."""
    khas = {k for k in re.findall(r"\w+", satker.lower()) if k not in _UMUM}
    if not khas:
        return None
    ada = set(re.findall(r"\w+", teks.lower()))
    return khas <= ada


def _halaman_kosong(kata: list[list[str]], bagian: tuple[Bagian, ...]) -> tuple[int, ...]:
    """Pages without words inside a text document. Pages of photos and screenshots are pictures by nature."""
    gambar = {
        n
        for b in bagian
        if b.jenis in {"foto", "tangkapan_layar", "sertifikat"}
        for n in range(b.halaman, b.sampai + 1)
    }
    berteks = sum(len(k) >= 30 for k in kata)
    if berteks * 2 < len(kata):
        return ()
    return tuple(i for i, k in enumerate(kata, 1) if len(k) < KATA_TERBACA and i not in gambar)
